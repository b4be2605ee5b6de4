//! Changes whose old and new figure stand together: 由25份精简至15份, 是上年300条的4倍.

use super::{Change, Way, claim_of, ends, is_exact, is_of_another_year, is_points, ratio};
use crate::check::claims::Claim;
use crate::check::passages::{MARKS, Passage, pairs};
use crate::pack::ChangeCheck;

/// 同比, in bytes.
const LONGEST_COMPARISON: usize = 6;

/// 由25份精简至15份: the old figure and the new one.
pub(super) fn turned(sentence: &Passage<'_>, check: &ChangeCheck) -> Vec<(usize, usize)> {
    let is_count = |at: usize| is_exact(sentence.figure(at));
    let is_pair = |&(old, new): &(usize, usize)| {
        sentence.figure(old).counts_in() == sentence.figure(new).counts_in() && is_count(old) && is_count(new)
    };
    ends(sentence, &check.turns).into_iter().filter(is_pair).collect()
}

/// 是上年300条的4倍: the multiple and the old figure.
pub(super) fn multiples(sentence: &Passage<'_>, check: &ChangeCheck, changes: &[Change]) -> Vec<(usize, usize)> {
    let found = ends(sentence, &check.multiples).into_iter().map(|(old, at)| (at, old));
    found.filter(|(at, old)| changes.iter().all(|change| change.at != *at && change.at != *old)).collect()
}

/// A change right behind the two figures that it is of, or right before them: 压减三成,由20份降至14份.
pub(super) fn turn(
    sentence: &Passage<'_>,
    check: &ChangeCheck,
    changes: &[Change],
    turned: &[(usize, usize)],
    change: &Change,
) -> Option<Claim> {
    let leads_to = |old: usize| {
        let gap = sentence.text.get(sentence.after(change.at)..sentence.figures[old].0);
        let words = gap.and_then(|gap| gap.strip_prefix(','));
        // 新增关注用户1.2万人,用户总数从3.5万人增长到4.7万人: of the same thing.
        let is_stock = |words: &str| {
            check.stock.is_match(words) && pairs(sentence.words(change.at).0).any(|pair| words.contains(pair))
        };
        change.at + 1 == old && words.is_some_and(|words| words.chars().count() == 1 || is_stock(words))
    };
    // 由35份增至63份,增加28份,增长80%: each of what is said of it, one behind the other.
    let is_said = |at: usize| changes.iter().any(|other| other.at == at && other.way == change.way);
    let behind = turned.iter().find(|(_, new)| *new < change.at && (new + 1..change.at).all(is_said));
    let before = turned.iter().find(|(old, _)| leads_to(*old)).filter(|_| behind.is_none());
    let &(old, new) = behind.or(before)?;
    let printed = sentence.figure(change.at);
    let ratio = ratio(printed);
    let is_own = sentence.figures[change.at].0 >= sentence.own;
    let points = is_points(check, printed);
    if !points && sentence.is_ratio(new) {
        return None;
    }
    if !is_own
        || !(is_exact(printed) || ratio.is_some())
        || (!points && ratio.is_none() && printed.counts_in() != sentence.figure(new).counts_in())
    {
        return None;
    }
    // 满意度提升20% is of something else, and so is 新增4个 where there are fewer.
    let words = sentence.words_to(change.at);
    let (patterns, is_so) = match change.way {
        Way::Up => (&check.rise, sentence.figure(old).value < sentence.figure(new).value),
        Way::Times => (&check.times, true),
        Way::Down => (&check.fall, sentence.figure(old).value > sentence.figure(new).value),
    };
    let is_bare = || patterns.places(words).first().is_some_and(|place| place.start == 0);
    // 由2020年的29件、2023年的67件增加到2024年的82件,其中2024年比2023年增长22.4%: of another year than the old figure is of.
    if is_of_another_year(sentence, words, old) {
        return None;
    }
    // 由86件变为64件,同比上升25.6%: nothing but the comparison is said.
    let is_only = || {
        let said = patterns.places(words).first().map_or(words.len(), |place| place.start);
        said <= LONGEST_COMPARISON && check.follows.is_match(words)
    };
    if !(is_so || is_only()) || !(before.is_some() || check.follows.is_match(words) || is_bare()) {
        return None;
    }
    // 由460人次增至598人次,上升3个百分点: numbers do not rise by points.
    if points && !sentence.is_ratio(new) {
        let mut claim = claim_of(sentence, change, Some(100), old, new)?;
        claim.holds = false;
        return check.follows.is_match(words).then_some(claim);
    }
    claim_of(sentence, change, ratio, old, new)
}

/// A multiple of an old figure, for the nearest figure before it.
pub(super) fn multiple(sentence: &Passage<'_>, changes: &[Change], change: &Change, old: usize) -> Option<Claim> {
    let printed = sentence.figure(change.at);
    let unit = sentence.figure(old).counts_in();
    let is_change = |at: usize| changes.iter().any(|other| other.at == at);
    let mut news = (0..old).rev().filter(|&at| !is_change(at) && sentence.is_count(at, unit)).peekable();
    let is_own = sentence.figures[change.at].0 >= sentence.own;
    if !is_own || !is_exact(printed) || !sentence.is_count(old, unit) {
        return None;
    }
    // 为去年217条的1.9倍,达412条: the new figure may follow, where none stands before.
    let behind = change.at + 1;
    let is_behind = |at: usize| {
        let gap = &sentence.text[sentence.after(change.at)..sentence.figures[at].0];
        gap.starts_with(',') && gap[1..].find(MARKS).is_none() && sentence.is_count(at, unit) && !is_change(at)
    };
    if news.peek().is_none() {
        let new = Some(behind).filter(|&at| at < sentence.figures.len() && is_behind(at))?;
        return claim_of(sentence, change, ratio(printed).or(Some(1)), old, new);
    }
    let nearest = *news.peek()?;
    // 是上年50件的200%, 是上年50件的2倍.
    let times = ratio(printed).or(Some(1));
    let claim_of = |new: usize| claim_of(sentence, change, times, old, new);
    news.filter_map(claim_of).find(|claim| claim.holds).or_else(|| claim_of(nearest))
}
