// An office and two signers over the built package: co-signing, opening with keys of the host, handing on, data at rest.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import * as motcua from "motcua";
import { AGENCY, CODE, NOW, SECONDS, sha256, world } from "./fixture.mjs";

const made = world();
const OTHER = "H29.300";
const LATER = "2026-11-23T01:00:00Z";
const ACCESS = { actor: "officer:7", role: "officer", purpose: "assessment", at: SECONDS };
const refused = (code) => (error) => motcua.isMotCuaError(error) && error.code === code;

/** The curves of the two key profiles. */
const PROFILES = [
  { name: "P-256", signing: "P-256", opening: "P-256" },
  { name: "Ed25519 and X25519", signing: "Ed25519", opening: "X25519" },
];

/** An opening key of WebCrypto, and what it answers between the two steps. */
async function held(curve) {
  const make = curve === "P-256" ? { name: "ECDH", namedCurve: curve } : { name: curve };
  const pair = await crypto.subtle.generateKey(make, false, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };
  const opener = async (sealed) => {
    const { kid, epk } = motcua.beginOpen(sealed, jwk);
    const peer = await crypto.subtle.importKey("jwk", epk, make, false, []);
    const secret = await crypto.subtle.deriveBits({ name: make.name, public: peer }, pair.privateKey, 256);
    return { kid, secret: new Uint8Array(secret) };
  };
  return { jwk, opener };
}

/** The directory with units of two agencies, and a couple who file together. */
function city({ signing, opening }) {
  const software = { unit: motcua.OpeningKey.generate(opening), next: motcua.OpeningKey.generate(opening) };
  const entry = (jwk, agency, use) => ({
    kid: motcua.thumbprint(jwk), jwk: { ...jwk, kid: undefined }, agency, unit: "commune", use,
    nbf: SECONDS - 5000, exp: SECONDS + 1_000_000, status: "active",
  });
  const issue = (units) => {
    const keys = [...units.map(([jwk, agency]) => entry(jwk, agency, "seal")), entry(made.signer.jwk, AGENCY, "sign")];
    const payload = { v: 1, seq: 8, iat: SECONDS - 500, exp: SECONDS + 500_000, keys };
    const jws = made.root.sign(motcua.beginSign("keys", payload, made.root.jwk));
    return motcua.openDirectory(jws, { root: made.root.jwk, now: NOW });
  };
  const enrol = (key, person) => {
    const record = {
      v: 1, person, name: "Trần Thị Hoa", kid: motcua.thumbprint(key.jwk), jwk: key.jwk, scope: "device", level: 2, idp: "vneid",
      authTime: SECONDS - 60, claims: sha256("{}"), nbf: SECONDS - 3600, exp: SECONDS + 400_000,
    };
    return motcua.toCompact(made.signer.sign(motcua.beginSign("enrol", record, made.signer.jwk)));
  };
  const wife = motcua.SoftwareKey.generate(signing);
  const husband = motcua.SoftwareKey.generate(signing);
  const procedure = made.pack.reference(CODE, NOW);
  const dossier = motcua.newDossierId();
  const person = (name, number) => ({ name, id: { kind: "citizenId", number } });
  const submission = {
    v: 1, type: "submission", dossier, procedure, aud: [AGENCY], nonce: "n-1", iat: SECONDS - 10, channel: "online",
    auth: { by: "key", enrolment: enrol(wife, "person:1") },
    parties: [
      { role: "applicant", person: person("Trần Thị Hoa", "079190001234"), reference: "person:1" },
      { role: "coApplicant", person: person("Nguyễn Văn Nam", "079085004321"), reference: "person:2" },
    ],
    data: { parentage: "married", child: { fullName: "Trần An", ethnicity: "01" }, copies: 2 },
  };
  const jws = wife.sign(motcua.beginSign("submission", submission, wife.jwk));
  const rule = (role) => ({ role, auth: ["key"] });
  const expected = { aud: AGENCY, nonce: "n-1", dossier, procedure, signers: [rule("applicant"), rule("coApplicant")], minAssurance: 1, maxAge: 86_400 };
  return { software, issue, enrol, husband, jws, submission, dossier, procedure, expected };
}

