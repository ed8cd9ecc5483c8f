// Plain schemas: one record, batches in chunks cut anywhere, streams, refusals.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as motcua from "motcua";

const schema = {
  type: "object",
  required: ["name", "ward"],
  additionalProperties: false,
  properties: {
    name: { type: "string", pattern: "^\\p{L}+( \\p{L}+)*$" },
    ward: { type: "string" },
    born: { type: "string", format: "date" },
    children: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
  },
};
const compiled = motcua.compileSchema(schema, { assertFormats: true });
const named = (packed, width) => {
  const shown = [];
  for (let at = 0; at < packed.length; at += width) {
    const [field, code] = packed.slice(at + width - 2, at + width);
    shown.push(`${width === 3 ? `${packed[at]} ` : ""}${motcua.errorCodes()[code]} ${compiled.fields[field]}`);
  }
  return shown;
};
const refused = (code, pointer) => (error) => motcua.isMotCuaError(error) && error.code === code && (pointer === undefined || error.pointer === pointer);

test("the codes are the ones of every other binding", () => {
  const registry = readFileSync(new URL("../../../../core/types/codes.txt", import.meta.url), "utf8");
  assert.deepEqual(motcua.errorCodes(), registry.trimEnd().split("\n"));
});

test("one record as text", () => {
  assert.equal(compiled.check('{"name":"Nguyễn Thị Ánh","ward":"Bến Nghé"}').length, 0);
  const wrong = '{"zz":1,"children":[{"name":1}],"name":"A1","born":"2026-02-30"}';
  const expected = ["form/required /ward", "date/notReal /born", "form/type /children/*/name", "form/pattern /name", "form/unknownField "];
  assert.deepEqual(named(compiled.check(wrong), 2), expected);
  const { valid, issues } = compiled.validate(wrong);
  assert.equal(valid, false);
  assert.deepEqual(issues.map(({ pointer }) => pointer), ["/ward", "/born", "/children/0/name", "/name", "/zz"]);
  assert.deepEqual(compiled.validate({ name: "An", ward: "x" }), { valid: true, issues: [] });
  assert.deepEqual(named(compiled.check("{"), 2), ["json/syntax "]);
  assert.throws(() => compiled.validate("{"), refused("json/syntax"));
});

test("texts of any length, one after the other", () => {
  const record = (length) => JSON.stringify({ name: "ễ".repeat(length), ward: "x" });
  // Within the room of a text, beyond it, beyond what room is made for; then short again, after the memory has grown.
  for (const length of [1, 2000, 6000, 20_000, 300_000, 1, 3000]) {
    assert.equal(compiled.check(record(length)).length, 0, `${length}`);
    assert.deepEqual(named(compiled.check(record(length).replace("ward", "wart")), 2), ["form/required /ward", "form/unknownField "]);
    assert.deepEqual(compiled.validate(record(length)), { valid: true, issues: [] });
    assert.deepEqual(compiled.validate(JSON.parse(record(length).replace("ward", "wart"))).issues.map(({ code }) => code), ["form/required", "form/unknownField"]);
  }
  assert.deepEqual(named(compiled.check(""), 2), ["json/syntax "]);
  assert.deepEqual(named(compiled.check('"\ud800"'), 2), ["form/type "]);
  assert.throws(() => compiled.check(1), refused("boundary/type"));
  // What one schema found is none of another's.
  const other = motcua.compileSchema({ type: "object" });
  assert.equal(compiled.check("[]").length, 2);
  assert.equal(other.check("{}").length, 0);
  assert.equal(compiled.check(record(1)).length, 0);
});

test("a batch, cut anywhere", () => {
  const bytes = new TextEncoder().encode('{"name":"Ánh","ward":"x"}\n\n{"name":"Ánh"}\r\n[]\n{"name":"A","ward":"x"}');
  const expected = ["1 form/required /ward", "2 form/type "];
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const batch = compiled.batch();
    const packed = [...batch.feed(bytes.subarray(0, cut)), ...batch.feed(bytes.subarray(cut)), ...batch.finish()];
    assert.deepEqual(named(packed, 3), expected);
    assert.deepEqual([batch.records, batch.failed], [4, 2]);
    batch.free();
  }
});

test("streams and iterables", async () => {
  const chunks = Array.from({ length: 500 }, (_, index) => new TextEncoder().encode(index % 100 === 7 ? "{}\n" : '{"name":"An","ward":"x"}\n'));
  for (const source of [chunks, new Blob(chunks).stream()]) {
    const run = motcua.validateBatch(compiled, source);
    let step = await run.next();
    const packed = [];
    while (!step.done) {
      packed.push(...step.value);
      step = await run.next();
    }
    assert.deepEqual(step.value, { records: 500, failed: 5 });
    assert.deepEqual(packed.filter((_, at) => at % 3 === 0), [7, 7, 107, 107, 207, 207, 307, 307, 407, 407]);
  }
});

test("references, resources, refusals", () => {
  const resources = { "https://example.org/ward": { type: "string", minLength: 2 } };
  const other = motcua.compileSchema({ $ref: "https://example.org/ward" }, { resources });
  const broken = { ...resources, "https://example.org/city": "{" };
  assert.throws(
    () => motcua.compileSchema(true, { resources: broken }),
    (error) => refused("json/syntax")(error) && error.params.some(({ name, value }) => name === "resource" && value === "https://example.org/city"),
  );
  assert.equal(other.validate('"a"').issues[0].code, "form/minLength");
  assert.throws(() => motcua.compileSchema({ $ref: "https://example.org/none" }), refused("procedure/unresolvedRef", "/$ref"));
  assert.throws(() => motcua.compileSchema({ properties: { a: { pattern: "(?=x)" } } }), refused("procedure/patternUnsupported", "/properties/a/pattern"));
  assert.throws(() => motcua.compileSchema("{"), refused("json/syntax"));
  assert.throws(() => motcua.compileSchema({}, { policy: "lax" }), refused("boundary/type"));
  assert.throws(() => compiled.check(3), refused("boundary/type"));
});
