// The public functions. Documents of people (form data, payloads) cross as JSON text, so that the core's own strict
// reader sees exactly the text; records cross as objects.

import { Handle, use } from "./handle.js";
import { call, speak } from "./loader.js";
import { OpeningKey } from "./opening.js";
import { enter } from "./room.js";
import { bytes, files, given, json, list, moment, object, optional, quoted, sequence, text, whole } from "./values.js";

export { AttachmentReader, chunkToJwe, ClassKey, DossierKey, shred } from "./at-rest.js";
export {
  beginCosign,
  beginCosignRefusal,
  finishCosign,
  openCosignRequest,
  readCosignRequest,
  requestCosign,
  sealCosignRequest,
  verifyCosignature,
  verifyCosignRefusal,
} from "./cosigning.js";
export { isMotCuaError, MotCuaError } from "./error.js";
export { beginOpen, openPacket, OpeningKey, packetChecks, rewrap, transferPacket } from "./opening.js";

export class Directory extends Handle {
  payload() {
    return use(this, (raw) => raw.payload());
  }

  /** @param {string} agency @param {string | undefined} unit @param {string | Date} now */
  sealKeys(agency, unit, now) {
    return use(this, (raw) => raw.sealKeys(text(agency), optional(unit), moment(now)));
  }
}

/**
 * @param {unknown} jws
 * @param {{ root: any, now: string | Date, minSeq?: number }} options
 */
export function openDirectory(jws, options) {
  const { root, now, minSeq } = object(options);
  return new Directory(call((core) => core.openDirectory(json(jws), root, moment(now), sequence(minSeq))));
}

export class Pack extends Handle {
  info() {
    return use(this, (raw) => raw.info());
  }

  /** @param {string} code @param {string} [on] */
  procedure(code, on) {
    return use(this, (raw) => raw.procedure(text(code), optional(on)));
  }

  /** @param {string} code @param {string} [on] */
  reference(code, on) {
    return use(this, (raw) => raw.reference(text(code), optional(on)));
  }

  /** @param {any} reference */
  procedureOf(reference) {
    return use(this, (raw) => raw.procedureOf(object(reference)));
  }

  /** @param {string} code @param {string} form @param {any} state @param {any} facts @param {string | Date} now @param {any} [version] */
  issueDocument(code, form, state, facts, now, version) {
    return use(this, (raw) => raw.issueDocument(text(code), text(form), object(state), object(facts), moment(now), version));
  }

  /** @param {string} name */
  catalogue(name) {
    return use(this, (raw) => raw.catalogue(text(name)));
  }

  /** @param {string} name @param {string} query @param {{ parent?: string, limit?: number }} [options] */
  search(name, query, options) {
    const { parent, limit = 20 } = given(options);
    return use(this, (raw) => raw.search(text(name), text(query), optional(parent), whole(limit)));
  }

  /** @param {string} id */
  workflow(id) {
    return use(this, (raw) => raw.workflow(text(id)));
  }

  /** @param {string} code @param {unknown} data @param {any} situation */
  evaluate(code, data, situation) {
    const { attachments, channel, now, version } = object(situation);
    return use(this, (raw) => raw.evaluate(text(code), quoted(data), files(attachments), channel, moment(now), version));
  }

  /** @param {string} code @param {unknown} data @param {any} situation */
  validate(code, data, situation) {
    const { attachments, channel, now, version } = object(situation);
    return use(this, (raw) => raw.validate(text(code), quoted(data), files(attachments), channel, moment(now), version));
  }

  /** @param {string} code @param {string | Uint8Array} source @param {any} situation */
  validateText(code, source, situation) {
    const { attachments, channel, now, version } = object(situation);
    const input = typeof source === "string" ? new TextEncoder().encode(source) : bytes(source);
    return use(this, (raw) => raw.validateText(text(code), input, files(attachments), channel, moment(now), version));
  }

  /** @param {string} code @param {any} issue @param {string} lang @param {string} [form] @param {any} [version] */
  message(code, issue, lang, form = "short", version) {
    return use(this, (raw) => {
      speak(text(lang));
      return raw.message(text(code), issue, lang, form === "long", version);
    });
  }

