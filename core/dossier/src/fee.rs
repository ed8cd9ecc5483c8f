//! What a dossier costs: each moment is a signed event, and the sums must hold.

use motcua_types::dossier::DossierState;
use motcua_types::event::DossierEvent;
use motcua_types::fee::{FeeAccount, FeeChange, FeeMoment, FeeState};
use motcua_vn::id::VietQr;

use crate::Error;

/// Largest amount and largest sum in đồng, so that every host counts exactly.
pub const MAX_AMOUNT: i64 = (1 << 53) - 1;

/// What the applicant still has to pay, in đồng; negative when more was paid than is owed.
pub const fn outstanding(fee: &FeeState) -> i64 {
    fee.due.saturating_sub(fee.exempt).saturating_sub(fee.paid.saturating_sub(fee.refunded))
}

/// The fee after one more moment.
///
/// No more is asked for than is still to be paid, no more remitted than is owed, no more given back than is held. More
/// may be paid than is owed, since people do; it shows as a negative rest until it is given back.
///
/// # Errors
/// [`Error::FeeAmount`], [`Error::FeeReason`], [`Error::FeeReference`].
pub fn apply(fee: Option<FeeState>, change: &FeeChange) -> Result<FeeState, Error> {
    let mut fee = fee.unwrap_or_default();
    let stated = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let room = |sum: i64| MAX_AMOUNT.saturating_sub(sum);
    let most = match change.moment {
        FeeMoment::Due => room(fee.due),
        FeeMoment::Requested => outstanding(&fee).min(room(fee.requested)),
        FeeMoment::Paid if !stated(&change.reference) => return Err(Error::FeeReference),
        FeeMoment::Paid => room(fee.paid),
        FeeMoment::Refunded | FeeMoment::Exempt if !stated(&change.reason) => return Err(Error::FeeReason),
        FeeMoment::Refunded => fee.paid.saturating_sub(fee.refunded),
        FeeMoment::Exempt => fee.due.saturating_sub(fee.exempt),
    };
    if change.amount < 1 || change.amount > most {
        return Err(Error::FeeAmount);
    }
    let sum = match change.moment {
        FeeMoment::Due => &mut fee.due,
        FeeMoment::Requested => &mut fee.requested,
        FeeMoment::Paid => &mut fee.paid,
        FeeMoment::Refunded => &mut fee.refunded,
        FeeMoment::Exempt => &mut fee.exempt,
    };
    *sum = sum.saturating_add(change.amount);
    Ok(fee)
}

/// Whether a moment may be written into the log now, and the fee after it. A payment that is there already, by the
/// reference of the payment system, is not written twice.
///
/// # Errors
/// Those of [`apply`]; [`Error::FeeDuplicate`].
pub fn check(state: &DossierState, change: &FeeChange) -> Result<FeeState, Error> {
    let same = |event: &DossierEvent| {
        matches!(event, DossierEvent::Fee(known)
            if known.moment == change.moment && known.reference.is_some() && known.reference == change.reference)
    };
    if state.history.iter().any(|entry| same(&entry.event)) {
        return Err(Error::FeeDuplicate);
    }
    apply(state.fee, change)
}

/// The text of a VietQR code that asks for what is still to be paid, with the dossier's code or number as purpose.
///
/// # Errors
/// [`Error::FeeAmount`] when nothing is to be paid; [`Error::FeeTransfer`] when the account or the code cannot stand in a
/// transfer: a purpose has at most 25 letters, digits, spaces and `-./`.
pub fn transfer(fee: &FeeState, account: &FeeAccount, code: &str) -> Result<String, Error> {
    let amount = outstanding(fee);
    if !(1..=MAX_AMOUNT).contains(&amount) {
        return Err(Error::FeeAmount);
    }
    let transfer = VietQr {
        bank: account.bank.clone(),
        account: account.account.clone(),
        to_card: false,
        amount: Some(amount.to_string()),
        purpose: Some(code.to_owned()),
        bill: None,
    };
    transfer.write().map_err(|_| Error::FeeTransfer)
}
