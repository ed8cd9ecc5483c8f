//! What a library for iOS holds: a static one (an `ar` archive of objects) or a linked one; 64-bit Mach-O files.

use std::path::Path;

use crate::files;

/// How a 64-bit Mach-O file begins.
const MAGIC: [u8; 4] = 0xfeed_facf_u32.to_le_bytes();

/// Which system an object is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    /// Devices.
    Ios,
    /// The simulator.
    Simulator,
}

/// The facts that the checks need.
#[derive(Debug, Default)]
pub(super) struct Library {
    /// Systems that its objects are for, each once.
    pub(super) platforms: Vec<Platform>,
    /// The lowest version that all of its objects run on: major, minor.
    pub(super) oldest: (u32, u32),
    /// Names that it gives.
    pub(super) exports: Vec<String>,
    /// Names that others must give; those of a static library are found at other objects of it too.
    pub(super) imports: Vec<String>,
}

/// Reads a library.
pub(super) fn read(path: &Path) -> Result<Library, String> {
    let bytes =
        std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", files::short(path)))?;
    parse(&bytes).ok_or_else(|| format!("{} is no library as we know them", files::short(path)))
}

fn parse(bytes: &[u8]) -> Option<Library> {
    let mut library = Library::default();
    if bytes.starts_with(&MAGIC) {
        object(bytes, &mut library)?;
    } else {
        archive(bytes, &mut library)?;
    }
    Some(library)
}

fn archive(bytes: &[u8], library: &mut Library) -> Option<()> {
    const HEADER: usize = 60;
    let mut rest = bytes.strip_prefix(b"!<arch>\n")?;
    while !rest.is_empty() {
        let field = |from, to| std::str::from_utf8(rest.get(from..to)?).ok().map(str::trim_end);
        let size: usize = field(48, 58)?.parse().ok()?;
        // Long names stand in front of the content.
        let name: usize = field(0, 16)?.strip_prefix("#1/").map_or(Some(0), |length| length.parse().ok())?;
        let content = rest.get(HEADER..HEADER.checked_add(size)?)?.get(name..)?;
        if content.starts_with(&MAGIC) {
            object(content, library)?;
        }
        rest = rest.get(HEADER + size + size % 2..).unwrap_or_default();
    }
    Some(())
}

fn object(bytes: &[u8], library: &mut Library) -> Option<()> {
    const SYMTAB: u32 = 0x2;
    const VERSION_MIN_IPHONEOS: u32 = 0x25;
    const BUILD_VERSION: u32 = 0x32;
    let word = |at: usize| bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes);
    let mut at = 32;
    for _ in 0..word(16)? {
        let (platform, version) = match word(at)? {
            BUILD_VERSION => {
                let platform = match word(at + 8)? {
                    2 => Platform::Ios,
                    7 => Platform::Simulator,
                    _ => return None,
                };
                (Some(platform), word(at + 12)?)
            }
            VERSION_MIN_IPHONEOS => (Some(Platform::Ios), word(at + 8)?),
            SYMTAB => {
                symbols(bytes, [word(at + 8)?, word(at + 12)?, word(at + 16)?], library)?;
                (None, 0)
            }
            _ => (None, 0),
        };
        if let Some(platform) = platform {
            library.oldest = library.oldest.max((version >> 16, version >> 8 & 0xff));
            if !library.platforms.contains(&platform) {
                library.platforms.push(platform);
            }
        }
        at += usize::try_from(word(at + 4)?).ok()?;
    }
    Some(())
}

/// The external names: defined in a section and not private to the library, or undefined.
fn symbols(bytes: &[u8], [table, count, names]: [u32; 3], library: &mut Library) -> Option<()> {
    const EACH: u32 = 16;
    let slice = |at: u32| bytes.get(usize::try_from(at).ok()?..);
    for index in 0..count {
        let symbol = slice(table + index * EACH)?;
        let list = match symbol.get(4)? & 0x1f {
            0x0f => &mut library.exports,
            0x01 => &mut library.imports,
            _ => continue,
        };
        let name = u32::from_le_bytes(symbol.get(..4)?.try_into().ok()?);
        let name = slice(names + name)?.split(|byte| *byte == 0).next()?;
        list.push(String::from_utf8_lossy(name).into_owned());
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An object for the simulator that gives one name and asks for another.
    fn object_file() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut words = |words: &[u32]| words.iter().for_each(|word| bytes.extend(word.to_le_bytes()));
        words(&[0xfeed_facf, 0, 0, 1, 2, 48, 0, 0]);
        words(&[0x32, 24, 7, 15 << 16, 0, 0]);
        words(&[0x2, 24, 80, 2, 112, 12]);
        // Defined in section 1 and external; then undefined and external.
        words(&[1, 0x010f, 0, 0, 6, 0x01, 0, 0]);
        bytes.extend(b"\0_our\0_libc\0");
        bytes
    }

    #[test]
    fn reads_an_archive() {
        let object = object_file();
        let mut bytes = b"!<arch>\n".to_vec();
        let header = format!("{:<16}{:<32}{:<10}`\n", "#1/8", "", object.len() + 8);
        bytes.extend(header.as_bytes());
        bytes.extend(b"name.o\0\0");
        bytes.extend(&object);
        let library = parse(&bytes).unwrap();
        assert_eq!(library.platforms, [Platform::Simulator]);
        assert_eq!(library.oldest, (15, 0));
        assert_eq!(library.exports, ["_our"]);
        assert_eq!(library.imports, ["_libc"]);
        assert_eq!(parse(&object).unwrap().exports, ["_our"]);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parse(b"\x7fELF").is_none());
        let object = object_file();
        assert!(parse(&object[..90]).is_none(), "cut off");
        let mut other = object;
        other[40] = 1;
        assert!(parse(&other).is_none(), "for a Mac");
    }
}
