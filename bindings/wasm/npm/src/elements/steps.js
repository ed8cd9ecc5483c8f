// Where in the form one is: "Step 2 of 6" with the list of steps.

import { attribute, h, icon } from "./dom.js";

/**
 * @param {{ label: string, state: "done" | "errors" | "open", reachable: boolean, current: boolean, required: number, done: number }[]} steps
 * @param {number} index
 * @param {any} ctx
 * @param {(index: number) => void} go
 * @param {{ open: boolean, toggled: (open: boolean) => void }} list  whether it is open, where it can be closed
 * @returns {HTMLElement}
 */
export function stepList(steps, index, ctx, go, { open: wasOpen, toggled }) {
  const filled = (/** @type {{ required: number, done: number }} */ step) =>
    step.required > 0 ? ctx.t("stepFilled", { done: step.done, required: step.required }) : "";
  const list = h(
    "ol",
    { class: wasOpen ? "step-list open" : "step-list", id: "step-list" },
    ...steps.map((step, at) => {
      const mark = h("span", { class: "step-mark", "aria-hidden": "true" }, step.state === "done" && !step.current ? icon("done") : String(at + 1));
      const state = step.state === "done" ? ctx.t("stepDone") : step.state === "errors" ? ctx.t("stepErrors") : "";
      // How far a step is: known for those that were seen.
      const said = [step.current ? "" : state, step.reachable && step.state !== "done" ? filled(step) : ""].filter(Boolean).join(", ");
      const word = said ? h("span", { class: "step-state" }, said) : null;
      const name = h("span", { class: "step-name" }, step.label, word ? h("span", { class: "quiet" }, ", ") : null, word);
      const inner =
        step.reachable && !step.current
          ? h("button", { type: "button", class: "step", part: "step", on: { click: () => go(at) } }, mark, name)
          : h("span", { class: "step", part: step.current ? "step step-current" : "step", "aria-current": step.current ? "step" : null }, mark, name);
      return h("li", { class: `step-item ${step.state}${step.current ? " current" : ""}` }, inner);
    }),
  );
  const toggle = h(
    "button",
    {
      type: "button",
      class: "button link step-toggle",
      "aria-expanded": String(wasOpen),
      "aria-controls": "step-list",
      on: {
        click: () => {
          const open = list.classList.toggle("open");
          toggled(open);
          attribute(toggle, "aria-expanded", String(open));
          toggle.textContent = ctx.t(open ? "hideSteps" : "showSteps");
        },
      },
    },
    ctx.t(wasOpen ? "hideSteps" : "showSteps"),
  );
  const current = steps[index];
  const progress = current ? filled(current) : "";
  return h(
    "nav",
    { class: "steps", part: "steps", "aria-label": ctx.t("steps") },
    h(
      "div",
      { class: "step-head" },
      h("p", { class: "step-count", part: "step-count" }, ctx.t("stepOf", { n: index + 1, total: steps.length })),
      progress ? h("p", { class: "step-filled", part: "step-filled" }, progress) : null,
      toggle,
      h("progress", { class: "step-progress", max: steps.length, value: index + 1, "aria-hidden": "true" }),
    ),
    list,
  );
}
