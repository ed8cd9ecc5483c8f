//! The npm module.
