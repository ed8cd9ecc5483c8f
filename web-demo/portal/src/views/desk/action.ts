// The question before a change of status: a reason, a note, and everything that is missing, all at once.

import type { Procedure, Reason, Transition, Workflow } from "motcua";
import { fill, h, uid } from "../../lib/dom";
import { t } from "../../lib/i18n";
import { deskText } from "../../texts/desk";
import { ask } from "../dialog";
import { button } from "../parts";

function fieldError(id: string): HTMLElement {
  return h("p", { id, class: "field-error", role: "alert" });
}

/** A list of text fields that grows. */
function itemList(): { element: HTMLElement; read: () => string[] } {
  const list = h("ol", { class: "item-list" });
  const renumber = (): void => {
    [...list.children].forEach((row, i) => {
      row.querySelector("input")?.setAttribute("aria-label", t(deskText.item, { n: i + 1 }));
      row.querySelector("button")?.setAttribute("aria-label", t(deskText.removeItem, { n: i + 1 }));
    });
  };
  const add = (focus: boolean): void => {
    const input = h("input", { type: "text", maxlength: 300 });
    const row = h("li", null, input);
    row.append(
      button(
        "✕",
        () => {
          if (list.children.length === 1) input.value = "";
          else row.remove();
          renumber();
          list.querySelector("input")?.focus();
        },
        "button button-small button-quiet",
      ),
    );
    list.append(row);
    renumber();
    if (focus) input.focus();
  };
  add(false);
  const element = h(
    "div",
    null,
    list,
    button(t(deskText.addItem), () => add(true), "button button-small button-quiet"),
  );
  const read = (): string[] =>
    [...list.querySelectorAll("input")]
      .map((input) => input.value.normalize("NFC").trim())
      .filter((text) => text !== "");
  return { element, read };
}

export interface ActionAnswer {
  reason?: Reason;
  newDue?: string;
}

/** Asks what a transition needs; undefined when the officer cancels, `{}` when no reason is needed. */
export async function askAction(
  transition: Transition,
  procedure: Procedure,
  workflow: Workflow | undefined,
): Promise<ActionAnswer | undefined> {
  const label = t(transition.label);
  const plain = h("p", null, t(transition.startsClock ? deskText.clock : deskText.confirmText));
  if (!transition.reason && !transition.items) {
    return ask<ActionAnswer>({ title: label, body: plain, confirm: t(deskText.confirm), read: () => ({}) });
  }
  // The procedure's own reasons for this step; where it names none, those of the workflow.
  const fits = (one: { to: number[] }): boolean => one.to.includes(transition.to);
  const own = (procedure.reasons ?? []).filter(fits);
  const reasons = own.length > 0 ? own : (workflow?.reasons ?? []).filter(fits);
  const ids = { reason: uid("reason"), note: uid("note"), items: uid("items"), due: uid("due") };
  const select = h(
    "select",
    { id: ids.reason, required: true, "aria-describedby": `${ids.reason}-error` },
    h("option", { value: "" }, t(deskText.chooseReason)),
    reasons.map((one) => h("option", { value: one.code }, t(one.text))),
  );
  const reasonError = fieldError(`${ids.reason}-error`);
  const note = h("textarea", { id: ids.note, rows: 3, maxlength: 1000, "aria-describedby": `${ids.note}-hint` });
  const newDue = h("input", { id: ids.due, type: "date", required: true, "aria-describedby": `${ids.due}-hint` });
  const dueError = fieldError(`${ids.due}-error`);
  const items = itemList();
  const itemsError = fieldError(`${ids.items}-error`);
  const body = h(
    "div",
    { class: "stack" },
    h("div", { class: "field" }, h("label", { for: ids.reason }, t(deskText.reason)), reasonError, select),
    transition.reappoints
      ? h(
          "div",
          { class: "field" },
          h("label", { for: ids.due }, t(deskText.newDue)),
          h("p", { id: `${ids.due}-hint`, class: "fine" }, t(deskText.newDueHint)),
          dueError,
          newDue,
        )
      : null,
    transition.items
      ? h(
          "fieldset",
          { class: "field", "aria-describedby": `${ids.items}-hint ${ids.items}-error` },
          h("legend", null, t(deskText.items)),
          h("p", { id: `${ids.items}-hint`, class: "fine" }, t(deskText.itemsHint)),
          itemsError,
          items.element,
        )
      : null,
    h(
      "div",
      { class: "field" },
      h("label", { for: ids.note }, t(deskText.note)),
      h("p", { id: `${ids.note}-hint`, class: "fine" }, t(deskText.noteHint)),
      note,
    ),
    h("p", { class: "fine" }, t(deskText.confirmText)),
  );
  return ask<ActionAnswer>({
    title: label,
    body,
    confirm: label,
    read: () => {
      const list = transition.items ? items.read() : [];
      const noReason = select.value === "";
      const noItem = transition.items && list.length === 0;
      const noDate = transition.reappoints && newDue.value === "";
      fill(reasonError, noReason ? t(deskText.needReason) : null);
      select.setAttribute("aria-invalid", String(noReason));
      fill(itemsError, noItem ? t(deskText.needItem) : null);
      fill(dueError, noDate ? t(deskText.needNewDue) : null);
      newDue.setAttribute("aria-invalid", String(noDate));
      if (noReason) select.focus();
      else if (noDate) newDue.focus();
      else if (noItem) items.element.querySelector("input")?.focus();
      if (noReason || noItem || noDate) return undefined;
      const reason: Reason = { code: select.value };
      const text = note.value.normalize("NFC").trim();
      if (text) reason.note = text;
      if (list.length > 0) reason.items = list;
      return transition.reappoints ? { reason, newDue: newDue.value } : { reason };
    },
  });
}
