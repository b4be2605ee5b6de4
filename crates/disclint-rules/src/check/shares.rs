//! Shares: a percentage against the part and the whole that stand beside it; rates are in a file of their own.
//!
//! The part stands right before its share; the whole may be named with it, or is any figure that can be
//! meant. A share is wrong only if there is a whole and none that can be meant fits.

mod means;
mod named;
mod rates;
mod rows;

use disclint_document::Bound;
use rust_decimal::Decimal;

use super::claims::{Claim, at_precision_of, fits, quotient};
use super::passages::{Extent, Passage, extents, pairs, per};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject, sums};
use crate::pack::ShareCheck;
pub(crate) use named::is_within;
pub(crate) use rates::rates;

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

/// Every share, in the order of the text; `rule` is the rule's number.
pub(crate) fn shares(subject: &Subject<'_>, rule: usize, check: &ShareCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let worth = |extent: &Extent| extent.figures.len() >= 2 && has_ratio(subject, extent);
    // A whole may stand in the tables.
    let cells = sums(subject, check.admits.iter().chain(&check.excuses));
    let cells: Vec<Option<Decimal>> = cells.map(|(_, value)| value.map(|value| value.normalize())).collect();
    let silence = Silence::given(subject, Search::Rule(rule), (SENTENCES_BEFORE, 0), &cells);
    silence.gather(worth, |at, claims| {
        let sentence = Passage::read(subject, extents, at, &check.joins);
        if check.blocks.is_match(&sentence.text) {
            return;
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
    })
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
        // 公开3件,本机关不掌握2件,公开的占60%: of what its clause names, though another part stands right before it.
        if let Some(part) = named_again(sentence, check, share).filter(|&part| part + 1 < share) {
            bound.push(Stated { part, whole: None, share, name: None });
            share = next;
            continue;
        }
        let mut taken = 1;
        for (part, whole, gap) in [gap(1), gap(2)].into_iter().flatten() {
            let [leads, bare] = &check.led;
            let is_led = || bare.is_match(gap) && leads.is_match(sentence.words_to(part));
            // 部门3304条、街镇2118条、企业907条,占比为52.2%、33.5%、14.3%: as many parts as shares.
            let in_row = || {
                let run = run_of_shares(sentence, share);
                let unit = sentence.figure(part).counts_in();
                let first = (part + 1).checked_sub(run).filter(|_| run >= 2)?;
                let is_row = (first..=part).all(|at| sentence.is_exact(at, unit) && !sentence.is_ratio(at));
                is_row.then_some((first, run))
            };
            if whole.is_none()
                && check.phrases.is_match(gap)
                && let Some((first, run)) = in_row()
            {
                bound.extend((0..run).map(|at| Stated { part: first + at, whole, share: share + at, name: None }));
                taken = run;
                break;
            }
            // 97名参训人员中,女性43名,超过半数: a limit is said of those that it stands behind.
            let is_limit_of_part = || {
                sentence.figure(share).bound != Bound::Exact
                    && bare.is_match(gap)
                    && part.checked_sub(1).is_some_and(|whole| is_among(sentence, check, whole, part))
            };
            if check.phrases.is_match(gap) || is_led() || whole.is_none() && is_limit_of_part() {
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
                let unit = sentence.figure(part).counts_in();
                let total = part.checked_sub(taken).filter(|&first| {
                    let parts = || (first..part).map(|at| sentence.figure(at));
                    let sum = parts().fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.value));
                    sum == sentence.figure(part).value && parts().all(|part| part.counts_in() == unit)
                });
                // 占195件的比重分别为: the whole is named.
                let is_named = check.of.is_match(sentence.words(part).0);
                let whole = if total.is_some() || is_named { Some(part) } else { whole };
                let row = match total {
                    Some(first) => (first..first + taken).collect(),
                    None => row_before(sentence, if is_named { part } else { part + 1 }, taken),
                };
                if row.len() == taken && taken >= 2 && row.iter().all(|&at| sentence.figure(at).counts_in() == unit) {
                    let shares = row.into_iter().zip(share..);
                    bound.extend(shares.map(|(part, share)| Stated { part, whole, share, name: None }));
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
        // 社保类126件、医保类90件、其他144件,社保类占25%: the part is called by its name again.
        if !is_bound(&bound)
            && let Some(part) = named_again(sentence, check, share)
        {
            bound.push(Stated { part, whole: None, share, name: None });
        }
        share += taken;
    }
    bound.retain(|one| !sentence.is_ratio(one.part));
    bound
}

/// The only figure before a share that has the name which the words before the share begin with.
fn named_again(sentence: &Passage<'_>, check: &ShareCheck, share: usize) -> Option<usize> {
    let words = sentence.words_to(share);
    let end = check.again.places(words).first()?.start;
    let name = words.get(..end)?.trim_end_matches('的');
    let name = Some(name).filter(|name| name.chars().count() >= 2)?;
    let mut known = (0..share).filter(|&at| !sentence.is_ratio(at) && sentence.words(at).0.ends_with(name));
    known.next().filter(|_| known.next().is_none())
}

/// The last so many figures before one, those in brackets left out: 公开类92件(全部66件、部分26件),不予公开类21件.
fn row_before(sentence: &Passage<'_>, end: usize, count: usize) -> Vec<usize> {
    let outside = (0..end).rev().filter(|&at| !sentence.is_in_bracket(at) && !sentence.is_ratio(at));
    let mut row: Vec<usize> = outside.take(count).collect();
    row.reverse();
    row
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
    let unit = part.counts_in();
    if !sentence.is_exact(one.part, unit) {
        return None;
    }
    let slack = bound.len() > 1;
    // 按期回复率99.97%,即仅1封逾期: or of all the others.
    let agrees = |part: Decimal, whole: Decimal| {
        let is_it = |exact: Decimal| {
            fits(exact, printed, slack) || one.part > one.share && fits(Decimal::from(per) - exact, printed, slack)
        };
        part <= whole && quotient(part, whole, per).is_some_and(is_it)
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
        // 37件,其中甲9件、乙17件、丙11件,占全年45件的八成以上: of all the list.
        let is_of_list = || {
            let same: Vec<usize> = (0..=one.part).filter(|&at| sentence.is_exact(at, unit)).collect();
            let is_known = |sum: Decimal| same.iter().any(|&at| sentence.figure(at).value == sum);
            runs_ending_at(sentence, &same, one.part).into_iter().any(|sum| is_known(sum) && agrees(sum, whole))
        };
        // 18篇,较上年减少4篇,占总数60篇的三成: not of the difference, but of what it is a difference to.
        let first = (one.part > 0 && check.asides.is_match(sentence.words(one.part).0)).then(|| one.part - 1);
        let first = first.filter(|&first| sentence.is_exact(first, unit)).map(|first| sentence.figure(first).value);
        let is_of_first = first.is_some_and(|first| agrees(first, whole));
        return claim(agrees(part.value, whole) || is_of_first || is_of_list(), meant(one.part), meant(at));
    }
    // Everything that may be meant by the part and by the whole.
    let same: Vec<usize> = (0..sentence.figures.len()).filter(|&at| sentence.is_exact(at, unit)).collect();
    let before: Vec<usize> = same.iter().copied().filter(|&at| at < one.part).collect();
    // 审结8件,维持5件,占审结数的55.6%: of the one that is named so, and no other.
    if one.name.is_some() && printed.bound == Bound::Exact {
        let is_named = |&at: &usize| {
            let words = sentence.words(at).0;
            let name = one.name.as_deref().unwrap_or_default();
            let is_aside = check.asides.is_match(words);
            !is_aside && sentence.figure(at).value >= part.value && pairs(name).all(|pair| words.contains(pair))
        };
        let mut named = before.iter().copied().filter(is_named);
        if let (Some(at), None) = (named.next(), named.next()) {
            let whole = sentence.figure(at).value;
            let between = same.iter().filter(|&&other| other > at && other < one.share);
            let between = between.map(|&at| sentence.figure(at).value);
            let mut parts = runs_ending_at(sentence, &same, one.part).into_iter().chain(between);
            let fitting = parts.find(|&part| agrees(part, whole));
            return claim(fitting.is_some(), fitting.map_or(meant(one.part), Meant::from), meant(at));
        }
    }
    let part_of = |value: Decimal| if value == part.value { meant(one.part) } else { value.into() };
    // Of a limit, 超过七成, sums would say too little.
    let is_limit = printed.bound != Bound::Exact;
    // 法律服务机构4件,占4%;其他组织2件,占7%: nor is what has a share of its own in another, unless it is summed up.
    let has_own = |at: usize| bound.iter().any(|other| other.share != one.share && other.part == at);
    let is_alone = before.last().is_some_and(|&at| has_own(at)) && !check.sums.is_match(sentence.words_to(one.share));
    let parts = if is_limit || is_alone { vec![part.value] } else { runs_ending_at(sentence, &same, one.part) };
    // The whole before, or the one that closes the list.
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
    let is_total = |&at: &usize| at > one.part && is_whole(&at) && check.totals.is_match(sentence.words(at).0);
    let whole_before = before.iter().copied().filter(is_whole).max_by_key(|&at| sentence.figure(at).value);
    let total_behind = same.iter().copied().find(is_total);
    // 315条,占42%;225条,占30%;210条,占38%: that it is the whole of the others settles what this one is a share of.
    // 公告225条,占30%,公告中涉企90条,占40%: of those it names.
    let is_inner = check.inner.is_match(sentence.words(one.part).0);
    if let Some(at) = whole_before.or(total_behind)
        && !is_limit
        && !is_inner
        && is_whole_of_others(sentence, bound, one, at)
    {
        let whole = sentence.figure(at).value;
        let fitting = parts.iter().copied().find(|&part| agrees(part, whole));
        return claim(fitting.is_some(), part_of(fitting.unwrap_or(part.value)), meant(at));
    }
    for &part in &parts {
        for &at in same.iter().filter(|&&at| at != one.part) {
            let whole = sentence.figure(at).value;
            if agrees(part, whole) {
                return claim(true, part_of(part), meant(at));
            }
        }
    }
    let prose = &subject.document.prose.figures;
    // The same where it stands in a sentence before.
    if !is_limit {
        let may_be = |&whole: &usize| {
            let figure = &prose[whole];
            figure.counts_in() == unit && figure.value >= part.value && are_of(sentence, bound, one, unit, figure.value)
        };
        let shown: Vec<usize> = earlier.iter().copied().filter(may_be).collect();
        let fitting = shown.iter().copied().find(|&whole| agrees(part.value, prose[whole].value));
        if let Some(whole) = fitting.or(shown.first().copied()) {
            let holds = fitting.is_some();
            return claim(holds, meant(one.part), Meant { value: prose[whole].value, figure: Some(whole) });
        }
    }
    let is_strict = check.strict.is_match(sentence.words_to(one.share));
    let most = if is_strict { 1 } else { check.admits.len() + check.excuses.len() };
    let of_cells = || check.admits.iter().chain(&check.excuses).take(most);
    let cells: Vec<Decimal> = sums(subject, of_cells()).filter_map(|(_, value)| value).collect();
    // 960条里有336条,占25%: the two together are no whole.
    let most = whole_before.filter(|&at| before.last() == Some(&at) && is_among(sentence, check, at, one.part));
    let most = most.map(|at| sentence.figure(at).value);
    // 180条,其中86条,超过半数: a limit fits one in two of all numbers, so that the one it is said of counts.
    let is_open = !is_limit || most.is_none();
    let others = run_sums(sentence, &same)
        .into_iter()
        // What is more than six tenths of itself says nothing.
        .filter(|sum| !is_limit || *sum > part.value)
        .filter(|sum| !is_strict && most.is_none_or(|most| *sum <= most))
        .chain(earlier.iter().filter(|&&at| is_open && prose[at].counts_in() == unit).map(|&at| prose[at].value))
        .chain(cells.iter().copied().filter(|_| is_open));
    for whole in others.clone() {
        if let Some(&part) = parts.iter().find(|&&part| agrees(part, whole)) {
            return claim(true, part_of(part), whole.into());
        }
    }
    // A whole that is only roughly known may be meant.
    let is_rough = |at: usize| {
        let figure = sentence.figure(at);
        figure.counts_in() == unit && figure.bound != Bound::Exact && figure.value >= part.value
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
    if let Some(at) = whole_before.or(total_behind) {
        // 从11项增加到29项,增加18项,占总数的16.5%: of what it came to as well as of the difference.
        let is_difference = check.asides.is_match(sentence.words(one.part).0);
        return if is_difference { None } else { claim(false, meant(one.part), meant(at)) };
    }
    // 全年公开772条。网站发布493条,占全部信息的63.9%: the only figure of the sentence before.
    let gap = sentence.text.get(sentence.after(one.part)..sentence.after(one.share)).unwrap_or_default();
    if let Some((_, like)) = check.of_all.figures(gap).pop() {
        let mut known =
            earlier.iter().copied().filter(|&at| prose[at].counts_in() == unit && prose[at].value >= part.value);
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
    let is_stated =
        earlier.iter().any(|&at| prose[at].counts_in() == unit && prose[at].value == sum) || cells.contains(&sum);
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

/// Whether a figure is the whole of at least two other shares that do not name theirs, and of all of these.
fn is_whole_of_others(sentence: &Passage<'_>, bound: &[Stated], one: &Stated, at: usize) -> bool {
    let (unit, whole) = (sentence.figure(at).counts_in(), sentence.figure(at).value);
    bound.iter().all(|other| other.part != at) && are_of(sentence, bound, one, unit, whole)
}

/// Whether a number is the whole of at least two other shares that do not name theirs, and of all of these.
fn are_of(sentence: &Passage<'_>, bound: &[Stated], one: &Stated, unit: Option<&str>, whole: Decimal) -> bool {
    let others = || {
        bound
            .iter()
            .filter(|other| other.share != one.share && other.whole.is_none() && sentence.is_exact(other.part, unit))
    };
    others().count() >= 2
        && others().all(|other| {
            let share = sentence.figure(other.share);
            let exact = per(share).and_then(|per| quotient(sentence.figure(other.part).value, whole, per));
            exact.is_some_and(|exact| fits(exact, share, false))
        })
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
    let all: Vec<usize> = (0..at).filter(|&at| sentence.is_exact(at, part.counts_in())).collect();
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

/// Whether a part is said to be one of the whole right before it.
fn is_among(sentence: &Passage<'_>, check: &ShareCheck, whole: usize, part: usize) -> bool {
    // 11个图书馆、12个文化馆中,有8个: of the two together.
    let joined = whole.checked_sub(1).map(|before| &sentence.text[sentence.after(before)..sentence.figures[whole].0]);
    joined.is_none_or(|gap| gap.contains([',', ';', '。', ':']))
        && check.among.is_match(&sentence.text[sentence.after(whole)..sentence.figures[part].0])
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
