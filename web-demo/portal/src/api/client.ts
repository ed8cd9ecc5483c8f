// Requests to the portal's own server. Nothing here decides anything: it moves JSON and names failures.

import type { Jwk } from "motcua";
import { NetworkFailure, Problem, isTransient } from "./problem";
import type * as api from "./types";

interface Call {
  method?: string;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function send(path: string, call: Call = {}): Promise<Response> {
  const method = call.method ?? "GET";
  const headers: Record<string, string> = { accept: "application/json", ...call.headers };
  // A header that no foreign page can add without asking first: the server refuses changes without it.
  if (method !== "GET") headers["x-motcua"] = "1";
  const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (call.json !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(call.json);
  } else if (call.body !== undefined) {
    headers["content-type"] = "application/octet-stream";
    init.body = call.body;
  }
  if (call.signal) init.signal = call.signal;
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new NetworkFailure();
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null));
  return response;
}

async function json<T>(path: string, call?: Call): Promise<T> {
  const response = await send(path, call);
  try {
    return (await response.json()) as T;
  } catch {
    throw new NetworkFailure(); // the answer was cut off
  }
}

/** Waits longer after each failure: 0.5, 1, 2, 4 seconds. Only for calls that may be repeated safely. */
export async function persistently<T>(work: () => Promise<T>, waiting?: (attempt: number) => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt > 4) throw error;
      waiting?.(attempt);
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
}

const part = encodeURIComponent;

/** `urn:uuid:…` as the path part that the server expects. */
export function uuidOf(dossier: string): string {
  return dossier.replace(/^urn:uuid:/, "");
}

export const server = {
  config: () => json<api.Config>("/api/config"),
  directory: async () => (await send("/api/directory")).text(),
  pack: async () => (await send("/api/pack")).text(),
  session: () => json<api.Session>("/api/session"),
  signIn: (account: string) => json<api.Session>("/api/sign-in", { method: "POST", json: { account } }),
  signOut: () => send("/api/sign-out", { method: "POST" }),

  enrol: (jwk: Jwk, scope: "device" | "session") =>
    json<{ enrolment: string }>("/api/enrolments", { method: "POST", json: { jwk, scope } }),
  challenge: (procedure: string, dossier: string, type: string) =>
    json<api.Challenge>("/api/challenges", { method: "POST", json: { procedure, dossier, type } }),
  putChunk: (desk: boolean, dossier: string, attachment: string, index: number, nonce: string, bytes: BufferSource) =>
    send(
      `/api/${desk ? "desk/" : ""}dossiers/${part(uuidOf(dossier))}/attachments/${part(attachment)}/${index}?nonce=${part(nonce)}`,
      { method: "PUT", body: new Blob([bytes]) },
    ),
  submit: (key: string, body: api.SubmissionBody) =>
    json<api.Acknowledged>("/api/submissions", { method: "POST", json: body, headers: { "idempotency-key": key } }),
  dossiers: async () => (await json<{ dossiers: api.DossierSummary[] }>("/api/dossiers")).dossiers,
  dossier: (id: string) => json<api.DossierView>(`/api/dossiers/${part(uuidOf(id))}`),

  desk: {
    dossiers: async () => (await json<{ dossiers: api.DeskRow[] }>("/api/desk/dossiers")).dossiers,
    dossier: (id: string) => json<api.DeskView>(`/api/desk/dossiers/${part(uuidOf(id))}`),
    attachment: (id: string, attachment: string) =>
      `/api/desk/dossiers/${part(uuidOf(id))}/attachments/${part(attachment)}`,
    act: (id: string, body: api.ActionBody) =>
      json<api.ActionResult>(`/api/desk/dossiers/${part(uuidOf(id))}/actions`, { method: "POST", json: body }),
    challenge: (procedure: string, dossier: string) =>
      json<api.Challenge>("/api/desk/challenges", { method: "POST", json: { procedure, dossier } }),
    submit: (key: string, body: api.DeskSubmissionBody) =>
      json<api.Acknowledged>("/api/desk/submissions", {
        method: "POST",
        json: body,
        headers: { "idempotency-key": key },
      }),
  },
};
