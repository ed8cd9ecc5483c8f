// The real server as a process of its own.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { openSync, readFileSync, closeSync } from "node:fs";
import { join } from "node:path";
import { clock } from "../../clock.mjs";
import { portal, serverProgram } from "./env.mjs";

const START_LIMIT = 20_000;

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/**
 * Starts `motcua-server --role all` and waits until it answers; on an empty data directory, or on one that an earlier
 * server left, then at the same address.
 *
 * @param {string} dir
 * @param {{ port?: number, start?: string }} [options]  `start`: the moment at which its clock starts
 */
export async function startServer(dir, { port: given, start } = {}) {
  const now = clock(start);
  const port = given ?? (await freePort());
  const data = join(dir, "data");
  const log = join(dir, "server.log");
  const out = openSync(log, "a");
  const args = ["--role", "all", "--data", data, "--port", String(port), "--portal", portal(), "--clock", now()];
  const child = spawn(serverProgram(), args, { stdio: ["ignore", out, out] });
  closeSync(out);
  let ended;
  child.once("exit", (code, signal) => {
    ended = `the server ended (${code ?? signal})`;
  });
  child.once("error", (error) => {
    ended = `the server did not start: ${error.message}`;
  });
  process.once("exit", () => child.kill("SIGKILL"));

  const url = `http://127.0.0.1:${port}`;
  const limit = Date.now() + START_LIMIT;
  for (;;) {
    if (ended) throw new Error(`${ended}\n${readFileSync(log, "utf8")}`);
    if (await answers(url)) break;
    if (Date.now() > limit) {
      child.kill("SIGKILL");
      throw new Error(`the server does not answer\n${readFileSync(log, "utf8")}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url,
    port,
    data,
    now,
    log: () => readFileSync(log, "utf8"),
    alive: () => ended === undefined,
    stop: () =>
      new Promise((done) => {
        if (ended) return done();
        child.once("exit", () => done());
        child.kill("SIGTERM");
        setTimeout(() => child.kill("SIGKILL"), 3000).unref();
      }),
  };
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).status === 200;
  } catch {
    return false;
  }
}
