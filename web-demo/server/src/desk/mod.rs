//! The desk: opens packets with the unit's key, checks them again, and settles.

mod act;
mod documents;
mod inbox;
mod opening;
mod paper;
mod revocation;
mod shredding;

pub use act::act;
pub use documents::attachment;
pub use inbox::{Summaries, list, show};
pub use paper::{challenge, submit};
pub use revocation::revoke;
pub use shredding::shred;
