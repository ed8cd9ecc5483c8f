//! The scanner says what the validator of trees says, under both policies. First line the schema, then the record.

use motcua::forms::batch::Checker;
use motcua::forms::schema::{Options, Schema};
use motcua::json::{Policy, parse};
use motcua::types::ErrorCode;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "scanner",
    seeds: || {
        let mut seeds = (super::schema::TARGET.seeds)();
        seeds.extend(super::texts(&[
            "{\"type\":\"object\",\"required\":[\"b\",\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^\\\\p{L}+$\",\"maxLength\":4},\"b\":{\"enum\":[1,\"x\",null]},\"c\":{\"type\":\"array\",\"minItems\":2,\"items\":{\"type\":\"integer\",\"exclusiveMinimum\":0}}},\"additionalProperties\":false,\"minProperties\":1}\n{\"c\":[1,2,-3],\"a\":\"Ánh\",\"b\":\"x\",\"z\":[{\"z\":1}]}",
            "{\"if\":{\"properties\":{\"k\":{\"const\":\"x\"}},\"required\":[\"k\"]},\"then\":{\"required\":[\"y\"]},\"dependentRequired\":{\"k\":[\"l\"]},\"properties\":{\"k\":{\"type\":\"string\"}},\"additionalProperties\":{\"type\":\"number\"}}\n{\"k\":\"x\",\"y\":1.5e3,\"z\":\"\\u00e9\"}",
        ]));
        seeds
    },
    words: super::schema::TARGET.words,
    run,
};

fn run(bytes: &[u8]) {
    let Some((schema, record)) = super::halves(bytes) else { return };
    let Ok(schema) = parse(schema, &Policy::RFC8259) else { return };
    let options = Options { assert_formats: true, ..Options::default() };
    let Ok(schema) = Schema::compile_draft(&schema, &options) else { return };
    for policy in [Policy::RFC8259, Policy::PROFILE] {
        let checker = Checker::new(schema.clone(), policy);
        let (mut scanned, mut walked, mut memory) = (Vec::new(), Vec::new(), Default::default());
        checker.check_tree(record, &mut walked);
        let complex = |&(_, code): &(u32, u32)| ErrorCode::ALL[code as usize].as_str() == "form/tooComplex";
        if walked.iter().any(complex) {
            // Where a budget ends depends on what was spent before.
            continue;
        }
        // A second time with what the first has learned.
        for _ in 0..2 {
            scanned.clear();
            checker.check(record, &mut memory, &mut scanned);
            assert!(scanned == walked, "{scanned:?} and {walked:?}");
        }
    }
}
