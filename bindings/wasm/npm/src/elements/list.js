// A repeating group: a block for each item, with buttons to add, remove and move.

import { attribute, h } from "./dom.js";
import { createMessage } from "./field.js";

/**
 * @param {import("./model.js").Control} control
 * @param {any} ctx
 * @param {(items: import("./model.js").Item[]) => HTMLElement[]} draw  draws the questions of an item
 */
export function createList(control, ctx, draw) {
  const id = ctx.id(control.pointer);
  const message = createMessage(`${id}-message`);
  const need = h("span", { class: "need", part: "required" }, ` (${ctx.t("required")})`);
  const hint = control.hint ? h("p", { class: "hint", part: "hint", id: `${id}-hint` }, ctx.text(control.hint)) : null;
  const one = control.item ? ctx.text(control.item) : ctx.t("item");
  const count = ctx.items(control).length;
  const { minItems = 0, maxItems = Infinity } = control.schema;
  const numbered = (/** @type {number} */ at) => ctx.t("numbered", { item: one, n: at + 1 });

  const button = (/** @type {string} */ action, /** @type {number} */ at, /** @type {any} */ edit) =>
    h(
      "button",
      {
        type: "button",
        id: `${id}-${at}-${action}`,
        class: "button link",
        part: "button",
        "aria-label": ctx.t(`${action}Item`, { item: numbered(at) }),
        on: { click: () => ctx.edit(control, edit, numbered(at)) },
      },
      ctx.t(action),
    );
  const blocks = ctx.items(control).map((/** @type {any} */ items, /** @type {number} */ at) =>
    h(
      "fieldset",
      { class: "item", part: "item", id: `${id}-${at}` },
      h("legend", { class: "item-title", part: "legend" }, numbered(at)),
      ...draw(items),
      h(
        "div",
        { class: "item-buttons" },
        at > 0 ? button("moveUp", at, { kind: "moved", from: at, to: at - 1 }) : null,
        at < count - 1 ? button("moveDown", at, { kind: "moved", from: at, to: at + 1 }) : null,
        count > minItems ? button("remove", at, { kind: "removed", at }) : null,
      ),
    ),
  );
  const add = h(
    "button",
    {
      type: "button",
      id: `${id}-add`,
      class: "button secondary",
      part: "button",
      on: { click: () => ctx.edit(control, { kind: "added", at: count }, numbered(count)) },
    },
    ctx.t("addItem", { item: one }),
  );
  attribute(add, "hidden", count >= maxItems);
  const element = h(
    "fieldset",
    { class: "field list", part: "field list", data: { pointer: control.pointer } },
    h("legend", { part: "label", class: "label" }, h("span", { class: "caption" }, ctx.text(control.label)), need),
    hint,
    message.element,
    ...blocks,
    add,
  );

  return {
    control,
    element,
    focus: () => (/** @type {any} */ (element.querySelector("input:not([type=file]), select, textarea")) ?? add).focus(),
    update() {
      const hidden = ctx.hidden(control.pointer);
      attribute(element, "hidden", hidden);
      if (hidden) return;
      attribute(need, "hidden", !ctx.required(control.pointer));
      const issue = ctx.issue(control.pointer);
      message.show(issue, issue ? ctx.message(issue) : "", ctx);
      const wrong = issue?.severity === "error";
      element.classList.toggle("has-error", wrong);
      element.classList.toggle("has-warning", issue?.severity === "warning");
      const describedby = [hint?.id, issue && message.element.id].filter(Boolean).join(" ") || null;
      attribute(element, "aria-describedby", describedby);
    },
  };
}
