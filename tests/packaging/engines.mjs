// The package in browsers as they are, without a bundler: a plain page under the strict policy, the files of the
// tarball, and the whole conformance stream. Each engine opens the address by itself and sends back what it saw,
// so that no driver stands between.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { answers } from "../conformance/lib/answers.mjs";
import { stored } from "../conformance/lib/cases.mjs";
import { hostile } from "../conformance/lib/hostile.mjs";
import { seeded } from "../conformance/lib/seeded.mjs";
import { CHROMIUM } from "../e2e/lib/flags.mjs";
import { judge, material, newest, repository } from "./material.mjs";
import { Project } from "./project.mjs";
import { folder, listen, texts } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const tarball = process.env.MOTCUA_TARBALL ?? newest(join(repository, "target/npm"));
const testBuild = process.env.MOTCUA_CONFORM_WEB ?? join(repository, "target/npm-conform/web");
const cli = process.env.MOTCUA_CLI ?? join(repository, "target/debug/motcua");
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-engines-"));

/** How long an engine may take from its start to its answer. */
const PATIENCE = 180_000;
/** Firefox asks its maker for many things at the start; here it asks nobody. */
const FIREFOX = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** Commands that open an address, by engine. Only those that the caller named are there. */
const ENGINES = {
  chromium: (address, home) => [process.env.MOTCUA_CHROMIUM, "--headless=new", ...CHROMIUM, `--user-data-dir=${home}`, address],
  firefox: (address, home) => {
    const prefs = Object.entries(FIREFOX).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    writeFileSync(join(home, "user.js"), prefs.join(""));
    return [process.env.MOTCUA_FIREFOX, "--headless", "--no-remote", "--profile", home, address];
  },
  webkitgtk: (address) => ["xvfb-run", "-a", process.env.MOTCUA_MINIBROWSER, "--private", address],
};
const named = { chromium: "MOTCUA_CHROMIUM", firefox: "MOTCUA_FIREFOX", webkitgtk: "MOTCUA_MINIBROWSER" };

/** Opens the page in an engine and waits for what it sends. */
async function open(command, waiting) {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  let timer;
  try {
    return await Promise.race([
      waiting,
      new Promise((_, fail) => child.on("error", fail)),
      new Promise((_, fail) => (timer = setTimeout(() => fail(new Error("no answer in time")), PATIENCE))),
    ]);
  } finally {
    clearTimeout(timer);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
}

const made = new Project(scratch, "plain", "module", tarball);
const page = await build({
  entryPoints: [join(here, "engines-page.js")],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  external: ["/conform/core.js"],
  // The tarball's own entry, not a bundle of it.
  plugins: [{ name: "as it is", setup: (plugin) => plugin.onResolve({ filter: /^motcua$/ }, () => ({ path: "/package/index.js", external: true })) }],
});
const cases = join(repository, "tests/cases");
const drawn = seeded(cases, join(repository, "core/forms/procedures"));
const requests = [...stored(cases), ...hostile(), ...drawn].map((one) => one.request);
const server = await listen(
  folder(made.path("node_modules/motcua/dist"), "/package/"),
  folder(testBuild, "/conform/"),
  texts({
    "/": '<!doctype html><html lang="vi"><meta charset="utf-8"><title>motcua</title><script type="module" src="/page.js"></script></html>',
    "/page.js": page.outputFiles[0].text,
    "/material.json": JSON.stringify(material()),
    "/requests.json": JSON.stringify(requests),
  }),
);

let failed = 0;
const { hash: wanted } = await answers([cli, "conform"], requests);
console.log(`native     sha256 ${wanted}`);
for (const [engine, command] of Object.entries(ENGINES)) {
  if (!process.env[named[engine]]) continue;
  const home = mkdtempSync(join(tmpdir(), "motcua-engine-"));
  try {
    const answer = await open(command(server.address, home), server.next());
    if (answer.error) throw new Error(answer.error);
    if (answer.violations.length > 0) throw new Error(`the policy was violated: ${answer.violations.join(", ")}`);
    for (const [name, result] of Object.entries(answer.scenarios)) {
      try {
        judge(result);
      } catch (error) {
        throw new Error(`${name}: ${error.message}`);
      }
    }
    console.log(`${engine.padEnd(10)} sha256 ${answer.hash} ${answer.agent}`);
    if (answer.hash !== wanted) throw new Error("other answers than the native core");
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${engine}: ${error.message}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
server.close();
process.exitCode = failed > 0 ? 1 : 0;
