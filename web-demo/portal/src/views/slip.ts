// The receipt and appointment slip: the core's own paper, for screen and print.

import { documentStyle, renderDocument, type DocumentFacts } from "motcua";
import { h } from "../lib/dom";
import { lang, t } from "../lib/i18n";
import type { Place, View } from "../lib/router";
import { need } from "../lib/session";
import { check } from "../lib/timeline";
import { findProcedure, now, trust } from "../lib/trust";
import { dossierText, slipText } from "../texts/dossier";
import { readDossier } from "./acknowledgement";
import { badLog, dueReasons } from "./history";
import { details, link, page, printButton } from "./parts";

/** Number of the form in Circular 03/2025/TT-VPCP. */
const SLIP = "01";

let styled = false;

/** The style of the core's papers, once for the page; a policy without inline styles allows it so. */
function style(): void {
  if (styled) return;
  styled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(documentStyle());
  document.adoptedStyleSheets.push(sheet);
}

/** The paper as an element: the core escapes every text, and its markup has no script. */
function drawn(html: string): Element {
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  return document.adoptNode(article ?? h("article"));
}

export async function slipPage({ params, path }: Place): Promise<View> {
  const desk = path.startsWith("/desk");
  const id = params.id ?? "";
  const back = `${desk ? "/desk" : ""}/dossiers/${id}`;
  const [found, who] = await Promise.all([trust(), need(desk ? "officer" : "citizen")]);
  const dossier = await readDossier(id, desk, found);
  const checked = await check(dossier.events, dossier.receipt, found, dossier.procedure);
  const { state } = checked;
  const title = t(dossierText.slip);
  const accepted = state?.history.findLast((entry) => entry.event.type === "status" && entry.event.body.form === SLIP);
  const procedure = findProcedure(found, dossier.procedure);
  if (!checked.ok || !state || !procedure || accepted?.event.type !== "status") {
    const to = h("div", { class: "buttons" }, link(back, t(dossierText.papers), "button"));
    const bad = checked.ok ? null : badLog(checked);
    return { title, element: page(null, t(slipText.notYet), t(slipText.notYetText), bad, to) };
  }
  const facts: DocumentFacts = {
    office: { superior: found.config.city, name: found.config.office ?? procedure.authority, place: found.config.city },
    addressee: { name: dossier.filer ?? (who.kind === "citizen" ? who.name : "") },
    papers: dossier.papers ?? [],
  };
  const paper = found.pack.issueDocument(procedure.code, SLIP, state, facts, now(), dossier.procedure);
  style();
  const { due, code } = accepted.event.body;
  const element = h(
    "div",
    { class: "page" },
    h("div", { class: "buttons no-print" }, printButton(), link(back, t(dossierText.history), "button button-quiet")),
    h("div", { class: "paper" }, drawn(renderDocument(paper, lang()))),
    h("div", { class: "no-print" }, due ? details(t(slipText.why), dueReasons(due)) : null),
  );
  return { title: `${title} ${code ?? ""}`.trim(), element };
}
