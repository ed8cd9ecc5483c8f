// One dossier at the desk: what was declared, what to look at, what it proves, what may be done.

import type { Procedure, Transition, Workflow } from "motcua";
import { server } from "../../api/client";
import { Problem, isCode } from "../../api/problem";
import type { DeskView } from "../../api/types";
import { fill, h, type Child } from "../../lib/dom";
import { bytes, moment } from "../../lib/format";
import { lang, t } from "../../lib/i18n";
import { NotFound, announce, refresh, type Place, type View } from "../../lib/router";
import { need } from "../../lib/session";
import { check } from "../../lib/timeline";
import { findProcedure, trust, type Trust } from "../../lib/trust";
import { common } from "../../texts/common";
import { deskText } from "../../texts/desk";
import { ackText, dossierText } from "../../texts/dossier";
import { show } from "../dialog";
import { failureNotice } from "../failure";
import { dueBox, receivedTitle, technical, timeline } from "../history";
import { breadcrumb, button, facts, link, notice, page, section } from "../parts";
import { channelName, isSettled, statusBadge, workflowOf } from "../status";
import { inWords, labelAt, renderWords } from "../words";
import { askAction } from "./action";
import { people, proofs } from "./proof";

function remarks({ report, procedure: version }: DeskView, procedure: Procedure, { pack }: Trust): Child {
  if (!report) return null;
  if (report.issues.length === 0) return notice("good", t(deskText.warningsNone));
  const list = h(
    "ul",
    { class: "remarks" },
    report.issues.map((issue) => {
      const where = labelAt(procedure, issue.pointer);
      return h(
        "li",
        null,
        pack.message(procedure.code, issue, lang(), "short", version),
        where ? h("span", { class: "fine" }, `${t(deskText.at)}: ${where}`) : null,
      );
    }),
  );
  return report.valid ? notice("warn", t(deskText.warnings), list) : notice("bad", t(deskText.errors), list);
}

function papers(view: DeskView, id: string, procedure: Procedure): Child {
  if (view.attachments.length === 0) return h("p", null, t(deskText.papersNone));
  return h(
    "ul",
    { class: "rows" },
    view.attachments.map((one) => {
      const slot = procedure.attachments.find((candidate) => candidate.id === one.slot);
      const href = server.desk.attachment(id, one.id);
      const picture = one.media.startsWith("image/");
      const see = (): void =>
        show(
          one.name,
          h("img", { src: href, alt: `${slot ? t(slot.name) : one.slot}: ${one.name}`, class: "preview" }),
        );
      return h(
        "li",
        { class: "row" },
        h(
          "div",
          { class: "row-main" },
          h("h3", { class: "row-title" }, slot ? t(slot.name) : one.slot),
          h("p", { class: "fine" }, `${one.name}, ${bytes(one.size)}`),
        ),
        one.available
          ? h(
              "div",
              { class: "buttons" },
              picture
                ? button(t(deskText.view), see, "button button-small", t(deskText.viewNamed, { name: one.name }))
                : null,
              h(
                "a",
                {
                  href,
                  download: one.name,
                  class: "button button-small button-quiet",
                  "aria-label": t(deskText.downloadNamed, { name: one.name }),
                },
                t(deskText.download),
              ),
            )
          : h("span", { class: "badge badge-bad" }, t(deskText.missing)),
      );
    }),
  );
}

