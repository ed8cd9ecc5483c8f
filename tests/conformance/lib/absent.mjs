// The conformance entry must not ship. The test build serves as the control: what is looked for is there.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A name of an operation: part of the entry, and of nothing else. */
const OPERATION = "json.canonicalize";

function exportsOf(wasm) {
  return WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map((entry) => entry.name);
}

/** What a file has of the entry. */
function traces(path) {
  const bytes = readFileSync(path);
  if (path.endsWith(".wasm")) {
    const found = exportsOf(bytes).filter((name) => name === "conform");
    return bytes.includes(OPERATION) ? [...found, `the operation ${OPERATION}`] : found;
  }
  if (!/\.(c|m)?(js|ts)$/.test(path)) return [];
  return /\bconform\b/.test(bytes.toString("utf8")) ? ["the word conform"] : [];
}

function below(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Throws unless the entry is absent from the module that ships and from everything in the tarball. */
export function absent({ shipped, test }) {
  for (const name of ["core.js", "core_bg.wasm"]) {
    if (traces(join(test, name)).length === 0) throw new Error(`the test build's ${name} lacks the entry`);
  }
  const tarballs = readdirSync(dirname(shipped)).filter((name) => name.endsWith(".tgz"));
  if (tarballs.length === 0) throw new Error(`no tarball in ${dirname(shipped)}`);
  const folder = mkdtempSync(join(tmpdir(), "motcua-absent-"));
  try {
    for (const name of tarballs) execFileSync("tar", ["-xzf", join(dirname(shipped), name), "-C", folder]);
    const files = [...below(shipped), ...below(folder)];
    if (files.filter((path) => path.endsWith(".wasm")).length < 2) throw new Error("a module is missing");
    const found = files.flatMap((path) => traces(path).map((trace) => `${path}: ${trace}`));
    if (found.length > 0) throw new Error(`the conformance entry ships:\n${found.join("\n")}`);
    return files.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
