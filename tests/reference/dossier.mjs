// A second dossier engine, for tests alone: status, due date and on-time index from the workflow documents and the
// calendar's text, written from the law and not from the core. Where the core steps through days and keeps a state,
// this asks questions of the list of events and computes with ordinal numbers of working days.
//
// node dossier.mjs WORKFLOWS CALENDAR < questions.jsonl > answers.txt; one question and one answer a line, see
// core/dossier/tests/reference.rs.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [folder, calendarFile] = process.argv.slice(2);
const flows = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")))
    .map((flow) => [
      flow.id,
      {
        ...flow,
        status: new Map(flow.statuses.map((one) => [one.code, one])),
        edge: new Map(flow.transitions.map((one) => [`${one.from}>${one.to}`, one])),
      },
    ]),
);

// ---- Days: numbers since 1970-01-01 in Vietnam, UTC+7 ----

const DAY = 86400;
const ZONE = 7 * 3600;
const dayOf = (t) => Math.floor((t + ZONE) / DAY);
const secondOf = (t) => (t + ZONE) - dayOf(t) * DAY;
const momentOf = (day, second) => day * DAY + second - ZONE;
const dayOfText = (text) => Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10)) / (DAY * 1000);

const off = new Set();
const worked = new Set();
let span = [2020, 2027];
for (const line of readFileSync(calendarFile, "utf8").split("\n")) {
  const [kind, a, ...rest] = line.trim().split(";");
  if (kind === "covers") span = [+a, +rest[0]];
  if (rest.at(-1) === "uncertain") continue;
  if (kind === "off") off.add(dayOfText(a));
  if (kind === "work") worked.add(dayOfText(a));
}
const FIRST = dayOfText(`${span[0]}-01-01`);
const LAST = dayOfText(`${span[1]}-12-31`);
const isWorked = (day) => worked.has(day) || (!off.has(day) && (day + 3) % 7 < 5);
/** Working days in order, and for each day how many there are up to and including it. */
const days = [];
const upTo = new Int32Array(LAST - FIRST + 1);
for (let day = FIRST; day <= LAST; day += 1) {
  if (isWorked(day)) days.push(day);
  upTo[day - FIRST] = days.length;
}
const ordinal = (day) => upTo[day - FIRST];
const later = (day, count) => days[ordinal(day) + count - 1];
const openFrom = (day) => (isWorked(day) ? day : later(day, 1));

// ---- Office time: 07:30–11:30 and 13:00–17:00 ----

const [OPEN, NOON, BACK, CLOSE] = [7.5, 11.5, 13, 17].map((hour) => hour * 3600);
const HALF = NOON - OPEN;
const FULL = HALF + CLOSE - BACK;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
/** Office seconds since the first day of the calendar. */
const office = (t) => {
  const [day, second] = [dayOf(t), secondOf(t)];
  const today = isWorked(day) ? clamp(second - OPEN, 0, HALF) + clamp(second - BACK, 0, CLOSE - BACK) : 0;
  return (ordinal(day) - (isWorked(day) ? 1 : 0)) * FULL + today;
};
/** The moment at which so many office seconds have passed; the end of a session rather than the start of the next. */
const atOffice = (seconds) => {
  const index = Math.ceil(seconds / FULL) - 1;
  const rest = seconds - index * FULL;
  return momentOf(days[index], rest <= HALF ? OPEN + rest : BACK + rest - HALF);
};

// ---- The law's due date ----

const clockUnits = { hour: 3600, minute: 60 };

const addMonths = (day, months) => {
  const date = new Date(day * DAY * 1000);
  const month = date.getUTCMonth() + months;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)) / (DAY * 1000);
};

const overlap = (pause, start) => [Math.max(pause[0], start), pause[1]];

function due(start, { amount, unit, cutoff }, pauses) {
  if (amount > 0 && clockUnits[unit]) {
    return pauses.reduce(
      (end, pause) => (pause[0] < end ? end + Math.max(0, pause[1] - Math.max(pause[0], start)) : end),
      start + amount * clockUnits[unit],
    );
  }
  let begin = start;
  if (cutoff) {
    const [hour, minute] = cutoff.split(":").map(Number);
    const tooLate = secondOf(start) >= hour * 3600 + minute * 60;
    if (tooLate || !isWorked(dayOf(start))) begin = momentOf(later(dayOf(start), 1), OPEN);
  }
  const day = dayOf(begin);
  if (unit === "workingHour" && amount > 0) {
    return pauses.reduce((end, pause) => {
      if (pause[0] >= end) return end;
      const [from, to] = overlap(pause, begin);
      const lost = to > from ? office(to) - office(from) : 0;
      return lost > 0 ? atOffice(office(end) + lost) : end;
    }, atOffice(office(begin) + amount * 3600));
  }
  if (unit === "sameDay" || amount === 0) {
    const closed = secondOf(begin) >= CLOSE && isWorked(day);
    return afterPauses(openFrom(closed ? day + 1 : day), true, begin, pauses);
  }
  if (unit === "workingDay") return afterPauses(later(day, amount), true, begin, pauses);
  return afterPauses(unit === "month" ? addMonths(day, amount) : day + amount, false, begin, pauses);
}

