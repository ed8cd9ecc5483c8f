// Node, Deno and Bun: the file lies beside this one and is read at once, so every function works right after
// the import.

import { readFileSync } from "node:fs";
import { hasVectors } from "./engine.js";
import { load, loadSync } from "./loader.js";

export * from "./api.js";

loadSync(readFileSync(new URL(hasVectors() ? "./motcua.wasm" : "./motcua-scalar.wasm", import.meta.url)));

/** @param {any} [source] */
export function init(source) {
  return source === undefined ? Promise.resolve() : load(source);
}

export const initSync = loadSync;
