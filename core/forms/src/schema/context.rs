//! What surrounds a validation: expressions of the procedure, and tables of codes.

use motcua_vn::date::Date;
use motcua_vn::id::Sex;

use crate::logic::Truth;
use crate::logic::{Scope, evaluate, time::iso_partial, truth};

use super::ContextRule;

/// What the form knows of the person whose data is checked; see `vnContext`.
pub type Context = motcua_vn::id::Context;

/// Answers what a schema cannot know itself.
pub trait Resolver {
    /// Whether a table holds a code; `None` for a table that is not at hand, which then checks nothing.
    fn catalogue_has(&self, catalogue: &str, code: &str) -> Option<bool>;
}

impl ContextRule {
    /// The context below this rule; what it does not say stays as it was above.
    pub(super) fn resolve(&self, above: &Context, scope: &Scope<'_>) -> Context {
        let text = |expr| evaluate(expr, scope).ok().and_then(|value| value.as_str().map(str::to_owned));
        let mut context = *above;
        if let Some(expr) = &self.birth_date {
            context.birth_year = text(expr).and_then(|date| iso_partial(&date)).map(|date| date.year());
        }
        if let Some(expr) = &self.sex {
            context.sex = match text(expr).as_deref() {
                Some("male") => Some(Sex::Male),
                Some("female") => Some(Sex::Female),
                _ => None,
            };
        }
        if let Some(expr) = &self.foreign {
            context.foreign = truth(expr, scope) == Truth::True;
        }
        if let Some(expr) = &self.birth_province {
            context.birth_province = text(expr).and_then(|code| code.parse().ok());
        }
        if let Some(expr) = &self.proof {
            context.proof = truth(expr, scope) == Truth::True;
        }
        if let Some(expr) = &self.on {
            context.on = text(expr).and_then(|day| Date::parse_iso(&day).ok());
        }
        context
    }
}
