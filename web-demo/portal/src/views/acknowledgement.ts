// What the person holds in hand right after filing: a number, what happens next, and by when.

import type { FlattenedJws, ProcedureRef } from "motcua";
import { server } from "../api/client";
import { h } from "../lib/dom";
import { longMoment } from "../lib/format";
import { t } from "../lib/i18n";
import type { Place, View } from "../lib/router";
import { need } from "../lib/session";
import { check } from "../lib/timeline";
import { findProcedure, trust, type Trust } from "../lib/trust";
import { ackText, dossierText } from "../texts/dossier";
import { badLog } from "./history";
import { button, download, facts, link, page, printButton, section, toneIcon } from "./parts";
import { channelName, procedureName, termInWords, workflowOf } from "./status";

export interface ReadDossier {
  events: string[];
  receipt: FlattenedJws;
  procedure: ProcedureRef;
  /** Only the desk can read these: who filed, and the names of the papers. */
  filer?: string | undefined;
  papers?: string[];
}

/** The dossier's log and receipt, as the citizen or the officer may read them. */
export async function readDossier(id: string, desk: boolean, found: Trust): Promise<ReadDossier> {
  if (!desk) {
    const view = await server.dossier(id);
    return { events: view.events, receipt: view.receipt, procedure: view.procedure };
  }
  const view = await server.desk.dossier(id);
  const filer = view.opened?.payload.parties.find((party) => party.role === "filer")?.person?.name;
  const slots = findProcedure(found, view.procedure)?.attachments ?? [];
  const papers = view.attachments.map((one) => t(slots.find(({ id: slot }) => slot === one.slot)?.name ?? { vi: one.slot, en: one.slot }));
  return { events: view.events, receipt: view.receipt, procedure: view.procedure, filer, papers };
}

export async function acknowledgementPage({ params, path }: Place): Promise<View> {
  const desk = path.startsWith("/desk");
  const id = params.id ?? "";
  const [found] = await Promise.all([trust(), need(desk ? "officer" : "citizen")]);
  const dossier = await readDossier(id, desk, found);
  const checked = await check(dossier.events, dossier.receipt, found, dossier.procedure);
  const { state } = checked;
  const supplement = state?.supplementWaiting === true;
  const title = t(desk ? ackText.paperTitle : supplement ? ackText.supplementTitle : ackText.title);
  const procedure = findProcedure(found, dossier.procedure);
  const number = state?.number ?? state?.code ?? "";
  const first = state?.history[0];
  const next = supplement
    ? dossierText.waiting
    : workflowOf(found, dossier.procedure)?.statuses.find((one) => one.code === state?.status)?.next;
  const receipt = dossier.receipt;
  const element = page(
    null,
    title,
    null,
    checked.ok ? null : badLog(checked),
    h(
      "section",
      { class: "card ack", "aria-label": t(ackText.number) },
      h("div", { class: "ack-mark" }, toneIcon("good", 40)),
      h(
        "div",
        null,
        h("p", { class: "ack-label" }, t(ackText.number)),
        h("p", { class: "big-number" }, number),
        h("p", null, t(desk ? ackText.keepPaper : ackText.keep)),
      ),
    ),
    h(
      "div",
      { class: "card" },
      facts(
        [t(ackText.at), first ? longMoment(first.at) : null],
        dossier.filer ? [t(ackText.filer), dossier.filer] : null,
        [t(ackText.service), procedureName(found, dossier.procedure)],
        state?.channel ? [t(ackText.channel), channelName(state.channel)] : null,
        procedure ? [t(ackText.when), t(ackText.whenText, { term: termInWords(procedure.deadline) })] : null,
      ),
    ),
    section(
      t(ackText.what),
      { class: "card" },
      h(
        "ol",
        { class: "how how-list" },
        [next ?? ackText.step1, ackText.step2, ackText.step3].map((step) => h("li", null, h("span", null, t(step)))),
      ),
    ),
    checked.ok ? h("p", { class: "fine" }, t(ackText.signed)) : null,
    h(
      "div",
      { class: "buttons no-print" },
      link(`${desk ? "/desk" : ""}/dossiers/${id}`, t(ackText.view), "button"),
      printButton(),
      button(
        t(ackText.download),
        () => download(`motcua-${number || id}.jws.json`, "application/jose+json", JSON.stringify(receipt)),
        "button button-quiet",
      ),
    ),
  );
  return { title, element };
}
