//! Rules: any JSON compiles or is refused with places, and what compiles answers any data within its budget.

use motcua::forms::logic::{Expr, Scope, evaluate, truth};
use motcua::json::pointer::get;
use motcua::json::{Policy, Value, parse};

use crate::Target;

/// Steps that one expression may take.
const BUDGET: u32 = 50_000;

pub(super) const TARGET: Target = Target {
    name: "rules",
    seeds: || {
        super::texts(&[
            "{\"and\":[{\"after\":[{\"var\":\"d\"},\"2026-01-01\"]},{\"<\":[1,{\"var\":[\"n\",2]},3]}]}\n{\"d\":\"1990\",\"n\":2}",
            "{\"reduce\":[{\"var\":\"l\"},{\"merge\":[{\"var\":\"accumulator\"},{\"var\":\"accumulator\"}]},[1]]}\n{\"l\":[1,2,3]}",
            "{\"if\":[{\"missing\":[\"a\",\"b.c\"]},{\"cat\":[\"x\",{\"var\":\"a\"}]},{\"substr\":[{\"var\":\"a\"},-1]}]}\n{\"a\":\"An\"}",
            "{\"some\":[{\"var\":\"l\"},{\"in\":[{\"var\":\"x\"},[\"a\",\"b\"]]}]}\n{\"l\":[{\"x\":\"a\"},{\"x\":null}]}",
            "{\"not-before\":[{\"plusTime\":[{\"var\":\"d\"},-1,\"month\"]},{\"var\":\"today\"}]}\n{\"d\":\"2026-03-31\"}",
            "{\">=\":[{\"ageAt\":[{\"var\":\"d\"},{\"var\":\"today\"}]},18]}\n{\"d\":\"2008-02\"}",
            "{\"filter\":[{\"map\":[{\"var\":\"l\"},{\"*\":[{\"var\":\"\"},2]}]},{\"!\":{\"%\":[{\"var\":\"\"},4]}}]}\n{\"l\":[1,2]}",
        ])
    },
    words: &[
        "{\"var\":\"",
        "{\"var\":\"\"}",
        "{\"var\":\"accumulator\"}",
        "{\"and\":[",
        "{\"or\":[",
        "{\"!\":",
        "{\"if\":[",
        "{\"map\":[",
        "{\"filter\":[",
        "{\"reduce\":[",
        "{\"all\":[",
        "{\"some\":[",
        "{\"none\":[",
        "{\"merge\":[",
        "{\"in\":[",
        "{\"cat\":[",
        "{\"substr\":[",
        "{\"missing\":[",
        "{\"missing_some\":[1,",
        "{\"plusTime\":[",
        "{\"after\":[",
        "{\"before\":[",
        "{\"not-after\":[",
        "{\"ageAt\":[",
        "{\"==\":[",
        "{\"===\":[",
        "{\"<\":[",
        "{\"+\":[",
        "{\"-\":[",
        "{\"*\":[",
        "{\"/\":[",
        "{\"%\":[",
        "{\"min\":[",
        "\"year\"]}",
        "\"1990\"",
        "\"1990-05\"",
        "\"9999-12-31\"",
        "\"2026-11-28T00:00:00+07:00\"",
        "]}",
        "]}]}",
        "null",
        "[]",
        "{}",
        "1e308",
        "\n",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Some((rule, data)) = super::halves(bytes) else { return };
    let Ok(rule) = parse(rule, &Policy::RFC8259) else { return };
    let Ok(data) = parse(data, &Policy::RFC8259) else { return };
    let expr = match Expr::compile(&rule) {
        Ok(expr) => expr,
        Err(found) => {
            assert!(!found.is_empty(), "a refusal says why");
            for diagnostic in found {
                assert!(
                    get(&rule, &diagnostic.pointer).is_some(),
                    "a diagnostic stands at a place of the rule"
                );
            }
            return;
        }
    };
    let extra = [("now", Value::from("2026-11-28T09:00:00+07:00")), ("today", Value::from("2026-11-28"))];
    let scope = Scope::new(&data, &extra);
    let answer = evaluate(&expr, &scope);
    assert!(scope.steps() <= BUDGET, "a rule stays within its budget");
    assert!(answer == evaluate(&expr, &scope), "an answer is a function");
    let said = truth(&expr, &scope);
    assert!(said == truth(&expr, &scope), "a truth is a function");
}
