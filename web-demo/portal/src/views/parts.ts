// Small pieces that every page is made of.

import { h, svg, uid, type Child } from "../lib/dom";
import { t } from "../lib/i18n";
import { common } from "../texts/common";

export type Tone = "info" | "good" | "warn" | "bad" | "quiet";

const ICONS: Record<Tone, string> = {
  info: "M12 10v7M12 7v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  good: "M8 12.5l2.8 2.8L16.5 9M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  warn: "M12 9v5M12 17v.01M12 3.5L2.8 20h18.4z",
  bad: "M9 9l6 6M15 9l-6 6M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  quiet: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
};

export function icon(path: string, size = 20): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", width: size, height: size, class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", {
      d: path,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.8,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}

export const toneIcon = (tone: Tone, size?: number): SVGElement => icon(ICONS[tone], size);

/** The product's mark: an open door. */
export function emblem(size = 40): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 48 48", width: size, height: size, "aria-hidden": "true", focusable: "false", class: "emblem" },
    svg("rect", { width: 48, height: 48, rx: 10, class: "emblem-ground" }),
    svg("path", { d: "M13 39V20a11 11 0 0 1 22 0v19", class: "emblem-frame" }),
    svg("path", { d: "M17 39V20.5a7 7 0 0 1 7-7V35z", class: "emblem-leaf" }),
    svg("path", { d: "M8 39h32", class: "emblem-frame" }),
    svg("circle", { cx: 21.4, cy: 27, r: 1.3, class: "emblem-knob" }),
  );
}

/** A boxed remark. Its weight is told by an icon and a word, not by colour alone. */
export function notice(tone: Tone, title: Child, ...body: Child[]): HTMLElement {
  return h(
    "div",
    { class: `notice notice-${tone}` },
    h("span", { class: "notice-icon" }, toneIcon(tone, 24)),
    h("div", { class: "notice-body" }, title ? h("p", { class: "notice-title" }, title) : null, body),
  );
}

export function breadcrumb(...items: [label: string, href?: string][]): HTMLElement {
  return h(
    "nav",
    { class: "breadcrumb", "aria-label": t(common.breadcrumb) },
    h(
      "ol",
      null,
      items.map(([label, href]) =>
        h("li", null, href ? h("a", { href }, label) : h("span", { "aria-current": "page" }, label)),
      ),
    ),
  );
}

/** Terms and their values. Rows without a value are left out. */
export function facts(...rows: ([term: string, value: Child] | null)[]): HTMLElement {
  const shown = rows.filter((row): row is [string, Child] => row !== null && row[1] !== null && row[1] !== undefined);
  return h(
    "dl",
    { class: "facts" },
    shown.map(([term, value]) => h("div", null, h("dt", null, term), h("dd", null, value))),
  );
}

/** A section that its heading names. */
export function section(title: string, options: { class?: string; level?: 2 | 3 }, ...body: Child[]): HTMLElement {
  const id = uid("section");
  const heading = options.level === 3 ? h("h3", { id }, title) : h("h2", { id }, title);
  return h("section", { class: options.class ?? "card", "aria-labelledby": id }, heading, body);
}

export function details(summary: Child, ...body: Child[]): HTMLDetailsElement {
  return h("details", { class: "more" }, h("summary", null, summary), h("div", { class: "more-body" }, body));
}

export function link(href: string, label: Child, look = ""): HTMLAnchorElement {
  return h("a", { href, class: look || null }, label);
}

export function button(
  label: Child,
  onclick: (event: Event) => void,
  look = "button",
  aria?: string,
): HTMLButtonElement {
  return h("button", { type: "button", class: look, onclick, "aria-label": aria ?? null }, label);
}

export function printButton(): HTMLButtonElement {
  return button(t(common.print), () => window.print(), "button button-quiet no-print");
}

/** A page's frame: one heading, and what belongs above it. */
export function page(above: Child, title: string, lead: Child, ...body: Child[]): HTMLElement {
  return h(
    "div",
    { class: "page" },
    above,
    h("header", { class: "page-head" }, h("h1", null, title), lead ? h("p", { class: "lead" }, lead) : null),
    body,
  );
}

/** Offers bytes as a download without leaving the page. */
export function download(name: string, media: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: media }));
  const anchor = h("a", { href: url, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
