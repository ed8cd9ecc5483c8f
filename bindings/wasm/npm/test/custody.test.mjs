// Vaults and keys of a device: in Node over a storage in memory, and in Chromium over IndexedDB under the strict policy.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createDecipheriv } from "node:crypto";
import { chromium } from "playwright-core";
import * as motcua from "motcua";
import { DeviceKey, DeviceKeys, DeviceOpeningKey } from "motcua/custody";
import { CHROMIUM } from "../../../../tests/e2e/lib/flags.mjs";

const PRF = { prf: new Uint8Array(32).fill(7) };
const PAYLOAD = { v: 1, note: "receipt" };
const code = (wanted) => (error) => motcua.isMotCuaError(error) && error.code === wanted;

function memory() {
  const records = new Map();
  return {
    records,
    get: async (id) => records.get(id),
    put: async (id, record) => void records.set(id, record),
    delete: async (id) => void records.delete(id),
  };
}

/** Runs without Ed25519 and P-256 in WebCrypto, as in a browser that has neither. */
async function withoutPlatform(task) {
  const real = crypto.subtle.generateKey;
  crypto.subtle.generateKey = async () => {
    throw new DOMException("no such algorithm", "NotSupportedError");
  };
  try {
    return await task();
  } finally {
    crypto.subtle.generateKey = real;
  }
}

test("a vault opens with its own secret and says one thing otherwise", () => {
  const vault = motcua.Vault.create(PRF);
  const box = vault.seal("draft", { text: "Bí mật" });
  assert.ok(!JSON.stringify(box).includes("mật"));
  assert.deepEqual(motcua.Vault.unlock(box, PRF).open("draft", box), { text: "Bí mật" });
  for (const secret of [{ prf: new Uint8Array(32) }, { passphrase: "mật khẩu" }]) {
    assert.throws(() => motcua.Vault.unlock(box, secret), code("vault/cannotOpen"));
  }
  assert.throws(() => motcua.Vault.unlock({ ...box, v: 2 }, PRF), code("vault/version"));
  for (const secret of [{}, { prf: new Uint8Array(31) }, { passphrase: 7 }, { passphrase: "a", prf: PRF.prf }, undefined]) {
    assert.throws(() => motcua.Vault.create(secret), code("boundary/type"));
  }
});

test("a passphrase opens what it locked", () => {
  const vault = motcua.Vault.create({ passphrase: "mười hai con giáp" });
  const key = motcua.SoftwareKey.generate("Ed25519");
  const box = vault.sealKey("k", key);
  assert.deepEqual([box.kdf, box.m, box.t, box.p], ["argon2id", 65_536, 3, 1]);
  const again = motcua.Vault.unlock(box, { passphrase: "mười hai con giáp".normalize("NFD") }).openKey("k", box);
  assert.deepEqual(again.jwk, key.jwk);
  // A key is never a draft.
  assert.throws(() => vault.open("k", box), code("vault/content"));
});

test("the platform holds the key where it can", async () => {
  const storage = memory();
  const keys = new DeviceKeys({ storage });
  for (const algorithm of ["P-256", "Ed25519"]) {
    const key = await keys.create("mine", { algorithms: [algorithm] });
    assert.deepEqual([key.protection, key.locked, key.jwk.crv], ["platform", false, algorithm]);
    assert.equal(storage.records.get("mine").privateKey.extractable, false);
    const jws = await (await keys.get("mine")).sign("receipt", PAYLOAD);
    assert.ok(motcua.toCompact(jws).split(".").length === 3);
  }
  await keys.remove("mine");
  assert.equal(await keys.get("mine"), undefined);
  await keys.create("passing", { keep: false });
  assert.equal(storage.records.size, 0);
});

