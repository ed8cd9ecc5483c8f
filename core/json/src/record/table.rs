//! The names of a record's members, as `#[derive(Part)]` packs them: in canonical order, for each
//! `[rank, length, name]`. The topmost bits say what becomes of a member that is not there.

/// What is left of a table.
#[derive(Clone, Copy, Default)]
pub(super) struct Table(&'static [u8]);

/// One member.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    rank: u8,
    length: u8,
}

impl Table {
    pub(super) const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn next(&mut self) -> Option<Entry> {
        let (&[rank, length], rest) = self.0.split_first_chunk()?;
        let (name, rest) = rest.split_at_checked(usize::from(length & 0x3F))?;
        self.0 = rest;
        Some(Entry { name: std::str::from_utf8(name).ok()?, rank, length })
    }
}

impl Entry {
    /// Where the record declares it: of several that are missing, the first one is named.
    pub(super) const fn rank(self) -> u8 {
        self.rank & 0x3F
    }

    pub(super) const fn may_miss(self) -> bool {
        self.length & 0x80 != 0
    }

    /// Nothing is left out, not written as null.
    pub(super) const fn skips_none(self) -> bool {
        self.length & 0x40 != 0
    }

    /// An empty list is left out.
    pub(super) const fn skips_empty(self) -> bool {
        self.rank & 0x80 != 0
    }
}
