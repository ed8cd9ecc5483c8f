//! The signature of a certificate beside a signed object: JAdES B-B (ETSI TS 119 182-1) over the same payload
//! bytes.
//!
//! The core reads the header and takes the key out of the certificate; it builds no chain and knows no RSA. The
//! host judges the certificate, and the core holds its answer to what was asked. An ES256 signature is verified
//! here as well, so that one which is simply wrong never reaches the host.

use motcua_json::{Object, Value};
use motcua_types::jose::CoSignature;
use motcua_types::submission::CaCheck;

use crate::der::{self, Reader};
use crate::sign::verify_bytes;
use crate::{Error, ErrorKind, b64, hash, header, pem};

/// A signer's certificate and a handful of issuers.
const MAX_HEADER: usize = 48 << 10;
const MAX_CHAIN: usize = 6;
/// rsaEncryption (RFC 8017 appendix C) with its empty parameters.
const RSA: &[u8] =
    &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/// Whether a co-signature is one of a certificate.
pub(crate) fn is_one(signature: &CoSignature) -> bool {
    header::decode(&signature.protected, MAX_HEADER).is_ok_and(|header| header.contains_key("x5c"))
}

/// What the host has to judge about a certificate's signature over `payload` (base64url).
///
/// # Errors
/// `crypto/crit`, `crypto/headerMember`, `crypto/header`, `crypto/typ`, `crypto/cty`, `crypto/alg`,
/// `crypto/certificate`, `crypto/signatureFormat`, `crypto/signature`, `crypto/base64`.
pub(crate) fn check(signature: &CoSignature, payload: &str) -> Result<CaCheck, Error> {
    let header = header::decode(&signature.protected, MAX_HEADER)?;
    let iat = signing_time(&header)?;
    let allowed = ["alg", "x5c", "x5t#S256", "iat", "sigT", "crit", "typ", "cty", "kid"];
    let header = header::only(header, &allowed)?;
    let other = |name: &str, known: &[&str]| {
        header.get(name).is_some_and(|value| value.as_str().is_none_or(|text| !known.contains(&text)))
    };
    if other("typ", &["egov-cosign+jws", "jose", "jose+json"]) {
        return Err(ErrorKind::Type.into());
    }
    if other("cty", &["json"]) {
        return Err(ErrorKind::ContentType.into());
    }
    let alg = header::text(&header, "alg")?;
    let chain = chain(&header)?;
    let certificate = b64::decode_standard(chain.first().ok_or(ErrorKind::Certificate)?)?;
    let thumbprint = b64::encode(&hash::sha256(&certificate));
    header::want(&header, "x5t#S256", &thumbprint, ErrorKind::Certificate)?;
    let spki = subject_key(&certificate).ok_or(ErrorKind::Certificate)?;
    let signed = format!("{}.{payload}", signature.protected);
    let raw = b64::decode(&signature.signature)?;
    match alg {
        "ES256" => verify_bytes(signed.as_bytes(), &raw, &pem::spki_key(spki)?, alg)?,
        // RS256 is read because certificates' software still writes it; nothing here ever asks for it.
        "PS256" | "RS256" if Reader::new(spki).enter(der::SEQUENCE).is_some_and(rsa) => {}
        _ => return Err(ErrorKind::Algorithm.into()),
    }
    Ok(CaCheck {
        certificate: format!("sha-256:{thumbprint}"),
        alg: alg.to_owned(),
        spki: b64::encode(spki),
        chain,
        signed,
        signature: signature.signature.clone(),
        iat,
    })
}

/// `iat` of the present version of the standard, or `sigT` of the one before, which has to be critical.
fn signing_time(header: &Object) -> Result<i64, Error> {
    let critical = header.get("crit");
    match (header.get("iat"), header.get("sigT"), critical) {
        (Some(iat), None, None) => iat.as_i64().ok_or_else(|| ErrorKind::Header.into()),
        (None, Some(time), Some(critical)) => {
            let only = critical
                .as_array()
                .is_some_and(|list| matches!(list, [name] if name.as_str() == Some("sigT")));
            if !only {
                return Err(ErrorKind::Critical.into());
            }
            time.as_str().and_then(utc).ok_or_else(|| ErrorKind::Header.into())
        }
        (_, _, Some(_)) => Err(ErrorKind::Critical.into()),
        _ => Err(ErrorKind::Header.into()),
    }
}

/// Seconds since 1970 of `yyyy-mm-ddThh:mm:ssZ`, the one form of `sigT`.
fn utc(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let fits = bytes.len() == 20
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            10 => *byte == b'T',
            13 | 16 => *byte == b':',
            19 => *byte == b'Z',
            _ => byte.is_ascii_digit(),
        });
    if !fits {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Years that begin in March, so that the leap day is the last of its year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

fn chain(header: &Object) -> Result<Vec<String>, Error> {
    let list = header.get("x5c").and_then(Value::as_array).ok_or(ErrorKind::Header)?;
    if list.is_empty() || list.len() > MAX_CHAIN {
        return Err(ErrorKind::Certificate.into());
    }
    list.iter()
        .map(|item| {
            let text = item.as_str().ok_or(ErrorKind::Header)?;
            b64::decode_standard(text)?;
            Ok(text.to_owned())
        })
        .collect()
}

fn rsa(mut info: Reader<'_>) -> bool {
    info.element(der::SEQUENCE).is_some_and(|(algorithm, _)| algorithm == RSA)
        && info.take(der::BIT_STRING).is_some()
        && info.is_empty()
}

/// The SubjectPublicKeyInfo of a certificate (RFC 5280 section 4.1).
fn subject_key(certificate: &[u8]) -> Option<&[u8]> {
    let mut whole = Reader::new(certificate);
    let mut outer = whole.enter(der::SEQUENCE)?;
    let mut body = outer.enter(der::SEQUENCE)?;
    outer.take(der::SEQUENCE)?;
    outer.take(der::BIT_STRING)?;
    if !outer.is_empty() || !whole.is_empty() {
        return None;
    }
    if body.peek() == Some(0xa0) {
        body.take(0xa0)?;
    }
    body.take(der::INTEGER)?;
    // Signature algorithm, issuer, validity, subject.
    for _ in 0..4 {
        body.take(der::SEQUENCE)?;
    }
    body.element(der::SEQUENCE).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_older_header() {
        assert_eq!(utc("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(utc("2026-11-28T17:02:03Z"), Some(1_795_885_323));
        assert_eq!(utc("2024-02-29T23:59:59Z"), Some(1_709_251_199));
        let wrong = ["2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z"];
        for text in wrong.into_iter().chain(["2026-01-01T24:00:00Z", "2026-01-01T00:00:00+07", "", "x"]) {
            assert_eq!(utc(text), None, "{text}");
        }
    }
}
