// Looks at a page with the eyes of an assistive technology: axe's rules, and the accessibility tree compared with the
// one that was looked at and kept in `snapshots/`.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { updating } from "./lib/env.mjs";
import { masked } from "./lib/mask.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SAVING = /^(Đang lưu|Saving)…$/;
const GRAVE = ["serious", "critical"];

/** Collects what was found on all pages; the run fails at its end when anything grave or different was seen. */
export class Looks {
  constructor(dir = join(import.meta.dirname, "snapshots")) {
    this.dir = dir;
    this.pages = [];
    this.faults = [];
    this.remarks = [];
    this.rules = 0;
  }

  /** All looks at a page at rest. `name` is the snapshot's; `tree: false` leaves the snapshot out. */
  async at(page, name, { tree = true } = {}) {
    this.pages.push(name);
    // A page that is still loading has no heading.
    await page.getByRole("heading", { level: 1, includeHidden: true }).first().waitFor({ state: "attached" });
    // A draft that is being kept is kept a moment later.
    await page.getByText(SAVING).waitFor({ state: "detached" });
    await this.#axe(page, name);
    if (tree) await this.#tree(page, name);
    await this.#words(page, name);
    await this.#narrow(page, name);
  }

  /** What is wrong is told by a word and a sign, not by colour alone (WCAG 1.4.1). */
  async #words(page, name) {
    const bare = await page.evaluate(() => {
      const roots = [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)];
      const told = (element) =>
        (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).some((id) => /\p{L}{3}/u.test(element.getRootNode().getElementById(id)?.textContent ?? ""));
      const wrong = roots.flatMap((root) => [...root.querySelectorAll("[aria-invalid=true]")]);
      return wrong.filter((one) => !told(one) && !told(one.closest("fieldset") ?? one)).map((one) => one.id);
    });
    for (const id of bare) this.faults.push(`${name}: ${id} is marked wrong by colour alone`);
  }

  /** At 320 px, a fourfold zoom of a desk's screen, nothing scrolls sideways (WCAG 1.4.10). */
  async #narrow(page, name) {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 320) this.faults.push(`${name}: ${wide} px wide on a screen of 320 px`);
    await page.setViewportSize(size);
  }

  async #axe(page, name) {
    await page.evaluate(AXE);
    const { violations, passes } = await page.evaluate(
      (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
      TAGS,
    );
    this.rules += passes.length;
    for (const { id, impact, help, nodes } of violations) {
      const places = nodes.map(({ target, failureSummary }) => `${target.flat().join(" ")}: ${failureSummary.split("\n").slice(1).join("; ").trim()}`);
      const line = `${name}: ${impact} ${id} (${help})\n${places.map((place) => `      ${place}`).join("\n")}`;
      (GRAVE.includes(impact) ? this.faults : this.remarks).push(line);
    }
  }

  async #tree(page, name) {
    const seen = masked(await page.locator("body").ariaSnapshot());
    const path = join(this.dir, `${name}.yml`);
    if (updating) {
      writeFileSync(path, seen);
    } else if (!existsSync(path)) {
      this.faults.push(`${name}: no snapshot is kept; look at the page, then run with MOTCUA_UPDATE=1`);
    } else {
      const kept = readFileSync(path, "utf8");
      if (kept !== seen) this.faults.push(`${name}: the accessibility tree changed\n${difference(kept, seen)}`);
    }
  }
}

/** Lines that one text has and the other lacks, in order, with what stays around a change left out. */
export function difference(kept, seen) {
  const [a, b] = [kept.split("\n"), seen.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const part = (lines, sign) => lines.slice(head, lines.length - tail).map((line) => `      ${sign} ${line}`);
  const lines = [...part(a, "-"), ...part(b, "+")];
  return lines.length > 40 ? [...lines.slice(0, 40), `      … ${lines.length - 40} more lines`].join("\n") : lines.join("\n");
}

/** The element that has the focus, through shadow roots: what a screen reader would name. */
export function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return null;
    const own = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const visible = (label) => [...label.childNodes].filter((node) => !node.hidden).map(own).join(" ").replace(/\s+/g, " ").trim();
    const legends = [];
    for (let set = element.closest("fieldset"); set; set = set.parentElement?.closest("fieldset")) {
      const legend = set.querySelector(":scope > legend");
      if (legend) legends.push(visible(legend));
    }
    const root = element.getRootNode();
    const ringed = (node) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // The ring may be drawn around the box, its label, or the card that holds it.
    const around = [element, element.parentElement, ...(element.parentElement?.children ?? [])].filter(Boolean);
    const described = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).map((id) => root.getElementById(id)).filter(Boolean).map(own);
    return {
      tag: element.localName,
      type: element.getAttribute("type") ?? "",
      role: element.getAttribute("role") ?? "",
      name: element.getAttribute("aria-label") ?? (element.labels?.length ? visible(element.labels[0]) : element.matches("a, button, summary, h1, h2, h3, h4, h5, h6") ? own(element) : ""),
      legends,
      described,
      invalid: element.getAttribute("aria-invalid") === "true",
      checked: element.checked === true,
      ringed: around.some(ringed),
      value: "value" in element ? String(element.value) : "",
    };
  });
}
