//! Slips of the pen: how a number comes to stand where another should.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Smaller numbers are all one slip from each other.
const LEAST: u64 = 10;

/// What part of a number it may be off, and how much at most.
const PART: u64 = 8;
const MOST: u64 = 5;

/// From here on any digit may be another: there are so many numbers of as many digits that few are alike by chance.
const MANY: u64 = 100;

/// What part of its whole a list may miss by a slip.
const FAR: i64 = 4;

/// What part of its whole a list may miss that comes close to it.
const CLOSE: i64 = 15;

/// One in how many differences a digit too few or too many explains by chance.
const DROPPED: i64 = 4;

/// The least number that a dropped digit is believed of.
const LEAST_DROPPED: i64 = 20;

/// The numbers that a number becomes when two neighbouring digits change places, the last two first.
pub(crate) fn swapped(number: u64) -> impl Iterator<Item = u64> {
    tens().take_while(move |ten| number / ten >= 10).filter_map(move |ten| {
        let (low, high) = (number / ten % 10, number / ten / 10 % 10);
        let is_first = number / ten < 100;
        let rest = number - (high * 10 + low) * ten;
        let other = (low * 10 + high).checked_mul(ten).and_then(|swapped| rest.checked_add(swapped));
        other.filter(|_| low != high && !(is_first && low == 0))
    })
}

/// 1, 10, 100 and so on.
fn tens() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(1u64), |ten| ten.checked_mul(10))
}

/// Whether a number is another without one of its digits, the others as many as it has: 325 without a digit is 35, but
/// 305 is no 5.
fn lacks_digit(short: u64, long: u64) -> bool {
    long > short
        && short != 0
        && long.ilog10() == short.ilog10() + 1
        && tens().take_while(|ten| long / ten > 0).any(|ten| long / ten / 10 * ten + long % ten == short)
}

/// Whether one number would make a whole and its parts agree if it had a digit less, or more: 68 for 684, 198 for 98.
pub(crate) fn is_digit_dropped(whole: i64, parts: &[i64]) -> bool {
    let sum = parts.iter().fold(0i64, |sum, part| sum.saturating_add(*part));
    let lacks =
        |long: i64, short: i64| short >= LEAST_DROPPED && lacks_digit(short.unsigned_abs(), long.max(0).unsigned_abs());
    let are_near = |one: i64, other: i64| lacks(one, other) || lacks(other, one);
    are_near(whole, sum) || parts.iter().any(|&part| are_near(part, whole.saturating_sub(sum).saturating_add(part)))
}

/// One in how many differences a slip would explain, if one explains that between counts and their whole; 0 if none
/// does, or if one of them is no count.
pub(crate) fn rarity(whole: Decimal, parts: &[Decimal]) -> i64 {
    // 36.5万元: in the smallest unit written.
    let scale = parts.iter().chain([&whole]).map(|value| value.normalize().scale()).max().unwrap_or(0);
    let unit = 10i64.checked_pow(scale).map(Decimal::from);
    let number = |value: Decimal| value.checked_mul(unit?)?.to_i64().filter(|number| *number > 0);
    // A part of nought, 因公出国(境)费0万元, changes nothing.
    let parts = parts.iter().copied().filter(|part| !part.is_zero());
    let numbers = parts.map(number).collect::<Option<Vec<_>>>();
    let (Some(whole), Some(parts)) = (number(whole), numbers) else { return 0 };
    let sum = parts.iter().fold(0i64, |sum, part| sum.saturating_add(*part));
    let off = sum.saturating_sub(whole);
    let near = whole.max(sum) / 5 * 3 + whole.max(sum) % 5 * 3 / 5;
    if off == 0 || off.abs().saturating_mul(FAR) > whole {
        return if off != 0 && is_digit_dropped(whole, &parts) { DROPPED } else { 0 };
    }
    let tens = || std::iter::successors(Some(1i64), |ten| ten.checked_mul(10)).take_while(|ten| *ten <= near);
    // A digit that is one off; 1099 for 1109.
    let mut slips: Vec<i64> = tens().collect();
    for (number, sign) in parts.iter().map(|&part| (part, 1)).chain([(whole, -1)]) {
        let mends = swapped(number.unsigned_abs()).filter_map(|other| i64::try_from(other).ok());
        slips.extend(mends.map(|other| (number - other) * sign * off.signum()).filter(|by| (1..=near).contains(by)));
    }
    slips.sort_unstable();
    slips.dedup();
    let is_any = !slips.contains(&off.abs());
    if is_any {
        slips.extend(tens().flat_map(|ten| (2..=9).map(move |digit| digit * ten)).filter(|by| *by <= near));
        slips.sort_unstable();
        slips.dedup();
    }
    let count = i64::try_from(slips.len()).unwrap_or(i64::MAX);
    let rarity = if slips.contains(&off.abs()) { near / count.max(1) } else { 0 };
    // Three or more that come this close to their whole are seldom but some of its parts.
    let is_close = off.abs().saturating_mul(CLOSE) <= whole;
    match (is_close, parts.len()) {
        (true, 3..) => rarity.max(near / off.abs() / 3),
        // Far off, any digit may be meant.
        (false, _) if is_any => rarity / 4,
        _ => rarity,
    }
}

