// From the module and its glue to the package: dist/, then the tarball.
//
//   MOTCUA_WEB   folder with core.js, core_bg.wasm, core.d.ts   (target/npm/web)
//   MOTCUA_WEB_SCALAR   the same for engines without vectors       (target/npm/web-scalar)
//   MOTCUA_WEB_FORMS    the same for forms alone                     (target/npm/web-forms)
//   MOTCUA_OUT   where the tarball goes                         (target/npm)

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { declarations } from "./declarations.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../../../target/npm");
const web = process.env.MOTCUA_WEB ?? join(target, "web");
const webScalar = process.env.MOTCUA_WEB_SCALAR ?? join(target, "web-scalar");
const webForms = process.env.MOTCUA_WEB_FORMS ?? join(target, "web-forms");
const out = process.env.MOTCUA_OUT ?? target;
const dist = join(here, "dist");

const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
if (process.env.MOTCUA_VERSION && process.env.MOTCUA_VERSION !== manifest.version) {
  throw new Error(`package.json says ${manifest.version}, the workspace ${process.env.MOTCUA_VERSION}`);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
cpSync(join(here, "src"), dist, { recursive: true });

const wasm = readFileSync(join(web, "core_bg.wasm"));
writeFileSync(join(dist, "motcua.wasm"), wasm);
writeFileSync(join(dist, "motcua-scalar.wasm"), readFileSync(join(webScalar, "core_bg.wasm")));
const glue = readFileSync(join(web, "core.js"));
// One glue serves both modules only as long as their borders are the same.
if (!glue.equals(readFileSync(join(webScalar, "core.js")))) throw new Error("the two modules want different glue");
writeFileSync(join(dist, "core.js"), glue);
// For editors: `"$schema": "node_modules/motcua/dist/procedure.schema.json"` in a procedure document.
cpSync(resolve(here, "../../../core/forms/procedure.schema.json"), join(dist, "procedure.schema.json"));
writeFileSync(join(dist, "wasm-base64.js"), `export const base64 = "${wasm.toString("base64")}";\n`);

// `motcua/forms`: the same sources over the smaller module.
const forms = join(dist, "forms");
const own = new Set(["adapters", "custody", "engine", "error", "index", "inline", "node", "slim"].map((name) => `${name}.js`));
for (const name of readdirSync(join(here, "src")).filter((name) => name.endsWith(".js") && !own.has(name))) {
  const source = readFileSync(join(here, "src", name), "utf8");
  writeFileSync(join(forms, name), source.replaceAll(/"\.\/(error|messages)\.js"/g, '"../$1.js"'));
}
writeFileSync(join(forms, "forms.wasm"), readFileSync(join(webForms, "core_bg.wasm")));
writeFileSync(join(forms, "core.js"), readFileSync(join(webForms, "core.js")));

// The sentences, handed to the module when the first one is wanted: apart from it, so that it is there sooner.
const sentences = (lang) => JSON.stringify(JSON.parse(readFileSync(join(here, `../../../core/forms/messages/${lang}.json`), "utf8")));
writeFileSync(
  join(dist, "messages.js"),
  `export default { vi: ${JSON.stringify(sentences("vi"))}, en: ${JSON.stringify(sentences("en"))} };\n`,
);

const records = declarations(readFileSync(join(web, "core.d.ts"), "utf8"));
const api = readFileSync(join(here, "types/api.d.ts"), "utf8");
const types = `${records}\n${api}`;
// One text under two names: TypeScript takes the format of a module from its extension.
writeFileSync(join(dist, "index.d.ts"), types);
writeFileSync(join(dist, "index.d.cts"), types);
for (const entry of ["elements", "custody", "adapters", "forms"]) {
  const text = readFileSync(join(here, `types/${entry}.d.ts`), "utf8").replaceAll('"motcua"', '"./index.js"');
  writeFileSync(join(dist, `${entry}.d.ts`), text);
}

for (const folder of [dist, forms]) await build({
  entryPoints: [join(folder, "node.js")],
  outfile: join(folder, "node.cjs"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  define: { "import.meta.url": "moduleAddress" },
  banner: { js: 'const moduleAddress = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
});

mkdirSync(out, { recursive: true });
const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", out], { cwd: here, encoding: "utf8" });
console.log(packed.trim());
