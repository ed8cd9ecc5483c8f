// The interoperability matrix: npm jose, PyPI jwcrypto and joserfc, and a plain JDK 17 read every object that we make,
// and we read every object that they make inside the profile. Neither server nor browser takes part.
//
//   MOTCUA_INTEROP   the product's side (target/debug/motcua-interop)
//   MOTCUA_PYTHON    Python with requirements.txt installed
//   MOTCUA_JAVA      java, 17 or newer

import { execFileSync } from "node:child_process";
import { hkdfSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as jose from "jose";
import * as jdk from "./matrix/jdk.mjs";

const here = import.meta.dirname;
const ours = process.env.MOTCUA_INTEROP ?? resolve(here, "../../target/debug/motcua-interop");
const python = process.env.MOTCUA_PYTHON;
const java = process.env.MOTCUA_JAVA;
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-matrix-"));

/** Keys of fields and attachments, derived from the dossier key with stock HKDF as the format says. */
async function withDerivedKeys({ items, orders }) {
  const secrets = {};
  for (const { name, object, jwk } of items.filter(({ name }) => name.endsWith("dossier key to unit"))) {
    const { plaintext } = await jose.generalDecrypt(object, await jose.importJWK(jwk, "ECDH-ES+A256KW"));
    secrets[name.split("/")[0]] = JSON.parse(Buffer.from(plaintext).toString("utf8")).k;
  }
  const derive = ({ derive: steps, ...one }) => {
    if (!steps) return one;
    const start = Buffer.from(secrets[one.name.split("/")[0]], "base64url");
    const key = steps.reduce((secret, parts) => Buffer.from(hkdfSync("sha256", secret, "", Buffer.from(parts.join("\0")), 32)), start);
    return { ...one, jwk: { kty: "oct", k: key.toString("base64url") } };
  };
  return { items: items.map(derive), orders: orders.map(derive) };
}

const spoken = (command, args) => (asked) =>
  JSON.parse(execFileSync(command, args, { input: JSON.stringify(asked), encoding: "utf8", maxBuffer: 1 << 26 }));

const PEERS = {
  jose: spoken(process.execPath, [join(here, "matrix/jose.mjs")]),
  jwcrypto: python && spoken(python, [join(here, "matrix/jwcrypto_peer.py")]),
  joserfc: python && spoken(python, [join(here, "matrix/joserfc_peer.py")]),
  jdk: java && (({ items, orders }) => ({ read: jdk.read(java, items), made: jdk.make(java, orders) })),
};

const asked = await withDerivedKeys(JSON.parse(execFileSync(ours, ["write"], { encoding: "utf8", maxBuffer: 1 << 26 })));
let failed = 0;
const absent = [];
for (const [peer, ask] of Object.entries(PEERS)) {
  if (!ask) {
    absent.push(peer);
    continue;
  }
  const { read, made } = ask(asked);
  const bad = read.filter(({ reason }) => reason !== "");
  for (const { name, reason } of bad) console.error(`FAILED  ${peer} does not read ${name}: ${reason}`);
  const missing = read.length !== asked.items.length || made.length !== asked.orders.length;
  if (missing) console.error(`FAILED  ${peer} answered ${read.length} and ${made.length}`);
  const file = join(scratch, `${peer}.json`);
  writeFileSync(file, JSON.stringify(made));
  let good = "0";
  try {
    good = execFileSync(ours, ["read", file], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  } catch (error) {
    good = String(error.stdout ?? "0").trim();
    failed += 1;
  }
  failed += bad.length + (missing ? 1 : 0);
  console.log(`${peer.padEnd(8)} reads ${read.length - bad.length} of ${asked.items.length}; we read ${good} of ${asked.orders.length} of its own`);
}
if (absent.length > 0) console.log(`not here: ${absent.join(", ")}`);
process.exitCode = failed > 0 ? 1 : 0;
