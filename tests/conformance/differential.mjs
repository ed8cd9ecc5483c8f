// Looks for a difference between the native core and other targets by itself: document after document from a seed that it
// prints, until the time is over; what differs is taken apart until one document is left. `MOTCUA_SEED` repeats a run.

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { answers } from "./lib/answers.mjs";
import { differences } from "./lib/difference.mjs";
import { seeded } from "./lib/seeded.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const setting = (name, otherwise) => process.env[name] ?? join(root, otherwise);
const cli = setting("MOTCUA_CLI", "target/debug/motcua");
const node = (build) => [cli, "conform", "--target", "node", "--module", build];
const targets = {
  node: node(setting("MOTCUA_CONFORM_WEB", "target/npm-conform/web")),
  scalar: node(setting("MOTCUA_CONFORM_WEB_SCALAR", "target/npm-conform/web-scalar")),
  // Python, the JVM, Swift: commands of the steps that ran before, by name.
  ...JSON.parse(process.env.MOTCUA_STREAMS ?? "{}"),
};

const first = Number(process.env.MOTCUA_SEED ?? Date.now() % 1_000_000_000);
const minutes = Number(process.env.MOTCUA_MINUTES ?? 5);
console.log(`seed ${first}, ${minutes} minutes`);

let documents = 0;
const end = Date.now() + minutes * 60_000;
for (let seed = first; Date.now() < end || seed === first; seed += 1) {
  const cases = seeded(setting("MOTCUA_CASES", "tests/cases"), join(root, "core/forms/procedures"), { seed, forms: 3_000, objects: 1_000 });
  const wanted = await answers([cli, "conform"], cases.map(({ request }) => request));
  for (const [name, command] of Object.entries(targets)) {
    const found = await differences(cases, wanted.lines, [cli, "conform"], command);
    for (const { where, request, native, other } of found) {
      console.error(`MOTCUA_SEED=${seed} ${where}\n  native: ${native}\n  ${name}: ${other}\n  ${request}`);
    }
    if (found.length > 0) process.exit(1);
  }
  documents += 4_000;
}
console.log(`${documents} documents, no difference between native, ${Object.keys(targets).join(", ")}`);
