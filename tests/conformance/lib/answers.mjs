// What a program answers to a stream of requests.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";

/** SHA-256 of lines, each with its line feed, in hex. @param {string[]} lines */
export const hashOf = (lines) => createHash("sha256").update(lines.map((line) => `${line}\n`).join("")).digest("hex");

/**
 * Runs a command that reads requests from standard input, one a line, and writes one answer a line.
 *
 * @param {string[]} command
 * @param {string[]} requests
 * @returns {Promise<{ lines: string[], hash: string }>}  the answers, and the SHA-256 of their bytes in hex
 */
export function answers([command, ...rest], requests) {
  return new Promise((done, fail) => {
    const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      if (code !== 0) return fail(new Error(`${[command, ...rest].join(" ")} ended with ${code}`));
      const bytes = Buffer.concat(chunks);
      const lines = bytes.toString("utf8").split("\n");
      lines.pop();
      done({ lines, hash: createHash("sha256").update(bytes).digest("hex") });
    });
    child.stdin.on("error", () => {}); // a program that died is reported by its exit code
    child.stdin.end(requests.map((request) => `${request}\n`).join(""));
  });
}
