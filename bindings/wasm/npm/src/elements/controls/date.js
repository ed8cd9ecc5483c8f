// A date as three boxes: quicker and less error-prone than a picker for dates long past, and it can say
// that only the year is known.

import { fromIso, fromPaste, toIso } from "../dates.js";
import { attribute, h } from "../dom.js";

/** @param {import("../model.js").Control} control @param {any} ctx @returns {import("./text.js").Widget} */
export function date(control, ctx) {
  const birthday = control.autocomplete === "bday";
  const parts = /** @type {const} */ (["day", "month", "year"]);
  const inputs = parts.map((part) =>
    h("input", {
      id: `${ctx.id(control.pointer)}-${part}`,
      part: "input",
      class: `box ${part}`,
      type: "text",
      inputmode: "numeric",
      autocomplete: birthday ? `bday-${part}` : "off",
      on: { input: changed, paste: pasted },
    }),
  );
  const read = () => ({ day: inputs[0].value, month: inputs[1].value, year: inputs[2].value });

  function changed() {
    const written = read();
    ctx.draft(control.pointer, written);
    ctx.set(control.pointer, toIso(written));
  }

  /** @param {ClipboardEvent} event */
  function pasted(event) {
    const whole = fromPaste(event.clipboardData?.getData("text") ?? "");
    if (!whole) return;
    event.preventDefault();
    [inputs[0].value, inputs[1].value, inputs[2].value] = [whole.day, whole.month, whole.year];
    changed();
  }

  const boxes = parts.map((part, index) =>
    h("div", { class: "datepart" }, h("label", { for: inputs[index].id }, ctx.t(part)), inputs[index]),
  );
  return {
    shape: "group",
    element: h("div", { class: "date" }, ...boxes),
    inputs: [],
    judged: inputs,
    focus: inputs[0],
    sync(value) {
      const draft = ctx.draft(control.pointer);
      // While the boxes still mean this value they stay as they were typed ("5", not "05").
      const shown = draft !== undefined && toIso(draft) === value ? draft : fromIso(value);
      parts.forEach((part, index) => {
        if (inputs[index].value !== shown[part]) inputs[index].value = shown[part];
      });
    },
    lock: (readonly) => inputs.forEach((input) => attribute(input, "readonly", readonly)),
    require: (required) =>
      inputs.forEach((input, index) =>
        attribute(input, "aria-required", required && (control.widget === "date" || index === 2) ? "true" : null),
      ),
  };
}
