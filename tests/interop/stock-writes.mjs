// A submission made with stock software alone (jose, canonicalize, Node's crypto). The real server takes it, and
// its native core opens, verifies and judges it.

import { createCipheriv, randomBytes, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import * as jose from "jose";

import { equal } from "./lib/expect.mjs";
import { ACCOUNT, birth, certificate, dataClass, PROCEDURE } from "./lib/material.mjs";
import * as stock from "./lib/stock.mjs";

const utf8 = (text) => new TextEncoder().encode(text);

async function sign(payload, { alg, key, jwk }, typ) {
  return new jose.FlattenedSign(utf8(canonicalize(payload)))
    .setProtectedHeader({ alg, kid: await jose.calculateJwkThumbprint(jwk), typ, cty: "json" })
    .sign(key);
}

async function seal(content, purpose, payload, recipients) {
  const kids = await Promise.all(recipients.map((jwk) => jose.calculateJwkThumbprint(jwk)));
  const { dossier, procedure } = payload;
  const context = { v: 1, purpose, dossier, procedure: `${procedure.code}@${procedure.version}`, rcpt: [...kids].sort() };
  const sealing = new jose.GeneralEncrypt(utf8(canonicalize(content)))
    .setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM", typ: "egov-sealed+jwe", cty: "json" })
    .setAdditionalAuthenticatedData(utf8(canonicalize(context)));
  // For a single recipient jose moves `epk` into the protected header, where the format has none. A second one,
  // who is then left out, keeps it where it belongs; nobody signs the list of recipients but the context.
  const { publicKey } = await jose.generateKeyPair("ECDH-ES+A256KW", { crv: "P-256" });
  const keys = await Promise.all(recipients.map((jwk) => jose.importJWK(jwk, "ECDH-ES+A256KW")));
  for (const [index, key] of [...keys, publicKey].entries()) {
    sealing.addRecipient(key).setUnprotectedHeader({ kid: kids[index] ?? "nobody" });
  }
  const sealed = await sealing.encrypt();
  return { ...sealed, recipients: sealed.recipients.slice(0, recipients.length) };
}

function sealChunk(key, bytes, context) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(context);
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

async function keyPair(alg) {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { alg, key: privateKey, jwk: await jose.exportJWK(publicKey) };
}

/** Files with stock software, then asks the desk what it sees. */
export async function stockWrites({ server, casePath, alg }) {
  const citizen = server.client();
  const session = await citizen.post("/api/sign-in", { account: ACCOUNT });
  const { root } = await citizen.get("/api/config");
  const directoryJws = await citizen.get("/api/directory");
  const listed = await stock.directory(directoryJws, root);
  const packJws = await citizen.get("/api/pack");
  const pack = await stock.verified(packJws, listed(stock.kidOf(packJws), "sign"), "egov-pack+jws");
  const { body: procedure } = pack.items.find((item) => item.body.code === PROCEDURE);

  const device = await keyPair(alg);
  const { enrolment } = await citizen.post("/api/enrolments", { jwk: device.jwk, scope: "session" });
  const dossier = `urn:uuid:${randomUUID()}`;
  const challenge = await citizen.post("/api/challenges", { procedure: PROCEDURE, dossier, type: "submission" });
  const now = Date.parse(server.now());
  const { bytes, record } = certificate("scan-1");
  const data = birth(casePath, session, now);
  const person = { name: data.requester.fullName, birthDate: data.requester.birthDate, id: data.requester.id };
  const child = { name: data.child.fullName, birthDate: data.child.birthDate, id: { kind: "none", reason: "newborn" } };
  const payload = {
    v: 1,
    type: "submission",
    dossier,
    procedure: challenge.procedure,
    aud: [challenge.aud],
    nonce: challenge.nonce,
    iat: Math.floor(now / 1000),
    channel: "online",
    auth: { by: "session", enrolment },
    parties: [
      { role: "filer", person, actsFor: "subject", basis: "parent" },
      { role: "subject", person: child },
    ],
    data,
    attachments: [record],
  };
  const { keys } = await stock.verified(directoryJws, root, "egov-keys+jws");
  const recipients = keys
    .filter((entry) => entry.use === "seal" && entry.agency === challenge.aud && entry.unit === challenge.unit)
    .map((entry) => entry.jwk);
  const packet = await seal({ jws: await sign(payload, device, "egov-submission+jws"), cosign: [] }, "submission", payload, recipients);
  const dossierKey = { kty: "oct", k: randomBytes(32).toString("base64url") };
  const key = stock.attachmentKey(dossierKey, dossier, dataClass(procedure, record.slot), record.id);
  const chunk = sealChunk(key, bytes, stock.chunkContext(record.id, 0, 1, bytes.length));
  const uuid = dossier.slice(9);
  await citizen.put(`/api/dossiers/${uuid}/attachments/${record.id}/0?nonce=${challenge.nonce}`, chunk);
  await citizen.post(
    "/api/submissions",
    {
      nonce: challenge.nonce,
      packet,
      dossierKey: await seal(dossierKey, "dossierKey", payload, recipients),
      attachments: [{ id: record.id, chunks: 1, size: bytes.length }],
    },
    { "idempotency-key": randomUUID() },
  );

  const officer = server.client();
  await officer.post("/api/sign-in", { account: "lan" });
  const seen = await officer.get(`/api/desk/dossiers/${uuid}`);
  equal("what keeps the desk from opening it", seen.openError, undefined);
  equal("what the desk opened", seen.opened.payload, payload);
  equal("hash of what it opened", seen.opened.payloadHash, stock.hashOf(canonicalize(payload)));
  const [signer] = seen.opened.signers;
  equal("standing of the signature", signer.standing, "authenticatedSession");
  equal("key of the signature", signer.kid, await jose.calculateJwkThumbprint(device.jwk));
  const document = await officer.bytes(`/api/desk/dossiers/${uuid}/attachments/${record.id}`);
  equal("the document", stock.hashOf(document), record.hash);
}
