// A procedure before one starts: what it is, what is needed, how long it takes.

import type { AttachmentSlot, Procedure } from "motcua";
import type { Session } from "../api/types";
import { h, type Child } from "../lib/dom";
import { createDraft, listDrafts, saveDraft } from "../lib/drafts";
import { bytes, dong } from "../lib/format";
import { t } from "../lib/i18n";
import { NotFound, Redirect, type Place, type View } from "../lib/router";
import { need, session } from "../lib/session";
import { findProcedure, trust } from "../lib/trust";
import { landing, procedureText } from "../texts/citizen";
import { common } from "../texts/common";
import { breadcrumb, details, facts, link, notice, page, section } from "./parts";
import { termInWords } from "./status";

function slots(procedure: Procedure): { always: AttachmentSlot[]; cases: AttachmentSlot[] } {
  const online = procedure.attachments.filter((slot) => !slot.channels?.length || slot.channels.includes("online"));
  const always = online.filter((slot) => slot.required === true && slot.when === undefined);
  return { always, cases: online.filter((slot) => !always.includes(slot)) };
}

const papers = (list: AttachmentSlot[]): HTMLElement =>
  h(
    "ul",
    { class: "needs" },
    list.map((slot) =>
      h("li", null, h("strong", null, t(slot.name)), slot.hint ? h("span", { class: "fine" }, t(slot.hint)) : null),
    ),
  );

/** The level of the login is too low for this procedure; undefined when it suffices. */
export function levelTooLow(procedure: Procedure, who: Session | null): string | undefined {
  const have = Number(who?.claims.level);
  if (!who || Number.isNaN(have) || have >= procedure.minAssurance) return undefined;
  return t(procedureText.lowLevel, { have, need: procedure.minAssurance });
}

export function feeInWords(procedure: Procedure): string {
  const note = t(procedure.fee.note);
  const { amount } = procedure.fee;
  return amount === undefined || /^0*$/.test(amount) ? note : `${dong(amount)}. ${note}`;
}

function startBox(procedure: Procedure, who: Session | null, existing: string | undefined): Child {
  const low = levelTooLow(procedure, who?.kind === "citizen" ? who : null);
  if (low) return notice("warn", low);
  const start = `/procedures/${procedure.code}/start`;
  if (!existing) {
    const label = who?.kind === "citizen" ? procedureText.start : procedureText.startSignIn;
    return h("div", { class: "buttons" }, link(start, t(label), "button button-large"));
  }
  return notice(
    "info",
    t(procedureText.have),
    h(
      "div",
      { class: "buttons" },
      link(`/apply/${existing}`, t(landing.resume), "button"),
      link(start, t(procedureText.startNew), "button button-quiet"),
    ),
  );
}

export async function procedurePage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), session()]);
  const procedure = findProcedure(found, params.code ?? "");
  if (!procedure) throw new NotFound();
  const drafts = who?.kind === "citizen" ? await listDrafts(who.account) : [];
  const existing = drafts.find(
    (draft) => draft.procedure === procedure.code && draft.type === "submission" && draft.channel === "online",
  );
  const { always, cases } = slots(procedure);
  const title = t(procedure.name);
  const largest = Math.max(0, ...procedure.attachments.map((slot) => slot.maxSize));
  const element = page(
    breadcrumb([t(common.home), "/"], [title]),
    title,
    t(procedure.summary),
    startBox(procedure, who, existing?.id),
    h(
      "div",
      { class: "two two-wide" },
      section(
        t(procedureText.need),
        { class: "card" },
        h("h3", null, t(procedureText.always)),
        h(
          "ul",
          { class: "needs" },
          h("li", null, h("strong", null, t(procedureText.account, { level: procedure.minAssurance }))),
        ),
        always.length > 0 ? papers(always) : null,
        cases.length > 0
          ? [
              h("h3", null, t(procedureText.cases)),
              h("p", { class: "fine" }, t(procedureText.casesHint)),
              papers(cases),
            ]
          : null,
        largest > 0 ? h("p", { class: "fine" }, t(procedureText.media, { size: bytes(largest) })) : null,
      ),
      h(
        "div",
        { class: "card card-plain" },
        facts(
          [t(procedureText.time), termInWords(procedure.deadline)],
          [t(procedureText.fee), feeInWords(procedure)],
          [t(procedureText.authority), t(procedure.authority)],
          [t(procedureText.level), t(procedure.level === "full" ? procedureText.full : procedureText.partial)],
          [t(procedureText.code), procedure.code],
        ),
        details(
          t(procedureText.law),
          h(
            "ul",
            null,
            procedure.legalBasis.map((law) => h("li", { lang: "vi" }, law)),
          ),
        ),
      ),
    ),
  );
  return { title, element };
}

/** Makes a draft and goes to its form. */
export async function startPage({ params }: Place): Promise<View> {
  const [found, who] = await Promise.all([trust(), need("citizen")]);
  const procedure = findProcedure(found, params.code ?? "");
  if (!procedure) throw new NotFound();
  if (levelTooLow(procedure, who)) throw new Redirect(`/procedures/${procedure.code}`);
  // A draft is worth keeping when the browser runs short of space.
  void navigator.storage?.persist?.();
  const draft = createDraft(who, "online", procedure.code, found);
  await saveDraft(draft);
  throw new Redirect(`/apply/${draft.id}`);
}
