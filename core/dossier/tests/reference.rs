//! The core beside a second engine, written independently in JavaScript (`tests/reference/dossier.mjs`): refusals,
//! status, due date by law, what comes next, and the on-time index, over random logs of every shipped workflow.
//!
//! `MOTCUA_LOGS` says how many logs; `cargo xtask test --only reference` runs 100,000.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use common::Dice;
use motcua_dossier::due::{Outage, Rules, due_date, standing};
use motcua_dossier::{kpi, state, workflow};
use motcua_types::deadline::{Term, TermUnit};
use motcua_types::dossier::{DossierState, HistoryEntry, Workflow};
use motcua_types::event::{ActorRole, DossierEvent, Reason, Received, StatusChange};
use motcua_types::submission::Channel;
use motcua_vn::calendar::Calendar;
use motcua_vn::date::DateTime;

const ROLES: [(ActorRole, &str); 6] = [
    (ActorRole::Citizen, "citizen"),
    (ActorRole::Intake, "intake"),
    (ActorRole::Reception, "reception"),
    (ActorRole::Processing, "processing"),
    (ActorRole::Delivery, "delivery"),
    (ActorRole::System, "system"),
];
const UNITS: [&str; 3] = ["H29.01.15/commune", "H29.01.16/commune", "H29.01.16/police"];
/// Units and agencies a change may point to; a dossier's id looks like no unit.
const TARGETS: [&str; 3] = ["H29.01.15/commune", "H29.01.16", "H29.01.16/commune"];
const PACKETS: [&str; 5] = ["submission", "supplement", "consent", "evidence", "rating"];
const TERMS: [(TermUnit, &str, u32); 7] = [
    (TermUnit::SameDay, "sameDay", 1),
    (TermUnit::WorkingDay, "workingDay", 30),
    (TermUnit::CalendarDay, "calendarDay", 40),
    (TermUnit::WorkingHour, "workingHour", 60),
    (TermUnit::Month, "month", 4),
    (TermUnit::Hour, "hour", 90),
    (TermUnit::Minute, "minute", 90),
];

fn written(seconds: i64) -> String {
    DateTime::from_unix(seconds).unwrap().to_rfc3339()
}

fn seconds(text: &str) -> i64 {
    DateTime::parse(text).unwrap().unix()
}

/// A moment between 2020 and 2026, often within office hours and often just at their edges.
fn somewhen(dice: &mut Dice) -> i64 {
    let day = dice.below(6 * 365) as i64;
    let second = match dice.below(6) {
        0 => 15 * 3600 - 1 + dice.below(2) as i64,
        1 => 17 * 3600 - 1 + dice.below(2) as i64,
        2 => dice.below(86_400) as i64,
        _ => 27_000 + dice.below(34_200) as i64,
    };
    seconds("2020-02-01T00:00:00+07:00") + day * 86_400 + second
}

