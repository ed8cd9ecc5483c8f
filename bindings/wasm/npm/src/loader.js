// Loading the module once, and a clear error for whoever calls too early.

import startAsync, { initSync as startSync } from "./core.js";
import * as core from "./core.js";
import { MotCuaError, useCatalogue } from "./error.js";
import catalogues from "./messages.js";

/** @type {Promise<void> | null} */
let loading = null;
let ready = false;
/** Set by a trap: what the instance holds can no longer be trusted. */
let broken = false;
/** Which instance is running. Handles of an earlier one are lost with it. */
let current = 0;
/** Calls that have not returned: a getter of an argument may call again. */
let depth = 0;

/** The languages whose sentences the running instance has. */
const spoken = new Set();

/** Hands the running instance the sentences of a language, when the first one is wanted. @param {string} lang */
export function speak(lang) {
  const language = /^en(-|$)/.test(lang) ? "en" : "vi";
  if (spoken.has(language)) return;
  core.addMessages(language, catalogues[language]);
  spoken.add(language);
}

function done() {
  ready = true;
  useCatalogue((code, params, lang) => {
    if (broken) return undefined;
    speak(lang);
    return core.renderMessage(code, JSON.stringify(params), lang, false);
  });
}

/** The number of the running instance; after a trap, of the one that takes its place. @returns {number} */
export function instance() {
  if (broken && depth === 0) {
    // From the compiled module that is still here: nothing is fetched again.
    core.__wbg_reset_state();
    spoken.clear();
    current += 1;
    broken = false;
  }
  return current;
}

function requireWasm() {
  if (typeof WebAssembly !== "object") throw new MotCuaError({ code: "runtime/wasmUnavailable" });
}

/**
 * Loads the module. A second call waits for the first; after a failure the next call tries again.
 *
 * @param {any} source  address, `Response`, bytes or `WebAssembly.Module`
 * @returns {Promise<void>}
 */
export function load(source) {
  if (ready) return Promise.resolve();
  loading ??= start(source).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** @param {any} source */
async function start(source) {
  requireWasm();
  const input = await bytesOf(await source);
  try {
    await startAsync({ module_or_path: input });
  } catch (error) {
    throw refusal(error);
  }
  done();
}

/**
 * The same from bytes or a module that are already here.
 *
 * @param {BufferSource | WebAssembly.Module} source
 */
export function loadSync(source) {
  if (ready) return;
  requireWasm();
  if (!(source instanceof WebAssembly.Module)) requireMagic(source);
  try {
    startSync({ module: source });
  } catch (error) {
    throw refusal(error);
  }
  done();
}

/** @param {any} source */
async function bytesOf(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return requireMagic(/** @type {BufferSource} */ (source));
  let response = source;
  if (typeof source === "string" || source instanceof URL || (typeof Request === "function" && source instanceof Request)) {
    try {
      response = await fetch(source);
    } catch (error) {
      throw new MotCuaError({ code: "runtime/wasmNotFound", params: [{ name: "address", value: String(source) }] }, { cause: error });
    }
  }
  if (typeof Response !== "function" || !(response instanceof Response)) throw new MotCuaError({ code: "boundary/type" });
  if (!response.ok) throw notFound(response);
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/wasm")) return response;
  // A server without the right type still works; a page in place of the file is told apart by its bytes.
  const bytes = await response.arrayBuffer();
  if (!hasMagic(new Uint8Array(bytes))) throw notFound(response);
  return bytes;
}

/** @param {Response} response */
function notFound(response) {
  return new MotCuaError({
    code: "runtime/wasmNotFound",
    params: [
      { name: "address", value: response.url },
      { name: "status", value: String(response.status) },
    ],
  });
}

/** @param {BufferSource} source */
function requireMagic(source) {
  const bytes = ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
  if (!hasMagic(bytes)) throw new MotCuaError({ code: "runtime/wasmNotFound" });
  return source;
}

/** @param {Uint8Array} bytes */
function hasMagic(bytes) {
  return bytes[0] === 0x00 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}

/** @param {unknown} error */
function refusal(error) {
  return error instanceof MotCuaError ? error : new MotCuaError({ code: "runtime/wasmUnavailable" }, { cause: error });
}

/**
 * Runs a call into the module and turns every failure into a {@link MotCuaError}.
 *
 * @template T
 * @param {(module: typeof core) => T} task
 * @returns {T}
 */
export function call(task) {
  if (!ready) throw new MotCuaError({ code: "runtime/notInitialised" });
  instance();
  // Inside a call that met the trap there is nothing to go on with.
  if (broken) throw new MotCuaError({ code: "runtime/panic" });
  depth += 1;
  try {
    return task(core);
  } catch (error) {
    if (error instanceof MotCuaError) throw error;
    // A trap, or a stack that ran out: neither lets the module clean up, so this instance ends here.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      broken = true;
      throw new MotCuaError({ code: "runtime/panic" }, { cause: error });
    }
    if (typeof (/** @type {any} */ (error)?.code) === "string") throw new MotCuaError(/** @type {any} */ (error));
    // What is left comes from the generated glue: a wrong kind of argument.
    throw new MotCuaError({ code: "boundary/type" });
  } finally {
    depth -= 1;
  }
}
