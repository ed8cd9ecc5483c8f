//! The state of an open form, kept up to date part by part.

use motcua_json::sorted::{Map, Set};

use motcua_json::{Object, Value};
use motcua_types::report::{ComputedValue, Issue};
use motcua_types::submission::{Attachment, Channel};

use super::changes::{Before, Ledger};
use super::clause::Clause;
use super::index::{Index, Unit};
use crate::attachments::{self, SlotReport};
use crate::logic::Scope;
use crate::plan::{Done, Kind, clean, compute, hides};
use crate::procedure::CompiledProcedure;
use crate::schema::{BUDGET, Normal, Part};
use crate::state::{Places, Tables, is_at_or_below, requirement, rule, wrong_channel};

/// What a session sees beside the data.
pub(super) struct Around<'a> {
    pub(super) procedure: &'a CompiledProcedure,
    pub(super) extra: &'a [(&'static str, Value)],
    pub(super) attachments: &'a [Attachment],
    pub(super) channel: Channel,
}

/// Steps that all parts may take together. A whole validation has more, so it would not be refused either.
const ENOUGH: u64 = BUDGET / 2;

/// What is known of one unit or clause.
#[derive(Clone, Default)]
struct Known {
    issues: Vec<Issue>,
    /// Normal forms of texts, by their pointers.
    normal: Normal,
    required: Vec<String>,
    /// Steps that its validation took.
    steps: u64,
}

/// Every part of an evaluation, each with what it found.
pub(super) struct Live {
    /// The data after visibility and computed values.
    planned: Value,
    /// The same with texts in normal form: what is signed.
    pub(super) data: Value,
    done: Vec<Done>,
    places: Places,
    /// Whether each group is there, or must be.
    groups: Vec<bool>,
    units: Vec<Known>,
    clauses: Vec<Known>,
    /// Steps that the validation of all parts took.
    steps: u64,
    requirements: Vec<(Option<String>, Option<Issue>)>,
    rules: Vec<Option<Issue>>,
    slots: SlotReport,
    pub(super) hidden: Vec<String>,
    pub(super) computed: Vec<ComputedValue>,
}

/// The change needs a whole evaluation: a part of the form came or went.
pub(super) struct Whole;

impl Live {
    /// Evaluates everything; `None` when the data has a shape that the parts cannot be judged in.
    pub(super) fn build(raw: &Value, around: &Around<'_>, ledger: &mut Ledger) -> Option<Self> {
        let procedure = around.procedure;
        let index = procedure.index();
        let applied = procedure.plan.apply(raw, around.extra);
        let planned = applied.data;
        let mut groups: Vec<bool> = Vec::with_capacity(index.groups.len());
        for group in &index.groups {
            let value = at(&planned, &group.place);
            let above = group.parent.is_none_or(|parent| groups.get(parent) == Some(&true));
            groups.push(match value {
                Some(Value::Object(object)) => {
                    let known =
                        |name: &str| group.members.as_ref().is_none_or(|members| members.contains(name));
                    if !object.keys().all(known) {
                        return None;
                    }
                    true
                }
                Some(_) => return None,
                None => group.required && above,
            });
        }
        let places = Places::new(&applied.hidden, &applied.computed);
        let mut live = Self {
            data: planned.clone(),
            planned,
            done: applied.done,
            places,
            groups,
            units: vec![Known::default(); index.units.len()],
            clauses: vec![Known::default(); index.clauses.len()],
            steps: 0,
            requirements: vec![(None, None); procedure.requirements.len()],
            rules: vec![None; procedure.rules.len()],
            slots: SlotReport::default(),
            hidden: applied.hidden,
            computed: applied.computed,
        };
        for (position, unit) in index.units.iter().enumerate() {
            live.validate_unit(position, unit, around, ledger)?;
        }
        for (position, clause) in index.clauses.iter().enumerate() {
            live.validate_clause(position, clause, around, ledger)?;
        }
        for (position, unit) in index.units.iter().enumerate() {
            live.write_data(position, unit)?;
        }
        for (position, unit) in index.units.iter().enumerate() {
            live.demand_of_unit(position, unit, around, ledger);
        }
        for (position, clause) in index.clauses.iter().enumerate() {
            live.demand_of_clause(position, clause, around, ledger);
        }
        let all = |count: usize| (0..count).collect::<Set<usize>>();
        live.judge(&all(procedure.requirements.len()), &all(procedure.rules.len()), true, around, ledger);
        if let Some(issue) = wrong_channel(procedure, around.channel) {
            ledger.find(procedure, &issue);
        }
        Some(live)
    }

