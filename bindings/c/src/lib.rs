//! The public API behind one C function: the requests and answers of `motcua rpc`, see `docs/rpc.md` and
//! `include/motcua.h`.
//!
//! All `unsafe` of the SDK's own code stands in this file: reading the caller's request, giving the answer as a C
//! string, and taking it back.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex, PoisonError};

use motcua_rpc::Server;

/// One state for the process: its handles. Calls from several threads take turns.
static SERVER: LazyLock<Mutex<Server>> = LazyLock::new(|| Mutex::new(Server::new()));

/// Said when not even an answer could be made.
const BROKEN: &str =
    r#"{"error":{"code":"runtime/panic","message":"runtime/panic","params":[]},"id":null,"v":1}"#;

/// Answers a request; never unwinds.
fn answer(request: &[u8]) -> String {
    catch_unwind(AssertUnwindSafe(|| {
        // The server itself catches panics and drops its handles, so a poisoned lock hides no half-done state.
        SERVER.lock().unwrap_or_else(PoisonError::into_inner).call(request)
    }))
    .unwrap_or_else(|_| BROKEN.to_owned())
}

/// Answers one request (UTF-8, `length` bytes, no terminator needed) with a C string of its own, to be given to
/// [`motcua_free`]. Null only if memory cannot be had for it. A null request is an empty one.
///
/// # Safety
/// `request` is null, or points to `length` readable bytes that nobody changes during the call.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn motcua_call(request: *const c_char, length: usize) -> *mut c_char {
    let request: &[u8] = if request.is_null() || length > isize::MAX as usize {
        &[]
    } else {
        // SAFETY: not null, and the caller vouches for `length` readable bytes that do not change during the call; the
        // slice does not outlive it.
        unsafe { std::slice::from_raw_parts(request.cast(), length) }
    };
    // Canonical JSON has no NUL: control characters are escaped.
    CString::new(answer(request)).map_or(std::ptr::null_mut(), CString::into_raw)
}

/// Frees an answer. Null is fine.
///
/// # Safety
/// `answer` is null or came from [`motcua_call`], was not freed before, and is not used afterwards.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn motcua_free(answer: *mut c_char) {
    if !answer.is_null() {
        // SAFETY: it came from `CString::into_raw` in `motcua_call`, and comes back once.
        drop(unsafe { CString::from_raw(answer) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_answered_from_several_threads() {
        let threads: Vec<_> = (0..4)
            .map(|id| {
                std::thread::spawn(move || {
                    let request = format!(r#"{{"v":1,"id":{id},"op":"document.style"}}"#);
                    assert!(answer(request.as_bytes()).starts_with(&format!(r#"{{"id":{id},"result":"#)));
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
    }
}
