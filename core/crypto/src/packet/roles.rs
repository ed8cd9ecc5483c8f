//! Who signs in which role, and whether everybody who must has.

use motcua_types::keys::{Enrolment, EnrolmentScope};
use motcua_types::party::{Party, PartyRole, PersonId};
use motcua_types::submission::{Auth, Channel, Signer, Standing, Submission};

use crate::{Error, ErrorKind};

/// A signer and the way in which it vouches, as procedures name it.
pub(super) struct Vouched {
    pub(super) signer: Signer,
    pub(super) way: &'static str,
}

/// A signature that does not count.
pub(super) struct Refused {
    /// The role that it would have filled, if that is known.
    pub(super) role: Option<PartyRole>,
    pub(super) kid: Option<String>,
    pub(super) error: Error,
}

/// The way of vouching that a scope of enrolment stands for, and what it proves.
const fn way_of(scope: EnrolmentScope) -> (&'static str, Standing) {
    match scope {
        EnrolmentScope::Device => ("key", Standing::Integrity),
        EnrolmentScope::Session => ("session", Standing::AuthenticatedSession),
        EnrolmentScope::Officer => ("desk", Standing::DeskAttested),
    }
}

/// An enrolled person as signer in a role.
pub(super) fn vouched(enrolment: &Enrolment, role: PartyRole, min_assurance: u32) -> Result<Vouched, Error> {
    if enrolment.scope != EnrolmentScope::Officer && enrolment.level < min_assurance {
        return Err(ErrorKind::PacketAssuranceTooLow.into());
    }
    let (way, standing) = way_of(enrolment.scope);
    let signer = Signer {
        role,
        kid: enrolment.kid.clone(),
        standing,
        person: enrolment.person.clone(),
        name: enrolment.name.clone(),
        level: enrolment.level,
    };
    Ok(Vouched { signer, way })
}

/// The one who signed the submission itself, as filer: scope and channel have to fit the way stated.
pub(super) fn filer(
    submission: &Submission,
    enrolment: &Enrolment,
    min_assurance: u32,
) -> Result<Vouched, Error> {
    let fits = match submission.auth {
        Auth::Key { .. } => enrolment.scope == EnrolmentScope::Device,
        Auth::Session { .. } => enrolment.scope == EnrolmentScope::Session,
        Auth::Desk { .. } => enrolment.scope == EnrolmentScope::Officer,
        Auth::Ca { .. } => enrolment.scope != EnrolmentScope::Officer,
    };
    if !fits {
        return Err(ErrorKind::PacketWrongScope.into());
    }
    // What comes by post is put in by an officer, as what comes over the desk.
    let desk = enrolment.scope == EnrolmentScope::Officer;
    if desk == (submission.channel == Channel::Online) {
        return Err(ErrorKind::PacketWrongChannel.into());
    }
    vouched(enrolment, PartyRole::Filer, min_assurance)
}

/// Whether the party who files names another reference than that of the one who signed. An officer signs for
/// whoever came to the desk.
pub(super) fn filer_is_somebody_else(submission: &Submission, enrolment: &Enrolment) -> bool {
    let role = if submission.parties.iter().any(|party| party.role == PartyRole::Filer) {
        PartyRole::Filer
    } else {
        PartyRole::Applicant
    };
    let mut stated = submission.parties.iter().filter(|party| party.role == role);
    enrolment.scope != EnrolmentScope::Officer
        && stated.any(|party| party.reference.as_ref().is_some_and(|other| *other != enrolment.person))
}

/// The role of the party whose reference this is.
pub(super) fn role_of(submission: &Submission, reference: &str) -> Option<PartyRole> {
    let mut parties = submission.parties.iter();
    parties.find(|party| party.reference.as_deref() == Some(reference)).map(|party| party.role)
}

/// Whether every role that must sign has a signer who vouches in an allowed way.
pub(super) fn check(
    submission: &Submission,
    allowed: &[(PartyRole, Vec<String>)],
    signers: &[Vouched],
    refused: &[Refused],
) -> Result<(), Error> {
    if allowed.is_empty() {
        return Err(ErrorKind::PacketAuthNotAllowed.into());
    }
    for (role, ways) in allowed {
        let fills = |own: PartyRole| {
            own == *role || (own == PartyRole::Filer && filer_is(&submission.parties, *role))
        };
        let mut own = signers.iter().filter(|vouched| fills(vouched.signer.role)).peekable();
        if own.peek().is_none() {
            let reason = refused.iter().find(|entry| entry.role.is_some_and(fills));
            return Err(reason.map_or(ErrorKind::PacketSignerMissing.into(), |entry| entry.error.clone()));
        }
        if !own.any(|vouched| ways.iter().any(|way| way == vouched.way)) {
            let reason = refused.iter().find(|entry| entry.role.is_some_and(fills));
            return Err(reason.map_or(ErrorKind::PacketAuthNotAllowed.into(), |entry| entry.error.clone()));
        }
    }
    Ok(())
}

/// Whether the person who files is also the one in `role`. Where nobody is named as filer, the applicant who is
/// named files in person.
fn filer_is(parties: &[Party], role: PartyRole) -> bool {
    let id = |party: &Party| party.person.as_ref().map(|person| person.id.clone());
    let known = |id: &PersonId| !matches!(id, PersonId::None { .. });
    let filers: Vec<&Party> = parties.iter().filter(|party| party.role == PartyRole::Filer).collect();
    if role == PartyRole::Filer {
        return true;
    }
    if filers.is_empty() {
        return role == PartyRole::Applicant && parties.iter().any(|party| party.role == role);
    }
    parties
        .iter()
        .filter(|party| party.role == role)
        .filter_map(id)
        .any(|wanted| known(&wanted) && filers.iter().any(|filer| id(filer).as_ref() == Some(&wanted)))
}
