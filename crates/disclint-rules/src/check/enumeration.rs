//! How many things a sentence announces and how many it names: 设栏目8个,即甲、乙、丙.

use disclint_document::Bound;
use rust_decimal::Decimal;

use super::claims::Claim;
use super::passages::{Extent, Passage, extents};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{EnumerationCheck, Patterns};

/// What may join the last two names: a name may have one of these itself.
const JOINTS: [&str; 4] = ["以及", "和", "及", "与"];

/// Names as long as each other have at least so many characters.
const EVEN: usize = 4;

/// The names of a list have at least and at most so many characters; what is longer is a sentence.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=16;

/// Every number that announces a list of names, in the order of the text; `rule` is the rule's number.
///
/// A list may name fewer things than it seems to, as `、` stands within names, too. So only one that names too few,
/// whatever is taken for a name, is wrong.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &EnumerationCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let none = Patterns::default();
    let worth = |extent: &Extent| !extent.figures.is_empty();
    Silence::new(subject, Search::Rule(rule), (0, 0)).gather(worth, |at, claims| {
        let sentence = Passage::read(subject, extents, at, &none);
        let any = [].as_slice();
        let of = [
            (Named::Some, &check.announces, check.units.as_slice()),
            (Named::Each, &check.exactly, check.units.as_slice()),
            (Named::AtLeastOne, &check.dated, any),
            (Named::Among, &check.closed, check.units.as_slice()),
            (Named::Parallel, &check.parallel, any),
        ];
        let apposed = check.apposed.iter().map(|(patterns, units)| (Named::Apposed, patterns, units.as_slice()));
        let before = claims.len();
        for (named, patterns, units) in of.into_iter().chain(apposed) {
            if !patterns.may_match(&sentence.text) || check.blocks.is_match(&sentence.text) {
                continue;
            }
            for (place, list) in patterns.figures(&sentence.text) {
                let Some(figure) = sentence.figures.iter().position(|(at, _)| *at == place) else { continue };
                let Some(list) = list.map(|list| &sentence.text[list]) else { continue };
                let unit = sentence.figure(figure).unit.unwrap_or_default();
                if units.is_empty() || units.iter().any(|known| known == unit) {
                    let goes_on = named == Named::Parallel && goes_on(list, &sentence.text);
                    // Another way to read the list may have told it.
                    let is_told =
                        claims[before..].iter().any(|claim: &Claim| claim.figure == sentence.figures[figure].1);
                    claims.extend(judge(&sentence, figure, list, named).filter(|_| !goes_on && !is_told));
                }
            }
        }
    })
}

/// What a name of a list stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// One thing, or several in which `、` or 和 stands: 城乡低保和特困.
    Some,
    /// One thing: each has its own quotation marks.
    Each,
    /// One thing or more: several times in one month.
    AtLeastOne,
    /// The same as `Some`, right before the number.
    Apposed,
    /// One thing, among others that are not named.
    Among,
    /// One thing, as all begin or end alike: 认识到位、责任到位、培训到位.
    Parallel,
}

fn judge(sentence: &Passage<'_>, announced: usize, list: &str, named: Named) -> Option<Claim> {
    let figure = sentence.figure(announced);
    if figure.bound != Bound::Exact {
        return None;
    }
    let counted = of_one_kind(sentence, announced, list);
    let (fewest, most) = match named {
        Named::Each => {
            let names = list.matches(['“', '《']).count();
            (names, names)
        }
        // 3月、6月、9月和11月: no month joins two, whatever is said of it (3月的植树节和水日宣传).
        Named::AtLeastOne => months(list).map(|months| (months, months))?,
        Named::Parallel => parallel(list).map(|(count, _)| (count, count))?,
        _ => counted.map(|count| (count, count)).or_else(|| names(list))?,
    };
    let (fewest, most) = (Decimal::from(fewest), Decimal::from(most));
    let holds = (fewest..=most).contains(&figure.value) || named == Named::Among && figure.value >= fewest;
    // A number far off is of something else: 按照“五公开”“两化”要求,26个领域.
    let is_out = match named {
        // 四个方面:加强领导、完善制度、规范平台、强化培训、严格考核: of one length, each is one thing.
        Named::Some => {
            figure.value < fewest && !((counted.is_some() || are_even(list)) && fewest - figure.value <= Decimal::TWO)
        }
        Named::Each => (figure.value - fewest).abs() > Decimal::TWO,
        Named::Parallel => (figure.value - fewest).abs() > Decimal::TWO || figure.value < Decimal::TWO,
        // 各一轮,分别于4月和11月: one is one of each.
        Named::AtLeastOne => figure.value > fewest || figure.value < Decimal::TWO,
        Named::Among => !are_long(list) || fewest - figure.value > Decimal::TWO,
        Named::Apposed => figure.value < fewest - Decimal::ONE || figure.value > most + Decimal::TWO,
    };
    if is_out {
        return None;
    }
    Some(Claim {
        figure: sentence.figures[announced].1,
        made: Made::Sum,
        operands: vec![Operand::constant(if holds { figure.value } else { most })],
        holds,
        said: None,
        reckoned: most.to_string(),
    })
}

/// Whether the names of a list are as long as each other, and none joins two.
fn are_even(list: &str) -> bool {
    let mut lengths = list.split('、').map(|name| name.chars().count());
    let first = lengths.next().filter(|length| *length >= EVEN);
    first.is_some()
        && list.contains('、')
        && lengths.all(|length| Some(length) == first)
        && !JOINTS.iter().any(|joint| list.contains(joint))
}

