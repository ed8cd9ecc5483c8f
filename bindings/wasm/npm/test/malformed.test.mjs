// Ten thousand wrong calls: each is refused with a code, none grows the memory, and the instance goes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as motcua from "motcua";
import { CODE, NOW, world } from "./fixture.mjs";

const { directory, pack, root, unit, packJws } = world();
const form = pack.openForm(CODE, { now: NOW });
const schema = motcua.compileSchema({ properties: { a: { type: "integer" } } });
const vault = motcua.Vault.create({ prf: new Uint8Array(32).fill(7) });
const box = vault.seal("draft", { a: 1 });
const dossierKey = motcua.DossierKey.generate(motcua.newDossierId());
const places = new motcua.Places();
const situation = { channel: "online", now: NOW };

/** The same numbers in every run (xorshift32). */
let seed = 0x2545f491;
function random(below) {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % below;
}

const circular = {};
circular.self = circular;
let deep = {};
for (let i = 0; i < 500; i += 1) deep = { a: deep };
const ODD = [
  undefined, null, true, 0, -1, 1.5, NaN, Infinity, 2 ** 53, 10n, "", "\ud800", "x\u0000y", "e\u0301", "{", "[1,", "a".repeat(100_000),
  [], [[]], [null], {}, { kty: 1 }, { kty: "OKP", crv: "Ed25519", x: "!" }, { kty: "EC", crv: "P-256", x: "AA", y: "AA" },
  circular, deep, new Map([["a", 1]]), new Date(NaN), new Uint8Array(3), () => 1, Symbol("s"), { toString: null }, { code: 5, pointer: [] },
  { attachments: 5, now: NOW }, { attachments: [{}], now: NOW }, { channel: "air", now: NOW }, { now: "yesterday" },
];
const odd = () => ODD[random(ODD.length)];

