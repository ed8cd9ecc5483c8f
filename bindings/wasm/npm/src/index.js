// Browsers and bundlers. The one `new URL(…, import.meta.url)` of the package stands here, so that a bundler
// finds one module and copies it once.

import { load, loadSync } from "./loader.js";

export * from "./api.js";

/** @param {any} [source] */
export function init(source) {
  return load(source ?? new URL("./motcua.wasm", import.meta.url));
}

export const initSync = loadSync;
