//! Names of members as they mostly stand in a text, compared a word at a time.

use motcua_json::{Value, canonicalize};

/// A name in quotes with the colon behind it.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    /// Empty where the name needs escapes.
    bytes: Vec<u8>,
    /// The first bytes as a word, and which of them count.
    head: u64,
    mask: u64,
}

impl Quoted {
    pub(crate) fn new(name: &str) -> Self {
        let mut bytes = canonicalize(&Value::from(name));
        if bytes.contains(&b'\\') {
            bytes.clear();
        } else {
            bytes.push(b':');
        }
        let mut head = [0; 8];
        let mut mask = [0; 8];
        for ((head, mask), byte) in head.iter_mut().zip(&mut mask).zip(&bytes) {
            (*head, *mask) = (*byte, 0xFF);
        }
        Self { bytes, head: u64::from_le_bytes(head), mask: u64::from_le_bytes(mask) }
    }

    /// How much of the text the name takes, if it begins with it.
    #[inline(always)]
    pub(crate) fn begins(&self, text: &[u8]) -> Option<usize> {
        let len = self.bytes.len();
        let Some(first) = text.first_chunk::<8>() else {
            return (len > 0 && text.starts_with(&self.bytes)).then_some(len);
        };
        if (u64::from_le_bytes(*first) ^ self.head) & self.mask != 0 {
            return None;
        }
        if len > 8 {
            // The last eight bytes, and what neither word has seen.
            let last =
                |bytes: &[u8]| bytes.get(len - 8..)?.first_chunk::<8>().map(|word| u64::from_le_bytes(*word));
            if last(text)? != last(&self.bytes)? {
                return None;
            }
            if len > 16 && text.get(8..len - 8) != self.bytes.get(8..len - 8) {
                return None;
            }
        }
        (len > 0).then_some(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_starts_with_says() {
        for name in [
            "",
            "a",
            "họ",
            "kind",
            "12345",
            "123456",
            "citizenId",
            "a\"b",
            "x".repeat(14).as_str(),
            "y".repeat(40).as_str(),
        ] {
            let quoted = Quoted::new(name);
            let own = format!("{}:", serde(name));
            let plain = !own.contains('\\');
            for rest in ["", "1", "\"\"", "\"a value\"}"] {
                let text = format!("{own}{rest}");
                assert_eq!(quoted.begins(text.as_bytes()), plain.then_some(own.len()), "{text}");
                for at in 0..own.len() {
                    let mut other = text.clone().into_bytes();
                    other[at] ^= 1;
                    assert_eq!(quoted.begins(&other), None, "{text} at {at}");
                    assert_eq!(quoted.begins(&other[..at]), None);
                }
            }
        }
        assert_eq!(Quoted::new("a\"b").begins(&[0; 16]), None);
    }

    fn serde(name: &str) -> String {
        motcua_json::to_canonical_string(&Value::from(name))
    }
}