  /** @param {string} code @param {unknown} claims @param {string | Date} now */
  prefill(code, claims, now) {
    return use(this, (raw) => raw.prefill(text(code), json(object(claims)), moment(now)));
  }

  /** @param {string} code @param {any} request */
  prepare(code, request) {
    const { data, prefilled, now, attachments, version, ...draft } = object(request);
    return use(this, (raw) =>
      raw.prepare(
        text(code),
        quoted(data),
        prefilled === undefined ? undefined : quoted(prefilled),
        { ...draft, attachments: files(attachments) },
        moment(now),
        version,
      ),
    );
  }

  /** @param {string} code @param {any} options */
  openForm(code, options) {
    const { data, prefilled, claims, attachments, channel, now, version } = object(options);
    if (claims !== undefined) return new FormSession(use(this, (raw) => raw.prefillForm(text(code), json(object(claims)), channel, moment(now))));
    return new FormSession(
      use(this, (raw) => raw.openForm(text(code), json({ data: data ?? {}, prefilled: prefilled ?? [] }), files(attachments), channel, moment(now), version)),
    );
  }

  /** @param {any} procedure @param {unknown} data @param {{ key: Handle, version: number }} options */
  sealData(procedure, data, options) {
    const { key, version } = object(options);
    return use(this, (raw) => use(key, (dossier) => raw.sealData(object(procedure), quoted(data), dossier, whole(version))));
  }

  /** @param {unknown} draft @param {{ now: string | Date }} options */
  restoreForm(draft, options) {
    const { now } = object(options);
    return new FormSession(use(this, (raw) => raw.restoreForm(json(draft), moment(now))));
  }

  /** @param {unknown} draft @param {{ now: string | Date }} options */
  migrateDraft(draft, options) {
    const { now } = object(options);
    return use(this, (raw) => raw.migrateDraft(json(draft), moment(now)));
  }
}

/** @param {string | undefined} change @returns {any} */
function told(change) {
  return change === undefined ? null : JSON.parse(change);
}

export class FormSession extends Handle {
  /** The numbers of fields by their pointers; less than 0 for what has none. @type {Map<string, number>} */
  #fields = new Map();

  /** @param {string} pointer @param {unknown} value */
  set(pointer, value) {
    // Most of what is typed is text, which needs no second reading.
    if (typeof value === "string") return use(this, (raw) => this.#type(raw, text(pointer), value));
    return use(this, (raw) => told(raw.set(text(pointer), json(value ?? null))));
  }

  /** @param {any} raw @param {string} pointer @param {string} value */
  #type(raw, pointer, value) {
    let field = this.#fields.get(pointer);
    if (field === undefined) {
      field = raw.field(pointer) ?? -1;
      // Lists may have any number of places.
      if (this.#fields.size < 1000) this.#fields.set(pointer, /** @type {number} */ (field));
    }
    const length = /** @type {number} */ (field) < 0 ? -1 : enter(value);
    if (length < 0) return told(raw.setText(pointer, value));
    return raw.typeInto(field, length) ? told(raw.change()) : null;
  }

  /** @param {string} list @param {unknown} value @param {number} [at] */
  addItem(list, value, at) {
    return use(this, (raw) => told(raw.addItem(text(list), at === undefined ? undefined : whole(at), quoted(value))));
  }

  /** @param {string} list @param {number} at */
  removeItem(list, at) {
    return use(this, (raw) => told(raw.removeItem(text(list), whole(at))));
  }

  /** @param {string} list @param {number} from @param {number} to */
  moveItem(list, from, to) {
    return use(this, (raw) => told(raw.moveItem(text(list), whole(from), whole(to))));
  }

  /** @param {any[]} attachments */
  setAttachments(attachments) {
    return use(this, (raw) => told(raw.setAttachments(files(attachments))));
  }

  /** @param {string} channel */
  setChannel(channel) {
    return use(this, (raw) => told(raw.setChannel(text(channel))));
  }

  /** @param {string | Date} now */
  setNow(now) {
    return use(this, (raw) => told(raw.setNow(moment(now))));
  }

  state() {
    return use(this, (raw) => raw.state());
  }

  data() {
    return use(this, (raw) => raw.data());
  }

  signed() {
    return use(this, (raw) => raw.signed());
  }

  provenance() {
    return use(this, (raw) => raw.provenance());
  }

  draft() {
    return use(this, (raw) => raw.draft());
  }

  /** @param {string} pointer */
  acknowledge(pointer) {
    return use(this, (raw) => raw.acknowledge(text(pointer)));
  }
}

/**
 * @param {unknown} jws
 * @param {{ directory: Directory, now: string | Date, minSeq?: number }} options
 */
export function openPack(jws, options) {
  const { directory, now, minSeq } = object(options);
  return new Pack(use(directory, (raw) => raw.openPack(json(jws), moment(now), sequence(minSeq))));
}

export function newDossierId() {
  return call((core) => core.newDossierId());
}

/** @param {string} kind @param {unknown} payload @param {any} publicJwk */
export function beginSign(kind, payload, publicJwk) {
  return call((core) => core.beginSign(text(kind), json(payload), publicJwk));
}

/** @param {any} request @param {Uint8Array} signature @param {any} publicJwk */
export function finishSign(request, signature, publicJwk) {
  return call((core) => core.finishSign(request, bytes(signature), publicJwk));
}

export class SoftwareKey extends Handle {
  /** @param {"Ed25519" | "P-256"} algorithm */
  static generate(algorithm) {
    return new SoftwareKey(call((core) => core.generateSoftwareKey(text(algorithm))));
  }

