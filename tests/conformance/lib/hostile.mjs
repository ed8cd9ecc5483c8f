// Requests that are too large to store, each with the answer that every target must give. They are made here
// and nowhere else, so the answers are written from the rules, not copied from a run.

const b64 = (text) => Buffer.from(text, "utf8").toString("base64url");
const request = (id, op, args) => JSON.stringify({ id, op, args });
const refused = (id, code) => JSON.stringify({ code, id, ok: false });
const valued = (id, value) => JSON.stringify({ id, ok: true, value });

/** A request that every target answers in the same way; it follows each hostile one. */
const probe = {
  where: "probe",
  request: request("probe", "text.searchKey", { text: "Đặng Thị Ngọc Ánh" }),
  expected: valued("probe", "dang thi ngoc anh"),
};

function cases() {
  const deep = 100_000;
  const list = [];
  const add = (where, line, expected) => list.push({ where: `generated: ${where}`, request: line, expected });

  add("100,000 arrays as the request", "[".repeat(deep), refused(null, "json/depth"));
  add("100,000 objects as the request", '{"a":'.repeat(deep), refused(null, "json/depth"));
  add(
    "100,000 arrays as arguments",
    `{"id":1,"op":"text.fold","args":${"[".repeat(deep)}${"]".repeat(deep)}}`,
    refused(null, "json/depth"),
  );
  for (const policy of ["rfc8259", "profile"]) {
    const args = (text) => ({ jsonB64: b64(text), policy });
    add(
      `100,000 arrays in a document, ${policy}`,
      request(policy, "json.canonicalize", args("[".repeat(deep) + "]".repeat(deep))),
      refused(policy, "json/depth"),
    );
    add(
      `a number of 100,000 digits, ${policy}`,
      request(policy, "json.canonicalize", args("1".repeat(deep))),
      refused(policy, "json/number"),
    );
  }
  const level = (count) => b64("[".repeat(count) + "]".repeat(count));
  add(
    "the deepest document of the profile",
    request(64, "json.canonicalize", { jsonB64: level(64), policy: "profile" }),
    valued(64, { canonicalB64: level(64) }),
  );
  add(
    "one level more",
    request(65, "json.canonicalize", { jsonB64: level(65), policy: "profile" }),
    refused(65, "json/depth"),
  );
  const members = (count) => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join(",")}}`;
  add(
    "10,001 members",
    request("members", "json.canonicalize", { jsonB64: b64(members(10_001)), policy: "profile" }),
    refused("members", "json/tooLarge"),
  );
  add(
    "a document of 9 MiB",
    request("size", "json.canonicalize", { jsonB64: b64(`"${"a".repeat(9 << 20)}"`), policy: "profile" }),
    refused("size", "json/tooLarge"),
  );
  add(
    "a text of 4 MiB",
    request("long", "text.searchKey", { text: "Ắ".repeat(2 << 20) }),
    valued("long", "a".repeat(2 << 20)),
  );
  add(
    "a million combining marks on one letter",
    request("marks", "json.canonicalize", { jsonB64: b64(`"a${"\u0301".repeat(1_000_000)}"`), policy: "profile" }),
    refused("marks", "json/notNfc"),
  );
  add(
    "a number of a million digits",
    request("name", "id.check", { kind: "citizenId", text: "1".repeat(1_000_000) }),
    valued("name", { codes: ["citizenId/length"], verdict: "invalid" }),
  );
  const schema = (id, document, instance, answer, more = {}) => {
    const text = (value) => b64(typeof value === "string" ? value : JSON.stringify(value));
    const args = { schemaB64: text(document), instanceB64: text(instance), ...more };
    add(id, request(id, "schema.validate", args), typeof answer === "string" ? refused(id, answer) : valued(id, answer));
  };
  const issue = (code, pointer = "", params = undefined) => ({ code, ...(params ? { params } : {}), pointer, severity: "error" });
  const says = (...issues) => ({ issues, valid: issues.length === 0 });
  const letters = "a".repeat(100_000);
  for (const pattern of ["^(a|a)*$", "^(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "^(a?){100}a{100}$", "(a|b)*a(a|b){20}c"]) {
    const holds = pattern === "^(a|a)*$" || pattern === "^(a+)+$";
    schema(`pattern ${pattern} on 100,000 letters`, { pattern }, JSON.stringify(letters), holds ? says() : says(issue("form/pattern")));
  }
  schema("a pattern of 100,000 groups", { pattern: "(".repeat(deep) }, "", "procedure/patternUnsupported");
  schema("a pattern that counts to a million", { pattern: "((a{100}){100}){100}" }, "", "procedure/patternUnsupported");
  schema("a schema 100,000 deep", '{"not":'.repeat(deep), "", "json/depth");
  schema("a schema 500 deep", `${'{"not":'.repeat(500)}true${"}".repeat(500)}`, 1, "procedure/tooDeep");
  const defs = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`e${n}`, { anyOf: [{ $ref: `#/$defs/e${n + 1}` }, { $ref: `#/$defs/e${n + 1}` }] }]));
  schema("a schema that doubles forty times", { $ref: "#/$defs/e0", $defs: { ...defs, e40: { type: "string" } } }, 1, says(issue("form/anyOf"), issue("form/tooComplex")));
  schema("a schema that is itself", { $ref: "#" }, 1, "procedure/recursiveRef");
  schema("a schema that is itself in two steps", { $ref: "#/$defs/a", $defs: { a: { allOf: [{ $ref: "#/$defs/b" }] }, b: { $ref: "#/$defs/a" } } }, 1, "procedure/recursiveRef");
  schema("a recursive schema on 500 levels", { items: { $ref: "#" } }, "[".repeat(500) + "]".repeat(500), says(issue("form/tooComplex")));
  schema("200,000 equal items that must differ", { uniqueItems: true }, `[${"1,".repeat(200_000)}1]`, says(issue("form/uniqueItems")));
  schema("100,000 members under patterns", { patternProperties: { "^(a|a)*b": false } }, `{${Array.from({ length: deep }, (_, n) => `"aaaaaaaa${n}":0`).join(",")}}`, says());
  schema("a member name of 1 MB", { propertyNames: { maxLength: 5 } }, { ["k".repeat(1_000_000)]: 1 }, says(issue("form/propertyName", `/${"k".repeat(1_000_000)}`)));
  schema("an enum of 100,000 choices", { items: { enum: Array.from({ length: deep }, (_, n) => n) } }, [99_999, -1], says(issue("form/enum", "/1")));
  const id = "x".repeat(1 << 20);
  add("an id of 1 MiB", request(id, "no.such", {}), refused(id, "conformance/unknownOp"));
  add(
    "a JOSE object of 1 MiB of dots",
    request("dots", "jws.verify", { jws: ".".repeat(1 << 20), typ: "egov-receipt+jws", keys: [] }),
    refused("dots", "crypto/shape"),
  );
  return list;
}

/** The hostile requests, each followed by the probe: none may poison the next. */
export const hostile = () => cases().flatMap((one) => [one, probe]);
