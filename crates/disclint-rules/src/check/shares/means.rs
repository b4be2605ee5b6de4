//! Means over the parts of a period: 全年更新2190条,日均更新6条; 每季度恰好1次,全年4次.

use disclint_document::{Bound, Figure};
use rust_decimal::Decimal;

use crate::check::claims::Claim;
use crate::check::passages::Passage;
use crate::check::{Made, Operand};
use crate::pack::{Mean, RateCheck, Relation};

/// How far behind a mean a figure of some of the things may stand, in bytes.
const LONGEST_ASIDE: usize = 150;

/// How many characters behind a number what it counts is looked for.
const LONGEST_NOUN: usize = 4;

/// The means of a sentence that has one total besides.
pub(super) fn claims(sentence: &Passage<'_>, check: &RateCheck) -> Vec<Claim> {
    if check.means.is_empty() || check.blocks.is_match(&sentence.text) {
        return Vec::new();
    }
    let claim = |at| claim(sentence, check, at).or_else(|| each(sentence, check, at));
    (0..sentence.figures.len()).filter_map(claim).collect()
}

/// 培训5期,320人次,平均每期64人次: of as many things as another figure counts in that unit.
fn each(sentence: &Passage<'_>, check: &RateCheck, at: usize) -> Option<Claim> {
    let words = sentence.words_to(at);
    let (_, like) = check.per.figures(words).pop()?;
    let like = &words[like?];
    let figure = sentence.figure(at);
    let others = || {
        let all = (0..sentence.figures.len()).filter(|&other| other != at);
        all.filter(|&other| sentence.figures[other].0 >= sentence.own && !sentence.is_ratio(other))
    };
    let only = |mut found: Box<dyn Iterator<Item = usize> + '_>| found.next().filter(|_| found.next().is_none());
    // 16个行政村…平均每村82条: the unit is the noun's.
    let is_noun = |other: usize| {
        let after = sentence.words(other).1;
        let end = after.char_indices().nth(LONGEST_NOUN).map_or(after.len(), |(end, _)| end);
        after[..end].contains(like)
    };
    let counts =
        |other: &usize| sentence.figure(*other).unit.is_some_and(|unit| unit.starts_with(like)) || is_noun(*other);
    let count = only(Box::new(others().filter(counts)))?;
    let is_same = |&other: &usize| {
        sentence.figure(other).counts_in() == figure.counts_in() && !is_narrowed(sentence, check, at, other)
    };
    let total = only(Box::new(others().filter(is_same)))?;
    let is_told = |at: usize| !check.narrows.is_match(sentence.words(at).0);
    let are_exact = count != total
        && sentence.is_exact(count, sentence.figure(count).counts_in())
        && sentence.is_count(total, figure.counts_in())
        && matches!(figure.bound, Bound::Exact | Bound::About);
    if !are_exact || !is_told(count) || !is_told(total) {
        return None;
    }
    let number = sentence.figure(count).value;
    let exact = sentence.figure(total).value.checked_div(number)?;
    let off = sentence.figure(total).rounded_to.unwrap_or_default().checked_div(number)?;
    let unit = match figure.bound {
        Bound::Exact => figure.rounded_to.unwrap_or(Decimal::new(1, figure.value.scale())),
        _ => (figure.value / Decimal::from(8)).max(Decimal::ONE),
    };
    let holds = (exact - figure.value).abs() < unit + off;
    let reckoned = format!("{} ÷ {number} = {}", sentence.figure(total).value, exact.round_dp(2).normalize());
    let relation = if exact < figure.value || holds { Relation::AtMost } else { Relation::AtLeast };
    let operands = vec![Operand::figure(sentence.figures[total].1)];
    let said = Some((figure_text(figure), relation));
    Some(Claim { figure: sentence.figures[at].1, made: Made::Sum, operands, holds, said, reckoned })
}

/// 平均每篇75次,其中阅读最多的一篇,1320次: whether a figure behind a mean is of some of the things only.
fn is_narrowed(sentence: &Passage<'_>, check: &RateCheck, mean: usize, other: usize) -> bool {
    let between = sentence.text.get(sentence.after(mean)..sentence.figures[other].0);
    mean < other && between.is_some_and(|between| between.len() <= LONGEST_ASIDE && check.narrows.is_match(between))
}

