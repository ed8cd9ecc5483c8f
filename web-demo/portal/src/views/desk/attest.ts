// The officer says how the applicant was identified, and vouches.

import { fill, h, uid } from "../../lib/dom";
import { readDraft, saveDraft, wantedBy } from "../../lib/drafts";
import { t } from "../../lib/i18n";
import { Redirect, go, type Place, type View } from "../../lib/router";
import { need } from "../../lib/session";
import { trust } from "../../lib/trust";
import { isPaperScan } from "../../submission/recipients";
import { readJob } from "../../submission/job";
import { review } from "../../texts/citizen";
import { common } from "../../texts/common";
import { paperText } from "../../texts/desk";
import { breadcrumb, details, link, notice, page, section } from "../parts";
import { attachedList, errorsOf, lostDraft, readersBox } from "../draft";
import { inWords, renderWords, settled } from "../words";

interface Choice {
  element: HTMLElement;
  read: () => string | undefined;
}

function choice(legend: string, options: [value: string, text: string][], chosen: string | undefined): Choice {
  const name = uid("choice");
  const error = h("p", { class: "field-error", id: `${name}-error` });
  const element = h(
    "fieldset",
    { class: "card choices", "aria-describedby": `${name}-error` },
    h("legend", null, legend),
    error,
    options.map(([value, text]) => {
      const id = uid("choice");
      return h(
        "div",
        { class: "choice" },
        h("input", { type: "radio", name, id, value, checked: value === chosen }),
        h("label", { for: id }, text),
      );
    }),
  );
  const read = (): string | undefined => {
    const value = element.querySelector<HTMLInputElement>("input:checked")?.value;
    fill(error, value ? null : t(paperText.choiceNeed));
    return value;
  };
  return { element, read };
}

const entries = (texts: Record<string, { vi: string; en: string }>): [string, string][] =>
  Object.entries(texts).map(([value, text]) => [value, t(text)]);

export async function attestPage({ params }: Place): Promise<View> {
  // Fetched while the line works: the next page must open without it.
  void import("../sending").catch(() => undefined);
  const [found, who] = await Promise.all([trust(), need("officer")]);
  const read = await readDraft(who.account, params.draft ?? "");
  if (!read) return lostDraft(true);
  const draft = read;
  const base = `/desk/new/${draft.procedure}/${draft.id}`;
  if (await readJob(who.account, draft.id)) throw new Redirect(`${base}/send`);
  const procedure = found.procedure(wantedBy(draft));
  const slot = procedure.attachments.find(isPaperScan);
  const title = t(paperText.attestTitle);
  const paper = choice(t(paperText.document), entries(paperText.documents), draft.desk?.document);
  const check = choice(t(paperText.check), entries(paperText.checks), draft.desk?.check);
  const summary = h("div", { tabindex: -1 });
  const scans = draft.attachments.filter((one) => one.slot === slot?.id);

  const submit = async (): Promise<void> => {
    const [shown, how] = [paper.read(), check.read()];
    const missing: [string, HTMLElement][] = [];
    if (!shown) missing.push([t(paperText.document), paper.element]);
    if (!how) missing.push([t(paperText.check), check.element]);
    if (missing.length > 0 || !shown || !how) {
      const links = missing.map(([text, place]) =>
        h(
          "li",
          null,
          h("button", { type: "button", class: "link", onclick: () => place.querySelector("input")?.focus() }, text),
        ),
      );
      fill(summary, h("div", { role: "alert" }, notice("bad", t(paperText.fix), h("ul", null, links))));
      summary.focus();
      return;
    }
    draft.desk = { document: shown, check: how };
    await saveDraft(draft);
    go(`${base}/send`);
  };
  const errors = errorsOf(draft, found.pack);
  const element = page(
    breadcrumb([t(common.inbox), "/desk"], [t(procedure.name), base], [title]),
    title,
    t(paperText.attestLead),
    summary,
    h(
      "form",
      {
        class: "stack",
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          void submit();
        },
      },
      paper.element,
      check.element,
      slot
        ? section(
            t(paperText.scan),
            { class: "card" },
            h(
              "p",
              null,
              scans.length > 0
                ? t(paperText.scanHave, { name: scans.map((one) => one.name).join(", ") })
                : t(paperText.scanNeed),
            ),
          )
        : null,
      section(
        t(review.content),
        { class: "card" },
        details(t(review.open), renderWords(inWords(procedure, settled(draft, found), found))),
        h("h3", null, t(review.papers)),
        attachedList(draft, procedure),
      ),
      readersBox(found, procedure),
      errors > 0
        ? notice(
            "bad",
            t(review.invalid, { n: errors }),
            h("div", { class: "buttons" }, link(base, t(review.edit), "button")),
          )
        : h(
            "div",
            { class: "buttons" },
            h("button", { type: "submit", class: "button button-large" }, t(paperText.submit)),
            link(base, t(review.edit), "button button-quiet button-large"),
          ),
    ),
  );
  return { title, element };
}