/** The day on which offices are open at a moment or next after it. */
const officeDay = (t) => (isWorked(dayOf(t)) && secondOf(t) < CLOSE ? dayOf(t) : later(dayOf(t), 1));

/** Moves the last day by the days that pauses hold: working days for terms in working days, else calendar days. */
function afterPauses(last, inWorkingDays, start, pauses) {
  const end = (day) => momentOf(openFrom(day), CLOSE);
  return end(
    pauses.reduce((day, pause) => {
      if (pause[0] >= end(day)) return day;
      const [from, to] = overlap(pause, start);
      if (to <= from) return day;
      if (!inWorkingDays) return day + dayOf(to) - dayOf(from);
      const lost = ordinal(officeDay(to)) - ordinal(officeDay(from));
      return lost > 0 ? later(openFrom(day), lost) : day;
    }, last),
  );
}

/** Spans joined where they touch, cut off before a moment. */
function joined(spans, since) {
  const cut = spans.map(([from, to]) => [Math.max(from, since), to]).filter(([from, to]) => to > from);
  return cut
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .reduce((list, [from, to]) => {
      const last = list.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else list.push([from, to]);
      return list;
    }, []);
}

// ---- Events ----

/** Changes of status that the workflow knows, each with the status before it. */
const changesOf = (flow, log) =>
  log
    .filter((event) => event.kind === "status" && flow.status.has(event.to))
    .map((event, i, all) => ({ ...event, from: i > 0 ? all[i - 1].to : 0 }))
    .map((event) => ({ ...event, edge: flow.edge.get(`${event.from}>${event.to}`), def: flow.status.get(event.to) }));

const VOID = ["stopped", "cancelled", "notStarted"];

/** The due date that stands signed in the log. */
const signedDue = (changes) =>
  changes.reduce((due, change) => change.due ?? (VOID.includes(change.def.clock) ? null : due), null);

const guards = {
  arrived: ({ arrived }) => (arrived > 0 ? null : "dossier/supplementRequired"),
  allArrived: ({ arrived, asked }) => (arrived >= asked ? null : "dossier/cosignRequired"),
  accepted: ({ code }) => (code ? null : "dossier/illegalTransition"),
  neverAccepted: ({ code }) => (code ? "dossier/illegalTransition" : null),
  notReappointed: ({ again }) => (again ? "dossier/reappointedOnce" : null),
  dayBeforeDue: ({ due, event }) => (due && dayOf(event.at) < dayOf(due) ? null : "dossier/apologyTooLate"),
  evidence: ({ evidence }) => (evidence ? null : "dossier/evidenceRequired"),
  receiver: ({ target, event }) =>
    target && [event.issuer, event.issuer.split("/")[0]].includes(target) ? null : "dossier/notReceiver",
};

/** Why an event may not follow, or null. */
function refusal(flow, log, event) {
  if (log.length > 0 && event.at < log.at(-1).at) return "dossier/clockBackwards";
  if (event.kind === "packet") return event.type === "submission" && log.length > 0 ? "dossier/illegalTransition" : null;
  if (!flow.status.has(event.to)) return null;
  const changes = changesOf(flow, log);
  const last = changes.at(-1);
  const edge = flow.edge.get(`${last?.to ?? 0}>${event.to}`);
  if (!edge) return "dossier/illegalTransition";
  if (!edge.actors.includes(event.actor)) return "dossier/roleNotAllowed";
  const since = last ? log.findLastIndex((one) => one.kind === "status" && flow.status.has(one.to)) : -1;
  const awaits = last?.def.awaits;
  const code = changes.find((change) => change.code)?.code;
  const due = signedDue(changes);
  const facts = {
    event,
    code,
    due,
    arrived: log.slice(since + 1).filter((one) => one.kind === "packet" && awaits && one.type === awaits).length,
    asked: awaits ? (last.items ?? 0) : 0,
    again: changes.some((change) => change.edge.reappoints),
    evidence: log.some((one) => one.kind === "packet" && one.type === "evidence"),
    target: last?.edge.target ? last.target : null,
  };
  for (const guard of edge.guards ?? []) {
    const found = guards[guard](facts);
    if (found) return found;
  }
  if (edge.reason && !event.reason) return "dossier/reasonRequired";
  if (edge.items && !(event.reason && event.items > 0)) return "dossier/itemsRequired";
  if (edge.target && !event.target) return "dossier/targetRequired";
  if (code && event.code && event.code !== code) return "log/codeChanged";
  if (edge.reappoints && !(event.due && (!due || event.due > due))) return "dossier/newDueRequired";
  return null;
}

