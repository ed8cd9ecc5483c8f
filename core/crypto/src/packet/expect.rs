//! What the one who opens a packet knows from its own records, and the comparison.

use motcua_types::keys::{Enrolment, EnrolmentScope};
use motcua_types::party::{Party, PartyRole, PersonId};
use motcua_types::submission::{Auth, Channel, ProcedureRef, Signer, Standing, Submission};

use crate::{Error, ErrorKind};

/// What a packet must be. Every value comes from the caller's own records, never from the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The agency that opens it.
    pub aud: String,
    /// The challenge that was given for it.
    pub nonce: String,
    /// The dossier, if it is known already.
    pub dossier: Option<String>,
    /// The procedure, version and text, if it is known already.
    pub procedure: Option<ProcedureRef>,
    /// The time, seconds since 1970.
    pub now: i64,
    /// How far a signer's clock may be ahead, in seconds; usually 300.
    pub skew: i64,
    /// How old the signature may be, in seconds.
    pub max_age: i64,
    /// The procedure's signers: each role must be filled by a signer who vouches in one of the ways named
    /// (`key`, `session`, `desk`). Empty allows nothing.
    pub allowed_auth: Vec<(PartyRole, Vec<String>)>,
    /// Lowest assurance level of the login, for `key` and `session`.
    pub min_assurance: u32,
    /// Thumbprints of enrolled keys that were revoked.
    pub revoked: Vec<String>,
}

impl Expected {
    /// What must hold whenever the packet is opened.
    pub(super) fn check_standing_facts(&self, submission: &Submission) -> Result<(), Error> {
        if !submission.aud.contains(&self.aud) {
            return Err(ErrorKind::PacketWrongAudience.into());
        }
        if self.dossier.as_ref().is_some_and(|dossier| *dossier != submission.dossier) {
            return Err(ErrorKind::PacketWrongDossier.into());
        }
        if self.procedure.as_ref().is_some_and(|procedure| *procedure != submission.procedure) {
            return Err(ErrorKind::PacketWrongProcedure.into());
        }
        Ok(())
    }

    /// What must hold when the packet arrives.
    pub(super) fn check_freshness(&self, submission: &Submission) -> Result<(), Error> {
        if submission.nonce != self.nonce {
            return Err(ErrorKind::PacketWrongNonce.into());
        }
        if submission.iat > self.now.saturating_add(self.skew) {
            return Err(ErrorKind::PacketFromFuture.into());
        }
        if submission.iat < self.now.saturating_sub(self.max_age) {
            return Err(ErrorKind::PacketExpired.into());
        }
        Ok(())
    }

    pub(super) fn check_not_revoked(&self, enrolment: &Enrolment) -> Result<(), Error> {
        if self.revoked.contains(&enrolment.kid) { Err(ErrorKind::PacketRevoked.into()) } else { Ok(()) }
    }

    /// Whether the way of vouching is allowed and consistent, and what it proves.
    pub(super) fn check_auth(&self, submission: &Submission, enrolment: &Enrolment) -> Result<Signer, Error> {
        let (way, scope, standing) = match submission.auth {
            Auth::Key { .. } => ("key", EnrolmentScope::Device, Standing::Integrity),
            Auth::Session { .. } => ("session", EnrolmentScope::Session, Standing::AuthenticatedSession),
            Auth::Desk { .. } => ("desk", EnrolmentScope::Officer, Standing::DeskAttested),
            Auth::Ca { .. } => return Err(ErrorKind::PacketAuthNotAllowed.into()),
        };
        if enrolment.scope != scope {
            return Err(ErrorKind::PacketWrongScope.into());
        }
        let desk = scope == EnrolmentScope::Officer;
        let channel = if desk { Channel::Desk } else { Channel::Online };
        if submission.channel != channel {
            return Err(ErrorKind::PacketWrongChannel.into());
        }
        if !desk && enrolment.level < self.min_assurance {
            return Err(ErrorKind::PacketAssuranceTooLow.into());
        }
        self.check_roles(&submission.parties, way)?;
        Ok(Signer {
            role: PartyRole::Filer,
            kid: enrolment.kid.clone(),
            standing,
            person: enrolment.person.clone(),
            name: enrolment.name.clone(),
            level: enrolment.level,
        })
    }

    /// The one signer signs as filer, and in every other role that the filer has, too.
    fn check_roles(&self, parties: &[Party], way: &str) -> Result<(), Error> {
        if self.allowed_auth.is_empty() {
            return Err(ErrorKind::PacketAuthNotAllowed.into());
        }
        for (role, ways) in &self.allowed_auth {
            if !filer_is(parties, *role) {
                return Err(ErrorKind::PacketSignerMissing.into());
            }
            if !ways.iter().any(|allowed| allowed == way) {
                return Err(ErrorKind::PacketAuthNotAllowed.into());
            }
        }
        Ok(())
    }
}

/// Whether the person who files is also the one in `role`. Where nobody is named as filer, the applicant
/// files in person.
fn filer_is(parties: &[Party], role: PartyRole) -> bool {
    let id = |party: &Party| party.person.as_ref().map(|person| person.id.clone());
    let known = |id: &PersonId| !matches!(id, PersonId::None { .. });
    let filers: Vec<&Party> = parties.iter().filter(|party| party.role == PartyRole::Filer).collect();
    if role == PartyRole::Filer {
        return true;
    }
    if filers.is_empty() {
        return role == PartyRole::Applicant;
    }
    parties
        .iter()
        .filter(|party| party.role == role)
        .filter_map(id)
        .any(|wanted| known(&wanted) && filers.iter().any(|filer| id(filer).as_ref() == Some(&wanted)))
}
