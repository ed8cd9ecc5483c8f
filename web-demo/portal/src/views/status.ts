// How a status, a channel and a term are said.

import type { Channel, Procedure, Term, Workflow } from "motcua";
import { h } from "../lib/dom";
import { t } from "../lib/i18n";
import type { Trust } from "../lib/trust";
import { common } from "../texts/common";
import { termText } from "../texts/dossier";
import { toneIcon, type Tone } from "./parts";

const TONES: Record<number, Tone> = {
  1: "info",
  2: "info",
  3: "bad",
  4: "quiet",
  5: "warn",
  6: "warn",
  7: "warn",
  8: "bad",
  9: "good",
  10: "good",
  11: "warn",
  12: "bad",
  13: "quiet",
  14: "quiet",
  15: "quiet",
};

/** The procedure's own name, or its code when the pack does not hold it any more. */
export function procedureName({ info }: Trust, code: string): string {
  const found = info.procedures.find((one) => one.code === code);
  return found ? t(found.name) : code;
}

export function findProcedure(trust: Trust, code: string): Procedure | undefined {
  return trust.info.procedures.some((one) => one.code === code) ? trust.procedure(code) : undefined;
}

export function workflowOf(trust: Trust, code: string): Workflow | undefined {
  const procedure = findProcedure(trust, code);
  return procedure ? trust.workflow(procedure.workflow) : undefined;
}

export function statusName(workflow: Workflow | undefined, status: number): string {
  const found = workflow?.statuses.find((one) => one.code === status);
  return found ? t(found.name) : String(status);
}

export function statusBadge(workflow: Workflow | undefined, status: number): HTMLElement {
  const tone = TONES[status] ?? "quiet";
  return h("span", { class: `badge badge-${tone}` }, toneIcon(tone, 16), statusName(workflow, status));
}

export function channelName(channel: Channel): string {
  return t(common[channel]);
}

export function termInWords(term: Term): string {
  if (term.unit !== "sameDay") return t(termText[term.unit], { n: term.amount });
  return term.cutoff ? t(termText.sameDay, { cutoff: term.cutoff }) : t(termText.sameDayPlain);
}
