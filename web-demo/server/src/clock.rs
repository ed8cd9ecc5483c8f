//! The only place that reads the clock, which a rehearsal may set.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// How far the clock of a rehearsal is from that of the machine, in seconds.
static SHIFT: OnceLock<i64> = OnceLock::new();

/// Seconds since 1970. A clock set before 1970 reads as 0, which every expiry check then refuses.
pub fn now() -> i64 {
    machine().saturating_add(SHIFT.get().copied().unwrap_or(0))
}

/// Sets the clock of this process, once, to a moment from which it goes on as clocks do.
pub fn start_at(moment: i64) {
    // A second setting would let time run backwards.
    let _ = SHIFT.set(moment.saturating_sub(machine()));
}

fn machine() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).map(|elapsed| elapsed.as_secs());
    elapsed.ok().and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or(0)
}
