// For hosts that cannot serve a .wasm file: the module is in the script, a third larger.

import { load, loadSync } from "./loader.js";
import { base64 } from "./wasm-base64.js";

export * from "./api.js";

function decode() {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** @param {any} [source] */
export function init(source) {
  return load(source ?? decode());
}

/** @param {BufferSource | WebAssembly.Module} [source] */
export function initSync(source) {
  loadSync(source ?? decode());
}
