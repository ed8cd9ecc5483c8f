// The whole way of a citizen's program over the built package: directory, pack, form, payload, signature, seal.

import assert from "node:assert/strict";
import { createHash, sign as nodeSign, createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as motcua from "motcua";
import { AGENCY, attachment, CODE, NOW, SECONDS, sealingKey, sha256, world } from "./fixture.mjs";

const made = world();
const { directory, pack } = made;
const example = JSON.parse(readFileSync(new URL("../../../../tests/cases/forms/birth/01-mother-online.json", import.meta.url), "utf8"));
const situation = { attachments: [attachment], channel: "online", now: NOW };
const refused = (code) => (error) => motcua.isMotCuaError(error) && error.code === code;

test("the directory opens, gives its payload and its sealing keys", () => {
  assert.equal(directory.payload().seq, 7);
  assert.deepEqual(directory.payload().keys[0].agency, AGENCY);
  const keys = directory.sealKeys(AGENCY, "commune", NOW);
  assert.equal(keys.length, 1);
  assert.equal(motcua.thumbprint(keys[0]), motcua.thumbprint(made.unit));
  assert.deepEqual(directory.sealKeys("H01", undefined, NOW), []);
});

test("another root, a rollback and an expired directory are refused", () => {
  const open = (options) => () => motcua.openDirectory(made.directoryJws, { root: made.root.jwk, now: NOW, ...options });
  assert.throws(open({ root: made.signer.jwk }), refused("keys/wrongRoot"));
  assert.throws(open({ minSeq: 8 }), refused("keys/rollback"));
  assert.throws(open({ now: "2030-01-01T00:00:00Z" }), refused("keys/expired"));
  assert.doesNotThrow(open({ minSeq: 7, now: new Date(NOW) }));
});

test("the pack lists procedures, catalogues and workflows", () => {
  const info = pack.info();
  assert.ok(info.procedures.some((one) => one.code === CODE));
  assert.ok(info.catalogues.includes("provinces"));
  assert.equal(pack.workflow("one-stop").id, "one-stop");
  assert.equal(pack.procedure(CODE).name.vi, "Đăng ký khai sinh");
  assert.equal(pack.reference(CODE, "2026-11-22").hash, sha256Of(made, CODE));
  assert.throws(() => pack.procedure(CODE, "2024-01-01"), refused("pack/noProcedure"));
  assert.throws(() => pack.procedure("9.999999"), refused("pack/noProcedure"));
  assert.throws(() => pack.catalogue("none"), refused("pack/noCatalogue"));
});

function sha256Of({ packJws }, code) {
  const { items } = JSON.parse(Buffer.from(packJws.payload, "base64url"));
  return items.find((item) => item.path === `procedures/${code}.json`).hash;
}

test("a search needs no accents", () => {
  const [first] = pack.search("communes-79", "ben thanh", { parent: "79", limit: 5 });
  assert.equal(first.vi, "Phường Bến Thành");
  assert.equal(first.parent, "79");
  assert.equal(pack.search("provinces", "", { limit: 3 }).length, 3);
});

test("an empty form has findings with sentences in both languages", () => {
  const report = pack.validate(CODE, {}, { now: NOW });
  assert.equal(report.valid, false);
  for (const issue of report.issues) {
    const vi = pack.message(CODE, issue, "vi", "short");
    const en = pack.message(CODE, issue, "en", "short");
    assert.ok(vi && en && vi !== en && !vi.includes("{") && vi !== issue.code, `${issue.code} at ${issue.pointer}: ${vi} / ${en}`);
  }
});

test("a filled form is valid, evaluates, and reads the same as text", () => {
  const state = pack.evaluate(CODE, example.data, situation);
  assert.deepEqual(state.report.issues.filter((issue) => issue.severity === "error"), []);
  assert.ok(state.sections.length > 3 && state.sections.every((section) => section.errors === 0));
  assert.ok(state.required.includes("/child/fullName"));
  const text = JSON.stringify(example.data);
  assert.deepEqual(pack.validateText(CODE, text, situation), state.report);
  assert.deepEqual(pack.validateText(CODE, Buffer.from(text), situation), state.report);
  assert.deepEqual(pack.validate(CODE, text, situation).valid, false, "a text is data too, and a form is no text");
  assert.throws(() => pack.validateText(CODE, '{"a":1,"a":2}', situation), refused("json/duplicateKey"));
});

test("claims of a login fill the form and are marked", () => {
  const { data, provenance } = pack.prefill(
    CODE,
    { name: "Trần Thị Bình", citizenId: "079190000012", birthDate: "1990-05-17", idp: "vneid", authTime: SECONDS - 60 },
    NOW,
  );
  assert.equal(data.requester.fullName, "Trần Thị Bình");
  assert.ok(provenance.some((one) => one.pointer === "/requester/fullName" && one.source === "vneid"));
});

const dossier = motcua.newDossierId();
const request = {
  dossier,
  data: example.data,
  attachments: [{ ...attachment, name: attachment.name.normalize("NFD") }],
  auth: { by: "session", enrolment: "e.e.e" },
  nonce: "n-1",
  aud: [AGENCY],
  now: NOW,
};

test("prepare, sign in two steps, seal", () => {
  const submission = pack.prepare(CODE, request);
  assert.equal(submission.v, 1);
  assert.equal(submission.type, "submission");
  assert.equal(submission.iat, SECONDS);
  assert.deepEqual(submission.procedure, pack.reference(CODE, NOW));
  assert.ok(submission.parties.some((party) => party.role === "filer"));

  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = pair.publicKey.export({ format: "jwk" });
  const jwk = { kty, crv, x, y };
  const step = motcua.beginSign("submission", submission, jwk);
  assert.equal(step.alg, "ES256");
  assert.equal(step.signingInput, `${step.protected}.${step.payload}`);
  const key = createPrivateKey(pair.privateKey.export({ format: "pem", type: "pkcs8" }));
  for (const dsaEncoding of ["ieee-p1363", "der"]) {
    const signature = nodeSign("sha256", Buffer.from(step.signingInput), { key, dsaEncoding });
    const jws = motcua.finishSign(step, signature, jwk);
    assert.deepEqual(JSON.parse(Buffer.from(jws.payload, "base64url")), submission);
    assert.equal(motcua.toCompact(jws).split(".").length, 3);
    const sealed = motcua.sealSubmission(jws, { procedure: submission.procedure, dossier, recipients: [made.unit, sealingKey()] });
    assert.equal(sealed.recipients.length, 2);
    const context = JSON.parse(Buffer.from(sealed.aad, "base64url"));
    assert.equal(context.dossier, dossier);
    assert.equal(context.purpose, "submission");
    assert.deepEqual(context.rcpt, [...context.rcpt].sort());
  }
  assert.throws(() => motcua.finishSign(step, new Uint8Array(64), jwk), motcua.isMotCuaError);
});

test("a party is known to the portal by a reference, and one that is not in the form is refused", () => {
  const known = (references) => pack.prepare(CODE, { ...request, references }).parties;
  const filer = known([{ role: "filer", reference: "person:1" }]).find((party) => party.role === "filer");
  assert.equal(filer.reference, "person:1");
  assert.throws(() => known([{ role: "witness", reference: "person:2" }]), refused("boundary/type"));
});

test("a form with errors is not prepared", () => {
  assert.throws(
    () => pack.prepare(CODE, { ...request, data: {} }),
    (error) => refused("form/invalid")(error) && error.pointer.startsWith("/") && error.params[0].name === "issue",
  );
});

test("software keys sign without showing themselves", () => {
  for (const algorithm of ["Ed25519", "P-256"]) {
    const key = motcua.SoftwareKey.generate(algorithm);
    assert.equal("d" in key.jwk, false);
    const jws = key.sign(motcua.beginSign("cosign", { a: "ă" }, key.jwk));
    assert.equal(Buffer.from(jws.payload, "base64url").toString(), '{"a":"ă"}');
    assert.throws(() => key.sign(motcua.beginSign("cosign", {}, made.root.jwk)), motcua.isMotCuaError);
    key.free();
    key.free();
    assert.throws(() => key.jwk, refused("runtime/freed"));
  }
});

test("documents are hashed and sealed in chunks", () => {
  const bytes = new Uint8Array(2_500_000).map((_, i) => i * 31);
  const hash = new motcua.Sha256();
  const key = motcua.DossierKey.generate(dossier);
  const size = 1024 * 1024;
  const count = Math.ceil(bytes.length / size);
  for (let index = 0; index < count; index += 1) {
    const chunk = bytes.subarray(index * size, (index + 1) * size);
    hash.update(chunk);
    const sealed = key.sealChunk({ class: "basic", attachment: "a1", index, count, size: bytes.length }, chunk);
    assert.equal(sealed.length, chunk.length + 28);
  }
  assert.equal(hash.digest(), sha256(bytes));
  const sealedKey = key.seal([made.unit], pack.reference(CODE));
  assert.equal(JSON.parse(Buffer.from(sealedKey.aad, "base64url")).purpose, "dossierKey");
  assert.throws(() => key.sealChunk({ class: "basic", attachment: "a1", index: 3, count: 3, size: 9 }, new Uint8Array(1)), refused("crypto/chunk"));
});

test("a log and its receipt verify, and a changed one does not", () => {
  const iss = `${AGENCY}/commune`;
  const event = (seq, prev, events) =>
    motcua.toCompact(
      made.signer.sign(
        motcua.beginSign(
          "event",
          { iss, iat: SECONDS + seq, jti: `j${seq}`, sub: dossier, txn: `t${seq}`, seq, ...(prev ? { prev: sha256(prev) } : {}), events },
          made.signer.jwk,
        ),
      ),
    );
  const issuer = `${AGENCY}/commune`;
  const first = (who) =>
    motcua.toCompact(
      made.signer.sign(
        motcua.beginSign(
          "event",
          {
            iss: who,
            iat: SECONDS,
            jti: "j0",
            sub: dossier,
            txn: "t0",
            seq: 0,
            events: {
              "urn:egov:event:received": { type: "submission", packet: sha256("p"), channel: "online", number: "TN-261122-0001" },
              "urn:egov:event:status": { status: 1, actor: "intake" },
            },
          },
          made.signer.jwk,
        ),
      ),
    );
  const events = [first(issuer)];
  const state = motcua.verifyLog(events, directory);
  assert.equal(state.status, 1);
  assert.equal(state.size, 1);
  assert.equal(state.head, sha256(events[0]));
  assert.deepEqual(motcua.verifyLog(events, directory, { pack }), state);

  const receipt = made.signer.sign(
    motcua.beginSign("receipt", { v: 1, dossier, size: 1, head: state.head, iat: SECONDS + 1 }, made.signer.jwk),
  );
  assert.equal(motcua.verifyReceipt(receipt, directory, events).head, state.head);
  const [head, body, tail] = events[0].split(".");
  const changed = `${head}.${body.slice(0, -2)}AA.${tail}`;
  assert.throws(
    () => motcua.verifyLog([changed], directory),
    (error) => motcua.isMotCuaError(error) && error.params.some((param) => param.name === "firstBad" && param.value === "0"),
  );
  assert.throws(() => motcua.verifyLog([events[0], event(1, "x", {})], directory), motcua.isMotCuaError);
  assert.throws(() => motcua.verifyLog([], directory), refused("log/empty"));

  // What is kept of a log: a shorter or another one is refused later.
  const kept = motcua.checkpoint(state, NOW);
  assert.deepEqual(kept, { dossier, size: 1, head: state.head, at: SECONDS });
  assert.deepEqual(motcua.receiptCheckpoint(receipt, directory), { ...kept, at: SECONDS + 1 });
  assert.deepEqual(motcua.receiptCheckpoint(receipt, directory, { kept: NOW }), kept);
  assert.deepEqual(motcua.verifyLog(events, directory, { pack, checkpoints: [kept] }), state);
  const held = (checkpoint) => () => motcua.verifyLog(events, directory, { checkpoints: [{ ...kept, ...checkpoint }] });
  assert.throws(held({ size: 2 }), refused("log/truncated"));
  assert.throws(held({ head: sha256("another") }), refused("log/fork"));
  assert.throws(held({ dossier: "urn:uuid:0" }), refused("log/wrongDossier"));
});

test("proofs over trees of entries", () => {
  const node = (left, right) => createHash("sha256").update(Buffer.concat([Buffer.of(1), left, right])).digest();
  const leaves = ["a", "b", "c"].map((entry) => createHash("sha256").update(Buffer.concat([Buffer.of(0), Buffer.from(entry)])).digest());
  const text = (hash) => `sha-256:${hash.toString("base64url")}`;
  const pair = node(leaves[0], leaves[1]);
  const root = text(node(pair, leaves[2]));
  const claim = { entry: "b", index: 1, size: 3, proof: [text(leaves[0]), text(leaves[2])], root };
  motcua.verifyInclusion(claim);
  motcua.verifyInclusion({ ...claim, entry: new TextEncoder().encode("b") });
  assert.throws(() => motcua.verifyInclusion({ ...claim, entry: "c" }), refused("merkle/proof"));
  assert.throws(() => motcua.verifyInclusion({ ...claim, index: 3 }), refused("merkle/range"));
  assert.throws(() => motcua.verifyInclusion({ ...claim, index: -1 }), refused("boundary/type"));
  assert.throws(() => motcua.verifyInclusion({ ...claim, root: root.slice(8) }), refused("merkle/proof"));
  const grown = { oldSize: 2, newSize: 3, oldRoot: text(pair), newRoot: root, proof: [text(leaves[2])] };
  motcua.verifyConsistency(grown);
  assert.throws(() => motcua.verifyConsistency({ ...grown, oldRoot: root }), refused("merkle/proof"));
  assert.throws(() => motcua.verifyConsistency({ ...grown, oldSize: 0 }), refused("merkle/range"));
});

test("a paper is issued from the log and drawn in both languages", () => {
  const place = { vi: "Thành phố Hồ Chí Minh", en: "Hồ Chí Minh City" };
  const facts = {
    office: { name: { vi: "Trung tâm Phục vụ hành chính công", en: "Public Administration Service Centre" }, place },
    addressee: { name: "Nguyễn <b>Minh</b> Khai" },
  };
  const state = {
    dossier: "urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10",
    status: 1,
    size: 1,
    head: sha256("event"),
    number: "TN-261122-000001",
    supplementWaiting: false,
    supplementRequests: 0,
    history: [{ seq: 0, at: "2026-11-22T08:00:00+07:00", issuer: AGENCY, hash: sha256("event"), event: { type: "status", body: { status: 1, actor: "intake" } } }],
  };
  const slip = pack.issueDocument(CODE, "06", state, facts, NOW);
  assert.equal(slip.procedure.name.vi, "Đăng ký khai sinh");
  assert.equal(slip.steps.length, 1);
  const vi = motcua.renderDocument(slip, "vi");
  assert.ok(vi.startsWith('<article class="motcua-document" lang="vi">') && vi.includes("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
  assert.ok(motcua.renderDocument(slip, "en", { page: true }).startsWith("<!doctype html>"));
  const letter = { ...slip, form: "03", reason: { note: "x" } };
  const drawn = motcua.renderDocument(letter, "vi");
  assert.ok(drawn.includes("Nguyễn &lt;b&gt;Minh&lt;/b&gt; Khai") && !drawn.includes("<b>"));
  assert.ok(motcua.documentStyle().includes(".motcua-document"));
  assert.throws(() => pack.issueDocument(CODE, "01", state, facts, NOW), refused("document/form"));
  assert.throws(() => motcua.renderDocument({ ...slip, steps: [] }, "vi"), refused("document/incomplete"));
  assert.throws(() => motcua.renderDocument({ form: "01" }, "vi"), refused("boundary/type"));
});

test("errors speak both languages and hold nothing that was typed", () => {
  const canary = "Nguyễn-Canary-079";
  try {
    motcua.thumbprint({ kty: "EC", crv: canary, x: canary, y: canary });
    assert.fail("refused");
  } catch (error) {
    assert.ok(error instanceof motcua.MotCuaError && error instanceof Error);
    assert.equal(error.name, "MotCuaError");
    assert.notEqual(error.localized("vi"), error.localized("en"));
    assert.ok(!`${error.stack}${JSON.stringify(error)}${error.localized("vi")}`.includes(canary));
    assert.ok(!/::|motcua_|\.rs/.test(error.message));
  }
  assert.equal(motcua.renderMessage("no/such", [], "vi"), undefined);
  assert.ok(motcua.renderMessage("form/required", [], "en").length > 5);
});
