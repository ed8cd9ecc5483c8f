// Two simulated sign-ins, marked as such: the real one belongs to the national e-identity system.

import type { Account } from "../api/types";
import { fill, h } from "../lib/dom";
import { t } from "../lib/i18n";
import { NotFound, go, type Place, type View } from "../lib/router";
import { signIn } from "../lib/session";
import { trust } from "../lib/trust";
import { signInText } from "../texts/dossier";
import { failureNotice } from "./failure";
import { icon, notice, page } from "./parts";

const ARROW = "M5 12h14M13 6l6 6-6 6";

/** Only paths of this site are followed after sign-in. */
function safeNext(next: string | null, kind: string): string {
  const fallback = kind === "officer" ? "/desk" : "/";
  if (!next?.startsWith("/") || next.startsWith("//") || next.includes("\\")) return fallback;
  return new URL(next, location.origin).origin === location.origin ? next : fallback;
}

export async function signInPage(place: Place): Promise<View> {
  const kind = place.params.kind;
  if (kind !== "citizen" && kind !== "officer") throw new NotFound();
  const { config } = await trust();
  const title = t(signInText[kind]);
  const next = safeNext(place.query.get("next"), kind);
  const problem = h("div");
  const choose = async (account: Account): Promise<void> => {
    fill(problem);
    try {
      await signIn(account.id);
      go(next, { replace: true });
    } catch (error) {
      fill(problem, failureNotice(error));
    }
  };
  const card = (account: Account): HTMLElement =>
    h(
      "li",
      null,
      h(
        "button",
        { type: "button", class: "person", onclick: () => void choose(account) },
        h("span", { class: "person-initial", "aria-hidden": "true" }, account.name.split(" ").at(-1)?.charAt(0) ?? ""),
        h(
          "span",
          { class: "person-words" },
          h("span", { class: "person-name" }, account.name),
          h("span", { class: "fine" }, t(account.note)),
        ),
        icon(ARROW),
      ),
    );
  const accounts = config.signIn.filter((account) => account.kind === kind);
  const served = config.roles.includes(kind === "citizen" ? "intake" : "desk");
  const elsewhere = kind === "citizen" ? config.intakeUrl : config.deskUrl;
  const element = page(
    null,
    title,
    null,
    notice("warn", t(signInText.simulated), h("p", null, t(signInText.explain))),
    problem,
    served
      ? h(
          "section",
          { class: "card", "aria-labelledby": "accounts" },
          h("h2", { id: "accounts" }, t(signInText.choose)),
          accounts.length > 0 ? h("ul", { class: "people" }, accounts.map(card)) : h("p", null, t(signInText.none)),
        )
      : h(
          "p",
          null,
          t(signInText.other),
          " ",
          elsewhere ? h("a", { href: `${elsewhere.replace(/\/$/, "")}/sign-in/${kind}` }, elsewhere) : null,
        ),
  );
  return { title, element };
}
