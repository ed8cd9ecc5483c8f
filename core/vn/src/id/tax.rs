//! Tax codes: ten digits, ten and a branch number, or the citizen number.
//!
//! The circulars on tax registration fix the structure: digits 3 to 9 count from 0000001, branches from 001. They do
//! not publish the check digit, so a wrong one is a warning. Since 2025-07-01 the personal identification number is
//! the tax code of individuals and household businesses.

use super::{Context, Refusal, all_digits, citizen, cut, fits};
use crate::Check;

const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

pub(super) fn check(typed: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    if fits(typed, "############") {
        citizen::check(typed, ctx, check)?;
        check.add("type", "citizen");
        Ok(())
    } else if fits(typed, "##########") {
        business(typed, "", check)
    } else if fits(typed, "#############") {
        business(cut(typed, 0, 10), cut(typed, 10, 13), check)
    } else if fits(typed, "##########-###") {
        business(cut(typed, 0, 10), cut(typed, 11, 14), check)
    } else {
        let digits = typed.replace('-', "");
        Err(match digits.len() {
            0 => "taxCode/length",
            _ if !all_digits(&digits) => "taxCode/form",
            // As many digits as there may be, and a hyphen where none stands.
            10 | 12 | 13 => "taxCode/form",
            _ => "taxCode/length",
        })
    }
}

fn business(base: &str, branch: &str, check: &mut Check) -> Result<(), Refusal> {
    let stored = if branch.is_empty() { base.to_owned() } else { [base, branch].join("-") };
    check.normalized = Some(stored);
    check.add("type", if branch.is_empty() { "business" } else { "branch" });
    check.add("base", base);
    if !branch.is_empty() {
        check.add("branch", branch);
    }
    if branch == "000" {
        check.refuse("taxCode/branch");
    }
    if cut(base, 2, 9) == "0000000" {
        check.refuse("taxCode/serial");
    }
    if !check_digit_fits(base) {
        check.warn("taxCode/checkDigit");
    }
    Ok(())
}

/// Digit ten is 10 − (Σ weight × digit mod 11); a sum that leaves nothing has no digit at all.
fn check_digit_fits(base: &str) -> bool {
    let digit = |b: u8| u32::from(b - b'0');
    let sum: u32 = WEIGHTS.iter().zip(base.bytes()).map(|(weight, b)| weight * digit(b)).sum();
    !sum.is_multiple_of(11) && base.bytes().last().map(digit) == Some(10 - sum % 11)
}
