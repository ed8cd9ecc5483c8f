// Reading the product's objects with stock software only: npm jose, npm canonicalize and Node's own crypto. No
// line of the product runs here; this is what another agency's programmer would write.

import { createDecipheriv, createHash, hkdfSync } from "node:crypto";
import canonicalize from "canonicalize";
import * as jose from "jose";

import { equal, holds } from "./expect.mjs";

const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const decoded = (part) => text(jose.base64url.decode(part));

/** `sha-256:<base64url>`, as the formats write hashes. */
export const hashOf = (bytes) => `sha-256:${createHash("sha256").update(bytes).digest("base64url")}`;

/** Verifies a signed object and returns header and payload; both must be as the format writes them. */
export async function verified(object, jwk, typ) {
  const flat = typeof object === "string" && !object.startsWith("{") ? fromCompact(object) : parsed(object);
  const key = await jose.importJWK(jwk, jwk.crv === "P-256" ? "ES256" : "EdDSA");
  const { payload, protectedHeader } = await jose.flattenedVerify(flat, key, { algorithms: ["EdDSA", "ES256"] });
  const members = typ === "secevent+jwt" ? ["alg", "kid", "typ"] : ["alg", "cty", "kid", "typ"];
  equal(`${typ}: members of the header`, Object.keys(protectedHeader).sort(), members);
  equal(`${typ}: typ`, protectedHeader.typ, typ);
  equal(`${typ}: kid is the thumbprint`, protectedHeader.kid, await jose.calculateJwkThumbprint(jwk));
  const value = JSON.parse(text(payload));
  equal(`${typ}: the payload is canonical`, text(payload), canonicalize(value));
  return value;
}

const parsed = (object) => (typeof object === "string" ? JSON.parse(object) : object);

function fromCompact(compact) {
  const [protectedHeader, payload, signature] = compact.split(".");
  return { protected: protectedHeader, payload, signature };
}

/** The `kid` that an object names. */
export function kidOf(object) {
  const flat = typeof object === "string" && !object.startsWith("{") ? fromCompact(object) : parsed(object);
  return JSON.parse(decoded(flat.protected)).kid;
}

/** The key directory under the pinned root: a function from a kid and a use to a key. */
export async function directory(jws, root) {
  const payload = await verified(jws, root, "egov-keys+jws");
  for (const entry of payload.keys) {
    equal("kid of a listed key", entry.kid, await jose.calculateJwkThumbprint(entry.jwk));
  }
  return (kid, use) => {
    const entry = payload.keys.find((key) => key.kid === kid && key.use === use && key.status === "active");
    holds(`the directory lists ${kid} for ${use}`, entry);
    return entry.jwk;
  };
}

/** Opens a sealed object with a private JWK: plaintext and what it is bound to. */
export async function opened(object, privateJwk) {
  const key = await jose.importJWK(privateJwk, "ECDH-ES+A256KW");
  const { plaintext, protectedHeader, additionalAuthenticatedData } = await jose.generalDecrypt(object, key, {
    keyManagementAlgorithms: ["ECDH-ES+A256KW"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  equal("header of a sealed object", protectedHeader, {
    alg: "ECDH-ES+A256KW", cty: "json", enc: "A256GCM", typ: "egov-sealed+jwe",
  });
  const context = JSON.parse(text(additionalAuthenticatedData));
  equal("the context is canonical", text(additionalAuthenticatedData), canonicalize(context));
  equal("the context names the recipients", context.rcpt, object.recipients.map(({ header }) => header.kid).sort());
  const value = JSON.parse(text(plaintext));
  equal("the content is canonical", text(plaintext), canonicalize(value));
  return { value, context };
}

/** A packet, down to the submission in it and the enrolment that vouches for its key. */
export async function submission(packet, privateJwk, listed) {
  const { value, context } = await opened(packet, privateJwk);
  equal("purpose", context.purpose, "submission");
  equal("members of the content", Object.keys(value).sort(), ["cosign", "jws"]);
  const claimed = JSON.parse(decoded(value.jws.payload)).auth.enrolment;
  const enrolment = await verified(claimed, listed(kidOf(claimed), "sign"), "egov-enrol+jws");
  const payload = await verified(value.jws, enrolment.jwk, "egov-submission+jws");
  equal("dossier in envelope and content", payload.dossier, context.dossier);
  equal("procedure in envelope and content", `${payload.procedure.code}@${payload.procedure.version}`, context.procedure);
  holds("signed while enrolled", enrolment.nbf <= payload.iat && payload.iat < enrolment.exp);
  return { payload, enrolment, context, jws: value.jws };
}

/** The chain of events and the receipt over it. */
export async function log(events, receipt, listed) {
  let previous;
  const claims = [];
  for (const [seq, event] of events.entries()) {
    const one = await verified(event, listed(kidOf(event), "sign"), "secevent+jwt");
    equal("place in the log", one.seq, seq);
    equal("hash of the event before", one.prev, previous);
    previous = hashOf(event);
    claims.push(one);
  }
  const checkpoint = await verified(receipt, listed(kidOf(receipt), "sign"), "egov-receipt+jws");
  equal("size in the receipt", checkpoint.size, events.length);
  equal("head in the receipt", checkpoint.head, previous);
  equal("dossier in the receipt", checkpoint.dossier, claims[0].sub);
  return claims;
}

/** HKDF-SHA-256 without salt; the context is a label and its parts, with a zero byte between. */
function derived(secret, ...context) {
  return Buffer.from(hkdfSync("sha256", secret, "", Buffer.from(context.join("\0")), 32));
}

/** The key of one attachment, out of the key of its dossier. */
export function attachmentKey(dossierKey, dossier, dataClass, id) {
  const secret = Buffer.from(dossierKey.k, "base64url");
  return derived(derived(secret, "egov/v1/class", dossier, dataClass), "egov/v1/attach", dossier, id);
}

const CHUNK_HEADER = canonicalize({ alg: "dir", enc: "A256GCM", typ: "egov-chunk+jwe" });

/** What a chunk is bound to: the additional data of a JWE with one fixed header. */
export function chunkContext(att, i, n, size) {
  const place = canonicalize({ v: 1, att, i, n, size });
  return Buffer.from([CHUNK_HEADER, place].map((text) => Buffer.from(text).toString("base64url")).join("."));
}

/** Opens `iv || ciphertext || tag`. */
export function openChunk(key, sealed, context) {
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
  cipher.setAAD(context);
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]);
}
