// Twice the input, at most twice the time: hostile documents and schemas, and a long stream in constant memory.

const must = (what, condition) => {
  if (!condition) throw new Error(`${what}: not so`);
};

/** A schema whose alternatives double with every level. */
const doubling = (levels) => ({
  items: { $ref: "#/$defs/e0" },
  $defs: {
    ...Object.fromEntries(Array.from({ length: levels }, (_, n) => [`e${n}`, { anyOf: [{ $ref: `#/$defs/e${n + 1}` }, { $ref: `#/$defs/e${n + 1}` }] }])),
    [`e${levels}`]: { type: "string" },
  },
});

const members = (count) => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join(",")}}`;

/** Names that are one to a hash of the widespread kind (31 h + c): of each two letters, `Aa` or `BB`. */
const colliding = (count) => {
  const name = (number) => Array.from({ length: 14 }, (_, bit) => ((number >> bit) & 1 ? "BB" : "Aa")).join("");
  return `{${Array.from({ length: count }, (_, number) => `"${name(number)}":0`).join(",")}}`;
};

/** What is hostile, the schema it is checked by, how it is made, its size, and the code that refuses it. */
const HOSTILE = [
  ["nested arrays", true, (n) => "[".repeat(n), 50_000, "json/depth"],
  ["digits of a number", true, (n) => "9".repeat(n), 50_000, "json/number"],
  ["characters of a name", true, (n) => `{"${"k".repeat(n)}":1}`, 450_000, "json/tooLarge"],
  ["members that no schema names", { additionalProperties: { type: "integer" } }, members, 5000, undefined],
  // Members are sorted, not hashed: there is nothing to flood.
  ["members whose names collide in a hash", { additionalProperties: { type: "integer" } }, colliding, 5000, undefined],
  ["items under 2^30 alternatives", doubling(30), (n) => `[${"1,".repeat(n)}1]`, 1000, "form/tooComplex"],
  ["characters under ^(a*)*b$", { pattern: "^(a*)*b$" }, (n) => `"${"a".repeat(n)}"`, 50_000, "form/pattern"],
  ["characters under ^(a?){100}a{100}$", { pattern: "^(a?){100}a{100}$" }, (n) => `"${"a".repeat(n)}"`, 50_000, "form/pattern"],
  ["characters under (a|b)*a(a|b){20}c", { pattern: "(a|b)*a(a|b){20}c" }, (n) => `"${"a".repeat(n)}"`, 50_000, "form/pattern"],
];

// Twice the work, and what a busy machine adds; quadratic work would take four times as long.
const TIMES = 3;

/** @param {any} core @param {any} form @param {Uint8Array} bytes  some records */
export function twice(core, form, bytes) {
  const codes = core.errorCodes();
  const hostile = HOSTILE.map(([what, schema, make, size, code]) => {
    const compiled = core.compileSchema(JSON.stringify(schema), [], [], false, "profile");
    const cases = [size, 2 * size].map((count) => {
      const text = make(count);
      const found = compiled.check(text);
      must(`${count} ${what} give ${code}`, code === undefined ? found === undefined : codes[found.at(-1)] === code);
      return { name: `${count.toLocaleString("en-GB")} ${what}`, run: () => compiled.check(text) };
    });
    return { name: `twice as many ${what}`, cases, goals: [{ peer: cases[1].name, atMost: TIMES }] };
  });

  const stream = (times) => {
    const batch = form.batch();
    for (let time = 0; time < times; time += 1) {
      for (let at = 0; at < bytes.length; at += 1 << 16) batch.feed(bytes.subarray(at, at + (1 << 16)));
    }
    batch.finish();
    const { records } = batch;
    batch.free();
    return records;
  };
  const few = stream(1);
  const before = core.memorySize();
  const million = stream(Math.ceil(1_000_000 / few));
  must("a million records take no more memory than a few thousand", million >= 1_000_000 && core.memorySize() === before);
  const cases = [10, 20].map((times) => ({ name: `${(few * times).toLocaleString("en-GB")} records`, run: () => stream(times) }));
  return [{ name: "twice as many records in a stream; a million took no memory beyond that of the first few thousand", cases, goals: [{ peer: cases[1].name, atMost: TIMES }] }, ...hostile];
}