/// 两项制度,即发布审核制度、保密审查制度和责任追究制度: how many names there are, if all end like what is announced, and none
/// joins two.
fn of_one_kind(sentence: &Passage<'_>, announced: usize, list: &str) -> Option<usize> {
    let noun: String = sentence.text[sentence.after(announced)..].chars().take(2).collect();
    let joined = JOINTS
        .iter()
        .fold(list.to_owned(), |list, joint| list.replacen(&format!("{noun}{joint}"), &format!("{noun}、"), 1));
    let pieces: Vec<&str> = joined.split('、').collect();
    let is_name = |piece: &&str| LENGTHS.contains(&piece.chars().count()) && piece.ends_with(&noun) && **piece != noun;
    (pieces.len() >= 2 && noun.chars().count() == 2 && pieces.iter().all(is_name)).then_some(pieces.len())
}

/// What all names of a list begin or end with.
#[derive(Clone, Copy)]
enum Shared<'l> {
    First(&'l str),
    Last(&'l str),
}

impl Shared<'_> {
    fn is_in(self, name: &str) -> bool {
        match self {
            Self::First(first) => name.starts_with(first),
            Self::Last(last) => name.ends_with(last),
        }
    }
}

/// How many names a list has that all begin with the same two characters, or end with the same one or two, and what
/// these are; `None` if they do not, or if one may be two.
fn parallel(list: &str) -> Option<(usize, Shared<'_>)> {
    let head = |name: &str| name.char_indices().nth(2).map(|(end, _)| end);
    let mut names: Vec<&str> = list.split('、').collect();
    if names.len() < 2 {
        return None;
    }
    // 制度健全、责任明确和流程规范: the last two may be joined.
    let last = names.pop()?;
    let parted = JOINTS.iter().find_map(|joint| last.split_once(joint));
    match parted.filter(|(one, other)| [one, other].iter().all(|name| name.chars().count() >= 2)) {
        Some((one, other)) => names.extend([one, other]),
        None => names.push(last),
    }
    let is_name =
        |name: &&str| LENGTHS.contains(&name.chars().count()) && !JOINTS.iter().any(|joint| name.contains(joint));
    let first = *names.first()?;
    let shared = [
        head(first).map(|end| Shared::First(&first[..end])),
        first.char_indices().rev().nth(1).map(|(start, _)| Shared::Last(&first[start..])),
        first.char_indices().next_back().map(|(start, _)| Shared::Last(&first[start..])),
    ];
    let are_alike = |shared: &Shared<'_>| names.iter().all(|name| shared.is_in(name));
    let shared = shared.into_iter().flatten().find(are_alike)?;
    // One character at the end is little: there must be three, and the same length or nearly so.
    let is_weak = matches!(shared, Shared::Last(last) if last.chars().count() == 1);
    let length = |name: &&str| name.chars().count();
    let lengths = (names.iter().map(length).min()?, names.iter().map(length).max()?);
    let is_enough = !is_weak || names.len() >= 3 && lengths.1 <= 4;
    (is_enough && names.iter().all(is_name)).then_some((names.len(), shared))
}

/// 坚持公开为常态、坚持便民利民,坚持依法依规: whether the list goes on behind its mark, or began before it.
fn goes_on(list: &str, text: &str) -> bool {
    let Some((_, shared)) = parallel(list) else { return false };
    let Some(at) = text.find(list) else { return false };
    let behind = text[at + list.len()..].trim_start_matches([',', ';']);
    let next = behind.split([',', ';', '。', '、']).next().unwrap_or_default();
    shared.is_in(next)
}

/// How many months a list names, if it names several.
fn months(list: &str) -> Option<usize> {
    let behind = list.match_indices('月').filter(|(at, _)| list[..*at].ends_with(|c: char| c.is_ascii_digit()));
    Some(behind.count()).filter(|months| *months >= 2)
}

/// Whether the names of a list are so long that none is half of one.
fn are_long(list: &str) -> bool {
    list.split('、').all(|name| name.chars().count() >= EVEN) && !JOINTS.iter().any(|joint| list.contains(joint))
}

/// The two names that a joint parts, if they end alike: 栏目优化行动和解读提升行动.
fn two_joined(list: &str) -> Option<[&str; 2]> {
    let mut joints = JOINTS.iter().filter(|joint| list.matches(**joint).count() == 1);
    let (one, other) = list.split_once(*joints.next()?)?;
    let end = |name: &str| name.chars().rev().take(2).collect::<String>();
    let are_names = [one, other].iter().all(|name| LENGTHS.contains(&name.chars().count()) && name.chars().count() > 2);
    (joints.next().is_none() && are_names && end(one) == end(other)).then_some([one, other])
}

/// How many things a list names, at least and at most; `None` if it is no list of names.
fn names(list: &str) -> Option<(usize, usize)> {
    // “营商环境”“乡村振兴”: names in quotation marks need no mark between them.
    let list = list.replace("”“", "”、“");
    // 表现在四个方面:公开时效不强,解读形式单一: where no lighter mark parts them.
    if !list.contains(['、', ',']) && two_joined(&list).is_some() {
        return Some((2, 2));
    }
    let mark = if list.contains('、') { '、' } else { ',' };
    let names: Vec<&str> = list.split(mark).collect();
    let is_name = |name: &&str| LENGTHS.contains(&name.chars().count());
    if names.len() < 2 || !names.iter().all(is_name) {
        return None;
    }
    let joints = |name: &&str| JOINTS.iter().map(|joint| name.matches(joint).count()).sum::<usize>();
    Some((names.len(), names.len() + names.iter().map(joints).sum::<usize>()))
}
