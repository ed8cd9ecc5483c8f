//! Key derivation with HKDF-SHA-256 (RFC 5869).

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, ErrorKind, b64};

/// `label 00 part 00 part …` as the format writes derivation contexts. A part with a zero byte would make two
/// different lists equal and is refused.
fn info(label: &str, parts: &[&str]) -> Result<Vec<u8>, Error> {
    let mut out = label.as_bytes().to_vec();
    for part in parts {
        if part.as_bytes().contains(&0) {
            return Err(ErrorKind::Context.into());
        }
        out.push(0);
        out.extend_from_slice(part.as_bytes());
    }
    Ok(out)
}

/// A key from another key, for the purpose that `label` and `parts` name. No salt.
pub(crate) fn key(secret: &[u8; 32], label: &str, parts: &[&str]) -> Result<Zeroizing<[u8; 32]>, Error> {
    let mut out = Zeroizing::new([0u8; 32]);
    Hkdf::<Sha256>::new(None, secret)
        .expand(&info(label, parts)?, out.as_mut_slice())
        .map_err(|_| Error::new(ErrorKind::Context))?;
    Ok(out)
}

/// The commitment to a content key: HKDF-Expand(key, `egov/v1/commit`, 32), base64url. GCM alone does not
/// commit to its key, so one ciphertext could show two recipients two contents.
pub(crate) fn commitment(content_key: &[u8; 32]) -> Result<String, Error> {
    let mut out = [0u8; 32];
    Hkdf::<Sha256>::from_prk(content_key)
        .map_err(|_| Error::new(ErrorKind::Context))?
        .expand(b"egov/v1/commit", &mut out)
        .map_err(|_| Error::new(ErrorKind::Context))?;
    Ok(b64::encode(&out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_parts_is_unambiguous() {
        let secret = [7u8; 32];
        assert_ne!(*key(&secret, "l", &["ab", "c"]).unwrap(), *key(&secret, "l", &["a", "bc"]).unwrap());
        assert_eq!(key(&secret, "l", &["a\0b"]).unwrap_err().code(), "crypto/context");
    }

    // RFC 5869 appendix A.3: no salt, no info, first 32 bytes of the output.
    #[test]
    fn rfc5869_case_3_has_no_salt() {
        let mut out = [0u8; 32];
        Hkdf::<Sha256>::new(None, &[0x0b; 22]).expand(b"", &mut out).unwrap();
        assert_eq!(b64::encode(&out), "jaTndaVjwY9xX4AqBjxaMbihH1xe4Yeew0VOXzxzjS0");
    }
}
