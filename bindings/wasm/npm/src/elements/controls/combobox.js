// Choosing from a catalogue by typing (ARIA combobox with a list box). The search itself is the core's:
// it finds "Bến Nghé" for "ben nghe".

import { attribute, h, icon } from "../dom.js";

const LIMIT = 50;

/** @param {import("../model.js").Control} control @param {any} ctx @returns {import("./text.js").Widget} */
export function combobox(control, ctx) {
  const id = ctx.id(control.pointer);
  const catalogue = control.catalogue ?? "";
  /** @type {any[]} */
  let found = [];
  let active = -1;
  let open = false;

  const input = h("input", {
    id,
    part: "input",
    class: "box",
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    autocomplete: "off",
    spellcheck: "false",
    on: { input: typed, keydown: key, click: () => show(input.value === shownName() ? "" : input.value), blur: leave },
  });
  const list = h("ul", { id: `${id}-list`, role: "listbox", class: "options", part: "options", hidden: true });
  const toggle = h(
    "button",
    {
      type: "button",
      class: "toggle",
      tabindex: "-1",
      "aria-label": ctx.t("showList"),
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      on: {
        // Keeps the focus in the box, where the keyboard works.
        pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
        click: () => {
          input.focus();
          if (open) close();
          else show("");
        },
      },
    },
    icon("chevron"),
  );

  const parentValue = () => (control.parent ? ctx.get(control.parent) : undefined);
  const shownName = () => {
    const value = ctx.get(control.pointer);
    const entry = typeof value === "string" ? ctx.entry(catalogue, value) : undefined;
    return entry ? ctx.text(entry) : (value ?? "");
  };

  /** @param {string} query */
  function show(query) {
    if (input.readOnly) return;
    const waiting = control.parent !== undefined && parentValue() === undefined;
    found = waiting ? [] : ctx.search(catalogue, query, { parent: parentValue(), limit: LIMIT });
    const value = ctx.get(control.pointer);
    active = query === "" ? found.findIndex((entry) => entry.code === value) : -1;
    list.replaceChildren(
      ...found.map((entry, index) =>
        h(
          "li",
          {
            id: `${id}-option-${index}`,
            role: "option",
            class: "option",
            "aria-selected": entry.code === value ? "true" : "false",
            on: {
              pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
              click: () => choose(entry),
            },
          },
          ctx.text(entry),
        ),
      ),
    );
    const note = waiting
      ? ctx.t("parentFirst", { label: ctx.labelOf(control.parent) })
      : found.length === 0
        ? ctx.t("noResults")
        : found.length === LIMIT
          ? ctx.t("moreResults")
          : "";
    if (note) list.append(h("li", { role: "presentation", class: "option-note" }, note));
    open = true;
    attribute(list, "hidden", false);
    expanded("true");
    mark();
    ctx.announce(note || ctx.t("results", { n: found.length }));
  }

  function close() {
    open = false;
    active = -1;
    attribute(list, "hidden", true);
    expanded("false");
    attribute(input, "aria-activedescendant", null);
  }

  /** @param {"true" | "false"} state */
  function expanded(state) {
    attribute(input, "aria-expanded", state);
    attribute(toggle, "aria-expanded", state);
  }

  function mark() {
    [...list.querySelectorAll("[role=option]")].forEach((option, index) => {
      option.classList.toggle("active", index === active);
      if (index === active) option.scrollIntoView({ block: "nearest" });
    });
    attribute(input, "aria-activedescendant", active >= 0 ? `${id}-option-${active}` : null);
  }

  /** @param {any} entry */
  function choose(entry) {
    ctx.draft(control.pointer, null);
    ctx.problem(control.pointer, null);
    ctx.set(control.pointer, entry.code);
    input.value = ctx.text(entry);
    close();
  }

  function typed() {
    ctx.draft(control.pointer, input.value);
    ctx.problem(control.pointer, null);
    if (ctx.get(control.pointer) !== undefined) ctx.set(control.pointer, undefined);
    show(input.value);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show(input.value === shownName() ? "" : input.value);
      else if (found.length > 0) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        active = active < 0 && step < 0 ? found.length - 1 : (active + step + found.length) % found.length;
        mark();
      }
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const entry = found[active] ?? (found.length === 1 ? found[0] : undefined);
      if (entry) choose(entry);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  function leave() {
    if (open && active >= 0 && ctx.draft(control.pointer)) choose(found[active]);
    close();
    const written = input.value.trim();
    if (ctx.get(control.pointer) !== undefined) return;
    if (written === "") {
      ctx.draft(control.pointer, null);
      ctx.problem(control.pointer, null);
      return;
    }
    const near = ctx.search(catalogue, written, { parent: parentValue(), limit: 2 });
    const fold = (/** @type {string} */ text) => text.normalize("NFC").toLocaleLowerCase("vi");
    const same = near.find((/** @type {any} */ entry) => fold(ctx.text(entry)) === fold(written));
    if (same) choose(same);
    else if (near.length === 1) choose(near[0]);
    else ctx.problem(control.pointer, { key: "chooseFromList" });
  }

  return {
    shape: "single",
    element: h("div", { class: "combobox" }, input, toggle, list),
    inputs: [input],
    judged: [input],
    focus: input,
    sync(value) {
      if (control.parent && typeof value === "string") {
        const entry = ctx.entry(catalogue, value);
        const above = parentValue();
        // The place above changed: what was chosen below it no longer belongs.
        if (typeof entry?.parent === "string" && above !== undefined && entry.parent !== above) {
          ctx.later(() => ctx.set(control.pointer, undefined));
        }
      }
      const draft = ctx.draft(control.pointer);
      const shown = value === undefined ? (draft ?? "") : shownName();
      if (input.value !== shown) input.value = shown;
    },
    lock: (readonly) => attribute(input, "readonly", readonly),
    require: (required) => attribute(input, "aria-required", required ? "true" : null),
  };
}
