//! The schemas as a graph: circles in it, and its size when every reference is written out.

use super::Node;

/// Walks from every node, depth first, and calls `leave` on each when all that it leads to is done. Returns the edges
/// that close a circle.
fn walk(nodes: &[Node], all: bool, mut leave: impl FnMut(usize)) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let below = |id: usize| -> Vec<usize> {
        nodes
            .get(id)
            .map(|node| if all { node.children().collect() } else { node.in_place().collect() })
            .unwrap_or_default()
    };
    let mut states = vec![State::New; nodes.len()];
    let mut found = Vec::new();
    for start in 0..nodes.len() {
        if states.get(start) != Some(&State::New) {
            continue;
        }
        if let Some(state) = states.get_mut(start) {
            *state = State::Open;
        }
        let mut stack = vec![(start, below(start).into_iter())];
        while let Some((id, rest)) = stack.last_mut() {
            let id = *id;
            match rest.next() {
                None => {
                    if let Some(state) = states.get_mut(id) {
                        *state = State::Done;
                    }
                    leave(id);
                    stack.pop();
                }
                Some(next) => match states.get_mut(next) {
                    Some(state @ State::New) => {
                        *state = State::Open;
                        stack.push((next, below(next).into_iter()));
                    }
                    Some(State::Open) => found.push((id, next)),
                    _ => {}
                },
            }
        }
    }
    found
}

/// Edges that close a circle: of all, or of those that stay at the same value.
pub(super) fn circles(nodes: &[Node], all: bool) -> Vec<(usize, usize)> {
    walk(nodes, all, |_| {})
}

/// Number of schemas below a node, references written out.
pub(super) fn size(nodes: &[Node], root: usize) -> u64 {
    let mut sizes = vec![0_u64; nodes.len()];
    walk(nodes, true, |id| {
        let below = nodes.get(id).map(|node| {
            node.children()
                .filter_map(|child| sizes.get(child))
                .fold(1_u64, |sum, size| sum.saturating_add(*size))
        });
        if let (Some(size), Some(below)) = (sizes.get_mut(id), below) {
            *size = below;
        }
    });
    sizes.get(root).copied().unwrap_or(0)
}
