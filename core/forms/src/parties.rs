//! Who is concerned by a dossier, read from its data.

use motcua_json::Value;
use motcua_types::Record;
use motcua_types::party::{Basis, Party, PartyRole, Person, PersonId};
use motcua_types::procedure::PartyRule;

use crate::check::Checker;
use crate::logic::{Expr, Scope, Truth, truth};

struct BasisChoice {
    when: Option<Expr>,
    basis: Basis,
    evidence: Option<String>,
}

/// A party rule with its conditions compiled.
pub(crate) struct PartyReader {
    role: PartyRole,
    from: String,
    when: Option<Expr>,
    acts_for: Option<PartyRole>,
    basis: Vec<BasisChoice>,
}

impl PartyReader {
    pub(crate) fn build(rule: &PartyRule, c: &mut Checker) -> Self {
        let compile = |c: &mut Checker, when: &Option<Value>| {
            when.as_ref().map(|when| c.inside("when", |c| Expr::build(when, c)))
        };
        let when = compile(c, &rule.when);
        let mut basis = Vec::new();
        for (index, choice) in rule.basis.iter().enumerate() {
            let when = c.inside("basis", |c| c.at(index, |c| compile(c, &choice.when)));
            basis.push(BasisChoice { when, basis: choice.basis, evidence: choice.evidence.clone() });
        }
        Self { role: rule.role, from: rule.from.clone(), when, acts_for: rule.acts_for, basis }
    }

    /// The party, when the rule applies and somebody is named. `evidence` becomes the id of the first attachment in
    /// that slot.
    pub(crate) fn read(
        &self,
        data: &Value,
        scope: &Scope<'_>,
        file_of: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Party> {
        let holds = |when: &Option<Expr>| when.as_ref().is_none_or(|when| truth(when, scope) == Truth::True);
        if !holds(&self.when) {
            return None;
        }
        let person = person(data.pointer(&self.from)?)?;
        let choice = self.basis.iter().find(|choice| holds(&choice.when));
        Some(Party {
            role: self.role,
            person: Some(person),
            organisation: None,
            acts_for: self.acts_for,
            basis: choice.map(|choice| choice.basis),
            evidence: choice.and_then(|choice| choice.evidence.as_deref()).and_then(file_of),
            reference: None,
        })
    }
}

fn person(value: &Value) -> Option<Person> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = value.get("id").and_then(|id| PersonId::from_value(id).ok());
    Some(Person {
        name: text("fullName")?,
        birth_date: text("birthDate"),
        id: id.unwrap_or_else(|| PersonId::None { reason: "unknown".to_owned() }),
    })
}
