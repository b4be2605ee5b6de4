//! Shares and rates: a percentage against the part and the whole that stand beside it.
//!
//! The part stands right before its share; the whole may be named with it, or is any figure that can be
//! meant. A share is wrong only if there is a whole and none that can be meant fits.

mod means;
mod named;
mod rows;

use disclint_document::Bound;
use rust_decimal::Decimal;

use super::claims::{Claim, at_precision_of, fits, quotient};
use super::passages::{Extent, Passage, extents, pairs, per};
use super::{Made, Operand, Subject, sums};
use crate::pack::{RateCheck, Relation, ShareCheck};

/// How much text may stand between a part and its share, in bytes.
const LONGEST_GAP: usize = 120;

/// How many sentences before may hold a whole that was meant.
const SENTENCES_BEFORE: usize = 3;

/// A share with its part and, where it stands between the two, its whole; by their places in the sentence.
struct Stated {
    part: usize,
    whole: Option<usize>,
    share: usize,
    /// What the words call the whole.
    name: Option<String>,
}

/// Every share, in the order of the text.
pub(crate) fn shares(subject: &Subject<'_>, check: &ShareCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let mut claims = Vec::new();
    for (at, extent) in extents.iter().enumerate() {
        if extent.figures.len() < 2 || !has_ratio(subject, extent) {
            continue;
        }
        let sentence = Passage::read(subject, extents, at, &check.joins);
        if check.blocks.is_match(&sentence.text) {
            continue;
        }
        let bound = bind(&sentence, check);
        let earlier = earlier(subject, extents, at);
        for one in &bound {
            claims.extend(judge(subject, check, &sentence, &bound, one, &earlier));
        }
        for claim in named::claims(&sentence, check).into_iter().chain(rows::claims(&sentence, check)) {
            if claims.iter().all(|other| other.holds || other.figure != claim.figure) {
                claims.push(claim);
            }
        }
    }
    claims
}

fn has_ratio(subject: &Subject<'_>, extent: &Extent) -> bool {
    subject.document.prose.figures[extent.figures.clone()].iter().any(|figure| per(figure).is_some())
}

/// The figures of the sentences before, by their numbers in the prose.
fn earlier(subject: &Subject<'_>, extents: &[Extent], at: usize) -> Vec<usize> {
    let first = at.saturating_sub(SENTENCES_BEFORE);
    let near = extents[first..at].iter().filter(|extent| extent.section == extents[at].section);
    let exact = |figure: &usize| subject.document.prose.figures[*figure].bound == Bound::Exact;
    near.flat_map(|extent| extent.figures.clone()).filter(exact).collect()
}

/// The shares of a sentence with their parts.
fn bind(sentence: &Passage<'_>, check: &ShareCheck) -> Vec<Stated> {
    let mut bound = Vec::new();
    let mut share = 0;
    while share < sentence.figures.len() {
        let next = share + 1;
        if !sentence.is_ratio(share) || sentence.figures[share].0 < sentence.own {
            share = next;
            continue;
        }
        let gap = |back: usize| {
            let part = share.checked_sub(back).filter(|&part| (part..share).all(|at| !sentence.is_ratio(at)))?;
            let gap = &sentence.text[sentence.after(part)..sentence.after(share)];
            (gap.len() <= LONGEST_GAP).then_some((part, (back == 2).then(|| share - 1), gap))
        };
        let mut taken = 1;
        for (part, whole, gap) in [gap(1), gap(2)].into_iter().flatten() {
            let is_led = || {
                let [leads, bare] = &check.led;
                bare.is_match(gap) && leads.is_match(sentence.words_to(part))
            };
            if check.phrases.is_match(gap) || is_led() {
                bound.push(Stated { part, whole, share, name: None });
                break;
            }
            if let Some((_, Some(name))) = check.named.figures(gap).pop() {
                bound.push(Stated { part, whole, share, name: Some(gap[name].to_owned()) });
                break;
            }
            if check.each.is_match(gap) {
                // As many parts as shares, in the same order.
                taken = run_of_shares(sentence, share);
                // 甲960条、乙168条、丙72条,共1200条,分别占: their total stands behind them.
                let unit = sentence.figure(part).unit;
                let total = part.checked_sub(taken).filter(|&first| {
                    let parts = || (first..part).map(|at| sentence.figure(at));
                    let sum = parts().fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.value));
                    sum == sentence.figure(part).value && parts().all(|part| part.unit == unit)
                });
                let first = total.or((part + 1).checked_sub(taken)).filter(|_| taken >= 2);
                let whole = if total.is_some() { Some(part) } else { whole };
                if let Some(first) = first {
                    bound.extend((0..taken).map(|at| Stated {
                        part: first + at,
                        whole,
                        share: share + at,
                        name: None,
                    }));
                }
                break;
            }
        }
        // 占比42%,计66条: the part stands behind its share.
        let is_bound = |bound: &[Stated]| bound.iter().any(|one| one.share == share);
        if !is_bound(&bound) && next < sentence.figures.len() && !sentence.is_ratio(next) {
            let start = sentence.figures[share].0 - sentence.words(share).0.len();
            if check.ahead.is_match(&sentence.text[start..sentence.after(next)]) {
                bound.push(Stated { part: next, whole: None, share, name: None });
            }
        }
        share += taken;
    }
    bound.retain(|one| !sentence.is_ratio(one.part));
    bound
}

