// The packet that the portal sent in the browser test, byte for byte, read with stock software.

import { existsSync, readFileSync } from "node:fs";
import * as jose from "jose";

import { equal, holds } from "./lib/expect.mjs";
import * as stock from "./lib/stock.mjs";

/** The texts of a captured folder that are JSON, by name. */
function documents(texts) {
  const found = {};
  for (const [name, text] of Object.entries(texts)) {
    try {
      found[name] = JSON.parse(text);
    } catch {
      // an index key or the like is no JSON
    }
  }
  return found;
}

/** Reads the capture, or says that there is none. */
export async function portalPacket(path) {
  if (!existsSync(path)) return undefined;
  const { body, dossier, keys, public: shown } = JSON.parse(readFileSync(path, "utf8"));
  const open = documents(shown);
  const named = (what) => open[Object.keys(open).find((name) => name.includes(what))];
  const listed = await stock.directory(named("directory"), named("root"));
  const packet = typeof body === "string" ? JSON.parse(body).packet : body.packet;
  const recipients = packet.recipients.map(({ header }) => header.kid);
  for (const [name, jwk] of Object.entries(documents(keys))) {
    if (!jwk?.kty || !jwk.d || !recipients.includes(await jose.calculateJwkThumbprint(jwk))) continue;
    const { payload, enrolment } = await stock.submission(packet, jwk, listed);
    if (dossier) equal("dossier of the portal's packet", payload.dossier, dossier);
    holds("the portal's packet holds a form", Object.keys(payload.data).length > 3);
    return { opener: name, signer: enrolment.name };
  }
  throw new Error("no captured key is a recipient of the portal's packet");
}
