// What the module of forms can do.

import { Pack } from "./api.js";
import { call } from "./loader.js";

export {
  compileSchema, errorCodes, FormSession, isMotCuaError, memorySize, MotCuaError, Pack, renderMessage, Schema, SchemaBatch,
  validateBatch, version,
} from "./api.js";

/**
 * Opens procedures and catalogues that the page vouches for itself.
 *
 * @param {{ procedures: unknown[], catalogues?: unknown[] }} forms
 */
export function openForms(forms) {
  return new Pack(call((core) => /** @type {any} */ (core).openForms(JSON.stringify(forms))));
}
