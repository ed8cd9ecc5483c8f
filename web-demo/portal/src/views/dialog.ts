// Modal questions on the native <dialog>: focus is trapped and given back by the browser.

import { h, uid, type Child } from "../lib/dom";
import { t } from "../lib/i18n";
import { common } from "../texts/common";

export interface Question<T> {
  title: string;
  body: Child;
  confirm: string;
  danger?: boolean;
  /** Reads the answer, or undefined when something is missing; it then shows what by itself. */
  read: () => T | undefined;
}

/** Asks; the answer is undefined when the person cancels. */
export function ask<T>(question: Question<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const id = uid("dialog");
    let answer: T | undefined;
    const form = h(
      "form",
      { method: "dialog", novalidate: true },
      h("h2", { id }, question.title),
      h("div", { class: "dialog-body" }, question.body),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "submit", class: question.danger ? "button button-danger" : "button" }, question.confirm),
        h("button", { type: "button", class: "button button-quiet", onclick: () => dialog.close() }, t(common.cancel)),
      ),
    );
    const dialog = h("dialog", { "aria-labelledby": id, class: "dialog" }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = question.read();
      if (answer !== undefined) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for a plain yes. */
export async function confirmed(title: string, text: string, confirm: string): Promise<boolean> {
  const answer = await ask({ title, body: h("p", null, text), confirm, danger: true, read: () => true });
  return answer === true;
}

/** Shows something large, such as a picture. */
export function show(title: string, body: Child): void {
  const id = uid("dialog");
  const dialog = h(
    "dialog",
    { "aria-labelledby": id, class: "dialog dialog-wide" },
    h("h2", { id }, title),
    h("div", { class: "dialog-body" }, body),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, t(common.close)),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
