// The npm package files a submission with the real server; stock software then reads every object of it.

import { randomUUID } from "node:crypto";
import * as jose from "jose";
import canonicalize from "canonicalize";

import { commitment, contentKey } from "./lib/commitment.mjs";
import { equal, holds, refused } from "./lib/expect.mjs";
import { ACCOUNT, birth, certificate, dataClass, PROCEDURE } from "./lib/material.mjs";
import * as stock from "./lib/stock.mjs";

/** Files with the package. */
async function file(motcua, server, casePath, algorithm) {
  const citizen = server.client();
  const session = await citizen.post("/api/sign-in", { account: ACCOUNT });
  const { root } = await citizen.get("/api/config");
  const now = server.now();
  const directory = motcua.openDirectory(await citizen.get("/api/directory"), { root, now });
  const pack = motcua.openPack(await citizen.get("/api/pack"), { directory, now });

  const device = motcua.SoftwareKey.generate(algorithm);
  const { enrolment } = await citizen.post("/api/enrolments", { jwk: device.jwk, scope: "device" });
  const dossier = motcua.newDossierId();
  const { nonce, aud, unit } = await citizen.post("/api/challenges", { procedure: PROCEDURE, dossier, type: "submission" });
  const { bytes, record } = certificate("a1");
  const payload = pack.prepare(PROCEDURE, {
    dossier, nonce, aud: [aud], now, channel: "online",
    data: birth(casePath, session, Date.parse(now)),
    attachments: [record],
    auth: { by: "key", enrolment },
  });
  const procedure = pack.reference(PROCEDURE, now);
  const recipients = directory.sealKeys(aud, unit, now);
  const packet = motcua.sealSubmission(device.sign(motcua.beginSign("submission", payload, device.jwk)), { procedure, dossier, recipients });
  const key = motcua.DossierKey.generate(dossier);
  const dossierKey = key.seal(recipients, procedure);
  const kind = dataClass(pack.procedure(PROCEDURE, now), record.slot);
  const chunk = Buffer.from(key.sealChunk({ class: kind, attachment: "a1", index: 0, count: 1, size: bytes.length }, bytes));
  await citizen.put(`/api/dossiers/${dossier.slice(9)}/attachments/a1/0?nonce=${nonce}`, chunk);
  const answer = await citizen.post(
    "/api/submissions",
    { nonce, packet, dossierKey, attachments: [{ id: "a1", chunks: 1, size: bytes.length }] },
    { "idempotency-key": randomUUID() },
  );
  return { citizen, root, packet, dossierKey, chunk, bytes, record, kind, payload, answer };
}

/** Reads all of it with stock software. */
export async function stockReads({ motcua, server, casePath, algorithm }) {
  const sent = await file(motcua, server, casePath, algorithm);
  const listed = await stock.directory(await sent.citizen.get("/api/directory"), sent.root);

  const packJws = await sent.citizen.get("/api/pack");
  const pack = await stock.verified(packJws, listed(stock.kidOf(packJws), "sign"), "egov-pack+jws");
  for (const item of pack.items) equal(`hash of ${item.path}`, item.hash, stock.hashOf(canonicalize(item.body)));
  const document = pack.items.find((item) => item.body.code === PROCEDURE);

  const unitKey = server.file("desk/seal.jwk");
  const { payload, enrolment, context } = await stock.submission(sent.packet, unitKey, listed);
  equal("the submission", payload, JSON.parse(JSON.stringify(sent.payload)));
  equal("the procedure that was shown", payload.procedure.hash, document.hash);
  equal("scope of the enrolment", enrolment.scope, "device");
  const unitKid = await jose.calculateJwkThumbprint(unitKey);
  equal("the only recipient", context.rcpt, [unitKid]);
  equal("commitment to the content key", context.kc, commitment(contentKey(sent.packet, unitKey, unitKid)));

  const { value: dossierKey, context: keyContext } = await stock.opened(sent.dossierKey, unitKey);
  equal("purpose of the dossier key", [keyContext.purpose, keyContext.dossier], ["dossierKey", payload.dossier]);
  const key = stock.attachmentKey(dossierKey, payload.dossier, sent.kind, "a1");
  const place = stock.chunkContext("a1", 0, 1, sent.bytes.length);
  const document1 = stock.openChunk(key, sent.chunk, place);
  equal("the document", stock.hashOf(document1), payload.attachments[0].hash);
  await refused("a chunk in another place", (async () => stock.openChunk(key, sent.chunk, stock.chunkContext("a1", 1, 2, 2)))());

  const [first] = await stock.log(sent.answer.events, sent.answer.receipt, listed);
  const received = first.events["urn:egov:event:received"];
  equal("the event names the packet", received.packet, stock.hashOf(canonicalize(sent.packet)));

  await hostile(sent.packet, unitKey);
  return { ...sent, listed };
}

/** What was changed on the way does not open with stock software either. */
async function hostile(packet, unitKey) {
  const stranger = (await jose.generateKeyPair("ECDH-ES+A256KW", { crv: "P-256", extractable: true })).privateKey;
  await refused("another key", stock.opened(packet, await jose.exportJWK(stranger)));
  for (const member of ["ciphertext", "aad", "iv", "tag"]) {
    const text = packet[member];
    const changed = { ...packet, [member]: (text[0] === "A" ? "B" : "A") + text.slice(1) };
    await refused(`a packet with another ${member}`, stock.opened(changed, unitKey));
  }
  holds("the packet itself still opens", await stock.opened(packet, unitKey));
}