const CALLS = [
  () => motcua.openDirectory(odd(), odd()),
  () => motcua.openDirectory(odd(), { root: odd(), now: odd(), minSeq: odd() }),
  () => motcua.openPack(odd(), { directory, now: odd() }),
  () => motcua.openPack(odd(), { directory: odd(), now: NOW }),
  () => directory.sealKeys(odd(), odd(), odd()),
  () => pack.procedure(odd(), odd()),
  () => pack.search(odd(), odd(), { parent: odd(), limit: odd() }),
  () => pack.evaluate(CODE, odd(), odd()),
  () => pack.evaluate(CODE, odd(), { attachments: odd(), channel: odd(), now: NOW }),
  () => pack.validateText(CODE, odd(), situation),
  () => pack.message(CODE, odd(), "vi"),
  () => pack.prefill(CODE, odd(), odd()),
  () => pack.prepare(CODE, { data: odd(), auth: odd(), nonce: odd(), aud: odd(), dossier: odd(), now: NOW, attachments: odd() }),
  () => motcua.beginSign(odd(), odd(), root.jwk),
  () => motcua.beginSign("pack", odd(), odd()),
  () => motcua.finishSign(odd(), odd(), odd()),
  () => motcua.sealSubmission(odd(), { procedure: odd(), dossier: odd(), recipients: odd() }),
  () => motcua.DossierKey.generate(odd()),
  () => motcua.OpeningKey.generate(odd()),
  () => motcua.beginOpen(odd(), odd()),
  () => motcua.openPacket(odd(), { opener: odd(), directory, expected: odd(), now: odd(), anchor: odd(), answers: odd() }),
  () => motcua.packetChecks(odd(), { opener: { kid: odd(), secret: odd() }, directory: odd(), expected: odd(), now: NOW }),
  () => motcua.transferPacket(odd(), { opener: { kid: "k", secret: new Uint8Array(32) }, from: odd(), to: odd(), reason: odd(), recipients: odd() }),
  () => motcua.rewrap(odd(), { opener: { kid: "k", secret: new Uint8Array(32) }, recipients: odd() }),
  () => motcua.requestCosign(odd(), { reference: odd(), exp: odd() }),
  () => motcua.sealCosignRequest(odd(), odd()),
  () => motcua.openCosignRequest(odd(), { opener: odd(), directory, now: NOW }),
  () => motcua.readCosignRequest(odd(), { directory, now: odd() }),
  () => motcua.beginCosign(odd(), { enrolment: odd(), directory, now: NOW }),
  () => motcua.finishCosign(odd(), odd(), { enrolment: odd(), directory, now: NOW }),
  () => motcua.beginCosignRefusal(odd(), { enrolment: odd(), directory: odd(), now: NOW }),
  () => motcua.verifyCosignature(odd(), odd(), { directory, now: NOW }),
  () => motcua.verifyCosignRefusal(odd(), odd(), { directory }),
  () => motcua.DossierKey.open(odd(), { opener: { kid: "k", secret: new Uint8Array(32) }, dossier: odd(), access: odd() }),
  () => motcua.ClassKey.open(odd(), { opener: odd(), dossier: odd(), class: odd(), access: odd() }),
  () => motcua.shred(odd(), odd(), odd()),
  () => pack.sealData(odd(), odd(), { key: odd(), version: odd() }),
  () => motcua.SoftwareKey.generate(odd()),
  () => root.sign(odd()),
  () => motcua.verifyLog(odd(), directory, { pack: odd() }),
  () => motcua.verifyLog(odd(), odd()),
  () => motcua.verifyLog([], directory, odd()),
  () => motcua.receiptCheckpoint(odd(), directory, odd()),
  () => motcua.renderDocument({}, "vi", odd()),
  () => pack.search(odd(), "x", odd()),
  () => motcua.verifyLog([], directory, { checkpoints: odd() }),
  () => motcua.verifyReceipt(odd(), directory, odd()),
  () => motcua.receiptCheckpoint(odd(), directory, { kept: odd() }),
  () => motcua.checkpoint(odd(), odd()),
  () => motcua.verifyInclusion({ entry: odd(), index: odd(), size: odd(), proof: odd(), root: odd() }),
  () => motcua.verifyConsistency({ oldSize: odd(), newSize: odd(), oldRoot: odd(), newRoot: odd(), proof: odd() }),
  () => motcua.renderDocument(odd(), odd(), { page: odd() }),
  () => pack.issueDocument(CODE, odd(), odd(), odd(), NOW),
  () => motcua.thumbprint(odd()),
  () => motcua.renderMessage(odd(), odd(), odd()),
  () => new motcua.Sha256().update(odd()),
  () => motcua.toCompact(odd()),
  () => motcua.Pack.prototype.info.call(odd()),
  () => pack.openForm(odd(), odd()),
  () => pack.openForm(CODE, { data: odd(), prefilled: odd(), attachments: odd(), channel: odd(), now: NOW }),
  () => pack.openForm(CODE, { claims: odd(), now: NOW }).free(),
  () => pack.restoreForm(odd(), { now: NOW }),
  () => pack.migrateDraft(odd(), { now: odd() }),
  () => form.set(odd(), odd()),
  () => form.addItem(odd(), odd(), odd()),
  () => form.removeItem(odd(), odd()),
  () => form.moveItem(odd(), odd(), odd()),
  () => form.setAttachments(odd()),
  () => form.setChannel(odd()),
  () => form.setNow(odd()),
  () => form.acknowledge(odd()),
  () => motcua.compileSchema(odd(), odd()),
  () => motcua.compileSchema({ pattern: odd() }, { resources: odd(), assertFormats: odd(), policy: odd() }),
  () => schema.validate(odd()),
  () => schema.check(odd()),
  () => schema.batch().feed(odd()),
  () => motcua.Vault.create({ prf: odd() }),
  () => motcua.Vault.unlock(odd(), { prf: new Uint8Array(32) }),
  () => motcua.Vault.unlock({ ...box, jwe: odd(), salt: odd() }, { prf: new Uint8Array(32) }),
  () => vault.seal(odd(), odd()),
  () => vault.open(odd(), odd()),
  () => vault.openKey("draft", box),
  () => vault.sealKey(odd(), odd()),
  () => dossierKey.seal(odd(), odd()),
  () => dossierKey.sealChunk(odd(), odd()),
  () => dossierKey.sealChunk({ class: odd(), attachment: odd(), index: odd(), count: odd(), size: odd() }, new Uint8Array(3)),
  () => motcua.chunkToJwe(odd(), odd()),
  () => motcua.checkValue(odd(), odd(), odd()),
  () => motcua.checkValue("citizenId", "079200000001", { birthDate: odd(), sex: odd(), on: odd() }),
  () => motcua.inspectText(odd()),
  () => motcua.searchKey(odd()),
  () => motcua.comparePeople(odd(), odd()),
  () => motcua.moneyInWords(odd()),
  () => motcua.dateInWords(odd()),
  () => motcua.writeTransferCode(odd()),
  () => motcua.readTransferCode(odd()),
  () => motcua.officeDay(odd()),
  () => motcua.addWorkingDays("2026-11-20", odd()),
  () => motcua.workingDaysBetween(odd(), odd()),
  () => new motcua.Places(odd()).free(),
  () => places.resolve(odd(), odd()),
  () => places.resolveCode(odd(), odd()),
];

function round() {
  let refused = 0;
  for (const one of CALLS) {
    try {
      one();
    } catch (error) {
      // Reading a property of a symbol or of nothing is JavaScript's own refusal, before the package is reached.
      assert.ok(motcua.isMotCuaError(error), `${one}\n${error?.stack}`);
      assert.notEqual(error.code, "runtime/panic", String(one));
      refused += 1;
    }
  }
  return refused;
}

