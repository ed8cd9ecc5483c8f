// Equal bytes from the native core and from one more target: `node target.mjs NAME COMMAND [ARGUMENT …]`. The command
// reads requests from standard input, one a line, and writes one answer a line.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { answers, hashOf } from "./lib/answers.mjs";
import { stored } from "./lib/cases.mjs";
import { hostile } from "./lib/hostile.mjs";
import { seeded } from "./lib/seeded.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const setting = (name, otherwise) => process.env[name] ?? join(root, otherwise);
const native = [setting("MOTCUA_CLI", "target/debug/motcua"), "conform"];

const [name, ...command] = process.argv.slice(2);
if (command.length === 0) throw new Error("usage: node target.mjs NAME COMMAND [ARGUMENT …]");
const folder = setting("MOTCUA_CASES", "tests/cases");
const drawn = seeded(folder, join(root, "core/forms/procedures"));
const cases = [...stored(folder), ...hostile(), ...drawn];
const requests = cases.map((one) => one.request);
const wanted = await answers(native, requests);
const given = await answers(command, requests);
const short = (text) => (text === undefined ? "nothing" : text.length > 400 ? `${text.slice(0, 400)}…` : text);
const differences = cases.flatMap(({ where }, index) =>
  wanted.lines[index] === given.lines[index]
    ? []
    : [`${where}\n  native: ${short(wanted.lines[index])}\n  ${name}: ${short(given.lines[index])}`],
);
for (const difference of differences.slice(0, 20)) console.error(difference);
const said = ({ hash, lines }) => `sha256 ${hash}, seeded documents ${hashOf(lines.slice(-drawn.length))}`;
console.log(`native ${said(wanted)}`);
console.log(`${name} ${said(given)}`);
console.log(`${requests.length} requests`);
if (wanted.hash !== given.hash || requests.length === 0) {
  console.error(`${differences.length} differences`);
  process.exitCode = 1;
}
