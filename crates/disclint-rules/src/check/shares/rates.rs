//! Rates of the figures beside them: 答复31件,按期答复率100%.

use disclint_document::{Bound, FIGURE, Figure};
use rust_decimal::Decimal;

use super::{Meant, has_ratio, means, run_sums, share_of};
use crate::check::claims::{Claim, fits, quotient};
use crate::check::passages::{Extent, MARKS, Passage, extents, per};
use crate::check::silence::{Search, Silence};
use crate::check::{Made, Operand, Subject};
use crate::pack::{RateCheck, Relation};
use crate::slips::is_swapped;

/// Every rate, in the order of the text; `rule` is the rule's number.
pub(crate) fn rates(subject: &Subject<'_>, rule: usize, check: &RateCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let has_means = |extent: &Extent| !check.means.is_empty() && extent.figures.len() >= 2;
    let worth = |extent: &Extent| has_means(extent) || has_ratio(subject, extent);
    Silence::new(subject, Search::Rule(rule), (1, 0)).gather(worth, |at, claims| {
        let sentence = Passage::read(subject, extents, at, &check.joins);
        claims.extend(means::claims(&sentence, check));
        let is_shared = (0..sentence.figures.len()).filter(|&at| sentence.is_ratio(at)).count() > 1;
        for share in 0..sentence.figures.len() {
            if sentence.is_ratio(share) && sentence.figures[share].0 >= sentence.own {
                let claim = limit(check, &sentence, share)
                    .or_else(|| lapse(check, &sentence, share))
                    .or_else(|| lack(check, &sentence, share))
                    .or_else(|| told(check, &sentence, share, is_shared))
                    .or_else(|| owed(check, &sentence, share))
                    .or_else(|| swapped(check, &sentence, share));
                claims.extend(claim);
            }
        }
    })
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
        let unit = sentence.figure(at).counts_in();
        let words = if before.is_empty() { after } else { before };
        !sentence.is_ratio(at) && sentence.is_exact(at, unit) && value(at) > Decimal::ZERO && short.is_match(words)
    };
    let part = (0..sentence.figures.len()).find(is_short)?;
    let unit = sentence.figure(part).counts_in();
    let is_whole = |&at: &usize| sentence.is_exact(at, unit) && value(at) > value(part);
    let whole = (0..sentence.figures.len()).filter(is_whole).max_by_key(|&at| value(at))?;
    let meant = Meant { value: value(whole), figure: Some(sentence.figures[whole].1) };
    share_of(sentence, share, false, (value(whole) - value(part)).into(), meant)
}

/// Whether the figure `at` is a count meant exactly, in `unit` or one that counts the same: 50名代表中有47人.
fn counts_alike(check: &RateCheck, sentence: &Passage<'_>, at: usize, unit: Option<&str>) -> bool {
    let own = sentence.figure(at).counts_in();
    let is_alike = |unit: Option<&str>| unit.is_some_and(|unit| check.alike.iter().any(|known| known == unit));
    sentence.is_exact(at, unit) || sentence.is_exact(at, own) && is_alike(own) && is_alike(unit)
}

