//! SHA-256 and the notation of hashes on the wire.

use motcua_primitives::hash;
pub use motcua_primitives::hash::sha256;

use crate::b64;

/// The hash of some bytes as `sha-256:<base64url>`.
pub fn sha256_text(bytes: &[u8]) -> String {
    text(&sha256(bytes))
}

fn text(digest: &[u8; 32]) -> String {
    format!("sha-256:{}", b64::encode(digest))
}

/// The hash of bytes that arrive in pieces.
#[derive(Clone, Default)]
pub struct Sha256Stream {
    state: hash::Stream,
}

impl Sha256Stream {
    /// The hash of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
    }

    /// The hash of all pieces as `sha-256:<base64url>`.
    pub fn finish_text(self) -> String {
        text(&self.state.finish())
    }
}

impl std::fmt::Debug for Sha256Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sha256Stream")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fips_180_4_vector_whole_and_in_pieces() {
        let wanted = "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";
        assert_eq!(sha256_text(b"abc"), wanted);
        let mut stream = Sha256Stream::new();
        for byte in b"abc" {
            stream.update(&[*byte]);
        }
        assert_eq!(stream.finish_text(), wanted);
    }
}
