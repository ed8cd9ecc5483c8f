// The packed tarball in empty projects: Node with ESM and CommonJS, TypeScript strict with both ways of finding
// modules, an esbuild bundle and a Vite build. Each runs the same scenario on the real package.

import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { Project } from "./project.mjs";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const tarball = process.env.MOTCUA_TARBALL ?? newest(join(repository, "target/npm"));
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-packaging-"));
const SOURCES = ["scenario.ts", "main.ts", "web.ts"];

function newest(folder) {
  const name = readdirSync(folder).find((entry) => entry.endsWith(".tgz"));
  if (!name) throw new Error(`no tarball in ${folder}; cargo xtask npm makes one`);
  return join(folder, name);
}

/** The documents of a pack and a filled-in form, from this repository. */
function material() {
  const root = join(repository, "core/forms/procedures");
  const read = (path) => JSON.parse(readFileSync(path, "utf8"));
  const folders = [[root, "procedures"], [join(root, "catalogues"), "catalogues"], [join(root, "workflows"), "workflows"]];
  const documents = folders.flatMap(([folder, kind]) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => ({ path: `${kind}/${name}`, body: read(join(folder, name)) })),
  );
  const { data, attachments, now } = read(join(repository, "tests/cases/forms/birth/01-mother-online.json"));
  return { documents, code: "1.001193", data, attachments, now };
}

function project(name, type) {
  const made = new Project(scratch, name, type, tarball);
  made.take(...SOURCES);
  made.json("material.json", material());
  return made;
}

/** Looks at what the scenario gave. */
function judge(output) {
  const { emptyForm, sentences, refusal, sealed, signed } = JSON.parse(output);
  const faults = [];
  const expect = (good, what) => good || faults.push(what);
  expect(emptyForm.includes("form/required"), "an empty form lacks required fields");
  expect(sentences.every((text) => /\p{L}{3}/u.test(text)) && sentences[0] !== sentences[1], "sentences in both languages");
  expect(refusal === "keys/wrongRoot", `a directory of another root was answered with ${refusal}`);
  expect(sealed.recipients?.length === 1 && sealed.ciphertext.length > 1000, "a sealed packet");
  expect(Buffer.from(signed.signature, "base64url").length === 64, "a signature");
  if (faults.length > 0) throw new Error(faults.join("; "));
}

const NODE = { module: "nodenext", moduleResolution: "nodenext" };

