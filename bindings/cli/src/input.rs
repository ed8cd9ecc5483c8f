//! Files, standard input, and JSON from them.

use std::fs::File;
use std::io::Read;

use motcua::json::{Policy, Value, parse};
use motcua::vn::date::DateTime;

use crate::args::Call;
use crate::locate::at_offset;
use crate::outcome::Stop;

/// More than any policy reads; keeps an endless stream from filling the memory.
const LIMIT: u64 = 65 << 20;

/// The bytes of a file, or of standard input when its name is `-`.
pub(crate) fn bytes(name: &str) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let read = if name == "-" {
        std::io::stdin().lock().take(LIMIT).read_to_end(&mut bytes)
    } else {
        File::open(name).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// A file or folder that cannot be read.
pub(crate) fn unreadable(name: &str, error: &std::io::Error) -> Stop {
    Stop::usage(format!("Không đọc được {name}: {error}."), format!("{name} cannot be read: {error}."))
}

/// JSON text under a policy; a refusal says where.
pub(crate) fn json(name: &str, text: &[u8], policy: &Policy) -> Result<Value, Stop> {
    parse(text, policy).map_err(|error| {
        let place = error.offset().map(|offset| at_offset(text, offset));
        Stop::refused_at(name, &error, place)
    })
}

/// `--now`, or the clock of this machine: seconds since 1970.
pub(crate) fn now(call: &Call) -> Result<i64, Stop> {
    match call.option("now") {
        Some(text) => DateTime::parse(text).map(DateTime::unix).ok_or_else(|| {
            Stop::usage(
                "--now là một thời điểm như 2026-03-02T09:00:00+07:00.".into(),
                "--now is a moment such as 2026-03-02T09:00:00+07:00.".into(),
            )
        }),
        None => {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            Ok(since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default())
        }
    }
}