/// How many shares stand in a row from `first` on, with nothing but a mark or one or two words between.
fn run_of_shares(sentence: &Passage<'_>, first: usize) -> usize {
    let mut last = first;
    while last + 1 < sentence.figures.len()
        && sentence.is_ratio(last + 1)
        && sentence.figures[last + 1].0 - sentence.after(last) <= 2 * '和'.len_utf8()
    {
        last += 1;
    }
    last - first + 1
}

fn judge(
    subject: &Subject<'_>,
    check: &ShareCheck,
    sentence: &Passage<'_>,
    bound: &[Stated],
    one: &Stated,
    earlier: &[usize],
) -> Option<Claim> {
    let (part, printed) = (sentence.figure(one.part), sentence.figure(one.share));
    let per = per(printed)?;
    let unit = part.unit;
    if !sentence.is_exact(one.part, unit) {
        return None;
    }
    let slack = bound.len() > 1;
    let agrees = |part: Decimal, whole: Decimal| {
        part <= whole && quotient(part, whole, per).is_some_and(|exact| fits(exact, printed, slack))
    };
    let claim = |holds, part: Meant, whole: Meant| share_of(sentence, one.share, holds, part, whole);
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    if let Some(at) = one.whole {
        if !sentence.is_exact(at, unit) {
            return of_several(sentence, check, one, at, &agrees);
        }
        let whole = sentence.figure(at).value;
        let gap = &sentence.text[sentence.after(one.part)..sentence.figures[at].0];
        // 甲86条、乙54条,两者合计占总数280条的50%: of all those parts.
        let lead = gap.split_once(',').map_or("", |(_, words)| words);
        if check.sums.is_match(lead) {
            let same: Vec<usize> = (0..=one.part).filter(|&at| sentence.is_exact(at, unit)).collect();
            let runs = runs_ending_at(sentence, &same, one.part);
            let fitting = runs.iter().copied().find(|&part| agrees(part, whole));
            let all = fitting.or_else(|| runs.iter().copied().filter(|&part| part <= whole).max())?;
            return claim(fitting.is_some(), all.into(), meant(at));
        }
        return claim(agrees(part.value, whole), meant(one.part), meant(at));
    }
    // Everything that may be meant by the part and by the whole.
    let same: Vec<usize> = (0..sentence.figures.len()).filter(|&at| sentence.is_exact(at, unit)).collect();
    let before: Vec<usize> = same.iter().copied().filter(|&at| at < one.part).collect();
    let part_of = |value: Decimal| if value == part.value { meant(one.part) } else { value.into() };
    // Of a limit, 超过七成, sums would say too little.
    let is_limit = printed.bound != Bound::Exact;
    let parts = if is_limit { vec![part.value] } else { runs_ending_at(sentence, &same, one.part) };
    for &part in &parts {
        for &at in same.iter().filter(|&&at| at != one.part) {
            let whole = sentence.figure(at).value;
            if agrees(part, whole) {
                return claim(true, part_of(part), meant(at));
            }
        }
    }
    let prose = &subject.document.prose.figures;
    let of_cells = || check.admits.iter().chain(&check.excuses);
    let cells: Vec<Decimal> = sums(subject, of_cells()).filter_map(|(_, value)| value).collect();
    let others = run_sums(sentence, &same)
        .into_iter()
        .chain(earlier.iter().filter(|&&at| prose[at].unit == unit).map(|&at| prose[at].value))
        .chain(cells.iter().copied());
    for whole in others.clone() {
        if let Some(&part) = parts.iter().find(|&&part| agrees(part, whole)) {
            return claim(true, part_of(part), whole.into());
        }
    }
    // A whole that is only roughly known may be meant.
    let is_rough = |at: usize| {
        let figure = sentence.figure(at);
        figure.unit == unit && figure.bound != Bound::Exact && figure.value >= part.value
    };
    if (0..sentence.figures.len()).any(is_rough) {
        return None;
    }
    // The whole that the words name, the whole before, or the one that the parts with shares add up to.
    if !check.admits.is_empty() {
        let unit = unit.unwrap_or_default();
        let whole = sums(subject, check.admits.iter()).next()?.1?;
        let is_counted = check.units.iter().any(|known| known == unit);
        return if is_counted { claim(false, meant(one.part), whole.into()) } else { None };
    }
    // A share of something else before it may name the whole of this one, too.
    let is_elsewhere = |at: usize| {
        sentence.is_ratio(at)
            && !bound.iter().any(|one| one.share == at)
            && check.elsewhere.is_match(sentence.words_to(at))
    };
    if (0..one.share).any(is_elsewhere) {
        return None;
    }
    let is_whole = |&at: &usize| {
        let (before, after) = sentence.words(at);
        sentence.figure(at).value >= part.value
            && !check.asides.is_match(before)
            && !is_part(bound, at)
            && one
                .name
                .as_ref()
                .is_none_or(|name| pairs(name).all(|pair| before.contains(pair) || after.contains(pair)))
    };
    if let Some(at) = before.iter().copied().filter(is_whole).max_by_key(|&at| sentence.figure(at).value) {
        return claim(false, meant(one.part), meant(at));
    }
    let is_total = |&at: &usize| at > one.part && is_whole(&at) && check.totals.is_match(sentence.words(at).0);
    if let Some(at) = same.iter().copied().find(is_total) {
        return claim(false, meant(one.part), meant(at));
    }
    // 全年公开772条。网站发布493条,占全部信息的63.9%: the only figure of the sentence before.
    let gap = sentence.text.get(sentence.after(one.part)..sentence.after(one.share)).unwrap_or_default();
    if let Some((_, like)) = check.of_all.figures(gap).pop() {
        let mut known = earlier.iter().copied().filter(|&at| prose[at].unit == unit && prose[at].value >= part.value);
        let name = like.map_or("", |like| &gap[like]);
        let counts_it = |at: usize| {
            let clauses = &subject.document.prose.clauses;
            let clause = clauses.iter().find(|clause| clause.figures.contains(&at));
            clause.is_some_and(|clause| {
                let text = subject.document.prose.text(clause);
                pairs(name).all(|pair| text.contains(pair))
            })
        };
        if let (Some(at), None) = (known.next(), known.next())
            && counts_it(at)
        {
            let whole = Meant { value: prose[at].value, figure: Some(at) };
            return claim(false, meant(one.part), whole);
        }
    }
    let all: Vec<Decimal> = bound
        .iter()
        .filter(|other| sentence.is_exact(other.part, unit))
        .map(|other| sentence.figure(other.part).value)
        .collect();
    let sum: Decimal = all.iter().copied().sum();
    let is_stated = earlier.iter().any(|&at| prose[at].unit == unit && prose[at].value == sum) || cells.contains(&sum);
    // One share that fits the sum of the parts shows that it is the whole of the others.
    let is_shown = || {
        bound.iter().any(|other| {
            let exact = quotient(sentence.figure(other.part).value, sum, per);
            exact.is_some_and(|exact| fits(exact, sentence.figure(other.share), false))
        })
    };
    // So do shares that leave nothing out.
    let is_all = || {
        let printed: Decimal = bound.iter().map(|other| sentence.figure(other.share).value).sum();
        (printed - Decimal::from(per)).abs() * Decimal::from(4) <= Decimal::from(bound.len())
    };
    if all.len() >= 2 && all.len() == bound.len() && (is_stated || is_shown() || is_all()) {
        return claim(false, meant(one.part), sum.into());
    }
    None
}

