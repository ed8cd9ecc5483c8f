// <motcua-form>: draws any procedure of a pack from its `ui` and `form`, and knows none of them.

import { createSlot } from "./attachments.js";
import { attribute, h, idOf } from "./dom.js";
import { createField } from "./field.js";
import { createList } from "./list.js";
import { review } from "./review.js";
import { stepList } from "./steps.js";
import { FormStore } from "./store.js";
import { translate } from "./strings.js";
import { sheets } from "./styles.js";
import { errorSummary } from "./summary.js";

/** @typedef {import("./model.js").Step} Step */

// Importing this file in a server renderer must not fail; the element exists in browsers only.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class MotcuaForm extends Base {
  static formAssociated = true;
  static observedAttributes = ["lang", "procedure", "channel", "heading-level", "disabled"];

  #store = new FormStore();
  #root;
  #internals;
  #built = false;
  /** Section of the step in view; "review" at the end. Sections stay when steps appear or vanish. */
  #section = "";
  #visited = new Set();
  /** Sections in which the step's button found errors: they show the summary until left. */
  #summarised = new Set();
  /** @type {any[]} */ #fields = [];
  /** @type {any[]} */ #slots = [];
  /** @type {any[]} */ #groups = [];
  /** @type {any} */ #ctx;
  /** What was last announced about a field. @type {Map<string, string>} */
  #told = new Map();
  /** Whether the list of steps is open, where it can be closed. */
  #stepsOpen = false;
  #pressed = false;
  #pending = false;
  /** The field that was left while the pointer was down. @type {string | undefined} */
  #leaving;
  #returning = false;
  #live;
  #frame;
  #nav;
  #summary;
  #heading;
  #body;
  #buttons;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open", delegatesFocus: false });
    this.#root.adoptedStyleSheets = sheets();
    this.#internals = this.attachInternals();
    this.#internals.role = "form";
    this.#ctx = this.#context();
    this.#live = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.#nav = h("div");
    this.#summary = h("div");
    this.#heading = h("div");
    this.#body = h("div", { class: "body" });
    this.#buttons = h("div", { class: "buttons", part: "buttons" });
    this.#frame = h("div", { class: "frame", part: "frame" }, this.#nav, h("div", { class: "page", part: "page" }, this.#summary, this.#heading, this.#body, this.#buttons));
    this.#root.append(this.#frame, this.#live);
    // A message that appears between press and release would move the button away from under the pointer.
    this.#root.addEventListener("pointerdown", () => {
      this.#pressed = true;
      // The release may happen anywhere on the page, and the click comes right after it.
      const released = () => {
        for (const type of ["pointerup", "pointercancel"]) removeEventListener(type, released, true);
        setTimeout(() => this.#released());
      };
      for (const type of ["pointerup", "pointercancel"]) addEventListener(type, released, true);
    });
    this.#root.addEventListener("keydown", (event) => this.#enter(/** @type {KeyboardEvent} */ (event)));
  }

  connectedCallback() {
    // A property set before the class was known sits on the instance and hides the accessor.
    for (const name of ["pack", "procedure", "value", "attachments", "version", "channel", "now", "prefilled", "lang"]) {
      if (Object.hasOwn(this, name)) {
        const value = /** @type {any} */ (this)[name];
        delete (/** @type {any} */ (this)[name]);
        /** @type {any} */ (this)[name] = value;
      }
    }
    if (!this.#built) this.#rebuild();
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "procedure") {
      this.#store.code = after ?? "";
      this.#rebuild();
    } else if (name === "channel") {
      this.#store.setChannel(after ?? "online");
      this.#draw();
    } else {
      this.#draw();
    }
  }

  formResetCallback() {
    this.value = {};
  }

  /** The pack that holds the procedure. */
  get pack() { return this.#store.pack; }
  set pack(pack) {
    this.#store.pack = pack ?? null;
    this.#rebuild();
  }

  /** Code of the procedure. */
  get procedure() { return this.getAttribute("procedure") ?? ""; }
  set procedure(code) { attribute(this, "procedure", code || null); }

  /** The document that the dossier was filed under, for a supplement; without it, the one in force at `now`. */
  get version() { return this.#store.version; }
  set version(reference) {
    this.#store.version = reference ?? undefined;
    this.#rebuild();
  }

  /** The data, as a copy. Parts that are hidden now are still in it: `pack.prepare` prunes them. */
  get value() { return structuredClone(this.#store.data); }
  set value(data) {
    this.#store.fill(structuredClone(data ?? {}));
    this.#store.touched.clear();
    this.#store.drafts.clear();
    this.#store.local.clear();
    this.#summarised.clear();
    this.#draw();
  }

  /** Attachments with their progress; the host sets the list, the element only shows it. */
  get attachments() { return this.#store.attachments.slice(); }
  set attachments(list) {
    this.#store.setAttachments([...(list ?? [])]);
    this.#update();
  }

  /** `online`, `desk` or `post`. */
  get channel() { return this.#store.channel; }
  set channel(channel) { attribute(this, "channel", channel || null); }

  /** The moment for the rules, RFC 3339. */
  get now() { return this.#store.now; }
  set now(now) {
    this.#store.now = typeof now === "function" ? now : () => String(now);
    this.#store.tick();
    this.#update();
  }

  /** Where values came from: the list that `pack.prefill` gave. */
  get prefilled() { return [...this.#store.prefilled.values()]; }
  set prefilled(list) {
    this.#store.prefilled = new Map((list ?? []).map((/** @type {any} */ one) => [one.pointer, one]));
    this.#update();
  }

  /** The core's state of the form: report, hidden and required places, progress. */
  get state() { return this.#store.state; }
  get form() { return this.#internals.form; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  checkValidity() { return this.#internals.checkValidity(); }

  /** Shows every error, goes to the first, and says whether there was none. */
  reportValidity() {
    for (const step of this.#store.steps) this.#store.touchStep(step);
    const first = this.#store.errors()[0];
    if (!first) {
      this.#update();
      return true;
    }
    const step = first.place === null ? undefined : this.#store.stepOf(first.place);
    const section = step?.section ?? "review";
    this.#summarised.add(section);
    this.#show(section, "summary");
    return false;
  }

  /** Judges the step in view; without an error goes on to the next. */
  next() {
    const sections = this.#sections();
    const at = sections.indexOf(this.#section);
    const step = this.#step();
    if (!step) return;
    this.#store.touchStep(step);
    if (this.#store.errorsOf(step).length > 0) {
      this.#summarised.add(this.#section);
      this.#draw();
      this.#focusSummary();
      return;
    }
    this.#summarised.delete(this.#section);
    const target = this.#returning ? "review" : (sections[at + 1] ?? "review");
    this.#show(target, "heading");
  }

  /** Goes to the step before. */
  back() {
    const sections = this.#sections();
    const at = sections.indexOf(this.#section);
    if (at > 0) this.#show(sections[at - 1], "heading");
  }

  /** Goes to a step by its index, or to the field at a JSON Pointer. @param {number | string} where */
  goTo(where) {
    if (typeof where === "number") {
      const sections = this.#sections();
      // Who is taken to a step can go to those before it as well.
      for (const before of sections.slice(0, where)) this.#visited.add(before);
      const section = sections[where];
      if (section !== undefined) this.#show(section, "heading");
      return;
    }
    const place = this.#store.placeOf({ code: "", pointer: where, severity: "error" });
    if (place !== null) this.#follow(place);
  }

  /** Goes to the page with all answers. */
  review() { this.#show("review", "heading"); }

  #lang() {
    const lang = this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
    return /^en\b/i.test(lang) ? /** @type {const} */ ("en") : /** @type {const} */ ("vi");
  }

  /** What fields may ask and do. */
  #context() {
    const store = this.#store;
    return {
      lang: () => this.#lang(),
      t: (/** @type {string} */ key, /** @type {any} */ params) => translate(this.#lang(), key, params),
      text: (/** @type {any} */ text) => text?.[this.#lang()] ?? text?.vi ?? "",
      id: idOf,
      get: (/** @type {string} */ pointer) => store.get(pointer),
      set: (/** @type {string} */ pointer, /** @type {any} */ value) => this.#changed(pointer, value),
      left: (/** @type {string} */ pointer) => this.#left(pointer),
      later: (/** @type {() => void} */ task) => queueMicrotask(task),
      announce: (/** @type {string} */ text) => this.#announce(text),
      /** Reads the text in a box, writes it, or with `null` forgets it. */
      draft: (/** @type {string} */ pointer, /** @type {any} */ ...written) => {
        if (written.length === 0) return store.drafts.get(pointer);
        if (written[0] === null) store.drafts.delete(pointer);
        else store.drafts.set(pointer, written[0]);
        return undefined;
      },
      problem: (/** @type {string} */ pointer, /** @type {any} */ problem) => {
        if (problem) store.local.set(pointer, problem);
        else store.local.delete(pointer);
        this.#settle();
      },
      hidden: (/** @type {string} */ pointer) => store.isHidden(pointer),
      required: (/** @type {string} */ pointer) => store.isRequired(pointer),
      computed: (/** @type {string} */ pointer) => store.isComputed(pointer),
      source: (/** @type {string} */ pointer) => {
        const source = store.prefilled.get(pointer)?.source;
        return source && source !== "declared" && store.get(pointer) !== undefined ? source : "";
      },
      /** Nothing shows while a field is first typed in; the renderer's own findings come when it was left. */
      issue: (/** @type {string} */ place) => {
        const issue = store.issueAt(place);
        return issue && (issue.local || store.touched.has(place)) ? issue : undefined;
      },
      message: (/** @type {any} */ issue) =>
        issue.local ? translate(this.#lang(), issue.local.key, issue.local.params) : store.message(issue, this.#lang()),
      /** The sentence as it is best heard: whole, where there is a longer one. */
      spoken: (/** @type {any} */ issue) =>
        issue.local ? translate(this.#lang(), issue.local.key, issue.local.params) : store.message(issue, this.#lang(), "long"),
      items: (/** @type {any} */ list) => store.itemsOf(list),
      edit: (/** @type {any} */ list, /** @type {any} */ edit, /** @type {string} */ name) => this.#edited(list, edit, name),
      labelOf: (/** @type {string} */ place) => this.#ctx.text(store.labelOf(place)),
      search: (/** @type {string} */ name, /** @type {string} */ query, /** @type {any} */ options) => store.search(name, query, options),
      entry: (/** @type {string} */ name, /** @type {string} */ code) => store.entry(name, code),
      slots: () => store.slots(),
      files: (/** @type {string} */ slot) => store.attachments.filter((file) => file.slot === slot),
      attach: (/** @type {string} */ slot, /** @type {File} */ file) => this.#emit("motcua-attach", { slot, file }),
      detach: (/** @type {string} */ id, /** @type {string} */ slot) => this.#emit("motcua-detach", { id, slot }),
      heading: (/** @type {number} */ below, /** @type {any} */ props, /** @type {any[]} */ ...children) =>
        h(`h${Math.min(6, this.#level() + below)}`, props, ...children),
    };
  }

  #level() {
    const level = Number(this.getAttribute("heading-level") ?? 2);
    return Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2;
  }

  /** @param {string} type @param {any} detail @param {boolean} [cancelable] */
  #emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** @param {string} text */
  #announce(text) {
    // An equal text twice is not spoken twice unless the node changes.
    this.#live.replaceChildren(h("p", {}, text));
  }

  /** @param {string} pointer @param {any} value */
  #changed(pointer, value) {
    const change = this.#store.set(pointer, value);
    // Most of what is typed changes nothing but itself.
    if (change) this.#settle();
    else this.#touched(pointer);
    this.#emit("motcua-change", { pointer, change, value: this.value, state: this.#store.state });
  }

  /** Brings one question in line, and those whose choices depend on it. @param {string} pointer */
  #touched(pointer) {
    for (const field of this.#fields) {
      if (field.control.pointer === pointer || field.control.parent === pointer) field.update();
    }
    this.#internals.setFormValue(JSON.stringify(this.#store.data));
  }

  /** An item of a list came, went or moved. @param {any} list @param {any} edit @param {string} name  what the item is called */
  #edited(list, edit, name) {
    const change = this.#store.edit(list.pointer, edit);
    this.#draw();
    const key = { added: "itemAdded", removed: "itemRemoved", moved: "itemMoved" }[/** @type {"added"} */ (edit.kind)];
    this.#announce(this.#ctx.t(key, { item: name, n: (edit.to ?? 0) + 1 }));
    const at = edit.kind === "moved" ? edit.to : edit.at;
    const block = this.#root.getElementById(`${idOf(list.pointer)}-${at}`);
    const inside = edit.kind === "removed" ? null : block?.querySelector("input, select, textarea");
    // The button that was pressed is gone with its item.
    const focus = /** @type {any} */ (inside ?? this.#root.getElementById(`${idOf(list.pointer)}-add`));
    focus?.focus();
    this.#emit("motcua-change", { pointer: list.pointer, change, value: this.value, state: this.#store.state });
  }

  /** @param {string} pointer */
  #left(pointer) {
    this.#store.touched.add(pointer);
    if (this.#pressed) {
      this.#pending = true;
      this.#leaving = pointer;
      return;
    }
    this.#update();
    this.#tell(pointer);
  }

  /** Says what is wrong with a field that was left. @param {string} pointer */
  #tell(pointer) {
    const issue = this.#ctx.issue(pointer);
    const said = issue ? `${this.#ctx.labelOf(pointer)}. ${this.#ctx.t(issue.severity === "error" ? "error" : "warning")}: ${this.#ctx.spoken(issue)}` : "";
    // Said once: leaving the field again unchanged stays silent, a new error in it is heard.
    if (said && this.#told.get(pointer) !== said) this.#announce(said);
    this.#told.set(pointer, said);
  }

  /** Brings the page in line at once, or when the pointer is released: leaving one box may shift all others. */
  #settle() {
    if (this.#pressed) this.#pending = true;
    else this.#update();
  }

  #released() {
    this.#pressed = false;
    if (!this.#pending) return;
    this.#pending = false;
    this.#update();
    // Whoever leaves a box by pressing elsewhere hears what whoever leaves it by Tab hears.
    if (this.#leaving !== undefined) this.#tell(this.#leaving);
    this.#leaving = undefined;
  }

  /** Enter in a one-line box goes on, as in any form. @param {KeyboardEvent} event */
  #enter(event) {
    const box = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    if (box instanceof HTMLInputElement && ["text", "tel"].includes(box.type) && box.getAttribute("role") !== "combobox") {
      event.preventDefault();
      box.dispatchEvent(new Event("change"));
      this.next();
    }
  }

  #sections() {
    return [...this.#store.visibleSteps().map((step) => step.section), "review"];
  }

  #step() {
    return this.#store.steps.find((step) => step.section === this.#section);
  }

  #rebuild() {
    if (!this.isConnected && !this.#built) return;
    this.#built = true;
    try {
      if (!this.#store.load()) {
        attribute(this.#frame, "hidden", true);
        return;
      }
      attribute(this.#frame, "hidden", false);
      this.#visited.clear();
      this.#summarised.clear();
      this.#section = this.#sections()[0];
      this.#visited.add(this.#section);
      this.#draw();
    } catch (error) {
      attribute(this.#frame, "hidden", false);
      for (const part of [this.#nav, this.#summary, this.#heading, this.#buttons]) part.replaceChildren();
      const reason = /** @type {any} */ (error)?.localized?.(this.#lang());
      this.#body.replaceChildren(h("p", { role: "alert", class: "message error" }, `${this.#ctx.t("cannotShow")} ${reason ?? ""}`));
      throw error;
    }
  }

  /** Builds the page of the present step anew; focus and caret stay where they were. */
  #draw() {
    if (!this.#built || !this.#store.procedure) return;
    const focused = /** @type {any} */ (this.#root.activeElement);
    const caret = focused?.selectionStart ?? null;
    this.#fields = [];
    this.#slots = [];
    this.#groups = [];
    const step = this.#step();
    attribute(this.#frame, "lang", this.#lang());
    const name = this.#ctx.text(this.#store.procedure.name);
    this.#internals.ariaLabel = name;
    this.#heading.replaceChildren(
      this.#ctx.heading(0, { class: "title", part: "title", tabindex: "-1" }, step ? this.#ctx.text(step.label) : this.#ctx.t("reviewTitle")),
      step ? (step.intro ? h("p", { class: "intro", part: "intro" }, this.#ctx.text(step.intro)) : "") : h("p", { class: "intro", part: "intro" }, this.#ctx.t("reviewIntro")),
    );
    if (step) {
      this.#body.replaceChildren(...this.#items(step.items));
      if (step.attachments) {
        this.#slots = this.#store.procedure.attachments.map((/** @type {any} */ slot) => createSlot(slot, this.#ctx));
        this.#body.append(...this.#slots.map((slot) => slot.element));
      }
    }
    this.#drawButtons();
    this.#update();
    if (focused?.id) {
      const again = /** @type {any} */ (this.#root.getElementById(focused.id));
      if (again && again !== focused) {
        again.focus({ preventScroll: true });
        if (caret !== null && typeof again.setSelectionRange === "function" && again.type !== "file") again.setSelectionRange(caret, caret);
      }
    }
  }

  /** @param {import("./model.js").Item[]} items @returns {HTMLElement[]} */
  #items(items) {
    return items.map((item) => {
      if (item.kind === "text") return h("p", { class: "note", part: "note" }, this.#ctx.text(item.text));
      if (item.kind === "control") {
        const field = item.widget === "list" ? createList(item, this.#ctx, (items) => this.#items(items)) : createField(item, this.#ctx);
        this.#fields.push(field);
        return field.element;
      }
      const inner = this.#items(item.items);
      const labelled = item.label !== undefined;
      const element = h(
        labelled ? "fieldset" : "div",
        { class: `group${item.row ? " columns" : ""}`, part: labelled ? "group" : null },
        labelled ? h("legend", { class: "group-title", part: "legend" }, this.#ctx.text(item.label)) : null,
        item.hint ? h("p", { class: "hint", part: "hint" }, this.#ctx.text(item.hint)) : null,
        ...inner,
      );
      this.#groups.push({ element, item });
      return element;
    });
  }

  #drawButtons() {
    const button = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {string} */ key, /** @type {() => void} */ click) =>
      h("button", { type: "button", id, class: `button ${kind}`, part: kind === "primary" ? "button primary" : "button", on: { click } }, this.#ctx.t(key));
    const first = this.#sections()[0] === this.#section;
    const reviewing = this.#section === "review";
    this.#buttons.replaceChildren(
      reviewing
        ? button("complete", "primary", "complete", () => this.#complete())
        : button("next", "primary", this.#returning ? "toReview" : "next", () => this.next()),
      ...(first ? [] : [button("back", "secondary", "back", () => this.back())]),
    );
  }

  /** Brings everything on the page in line with the store. */
  #update() {
    if (!this.#built || !this.#store.procedure) return;
    if (this.#section !== "review" && !this.#sections().includes(this.#section)) this.#section = this.#sections()[0];
    const before = this.#fields.filter((field) => field.seen !== undefined);
    for (const field of this.#fields) field.update();
    const exists = new Set(this.#store.slots().map((/** @type {any} */ slot) => `/attachments/${slot.id}`));
    for (const slot of this.#slots) {
      attribute(slot.element, "hidden", !exists.has(slot.place));
      if (exists.has(slot.place)) slot.update();
    }
    for (const { element, item } of this.#groups) attribute(element, "hidden", this.#allHidden(item.items));
    this.#announceParts(before);
    if (this.#section === "review") {
      this.#body.replaceChildren(review(this.#store.visibleSteps(), this.#ctx, (place) => { this.#returning = true; this.#follow(place); }));
    }
    this.#drawSteps();
    this.#drawSummary();
    this.#mirror();
  }

  /** @param {import("./model.js").Item[]} items @returns {boolean} */
  #allHidden(items) {
    return items.every((item) => (item.kind === "control" ? this.#store.isHidden(item.pointer) : item.kind === "group" ? this.#allHidden(item.items) : true));
  }

  /** Says which questions came or went. @param {any[]} known  fields that were on the page before */
  #announceParts(known) {
    const came = known.filter((field) => field.seen === false && !field.element.hidden);
    const went = known.filter((field) => field.seen === true && field.element.hidden);
    for (const field of this.#fields) field.seen = !field.element.hidden;
    const said = [["shown", came], ["hiddenNow", went]]
      .filter(([, list]) => list.length > 0)
      .map(([key, list]) => {
        const labels = /** @type {any[]} */ (list).slice(0, 3).map((field) => this.#ctx.text(field.control.label));
        if (list.length > 3) labels.push(this.#ctx.t("andMore", { n: list.length - 3 }));
        return this.#ctx.t(key, { labels: labels.join(", ") });
      });
    if (said.length > 0) this.#announce(said.join(". "));
  }

  #drawSteps() {
    const visible = this.#store.visibleSteps();
    const seen = (/** @type {string} */ section) => this.#visited.has(section);
    const steps = visible.map((step) => ({
      label: this.#ctx.text(step.label),
      state: !seen(step.section) || step.section === this.#section ? "open" : this.#store.errorsOf(step).length > 0 ? "errors" : "done",
      reachable: seen(step.section),
      current: step.section === this.#section,
      ...this.#store.progress(step),
    }));
    const reviewing = this.#section === "review";
    steps.push({ label: this.#ctx.t("reviewTitle"), state: "open", reachable: seen("review"), current: reviewing, required: 0, done: 0 });
    const key = JSON.stringify([steps, this.#lang()]);
    // Redrawn only when something changed: a list that is replaced loses the focus.
    if (this.#nav.dataset.key === key) return;
    this.#nav.dataset.key = key;
    const sections = this.#sections();
    this.#nav.replaceChildren(stepList(/** @type {any} */ (steps), sections.indexOf(this.#section), this.#ctx, (index) => this.goTo(index), {
      open: this.#stepsOpen,
      toggled: (/** @type {boolean} */ open) => { this.#stepsOpen = open; },
    }));
  }

  #drawSummary() {
    if (!this.#summarised.has(this.#section)) {
      this.#summary.replaceChildren();
      return;
    }
    const step = this.#step();
    const errors = step ? this.#store.errorsOf(step) : this.#store.errors();
    if (errors.length === 0) {
      this.#summary.replaceChildren();
      this.#summarised.delete(this.#section);
      return;
    }
    const key = JSON.stringify([errors, this.#lang()]);
    if (this.#summary.dataset.key === key && this.#summary.hasChildNodes()) return;
    this.#summary.dataset.key = key;
    this.#summary.replaceChildren(errorSummary(errors, this.#ctx, (place) => this.#follow(place)));
  }

  /** The value and validity of the element in an outer form. */
  #mirror() {
    this.#internals.setFormValue(JSON.stringify(this.#store.data));
    const first = this.#store.errors()[0];
    if (first) this.#internals.setValidity({ customError: true }, this.#ctx.message(first.issue) || first.issue.code || "!", this.#frame);
    else this.#internals.setValidity({});
  }

  /** @param {string} section @param {"heading" | "summary" | "none"} focus */
  #show(section, focus) {
    const changed = section !== this.#section;
    this.#section = section;
    this.#visited.add(section);
    if (section === "review") {
      this.#returning = false;
      for (const step of this.#store.visibleSteps()) this.#visited.add(step.section);
    }
    if (changed) {
      this.#live.replaceChildren();
      this.#leaving = undefined;
      this.#store.forgetPassing();
    }
    this.#draw();
    if (changed) {
      const sections = this.#sections();
      this.#emit("motcua-step", { index: sections.indexOf(section), total: sections.length, section, review: section === "review" });
    }
    if (focus === "heading") {
      const title = /** @type {HTMLElement} */ (this.#heading.firstElementChild);
      title.focus({ preventScroll: true });
      this.#frame.scrollIntoView({ block: "start" });
    } else if (focus === "summary") {
      this.#focusSummary();
    }
  }

  #focusSummary() {
    const box = /** @type {HTMLElement | null} */ (this.#summary.firstElementChild);
    box?.focus();
    box?.scrollIntoView({ block: "start" });
  }

  /** Goes to a field. @param {string} place */
  #follow(place) {
    const step = this.#store.stepOf(place);
    if (!step) return;
    if (step.section !== this.#section) this.#show(step.section, "none");
    const target = this.#fields.find((field) => field.control.pointer === place) ?? this.#slots.find((slot) => slot.place === place);
    target?.focus();
    target?.element.scrollIntoView({ block: "center" });
  }

  #complete() {
    for (const step of this.#store.steps) this.#store.touchStep(step);
    this.#store.tick();
    if (this.#store.errors().length > 0) {
      this.#summarised.add("review");
      this.#draw();
      this.#focusSummary();
      return;
    }
    if (this.#store.busyAttachments()) {
      this.#announce(this.#ctx.t("fileBusy"));
      this.#summary.replaceChildren(h("p", { class: "message warning", part: "warning" }, this.#ctx.t("fileBusy")));
      return;
    }
    this.#emit("motcua-complete", {
      value: this.value,
      state: this.#store.state,
      attachments: this.#store.readyAttachments(),
      prefilled: this.prefilled,
    });
  }
}

/**
 * Registers the element. Calling it again does nothing.
 *
 * @param {string} [name]
 */
export function defineMotcuaForm(name = "motcua-form") {
  if (globalThis.customElements && !customElements.get(name)) {
    customElements.define(name, name === "motcua-form" ? MotcuaForm : class extends MotcuaForm {});
  }
}
