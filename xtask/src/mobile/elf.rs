//! What a shared library for Android asks of its system, read from its headers (ELF, little-endian, 32 and 64 bits).

use std::path::Path;

use crate::files;

/// The facts that the checks need.
#[derive(Debug, Default)]
pub(super) struct Library {
    /// Alignments of the loaded segments.
    pub(super) alignments: Vec<u64>,
    /// Names that other libraries must give. What is asked for weakly may be missing, and is left out.
    pub(super) imports: Vec<String>,
    /// Names that it gives.
    pub(super) exports: Vec<String>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    wide: bool,
}

impl Reader<'_> {
    fn number(&self, at: u64, width: usize) -> Option<u64> {
        let at = usize::try_from(at).ok()?;
        let slice = self.bytes.get(at..at.checked_add(width)?)?;
        Some(slice.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }

    /// An address or offset: 4 or 8 bytes.
    fn word(&self, narrow: u64, wide: u64) -> Option<u64> {
        if self.wide { self.number(wide, 8) } else { self.number(narrow, 4) }
    }

    fn text(&self, at: u64) -> Option<String> {
        let rest = self.bytes.get(usize::try_from(at).ok()?..)?;
        let end = rest.iter().position(|byte| *byte == 0)?;
        String::from_utf8(rest.get(..end)?.to_vec()).ok()
    }
}

/// Reads a library.
pub(super) fn read(path: &Path) -> Result<Library, String> {
    let bytes =
        std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", files::short(path)))?;
    parse(&bytes).ok_or_else(|| format!("{} is no shared library as we know them", files::short(path)))
}

fn parse(bytes: &[u8]) -> Option<Library> {
    const DYNSYM: u64 = 11;
    const WEAK: u64 = 2;
    if bytes.get(..4)? != b"\x7fELF" || *bytes.get(5)? != 1 {
        return None;
    }
    let elf = Reader { bytes, wide: *bytes.get(4)? == 2 };
    let mut library = Library::default();

    let segments = elf.word(28, 32)?;
    let (size, count) = if elf.wide {
        (elf.number(54, 2)?, elf.number(56, 2)?)
    } else {
        (elf.number(42, 2)?, elf.number(44, 2)?)
    };
    for index in 0..count {
        let at = segments + index * size;
        if elf.number(at, 4)? == 1 {
            library.alignments.push(elf.word(at + 28, at + 48)?);
        }
    }

    let sections = elf.word(32, 40)?;
    let (size, count) = if elf.wide {
        (elf.number(58, 2)?, elf.number(60, 2)?)
    } else {
        (elf.number(46, 2)?, elf.number(48, 2)?)
    };
    for index in 0..count {
        let at = sections + index * size;
        if elf.number(at + 4, 4)? != DYNSYM {
            continue;
        }
        let (start, length) = (elf.word(at + 16, at + 24)?, elf.word(at + 20, at + 32)?);
        let names = sections + elf.number(if elf.wide { at + 40 } else { at + 24 }, 4)? * size;
        let names = elf.word(names + 16, names + 24)?;
        let (each, section) = if elf.wide { (24, 6) } else { (16, 14) };
        for symbol in (start..start + length).step_by(each).skip(1) {
            let name = elf.text(names + elf.number(symbol, 4)?)?;
            let binding = elf.number(symbol + if elf.wide { 4 } else { 12 }, 1)? >> 4;
            if elf.number(symbol + section, 2)? != 0 {
                library.exports.push(name);
            } else if binding != WEAK {
                library.imports.push(name);
            }
        }
    }
    Some(library)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_program_that_runs() {
        let this = std::env::current_exe().unwrap();
        if cfg!(target_os = "linux") {
            let library = read(&this).unwrap();
            assert!(library.alignments.iter().all(|alignment| alignment.is_power_of_two()));
            assert!(library.alignments.len() >= 2);
            assert!(library.imports.iter().any(|name| name == "memcpy" || name == "write"));
            // Every program asks for the profiler's hook, which is hardly ever there.
            assert!(library.imports.iter().all(|name| name != "__gmon_start__"));
        }
        assert!(parse(b"\x7fELF\x02\x01").is_none());
        assert!(parse(b"MZ").is_none());
    }
}
