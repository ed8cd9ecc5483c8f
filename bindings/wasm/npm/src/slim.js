// For libraries and for pages that bring the module themselves: nothing is located here.

import { load, loadSync } from "./loader.js";

export * from "./api.js";

/** @param {any} source */
export function init(source) {
  return load(source);
}

export const initSync = loadSync;
