import type { Catalogue, Pack as Signed, Procedure } from "motcua";

export {
  compileSchema, errorCodes, FormSession, init, initSync, isMotCuaError, memorySize, MotCuaError, renderMessage, Schema, SchemaBatch,
  validateBatch, version,
} from "motcua";
export type * from "motcua";

/** Procedures and their forms. What files a dossier is in `motcua`. */
export type Pack = Omit<Signed, "issueDocument" | "prepare" | "workflow">;

/**
 * Opens procedures and catalogues that the page vouches for itself, as it vouches for its scripts: there is no signature
 * here. A mistake is refused with its place, such as `/procedures/0/rules/1/assert`.
 */
export declare function openForms(forms: {
  procedures: (Procedure | object)[];
  catalogues?: (Catalogue | object)[];
}): Pack;