    /// Takes over a change of the raw data at or below one unit.
    pub(super) fn update(
        &mut self,
        position: usize,
        raw: &Value,
        around: &Around<'_>,
        ledger: &mut Ledger,
        before: &mut Before,
    ) -> Result<(), Whole> {
        let procedure = around.procedure;
        let index = procedure.index();
        let Some(first) = index.units.get(position) else { return Err(Whole) };
        if !self.rewrite(position, raw, around)? {
            return Ok(());
        }
        if first.alone {
            self.validate_unit(position, first, around, ledger).ok_or(Whole)?;
            return self.write_data(position, first).ok_or(Whole);
        }
        let mut changed: Set<usize> = [position].into_iter().collect();
        let mut waiting: Set<usize> = first.readers.steps.iter().copied().collect();
        while let Some(next) = waiting.pop_first() {
            let Some(step) = procedure.plan.steps.get(next) else { continue };
            let scope = Scope::new(&self.planned, around.extra);
            let (now, was) = match (&step.kind, self.done.get(next)) {
                (Kind::Show(when), Some(was)) => (Done::Hid(hides(when, &scope)), was),
                (Kind::Compute(value), Some(was)) => (Done::Put(compute(value, &scope)), was),
                _ => return Err(Whole),
            };
            if now == *was {
                continue;
            }
            // What comes or goes changes the shape of the form; only another value is taken over here.
            let (Done::Put(Some(value)), Done::Put(Some(_))) = (&now, was) else { return Err(Whole) };
            let target = step.target.to_string();
            if let Some(entry) = self.computed.iter_mut().find(|entry| entry.pointer == target) {
                before.computed(entry);
                entry.value = value.clone();
            }
            if let Some(slot) = self.done.get_mut(next) {
                *slot = now;
            }
            for unit in index.near(step.target.tokens()) {
                if self.rewrite(unit, raw, around)? {
                    changed.insert(unit);
                }
            }
            for unit in &changed {
                let readers = index.units.get(*unit).map(|unit| &unit.readers.steps);
                waiting.extend(readers.into_iter().flatten().copied().filter(|step| *step > next));
            }
        }
        self.judge_changed(changed, index, around, ledger)
    }

    fn judge_changed(
        &mut self,
        changed: Set<usize>,
        index: &Index,
        around: &Around<'_>,
        ledger: &mut Ledger,
    ) -> Result<(), Whole> {
        let of = |units: &Set<usize>, list: fn(&Unit) -> &Vec<usize>| {
            let mut all = Set::new();
            for unit in units.iter().filter_map(|position| index.units.get(*position)) {
                all.extend(list(unit).iter().copied());
            }
            all
        };
        let clauses = of(&changed, |unit| &unit.readers.clauses);
        let contexts = of(&changed, |unit| &unit.readers.units);
        let mut units = changed;
        units.extend(contexts);
        for position in &units {
            let Some(unit) = index.units.get(*position) else { continue };
            self.validate_unit(*position, unit, around, ledger).ok_or(Whole)?;
        }
        for position in &clauses {
            let Some(clause) = index.clauses.get(*position) else { continue };
            for place in self.validate_clause(*position, clause, around, ledger).ok_or(Whole)? {
                units.extend(index.unit_of(&place));
            }
        }
        for position in &units {
            let Some(unit) = index.units.get(*position) else { continue };
            self.write_data(*position, unit).ok_or(Whole)?;
        }
        // From here on what is read is the data with texts in normal form.
        for position in &units {
            // What a field without branches asks for is the same whatever stands there.
            let Some(unit) = index.units.get(*position).filter(|unit| unit.branches) else { continue };
            self.demand_of_unit(*position, unit, around, ledger);
        }
        for position in &of(&units, |unit| &unit.readers.clauses) {
            let Some(clause) = index.clauses.get(*position) else { continue };
            self.demand_of_clause(*position, clause, around, ledger);
        }
        let requirements = of(&units, |unit| &unit.readers.requirements);
        let rules = of(&units, |unit| &unit.readers.rules);
        let slots =
            units.iter().filter_map(|position| index.units.get(*position)).any(|unit| unit.readers.slots);
        self.judge(&requirements, &rules, slots, around, ledger);
        Ok(())
    }

