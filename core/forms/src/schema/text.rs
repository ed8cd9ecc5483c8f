//! Formats of the draft that need a grammar of their own.

use super::uri::decode;

/// RFC 3339 `full-time`, on a day that can have a leap second.
pub(super) fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(zone) = text.get(8..).and_then(|rest| rest.find(['Z', 'z', '+', '-']).map(|at| at + 8)) else {
        return false;
    };
    let suffix = text.get(zone..).unwrap_or_default();
    // A leap second is the last of a day in UTC, whatever the day, which the format date-time cannot know for us.
    if bytes.get(6..8) == Some(b"60") {
        let minutes = |text: &str| -> Option<i32> {
            Some(text.get(..2)?.parse::<i32>().ok()? * 60 + text.get(3..5)?.parse::<i32>().ok()?)
        };
        let offset = match suffix.as_bytes().first() {
            Some(b'+') => minutes(suffix.get(1..).unwrap_or_default()),
            Some(b'-') => minutes(suffix.get(1..).unwrap_or_default()).map(|offset| -offset),
            _ => Some(0),
        };
        let (Some(local), Some(offset)) = (minutes(text), offset) else { return false };
        if (local - offset).rem_euclid(24 * 60) != 24 * 60 - 1 {
            return false;
        }
        let before = format!(
            "2016-01-01T{}59{}",
            text.get(..6).unwrap_or_default(),
            text.get(8..).unwrap_or_default()
        );
        return motcua_vn::date::is_rfc3339_date_time(&before);
    }
    motcua_vn::date::is_rfc3339_date_time(&format!("2016-01-01T{text}"))
}

/// RFC 5321 `Mailbox`: a dot-atom or a quoted local part, and a domain of labels or an address in brackets.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    let local_good = if quoted {
        let inside = local.get(1..local.len() - 1).unwrap_or_default();
        let mut escaped = false;
        inside.chars().all(|c| {
            let good = (' '..='~').contains(&c) && (escaped || c != '"');
            escaped = !escaped && c == '\\';
            good
        }) && !escaped
    } else {
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
    };
    let address = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let domain_good = match address {
        Some(address) => is_ipv4(address) || address.strip_prefix("IPv6:").is_some_and(is_ipv6),
        None => domain.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        }),
    };
    local_good && domain_good
}

/// RFC 2673 section 3.2, without leading zeros.
pub(super) fn is_ipv4(text: &str) -> bool {
    let mut count = 0;
    let each = text.split('.').all(|part| {
        count += 1;
        let digits = !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        digits && (part == "0" || !part.starts_with('0')) && part.parse::<u16>().is_ok_and(|n| n < 256)
    });
    each && count == 4
}

/// RFC 4291 section 2.2.
pub(super) fn is_ipv6(text: &str) -> bool {
    if text.contains(":::") {
        return false;
    }
    let (head, tail) = match text.split_once("::") {
        Some((head, tail)) if !tail.contains("::") => (head, Some(tail)),
        Some(_) => return false,
        None => (text, None),
    };
    let groups = |part: &str, last: bool| -> Option<usize> {
        if part.is_empty() {
            return Some(0);
        }
        let mut count = 0;
        let mut pieces = part.split(':').peekable();
        while let Some(piece) = pieces.next() {
            if pieces.peek().is_none() && last && piece.contains('.') {
                count += is_ipv4(piece).then_some(2)?;
            } else {
                let hex = (1..=4).contains(&piece.len()) && piece.bytes().all(|b| b.is_ascii_hexdigit());
                count += hex.then_some(1)?;
            }
        }
        Some(count)
    };
    match tail {
        None => groups(head, true) == Some(8),
        Some(tail) => match (groups(head, false), groups(tail, true)) {
            (Some(a), Some(b)) => a + b <= 7,
            _ => false,
        },
    }
}

/// RFC 9562: 8-4-4-4-12 hexadecimal digits.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// RFC 6901.
pub(super) fn is_json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// Relative JSON Pointer: how many levels up, then a pointer or `#`.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (up, rest) = text.split_at(digits);
    !up.is_empty() && (up == "0" || !up.starts_with('0')) && (rest == "#" || is_json_pointer(rest))
}

/// RFC 3986 `URI-reference`, or with `wide` RFC 3987 `IRI-reference`; `absolute` asks for a scheme.
pub(super) fn is_uri(text: &str, absolute: bool, wide: bool) -> bool {
    let fits = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
        } else {
            wide && !c.is_control() && !c.is_whitespace()
        }
    };
    if !text.chars().all(fits) || text.matches('#').count() > 1 || !percent(text) {
        return false;
    }
    let body = text.split('#').next().unwrap_or_default();
    let scheme_end = body.find([':', '/', '?']).filter(|at| body.as_bytes().get(*at) == Some(&b':'));
    let rest = match scheme_end {
        Some(at) => {
            let scheme = body.get(..at).unwrap_or_default();
            let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
            if !good {
                return false;
            }
            body.get(at + 1..).unwrap_or_default()
        }
        None if absolute => return false,
        None => body,
    };
    let Some(after) = rest.strip_prefix("//") else { return !text.contains(['[', ']']) };
    let authority = after.split(['/', '?']).next().unwrap_or_default();
    let behind = after.get(authority.len()..).unwrap_or_default();
    if behind.contains(['[', ']']) {
        return false;
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if authority
        .strip_suffix(host)
        .is_some_and(|user| user.trim_end_matches('@').contains(['[', ']', '@']) || user.ends_with("@@"))
    {
        return false;
    }
    let port = |rest: &str| {
        rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()))
    };
    match host.strip_prefix('[') {
        Some(inside) => inside.split_once(']').is_some_and(|(address, rest)| {
            let future = address.starts_with(['v', 'V']) && address.contains('.');
            (is_ipv6(address) || future) && port(rest)
        }),
        None => {
            let name = host.split(':').next().unwrap_or_default();
            !host.contains(['[', ']']) && port(host.get(name.len()..).unwrap_or_default())
        }
    }
}

fn percent(text: &str) -> bool {
    // Decoding fails also where the bytes are no UTF-8, which an address may hold.
    decode(text).is_some()
        || text
            .split('%')
            .skip(1)
            .all(|rest| rest.get(..2).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit())))
}
