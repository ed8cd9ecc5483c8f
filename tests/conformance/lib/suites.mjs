// Published suites as requests, so that they run on every target: JSONTestSuite, the documents and numbers of RFC 8785,
// JSON-Schema-Test-Suite. They lie in the folder that MOTCUA_VECTORS names.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const b64 = (bytes) => Buffer.from(bytes).toString("base64url");
const line = (id, op, args) => JSON.stringify({ id, op, args });
const valued = (id, value) => JSON.stringify({ id, ok: true, value });
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Valid JSON that repeats a name: refused, as I-JSON demands. */
const REPEATED = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];

function jsonTestSuite(root) {
  const folder = join(root, "nst-jsontestsuite/test_parsing");
  return readdirSync(folder).map((name) => {
    const request = line(name, "json.canonicalize", { jsonB64: b64(readFileSync(join(folder, name))) });
    const taken = name.startsWith("y_") && !REPEATED.includes(name);
    // What the suite leaves open, the reader's own test freezes; here all targets must agree.
    const accept = name.startsWith("i_") ? undefined : (answer) => answer.includes('"ok":true') === taken;
    return { where: `JSONTestSuite ${name}`, request, accept };
  });
}

function documents(root) {
  const folder = join(root, "jcs-cyberphone/testdata");
  return readdirSync(join(folder, "input")).map((name) => {
    const canonicalB64 = b64(readFileSync(join(folder, "output", name)));
    const request = line(name, "json.canonicalize", { jsonB64: b64(readFileSync(join(folder, "input", name))) });
    return { where: `RFC 8785 ${name}`, request, expected: valued(name, { canonicalB64 }) };
  });
}

/** 10,000 doubles, written with 17 digits so that reading them must round and writing them must shorten. */
function numbers(root) {
  const lines = gunzipSync(readFileSync(join(root, "jcs-cyberphone/es6_floats_10k.txt.gz"))).toString().trim().split("\n");
  const view = new DataView(new ArrayBuffer(8));
  const pairs = lines.map((row) => {
    const [bits, text] = row.split(",");
    view.setBigUint64(0, BigInt(`0x${bits}`));
    return [view.getFloat64(0).toExponential(16), text];
  });
  const cases = [];
  for (let from = 0; from < pairs.length; from += 1000) {
    const some = pairs.slice(from, from + 1000);
    const id = `numbers ${from}`;
    const request = line(id, "json.canonicalize", { jsonB64: b64(`[${some.map(([long]) => long).join(",")}]`) });
    cases.push({ where: id, request, expected: valued(id, { canonicalB64: b64(`[${some.map(([, short]) => short).join(",")}]`) }) });
  }
  return cases;
}

function schemas(root) {
  const suite = join(root, "json-schema-test-suite");
  const resources = { "http://localhost:1234/integer.json": b64(readFileSync(join(suite, "remotes/integer.json"))) };
  const remotes = join(suite, "remotes/draft2020-12");
  for (const name of readdirSync(remotes, { recursive: true }).filter((name) => name.endsWith(".json"))) {
    resources[`http://localhost:1234/draft2020-12/${name.replaceAll("\\", "/")}`] = b64(readFileSync(join(remotes, name)));
  }
  const folder = join(suite, "tests/draft2020-12");
  const cases = [];
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    for (const { description, schema, tests } of json(join(folder, name))) {
      const text = JSON.stringify(schema);
      const needed = text.includes("localhost:1234") ? { resources } : {};
      for (const test of tests) {
        const where = `${name}: ${description}: ${test.description}`;
        const args = { schemaB64: b64(text), instanceB64: b64(JSON.stringify(test.data)), ...needed };
        cases.push({ where, request: line(where, "schema.validate", args), accept: (answer) => answer.includes(`"valid":${test.valid}}`) });
      }
    }
  }
  return cases;
}

/** Every case of the published suites; none where the folder is not named. */
export function suites(root) {
  if (!root) return [];
  const cases = [...jsonTestSuite(root), ...documents(root), ...numbers(root), ...schemas(root)];
  if (cases.length < 1600) throw new Error(`${cases.length} cases of published suites: some are missing`);
  return cases;
}
