// The JSON Schema of procedure documents in an editor: the language service of a well-known one completes what is typed,
// explains it, and marks what is wrong, over the file that the package ships.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import language from "vscode-json-languageservice";
import { documents } from "./fixture.mjs";

const { TextDocument, getLanguageService } = language;
const SCHEMA = "file:///procedure.schema.json";
const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("motcua/procedure.schema.json"), "utf8"));
const service = getLanguageService({});
service.configure({ validate: true, schemas: [{ uri: SCHEMA, fileMatch: ["*.procedure.json"], schema }] });

/** A document with the cursor where the text says ‸. */
function opened(text) {
  const at = text.indexOf("‸");
  const document = TextDocument.create("file:///x.procedure.json", "json", 1, text.replace("‸", ""));
  return { document, tree: service.parseJSONDocument(document), position: document.positionAt(at) };
}

async function completed(text) {
  const { document, tree, position } = opened(text);
  const { items } = await service.doComplete(document, position, tree);
  return items.map(({ label }) => label);
}

async function faults(text) {
  const { document, tree } = opened(`${text}‸`);
  return (await service.doValidation(document, tree)).map(({ message, range }) => ({ message, line: range.start.line }));
}

test("members and choices are offered where they belong", async () => {
  const members = await completed('{"code": "x-test", ‸}');
  for (const name of ["version", "validFrom", "validTo", "form", "ui", "rules", "deadline", "workflow"]) assert.ok(members.includes(name), name);
  assert.ok(!members.includes("code"), "what stands there is not offered again");
  const rule = await completed('{"rules": [{"id": "a", ‸}]}');
  assert.deepEqual(["affects", "assert", "message", "severity"].filter((name) => !rule.includes(name)), []);
  const severities = await completed('{"rules": [{"severity": ‸}]}');
  assert.deepEqual(["error", "warning", "info"].filter((one) => !severities.includes(JSON.stringify(one))), []);
  const units = await completed('{"deadline": {"unit": ‸}}');
  assert.ok(units.includes('"workingDay"'), String(units));
});

test("a member says what it is for", async () => {
  const { document, tree, position } = opened('{"valid‸From": "2027-03-01"}');
  const { contents } = await service.doHover(document, position, tree);
  assert.match(JSON.stringify(contents), /First day in force/);
});

test("every procedure that ships is without a mark, and mistakes are marked on their line", async () => {
  const shipped = documents().filter(({ path }) => path.startsWith("procedures/"));
  assert.ok(shipped.length >= 6);
  for (const { path, body } of shipped) assert.deepEqual(await faults(JSON.stringify(body, null, 1)), [], path);

  const wrong = structuredClone(shipped[0].body);
  wrong.rules[0].severity = "fatal";
  wrong.signer = [];
  const text = JSON.stringify(wrong, null, 1);
  const lines = text.split("\n");
  const found = await faults(text);
  assert.deepEqual(
    found.map(({ line }) => lines[line].trim()).sort(),
    ['"severity": "fatal",', '"signer": []'],
    JSON.stringify(found),
  );
});
