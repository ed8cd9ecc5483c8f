//! Every signature of a packet, evaluated; and the packet, once those that must hold do.

use motcua_types::jose::CoSignature;
use motcua_types::party::PartyRole;
use motcua_types::submission::{
    Auth, CaAnswer, CaCheck, CaIndication, OpenedPacket, RefusedSignature, Signer, Standing,
};

use super::Expected;
use super::content::{Authentic, Content};
use super::roles::{self, Refused, Vouched};
use crate::directory::Directory;
use crate::{Error, ErrorKind, ca, enrolment, sign};

/// A packet that is in order but for certificates that the host has to judge. Nothing of its content can be
/// seen before [`Opening::finish`].
pub struct Opening {
    packet: Authentic,
    allowed: Vec<(PartyRole, Vec<String>)>,
    signers: Vec<Vouched>,
    refused: Vec<Refused>,
    checks: Vec<CaCheck>,
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opening({}, {} checks)", self.packet.hash, self.checks.len())
    }
}

impl Opening {
    /// Evaluates every signature; `at` is when the packet arrived.
    pub(super) fn begin(
        packet: Authentic,
        content: &Content,
        expected: &Expected,
        directory: &Directory,
        at: i64,
    ) -> Result<Self, Error> {
        expected.check_not_revoked(&packet.enrolment.kid, directory, at)?;
        directory.not_compromised(&packet.issuer, at)?;
        let first = roles::filer(&packet.submission, &packet.enrolment, expected.min_assurance)?;
        let mut opening = Self {
            packet,
            allowed: expected.allowed_auth.clone(),
            signers: vec![first],
            refused: Vec::new(),
            checks: Vec::new(),
        };
        let payload = content.jws.payload.as_deref().unwrap_or_default();
        for signature in &content.cosign {
            opening.add(signature, payload, expected, directory, at);
        }
        Ok(opening)
    }

    fn add(
        &mut self,
        signature: &CoSignature,
        payload: &str,
        expected: &Expected,
        directory: &Directory,
        at: i64,
    ) {
        if ca::is_one(signature) {
            match ca::check(signature, payload) {
                Ok(check) if check.iat <= at.saturating_add(expected.skew) => self.checks.push(check),
                Ok(check) => self.refuse_certificate(&check, ErrorKind::PacketFromFuture.into()),
                Err(error) => self.refused.push(Refused { role: self.ca_role(None), kid: None, error }),
            }
            return;
        }
        let mut refused = Refused {
            role: None,
            kid: sign::find_kid(&signature.protected),
            error: ErrorKind::PacketCosign.into(),
        };
        match self.cosigner(signature, payload, expected, directory, at, &mut refused.role) {
            Ok(vouched) => self.signers.push(vouched),
            Err(error) => {
                refused.error = error;
                self.refused.push(refused);
            }
        }
    }

    fn cosigner(
        &self,
        signature: &CoSignature,
        payload: &str,
        expected: &Expected,
        directory: &Directory,
        at: i64,
        role: &mut Option<PartyRole>,
    ) -> Result<Vouched, Error> {
        let person = verify_cosignature(signature, payload, directory, self.packet.submission.iat, at)?;
        *role = roles::role_of(&self.packet.submission, &person.person);
        let found = role.ok_or(ErrorKind::PacketCosign)?;
        expected.check_not_revoked(&person.kid, directory, at)?;
        if self.signers.iter().any(|known| known.signer.kid == person.kid) {
            return Err(ErrorKind::PacketCosign.into());
        }
        roles::vouched(&person, found, expected.min_assurance)
    }

    /// The role of a certificate: the filer's if the submission names it as the way of vouching, otherwise that
    /// of the party with this reference.
    fn ca_role(&self, certificate: Option<&str>) -> Option<PartyRole> {
        let submission = &self.packet.submission;
        match &submission.auth {
            Auth::Ca { certificate: named, .. } if certificate.is_none_or(|hash| hash == named) => {
                Some(PartyRole::Filer)
            }
            _ => roles::role_of(submission, certificate?),
        }
    }

