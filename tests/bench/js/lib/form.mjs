// The measured form as a procedure in a signed pack, which is how a session opens one.

import workflow from "../../../../core/forms/procedures/workflows/one-stop.json" with { type: "json" };
import { schema } from "../../forms/records.mjs";

const NOW = "2026-11-22T01:00:00Z";
const SECONDS = Date.parse(NOW) / 1000;
const CODE = "x-measured";

/** Canonical JSON of whole numbers and text (RFC 8785). */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

async function sha256(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `sha-256:${btoa(String.fromCharCode(...digest)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}`;
}

/** Every leaf of the schema as a control. */
function controls(at, scope) {
  return Object.entries(at.properties).flatMap(([name, below]) =>
    below.properties ? controls(below, `${scope}/properties/${name}`) : [{ type: "Control", scope: `${scope}/properties/${name}`, label: name, options: { en: name } }],
  );
}

const both = (text) => ({ vi: text, en: text });
const PROCEDURE = {
  code: CODE,
  version: "1.0.0",
  validFrom: "2025-09-01",
  legalBasis: ["None: a form for measurements"],
  name: both("Measured form"),
  summary: both("Measured form"),
  level: "full",
  authority: both("Nobody"),
  channels: ["online"],
  returnChannels: ["online"],
  parties: [{ role: "filer", from: "/applicant" }],
  signers: [{ role: "filer", auth: ["key"] }],
  minAssurance: 1,
  recipients: { unit: "commune" },
  fee: { amount: "0", note: both("Free of charge."), legalBasis: "None" },
  deadline: { amount: 10, unit: "calendarDay", legalBasis: "None" },
  workflow: workflow.id,
  form: { $schema: "https://json-schema.org/draft/2020-12/schema", ...schema },
  ui: {
    type: "Categorization",
    elements: [{ type: "Category", label: "All", options: { id: "all", en: "All" }, elements: [{ type: "Group", label: "All", options: { en: "All" }, elements: controls(schema, "#") }] }],
  },
  visibility: [],
  requirements: [],
  rules: [],
  attachments: [],
  dataClass: [{ pointer: "", class: "basic" }],
  prefill: [],
  index: [],
};

/** A pack that holds the procedure. @param {any} core */
async function pack(core) {
  const root = core.generateSoftwareKey("Ed25519");
  const signer = core.generateSoftwareKey("P-256");
  const made = (key, kind, payload) => JSON.stringify(key.sign(core.beginSign(kind, JSON.stringify(payload), key.jwk())));
  const key = { kid: core.thumbprint(signer.jwk()), jwk: signer.jwk(), agency: "H29.200", use: "sign", nbf: SECONDS - 1000, exp: SECONDS + 100_000, status: "active" };
  const keys = { v: 1, seq: 1, iat: SECONDS - 500, exp: SECONDS + 50_000, keys: [key] };
  const directory = core.openDirectory(made(root, "keys", keys), root.jwk(), NOW);
  const items = [
    { path: "procedures/measured.json", body: PROCEDURE },
    { path: "workflows/one-stop.json", body: workflow },
  ];
  for (const item of items) item.hash = await sha256(canonical(item.body));
  return directory.openPack(made(signer, "pack", { v: 1, id: "measured", seq: 1, validFrom: "2025-07-01", minEngine: "0.1", items }), NOW);
}

/** A session over a record, as the module has it. @param {any} core @param {object} data */
export async function session(core, data) {
  return (await pack(core)).openForm(CODE, JSON.stringify({ data, prefilled: [] }), [], "online", NOW, undefined);
}
