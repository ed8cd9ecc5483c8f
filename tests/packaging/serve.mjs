// A server for the pages of these tests: files and texts under the strict policy, on a free port of this machine.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Answers with the files of a folder, and with nothing above it. */
export function folder(root, below = "/") {
  return (path) => {
    if (!path.startsWith(below)) return undefined;
    const name = path.slice(below.length) || "index.html";
    const full = normalize(join(root, name));
    if (!full.startsWith(root)) return undefined;
    try {
      return { body: readFileSync(full), type: extname(name) };
    } catch {
      return undefined;
    }
  };
}

/** Answers with texts by their paths. */
export function texts(list) {
  return (path) => (path in list ? { body: list[path], type: extname(path) || ".html" } : undefined);
}

/**
 * Serves what the first answer that knows a path gives. `received` gets the JSON of whatever is posted.
 *
 * @param {...((path: string) => { body: string | Buffer, type: string } | undefined)} answers
 */
export async function listen(...answers) {
  let received = () => {};
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      const chunks = [];
      request.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
        response.writeHead(204).end();
        received(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      });
      return;
    }
    const { pathname } = new URL(request.url, "http://localhost");
    const found = answers.reduce((known, answer) => known ?? answer(pathname), undefined);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[found.type] ?? "application/octet-stream", "content-security-policy": POLICY });
    response.end(found.body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    /** The next thing that is posted. */
    next: () => new Promise((done) => (received = done)),
    close: () => server.close(),
  };
}
