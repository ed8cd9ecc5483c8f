//! The only place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970. A clock set before 1970 reads as 0, which every expiry check then refuses.
pub fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).map(|elapsed| elapsed.as_secs());
    elapsed.ok().and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or(0)
}
