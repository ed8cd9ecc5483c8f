// What the form knows: the data, the verdict of the core over it, and which parts of it a person has seen.
// No DOM, so that it also runs in Node.
//
// The core holds the same data in a session: each change is judged by what depends on it, and only what it changed comes
// back.

import { controlsOf, itemsAt, stepsOf } from "./model.js";
import { read, rebase, within, write } from "./pointer.js";

/**
 * @typedef {import("./model.js").Step} Step
 * @typedef {import("./model.js").Control} Control
 * @typedef {{ code: string, pointer: string, severity: "error" | "warning" | "info", params?: { name: string, value: string }[] }} Issue
 * @typedef {import("./pointer.js").ListEdit} ListEdit
 */

const EMPTY_STATE = { report: { valid: true, issues: [] }, hidden: [], required: [], computed: [], sections: [] };

export class FormStore {
  /** @type {any} */ pack = null;
  code = "";
  /** The document that the dossier was filed under; without it, the one in force. @type {any} */
  version = undefined;
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
  /** @type {any} */ #session = null;
  #values = new Map();
  /** Every control that there is now, by its pointer, in the order of the form: those of the items of lists too. */
  #controls = new Map();
  /** The step of each control. */
  #stepOf = new Map();
  /** Values written by the procedure, as JSON text by pointer. */
  #computed = new Map();
  /** Findings by the place that shows them; made when asked for. @type {Map<string | null, Issue[]> | null} */
  #byPlace = null;

  /** Takes the procedure from the pack. False while something is missing. */
  load() {
    const known = this.pack && this.code;
    if (!known) this.procedure = null;
    else this.procedure = this.version ? this.pack.procedureOf(this.version) : this.pack.procedure(this.code, this.now());
    this.steps = this.procedure ? stepsOf(this.procedure) : [];
    this.#values.clear();
    this.fill(this.data);
    return this.procedure !== null;
  }

  /** Replaces the data; questions that have a default answer and none yet get it. @param {any} data */
  fill(data) {
    this.data = data;
    this.#expand();
    for (const [pointer, control] of this.#controls) {
      if (control.schema.default !== undefined && this.get(pointer) === undefined) {
        this.data = write(this.data, pointer, control.schema.default);
      }
    }
    this.#open();
  }

