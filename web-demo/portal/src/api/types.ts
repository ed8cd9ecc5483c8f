// Bodies of the HTTP API that are not records of the SDK.

import type {
  ActorRole,
  Attachment,
  Channel,
  DossierState,
  FlattenedJws,
  Jwk,
  OpenedPacket,
  ProcedureRef,
  Report,
  SealedObject,
  Submission,
  Text,
  Transition,
} from "motcua";

export interface Account {
  id: string;
  name: string;
  kind: "citizen" | "officer";
  note: Text;
}

export interface Config {
  city: Text;
  agency: string;
  unit: string;
  /** Name of the office that decides. */
  office?: Text;
  roles: ("intake" | "desk")[];
  root: Jwk;
  demo: boolean;
  signIn: Account[];
  intakeUrl?: string;
  deskUrl?: string;
}

export interface Session {
  kind: "citizen" | "officer";
  account: string;
  name: string;
  claims: Record<string, unknown>;
  roles: ActorRole[];
  agency?: string;
  unit?: string;
  personRef?: string;
}

export interface Challenge {
  /** The version that the packet must be about. */
  procedure: ProcedureRef;
  nonce: string;
  aud: string;
  unit: string;
  expires: string | number;
  enrolment?: string;
}

export interface UploadEntry {
  id: string;
  chunks: number;
  size: number;
}

export interface SubmissionBody {
  nonce: string;
  packet: SealedObject;
  dossierKey?: SealedObject;
  attachments: UploadEntry[];
}

export interface DeskSubmissionBody {
  payload: Submission;
  dossierKey?: SealedObject;
  attachments: UploadEntry[];
}

export interface Acknowledged {
  dossier: string;
  number: string;
  events: string[];
  receipt: FlattenedJws;
}

export interface DossierSummary {
  dossier: string;
  procedure: ProcedureRef;
  number: string;
  code?: string;
  status: number;
  updated: string | number;
  channel: Channel;
}

export interface DossierView {
  dossier: string;
  procedure: ProcedureRef;
  events: string[];
  receipt: FlattenedJws;
}

export interface DeskRow {
  dossier: string;
  procedure: ProcedureRef;
  number: string;
  code?: string;
  status: number;
  received: string | number;
  due?: string;
  subject?: string;
  filer?: string;
  channel: Channel;
  supplementWaiting: boolean;
  openError?: unknown;
}

export interface DeskView {
  dossier: string;
  procedure: ProcedureRef;
  /** Null when the packet cannot be opened or does not verify; `openError` then says why. */
  opened: OpenedPacket | null;
  report: Report | null;
  openError?: unknown;
  events: string[];
  receipt: FlattenedJws;
  state: DossierState;
  actions: Transition[];
  attachments: (Attachment & { available: boolean })[];
  packets: { hash: string; kind: string; at: string | number }[];
}

export interface ActionBody {
  to: number;
  reason?: { code: string; note?: string; items?: string[] };
  newDue?: string;
  seen: number;
}

export interface ActionResult {
  events: string[];
  state: DossierState;
  receipt: FlattenedJws;
}
