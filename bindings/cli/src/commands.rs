//! The commands, one file each.

pub(crate) mod check;
pub(crate) mod conform;
pub(crate) mod thumbprint;
pub(crate) mod validate;
pub(crate) mod verify;