/// A log as it is tried: the question for the other engine, and the core's answer.
fn log(dice: &mut Dice, flows: &[Workflow]) -> (String, String) {
    let flow = &flows[dice.below(flows.len())];
    let calendar = Calendar::embedded();
    let (unit, unit_word, most) = TERMS[dice.below(TERMS.len())];
    let cutoff = [None, Some("15:00"), Some("16:30")][dice.below(3)];
    let term = Term {
        amount: dice.below(most as usize) as u32,
        unit,
        cutoff: cutoff.map(str::to_owned),
        legal_basis: "Luật Hộ tịch 60/2014/QH13".to_owned(),
    };
    let mut state = state::empty("urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10");
    let mut at = somewhen(dice);
    let (mut events, mut verdicts) = (Vec::new(), Vec::new());
    for _ in 0..3 + dice.below(14) {
        at += match dice.below(8) {
            0 if dice.below(2) == 0 => -(dice.below(90_000) as i64),
            0..=2 => dice.below(3_600) as i64,
            3..=5 => dice.below(2 * 86_400) as i64,
            _ => dice.below(12 * 86_400) as i64,
        };
        if dice.below(6) == 0 {
            // To the second at which a rule turns.
            let edge = [15, 17][dice.below(2)] * 3_600 - dice.below(2) as i64;
            at += edge - i64::from(DateTime::from_unix(at).unwrap().local().1);
        }
        let (event, text) = attempt(dice, flow, &term, &state, at);
        let issuer = UNITS[dice.below(UNITS.len())];
        events.push(format!(r#"{{"at":{at},"issuer":"{issuer}",{text}}}"#));
        let entry = HistoryEntry {
            seq: state.size,
            at: written(at),
            issuer: issuer.to_owned(),
            hash: String::new(),
            event,
        };
        let before = state.clone();
        match state::advance(flow, &mut state, entry) {
            Ok(()) => {
                state.size += 1;
                verdicts.push("ok");
            }
            Err(error) => {
                assert!(state == before, "a refused event left a trace");
                // Goes on from the last event that counted, most of the time.
                at = state.history.last().map_or(at, |entry| seconds(&entry.at));
                verdicts.push(error.code());
            }
        }
    }
    let outages: Vec<Outage> = (0..dice.below(3))
        .map(|_| {
            let from = at - dice.below(20 * 86_400) as i64;
            Outage { from, to: from + dice.below(40 * 3_600) as i64 }
        })
        .collect();
    let now = at + dice.below(20 * 86_400) as i64;
    let period_end = at - 4 * 86_400 + dice.below(30 * 86_400) as i64;
    let appointment = [kpi::Appointment::First, kpi::Appointment::Last][dice.below(2)];
    let with_term = dice.below(2) == 0;

    let mut question = String::new();
    let cutoff = cutoff.map_or("null".to_owned(), |cutoff| format!("{cutoff:?}"));
    let spans: Vec<String> = outages.iter().map(|o| format!("[{},{}]", o.from, o.to)).collect();
    write!(
        question,
        r#"{{"flow":"{}","term":{{"amount":{},"unit":"{unit_word}","cutoff":{cutoff}}},"events":[{}],"outages":[{}],"now":{now},"period":{period_end},"appointment":"{}","withTerm":{with_term}}}"#,
        flow.id,
        term.amount,
        events.join(","),
        spans.join(","),
        if appointment == kpi::Appointment::First { "first" } else { "last" },
    )
    .unwrap();

    let rules = Rules { calendar, workflow: flow, term: &term, outages: &outages };
    let standing = standing(&rules, &state, now).unwrap();
    let rules =
        kpi::Rules { calendar, workflow: flow, term: with_term.then_some(&term), appointment, period_end };
    let index = kpi::kpi_on_time(&rules, &state).unwrap();
    let next: Vec<String> =
        standing.next.iter().map(|next| format!("{}@{}", next.id, seconds(&next.by))).collect();
    let camel = |word: String| word[..1].to_lowercase() + &word[1..];
    let index = match (&index.end, &index.due) {
        (Some(end), Some(due)) => format!(
            "{} {} {} {} {}",
            camel(format!("{:?}", index.verdict)),
            index.requests,
            seconds(end),
            seconds(due),
            index.supplement_minutes
        ),
        _ => format!("{} {}", camel(format!("{:?}", index.verdict)), index.requests),
    };
    let answer = format!(
        "{} | {}/{} | {} {} {} {} {} {} {} | {index}",
        verdicts.join(" "),
        state.status,
        state.national.unwrap_or_default(),
        camel(format!("{:?}", standing.clock)),
        standing.due.as_ref().map_or(String::new(), |due| seconds(&due.due).to_string()),
        standing.starts,
        standing.days_left,
        standing.overdue,
        standing.days_late,
        next.join(","),
    );
    (question, answer)
}

/// Something that somebody tries: mostly what the table has from here, sometimes anything.
fn attempt(
    dice: &mut Dice,
    flow: &Workflow,
    term: &Term,
    state: &DossierState,
    at: i64,
) -> (DossierEvent, String) {
    let awaits = workflow::status(flow, state.status).and_then(|status| status.awaits.as_deref());
    let packet = match (state.history.is_empty(), awaits, dice.below(12)) {
        (true, _, 0..=7) => Some(if flow.id == "traffic-fine" { "evidence" } else { "submission" }),
        (_, Some(kind), 0..=4) => Some(kind),
        (_, _, 11) => Some(PACKETS[dice.below(PACKETS.len())]),
        _ => None,
    };
    if let Some(kind) = packet {
        let received = Received {
            kind: kind.to_owned(),
            packet: "sha-256:packet".to_owned(),
            channel: Channel::Online,
            number: None,
        };
        return (DossierEvent::Received(received), format!(r#""kind":"packet","type":"{kind}""#));
    }
    let open: Vec<_> = flow.transitions.iter().filter(|t| t.from == state.status).collect();
    let ends = |to: u32| workflow::status(flow, to).is_some_and(|status| status.terminal);
    // Ways that end the dossier are a second choice, or most logs would be short; an apology is a first one.
    let edge = (!open.is_empty() && dice.below(12) > 0).then(|| {
        let (one, other) = (open[dice.below(open.len())], open[dice.below(open.len())]);
        if ends(one.to) || (other.reappoints && !ends(other.to)) { other } else { one }
    });
    let to = edge.map_or_else(|| dice.below(18) as u32, |edge| edge.to);
    let (actor, word) = match edge.filter(|_| dice.below(10) > 0) {
        Some(edge) => {
            let actor = edge.actors[dice.below(edge.actors.len())];
            *ROLES.iter().find(|(role, _)| *role == actor).unwrap()
        }
        None => ROLES[dice.below(ROLES.len())],
    };
    let mut text = format!(r#""kind":"status","to":{to},"actor":"{word}""#);
    let items = if dice.below(8) == 0 { 0 } else { 1 + dice.below(3) };
    let reason = (dice.below(12) > 0).then(|| Reason {
        code: "other".to_owned(),
        note: None,
        items: (0..items).map(|item| format!("item {item}")).collect(),
    });
    if let Some(reason) = &reason {
        write!(text, r#","reason":true,"items":{}"#, reason.items.len()).unwrap();
    }
    let target = (dice.below(8) > 0).then(|| TARGETS[dice.below(TARGETS.len())].to_owned());
    if let Some(target) = &target {
        write!(text, r#","target":"{target}""#).unwrap();
    }
    let code = match dice.below(20) {
        0 => Some("H29.01.15-261118-0002".to_owned()),
        1 => None,
        _ => edge.is_some_and(|edge| edge.binds_code).then(|| "H29.01.15-261118-0001".to_owned()),
    };
    if let Some(code) = &code {
        write!(text, r#","code":"{code}""#).unwrap();
    }
    let counted = || due_date(Calendar::embedded(), term, at).ok();
    let due = match edge {
        Some(edge) if edge.starts_clock && dice.below(8) > 0 => counted(),
        Some(edge) if edge.reappoints && dice.below(10) > 0 => state.due.clone().map(|mut due| {
            due.due = written(seconds(&due.due) + (dice.below(20) as i64 - 2) * 86_400);
            due
        }),
        _ => None,
    };
    if let Some(due) = &due {
        write!(text, r#","due":{}"#, seconds(&due.due)).unwrap();
    }
    let change = StatusChange {
        status: to,
        actor,
        officer: None,
        officer_name: None,
        form: None,
        code,
        target,
        due,
        reason,
    };
    (DossierEvent::Status(change), text)
}

#[test]
fn a_second_engine_agrees_on_random_logs() {
    let number: usize = std::env::var("MOTCUA_LOGS").map_or(2_000, |text| text.parse().unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let flows: Vec<Workflow> = workflow::SHIPPED.iter().map(|id| workflow::shipped(id).unwrap()).collect();
    let mut node = Command::new("node")
        .arg(root.join("tests/reference/dossier.mjs"))
        .arg(root.join("core/forms/procedures/workflows"))
        .arg(root.join("core/vn/data/calendar.txt"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node 20 or newer runs the second engine");
    let mut questions = node.stdin.take().unwrap();
    let answers = BufReader::new(node.stdout.take().unwrap());
    // Questions travel ahead of answers: a pipe holds only so much.
    let (tell, told) = std::sync::mpsc::channel::<(String, String)>();
    let asking = std::thread::spawn(move || {
        let mut dice = Dice(2026);
        for _ in 0..number {
            let (question, answer) = log(&mut dice, &flows);
            writeln!(questions, "{question}").unwrap();
            tell.send((question, answer)).unwrap();
        }
    });
    let mut seen = 0;
    let mut reached = std::collections::BTreeMap::<String, usize>::new();
    for (line, (question, answer)) in answers.lines().zip(told) {
        assert_eq!(line.unwrap(), answer, "the other engine and the core, on {question}");
        for part in answer.split([' ', '|']).filter(|part| part.starts_with(|c: char| c.is_alphabetic())) {
            *reached.entry(part.split('@').next().unwrap().to_owned()).or_default() += 1;
        }
        seen += 1;
    }
    asking.join().unwrap();
    assert!(node.wait().unwrap().success());
    assert_eq!(seen, number);
    // Agreement on nothing would be easy: every refusal, clock and verdict must have come up.
    let expected = "ok dossier/clockBackwards dossier/illegalTransition dossier/roleNotAllowed \
        dossier/supplementRequired dossier/cosignRequired dossier/reappointedOnce dossier/apologyTooLate \
        dossier/evidenceRequired dossier/notReceiver dossier/reasonRequired dossier/itemsRequired \
        dossier/targetRequired dossier/newDueRequired log/codeChanged notStarted running paused stopped ended \
        cancelled onTime late notCounted result";
    for word in expected.split_whitespace() {
        assert!(reached.contains_key(word), "{word} never came up in {reached:?}");
    }
}
