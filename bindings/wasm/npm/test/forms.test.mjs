// Forms alone: the same verdicts as the whole package's, of a module that has nothing to sign with.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as forms from "motcua/forms";
import { documents, NOW, world } from "./fixture.mjs";

const bodies = (folder) => documents().filter(({ path }) => path.startsWith(folder)).map(({ body }) => body);
const definitions = { procedures: bodies("procedures/"), catalogues: bodies("catalogues/") };
const cases = new URL("../../../../tests/cases/forms/", import.meta.url);
const codes = JSON.parse(readFileSync(new URL("procedures.json", cases), "utf8"));
const opened = forms.openForms(definitions);

test("every form of the repository is judged as the whole package judges it", () => {
  const { pack: whole } = world();
  let count = 0;
  for (const [folder, code] of Object.entries(codes)) {
    for (const file of readdirSync(new URL(`${folder}/`, cases))) {
      const { data, attachments, now, channel } = JSON.parse(readFileSync(new URL(`${folder}/${file}`, cases), "utf8"));
      const situation = { attachments, now, channel };
      assert.deepEqual(opened.validate(code, data, situation), whole.validate(code, data, situation), file);
      count += 1;
    }
  }
  assert.ok(count > 50, `${count}`);
});

test("a form is opened, filled in and told about in both languages", () => {
  const session = opened.openForm("1.001612", { data: {}, now: NOW });
  const { report } = session.state();
  assert.equal(report.valid, false);
  const [issue] = report.issues;
  for (const lang of ["vi", "en"]) assert.match(opened.message("1.001612", issue, lang), /\p{L}{2}/u);
  assert.notEqual(opened.message("1.001612", issue, "vi"), opened.message("1.001612", issue, "en"));
  session.free();
});

test("a plain schema is compiled", () => {
  const schema = forms.compileSchema({ type: "object", required: ["a"] });
  assert.equal(schema.validate({}).issues[0].code, "form/required");
});

test("a mistake is refused with its place", () => {
  const [first] = structuredClone(definitions.procedures);
  first.rules = [{ id: "x", severity: "error", affects: [], assert: { unknown: [] }, message: { vi: "x", en: "x" } }];
  const refused = (error) => forms.isMotCuaError(error) && error.code === "procedure/unknownOperator" && error.pointer.startsWith("/procedures/0/rules/0");
  assert.throws(() => forms.openForms({ ...definitions, procedures: [first] }), refused);
  for (const wrong of [undefined, null, {}, { procedures: {} }]) {
    assert.throws(() => forms.openForms(wrong), (error) => forms.isMotCuaError(error) && error.code === "boundary/type");
  }
});

test("nothing of the whole package's is promised, and CommonJS has the same", () => {
  for (const name of ["SoftwareKey", "openPack", "Vault"]) assert.ok(!(name in forms), name);
  const required = createRequire(import.meta.url)("motcua/forms");
  assert.deepEqual(Object.keys(required).filter((name) => name !== "default" && name !== "module.exports").sort(), Object.keys(forms).sort());
  assert.equal(required.openForms(definitions).info().procedures.length, definitions.procedures.length);
});
