// Pages over the History API. A page moves focus to its heading, sets the title and tells a screen reader.

import { fill } from "./dom";
import { onLang } from "./i18n";

export interface View {
  title: string;
  element: HTMLElement;
  /** Runs once the page stands in the document. */
  shown?: () => void;
  /** Changes the language in place; without it the page is built again. */
  relabel?: () => void;
  /** Runs before the page goes: saves what must be saved. */
  leave?: () => void | Promise<void>;
}

export interface Place {
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
}

export type Page = (place: Place) => View | Promise<View>;

interface Route {
  pattern: RegExp;
  names: string[];
  page: Page;
}

export interface Frame {
  main: HTMLElement;
  live: HTMLElement;
  loading: () => HTMLElement;
  failure: (error: unknown, place: Place) => View;
  titled: (title: string) => string;
  /** Runs after every change of page or language, for the header. */
  settled: () => void;
}

const routes: Route[] = [];
let frame: Frame;
let shown: View | undefined;
let visit = 0;

export function route(path: string, page: Page): void {
  const names: string[] = [];
  const source = path.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  routes.push({ pattern: new RegExp(`^${source}/?$`), names, page });
}

function match(path: string): { page: Page; params: Record<string, string> } | undefined {
  for (const { pattern, names, page } of routes) {
    const found = pattern.exec(path);
    if (!found) continue;
    try {
      const params = names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? "")] as const);
      return { page, params: Object.fromEntries(params) };
    } catch {
      return undefined; // a badly escaped address
    }
  }
  return undefined;
}

async function show(move: "push" | "pop" | "first" | "language"): Promise<void> {
  visit += 1;
  const mine = visit;
  const place: Place = { path: location.pathname, params: {}, query: new URLSearchParams(location.search) };
  try {
    await shown?.leave?.();
  } catch (error) {
    console.warn("leaving a page failed", error instanceof Error ? error.name : "");
  }
  const wait = setTimeout(() => {
    if (mine === visit) fill(frame.main, frame.loading());
  }, 200);
  let view: View;
  try {
    const found = match(place.path);
    place.params = found?.params ?? {};
    if (!found) throw new NotFound();
    view = await found.page(place);
  } catch (error) {
    if (error instanceof Redirect) {
      clearTimeout(wait);
      if (mine === visit) go(error.to, { replace: true });
      return;
    }
    view = frame.failure(error, place);
  }
  clearTimeout(wait);
  if (mine !== visit) return; // a later navigation has overtaken this one
  shown = view;
  fill(frame.main, view.element);
  view.shown?.();
  document.title = frame.titled(view.title);
  frame.settled();
  if (move === "push" || move === "pop") {
    const heading = frame.main.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    if (move === "push") window.scrollTo(0, 0);
    fill(frame.live, view.title);
  }
}

/** Stops a page and goes elsewhere. */
export class Redirect extends Error {
  readonly to: string;
  constructor(to: string) {
    super("redirect");
    this.to = to;
  }
}

/** No page has this address. */
export class NotFound extends Error {}

export function go(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  void show("push");
}

/** Builds the present page again, for example after an action. */
export function refresh(): Promise<void> {
  return show("language");
}

/** Says something to a screen reader without moving focus. */
export function announce(text: string): void {
  fill(frame.live, text);
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

export function start(given: Frame): void {
  frame = given;
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || !isPlainClick(event)) return;
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
    if (url.hash && url.pathname === location.pathname) return; // in-page links, the skip link among them
    event.preventDefault();
    go(url.pathname + url.search);
  });
  addEventListener("popstate", () => void show("pop"));
  onLang(() => {
    if (shown?.relabel) {
      shown.relabel();
      document.title = frame.titled(shown.title);
      frame.settled();
    } else {
      void show("language");
    }
  });
  void show("first");
}
