//! What is known of a log beside the log: checkpoints that a reader kept, and who else stands behind an event.

use motcua_types::dossier::DossierState;
use motcua_types::event::Checkpoint;

use super::LogError;
use crate::Error;

/// The checkpoints of one dossier, smallest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Checkpoints {
    /// Each with the earliest moment at which it or a larger one was seen.
    known: Vec<(Checkpoint, i64)>,
}

impl Checkpoints {
    pub(super) const fn none() -> Self {
        Self { known: Vec::new() }
    }

    pub(super) fn new(checkpoints: &[Checkpoint]) -> Self {
        let mut sorted = checkpoints.to_vec();
        motcua_json::sort_by(&mut sorted, |a, b| a.size.cmp(&b.size));
        let mut earliest = i64::MAX;
        let mut known: Vec<_> = sorted
            .into_iter()
            .rev()
            .map(|checkpoint| {
                earliest = earliest.min(checkpoint.at);
                (checkpoint, earliest)
            })
            .collect();
        known.reverse();
        Self { known }
    }

    /// Compares the event that a state ends with. The place is the last event that a checkpoint covers.
    pub(super) fn agree(&self, state: &DossierState) -> Result<(), Error> {
        let from = self.known.partition_point(|(checkpoint, _)| checkpoint.size < state.size);
        for (checkpoint, _) in self.known.iter().skip(from) {
            if checkpoint.size > state.size {
                break;
            }
            if checkpoint.dossier != state.dossier {
                return Err(Error::LogWrongDossier);
            }
            if checkpoint.head != state.head {
                return Err(Error::LogFork);
            }
        }
        Ok(())
    }

    /// Compares the events that a state holds already.
    pub(super) fn agree_with_history(&self, state: &DossierState) -> Result<(), LogError> {
        for (checkpoint, _) in self.known.iter().take_while(|(checkpoint, _)| checkpoint.size <= state.size) {
            let at = |error| LogError { error, first_bad: checkpoint.size.saturating_sub(1) as usize };
            if checkpoint.dossier != state.dossier {
                return Err(at(Error::LogWrongDossier));
            }
            if !holds(state, checkpoint.size, &checkpoint.head) {
                return Err(at(Error::LogFork));
            }
        }
        Ok(())
    }

    /// Whether a state reaches as far as every checkpoint.
    pub(super) fn reached(&self, state: &DossierState) -> Result<(), LogError> {
        match self.known.last() {
            Some((last, _)) if last.size > state.size => {
                Err(LogError { error: Error::LogTruncated, first_bad: state.size as usize })
            }
            _ => Ok(()),
        }
    }

    /// Whether the event at `seq` was seen before a moment.
    fn covers(&self, seq: u32, before: i64) -> bool {
        let next = self.known.partition_point(|(checkpoint, _)| checkpoint.size <= seq);
        self.known.get(next).is_some_and(|(_, earliest)| *earliest < before)
    }
}

/// Whether the event before `size` is the one with this hash.
pub(crate) fn holds(state: &DossierState, size: u32, head: &str) -> bool {
    let at = state.history.partition_point(|entry| entry.seq.saturating_add(1) < size);
    state.history.get(at).is_some_and(|entry| entry.seq.saturating_add(1) == size && entry.hash == head)
}

/// Events by keys that are in other hands now, of which it is open whether they are as old as they say. A thief can
/// write any date; so an event counts only if somebody else stood behind it in time: by a checkpoint, or by a later
/// event of another key, which names its hash.
#[derive(Default)]
pub(super) struct Open {
    /// Of each such key: its thumbprint, since when it is in other hands, and the log before its first open event.
    keys: Vec<(String, i64, Before)>,
}

/// The log as it was before an event.
#[derive(Clone)]
pub(super) struct Before {
    /// The state without its history.
    pub(super) state: DossierState,
    /// How much of the history stood then.
    pub(super) entries: usize,
}

impl Open {
    /// Notes an event by a compromised key.
    pub(super) fn note(&mut self, kid: &str, since: i64, before: &Before, checkpoints: &Checkpoints) {
        let noted = self.keys.iter().any(|(known, ..)| known == kid);
        if !noted && !checkpoints.covers(before.state.size, since) {
            self.keys.push((kid.to_owned(), since, before.clone()));
        }
    }

    /// Notes an event by a key that is believed: what precedes it is at least as old.
    pub(super) fn vouched(&mut self, at: i64) {
        self.keys.retain(|(_, since, _)| *since <= at);
    }

    /// The log before the first event that nothing vouches for.
    pub(super) fn first(self) -> Option<Before> {
        self.keys.into_iter().map(|(.., before)| before).min_by_key(|before| before.state.size)
    }
}