// ---- Standing ----

const waits = (change) => change.def.clock === "paused" || change.def.clock === "stopped";

function standing(flow, changes, { term, outages, now }) {
  const clock = changes.at(-1)?.def.clock ?? "notStarted";
  const begun = changes.findLastIndex((change) => change.edge.startsClock);
  const voided = changes.findLastIndex((change) => change.def.clock === "notStarted" && !change.edge.startsClock);
  const runs = begun > voided && ["running", "paused", "ended"].includes(clock);
  const tail = changes.slice(begun);
  const start = changes[begun]?.at;
  const over = (change) => ["ended", "cancelled"].includes(change.def.clock);
  const firstOver = changes.findLastIndex((change) => !over(change)) + 1;
  const reference = clock === "ended" ? changes[firstOver].at : now;
  const again = tail.findLast((change) => change.edge.reappoints && change.due);
  let end = null;
  if (runs) {
    const spans = tail
      .map((change, i) => [change, tail[i + 1]])
      .filter(([change]) => waits(change))
      .map(([change, next]) => [change.at, next ? next.at : now]);
    const cut = outages.map(([from, to]) => [from, Math.min(to, from + DAY)]);
    const pauses = joined([...spans, ...cut], again ? again.at : start);
    end = again ? afterPauses(openFrom(dayOf(again.due)), true, start, pauses) : due(start, term, pauses);
  }
  const overdue = end !== null && reference > end;
  const left = end !== null && clock !== "ended" ? Math.max(0, ordinal(dayOf(end)) - ordinal(dayOf(now))) : 0;
  const late = overdue ? ordinal(dayOf(reference)) - ordinal(dayOf(end)) : 0;
  const here = changes.at(-1)?.to ?? 0;
  const next = (flow.timers ?? [])
    .filter((timer) => timer.during.includes(here))
    .map((timer) => [timer, changes.findLast((c) => c.from !== c.to && timer.from.includes(c.to))])
    .filter(([, entry]) => entry)
    .map(([timer, entry]) => [timer.id, due(entry.at, timer.term, [])]);
  if (end !== null && clock === "running") next.push(["result", end]);
  next.sort((a, b) => a[1] - b[1]);
  const starts = changes.filter((change) => change.edge.startsClock).length;
  return [clock, end, starts, left, overdue, late, next.map((one) => one.join("@")).join(",")].join(" ");
}

// ---- Index 2.1 of Decision 766/QĐ-TTg ----

function onTime(changes, { term, period, appointment, withTerm }) {
  const seen = changes.filter((change, i) => changes.slice(0, i + 1).every((one) => one.at <= period));
  const asks = (change) => change.def.kpi === "request";
  const fresh = (change, i) => asks(change) && !(i > 0 && asks(seen[i - 1]));
  const requests = seen.filter(fresh).length;
  const first = seen.find((change) => change.edge.startsClock);
  const promised =
    appointment === "last"
      ? seen.findLast((change) => change.due)
      : seen.find((change) => change.edge.startsClock && change.due);
  if (!first || (!promised && !withTerm)) return `notCounted ${requests}`;
  const limit = promised ? promised.due : due(first.at, term, []);
  const last = seen.at(-1);
  let end = period;
  if (last.def.kpi === "closed") end = seen[seen.findLastIndex((change) => change.def.kpi !== "closed") + 1].at;
  else if (asks(last) && requests === 1) end = seen[seen.findLastIndex(fresh)].at;
  const supplied = seen
    .map((change, i) => [change, i])
    .filter(([change, i]) => fresh(change, i))
    .map(([change, i]) => [change.at, seen.slice(i).find((one) => !asks(one))?.at ?? (requests > 1 ? period : change.at)])
    .reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - clamp(from, first.at, Math.max(first.at, end))), 0);
  const late = requests > 1 || end - supplied > limit;
  return [late ? "late" : "onTime", requests, end, limit, Math.floor(supplied / 60)].join(" ");
}

// ---- One line in, one line out ----

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
let out = [];
for await (const line of lines) {
  const question = JSON.parse(line);
  const flow = flows[question.flow];
  const log = [];
  const verdicts = question.events.map((event) => {
    const found = refusal(flow, log, event);
    if (!found) log.push(event);
    return found ?? "ok";
  });
  const changes = changesOf(flow, log);
  const national = changes.reduce((code, change) => change.def.national ?? code, 0);
  const status = changes.at(-1)?.to ?? 0;
  out.push(
    [verdicts.join(" "), `${status}/${national}`, standing(flow, changes, question), onTime(changes, question)].join(" | "),
  );
  if (out.length >= 500) {
    process.stdout.write(`${out.join("\n")}\n`);
    out = [];
  }
}
process.stdout.write(out.map((one) => `${one}\n`).join(""));
