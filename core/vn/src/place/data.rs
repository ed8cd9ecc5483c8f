//! The built-in tables of places.

use crate::table::table;

/// Provinces, before 2025 and since.
pub(crate) const PROVINCES: &str = table!("provinces.txt");
/// What is and was in Thành phố Hồ Chí Minh of 2025.
pub(super) const COMMUNES: &str = table!("communes-79.txt", true);
