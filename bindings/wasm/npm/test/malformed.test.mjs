// A thousand wrong calls: each is refused with a code, none grows the memory, and the instance goes on.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as motcua from "motcua";
import { CODE, NOW, world } from "./fixture.mjs";

const { directory, pack, root, unit } = world();
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
  () => motcua.SoftwareKey.generate(odd()),
  () => root.sign(odd()),
  () => motcua.verifyLog(odd(), directory, { pack: odd() }),
  () => motcua.verifyLog(odd(), odd()),
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

test("a thousand malformed inputs leave the instance usable and its memory flat", () => {
  for (let i = 0; i < 10; i += 1) round();
  const pages = motcua.memorySize();
  let refused = 0;
  for (let i = 0; i < 40; i += 1) refused += round();
  assert.ok(refused > 1000, `${refused} refusals`);
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
