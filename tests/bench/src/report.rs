//! A table for people, JSON for programs.

use motcua::json::{Object, Value, to_canonical_string};

use crate::measure::{Goal, GroupResult, ROUNDS, WINDOW};

/// The results as an aligned table.
pub(crate) fn table(groups: &[GroupResult]) -> String {
    let mut out = String::new();
    for group in groups {
        let peer = group.peer.as_ref().map(|peer| format!(" · compared with {peer}")).unwrap_or_default();
        out.push_str(&format!("\n{}{peer}\n", group.name));
        for case in &group.cases {
            let spread = format!("{} to {}", duration(case.low), duration(case.high));
            let rate = case.rate.map(|rate| format!("{rate:.1} MB/s")).unwrap_or_default();
            let ratio = case.ratio.map(|ratio| format!("{ratio:.2}x")).unwrap_or_default();
            let goal = case.goal.map(|(goal, reached)| format!("{} {}", aim(goal), word(reached)));
            let row = format!(
                "  {:<32} {:>10} {spread:>22} {rate:>12} {ratio:>8}  {}",
                case.name,
                duration(case.median),
                goal.unwrap_or_default()
            );
            out.push_str(row.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The results as one JSON object: times in nanoseconds, `ratio` in times the peer's speed.
pub(crate) fn json(suite: &str, groups: &[GroupResult]) -> String {
    let mut top = Object::new();
    top.insert("suite", suite);
    top.insert("target", format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS).as_str());
    top.insert("rounds", Value::from(ROUNDS as i64));
    top.insert("windowMs", Value::from(WINDOW.as_millis() as i64));
    let groups = groups.iter().map(|group| {
        let mut object = Object::new();
        object.insert("name", group.name.as_str());
        if let Some(peer) = &group.peer {
            object.insert("peer", peer.as_str());
        }
        let cases = group.cases.iter().map(|case| {
            let mut object = Object::new();
            object.insert("name", case.name.as_str());
            let numbers = [
                ("medianNs", Some(case.median)),
                ("lowNs", Some(case.low)),
                ("highNs", Some(case.high)),
                ("megabytesPerSecond", case.rate),
                ("ratio", case.ratio),
            ];
            for (name, number) in numbers {
                if let Some(number) = number.and_then(tenths) {
                    object.insert(name, number);
                }
            }
            if let Some((goal, reached)) = case.goal {
                object.insert("goal", aim(goal).as_str());
                object.insert("reached", Value::Bool(reached));
            }
            Value::Object(object)
        });
        object.insert("cases", cases.collect::<Vec<_>>());
        Value::Object(object)
    });
    top.insert("groups", groups.collect::<Vec<_>>());
    to_canonical_string(&Value::Object(top))
}

/// A number with three digits after the point, as JSON.
fn tenths(number: f64) -> Option<Value> {
    let text = format!("{number:.3}");
    motcua::json::parse(text.as_bytes(), &motcua::json::Policy::RFC8259).ok()
}

fn aim(goal: Goal) -> String {
    match goal {
        Goal::Nanoseconds(most) => format!("at most {}", duration(most)),
        Goal::TimesPeer(least) => format!("at least {}x", (least * 100.0).round() / 100.0),
    }
}

fn word(reached: bool) -> &'static str {
    if reached { "reached" } else { "NOT REACHED" }
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measure::CaseResult;

    #[test]
    fn says_what_was_measured() {
        let case = |name: &str, median, ratio, goal| CaseResult {
            name: name.into(),
            median,
            low: median,
            high: median,
            rate: None,
            ratio: Some(ratio),
            goal,
        };
        let cases = vec![
            case("ours", 250.0, 4.0, Some((Goal::TimesPeer(3.5), true))),
            case("them", 1000.0, 1.0, None),
        ];
        let groups = [GroupResult { name: "checks".into(), peer: Some("them".into()), cases }];
        let table = table(&groups);
        assert!(table.contains("checks · compared with them"));
        assert!(table.contains("250 ns") && table.contains("4.00x  at least 3.5x reached"));
        assert!(table.contains("1.00 µs"));
        let json = json("vn", &groups);
        let value = motcua::json::parse(json.as_bytes(), &motcua::json::Policy::RFC8259).unwrap();
        let median = value.pointer("/groups/0/cases/0/medianNs").and_then(Value::as_i64);
        assert_eq!(median, Some(250));
        assert_eq!(value.pointer("/groups/0/cases/0/reached"), Some(&Value::Bool(true)));
    }
}