  get jwk() {
    return use(this, (raw) => raw.jwk());
  }

  /** @param {any} request */
  sign(request) {
    return use(this, (raw) => raw.sign(request));
  }
}

/** @param {any} jws @param {{ procedure: any, dossier: string, recipients: any[], cosign?: any[] }} options */
export function sealSubmission(jws, options) {
  const { procedure, dossier, recipients, cosign = [] } = object(options);
  return call((core) => core.sealSubmission(jws, object(cosign), procedure, text(dossier), recipients));
}

/** The one secret of a vault, as the module takes it. @param {unknown} secret @returns {[string | undefined, Uint8Array | undefined]} */
function vaultSecret(secret) {
  const { passphrase, prf } = object(secret);
  return [optional(passphrase), prf === undefined ? undefined : bytes(prf)];
}

export class Vault extends Handle {
  /** @param {{ passphrase: string } | { prf: Uint8Array }} secret */
  static create(secret) {
    return new Vault(call((core) => core.createVault(...vaultSecret(secret))));
  }

  /** @param {any} box @param {{ passphrase: string } | { prf: Uint8Array }} secret */
  static unlock(box, secret) {
    return new Vault(call((core) => core.unlockVault(object(box), ...vaultSecret(secret))));
  }

  /** @param {string} name @param {unknown} draft */
  seal(name, draft) {
    return use(this, (raw) => raw.seal(text(name), json(draft)));
  }

  /** @param {string} name @param {any} box */
  open(name, box) {
    return use(this, (raw) => raw.open(text(name), object(box)));
  }

  /** @param {string} name @param {SoftwareKey} key */
  sealKey(name, key) {
    return use(this, (raw) => use(key, (inner) => raw.sealKey(text(name), inner)));
  }

  /** @param {string} name @param {any} box */
  openKey(name, box) {
    return new SoftwareKey(use(this, (raw) => raw.openKey(text(name), object(box))));
  }

  /** @param {string} name @param {OpeningKey} key */
  sealOpeningKey(name, key) {
    return use(this, (raw) => use(key, (inner) => raw.sealOpeningKey(text(name), inner)));
  }

  /** @param {string} name @param {any} box */
  openOpeningKey(name, box) {
    return new OpeningKey(use(this, (raw) => raw.openOpeningKey(text(name), object(box))));
  }
}

export class Sha256 extends Handle {
  constructor() {
    super(call((core) => new core.Sha256()));
  }

  /** @param {Uint8Array} chunk */
  update(chunk) {
    use(this, (raw) => raw.update(bytes(chunk)));
    return this;
  }