/// Whether a count is written where another was meant, for all that the two numbers tell: so alike are not many.
pub(crate) fn is_slip(written: Decimal, meant: Decimal) -> bool {
    let count = |value: Decimal| {
        let count = value.to_u64().filter(|_| value.fract().is_zero());
        count.filter(|count| *count >= LEAST)
    };
    let (Some(written), Some(meant)) = (count(written), count(meant)) else { return false };
    let off = written.abs_diff(meant);
    off != 0
        && (off <= (meant / PART).clamp(1, MOST)
            || swapped(meant).any(|other| other == written)
            || is_one_digit_off(written, meant)
            || is_digit_lost(written, meant)
            || is_digit_doubled(written, meant))
}

/// Whether a count is another with two neighbouring digits the other way round.
pub(crate) fn is_swapped(written: Decimal, meant: Decimal) -> bool {
    let count = |value: Decimal| value.to_u64().filter(|_| value.fract().is_zero());
    let (Some(written), Some(meant)) = (count(written), count(meant)) else { return false };
    swapped(meant).any(|other| other == written)
}

/// 46 for 36; 852 for 352.
pub(crate) fn is_one_digit_off(written: u64, meant: u64) -> bool {
    let (written, other) = (written.to_string(), meant.to_string());
    let mut apart = written.bytes().zip(other.bytes()).filter(|(one, other)| one != other);
    let first = apart.next();
    written.len() == other.len()
        && apart.next().is_none()
        && first.is_some_and(|(one, other)| meant >= MANY || one.abs_diff(other) == 1)
}

/// 35 for 352.
pub(crate) fn is_digit_lost(written: u64, meant: u64) -> bool {
    meant >= MANY && shortened(meant).contains(&written.to_string())
}

/// 366 for 36.
pub(crate) fn is_digit_doubled(written: u64, meant: u64) -> bool {
    let written = written.to_string();
    let doubled = written.as_bytes().windows(2).any(|pair| pair[0] == pair[1]);
    doubled && meant.to_string().len() + 1 == written.len() && {
        let meant = meant.to_string();
        (0..meant.len()).any(|at| format!("{}{}{}", &meant[..=at], &meant[at..=at], &meant[at + 1..]) == written)
    }
}

/// A number without one of its digits.
fn shortened(number: u64) -> Vec<String> {
    let digits = number.to_string();
    (0..digits.len()).map(|at| format!("{}{}", &digits[..at], &digits[at + 1..])).collect()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{is_slip, lacks_digit, swapped};

    #[test]
    fn neighbouring_digits_change_places() {
        let swapped = |number| swapped(number).collect::<Vec<_>>();
        assert_eq!(swapped(325), [352, 235]);
        assert_eq!(swapped(102), [120]);
        assert!(!swapped(u64::MAX).is_empty(), "no panic");
        assert!(swapped(77).is_empty());
        assert!(swapped(5).is_empty());
        assert!(swapped(0).is_empty());
    }

    #[test]
    fn a_digit_is_lacking() {
        assert!(lacks_digit(35, 325) && lacks_digit(32, 325) && lacks_digit(25, 325));
        assert!(!lacks_digit(5, 305) && !lacks_digit(23, 325) && !lacks_digit(325, 325) && !lacks_digit(0, 30));
        assert!(lacks_digit(30, 300) && lacks_digit(1_844_674_407_370_955_161, u64::MAX));
    }

    #[test]
    fn numbers_are_a_slip_apart_or_not() {
        let slip = |written: u32, meant: u32| is_slip(Decimal::from(written), Decimal::from(meant));
        assert!(slip(37, 36) && slip(63, 36) && slip(46, 36) && slip(366, 36) && slip(33, 36));
        assert!(slip(852, 352) && slip(325, 352) && slip(35, 352) && slip(1326, 1362));
        assert!(!slip(36, 36) && !slip(28, 36) && !slip(76, 36) && !slip(3, 36) && !slip(8, 9));
        assert!(!slip(361, 352) && !slip(1209, 1236) && !slip(11, 9));
        assert!(!is_slip(Decimal::new(365, 1), Decimal::from(36)));
    }
}
