// The dossier's history as people read it, the verdict on it, and the due date with its reasons.

import { renderMessage, type Due, type HistoryEntry, type Procedure, type Workflow } from "motcua";
import { h, type Child } from "../lib/dom";
import { dong, grouped, longMoment, moment } from "../lib/format";
import { lang, t } from "../lib/i18n";
import type { Checked } from "../lib/timeline";
import { dossierText } from "../texts/dossier";
import { reasonInWords } from "./request";
import { details, notice, toneIcon } from "./parts";
import { channelName, statusName } from "./status";

export interface Around {
  workflow: Workflow | undefined;
  procedure: Procedure | undefined;
}

/** The reference of an officer as it is printed. */
export function officerRef(ref: string): string {
  return ref.replace(/^person:/, "");
}

export function receivedTitle(kind: string): string {
  const { submission, supplement, withdrawal, other } = dossierText.received;
  const known = { submission, supplement, withdrawal }[kind];
  return known ? t(known) : t(other, { kind });
}

export function formName(no: string): string {
  const named = dossierText.formNames[no];
  const form = t(dossierText.form, { no });
  return named ? `${form}: ${t(named)}` : form;
}

/** Entries of one signed event stand together. */
function bySeq(history: HistoryEntry[]): HistoryEntry[][] {
  const groups = new Map<number, HistoryEntry[]>();
  for (const entry of history) groups.set(entry.seq, [...(groups.get(entry.seq) ?? []), entry]);
  return [...groups.values()];
}

function entryBody({ event }: HistoryEntry, { workflow, procedure }: Around): Child {
  if (event.type === "received") {
    const { channel, number } = event.body;
    return [
      h("p", { class: "event-title" }, receivedTitle(event.body.type)),
      h("p", { class: "fine" }, [channelName(channel), number].filter(Boolean).join(" · ")),
    ];
  }
  if (event.type === "unknown") {
    return [h("p", { class: "event-title" }, t(dossierText.unknownEvent)), h("p", { class: "fine" }, event.body)];
  }
  if (event.type === "transfer") {
    const { from, to, reason } = event.body;
    return [
      h("p", { class: "event-title" }, t(dossierText.transferred)),
      h("p", { class: "fine" }, t(dossierText.fromTo, { from, to })),
      h("div", { class: "event-reason" }, reasonInWords(reason, procedure, workflow)),
    ];
  }
  if (event.type === "access") {
    const { actor, officer } = event.body;
    return [
      h("p", { class: "event-title" }, t(dossierText.opened)),
      h("p", { class: "fine" }, [t(dossierText.actor[actor]), officer && officerRef(officer)].filter(Boolean).join(" ")),
    ];
  }
  if (event.type === "fee") {
    const { moment: what, amount, reference } = event.body;
    return [
      h("p", { class: "event-title" }, t(dossierText.fee[what], { amount: dong(String(amount)) })),
      reference ? h("p", { class: "fine" }, reference) : null,
    ];
  }
  const { status, actor, officer, officerName, form, code, due, reason } = event.body;
  return [
    h("p", { class: "event-title" }, statusName(workflow, status)),
    h("p", { class: "fine" }, t(dossierText.actor[actor]), officerName ? ` ${officerName}` : officer ? ` ${officerRef(officer)}` : ""),
    code ? h("p", null, `${t(dossierText.officialCode)}: `, h("span", { class: "code" }, code)) : null,
    form ? h("p", null, formName(form)) : null,
    due ? h("p", null, `${t(dossierText.due)}: `, h("strong", null, longMoment(due.due))) : null,
    reason
      ? h(
          "div",
          { class: "event-reason" },
          h("p", { class: "fine" }, t(dossierText.reason)),
          reasonInWords(reason, procedure, workflow),
        )
      : null,
  ];
}

/** Newest first; the verdict stands above, and a bad entry is named where it is. */
export function timeline(checked: Checked, around: Around): HTMLElement {
  const events = bySeq(checked.state?.history ?? []).reverse();
  const list = h(
    "ol",
    { class: "timeline", reversed: true },
    checked.ok
      ? null
      : h(
          "li",
          { class: "event event-bad" },
          h("span", { class: "event-mark" }, toneIcon("bad", 22)),
          h(
            "div",
            null,
            h("p", { class: "event-title" }, t(dossierText.entryBad, { n: checked.firstBad + 1 })),
            h("p", null, checked.why(lang())),
          ),
        ),
    events.map((entries) => {
      const at = entries[0]?.at ?? "";
      return h(
        "li",
        { class: "event" },
        h(
          "span",
          { class: "event-mark" },
          toneIcon(entries.some(({ event }) => event.type === "received") ? "info" : "good", 22),
        ),
        h(
          "div",
          null,
          h("p", { class: "event-time" }, h("time", { datetime: at }, moment(at))),
          entries.map((entry) => entryBody(entry, around)),
        ),
      );
    }),
  );
  return h("div", { class: "stack" }, checked.ok ? goodLog(checked) : badLog(checked), list);
}

function goodLog(checked: Checked & { ok: true }): HTMLElement {
  return notice(
    "good",
    t(dossierText.checked, { n: checked.state.size }),
    h("p", { class: "fine" }, t(dossierText.checkedOn)),
  );
}

export function badLog(checked: Checked & { ok: false }): HTMLElement {
  return h(
    "div",
    { role: "alert" },
    notice(
      "bad",
      t(dossierText.badTitle),
      h("p", null, checked.why(lang())),
      h("p", null, t(dossierText.badAt, { n: checked.firstBad + 1 })),
    ),
  );
}

/** The reasons for a date, one sentence each, with the article behind it. */
export function dueReasons(due: Due): HTMLElement {
  return h(
    "ol",
    { class: "reasons" },
    due.steps.map((step) =>
      h(
        "li",
        null,
        renderMessage(step.code, step.params ?? [], lang()) ?? step.code,
        h("span", { class: "fine" }, `${t(dossierText.law)}: `, h("span", { lang: "vi" }, step.legalBasis)),
      ),
    ),
  );
}

export function dueBox(due: Due, done: boolean): HTMLElement {
  const late = !done && Date.parse(due.due) < Date.now();
  return h(
    "div",
    { class: late ? "due due-late" : "due" },
    h("p", { class: "due-label" }, t(dossierText.due)),
    h("p", { class: "due-date" }, h("time", { datetime: due.due }, longMoment(due.due))),
    late ? h("p", { class: "due-flag" }, toneIcon("warn", 18), t(dossierText.overdue)) : null,
    details(t(dossierText.why), dueReasons(due)),
  );
}

export function technical(checked: Checked): HTMLElement {
  const { state } = checked;
  return details(
    t(dossierText.technical),
    h("p", null, `${t(dossierText.id)}: `, h("code", { class: "thumb" }, state?.dossier ?? "")),
    h("p", null, `${t(dossierText.head)}: `, h("code", { class: "thumb" }, grouped(state?.head ?? ""))),
  );
}
