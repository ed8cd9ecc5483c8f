//! UniFFI's generator, pinned by our own lock file instead of taken from somebody's PATH. A crate of its own, so
//! that the library which ships is not built with a command line inside.

fn main() {
    uniffi::uniffi_bindgen_main();
}
