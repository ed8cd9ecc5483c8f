//! A simple limit on calls per caller and minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Calls that one caller may make in a window. A form with ten full attachments takes about a hundred.
const CALLS: u32 = 1200;
const WINDOW: i64 = 60;
/// Callers kept in memory; beyond it the window starts afresh for all.
const CALLERS: usize = 100_000;

/// Counts calls in windows of a minute.
#[derive(Default)]
pub struct Limiter {
    window: Mutex<(i64, HashMap<String, u32>)>,
}

impl Limiter {
    /// Counts a call; false when there were too many.
    pub fn allow(&self, caller: &str, now: i64) -> bool {
        let mut guard = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, calls) = &mut *guard;
        if now / WINDOW != *start || calls.len() >= CALLERS {
            *start = now / WINDOW;
            calls.clear();
        }
        let count = calls.entry(caller.to_owned()).or_insert(0);
        *count = count.saturating_add(1);
        *count <= CALLS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_has_a_share_of_each_minute() {
        let limiter = Limiter::default();
        assert!((0..CALLS).all(|_| limiter.allow("a", 120)));
        assert!(!limiter.allow("a", 121));
        assert!(limiter.allow("b", 121));
        assert!(limiter.allow("a", 180));
    }
}
