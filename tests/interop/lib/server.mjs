// The real server in a folder of its own, and a client with one session.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clock } from "../../clock.mjs";

export class Server {
  static async start(program, data) {
    const now = clock();
    const child = spawn(program, ["--role", "all", "--data", data, "--port", "0", "--clock", now()], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stderr.on("data", (chunk) => (output += chunk));
    const url = await new Promise((found, fail) => {
      const limit = setTimeout(() => {
        child.kill("SIGKILL");
        fail(new Error(`the server does not start\n${output}`));
      }, 60_000);
      child.stdout.on("data", (chunk) => {
        output += chunk;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
        if (address) {
          clearTimeout(limit);
          found(address[0]);
        }
      });
      child.on("error", fail);
      child.on("exit", (code) => fail(new Error(`the server ended with ${code}\n${output}`)));
    });
    return new Server(child, url, data, now);
  }

  constructor(child, url, data, now) {
    Object.assign(this, { child, url, data, now });
  }

  /** A key or document of the data directory. */
  file(name) {
    return JSON.parse(readFileSync(join(this.data, name), "utf8"));
  }

  client() {
    return new Client(this.url);
  }

  stop() {
    this.child.kill("SIGTERM");
    return new Promise((done) => (this.child.exitCode === null ? this.child.once("exit", done) : done()));
  }
}

export class Client {
  #cookie = "";

  constructor(url) {
    this.url = url;
  }

  async #call(method, path, { body, headers } = {}) {
    const response = await fetch(this.url + path, {
      method,
      body,
      headers: { "x-motcua": "1", origin: this.url, ...(this.#cookie && { cookie: this.#cookie }), ...headers },
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(";")[0];
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async get(path) {
    return (await this.#call("GET", path)).json();
  }

  async bytes(path) {
    return Buffer.from(await (await this.#call("GET", path)).arrayBuffer());
  }

  async post(path, value, headers = {}) {
    const call = { body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } };
    return (await this.#call("POST", path, call)).json();
  }

  async put(path, bytes) {
    await this.#call("PUT", path, { body: bytes, headers: { "content-type": "application/octet-stream" } });
  }
}