  #open() {
    this.#session?.free();
    this.#session = null;
    this.#computed.clear();
    this.#byPlace = null;
    if (!this.procedure) return;
    this.#session = this.pack.openForm(this.code, {
      data: this.data,
      attachments: this.readyAttachments(),
      channel: this.channel,
      now: this.now(),
      version: this.version,
    });
    this.state = this.#session.state();
    this.#writeComputed();
  }

  /** Finds the controls anew: items of lists come and go. */
  #expand() {
    this.#controls = new Map();
    this.#stepOf = new Map();
    for (const step of this.steps) {
      for (const control of step.controls) this.#add(control, step);
    }
  }

  /** @param {Control} control @param {Step} step */
  #add(control, step) {
    this.#controls.set(control.pointer, control);
    this.#stepOf.set(control.pointer, step);
    if (control.widget !== "list") return;
    for (const items of this.itemsOf(control)) for (const inner of controlsOf(items)) this.#add(inner, step);
  }

  /** What a list asks for each of its items. @param {Control} list @returns {import("./model.js").Item[][]} */
  itemsOf(list) {
    const items = this.get(list.pointer);
    return Array.isArray(items) ? items.map((_item, at) => itemsAt(list, at, this.procedure.form)) : [];
  }

  /** Every control of a step, those of items too, in order. @param {Step} step @returns {Control[]} */
  controlsIn(step) {
    return [...this.#controls.values()].filter((control) => this.#stepOf.get(control.pointer) === step);
  }

  /** @param {string} pointer */
  get(pointer) {
    return read(this.data, pointer);
  }

  /** A person's change; what it changed beside the value, or `null`. @param {string} pointer @param {any} value */
  set(pointer, value) {
    this.data = write(this.data, pointer, value);
    this.prefilled.delete(pointer);
    return this.#apply(this.#session?.set(pointer, value));
  }

  /**
   * Adds, removes or moves an item of a list.
   *
   * @param {string} list
   * @param {ListEdit} edit
   */
  edit(list, edit) {
    const items = (this.get(list) ?? []).slice();
    let change;
    if (edit.kind === "added") {
      const item = this.#freshItem(list, edit.at);
      items.splice(edit.at, 0, item);
      change = this.#session?.addItem(list, item, edit.at);
    } else if (edit.kind === "removed") {
      items.splice(edit.at, 1);
      change = this.#session?.removeItem(list, edit.at);
    } else {
      items.splice(edit.to, 0, ...items.splice(edit.from, 1));
      change = this.#session?.moveItem(list, edit.from, edit.to);
    }
    this.data = write(this.data, list, items);
    this.#follow(list, edit);
    this.#expand();
    this.#byPlace = null;
    return this.#apply(change);
  }

  /** A new item: what its questions answer when nobody does. @param {string} list @param {number} at */
  #freshItem(list, at) {
    let item = {};
    for (const control of controlsOf(itemsAt(this.#controls.get(list), at, this.procedure.form))) {
      if (control.schema.default !== undefined) item = write(item, control.pointer.slice(`${list}/${at}`.length), control.schema.default);
    }
    return item;
  }

  /** What is remembered of an item moves with it. @param {string} list @param {ListEdit} edit */
  #follow(list, edit) {
    const places = [...this.touched];
    this.touched = new Set(places.map((place) => rebase(place, list, edit)).filter((place) => place !== null));
    for (const name of /** @type {const} */ (["drafts", "local", "prefilled"])) {
      const moved = [...this[name]].map(([place, kept]) => [rebase(place, list, edit), kept]);
      this[name] = new Map(/** @type {any} */ (moved.filter(([place]) => place !== null)));
    }
  }

  /** Takes over what is attached now. */
  setAttachments(/** @type {any[]} */ list) {
    this.attachments = list;
    // A file on its way hides what the core says of its slot.
    this.#byPlace = null;
    this.#apply(this.#session?.setAttachments(this.readyAttachments()));
  }

  setChannel(/** @type {string} */ channel) {
    this.channel = channel;
    this.#apply(this.#session?.setChannel(channel));
  }

  /** Brings the moment up to date: dates are compared with it. */
  tick() {
    this.#apply(this.#session?.setNow(this.now()));
  }

  /** Brings the state in line with what the core says has changed. @param {any} change */
  #apply(change) {
    if (!change) return null;
    const { valid, appeared = [], gone = [], hidden = [], shown = [], required = [], optional = [], computed = [], sections = [] } = change;
    const state = this.state;
    const without = (/** @type {any[]} */ list, /** @type {any[]} */ less) => (less.length === 0 ? list : list.filter((one) => !less.includes(one)));
    // In which order findings are told is the core's to say.
    const issues = appeared.length === 0 && gone.length === 0 ? state.report.issues : this.#session.state().report.issues;
    const anew = new Set(computed.map((/** @type {any} */ one) => one.pointer));
    this.state = {
      report: { ...state.report, valid, issues },
      hidden: [...without(state.hidden, shown), ...hidden],
      required: [...without(state.required, optional), ...required],
      computed: [
        ...state.computed.filter((/** @type {any} */ one) => !anew.has(one.pointer)),
        ...computed.filter((/** @type {any} */ one) => one.value !== null),
      ],
      sections: state.sections.map((/** @type {any} */ one) => sections.find((/** @type {any} */ now) => now.section === one.section) ?? one),
    };
    this.#byPlace = null;
    if (computed.length > 0 || hidden.length > 0 || shown.length > 0) this.#writeComputed();
    return change;
  }

  /** Brings computed values that the form shows into the data. */
  #writeComputed() {
    /** @type {Map<string, string>} */
    const now = new Map();
    for (const { pointer, value } of this.state.computed) {
      const shown = [...this.#controls.keys()].some((place) => within(place, pointer) && !this.isHidden(place));
      if (!shown || value === null || value === undefined) continue;
      now.set(pointer, JSON.stringify(value));
      if (JSON.stringify(this.get(pointer)) !== now.get(pointer)) this.data = write(this.data, pointer, value);
    }
    const before = this.#computed;
    this.#computed = now;
    // A question that is a person's again must not keep the answer that was worked out.
    for (const [pointer, value] of before) {
      if (!now.has(pointer) && JSON.stringify(this.get(pointer)) === value) {
        this.data = write(this.data, pointer, undefined);
        this.#apply(this.#session.set(pointer, undefined));
      }
    }
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

  /** How many required answers of a step there are, and how many of them are given. @param {Step} step */
  progress(step) {
    const found = this.state.sections.find((/** @type {any} */ one) => one.section === step.section);
    return { required: found?.required ?? 0, done: found?.done ?? 0 };
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

  /** Findings that a place shows, in the core's order. @param {string | null} place @returns {Issue[]} */
  #issuesAt(place) {
    if (!this.#byPlace) {
      this.#byPlace = new Map();
      for (const issue of this.state.report.issues) {
        const at = this.placeOf(issue);
        const here = this.#byPlace.get(at);
        if (here) here.push(issue);
        else this.#byPlace.set(at, [issue]);
      }
    }
    return this.#byPlace.get(place) ?? [];
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
    if (this.#isComing(place)) return undefined;
    const here = this.#issuesAt(place);
    return here.find((issue) => issue.severity === "error") ?? here[0];
  }

  /**
   * Errors of a step, one for each place, in the order of the step.
   *
   * @param {Step} step
   */
  errorsOf(step) {
    const places = this.controlsIn(step).map((control) => control.pointer).filter((pointer) => !this.isHidden(pointer));
    if (step.attachments) places.push(...this.slots().map((/** @type {any} */ slot) => `/attachments/${slot.id}`));
    return places
      .map((place) => ({ place, issue: this.issueAt(place, true) }))
      .filter(({ issue }) => issue?.severity === "error");
  }

  /** A document on its way is not a missing document. @param {string | null} place */
  #isComing(place) {
    return this.attachments.some((file) => place === `/attachments/${file.slot}` && !file.error && isBusy(file));
  }

  /** Drops findings that were said once and stop nobody. */
  forgetPassing() {
    for (const [place, problem] of this.local) if (problem.passing) this.local.delete(place);
  }

  /** Errors that no step shows, such as a rule over hidden fields. */
  strayErrors() {
    const shown = new Set(this.visibleSteps().flatMap((step) => this.errorsOf(step).map(({ place }) => place)));
    return this.state.report.issues
      .filter((/** @type {Issue} */ issue) => {
        const place = this.placeOf(issue);
        return issue.severity === "error" && !shown.has(place) && !this.#isComing(place);
      })
      .map((/** @type {Issue} */ issue) => ({ place: null, issue }));
  }

  /** Every error, in order. */
  errors() {
    return [...this.visibleSteps().flatMap((step) => this.errorsOf(step)), ...this.strayErrors()];
  }

  /** Marks every field of a step as seen, so that its errors show. @param {Step} step */
  touchStep(step) {
    for (const control of this.controlsIn(step)) this.touched.add(control.pointer);
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
    return this.#stepOf.get(place);
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

  /** The sentence of an issue. @param {any} issue @param {"vi" | "en"} lang @param {"short" | "long"} [form] */
  message(issue, lang, form = "short") {
    return this.pack.message(this.code, issue, lang, form, this.version);
  }
}

/** @param {any} file */
export function isBusy(file) {
  return typeof file.progress === "number" && file.progress < 1;
}
