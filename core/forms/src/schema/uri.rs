//! Addresses of schemas: resolving a reference against a base (RFC 3986 section 5.2), and decoding a fragment.

/// A reference resolved against a base, without its fragment, and the fragment.
pub(super) fn resolve<'r>(base: &str, reference: &'r str) -> (String, &'r str) {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    (join(base, address), fragment)
}

/// Scheme with its colon, authority with its slashes, path, query with its mark.
struct Parts<'u> {
    scheme: &'u str,
    authority: &'u str,
    path: &'u str,
    query: &'u str,
}

fn split(text: &str) -> Parts<'_> {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let (scheme, rest) = match text.find(':') {
        Some(at) if text.get(..at).is_some_and(is_scheme) => text.split_at(at + 1),
        _ => ("", text),
    };
    let (authority, rest) = match rest.strip_prefix("//") {
        Some(after) => rest.split_at(2 + after.find(['/', '?']).unwrap_or(after.len())),
        None => ("", rest),
    };
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    Parts { scheme, authority, path, query }
}

fn join(base: &str, reference: &str) -> String {
    let (b, r) = (split(base), split(reference));
    if !r.scheme.is_empty() {
        return reference.to_owned();
    }
    if !r.authority.is_empty() {
        return format!("{}{reference}", b.scheme);
    }
    if r.path.is_empty() {
        let query = if r.query.is_empty() { b.query } else { r.query };
        return format!("{}{}{}{query}", b.scheme, b.authority, b.path);
    }
    let path = if r.path.starts_with('/') {
        without_dots(r.path)
    } else {
        let folder = b.path.rfind('/').and_then(|at| b.path.get(..=at)).unwrap_or(match b.authority {
            "" => "",
            _ => "/",
        });
        without_dots(&format!("{folder}{}", r.path))
    };
    format!("{}{}{path}{}", b.scheme, b.authority, r.query)
}

/// Takes `.` and `..` out of a path.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next().unwrap_or_default();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                if kept.len() > 1 || kept.first().is_some_and(|first| !first.is_empty()) {
                    kept.pop();
                }
            }
            other => kept.push(other),
        }
    }
    if matches!(last, "." | "..") {
        kept.push("");
    }
    kept.join("/")
}

/// Decodes `%41`; `None` where it is malformed or no UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            out.push(u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?);
            rest = after.get(2..)?;
        } else {
            out.push(byte);
            rest = after;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_rfc_3986() {
        let base = "http://example.org/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://example.org/b/c/g"),
            ("./g", "http://example.org/b/c/g"),
            ("g/", "http://example.org/b/c/g/"),
            ("/g", "http://example.org/g"),
            ("//example.com", "http://example.com"),
            ("?y", "http://example.org/b/c/d;p?y"),
            ("g?y", "http://example.org/b/c/g?y"),
            ("#s", "http://example.org/b/c/d;p?q"),
            ("", "http://example.org/b/c/d;p?q"),
            (".", "http://example.org/b/c/"),
            ("..", "http://example.org/b/"),
            ("../g", "http://example.org/b/g"),
            ("../../../g", "http://example.org/g"),
            ("g;x=1/../y", "http://example.org/b/c/y"),
        ] {
            assert_eq!(resolve(base, reference).0, expected, "{reference}");
        }
        assert_eq!(resolve("urn:uuid:1", "#/a"), ("urn:uuid:1".to_owned(), "/a"));
        assert_eq!(resolve("http://example.org", "b").0, "http://example.org/b");
        assert_eq!(resolve("", "item.json#x"), ("item.json".to_owned(), "x"));
        assert_eq!(decode("%25a%c3%a9").as_deref(), Some("%aé"));
        assert_eq!(decode("%4"), None);
    }
}
