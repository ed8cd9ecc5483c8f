//! What the national login says about a citizen, in the words of this project.
//!
//! The names of the claims are those that the national portal's login was seen to give (account kind, full name,
//! personal number, birth date as `yyyyMMdd`, subject, provider). No public document fixes them: a city that connects
//! checks them against its agreement and changes this file alone.

use motcua::json::Value;
use motcua::vn::Verdict;
use motcua::vn::date::Date;
use motcua::vn::id::{self, Context};

/// A citizen, as the login vouches for one.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Citizen {
    /// Stable subject of the identity provider.
    pub(crate) sub: String,
    /// Full name, NFC.
    pub(crate) name: String,
    /// Personal identification number, 12 digits.
    pub(crate) citizen_id: String,
    /// Birth date, `yyyy-mm-dd`.
    pub(crate) birth_date: String,
}

/// Account kind of a citizen; organisations have others.
const CITIZEN: &str = "1";
/// The Ministry of Public Security, the provider of e-identity (Decree 69/2024/NĐ-CP).
const PROVIDER: &str = "BCA";

/// Reads the claims of a citizen's login.
///
/// # Errors
/// Name of the first claim that is absent or not what it should be; never its value.
pub(crate) fn citizen(claims: &Value) -> Result<Citizen, &'static str> {
    let text =
        |name: &'static str| claims.get(name).and_then(Value::as_str).filter(|s| !s.is_empty()).ok_or(name);
    if text("LoaiTaiKhoan")? != CITIZEN {
        return Err("LoaiTaiKhoan");
    }
    if text("loginIdp")? != PROVIDER {
        return Err("loginIdp");
    }
    let normal = |kind, name: &'static str| {
        id::check(kind, text(name)?, &Context::default())
            .filter(|check| check.verdict != Verdict::Invalid)
            .and_then(|check| check.normalized)
            .ok_or(name)
    };
    Ok(Citizen {
        sub: text("sub")?.to_owned(),
        name: normal("fullName", "HoVaTen")?,
        citizen_id: normal("citizenId", "SoDinhDanh")?,
        birth_date: compact_date(text("NgayThangNamSinh")?).ok_or("NgayThangNamSinh")?,
    })
}

/// `yyyyMMdd` as `yyyy-mm-dd`, if there is such a day.
fn compact_date(text: &str) -> Option<String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let iso = format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    Date::parse_iso(&iso).ok().map(|_| iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua::json::Object;

    fn claims() -> Object {
        [
            ("sub", "5b1f"),
            ("TechID", "t-1"),
            ("LoaiTaiKhoan", "1"),
            ("HoVaTen", "NGUYỄN THỊ HOA"),
            ("SoDinhDanh", "079198000123"),
            ("NgayThangNamSinh", "19980315"),
            ("loginIdp", "BCA"),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn a_citizen_is_read() {
        let read = citizen(&Value::Object(claims())).ok().unwrap();
        assert_eq!((read.citizen_id.as_str(), read.birth_date.as_str()), ("079198000123", "1998-03-15"));
        assert_eq!(read.name, "NGUYỄN THỊ HOA");
    }

    #[test]
    fn what_is_not_a_citizen_is_refused_by_the_claims_name() {
        for (name, wrong) in [
            ("LoaiTaiKhoan", "2"),
            ("loginIdp", "somebody"),
            ("SoDinhDanh", "07919800012"),
            ("NgayThangNamSinh", "19980230"),
            ("NgayThangNamSinh", "1998-3-5"),
            ("HoVaTen", "Hoa 3"),
            ("sub", ""),
        ] {
            let mut claims = claims();
            claims.insert(name, wrong);
            assert_eq!(citizen(&Value::Object(claims)).err(), Some(name));
        }
        let mut claims = claims();
        claims.remove("HoVaTen");
        assert_eq!(citizen(&Value::Object(claims)).err(), Some("HoVaTen"));
    }
}
