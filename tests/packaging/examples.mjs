// The example applications, built with Vite against the tarball and opened in Chromium: the form is drawn, and an
// answer of a person reaches the framework.

import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { now } from "../clock.mjs";
import { CHROMIUM } from "../e2e/lib/flags.mjs";
import { newest, repository } from "./material.mjs";
import { Project } from "./project.mjs";
import { published } from "./published.mjs";
import { folder, listen } from "./serve.mjs";

const tarball = process.env.MOTCUA_TARBALL ?? newest(join(repository, "target/npm"));
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-examples-"));
const EXAMPLES = { react: ["react", "react-dom", "scheduler"], vue: ["vue", "@vue", "@vitejs"] };

async function run(name, browser) {
  const made = new Project(scratch, `example-${name}`, "module", tarball);
  const source = join(repository, "bindings/wasm/npm/examples", name);
  cpSync(source, made.folder, { recursive: true, filter: (path) => !path.endsWith("package.json") });
  made.link(...EXAMPLES[name]);
  mkdirSync(made.path("public"));
  for (const [file, text] of Object.entries(published(made, now()))) writeFileSync(made.path("public", file), text);
  made.tool("vite", ["build", "--logLevel", "error"]);
  const server = await listen(folder(made.path("dist")));
  const page = await browser.newPage({ locale: "vi-VN" });
  await page.clock.install({ time: now() });
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("favicon.ico") && faults.push(message.text()));
  try {
    await page.goto(server.address, { timeout: 60_000 });
    const field = page.getByRole("textbox").first();
    await field.waitFor({ timeout: 60_000 });
    await field.fill("Nguyễn Thị Mai");
    await field.blur();
    await page.getByRole("status").filter({ hasText: /Còn \d+ điểm/ }).first().waitFor({ timeout: 30_000 });
    if (faults.length > 0) throw new Error(faults.join("; "));
    console.log(`ok      ${name}: ${await page.getByRole("status").first().textContent()}`);
  } finally {
    await page.close();
    server.close();
  }
}

const browser = await chromium.launch({ executablePath: process.env.MOTCUA_CHROMIUM, headless: true, args: CHROMIUM, timeout: 60_000 });
let failed = 0;
for (const name of Object.keys(EXAMPLES)) {
  try {
    await run(name, browser);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.message}`);
  }
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
