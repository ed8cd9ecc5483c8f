import type { Lang, Text } from "motcua";

const KEY = "motcua.lang";
let current: Lang = read();
const listeners = new Set<() => void>();

function read(): Lang {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "vi";
  } catch {
    return "vi"; // storage may be forbidden; Vietnamese is the default
  }
}

export function lang(): Lang {
  return current;
}

export function setLang(next: Lang): void {
  if (next === current) return;
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // The choice then lasts for this page only.
  }
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

export function onLang(listener: () => void): void {
  listeners.add(listener);
}

/** A text in the present language, with `{name}` replaced. */
export function t(text: Text, params?: Record<string, string | number>): string {
  const raw = text[current];
  if (!params) return raw;
  return raw.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** Both sentences side by side, so that neither is forgotten. */
export function pair(vi: string, en: string): Text {
  return { vi, en };
}
