//! Whether time tells a secret: the method of dudect (Reparaz, Balasch, Verbauwhede 2017).
//!
//! Two classes of input that differ in nothing but where a secret comparison fails are timed in random order, and their
//! times are compared with Welch's t-test: over all measurements, and again without the slowest, which belong to the
//! machine. A report, no gate: a busy machine hides a leak more easily than it shows one.

use std::time::Instant;

use motcua::json::{Object, Value, to_canonical_string};

/// Above this the times of the two classes differ beyond chance (as in dudect's own report).
pub(crate) const SUSPECT: f64 = 4.5;
/// Shares of the fastest measurements that are looked at.
const SHARES: [f64; 6] = [1.0, 0.99, 0.95, 0.9, 0.75, 0.5];

/// What is timed: `run` is called with false for the one class of inputs and true for the other.
pub(crate) struct Probe {
    pub(crate) name: &'static str,
    /// What the classes are.
    pub(crate) classes: &'static str,
    /// Whether a difference is what the probe is there for.
    pub(crate) leaks: bool,
    pub(crate) samples: usize,
    pub(crate) run: Box<dyn FnMut(bool)>,
}

/// What a probe gave.
pub(crate) struct Finding {
    name: &'static str,
    classes: &'static str,
    leaks: bool,
    samples: usize,
    /// The largest |t| over all shares.
    t: f64,
    /// Difference of the medians, nanoseconds.
    difference: f64,
    median: f64,
}

impl Probe {
    /// Times both classes in random order.
    pub(crate) fn measure(mut self) -> Finding {
        let mut coin = Coin(0x9e37_79b9_7f4a_7c15);
        let mut times: [Vec<f64>; 2] = Default::default();
        for warm in 0..self.samples / 20 + 4 {
            (self.run)(warm % 2 == 1);
        }
        for _ in 0..self.samples {
            let class = coin.toss();
            let start = Instant::now();
            (self.run)(class);
            let took = start.elapsed().as_nanos() as f64;
            let [first, second] = &mut times;
            if class { second.push(took) } else { first.push(took) }
        }
        for class in &mut times {
            class.sort_by(f64::total_cmp);
        }
        let [first, second] = &times;
        let mut all = [first.as_slice(), second.as_slice()].concat();
        all.sort_by(f64::total_cmp);
        let at_most = |share: f64| quantile(&all, share);
        let t = SHARES.iter().map(|share| welch(first, second, at_most(*share)).abs()).fold(0.0, f64::max);
        Finding {
            name: self.name,
            classes: self.classes,
            leaks: self.leaks,
            samples: self.samples,
            t,
            difference: quantile(second, 0.5) - quantile(first, 0.5),
            median: quantile(&all, 0.5),
        }
    }
}

/// A fair coin (xorshift64).
struct Coin(u64);

impl Coin {
    const fn toss(&mut self) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 63 == 1
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// Welch's t of the values up to a bound.
fn welch(first: &[f64], second: &[f64], bound: f64) -> f64 {
    let moments = |values: &[f64]| {
        let kept: Vec<f64> = values.iter().copied().filter(|value| *value <= bound).collect();
        let count = kept.len() as f64;
        let mean = kept.iter().sum::<f64>() / count;
        let variance = kept.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        (mean, variance / count)
    };
    let ((mean_a, share_a), (mean_b, share_b)) = (moments(first), moments(second));
    let t = (mean_a - mean_b) / (share_a + share_b).sqrt();
    if t.is_finite() { t } else { 0.0 }
}

/// The report as a table.
pub(crate) fn table(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let word = match (finding.t > SUSPECT, finding.leaks) {
            (false, false) => "nothing found",
            (true, false) => "SUSPECT",
            (true, true) => "leaks, as it is made to",
            (false, true) => "NOT SEEN: the machine is too busy for this report",
        };
        out.push_str(&format!(
            "  {:<46} |t| {:>8.2}  median {:>11.0} ns, difference {:>8.1} ns, {:>9} calls  {word}\n    {}\n",
            finding.name, finding.t, finding.median, finding.difference, finding.samples, finding.classes
        ));
    }
    out
}

/// The report for programs.
pub(crate) fn json(findings: &[Finding]) -> String {
    let tenths = |number: f64| Value::from((number * 10.0).round() as i64);
    let rows = findings.iter().map(|finding| {
        let mut row = Object::new();
        row.insert("name", finding.name);
        row.insert("classes", finding.classes);
        row.insert("samples", Value::from(finding.samples as i64));
        row.insert("tTenths", tenths(finding.t));
        row.insert("differenceTenthsNs", tenths(finding.difference));
        row
    });
    let mut top = Object::new();
    top.insert("suite", "dudect");
    top.insert("suspectTenths", tenths(SUSPECT));
    top.insert("findings", rows.collect::<Value>());
    to_canonical_string(&Value::Object(top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welch_sees_a_shift_and_nothing_in_equal_values() {
        let base: Vec<f64> = (0..2000).map(|at| f64::from(at % 50)).collect();
        let shifted: Vec<f64> = base.iter().map(|value| value + 5.0).collect();
        assert!(welch(&base, &base, f64::MAX).abs() < 1e-9);
        assert!(welch(&base, &shifted, f64::MAX) < -SUSPECT);
        assert!(welch(&[], &[], f64::MAX).abs() < 1e-9);
    }

    #[test]
    fn the_coin_is_fair() {
        let mut coin = Coin(7);
        let heads = (0..100_000).filter(|_| coin.toss()).count();
        assert!((49_000..51_000).contains(&heads), "{heads}");
    }
}
