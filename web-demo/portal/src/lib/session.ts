// Who is signed in. The server's cookie is the truth; this is only its picture.

import { server } from "../api/client";
import { isCode, Problem } from "../api/problem";
import type { Session } from "../api/types";
import { Redirect } from "./router";

let current: Session | null | undefined;

/** The session, asked of the server once per page load and after sign-in. */
export async function session(): Promise<Session | null> {
  if (current === undefined) {
    try {
      current = await server.session();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      current = null;
    }
  }
  return current;
}

/** What is known without asking. */
export function known(): Session | null {
  return current ?? null;
}

export async function signIn(account: string): Promise<Session> {
  current = await server.signIn(account);
  return current;
}

export async function signOut(): Promise<void> {
  try {
    await server.signOut();
  } catch (error) {
    if (!isCode(error, "host/unauthenticated")) throw error;
  }
  current = null;
}

/** Forgets the picture, for example after the server said that the session ended. */
export function forget(): void {
  current = undefined;
}

/** The session of the asked kind, or a way to the right sign-in page. */
export async function need(kind: Session["kind"]): Promise<Session> {
  const found = await session();
  if (found?.kind === kind) return found;
  throw new Redirect(`/sign-in/${kind}?next=${encodeURIComponent(location.pathname + location.search)}`);
}
