//! Merkle proofs: two bytes choose a tree and a place in it, the rest is the proof, 32 bytes a hash.

use motcua::dossier::merkle::{self, Hash};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "merkle",
    seeds: || {
        let tree = leaves(13);
        let mut seeds = Vec::new();
        for place in [0, 5, 12] {
            let proof = merkle::inclusion(place, &tree).expect("a place in the tree");
            seeds.push([&[12, place as u8][..], &proof.concat()].concat());
            let proof = merkle::consistency(place + 1, &tree).expect("a beginning of the tree");
            seeds.push([&[12, place as u8][..], &proof.concat()].concat());
        }
        seeds
    },
    words: &["\0", "\u{1}", "\u{7f}"],
    run,
};

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|at| merkle::leaf(&at.to_be_bytes())).collect()
}

fn run(bytes: &[u8]) {
    let [count, place, rest @ ..] = bytes else { return };
    let tree = leaves(usize::from(*count) + 1);
    let place = usize::from(*place);
    let proof: Vec<Hash> = rest.chunks_exact(32).filter_map(|hash| hash.try_into().ok()).collect();
    let (size, root) = (tree.len() as u64, merkle::root(&tree));
    let leaf = tree.get(place).copied().unwrap_or_default();
    let accepted = merkle::verify_inclusion(&leaf, place as u64, size, &proof, &root).is_ok();
    let right = merkle::inclusion(place, &tree).is_ok_and(|right| right == proof);
    assert!(accepted == right, "only the proof itself proves");

    let old = place + 1;
    let old_root = merkle::root(tree.get(..old).unwrap_or_default());
    let accepted = merkle::verify_consistency(old as u64, size, &old_root, &root, &proof).is_ok();
    let right = merkle::consistency(old, &tree).is_ok_and(|right| right == proof);
    assert!(accepted == right, "only the proof itself proves");
}
