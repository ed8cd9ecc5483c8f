//! The schema compiler and the validator: any schema, any document. First line the schema, then the document.

use motcua::forms::logic::Scope;
use motcua::forms::schema::{Options, Resolver, Schema};
use motcua::json::{Policy, parse};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "schema",
    seeds: || {
        super::texts(&[
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":2,\"format\":\"date\"},\"b\":{\"$ref\":\"#/$defs/n\"}},\"required\":[\"a\"],\"additionalProperties\":false,\"$defs\":{\"n\":{\"type\":[\"integer\",\"null\"],\"minimum\":1}}}\n{\"a\":\"2026-01-31\",\"b\":3,\"c\":0}",
            "{\"if\":{\"properties\":{\"k\":{\"const\":\"x\"}}},\"then\":{\"required\":[\"y\"]},\"else\":{\"not\":{\"required\":[\"y\"]}}}\n{\"k\":\"x\"}",
            "{\"items\":{\"anyOf\":[{\"enum\":[1,\"a\",null]},{\"oneOf\":[{\"minimum\":2},{\"maxLength\":1}]}]},\"minItems\":1,\"maxItems\":3}\n[1,\"ab\",2.5]",
            "{\"$id\":\"https://a.example/t\",\"$dynamicAnchor\":\"n\",\"properties\":{\"k\":{\"items\":{\"$dynamicRef\":\"#n\"},\"prefixItems\":[true]}},\"patternProperties\":{\"^x\":{\"multipleOf\":0.1}},\"propertyNames\":{\"maxLength\":3},\"unevaluatedProperties\":false,\"dependentRequired\":{\"k\":[\"v\"]}}\n{\"k\":[{},{\"k\":[1,2]}],\"xy\":0.3,\"v\":1}",
            "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}\n{\"type\":\"string\",\"$defs\":{\"a\":{\"minLength\":-1}}}",
            "{\"contains\":{\"pattern\":\"^a+$\"},\"minContains\":2,\"uniqueItems\":true,\"unevaluatedItems\":{\"$anchor\":\"u\",\"not\":{\"$ref\":\"#u2\"},\"$defs\":{\"b\":{\"$anchor\":\"u2\",\"exclusiveMinimum\":3}}}}\n[\"a\",\"aa\",2]",
            "{\"properties\":{\"id\":{\"format\":\"vn-citizen-id\"},\"d\":{\"format\":\"vn-partial-date\"}}}\n{\"id\":\"079095001234\",\"d\":\"2026\"}",
        ])
    },
    words: &[
        "\"type\":",
        "\"properties\":{",
        "\"required\":[",
        "\"items\":",
        "\"$ref\":\"#/$defs/a\"",
        "\"$defs\":{\"a\":",
        "\"allOf\":[",
        "\"anyOf\":[",
        "\"oneOf\":[",
        "\"not\":",
        "\"if\":",
        "\"then\":",
        "\"else\":",
        "\"const\":",
        "\"enum\":[",
        "\"minimum\":",
        "\"maxLength\":",
        "\"format\":\"date\"",
        "\"additionalProperties\":",
        "\"unevaluatedProperties\":",
        "\"$id\":\"b\"",
        "\"$anchor\":\"a\"",
        "\"$dynamicAnchor\":\"n\"",
        "\"$dynamicRef\":\"#n\"",
        "\"$ref\":\"#\"",
        "\"contains\":",
        "\"prefixItems\":[",
        "\"pattern\":\"^a\"",
        "\"format\":\"uri\"",
        "\"multipleOf\":",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "true",
        "false",
        "null",
        "0",
        "-1",
        "\"a\"",
        "\"string\"",
        "\"object\"",
        "\n",
    ],
    run,
};

struct NoTables;

impl Resolver for NoTables {
    fn catalogue_has(&self, _: &str, _: &str) -> Option<bool> {
        None
    }
}

fn run(bytes: &[u8]) {
    let Some((schema, document)) = super::halves(bytes) else { return };
    let Ok(schema) = parse(schema, &Policy::RFC8259) else { return };
    let value = parse(document, &Policy::RFC8259);
    for assert_formats in [false, true] {
        let draft = Schema::compile_draft(&schema, &Options { assert_formats, ..Options::default() });
        if let (Ok(draft), Ok(value)) = (draft, &value) {
            let (issues, steps) = draft.check(value);
            assert!(draft.check(value) == (issues, steps), "a verdict is a function");
        }
    }
    let compiled = Schema::compile(&schema);
    if let Err(found) = &compiled {
        assert!(!found.is_empty(), "a refusal says why");
    }
    let (Ok(compiled), Ok(value)) = (compiled, value) else { return };
    let (first, _) = compiled.validate(&value, &Scope::new(&value, &[]), &NoTables);
    let (second, _) = compiled.validate(&value, &Scope::new(&value, &[]), &NoTables);
    assert!(first == second, "the order of issues is fixed");
}
