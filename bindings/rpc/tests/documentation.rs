//! The table in `docs/rpc.md` is the one of the code: `MOTCUA_BLESS=1 cargo test -p motcua-rpc` writes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::fs;

use motcua::json::Value;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rpc.md");
const BEGIN: &str = "<!-- operations -->\n";
const END: &str = "<!-- end of operations -->\n";

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap()
}

fn table() -> String {
    let mut out = String::from("| operation | takes | answers | |\n|---|---|---|---|\n");
    let described = motcua_rpc::describe();
    for op in described.get("ops").and_then(Value::as_array).unwrap() {
        let params = op.get("params").and_then(Value::as_array).unwrap().iter().map(|param| {
            let mark = if param.get("optional").unwrap().as_bool().unwrap() { "?" } else { "" };
            format!("{}{mark}: {}", text(param, "name"), text(param, "kind").replace('|', "\\|"))
        });
        let params = params.map(|param| format!("`{param}`")).collect::<Vec<_>>().join(", ");
        let result = text(op, "result").replace('|', "\\|");
        writeln!(out, "| `{}` | {params} | `{result}` | {} |", text(op, "op"), text(op, "about")).unwrap();
    }
    out
}

#[test]
fn the_reference_has_every_operation() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let wanted = format!("{before}{BEGIN}{}{END}{after}", table());
    if std::env::var_os("MOTCUA_BLESS").is_some() {
        fs::write(PAGE, wanted).unwrap();
    } else {
        assert!(page == wanted, "docs/rpc.md is behind: MOTCUA_BLESS=1 cargo test -p motcua-rpc");
    }
}
