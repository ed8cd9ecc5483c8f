// A program that answers lines: all questions in, as many answers out.

import { spawn } from "node:child_process";

export function ask([command, ...rest], questions) {
  return new Promise((done, fail) => {
    const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      const lines = Buffer.concat(chunks).toString("utf8").split("\n").slice(0, -1);
      if (code !== 0) return fail(new Error(`${command} ended with ${code}`));
      if (lines.length !== questions.length) {
        return fail(new Error(`${command} gave ${lines.length} answers to ${questions.length} questions`));
      }
      done(lines.map((line) => JSON.parse(line)));
    });
    child.stdin.on("error", () => {}); // a program that died is reported by its exit code
    child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  });
}
