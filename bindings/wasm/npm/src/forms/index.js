// Forms alone: the same functions over a smaller module. The build puts its module, glue, `api.js` and `loader.js` beside
// this file; errors and sentences are those of the whole package.

import { load, loadSync } from "./loader.js";

export * from "./exports.js";

/** @param {any} [source] */
export function init(source) {
  return load(source ?? new URL("./forms.wasm", import.meta.url));
}

export const initSync = loadSync;
