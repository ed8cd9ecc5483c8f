// What each signature proves, in plain words, and who the people are.

import { renderMessage, type OpenedPacket, type Party, type Signer } from "motcua";
import { h, type Child } from "../../lib/dom";
import { civil, grouped } from "../../lib/format";
import { lang, t } from "../../lib/i18n";
import { common } from "../../texts/common";
import { deskText, paperText } from "../../texts/desk";
import { details, facts, toneIcon } from "../parts";

/** What the signature proves, in the words of the core: nobody else may call it more than it is. */
function provenInWords({ standing, name, level }: Signer): string {
  const params = [
    { name: "name", value: name },
    { name: "level", value: String(level) },
  ];
  return renderMessage(`standing/${standing}`, params, lang(), "long") ?? standing;
}

function signer(one: Signer): HTMLElement {
  const strong = one.standing === "securedDigitalSignature";
  return h(
    "li",
    { class: "proof" },
    h("span", { class: "proof-mark" }, toneIcon("good", 24)),
    h(
      "div",
      null,
      h(
        "p",
        null,
        h("strong", null, one.name),
        ` (${t(one.standing === "deskAttested" ? common.officerWord : deskText.roles[one.role])}) `,
        h(
          "span",
          { class: strong ? "badge badge-good" : "badge badge-quiet" },
          t(deskText.standingShort[one.standing]),
        ),
      ),
      h("p", null, provenInWords(one)),
      details(t(deskText.thumb), h("code", { class: "thumb" }, grouped(one.kid))),
    ),
  );
}

export function proofs(opened: OpenedPacket): Child {
  const { auth } = opened.payload;
  const documents: Record<string, { vi: string; en: string }> = paperText.documents;
  const checks: Record<string, { vi: string; en: string }> = paperText.checks;
  const said = (texts: Record<string, { vi: string; en: string }>, code: string): string => {
    const text = texts[code];
    return text ? t(text) : code;
  };
  return [
    h("ul", { class: "proofs" }, opened.signers.map(signer)),
    auth.by === "desk"
      ? facts([t(deskText.document), said(documents, auth.document)], [t(deskText.check), said(checks, auth.check)])
      : null,
  ];
}

function party(one: Party): HTMLElement {
  const person = one.person;
  const basis = one.basis ? deskText.basis[one.basis] : undefined;
  return h(
    "div",
    null,
    h("dt", null, t(deskText.roles[one.role])),
    h(
      "dd",
      null,
      person?.name ?? "",
      basis ? h("span", { class: "fine" }, t(basis)) : null,
      person?.birthDate ? h("span", { class: "fine" }, civil(person.birthDate)) : null,
    ),
  );
}

export const people = (parties: Party[]): HTMLElement => h("dl", { class: "facts" }, parties.map(party));
