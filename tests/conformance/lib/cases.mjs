// The stored cases: requests in `name.jsonl`, reviewed answers in `name.expected.jsonl` beside them, and forms that
// are filled in (`forms/<what>/*.json`), whose answers the tests of the forms engine hold.

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
  const files = below(folder, ".jsonl").filter((path) => !path.endsWith(".expected.jsonl"));
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

const below = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(ending))
    .sort();

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Every filled-in form under every procedure document, as requests for the targets to agree on. */
export function forms(folder, procedures) {
  const documents = readdirSync(procedures).filter((name) => name.endsWith(".json")).map((name) => json(join(procedures, name)));
  const filled = below(join(folder, "forms"), ".json").map((path) => [relative(folder, path), json(path)]);
  return documents.flatMap((procedure) =>
    filled
      .filter(([, { data }]) => data !== undefined)
      .map(([where, { data, attachments, channel, now }]) => {
        const instanceB64 = Buffer.from(JSON.stringify(data)).toString("base64url");
        const args = { procedure, instanceB64, attachments, channel, now };
        return { where: `${where} under ${procedure.code}`, request: JSON.stringify({ id: where, op: "form.validate", args }) };
      }),
  );
}
