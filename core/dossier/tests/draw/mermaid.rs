//! A workflow as a Mermaid state diagram.

use std::fmt::Write;

use motcua_types::dossier::Workflow;

use super::words::{Lang, roles};

/// The diagram in one language.
pub(crate) fn mermaid(workflow: &Workflow, lang: Lang) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    for status in &workflow.statuses {
        writeln!(text, "  state \"{} {}\" as s{}", status.code, lang.of(&status.name), status.code).unwrap();
    }
    for transition in &workflow.transitions {
        let from = if transition.from == 0 { "[*]".to_owned() } else { format!("s{}", transition.from) };
        let label = lang.of(&transition.label);
        writeln!(text, "  {from} --> s{} : {label} ({})", transition.to, roles(workflow, transition, lang))
            .unwrap();
    }
    for status in workflow.statuses.iter().filter(|status| status.terminal) {
        writeln!(text, "  s{} --> [*]", status.code).unwrap();
    }
    text
}
