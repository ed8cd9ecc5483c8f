// Loading the module once, and a clear error for whoever calls too early.

import startAsync, { initSync as startSync } from "./core.js";
import * as core from "./core.js";
import { MotCuaError, useCatalogue } from "./error.js";

/** @type {Promise<void> | null} */
let loading = null;
let ready = false;

function done() {
  ready = true;
  useCatalogue((code, params, lang) => core.renderMessage(code, JSON.stringify(params), lang, false));
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
  try {
    return task(core);
  } catch (error) {
    if (error instanceof MotCuaError) throw error;
    if (typeof WebAssembly.RuntimeError === "function" && error instanceof WebAssembly.RuntimeError) {
      throw new MotCuaError({ code: "runtime/panic" }, { cause: error });
    }
    if (typeof (/** @type {any} */ (error)?.code) === "string") throw new MotCuaError(/** @type {any} */ (error));
    // What is left comes from the generated glue: a wrong kind of argument.
    throw new MotCuaError({ code: "boundary/type" });
  }
}
