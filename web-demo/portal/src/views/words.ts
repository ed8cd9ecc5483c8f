// A form's data in words, by the procedure's own layout: what the form asked, and what was answered.

import type { Procedure, Text } from "motcua";
import { h } from "../lib/dom";
import { civil } from "../lib/format";
import { pair, t } from "../lib/i18n";
import type { Trust } from "../lib/trust";
import { situationOf, type Draft } from "../lib/drafts";

interface Choice extends Text {
  value: unknown;
}

interface UiElement {
  type: string;
  scope?: string;
  label?: string | boolean;
  elements?: UiElement[];
  options?: { en?: string; widget?: string; choices?: Choice[]; catalogue?: string };
}

export interface Row {
  label: string;
  value: string;
  pointer: string;
}

export interface Words {
  title: string;
  groups: { title: string; rows: Row[] }[];
}

const YES = pair("Có", "Yes");
const NO = pair("Không", "No");

/** `#/properties/child/properties/fullName` → `/child/fullName`. */
export function pointerOf(scope: string): string {
  return scope.replace(/^#/, "").replaceAll("/properties/", "/");
}

function at(data: unknown, pointer: string): unknown {
  let value: unknown = data;
  for (const raw of pointer.split("/").slice(1)) {
    const name = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function put(data: unknown, pointer: string, value: unknown): void {
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  let place = data as Record<string, unknown>;
  for (const name of names) {
    if (typeof place[name] !== "object" || place[name] === null) place[name] = {};
    place = place[name] as Record<string, unknown>;
  }
  if (last !== undefined) place[last] = value;
}

/** A draft's data as it will be sent: computed answers in, what is hidden now out. */
export function settled(filled: Filled, trust: Trust): unknown {
  const state = trust.pack.evaluate(filled.procedure, filled.data, situationOf(filled));
  const data: unknown = structuredClone(filled.data ?? {});
  for (const { pointer, value } of state.computed) if (value !== null) put(data, pointer, value);
  for (const pointer of state.hidden) put(data, pointer, undefined);
  return data;
}

/** What a draft and the copy of something sent have in common. */
export type Filled = Pick<Draft, "procedure" | "version" | "filed" | "data" | "attachments" | "channel">;

function labelOf(element: UiElement): string {
  const vi = typeof element.label === "string" ? element.label : "";
  return t({ vi, en: element.options?.en ?? vi });
}

function one(value: unknown, options: UiElement["options"], trust: Trust): string {
  const choice = options?.choices?.find((candidate) => candidate.value === value);
  if (choice) return t(choice);
  if (options?.catalogue && typeof value === "string") {
    const entry = trust.catalogue(options.catalogue).entries.find((candidate) => candidate.code === value);
    if (entry) return t(entry);
  }
  if (typeof value === "boolean") return t(value ? YES : NO);
  if (typeof value === "string")
    return options?.widget === "date" || options?.widget === "partialDate" ? civil(value) : value;
  return typeof value === "number" ? String(value) : "";
}

function answer(value: unknown, options: UiElement["options"], trust: Trust): string {
  if (Array.isArray(value)) return value.map((item) => one(item, options, trust)).join(", ");
  return one(value, options, trust);
}

function rowsOf(element: UiElement, data: unknown, trust: Trust): Row[] {
  if (element.type === "Control" && element.scope) {
    const pointer = pointerOf(element.scope);
    const value = at(data, pointer);
    if (value === undefined || value === null || value === "") return [];
    return [{ label: labelOf(element), value: answer(value, element.options, trust), pointer }];
  }
  return (element.elements ?? []).flatMap((child) => rowsOf(child, data, trust));
}

/** Categories and groups that hold an answer, in the form's order. */
export function inWords(procedure: Procedure, data: unknown, trust: Trust): Words[] {
  const ui = procedure.ui as UiElement;
  const words = (ui.elements ?? []).map((category) => {
    const loose: UiElement[] = [];
    const groups: Words["groups"] = [];
    for (const child of category.elements ?? []) {
      if (child.type === "Group") groups.push({ title: labelOf(child), rows: rowsOf(child, data, trust) });
      else loose.push(child);
    }
    const rows = loose.flatMap((child) => rowsOf(child, data, trust));
    if (rows.length > 0) groups.unshift({ title: "", rows });
    return { title: labelOf(category), groups: groups.filter((group) => group.rows.length > 0) };
  });
  return words.filter((category) => category.groups.length > 0);
}

/** The question behind a pointer, for a remark about it. */
export function labelAt(procedure: Procedure, pointer: string): string {
  const path: string[] = [];
  const seek = (element: UiElement): boolean => {
    if (element.type === "Control" && element.scope && pointerOf(element.scope) === pointer) {
      path.push(labelOf(element));
      return true;
    }
    for (const child of element.elements ?? []) {
      if (!seek(child)) continue;
      if (element.type === "Category") path.unshift(labelOf(element));
      return true;
    }
    return false;
  };
  seek(procedure.ui as UiElement);
  const slot = /^\/attachments\/([^/]+)/.exec(pointer)?.[1];
  const named = procedure.attachments.find((candidate) => candidate.id === slot);
  if (path.length === 0 && named) return t(named.name);
  return path.join(" · ");
}

/** The whole form as headings and definition lists. `level` is that of the category's heading. */
export function renderWords(words: Words[], level: 2 | 3 = 3): HTMLElement {
  const [category, group] = level === 2 ? (["h2", "h3"] as const) : (["h3", "h4"] as const);
  return h(
    "div",
    { class: "words" },
    words.map((part) =>
      h(
        "section",
        { class: "words-part" },
        h(category, null, part.title),
        part.groups.map(({ title, rows }) => [
          title ? h(group, null, title) : null,
          h(
            "dl",
            { class: "facts" },
            rows.map((row) => h("div", null, h("dt", null, row.label), h("dd", null, row.value))),
          ),
        ]),
      ),
    ),
  );
}
