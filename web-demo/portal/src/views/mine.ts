import { thumbprint } from "motcua";
import { server, uuidOf } from "../api/client";
import type { DossierSummary } from "../api/types";
import { h, type Child } from "../lib/dom";
import { day, grouped, moment } from "../lib/format";
import { deviceKey, forgetDevice } from "../lib/keys";
import { t } from "../lib/i18n";
import { announce, refresh, type View } from "../lib/router";
import { need } from "../lib/session";
import { trust, type Trust } from "../lib/trust";
import { landing } from "../texts/citizen";
import { keyText, mineText } from "../texts/dossier";
import { confirmed } from "./dialog";
import { unfinished } from "./landing";
import { button, details, link, page, section } from "./parts";
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
          {
            href: `/dossiers/${uuidOf(dossier.dossier)}`,
            "aria-label": `${procedureName(trust, dossier.procedure)}, ${t(mineText.open, { number })}`,
          },
          procedureName(trust, dossier.procedure),
        ),
      ),
      h("p", null, h("span", { class: "code" }, number)),
      h(
        "p",
        { class: "fine" },
        `${channelName(dossier.channel)} · ${t(mineText.updated, { time: moment(dossier.updated) })}`,
      ),
    ),
    statusBadge(workflowOf(trust, dossier.procedure), dossier.status),
  );
}

/** The enrolled key, so that nobody forgets that it is there. */
async function keyBox(account: string, trust: Trust): Promise<Child> {
  const key = await deviceKey(account, trust.config.root);
  if (!key) return null;
  const remove = async (): Promise<void> => {
    if (!(await confirmed(t(keyText.remove), t(keyText.removeText), t(keyText.remove)))) return;
    await forgetDevice(account);
    await refresh();
    announce(t(keyText.removed));
  };
  return section(
    t(keyText.title),
    { class: "card" },
    h("p", null, t(keyText.text, { time: day(key.expires) })),
    details(t(keyText.thumb), h("code", { class: "thumb" }, grouped(thumbprint(key.key.jwk)))),
    h(
      "div",
      { class: "buttons" },
      button(t(keyText.remove), () => void remove(), "button button-quiet"),
    ),
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
      ? h(
          "section",
          { class: "card", "aria-label": title },
          h(
            "ul",
            { class: "rows" },
            dossiers.map((one) => row(one, found)),
          ),
        )
      : h(
          "div",
          { class: "card empty" },
          h("h2", null, t(mineText.empty)),
          h("p", null, t(mineText.emptyText)),
          h("div", { class: "buttons" }, link("/", t(landing.choose), "button")),
        );
  return { title, element: page(null, title, null, open, list, await keyBox(who.account, found)) };
}