const PROJECTS = {
  "Node, ES modules, moduleResolution nodenext"() {
    const made = project("esm", "module");
    made.tsc({ ...NODE, outDir: "out" });
    made.write("run.js", `import { readFileSync } from "node:fs";
import { main } from "./out/main.js";
await main(JSON.parse(readFileSync("material.json", "utf8")));
`);
    judge(made.run("node", ["run.js"]));
  },

  "Node, CommonJS, moduleResolution nodenext"() {
    const made = project("cjs", "commonjs");
    made.tsc({ ...NODE, outDir: "out" });
    if (!made.run("node", ["-p", "require('fs').readFileSync('out/scenario.js', 'utf8')"]).includes('require("motcua")')) {
      throw new Error("the compiled program does not require the package");
    }
    made.write("run.js", `const { main } = require("./out/main.js");
main(require("./material.json")).catch((error) => { console.error(error); process.exitCode = 1; });
`);
    judge(made.run("node", ["run.js"]));
  },

  "TypeScript, moduleResolution bundler"() {
    const made = project("bundler", "module");
    made.write("form.ts", `import { defineMotcuaForm, type MotcuaForm } from "motcua/elements";
import { init } from "motcua/inline";
import { initSync } from "motcua/slim";
defineMotcuaForm();
export const form: MotcuaForm = document.createElement("motcua-form");
form.addEventListener("motcua-change", (event) => console.log(event.detail.state.report.valid));
export const loaders: [Promise<void>, (bytes: Uint8Array<ArrayBuffer>) => void] = [init(), initSync];
`);
    made.write("web.ts", 'import "./form.js";\nimport "./main.js";\n');
    made.tsc({ module: "esnext", moduleResolution: "bundler", noEmit: true });
    // A mistake must be seen, or nothing was checked.
    made.write("web.ts", 'import { openPack } from "motcua";\nopenPack(7);\n');
    let refused = false;
    try {
      made.tsc({ module: "esnext", moduleResolution: "bundler", noEmit: true });
    } catch (error) {
      refused = /TS2554|TS2345/.test(error.message);
    }
    if (!refused) throw new Error("a wrong call was not refused by the types");
  },

  "esbuild bundle"() {
    const made = project("esbuild", "module");
    made.tool("esbuild", ["web.ts", "--bundle", "--format=esm", "--platform=browser", "--outfile=out/app.js", "--log-level=warning"]);
    // esbuild leaves `new URL(…, import.meta.url)` as it is: the module lies beside the bundle.
    copyFileSync(made.path("node_modules/motcua/dist/motcua.wasm"), made.path("out/motcua.wasm"));
    runBundle(made, "out/app.js");
  },

  "Vite build"() {
    const made = project("vite", "module");
    made.write("index.html", '<!doctype html><title>t</title><script type="module" src="./web.ts"></script>\n');
    made.write("vite.config.js", 'export default { base: "./", logLevel: "error", build: { modulePreload: false, target: "es2022" } };\n');
    made.tool("vite", ["build"]);
    const assets = readdirSync(made.path("dist/assets"));
    const module = assets.filter((name) => name.endsWith(".wasm"));
    if (module.length !== 1) throw new Error(`Vite emitted ${assets.join(", ")}`);
    if (!readFileSync(made.path("dist/assets", module[0])).equals(made.installed("dist/motcua.wasm"))) {
      throw new Error("the emitted module is another one");
    }
    runBundle(made, `dist/assets/${assets.find((name) => name.endsWith(".js"))}`);
  },

  "entries that Node loads as they are"() {
    const made = project("entries", "module");
    made.write("run.js", `import { createRequire } from "node:module";
import * as esm from "motcua";
import * as inline from "motcua/inline";
import * as slim from "motcua/slim";
import "motcua/elements";
const require = createRequire(import.meta.url);
const cjs = require("motcua");
const { version } = require("motcua/package.json");
inline.initSync();
slim.initSync((await import("node:fs")).readFileSync(require.resolve("motcua/motcua.wasm")));
for (const [name, entry] of Object.entries({ esm, cjs, inline, slim })) {
  if (entry.version() !== version) throw new Error(name + " is " + entry.version());
  if (!entry.newDossierId().startsWith("urn:uuid:")) throw new Error(name);
  if ("conform" in entry) throw new Error(name + " has the conformance entry");
}
const names = (entry) => Object.keys(entry).filter((name) => name !== "default" && name !== "module.exports").sort().join();
for (const entry of [cjs, inline, slim]) if (names(entry) !== names(esm)) throw new Error("entries differ: " + names(entry));
`);
    made.run("node", ["run.js"]);
  },
};

/** Runs a browser bundle in Node; only `fetch` of a file is Node's to bring, as a browser would fetch it. */
function runBundle(made, bundle) {
  made.write("run.js", `import { readFileSync } from "node:fs";
const fetchWeb = globalThis.fetch;
globalThis.fetch = async (address) => {
  const url = new URL(address);
  if (url.protocol !== "file:") return fetchWeb(address);
  return new Response(readFileSync(url), { headers: { "content-type": "application/wasm" } });
};
await import("./${bundle}");
await globalThis.packagingMain(JSON.parse(readFileSync("material.json", "utf8")));
`);
  judge(made.run("node", ["run.js"]));
}

let failed = 0;
for (const [name, test] of Object.entries(PROJECTS)) {
  try {
    test();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.message}`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
