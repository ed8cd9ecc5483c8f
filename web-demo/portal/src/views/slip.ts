// The receipt and appointment slip, laid out for paper.

import { h, type Child } from "../lib/dom";
import { grouped, longMoment } from "../lib/format";
import { t } from "../lib/i18n";
import type { Place, View } from "../lib/router";
import { need } from "../lib/session";
import { check } from "../lib/timeline";
import { trust } from "../lib/trust";
import { dossierText, slipText } from "../texts/dossier";
import { readDossier } from "./acknowledgement";
import { badLog, dueReasons, officerRef } from "./history";
import { emblem, facts, link, page, printButton } from "./parts";
import { feeInWords } from "./procedure";
import { channelName, findProcedure, procedureName } from "./status";

export async function slipPage({ params, path }: Place): Promise<View> {
  const desk = path.startsWith("/desk");
  const id = params.id ?? "";
  const back = `${desk ? "/desk" : ""}/dossiers/${id}`;
  const [found, who] = await Promise.all([trust(), need(desk ? "officer" : "citizen")]);
  const dossier = await readDossier(id, desk);
  const checked = await check(dossier.events, dossier.receipt, found);
  const { state } = checked;
  const title = t(dossierText.slip);
  const accepted = state?.history.findLast((entry) => entry.event.type === "status" && entry.event.body.form === "01");
  if (!checked.ok || !state || accepted?.event.type !== "status" || !accepted.event.body.due) {
    const to = h("div", { class: "buttons" }, link(back, t(dossierText.papers), "button"));
    const bad = checked.ok ? null : badLog(checked);
    return { title, element: page(null, t(slipText.notYet), t(slipText.notYetText), bad, to) };
  }
  const { due, code, officer, officerName } = accepted.event.body;
  const procedure = findProcedure(found, dossier.procedure);
  const office = found.config.office ?? procedure?.authority;
  const applicant = dossier.filer ?? (who.kind === "citizen" ? who.name : "");
  const signature = (label: string, below: Child): HTMLElement =>
    h(
      "div",
      null,
      h("p", null, h("strong", null, label)),
      h("p", { class: "fine" }, t(slipText.signHere)),
      h("p", { class: "sign-space" }, below),
    );
  const sheet = h(
    "article",
    { class: "sheet" },
    h(
      "header",
      { class: "sheet-head" },
      emblem(36),
      h(
        "div",
        null,
        h("p", null, t(found.config.city)),
        h("p", null, h("strong", null, t(slipText.unit))),
        office ? h("p", null, t(office)) : null,
      ),
    ),
    h("h1", { class: "sheet-title" }, t(slipText.title)),
    h("p", { class: "sheet-code" }, `${t(slipText.code)}: `, h("strong", { class: "code" }, code ?? state.code ?? "")),
    facts(
      [t(slipText.of), applicant || null],
      [t(slipText.content), procedureName(found, dossier.procedure)],
      state.number ? [t(slipText.number), state.number] : null,
      state.channel ? [t(slipText.channel), channelName(state.channel)] : null,
      [t(slipText.receivedAt), state.history[0] ? longMoment(state.history[0].at) : null],
      [t(slipText.acceptedAt), longMoment(accepted.at)],
      [t(slipText.dueAt), h("strong", null, longMoment(due.due))],
      procedure ? [t(slipText.fee), feeInWords(procedure)] : null,
    ),
    h("h2", null, t(slipText.why)),
    dueReasons(due),
    h(
      "div",
      { class: "signatures" },
      signature(t(slipText.applicant), applicant),
      signature(t(slipText.officer), officerName ?? (officer ? officerRef(officer) : "")),
    ),
    h(
      "footer",
      { class: "sheet-foot" },
      h("p", { class: "fine" }, `${t(slipText.check)}: `, h("code", { class: "thumb" }, grouped(state.head))),
      h("p", { class: "fine" }, t(slipText.layout)),
    ),
  );
  const element = h(
    "div",
    { class: "page" },
    h("div", { class: "buttons no-print" }, printButton(), link(back, t(dossierText.history), "button button-quiet")),
    sheet,
  );
  return { title: `${title} ${code ?? ""}`.trim(), element };
}
