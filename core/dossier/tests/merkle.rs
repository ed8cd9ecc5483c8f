//! The tree of RFC 6962: against a definition written down word for word, published vectors and frozen hashes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::Dice;
use motcua_crypto::hash::sha256;
use motcua_dossier::Error;
use motcua_dossier::merkle::{self, Hash, Tree};
use motcua_json::{Policy, Value, parse};

/// The definitions of RFC 6962, section 2.1, recursive as they stand there.
mod definition {
    use super::{Hash, sha256};

    fn k(n: usize) -> usize {
        (0..).map(|i| 1usize << i).take_while(|k| *k < n).last().unwrap()
    }

    pub(super) fn mth(d: &[Hash]) -> Hash {
        match d {
            [] => sha256(b""),
            [one] => *one,
            _ => {
                let (left, right) = d.split_at(k(d.len()));
                sha256(&[&[1][..], &mth(left), &mth(right)].concat())
            }
        }
    }

    pub(super) fn path(m: usize, d: &[Hash]) -> Vec<Hash> {
        if d.len() == 1 {
            return vec![];
        }
        let k = k(d.len());
        let (mut path, last) =
            if m < k { (path(m, &d[..k]), mth(&d[k..])) } else { (path(m - k, &d[k..]), mth(&d[..k])) };
        path.push(last);
        path
    }

    pub(super) fn proof(m: usize, d: &[Hash]) -> Vec<Hash> {
        subproof(m, d, true)
    }

    fn subproof(m: usize, d: &[Hash], b: bool) -> Vec<Hash> {
        if m == d.len() {
            return if b { vec![] } else { vec![mth(d)] };
        }
        let k = k(d.len());
        let (mut path, last) = if m <= k {
            (subproof(m, &d[..k], b), mth(&d[k..]))
        } else {
            (subproof(m - k, &d[k..], false), mth(&d[..k]))
        };
        path.push(last);
        path
    }
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|at| merkle::leaf(format!("entry {at}").as_bytes())).collect()
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn roots_and_proofs_are_those_of_the_definition() {
    for count in 1..=40 {
        let all = leaves(count);
        let root = merkle::root(&all);
        assert_eq!(root, definition::mth(&all));
        for index in 0..count {
            let proof = merkle::inclusion(index, &all).unwrap();
            assert_eq!(proof, definition::path(index, &all), "{index} in {count}");
            merkle::verify_inclusion(&all[index], index as u64, count as u64, &proof, &root).unwrap();
        }
        for old in 1..=count {
            let proof = merkle::consistency(old, &all).unwrap();
            assert_eq!(proof, definition::proof(old, &all), "{old} in {count}");
            let old_root = merkle::root(&all[..old]);
            merkle::verify_consistency(old as u64, count as u64, &old_root, &root, &proof).unwrap();
        }
    }
}

