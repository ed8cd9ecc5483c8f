// A fault inside the module ends that instance and no more: the next call has a fresh one. The fault is one of the
// test build, asked for through its glue; the package under test is the real one, with that build in its place.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const build = process.env.MOTCUA_CONFORM_WEB ?? fileURLToPath(new URL("../../../../target/npm-conform/web", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "motcua-panic-"));
cpSync(new URL("../dist", import.meta.url), folder, { recursive: true });
cpSync(join(build, "core.js"), join(folder, "core.js"));
after(() => rmSync(folder, { recursive: true }));

const load = (name) => import(pathToFileURL(join(folder, name)).href);
const { initSync, newDossierId, renderMessage, SoftwareKey } = await load("slim.js");
const { call } = await load("loader.js");
initSync(readFileSync(join(build, "core_bg.wasm")));

const refused = (code) => (error) => error.name === "MotCuaError" && error.code === code && /\p{L}{4}/u.test(error.localized("vi"));
const fail = () => call((core) => core.fault());

test("a fault has its code and a sentence, although the instance is gone", () => {
  assert.throws(fail, refused("runtime/panic"));
});

test("the next call works, on a fresh instance", () => {
  assert.throws(fail, refused("runtime/panic"));
  assert.match(newDossierId(), /^urn:uuid:/);
});

test("handles of the old instance say that they are lost; freeing them is harmless", () => {
  const old = SoftwareKey.generate("Ed25519");
  assert.equal(old.jwk.crv, "Ed25519");
  assert.throws(fail, refused("runtime/panic"));
  assert.throws(() => old.jwk, refused("runtime/instanceLost"));
  const young = SoftwareKey.generate("Ed25519");
  old.free();
  old.free();
  assert.equal(young.jwk.crv, "Ed25519");
  assert.throws(() => old.jwk, refused("runtime/freed"));
});

test("a hundred faults leave a package that works and says the same sentences", () => {
  const before = renderMessage("form/required", [], "vi");
  for (let i = 0; i < 100; i += 1) {
    assert.throws(fail, refused("runtime/panic"));
    assert.equal(renderMessage("form/required", [], "vi"), before);
  }
});

test("a fault met by a call inside a call is the outer call's fault too", () => {
  let inner;
  assert.throws(
    () =>
      call((core) => {
        try {
          fail();
        } catch (error) {
          inner = error.code;
        }
        newDossierId();
      }),
    refused("runtime/panic"),
  );
  assert.equal(inner, "runtime/panic");
  assert.match(newDossierId(), /^urn:uuid:/);
});
