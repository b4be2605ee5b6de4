//! Numbers that are not meant exactly: 余, 近, 超过 and what they leave open.

use rust_decimal::Decimal;

/// How a number is qualified.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bound {
    /// Exactly this.
    Exact,
    /// This and some more, short of the next round number: 余, 多, 几.
    AndMore,
    /// This or more: 超过, 以上.
    AtLeast,
    /// A little less than this: 近.
    Nearly,
    /// Less than this: 不足, 以内.
    AtMost,
    /// About this: 约, 左右, 上百.
    About,
}

impl Bound {
    /// Whether a number so qualified cannot stand for `value`, read as generously as people write.
    pub fn excludes(self, stated: Decimal, value: Decimal) -> bool {
        let share = |percent: i64| stated * Decimal::new(percent, 2);
        match self {
            Self::Exact => stated.normalize() != value.normalize(),
            Self::AndMore => value < stated || value > (stated + step(stated)).max(share(125)),
            Self::AtLeast => value < stated,
            Self::Nearly => value < share(75) || value > share(105),
            Self::AtMost => value > stated,
            Self::About => (stated - value).abs() > share(25) + Decimal::TWO,
        }
    }
}

/// What the last place that is not zero counts: 10 for 120, 100 for 300.
fn step(stated: Decimal) -> Decimal {
    let stated = stated.normalize();
    let (mut digits, mut step) = (stated.mantissa(), 1i64);
    while digits != 0 && digits % 10 == 0 && step < 1_000_000_000_000 {
        digits /= 10;
        step *= 10;
    }
    Decimal::new(step, stated.scale())
}

/// Words before a number that qualify it, each before those that it ends with, and what must not stand
/// before them: 预约3次 is no estimate.
const BEFORE: [(&str, Bound, &str); 20] = [
    ("不超过", Bound::AtMost, ""),
    ("不多于", Bound::AtMost, ""),
    ("不少于", Bound::AtLeast, ""),
    ("不低于", Bound::AtLeast, ""),
    ("多达", Bound::About, ""),
    ("大约", Bound::About, ""),
    ("约", Bound::About, "预节合签制条契邀特公违履解"),
    ("将近", Bound::Nearly, ""),
    ("接近", Bound::Nearly, ""),
    ("近", Bound::Nearly, "附最邻靠远临亲"),
    ("不足", Bound::AtMost, ""),
    ("不到", Bound::AtMost, ""),
    ("至多", Bound::AtMost, ""),
    ("最多", Bound::AtMost, ""),
    ("超过", Bound::AtLeast, ""),
    ("超", Bound::AtLeast, "赶反高"),
    ("逾", Bound::AtLeast, ""),
    ("突破", Bound::AtLeast, ""),
    ("至少", Bound::AtLeast, ""),
    ("高达", Bound::About, ""),
];

/// The qualifier that `text` ends with, and its length in bytes.
pub(super) fn before(text: &str) -> Option<(Bound, usize)> {
    // Most differ in their last character.
    let last = text.as_bytes().last_chunk::<3>()?;
    let found = |(word, bound, not_after): &(&str, Bound, &str)| {
        word.as_bytes().last_chunk::<3>().filter(|end| *end == last)?;
        let rest = text.strip_suffix(word)?;
        let is_other_word = rest.chars().next_back().is_some_and(|c| not_after.contains(c));
        (!is_other_word).then_some((*bound, word.len()))
    };
    BEFORE.iter().find_map(found)
}

/// The qualifier that `text` begins with, and its length in bytes.
pub(super) fn after(text: &str) -> Option<(Bound, usize)> {
    let words = [
        ("以上", Bound::AtLeast),
        ("以下", Bound::AtMost),
        ("以内", Bound::AtMost),
        ("左右", Bound::About),
        ("上下", Bound::About),
        ("有余", Bound::AndMore),
        ("之多", Bound::Exact),
    ];
    let first = text.chars().next()?;
    words
        .iter()
        .find(|(word, _)| word.starts_with(first) && text.starts_with(word))
        .map(|(word, bound)| (*bound, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_qualified_number_leaves_open() {
        for (bound, stated, value, excluded) in [
            (Bound::AndMore, "120", "95", true),
            (Bound::AndMore, "120", "119", true),
            (Bound::AndMore, "120", "120", false),
            (Bound::AndMore, "120", "130", false),
            (Bound::AndMore, "120", "148", false),
            (Bound::AndMore, "120", "190", true),
            (Bound::AndMore, "10", "19", false),
            (Bound::AndMore, "10", "31", true),
            (Bound::AndMore, "1.2", "1.28", false),
            (Bound::Nearly, "50", "63", true),
            (Bound::Nearly, "50", "47", false),
            (Bound::Nearly, "50", "30", true),
            (Bound::AtLeast, "100", "90", true),
            (Bound::AtLeast, "100", "260", false),
            (Bound::AtMost, "100", "101", true),
            (Bound::AtMost, "100", "3", false),
            (Bound::About, "300", "287", false),
            (Bound::About, "300", "101", true),
            (Bound::About, "3", "5", false),
            (Bound::Exact, "3", "3.00", false),
            (Bound::Exact, "3", "4", true),
        ] {
            let number = |text: &str| text.parse::<Decimal>().expect("a number");
            assert_eq!(bound.excludes(number(stated), number(value)), excluded, "{bound:?} {stated} {value}");
        }
    }
}