/// 占三种方式合计的86.3%: the figure `at` says how many figures make up the whole.
fn of_several(
    sentence: &Passage<'_>,
    check: &ShareCheck,
    one: &Stated,
    at: usize,
    agrees: &impl Fn(Decimal, Decimal) -> bool,
) -> Option<Claim> {
    let part = sentence.figure(one.part);
    let all: Vec<usize> = (0..at).filter(|&at| sentence.is_exact(at, part.unit)).collect();
    if !check.totals.is_match(sentence.words(at).1) || Decimal::from(all.len()) != sentence.figure(at).value {
        return None;
    }
    let whole: Decimal = all.iter().map(|&at| sentence.figure(at).value).sum();
    // Which of them it is of, its words may say.
    let fitting = all.iter().copied().find(|&at| agrees(sentence.figure(at).value, whole));
    let part = fitting.unwrap_or(one.part);
    let meant = Meant { value: sentence.figure(part).value, figure: Some(sentence.figures[part].1) };
    share_of(sentence, one.share, fitting.is_some(), meant, whole.into())
}

/// A number that may be meant, and the figure it is, unless it is reckoned or stands in a table.
#[derive(Clone, Copy)]
struct Meant {
    value: Decimal,
    figure: Option<usize>,
}

impl From<Decimal> for Meant {
    fn from(value: Decimal) -> Self {
        Self { value, figure: None }
    }
}

