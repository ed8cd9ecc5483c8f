// The packed tarball in empty projects: Node with ESM and CommonJS, TypeScript strict with both ways of finding
// modules, bundles of esbuild, Vite and webpack, a Next application, Deno and Bun. Each runs the same scenario on the
// real package.

import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { judge, material, newest, repository } from "./material.mjs";
import { Project } from "./project.mjs";

const tarball = process.env.MOTCUA_TARBALL ?? newest(join(repository, "target/npm"));
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-packaging-"));
const SOURCES = ["scenario.ts", "main.ts", "web.ts"];

function project(name, type) {
  const made = new Project(scratch, name, type, tarball);
  made.take(...SOURCES);
  made.json("material.json", material());
  return made;
}

const NODE = { module: "nodenext", moduleResolution: "nodenext" };

/** Runs the compiled program on Node and its kin. */
const RUN = `import { readFileSync } from "node:fs";
import { main } from "./out/main.js";
await main(JSON.parse(readFileSync("material.json", "utf8")));
`;

/** Both modules must be among what a bundler wrote, each once and unchanged. */
function emitted(made, folder, names) {
  const modules = names.filter((name) => name.endsWith(".wasm"));
  if (modules.length !== 2) throw new Error(`in ${folder}: ${names.join(", ")}`);
  for (const wanted of ["motcua.wasm", "motcua-scalar.wasm"]) {
    const original = made.installed(`dist/${wanted}`);
    if (!modules.some((name) => readFileSync(made.path(folder, name)).equals(original))) throw new Error(`${wanted} was changed`);
  }
}

const PROJECTS = {
  "Node, ES modules, moduleResolution nodenext"() {
    const made = project("esm", "module");
    made.tsc({ ...NODE, outDir: "out" });
    made.write("run.js", RUN);
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
    emitted(made, "dist/assets", assets);
    runBundle(made, `dist/assets/${assets.find((name) => name.endsWith(".js"))}`);
  },

  "forms alone: types, esbuild and Vite"() {
    const made = new Project(scratch, "forms", "module", tarball);
    made.write("page.ts", `import { compileSchema, init, openForms, version, type Pack } from "motcua/forms";
Object.assign(globalThis, {
  async formsMain(): Promise<string[]> {
    await init();
    const found = compileSchema({ type: "object", required: ["a"] }).validate({}).issues.map((issue) => issue.code);
    const empty: Pack = openForms({ procedures: [] });
    return [...found, String(empty.info().procedures.length), version()];
  },
});
`);
    made.write("web.ts", 'import "./page.js";\n');
    made.tsc({ module: "esnext", moduleResolution: "bundler", noEmit: true });
    const run = (bundle) => {
      made.write("run.js", `import { readFileSync } from "node:fs";
globalThis.fetch = async (address) => new Response(readFileSync(new URL(address)), { headers: { "content-type": "application/wasm" } });
await import("./${bundle}");
const said = (await globalThis.formsMain()).join();
if (!/^form\\/required,0,\\d/.test(said)) throw new Error(said);
`);
      made.run("node", ["run.js"]);
    };
    made.tool("esbuild", ["page.ts", "--bundle", "--format=esm", "--platform=browser", "--outfile=out/app.js", "--log-level=warning"]);
    copyFileSync(made.path("node_modules/motcua/dist/forms/forms.wasm"), made.path("out/forms.wasm"));
    run("out/app.js");
    made.write("index.html", '<!doctype html><title>t</title><script type="module" src="./page.ts"></script>\n');
    made.write("vite.config.js", 'export default { base: "./", logLevel: "error", build: { modulePreload: false, target: "es2022" } };\n');
    made.tool("vite", ["build"]);
    const assets = readdirSync(made.path("dist/assets"));
    const [wasm, ...others] = assets.filter((name) => name.endsWith(".wasm"));
    if (others.length > 0 || !readFileSync(made.path("dist/assets", wasm)).equals(made.installed("dist/forms/forms.wasm"))) {
      throw new Error(assets.join(", "));
    }
    run(`dist/assets/${assets.find((name) => name.endsWith(".js"))}`);
  },

  "webpack build"() {
    const made = project("webpack", "module");
    made.tsc({ module: "esnext", moduleResolution: "bundler", outDir: "out" });
    made.tool("webpack", ["--mode", "production", "--entry", "./out/web.js", "--output-path", "dist", "--devtool", "false"]);
    emitted(made, "dist", readdirSync(made.path("dist")));
    // webpack finds the page's address by the script element, which no document here has.
    runBundle(made, "dist/main.js", 'globalThis.self = globalThis; globalThis.document = { baseURI: import.meta.url, currentScript: { tagName: "SCRIPT", src: new URL("./dist/main.js", import.meta.url).href } };');
  },

  "Next, on the server and in the page"() {
    const made = project("next", "module");
    made.link("next", "react", "react-dom");
    made.write("next.config.mjs", `export default { outputFileTracingRoot: ${JSON.stringify(repository)}, serverExternalPackages: ["motcua"] };\n`);
    made.write("app/layout.jsx", 'export default function Layout({ children }) { return <html lang="vi"><body>{children}</body></html>; }\n');
    made.write("app/page.jsx", `import { version, newDossierId } from "motcua";
import { Form } from "./form.jsx";
export default function Page() {
  return <main><p id="server">{version()} {newDossierId().slice(0, 9)}</p><Form /></main>;
}
`);
    made.write("app/form.jsx", `"use client";
import { useEffect, useState } from "react";
import { init, version } from "motcua";
export function Form() {
  const [text, setText] = useState("");
  useEffect(() => { init().then(() => setText(version())); }, []);
  return <p id="page">{text}</p>;
}
`);
    // The bundler that has no folder boundary for what the test links in.
    made.tool("next", ["build", "--webpack"], { NEXT_TELEMETRY_DISABLED: "1", CI: "1" });
    const html = readFileSync(made.path(".next/server/app/index.html"), "utf8");
    if (!html.includes(">0.") || !html.includes("urn:uuid:")) throw new Error("the page was not rendered with the core on the server");
    emitted(made, ".next/static/media", readdirSync(made.path(".next/static/media")));
  },

  "Deno"() {
    const made = project("deno", "module");
    made.tsc({ ...NODE, outDir: "out" });
    made.write("run.js", RUN);
    judge(made.tool("deno", ["run", "--allow-read", "--no-prompt", "run.js"], { DENO_NO_UPDATE_CHECK: "1", DENO_DIR: made.path(".deno") }));
  },

  "Bun"() {
    const made = project("bun", "module");
    made.take();
    made.write("run.js", RUN.replace("./out/main.js", "./main.ts"));
    judge(made.tool("bun", ["run", "run.js"], { DO_NOT_TRACK: "1" }));
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
function runBundle(made, bundle, before = "") {
  made.write("run.js", `import { readFileSync } from "node:fs";
${before}
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
