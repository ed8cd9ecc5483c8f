// Who is signed in. The server's cookie is the truth; this is only its picture.

import { server } from "../api/client";
import { NetworkFailure, Problem, isCode } from "../api/problem";
import type { Session } from "../api/types";
import { Redirect } from "./router";

let current: Session | null | undefined;

async function askServer(): Promise<Session | null> {
  try {
    return await server.session();
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    // Without a connection the last picture holds: a draft can still be worked on.
    if (error instanceof NetworkFailure && current) return current;
    throw error;
  }
}

/** The session, asked of the server once per page load and after sign-in. */
export async function session(): Promise<Session | null> {
  if (current === undefined) current = await askServer();
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

/**
 * The session of the asked kind, or a way to the right sign-in page. Asked anew each time: somebody else may have
 * signed in from another tab, and nothing may be filed in the wrong name.
 */
export async function need(kind: Session["kind"]): Promise<Session> {
  current = await askServer();
  const found = current;
  if (found?.kind === kind) return found;
  throw new Redirect(`/sign-in/${kind}?next=${encodeURIComponent(location.pathname + location.search)}`);
}