    /// Slots that are hidden.
    pub(super) fn slots_hidden(&self) -> &[String] {
        &self.slots.hidden
    }

    /// All that is hidden: fields in the order of the document, then slots.
    pub(super) fn all_hidden(&self) -> impl Iterator<Item = &String> {
        self.hidden.iter().chain(&self.slots.hidden)
    }

    /// Puts the unit's value, as the plan leaves it, into the planned data. Whether it is another one.
    fn rewrite(&mut self, position: usize, raw: &Value, around: &Around<'_>) -> Result<bool, Whole> {
        let index = around.procedure.index();
        let Some(unit) = index.units.get(position) else { return Err(Whole) };
        if unit.written_below {
            return Err(Whole);
        }
        let value = planned_value(unit, raw, &self.done, around.procedure);
        match (at_mut(&mut self.planned, &unit.place), value.as_ref()) {
            (None, None) => return Ok(false),
            (Some(slot), Some(new)) if slot == new => return Ok(false),
            (Some(slot), Some(_)) => {
                *slot = value.unwrap_or_default();
                return Ok(true);
            }
            _ => {}
        }
        if self.groups.get(unit.group) != Some(&true) && value.is_some() {
            return Err(Whole);
        }
        write(&mut self.planned, unit, value)?;
        Ok(true)
    }

    /// Judges a unit. `None` when the document is too large to judge in parts.
    fn validate_unit(
        &mut self,
        position: usize,
        unit: &Unit,
        around: &Around<'_>,
        ledger: &mut Ledger,
    ) -> Option<()> {
        let mut part = Part::default();
        if self.groups.get(unit.group) == Some(&true) {
            let scope = Scope::new(&self.planned, around.extra);
            let tables = Tables(&around.procedure.catalogues);
            let (name, schema) = (unit.place.last()?, &unit.schema);
            part = match at(&self.planned, &unit.place) {
                Some(value) => schema.validate_member(name, value, &unit.pointer, &scope, &tables),
                None => schema.validate_part(&Value::Object(Object::new()), &unit.above, &scope, &tables),
            }?;
        }
        self.units.get_mut(position)?.take(part, &self.places, around.procedure, ledger, &mut self.steps)?;
        Some(())
    }

    /// Judges a clause: the places of texts whose normal form may be another now. `None` as above.
    fn validate_clause(
        &mut self,
        position: usize,
        clause: &Clause,
        around: &Around<'_>,
        ledger: &mut Ledger,
    ) -> Option<Vec<String>> {
        let mut part = Part::default();
        if self.groups.get(clause.group) == Some(&true) {
            let scope = Scope::new(&self.planned, around.extra);
            let empty = Value::Object(Object::new());
            let value = at(&self.planned, &clause.place).unwrap_or(&empty);
            let tables = Tables(&around.procedure.catalogues);
            part = clause.schema.validate_part(value, &clause.pointer, &scope, &tables)?;
        }
        let known = self.clauses.get_mut(position)?;
        known.take(part, &self.places, around.procedure, ledger, &mut self.steps)
    }

