import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/dossier.css";
import "./styles/desk.css";
import "./styles/print.css";
import { persistently, server } from "./api/client";
import type { Config } from "./api/types";
import { h } from "./lib/dom";
import { lang, t } from "./lib/i18n";
import { route, start } from "./lib/router";
import { session } from "./lib/session";
import { common } from "./texts/common";
import { failurePage } from "./views/failure";
import { makeShell } from "./views/shell";
import { landingPage } from "./views/landing";
import { signInPage } from "./views/sign-in";
import { procedurePage, startPage } from "./views/procedure";
import { minePage } from "./views/mine";
import { dossierPage } from "./views/dossier";
import { acknowledgementPage } from "./views/acknowledgement";
import { slipPage } from "./views/slip";
import { inboxPage } from "./views/desk/inbox";
import { deskDossierPage } from "./views/desk/dossier";
import { deskNewPage, deskStartPage } from "./views/desk/paper";

document.documentElement.lang = lang();

let config: Config | undefined;
const shell = makeShell(() => config);
document.body.append(shell.root);
shell.draw();

route("/", landingPage);
route("/sign-in/:kind", signInPage);
route("/procedures/:code", procedurePage);
route("/procedures/:code/start", startPage);
// The form renderer and everything that seals are loaded when somebody starts to fill in.
route("/apply/:draft", async (place) => (await import("./views/apply")).applyPage(place));
route("/apply/:draft/review", async (place) => (await import("./views/review")).reviewPage(place));
route("/apply/:draft/send", async (place) => (await import("./views/sending")).sendingPage(place));
route("/dossiers", minePage);
route("/dossiers/:id", dossierPage);
route("/dossiers/:id/supplement", async (place) => (await import("./views/supplement")).supplementPage(place));
route("/dossiers/:id/acknowledgement", acknowledgementPage);
route("/dossiers/:id/receipt", slipPage);
route("/desk", inboxPage);
route("/desk/dossiers/:id", deskDossierPage);
route("/desk/dossiers/:id/acknowledgement", acknowledgementPage);
route("/desk/dossiers/:id/receipt", slipPage);
route("/desk/new", deskNewPage);
route("/desk/new/:code", deskStartPage);
route("/desk/new/:code/:draft", async (place) => (await import("./views/apply")).applyPage(place));
route("/desk/new/:code/:draft/attest", async (place) => (await import("./views/desk/attest")).attestPage(place));
route("/desk/new/:code/:draft/send", async (place) => (await import("./views/sending")).sendingPage(place));

// The header needs to know who is signed in and which city this is; a page shows its own failure if this fails.
await Promise.allSettled([
  session(),
  persistently(server.config).then((found) => {
    config = found;
  }),
]);

start({
  main: shell.main,
  live: shell.live,
  loading: () => h("p", { class: "loading" }, t(common.loading)),
  failure: failurePage,
  titled: (title) => `${title} – ${t(common.brand)}`,
  settled: shell.draw,
});
