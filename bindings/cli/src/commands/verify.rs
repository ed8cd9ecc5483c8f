//! `motcua verify`: a signed object, or a whole log, against a key directory under a pinned root.

use motcua::crypto::directory::Directory;
use motcua::crypto::pack::{self, Trust};
use motcua::crypto::sign::{self, Kind, Verified};
use motcua::crypto::{b64, enrolment};
use motcua::dossier::receipt;
use motcua::json::{Policy, Value, parse};
use motcua::types::jose::{FlattenedJws, Jwk};

use crate::args::Call;
use crate::outcome::{Outcome, Stop};
use crate::{input, text, trust};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let (now, file) = (input::now(call)?, call.operand());
    let bytes = input::bytes(file)?;
    let bytes = bytes.trim_ascii();
    if bytes.first() == Some(&b'[') {
        return super::log::chain(call, file, bytes);
    }
    let jws = read(file, bytes)?;
    let kind = kind(&jws).ok_or_else(|| Stop::refused_code(file, "crypto/typ"))?;
    let verifier = Verifier { file, jws: &jws, kind };
    let (verified, signer) = match kind {
        Kind::Keys => verifier.keys(bytes, &trust::root(call)?, now)?,
        _ => verifier.other(&trust::directory(call, now)?, now)?,
    };
    let lines = [
        (call.lang.pick("loại", "kind"), kind.typ()),
        (call.lang.pick("người ký", "signer"), signer.as_str()),
        (call.lang.pick("khóa", "key"), verified.kid.as_str()),
        (call.lang.pick("thuật toán", "algorithm"), verified.alg),
    ];
    let members = vec![
        ("file", file.into()),
        ("kind", kind.typ().into()),
        ("signer", signer.as_str().into()),
        ("kid", verified.kid.as_str().into()),
        ("alg", verified.alg.into()),
        ("payload", verified.value),
    ];
    let good = call.lang.pick("chữ ký khớp", "the signature verifies");
    Ok(Outcome::of(format!("{file}: {good}\n{}", text::table(&lines)), members))
}

/// A flattened object, or a compact one.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<FlattenedJws, Stop> {
    let jws = match std::str::from_utf8(bytes) {
        Ok(text) if !text.starts_with('{') => sign::from_compact(text),
        _ => sign::parse_flattened(bytes),
    };
    jws.map_err(|error| Stop::refused(file, &error))
}

/// What the object says it is; verification repeats and enforces it.
fn kind(jws: &FlattenedJws) -> Option<Kind> {
    let header = parse(&b64::decode(&jws.protected).ok()?, &Policy::PROFILE).ok()?;
    Kind::from_typ(header.get("typ")?.as_str()?)
}

struct Verifier<'a> {
    file: &'a str,
    jws: &'a FlattenedJws,
    kind: Kind,
}

impl Verifier<'_> {
    fn refuse(&self, error: &motcua::crypto::Error) -> Stop {
        Stop::refused(self.file, error)
    }

    fn with(&self, keys: &[Jwk]) -> Result<Verified, Stop> {
        sign::verify(self.jws, self.kind, keys).map_err(|error| self.refuse(&error))
    }

    /// A key directory: nothing but the root vouches for it.
    fn keys(&self, bytes: &[u8], root: &Jwk, now: i64) -> Result<(Verified, String), Stop> {
        Directory::open(bytes, root, now, 0).map_err(|error| self.refuse(&error))?;
        Ok((self.with(std::slice::from_ref(root))?, "root".to_owned()))
    }

    fn other(&self, directory: &Directory, now: i64) -> Result<(Verified, String), Stop> {
        if self.kind == Kind::Submission {
            return self.submission(directory);
        }
        let keys: Vec<Jwk> = directory.payload().keys.iter().map(|key| key.jwk.clone()).collect();
        let verified = self.with(&keys)?;
        match self.kind {
            Kind::Enrol => {
                enrolment::verify(&sign::to_compact(self.jws), directory, now)
                    .map_err(|error| self.refuse(&error))?;
            }
            Kind::Pack => {
                let text = sign::to_json(self.jws);
                pack::open(text.as_bytes(), Trust::Directory(directory), now, 0, motcua::ENGINE_VERSION)
                    .map_err(|error| self.refuse(&error))?;
            }
            Kind::Receipt => {
                receipt::open(self.jws, directory)
                    .map_err(|error| Stop::refused_code(self.file, error.code()))?;
            }
            _ => {}
        }
        let at = verified.value.get("iat").and_then(Value::as_i64).unwrap_or(now);
        let key = directory.signer(&verified.kid, at).map_err(|error| self.refuse(&error))?;
        let signer = match &key.unit {
            Some(unit) => format!("{} / {unit}", key.agency),
            None => key.agency.clone(),
        };
        Ok((verified, signer))
    }

    /// A submission is signed with a key that the directory does not list but has enrolled.
    fn submission(&self, directory: &Directory) -> Result<(Verified, String), Stop> {
        let payload = self.jws.payload.as_deref().and_then(|payload| b64::decode(payload).ok());
        let payload = payload.and_then(|bytes| parse(&bytes, &Policy::PROFILE).ok());
        let claim = |pointer: &str| payload.as_ref().and_then(|payload| payload.pointer(pointer));
        let at = claim("/iat").and_then(Value::as_i64);
        let compact = claim("/auth/enrolment").and_then(Value::as_str);
        let (Some(at), Some(compact)) = (at, compact) else {
            return Err(Stop::refused_code(self.file, "packet/authNotAllowed"));
        };
        let enrolled = enrolment::verify(compact, directory, at).map_err(|error| self.refuse(&error))?;
        Ok((self.with(std::slice::from_ref(&enrolled.jwk))?, enrolled.name))
    }
}
