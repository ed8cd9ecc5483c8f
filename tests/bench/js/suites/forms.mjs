// Forms as text: NDJSON in batches and one form at a time, beside JSON.parse with ajv and with zod.

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";
import { records, schema, zodShape } from "../../forms/records.mjs";
import { session } from "../lib/form.mjs";
import { twice } from "../lib/twice.mjs";

export const about = "25 fields, six patterns, a rule across fields; one record of twenty is invalid. Ours reads bytes; the peers JSON.parse first";

const RECORDS = 2000;

const must = (what, condition) => {
  if (!condition) throw new Error(`${what} gives a wrong answer`);
};

export async function suite(host) {
  // Batches are measured at the module, one form and one key through the package's functions, as a page calls them.
  const core = await host.load("core.js");
  const { compileSchema, FormSession, init } = await host.load("slim.js");
  const wasm = host.kind === "node" ? (await import("node:fs")).readFileSync(host.address("core_bg.wasm")) : host.address("core_bg.wasm");
  await init(wasm);

  const compiled = core.compileSchema(JSON.stringify(schema), [], [], true, "profile");
  const general = core.compileSchema(JSON.stringify(schema), [], [], true, "rfc8259");
  const all = addFormats(new Ajv({ allErrors: true })).compile(schema);
  const first = addFormats(new Ajv()).compile(schema);
  const shape = zodShape(z);

  const list = records(RECORDS);
  const wrong = Math.ceil(RECORDS / 20);
  const text = `${list.map((record) => JSON.stringify(record)).join("\n")}\n`;
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();

  const ours = (schema) => () => {
    const batch = schema.batch();
    let issues = 0;
    for (let at = 0; at < bytes.length; at += 1 << 16) issues += batch.feed(bytes.subarray(at, at + (1 << 16))).length;
    issues += batch.finish().length;
    const failed = batch.failed;
    batch.free();
    return failed;
  };
  const theirs = (check) => () => {
    let failed = 0;
    for (const line of decoder.decode(bytes).split("\n")) if (line !== "" && !check(JSON.parse(line))) failed += 1;
    return failed;
  };
  const parseOnly = () => {
    let count = 0;
    for (const line of decoder.decode(bytes).split("\n")) if (line !== "") count += JSON.parse(line) === null ? 1 : 0;
    return count;
  };
  const zod = (value) => shape.safeParse(value).success;
  for (const [what, run] of Object.entries({ ours: ours(compiled), general: ours(general), ajv: theirs(all), "ajv first": theirs(first), zod: theirs(zod) })) {
    must(what, run() === wrong);
  }

  const one = JSON.stringify(list[1]);
  const form = compileSchema(schema, { assertFormats: true });
  const check = () => form.check(one).length === 0;
  must("one form", check() && form.check(JSON.stringify(list[0])).length === 4 && all(JSON.parse(one)) && zod(JSON.parse(one)));

  const whole = list[1];
  const reads = (errors) => errors.map(({ instancePath, keyword, params }) => ({ instancePath, keyword, params }));
  const listed = (text) => (all(JSON.parse(text)) ? [] : reads(all.errors));
  const wrongOne = JSON.stringify(list[0]);
  must("findings", form.validate(one).valid && form.validate(whole).valid && form.validate(wrongOne).issues.length === 2 && listed(wrongOne).length === 2);

  const open = new FormSession(await session(core, list[1]));
  const object = structuredClone(list[1]);
  const names = ["Nguyễn Thị An", "Nguyễn Thị Anh"];
  let turn = 0;
  const typed = () => names[(turn += 1) & 1];
  const place = "/applicant/fullName";
  must("a keystroke", open.set(place, "A").appeared.length === 1 && open.set(place, typed()).gone.length === 1 && open.set(place, typed()) === null);
  const other = new FormSession(await session(core, list[1]));
  const halves = ["N", "Nguyễn"];
  const wavering = () => halves[(turn += 1) & 1];
  must("a schema with a condition", other.set("/kind", "post").appeared.length === 1 && other.set("/kind", "desk").gone.length === 1);
  return [
    {
      name: `NDJSON batch in chunks of 64 KiB (records a second, ${Math.round(bytes.length / RECORDS)} bytes each)`,
      each: RECORDS,
      bytes: bytes.length / RECORDS,
      goals: [{ peer: "JSON.parse + ajv, all errors", must: 4, stretch: 6 }],
      cases: [
        { name: "motcua, profile", run: ours(compiled) },
        { name: "motcua, rfc8259", run: ours(general) },
        { name: "JSON.parse + ajv, all errors", run: theirs(all) },
        { name: "JSON.parse + ajv, first error", run: theirs(first) },
        { name: "JSON.parse + zod", run: theirs(zod) },
        { name: "JSON.parse alone", run: parseOnly },
      ],
    },
    {
      name: "one form, given as text",
      goals: [{ peer: "JSON.parse + ajv, all errors", must: 2, stretch: 2.8 }],
      cases: [
        { name: "motcua, profile", run: check },
        { name: "JSON.parse + ajv, all errors", run: () => all(JSON.parse(one)) },
        { name: "JSON.parse + zod", run: () => zod(JSON.parse(one)) },
      ],
    },
    {
      name: "one form, given as text, findings as objects",
      cases: [
        { name: "motcua, profile", run: () => form.validate(one) },
        { name: "JSON.parse + ajv, all errors", run: () => listed(one) },
      ],
    },
    {
      name: "the same with two findings",
      cases: [
        { name: "motcua, profile", run: () => form.validate(wrongOne) },
        { name: "JSON.parse + ajv, all errors", run: () => listed(wrongOne) },
      ],
    },
    {
      name: "one form, given as an object, findings as objects",
      cases: [
        { name: "motcua, profile", run: () => form.validate(whole) },
        { name: "ajv, all errors", run: () => (all(whole) ? [] : reads(all.errors)) },
      ],
    },
    {
      name: "one keystroke in an open form of 25 fields",
      goals: [{ peer: "ajv, all errors, over the whole object", must: 1, stretch: 5 }],
      cases: [
        { name: "motcua, a session", run: () => open.set(place, typed()) },
        {
          name: "ajv, all errors, over the whole object",
          run: () => {
            object.applicant.fullName = typed();
            return all(object);
          },
        },
        {
          name: "zod, over the whole object",
          run: () => {
            object.applicant.fullName = typed();
            return zod(object);
          },
        },
      ],
    },
    {
      name: "the same, each key brings an issue or takes it away",
      cases: [
        { name: "motcua, a session", run: () => other.set(place, wavering()) },
        {
          name: "ajv, all errors, over the whole object",
          run: () => {
            object.applicant.fullName = wavering();
            return all(object);
          },
        },
      ],
    },
    ...twice(core, compiled, bytes),
  ];
}
