// The last look before sending: what, to whom, and who vouches for it.

import type { Procedure } from "motcua";
import type { Session } from "../api/types";
import { h, uid } from "../lib/dom";
import { readDraft, wantedBy } from "../lib/drafts";
import { deviceKey } from "../lib/keys";
import { t } from "../lib/i18n";
import { Redirect, go, type Place, type View } from "../lib/router";
import { need } from "../lib/session";
import { trust } from "../lib/trust";
import { readJob } from "../submission/job";
import { procedureText, review } from "../texts/citizen";
import { common } from "../texts/common";
import { attachedList, errorsOf, lostDraft, readersBox } from "./draft";
import { breadcrumb, details, facts, link, notice, page, section } from "./parts";
import { feeInWords, levelTooLow } from "./procedure";
import { termInWords } from "./status";
import { inWords, renderWords, settled } from "./words";

function vouchChoice(
  procedure: Procedure,
  who: Session,
  hasKey: boolean,
): { element: HTMLElement; chosen: () => string } {
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
  // Fetched while the line works: the next page must open without it.
  void import("./sending").catch(() => undefined);
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const draft = await readDraft(who.account, params.draft ?? "");
  if (!draft) return lostDraft(false);
  // Once prepared, a submission is fixed: it can only be sent on.
  if (await readJob(who.account, draft.id)) throw new Redirect(`/apply/${draft.id}/send`);
  const procedure = found.procedure(wantedBy(draft));
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
      h(
        "button",
        { type: "submit", class: "button button-large" },
        t(draft.type === "supplement" ? review.sendSupplement : review.send),
      ),
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
      ? notice(
          "bad",
          t(review.invalid, { n: errors }),
          h("div", { class: "buttons" }, link(edit, t(review.edit), "button")),
        )
      : low
        ? notice("bad", low)
        : submit,
  );
  return { title, element };
}
