//! A stable sort that is small where it is used.
//!
//! The standard library's sort is compiled again for every type, some 5 KB each. Here the order is found once for
//! all types, over indices; what is compiled per type is the comparison and the moving.

use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: stable, in O(n log n) comparisons.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let ranks = order(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut left: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(ranks.into_iter().filter_map(|at| left.get_mut(at).and_then(Option::take)));
}

/// The indices below `len` in the order of what they stand for: runs of one, two, four, … are merged.
fn order(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut ranks: Vec<usize> = (0..len).collect();
    let mut width = 1;
    while width < len {
        let mut merged = Vec::with_capacity(len);
        for pair in ranks.chunks(width * 2) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, compare, &mut merged);
        }
        ranks = merged;
        width *= 2;
    }
    ranks
}

/// Of two equals the left one comes first.
fn merge(
    mut left: &[usize],
    mut right: &[usize],
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
    out: &mut Vec<usize>,
) {
    while let (Some((&a, rest_left)), Some((&b, rest_right))) = (left.split_first(), right.split_first()) {
        if compare(a, b).is_gt() {
            out.push(b);
            right = rest_right;
        } else {
            out.push(a);
            left = rest_left;
        }
    }
    out.extend_from_slice(left);
    out.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_like_the_standard_library() {
        for len in 0..70_usize {
            for keys in 1..9 {
                let mut items: Vec<(usize, usize)> = (0..len).map(|at| (at * 7919 % 31 % keys, at)).collect();
                let mut expected = items.clone();
                expected.sort_by_key(|item| item.0);
                sort_by(&mut items, |a, b| a.0.cmp(&b.0));
                assert_eq!(items, expected, "{len} items, {keys} keys");
            }
        }
    }
}
