// The product beside other people's libraries, on inputs that are the same in every run. A difference is either in a
// class that `differences/*.json` gives a reason for, or a failure; so is a class that no input shows any more.
//
// Each file in `comparisons/` exports, by default:
//   oracle      whose answers these are, with the version
//   inputs()    what is asked: [{ input, request: { op, args }, … }]; `input` is what a class's pattern is held against
//   ours(answer, item)       the product's answer as a short text
//   theirs(items, python)    the oracle's answers as short texts, in the same order
//   least       how many inputs there must be (10,000 unless there is a reason)

import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { ask } from "./lib/ask.mjs";
import { classOf, known } from "./lib/differences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cli = process.env.MOTCUA_CLI ?? resolve(here, "../../target/debug/motcua");
const python = (questions) => ask([process.env.MOTCUA_ORACLE_PYTHON ?? "python3", join(here, "oracle.py")], questions);
const product = (items) => ask([cli, "conform"], items.map(({ request }, id) => ({ id, ...request })));

const only = process.argv.slice(2);
const comparisons = readdirSync(join(here, "comparisons"))
  .map((file) => basename(file, ".mjs"))
  .filter((name) => only.length === 0 || only.includes(name));
let faults = 0;
const fault = (text) => {
  faults += 1;
  if (faults <= 40) console.error(text);
};

async function compare(name) {
  const path = pathToFileURL(join(here, "comparisons", `${name}.mjs`)).href;
  const { oracle, inputs, ours, theirs, least = 10_000 } = (await import(path)).default;
  const classes = known(join(here, "differences", `${name}.json`));
  const items = inputs();
  if (items.length < least) fault(`${name}: ${items.length} inputs, fewer than ${least}`);
  const [answers, wanted] = await Promise.all([product(items), theirs(items, python)]);
  let differences = 0;
  items.forEach((item, at) => {
    const both = { input: item.input, ours: ours(answers[at], item), theirs: wanted[at] };
    if (both.ours === both.theirs) return;
    differences += 1;
    const found = classOf(classes, both);
    if (found) found.seen += 1;
    else fault(`${name}: ${JSON.stringify(both)} has no reason`);
  });
  console.log(`${name}: ${items.length} inputs beside ${oracle}, ${differences} differences`);
  for (const { id, seen, reason } of classes) {
    if (seen === 0) fault(`${name}: no input shows the difference ${id} any more`);
    else console.log(`   ${String(seen).padStart(6)} ${id}: ${reason}`);
  }
  return items.length;
}

let total = 0;
for (const name of comparisons) total += await compare(name);
console.log(`${total} inputs, ${comparisons.length} comparisons`);
if (faults > 0 || total === 0) {
  console.error(`${faults} faults`);
  process.exitCode = 1;
}