  digest() {
    return use(this, (raw) => raw.digest());
  }
}

/** @param {string[]} events @param {Directory} directory @param {{ pack?: Pack, checkpoints?: any[] }} [options] */
export function verifyLog(events, directory, options) {
  const { pack, workflow, checkpoints = [] } = given(options);
  const known = object(checkpoints);
  const named = optional(workflow);
  return use(directory, (raw) =>
    pack ? use(pack, (rules) => raw.verifyLogWith(list(events), known, rules, named)) : raw.verifyLog(list(events), known),
  );
}

/** @param {any} state @param {string | Date} at */
export function checkpoint(state, at) {
  const { dossier, size, head } = object(state);
  return { dossier: text(dossier), size: whole(size), head: text(head), at: Math.floor(Date.parse(moment(at)) / 1000) };
}

/** @param {unknown} receipt @param {Directory} directory @param {{ kept?: string | Date }} [options] */
export function receiptCheckpoint(receipt, directory, options) {
  const { kept } = given(options);
  return use(directory, (raw) => raw.receiptCheckpoint(json(receipt), kept === undefined ? undefined : moment(kept)));
}

/** @param {{ entry: string | Uint8Array, index: number, size: number, proof: string[], root: string }} claim */
export function verifyInclusion(claim) {
  const { entry, index, size, proof, root } = object(claim);
  const input = typeof entry === "string" ? new TextEncoder().encode(entry) : bytes(entry);
  call((core) => core.verifyInclusion(input, index, size, list(proof), text(root)));
}

/** @param {{ oldSize: number, newSize: number, oldRoot: string, newRoot: string, proof: string[] }} claim */
export function verifyConsistency(claim) {
  const { oldSize, newSize, oldRoot, newRoot, proof } = object(claim);
  call((core) => core.verifyConsistency(oldSize, newSize, text(oldRoot), text(newRoot), list(proof)));
}

/** @param {any} paper @param {string} lang @param {{ page?: boolean }} [options] */
export function renderDocument(paper, lang, options) {
  const { page = false } = given(options);
  return call((core) => core.renderDocument(object(paper), text(lang), page === true));
}

export function documentStyle() {
  return call((core) => core.documentStyle());
}

const NONE = new Uint32Array(0);

/** A compiled JSON Schema (draft 2020-12). */
export class Schema extends Handle {
  /** @type {string[] | undefined} */
  #fields;

  get fields() {
    this.#fields ??= use(this, (raw) => raw.fields());
    return /** @type {string[]} */ (this.#fields);
  }

  /** @param {string} record */
  check(record) {
    return use(this, (raw) => {
      const length = enter(text(record));
      if (length < 0) return raw.check(record) ?? NONE;
      return raw.checkWritten(length) ? raw.found() : NONE;
    });
  }

  /** @param {unknown} record */
  validate(record) {
    const issues = use(this, (raw) => {
      const source = json(record);
      const length = enter(source);
      return length < 0 ? raw.validate(source) : raw.validateWritten(length);
    }) ?? [];
    return { valid: issues.every((/** @type {any} */ issue) => issue.severity !== "error"), issues };
  }

  batch() {
    return new SchemaBatch(use(this, (raw) => raw.batch()));
  }
}

/** Records as NDJSON bytes, in chunks that are cut anywhere. */
export class SchemaBatch extends Handle {
  /** @param {Uint8Array} chunk @returns {Uint32Array} */
  feed(chunk) {
    return use(this, (raw) => raw.feed(bytes(chunk)));
  }

  /** @returns {Uint32Array} */
  finish() {
    return use(this, (raw) => raw.finish());
  }

  get records() {
    return use(this, (raw) => raw.records);
  }

