// challenge → payload → signature → sealing → outbox. Nothing of the form leaves the browser here.

import { DossierKey, sealSubmission, type Auth, type Jwk, type ProcedureRef } from "motcua";
import { persistently, server } from "../api/client";
import type { Challenge, Session, UploadEntry } from "../api/types";
import { CHUNK } from "../lib/attachments";
import { readFile, type Draft } from "../lib/drafts";
import { deviceKey, enrolDevice, sessionKey, sign } from "../lib/keys";
import { now, type Trust } from "../lib/trust";
import { deleteChunks, keepChunk, keepJob, type Job, type Vouch } from "./job";
import type { Observe } from "./progress";
import { isPaperScan, recipientsOf } from "./recipients";

/** A chosen file is no longer in the browser's store. */
export class FileLost extends Error {
  readonly file: string;
  constructor(file: string) {
    super("file lost");
    this.file = file;
  }
}

async function sealFiles(
  draft: Draft,
  trust: Trust,
  recipients: Jwk[],
  procedure: ProcedureRef,
  observe: Observe,
): Promise<{ uploads: UploadEntry[]; dossierKey?: ReturnType<DossierKey["seal"]> }> {
  if (draft.attachments.length === 0) return { uploads: [] };
  const slots = trust.procedure(procedure).attachments;
  const total = draft.attachments.reduce((sum, one) => sum + one.size, 0);
  let done = 0;
  const key = DossierKey.generate(draft.dossier);
  try {
    await deleteChunks(draft.owner, draft.id);
    for (const { id, slot, name, size, chunks } of draft.attachments) {
      const plain = await readFile(draft.owner, draft.id, id);
      if (!plain || plain.byteLength !== size) throw new FileLost(name);
      const dataClass = slots.find((one) => one.id === slot)?.dataClass ?? "basic";
      for (let index = 0; index < chunks; index += 1) {
        const bytes = new Uint8Array(plain, index * CHUNK, Math.min(CHUNK, size - index * CHUNK));
        const sealed = await key.sealChunkAsync({ class: dataClass, attachment: id, index, count: chunks, size }, bytes);
        await keepChunk(draft.owner, draft.id, id, index, sealed);
        done += bytes.length;
        observe({ phase: "sealing", done, total });
      }
    }
    const uploads = draft.attachments.map(({ id, chunks, size }) => ({ id, chunks, size }));
    return { uploads, dossierKey: key.seal(recipients, procedure) };
  } finally {
    key.free();
  }
}

async function authOf(vouch: Vouch, draft: Draft, trust: Trust, session: Session, challenge: Challenge) {
  if (vouch === "desk") {
    const scanSlots = trust.procedure(challenge.procedure).attachments.filter(isPaperScan);
    const scan = draft.attachments.find((one) => scanSlots.some((slot) => slot.id === one.slot));
    const auth: Auth = {
      by: "desk",
      enrolment: challenge.enrolment ?? "",
      document: draft.desk?.document ?? "",
      check: draft.desk?.check ?? "",
      scan: scan?.hash ?? "",
    };
    return { auth };
  }
  const signer =
    vouch === "session"
      ? await sessionKey()
      : ((await deviceKey(session.account, trust.config.root)) ??
        (await enrolDevice(session.account, trust.config.root)));
  const auth: Auth = { by: vouch, enrolment: signer.enrolment };
  return { auth, signer };
}

/** Makes the job and puts it into the outbox. May be repeated: an unfinished attempt leaves nothing at the server. */
export async function prepareJob(
  draft: Draft,
  vouch: Vouch,
  session: Session,
  trust: Trust,
  observe: Observe,
): Promise<Job> {
  observe({ phase: "challenge" });
  const waiting = (attempt: number): void => observe({ phase: "waiting", attempt });
  const challenge = await persistently(
    () =>
      vouch === "desk"
        ? server.desk.challenge(draft.procedure, draft.dossier)
        : server.challenge(draft.procedure, draft.dossier, draft.type),
    waiting,
  );
  const { auth, signer } = await persistently(() => authOf(vouch, draft, trust, session, challenge), waiting);
  const payload = trust.pack.prepare(draft.procedure, {
    dossier: draft.dossier,
    data: draft.data,
    prefilled: draft.prefilled,
    attachments: draft.attachments,
    auth,
    channel: draft.channel,
    nonce: challenge.nonce,
    aud: [challenge.aud],
    now: now(),
    // The version that the intake expects: of the dossier for a supplement, else the one in force.
    version: challenge.procedure,
    type: draft.type,
    ...(draft.of === undefined ? {} : { of: draft.of }),
    ...(draft.filed === undefined ? {} : { filed: draft.filed }),
  });
  const recipients = recipientsOf(trust, trust.procedure(challenge.procedure), challenge.aud);
  const sealed = await sealFiles(draft, trust, recipients, payload.procedure, observe);
  const base = {
    id: draft.id,
    owner: draft.owner,
    dossier: draft.dossier,
    type: draft.type,
    procedure: draft.procedure,
    vouch,
    idempotencyKey: crypto.randomUUID(),
    nonce: challenge.nonce,
    uploads: sealed.uploads,
    sent: {},
    prepared: now(),
  };
  const files = { attachments: sealed.uploads, ...(sealed.dossierKey ? { dossierKey: sealed.dossierKey } : {}) };
  let job: Job;
  if (signer) {
    const jws = await sign(payload, signer);
    const packet = sealSubmission(jws, { procedure: payload.procedure, dossier: draft.dossier, recipients });
    job = { ...base, desk: false, body: { nonce: challenge.nonce, packet, ...files } };
  } else {
    job = { ...base, desk: true, body: { payload, ...files } };
  }
  await keepJob(job);
  return job;
}
