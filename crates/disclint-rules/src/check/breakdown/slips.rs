//! Two digits that changed places: 352 written 325.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Looked;

/// The numbers that a number becomes when two neighbouring digits change places.
fn swapped(number: u64) -> Vec<u64> {
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

impl Looked<'_, '_> {
    pub(super) fn sum(&self, parts: &[usize]) -> Decimal {
        parts.iter().fold(Decimal::ZERO, |sum, &part| sum.saturating_add(self.sentence.figure(part).value))
    }

    /// Whether the parts would add up to their whole if two neighbouring digits of one number changed places,
    /// and by chance at most one in `one_in` sums that are about as far off would.
    pub(super) fn is_slip(&self, whole: usize, parts: &[usize], one_in: i64) -> bool {
        let number = |at: usize| {
            let value = self.sentence.figure(at).value;
            if value.fract().is_zero() { value.to_i64().filter(|number| *number > 0) } else { None }
        };
        let Some(whole) = number(whole) else { return false };
        let Some(parts) = parts.iter().map(|&part| number(part)).collect::<Option<Vec<_>>>() else { return false };
        let sum = parts.iter().fold(0i64, |sum, part| sum.saturating_add(*part));
        let off = sum.saturating_sub(whole);
        // By how much each swap would mend the sum.
        let mends = |number: i64| {
            let swapped = swapped(number.unsigned_abs()).into_iter().filter_map(|other| i64::try_from(other).ok());
            swapped.map(move |other| number - other)
        };
        let all = || parts.iter().flat_map(|&part| mends(part)).chain(mends(whole).map(|by| -by));
        let near = whole.max(sum) / 5 * 3;
        let alike = all().filter(|by| by.signum() == off.signum() && by.abs() <= near).count();
        off.abs() <= near
            && all().any(|by| by == off)
            && i64::try_from(alike).is_ok_and(|alike: i64| alike.saturating_mul(one_in) <= near)
    }
}

#[cfg(test)]
mod tests {
    use super::swapped;

    #[test]
    fn neighbouring_digits_change_places() {
        assert_eq!(swapped(325), [235, 352]);
        assert_eq!(swapped(102), [120]);
        assert!(swapped(77).is_empty());
        assert!(swapped(5).is_empty());
    }
}
