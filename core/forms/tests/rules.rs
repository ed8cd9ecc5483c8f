//! Rules that nobody can answer, and rules that want to run for ever.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::logic::{Expr, Scope, Truth, Why, evaluate, truth};
use motcua_json::{Policy, Value, parse};
use proptest::prelude::*;

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

/// Yes, no and unknown as rules over the data of [`ask`].
const YES: &str = r#"{"after":[{"var":"day"},"1990-01-01"]}"#;
const NO: &str = r#"{"before":[{"var":"day"},"1990-01-01"]}"#;
const PARTIAL: &str = r#"{"after":[{"var":"year"},"1990-06-01"]}"#;
const ABSENT: &str = r#"{"after":[{"var":"nothing"},"1990-06-01"]}"#;

fn ask(rule: &str) -> Truth {
    let data = value(r#"{"day":"1991-05-05","year":"1990","list":[{"d":"1990"},{"d":"1991-01-01"}]}"#);
    truth(&Expr::compile(&value(rule)).unwrap(), &Scope::new(&data, &[]))
}

#[test]
fn connectives_after_kleene() {
    let partial = Truth::Unknown(Why::Partial);
    let absent = Truth::Unknown(Why::Absent);
    for (rule, answer) in [(YES, Truth::True), (NO, Truth::False), (PARTIAL, partial), (ABSENT, absent)] {
        assert_eq!(ask(rule), answer, "{rule}");
    }
    for (op, a, b, answer) in [
        ("and", YES, PARTIAL, partial),
        ("and", NO, PARTIAL, Truth::False),
        ("and", PARTIAL, NO, Truth::False),
        ("and", PARTIAL, ABSENT, absent),
        ("or", YES, PARTIAL, Truth::True),
        ("or", PARTIAL, YES, Truth::True),
        ("or", NO, PARTIAL, partial),
        ("or", PARTIAL, PARTIAL, partial),
    ] {
        assert_eq!(ask(&format!(r#"{{"{op}":[{a},{b}]}}"#)), answer, "{op} {a} {b}");
    }
    assert_eq!(ask(&format!(r#"{{"!":[{PARTIAL}]}}"#)), partial);
    assert_eq!(ask(&format!(r#"{{"if":[{PARTIAL},1,2]}}"#)), partial);
    // Over lists: one clear no decides `all`, one clear yes decides `some`.
    let over = |op: &str, date: &str| {
        ask(&format!(r#"{{"{op}":[{{"var":"list"}},{{"after":[{{"var":"d"}},"{date}"]}}]}}"#))
    };
    assert_eq!(over("all", "1991-06-01"), Truth::False);
    assert_eq!(over("all", "1990-06-01"), partial);
    assert_eq!(over("some", "1990-06-01"), Truth::True);
    assert_eq!(over("some", "1991-06-01"), Truth::False);
    assert_eq!(over("none", "1990-06-01"), Truth::False);
}

#[test]
fn a_partial_date_answers_what_its_bounds_answer() {
    for (rule, answer) in [
        (r#"{"after":[{"var":"year"},"1989-12-31"]}"#, Truth::True),
        (r#"{"after":[{"var":"year"},"1990-12-31"]}"#, Truth::False),
        (r#"{">=":[{"ageAt":[{"var":"year"},"2026-11-28"]},35]}"#, Truth::True),
        (r#"{">=":[{"ageAt":[{"var":"year"},"2026-11-28"]},36]}"#, Truth::Unknown(Why::Partial)),
        (r#"{">=":[{"ageAt":[{"var":"year"},"2026-11-28"]},37]}"#, Truth::False),
        (r#"{"not-after":[{"plusTime":[{"var":"year"},1,"year"]},"1992-01-01"]}"#, Truth::True),
    ] {
        assert_eq!(ask(rule), answer, "{rule}");
    }
}

/// Each would run for ages or fill the memory; each stops within its budget.
#[test]
fn hostile_rules_stop() {
    let wide: Vec<String> = (0..3000).map(|n| n.to_string()).collect();
    let wide = wide.join(",");
    let long = "a".repeat(1 << 20);
    let data = value(&format!(
        r#"{{"list":[{wide}],"text":"{long}","deep":{}1{}}}"#,
        "[".repeat(60),
        "]".repeat(60)
    ));
    let list = r#"{"var":"list"}"#;
    let double = r#"{"merge":[{"var":"accumulator"},{"var":"accumulator"}]}"#;
    let nested = format!(r#"{{"map":[[{wide}],{{"map":[[{wide}],{{"map":[[{wide}],1]}}]}}]}}"#);
    for rule in [
        format!(r#"{{"reduce":[{list},{double},[1]]}}"#),
        format!(r#"{{"reduce":[{list},{{"cat":[{{"var":"accumulator"}},{{"var":"accumulator"}}]}},"x"]}}"#),
        format!(r#"{{"reduce":[{list},[{{"var":"accumulator"}},{{"var":"accumulator"}}],0]}}"#),
        format!(r#"{{"reduce":[{list},[{{"var":"accumulator"}}],0]}}"#),
        format!(r#"{{"reduce":[{list},{{"cat":[{{"var":"accumulator"}},"0123456789"]}},""]}}"#),
        format!(
            r#"{{"reduce":[{list},{{"substr":[{{"var":"current"}},{{"var":"accumulator"}}]}},{{"var":"text"}}]}}"#
        ),
        nested,
        format!(r#"{{"map":[[{wide}],[{}]]}}"#, vec![r#"{"+":[1,1,1,1,1,1,1]}"#; 60].join(",")),
        format!(r#"{{"or":[{}]}}"#, [r#"{"==":[{"var":"text"},{"var":"text"}]}"#; 2].join(",")),
        format!(r#"{{"and":[{}]}}"#, vec![r#"{"==":[{"var":"list"},{"var":"list"}]}"#; 40].join(",")),
        format!(r#"{{"and":[{}]}}"#, vec![r#"{"in":["b",{"var":"text"}]}"#; 40].join(",")),
    ] {
        let expr = Expr::compile(&value(&rule)).unwrap_or_else(|found| panic!("{found:?}"));
        let scope = Scope::new(&data, &[]);
        let said = evaluate(&expr, &scope);
        assert!(scope.steps() <= 50_000);
        let shown = rule.get(..120).unwrap_or(&rule);
        assert!(
            matches!(said, Err(Why::Budget)) || scope.steps() < 50_000 && said.is_ok(),
            "{shown}: {said:?}"
        );
        if !rule.starts_with(r#"{"reduce":[{"var":"list"},{"substr"#) && !rule.starts_with(r#"{"and":[{"in"#)
        {
            assert_eq!(said, Err(Why::Budget), "{shown}");
        }
    }
    // Work grows with the input, and no faster.
    let work = |count: usize| {
        let items = vec!["1"; count].join(",");
        let data = value(&format!(r#"{{"list":[{items}]}}"#));
        let scope = Scope::new(&data, &[]);
        evaluate(
            &Expr::compile(&value(
                r#"{"reduce":[{"var":"list"},{"+":[{"var":"current"},{"var":"accumulator"}]},0]}"#,
            ))
            .unwrap(),
            &scope,
        )
        .unwrap();
        scope.steps()
    };
    assert!(work(2000) <= 2 * work(1000) + 10);
    // Depth is refused before anything runs.
    for depth in [33, 1000] {
        let deep = format!("{}1{}", r#"{"!":"#.repeat(depth), "}".repeat(depth));
        let deep = parse(deep.as_bytes(), &Policy::RFC8259);
        if let Ok(deep) = deep {
            assert_eq!(Expr::compile(&deep).err().unwrap()[0].code, "procedure/tooDeep");
        }
    }
}

/// Rules out of all operators, most of them with sense.
fn rules() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(value(r#"{"var":"a"}"#)),
        Just(value(r#"{"var":"list"}"#)),
        Just(value(r#"{"var":""}"#)),
        Just(value(r#"{"var":["current",1]}"#)),
        Just(value(r#"{"var":"accumulator"}"#)),
        any::<i32>().prop_map(Value::from),
        Just(value(r#""1990""#)),
        Just(value(r#""2026-02-28""#)),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    let names = [
        "missing",
        "missing_some",
        "if",
        "==",
        "===",
        "!=",
        "!==",
        "!",
        "!!",
        "or",
        "and",
        "<",
        "<=",
        ">",
        ">=",
        "min",
        "max",
        "+",
        "-",
        "*",
        "/",
        "%",
        "map",
        "filter",
        "reduce",
        "all",
        "none",
        "some",
        "merge",
        "in",
        "cat",
        "substr",
        "plusTime",
        "after",
        "before",
        "not-after",
        "not-before",
        "ageAt",
        "?:",
        "nothing",
    ];
    leaf.prop_recursive(5, 60, 4, move |inner| {
        (prop::sample::select(names.to_vec()), prop::collection::vec(inner, 0..4))
            .prop_map(|(name, args)| Value::Object([(name, Value::from(args))].into_iter().collect()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_rule_ends(rule in rules(), a in ".{0,6}", list in prop::collection::vec(any::<i32>(), 0..6)) {
        let data = Value::Object(
            [("a", Value::from(a)), ("list", Value::from(list.into_iter().map(Value::from).collect::<Vec<_>>()))]
                .into_iter()
                .collect(),
        );
        if let Ok(expr) = Expr::compile(&rule) {
            let scope = Scope::new(&data, &[]);
            let first = evaluate(&expr, &scope);
            prop_assert!(scope.steps() <= 50_000);
            // Equal input gives an equal answer, also with a scope that was used before.
            prop_assert_eq!(evaluate(&expr, &scope), first);
        }
    }
}
