// Arguments as the module takes them. The generated glue would go on with what it can make of a wrong one.

import { MotCuaError } from "./error.js";

/** @param {unknown} value */
export function json(value) {
  if (typeof value === "string") return value;
  let text;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new MotCuaError({ code: "boundary/type" }, { cause: error });
  }
  if (text === undefined) throw new MotCuaError({ code: "boundary/type" });
  return text;
}

/** JSON text of a value that may itself be a text. @param {unknown} value */
export function quoted(value) {
  return value === undefined ? undefined : json(typeof value === "string" ? JSON.stringify(value) : value);
}

/** @param {string | Date} now */
export function moment(now) {
  if (now instanceof Date && !Number.isNaN(now.getTime())) return now.toISOString();
  return text(now);
}

/** The generated glue would go on with `undefined` as an empty text. @param {unknown} value @returns {string} */
export function text(value) {
  if (typeof value !== "string") throw new MotCuaError({ code: "boundary/type" });
  return value;
}

/** File names come from file systems, some of which decompose letters. @param {unknown} value @returns {unknown} */
export function files(value) {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new MotCuaError({ code: "boundary/type" });
  return value.map((file) => (typeof file?.name === "string" ? { ...file, name: file.name.normalize("NFC") } : file));
}

/** @param {unknown} value @returns {string | undefined} */
export function optional(value) {
  return value === undefined ? undefined : text(value);
}

/** @param {unknown} value @returns {Uint8Array} */
export function bytes(value) {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new MotCuaError({ code: "boundary/type" });
}

/** @param {unknown} value @returns {any} */
export function object(value) {
  if (value === null || typeof value !== "object") throw new MotCuaError({ code: "boundary/type" });
  return value;
}

/** @param {unknown} value @returns {number} */
export function whole(value) {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new MotCuaError({ code: "boundary/type" });
  return value;
}

/** @param {unknown} value @returns {number | undefined} */
export function sequence(value) {
  if (value !== undefined && !Number.isSafeInteger(value)) throw new MotCuaError({ code: "boundary/type" });
  return /** @type {number | undefined} */ (value);
}

/** @param {unknown} events @returns {string[]} */
export function list(events) {
  if (!Array.isArray(events)) throw new MotCuaError({ code: "boundary/type" });
  return events.map(text);
}

/** Options that may be left out. @param {unknown} options @returns {any} */
export function given(options) {
  return options === undefined ? {} : object(options);
}
