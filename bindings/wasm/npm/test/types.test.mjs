// The declarations: what they name exists, they compile in strict projects, and they read as TypeScript.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as motcua from "motcua";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const declared = readFileSync(join(here, "dist/index.d.ts"), "utf8");
const code = declared.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"/g, '""');

// RFC 7516 names this member.
const WIRE = new Set(["encrypted_key"]);

test("no identifier has an underscore, except where a standard names it", () => {
  const names = [...code.matchAll(/[A-Za-z$][\w$]*_[\w$]*/g)].map(([name]) => name).filter((name) => !WIRE.has(name));
  assert.deepEqual(names, []);
});

test("no 64-bit integer, no any, no Map crosses the border", () => {
  assert.doesNotMatch(code, /\bbigint\b|\bany\b|\bMap</);
});

test("every declared function and class exists, and every export is declared", () => {
  const names = [...code.matchAll(/export declare (?:function|class) (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(Object.keys(motcua).sort(), [...new Set(names)].sort());
});

test("codes are a union of texts", () => {
  assert.ok(/export type ErrorCode = "[a-zA-Z]+\/[A-Za-z0-9]+"( \| "[a-zA-Z]+\/[A-Za-z0-9]+")+;/.test(declared));
});

const PROGRAM = `
import { init, openDirectory, openPack, isMotCuaError, type ErrorCode, type FormState, type Jwk, type Party } from "motcua";
import { MotcuaForm, defineMotcuaForm } from "motcua/elements";

export async function main(jws: string, packJws: string, root: Jwk): Promise<FormState | ErrorCode> {
  await init();
  try {
    const directory = openDirectory(jws, { root, now: new Date() });
    const pack = openPack(packJws, { directory, now: new Date(), minSeq: 1 });
    const state = pack.evaluate("1.001193", { child: {} }, { now: new Date() });
    const first: string | undefined = state.report.issues[0]?.params?.[0]?.value;
    void first;
    pack.free();
    return state;
  } catch (error) {
    if (isMotCuaError(error)) return error.code;
    throw error;
  }
}

export function numberOf(party: Party): string {
  const id = party.person?.id;
  switch (id?.kind) {
    case "citizenId":
    case "passport":
      return id.number;
    case "none":
      return id.reason;
    default:
      return "";
  }
}

export function page(): void {
  defineMotcuaForm();
  const form = document.createElement("motcua-form");
  form.addEventListener("motcua-attach", (event) => console.log(event.detail.file.name));
  form.addEventListener("motcua-complete", (event) => console.log(event.detail.state.report.valid));
  if (form instanceof MotcuaForm) form.next();
  // @ts-expect-error: a lang is a text
  form.lang = 5;
}
`;

for (const [name, settings] of [
  ["bundler", { module: "esnext", moduleResolution: "bundler" }],
  ["nodenext", { module: "nodenext", moduleResolution: "nodenext" }],
]) {
  test(`a strict project compiles with moduleResolution ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "motcua-types-"));
    try {
      mkdirSync(join(folder, "node_modules"));
      symlinkSync(here, join(folder, "node_modules/motcua"), "dir");
      writeFileSync(join(folder, "package.json"), '{"type":"module"}');
      writeFileSync(join(folder, "program.ts"), PROGRAM);
      writeFileSync(join(folder, "old.cts"), 'import motcua = require("motcua");\nexport const id: string = motcua.newDossierId();\n');
      const files = name === "nodenext" ? ["program.ts", "old.cts"] : ["program.ts"];
      const options = { strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, types: [], target: "es2023", lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"] };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...options, ...settings }, files }));
      execFileSync(join(here, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      assert.fail(String(error.stdout ?? error));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
