//! Statistical codes of places.

use super::{Context, Refusal, fits};
use crate::Check;
use crate::place::Gazetteer;

/// A code of two digits (province) or five (commune). The 34 provinces are a closed list; of the communes only those of
/// Thành phố Hồ Chí Minh are built in, so an unknown one is no more than a warning.
pub(super) fn check(code: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    if !fits(code, "##") && !fits(code, "#####") {
        return Err("placeCode/form");
    }
    let gazetteer = Gazetteer::builtin();
    let mut known = false;
    // On no day in particular: the unit that exists, or else the last that did.
    let mut found = None;
    for unit in gazetteer.of_code(code) {
        known = true;
        let fits = match ctx.on {
            Some(on) => unit.exists(on),
            None => unit.until.is_none(),
        };
        if fits {
            found = Some(unit);
            break;
        }
        found = Some(unit).filter(|_| ctx.on.is_none());
    }
    match found {
        Some(unit) => {
            check.add("level", unit.level().as_str());
            check.add("name", &unit.full_name());
        }
        None if known => check.warn("placeCode/notInForce"),
        None if code.len() == 2 => return Err("placeCode/unknown"),
        None => check.warn("placeCode/notListed"),
    }
    Ok(())
}
