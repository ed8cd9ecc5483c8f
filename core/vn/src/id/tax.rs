//! Tax codes: ten digits, ten and a branch number, or the citizen number.
//!
//! The circulars on tax registration fix the structure: digits 3 to 9 count from 0000001, branches from 001. They do
//! not publish the check digit, so a wrong one is a warning. Since 2025-07-01 the personal identification number is
//! the tax code of individuals and household businesses.

use super::{Context, all_digits, citizen};
use crate::{Check, text::normalize};

const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

pub(super) fn check(text: &str, ctx: &Context) -> Check {
    let typed: String = normalize(text).chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    let digits: String = typed.chars().filter(|c| *c != '-').collect();
    if digits.is_empty() {
        return Check::invalid("taxCode/length");
    }
    if !all_digits(&digits) {
        return Check::invalid("taxCode/form");
    }
    match digits.len() {
        12 if typed == digits => citizen::check(&digits, ctx).with("type", "citizen"),
        10 if typed == digits => business(&digits, None),
        13 => match (typed.split_once('-'), digits.split_at_checked(10)) {
            (None, Some((base, branch))) => business(base, Some(branch)),
            (Some((head, tail)), Some((base, branch))) if head == base && tail == branch => {
                business(base, Some(branch))
            }
            _ => Check::invalid("taxCode/form"),
        },
        10 | 12 => Check::invalid("taxCode/form"),
        _ => Check::invalid("taxCode/length"),
    }
}

fn business(base: &str, branch: Option<&str>) -> Check {
    let normalized = branch.map_or_else(|| base.to_owned(), |branch| format!("{base}-{branch}"));
    let mut check =
        Check::valid(normalized).with("type", if branch.is_some() { "branch" } else { "business" });
    check = check.with("base", base);
    if let Some(branch) = branch {
        check = check.with("branch", branch);
    }
    if branch == Some("000") {
        check.refuse("taxCode/branch");
    }
    if base.get(2..9) == Some("0000000") {
        check.refuse("taxCode/serial");
    }
    if check_digit(base) != base.bytes().last().map(|b| u32::from(b - b'0')) {
        check.warn("taxCode/checkDigit");
    }
    check
}

/// 10 − (Σ weight × digit mod 11); a sum that leaves nothing has no digit at all.
fn check_digit(base: &str) -> Option<u32> {
    let sum: u32 =
        WEIGHTS.iter().zip(base.bytes()).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    match sum % 11 {
        0 => None,
        rest => Some(10 - rest),
    }
}
