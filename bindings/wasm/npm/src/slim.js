// For libraries and for pages that bring the module themselves: nothing is located here.

import { MotCuaError } from "./error.js";
import { load, loadSync } from "./loader.js";

export * from "./api.js";

/** @param {any} source */
export function init(source) {
  return source === undefined ? Promise.reject(new MotCuaError({ code: "boundary/type" })) : load(source);
}

export const initSync = loadSync;
