// What a portal publishes, signed with keys of this run.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { material } from "./material.mjs";

/** Texts by their names: the root's public key, a directory and a pack, made with the package of a project at a moment. */
export function published(made, moment) {
  const { beginSign, Sha256, SoftwareKey } = createRequire(pathToFileURL(made.path("package.json")))("motcua");
  const at = Math.floor(moment / 1000);
  const root = SoftwareKey.generate("Ed25519");
  const office = SoftwareKey.generate("P-256");
  const sign = (key, kind, payload) => JSON.stringify(key.sign(beginSign(kind, payload, key.jwk)));
  const hash = (body) => new Sha256().update(Buffer.from(beginSign("decision", body, root.jwk).payload, "base64url")).digest();
  const key = { kid: office.jwk.kid, jwk: office.jwk, agency: "H29.200", use: "sign", nbf: at - 60, exp: at + 86_400, status: "active" };
  const items = material().documents.map((item) => ({ ...item, hash: hash(item.body) }));
  return {
    "root.jwk": JSON.stringify(root.jwk),
    "directory.jws": sign(root, "keys", { v: 1, seq: 1, iat: at, exp: at + 3600, keys: [key] }),
    "pack.jws": sign(office, "pack", { v: 1, id: "examples", seq: 1, validFrom: "2025-07-01", minEngine: "0.1", items }),
  };
}
