// Stock npm jose reads what the product writes, and the product reads what stock jose writes: the package, the
// real server, the command line, and the packet that the portal sent in the browser test.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { equal } from "./lib/expect.mjs";
import { Server } from "./lib/server.mjs";
import { portalPacket } from "./portal.mjs";
import { stockReads } from "./stock-reads.mjs";
import { stockWrites } from "./stock-writes.mjs";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const setting = (name, otherwise) => process.env[name] ?? join(repository, otherwise);
const tarball = setting("MOTCUA_TARBALL", "target/npm/motcua-0.1.0.tgz");
const program = setting("MOTCUA_SERVER", "target/debug/motcua-server");
const cli = setting("MOTCUA_CLI", "target/debug/motcua");
const capture = setting("MOTCUA_PORTAL_PACKET", "target/e2e/portal-packet.json");
const casePath = join(repository, "tests/cases/forms/birth/01-mother-online.json");
const scratch = process.env.MOTCUA_TMP ?? mkdtempSync(join(tmpdir(), "motcua-interop-"));

async function unpacked() {
  const home = join(scratch, "motcua");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components", "1", "-C", home]);
  return import(pathToFileURL(join(home, "dist/node.js")).href);
}

/** The command reads the same objects from files, and judges the form by the same signed pack. */
async function commandLine({ citizen, root, answer, payload, record }) {
  const file = (name, value) => {
    const path = join(scratch, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const directory = file("directory.jws", await citizen.get("/api/directory"));
  const pack = file("pack.jws", await citizen.get("/api/pack"));
  const trust = ["--json", "--now", server.now(), "--root", file("root.jwk", root), "--directory", directory];
  const run = (...args) => JSON.parse(execFileSync(cli, [...args, ...trust], { encoding: "utf8" }));
  const log = run("verify", file("events.json", answer.events));
  const receipt = run("verify", file("receipt.jws", answer.receipt));
  equal("the command reads log and receipt alike", log.head, receipt.payload.head);
  equal("signer of the directory", run("verify", directory).signer, "root");
  equal("kind of the pack", run("verify", pack).kind, "egov-pack+jws");
  const form = [file("data.json", payload.data), "--attachments", file("attachments.json", [record])];
  const verdict = run("validate", "--procedure", payload.procedure.code, "--pack", pack, ...form);
  equal("verdict of the command", verdict.findings.filter(({ severity }) => severity === "error"), []);
}

const motcua = await unpacked();
const server = await Server.start(program, join(scratch, "data"));
let failed = 0;
async function test(name, body) {
  try {
    const note = await body();
    console.log(`ok      ${name}${note ? `: ${note}` : ""}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  ${name}\n${error.stack}`);
  }
}

try {
  for (const algorithm of ["Ed25519", "P-256"]) {
    await test(`jose reads what the package files, ${algorithm}`, async () => {
      await commandLine(await stockReads({ motcua, server, casePath, algorithm }));
    });
  }
  for (const alg of ["EdDSA", "ES256"]) {
    await test(`the desk opens what jose files, ${alg}`, () => stockWrites({ server, casePath, alg }));
  }
  await test("jose reads the packet that the portal sent", async () => {
    const found = await portalPacket(capture);
    if (found) return `opened with ${found.opener}, signed by ${found.signer}`;
    return "not there; the browser test leaves it";
  });
} finally {
  await server.stop();
}
process.exitCode = failed > 0 ? 1 : 0;
