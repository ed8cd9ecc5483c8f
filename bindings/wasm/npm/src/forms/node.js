// Node, Deno and Bun: every function works right after the import.

import { readFileSync } from "node:fs";
import { load, loadSync } from "./loader.js";

export * from "./exports.js";

loadSync(readFileSync(new URL("./forms.wasm", import.meta.url)));

/** @param {any} [source] */
export function init(source) {
  return source === undefined ? Promise.resolve() : load(source);
}

export const initSync = loadSync;
