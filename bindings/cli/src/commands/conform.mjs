// Runs a stream of conformance requests through the test build of the npm module. Called by `motcua conform
// --target node` with the folder of that build; the requests come on standard input, one a line.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stdin, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const folder = process.argv.at(-1);
const core = await import(pathToFileURL(join(folder, "core.js")).href);
core.initSync({ module: readFileSync(join(folder, "core_bg.wasm")) });
if (typeof core.conform !== "function") throw new Error("this build of the module has no conformance entry");

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function answer(bytes) {
  let line;
  try {
    line = decoder.decode(bytes);
  } catch {
    return '{"code":"json/utf8","id":null,"ok":false}';
  }
  return core.conform(line);
}

let rest = [];
for await (const chunk of stdin) {
  let from = 0;
  for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
    rest.push(chunk.subarray(from, end));
    stdout.write(`${answer(Buffer.concat(rest))}\n`);
    rest = [];
    from = end + 1;
  }
  rest.push(chunk.subarray(from));
}
const last = Buffer.concat(rest);
if (last.length > 0) stdout.write(`${answer(last)}\n`);
