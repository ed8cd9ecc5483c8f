// Browsers and bundlers. The package's only `new URL(…, import.meta.url)` stand here, one for each of the two
// modules, so that a bundler copies each once. A page fetches one of them.

import { hasVectors } from "./engine.js";
import { load, loadSync } from "./loader.js";

export * from "./api.js";

/** @param {any} [source] */
export function init(source) {
  return load(source ?? address());
}

function address() {
  return hasVectors() ? new URL("./motcua.wasm", import.meta.url) : new URL("./motcua-scalar.wasm", import.meta.url);
}

export const initSync = loadSync;
