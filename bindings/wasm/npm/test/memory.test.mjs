// Once its handles are freed, the module's memory tells nothing of the keys and texts that were in it.
//
// Two ways of looking. Canaries: every random byte that the module drew, and what a key is expanded to, is searched for. And
// without knowing what to search for: two lives that differ in nothing but their random bytes, texts and secrets leave the
// same memory, byte for byte.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const flow = fileURLToPath(new URL("./memory-flow.mjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "motcua-memory-"));
after(() => rmSync(scratch, { recursive: true }));

function live(seed, ...options) {
  const file = join(scratch, [seed, ...options].join("-"));
  const said = execFileSync(process.execPath, [flow, seed, file, ...options], { encoding: "utf8", maxBuffer: 64 << 20 });
  return { memory: readFileSync(file), ...JSON.parse(said) };
}

/** What must not be there, by name. A block's first 16 bytes may be a vector or a salt, which is public. */
function canaries({ drawn, secrets, plain }) {
  const out = [];
  const blocks = new Set(drawn.flatMap((hex) => hex.match(/.{64}/g) ?? []));
  for (const hex of blocks) {
    const block = Buffer.from(hex, "hex");
    out.push(["drawn", block.subarray(16, 24)], ["drawn", block.subarray(24, 32)]);
    out.push(["drawn, backwards", Buffer.from(block.subarray(16, 32)).reverse().subarray(0, 8)]);
    // As base64url in a JWK, whatever stands before it.
    out.push(["drawn, base64url", Buffer.from(block.toString("base64url").slice(24, 40))]);
    // The seed of Ed25519 expanded (RFC 8032 section 5.1.5), and the scalar of X25519 clamped.
    const expanded = createHash("sha512").update(block).digest();
    for (const at of [8, 16, 32, 48]) out.push(["expanded seed", expanded.subarray(at, at + 8)]);
  }
  const texts = { ...plain, passphrase: secrets.passphrase };
  for (const [name, text] of Object.entries(texts)) {
    out.push([name, Buffer.from(text).subarray(-16)]);
    for (const shift of [0, 1, 2]) {
      const inner = Buffer.from(text).subarray(Buffer.byteLength(text) - 18 + shift);
      out.push([`${name}, base64url`, Buffer.from(inner.subarray(0, inner.length - (inner.length % 3)).toString("base64url").slice(0, 16))]);
    }
  }
  out.push(["prf", Buffer.from(secrets.prf, "hex").subarray(0, 8)], ["prf", Buffer.from(secrets.prf, "hex").subarray(24)]);
  return out;
}

const found = (life) => [...new Set(canaries(life).filter(([, bytes]) => life.memory.includes(bytes)).map(([name]) => name))];

test("what was freed is gone, and what was not is found", () => {
  const kept = live("a", "keep");
  // The search can fail: while the handles live, their keys are there.
  for (const name of ["drawn", "expanded seed"]) assert.ok(found(kept).includes(name), `${name} is not found even while it lives`);
  assert.deepEqual(found(live("a")), []);
});

/** Where two memories differ. */
function apart(a, b) {
  assert.equal(a.memory.length, b.memory.length);
  const differ = [];
  for (let at = 0; at < a.memory.length; at += 1) if (a.memory[at] !== b.memory[at]) differ.push(at);
  return differ;
}

test("two lives leave the same memory", () => {
  const differ = apart(live("a"), live("b"));
  assert.deepEqual(differ.slice(0, 40).map((at) => at.toString(16)), [], `${differ.length} bytes tell the lives apart`);
  // And while they last they do not: what the lives differ in was in that memory.
  assert.ok(apart(live("a", "keep"), live("b", "keep")).length > 1000);
});