/// The two counts before a rate, where their sentence has no others of their unit.
fn two_before(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<(usize, usize)> {
    let mut counts = (0..sentence.figures.len()).filter(|&at| !sentence.is_ratio(at));
    let (whole, part) = (counts.next()?, counts.next()?);
    let unit = sentence.figure(whole).counts_in();
    let are_counts = [whole, part].iter().all(|&at| counts_alike(check, sentence, at, unit));
    let is_other = |at: usize| !counts_alike(check, sentence, at, unit) && sentence.figure(at).counts_in() != unit;
    let is_less = sentence.figure(part).value <= sentence.figure(whole).value;
    let is_only = (0..sentence.figures.len()).filter(|&at| sentence.is_ratio(at)).count() == 1;
    (are_counts && is_less && is_only && part < share && counts.all(is_other)).then_some((whole, part))
}

/// 检测618条,发现问题27条,准确率95.6%: the rate of what is left.
fn lack(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let (_, short) = check.lacks.iter().find(|(name, _)| name.is_match(sentence.words_to(share)))?;
    let (whole, part) = two_before(check, sentence, share)?;
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
    let (whole, part) = two_before(check, sentence, share)?;
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

/// 60封,其中58封在5日内答复,按期答复率97.6%: whatever it is called, it is 96.7% with two digits the other way round.
fn swapped(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let printed = sentence.figure(share);
    let is_known = check.swapped.is_match(sentence.words_to(share)) && !check.blocks.is_match(&sentence.text);
    if !is_known || printed.bound != Bound::Exact || printed.value.scale() == 0 {
        return None;
    }
    let per = per(printed)?;
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let counts: Vec<usize> = (0..share).filter(|&at| !sentence.is_ratio(at)).collect();
    // 自然人33件,占82.5%,组织5件,占12.5%: the whole may stand elsewhere.
    if (0..share).any(|at| sentence.is_ratio(at)) {
        return None;
    }
    let exact = |(whole, part): (usize, usize)| {
        let unit = sentence.figure(whole).counts_in();
        let are_counts = sentence.is_exact(whole, unit) && sentence.is_exact(part, unit);
        let (whole, part) = (meant(whole).value, meant(part).value);
        quotient(part, whole, per).filter(|_| are_counts && part <= whole)
    };
    let pairs = || counts.iter().flat_map(|&whole| counts.iter().map(move |&part| (whole, part)));
    if pairs().filter_map(exact).any(|exact| fits(exact, printed, true)) {
        return None;
    }
    let is_meant = |pair: &(usize, usize)| {
        let places = printed.value.scale();
        let whole = |value: Decimal| value.checked_mul(Decimal::from(10u64.checked_pow(places)?));
        let meant = exact(*pair).and_then(|exact| Some((whole(exact)?, whole(printed.value)?)));
        meant.is_some_and(|(meant, printed)| {
            [meant.round(), meant.trunc()].into_iter().any(|meant| is_swapped(printed, meant))
        })
    };
    let unit = |at: usize| sentence.figure(at).counts_in();
    let alone = |pair: &(usize, usize)| counts.iter().filter(|&&at| unit(at) == unit(pair.0)).count() == 2;
    let (whole, part) = counts.windows(2).map(|pair| (pair[0], pair[1])).filter(alone).find(is_meant)?;
    share_of(sentence, share, false, meant(part), meant(whole))
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

/// 解读386篇,包括图解201篇、负责人解读32篇,文件解读率100%: nobody says of less than half that it is all; another rate is meant.
fn is_far(printed: &Figure, part: Decimal, whole: Decimal) -> bool {
    per(printed).is_some_and(|per| printed.value == Decimal::from(per)) && part.saturating_mul(Decimal::TWO) < whole
}

/// 75%(24篇中18篇): a percentage with its whole and its part behind it.
fn beside(check: &RateCheck, sentence: &Passage<'_>, share: usize) -> Option<Claim> {
    let (whole, part) = (share + 1, share + 2);
    // 分别占5.9%和12%(523条中分别为31条和63条): of two percentages nobody knows which it is.
    let is_row = share.checked_sub(1).is_some_and(|before| {
        let gap = &sentence.text[sentence.after(before)..sentence.figures[share].0];
        sentence.is_ratio(before) && gap.chars().count() <= 1
    });
    if is_row || part >= sentence.figures.len() {
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
            // 解读率100%,共解读43件,负责人解读12件: they are parts of what was done.
            Some((_, part)) => is_due || part.is_match(of_part) && !part.is_match(sentence.words(whole).0),
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
    let unit = sentence.figure(part).counts_in();
    let is_exact = sentence.is_exact(part, unit) && sentence.is_exact(whole, unit);
    let printed = sentence.figure(share);
    let (of_part, of_whole) = (sentence.figure(part).value, sentence.figure(whole).value);
    if !is_exact || printed.bound != Bound::Exact || of_part > of_whole || is_far(printed, of_part, of_whole) {
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
                // 60处问题已整改57处: words between two figures are those of the second.
                let end = sentence.after(at) + after.len();
                let is_next =
                    sentence.text.get(end..).is_some_and(|rest| rest.starts_with(FIGURE)) && !sentence.is_ratio(at + 1);
                part_of.is_match(before) || (part_of.is_match(after) && !is_next && !check.asides.is_match(after))
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
    let before = (behind..share).rev().find(|&at| !sentence.is_ratio(at) && named(at));
    // 留言120条,办结率95%,办结118条: the part may stand behind it.
    let after = share + 1;
    let is_after = || {
        let gap = || &sentence.text[sentence.after(share)..sentence.figures[after].0];
        after < sentence.figures.len()
            && part_of.is_some()
            && gap().starts_with([',', '(', ':'])
            && gap()[1..].find(MARKS).is_none()
            && !sentence.is_ratio(after)
            && named(after)
            && (0..share).filter(|&at| !sentence.is_ratio(at)).count() == 1
    };
    let part = before.or_else(|| is_after().then_some(after))?;
    // 其中5个项目签约率达到95%以上: each of them has the rate.
    if printed.bound != Bound::Exact
        && part < share
        && sentence.text[sentence.after(part)..sentence.figures[share].0].find(MARKS).is_none()
    {
        return None;
    }
    let unit = sentence.figure(part).counts_in();
    if !sentence.is_exact(part, unit) || (is_full && is_open(check, sentence) && !is_settled(check, sentence, part)) {
        return None;
    }
    let value = sentence.figure(part).value;
    let same: Vec<usize> = (0..share).filter(|&at| counts_alike(check, sentence, at, unit)).collect();
    let agrees =
        |whole: Decimal| value <= whole && quotient(value, whole, per).is_some_and(|exact| fits(exact, printed, slack));
    let meant = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let claim = |holds, whole: Meant| share_of(sentence, share, holds, meant(part), whole);
    for &at in same.iter().filter(|&&at| at != part) {
        if agrees(sentence.figure(at).value) {
            return claim(true, meant(at));
        }
    }
    // 26个中已有13个完成,完成率超过六成: a limit holds of almost any two.
    let is_limit = printed.bound != Bound::Exact;
    // 20件,结转2件,按期答复17件: what is left of a figure may be the whole, and of several parts all.
    let values: Vec<Decimal> = same.iter().map(|&at| sentence.figure(at).value).collect();
    let rests = values.iter().flat_map(|one| values.iter().map(move |other| one.saturating_sub(*other)));
    let mut wholes = run_sums(sentence, &same);
    wholes.extend(rests.filter(|rest| *rest > Decimal::ZERO));
    if let Some(&whole) = wholes.iter().find(|&&whole| !is_limit && agrees(whole)) {
        return claim(true, whole.into());
    }
    wholes.extend(&values);
    let mut all = Decimal::ZERO;
    for &at in same.iter().rev().filter(|&&at| named(at)) {
        all = all.saturating_add(sentence.figure(at).value);
        for value in [all, sentence.figure(at).value].into_iter().filter(|_| !is_limit) {
            let fits_one = |&&whole: &&Decimal| {
                value < whole && quotient(value, whole, per).is_some_and(|exact| fits(exact, printed, slack))
            };
            if let Some(&whole) = wholes.iter().find(fits_one) {
                return share_of(sentence, share, true, value.into(), whole.into());
            }
        }
    }
    // 予以公开39件,部分公开9件,公开率50.5%: what has the name of a part is no whole.
    let is_due = |at: usize| check.undone.places(sentence.words(at).0).first().is_some_and(|word| word.start == 0);
    let is_whole = |&at: &usize| {
        // 解读文件30件,应解读文件也为30件: what should be may follow.
        (at < part || is_due(at))
            && at != part
            && sentence.figure(at).value >= value
            && !check.asides.is_match(sentence.words(at).0)
            && !(part_of.is_some() && named(at) && !check.undone.is_match(sentence.words(at).0))
    };
    let whole = same.iter().copied().filter(is_whole).max_by_key(|&at| sentence.figure(at).value)?;
    // 优良天数318天(上年优良天数305天,优良率83.3%): a part of last year's is of another whole.
    let aside = |at: usize| check.narrows.places(sentence.words(at).0).into_iter().next().is_some();
    if sentence.is_in_bracket(part) && !sentence.is_in_bracket(whole) && aside(part) && !aside(whole) {
        return None;
    }
    if is_far(printed, value, sentence.figure(whole).value) {
        return None;
    }
    // 满意288份、基本满意26份,满意和基本满意合计占96.1%: of both.
    let of_both = words.contains(['和', '与', '及', '、']).then(|| part.checked_sub(1)).flatten();
    let other = of_both.filter(|&other| other != whole && named(other) && sentence.is_exact(other, unit));
    if let Some(other) = other {
        let sum = value.saturating_add(sentence.figure(other).value);
        return share_of(sentence, share, false, sum.into(), meant(whole));
    }
    claim(false, meant(whole))
}

/// 承办24件,已办结22件,其余2件正在办理: the part and what is left are all there is.
fn is_settled(check: &RateCheck, sentence: &Passage<'_>, part: usize) -> bool {
    let unit = sentence.figure(part).counts_in();
    let is_rest = |&at: &usize| sentence.is_exact(at, unit) && check.remains.is_match(sentence.words_to(at));
    let value = |at: usize| sentence.figure(at).value;
    let mut rests =
        (part + 1..sentence.figures.len()).filter(is_rest).map(|rest| value(part).saturating_add(value(rest)));
    !check.of_due.is_match(&sentence.text)
        && rests.any(|whole| (0..part).any(|at| sentence.is_exact(at, unit) && value(at) == whole))
}