    /// Writes the value of a unit, its texts in normal form.
    fn write_data(&mut self, position: usize, unit: &Unit) -> Option<()> {
        let value = at(&self.planned, &unit.place);
        let own = self.units.get(position).into_iter();
        let clauses = unit.readers.clauses.iter().filter_map(|clause| self.clauses.get(*clause));
        let normal = own.chain(clauses).flat_map(|known| &known.normal);
        if normal.clone().next().is_none() {
            match (at_mut(&mut self.data, &unit.place), value) {
                (None, None) => {}
                (Some(slot), Some(value)) if slot == value => {}
                (Some(slot), Some(value)) => *slot = value.clone(),
                (_, value) => write(&mut self.data, unit, value.cloned()).ok()?,
            }
            return Some(());
        }
        write(&mut self.data, unit, value.cloned()).ok()?;
        // The pointers come from the data itself.
        normal.filter(|(place, _)| is_at_or_below(place, &unit.pointer)).for_each(|(place, text)| {
            let _ = motcua_json::pointer::set(&mut self.data, place, text.as_str().into());
        });
        Some(())
    }

    /// Finds anew what must be filled in a unit.
    fn demand_of_unit(&mut self, position: usize, unit: &Unit, around: &Around<'_>, ledger: &mut Ledger) {
        let mut required = Vec::new();
        if self.groups.get(unit.group) == Some(&true) {
            if unit.branches {
                let holder = holder(unit, at(&self.data, &unit.place).cloned());
                let scope = Scope::new(&self.data, around.extra);
                let tables = Tables(&around.procedure.catalogues);
                required = unit.schema.required_fields(&holder, &scope, &tables);
                required.iter_mut().for_each(|pointer| pointer.insert_str(0, &unit.above));
            } else if unit.required {
                required.push(unit.pointer.clone());
            }
        }
        if let Some(known) = self.units.get_mut(position) {
            known.demand(required, &self.places, around.procedure, ledger);
        }
    }

    /// Finds anew what a clause demands.
    fn demand_of_clause(
        &mut self,
        position: usize,
        clause: &Clause,
        around: &Around<'_>,
        ledger: &mut Ledger,
    ) {
        let mut required = Vec::new();
        if self.groups.get(clause.group) == Some(&true) {
            let scope = Scope::new(&self.data, around.extra);
            let empty = Value::Object(Object::new());
            let value = at(&self.data, &clause.place).unwrap_or(&empty);
            let tables = Tables(&around.procedure.catalogues);
            required = clause.schema.required_fields(value, &scope, &tables);
            required.iter_mut().for_each(|pointer| pointer.insert_str(0, &clause.pointer));
        }
        if let Some(known) = self.clauses.get_mut(position) {
            known.demand(required, &self.places, around.procedure, ledger);
        }
    }

    fn judge(
        &mut self,
        requirements: &Set<usize>,
        rules: &Set<usize>,
        slots: bool,
        around: &Around<'_>,
        ledger: &mut Ledger,
    ) {
        let procedure = around.procedure;
        let scope = Scope::new(&self.data, around.extra);
        for position in requirements {
            let (target, missing) = requirement(procedure, *position, &scope, &self.data);
            let target = target.filter(|target| self.places.is_asked(target));
            let missing = missing.and_then(|issue| self.places.settle(procedure, issue));
            if let Some(known) = self.requirements.get_mut(*position) {
                ledger.require(procedure, known.0.as_slice(), target.as_slice());
                ledger.replace(procedure, known.1.as_slice(), missing.as_slice());
                *known = (target, missing);
            }
        }
        for position in rules {
            let found = rule(procedure, *position, &scope, &self.places);
            if let Some(known) = self.rules.get_mut(*position) {
                ledger.replace(procedure, known.as_slice(), found.as_slice());
                *known = found;
            }
        }
        if slots {
            let report = attachments::check(&procedure.slots, around.attachments, around.channel, &scope);
            ledger.replace(procedure, &self.slots.issues, &report.issues);
            ledger.require(procedure, &self.slots.required, &report.required);
            self.slots = report;
        }
    }
}