test("elsewhere a vault does, and the key works only while it is unlocked", async () => {
  const storage = memory();
  await withoutPlatform(async () => {
    const keys = new DeviceKeys({ storage, autoLock: 30 });
    await assert.rejects(keys.create("mine"), code("custody/unsupported"));
    const key = await keys.create("mine", { fallback: PRF });
    assert.deepEqual([key.protection, key.locked], ["vault", true]);
    await assert.rejects(key.sign("receipt", PAYLOAD), code("custody/locked"));
    assert.throws(() => key.unlock({ prf: new Uint8Array(32) }), code("vault/cannotOpen"));
    key.unlock(PRF);
    assert.equal(key.locked, false);
    await key.sign("receipt", PAYLOAD);
    await new Promise((done) => setTimeout(done, 120));
    assert.equal(key.locked, true, "it locks itself");
    await assert.rejects(key.sign("receipt", PAYLOAD), code("custody/locked"));
    const again = await keys.get("mine");
    again.unlock(PRF);
    again.lock();
    assert.equal(again.locked, true);
  });
});

test("nothing that a device key shows holds its private half", async () => {
  const storage = memory();
  const key = await withoutPlatform(() => new DeviceKeys({ storage }).create("mine", { fallback: PRF }));
  key.unlock(PRF);
  const shown = JSON.stringify([key, { ...key }, key.jwk, storage.records.get("mine")]);
  assert.ok(!/"d"/.test(shown), shown);
  const names = (type) => Object.getOwnPropertyNames(type.prototype).sort();
  assert.deepEqual(names(Object.getPrototypeOf(DeviceKey)), ["constructor", "id", "jwk", "lock", "locked", "protection", "unlock"]);
  assert.deepEqual(names(DeviceKey), ["constructor", "sign", "signRequest"]);
  assert.deepEqual(names(DeviceOpeningKey), ["constructor", "open"]);
});

/** Something sealed to a key, and what it opens to. */
function sealedTo(jwk) {
  const dossier = motcua.newDossierId();
  const procedure = { code: "1.001193", version: "1", hash: "sha-256:x" };
  const key = motcua.DossierKey.generate(dossier);
  return { dossier, sealed: key.seal([jwk], procedure) };
}
const ACCESS = { actor: "officer:7", role: "officer", purpose: "assessment", at: 1_790_000_000 };

test("keys that open are kept in the same way, and the platform agrees the secret", async () => {
  const storage = memory();
  const keys = new DeviceKeys({ storage });
  for (const algorithm of ["P-256", "X25519"]) {
    const key = await keys.createOpening("desk", { algorithms: [algorithm] });
    assert.deepEqual([key.protection, key.locked, key.jwk.crv], ["platform", false, algorithm]);
    assert.equal(storage.records.get("desk").privateKey.extractable, false);
    assert.equal(await keys.get("desk"), undefined, "it does not sign");
    const again = await keys.getOpening("desk");
    const { dossier, sealed } = sealedTo(again.jwk);
    let lent;
    const opened = await again.open(sealed, (opener) => {
      lent = opener;
      return motcua.DossierKey.open(sealed, { opener, dossier, access: ACCESS });
    });
    assert.equal(opened.audit.kind, "dossierKey");
    assert.deepEqual(lent.secret, new Uint8Array(32), "what was agreed is wiped");
    const wrapped = await again.open(sealed, (opener) => motcua.rewrap(sealed, { opener, recipients: [key.jwk] }));
    assert.notEqual(wrapped.iv, sealed.iv);
    const other = await keys.createOpening("other", { algorithms: [algorithm], keep: false });
    await assert.rejects(other.open(sealed, () => 1), code("crypto/cannotOpen"));
  }
  await withoutPlatform(async () => {
    for (const algorithm of ["P-256", "X25519"]) {
      const key = await keys.createOpening("vault", { algorithms: [algorithm], fallback: PRF });
      assert.deepEqual([key.protection, key.locked, key.jwk.crv], ["vault", true, algorithm]);
      const { dossier, sealed } = sealedTo(key.jwk);
      const open = (opener) => motcua.DossierKey.open(sealed, { opener, dossier, access: ACCESS });
      await assert.rejects(key.open(sealed, open), code("custody/locked"));
      key.unlock(PRF);
      assert.equal((await key.open(sealed, open)).audit.access.actor, "officer:7");
      key.lock();
      await assert.rejects(key.open(sealed, open), code("custody/locked"));
    }
    await assert.rejects(keys.createOpening("none"), code("custody/unsupported"));
  });
});