test("ten thousand malformed inputs leave the instance usable and its memory flat", () => {
  for (let i = 0; i < 10; i += 1) round();
  const pages = motcua.memorySize();
  let refused = 0;
  for (let i = 0; i < 250; i += 1) refused += round();
  assert.ok(refused > 10_000, `${refused} refusals`);
  assert.equal(motcua.memorySize(), pages);
  assert.equal(pack.validate(CODE, {}, situation).valid, false);
  assert.equal(motcua.thumbprint(unit).length, 43);
});

test("large, deep and doubled documents are refused by their codes", () => {
  const code = (task) => {
    try {
      task();
    } catch (error) {
      return error.code;
    }
    return "accepted";
  };
  assert.equal(code(() => pack.validateText(CODE, `"${"a".repeat(10_000_000)}"`, situation)), "json/tooLarge");
  assert.equal(code(() => pack.validateText(CODE, "[".repeat(100_000), situation)), "json/depth");
  assert.equal(code(() => pack.validateText(CODE, '{"a":1,"a":1}', situation)), "json/duplicateKey");
  assert.equal(code(() => pack.validateText(CODE, Buffer.from([0x22, 0xff, 0x22]), situation)), "json/utf8");
  assert.equal(code(() => pack.validateText(CODE, '"\\ud800"', situation)), "json/loneSurrogate");
  assert.equal(code(() => pack.validateText(CODE, "1 2", situation)), "json/trailing");
  assert.equal(pack.info().id, "test");
});

const code = (task) => {
  try {
    task();
  } catch (error) {
    assert.ok(motcua.isMotCuaError(error), error?.stack);
    return error.code;
  }
  return "accepted";
};

test("code of the caller that runs while an argument is read may call the package", () => {
  let inner = 0;
  const asking = (task, value = {}) => ({
    toJSON() {
      task();
      inner += 1;
      return value;
    },
  });
  assert.equal(pack.validate(CODE, asking(() => pack.validate(CODE, {}, situation)), situation).valid, false);
  // A form is being changed, and is asked and changed by what it is changed to.
  const own = pack.openForm(CODE, { now: NOW });
  assert.equal(code(() => own.setAttachments([asking(() => own.state())])), "boundary/type");
  assert.equal(code(() => own.setAttachments([asking(() => own.set("/child/fullName", "An"))])), "boundary/type");
  assert.equal(own.data().child.fullName, "An");
  own.set("/child", asking(() => own.set("/child/fullName", "Bình")));
  assert.equal(code(() => motcua.thumbprint(asking(() => motcua.thumbprint(unit), unit))), "accepted");
  assert.equal(inner, 5);
  own.free();
});

test("a handle that is freed while it is used is refused, and nothing else is hurt", () => {
  const short = motcua.openPack(packJws, { directory, now: NOW });
  const data = {
    toJSON() {
      short.free();
      return {};
    },
  };
  assert.notEqual(code(() => short.validate(CODE, data, situation)), "runtime/panic");
  assert.equal(code(() => short.info()), "runtime/freed");
  const key = motcua.SoftwareKey.generate("Ed25519");
  const request = motcua.beginSign("receipt", { a: 1 }, key.jwk);
  const freeing = {
    toJSON() {
      key.free();
      return request;
    },
  };
  assert.notEqual(code(() => key.sign(freeing)), "runtime/panic");
  assert.equal(code(() => key.jwk), "runtime/freed");
  assert.equal(pack.info().id, "test");
});

test("every handle that was freed says so, as often as one likes", () => {
  const opened = pack.openForm(CODE, { now: NOW });
  const made = motcua.compileSchema(true);
  const batch = made.batch();
  for (const handle of [opened, made, batch, motcua.Vault.unlock(box, { prf: new Uint8Array(32).fill(7) }), new motcua.Sha256()]) {
    handle.free();
    handle.free();
    handle[Symbol.dispose]?.();
  }
  for (const task of [() => opened.state(), () => made.check("1"), () => batch.feed(new Uint8Array(1))]) {
    assert.equal(code(task), "runtime/freed");
    assert.equal(code(task), "runtime/freed");
  }
});

test("a text with half of a pair is no value, wherever it stands", () => {
  const half = "Nguy\ud800n";
  assert.equal(code(() => pack.validate(CODE, { child: { fullName: half } }, situation)), "json/loneSurrogate");
  assert.equal(code(() => form.set("/child/fullName", half)), "accepted");
  assert.equal(form.data().child.fullName, "Nguy\ufffdn", "what is typed is made whole");
  assert.notEqual(code(() => pack.procedure(half)), "runtime/panic");
  assert.equal(code(() => motcua.beginSign("receipt", { [half]: 1 }, unit)), "json/loneSurrogate");
});

test("a text of 100 MB is refused without keeping it", () => {
  const huge = "a".repeat(100_000_000);
  assert.equal(code(() => pack.validate(CODE, { child: { fullName: huge } }, situation)), "json/tooLarge");
  assert.equal(pack.info().id, "test");
});
