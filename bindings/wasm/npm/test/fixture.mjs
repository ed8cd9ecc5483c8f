// A small agency: root, signer and unit keys, a directory, and a pack of the procedures in this repository.
// Everything is made with the package itself, as an integrator would.

import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as motcua from "motcua";

const sources = resolve(dirname(fileURLToPath(import.meta.url)), "../../../../core/forms/procedures");

export const NOW = "2026-11-22T01:00:00Z";
export const SECONDS = Date.parse(NOW) / 1000;
export const CODE = "1.001193";
export const AGENCY = "H29.200";

/** Canonical JSON for documents of whole numbers and text (RFC 8785). */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export const sha256 = (bytes) => `sha-256:${createHash("sha256").update(bytes).digest("base64url")}`;

/** A sealing key pair from Node's own crypto; the public part as JWK. */
export function sealingKey() {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
  return { kty, crv, x, y };
}

export function documents() {
  const items = [];
  const folder = (name) => readdirSync(join(sources, name), { withFileTypes: true });
  for (const [path, kind] of [[".", "procedures"], ["catalogues", "catalogues"], ["workflows", "workflows"]]) {
    for (const entry of folder(path)) {
      if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
      items.push({ path: `${kind}/${entry.name}`, body: JSON.parse(readFileSync(join(sources, path, entry.name), "utf8")) });
    }
  }
  return items.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Code of a procedure with a list of people, which no procedure of the product has yet. */
export const MEMBERS = "x-members";

/** That procedure, made from another. */
export function withMembers() {
  const body = JSON.parse(readFileSync(join(sources, "1.001612.json"), "utf8"));
  body.code = MEMBERS;
  body.form.properties.people = {
    type: "array",
    maxItems: 4,
    items: {
      type: "object",
      properties: {
        fullName: { type: "string", minLength: 1, maxLength: 120, format: "vn-full-name" },
        birthDate: { type: "string", format: "vn-partial-date" },
        head: { type: "boolean", default: false },
      },
      required: ["fullName"],
      additionalProperties: false,
    },
  };
  body.dataClass.push({ pointer: "/people", class: "basic" });
  const control = (name, label, en) => ({ type: "Control", scope: `#/properties/${name}`, label, options: { en } });
  body.ui.elements[0].elements.push({
    type: "Control",
    scope: "#/properties/people",
    label: "Thành viên hộ gia đình",
    options: {
      en: "Members of the household",
      item: { vi: "Thành viên", en: "Member" },
      detail: {
        type: "VerticalLayout",
        elements: [control("fullName", "Họ và tên", "Full name"), control("birthDate", "Ngày sinh", "Date of birth"), control("head", "Là chủ hộ", "Head of the household")],
      },
    },
  });
  return { path: `procedures/${MEMBERS}.json`, body };
}

/** @param {{ more?: { path: string, body: any }[] }} [options]  documents beside those of the product */
export function world({ more = [] } = {}) {
  const root = motcua.SoftwareKey.generate("Ed25519");
  const signer = motcua.SoftwareKey.generate("P-256");
  const unit = sealingKey();
  const key = (jwk, use) => ({
    kid: motcua.thumbprint(jwk),
    jwk: { ...jwk, kid: undefined },
    agency: AGENCY,
    unit: "commune",
    use,
    nbf: SECONDS - 1000,
    exp: SECONDS + 100_000,
    status: "active",
  });
  const keys = { v: 1, seq: 7, iat: SECONDS - 500, exp: SECONDS + 50_000, keys: [key(unit, "seal"), key(signer.jwk, "sign")] };
  const directoryJws = root.sign(motcua.beginSign("keys", keys, root.jwk));
  const directory = motcua.openDirectory(directoryJws, { root: root.jwk, now: NOW });
  const items = [...documents(), ...more].map((item) => ({ ...item, hash: sha256(canonical(item.body)) }));
  const payload = { v: 1, id: "test", seq: 3, validFrom: "2025-07-01", minEngine: "0.1", items };
  const packJws = signer.sign(motcua.beginSign("pack", payload, signer.jwk));
  const pack = motcua.openPack(packJws, { directory, now: NOW });
  return { root, signer, unit, keys, directoryJws, directory, packJws, pack };
}

export const attachment = {
  id: "a1",
  slot: "birthCertificate",
  name: "giay-chung-sinh.pdf",
  media: "application/pdf",
  size: 1200,
  hash: sha256("x"),
  chunks: 1,
};
