// The last look before sending: what, to whom, and who vouches for it.

import type { Pack, Procedure } from "motcua";
import { thumbprint } from "motcua";
import type { Session } from "../api/types";
import { h, uid, type Child } from "../lib/dom";
import { readDraft, type Draft } from "../lib/drafts";
import { bytes, grouped } from "../lib/format";
import { deviceKey } from "../lib/keys";
import { t } from "../lib/i18n";
import { Redirect, go, type Place, type View } from "../lib/router";
import { need } from "../lib/session";
import { now, trust, type Trust } from "../lib/trust";
import { recipientsOf } from "../submission/prepare";
import { readJob } from "../submission/job";
import { procedureText, review } from "../texts/citizen";
import { common } from "../texts/common";
import { lostDraft } from "./apply";
import { breadcrumb, details, facts, link, notice, page, section } from "./parts";
import { feeInWords, levelTooLow } from "./procedure";
import { termInWords } from "./status";
import { inWords, renderWords, settled } from "./words";

export function errorsOf(draft: Draft, pack: Pack): number {
  const { attachments, channel } = draft;
  const { report } = pack.evaluate(draft.procedure, draft.data, { attachments, channel, now: now() });
  return report.issues.filter((issue) => issue.severity === "error").length;
}

export function attachedList(draft: Pick<Draft, "attachments">, procedure: Procedure): Child {
  if (draft.attachments.length === 0) return h("p", null, t(review.noPapers));
  return h(
    "ul",
    { class: "files" },
    draft.attachments.map((one) => {
      const slot = procedure.attachments.find((candidate) => candidate.id === one.slot);
      return h("li", null, h("strong", null, slot ? t(slot.name) : one.slot), h("span", { class: "fine" }, `${one.name}, ${bytes(one.size)}`));
    }),
  );
}

/** Which unit can open the packet, and by which key. */
export function readersBox(trust: Trust, procedure: Procedure): HTMLElement {
  const { agency, unit } = trust.config;
  const keys = recipientsOf(trust, procedure.code, agency);
  return section(
    t(review.readers),
    { class: "card" },
    h("p", null, t(review.readersText)),
    h("p", null, h("strong", null, t(procedure.authority))),
    details(
      t(review.thumb),
      h("p", null, t(review.unit, { unit, agency })),
      keys.map((key) => h("p", null, h("code", { class: "thumb" }, grouped(thumbprint(key))))),
      h("p", { class: "fine" }, t(review.thumbText)),
    ),
  );
}

function vouchChoice(procedure: Procedure, who: Session, hasKey: boolean): { element: HTMLElement; chosen: () => string } {
  const allowed = procedure.signers.flatMap((signer) => signer.auth);
  const name = uid("vouch");
  const radio = (value: "key" | "session", label: string, text: string, checked: boolean): HTMLElement => {
    const id = uid("vouch");
    return h(
      "div",
      { class: "choice" },
      h("input", { type: "radio", name, value, id, checked, "aria-describedby": `${id}-text` }),
      h("label", { for: id }, label),
      h("p", { id: `${id}-text`, class: "fine" }, text),
    );
  };
  const keyAllowed = allowed.includes("key");
  const element = h(
    "fieldset",
    { class: "card choices" },
    h("legend", null, t(review.vouch)),
    allowed.includes("session")
      ? radio("session", t(review.session), t(review.sessionText, { name: who.name }), !(hasKey && keyAllowed))
      : null,
    keyAllowed
      ? radio("key", t(review.key), t(hasKey ? review.keyHave : review.keyNew), hasKey || !allowed.includes("session"))
      : null,
    h("p", { class: "fine" }, t(review.legal)),
  );
  return { element, chosen: () => element.querySelector<HTMLInputElement>("input:checked")?.value ?? "session" };
}

export async function reviewPage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const draft = await readDraft(who.account, params.draft ?? "");
  if (!draft) return lostDraft(false);
  // Once prepared, a submission is fixed: it can only be sent on.
  if (await readJob(who.account, draft.id)) throw new Redirect(`/apply/${draft.id}/send`);
  const procedure = found.procedure(draft.procedure);
  const title = t(review.title);
  const edit = `/apply/${draft.id}`;
  const errors = errorsOf(draft, found.pack);
  const low = levelTooLow(procedure, who);
  const vouch = vouchChoice(procedure, who, (await deviceKey(who.account, found.config.root)) !== undefined);
  const submit = h(
    "form",
    {
      class: "stack",
      onsubmit: (event) => {
        event.preventDefault();
        go(`/apply/${draft.id}/send?vouch=${vouch.chosen()}`);
      },
    },
    vouch.element,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "button button-large" }, t(draft.type === "supplement" ? review.sendSupplement : review.send)),
      link(edit, t(review.edit), "button button-quiet button-large"),
    ),
  );
  const element = page(
    breadcrumb([t(common.home), "/"], [t(procedure.name), edit], [title]),
    title,
    t(review.lead),
    section(
      t(review.content),
      { class: "card" },
      details(t(review.open), renderWords(inWords(procedure, settled(draft, found), found))),
      h("h3", null, t(review.papers)),
      attachedList(draft, procedure),
    ),
    readersBox(found, procedure),
    h(
      "div",
      { class: "card" },
      facts([t(procedureText.time), termInWords(procedure.deadline)], [t(procedureText.fee), feeInWords(procedure)]),
    ),
    errors > 0
      ? notice("bad", t(review.invalid, { n: errors }), h("div", { class: "buttons" }, link(edit, t(review.edit), "button")))
      : low
        ? notice("bad", low)
        : submit,
  );
  return { title, element };
}
