// How a status, a channel and a term are said.

import type { Channel, StatusDef, Term, Workflow } from "motcua";
import { h } from "../lib/dom";
import { t } from "../lib/i18n";
import { findProcedure, type Trust, type Wanted } from "../lib/trust";
import { common } from "../texts/common";
import { termText } from "../texts/dossier";
import { toneIcon, type Tone } from "./parts";

/** What a status says at a glance, by what its workflow says of it: no code of any status stands here. */
function toneOf(status: StatusDef | undefined): Tone {
  if (!status) return "quiet";
  if (status.clock === "cancelled") return status.terminal ? "bad" : "warn";
  if (status.clock === "ended") return "good";
  if (status.awaits || status.clock === "paused" || status.clock === "stopped") return "warn";
  return status.clock === "running" ? "quiet" : "info";
}

/** Whether nothing is due any more: the result is there, or none will be. */
export function isSettled(status: StatusDef | undefined): boolean {
  return status?.terminal === true || status?.clock === "ended" || status?.clock === "cancelled";
}

/** The procedure's own name, or its code when the pack does not hold it any more. */
export function procedureName(trust: Trust, wanted: Wanted): string {
  const found = findProcedure(trust, wanted);
  return found ? t(found.name) : typeof wanted === "string" ? wanted : wanted.code;
}

export function workflowOf(trust: Trust, wanted: Wanted): Workflow | undefined {
  const procedure = findProcedure(trust, wanted);
  return procedure ? trust.workflow(procedure.workflow) : undefined;
}

export function statusName(workflow: Workflow | undefined, status: number): string {
  const found = workflow?.statuses.find((one) => one.code === status);
  return found ? t(found.name) : String(status);
}

export function statusBadge(workflow: Workflow | undefined, status: number): HTMLElement {
  const tone = toneOf(workflow?.statuses.find((one) => one.code === status));
  return h("span", { class: `badge badge-${tone}` }, toneIcon(tone, 16), statusName(workflow, status));
}

export function channelName(channel: Channel): string {
  return t(common[channel]);
}

export function termInWords(term: Term): string {
  if (term.unit !== "sameDay") return t(termText[term.unit], { n: term.amount });
  return term.cutoff ? t(termText.sameDay, { cutoff: term.cutoff }) : t(termText.sameDayPlain);
}
