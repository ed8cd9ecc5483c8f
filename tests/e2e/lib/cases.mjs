// Reviewed documents of `tests/cases/forms` as the answers of a person.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./env.mjs";
import { pdf } from "./files.mjs";

function fields(value, pointer = "") {
  if (value === null || typeof value !== "object") return [[pointer, value]];
  return Object.entries(value).flatMap(([name, member]) => fields(member, `${pointer}/${name}`));
}

/** Answers by the pointer of their question, a small file for each paper of the document. */
export function answersOf(file) {
  const { data, attachments } = JSON.parse(readFileSync(join(ROOT, "tests/cases/forms", file), "utf8"));
  const papers = attachments.map(({ slot }) => [`/attachments/${slot}`, [pdf(`${slot}.pdf`, slot)]]);
  return Object.fromEntries([...fields(data), ...papers]);
}

/** What a workflow calls the change between two statuses. */
export function changeName(workflow, from, to, lang = "vi") {
  const { transitions } = JSON.parse(readFileSync(join(ROOT, `core/forms/procedures/workflows/${workflow}.json`), "utf8"));
  return transitions.find((one) => one.from === from && one.to === to).label[lang];
}
