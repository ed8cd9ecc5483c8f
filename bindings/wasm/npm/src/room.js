// A short way into the module for texts. The way that the generated glue has for them asks for memory, asks for more,
// and gives it back; here a text is written once, into room that the module keeps and wipes.

import * as core from "./core.js";
import { instance } from "./loader.js";

const encoder = new TextEncoder();

/** The longest text that room is kept for, in UTF-16 units: some ten forms. A longer one goes the other way. */
const LONGEST = 1 << 14;

let room = new Uint8Array();
let home = -1;

/**
 * Writes a text where the next call of the module finds it.
 *
 * @param {string} text
 * @returns {number}  its length in bytes; less than 0 where it is too long
 */
export function enter(text) {
  // A unit takes three bytes at most.
  const most = text.length * 3;
  if (most > room.length || home !== instance()) {
    if (text.length > LONGEST) return -1;
    home = instance();
    const size = Math.max(4096, most);
    const at = core.textRoom(size);
    room = new Uint8Array(/** @type {any} */ (core.moduleMemory()).buffer, at, size);
  }
  return encoder.encodeInto(text, room).written;
}
