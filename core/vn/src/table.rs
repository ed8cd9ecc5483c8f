//! Data files as they travel: rewritten while compiling, so that what only a reader of the file needs stays behind.
#![allow(clippy::indexing_slicing, reason = "runs while compiling, where a slip is an error of the build")]

/// The rows of a file of `core/vn/data` as a static text; see [`write`] for the two ways.
macro_rules! table {
    ($file:literal) => {
        $crate::table::table!($file, false)
    };
    ($file:literal, $steps:literal) => {{
        const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $file));
        static ROWS: [u8; $crate::table::write(FILE, $steps, &mut [])] = {
            let mut rows = [0; _];
            $crate::table::write(FILE, $steps, &mut rows);
            rows
        };
        $crate::table::text(&ROWS)
    }};
}
pub(crate) use table;

pub(crate) const fn text(rows: &[u8]) -> &str {
    match core::str::from_utf8(rows) {
        Ok(text) => text,
        Err(_) => panic!("lines and digits were taken out, no parts of letters"),
    }
}

/// Writes a file without its comments, as much of it as there is room for, and says how much room it takes.
///
/// With `steps`, the codes of communes become steps from the one in the row before, and the codes of what came after steps
/// from the last such one: a fifth of what the table weighs after compression. The first row says so (`places;1;steps`).
pub(crate) const fn write(file: &str, steps: bool, out: &mut [u8]) -> usize {
    let file = file.as_bytes();
    let (mut at, mut end) = (0, 0);
    let (mut code, mut next) = (0, 0);
    while at < file.len() {
        if file[at] == b'#' {
            while file[at] != b'\n' {
                at += 1;
            }
            at += 1;
            continue;
        }
        let commune = steps && (starts(file, at, b"now;") || starts(file, at, b"old;"));
        let old = commune && file[at] == b'o';
        let mut field = 0;
        while file[at] != b'\n' {
            let here = commune && (field == 1 || (old && field == 4));
            if here && (file[at - 1] == b';' || file[at - 1] == b',') {
                let number;
                (number, at) = digits(file, at);
                let last = if field == 1 { &mut code } else { &mut next };
                end = step(out, end, number - *last);
                *last = number;
            } else {
                field += (file[at] == b';') as u32;
                end = put(out, end, file[at]);
                at += 1;
            }
        }
        if steps && end == b"places;1".len() {
            let mut i = 0;
            while i < b";steps".len() {
                end = put(out, end, b";steps"[i]);
                i += 1;
            }
        }
        end = put(out, end, b'\n');
        at += 1;
    }
    end
}

const fn starts(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    let mut i = 0;
    while i < word.len() {
        if at + i >= bytes.len() || bytes[at + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The number that starts here, and where it ends.
const fn digits(bytes: &[u8], mut at: usize) -> (i32, usize) {
    let mut number = 0;
    while bytes[at].is_ascii_digit() {
        number = number * 10 + (bytes[at] - b'0') as i32;
        at += 1;
    }
    (number, at)
}

/// Writes a step; nothing for none.
const fn step(out: &mut [u8], mut end: usize, step: i32) -> usize {
    if step < 0 {
        end = put(out, end, b'-');
    }
    let (step, mut place) = (step.unsigned_abs(), 10_000);
    while place > 0 {
        if step >= place {
            end = put(out, end, b'0' + (step / place % 10) as u8);
        }
        place /= 10;
    }
    end
}

const fn put(out: &mut [u8], at: usize, byte: u8) -> usize {
    if at < out.len() {
        out[at] = byte;
    }
    at + 1
}
