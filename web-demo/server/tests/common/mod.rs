//! A real server process, and a client on the native core, as a portal would be.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

pub mod citizen;
pub mod database;
pub mod forms;
pub mod http;
pub mod officer;
pub mod server;

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use motcua::crypto::{Entropy, Error, ErrorKind};
use motcua::json::{Policy, Value, parse};

/// The operating system's random source.
pub struct Random;

impl Entropy for Random {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(out).map_err(|_| Error::new(ErrorKind::Entropy))
    }
}

/// When a test begins, whatever the machine's clock says: the procedures that ship end when their law does.
const TODAY: &str = "2026-12-01T09:00:00+07:00";

/// How far the people of a test are ahead of the machine's clock, in seconds.
static AHEAD: LazyLock<AtomicI64> = LazyLock::new(|| AtomicI64::new(ahead(TODAY)));

fn ahead(moment: &str) -> i64 {
    motcua::vn::date::DateTime::parse(moment).unwrap().unix() - motcua_server::clock::now()
}

/// Seconds since 1970.
pub fn now() -> i64 {
    motcua_server::clock::now() + AHEAD.load(Ordering::Relaxed)
}

/// From now on it is this moment, for everybody in the test; a server is told when it starts. For tests that are alone in
/// their program.
pub fn set_time(moment: &str) {
    AHEAD.store(ahead(moment), Ordering::Relaxed);
}

/// A line of the table that a run of stories ends with.
pub fn told(story: &str, started: Instant, facts: &str) {
    let line = format!("STORY | {story:<48} | OK | {:>5} ms | {facts}\n", started.elapsed().as_millis());
    // The error stream: nothing may stand between the words of the test harness.
    std::io::stderr().lock().write_all(line.as_bytes()).unwrap();
}

/// A JSON text as a value.
pub fn json(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// The code of a problem document, checked for shape.
pub fn code(response: &http::Response) -> String {
    let document = response.json();
    assert_eq!(response.header("content-type"), Some("application/problem+json"), "{:?}", response.text());
    let code = document.get("code").and_then(Value::as_str).expect("a code").to_owned();
    assert_eq!(
        document.get("type").and_then(Value::as_str),
        Some(format!("urn:egov:problem:{code}").as_str())
    );
    assert_eq!(document.get("status").and_then(Value::as_i64), Some(i64::from(response.status)));
    for title in ["title", "titleEn"] {
        let text = document.get(title).and_then(Value::as_str).expect("a title");
        assert!(text.contains(' '), "{code} has no sentence: {text}");
    }
    code
}
