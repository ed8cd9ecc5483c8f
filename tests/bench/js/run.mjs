// Runs one suite, in Node and in Chromium: `node run.mjs SUITE`.
//
//   MOTCUA_MODULE     folder with core.js and core_bg.wasm of the test build   (target/npm-conform/web)
//   MOTCUA_CHROMIUM   the browser; without it only Node is measured
//   MOTCUA_BENCH_OUT  where the JSON goes                                      (target/bench)
//   MOTCUA_BENCH_QUICK=1  two short rounds: shows that everything runs, measures nothing

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { measureAll } from "./lib/measure.mjs";
import { table } from "./lib/table.mjs";

const target = resolve(import.meta.dirname, "../../../target");
const module = process.env.MOTCUA_MODULE ?? join(target, "npm-conform/web");
const out = process.env.MOTCUA_BENCH_OUT ?? join(target, "bench");
const settings = process.env.MOTCUA_BENCH_QUICK === "1" ? { rounds: 2, window: 5 } : {};

const name = process.argv[2];
if (!/^[a-z]+$/.test(name ?? "")) throw new Error("usage: node run.mjs SUITE");
const file = join(import.meta.dirname, "suites", `${name}.mjs`);
const { suite, about } = await import(pathToFileURL(file).href);

const show = (result) => console.log(`${table(result).join("\n")}\n`);
const keep = (kind, version, groups) => {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${name}-${kind}.json`), `${JSON.stringify({ suite: name, kind, version, groups }, null, 2)}\n`);
};

console.log(`${about}\nratio: our speed over that of the row; above 1 ours is faster\n\n-- Node ${process.version}\n`);
const host = {
  kind: "node",
  load: (script) => import(pathToFileURL(join(module, script)).href),
  address: (script) => pathToFileURL(join(module, script)),
};
keep("node", process.version, await measureAll(await suite(host), settings, show));

const executablePath = process.env.MOTCUA_CHROMIUM;
if (executablePath) {
  const { inChromium } = await import("./lib/chromium.mjs");
  const { version, groups } = await inChromium({ suite: file, module, executablePath, settings });
  console.log(`-- Chromium ${version}\n`);
  groups.forEach(show);
  keep("chromium", version, groups);
} else {
  console.log("-- no Chromium here: not measured there");
}
