import { server, uuidOf } from "../api/client";
import type { DossierSummary } from "../api/types";
import { h } from "../lib/dom";
import { moment } from "../lib/format";
import { t } from "../lib/i18n";
import type { View } from "../lib/router";
import { need } from "../lib/session";
import { trust, type Trust } from "../lib/trust";
import { landing } from "../texts/citizen";
import { mineText } from "../texts/dossier";
import { unfinished } from "./landing";
import { link, page } from "./parts";
import { channelName, procedureName, statusBadge, workflowOf } from "./status";

function row(dossier: DossierSummary, trust: Trust): HTMLElement {
  const number = dossier.code ?? dossier.number;
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      { class: "row-main" },
      h(
        "h2",
        { class: "row-title" },
        h(
          "a",
          { href: `/dossiers/${uuidOf(dossier.dossier)}`, "aria-label": `${procedureName(trust, dossier.procedure)}, ${t(mineText.open, { number })}` },
          procedureName(trust, dossier.procedure),
        ),
      ),
      h("p", null, h("span", { class: "code" }, number)),
      h("p", { class: "fine" }, `${channelName(dossier.channel)} · ${t(mineText.updated, { time: moment(dossier.updated) })}`),
    ),
    statusBadge(workflowOf(trust, dossier.procedure), dossier.status),
  );
}

export async function minePage(): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const [dossiers, open] = await Promise.all([
    server.dossiers(),
    unfinished(who.account, "online", found, t(landing.unfinished)),
  ]);
  const title = t(mineText.title);
  const list =
    dossiers.length > 0
      ? h("section", { class: "card", "aria-label": title }, h("ul", { class: "rows" }, dossiers.map((one) => row(one, found))))
      : h(
          "div",
          { class: "card empty" },
          h("h2", null, t(mineText.empty)),
          h("p", null, t(mineText.emptyText)),
          h("div", { class: "buttons" }, link("/", t(landing.choose), "button")),
        );
  return { title, element: page(null, title, null, open, list) };
}
