// Equal bytes from the native core and from one more target: `node target.mjs NAME COMMAND [ARGUMENT …]`. The command
// reads requests from standard input, one a line, and writes one answer a line.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { stored } from "./lib/cases.mjs";
import { hostile } from "./lib/hostile.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const setting = (name, otherwise) => process.env[name] ?? join(root, otherwise);
const native = [setting("MOTCUA_CLI", "target/debug/motcua"), "conform"];

/** Answers of a command to all requests: the lines, and the hash of the stream. */
function answers([command, ...rest], requests) {
  return new Promise((done, fail) => {
    const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      if (code !== 0) return fail(new Error(`${command} ended with ${code}`));
      const bytes = Buffer.concat(chunks);
      done({ lines: bytes.toString("utf8").split("\n"), hash: createHash("sha256").update(bytes).digest("hex") });
    });
    child.stdin.on("error", () => {}); // a command that died is reported by its exit code
    child.stdin.end(requests.map((request) => `${request}\n`).join(""));
  });
}

const [name, ...command] = process.argv.slice(2);
if (command.length === 0) throw new Error("usage: node target.mjs NAME COMMAND [ARGUMENT …]");
const cases = [...stored(setting("MOTCUA_CASES", "tests/cases")), ...hostile()];
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
console.log(`native sha256 ${wanted.hash}`);
console.log(`${name} sha256 ${given.hash}`);
console.log(`${requests.length} requests`);
if (wanted.hash !== given.hash || requests.length === 0) {
  console.error(`${differences.length} differences`);
  process.exitCode = 1;
}
