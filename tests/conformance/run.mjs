// Equal bytes from the native core and from the npm module in Node, with and without vectors, and equal to the answers
// that people have reviewed. `--freeze` writes the native answers of files that have no reviewed ones yet; review them
// then.

import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { absent } from "./lib/absent.mjs";
import { answers, hashOf } from "./lib/answers.mjs";
import { forms, frozen, stored } from "./lib/cases.mjs";
import { hostile } from "./lib/hostile.mjs";
import { seeded, spread } from "./lib/seeded.mjs";
import { suites } from "./lib/suites.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const setting = (name, otherwise) => process.env[name] ?? join(root, otherwise);
const folder = setting("MOTCUA_CASES", "tests/cases");
const cli = setting("MOTCUA_CLI", "target/debug/motcua");
const testBuild = setting("MOTCUA_CONFORM_WEB", "target/npm-conform/web");
const scalarBuild = setting("MOTCUA_CONFORM_WEB_SCALAR", "target/npm-conform/web-scalar");
const shipped = setting("MOTCUA_WEB", "target/npm/web");

const TARGETS = {
  native: [],
  node: ["--target", "node", "--module", testBuild],
  scalar: ["--target", "node", "--module", scalarBuild],
};

const short = (text) => (text === undefined ? "nothing" : text.length > 400 ? `${text.slice(0, 400)}…` : text);

function freeze(cases, lines) {
  const files = new Map();
  cases.forEach((one, index) => {
    if (one.file && one.expected === undefined) files.set(one.file, [...(files.get(one.file) ?? []), lines[index]]);
  });
  for (const [file, list] of files) {
    writeFileSync(frozen(file), `${list.join("\n")}\n`);
    console.log(`wrote ${frozen(file)}: review it`);
  }
}

function compare(cases, results) {
  const faults = [];
  const [[first, reference], ...others] = Object.entries(results);
  cases.forEach(({ where, expected, accept }, index) => {
    const answer = reference.lines[index];
    for (const [name, { lines }] of others) {
      if (lines[index] !== answer) {
        faults.push(`${where}\n  ${first}: ${short(answer)}\n  ${name}: ${short(lines[index])}`);
      }
    }
    if (accept && !accept(answer)) faults.push(`${where}\n  not what the suite wants: ${short(answer)}`);
    if (expected !== undefined && answer !== expected) {
      faults.push(`${where}\n  wanted: ${short(expected)}\n  ${first}: ${short(answer)}`);
    }
  });
  for (const [name, { lines }] of Object.entries(results)) {
    if (lines.length !== cases.length) faults.push(`${name}: ${lines.length} answers to ${cases.length} requests`);
  }
  return faults;
}

const published = suites(process.env.MOTCUA_VECTORS);
const procedures = join(root, "core/forms/procedures");
const drawn = seeded(folder, procedures);
const cases = [...stored(folder), ...forms(folder, procedures), ...hostile(), ...published, ...drawn];
const requests = cases.map((one) => one.request);
const results = {};
for (const target of process.argv.includes("--freeze") ? ["native"] : Object.keys(TARGETS)) {
  results[target] = await answers([cli, "conform", ...TARGETS[target]], requests);
}
if (process.argv.includes("--freeze")) {
  freeze(cases, results.native.lines);
} else {
  const faults = compare(cases, results);
  for (const fault of faults.slice(0, 20)) console.error(fault);
  const { all, codes } = spread(results.native.lines.slice(-drawn.length));
  for (const [target, { hash, lines }] of Object.entries(results)) {
    console.log(`${target.padEnd(7)} sha256 ${hash}, seeded documents ${hashOf(lines.slice(-drawn.length))}`);
  }
  const reviewed = cases.filter((one) => one.expected !== undefined).length;
  console.log(`${requests.length} requests, ${reviewed} against reviewed answers`);
  console.log(`${all} seeded documents, whose answers have ${codes} codes`);
  console.log(published.length > 0 ? `${published.length} of them from published suites` : "published suites: NOT PRESENT (MOTCUA_VECTORS is unset)");
  console.log(`the entry is absent from ${absent({ shipped, test: testBuild })} shipped files`);
  if (faults.length > 0) {
    console.error(`${faults.length} differences`);
    process.exitCode = 1;
  }
}
