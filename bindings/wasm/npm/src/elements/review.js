// Every answer in words, before it is signed.

import { display } from "./dates.js";
import { h } from "./dom.js";
import { createMessage } from "./field.js";
import { sizeName, sourceName } from "./strings.js";

/**
 * The answer of a control in words; empty when there is none.
 *
 * @param {import("./model.js").Control} control
 * @param {any} value
 * @param {any} ctx
 * @returns {string}
 */
export function inWords(control, value, ctx) {
  if (value === undefined || value === null || value === "") return "";
  const choice = control.choices.find((one) => one.value === value);
  if (choice) return ctx.text(choice);
  if (control.widget === "catalogue") {
    const entry = ctx.entry(control.catalogue, value);
    return entry ? ctx.text(entry) : String(value);
  }
  if (control.widget === "date" || control.widget === "partialDate") return display(value);
  if (typeof value === "boolean") return ctx.t(value ? "yes" : "no");
  if (typeof value === "number") return value.toLocaleString(ctx.lang() === "vi" ? "vi-VN" : "en-GB");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * @param {import("./model.js").Step[]} steps
 * @param {any} ctx
 * @param {(place: string) => void} change
 * @returns {HTMLElement}
 */
export function review(steps, ctx, change) {
  return h("div", { class: "review", part: "review" }, ...steps.map((step) => section(step, ctx, change)));
}

/** @param {import("./model.js").Step} step @param {any} ctx @param {(place: string) => void} change */
function section(step, ctx, change) {
  const rows = groupRows(step.items, ctx, change);
  if (step.attachments) rows.push(...ctx.slots().map((/** @type {any} */ slot) => slotRow(slot, ctx, change)));
  return h(
    "section",
    { class: "review-section", part: "review-section" },
    ctx.heading(1, { class: "review-title" }, ctx.text(step.label)),
    ...wrapRows(rows),
  );
}

/** Rows stand in one `dl`, which a group heading interrupts. @param {HTMLElement[]} rows */
function wrapRows(rows) {
  /** @type {HTMLElement[]} */
  const out = [];
  let list = null;
  for (const row of rows) {
    if (!row.classList.contains("answer-row")) {
      out.push(row);
      list = null;
      continue;
    }
    if (!list) {
      list = h("dl", { class: "answers", part: "answers" });
      out.push(list);
    }
    list.append(row);
  }
  return out;
}

/** @param {import("./model.js").Item[]} items @param {any} ctx @param {(place: string) => void} change @returns {HTMLElement[]} */
function groupRows(items, ctx, change) {
  return items.flatMap((item) => {
    if (item.kind === "control" && item.widget === "list") return ctx.hidden(item.pointer) ? [] : listRows(item, ctx, change);
    if (item.kind === "control") return ctx.hidden(item.pointer) ? [] : [controlRow(item, ctx, change)];
    if (item.kind !== "group") return [];
    const inner = groupRows(item.items, ctx, change);
    return item.label && inner.length > 0 ? [ctx.heading(2, { class: "review-group" }, ctx.text(item.label)), ...inner] : inner;
  });
}

/** @param {import("./model.js").Control} list @param {any} ctx @param {(place: string) => void} change @returns {HTMLElement[]} */
function listRows(list, ctx, change) {
  const items = ctx.items(list);
  if (items.length === 0) return [row(list.pointer, ctx.text(list.label), [h("span", { class: "answer none" }, ctx.t("notGiven"))], ctx, change)];
  const name = list.item ? ctx.text(list.item) : ctx.t("item");
  return items.flatMap((/** @type {any} */ inner, /** @type {number} */ at) => [
    ctx.heading(2, { class: "review-group" }, ctx.t("numbered", { item: name, n: at + 1 })),
    ...groupRows(inner, ctx, change),
  ]);
}

/** @param {import("./model.js").Control} control @param {any} ctx @param {(place: string) => void} change */
function controlRow(control, ctx, change) {
  const words = inWords(control, ctx.get(control.pointer), ctx);
  const source = ctx.source(control.pointer);
  const value = [
    h("span", { class: words ? "answer" : "answer none" }, words || ctx.t("notGiven")),
    source ? h("span", { class: "badge", part: "badge" }, ctx.t("from", { source: sourceName(source, ctx.lang()) })) : null,
  ];
  return row(control.pointer, ctx.text(control.label), value, ctx, ctx.computed(control.pointer) ? null : change);
}

/** @param {any} slot @param {any} ctx @param {(place: string) => void} change */
function slotRow(slot, ctx, change) {
  const files = ctx.files(slot.id);
  const value =
    files.length === 0
      ? [h("span", { class: "answer none" }, ctx.t("noFile"))]
      : [
          h(
            "ul",
            { class: "answer-files" },
            ...files.map((/** @type {any} */ file) => h("li", {}, `${file.name} (${sizeName(file.size, ctx.lang())})`)),
          ),
        ];
  return row(`/attachments/${slot.id}`, ctx.text(slot.name), value, ctx, change);
}

/** @param {string} place @param {string} label @param {any[]} value @param {any} ctx @param {((place: string) => void) | null} change */
function row(place, label, value, ctx, change) {
  const issue = ctx.issue(place);
  const message = createMessage(`review-${ctx.id(place)}`);
  message.show(issue, issue ? ctx.message(issue) : "", ctx);
  return h(
    "div",
    { class: "answer-row", part: "answer" },
    h("dt", {}, label),
    h("dd", { class: "value" }, ...value, message.element),
    h(
      "dd",
      { class: "change" },
      change
        ? h(
            "button",
            { type: "button", class: "button link", part: "change", "aria-label": ctx.t("changeOf", { label }), on: { click: () => change(place) } },
            ctx.t("change"),
          )
        : null,
    ),
  );
}
