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

/** What is being sent, prepared or not. */
type Sending = Pick<Job, "id" | "owner" | "dossier" | "type" | "desk">;

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
    () => (job.desk ? server.desk.submit(job.idempotencyKey, job.body) : server.submit(job.idempotencyKey, job.body)),
    (attempt) => observe({ phase: "waiting", attempt }),
  );
}

/** Asks whether an earlier sending did arrive although its answer was lost. */
async function arrived(what: Sending, trust: Trust): Promise<Acknowledged | undefined> {
  try {
    const view = await (what.desk ? server.desk.dossier(what.dossier) : server.dossier(what.dossier));
    const { workflow } = trust.procedure(view.procedure);
    const state = verifyLog(view.events, trust.directory, { pack: trust.pack, workflow });
    const answered = what.type === "submission" || state.supplementWaiting;
    if (!answered) return undefined;
    return { dossier: view.dossier, number: state.number ?? "", events: view.events, receipt: view.receipt };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** Keeps the copy before anything is deleted: a crash in between costs nothing but a repeated, equal request. */
async function settle(job: Sending, draft: Draft | undefined): Promise<void> {
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

/** The server has said no for good: sending the same again would not help, changing the form may. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof Problem && error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)
  );
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
    const what: Sending | undefined = job ?? (draft && { ...draft, desk: draft.channel === "desk" });
    if (!what) throw new Problem(404, { code: "host/notFound" });
    try {
      if (!job) {
        if (!draft) throw new Problem(404, { code: "host/notFound" });
        job = await prepareJob(draft, vouch, session, trust, observe);
      }
      await upload(job, observe);
      const result = await submit(job, observe);
      await settle(what, draft);
      return result;
    } catch (error) {
      // The challenge ran out, or the dossier is known: either an earlier sending arrived, or nothing did.
      const unsure = isCode(error, ...GONE, "host/conflict");
      const result = unsure ? await arrived(what, trust) : undefined;
      if (result) {
        await settle(what, draft);
        return result;
      }
      if (isRefused(error)) await deleteJob(what);
      if (!isCode(error, ...GONE) || round > 0) throw error;
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
