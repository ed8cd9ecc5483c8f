// Where things are: what xtask says, or, when started by hand, where it leaves them.

import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
const target = join(ROOT, "target");

function found(name, ...places) {
  const given = process.env[name];
  const place = given ?? places.find((one) => one && existsSync(one));
  if (!place || !existsSync(place)) throw new Error(`${name} is not set, and nothing was found at ${places.join(", ")}`);
  return resolve(place);
}

function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The server's program. */
export const serverProgram = () =>
  found("MOTCUA_SERVER", join(target, "debug/motcua-server"), join(target, "release/motcua-server"));

/** The built portal. */
export const portal = () => found("MOTCUA_PORTAL", join(ROOT, "web-demo/portal/dist"));

/** The packed npm package that the portal was built on. */
export function tarball() {
  const dir = join(target, "npm");
  const packed = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith(".tgz")) : [];
  return found("MOTCUA_TARBALL", ...packed.map((name) => join(dir, name)));
}

/** The browser. */
export const chromium = () => found("MOTCUA_CHROMIUM", ...onPath("chromium", "chromium-browser", "google-chrome"));

/** A folder for this run, empty at its start. */
export function scratch() {
  const dir = process.env.MOTCUA_TMP ?? join(target, "xtask/e2e");
  mkdirSync(dir, { recursive: true });
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true, force: true });
  return dir;
}

/** Where a run leaves what others read: the captured packet, and pictures of failures. */
export function leavings() {
  const dir = join(target, "e2e");
  rmSync(join(dir, "fail"), { recursive: true, force: true });
  rmSync(join(dir, "portal-packet.json"), { force: true });
  mkdirSync(join(dir, "fail"), { recursive: true });
  return dir;
}

/** Snapshots are compared; with `MOTCUA_UPDATE=1` they are written. */
export const updating = process.env.MOTCUA_UPDATE === "1";