impl Known {
    /// Takes over what a validation found: the places of texts that have or had another normal form. `None` when all
    /// parts together took too much.
    fn take(
        &mut self,
        part: Part,
        places: &Places,
        procedure: &CompiledProcedure,
        ledger: &mut Ledger,
        steps: &mut u64,
    ) -> Option<Vec<String>> {
        *steps = (*steps).saturating_sub(self.steps).saturating_add(part.steps);
        self.steps = part.steps;
        if *steps > ENOUGH {
            return None;
        }
        if part.is_silent() && self.issues.is_empty() && self.normal.is_empty() {
            return Some(Vec::new());
        }
        let issues: Vec<Issue> =
            part.issues.into_iter().filter_map(|issue| places.settle(procedure, issue)).collect();
        ledger.replace(procedure, &self.issues, &issues);
        self.issues = issues;
        let old = std::mem::replace(&mut self.normal, part.normal);
        if old == self.normal {
            return Some(Vec::new());
        }
        Some(
            old.into_iter()
                .map(|(place, _)| place)
                .chain(self.normal.iter().map(|(place, _)| place.clone()))
                .collect(),
        )
    }

    fn demand(
        &mut self,
        mut required: Vec<String>,
        places: &Places,
        procedure: &CompiledProcedure,
        ledger: &mut Ledger,
    ) {
        required.retain(|pointer| places.is_asked(pointer));
        ledger.require(procedure, &self.required, &required);
        self.required = required;
    }
}

/// The value that the plan leaves at a unit.
fn planned_value(unit: &Unit, raw: &Value, done: &[Done], procedure: &CompiledProcedure) -> Option<Value> {
    let mut value = at(raw, &unit.place).and_then(clean);
    if unit.steps.is_empty() {
        return value;
    }
    for (step, done) in unit.steps.iter().filter_map(|i| Some((procedure.plan.steps.get(*i)?, done.get(*i)?)))
    {
        let target = step.target.tokens();
        match done {
            Done::Hid(false) | Done::Put(None) => {}
            Done::Hid(true) => match target.strip_prefix(unit.place.as_slice()) {
                Some(below) if !below.is_empty() => {
                    let below: motcua_json::Pointer = below.iter().collect();
                    if let Some(value) = &mut value {
                        motcua_json::pointer::remove(value, &below.to_string());
                    }
                    value = value.as_ref().and_then(clean);
                }
                _ => value = None,
            },
            // Nothing is put below a unit whose parts change one by one.
            Done::Put(Some(put)) => {
                value = at(put, unit.place.get(target.len()..).unwrap_or_default()).cloned()
            }
        }
    }
    value
}

fn holder(unit: &Unit, value: Option<Value>) -> Value {
    let name = unit.place.last().map(String::as_str).unwrap_or_default();
    Value::Object(value.into_iter().map(|value| (name.to_owned(), value)).collect::<Object>())
}

/// Writes a unit's value; its object must be there before and after.
fn write(root: &mut Value, unit: &Unit, value: Option<Value>) -> Result<(), Whole> {
    let (name, above) = unit.place.split_last().ok_or(Whole)?;
    let mut here = root;
    for token in above {
        here = here.as_object_mut().and_then(|object| object.get_mut(token)).ok_or(Whole)?;
    }
    let object = here.as_object_mut().ok_or(Whole)?;
    match value {
        Some(value) => match object.get_mut(name) {
            Some(slot) => *slot = value,
            None => drop(object.insert(name.as_str(), value)),
        },
        None if object.len() > 1 || above.is_empty() => drop(object.remove(name)),
        None if object.contains_key(name) => return Err(Whole),
        None => {}
    }
    Ok(())
}

fn at<'v>(root: &'v Value, place: &[String]) -> Option<&'v Value> {
    place.iter().try_fold(root, |value, token| match value {
        Value::Object(object) => object.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    })
}

pub(super) fn at_mut<'v>(root: &'v mut Value, place: &[String]) -> Option<&'v mut Value> {
    place.iter().try_fold(root, |value, token| value.as_object_mut()?.get_mut(token))
}

/// The values computed before and after a whole evaluation.
pub(super) fn computed_map(values: &[ComputedValue]) -> Map<&str, &Value> {
    values.iter().map(|entry| (entry.pointer.as_str(), &entry.value)).collect()
}
