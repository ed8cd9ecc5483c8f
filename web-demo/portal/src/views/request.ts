// The office's request for more papers, as the applicant reads it.

import type { Procedure, Reason, Workflow } from "motcua";
import { h, type Child } from "../lib/dom";
import { t } from "../lib/i18n";
import { formText } from "../texts/citizen";
import { dossierText } from "../texts/dossier";
import { notice } from "./parts";

/** Reason, note and list. Codes are put into words by the procedure's own list, then by the workflow's. */
export function reasonInWords(
  reason: Reason,
  procedure: Procedure | undefined,
  workflow: Workflow | undefined,
): Child {
  const named = (one: { code: string }): boolean => one.code === reason.code;
  const known = procedure?.reasons?.find(named) ?? workflow?.reasons?.find(named);
  return [
    h("p", null, known ? t(known.text) : reason.code),
    reason.note ? h("p", null, `${t(dossierText.note)}: `, h("q", null, reason.note)) : null,
    reason.items?.length
      ? [
          h("p", null, `${t(dossierText.items)}:`),
          h(
            "ul",
            { class: "asked" },
            reason.items.map((item) => h("li", null, item)),
          ),
        ]
      : null,
  ];
}

/** The request above the reopened form. */
export function askedBox(asked: Reason, fromCopy: boolean): HTMLElement {
  return notice(
    "warn",
    t(formText.toSupplement),
    asked.note ? h("p", null, h("q", null, asked.note)) : null,
    asked.items?.length
      ? h(
          "ul",
          { class: "asked" },
          asked.items.map((item) => h("li", null, item)),
        )
      : null,
    h("p", { class: "fine" }, t(fromCopy ? formText.withCopy : formText.noCopy)),
  );
}
