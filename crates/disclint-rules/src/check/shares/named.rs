//! Shares whose words name their parts again: 推文350篇,原创推文210篇,原创占比60%.

use disclint_document::{Bound, Figure};
use rust_decimal::Decimal;

use super::super::passages::pairs;
use super::{Meant, is_among, run_sums, share_of};
use crate::check::claims::{Claim, fits, quotient};
use crate::check::passages::{Passage, per};
use crate::pack::ShareCheck;

/// The shares of a sentence that name their parts, or whose part or whole is rounded.
pub(super) fn claims(sentence: &Passage<'_>, check: &ShareCheck) -> Vec<Claim> {
    let mut claims = Vec::new();
    for share in 1..sentence.figures.len() {
        let printed = sentence.figure(share);
        if per(printed).is_none() || sentence.figures[share].0 < sentence.own {
            continue;
        }
        let words = sentence.words_to(share);
        // A、B类合计占比: what stands before the mark is named, too.
        let start = sentence.after(share) - words.len();
        if sentence.text[..start].ends_with('、') {
            continue;
        }
        let restated = check.restated.figures(words).pop().and_then(|(_, like)| Some(&words[like?]));
        match restated {
            Some(names) => claims.extend(restated_share(sentence, check, share, names)),
            None => claims.extend(rounded(sentence, check, share)),
        }
    }
    claims
}

/// The figures before a share that its words name, one for each name.
fn named(sentence: &Passage<'_>, check: &ShareCheck, share: usize, names: &str) -> Option<Vec<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    let ends = check.separators.places(names).into_iter().map(|mark| (mark.start, mark.end));
    for (end, next) in ends.chain([(names.len(), names.len())]) {
        let name = &names[from..end];
        from = next;
        if name.chars().count() < 2 {
            return None;
        }
        let counts =
            || (0..share).rev().filter(|&at| !sentence.is_ratio(at) && !check.asides.is_match(sentence.words(at).0));
        let is_exactly = |&at: &usize| {
            let words = sentence.words(at).0;
            let lead = check.led[0].places(words).into_iter().next().filter(|lead| lead.start == 0);
            words == name || lead.is_some_and(|lead| words[lead.end..].trim_end_matches('的') == name)
        };
        let is_like = |&at: &usize| {
            let words = sentence.words(at).0;
            words.find(name).is_some_and(|place| !check.denials.is_match(&words[..place]))
        };
        let like: Vec<usize> = counts().filter(is_like).collect();
        let part = match counts().find(is_exactly) {
            Some(part) => part,
            // Of several nobody knows which.
            None if like.len() == 1 => like[0],
            None => return None,
        };
        parts.push(part);
    }
    parts.sort_unstable();
    parts.dedup();
    Some(parts)
}

fn restated_share(sentence: &Passage<'_>, check: &ShareCheck, share: usize, names: &str) -> Option<Claim> {
    let parts = named(sentence, check, share, names)?;
    let &first = parts.first()?;
    let unit = sentence.figure(first).counts_in();
    // 访问量120万次,其中移动端90万次,移动端占比75%: rounded, where there are but the two.
    if let [part] = parts[..]
        && let mut others = (0..share).filter(|&at| at != part && sentence.is_count(at, unit))
        && let (Some(whole), None) = (others.next(), others.next())
        && !check.asides.is_match(sentence.words(whole).0)
        && sentence.figure(whole).value >= sentence.figure(part).value
        && let Some(claim) = rounded_of(sentence, part, whole, share)
    {
        return Some(claim);
    }
    if !parts.iter().all(|&part| sentence.is_exact(part, unit)) {
        return None;
    }
    let printed = sentence.figure(share);
    let per = per(printed)?;
    let part: Decimal = parts.iter().map(|&part| sentence.figure(part).value).sum();
    let meant = Meant { value: part, figure: (parts.len() == 1).then(|| sentence.figures[first].1) };
    let same: Vec<usize> = (0..sentence.figures.len()).filter(|&at| sentence.is_exact(at, unit)).collect();
    let before_it: Vec<usize> = same.iter().copied().filter(|&at| at < share).collect();
    let value = |at: usize| sentence.figure(at).value;
    let of = |at: usize| Meant { value: value(at), figure: Some(sentence.figures[at].1) };
    let agrees =
        |whole: Decimal| part <= whole && quotient(part, whole, per).is_some_and(|exact| fits(exact, printed, false));
    let all = (0..sentence.figures.len()).filter(|&at| !sentence.is_ratio(at));
    if let Some(at) = all.into_iter().find(|&at| agrees(value(at))) {
        return share_of(sentence, share, true, meant, of(at));
    }
    let place = before_it.iter().position(|&one| one == first).unwrap_or_default();
    let right_before = place.checked_sub(1).map(|before| before_it[before]);
    let most = right_before.filter(|&at| is_among(sentence, check, at, first)).map(value);
    let may_be = |sum: &Decimal| agrees(*sum) && most.is_none_or(|most| *sum <= most);
    if let Some(whole) = run_sums(sentence, &before_it).into_iter().find(may_be) {
        return share_of(sentence, share, true, meant, whole.into());
    }
    let is_whole =
        |&at: &usize| !parts.contains(&at) && value(at) >= part && !check.asides.is_match(sentence.words(at).0);
    let before = same.iter().copied().filter(|&at| at < first).filter(is_whole).max_by_key(|&at| value(at));
    let behind =
        || same.iter().copied().filter(is_whole).find(|&at| at > share && check.totals.is_match(sentence.words(at).0));
    share_of(sentence, share, false, meant, of(before.or_else(behind)?))
}

