// One-line text, long text and numbers.

import { attribute, h } from "../dom.js";

/**
 * @typedef {object} Widget
 * @property {"single" | "group" | "own"} shape   one labelled box, several boxes under a legend, or a box with its own label
 * @property {Element} element
 * @property {HTMLElement[]} inputs     carry `aria-describedby`
 * @property {HTMLElement[]} judged     carry `aria-invalid`
 * @property {HTMLElement} focus        takes the focus when an error is followed
 * @property {(value: any) => void} sync
 * @property {(readonly: boolean) => void} lock
 * @property {(required: boolean) => void} [require]
 */

/**
 * What text may hold on its way into signed JSON: composed characters, no half surrogates, no control
 * characters except line breaks and tabs.
 *
 * @param {string} text
 */
export function wellFormed(text) {
  return text
    .normalize("NFC")
    .replace(/\p{Surrogate}|\p{Noncharacter_Code_Point}/gu, "")
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
}

/** @param {import("../model.js").Control} control @param {any} ctx @returns {Widget} */
export function text(control, ctx) {
  const long = control.widget === "textarea";
  const input = h(long ? "textarea" : "input", {
    id: ctx.id(control.pointer),
    part: "input",
    class: "box",
    type: long ? null : typeOf(control),
    rows: long ? 4 : null,
    inputmode: control.inputmode,
    autocomplete: control.autocomplete ?? "off",
    autocapitalize: control.schema.format === "vn-full-name" ? "words" : null,
    spellcheck: long ? null : "false",
    on: {
      input: () => ctx.set(control.pointer, wellFormed(input.value) || undefined),
      change: () => {
        const trimmed = wellFormed(input.value).trim();
        if (trimmed !== input.value) {
          input.value = trimmed;
          ctx.set(control.pointer, trimmed || undefined);
        }
      },
    },
  });
  return single(input, (value) => (value === undefined || value === null ? "" : String(value)));
}

/** @param {import("../model.js").Control} control @param {any} ctx @returns {Widget} */
export function number(control, ctx) {
  const input = h("input", {
    id: ctx.id(control.pointer),
    part: "input",
    class: "box short",
    type: "text",
    inputmode: control.inputmode ?? (control.schema.type === "integer" ? "numeric" : "decimal"),
    autocomplete: "off",
    on: {
      input: () => {
        ctx.draft(control.pointer, input.value);
        ctx.set(control.pointer, numberOf(input.value, ctx.lang()));
      },
    },
  });
  return single(input, (value) => {
    const draft = ctx.draft(control.pointer);
    if (draft !== undefined && numberOf(draft, ctx.lang()) === value) return draft;
    return value === undefined || value === null ? "" : String(value).replace(".", ctx.lang() === "vi" ? "," : ".");
  });
}

/**
 * The number that a person wrote; text that is none goes on as text, for the core to refuse. Vietnamese
 * writes `1.234,5`.
 *
 * @param {string} written
 * @param {"vi" | "en"} lang
 */
export function numberOf(written, lang) {
  const text = written.trim();
  if (text === "") return undefined;
  const [group, point] = lang === "vi" ? [".", ","] : [",", "."];
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const plain = (grouped.test(text) ? text.split(group).join("") : text).replace(point, ".");
  return /^-?\d+(\.\d+)?$/.test(plain) && Math.abs(Number(plain)) <= Number.MAX_SAFE_INTEGER ? Number(plain) : wellFormed(text);
}

/** @param {import("../model.js").Control} control */
function typeOf(control) {
  if (control.inputmode === "tel" || control.autocomplete === "tel") return "tel";
  // `email` would let the browser reject and rewrite what the core should judge.
  return "text";
}

/** @param {any} input @param {(value: any) => string} shown @returns {Widget} */
function single(input, shown) {
  return {
    shape: "single",
    element: input,
    inputs: [input],
    judged: [input],
    focus: input,
    sync(value) {
      const next = shown(value);
      // Writing an equal value would still move the caret.
      if (input.value !== next && wellFormed(input.value) !== next) input.value = next;
    },
    lock: (readonly) => attribute(input, "readonly", readonly),
    require: (required) => attribute(input, "aria-required", required ? "true" : null),
  };
}