impl From<Meant> for Operand {
    fn from(meant: Meant) -> Self {
        meant.figure.map_or_else(|| Self::constant(meant.value), Self::figure)
    }
}

fn share_of(sentence: &Passage<'_>, share: usize, holds: bool, part: Meant, whole: Meant) -> Option<Claim> {
    let printed = sentence.figure(share);
    // A percentage is no part of another.
    if [&part, &whole].iter().any(|meant| meant.figure.is_some_and(|number| per(sentence.of(number)).is_some())) {
        return None;
    }
    let exact = quotient(part.value, whole.value, per(printed)?)?;
    let reckoned = format!("{} ÷ {} = {}", part.value, whole.value, at_precision_of(exact, printed));
    let operands = vec![part.into(), whole.into()];
    Some(Claim { figure: sentence.figures[share].1, made: Made::Share, operands, holds, said: None, reckoned })
}

fn is_part(bound: &[Stated], at: usize) -> bool {
    bound.iter().any(|one| one.part == at)
}

/// The part alone, and together with those right before it: 予以公开41件、部分公开8件,占49.5%.
fn runs_ending_at(sentence: &Passage<'_>, same: &[usize], part: usize) -> Vec<Decimal> {
    let mut sums = vec![sentence.figure(part).value];
    let mut sum = sentence.figure(part).value;
    let before = same.iter().rev().skip_while(|&&at| at >= part);
    for &at in before.take(5) {
        let Some(next) = sum.checked_add(sentence.figure(at).value) else { break };
        sum = next;
        sums.push(sum);
    }
    sums
}

/// The sums of neighbouring figures, two or more.
fn run_sums(sentence: &Passage<'_>, same: &[usize]) -> Vec<Decimal> {
    let mut sums = Vec::new();
    for first in 0..same.len() {
        let mut sum = sentence.figure(same[first]).value;
        for &at in same[first + 1..].iter().take(8) {
            let Some(next) = sum.checked_add(sentence.figure(at).value) else { break };
            sum = next;
            sums.push(sum);
        }
    }
    sums
}

