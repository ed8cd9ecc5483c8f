// What stands around every page: the strip that says what this is, the header, the footer.

import type { Config } from "../api/types";
import { fill, h } from "../lib/dom";
import { lang, setLang, t } from "../lib/i18n";
import { go } from "../lib/router";
import { known, signOut } from "../lib/session";
import { common } from "../texts/common";
import { emblem, icon } from "./parts";

const USER = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0";

export interface Shell {
  root: HTMLElement;
  main: HTMLElement;
  live: HTMLElement;
  draw: () => void;
}

function languages(): HTMLElement {
  const one = (code: "vi" | "en", name: string): HTMLElement =>
    h(
      "button",
      {
        type: "button",
        lang: code,
        class: "lang",
        "aria-pressed": String(lang() === code),
        onclick: () => setLang(code),
      },
      name,
    );
  return h(
    "div",
    { class: "langs", role: "group", "aria-label": t(common.language) },
    one("vi", "Tiếng Việt"),
    one("en", "English"),
  );
}

function navigation(): HTMLElement {
  const session = known();
  const item = (href: string, label: string): HTMLElement => {
    const here = href === "/" || href === "/desk" ? location.pathname === href : location.pathname.startsWith(href);
    return h("li", null, h("a", { href, "aria-current": here ? "page" : null }, label));
  };
  const items =
    session?.kind === "officer"
      ? [item("/desk", t(common.inbox)), item("/desk/new", t(common.newPaper))]
      : [item("/", t(common.home)), item("/dossiers", t(common.mine))];
  return h("nav", { class: "site-nav", "aria-label": t(common.navMain) }, h("ul", null, items));
}

function account(): HTMLElement {
  const session = known();
  if (!session) {
    const here = location.pathname.startsWith("/sign-in") ? "" : `?next=${encodeURIComponent(location.pathname)}`;
    const kind = location.pathname.startsWith("/desk") ? "officer" : "citizen";
    return h("a", { class: "button button-small", href: `/sign-in/${kind}${here}` }, t(common.signIn));
  }
  const leave = async (): Promise<void> => {
    await signOut();
    go("/");
  };
  return h(
    "div",
    { class: "account", role: "group", "aria-label": t(common.account) },
    h(
      "span",
      { class: "account-name" },
      icon(USER),
      session.kind === "officer" ? h("span", { class: "tag" }, t(common.officerWord)) : null,
      session.name,
    ),
    h(
      "button",
      { type: "button", class: "button button-small button-quiet", onclick: () => void leave() },
      t(common.signOut),
    ),
  );
}

/** `config` is asked for late, so that the frame stands even when the server does not answer. */
export function makeShell(config: () => Config | undefined): Shell {
  const strip = h("p", { class: "strip" });
  const aside = h("aside", { class: "strip-wrap" }, strip);
  const skip = h("a", { class: "skip", href: "#main" });
  const header = h("div", { class: "site-head-in" });
  const footer = h("div", { class: "site-foot-in" });
  const main = h("main", { id: "main", tabindex: -1 });
  const live = h("div", { role: "status", "aria-live": "polite", class: "visually-hidden" });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });

  const draw = (): void => {
    fill(skip, t(common.skip));
    aside.setAttribute("aria-label", t(common.demoLabel));
    fill(strip, h("strong", null, t(common.demo)));
    const city = config()?.city;
    const home = known()?.kind === "officer" ? "/desk" : "/";
    fill(
      header,
      h(
        "a",
        { href: home, class: "brand" },
        emblem(44),
        h(
          "span",
          { class: "brand-words" },
          h("span", { class: "brand-name", lang: "vi" }, t(common.brand)),
          h("span", { class: "brand-line" }, t(common.brandLine), city ? `, ${t(city)}` : ""),
        ),
      ),
      h("div", { class: "site-tools" }, languages(), account()),
      navigation(),
    );
    fill(
      footer,
      h("p", null, t(common.footerAbout)),
      h(
        "ul",
        { class: "foot-links" },
        h("li", null, h("a", { href: "/sign-in/citizen" }, t(common.forCitizens))),
        h("li", null, h("a", { href: "/sign-in/officer" }, t(common.forOfficers))),
      ),
    );
  };

  const root = h(
    "div",
    { class: "site" },
    skip,
    aside,
    h("header", { class: "site-head" }, header),
    main,
    h("footer", { class: "site-foot" }, footer),
    live,
  );
  return { root, main, live, draw };
}
