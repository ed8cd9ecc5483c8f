// What the bindings export, compared: a function that one of them lacks is named in `api.json` with its reason. A new export
// that others have by the same words needs no line there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { compare, exportsOf, ofPython, ofTypeScript, ofUniffi, words } from "../lib/api.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const table = JSON.parse(readFileSync(join(here, "../api.json"), "utf8"));

test("every binding has what the others have, or says why not", () => {
  const bindings = exportsOf(root, process.env.MOTCUA_CLI ?? join(root, "target/debug/motcua"));
  for (const [binding, names] of Object.entries(bindings)) assert.ok(names.length >= 15, `${binding}: ${names.length} exports`);
  const { rows, faults, stale } = compare(bindings, table);
  const counts = Object.keys(bindings).map((binding) => `${binding} ${[...rows.values()].filter((row) => row[binding]).length}`);
  console.log(`${rows.size} functions: ${counts.join(", ")}`);
  assert.deepEqual({ faults, stale }, { faults: [], stale: [] });
});

test("a function that is missing, and one that nobody else has, are found", () => {
  const empty = { same: {}, own: {}, absent: {} };
  const two = { one: ["openPack", "Pack.info"], other: ["pack.open", "seal_it"] };
  const { faults } = compare(two, empty);
  assert.deepEqual(faults.map((fault) => fault.split(" (")[0]).sort(), ['one lacks "it seal"', 'other lacks "info pack"']);
  const said = { same: {}, own: { other: { seal_it: "alone" } }, absent: { other: { yet: ["pack.info", "pack.open"] } } };
  const { faults: none, stale } = compare(two, said);
  assert.deepEqual([none, stale], [[], ["other without pack.open"]]);
});

test("declarations are read whole", () => {
  assert.deepEqual(
    ofTypeScript("export declare function init(): void;\nexport declare class A extends B {\n  private constructor();\n  static make(): A;\n  readonly jwk: Jwk;\n  /** x */\n  go(\n    a: string,\n  ): void;\n}\nexport declare function last(): void;\n"),
    ["init", "A.make", "A.jwk", "A.go", "last"],
  );
  assert.deepEqual(ofPython("class A:\n    x: int\n    def __bool__(self) -> bool: ...\n    @property\n    def seq(self) -> int: ...\n    def go(\n        self,\n    ) -> None: ...\n\ndef last() -> None: ...\n"), ["A.seq", "A.go", "last"]);
  assert.deepEqual(ofUniffi("#[uniffi::export]\n#[must_use]\npub fn one() {}\n#[uniffi::export]\nimpl A {\n    pub fn two(&self) {}\n    fn hidden() {}\n}\nimpl A {\n    pub fn inner() {}\n}\n"), ["one", "A.two"]);
  assert.equal(words("SoftwareKey.generate"), words("key.new"));
});
