//! Formats: those of the draft that forms use, and `vn-*`.

use motcua_vn::Verdict;
use motcua_vn::date::{Date, DateError, PartialDate, is_rfc3339_date_time};
use motcua_vn::id::{self, Context};

use motcua_scan::pattern::is_pattern;

use super::text;
use crate::logic::time::iso_partial;

/// A format that is asserted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    /// A whole ISO date.
    Date,
    /// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    PartialDate,
    /// RFC 3339 date-time.
    DateTime,
    /// A format that a grammar tells, and its code is `form/format`.
    Text(fn(&str) -> bool),
    /// A kind of `motcua_vn::id`.
    Vn(&'static str),
}

impl Format {
    /// The format of a name. A schema of the draft takes an e-mail address as the draft has it, a form as people in
    /// Viet Nam have it.
    pub(super) fn find(name: &str, draft: bool) -> Option<Self> {
        Some(match name {
            "email" if draft => Self::Text(text::is_email),
            "time" => Self::Text(text::is_time),
            "ipv4" => Self::Text(text::is_ipv4),
            "ipv6" => Self::Text(text::is_ipv6),
            "uuid" => Self::Text(text::is_uuid),
            "regex" => Self::Text(is_pattern),
            "json-pointer" => Self::Text(text::is_json_pointer),
            "relative-json-pointer" => Self::Text(text::is_relative_json_pointer),
            "uri" => Self::Text(|text| text::is_uri(text, true, false)),
            "uri-reference" => Self::Text(|text| text::is_uri(text, false, false)),
            "iri" => Self::Text(|text| text::is_uri(text, true, true)),
            "iri-reference" => Self::Text(|text| text::is_uri(text, false, true)),
            "date" => Self::Date,
            "date-time" => Self::DateTime,
            "email" | "vn-email" => Self::Vn("email"),
            "vn-partial-date" => Self::PartialDate,
            "vn-full-name" => Self::Vn("fullName"),
            "vn-citizen-id" => Self::Vn("citizenId"),
            "vn-old-id-card" => Self::Vn("oldIdCard"),
            "vn-passport" => Self::Vn("passport"),
            "vn-phone" => Self::Vn("phone"),
            "vn-tax-code" => Self::Vn("taxCode"),
            "vn-business-code" => Self::Vn("businessCode"),
            "vn-social-insurance" => Self::Vn("socialInsurance"),
            "vn-health-insurance" => Self::Vn("healthInsurance"),
            "vn-driving-licence" => Self::Vn("drivingLicence"),
            "vn-foreigner-number" => Self::Vn("foreignerNumber"),
            "vn-plate" => Self::Vn("plate"),
            "vn-place-id" => Self::Vn("placeId"),
            "vn-place-code" => Self::Vn("placeCode"),
            "vn-dossier-code" => Self::Vn("dossierCode"),
            "vn-agency-code" => Self::Vn("agencyCode"),
            "vn-procedure-code" => Self::Vn("procedureCode"),
            _ => return None,
        })
    }

    /// Whether the text is refused, the findings, and its normal form.
    pub(super) fn check(self, text: &str, context: &Context) -> (bool, Vec<&'static str>, Option<String>) {
        let code = match self {
            Self::Date => Date::parse_iso(text).err().map(DateError::code),
            Self::PartialDate if iso_partial(text).is_some() => None,
            Self::PartialDate => Some(PartialDate::parse(text).err().map_or("date/form", DateError::code)),
            Self::Text(holds) => (!holds(text)).then_some("form/format"),
            Self::DateTime => (!is_rfc3339_date_time(text)).then_some("date/form"),
            Self::Vn(kind) => {
                return match id::check(kind, text, context) {
                    Some(check) => (check.verdict == Verdict::Invalid, check.codes, check.normalized),
                    None => (false, Vec::new(), None),
                };
            }
        };
        (code.is_some(), code.into_iter().collect(), None)
    }
}
