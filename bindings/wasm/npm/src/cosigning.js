// A second signature: asked for by who files, given or refused by the person named.

import { use } from "./handle.js";
import { call } from "./loader.js";
import { opening } from "./opening.js";
import { moment, object, text } from "./values.js";

/** @param {any} jws @param {{ reference: string, exp: string | Date }} options */
export function requestCosign(jws, options) {
  const { reference, exp } = object(options);
  return call((core) => core.requestCosign(object(jws), text(reference), moment(exp)));
}

/** @param {any} request @param {any[]} recipients */
export function sealCosignRequest(request, recipients) {
  return call((core) => core.sealCosignRequest(object(request), object(recipients)));
}

/** @param {any} sealed @param {any} options */
export function openCosignRequest(sealed, options) {
  const { opener, directory, now } = object(options);
  return opening(opener, (core, key) => use(directory, (known) => core.openCosignRequest(object(sealed), key, known, moment(now))));
}

/**
 * @template T
 * @param {any} directory
 * @param {(core: any, known: any) => T} task
 */
const against = (directory, task) => use(directory, (known) => call((core) => task(core, known)));

/** @param {any} request @param {any} options */
export function readCosignRequest(request, options) {
  const { directory, now } = object(options);
  return against(directory, (core, known) => core.readCosignRequest(object(request), known, moment(now)));
}

/** @param {any} request @param {any} options */
export function beginCosign(request, options) {
  const { enrolment, directory, now } = object(options);
  return against(directory, (core, known) => core.beginCosign(object(request), text(enrolment), known, moment(now)));
}

/** @param {any} request @param {any} signed @param {any} options */
export function finishCosign(request, signed, options) {
  const { enrolment, directory, now } = object(options);
  return against(directory, (core, known) => core.finishCosign(object(request), object(signed), text(enrolment), known, moment(now)));
}

/** @param {any} request @param {any} signature @param {any} options */
export function verifyCosignature(request, signature, options) {
  const { directory, now } = object(options);
  return against(directory, (core, known) => core.verifyCosignature(object(request), object(signature), known, moment(now)));
}

/** @param {any} request @param {any} options */
export function beginCosignRefusal(request, options) {
  const { enrolment, directory, now } = object(options);
  return against(directory, (core, known) => core.beginCosignRefusal(object(request), text(enrolment), known, moment(now)));
}

/** @param {any} signed @param {any} request @param {any} options */
export function verifyCosignRefusal(signed, request, options) {
  const { directory } = object(options);
  return against(directory, (core, known) => core.verifyCosignRefusal(object(signed), object(request), known));
}
