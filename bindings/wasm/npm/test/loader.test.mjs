// Loading: too early, twice, from the wrong place, and from a page in place of the module.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { init, initSync, isMotCuaError, newDossierId } from "motcua/slim";

const module = readFileSync(new URL(import.meta.resolve("motcua/motcua.wasm")));
const refused = (code) => (error) => isMotCuaError(error) && error.code === code && error.localized("vi").length > 10;
let server;
let base;

before(async () => {
  server = createServer((request, response) => {
    if (request.url === "/page.wasm") response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>App</title>");
    else if (request.url === "/lying.wasm") response.writeHead(200, { "content-type": "application/octet-stream" }).end("<!doctype html>");
    else if (request.url === "/plain.wasm") response.writeHead(200, { "content-type": "application/octet-stream" }).end(module);
    else response.writeHead(404, { "content-type": "text/plain" }).end("no");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test("a call before init says so, in both languages", () => {
  assert.throws(() => newDossierId(), (error) => refused("runtime/notInitialised")(error) && /init\(\)/.test(error.message));
});

test("the slim entry wants to be told where the module is", async () => {
  await assert.rejects(init(), refused("boundary/type"));
});

test("a page, a missing file and nobody at the address are named, with the fix", async () => {
  for (const path of ["/page.wasm", "/lying.wasm", "/missing.wasm"]) {
    await assert.rejects(init(base + path), (error) => refused("runtime/wasmNotFound")(error) && /optimizeDeps/.test(error.message));
  }
  await assert.rejects(init("http://127.0.0.1:1/motcua.wasm"), refused("runtime/wasmNotFound"));
  assert.throws(() => initSync(new TextEncoder().encode("<!doctype html>")), refused("runtime/wasmNotFound"));
});

test("an engine without WebAssembly is told apart", async () => {
  const engine = globalThis.WebAssembly;
  delete globalThis.WebAssembly;
  try {
    await assert.rejects(init(base + "/plain.wasm"), refused("runtime/wasmUnavailable"));
  } finally {
    globalThis.WebAssembly = engine;
  }
});

test("a damaged module is refused, and the next init works, also without the right media type", async () => {
  await assert.rejects(init(module.subarray(0, 1000)), isMotCuaError);
  const first = init(base + "/plain.wasm");
  const second = init(base + "/missing.wasm");
  await Promise.all([first, second]);
  assert.match(newDossierId(), /^urn:uuid:[0-9a-f-]{36}$/);
  await init();
  initSync(module);
});
