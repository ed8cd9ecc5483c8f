// An invented change of law: a new version of birth registration, made from the shipped document by a JSON Patch, and
// published to a server that was built before it.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, serverProgram } from "./env.mjs";

const read = (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

/** The document of the new version. */
export function birthOf2027() {
  const document = read("core/forms/procedures/1.001193.json");
  for (const { op, path, value } of read("tests/cases/law/birth-2027.json")) {
    const names = path.split("/").slice(1);
    const last = names.pop();
    const parent = names.reduce((node, name) => node[name], document);
    if (parent === undefined || (op !== "add" && !(last in parent))) throw new Error(`nothing at ${path}`);
    if (op === "remove") delete parent[last];
    else if (last === "-") parent.push(value);
    else parent[last] = value;
  }
  return document;
}

/** Publishes a procedure document to the data directory of a server that is not running. */
export function publish(data, document) {
  const file = join(data, "published.json");
  writeFileSync(file, JSON.stringify(document));
  const { status, stderr } = spawnSync(serverProgram(), ["--data", data, "--publish", file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`not published: ${stderr}`);
}
