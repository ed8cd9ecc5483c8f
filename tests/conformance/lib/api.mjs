// What each binding exports, read from its declarations, and under which common name.
//
// Names differ by language (`openDirectory`, `open_directory`, `directory.open`), the words in them do not: two exports with
// the same words are the same function. `api.json` names the ones that are called otherwise, and says why a binding lacks
// what others have.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Words that only say what kind of thing a name belongs to. */
const SILENT = new Set(["of", "the", "to", "from", "software", "session", "jwk", "get"]);

/** One word for things that languages call differently. */
const SAME = { sha256: "hash", digest: "finish", generate: "new", create: "new", canonicalise: "canonicalize", pack: "pack" };

/** The words of a name, in alphabetical order. @param {string} name */
export function words(name) {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s._]+/)
    .map((word) => word.toLowerCase())
    .map((word) => SAME[word] ?? word)
    .filter((word) => word !== "" && !SILENT.has(word));
  return [...new Set(parts)].sort().join(" ");
}

/** Functions and members of classes in a declaration of TypeScript. @param {string} text */
export function ofTypeScript(text) {
  const found = [];
  let owner;
  for (const line of text.split("\n")) {
    const declared = /^export declare (?:abstract )?(class|function) (\w+)/.exec(line);
    if (declared?.[1] === "class") owner = declared[2];
    else if (declared) found.push(declared[2]);
    else if (/^\}/.test(line)) owner = undefined;
    else if (owner) {
      const member = /^ {2}(?:static )?(?:readonly )?(\w+)\??[(:]/.exec(line);
      if (member && member[1] !== "constructor" && !/^ {2}private/.test(line)) found.push(`${owner}.${member[1]}`);
      else if (/^ {2}constructor\(/.test(line)) found.push(`${owner}.create`);
    }
  }
  return found;
}

/** Functions and members of classes in a stub of Python; what only holds data is none. @param {string} text */
export function ofPython(text) {
  const found = [];
  let owner;
  for (const line of text.split("\n")) {
    const begun = /^class (\w+)/.exec(line);
    if (begun) owner = begun[1];
    else if (/^def (\w+)/.test(line)) {
      owner = undefined;
      found.push(/^def (\w+)/.exec(line)[1]);
    } else if (owner) {
      const member = /^ {4}def (\w+)\(/.exec(line);
      if (member && !member[1].startsWith("__")) found.push(`${owner}.${member[1]}`);
      if (member?.[1] === "__init__" || member?.[1] === "__new__") found.push(`${owner}.create`);
    }
  }
  return found;
}

/** What `#[uniffi::export]` stands above, in the sources of the crate. @param {string} text */
export function ofUniffi(text) {
  const found = [];
  let exported = false;
  let owner;
  for (const line of text.split("\n")) {
    if (/^#\[uniffi::export/.test(line)) exported = true;
    else if (exported && /^pub fn (\w+)/.test(line)) {
      found.push(/^pub fn (\w+)/.exec(line)[1]);
      exported = false;
    } else if (exported && /^impl (\w+)/.test(line)) {
      owner = /^impl (\w+)/.exec(line)[1];
      exported = false;
    } else if (/^\}/.test(line)) owner = undefined;
    else if (owner && /^ {4}pub fn (\w+)/.test(line)) found.push(`${owner}.${/^ {4}pub fn (\w+)/.exec(line)[1]}`);
  }
  return found;
}

/** Exports of every binding. @param {string} root @param {string} cli */
export function exportsOf(root, cli) {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const types = "bindings/wasm/npm/types";
  const sources = "bindings/uniffi/src";
  const below = (folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".rs") && entry.name !== "conform.rs")
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  const described = JSON.parse(execFileSync(cli, ["rpc", "--describe"], { encoding: "utf8", maxBuffer: 1 << 24 }));
  const api = readdirSync(join(root, types)).filter((name) => name === "api.d.ts" || name === "office.d.ts");
  return {
    npm: api.flatMap((name) => ofTypeScript(read(join(types, name)))),
    mobile: below(sources).flatMap(ofUniffi),
    python: existsSync(join(root, "bindings/python/motcua/__init__.pyi")) ? ofPython(read("bindings/python/motcua/__init__.pyi")) : [],
    rpc: described.ops.map(({ op }) => op),
  };
}

/**
 * Compares the bindings.
 *
 * @param {Record<string, string[]>} bindings  exports by binding
 * @param {{ same: Record<string, string>, own: Record<string, Record<string, string>>, absent: Record<string, Record<string, string[]>> }} table
 *   `same`: an export that is called otherwise → the common name; `own`: exports of one binding alone and why, by binding;
 *   `absent`: reasons and the common names that a binding lacks for that reason
 * @returns {{ rows: Map<string, Record<string, string>>, faults: string[], stale: string[] }}  `stale`: entries of the table
 *   that say nothing any more
 */
export function compare(bindings, table) {
  const rows = new Map();
  const used = new Set();
  for (const [binding, names] of Object.entries(bindings)) {
    for (const name of names) {
      if (table.own[binding]?.[name] !== undefined) continue;
      if (table.same[name] !== undefined) used.add(name);
      const key = words(table.same[name] ?? name);
      rows.set(key, { ...rows.get(key), [binding]: name });
    }
  }
  const stale = Object.keys(table.same).filter((name) => !used.has(name));
  for (const [binding, names] of Object.entries(table.own)) {
    stale.push(...Object.keys(names).filter((name) => !bindings[binding].includes(name)));
  }
  const excused = new Map();
  for (const [binding, reasons] of Object.entries(table.absent)) {
    for (const name of Object.values(reasons).flat()) {
      if (rows.get(words(name))?.[binding] !== undefined || !rows.has(words(name))) stale.push(`${binding} without ${name}`);
      excused.set(`${binding} ${words(name)}`, true);
    }
  }
  const faults = [];
  for (const [key, row] of rows) {
    const names = Object.entries(row).map(([binding, name]) => `${binding} has it as ${name}`).join(", ");
    for (const binding of Object.keys(bindings)) {
      if (row[binding] === undefined && !excused.has(`${binding} ${key}`)) {
        faults.push(`${binding} lacks "${key}" (${names}), and api.json gives no reason`);
      }
    }
  }
  return { rows, faults, stale };
}
