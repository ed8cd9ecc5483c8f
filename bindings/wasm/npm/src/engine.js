// What the engine can do. Browsers older than 2023 and some WebViews run WebAssembly without 128-bit vectors.

/** A module of one function with one vector instruction in it. */
const VECTORS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** Whether the engine takes `motcua.wasm`; otherwise `motcua-scalar.wasm` gives the same answers. @returns {boolean} */
export function hasVectors() {
  return typeof WebAssembly === "object" && WebAssembly.validate(new Uint8Array(VECTORS));
}