test("no declaration of the package returns key bytes", () => {
  const read = (name) => readFileSync(new URL(`../dist/${name}.d.ts`, import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\/|"[^"]*"/g, "");
  for (const name of ["index", "custody", "elements"]) {
    const text = read(name);
    assert.doesNotMatch(text, /\b(export|extract|private|secret|raw)\w*(Key|Jwk|Bytes)\b/i, name);
    assert.doesNotMatch(text, /\bCryptoKey\b|\bprivateKey\b|\bd\??: string/, name);
    // Bytes come out of the package as chunks alone, sealed or opened.
    const bytes = [...text.matchAll(/(\w+)\([^)]*\): (?:Promise<)?Uint8Array/g)].map(([, method]) => method);
    assert.deepEqual(bytes, name === "index" ? ["sealChunk", "sealChunkAsync", "push"] : [], name);
  }
});

test("the platform's cipher and the module's seal the same document", async () => {
  const key = motcua.DossierKey.generate(motcua.newDossierId());
  const plain = crypto.getRandomValues(new Uint8Array(65_536));
  const place = { class: "basic", attachment: "a1", index: 0, count: 1, size: plain.length };
  let jwk;
  const real = crypto.subtle.importKey;
  crypto.subtle.importKey = function (...args) {
    jwk = Uint8Array.from(args[1]);
    return real.apply(this, args);
  };
  const sealed = await key.sealChunkAsync(place, plain);
  crypto.subtle.importKey = real;
  for (const chunk of [sealed, key.sealChunk(place, plain)]) {
    const jwe = motcua.chunkToJwe(place, chunk);
    const decode = (text) => Buffer.from(text, "base64url");
    const cipher = createDecipheriv("aes-256-gcm", jwk, decode(jwe.iv));
    cipher.setAAD(Buffer.from(`${jwe.protected}.${jwe.aad}`));
    cipher.setAuthTag(decode(jwe.tag));
    assert.deepEqual(Buffer.concat([cipher.update(decode(jwe.ciphertext)), cipher.final()]), Buffer.from(plain));
  }
  const small = { ...place, size: 5 };
  assert.equal((await key.sealChunkAsync(small, new Uint8Array(5))).length, 5 + 28);
  await assert.rejects(key.sealChunkAsync({ ...place, index: 1 }, plain), code("crypto/chunk"));
  key.free();
  await assert.rejects(key.sealChunkAsync(place, plain), code("runtime/freed"));
});

const dist = resolve(fileURLToPath(new URL("../dist", import.meta.url)));
const executablePath = process.env.MOTCUA_CHROMIUM ?? "/usr/bin/chromium";
const skip = existsSync(executablePath) ? false : "no Chromium here";
const MEDIA = { ".js": "text/javascript", ".wasm": "application/wasm" };
const PAGE = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Keys</title><link rel="icon" href="data:,"></head><body><script type="module" src="/main.js"></script></body></html>';
const MAIN = `
import * as motcua from "/dist/index.js";
import { DeviceKeys } from "/dist/custody.js";
await motcua.init();
Object.assign(window, { motcua, DeviceKeys, ready: true });
`;
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; require-trusted-types-for 'script'";

let browser;
let server;
before(async () => {
  if (skip) return;
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = path.startsWith("/dist/") && existsSync(join(dist, path.slice(6))) ? readFileSync(join(dist, path.slice(6))) : undefined;
    const body = path === "/" ? PAGE : path === "/main.js" ? MAIN : file;
    const type = path === "/" ? "text/html; charset=utf-8" : MEDIA[extname(path)];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type ?? "text/plain", "content-security-policy": POLICY });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM });
});
after(async () => {
  await browser?.close();
  server?.close();
});

