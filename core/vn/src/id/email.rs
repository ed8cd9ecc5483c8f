//! E-mail addresses: the ordinary form, in one pass. No Vietnamese rule exists; lengths are those of RFC 5321.

use super::{Context, Refusal};
use crate::Check;
use crate::text::lower_case;

pub(super) fn check(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    if text.len() > 254 {
        return Err("email/tooLong");
    }
    let (local, domain) = text.rsplit_once('@').ok_or("email/form")?;
    if local.len() > 64 {
        return Err("email/tooLong");
    }
    if !is_local(local) || !is_domain(domain) {
        return Err("email/form");
    }
    // The local part is the receiving host's business, so its case is kept.
    let domain = lower_case(domain);
    check.add("local", local);
    check.add("domain", &domain);
    if !local.is_ascii() {
        check.warn("email/nonAsciiLocal");
    }
    check.normalized = Some([local, &domain].join("@"));
    Ok(())
}

/// Dot-separated atoms (RFC 5322 `dot-atom`), with the letters of RFC 6531. Quoted local parts are not in use.
fn is_local(local: &str) -> bool {
    local.split('.').all(|atom| {
        !atom.is_empty() && atom.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    })
}

/// At least two labels of letters, digits and inner hyphens; internationalised labels pass.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && last.chars().any(char::is_alphabetic)
}
