// The dossier's log, verified here and not taken from the server's word. The highest point seen is remembered, so a
// log that later shows less, or something else, is noticed.

import { isMotCuaError, verifyLog, verifyReceipt, type DossierState, type FlattenedJws, type Lang } from "motcua";
import * as idb from "./idb";
import { findProcedure, type Trust, type Wanted } from "./trust";

export type Checked =
  | { ok: true; state: DossierState }
  /** `state` is what can still be believed: the events before the first bad one. */
  | { ok: false; state: DossierState | undefined; firstBad: number; why: (lang: Lang) => string };

interface Seen {
  size: number;
  head: string;
}

const REWRITTEN = {
  vi: "Máy chủ đưa ra một lịch sử ngắn hơn hoặc khác với lịch sử trình duyệt này đã thấy trước đây.",
  en: "The server shows a history that is shorter than, or different from, the one this browser has seen before.",
};
const UNCOVERED = {
  vi: "Giấy xác nhận đã ký không khớp với lịch sử này.",
  en: "The signed receipt does not match this history.",
};

/** The longest beginning of the log that verifies. */
function believable(
  events: string[],
  trust: Trust,
  workflow: string | undefined,
): { state: DossierState | undefined; length: number } {
  for (let length = events.length - 1; length > 0; length -= 1) {
    try {
      return { state: read(events.slice(0, length), trust, workflow), length };
    } catch (error) {
      if (!isMotCuaError(error)) throw error;
    }
  }
  return { state: undefined, length: 0 };
}

/** The log as the workflow has it that its procedure names. */
function read(events: string[], { directory, pack }: Trust, workflow: string | undefined): DossierState {
  return verifyLog(events, directory, { pack, ...(workflow ? { workflow } : {}) });
}

export async function check(
  events: string[],
  receipt: FlattenedJws | undefined,
  trust: Trust,
  procedure: Wanted,
): Promise<Checked> {
  const workflow = findProcedure(trust, procedure)?.workflow;
  let state: DossierState;
  try {
    state = read(events, trust, workflow);
  } catch (error) {
    if (!isMotCuaError(error)) throw error;
    const found = believable(events, trust, workflow);
    return { ok: false, state: found.state, firstBad: found.length, why: (lang) => error.localized(lang) };
  }
  const key = state.dossier;
  const seen = await idb.get<Seen>("logs", key);
  // One event may tell of two things at once: entries are found by their place in the log.
  const then = seen && state.history.find((entry) => entry.seq === seen.size - 1);
  if (seen && then?.hash !== seen.head) {
    return {
      ok: false,
      state,
      firstBad: Math.max(0, Math.min(seen.size, state.size) - 1),
      why: (lang) => REWRITTEN[lang],
    };
  }
  if (receipt) {
    try {
      verifyReceipt(receipt, trust.directory, events);
    } catch (error) {
      if (!isMotCuaError(error)) throw error;
      return { ok: false, state, firstBad: events.length - 1, why: (lang) => UNCOVERED[lang] };
    }
  }
  await idb.put("logs", key, { size: state.size, head: state.head } satisfies Seen);
  return { ok: true, state };
}