  get failed() {
    return use(this, (raw) => raw.failed);
  }
}

/** @param {unknown} schema @param {{ resources?: Record<string, unknown>, assertFormats?: boolean, policy?: "profile" | "rfc8259" }} [options] */
export function compileSchema(schema, options) {
  const { resources = {}, assertFormats = false, policy = "profile" } = given(options);
  const addresses = Object.keys(object(resources));
  const others = addresses.map((address) => json(resources[address]));
  return new Schema(call((core) => core.compileSchema(json(schema), addresses, others, assertFormats === true, text(policy))));
}

/** @type {string[] | undefined} */
let codes;

export function errorCodes() {
  codes ??= call((core) => core.errorCodes());
  return /** @type {string[]} */ (codes);
}

/** @param {any} source */
async function* chunks(source) {
  if (typeof source?.getReader !== "function") return yield* source;
  // Not every browser iterates over a stream.
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** @param {Schema} schema @param {any} source */
export async function* validateBatch(schema, source) {
  const batch = schema.batch();
  try {
    for await (const chunk of chunks(source)) {
      const issues = batch.feed(chunk);
      if (issues.length > 0) yield issues;
    }
    const last = batch.finish();
    if (last.length > 0) yield last;
    return { records: batch.records, failed: batch.failed };
  } finally {
    batch.free();
  }
}

/** @param {unknown} receipt @param {Directory} directory @param {string[]} events */
export function verifyReceipt(receipt, directory, events) {
  return use(directory, (raw) => raw.verifyReceipt(json(receipt), list(events)));
}

/** @param {any} jwk */
export function thumbprint(jwk) {
  return call((core) => core.thumbprint(jwk));
}

/** @param {string} code @param {{ name: string, value: string }[]} params @param {"vi" | "en"} lang @param {string} [form] */
export function renderMessage(code, params, lang, form = "short") {
  return call((core) => {
    speak(text(lang));
    return core.renderMessage(text(code), json(params ?? []), lang, form === "long");
  });
}

/** @param {string} kind @param {string} value @param {any} [context] */
export function checkValue(kind, value, context = {}) {
  return call((core) => core.checkValue(text(kind), text(value), object(context)));
}

export function valueKinds() {
  return call((core) => core.valueKinds());
}

/** @param {string} value */
export function inspectText(value) {
  return call((core) => core.inspectText(text(value)));
}

/** @param {string} form @returns {(value: string) => string} */
const written = (form) => (value) => call((core) => core.textForm(form, text(value)));

export const normalizeText = written("store");
export const searchKey = written("search");
export const matchKey = written("match");
export const registerCase = written("register");

/** @param {string} one @param {string} other */
export function compareText(one, other) {
  return call((core) => core.compareText(text(one), text(other), false));
}

/** @param {string} one @param {string} other */
export function comparePeople(one, other) {
  return call((core) => core.compareText(text(one), text(other), true));
}

/** @param {number} dong */
export function moneyInWords(dong) {
  return call((core) => core.moneyInWords(dong));
}

/** @param {string} date */
export function dateInWords(date) {
  return call((core) => core.dateInWords(text(date)));
}

/** @param {any} transfer */
export function writeTransferCode(transfer) {
  return call((core) => core.writeTransferCode(object(transfer)));
}

/** @param {string} code */
export function readTransferCode(code) {
  return call((core) => core.readTransferCode(text(code)));
}

/** @param {string} on */
export function officeDay(on) {
  return call((core) => core.officeDay(text(on)));
}

/** @param {string} from @param {number} count */
export function addWorkingDays(from, count) {
  return call((core) => core.addWorkingDays(text(from), count));
}

/** @param {string} after @param {string} until */
export function workingDaysBetween(after, until) {
  return call((core) => core.workingDaysBetween(text(after), text(until)));
}

export class Places extends Handle {
  /** @param {string} [file] */
  constructor(file) {
    super(call((core) => new core.Places(optional(file))));
  }

  /** @param {string} place @param {string} on */
  resolve(place, on) {
    return use(this, (raw) => raw.resolve(text(place), text(on)));
  }

  /** @param {string} code @param {string} on */
  resolveCode(code, on) {
    return use(this, (raw) => raw.resolveCode(text(code), text(on)));
  }
}

/** Compact text of a signed object, as enrolments and events travel. @param {any} jws */
export function toCompact(jws) {
  return call((core) => core.toCompact(jws));
}

/** Bytes of memory that the module holds; it never shrinks. */
export function memorySize() {
  return call((core) => core.memorySize());
}

export function version() {
  return call((core) => core.version());
}
