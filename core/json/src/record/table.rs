//! The names of a record's members, as `#[derive(Part)]` packs them: in canonical order, for each
//! three characters and the name. The characters are numbers, counted from the space: which of the record's fields it
//! is, how long the name is, and what becomes of a member that is not there.

/// What is left of a table.
#[derive(Clone, Copy, Default)]
pub(super) struct Table(&'static str);

/// One member.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    rank: u8,
    flags: u8,
}

impl Table {
    pub(super) const fn new(text: &'static str) -> Self {
        Self(text)
    }

    pub(super) fn next(&mut self) -> Option<Entry> {
        let [rank, length, flags] = self.0.as_bytes().first_chunk()?.map(|byte| byte.wrapping_sub(b' '));
        let end = 3 + usize::from(length);
        let name = self.0.get(3..end)?;
        self.0 = self.0.get(end..)?;
        Some(Entry { name, rank, flags })
    }
}

impl Entry {
    /// Where the record declares it: of several that are missing, the first one is named.
    pub(super) const fn rank(self) -> u8 {
        self.rank
    }

    pub(super) const fn may_miss(self) -> bool {
        self.flags & 1 != 0
    }

    /// Nothing is left out, not written as null.
    pub(super) const fn skips_none(self) -> bool {
        self.flags & 2 != 0
    }

    /// An empty list is left out.
    pub(super) const fn skips_empty(self) -> bool {
        self.flags & 4 != 0
    }
}