/// Every rate, in the order of the text.
pub(crate) fn rates(subject: &Subject<'_>, check: &RateCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let mut claims = Vec::new();
    for (at, extent) in extents.iter().enumerate() {
        let has_means = !check.means.is_empty() && extent.figures.len() >= 2;
        if extent.figures.is_empty() || !(has_means || has_ratio(subject, extent)) {
            continue;
        }
        let sentence = Passage::read(subject, extents, at, &check.joins);
        claims.extend(means::claims(&sentence, check));
        let is_shared = (0..sentence.figures.len()).filter(|&at| sentence.is_ratio(at)).count() > 1;
        for share in 0..sentence.figures.len() {
            if sentence.is_ratio(share) && sentence.figures[share].0 >= sentence.own {
                let claim = limit(check, &sentence, share)
                    .or_else(|| lapse(check, &sentence, share))
                    .or_else(|| lack(check, &sentence, share))
                    .or_else(|| told(check, &sentence, share, is_shared))
                    .or_else(|| owed(check, &sentence, share));
                claims.extend(claim);
            }
        }
    }
    claims
}

/// 满意率103%: more than there can be.
fn limit(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let printed = sentence.figure(share);
    let most = Decimal::from(per(printed)?);
    let is_over = printed.value > most && printed.bound == Bound::Exact;
    if !is_over || !check.limited.is_match(sentence.words_to(share)) || check.blocks.is_match(&sentence.text) {
        return None;
    }
    let unit = printed.unit.unwrap_or_default();
    let stated = format!("{}{unit}", printed.value);
    Some(Claim {
        figure: sentence.figures[share].1,
        made: Made::Sum,
        operands: vec![Operand::constant(most)],
        holds: false,
        reckoned: format!("{stated} > {most}{unit}"),
        said: Some((stated, Relation::AtMost)),
    })
}

/// 应答复31件,按时答复率100%,逾期答复2件: not all of them were.
fn lapse(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let printed = sentence.figure(share);
    let per = per(printed)?;
    if check.lapses.is_empty() || printed.value != Decimal::from(per) || check.blocks.is_match(&sentence.text) {
        return None;
    }
    let words = sentence.words_to(share);
    let (_, short) = check.lapses.iter().find(|(name, _)| name.is_match(words))?;
    let value = |at: usize| sentence.figure(at).value;
    let is_short = |&at: &usize| {
        let (before, after) = sentence.words(at);
        let unit = sentence.figure(at).unit;
        let words = if before.is_empty() { after } else { before };
        !sentence.is_ratio(at) && sentence.is_exact(at, unit) && value(at) > Decimal::ZERO && short.is_match(words)
    };
    let part = (0..sentence.figures.len()).find(is_short)?;
    let unit = sentence.figure(part).unit;
    let is_whole = |&at: &usize| sentence.is_exact(at, unit) && value(at) > value(part);
    let whole = (0..sentence.figures.len()).filter(is_whole).max_by_key(|&at| value(at))?;
    let meant = Meant { value: value(whole), figure: Some(sentence.figures[whole].1) };
    share_of(sentence, share, false, (value(whole) - value(part)).into(), meant)
}

/// The two counts before a rate, where their sentence has no others of their unit.
fn two_before(sentence: &Passage<'_>, share: usize) -> Option<(usize, usize)> {
    let mut counts = (0..sentence.figures.len()).filter(|&at| !sentence.is_ratio(at));
    let (whole, part) = (counts.next()?, counts.next()?);
    let unit = sentence.figure(whole).unit;
    let are_counts = [whole, part].iter().all(|&at| sentence.is_exact(at, unit));
    let is_other = |at: usize| sentence.figure(at).unit != unit;
    let is_less = sentence.figure(part).value <= sentence.figure(whole).value;
    let is_only = (0..sentence.figures.len()).filter(|&at| sentence.is_ratio(at)).count() == 1;
    (are_counts && is_less && is_only && part < share && counts.all(is_other)).then_some((whole, part))
}

/// 检测618条,发现问题27条,准确率95.6%: the rate of what is left.
fn lack(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let (_, short) = check.lacks.iter().find(|(name, _)| name.is_match(sentence.words_to(share)))?;
    let (whole, part) = two_before(sentence, share)?;
    if !short.is_match(sentence.words(part).0) || check.blocks.is_match(&sentence.text) {
        return None;
    }
    let printed = sentence.figure(share);
    let value = |at: usize| sentence.figure(at).value;
    let left = value(whole) - value(part);
    let per = per(printed)?;
    let agrees = |part: Decimal| quotient(part, value(whole), per).is_some_and(|exact| fits(exact, printed, false));
    let meant = Meant { value: value(whole), figure: Some(sentence.figures[whole].1) };
    share_of(sentence, share, agrees(left) || agrees(value(part)), left.into(), meant)
}

