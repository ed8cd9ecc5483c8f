// A short way into the module for texts. The way that the generated glue has for them asks for memory, asks for more,
// and gives it back; here a text is written once, into room that the module keeps and wipes.

import * as core from "./core.js";
import { instance } from "./loader.js";

const encoder = new TextEncoder();

/** The longest text that room is kept for, in UTF-16 units: some ten forms. A longer one goes the other way. */
const LONGEST = 1 << 14;

/** The longest text that is encoded here, in UTF-16 units. */
const SHORT = 64;

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
  return text.length <= SHORT ? spell(text) : encoder.encodeInto(text, room).written;
}

/** UTF-8 of a short text: done before the browser's encoder is called. @param {string} text */
function spell(text) {
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      room[at++] = unit;
    } else if (unit < 0x800) {
      room[at++] = 0xc0 | (unit >> 6);
      room[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      room[at++] = 0xe0 | (unit >> 12);
      room[at++] = 0x80 | ((unit >> 6) & 0x3f);
      room[at++] = 0x80 | (unit & 0x3f);
    } else {
      // Halves of characters, and halves that lost the other, are the encoder's.
      return encoder.encodeInto(text, room).written;
    }
  }
  return at;
}
