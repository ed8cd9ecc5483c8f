// A prepared submission. Once it stands in the outbox, everything about it is fixed: the bytes of the packet, the
// sealed chunks and the idempotency key. Sending it again, after any failure, is the same sending.

import type { DeskSubmissionBody, SubmissionBody, UploadEntry } from "../api/types";
import * as idb from "../lib/idb";
import * as vault from "../lib/vault";

export type Vouch = "key" | "session" | "desk";

interface Base {
  /** The draft's id. */
  id: string;
  owner: string;
  dossier: string;
  type: "submission" | "supplement";
  procedure: string;
  vouch: Vouch;
  idempotencyKey: string;
  nonce: string;
  uploads: UploadEntry[];
  /** Chunks that the server has confirmed, by attachment. */
  sent: Record<string, number>;
  prepared: string;
}

export type Job = Base & ({ desk: false; body: SubmissionBody } | { desk: true; body: DeskSubmissionBody });

export function keepJob(job: Job): Promise<void> {
  return vault.keep(job.owner, "outbox", job.id, job);
}

export function readJob(owner: string, id: string): Promise<Job | undefined> {
  return vault.read<Job>(owner, "outbox", id);
}

export function listJobs(owner: string): Promise<Job[]> {
  return vault.list<Job>(owner, "outbox");
}

// Sealed chunks are ciphertext already; they are stored as they will be sent.
const chunkKey = (owner: string, job: string, attachment: string, index: number): string =>
  `${owner}/sealed-${job}/${attachment}/${index}`;

export function keepChunk(owner: string, job: string, attachment: string, index: number, sealed: Uint8Array) {
  return idb.put("files", chunkKey(owner, job, attachment, index), sealed);
}

export function readChunk(job: Job, attachment: string, index: number) {
  return idb.get<Uint8Array<ArrayBuffer>>("files", chunkKey(job.owner, job.id, attachment, index));
}

export async function deleteChunks(owner: string, job: string): Promise<void> {
  await idb.remove("files", idb.range(`${owner}/sealed-${job}/`));
}

export async function deleteJob(job: Pick<Job, "owner" | "id">): Promise<void> {
  await vault.drop(job.owner, "outbox", job.id);
  await deleteChunks(job.owner, job.id);
}
