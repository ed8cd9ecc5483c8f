// One of several, and yes or no.

import { attribute, h } from "../dom.js";

/** @param {import("../model.js").Control} control @param {any} ctx @returns {import("./text.js").Widget} */
export function radio(control, ctx) {
  const name = ctx.id(control.pointer);
  const inputs = control.choices.map((choice, index) =>
    h("input", {
      type: "radio",
      name,
      id: `${name}-${index}`,
      value: String(index),
      on: { change: () => ctx.set(control.pointer, choice.value) },
    }),
  );
  const group = h(
    "div",
    { class: control.choices.length <= 3 ? "choices row" : "choices" },
    ...control.choices.map((choice, index) =>
      h("div", { class: "choice", part: "choice" }, inputs[index], h("label", { for: `${name}-${index}` }, ctx.text(choice))),
    ),
  );
  return {
    shape: "group",
    element: group,
    inputs: [],
    judged: [],
    focus: inputs[0] ?? group,
    sync(value) {
      control.choices.forEach((choice, index) => {
        inputs[index].checked = choice.value === value;
      });
    },
    lock: (readonly) => inputs.forEach((input) => attribute(input, "disabled", readonly)),
  };
}

/** @param {import("../model.js").Control} control @param {any} ctx @returns {import("./text.js").Widget} */
export function select(control, ctx) {
  const input = h(
    "select",
    {
      id: ctx.id(control.pointer),
      part: "input",
      class: "box",
      autocomplete: control.autocomplete,
      on: {
        change: () => ctx.set(control.pointer, input.value === "" ? undefined : control.choices[Number(input.value)]?.value),
      },
    },
    h("option", { value: "" }, `— ${ctx.t("choose")} —`),
    ...control.choices.map((choice, index) => h("option", { value: String(index) }, ctx.text(choice))),
  );
  return {
    shape: "single",
    element: h("div", { class: "select" }, input),
    inputs: [input],
    judged: [input],
    focus: input,
    sync(value) {
      const index = control.choices.findIndex((choice) => choice.value === value);
      input.value = index < 0 ? "" : String(index);
    },
    lock: (readonly) => attribute(input, "disabled", readonly),
    require: (required) => attribute(input, "aria-required", required ? "true" : null),
  };
}

/** @param {import("../model.js").Control} control @param {any} ctx @returns {import("./text.js").Widget} */
export function checkbox(control, ctx) {
  const input = h("input", {
    id: ctx.id(control.pointer),
    type: "checkbox",
    on: { change: () => ctx.set(control.pointer, input.checked) },
  });
  return {
    shape: "own",
    element: input,
    inputs: [input],
    judged: [input],
    focus: input,
    sync(value) {
      input.checked = value === true;
    },
    lock: (readonly) => attribute(input, "disabled", readonly),
    require: (required) => attribute(input, "aria-required", required ? "true" : null),
  };
}
