// One life of the module, in a process of its own: keys are made, used in every way, freed; then its memory is written
// to a file. `node memory-flow.mjs SEED OUT [keep]`: SEED chooses every random byte, `keep` frees nothing.
//
// What JavaScript itself holds is not looked at: a page's strings and arrays are its own.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

const [seed, out, keep] = process.argv.slice(2);

// Every random byte that the module asks for, and where it came from: a counter under SHA-256.
const drawn = [];
let counter = 0;
Object.defineProperty(globalThis.crypto, "getRandomValues", {
  value(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at += 32) {
      counter += 1;
      const block = createHash("sha256").update(`${seed}/${counter}`).digest();
      bytes.set(block.subarray(0, Math.min(32, bytes.length - at)), at);
    }
    drawn.push(Buffer.from(bytes).toString("hex"));
    return array;
  },
});

const motcua = await import("motcua");
const { initSync } = await import("../dist/core.js");
const { memory } = initSync();
const { AGENCY, CODE, NOW, SECONDS, sha256, world } = await import("./fixture.mjs");

/** Texts of a person, as long in every run. */
const said = (what) => `${what}-${createHash("sha256").update(`${seed}/${what}`).digest("hex").slice(0, 24)}`;
const secrets = { passphrase: said("mật khẩu"), prf: createHash("sha256").update(`${seed}/prf`).digest() };
const plain = { name: said("TÊN"), field: said("TRƯỜNG"), draft: said("NHÁP"), document: said("TÀI LIỆU") };
const ACCESS = { actor: "officer:7", role: "officer", purpose: "assessment", at: SECONDS };

const alive = [];
/** @template T @param {T} handle @returns {T} */
const hold = (handle) => (alive.push(handle), handle);

const made = world();
for (const handle of [made.root, made.signer, made.directory, made.pack]) hold(handle);

/** The whole way of one dossier in one of the two key profiles. */
function life(signing, opening) {
  const citizen = hold(motcua.SoftwareKey.generate(signing));
  const unit = hold(motcua.OpeningKey.generate(opening));
  const entry = (jwk, use) => ({
    kid: motcua.thumbprint(jwk), jwk: { ...jwk, kid: undefined }, agency: AGENCY, unit: "commune", use,
    nbf: SECONDS - 5000, exp: SECONDS + 100_000, status: "active",
  });
  const keys = { v: 1, seq: 9, iat: SECONDS - 500, exp: SECONDS + 50_000, keys: [entry(unit.jwk, "seal"), entry(made.signer.jwk, "sign")] };
  const jws = made.root.sign(motcua.beginSign("keys", keys, made.root.jwk));
  const directory = hold(motcua.openDirectory(jws, { root: made.root.jwk, now: NOW }));
  const enrolment = motcua.toCompact(made.signer.sign(motcua.beginSign("enrol", {
    v: 1, person: "person:1", name: "N", kid: motcua.thumbprint(citizen.jwk), jwk: citizen.jwk, scope: "device", level: 2, idp: "vneid",
    authTime: SECONDS - 60, claims: sha256("{}"), nbf: SECONDS - 3600, exp: SECONDS + 40_000,
  }, made.signer.jwk)));
  const procedure = made.pack.reference(CODE, NOW);
  const dossier = motcua.newDossierId();
  const payload = {
    v: 1, type: "submission", dossier, procedure, aud: [AGENCY], nonce: "n", iat: SECONDS - 10, channel: "online",
    auth: { by: "key", enrolment },
    parties: [{ role: "applicant", person: { name: plain.name, id: { kind: "citizenId", number: "079190001234" } }, reference: "person:1" }],
    data: { parentage: "married", child: { fullName: plain.name } },
  };
  const signed = citizen.sign(motcua.beginSign("submission", payload, citizen.jwk));
  const packet = motcua.sealSubmission(signed, { procedure, dossier, recipients: [unit.jwk] });
  const expected = { aud: AGENCY, nonce: "n", signers: [{ role: "applicant", auth: ["key"] }], maxAge: 100 };
  const opened = motcua.openPacket(packet, { opener: unit, directory, expected, now: NOW });
  if (opened.payload.data.child.fullName !== plain.name) throw new Error("it did not open");
  motcua.rewrap(packet, { opener: unit, recipients: [unit.jwk] });

  const key = hold(motcua.DossierKey.generate(dossier));
  const fields = made.pack.sealData(procedure, payload.data, { key, version: 1 });
  const wrap = key.seal([unit.jwk], procedure);
  const again = hold(motcua.DossierKey.open(wrap, { opener: unit, dossier, access: ACCESS }).key);
  again.openData(fields, ACCESS);
  const basic = hold(again.classKey("basic"));
  basic.openField("/x", 1, basic.sealField("/x", 1, plain.field), ACCESS);
  const bytes = Buffer.from(plain.document.repeat(3000));
  const chunk = key.sealChunk({ class: "basic", attachment: "a1", index: 0, count: 1, size: bytes.length }, bytes);
  const reader = hold(basic.readAttachment({ id: "a1", slot: "s", name: "n", media: "m/m", size: bytes.length, hash: sha256(bytes), chunks: 1 }, ACCESS));
  reader.push(chunk);
  reader.finish();

  for (const secret of [{ prf: secrets.prf }, { passphrase: secrets.passphrase }]) {
    const vault = hold(motcua.Vault.create(secret));
    const box = vault.sealKey("k", citizen);
    const draft = vault.seal("d", { text: plain.draft });
    const other = hold(motcua.Vault.unlock(box, secret));
    hold(other.openKey("k", box));
    other.open("d", draft);
    hold(other.openOpeningKey("o", other.sealOpeningKey("o", unit)));
  }
  const form = hold(made.pack.openForm(CODE, { now: NOW }));
  form.set("/child/fullName", plain.name);
}
life("P-256", "P-256");
life("Ed25519", "X25519");

if (keep !== "keep") for (const handle of alive.reverse()) handle.free();
// One more call of the smallest kind, so that what the last free left of its frame is not taken for more than it is.
motcua.version();
writeFileSync(out, new Uint8Array(memory.buffer));
console.log(JSON.stringify({ drawn, secrets: { ...secrets, prf: secrets.prf.toString("hex") }, plain }));