/// 应参训737人,实到297人,到课率40.3%: what is of what should be.
fn owed(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    if check.owed.is_empty() || check.blocks.is_match(&sentence.text) {
        return None;
    }
    let (whole, part) = two_before(sentence, share)?;
    let (due, done, name) = (sentence.words(whole).0, sentence.words(part).0, sentence.words_to(share));
    let is_pair =
        check.undone.is_match(due) && check.owed.iter().any(|(of, is)| of.is_match(name) && is.is_match(done));
    let printed = sentence.figure(share);
    if !is_pair || check.narrows.is_match(name) || printed.bound != Bound::Exact {
        return None;
    }
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let exact = quotient(meant(part).value, meant(whole).value, per(printed)?)?;
    share_of(sentence, share, fits(exact, printed, false), meant(part), meant(whole))
}

/// Whether what is not yet due may have been left out.
fn is_open(check: &RateCheck, sentence: &Passage<'_>) -> bool {
    check.open.is_match(&sentence.text) && !check.due.is_match(&sentence.text)
}

/// A rate of the figures behind it or before it. 解读56件,解读率100%,稿件124篇,其中视频11篇: what agrees before it is
/// what it is of.
fn told(check: &RateCheck, sentence: &Passage<'_>, share: usize, slack: bool) -> Option<Claim> {
    let behind = beside(check, sentence, share);
    if behind.as_ref().is_some_and(|claim| claim.holds) {
        return behind;
    }
    let before = rate(check, sentence, share, slack);
    if before.as_ref().is_some_and(|claim| claim.holds) { before } else { behind.or(before) }
}

/// 75%(24篇中18篇): a percentage with its whole and its part behind it.
fn beside(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let (whole, part) = (share + 1, share + 2);
    if part >= sentence.figures.len() {
        return None;
    }
    let behind = &sentence.text[sentence.after(share)..sentence.after(part)];
    // 及时率100%,应更新52个,按期更新47个.
    let is_rate = || {
        let words = sentence.words_to(share);
        let of_part = sentence.words(part).0;
        if check.asides.is_match(of_part)
            || check.asides.is_match(sentence.words(whole).0)
            || check.narrows.is_match(words)
        {
            return false;
        }
        // What should be, and what is.
        let is_due = check.undone.is_match(sentence.words(whole).0) && !check.undone.is_match(of_part);
        match check.rates.iter().find(|(name, _)| name.is_match(words)) {
            Some((_, part)) => is_due || part.is_match(of_part),
            None => check
                .others
                .figures(words)
                .pop()
                .and_then(|(_, like)| like)
                .is_some_and(|like| is_due || (!check.undone.is_match(of_part) && of_part.contains(&words[like]))),
        }
    };
    if !(check.beside.is_match(behind) || check.behind.is_match(behind) && is_rate()) {
        return None;
    }
    let unit = sentence.figure(part).unit;
    let is_exact = sentence.is_exact(part, unit) && sentence.is_exact(whole, unit);
    let printed = sentence.figure(share);
    if !is_exact || printed.bound != Bound::Exact || sentence.figure(part).value > sentence.figure(whole).value {
        return None;
    }
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let exact = quotient(meant(part).value, meant(whole).value, per(printed)?)?;
    // What is left of the whole may be meant.
    let holds = fits(exact, printed, false) || fits(Decimal::from(per(printed)?) - exact, printed, false);
    share_of(sentence, share, holds, meant(part), meant(whole))
}

