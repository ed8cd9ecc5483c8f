//! The commands, one file each.

pub(crate) mod batch;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod conform;
pub(crate) mod keys;
pub(crate) mod log;
pub(crate) mod man;
pub(crate) mod open;
pub(crate) mod pack;
pub(crate) mod rpc;
pub(crate) mod seal;
pub(crate) mod sign;
pub(crate) mod thumbprint;
pub(crate) mod trial;
pub(crate) mod validate;
pub(crate) mod verify;
