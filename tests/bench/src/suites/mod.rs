//! The table of suites. `xtask/src/bench.rs` names them too, with a line about each.

mod crypto;
mod dossier;
pub(crate) mod dudect;
mod forms;
mod hostile;
mod text;
mod vn;

use crate::measure::Group;

/// A suite: how it is called, and what it measures.
pub(crate) struct Suite {
    pub(crate) name: &'static str,
    /// Prepares everything that is not to be measured.
    pub(crate) groups: fn() -> Result<Vec<Group>, String>,
}

/// Every native suite.
pub(crate) const TABLE: &[Suite] = &[
    Suite { name: "vn", groups: vn::groups },
    Suite { name: "text", groups: text::groups },
    Suite { name: "dossier", groups: dossier::groups },
    Suite { name: "forms", groups: forms::groups },
    Suite { name: "crypto", groups: crypto::groups },
];
