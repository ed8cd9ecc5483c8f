// A peer of `motcua rpc` in Node: signs with WebCrypto in two steps, meets every kind of refusal, and sends 10,000
// malformed requests, after which the same process still answers and has not grown.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const child = spawn("motcua", ["rpc"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = [];
createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()(line));

function send(line) {
  const answer = new Promise((done) => waiting.push(done));
  child.stdin.write(Buffer.concat([Buffer.from(line), Buffer.from("\n")]));
  return answer.then(JSON.parse);
}
let calls = 0;
const ask = (op, params, more = {}) => send(JSON.stringify({ v: 1, id: ++calls, op, params, ...more }));
async function call(op, params) {
  const { error, result, id, v } = await ask(op, params);
  assert.equal(error, undefined, `${op}: ${JSON.stringify(error)}`);
  assert.deepEqual([id, v], [calls, 1]);
  return result;
}
async function refused(op, params, code, pointer) {
  const { error } = await ask(op, params);
  assert.equal(error?.code, code, op);
  if (pointer !== undefined) assert.equal(error.pointer, pointer, op);
  return error;
}

// The table describes itself, and every operation refuses a parameter that it does not know.
const { ops, v } = await call("rpc.describe");
assert.equal(v, 1);
assert.ok(ops.length > 80, `${ops.length} operations`);
for (const { op } of ops) await refused(op, { surplus: 1 }, "boundary/type", "/params/surplus");
for (const { op, params } of ops) {
  const first = params.find(({ optional }) => !optional);
  if (first) await refused(op, {}, "boundary/type", `/params/${first.name}`);
}

// Signing in two steps with a key that is not here.
const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
const { kty, crv, x, y } = await webcrypto.subtle.exportKey("jwk", pair.publicKey);
const key = { kty, crv, x, y };
const request = await call("sign.begin", { kind: "receipt", payload: { a: "Ánh" }, key });
const raw = await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, Buffer.from(request.signingInput));
const signature = Buffer.from(raw).toString("base64url");
const jws = await call("sign.finish", { request, signature, key });
assert.equal((await call("sign.toCompact", { jws })).split(".").length, 3);
await refused("sign.finish", { request, signature: signature.replace(/^./, (c) => (c === "A" ? "B" : "A")), key }, "crypto/signature");

// Handles: of another kind, freed, never given.
const own = await call("key.generate", { algorithm: "Ed25519" });
await refused("vault.seal", { vault: own.signingKey, name: "x", draft: {} }, "boundary/type");
assert.equal(await call("rpc.free", { handle: own.signingKey }), true);
assert.equal(await call("rpc.free", { handle: own.signingKey }), false);
await refused("key.sign", { signingKey: own.signingKey, request }, "runtime/freed");
await refused("rpc.free", { handle: "pack-9999" }, "boundary/type");
await refused("rpc.free", { handle: "🙂" }, "boundary/type");

// Keys at rest; what is private never comes back.
const { vault } = await call("vault.create", { prf: Buffer.alloc(32, 7).toString("base64url") });
const kept = await call("openingKey.generate", { algorithm: "X25519" });
const box = await call("vault.sealOpeningKey", { vault, name: "unit", openingKey: kept.openingKey });
const again = await call("vault.openOpeningKey", { vault, name: "unit", box });
assert.deepEqual(again.jwk, kept.jwk);
await refused("vault.open", { vault, name: "unit", box }, "vault/content");
const secret = { ...kept.jwk, d: `${"CANARY".repeat(7)}A` };
const error = await refused("openingKey.load", { jwk: secret }, "crypto/kidMismatch");
assert.ok(!JSON.stringify(error).includes("CANARY"));

// Plain schemas, whole and in batches.
const { schema, fields } = await call("schema.compile", { document: { properties: { a: { type: "integer" } } } });
const codes = await call("schema.errorCodes");
// The same list in every binding.
assert.deepEqual(codes, readFileSync(new URL("../../../core/types/codes.txt", import.meta.url), "utf8").trimEnd().split("\n"));
const packed = await call("schema.check", { schema, source: '{"a":"x"}' });
assert.deepEqual([fields[packed[0]], codes[packed[1]]], ["/a", "form/type"]);
const { batch } = await call("batch.begin", { schema });
const bytes = (text) => Buffer.from(text).toString("base64url");
assert.equal((await call("batch.feed", { batch, bytes: bytes('{"a":1}\n{"a":') })).records, 1);
assert.deepEqual((await call("batch.finish", { batch })).failed, 1);

// What stands around a request.
assert.equal((await send("[]")).error.code, "boundary/type");
assert.equal((await send('{"v":2,"id":1,"op":"rpc.describe"}')).error.code, "rpc/version");
assert.equal((await send('{"v":1,"id":"é","op":"no.such"}')).id, "é");
assert.equal((await send('{"v":1,"id":[],"op":"rpc.describe"}')).error.pointer, "/id");
assert.match((await ask("no.such", {}, { lang: "vi" })).error.message, /thao tác/);
assert.equal((await ask("rpc.describe", {}, { lang: "fr" })).error.pointer, "/lang");
assert.equal((await ask("rpc.describe", {}, { extra: 1 })).error.pointer, "/extra");
assert.equal((await ask("json.canonicalize", { value: "a\u0301" })).error.code, "json/notNfc");
assert.equal((await send(Buffer.from([0x7b, 0xff, 0x7d]))).error.code, "json/utf8");

// 10,000 malformed requests: each answered, nothing grows.
const memory = () => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]);
  } catch {
    return 0; // no such file on this system
  }
};
let seed = 1;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed % below;
};
const good = ops.map(({ op, params }) => JSON.stringify({ v: 1, id: 0, op, params: Object.fromEntries(params.map(({ name }) => [name, null])) }));
const junk = [null, true, -1, 1.5, 2 ** 60, "", "x", "\ud800", [], {}, [[]], { a: 1 }, "pack-1", "form-3"];
async function malformed(count) {
  for (let n = 0; n < count; n += 1) {
    const { op, params } = ops[random(ops.length)];
    const values = Object.fromEntries(params.map(({ name }) => [name, junk[random(junk.length)]]));
    let line = JSON.stringify({ v: 1, id: n, op, params: values });
    if (random(4) === 0) line = good[random(good.length)].slice(0, -1 - random(20));
    if (op === "vault.create" || op === "vault.unlock") line = "{";
    const answer = await send(line);
    assert.equal(answer.v, 1);
  }
}
await malformed(2_000);
const before = memory();
await malformed(8_000);
const grown = memory() - before;
assert.ok(grown < 8_000, `${grown} KiB more`);
assert.equal(await call("hash.of", { bytes: "" }), "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
console.log(`${ops.length} operations, 10000 malformed requests, ${grown} KiB more memory`);
child.stdin.end();
