// The portal under test must carry the very modules that the packed tarball carries.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Names and bytes of a .tgz, by the header blocks of 512 bytes (POSIX ustar). */
function* entries(tarball) {
  const bytes = gunzipSync(readFileSync(tarball));
  const text = (at, length) => bytes.toString("latin1", at, at + length).split("\0")[0];
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = parseInt(text(at + 124, 12).trim() || "0", 8);
    yield { name: text(at, 100), bytes: bytes.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function modulesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".wasm"))
    .map((name) => hash(readFileSync(join(folder, name))));
}

/** The modules that carry everything, with and without vectors; that of forms alone is no page's here. */
const WHOLE = ["package/dist/motcua.wasm", "package/dist/motcua-scalar.wasm"];

/** Throws unless the portal's WebAssembly modules are those two of the tarball. */
export function sameModule(tarball, portal) {
  const packed = [...entries(tarball)].filter(({ name }) => WHOLE.includes(name)).map(({ bytes }) => hash(bytes));
  const served = modulesOf(portal);
  if (served.length !== 2) throw new Error(`the portal has ${served.length} WebAssembly modules`);
  if (served.sort().join() !== packed.sort().join()) throw new Error("the portal was built on other modules than the tarball's; build both again");
}
