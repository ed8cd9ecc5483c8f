//! What an edit of a repeating group does to pointers.

use motcua_json::pointer::escape;

/// One edit of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListEdit {
    /// An item came before the one that was at `at`.
    Added {
        /// Its position.
        at: usize,
    },
    /// An item went.
    Removed {
        /// Where it was.
        at: usize,
    },
    /// An item moved.
    Moved {
        /// Where it was.
        from: usize,
        /// Where it is now.
        to: usize,
    },
}

impl ListEdit {
    /// Where something that stood at `pointer` stands after the edit of `list`; `None` when it is gone. What a host
    /// remembers of fields by their pointers follows its items so.
    pub fn rebase(self, list: &str, pointer: &str) -> Option<String> {
        let same = || Some(pointer.to_owned());
        let Some(rest) = pointer.strip_prefix(list).and_then(|rest| rest.strip_prefix('/')) else {
            return same();
        };
        let (token, below) = match rest.split_once('/') {
            Some((token, below)) => (token, Some(below)),
            None => (rest, None),
        };
        let Ok(index) = token.parse::<usize>() else { return same() };
        let moved = match self {
            Self::Added { at } => index + usize::from(index >= at),
            Self::Removed { at } if index == at => return None,
            Self::Removed { at } => index - usize::from(index > at),
            Self::Moved { from, to } if index == from => to,
            Self::Moved { from, to } if from < index && index <= to => index - 1,
            Self::Moved { from, to } if to <= index && index < from => index + 1,
            Self::Moved { .. } => index,
        };
        let moved = escape(&moved.to_string()).into_owned();
        Some(below.map_or_else(|| format!("{list}/{moved}"), |below| format!("{list}/{moved}/{below}")))
    }
}
