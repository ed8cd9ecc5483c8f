// A field: label, badge, hint and message around a control, and the ARIA links between them.

import { checkbox, radio, select } from "./controls/choice.js";
import { combobox } from "./controls/combobox.js";
import { date } from "./controls/date.js";
import { number, text } from "./controls/text.js";
import { attribute, h, icon, setText } from "./dom.js";
import { sourceName } from "./strings.js";

/** @type {Record<string, (control: any, ctx: any) => import("./controls/text.js").Widget>} */
const WIDGETS = { text, textarea: text, number, radio, select, checkbox, date, partialDate: date, catalogue: combobox };

/**
 * @typedef {object} Field
 * @property {import("./model.js").Control} control
 * @property {HTMLElement} element
 * @property {() => void} update
 * @property {() => void} focus
 */

/**
 * @param {import("./model.js").Control} control
 * @param {any} ctx
 * @returns {Field}
 */
export function createField(control, ctx) {
  const id = ctx.id(control.pointer);
  const widget = (WIDGETS[control.widget] ?? text)(control, ctx);
  const message = createMessage(`${id}-message`);
  const hintText = control.hint ? ctx.text(control.hint) : defaultHint(control, ctx);
  const hint = hintText ? h("p", { class: "hint", part: "hint", id: `${id}-hint` }, hintText) : null;
  const need = h("span", { class: "need", part: "required" }, ` (${ctx.t("required")})`);
  const badge = h("span", { class: "badge", part: "badge", id: `${id}-badge`, hidden: true });
  const computed = h("p", { class: "hint", id: `${id}-computed`, hidden: true }, ctx.t("computed"));
  const caption = [h("span", { class: "caption" }, ctx.text(control.label)), need];

  /** @type {HTMLElement} */
  let element;
  const outer = { class: "field", part: "field", data: { pointer: control.pointer }, on: { focusout: left } };
  if (widget.shape === "group") {
    element = h(
      "fieldset",
      { ...outer, role: control.widget === "radio" ? "radiogroup" : null },
      h("legend", { part: "label", class: "label" }, ...caption),
      badge, hint, computed, message.element, widget.element,
    );
  } else if (widget.shape === "own") {
    element = h(
      "div",
      outer,
      message.element,
      h("div", { class: "choice single", part: "choice" }, widget.element, h("label", { for: id, part: "label" }, ...caption)),
      badge, hint, computed,
    );
  } else {
    element = h("div", outer, h("label", { for: id, part: "label", class: "label" }, ...caption), badge, hint, computed, message.element, widget.element);
  }

  /** @param {FocusEvent} event */
  function left(event) {
    if (!element.contains(/** @type {Node | null} */ (event.relatedTarget))) ctx.left(control.pointer);
  }

  function update() {
    const hidden = ctx.hidden(control.pointer);
    attribute(element, "hidden", hidden);
    if (hidden) return;
    const required = ctx.required(control.pointer);
    attribute(need, "hidden", !required);
    widget.require?.(required);
    const isComputed = ctx.computed(control.pointer);
    widget.lock(isComputed);
    attribute(computed, "hidden", !isComputed);
    const source = ctx.source(control.pointer);
    attribute(badge, "hidden", !source);
    if (source) setText(badge, ctx.t("from", { source: sourceName(source, ctx.lang()) }));
    widget.sync(ctx.get(control.pointer));
    const issue = ctx.issue(control.pointer);
    message.show(issue, issue ? ctx.message(issue) : "", ctx);
    const wrong = issue?.severity === "error";
    element.classList.toggle("has-error", wrong);
    element.classList.toggle("has-warning", issue?.severity === "warning");
    const describedby =
      [hint && hint.id, isComputed && computed.id, source && badge.id, issue && message.element.id].filter(Boolean).join(" ") || null;
    for (const input of widget.shape === "group" ? [element] : widget.inputs) attribute(input, "aria-describedby", describedby);
    for (const input of widget.judged) attribute(input, "aria-invalid", wrong ? "true" : null);
    if (control.widget === "radio") {
      attribute(element, "aria-invalid", wrong ? "true" : null);
      attribute(element, "aria-required", required ? "true" : null);
    }
  }

  return { control, element, update, focus: () => widget.focus.focus() };
}

/** @param {import("./model.js").Control} control @param {any} ctx */
function defaultHint(control, ctx) {
  if (control.widget === "date") return ctx.t("dateHint");
  if (control.widget === "partialDate") return ctx.t("partialHint");
  if (control.widget === "catalogue") return ctx.t("typeToSearch");
  return "";
}

/**
 * A message under a label: an icon and a word say whether it is an error or a remark, not colour alone.
 *
 * @param {string} id
 */
export function createMessage(id) {
  const element = h("p", { class: "message", id, hidden: true });
  return {
    element,
    /** @param {any} issue @param {string} sentence @param {any} ctx */
    show(issue, sentence, ctx) {
      attribute(element, "hidden", !issue);
      if (!issue) {
        element.replaceChildren();
        return;
      }
      const kind = issue.severity === "error" ? "error" : "warning";
      attribute(element, "part", kind);
      element.className = `message ${kind}`;
      const word = `${ctx.t(kind)}: `;
      if (element.textContent !== word + sentence) {
        element.replaceChildren(icon(kind), h("span", {}, h("strong", {}, word), sentence));
      }
    },
  };
}
