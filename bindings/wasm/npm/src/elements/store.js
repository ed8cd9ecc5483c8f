// What the form knows: the data, the verdict of the core over it, and which parts of it a person has seen.
// No DOM, so that it also runs in Node.

import { stepsOf } from "./model.js";
import { read, within, write } from "./pointer.js";

/**
 * @typedef {import("./model.js").Step} Step
 * @typedef {import("./model.js").Control} Control
 * @typedef {{ code: string, pointer: string, severity: "error" | "warning" | "info", params?: { name: string, value: string }[] }} Issue
 */

// A computed value may feed another; a procedure whose values never settle is cut off here.
const COMPUTE_ROUNDS = 4;

const EMPTY_STATE = { report: { valid: true, issues: [] }, hidden: [], required: [], computed: [], sections: [] };

export class FormStore {
  /** @type {any} */ pack = null;
  code = "";
  /** @type {any} */ procedure = null;
  /** @type {Step[]} */ steps = [];
  /** @type {any} */ data = {};
  /** @type {any} */ state = EMPTY_STATE;
  /** @type {any[]} */ attachments = [];
  channel = "online";
  now = () => new Date().toISOString();
  /** Pointers that a person has left, or that a step's button has judged. */
  touched = new Set();
  /** Text in a box that is not a value yet: three date boxes, a search text. */
  drafts = new Map();
  /** Findings of the renderer itself by pointer, such as a search text without a choice. */
  local = new Map();
  /** Where values came from, until a person edits them. */
  prefilled = new Map();
  #values = new Map();
  #controls = new Map();
  /** Values written by the procedure, as JSON text by pointer. */
  #computed = new Map();

  /** Takes the procedure from the pack. False while something is missing. */
  load() {
    this.procedure = this.pack && this.code ? this.pack.procedure(this.code, this.now()) : null;
    this.steps = this.procedure ? stepsOf(this.procedure) : [];
    this.#controls = new Map(this.steps.flatMap((step) => step.controls.map((control) => [control.pointer, control])));
    this.#values.clear();
    this.fill(this.data);
    return this.procedure !== null;
  }

  /** Replaces the data; questions that have a default answer and none yet get it. @param {any} data */
  fill(data) {
    this.data = data;
    for (const [pointer, control] of this.#controls) {
      if (control.schema.default !== undefined && this.get(pointer) === undefined) {
        this.data = write(this.data, pointer, control.schema.default);
      }
    }
  }

  /** @param {string} pointer */
  get(pointer) {
    return read(this.data, pointer);
  }

  /** A person's change. @param {string} pointer @param {any} value */
  set(pointer, value) {
    this.data = write(this.data, pointer, value);
    this.prefilled.delete(pointer);
    this.refresh();
  }

