//! Refusals as stable codes, never with a value of the input.

use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Why something was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $name,)*
            /// The JSON of a signed or sealed object is not acceptable; has the code of that refusal.
            Json(motcua_json::ErrorKind),
        }

        impl ErrorKind {
            /// The stable code of this kind.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                    Self::Json(kind) => kind.code(),
                }
            }
        }

        /// Every code of this crate. Besides these it passes on the codes of `motcua_json`.
        pub const CODES: &[&str] = &[$($code,)*];
    };
}

kinds! {
    /// The host gave no random bytes, or bytes that are not random.
    Entropy = "crypto/entropy",
    /// Text is not strict base64url: no padding, no white space, no stray bits (RFC 4648 section 5).
    Base64 = "crypto/base64",
    /// Not a key of an allowed kind: type, curve, length or point.
    Key = "crypto/key",
    /// A private member stands where a public key is expected.
    PrivateKey = "crypto/privateKey",
    /// The key is not for this use or algorithm.
    KeyUse = "crypto/keyUse",
    /// A key identifier is not the thumbprint of its key.
    KidMismatch = "crypto/kidMismatch",
    /// No key with the identifier that the object names.
    UnknownKey = "crypto/unknownKey",
    /// Text is no PEM block with a public or an unencrypted private key (RFC 7468).
    Pem = "crypto/pem",
    /// The person did not let the key be used.
    KeyCancelled = "crypto/keyCancelled",
    /// The key's device or token is locked.
    KeyLocked = "crypto/keyLocked",
    /// The key's store does not take that many bytes.
    KeyTooLarge = "crypto/keyTooLarge",
    /// The key is no longer in its store.
    KeyGone = "crypto/keyGone",
    /// Not a certificate that can be read, or not the one that its hash names.
    Certificate = "crypto/certificate",
    /// Two-step signing was finished with another key or request than it was begun with.
    SigningRequest = "crypto/signingRequest",
    /// A protected header lacks a member or has one of the wrong type.
    Header = "crypto/header",
    /// A protected header has a member that the format does not use.
    HeaderMember = "crypto/headerMember",
    /// A header asks for an extension (`crit`).
    Critical = "crypto/crit",
    /// Another signature or key-agreement algorithm than the key and the format allow.
    Algorithm = "crypto/alg",
    /// Another content encryption than A256GCM.
    Encryption = "crypto/enc",
    /// The object is of another kind than the one wanted (`typ`).
    Type = "crypto/typ",
    /// The content type is not JSON.
    ContentType = "crypto/cty",
    /// The object has a shape that the format does not have.
    Shape = "crypto/shape",
    /// The object is larger than the format allows.
    TooLarge = "crypto/tooLarge",
    /// The payload is absent.
    Detached = "crypto/detached",
    /// Signed or authenticated bytes are not the canonical form (RFC 8785).
    NotCanonical = "crypto/notCanonical",
    /// The signature has the wrong length or encoding.
    SignatureFormat = "crypto/signatureFormat",
    /// The signature does not verify.
    Signature = "crypto/signature",
    /// No recipient, or more than sixteen.
    RecipientCount = "crypto/recipientCount",
    /// The recipients differ from those that the object is bound to, or one stands there twice.
    Recipients = "crypto/recipients",
    /// The context to bind to is not well formed: version, purpose, dossier, procedure or another identifier.
    Context = "crypto/context",
    /// It cannot be opened with this key. One code for every reason.
    CannotOpen = "crypto/cannotOpen",
    /// A chunk's number, size or length does not fit its attachment.
    Chunk = "crypto/chunk",
    /// Who opens, in which role or what for is not said, or not in 1 to 128 plain characters.
    Access = "crypto/access",
    /// An attachment put together from its chunks is not the one in the signed manifest.
    Attachment = "crypto/attachment",
    /// The key directory has an unknown version.
    KeysVersion = "keys/version",
    /// The key directory is older than one seen before.
    KeysRollback = "keys/rollback",
    /// The key directory is no longer valid.
    KeysExpired = "keys/expired",
    /// The key directory is not valid yet.
    KeysNotYetValid = "keys/notYetValid",
    /// The key directory is not signed by the pinned root.
    KeysWrongRoot = "keys/wrongRoot",
    /// A key of the directory has another thumbprint than stated.
    KeysKidMismatch = "keys/kidMismatch",
    /// The directory lists a key twice.
    KeysDuplicate = "keys/duplicate",
    /// A key of the directory cannot serve the use stated, or its validity is empty.
    KeysUse = "keys/use",
    /// The signer is not in the directory.
    KeysUnknownSigner = "keys/unknownSigner",
    /// The key of the directory is not for signing.
    KeysNotSigner = "keys/notSigner",
    /// The signer's key was not valid at that time.
    KeysSignerExpired = "keys/signerExpired",
    /// The signer's key is compromised.
    KeysCompromised = "keys/compromised",
    /// The directory has no key to seal to for an agency and unit.
    KeysNoRecipient = "keys/noRecipient",
    /// The enrolment has an unknown version.
    EnrolmentVersion = "enrolment/version",
    /// The enrolled key has another thumbprint than stated.
    EnrolmentKidMismatch = "enrolment/kidMismatch",
    /// The enrolled key cannot sign.
    EnrolmentKey = "enrolment/key",
    /// The enrolment was over at that time.
    EnrolmentExpired = "enrolment/expired",
    /// The enrolment had not begun at that time.
    EnrolmentNotYetValid = "enrolment/notYetValid",
    /// An officer's enrolment lacks agency or role, or a citizen's has one.
    EnrolmentOfficer = "enrolment/officer",
    /// An officer was enrolled by another agency than the officer's own.
    EnrolmentAgency = "enrolment/agency",
    /// The submission has an unknown version.
    PacketVersion = "packet/version",
    /// The sealed object is not a submission.
    PacketPurpose = "packet/purpose",
    /// The sealed envelope names another dossier or procedure than the signed submission.
    PacketEnvelope = "packet/envelope",
    /// A co-signature cannot be placed: it is by nobody whom the submission names, by somebody who signs already,
    /// or one too many.
    PacketCosign = "packet/cosign",
    /// A party is incoherent: nobody or two in one place, for a role that nobody has, or with evidence that is
    /// not attached.
    PacketParties = "packet/parties",
    /// The packet was sealed for another agency, and no transfer explains it.
    PacketNotTransferred = "packet/notTransferred",
    /// The transfers do not lead from the agency addressed to this packet and its holder.
    PacketTransfer = "packet/transfer",
    /// The certificate of a signature has not been checked by the host.
    PacketCaUnchecked = "packet/caUnchecked",
    /// The certificate or its signature failed the host's check.
    PacketCaFailed = "packet/caFailed",
    /// The host could not find out whether the certificate is good.
    PacketCaIndeterminate = "packet/caIndeterminate",
    /// The submission is meant for another agency.
    PacketWrongAudience = "packet/wrongAudience",
    /// The submission answers another challenge.
    PacketWrongNonce = "packet/wrongNonce",
    /// The submission belongs to another dossier.
    PacketWrongDossier = "packet/wrongDossier",
    /// The submission was made with another procedure, version or text.
    PacketWrongProcedure = "packet/wrongProcedure",
    /// The submission was signed too long ago.
    PacketExpired = "packet/expired",
    /// The submission was signed in the future.
    PacketFromFuture = "packet/fromFuture",
    /// This way of vouching is not allowed for this procedure.
    PacketAuthNotAllowed = "packet/authNotAllowed",
    /// The enrolment is for something else than this way of vouching.
    PacketWrongScope = "packet/wrongScope",
    /// The channel does not go with this way of vouching.
    PacketWrongChannel = "packet/wrongChannel",
    /// The assurance level of the login is too low.
    PacketAssuranceTooLow = "packet/assuranceTooLow",
    /// The submission is signed by another key than the enrolled one.
    PacketSignerMismatch = "packet/signerMismatch",
    /// Somebody who must sign has not.
    PacketSignerMissing = "packet/signerMissing",
    /// The enrolled key is revoked.
    PacketRevoked = "packet/revoked",
    /// The packet holds another submission than the one accepted.
    PacketChanged = "packet/changed",
    /// The request to co-sign, or the answer to it, has an unknown version.
    CosignVersion = "cosign/version",
    /// The request to co-sign is over.
    CosignExpired = "cosign/expired",
    /// The submission names nobody of that reference, so nobody is asked.
    CosignNotAsked = "cosign/notAsked",
    /// Another submission than the one that the request named.
    CosignChanged = "cosign/changed",
    /// The enrolment is another person's than the one asked.
    CosignWrongPerson = "cosign/wrongPerson",
    /// The pack has an unknown version.
    PackVersion = "pack/version",
    /// The pack's signature does not verify.
    PackSignature = "pack/signature",
    /// The pack is not signed by a key of the directory that may sign now.
    PackSigner = "pack/signer",
    /// The pack is older than one seen before.
    PackRollback = "pack/rollback",
    /// The pack needs a newer engine.
    PackEngineTooOld = "pack/engineTooOld",
    /// A document of the pack differs from its hash.
    PackHashMismatch = "pack/hashMismatch",
    /// A path of the pack is not plain, or stands there twice.
    PackPath = "pack/path",
    /// The vault has an unknown version.
    VaultVersion = "vault/version",
    /// The vault's key is derived in an unknown way.
    VaultKdf = "vault/kdf",
    /// The costs of deriving the vault's key are outside of what is safe to read.
    VaultParameters = "vault/parameters",
    /// The passphrase is empty or longer than 1,024 bytes.
    VaultPassphrase = "vault/passphrase",
    /// The device has not enough memory to derive the vault's key.
    VaultMemory = "vault/memory",
    /// A wrong passphrase or authenticator, another vault's box, or altered data. One code for every reason.
    VaultCannotOpen = "vault/cannotOpen",
    /// A key was asked for and the box holds a draft, or the other way round.
    VaultContent = "vault/content",
}

/// A refusal: its kind and, where known, the place in the input as a JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    pointer: Option<String>,
}

impl Error {
    /// A refusal without a place. Hosts use it with [`ErrorKind::Entropy`].
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, pointer: None }
    }

    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// What was wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable code, such as `crypto/signature`.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The JSON Pointer (RFC 6901) of the place, if it is known.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl From<motcua_json::Error> for Error {
    fn from(error: motcua_json::Error) -> Self {
        Self { kind: ErrorKind::Json(error.kind()), pointer: error.pointer().map(str::to_owned) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self.pointer.as_deref() {
            Some(pointer) if !pointer.is_empty() => write!(f, " in {pointer:?}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut seen = CODES.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), CODES.len());
        for code in seen {
            let (area, name) = code.split_once('/').unwrap();
            assert!(
                ["crypto", "keys", "enrolment", "packet", "cosign", "pack", "vault"].contains(&area),
                "{code}"
            );
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{code}");
        }
    }
}
