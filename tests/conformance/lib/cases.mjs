// The stored cases: requests in `name.jsonl`, reviewed answers in `name.expected.jsonl` beside them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The lines of a JSONL file, without the empty one behind the last line feed. */
function lines(path) {
  const all = readFileSync(path, "utf8").split("\n");
  if (all.at(-1) === "") all.pop();
  return all;
}

/** Every request with where it stands and, if it was reviewed, its answer. */
export function stored(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(".jsonl") && !path.endsWith(".expected.jsonl"))
    .sort();
  const cases = [];
  for (const file of files) {
    const name = relative(folder, file);
    const requests = lines(file);
    const answers = existsSync(frozen(file)) ? lines(frozen(file)) : undefined;
    if (answers && answers.length !== requests.length) {
      throw new Error(`${name} has ${requests.length} requests and ${answers.length} answers`);
    }
    requests.forEach((request, index) => {
      cases.push({ where: `${name}:${index + 1}`, file, request, expected: answers?.[index] });
    });
  }
  return cases;
}

/** Path of the reviewed answers of a file of requests. */
export function frozen(file) {
  return file.replace(/\.jsonl$/, ".expected.jsonl");
}