    fn refuse_certificate(&mut self, check: &CaCheck, error: Error) {
        let role = self.ca_role(Some(&check.certificate));
        self.refused.push(Refused { role, kid: Some(check.certificate.clone()), error });
    }

    /// What the host has to judge, with nothing of the content beyond hashes.
    pub fn checks(&self) -> &[CaCheck] {
        &self.checks
    }

    /// The packet, with the host's answers to [`Opening::checks`].
    ///
    /// # Errors
    /// `packet/signerMissing`, `packet/authNotAllowed`; for a signature that is required, the code by which it
    /// does not count, such as `packet/caUnchecked`, `packet/caFailed`, `packet/caIndeterminate`.
    pub fn finish(mut self, answers: &[CaAnswer]) -> Result<OpenedPacket, Error> {
        for check in std::mem::take(&mut self.checks) {
            match self.certified(&check, answers) {
                Ok(vouched) => self.signers.push(vouched),
                Err(error) => self.refuse_certificate(&check, error),
            }
        }
        let Self { packet, allowed, signers, refused, .. } = self;
        if matches!(packet.submission.auth, Auth::Ca { .. })
            && signers.iter().all(|one| one.way != "ca" || one.signer.role != PartyRole::Filer)
        {
            let reason = refused.iter().find(|entry| entry.role == Some(PartyRole::Filer));
            return Err(reason.map_or(ErrorKind::PacketSignerMissing.into(), |entry| entry.error.clone()));
        }
        roles::check(&packet.submission, &allowed, &signers, &refused)?;
        Ok(OpenedPacket {
            payload: packet.submission,
            payload_hash: packet.hash,
            signers: signers.into_iter().map(|vouched| vouched.signer).collect(),
            refused: refused
                .into_iter()
                .map(|entry| RefusedSignature { kid: entry.kid, code: entry.error.code().to_owned() })
                .collect(),
        })
    }

    fn certified(&self, check: &CaCheck, answers: &[CaAnswer]) -> Result<Vouched, Error> {
        let role = self.ca_role(Some(&check.certificate)).ok_or(ErrorKind::PacketCosign)?;
        if self.signers.iter().any(|known| known.signer.kid == check.certificate) {
            return Err(ErrorKind::PacketCosign.into());
        }
        let mut own = answers.iter().filter(|answer| answer.certificate == check.certificate);
        let (Some(answer), None) = (own.next(), own.next()) else {
            return Err(ErrorKind::PacketCaUnchecked.into());
        };
        match answer.indication {
            CaIndication::TotalPassed => {}
            CaIndication::TotalFailed => return Err(ErrorKind::PacketCaFailed.into()),
            CaIndication::Indeterminate => return Err(ErrorKind::PacketCaIndeterminate.into()),
        }
        let signer = Signer {
            role,
            kid: check.certificate.clone(),
            standing: Standing::SecuredDigitalSignature,
            person: check.certificate.clone(),
            name: answer.subject.clone(),
            level: 0,
        };
        Ok(Vouched { signer, way: "ca" })
    }
}

/// The enrolled person whose signature over `payload` (base64url) this is. The enrolment has to have been in
/// force at some time between the submission and its arrival.
pub(crate) fn verify_cosignature(
    signature: &CoSignature,
    payload: &str,
    directory: &Directory,
    since: i64,
    until: i64,
) -> Result<motcua_types::keys::Enrolment, Error> {
    let compact = signature.enrolment.as_deref().ok_or(ErrorKind::PacketCosign)?;
    let enrolment::Authentic { enrolment, issuer } = enrolment::authenticate(compact, directory)?;
    let key = std::slice::from_ref(&enrolment.jwk);
    sign::verify_part(&signature.protected, Some(payload), &signature.signature, sign::Kind::Cosign, key)?;
    // The latest moment at which it can have been made.
    let at = until.min(enrolment.exp.saturating_sub(1)).max(since);
    enrolment::check_time(&enrolment, &issuer, directory, at)?;
    directory.not_compromised(&issuer, until)?;
    Ok(enrolment)
}
