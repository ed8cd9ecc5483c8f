import { h, type Child } from "../lib/dom";
import { deleteDraft, listDrafts, wantedBy, type Draft } from "../lib/drafts";
import { bytes, dong, moment } from "../lib/format";
import { t } from "../lib/i18n";
import { announce, refresh, type View } from "../lib/router";
import { session } from "../lib/session";
import { findProcedure, trust, type Trust } from "../lib/trust";
import { listJobs, type Job } from "../submission/job";
import { landing, procedureText } from "../texts/citizen";
import { common } from "../texts/common";
import { confirmed } from "./dialog";
import { button, emblem, link, section, toneIcon } from "./parts";
import { procedureName, termInWords } from "./status";

/** Where work on a draft goes on: its form, or its sending. */
export function placeOf(draft: Pick<Draft, "id" | "procedure" | "channel">, sending: boolean): string {
  const base = draft.channel === "desk" ? `/desk/new/${draft.procedure}/${draft.id}` : `/apply/${draft.id}`;
  return sending ? `${base}/send` : base;
}

function row(draft: Draft, job: Job | undefined, trust: Trust): HTMLElement {
  const name = procedureName(trust, wantedBy(draft));
  const time = moment(draft.updated);
  const title = job ? landing.sendingOf : draft.type === "supplement" ? landing.supplementOf : landing.draftOf;
  const size = draft.attachments.reduce((sum, one) => sum + one.size, 0);
  const remove = async (): Promise<void> => {
    if (!(await confirmed(t(landing.removeTitle), t(landing.removeText), t(landing.remove)))) return;
    await deleteDraft(draft);
    await refresh();
    announce(t(landing.removed));
  };
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      { class: "row-main" },
      h("h3", { class: "row-title" }, t(title, { name })),
      h(
        "p",
        { class: "fine" },
        t(landing.savedAt, { time }),
        draft.attachments.length > 0 ? ` · ${t(landing.files, { n: draft.attachments.length })}, ${bytes(size)}` : "",
      ),
    ),
    h(
      "div",
      { class: "buttons" },
      link(placeOf(draft, job !== undefined), t(job ? landing.resumeSend : landing.resume), "button"),
      job
        ? null
        : button(t(landing.remove), () => void remove(), "button button-quiet", t(landing.removeNamed, { name, time })),
    ),
  );
}

/** What the person has begun on this device, or nothing. */
export async function unfinished(
  owner: string,
  channel: Draft["channel"],
  trust: Trust,
  title: string,
): Promise<Child> {
  const [drafts, jobs] = await Promise.all([listDrafts(owner), listJobs(owner)]);
  const mine = drafts.filter((draft) => draft.channel === channel);
  if (mine.length === 0) return null;
  return section(
    title,
    { class: "card" },
    h(
      "ul",
      { class: "rows" },
      mine.map((draft) =>
        row(
          draft,
          jobs.find((job) => job.id === draft.id),
          trust,
        ),
      ),
    ),
  );
}

function procedureCard(code: string, trust: Trust): Child {
  const procedure = findProcedure(trust, code);
  if (!procedure?.channels.includes("online")) return null;
  const { amount } = procedure.fee;
  return h(
    "li",
    { class: "card service" },
    h("h3", null, link(`/procedures/${code}`, t(procedure.name))),
    h("p", null, t(procedure.summary)),
    h(
      "ul",
      { class: "chips" },
      h("li", null, toneIcon("quiet", 18), termInWords(procedure.deadline)),
      h("li", null, toneIcon("good", 18), amount === undefined ? t(common.feeSet) : /^0*$/.test(amount) ? t(common.free) : dong(amount)),
    ),
    h("div", { class: "buttons" }, link(`/procedures/${code}`, t(landing.see), "button")),
    h("p", { class: "fine" }, `${t(procedureText.code)}: ${procedure.code}`),
  );
}

export async function landingPage(): Promise<View> {
  const [found, who] = await Promise.all([trust(), session()]);
  const citizen = who?.kind === "citizen" ? who : undefined;
  const open = citizen ? await unfinished(citizen.account, "online", found, t(landing.unfinished)) : null;
  const element = h(
    "div",
    { class: "page" },
    h(
      "header",
      { class: "hero" },
      h("div", null, h("h1", null, t(landing.title)), h("p", { class: "lead" }, t(landing.lead))),
      h("div", { class: "hero-mark", "aria-hidden": "true" }, emblem(120)),
    ),
    open,
    section(
      t(landing.choose),
      { class: "block" },
      h(
        "ul",
        { class: "services" },
        found.codes.map((code) => procedureCard(code, found)),
      ),
    ),
    section(
      t(landing.how),
      { class: "block" },
      h(
        "ol",
        { class: "how" },
        landing.steps.map((step) => h("li", null, h("span", null, t(step)))),
      ),
    ),
    h(
      "div",
      { class: "two" },
      section(t(landing.safe), { class: "card card-plain" }, h("p", null, t(landing.safeText))),
      section(t(landing.desk), { class: "card card-plain" }, h("p", null, t(landing.deskText))),
    ),
  );
  return { title: t(landing.title), element };
}
