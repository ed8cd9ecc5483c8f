// What lives in the module's memory, as JavaScript holds it.

import { MotCuaError } from "./error.js";
import { call, instance } from "./loader.js";

/**
 * Something that lives in the module's memory. It is freed when it is collected; `free()` or `using` do it at
 * once, as often as one likes.
 */
export class Handle {
  #raw;
  #home = instance();
  #uses = 0;
  /** What was freed by code that ran inside of a call. @type {any} */
  #late;

  /** @param {any} raw */
  constructor(raw) {
    this.#raw = raw;
  }

  free() {
    const raw = this.#raw;
    this.#raw = null;
    // The module does not give up what a call of it uses: a `toJSON` of the caller may have come here from inside.
    if (this.#uses > 0) this.#late ??= raw;
    // What an instance held that is gone is gone with it.
    else if (this.#home === instance()) raw?.free();
  }

  /**
   * @template T
   * @param {Handle} handle
   * @param {(raw: any) => T} task
   * @returns {T}
   */
  static use(handle, task) {
    if (!(#raw in Object(handle))) throw new MotCuaError({ code: "boundary/type" });
    const raw = handle.#raw;
    if (!raw) throw new MotCuaError({ code: "runtime/freed" });
    if (handle.#home !== instance()) throw new MotCuaError({ code: "runtime/instanceLost" });
    handle.#uses += 1;
    try {
      return call(() => task(raw));
    } finally {
      handle.#uses -= 1;
      if (handle.#uses === 0 && handle.#late) {
        const late = handle.#late;
        handle.#late = undefined;
        if (handle.#home === instance()) late.free();
      }
    }
  }
}
if (Symbol.dispose) Object.defineProperty(Handle.prototype, Symbol.dispose, { value: Handle.prototype.free });

export const use = Handle.use;
