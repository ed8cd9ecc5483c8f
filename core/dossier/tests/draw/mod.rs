//! Pictures of a workflow, made from its document alone.

pub(crate) mod layout;
pub(crate) mod mermaid;
pub(crate) mod svg;
pub(crate) mod words;
