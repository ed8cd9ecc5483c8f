// The stories in a browser: the real server, the built portal, and nothing in between.
//
//   node tests/e2e/run.mjs [story …]      stories: mother, uncle, paper, keyboard, household, feedback, law
//   MOTCUA_UPDATE=1                       writes the snapshots of the accessibility tree anew

import { Looks } from "./a11y.mjs";
import { launch } from "./lib/browser.mjs";
import { leavings as makeLeavings, portal, scratch, tarball, updating } from "./lib/env.mjs";
import { startServer } from "./lib/server.mjs";
import { Story, StepFailure } from "./lib/step.mjs";
import { sameModule } from "./lib/tarball.mjs";
import { byKeyboard } from "./stories/by-keyboard.mjs";
import { mother } from "./stories/mother.mjs";
import { feedback, household } from "./stories/others.mjs";
import { law } from "./stories/law.mjs";
import { paper } from "./stories/paper.mjs";
import { uncle } from "./stories/uncle.mjs";

const STORIES = {
  mother: ["the mother files with her own key", mother],
  uncle: ["an uncle files with an authorisation, the father holds a passport", uncle],
  paper: ["an officer files from paper", paper],
  keyboard: ["a filing by keyboard alone", byKeyboard],
  household: ["a household business, a procedure that is nothing but data", household],
  feedback: ["a street lamp, reported with an account of level 1", feedback],
  law: ["the law changes while a dossier is under way", law],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STORIES));
if (unknown.length > 0) {
  console.error(`no such story: ${unknown.join(", ")}; there are ${Object.keys(STORIES).join(", ")}`);
  process.exit(2);
}

const began = Date.now();
const leavings = makeLeavings();
sameModule(tarball(), portal());
const dir = scratch();
const server = await startServer(dir);
const browser = await launch();
const looks = new Looks();
const faults = [];
const failures = [];

for (const [name, [title, tell]] of Object.entries(STORIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const story = new Story(title, browser, leavings);
  try {
    await tell({ browser, server, story, looks, faults, leavings, dir });
    console.log(`  ${story.told()}`);
  } catch (error) {
    failures.push(error instanceof StepFailure ? error.message : `${title}: ${error.stack}`);
    for (const context of browser.contexts()) await context.close();
  }
}
if (!server.alive()) failures.push("the server ended on its own");
await browser.close();
if (failures.length > 0) console.log(`\nthe server's output\n${server.log().replace(/^/gm, "  ").slice(-4000)}`);
await server.stop();

console.log(`\n${looks.pages.length} pages looked at with axe, ${looks.rules} rules passed`);
report("remarks that do not fail the run", looks.remarks);
report("accessibility", looks.faults);
report("policy, console, origin", [...new Set(faults)]);
report("steps", failures);
if (updating) console.log("the snapshots were written; look at what changed before keeping them");
const bad = looks.faults.length + faults.length + failures.length;
console.log(`\n${bad === 0 ? "all stories went as they should" : `${bad} faults`}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
process.exit(bad === 0 ? 0 : 1);

function report(title, lines) {
  if (lines.length === 0) return;
  console.log(`\n${title}: ${lines.length}`);
  for (const line of lines) console.log(`  - ${line}`);
}
