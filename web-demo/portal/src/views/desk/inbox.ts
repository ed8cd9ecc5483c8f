// The officer's list: overdue first, then what waits longest.

import type { StatusDef } from "motcua";
import { server, uuidOf } from "../../api/client";
import type { DeskRow } from "../../api/types";
import { fill, h, uid } from "../../lib/dom";
import { moment } from "../../lib/format";
import { t } from "../../lib/i18n";
import { announce, refresh, type View } from "../../lib/router";
import { need } from "../../lib/session";
import { trust, type Trust } from "../../lib/trust";
import { deskText, inboxText } from "../../texts/desk";
import { button, page, toneIcon } from "../parts";
import { channelName, isSettled, procedureName, statusBadge, workflowOf } from "../status";

function time(value: string | number): number {
  return typeof value === "number" ? value : Date.parse(value) / 1000;
}

function statusOf(row: DeskRow, trust: Trust): StatusDef | undefined {
  return workflowOf(trust, row.procedure)?.statuses.find((one) => one.code === row.status);
}

function isOverdue(row: DeskRow, trust: Trust): boolean {
  return row.due !== undefined && !isSettled(statusOf(row, trust)) && Date.parse(row.due) < Date.now();
}

/** Overdue, then a supplement that waits, then by due date, then by arrival. */
const order = (trust: Trust) => (a: DeskRow, b: DeskRow): number =>
    Number(isOverdue(b, trust)) - Number(isOverdue(a, trust)) ||
    Number(b.supplementWaiting) - Number(a.supplementWaiting) ||
    (a.due ? Date.parse(a.due) : Infinity) - (b.due ? Date.parse(b.due) : Infinity) ||
    time(b.received) - time(a.received);

function line(row: DeskRow, trust: Trust): HTMLElement {
  const number = row.code ?? row.number;
  const cell = (label: string, ...body: Parameters<typeof h>[2][]): HTMLElement =>
    h("td", { "data-label": label }, ...body);
  return h(
    "tr",
    { class: isOverdue(row, trust) ? "late" : null },
    h(
      "th",
      { scope: "row", "data-label": t(inboxText.number) },
      h("a", { href: `/desk/dossiers/${uuidOf(row.dossier)}`, class: "code" }, number),
    ),
    cell(t(inboxText.procedure), procedureName(trust, row.procedure)),
    cell(
      t(inboxText.subject),
      row.openError
        ? h("span", { class: "badge badge-bad" }, toneIcon("bad", 16), t(deskText.unreadable))
        : row.subject || "–",
    ),
    cell(t(inboxText.filer), row.filer || "–"),
    cell(t(inboxText.channel), channelName(row.channel)),
    cell(
      t(inboxText.received),
      h("time", { datetime: new Date(time(row.received) * 1000).toISOString() }, moment(row.received)),
    ),
    cell(
      t(inboxText.due),
      row.due ? h("time", { datetime: row.due }, moment(row.due)) : h("span", { class: "fine" }, t(inboxText.none)),
      isOverdue(row, trust) ? h("span", { class: "badge badge-bad" }, toneIcon("warn", 16), t(inboxText.overdue)) : null,
    ),
    cell(
      t(inboxText.status),
      statusBadge(workflowOf(trust, row.procedure), row.status),
      row.supplementWaiting
        ? h("span", { class: "badge badge-info" }, toneIcon("info", 16), t(inboxText.supplement))
        : null,
    ),
  );
}

function select(
  label: string,
  options: [value: string, text: string][],
  chosen: string,
  changed: (value: string) => void,
): HTMLElement {
  const id = uid("filter");
  const control = h("select", { id, onchange: () => changed(control.value) });
  control.append(...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  return h("div", { class: "field" }, h("label", { for: id }, label), control);
}

// Kept while the page lives, so that coming back from a dossier shows the same list.
const filter = { status: "open", channel: "all" };

export async function inboxPage(): Promise<View> {
  const [found] = await Promise.all([trust(), need("officer")]);
  const rows = (await server.desk.dossiers()).sort(order(found));
  const title = t(inboxText.title);
  const list = h("div", { class: "card card-table" });
  const count = h("p", { class: "fine" });
  // Statuses of several workflows: one line for each name.
  const names = new Map(
    found.codes.flatMap((code) => workflowOf(found, code)?.statuses ?? []).map(({ name }) => [name.vi, name]),
  );

  const draw = (): void => {
    const shown = rows.filter(
      (row) =>
        (filter.status === "all" ||
          (filter.status === "open"
            ? statusOf(row, found)?.terminal !== true
            : statusOf(row, found)?.name.vi === filter.status)) &&
        (filter.channel === "all" || row.channel === filter.channel),
    );
    fill(count, t(inboxText.count, { n: shown.length }));
    const heads = ["number", "procedure", "subject", "filer", "channel", "received", "due", "status"] as const;
    fill(
      list,
      shown.length === 0
        ? h("div", { class: "empty" }, h("h2", null, t(inboxText.empty)), h("p", null, t(inboxText.emptyText)))
        : h(
            "table",
            { class: "table" },
            h("caption", { class: "visually-hidden" }, title),
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                heads.map((head) => h("th", { scope: "col" }, t(inboxText[head]))),
              ),
            ),
            h(
              "tbody",
              null,
              shown.map((row) => line(row, found)),
            ),
          ),
    );
  };
  const changed = (name: keyof typeof filter) => (value: string) => {
    filter[name] = value;
    draw();
    announce(count.textContent ?? "");
  };
  draw();
  const statuses = [...names].map(([key, name]): [string, string] => [key, t(name)]);
  const channels = (["online", "desk", "post"] as const).map((one): [string, string] => [one, channelName(one)]);
  const element = page(
    null,
    title,
    null,
    h(
      "form",
      {
        class: "filters",
        role: "search",
        "aria-label": t(inboxText.filter),
        onsubmit: (event) => event.preventDefault(),
      },
      select(
        t(inboxText.status),
        [["open", t(inboxText.open)], ["all", t(inboxText.all)], ...statuses],
        filter.status,
        changed("status"),
      ),
      select(t(inboxText.channel), [["all", t(inboxText.all)], ...channels], filter.channel, changed("channel")),
      button(t(inboxText.reload), () => void refresh(), "button button-quiet"),
      count,
    ),
    list,
  );
  element.classList.add("page-wide");
  return { title, element };
}
