// The questions of a procedure as a person sees them: by label, in the order of its own layout.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./env.mjs";

const PROCEDURES = join(ROOT, "core/forms/procedures");
const read = (path) => JSON.parse(readFileSync(join(PROCEDURES, path), "utf8"));

const catalogues = new Map();

/** The name of a catalogue's entry. */
export function entryName(catalogue, code, lang) {
  if (!catalogues.has(catalogue)) catalogues.set(catalogue, read(`catalogues/${catalogue}.json`).entries);
  const entry = catalogues.get(catalogue).find((one) => one.code === code);
  if (!entry) throw new Error(`${catalogue} has no ${code}`);
  return entry[lang] ?? entry.vi;
}

const pointerOf = (scope) => scope.replace(/^#/, "").replaceAll("/properties/", "/");
const textOf = (element) => ({ vi: element.label, en: element.options?.en ?? element.label });

function controls(elements, group) {
  return elements.flatMap((element) => {
    if (element.type === "Group") return controls(element.elements, textOf(element));
    if (element.type !== "Control") return element.elements ? controls(element.elements, group) : [];
    const { widget = "text", choices = [], catalogue } = element.options ?? {};
    return [{ pointer: pointerOf(element.scope), label: textOf(element), group, widget, choices, catalogue }];
  });
}

/** A procedure's steps with their questions, and its attachment slots; by its code, or from its document. */
export function procedure(which) {
  const document = typeof which === "string" ? read(`${which}.json`) : which;
  return {
    code: document.code,
    name: document.name,
    slots: document.attachments,
    steps: document.ui.elements.map((element) => ({
      label: textOf(element),
      attachments: element.options?.attachments === true,
      controls: controls(element.elements, undefined),
    })),
  };
}

/** What an answer is called on the page: the choice's or the entry's name, or the text itself. */
export function answerName(control, answer, lang) {
  const choice = control.choices.find((one) => one.value === answer);
  if (choice) return choice[lang];
  return control.catalogue ? entryName(control.catalogue, answer, lang) : String(answer);
}