for (const profile of PROFILES) {
  test(`two people sign, the unit opens with a key of its own store, the packet moves on (${profile.name})`, async () => {
    const { software, issue, enrol, husband, jws, submission, dossier, procedure, expected } = city(profile);
    const unit = await held(profile.opening);
    const his = await held(profile.opening);
    const directory = issue([[unit.jwk, AGENCY], [software.next.jwk, OTHER]]);
    const enrolment = enrol(husband, "person:2");

    // The request, sealed to a key of his.
    const request = motcua.requestCosign(jws, { reference: "person:2", exp: LATER });
    assert.throws(() => motcua.requestCosign(jws, { reference: "person:9", exp: LATER }), refused("cosign/notAsked"));
    const invitation = motcua.sealCosignRequest(request, [his.jwk]);
    const asked = motcua.openCosignRequest(invitation, { opener: await his.opener(invitation), directory, now: NOW });
    assert.deepEqual(asked, motcua.readCosignRequest(request, { directory, now: NOW }));
    assert.deepEqual(asked.payload, submission);
    assert.equal(asked.by.person, "person:1");
    assert.throws(() => motcua.readCosignRequest(request, { directory, now: LATER }), refused("cosign/expired"));

    // He signs; she checks.
    const his2 = { enrolment, directory, now: NOW };
    const signed = husband.sign(motcua.beginCosign(asked.request, his2));
    const cosignature = motcua.finishCosign(asked.request, signed, his2);
    assert.equal(motcua.verifyCosignature(request, cosignature, { directory, now: NOW }).person, "person:2");
    assert.throws(() => motcua.finishCosign(request, signed, { ...his2, enrolment: enrol(husband, "person:3") }), refused("cosign/wrongPerson"));
    assert.throws(() => motcua.beginCosign(request, { ...his2, now: LATER }), refused("cosign/expired"));

    // Or he says no, and that is no consent.
    const refusal = husband.sign(motcua.beginCosignRefusal(request, his2));
    assert.equal(motcua.verifyCosignRefusal(refusal, request, { directory }).answer, "refused");
    assert.throws(() => motcua.finishCosign(request, refusal, his2), refused("cosign/changed"));

    // The unit opens with a key that no script can read.
    const packet = motcua.sealSubmission(jws, { procedure, dossier, recipients: [unit.jwk], cosign: [cosignature] });
    const open = async (sealed, options) => motcua.openPacket(sealed, { opener: await unit.opener(sealed), directory, expected, now: NOW, ...options });
    const opened = await open(packet);
    assert.deepEqual(opened.payload, submission);
    assert.deepEqual(opened.signers.map(({ role, standing }) => [role, standing]), [["filer", "integrity"], ["coApplicant", "integrity"]]);
    assert.deepEqual(motcua.packetChecks(packet, { opener: await unit.opener(packet), directory, expected, now: NOW }), []);
    await assert.rejects(open(packet, { expected: { ...expected, nonce: "n-2" } }), refused("packet/wrongNonce"));
    await assert.rejects(open(packet, { now: "2026-12-22T01:00:00Z" }), refused("packet/expired"));
    const anchor = { payloadHash: opened.payloadHash, at: SECONDS };
    assert.deepEqual(await open(packet, { anchor, now: "2026-12-22T01:00:00Z" }), opened);
    await assert.rejects(open(packet, { anchor: { ...anchor, payloadHash: sha256("x") } }), refused("packet/changed"));
    await assert.rejects(open(packet, { opener: { kid: motcua.thumbprint(unit.jwk), secret: new Uint8Array(32) } }), refused("crypto/cannotOpen"));
    await assert.rejects(open(packet, { expected: undefined }), refused("boundary/type"));
    const alone = motcua.sealSubmission(jws, { procedure, dossier, recipients: [unit.jwk] });
    await assert.rejects(open(alone), refused("packet/signerMissing"));

    // To the agency that it is a matter of.
    const { sealed, transfer } = motcua.transferPacket(packet, {
      opener: await unit.opener(packet), from: `${AGENCY}/commune`, to: OTHER, reason: "wrongAgency", recipients: [software.next.jwk],
    });
    const there = (told) => motcua.openPacket(sealed, { opener: software.next, directory, expected: { ...expected, transfers: told }, now: NOW });
    assert.deepEqual(there([transfer]), opened);
    assert.throws(() => there([]), refused("packet/notTransferred"));
    assert.throws(() => there([{ ...transfer, to: "H29.999" }]), refused("packet/transfer"));
  });

  test(`an office keeps an accepted dossier (${profile.name})`, async () => {
    const { software, submission, dossier, procedure } = city(profile);
    const unit = await held(profile.opening);
    const { next: records } = software;

    // Accepted: the data under the dossier's key, the key sealed to the unit and the records authority.
    const key = motcua.DossierKey.generate(dossier);
    const fields = made.pack.sealData(procedure, submission.data, { key, version: 1 });
    assert.ok(!JSON.stringify(fields).includes("Trần An"));
    assert.deepEqual(Object.fromEntries(fields.map((field) => [field.pointer, field.class])), {
      "/parentage": "sensitive:c", "/child/fullName": "basic", "/child/ethnicity": "sensitive:a", "/copies": "basic",
    });
    const wrap = key.seal([unit.jwk, records.jwk], procedure);
    const bytes = randomBytes(3_000_000);
    const manifest = { id: "a1", slot: "birthCertificate", name: "a.pdf", media: "application/pdf", size: bytes.length, hash: sha256(bytes), chunks: 3 };
    const part = (index) => bytes.subarray(index * 1_048_576, (index + 1) * 1_048_576);
    const chunks = [0, 1, 2].map((index) =>
      key.sealChunk({ class: "sensitive:d", attachment: "a1", index, count: 3, size: bytes.length }, part(index)));
    key.free();

    // Later, with the key store; what is opened is recorded.
    const again = motcua.DossierKey.open(wrap, { opener: await unit.opener(wrap), dossier, access: ACCESS });
    assert.deepEqual([again.audit.kind, again.audit.access], ["dossierKey", ACCESS]);
    const { data, audit } = again.key.openData(fields, ACCESS);
    assert.deepEqual(data, submission.data);
    assert.deepEqual(audit.map((record) => [record.kind, record.name]).sort()[0], ["field", "/child/ethnicity"]);
    assert.throws(() => again.key.openData(fields, { ...ACCESS, purpose: "" }), refused("crypto/access"));
    assert.throws(() => motcua.DossierKey.open(wrap, { opener: records, dossier: motcua.newDossierId(), access: ACCESS }), refused("crypto/context"));

    // A role that may see one class.
    const own = await held(profile.opening);
    const basic = again.key.classKey("basic").seal([own.jwk], procedure);
    const { key: classKey } = motcua.ClassKey.open(basic, { opener: await own.opener(basic), dossier, class: "basic", access: ACCESS });
    assert.deepEqual(classKey.openData(fields, ACCESS).data, { child: { fullName: "Trần An" }, copies: 2 });
    const jwe = classKey.sealField("/note", 3, "ghi chú");
    assert.equal(classKey.openField("/note", 3, jwe, ACCESS).value, "ghi chú");
    assert.throws(() => classKey.openField("/note", 2, jwe, ACCESS), refused("crypto/cannotOpen"));
    assert.throws(() => classKey.readAttachment(manifest, ACCESS).push(chunks[0]), refused("crypto/cannotOpen"));

    // The document, chunk by chunk.
    const reader = again.key.classKey("sensitive:d").readAttachment(manifest, ACCESS);
    const read = Buffer.concat(chunks.map((chunk) => reader.push(chunk)));
    assert.equal(reader.finish().name, "a1");
    assert.ok(read.equals(bytes));
    assert.throws(() => reader.push(chunks[0]), refused("boundary/type"));
    const cut = again.key.classKey("sensitive:d").readAttachment(manifest, ACCESS);
    cut.push(chunks[0]);
    assert.throws(() => cut.finish(), refused("crypto/attachment"));

    // The unit has a new key; and at the end nothing opens any more.
    const fresh = await held(profile.opening);
    const moved = motcua.rewrap(wrap, { opener: records, recipients: [fresh.jwk] });
    assert.equal(motcua.DossierKey.open(moved, { opener: await fresh.opener(moved), dossier, access: ACCESS }).audit.kid, again.audit.kid);
    const record = motcua.shred(dossier, [wrap, moved, basic], ACCESS);
    assert.deepEqual([record.kind, record.wraps.length], ["shredding", 3]);
    assert.throws(() => motcua.shred(motcua.newDossierId(), [wrap], ACCESS), refused("crypto/context"));
  });
}

test("an opener of a wrong kind is refused, and what was agreed is no key", () => {
  const { software, dossier, procedure } = city(PROFILES[0]);
  const wrap = motcua.DossierKey.generate(dossier).seal([software.unit.jwk], procedure);
  const vault = motcua.Vault.create({ prf: new Uint8Array(32).fill(1) });
  for (const opener of [undefined, {}, { kid: "x" }, { kid: 1, secret: new Uint8Array(32) }, vault]) {
    assert.throws(() => motcua.rewrap(wrap, { opener, recipients: [software.next.jwk] }), refused("boundary/type"));
  }
  assert.throws(() => vault.sealOpeningKey("k", made.root), refused("boundary/type"));
  const box = vault.sealOpeningKey("k", software.unit);
  assert.deepEqual(vault.openOpeningKey("k", box).jwk, software.unit.jwk);
  assert.throws(() => vault.openKey("k", box), refused("vault/content"));
  for (const curve of ["Ed25519", "P-384", 1]) assert.throws(() => motcua.OpeningKey.generate(curve), refused("boundary/type"));
});
