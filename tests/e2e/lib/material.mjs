// Copies of what the demonstration's server keeps, so that a packet can be opened after its data directory is gone. These
// are the keys of one test run and of nothing else.

import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join, relative } from "node:path";

function files(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

const texts = (data, dir) => Object.fromEntries(files(join(data, dir)).map((path) => [relative(data, path), readFileSync(path, "utf8")]));

/** `keys`: the desk's key files by name; `public`: directory, pack and root. */
export function keyMaterial(data) {
  const shown = texts(data, "public");
  for (const name of Object.keys(shown)) if (/pack/.test(name)) delete shown[name];
  return { keys: texts(data, "desk"), public: shown };
}
