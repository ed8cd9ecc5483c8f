//! What the one who opens a packet knows from its own records, and the comparison.

use motcua_types::event::Transfer;
use motcua_types::keys::{Enrolment, Revocation};
use motcua_types::party::PartyRole;
use motcua_types::submission::{ProcedureRef, Submission};

use super::roles;
use crate::directory::Directory;
use crate::{Error, ErrorKind};

/// What a packet must be. Every value comes from the caller's own records, never from the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The agency that it must be addressed to: the caller's own, or the first of `transfers`. An agency that
    /// the directory names as its predecessor will do.
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
    /// (`key`, `session`, `desk`, `ca`). Empty allows nothing.
    pub allowed_auth: Vec<(PartyRole, Vec<String>)>,
    /// Lowest assurance level of the login, for `key` and `session`.
    pub min_assurance: u32,
    /// Enrolled keys that were revoked, and from when on.
    pub revoked: Vec<Revocation>,
    /// How the packet came from the agency addressed to its present holder: verified events, in order.
    pub transfers: Vec<Transfer>,
}

impl Expected {
    /// What must hold whenever the packet is opened.
    pub(super) fn check_standing_facts(
        &self,
        submission: &Submission,
        enrolment: &Enrolment,
        directory: &Directory,
    ) -> Result<(), Error> {
        if !submission.aud.iter().any(|addressed| directory.acts_for(&self.aud, addressed)) {
            return Err(ErrorKind::PacketWrongAudience.into());
        }
        if self.dossier.as_ref().is_some_and(|dossier| *dossier != submission.dossier) {
            return Err(ErrorKind::PacketWrongDossier.into());
        }
        if self.procedure.as_ref().is_some_and(|procedure| *procedure != submission.procedure) {
            return Err(ErrorKind::PacketWrongProcedure.into());
        }
        if roles::filer_is_somebody_else(submission, enrolment) {
            return Err(ErrorKind::PacketSignerMismatch.into());
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

    /// Whether an enrolled key was still good at `at`, as far as the caller and the directory know.
    pub(super) fn check_not_revoked(&self, kid: &str, directory: &Directory, at: i64) -> Result<(), Error> {
        let revoked = self.revoked.iter().any(|entry| entry.kid == kid && at >= entry.from);
        if revoked || directory.withdraws(kid, at) { Err(ErrorKind::PacketRevoked.into()) } else { Ok(()) }
    }

    /// Whether the envelope came to its holder by a way that the caller knows. `recipients` are the thumbprints
    /// that it is sealed to, `packet` its hash.
    ///
    /// The recipients are outside the signature, so an agency could seal a packet again for another one. That
    /// counts only if a signed transfer says so.
    pub(super) fn check_route(
        &self,
        recipients: &[String],
        packet: &dyn Fn() -> String,
        directory: &Directory,
    ) -> Result<(), Error> {
        let holders: Vec<&str> = recipients
            .iter()
            .filter_map(|kid| directory.find(kid))
            .map(|entry| entry.agency.as_str())
            .collect();
        // A unit may have moved with its key into a merged agency, or that agency's key have taken its place.
        let held_by = |agency: &str| {
            holders
                .iter()
                .any(|holder| directory.acts_for(holder, agency) || directory.acts_for(agency, holder))
        };
        let Some(last) = self.transfers.last() else {
            // Keys that the directory no longer lists say nothing about their agency.
            let straight = holders.is_empty() || held_by(&self.aud);
            return if straight { Ok(()) } else { Err(ErrorKind::PacketNotTransferred.into()) };
        };
        let mut at = self.aud.as_str();
        for step in &self.transfers {
            if !directory.acts_for(agency_of(&step.from), at) {
                return Err(ErrorKind::PacketTransfer.into());
            }
            at = agency_of(&step.to);
        }
        if last.packet_hash == packet() && held_by(at) {
            Ok(())
        } else {
            Err(ErrorKind::PacketTransfer.into())
        }
    }
}

/// The agency of `agency` or `agency/unit`.
fn agency_of(office: &str) -> &str {
    office.split_once('/').map_or(office, |(agency, _)| agency)
}
