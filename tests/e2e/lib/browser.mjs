// The browser, and one context for each person.

import { chromium as engine } from "playwright-core";
import { chromium } from "./env.mjs";
import { CHROMIUM } from "./flags.mjs";
import { watch } from "../csp.mjs";

export function launch() {
  return engine.launch({ executablePath: chromium(), headless: true, args: CHROMIUM, timeout: 30_000 });
}

/** A person at a device of their own, whose clock is right: a fresh context whose every page is watched. */
export async function person(browser, server, { lang = "vi", size = [1280, 900], zone = "Asia/Ho_Chi_Minh", faults } = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: size[0], height: size[1] },
    locale: lang === "en" ? "en-GB" : "vi-VN",
    timezoneId: zone,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(8000);
  await context.clock.install({ time: server.now() });
  if (lang === "en") {
    // An empty page before the first has no storage of its own.
    await context.addInitScript(() => location.protocol === "http:" && localStorage.setItem("motcua.lang", "en"));
  }
  const watched = await watch(context, server.url, faults ?? []);
  const page = await context.newPage();
  return { context, page, lang, allow: watched.allow, close: () => context.close() };
}
