// What the first call and each further call cost, by target: `node run.mjs TARGETS.json OUT.json`.
//
// TARGETS holds, for each target, the command that starts its program, and one that starts the same runtime with nothing to
// do. A start is timed from the outside, the process as a whole. Rounds go through the targets in turns, so that a machine
// that is lent to others is unfair to nobody; the median counts.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

// `cargo run` puts its own folder here, where the JVM would find a library before the one in the jar.
delete process.env.LD_LIBRARY_PATH;
const STARTS = 11;
const WARM_UP = 4;
const ROUNDS = 15;

const [, , path, out] = process.argv;
const { schema, records, targets } = JSON.parse(readFileSync(path, "utf8"));

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];
const spread = (numbers) => [0.1, 0.9].map((share) => sorted(numbers)[Math.floor((numbers.length - 1) * share)]);
const rotated = (list, by) => list.map((_, index) => list[(index + by) % list.length]);

/** Milliseconds that a process lives. */
function life([program, ...rest], env) {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, rest, { env: { ...process.env, ...env }, encoding: "utf8" });
  assert.equal(status, 0, `${program}: ${stderr}`);
  return performance.now() - start;
}

/** A program that judges all records once whenever it is asked to. */
function judge([program, ...rest], env) {
  const child = spawn(program, [...rest, schema, records], { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  const ended = new Promise((done) => child.on("close", done));
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()(line));
  return {
    async round() {
      const answer = new Promise((done) => waiting.push(done));
      child.stdin.write("\n");
      const line = await Promise.race([answer, ended]);
      assert.equal(typeof line, "string", `${program} ended`);
      const [nanoseconds, issues] = line.split(" ").map(Number);
      return { nanoseconds, issues };
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

const starts = targets.map(() => ({ first: [], empty: [] }));
for (let round = 0; round < STARTS; round += 1) {
  for (const index of rotated([...targets.keys()], round)) {
    const { start, empty, env } = targets[index];
    starts[index].first.push(life(start, env));
    starts[index].empty.push(life(empty, env));
  }
}

const callers = targets.filter(({ calls }) => calls).map((target) => ({ ...target, times: [], program: judge(target.calls, target.env) }));
const found = new Set();
for (let round = -WARM_UP; round < ROUNDS; round += 1) {
  for (const caller of rotated(callers, round + WARM_UP)) {
    const { nanoseconds, issues } = await caller.program.round();
    found.add(issues);
    if (round >= 0) caller.times.push(nanoseconds);
  }
}
for (const caller of callers) await caller.program.end();
assert.equal(found.size, 1, `the targets found ${[...found].join(", ")} issues`);

const rows = targets.map(({ name, what }, index) => {
  const { first, empty } = starts[index];
  const times = callers.find((caller) => caller.name === name)?.times;
  return {
    name,
    what,
    startMs: median(first),
    startSpreadMs: spread(first),
    emptyMs: median(empty),
    addedMs: median(first.map((time, round) => time - empty[round])),
    callNs: times ? median(times) : undefined,
    callSpreadNs: times ? spread(times) : undefined,
  };
});
console.log(`${"target".padEnd(10)} ${"to the first verdict".padStart(21)} ${"runtime alone".padStart(14)} ${"added".padStart(9)} ${"a call".padStart(11)}  10 % to 90 %`);
for (const { name, startMs, emptyMs, addedMs, callNs, callSpreadNs } of rows) {
  const ms = (value) => `${value.toFixed(1)} ms`;
  const us = (value) => `${(value / 1000).toFixed(2)} µs`;
  const call = callNs === undefined ? "—".padStart(11) : `${us(callNs).padStart(11)}  ${callSpreadNs.map(us).join(" to ")}`;
  console.log(`${name.padEnd(10)} ${ms(startMs).padStart(21)} ${ms(emptyMs).padStart(14)} ${ms(addedMs).padStart(9)} ${call}`);
}
writeFileSync(out, `${JSON.stringify({ suite: "calls", records: readFileSync(records, "utf8").trimEnd().split("\n").length, issues: [...found][0], rows }, null, 2)}\n`);
