// One dossier as its owner follows it.

import type { ProcedureRef } from "motcua";
import { server, uuidOf } from "../api/client";
import { h, type Child } from "../lib/dom";
import { deleteSent, readSent, type SentCopy } from "../lib/drafts";
import { t } from "../lib/i18n";
import { announce, refresh, type Place, type View } from "../lib/router";
import { need } from "../lib/session";
import { check } from "../lib/timeline";
import { findProcedure, now, trust, type Trust } from "../lib/trust";
import { common } from "../texts/common";
import { ackText, dossierText } from "../texts/dossier";
import { dueBox, technical, timeline } from "./history";
import { breadcrumb, button, details, download, facts, link, notice, page, section } from "./parts";
import { reasonInWords } from "./request";
import { attachedList } from "./draft";
import { channelName, procedureName, isSettled, statusBadge, workflowOf } from "./status";
import { inWords, renderWords, settled } from "./words";

function copyBox(copy: SentCopy | undefined, owner: string, version: ProcedureRef, filed: string, trust: Trust): Child {
  const procedure = copy ? findProcedure(trust, version) : undefined;
  if (!copy || !procedure) return null;
  const remove = async (): Promise<void> => {
    await deleteSent(owner, copy);
    await refresh();
    announce(t(dossierText.copyDeleted));
  };
  return section(
    t(dossierText.copy),
    { class: "card" },
    h("p", null, t(dossierText.copyText)),
    details(
      t(dossierText.copySee),
      renderWords(inWords(procedure, settled({ ...copy, version, filed, channel: "online" }, trust), trust)),
      attachedList(copy, procedure),
    ),
    h(
      "div",
      { class: "buttons" },
      button(t(dossierText.copyDelete), () => void remove(), "button button-quiet"),
    ),
  );
}

export async function dossierPage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const dossier = await server.dossier(params.id ?? "");
  const id = uuidOf(dossier.dossier);
  const checked = await check(dossier.events, dossier.receipt, found, dossier.procedure);
  const { state } = checked;
  const workflow = workflowOf(found, dossier.procedure);
  const procedure = findProcedure(found, dossier.procedure);
  const name = procedureName(found, dossier.procedure);
  const number = state?.code ?? state?.number ?? "";
  const status = workflow?.statuses.find((one) => one.code === state?.status);
  // A closed dossier asks for nothing more, so its copy has no more use here.
  const kept = await readSent(who.account, dossier.dossier);
  const closed = checked.ok && status?.terminal === true;
  if (kept && closed) await deleteSent(who.account, kept);
  const copy = closed ? undefined : kept;
  const accepted = state?.history.some((entry) => entry.event.type === "status" && entry.event.body.form === "01");
  const slips = section(
    t(dossierText.papers),
    { class: "card" },
    h(
      "ul",
      { class: "links" },
      h("li", null, link(`/dossiers/${id}/acknowledgement`, t(dossierText.ack))),
      accepted ? h("li", null, link(`/dossiers/${id}/receipt`, t(dossierText.slip))) : null,
    ),
    h(
      "div",
      { class: "buttons" },
      button(
        t(ackText.download),
        () => download(`motcua-${number || id}.jws.json`, "application/jose+json", JSON.stringify(dossier.receipt)),
        "button button-quiet",
      ),
    ),
    technical(checked),
  );
  const element = page(
    breadcrumb([t(common.mine), "/dossiers"], [number || name]),
    name,
    null,
    h(
      "div",
      { class: "card summary" },
      facts(
        [t(dossierText.status), state ? statusBadge(workflow, state.status) : null],
        state?.code ? [t(dossierText.officialCode), h("span", { class: "code" }, state.code)] : null,
        state?.number ? [t(dossierText.provisional), h("span", { class: "code" }, state.number)] : null,
        state?.channel ? [t(ackText.channel), channelName(state.channel)] : null,
        status && !state?.supplementWaiting ? [t(dossierText.next), t(status.next)] : null,
      ),
      state?.due ? dueBox(state.due, isSettled(status)) : null,
    ),
    status?.awaits === "supplement" && state?.request && !state.supplementWaiting
      ? notice(
          "warn",
          t(dossierText.request),
          reasonInWords(state.request, procedure, workflow),
          h("div", { class: "buttons" }, link(`/dossiers/${id}/supplement`, t(dossierText.answer), "button")),
        )
      : null,
    state?.supplementWaiting ? notice("info", t(dossierText.waiting)) : null,
    h(
      "div",
      { class: "two two-wide" },
      section(t(dossierText.history), { class: "card" }, timeline(checked, { workflow, procedure })),
      h("div", { class: "stack" }, slips, copyBox(copy, who.account, dossier.procedure, state?.history[0]?.at ?? now(), found)),
    ),
  );
  return { title: number ? `${name} ${number}` : name, element };
}
