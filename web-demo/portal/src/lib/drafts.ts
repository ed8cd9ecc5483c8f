// Drafts: what a person has filled in so far, with the chosen files, encrypted on this browser.

import {
  newDossierId,
  type Attachment,
  type Channel,
  type Prefilled,
  type ProcedureRef,
  type Provenance,
  type Reason,
  type Situation,
} from "motcua";
import { now, type Trust, type Wanted } from "./trust";
import type { Session } from "../api/types";
import * as vault from "./vault";

/** What an officer notes about a person who came with papers. */
export interface DeskNotes {
  document?: string;
  check?: string;
}

export interface Draft {
  id: string;
  owner: string;
  channel: Channel;
  procedure: string;
  dossier: string;
  type: "submission" | "supplement";
  /** Event that a supplement answers. */
  of?: string;
  /** For a supplement: the version that the dossier was filed under, and when that was. Its rules go on to hold. */
  version?: ProcedureRef;
  filed?: string;
  /** What the office asked for, kept so that the form can show it. */
  asked?: Reason;
  /** The form started from the copy that this browser kept. */
  fromCopy?: boolean;
  data: unknown;
  /** What the form started with, so that changed values are marked as declared. */
  prefilled: Prefilled;
  /** Of that, what nobody has changed yet. */
  untouched: Provenance[];
  /** Step in view, to come back to. */
  step?: number;
  attachments: Attachment[];
  desk?: DeskNotes;
  created: string;
  updated: string;
}

export interface SentCopy {
  dossier: string;
  procedure: string;
  /** Draft under whose id the files rest. */
  files: string;
  data: unknown;
  prefilled: Prefilled;
  attachments: Attachment[];
  sent: string;
}

/** The procedure that a draft is judged by. */
export function wantedBy({ version, procedure }: Pick<Draft, "version" | "procedure">): Wanted {
  return version ?? procedure;
}

/** What the rules see beside the data. */
export function situationOf(draft: Pick<Draft, "version" | "filed" | "attachments" | "channel">): Situation {
  const { attachments, channel, version, filed } = draft;
  return { attachments, channel, now: filed ?? now(), ...(version ? { version } : {}) };
}

export function createDraft(
  session: Session,
  channel: Channel,
  procedure: string,
  { pack }: Trust,
): Draft {
  const created = now();
  // The desk files for somebody else: the officer's own claims have no place in the form.
  const filled = channel === "online" ? pack.prefill(procedure, session.claims, created) : { data: {}, provenance: [] };
  return {
    id: crypto.randomUUID(),
    owner: session.account,
    channel,
    procedure,
    dossier: newDossierId(),
    type: "submission",
    data: filled.data,
    prefilled: filled,
    untouched: filled.provenance,
    attachments: [],
    created,
    updated: created,
  };
}

/** A supplement starts from the copy that this browser kept, with new ids for its files, or from nothing. */
export async function createSupplement(
  session: Session,
  { pack }: Trust,
  dossier: string,
  version: ProcedureRef,
  request: { of: string; asked: Reason | undefined; filed: string },
  copy: SentCopy | undefined,
): Promise<Draft> {
  const created = now();
  const { of, asked, filed } = request;
  // The version of the dossier was the one in force when it was filed.
  const filled = pack.prefill(version.code, session.claims, filed);
  const draft: Draft = {
    id: crypto.randomUUID(),
    owner: session.account,
    channel: "online",
    procedure: version.code,
    dossier,
    type: "supplement",
    of,
    version,
    filed,
    fromCopy: copy !== undefined,
    data: filled.data,
    prefilled: filled,
    untouched: filled.provenance,
    attachments: [],
    created,
    updated: created,
  };
  if (asked) draft.asked = asked;
  if (!copy) return draft;
  draft.data = copy.data;
  draft.prefilled = copy.prefilled;
  draft.untouched = [];
  for (const attachment of copy.attachments) {
    const bytes = await readFile(draft.owner, copy.files, attachment.id);
    if (!bytes) continue;
    const again = { ...attachment, id: crypto.randomUUID() };
    await keepFile(draft, again.id, bytes);
    draft.attachments.push(again);
  }
  return draft;
}

export function saveDraft(draft: Draft): Promise<void> {
  return vault.keep(draft.owner, "drafts", draft.id, draft);
}

export function readDraft(owner: string, id: string): Promise<Draft | undefined> {
  return vault.read<Draft>(owner, "drafts", id);
}

export async function listDrafts(owner: string): Promise<Draft[]> {
  const drafts = await vault.list<Draft>(owner, "drafts");
  return drafts.sort((a, b) => b.updated.localeCompare(a.updated));
}

/** Deletes the draft and, unless a sent copy needs them, its files. */
export async function deleteDraft(draft: Pick<Draft, "owner" | "id">, keepFiles = false): Promise<void> {
  await vault.drop(draft.owner, "drafts", draft.id);
  if (!keepFiles) await vault.drop(draft.owner, "files", `${draft.id}/`);
}

export function keepFile(draft: Draft, attachment: string, bytes: BufferSource): Promise<void> {
  return vault.keepBytes(draft.owner, "files", `${draft.id}/${attachment}`, bytes);
}

export function readFile(owner: string, draft: string, attachment: string): Promise<ArrayBuffer | undefined> {
  return vault.readBytes(owner, "files", `${draft}/${attachment}`);
}

export function dropFile(draft: Draft, attachment: string): Promise<void> {
  return vault.drop(draft.owner, "files", `${draft.id}/${attachment}`);
}

/** Keeps what was sent, so that a request for more papers can be answered without typing it all again. */
export async function keepSent(owner: string, copy: SentCopy): Promise<void> {
  const before = await readSent(owner, copy.dossier);
  await vault.keep(owner, "sent", copy.dossier, copy);
  if (before && before.files !== copy.files) await vault.drop(owner, "files", `${before.files}/`);
}

export function readSent(owner: string, dossier: string): Promise<SentCopy | undefined> {
  return vault.read<SentCopy>(owner, "sent", dossier);
}

export async function deleteSent(owner: string, copy: SentCopy): Promise<void> {
  await vault.drop(owner, "sent", copy.dossier);
  await vault.drop(owner, "files", `${copy.files}/`);
}
