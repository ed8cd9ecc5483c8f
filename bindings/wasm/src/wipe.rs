//! Nothing secret stays in the module's memory once the handle that held it is gone.
//!
//! Two things leave copies behind. A freed block keeps its bytes: the allocator of this module clears what it frees, so
//! also what grew and moved. A returned call keeps its frame: whoever works with keys runs inside of [`wiping`], which
//! clears the stack below the caller afterwards.

use std::ops::Deref;

use zeroize::zeroize_stack;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// How much of the stack is cleared, in bytes. The package's memory test fails when a call reaches further.
const DEPTH: usize = 64 << 10;

/// Runs a task and clears what it used of the stack.
pub(crate) fn wiping<T>(task: impl FnOnce() -> T) -> T {
    let outcome = apart(task);
    zeroize_stack::<DEPTH>();
    outcome
}

/// A frame of its own for the task: inlined into the caller's, it would lie above what is cleared.
#[inline(never)]
fn apart<T>(task: impl FnOnce() -> T) -> T {
    task()
}

/// A key behind a handle. When it is dropped it clears itself, and then the stack.
pub(crate) struct Secret<T> {
    value: T,
    // Fields are dropped in the order in which they stand here.
    _wipe: Wipe,
}

impl<T> Secret<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { value, _wipe: Wipe }
    }
}

impl<T> Deref for Secret<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

struct Wipe;

impl Drop for Wipe {
    fn drop(&mut self) {
        zeroize_stack::<DEPTH>();
    }
}
