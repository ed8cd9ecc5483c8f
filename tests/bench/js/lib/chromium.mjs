// The same suite in Chromium: bundled, served from this machine, measured in a page, the numbers posted back.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../../e2e/lib/flags.mjs";

const MEDIA = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8" };
const PAGE = '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>';

/** Suite and measurement in one script. */
async function bundle(suite, settings) {
  const main = `
import { suite } from ${JSON.stringify(suite)};
import { measureAll } from ${JSON.stringify(join(import.meta.dirname, "measure.mjs"))};
const host = { kind: "chromium", load: (name) => import("/module/" + name), address: (name) => new URL("/module/" + name, location.href) };
try {
  const groups = await suite(host);
  window.finished({ groups: await measureAll(groups, ${JSON.stringify(settings)}) });
} catch (error) {
  window.finished({ error: String(error?.stack ?? error) });
}`;
  const { outputFiles } = await build({
    stdin: { contents: main, resolveDir: join(import.meta.dirname, "..") },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["node:*", "/module/*"],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** Serves the page, and the folder of the module under /module/. */
async function serve(script, module) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const inside = path.startsWith("/module/") ? join(module, basename(path)) : undefined;
    const body = path === "/" ? PAGE : path === "/main.js" ? script : inside && readFileSync(inside);
    response.writeHead(body ? 200 : 404, { "content-type": MEDIA[path === "/" ? ".html" : extname(path)] ?? "text/plain" });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

/** @param {{ suite: string, module: string, executablePath: string, settings: object }} options */
export async function inChromium({ suite, module, executablePath, settings }) {
  const server = await serve(await bundle(suite, settings), module);
  const browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM });
  try {
    const page = await browser.newPage();
    let tell;
    const told = new Promise((done) => (tell = done));
    page.on("pageerror", (error) => tell({ error: error.stack ?? error.message }));
    await page.exposeFunction("finished", (result) => tell(result));
    await page.goto(`http://localhost:${server.address().port}/`);
    const { groups, error } = await told;
    if (error) throw new Error(error);
    return { version: browser.version(), groups };
  } finally {
    await browser.close();
    server.close();
  }
}
