// What several pages show of a draft, apart from its form.

import { thumbprint, type Pack, type Procedure } from "motcua";
import { h, type Child } from "../lib/dom";
import { situationOf, type Draft } from "../lib/drafts";
import { bytes, grouped } from "../lib/format";
import { t } from "../lib/i18n";
import type { View } from "../lib/router";
import type { Trust } from "../lib/trust";
import { recipientsOf } from "../submission/recipients";
import { formText, review } from "../texts/citizen";
import { failure } from "../texts/common";
import { details, link, page, section } from "./parts";

/** Where a draft goes when its form is complete. */
export function afterForm(draft: Draft): string {
  return draft.channel === "desk" ? `/desk/new/${draft.procedure}/${draft.id}/attest` : `/apply/${draft.id}/review`;
}

export function lostDraft(desk: boolean): View {
  const title = t(formText.lost);
  const home = link(desk ? "/desk" : "/", t(failure.goHome), "button");
  return { title, element: page(null, title, t(formText.lostText), h("div", { class: "buttons" }, home)) };
}

export function errorsOf(draft: Draft, pack: Pack): number {
  const { report } = pack.evaluate(draft.procedure, draft.data, situationOf(draft));
  return report.issues.filter((issue) => issue.severity === "error").length;
}

export function attachedList(draft: Pick<Draft, "attachments">, procedure: Procedure): Child {
  if (draft.attachments.length === 0) return h("p", null, t(review.noPapers));
  return h(
    "ul",
    { class: "files" },
    draft.attachments.map((one) => {
      const slot = procedure.attachments.find((candidate) => candidate.id === one.slot);
      return h(
        "li",
        null,
        h("strong", null, slot ? t(slot.name) : one.slot),
        h("span", { class: "fine" }, `${one.name}, ${bytes(one.size)}`),
      );
    }),
  );
}

/** Which unit can open the packet, and by which key. */
export function readersBox(trust: Trust, procedure: Procedure): HTMLElement {
  const { agency, unit, office } = trust.config;
  const keys = recipientsOf(trust, procedure, agency);
  return section(
    t(review.readers),
    { class: "card" },
    h("p", null, t(review.readersText)),
    h("p", null, h("strong", null, t(office ?? procedure.authority))),
    details(
      t(review.thumb),
      h("p", null, t(review.unit, { unit, agency })),
      keys.map((key) => h("p", null, h("code", { class: "thumb" }, grouped(thumbprint(key))))),
      h("p", { class: "fine" }, t(review.thumbText)),
    ),
  );
}
