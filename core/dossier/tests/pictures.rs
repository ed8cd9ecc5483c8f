//! The pictures in `docs/workflows` are those of the shipped workflows. `cargo xtask workflows` writes them; look at
//! them before you commit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod draw;

use std::fmt::Write;
use std::path::Path;

use draw::layout::{Place, layout};
use draw::mermaid::mermaid;
use draw::svg::svg;
use draw::words::Lang;
use motcua_dossier::workflow;
use motcua_types::deadline::TermUnit;
use motcua_types::dossier::{Side, Workflow};

fn files() -> Vec<(String, String)> {
    let flows: Vec<Workflow> = workflow::SHIPPED.iter().map(|id| workflow::shipped(id).unwrap()).collect();
    let mut files = vec![("README.md".to_owned(), readme(&flows))];
    for flow in &flows {
        for lang in Lang::ALL {
            files.push((format!("{}.{}.svg", flow.id, lang.code()), svg(flow, lang)));
            files.push((format!("{}.{}.mmd", flow.id, lang.code()), mermaid(flow, lang)));
        }
    }
    files
}

fn readme(flows: &[Workflow]) -> String {
    let mut text = String::from(
        "# Workflows\n\n\
         Drawn from `core/forms/procedures/workflows` by `cargo xtask workflows`. Each change has a number; its line has \
         the colour of who makes it. What every role may do in every situation is in `core/dossier/tests/table`.\n",
    );
    for flow in flows {
        let name = flow.name.as_ref().unwrap();
        write!(text, "\n## {} · {}\n\n", name.vi, name.en).unwrap();
        writeln!(text, "`{}` {}, changes **{}** from:\n", flow.id, flow.version, flow.mark).unwrap();
        for basis in &flow.legal_basis {
            writeln!(text, "- {basis}").unwrap();
        }
        writeln!(text, "\n![{}]({}.vi.svg)\n", name.vi, flow.id).unwrap();
        writeln!(
            text,
            "In English: [picture]({0}.en.svg). Mermaid: [vi]({0}.vi.mmd), [en]({0}.en.mmd).",
            flow.id
        )
        .unwrap();
        if flow.timers.is_empty() {
            continue;
        }
        text.push_str(
            "\n| time limit | runs in | who | how long | basis | mark |\n|---|---|---|---|---|---|\n",
        );
        for timer in &flow.timers {
            let codes: Vec<String> = timer.during.iter().map(u32::to_string).collect();
            let who = if timer.party == Side::Agency { "agency" } else { "applicant" };
            let unit = match timer.term.unit {
                TermUnit::SameDay => "same day",
                TermUnit::WorkingDay => "working days",
                TermUnit::CalendarDay => "calendar days",
                TermUnit::WorkingHour => "working hours",
                TermUnit::Month => "months",
                TermUnit::Hour => "hours",
                TermUnit::Minute => "minutes",
            };
            let then = timer.then.map_or(String::new(), |to| format!(", then {to}"));
            writeln!(
                text,
                "| {} · {} | {} | {who} | {} {unit}{then} | {} | {} |",
                timer.name.vi,
                timer.name.en,
                codes.join(", "),
                timer.term.amount,
                timer.term.legal_basis,
                timer.mark
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn the_pictures_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/workflows");
    let bless = std::env::var_os("MOTCUA_BLESS").is_some();
    let files = files();
    if bless {
        std::fs::create_dir_all(&folder).unwrap();
    }
    for (name, text) in &files {
        let path = folder.join(name);
        if bless {
            std::fs::write(&path, text).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == *text, "docs/workflows/{name} is not current: cargo xtask workflows");
    }
    let kept = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(kept, files.len(), "a picture of a workflow that is gone");
}

#[test]
fn boxes_have_room_and_lines_pass_between_them() {
    for id in workflow::SHIPPED {
        let flow = workflow::shipped(id).unwrap();
        let lines: Vec<(u32, u32)> = flow.transitions.iter().map(|t| (t.from, t.to)).collect();
        let plan = layout(&lines, 176.0);
        let row = |place: &Place| match place {
            Place::Box(status) => plan.row[status],
            Place::Bend(_, row) => *row,
        };
        for (one, x) in &plan.x {
            for (other, y) in plan.x.iter().filter(|(other, _)| *other != one && row(other) == row(one)) {
                let boxes = [one, other].iter().filter(|place| matches!(place, Place::Box(_))).count() as f64;
                assert!((x - y).abs() > boxes * 88.0 + 10.0, "{id}: {one:?} and {other:?} overlap");
            }
        }
        for (way, (from, to)) in plan.ways.iter().zip(&lines) {
            assert_eq!(way.is_empty(), from == to);
            assert!(way.windows(2).all(|pair| row(&pair[0]) + 1 == row(&pair[1])), "{id}: {way:?}");
        }
    }
}
