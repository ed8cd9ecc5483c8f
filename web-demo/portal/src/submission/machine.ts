// prepared → uploaded → submitted → acknowledged. Every step can be repeated; the outbox says how far it came.

import { verifyLog } from "motcua";
import { persistently, server } from "../api/client";
import { Problem, isCode } from "../api/problem";
import type { Acknowledged, Session } from "../api/types";
import { deleteDraft, keepSent, readDraft, type Draft } from "../lib/drafts";
import { now, type Trust } from "../lib/trust";
import { deleteJob, keepJob, readChunk, readJob, type Job, type Vouch } from "./job";
import { prepareJob } from "./prepare";
import type { Observe } from "./progress";

/** Another tab is sending this submission right now. */
export class SentElsewhere extends Error {}

const GONE = ["submission/nonceUnknown", "submission/nonceExpired", "submission/nonceUsed"];

async function upload(job: Job, observe: Observe): Promise<void> {
  const total = job.uploads.reduce((sum, one) => sum + one.chunks, 0);
  let done = Object.values(job.sent).reduce((sum, count) => sum + count, 0);
  for (const { id, chunks } of job.uploads) {
    for (let index = job.sent[id] ?? 0; index < chunks; index += 1) {
      observe({ phase: "uploading", done, total });
      const sealed = await readChunk(job, id, index);
      if (!sealed) throw new Problem(409, { code: "submission/nonceUnknown" }); // the store was cleared: prepare anew
      await persistently(
        () => server.putChunk(job.desk, job.dossier, id, index, job.nonce, sealed),
        (attempt) => observe({ phase: "waiting", attempt }),
      );
      job.sent[id] = index + 1;
      await keepJob(job);
      done += 1;
    }
  }
  if (total > 0) observe({ phase: "uploading", done, total });
}

function submit(job: Job, observe: Observe): Promise<Acknowledged> {
  observe({ phase: "submitting" });
  return persistently(
    () =>
      job.desk
        ? server.desk.submit(job.idempotencyKey, job.body)
        : server.submit(job.idempotencyKey, job.body),
    (attempt) => observe({ phase: "waiting", attempt }),
  );
}

/** Asks whether an earlier sending did arrive although its answer was lost. */
async function arrived(job: Job, trust: Trust): Promise<Acknowledged | undefined> {
  if (job.desk) return undefined;
  try {
    const view = await server.dossier(job.dossier);
    const state = verifyLog(view.events, trust.directory, { pack: trust.pack });
    const answered = job.type === "submission" || state.supplementWaiting;
    if (!answered) return undefined;
    return { dossier: view.dossier, number: state.number ?? "", events: view.events, receipt: view.receipt };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** Keeps the copy before anything is deleted: a crash in between costs nothing but a repeated, equal request. */
async function settle(job: Job, draft: Draft | undefined): Promise<void> {
  if (draft && draft.channel === "online") {
    await keepSent(draft.owner, {
      dossier: draft.dossier,
      procedure: draft.procedure,
      files: draft.id,
      data: draft.data,
      prefilled: draft.prefilled,
      attachments: draft.attachments,
      sent: now(),
    });
  }
  await deleteDraft(job, draft?.channel === "online");
  await deleteJob(job);
}

async function deliver(
  draft: Draft | undefined,
  kept: Job | undefined,
  vouch: Vouch,
  session: Session,
  trust: Trust,
  observe: Observe,
): Promise<Acknowledged> {
  let job = kept;
  for (let round = 0; ; round += 1) {
    if (!job) {
      if (!draft) throw new Problem(404, { code: "host/notFound" });
      job = await prepareJob(draft, vouch, session, trust, observe);
    }
    try {
      await upload(job, observe);
      const result = await submit(job, observe);
      await settle(job, draft);
      return result;
    } catch (error) {
      if (!isCode(error, ...GONE) || round > 0) throw error;
      // The challenge ran out while the person was away. Either the first sending arrived, or nothing did.
      const result = await arrived(job, trust);
      if (result) {
        await settle(job, draft);
        return result;
      }
      await deleteJob(job);
      job = undefined;
    }
  }
}

/** Brings a draft to its acknowledgement, from wherever an earlier attempt stopped. */
export async function sendDraft(
  id: string,
  vouch: Vouch,
  session: Session,
  trust: Trust,
  observe: Observe,
): Promise<Acknowledged> {
  const owner = session.account;
  return navigator.locks.request(`motcua-send-${id}`, { ifAvailable: true }, async (lock) => {
    if (!lock) throw new SentElsewhere();
    const [draft, job] = await Promise.all([readDraft(owner, id), readJob(owner, id)]);
    return deliver(draft, job, vouch, session, trust, observe);
  });
}
