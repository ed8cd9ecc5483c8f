//! Interleaved measuring: calibrate each case, then many short rounds over all of them.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one case runs in one round.
pub(crate) const WINDOW: Duration = Duration::from_millis(10);

/// How often every case runs.
pub(crate) const ROUNDS: usize = 15;

/// What a case should reach.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "the vocabulary of suites; not each is in use at every time")]
pub(crate) enum Goal {
    /// At most this many nanoseconds a call.
    Nanoseconds(f64),
    /// At least this many times the speed of the group's peer.
    TimesPeer(f64),
}

struct Case {
    name: String,
    /// Bytes that one call handles, for a rate in MB/s.
    bytes: Option<usize>,
    /// Units of work in one call (records of a batch); times are given for one unit.
    units: u32,
    goal: Option<Goal>,
    /// Runs the case this many times.
    run: Box<dyn FnMut(u32)>,
}

/// Cases that are measured together, and the one the others are compared with.
pub(crate) struct Group {
    name: String,
    peer: Option<String>,
    cases: Vec<Case>,
}

#[allow(dead_code, reason = "the vocabulary of suites; not each is in use at every time")]
impl Group {
    /// A group without cases.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), peer: None, cases: Vec::new() }
    }

    /// Adds a case. What `run` returns is kept from being optimised away; what it takes in, black-box yourself.
    pub(crate) fn case<T>(mut self, name: impl Into<String>, mut run: impl FnMut() -> T + 'static) -> Self {
        let run = Box::new(move |times| {
            for _ in 0..times {
                black_box(run());
            }
        });
        self.cases.push(Case { name: name.into(), bytes: None, units: 1, goal: None, run });
        self
    }

    /// Adds the case that the others are compared with.
    pub(crate) fn peer<T>(mut self, name: impl Into<String>, run: impl FnMut() -> T + 'static) -> Self {
        let name = name.into();
        self.peer = Some(name.clone());
        self.case(name, run)
    }

    /// Says how many bytes one call of the last case handles.
    pub(crate) fn bytes(mut self, bytes: usize) -> Self {
        if let Some(case) = self.cases.last_mut() {
            case.bytes = Some(bytes);
        }
        self
    }

    /// Says how many records one call of the last case handles; times are given for one.
    pub(crate) fn units(mut self, units: u32) -> Self {
        if let Some(case) = self.cases.last_mut() {
            case.units = units.max(1);
        }
        self
    }

    /// Says what the last case should reach.
    pub(crate) fn goal(mut self, goal: Goal) -> Self {
        if let Some(case) = self.cases.last_mut() {
            case.goal = Some(goal);
        }
        self
    }

    /// Measures all cases.
    pub(crate) fn measure(mut self) -> GroupResult {
        let calls: Vec<u32> = self.cases.iter_mut().map(|case| calibrate(&mut case.run)).collect();
        let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(ROUNDS); self.cases.len()];
        for round in 0..ROUNDS {
            let mut turn: Vec<_> = self.cases.iter_mut().zip(&calls).zip(&mut times).collect();
            let first = round % turn.len().max(1);
            turn.rotate_left(first);
            for ((case, calls), times) in turn {
                let took = time(&mut case.run, *calls).as_secs_f64() * 1e9;
                times.push(took / f64::from(*calls) / f64::from(case.units));
            }
        }
        let peer = self.peer.as_ref().and_then(|name| self.cases.iter().position(|case| case.name == *name));
        let peer_times = peer.and_then(|at| times.get(at)).cloned();
        let result = |(case, times): (Case, &Vec<f64>)| {
            let ratios = peer_times.as_ref().map(|peer| peer.iter().zip(times).map(|(p, own)| p / own));
            let ratio = ratios.map(|ratios| quantile(&ratios.collect::<Vec<_>>(), 0.5));
            let median = quantile(times, 0.5);
            CaseResult {
                name: case.name,
                median,
                low: quantile(times, 0.1),
                high: quantile(times, 0.9),
                rate: case.bytes.map(|bytes| bytes as f64 / f64::from(case.units) / median * 1e3),
                ratio,
                goal: case.goal.map(|goal| (goal, goal.reached(median, ratio))),
            }
        };
        let cases = self.cases.into_iter().zip(&times).map(result).collect();
        GroupResult { name: self.name, peer: self.peer, cases }
    }
}

impl Goal {
    fn reached(self, median: f64, ratio: Option<f64>) -> bool {
        match self {
            Self::Nanoseconds(most) => median <= most,
            Self::TimesPeer(least) => ratio.is_some_and(|ratio| ratio >= least),
        }
    }
}

/// A measured group.
pub(crate) struct GroupResult {
    pub(crate) name: String,
    pub(crate) peer: Option<String>,
    pub(crate) cases: Vec<CaseResult>,
}

/// A measured case; times in nanoseconds for one unit of work.
pub(crate) struct CaseResult {
    pub(crate) name: String,
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// MB/s.
    pub(crate) rate: Option<f64>,
    /// How many times faster than the peer.
    pub(crate) ratio: Option<f64>,
    pub(crate) goal: Option<(Goal, bool)>,
}

/// How many calls fill the window. Doubling also warms caches and branch predictors.
fn calibrate(run: &mut dyn FnMut(u32)) -> u32 {
    let mut calls = 1_u32;
    loop {
        let took = time(run, calls);
        if took >= WINDOW || calls >= 1 << 30 {
            let scale = WINDOW.as_secs_f64() / took.as_secs_f64().max(1e-9);
            return ((f64::from(calls) * scale) as u32).max(1);
        }
        calls *= 2;
    }
}

fn time(run: &mut dyn FnMut(u32), calls: u32) -> Duration {
    let start = Instant::now();
    run(calls);
    start.elapsed()
}

/// The value below which this share of the values lies, without interpolation.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5).to_bits(), 2.0_f64.to_bits());
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 1.0).to_bits(), 3.0_f64.to_bits());
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn cases_keep_their_order_and_the_peer_is_once_itself() {
        let work = |n: u64| move || (0..black_box(n)).fold(0_u64, |sum, x| black_box(sum ^ x));
        let group = Group::new("loops").case("short", work(1_000)).peer("long", work(16_000));
        let result = group.bytes(16).goal(Goal::TimesPeer(1.0)).measure();
        let names: Vec<_> = result.cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names, ["short", "long"]);
        assert!(result.cases.iter().all(|case| case.low <= case.median && case.median <= case.high));
        let [_, long] = result.cases.as_slice() else { panic!("two cases") };
        assert!(long.ratio.is_some_and(|ratio| (ratio - 1.0).abs() < 1e-9));
        assert!(matches!(long.goal, Some((Goal::TimesPeer(_), true))));
        assert!(long.rate.is_some_and(|rate| rate > 0.0));
    }
}
