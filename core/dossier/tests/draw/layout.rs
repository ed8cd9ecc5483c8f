//! Where the boxes and lines of a workflow's picture go: a layered drawing (Sugiyama, Tagawa and Toda 1981).
//!
//! Every status gets a row, so that most changes lead down; a line that passes rows on its way gets a place in each of
//! them; places within a row are ordered so that few lines cross, then moved towards what they are tied to.

use std::collections::{BTreeMap, BTreeSet};

/// Something that takes room in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A status, 0 for the beginning.
    Box(u32),
    /// Where the line of a number passes a row.
    Bend(usize, usize),
}

/// A drawing in rows.
pub(crate) struct Layout {
    /// Centre of each place.
    pub(crate) x: BTreeMap<Place, f64>,
    /// Row of each status.
    pub(crate) row: BTreeMap<u32, usize>,
    /// Number of rows.
    pub(crate) rows: usize,
    /// Places that each line passes, from its upper end to its lower one; empty for a line from a status to itself.
    pub(crate) ways: Vec<Vec<Place>>,
}

/// Room between the centres of two neighbours.
fn apart(one: Place, other: Place, width: f64) -> f64 {
    let half = |place| if matches!(place, Place::Box(_)) { width / 2.0 + 22.0 } else { 13.0 };
    half(one) + half(other)
}

/// Lays out lines `(from, to)` between boxes of a width.
pub(crate) fn layout(lines: &[(u32, u32)], width: f64) -> Layout {
    let row = rows(lines);
    let count = row.values().max().unwrap() + 1;
    let mut order: Vec<Vec<Place>> = vec![Vec::new(); count];
    for (status, row) in &row {
        order[*row].push(Place::Box(*status));
    }
    let mut ways = Vec::new();
    for (number, (from, to)) in lines.iter().enumerate() {
        if from == to {
            ways.push(Vec::new());
            continue;
        }
        let (upper, lower) = if row[from] < row[to] { (*from, *to) } else { (*to, *from) };
        let mut way = vec![Place::Box(upper)];
        for (passed, order) in order.iter_mut().enumerate().take(row[&lower]).skip(row[&upper] + 1) {
            order.push(Place::Bend(number, passed));
            way.push(Place::Bend(number, passed));
        }
        way.push(Place::Box(lower));
        ways.push(way);
    }
    let ties: BTreeSet<(Place, Place)> =
        ways.iter().flat_map(|way| way.windows(2).map(|pair| (pair[0], pair[1]))).collect();
    let order = untangled(order, &ties);
    let x = positions(&order, &ties, width);
    Layout { x, row, rows: count, ways }
}

/// Rows by the longest way down, without the lines that lead back.
fn rows(lines: &[(u32, u32)]) -> BTreeMap<u32, usize> {
    fn visit(
        at: u32,
        lines: &[(u32, u32)],
        open: &mut Vec<u32>,
        done: &mut BTreeSet<u32>,
        down: &mut Vec<(u32, u32)>,
    ) {
        open.push(at);
        for (from, to) in lines.iter().filter(|(from, _)| *from == at) {
            if !open.contains(to) {
                down.push((*from, *to));
                if !done.contains(to) {
                    visit(*to, lines, open, done, down);
                }
            }
        }
        open.pop();
        done.insert(at);
    }
    let mut down = Vec::new();
    visit(0, lines, &mut Vec::new(), &mut BTreeSet::new(), &mut down);
    let mut row: BTreeMap<u32, usize> = lines.iter().flat_map(|(from, to)| [(*from, 0), (*to, 0)]).collect();
    for _ in 0..row.len() {
        for (from, to) in &down {
            let below = row[from] + 1;
            if row[to] < below {
                row.insert(*to, below);
            }
        }
    }
    row
}