/** Only the changes that the workflow allows to this officer now. */
function actionBox(
  view: DeskView,
  id: string,
  procedure: Procedure,
  workflow: Workflow | undefined,
): HTMLElement {
  const problem = h("div");
  const act = async (transition: Transition): Promise<void> => {
    fill(problem);
    const answer = await askAction(transition, procedure, workflow);
    if (!answer) return;
    try {
      await server.desk.act(id, { to: transition.to, seen: view.state.size, ...answer });
      await refresh();
      announce(t(deskText.done, { label: t(transition.label) }));
      document.querySelector<HTMLElement>("main h1")?.focus();
    } catch (error) {
      if (isCode(error, "dossier/stale")) {
        await refresh();
        announce(t(deskText.stale));
        const note = document.querySelector("#desk-problem");
        if (note) fill(note, h("div", { role: "alert" }, notice("warn", t(deskText.stale))));
        return;
      }
      fill(problem, failureNotice(error));
    }
  };
  problem.id = "desk-problem";
  return section(
    t(deskText.actions),
    { class: "card actions" },
    problem,
    view.actions.length === 0
      ? h("p", null, t(deskText.noActions))
      : h(
          "div",
          { class: "buttons" },
          view.actions.map((one) =>
            button(
              t(one.label),
              () => void act(one),
              one.reason || one.items ? "button button-quiet" : "button",
            ),
          ),
        ),
  );
}

export async function deskDossierPage({ params }: Place): Promise<View> {
  const [found] = await Promise.all([trust(), need("officer")]);
  const id = params.id ?? "";
  const view = await server.desk.dossier(id);
  const payload = view.opened?.payload;
  const procedure = findProcedure(found, view.procedure);
  if (!procedure) throw new NotFound();
  const workflow = workflowOf(found, view.procedure);
  const checked = await check(view.events, view.receipt, found, view.procedure);
  const { state } = view;
  const number = state.code ?? state.number ?? "";
  const subject = payload?.parties.find((one) => one.role === "subject")?.person?.name;
  const name = t(procedure.name);
  const accepted = state.history.some((entry) => entry.event.type === "status" && entry.event.body.form === "01");
  const now = workflow?.statuses.find((one) => one.code === state.status);
  const closed = isSettled(now);
  const element = page(
    breadcrumb([t(common.inbox), "/desk"], [number]),
    subject ? `${name}: ${subject}` : name,
    null,
    h(
      "div",
      { class: "card summary" },
      facts(
        [t(dossierText.status), statusBadge(workflow, state.status)],
        state.code ? [t(dossierText.officialCode), h("span", { class: "code" }, state.code)] : null,
        state.number ? [t(dossierText.provisional), h("span", { class: "code" }, state.number)] : null,
        state.channel ? [t(ackText.channel), channelName(state.channel)] : null,
      ),
      state.due ? dueBox(state.due, closed) : null,
    ),
    state.supplementWaiting ? notice("info", t(deskText.supplementWaiting)) : null,
    actionBox(view, id, procedure, workflow),
    view.opened ? null : failureNotice(new Problem(422, view.openError), h("p", null, t(deskText.notOpened))),
    remarks(view, procedure, found),
    h(
      "div",
      { class: "two two-wide" },
      payload
        ? section(t(deskText.data), { class: "card" }, renderWords(inWords(procedure, payload.data, found)))
        : null,
      h(
        "div",
        { class: "stack" },
        section(t(deskText.papers), { class: "card" }, papers(view, id, procedure)),
        view.opened ? section(t(deskText.proof), { class: "card" }, proofs(view.opened)) : null,
        payload ? section(t(deskText.parties), { class: "card" }, people(payload.parties)) : null,
        section(
          t(dossierText.papers),
          { class: "card" },
          h(
            "ul",
            { class: "links" },
            h("li", null, link(`/desk/dossiers/${id}/acknowledgement`, t(dossierText.ack))),
            accepted ? h("li", null, link(`/desk/dossiers/${id}/receipt`, t(dossierText.slip))) : null,
          ),
          view.packets.length > 1
            ? [
                h("h3", null, t(deskText.packets)),
                h(
                  "ul",
                  { class: "links" },
                  view.packets.map((one) => h("li", null, `${moment(one.at)} · ${receivedTitle(one.kind)}`)),
                ),
              ]
            : null,
          technical(checked),
        ),
        section(t(dossierText.history), { class: "card" }, timeline(checked, { workflow, procedure })),
      ),
    ),
  );
  element.classList.add("page-wide");
  return { title: `${number} ${name}`.trim(), element };
}