fn claim(sentence: &Passage<'_>, check: &RateCheck, at: usize) -> Option<Claim> {
    let words = sentence.words_to(at);
    let mean = check.means.iter().find(|mean| mean.words.is_match(words))?;
    let unit = sentence.figure(at).counts_in();
    let figure = sentence.figure(at);
    if unit.is_none() || !matches!(figure.bound, Bound::Exact | Bound::About) {
        return None;
    }
    // Of several nobody knows which is the total.
    let is_mean = |other: usize| {
        let words = sentence.words_to(other);
        check.means.iter().any(|mean| mean.words.is_match(words))
    };
    let mut others = (0..sentence.figures.len())
        .filter(|&other| other != at && sentence.figure(other).counts_in() == unit && !is_mean(other))
        .filter(|&other| !is_narrowed(sentence, check, at, other));
    let whole = others.next().filter(|_| others.next().is_none())?;
    let (whole_words, what) = (sentence.words(whole).0, sentence.words(at).0);
    // 推送412次,月均推送34次: what is done, twice.
    let is_repeated = || {
        let verb = what.char_indices().rev().nth(1).map_or("", |(start, _)| &what[start..]);
        !verb.is_empty() && whole_words.contains(verb) && whole < at
    };
    let is_total = check.wholes.is_match(whole_words) || is_repeated() && !check.narrows.is_match(whole_words);
    if !sentence.is_count(whole, unit) || !is_total || check.narrows.is_match(words) {
        return None;
    }
    let total = sentence.figure(whole);
    // 日均浏览4.6万次,全年更新目录4次: no total is less than its mean.
    if total.value < figure.value {
        return None;
    }
    // 延时服务52天,办件1.97万件,日均379件: of as many days as the sentence says.
    let is_divisor = |other: usize| {
        let exact = total.value.checked_div(sentence.figure(other).value);
        let unit = Decimal::new(1, figure.value.scale());
        other != at && other != whole && exact.is_some_and(|exact| (exact - figure.value).abs() < unit)
    };
    // 11块公示栏更新132次,平均每月1次: for each of so many.
    let is_each = |other: usize| {
        let number = sentence.figure(other).value;
        other != at && other != whole && number > Decimal::ONE && {
            let each = total.value.checked_div(number).map(|value| Figure { value, ..total.clone() });
            each.is_some_and(|each| fits(mean, figure, &each))
        }
    };
    if !fits(mean, figure, total) && (0..sentence.figures.len()).any(is_each) {
        return None;
    }
    if !fits(mean, figure, total) && (0..sentence.figures.len()).any(is_divisor) {
        return None;
    }
    let holds = fits(mean, figure, total);
    let [least, most] = mean.parts.map(Decimal::from);
    let share = |parts: Decimal| total.value.checked_div(parts).map(|share| share.round_dp(2).normalize());
    let reckoned = if least == most {
        format!("{} ÷ {most} = {}", total.value, share(most)?)
    } else {
        format!("{} ÷ {most} = {}, {0} ÷ {least} = {}", total.value, share(most)?, share(least)?)
    };
    let said = figure_text(figure);
    let relation = if total.value < figure.value * most { Relation::AtMost } else { Relation::AtLeast };
    let operands = vec![Operand::figure(sentence.figures[whole].1)];
    let relation = if holds { Relation::AtMost } else { relation };
    Some(Claim {
        figure: sentence.figures[at].1,
        made: Made::Sum,
        operands,
        holds,
        said: Some((said, relation)),
        reckoned,
    })
}

fn figure_text(figure: &Figure) -> String {
    format!("{}{}", figure.value, figure.unit.unwrap_or_default())
}

/// Whether a mean may be that of the total, rounded or cut off, for some number of parts.
fn fits(mean: &Mean, stated: &Figure, total: &Figure) -> bool {
    let [least, most] = mean.parts.map(Decimal::from);
    let off = total.rounded_to.unwrap_or_default() / Decimal::TWO;
    if mean.each {
        return (stated.value * least - off..=stated.value * most + off).contains(&total.value);
    }
    let unit = match stated.bound {
        // Of 118万 a mean of 3200 is as round.
        Bound::Exact if total.rounded_to.is_some() => last_digit(stated.value),
        Bound::Exact => Decimal::new(1, stated.value.scale()),
        _ => (stated.value / Decimal::from(8)).max(Decimal::ONE),
    };
    let (low, high) = ((total.value - off).checked_div(most), (total.value + off).checked_div(least));
    low.zip(high).is_some_and(|(low, high)| low - unit < stated.value && stated.value < high + unit)
}

/// What the last digit that is not zero stands for: 100 in 3200.
fn last_digit(value: Decimal) -> Decimal {
    let mut unit = Decimal::new(1, value.scale());
    let ten = Decimal::TEN;
    while let Some(next) = unit.checked_mul(ten).filter(|next| *next < value && (value % *next).is_zero()) {
        unit = next;
    }
    unit
}
