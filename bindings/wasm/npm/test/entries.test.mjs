// Every way in.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = resolve(fileURLToPath(new URL("..", import.meta.url)));
const run = (...args) => execFileSync(process.execPath, args, { cwd: here, encoding: "utf8" }).trim();
const ID = /^urn:uuid:[0-9a-f-]{36}$/;

test("ESM is ready after the import", () => {
  assert.match(run("--input-type=module", "-e", 'import { newDossierId } from "motcua"; console.log(newDossierId())'), ID);
});

test("CommonJS is ready after the require", () => {
  assert.match(run("--input-type=commonjs", "-e", 'console.log(require("motcua").newDossierId())'), ID);
});

test("inline brings its own module", () => {
  const program = 'import { init, newDossierId } from "motcua/inline"; await Promise.all([init(), init()]); console.log(newDossierId())';
  assert.match(run("--input-type=module", "-e", program), ID);
});

test("a server renderer may import the element", () => {
  const program = 'import { defineMotcuaForm, MotcuaForm } from "motcua/elements"; defineMotcuaForm(); console.log(typeof MotcuaForm)';
  assert.equal(run("--input-type=module", "-e", program), "function");
});

test("each entry names its module in one place, and nothing evaluates text", () => {
  const files = readdirSync(join(here, "dist"), { recursive: true }).filter((name) => /\.c?js$/.test(name) && statSync(join(here, "dist", name)).isFile());
  const browser = files.filter((name) => !/(^|\/)node\./.test(name));
  const text = (name) => readFileSync(join(here, "dist", name), "utf8").replace(/^\s*\/\/.*$/gm, "");
  assert.deepEqual(browser.sort().filter((name) => /new URL\([^)]*import\.meta\.url/.test(text(name))), ["forms/index.js", "index.js"]);
  assert.deepEqual(browser.filter((name) => /\beval\(|new Function\(|innerHTML|\.cssText|setAttribute\("style"/.test(text(name))), []);
});

test("the module holds no path of a machine and no test entry", () => {
  const read = (name) => readFileSync(join(here, "dist", name));
  for (const name of ["motcua.wasm", "motcua-scalar.wasm", "forms/forms.wasm"]) {
    assert.doesNotMatch(read(name).toString("latin1"), /\/home\/\w|\/root\/\w|\/Users\/\w|\.cargo\/registry/, name);
  }
  const bytes = read("motcua.wasm");
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  assert.ok(names.includes("openDirectory") && !names.includes("conform"), names.join());
});
