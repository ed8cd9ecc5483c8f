//! Findings and demands in the order of the form, and which of them came and went.

use motcua_json::sorted::Map;

use motcua_json::Value;
use motcua_types::report::{ComputedValue, Issue, SectionProgress, Severity};

use crate::procedure::CompiledProcedure;
use crate::state::{Key, key, position, sections};
use crate::ui::Position;

type Demand = (Position, String);

/// All findings and demands. Several parts may find the same: it is told once.
#[derive(Default)]
pub(super) struct Ledger {
    issues: Map<Key, (Issue, u32)>,
    required: Map<Demand, u32>,
    errors: usize,
    /// Whether what was touched since the last settling was there then.
    issues_before: Map<Key, Option<Issue>>,
    required_before: Map<Demand, bool>,
}

/// Computed values as they were before a change, where they changed.
#[derive(Default)]
pub(super) struct Before {
    pub(super) values: Map<String, Value>,
}

impl Before {
    pub(super) fn computed(&mut self, entry: &ComputedValue) {
        self.values.get_or_insert_with(entry.pointer.clone(), || entry.value.clone());
    }
}

/// What came and what went, in the order of the form.
#[derive(Default)]
pub(super) struct Difference {
    pub(super) appeared: Vec<Issue>,
    pub(super) gone: Vec<Issue>,
    pub(super) required: Vec<String>,
    pub(super) optional: Vec<String>,
}

impl Difference {
    pub(super) fn is_empty(&self) -> bool {
        self.appeared.is_empty()
            && self.gone.is_empty()
            && self.required.is_empty()
            && self.optional.is_empty()
    }
}

impl Ledger {
    pub(super) fn is_valid(&self) -> bool {
        self.errors == 0
    }

    pub(super) fn issues(&self) -> impl Iterator<Item = &Issue> {
        self.issues.values().map(|(issue, _)| issue)
    }

    pub(super) fn required(&self) -> impl Iterator<Item = &String> {
        self.required.keys().map(|(_, pointer)| pointer)
    }

    /// Progress of every section.
    pub(super) fn sections(&self, procedure: &CompiledProcedure) -> Vec<SectionProgress> {
        let required = self.required.keys().map(|((section, _), pointer)| (*section, pointer));
        let issues = self.issues.iter().map(|(((section, _), ..), (issue, _))| (*section, issue));
        sections(procedure, required, issues)
    }

    pub(super) fn find(&mut self, procedure: &CompiledProcedure, issue: &Issue) {
        let key = key(procedure, issue);
        match self.issues.get_mut(&key) {
            Some((_, count)) => *count += 1,
            None => {
                self.errors += usize::from(issue.severity == Severity::Error);
                self.issues_before.get_or_insert_with(key.clone(), || None);
                self.issues.insert(key, (issue.clone(), 1));
            }
        }
    }

    fn lose(&mut self, procedure: &CompiledProcedure, issue: &Issue) {
        let key = key(procedure, issue);
        match self.issues.get_mut(&key) {
            Some((_, count)) if *count > 1 => *count -= 1,
            Some(_) => {
                self.errors -= usize::from(issue.severity == Severity::Error);
                self.issues.remove(&key);
                self.issues_before.get_or_insert_with(key, || Some(issue.clone()));
            }
            None => {}
        }
    }

    /// A part finds other things than before.
    pub(super) fn replace(&mut self, procedure: &CompiledProcedure, old: &[Issue], new: &[Issue]) {
        if old != new {
            new.iter().for_each(|issue| self.find(procedure, issue));
            old.iter().for_each(|issue| self.lose(procedure, issue));
        }
    }

    /// A part asks for other fields than before.
    pub(super) fn require(&mut self, procedure: &CompiledProcedure, old: &[String], new: &[String]) {
        if old == new {
            return;
        }
        let place = |pointer: &String| (position(procedure, pointer), pointer.clone());
        for demand in new.iter().map(place) {
            let count = self.required.get_or_insert_with(demand.clone(), || 0);
            *count += 1;
            if *count == 1 {
                self.required_before.get_or_insert_with(demand, || false);
            }
        }
        for demand in old.iter().map(place) {
            match self.required.get_mut(&demand) {
                Some(count) if *count > 1 => *count -= 1,
                Some(_) => {
                    self.required.remove(&demand);
                    self.required_before.get_or_insert_with(demand, || true);
                }
                None => {}
            }
        }
    }

    /// Whether nothing was touched since the last settling.
    pub(super) fn is_settled(&self) -> bool {
        self.issues_before.is_empty() && self.required_before.is_empty()
    }

    /// What changed since the last settling.
    pub(super) fn settle(&mut self) -> Difference {
        let mut difference = Difference::default();
        for (key, was) in std::mem::take(&mut self.issues_before) {
            match (was, self.issues.get(&key)) {
                (None, Some((issue, _))) => difference.appeared.push(issue.clone()),
                (Some(issue), None) => difference.gone.push(issue),
                _ => {}
            }
        }
        for (demand, was) in std::mem::take(&mut self.required_before) {
            match (was, self.required.contains_key(&demand)) {
                (false, true) => difference.required.push(demand.1),
                (true, false) => difference.optional.push(demand.1),
                _ => {}
            }
        }
        difference
    }

    /// Takes the place of `old`, which may have changed since its last settling: what changed is told from there on.
    pub(super) fn follow(&mut self, old: Self) {
        self.issues_before.clear();
        self.required_before.clear();
        let Self { issues, required, issues_before, required_before, .. } = old;
        let mut before: Map<Key, Issue> = issues.into_iter().map(|(key, (issue, _))| (key, issue)).collect();
        for (key, was) in issues_before {
            match was {
                Some(issue) => drop(before.insert(key, issue)),
                None => drop(before.remove(&key)),
            }
        }
        let mut demanded: Map<Demand, bool> = required.into_keys().map(|demand| (demand, true)).collect();
        for (demand, was) in required_before {
            demanded.insert(demand, was);
        }
        for key in self.issues.keys().filter(|key| !before.contains_key(*key)) {
            self.issues_before.insert(key.clone(), None);
        }
        self.issues_before.extend(before.into_iter().map(|(key, issue)| (key, Some(issue))));
        for demand in self.required.keys() {
            demanded.get_or_insert_with(demand.clone(), || false);
        }
        self.required_before = demanded;
    }
}
