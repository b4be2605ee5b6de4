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

/// The numbers that a number becomes when two neighbouring digits change places.
pub(crate) fn swapped(number: u64) -> Vec<u64> {
    let mut digits = number.to_string().into_bytes();
    let mut found = Vec::new();
    for at in 1..digits.len() {
        if digits[at - 1] != digits[at] && (at > 1 || digits[at] != b'0') {
            digits.swap(at - 1, at);
            found.extend(std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse::<u64>().ok()));
            digits.swap(at - 1, at);
        }
    }
    found
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
            || swapped(meant).contains(&written)
            || is_one_digit_off(written, meant)
            || is_digit_lost(written, meant)
            || is_digit_doubled(written, meant))
}

/// 46 for 36; 852 for 352.
fn is_one_digit_off(written: u64, meant: u64) -> bool {
    let (written, other) = (written.to_string(), meant.to_string());
    let mut apart = written.bytes().zip(other.bytes()).filter(|(one, other)| one != other);
    let first = apart.next();
    written.len() == other.len()
        && apart.next().is_none()
        && first.is_some_and(|(one, other)| meant >= MANY || one.abs_diff(other) == 1)
}

/// 35 for 352.
fn is_digit_lost(written: u64, meant: u64) -> bool {
    meant >= MANY && shortened(meant).contains(&written.to_string())
}

/// 366 for 36.
fn is_digit_doubled(written: u64, meant: u64) -> bool {
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

    use super::{is_slip, swapped};

    #[test]
    fn neighbouring_digits_change_places() {
        assert_eq!(swapped(325), [235, 352]);
        assert_eq!(swapped(102), [120]);
        assert!(swapped(77).is_empty());
        assert!(swapped(5).is_empty());
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
