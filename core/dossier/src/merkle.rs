//! Merkle trees of RFC 6962, section 2.1: roots, proofs that an entry is in a tree, and proofs that a tree only grew.
//!
//! Leaves are given as their hashes ([`leaf`]), so a log of any kind of entry can be covered; for a dossier's events
//! the entry is the compact text. Verifying takes time in the length of the proof, at most 64 hashes a side.
//!
//! ```
//! use motcua_dossier::merkle;
//!
//! let leaves: Vec<_> = ["a", "b", "c"].iter().map(|entry| merkle::leaf(entry.as_bytes())).collect();
//! let proof = merkle::inclusion(1, &leaves)?;
//! merkle::verify_inclusion(&leaves[1], 1, 3, &proof, &merkle::root(&leaves))?;
//!
//! let grown = merkle::consistency(2, &leaves)?;
//! merkle::verify_consistency(2, 3, &merkle::root(&leaves[..2]), &merkle::root(&leaves), &grown)?;
//! # Ok::<(), motcua_dossier::Error>(())
//! ```

use motcua_crypto::b64;
use motcua_crypto::hash::sha256;

use crate::Error;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Hash of an entry: SHA-256 of `00` and the entry. The prefix keeps an inner node from passing as an entry.
pub fn leaf(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry].concat())
}

/// Hash of an inner node: SHA-256 of `01` and both children.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    let (_, children) = bytes.split_at_mut(1);
    let (first, second) = children.split_at_mut(32);
    first.copy_from_slice(left);
    second.copy_from_slice(right);
    sha256(&bytes)
}

/// A hash as it travels, `sha-256:<base64url>`.
pub fn hash_to_text(hash: &Hash) -> String {
    format!("sha-256:{}", b64::encode(hash))
}

/// Reads `sha-256:<base64url>`; `None` for anything else.
pub fn hash_from_text(text: &str) -> Option<Hash> {
    b64::decode(text.strip_prefix("sha-256:")?).ok()?.try_into().ok()
}

/// Root of a tree; that of the empty tree is the SHA-256 of nothing.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::new();
    for leaf in leaves {
        tree.push(leaf);
    }
    tree.root()
}

/// A tree that grows by one leaf after another. Keeps one hash for each full subtree, at most 64.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of the full subtrees from left to right, one for each bit of `size`.
    peaks: Vec<Hash>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: &Hash) {
        let mut hash = *leaf;
        // Each full subtree of the same height joins with the new one, as a carry runs through the bits of the size.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// Root of the tree as it is now.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => sha256(&[]),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }
}

/// Where a tree of at least two leaves is split: the largest power of two below its size.
const fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

/// Proof that the leaf at `index` (from 0) is in the tree over `leaves`: the siblings on the way to the root, lowest
/// first (RFC 6962, section 2.1.1).
///
/// # Errors
/// [`Error::MerkleRange`] when there is no such leaf.
pub fn inclusion(index: usize, leaves: &[Hash]) -> Result<Vec<Hash>, Error> {
    let (mut index, mut part) = (index, leaves);
    if index >= part.len() {
        return Err(Error::MerkleRange);
    }
    let mut path = Vec::new();
    while part.len() > 1 {
        let (left, right) = part.split_at(split(part.len()));
        let (inside, sibling) = if index < left.len() { (left, right) } else { (right, left) };
        index -= if index < left.len() { 0 } else { left.len() };
        path.push(root(sibling));
        part = inside;
    }
    path.reverse();
    Ok(path)
}

/// Proof that the tree over the first `old` leaves is a beginning of the tree over all `leaves` (RFC 6962, section
/// 2.1.2). Empty when both are the same.
///
/// # Errors
/// [`Error::MerkleRange`] when `old` is 0 or more than there are.
pub fn consistency(old: usize, leaves: &[Hash]) -> Result<Vec<Hash>, Error> {
    if old == 0 || old > leaves.len() {
        return Err(Error::MerkleRange);
    }
    let (mut old, mut part) = (old, leaves);
    // The subtree that both trees share needs no hash as long as it is the whole old tree, whose root is known.
    let mut known = true;
    let mut path = Vec::new();
    while old < part.len() {
        let (left, right) = part.split_at(split(part.len()));
        if old <= left.len() {
            path.push(root(right));
            part = left;
        } else {
            path.push(root(left));
            old -= left.len();
            part = right;
            known = false;
        }
    }
    if !known {
        path.push(root(part));
    }
    path.reverse();
    Ok(path)
}

/// Checks that the leaf with this hash stands at `index` in the tree of `size` leaves with this root.
///
/// # Errors
/// [`Error::MerkleRange`] when a tree of that size has no such leaf; [`Error::MerkleProof`] when the proof does not
/// lead from the leaf to the root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), Error> {
    if index >= size {
        return Err(Error::MerkleRange);
    }
    let mut climb = Climb { at: index, last: size - 1 };
    let mut hash = *leaf;
    for sibling in proof {
        hash = match climb.next()? {
            Side::Left => node(sibling, &hash),
            Side::Right => node(&hash, sibling),
        };
    }
    if climb.done() && hash == *root { Ok(()) } else { Err(Error::MerkleProof) }
}

/// Checks that the tree of `old` leaves is a beginning of the tree of `new` leaves.
///
/// # Errors
/// [`Error::MerkleRange`] when `old` is 0 or more than `new`; [`Error::MerkleProof`] when the proof does not lead to
/// both roots.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), Error> {
    if old == 0 || old > new {
        return Err(Error::MerkleRange);
    }
    if old == new {
        return if proof.is_empty() && old_root == new_root { Ok(()) } else { Err(Error::MerkleProof) };
    }
    // The climb begins at the largest full subtree that ends where the old tree ends.
    let height = old.trailing_zeros();
    let mut climb = Climb { at: (old - 1) >> height, last: (new - 1) >> height };
    let mut siblings = proof.iter();
    // If the old tree is itself such a subtree, its root is where the climb begins.
    let start = if climb.at == 0 { Some(old_root) } else { siblings.next() };
    let start = start.ok_or(Error::MerkleProof)?;
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in siblings {
        match climb.next()? {
            Side::Left => {
                old_hash = node(sibling, &old_hash);
                new_hash = node(sibling, &new_hash);
            }
            // What stands to the right is what the tree has grown by.
            Side::Right => new_hash = node(&new_hash, sibling),
        }
    }
    let whole = climb.done() && old_hash == *old_root && new_hash == *new_root;
    if whole { Ok(()) } else { Err(Error::MerkleProof) }
}

enum Side {
    Left,
    Right,
}

/// The way from a node to the root: its index on the present level, and that of the level's last node.
struct Climb {
    at: u64,
    last: u64,
}

impl Climb {
    /// Goes up past one sibling, and says on which side it stands.
    fn next(&mut self) -> Result<Side, Error> {
        if self.done() {
            return Err(Error::MerkleProof);
        }
        let side = if self.at & 1 == 1 || self.at == self.last { Side::Left } else { Side::Right };
        if matches!(side, Side::Left) {
            // At the right edge, levels on which the node has no sibling are skipped.
            let skipped = self.at.trailing_zeros();
            (self.at, self.last) = (self.at >> skipped, self.last >> skipped);
        }
        (self.at, self.last) = (self.at >> 1, self.last >> 1);
        Ok(side)
    }

    const fn done(&self) -> bool {
        self.last == 0
    }
}
