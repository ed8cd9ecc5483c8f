//! The workflows that ship with the product.

use motcua_json::Policy;
use motcua_types::dossier::Workflow;

use super::from_value;
use crate::Error;

/// Ids of the shipped workflows: the one-stop mechanism of Decree 118/2025/NĐ-CP; civil status with its verification
/// by other bodies; the linked electronic groups of Decree 63/2024/NĐ-CP; feedback to the city's 1022 centre; traffic
/// fines by camera.
pub const SHIPPED: &[&str] = &["one-stop", "civil-status", "linked-groups", "feedback-1022", "traffic-fine"];

/// A workflow that ships with the product.
///
/// # Errors
/// [`Error::Workflow`] for another id.
pub fn shipped(id: &str) -> Result<Workflow, Error> {
    let text = match id {
        "one-stop" => include_str!("../../../forms/procedures/workflows/one-stop.json"),
        "civil-status" => include_str!("../../../forms/procedures/workflows/civil-status.json"),
        "linked-groups" => include_str!("../../../forms/procedures/workflows/linked-groups.json"),
        "feedback-1022" => include_str!("../../../forms/procedures/workflows/feedback-1022.json"),
        "traffic-fine" => include_str!("../../../forms/procedures/workflows/traffic-fine.json"),
        _ => return Err(Error::Workflow),
    };
    read(text)
}

/// The one-stop workflow.
///
/// # Errors
/// [`Error::Workflow`] if the shipped document is broken, which a test rules out.
pub fn default() -> Result<Workflow, Error> {
    read(include_str!("../../../forms/procedures/workflows/one-stop.json"))
}

fn read(text: &str) -> Result<Workflow, Error> {
    let value = motcua_json::parse(text.as_bytes(), &Policy::PROFILE).map_err(|_| Error::Workflow)?;
    from_value(&value)
}
