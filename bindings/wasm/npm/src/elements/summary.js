// The list of what must be corrected, at the top of a step. It takes the focus, so that it is heard and read
// first; each line leads to its field.

import { h, icon } from "./dom.js";

/**
 * @param {{ place: string | null, issue: any }[]} errors
 * @param {any} ctx
 * @param {(place: string) => void} follow
 * @returns {HTMLElement}
 */
export function errorSummary(errors, ctx, follow) {
  const title = ctx.t("summary", { n: errors.length });
  return h(
    "div",
    { class: "summary", part: "summary", role: "alert", tabindex: "-1" },
    h("p", { class: "summary-title" }, icon("error"), h("strong", {}, title)),
    h(
      "ul",
      {},
      ...errors.map(({ place, issue }) => {
        const sentence = ctx.message(issue);
        if (place === null) return h("li", {}, sentence);
        // A label may be a question; "?:" would read as a slip.
        const label = ctx.labelOf(place);
        const line = /[?!.]$/.test(label) ? `${label} ${sentence}` : `${label}: ${sentence}`;
        return h(
          "li",
          {},
          h(
            "a",
            {
              href: `#${ctx.id(place)}`,
              on: {
                click: (/** @type {Event} */ event) => {
                  event.preventDefault();
                  follow(place);
                },
              },
            },
            line,
          ),
        );
      }),
    ),
  );
}