fn rate(check: &RateCheck, sentence: &Passage<'_>, share: usize, slack: bool) -> Option<Claim> {
    let words = sentence.words_to(share);
    let part_of = check.rates.iter().find(|(name, _)| name.is_match(words)).map(|(_, part)| part);
    let other = match part_of {
        Some(_) => None,
        None => Some(check.others.figures(words).pop()?.1.map(|like| &words[like])?),
    };
    let printed = sentence.figure(share);
    let per = per(printed)?;
    // 网上办结率 is of what was handled online.
    let narrow = check.narrows.places(words).into_iter().next().map(|place| words[place].to_owned());
    // What is not yet due does not count.
    let is_full = printed.value == Decimal::from(per);
    if check.blocks.is_match(&sentence.text) {
        return None;
    }
    let named = |at: usize| {
        let (before, after) = sentence.words(at);
        let is_named = match (part_of, other) {
            // 3个工作日内回复 counts no replies.
            (Some(part_of), _) => {
                part_of.is_match(before) || (part_of.is_match(after) && !check.asides.is_match(after))
            }
            (None, Some(other)) => {
                [before, after].iter().any(|words| words.contains(other) && !check.undone.is_match(words))
            }
            (None, None) => false,
        };
        is_named && narrow.as_ref().is_none_or(|narrow| before.contains(narrow))
    };
    // 合格1119批次,合格率99.4%;快速检测2.48万批次,合格率99.8%: behind a semicolon that names another number it is of that.
    let clause = sentence.text[..sentence.figures[share].0].rfind(';').unwrap_or(0);
    let behind = (0..share).find(|&at| sentence.figures[at].0 > clause && !sentence.is_ratio(at)).unwrap_or(0);
    let part = (behind..share).rev().find(|&at| !sentence.is_ratio(at) && named(at))?;
    let unit = sentence.figure(part).unit;
    if !sentence.is_exact(part, unit) || (is_full && is_open(check, sentence) && !is_settled(check, sentence, part)) {
        return None;
    }
    let value = sentence.figure(part).value;
    let same: Vec<usize> = (0..share).filter(|&at| sentence.is_exact(at, unit)).collect();
    let agrees =
        |whole: Decimal| value <= whole && quotient(value, whole, per).is_some_and(|exact| fits(exact, printed, slack));
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let claim = |holds, whole: Meant| share_of(sentence, share, holds, meant(part), whole);
    for &at in same.iter().filter(|&&at| at != part) {
        if agrees(sentence.figure(at).value) {
            return claim(true, meant(at));
        }
    }
    // 20件,结转2件,按期答复17件: what is left of a figure may be the whole, and of several parts all.
    let values: Vec<Decimal> = same.iter().map(|&at| sentence.figure(at).value).collect();
    let rests = values.iter().flat_map(|one| values.iter().map(move |other| one.saturating_sub(*other)));
    let mut wholes = run_sums(sentence, &same);
    wholes.extend(rests.filter(|rest| *rest > Decimal::ZERO));
    if let Some(&whole) = wholes.iter().find(|&&whole| agrees(whole)) {
        return claim(true, whole.into());
    }
    wholes.extend(&values);
    let mut all = Decimal::ZERO;
    for &at in same.iter().rev().filter(|&&at| named(at)) {
        all = all.saturating_add(sentence.figure(at).value);
        for value in [all, sentence.figure(at).value] {
            let fits_one = |&&whole: &&Decimal| {
                value < whole && quotient(value, whole, per).is_some_and(|exact| fits(exact, printed, slack))
            };
            if let Some(&whole) = wholes.iter().find(fits_one) {
                return share_of(sentence, share, true, value.into(), whole.into());
            }
        }
    }
    let is_whole =
        |&at: &usize| at < part && sentence.figure(at).value >= value && !check.asides.is_match(sentence.words(at).0);
    let whole = same.iter().copied().filter(is_whole).max_by_key(|&at| sentence.figure(at).value)?;
    claim(false, meant(whole))
}

/// 承办24件,已办结22件,其余2件正在办理: the part and what is left are all there is.
fn is_settled(check: &RateCheck, sentence: &Passage<'_>, part: usize) -> bool {
    let unit = sentence.figure(part).unit;
    let is_rest = |&at: &usize| sentence.is_exact(at, unit) && check.remains.is_match(sentence.words_to(at));
    let value = |at: usize| sentence.figure(at).value;
    let mut rests =
        (part + 1..sentence.figures.len()).filter(is_rest).map(|rest| value(part).saturating_add(value(rest)));
    !check.of_due.is_match(&sentence.text)
        && rests.any(|whole| (0..part).any(|at| sentence.is_exact(at, unit) && value(at) == whole))
}