/// 46.2万次,占总访问量的77%,总访问量为60万次: numbers that are rounded.
fn rounded(sentence: &Passage<'_>, check: &ShareCheck, share: usize) -> Option<Claim> {
    let part = share.checked_sub(1)?;
    // 3.6万次,占总访问量48万次的7.5%: the whole stands between.
    if let Some(first) = part.checked_sub(1)
        && check.phrases.is_match(&sentence.text[sentence.after(first)..sentence.after(share)])
    {
        return rounded_of(sentence, first, part, share);
    }
    let gap = &sentence.text[sentence.after(part)..sentence.after(share)];
    let name = check.named.figures(gap).pop().and_then(|(_, like)| Some(&gap[like?]));
    if name.is_none() && !check.phrases.is_match(gap) {
        return None;
    }
    let unit = sentence.figure(part).counts_in();
    let printed = sentence.figure(share);
    let counts = || (0..sentence.figures.len()).filter(|&at| at != part && sentence.is_count(at, unit));
    let is_rounded = |at: usize| sentence.figure(at).rounded_to.is_some();
    if !sentence.is_count(part, unit)
        || !matches!(printed.bound, Bound::Exact | Bound::About)
        || !(is_rounded(part) || counts().any(is_rounded))
    {
        return None;
    }
    // Whatever may be meant: one of the figures or all that stand beside each other.
    let of = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let may_be = |&at: &usize| {
        let (part, whole) = (sentence.figure(part), sentence.figure(at));
        let exact = per(printed).and_then(|per| quotient(part.value, whole.value, per));
        is_within(part, whole, printed)
            || printed.bound == Bound::About && exact.is_some_and(|exact| fits(exact, printed, false))
    };
    if let Some(at) = counts().find(may_be) {
        return share_of(sentence, share, true, of(part), of(at));
    }
    let is_whole = |&at: &usize| {
        let (before, after) = sentence.words(at);
        sentence.figure(at).value >= sentence.figure(part).value
            && !check.asides.is_match(before)
            && name.is_none_or(|name| pairs(name).all(|pair| before.contains(pair) || after.contains(pair)))
    };
    let mut wholes = counts().filter(is_whole);
    // Only where nothing else can be meant.
    let whole = wholes.next().filter(|_| counts().count() == 1)?;
    let is_named = whole < part || name.is_some() || check.totals.is_match(sentence.words(whole).0);
    if is_named { share_of(sentence, share, false, of(part), of(whole)) } else { None }
}

/// The share of a part and a whole that are both named, where one of them is rounded.
fn rounded_of(sentence: &Passage<'_>, part: usize, whole: usize, share: usize) -> Option<Claim> {
    let of = |at: usize| Meant { value: sentence.figure(at).value, figure: Some(sentence.figures[at].1) };
    let unit = sentence.figure(part).counts_in();
    let are_counts = sentence.is_count(part, unit) && sentence.is_count(whole, unit);
    let is_rounded = [part, whole].iter().any(|&at| sentence.figure(at).rounded_to.is_some());
    let printed = sentence.figure(share);
    // 约占: one that is only rough may be one unit off in any case.
    if !are_counts || !is_rounded || !matches!(printed.bound, Bound::Exact | Bound::About) {
        return None;
    }
    let rough = if printed.bound == Bound::About { Decimal::from(5) } else { Decimal::ZERO };
    let (is_part, is_whole) = (sentence.figure(part), sentence.figure(whole));
    let exact = quotient(is_part.value, is_whole.value, per(printed)?)?;
    let holds = is_within(is_part, is_whole, printed) || (exact - printed.value).abs() <= rough;
    share_of(sentence, share, holds, of(part), of(whole))
}

/// Whether a share is that of two figures, each as exact as it is written.
pub(crate) fn is_within(part: &Figure, whole: &Figure, printed: &Figure) -> bool {
    let off = |figure: &Figure| figure.rounded_to.unwrap_or_default() / Decimal::TWO;
    let Some(per) = per(printed) else { return false };
    let least = quotient(part.value - off(part), whole.value + off(whole), per);
    let most = quotient(part.value + off(part), whole.value - off(whole), per);
    let unit = Decimal::new(1, printed.value.scale());
    least.zip(most).is_some_and(|(least, most)| least - unit <= printed.value && printed.value <= most + unit)
}