  /** Asks the core again and brings computed values that the form shows into the data. */
  refresh() {
    if (!this.procedure) return;
    for (let round = 0; round < COMPUTE_ROUNDS; round += 1) {
      this.state = this.pack.evaluate(this.code, this.data, {
        attachments: this.readyAttachments(),
        channel: this.channel,
        now: this.now(),
      });
      if (!this.#writeComputed()) return;
    }
  }

  #writeComputed() {
    const before = this.data;
    /** @type {Map<string, string>} */
    const now = new Map();
    for (const { pointer, value } of this.state.computed) {
      const shown = [...this.#controls.keys()].some((place) => within(place, pointer) && !this.isHidden(place));
      if (!shown || value === null || value === undefined) continue;
      now.set(pointer, JSON.stringify(value));
      if (JSON.stringify(this.get(pointer)) !== now.get(pointer)) this.data = write(this.data, pointer, value);
    }
    // A question that is a person's again must not keep the answer that was worked out.
    for (const [pointer, value] of this.#computed) {
      if (!now.has(pointer) && JSON.stringify(this.get(pointer)) === value) this.data = write(this.data, pointer, undefined);
    }
    this.#computed = now;
    return this.data !== before;
  }

  /** Attachments that are whole, as the core's records: without what is shown only. */
  readyAttachments() {
    return this.attachments
      .filter((file) => !file.error && !isBusy(file) && file.hash)
      .map(({ id, slot, name, media, size, hash, chunks }) => ({ id, slot, name, media, size, hash, chunks }));
  }

  busyAttachments() {
    return this.attachments.some((file) => !file.error && isBusy(file));
  }

  /** @param {string} pointer */
  isHidden(pointer) {
    return this.state.hidden.some((/** @type {string} */ hidden) => within(pointer, hidden));
  }

  /** @param {string} pointer */
  isRequired(pointer) {
    return this.state.required.includes(pointer);
  }

  /** @param {string} pointer */
  isComputed(pointer) {
    return this.state.computed.some((/** @type {any} */ one) => within(pointer, one.pointer));
  }

  /** Attachment slots that exist now. */
  slots() {
    return (this.procedure?.attachments ?? []).filter(
      (/** @type {any} */ slot) =>
        (!slot.channels?.length || slot.channels.includes(this.channel)) && !this.isHidden(`/attachments/${slot.id}`),
    );
  }

  /** Steps with something to show. @returns {Step[]} */
  visibleSteps() {
    return this.steps.filter(
      (step) =>
        (step.attachments && this.slots().length > 0) ||
        step.controls.some((control) => !this.isHidden(control.pointer)) ||
        (step.controls.length === 0 && !step.attachments),
    );
  }

  /**
   * The place in the form that shows an issue: a control's pointer, `/attachments/<slot>`, or `null`.
   *
   * @param {Issue} issue
   * @returns {string | null}
   */
  placeOf(issue) {
    const slot = /^\/attachments\/([^/]+)/.exec(issue.pointer);
    if (slot) return slot[0];
    if (this.#controls.has(issue.pointer)) return issue.pointer;
    const pointers = [...this.#controls.keys()].filter((pointer) => !this.isHidden(pointer));
    const above = pointers.filter((pointer) => within(issue.pointer, pointer)).sort((a, b) => b.length - a.length)[0];
    // A missing object is answered at its first question.
    return above ?? pointers.find((pointer) => within(pointer, issue.pointer)) ?? null;
  }

  /**
   * The worst issue shown at a place; the renderer's own findings come first. A file that was refused is told
   * but stops nobody: it was never attached.
   *
   * @param {string} place
   * @param {boolean} [stopping]  leave out findings that stop nobody
   * @returns {any}
   */
  issueAt(place, stopping = false) {
    const own = this.local.get(place);
    if (own && !(stopping && own.passing)) return { local: own, severity: "error", pointer: place };
    // A document on its way is not a missing document.
    if (this.attachments.some((file) => place === `/attachments/${file.slot}` && !file.error && isBusy(file))) return undefined;
    const here = this.state.report.issues.filter((/** @type {Issue} */ issue) => this.placeOf(issue) === place);
    return here.find((/** @type {Issue} */ issue) => issue.severity === "error") ?? here[0];
  }

  /**
   * Errors of a step, one for each place, in the order of the step.
   *
   * @param {Step} step
   */
  errorsOf(step) {
    const places = step.controls.map((control) => control.pointer).filter((pointer) => !this.isHidden(pointer));
    if (step.attachments) places.push(...this.slots().map((/** @type {any} */ slot) => `/attachments/${slot.id}`));
    return places
      .map((place) => ({ place, issue: this.issueAt(place, true) }))
      .filter(({ issue }) => issue?.severity === "error");
  }

  /** Drops findings that were said once and stop nobody. */
  forgetPassing() {
    for (const [place, problem] of this.local) if (problem.passing) this.local.delete(place);
  }

  /** Errors that no step shows, such as a rule over hidden fields. */
  strayErrors() {
    const shown = new Set(this.visibleSteps().flatMap((step) => this.errorsOf(step).map(({ place }) => place)));
    return this.state.report.issues
      .filter((/** @type {Issue} */ issue) => issue.severity === "error" && !shown.has(this.placeOf(issue)))
      .map((/** @type {Issue} */ issue) => ({ place: null, issue }));
  }

  /** Every error, in order. */
  errors() {
    return [...this.visibleSteps().flatMap((step) => this.errorsOf(step)), ...this.strayErrors()];
  }

  /** Marks every field of a step as seen, so that its errors show. @param {Step} step */
  touchStep(step) {
    for (const control of step.controls) this.touched.add(control.pointer);
    if (step.attachments) for (const slot of this.slots()) this.touched.add(`/attachments/${slot.id}`);
  }

  /**
   * The step that shows a place.
   *
   * @param {string} place
   * @returns {Step | undefined}
   */
  stepOf(place) {
    if (place.startsWith("/attachments/")) return this.steps.find((step) => step.attachments);
    return this.steps.find((step) => step.controls.some((control) => control.pointer === place));
  }

  /** @param {string} place @returns {{ vi: string, en: string }} */
  labelOf(place) {
    const slot = this.slots().find((/** @type {any} */ one) => `/attachments/${one.id}` === place);
    return slot?.name ?? this.#controls.get(place)?.label ?? { vi: "", en: "" };
  }

  /** @param {string} name @param {string} query @param {{ parent?: string, limit?: number }} options */
  search(name, query, options) {
    return this.pack.search(name, query, options);
  }

  /** An entry of a catalogue by its code. @param {string} name @param {string} code */
  entry(name, code) {
    let table = this.#values.get(name);
    if (!table) {
      const entries = this.pack.catalogue(name).entries;
      table = new Map(entries.map((/** @type {any} */ entry) => [entry.code, entry]));
      this.#values.set(name, table);
    }
    return table.get(code);
  }

  /** The sentence of an issue. @param {any} issue @param {"vi" | "en"} lang */
  message(issue, lang) {
    return this.pack.message(this.code, issue, lang, "short");
  }
}

/** @param {any} file */
export function isBusy(file) {
  return typeof file.progress === "number" && file.progress < 1;
}