test("a browser keeps keys over a reload, and gives none of them away", { skip }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const open = async () => {
    await page.goto(`http://localhost:${server.address().port}/`);
    await page.waitForFunction(() => window.ready === true);
  };
  await open();
  const made = await page.evaluate(async () => {
    const keys = new window.DeviceKeys();
    const out = [];
    for (const algorithm of ["Ed25519", "P-256"]) {
      const key = await keys.create(algorithm, { algorithms: [algorithm] });
      out.push({ jwk: key.jwk, protection: key.protection });
    }
    return out;
  });
  assert.deepEqual(made.map(({ protection }) => protection), ["platform", "platform"]);
  await open();
  const found = await page.evaluate(async () => {
    const keys = new window.DeviceKeys();
    const signed = [];
    for (const algorithm of ["Ed25519", "P-256"]) {
      const key = await keys.get(algorithm);
      signed.push({ jwk: key.jwk, jws: await key.sign("receipt", { v: 1 }) });
    }
    // What hostile script finds in the store: keys that sign, and that nobody can read.
    const database = await new Promise((done, fail) => {
      const request = indexedDB.open("motcua-keys");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const records = await new Promise((done) => {
      const request = database.transaction("keys").objectStore("keys").getAll();
      request.onsuccess = () => done(request.result);
    });
    const refused = [];
    for (const { privateKey } of records) {
      for (const format of ["jwk", "pkcs8", "raw"]) {
        await crypto.subtle.exportKey(format, privateKey).catch((error) => refused.push(error.name));
      }
    }
    return { signed, refused, records: records.length };
  });
  assert.deepEqual(found.signed.map(({ jwk }) => jwk), made.map(({ jwk }) => jwk));
  assert.equal(found.records, 2);
  assert.equal(found.refused.length, 6);
  // A key that opens, over a reload as well.
  const opened = await page.evaluate(async (access) => {
    const { motcua } = window;
    const keys = new window.DeviceKeys();
    const out = [];
    for (const algorithm of ["P-256", "X25519"]) {
      await keys.createOpening(algorithm, { algorithms: [algorithm] });
      const key = await new window.DeviceKeys().getOpening(algorithm);
      const dossier = motcua.newDossierId();
      const sealed = motcua.DossierKey.generate(dossier).seal([key.jwk], { code: "1.001193", version: "1", hash: "sha-256:x" });
      const { audit } = await key.open(sealed, (opener) => motcua.DossierKey.open(sealed, { opener, dossier, access }));
      out.push([key.protection, audit.kind]);
    }
    return out;
  }, ACCESS);
  assert.deepEqual(opened, [["platform", "dossierKey"], ["platform", "dossierKey"]]);
  // The passphrase's memory-hard derivation runs under the same policy.
  const fallback = await page.evaluate(async () => {
    const real = crypto.subtle.generateKey;
    crypto.subtle.generateKey = async () => { throw new DOMException("none", "NotSupportedError"); };
    const keys = new window.DeviceKeys();
    const key = await keys.create("vault", { fallback: { passphrase: "mật khẩu" } });
    crypto.subtle.generateKey = real;
    const again = await keys.get("vault");
    const wrong = (() => { try { again.unlock({ passphrase: "khác" }); return ""; } catch (error) { return error.code; } })();
    again.unlock({ passphrase: "mật khẩu" });
    const jws = await again.sign("receipt", { v: 1 });
    return { protection: key.protection, wrong, signed: typeof jws.signature };
  });
  assert.deepEqual(fallback, { protection: "vault", wrong: "vault/cannotOpen", signed: "string" });
  assert.deepEqual(complaints, []);
  await context.close();
});
