//! How the result comes back: only in a way that the procedure offers, and by post only to a place that exists on the
//! day on which it is sent. Communes were merged in 2025, and names still move.

use motcua_types::returning::{PostalAddress, ReturnChannel};
use motcua_vn::date::Date;
use motcua_vn::place::{Gazetteer, Level};

use crate::Error;

/// Whether a commune (five digits) belongs to a province (two digits) on a day.
pub type InForce<'a> = &'a dyn Fn(&str, &str, Date) -> bool;

/// Checks a choice against the procedure's `returnChannels`, and a postal address against the places in force on `on`,
/// the day on which the result is to be sent.
///
/// # Errors
/// [`Error::ReturnNotOffered`], [`Error::ReturnAddress`], [`Error::ReturnPlace`].
pub fn check(
    channel: &ReturnChannel,
    offered: &[String],
    on: Date,
    in_force: InForce<'_>,
) -> Result<(), Error> {
    if !offered.iter().any(|name| name == channel.name()) {
        return Err(Error::ReturnNotOffered);
    }
    let ReturnChannel::Post { address } = channel else { return Ok(()) };
    let PostalAddress { province, commune, detail, .. } = address;
    let code = |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if !code(province, 2) || !code(commune, 5) || detail.trim().is_empty() {
        return Err(Error::ReturnAddress);
    }
    if in_force(province, commune, on) { Ok(()) } else { Err(Error::ReturnPlace) }
}

/// The places of a gazetteer, for [`check`]. It may know the communes of some provinces only: of the others, the
/// province must exist, and the host loads their communes to be sure of more.
pub fn known_to(gazetteer: &Gazetteer) -> impl Fn(&str, &str, Date) -> bool {
    move |province, commune, on| {
        let level = |wanted| move |unit: &&motcua_vn::place::Unit| unit.level() == wanted;
        let exists = gazetteer.by_code(province, on).any(|unit| level(Level::Province)(&unit));
        let mut communes = gazetteer.units().iter().filter(level(Level::Commune));
        let listed = communes.any(|unit| unit.province == province && unit.exists(on));
        let mut found = gazetteer.by_code(commune, on).filter(level(Level::Commune));
        exists && (!listed || found.any(|unit| unit.province == province))
    }
}
