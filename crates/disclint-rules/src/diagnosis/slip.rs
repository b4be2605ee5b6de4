//! How a number comes to stand in a cell where another should: the slips that people make in filling in tables.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::Lang;
use crate::slips::{is_digit_doubled, is_digit_lost, is_one_digit_off, swapped};

/// A slip that explains a repair, the more convincing before the less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Slip {
    /// The values of a row stand one column beside their own.
    RowShifted,
    /// The totals of a line were not filled in.
    NotFilledIn,
    /// Two neighbouring digits changed places: 21 for 12.
    Swapped,
    /// A digit was written twice: 122 for 12.
    Doubled,
    /// A digit is lacking: 2 for 12.
    Dropped,
    /// A digit is too many: 123 for 12.
    Added,
    /// More for less: -8 for 8.
    Sign,
    /// One number was written as two, in two cells: 1 and 2 for 12 and 0.
    Split,
    /// A value stands in the neighbouring cell, and that one's here.
    Beside,
    /// Something was counted in another row or column: one application booked to the wrong kind of applicant.
    Moved,
    /// The neighbouring cell's value was written.
    Copied,
    /// One more, or one less.
    OffByOne,
    /// One digit is another: 42 for 12.
    Mistyped,
    /// A total that does not follow its parts.
    NotUpdated,
    /// None of these.
    Unknown,
}

impl Slip {
    /// Whether it says more of a cell than that it is near the right number or a sum: chance seldom looks like it.
    pub(crate) fn is_telling(self) -> bool {
        self < Self::Moved
    }

    /// The slip by which `printed` stands for `meant`, as far as the two numbers tell.
    pub(super) fn of_numbers(printed: Decimal, meant: Decimal) -> Self {
        if !printed.is_zero() && printed == -meant {
            return Self::Sign;
        }
        if printed.is_sign_negative() != meant.is_sign_negative() && !printed.is_zero() && !meant.is_zero() {
            return Self::Unknown;
        }
        // 36.5 and 365 as 365 and 3650: what differs is not the digits.
        let scale = printed.normalize().scale().max(meant.normalize().scale());
        let unit = 10i64.checked_pow(scale).map(Decimal::from);
        let digits = |value: Decimal| value.abs().checked_mul(unit?)?.to_u64();
        let (Some(written), Some(wanted)) = (digits(printed), digits(meant)) else { return Self::Unknown };
        let (is_longer, are_some) = (written.max(wanted) >= 10, written != 0 && wanted != 0);
        match () {
            () if swapped(wanted).any(|other| other == written) => Self::Swapped,
            () if is_digit_doubled(written, wanted) => Self::Doubled,
            () if are_some && is_digit_lost(written, wanted) => Self::Dropped,
            () if are_some && is_digit_lost(wanted, written) => Self::Added,
            () if written.abs_diff(wanted) == 1 => Self::OffByOne,
            () if is_longer && is_one_digit_off(written, wanted) => Self::Mistyped,
            () => Self::Unknown,
        }
    }

    /// What it is called, in a few words.
    pub(crate) fn text(self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match self {
            Self::RowShifted => ("整行错开一列", "the row is one column off"),
            Self::NotFilledIn => ("合计未填", "totals were not filled in"),
            Self::Swapped => ("相邻两位数字颠倒", "two digits changed places"),
            Self::Doubled => ("一位数字重复", "a digit is doubled"),
            Self::Dropped => ("漏一位数字", "a digit is lacking"),
            Self::Added => ("多一位数字", "a digit too many"),
            Self::Sign => ("正负号相反", "the sign is the other"),
            Self::Split => ("一个数拆在两格", "one number stands in two cells"),
            Self::Beside => ("填错相邻一格", "written in the neighbouring cell"),
            Self::Moved => ("记错行或列", "counted in another row or column"),
            Self::Copied => ("与相邻一格相同", "the neighbouring cell's value"),
            Self::OffByOne => ("相差一", "one off"),
            Self::Mistyped => ("一位数字不同", "one digit is another"),
            Self::NotUpdated => ("合计未随各项更新", "the total does not follow its parts"),
            Self::Unknown => return None,
        };
        Some(match lang {
            Lang::Zh => zh,
            Lang::En => en,
        })
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Slip;

    #[test]
    fn slips_are_told_by_two_numbers() {
        let slip = |printed: i64, meant: i64| Slip::of_numbers(Decimal::from(printed), Decimal::from(meant));
        assert_eq!(slip(21, 12), Slip::Swapped);
        assert_eq!(slip(122, 12), Slip::Doubled);
        assert_eq!(slip(12, 132), Slip::Dropped);
        assert_eq!(slip(132, 12), Slip::Added);
        assert_eq!(slip(-8, 8), Slip::Sign);
        assert_eq!(slip(13, 12), Slip::OffByOne);
        assert_eq!(slip(142, 112), Slip::Mistyped);
        assert_eq!(slip(57, 12), Slip::Unknown);
        assert_eq!(slip(0, 12), Slip::Unknown);
        // Decimals are compared place by place.
        assert_eq!(Slip::of_numbers(Decimal::new(3650, 2), Decimal::new(563, 1)), Slip::Unknown);
        assert_eq!(Slip::of_numbers(Decimal::new(365, 1), Decimal::new(356, 1)), Slip::Swapped);
        assert_eq!(Slip::of_numbers(Decimal::from(400), Decimal::new(4005, 1)), Slip::Mistyped);
    }
}
