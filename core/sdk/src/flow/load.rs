//! From the documents of a pack to what judges by them.

use motcua_dossier::workflow;
use motcua_forms::Library;
use motcua_types::Record;
use motcua_types::dossier::Workflow;
use motcua_types::pack::Pack;
use motcua_types::report::{Diagnostic, Param};

/// Compiles a pack whose signature was checked before: forms and rules as [`Library::from_pack`] does, and every workflow
/// as [`workflow::faults`] does. Neither of the two crates knows the other.
///
/// # Errors
/// Every mistake in every item, with pointers into the pack; `pack/badItem` with the cause `dossier/workflow` for a
/// workflow that cannot be followed.
pub fn load_pack(pack: &Pack) -> Result<Library, Vec<Diagnostic>> {
    let mut broken = Vec::new();
    for (index, item) in pack.items.iter().enumerate() {
        // What is no record at all is reported by the library.
        let Some(Ok(read)) = item.path.starts_with("workflows/").then(|| Workflow::from_value(&item.body))
        else {
            continue;
        };
        broken.extend(workflow::faults(&read).into_iter().map(|place| Diagnostic {
            code: "pack/badItem".to_owned(),
            pointer: format!("/items/{index}/body{place}"),
            params: vec![Param::new("cause", motcua_dossier::Error::Workflow.code())],
        }));
    }
    match Library::from_pack(pack) {
        Ok(library) if broken.is_empty() => Ok(library),
        Ok(_) => Err(broken),
        Err(mut found) => {
            found.extend(broken);
            Err(found)
        }
    }
}
