//! What a rule asks of a single value.

use super::lexis::{Numeral, Text, same};
use super::{INTEGER, NUMBER, Scan, TEXT};
use crate::table::{Finding, NumberRule, Rule, Scalar};

impl Scan<'_> {
    #[cold]
    #[inline(never)]
    pub(super) fn found(&mut self, field: usize, finding: Finding) {
        let code = self.table.codes.get(finding as usize).copied().unwrap_or(0);
        self.issues.push((u32::try_from(field).unwrap_or(0), code));
        self.errors += 1;
    }

    /// Whether the keywords about the value itself apply: it may be there, and has the right type.
    #[inline(always)]
    pub(super) fn fits(&mut self, rule: &Rule, bits: u8) -> bool {
        if rule.never {
            self.found(rule.field, Finding::UnknownField);
            return false;
        }
        if rule.types != 0 && rule.types & bits == 0 {
            self.found(rule.field, Finding::Type);
            return false;
        }
        true
    }

    pub(super) fn check_plain(&mut self, rule: &Rule, bits: u8, value: &Scalar) {
        if self.fits(rule, bits) {
            self.check_choices(rule, |choice| choice == value);
        }
    }

    #[inline(always)]
    pub(super) fn check_choices(&mut self, rule: &Rule, is: impl Fn(&Scalar) -> bool) {
        if let Some(choices) = &rule.choices
            && !choices.iter().any(&is)
        {
            self.found(rule.field, Finding::Enum);
        }
        if let Some(constant) = &rule.constant
            && !is(constant)
        {
            self.found(rule.field, Finding::Const);
        }
    }

    #[inline(always)]
    pub(super) fn check_text(&mut self, rule: &Rule, text: &Text<'_>) {
        if !self.fits(rule, TEXT) {
            return;
        }
        let own =
            |choice: &Scalar| matches!(choice, Scalar::Text(choice) if same(choice.as_bytes(), text.bytes()));
        self.check_choices(rule, own);
        let Some(wanted) = &rule.text else { return };
        let before = self.issues.len();
        if wanted.min.is_some() || wanted.max.is_some() {
            let count = u64::try_from(text.chars()).unwrap_or(u64::MAX);
            if wanted.min.is_some_and(|min| count < min) {
                self.found(rule.field, Finding::MinLength);
            }
            if wanted.max.is_some_and(|max| count > max) {
                self.found(rule.field, Finding::MaxLength);
            }
        }
        if let Some(pattern) = &wanted.pattern
            && !match text {
                Text::Plain { bytes, ascii: true, .. } => pattern.matches_ascii(bytes),
                Text::Plain { bytes, .. } => {
                    std::str::from_utf8(bytes).is_ok_and(|text| pattern.matches(text))
                }
                Text::Other(text) => pattern.matches(text),
            }
        {
            self.found(rule.field, Finding::Pattern);
        }
        if let Some(format) = wanted.format.filter(|_| self.issues.len() == before) {
            let (issues, errors) = (&mut *self.issues, &mut self.errors);
            let field = u32::try_from(rule.field).unwrap_or(0);
            let text = std::str::from_utf8(text.bytes()).unwrap_or_default();
            self.judge.format(format, text, &mut |code, error| {
                issues.push((field, code));
                *errors += usize::from(error);
            });
        }
    }

    #[inline(always)]
    pub(super) fn check_number(&mut self, rule: &Rule, number: Numeral) {
        let x = number.value;
        let bits = if number.whole { INTEGER | NUMBER } else { NUMBER };
        if !self.fits(rule, bits) {
            return;
        }
        self.check_choices(rule, |choice| matches!(choice, Scalar::Number(choice) if *choice == x));
        let Some(NumberRule { min, max, above, below }) = rule.number else { return };
        if min.is_some_and(|min| x < min) {
            self.found(rule.field, Finding::Minimum);
        }
        if max.is_some_and(|max| x > max) {
            self.found(rule.field, Finding::Maximum);
        }
        if above.is_some_and(|above| x <= above) {
            self.found(rule.field, Finding::ExclusiveMinimum);
        }
        if below.is_some_and(|below| x >= below) {
            self.found(rule.field, Finding::ExclusiveMaximum);
        }
    }
}