fn crossings(order: &[Vec<Place>], ties: &BTreeSet<(Place, Place)>) -> usize {
    let at: BTreeMap<Place, usize> =
        order.iter().flat_map(|row| row.iter().enumerate().map(|(i, place)| (*place, i))).collect();
    let mut found = 0;
    for row in order {
        let here: Vec<(usize, usize)> =
            ties.iter().filter(|(up, _)| row.contains(up)).map(|(up, low)| (at[up], at[low])).collect();
        for (i, one) in here.iter().enumerate() {
            found += here[..i]
                .iter()
                .filter(|other| {
                    (one.0 < other.0) != (one.1 < other.1) && one.0 != other.0 && one.1 != other.1
                })
                .count();
        }
    }
    found
}

/// Sorts each row by the mean place of its neighbours above, then below, and keeps the best order met.
fn untangled(mut order: Vec<Vec<Place>>, ties: &BTreeSet<(Place, Place)>) -> Vec<Vec<Place>> {
    let mut best = (crossings(&order, ties), order.clone());
    for sweep in 0..24 {
        let downwards = sweep % 2 == 0;
        let turns: Vec<usize> =
            if downwards { (1..order.len()).collect() } else { (0..order.len() - 1).rev().collect() };
        for turn in turns {
            let fixed = if downwards { &order[turn - 1] } else { &order[turn + 1] };
            let mean = |place: &Place, own: usize| {
                let near: Vec<usize> = fixed
                    .iter()
                    .enumerate()
                    .filter(|(_, other)| {
                        let tie = if downwards { (**other, *place) } else { (*place, **other) };
                        ties.contains(&tie)
                    })
                    .map(|(i, _)| i)
                    .collect();
                if near.is_empty() {
                    own as f64
                } else {
                    near.iter().sum::<usize>() as f64 / near.len() as f64
                }
            };
            let mut row: Vec<(f64, Place)> =
                order[turn].iter().enumerate().map(|(i, place)| (mean(place, i), *place)).collect();
            row.sort_by(|a, b| a.0.total_cmp(&b.0));
            order[turn] = row.into_iter().map(|(_, place)| place).collect();
        }
        let found = crossings(&order, ties);
        if found < best.0 {
            best = (found, order.clone());
        }
    }
    best.1
}

/// Moves places towards their neighbours in other rows, keeping the order and the room.
fn positions(order: &[Vec<Place>], ties: &BTreeSet<(Place, Place)>, width: f64) -> BTreeMap<Place, f64> {
    let mut x = BTreeMap::new();
    for row in order {
        let mut at = 0.0;
        for (i, place) in row.iter().enumerate() {
            if i > 0 {
                at += apart(row[i - 1], *place, width);
            }
            x.insert(*place, at);
        }
        let middle = at / 2.0;
        for place in row {
            *x.get_mut(place).unwrap() -= middle;
        }
    }
    for _ in 0..60 {
        for row in order {
            let wish = |place: &Place| {
                let near: Vec<f64> = ties
                    .iter()
                    .filter_map(|(up, low)| match place {
                        place if up == place => Some(x[low]),
                        place if low == place => Some(x[up]),
                        _ => None,
                    })
                    .collect();
                if near.is_empty() { x[place] } else { near.iter().sum::<f64>() / near.len() as f64 }
            };
            let wishes: Vec<f64> = row.iter().map(wish).collect();
            // Pushed apart from the left and from the right; half-way between both keeps the room.
            let mut left = wishes.clone();
            for i in 1..row.len() {
                left[i] = left[i].max(left[i - 1] + apart(row[i - 1], row[i], width));
            }
            let mut right = wishes;
            for i in (1..row.len()).rev() {
                right[i - 1] = right[i - 1].min(right[i] - apart(row[i - 1], row[i], width));
            }
            for (i, place) in row.iter().enumerate() {
                x.insert(*place, (left[i] + right[i]) / 2.0);
            }
        }
    }
    let least = order
        .iter()
        .flatten()
        .map(|place| x[place] - apart(*place, *place, width) / 2.0)
        .fold(f64::INFINITY, f64::min);
    x.values_mut().for_each(|x| *x -= least);
    x
}
