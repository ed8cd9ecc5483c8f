//! E-mail addresses: the ordinary form, in one pass. No Vietnamese rule exists; lengths are those of RFC 5321.

use crate::{Check, text::normalize};

pub(super) fn check(text: &str) -> Check {
    let text = normalize(text);
    if text.len() > 254 {
        return Check::invalid("email/tooLong");
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Check::invalid("email/form");
    };
    if local.len() > 64 {
        return Check::invalid("email/tooLong");
    }
    if !is_local(local) || !is_domain(domain) {
        return Check::invalid("email/form");
    }
    // The local part is the receiving host's business, so its case is kept.
    let domain = domain.to_lowercase();
    let mut check = Check::valid(format!("{local}@{domain}")).with("local", local).with("domain", domain);
    if !local.is_ascii() {
        check.warn("email/nonAsciiLocal");
    }
    check
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