/// The example of RFC 6962, section 2.1.3, of seven leaves; and the roots of its growing tree, frozen.
#[test]
fn the_example_of_the_rfc() {
    let d = leaves(7);
    let [a, b, c, e, f, j] = [0, 1, 2, 3, 4, 6].map(|at| d[at]);
    let g = merkle::node(&a, &b);
    let h = merkle::node(&c, &e);
    let i = merkle::node(&f, &d[5]);
    let (k, l) = (merkle::node(&g, &h), merkle::node(&i, &j));
    assert_eq!(merkle::inclusion(0, &d).unwrap(), [b, h, l]);
    assert_eq!(merkle::inclusion(3, &d).unwrap(), [c, g, l]);
    assert_eq!(merkle::inclusion(4, &d).unwrap(), [d[5], j, k]);
    assert_eq!(merkle::inclusion(6, &d).unwrap(), [i, k]);
    assert_eq!(merkle::consistency(3, &d).unwrap(), [c, e, g, l]);
    assert_eq!(merkle::consistency(4, &d).unwrap(), [l]);
    assert_eq!(merkle::consistency(6, &d).unwrap(), [i, j, k]);

    // The empty tree, and the leaf without content, as transparency logs publish them.
    assert_eq!(hex(&merkle::root(&[])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(hex(&merkle::leaf(b"")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

#[test]
fn hashes_travel_as_text() {
    let hash = merkle::leaf(b"");
    let text = merkle::hash_to_text(&hash);
    assert_eq!(text, "sha-256:bjQLnP-zepicpUTmu3gKLHiQHT-zNzh2hRGjBhevoB0");
    assert_eq!(merkle::hash_from_text(&text), Some(hash));
    for bad in ["", "sha-256:", &text[8..], &text[..20], "sha-512:bjQL", &format!("{text}=")] {
        assert_eq!(merkle::hash_from_text(bad), None, "{bad}");
    }
}

#[test]
fn a_growing_tree_keeps_few_hashes_and_the_same_root() {
    let all = leaves(300);
    let mut tree = Tree::new();
    for (at, leaf) in all.iter().enumerate() {
        assert_eq!(tree.root(), merkle::root(&all[..at]));
        tree.push(leaf);
        assert_eq!(tree.size(), at as u64 + 1);
    }
    assert!(format!("{tree:?}").matches('[').count() <= 10, "one hash for each bit of the size");
}

#[test]
fn nothing_but_the_proof_itself_verifies() {
    let mut dice = Dice(11);
    for _ in 0..400 {
        let count = 2 + dice.below(200);
        let all = leaves(count);
        let (root, size) = (merkle::root(&all), count as u64);
        let index = dice.below(count);
        let proof = merkle::inclusion(index, &all).unwrap();
        let at = index as u64;
        let refused = |leaf: &Hash, at: u64, size: u64, proof: &[Hash], root: &Hash| {
            assert!(merkle::verify_inclusion(leaf, at, size, proof, root).is_err(), "{index} of {count}");
        };
        let mut flipped = all[index];
        flipped[dice.below(32)] ^= 1 << dice.below(8);
        refused(&flipped, at, size, &proof, &root);
        refused(&all[(index + 1) % count], at, size, &proof, &root);
        let mut other = root;
        other[dice.below(32)] ^= 1 << dice.below(8);
        refused(&all[index], at, size, &proof, &other);
        let mut other = proof.clone();
        let place = dice.below(other.len());
        other[place][dice.below(32)] ^= 1 << dice.below(8);
        refused(&all[index], at, size, &other, &root);
        let mut shorter = proof.clone();
        shorter.remove(dice.below(shorter.len()));
        refused(&all[index], at, size, &shorter, &root);
        let mut longer = proof.clone();
        longer.insert(dice.below(longer.len() + 1), root);
        refused(&all[index], at, size, &longer, &root);
        refused(&all[index], (at + 1) % size, size, &proof, &root);

        let old = 1 + dice.below(count - 1);
        let (old_root, grown) = (merkle::root(&all[..old]), merkle::consistency(old, &all).unwrap());
        let refused = |old: u64, old_root: &Hash, root: &Hash, proof: &[Hash]| {
            assert!(
                merkle::verify_consistency(old, size, old_root, root, proof).is_err(),
                "{old} of {count}"
            );
        };
        let mut fork = all[..old].to_vec();
        let place = dice.below(old);
        fork[place][0] ^= 1;
        refused(old as u64, &merkle::root(&fork), &root, &grown);
        refused(old as u64, &old_root, &other_root(&root), &grown);
        let mut other = grown.clone();
        let place = dice.below(other.len());
        other[place][dice.below(32)] ^= 1 << dice.below(8);
        refused(old as u64, &old_root, &root, &other);
        let mut shorter = grown.clone();
        shorter.remove(dice.below(shorter.len()));
        refused(old as u64, &old_root, &root, &shorter);
        let mut longer = grown.clone();
        longer.push(root);
        refused(old as u64, &old_root, &root, &longer);
    }
}

fn other_root(root: &Hash) -> Hash {
    sha256(root)
}

#[test]
fn places_outside_the_tree_are_refused() {
    let all = leaves(3);
    let root = merkle::root(&all);
    assert_eq!(merkle::inclusion(3, &all), Err(Error::MerkleRange));
    assert_eq!(merkle::inclusion(0, &[]), Err(Error::MerkleRange));
    assert_eq!(merkle::consistency(0, &all), Err(Error::MerkleRange));
    assert_eq!(merkle::consistency(4, &all), Err(Error::MerkleRange));
    assert_eq!(merkle::verify_inclusion(&all[0], 3, 3, &[], &root), Err(Error::MerkleRange));
    assert_eq!(merkle::verify_consistency(0, 3, &root, &root, &[]), Err(Error::MerkleRange));
    assert_eq!(merkle::verify_consistency(4, 3, &root, &root, &[]), Err(Error::MerkleRange));
    assert_eq!(merkle::verify_consistency(3, 3, &root, &root, &[root]), Err(Error::MerkleProof));
    merkle::verify_consistency(3, 3, &root, &root, &[]).unwrap();
    // The largest sizes that can be said.
    for size in [u64::MAX, u64::MAX - 1, 1 << 63] {
        let proof = [root; 70];
        assert_eq!(merkle::verify_inclusion(&root, size - 1, size, &proof, &root), Err(Error::MerkleProof));
        assert_eq!(merkle::verify_consistency(1, size, &root, &root, &proof), Err(Error::MerkleProof));
    }
}

/// The published inclusion vectors of transparency logs.
#[test]
#[allow(clippy::print_stderr)]
fn published_inclusion_vectors() {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT RUN: rfc6962-merkle-inclusion (MOTCUA_VECTORS is unset)");
        return;
    };
    let folder = std::path::Path::new(&root).join("rfc6962-merkle-inclusion/testdata/inclusion");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    let (mut good, mut bad) = (0, 0);
    for file in files {
        let case = parse(&std::fs::read(&file).unwrap(), &Policy::RFC8259).unwrap();
        // One case has an index of 2^64 - 1, which is no whole number of JSON's exact ones.
        let number = |name: &str| {
            case.get(name).unwrap().as_i64().map_or(u64::MAX, |number| u64::try_from(number).unwrap())
        };
        // A hash of another length is none, and so is a proof that holds one.
        let proof: Option<Vec<Hash>> = match case.get("proof").unwrap() {
            Value::Null => Some(Vec::new()),
            list => list.as_array().unwrap().iter().map(hash).collect(),
        };
        let (leaf, root) = (hash(case.get("leafHash").unwrap()), hash(case.get("root").unwrap()));
        let verified = match (leaf, root, proof) {
            (Some(leaf), Some(root), Some(proof)) => {
                merkle::verify_inclusion(&leaf, number("leafIdx"), number("treeSize"), &proof, &root).is_ok()
            }
            _ => false,
        };
        let wanted = case.get("wantErr").and_then(Value::as_bool) != Some(true);
        assert_eq!(verified, wanted, "{}", file.display());
        *(if wanted { &mut good } else { &mut bad }) += 1;
    }
    assert!(good >= 6 && bad >= 80, "{good} that verify, {bad} that must not");
}

fn collect(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// A hash in standard base64 with padding.
fn hash(value: &Value) -> Option<Hash> {
    let text = value.as_str()?.trim_end_matches('=').replace('+', "-").replace('/', "_");
    motcua_crypto::b64::decode(&text).ok()?.try_into().ok()
}
