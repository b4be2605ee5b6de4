//! Changes from one period to the next: 101件,比2023年的88件增加13件,同比增长14.8%.

mod flows;
mod rows;
mod step;
mod turns;
mod worded;

use disclint_document::{Bound, FIGURE, Figure};
use rust_decimal::Decimal;

use super::claims::{Claim, at_precision_of, fits, quotient};
use super::passages::{Extent, MARKS, Passage, extents, pairs as pairs_of, per, years_named};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{ChangeCheck, Patterns};

/// Which part of its last place a rounded figure beside another is taken to be off: that both are off by
/// half of it, and one each way, hardly happens.
const ROUNDED_PARTS: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// So many characters tell one half of a year, or quarter, from another, and one year from another: 上半年, 2023年.
const PERIOD: usize = 3;
const YEAR: usize = 5;

/// Which way a figure says that it went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    /// So many times the old figure.
    Times,
}

/// A change as the text says it.
struct Change {
    at: usize,
    way: Way,
}

/// Every change whose old and new figures stand in its sentence; `rule` is the rule's number.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &ChangeCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let worth = |extent: &Extent| extent.figures.len() >= 2;
    // Of figures of years past it matters which year the report is on.
    let silence = Silence::given(subject, Search::Rule(rule), (1, 0), &subject.document.year());
    silence.gather(worth, |at, claims| {
        let sentence = Passage::read(subject, extents, at, &check.joins);
        let mut changes = changes(&sentence, check);
        let multiples = turns::multiples(&sentence, check, &changes);
        changes.extend(multiples.iter().map(|(at, _)| Change { at: *at, way: Way::Times }));
        if check.blocks.is_match(&sentence.text) {
            return;
        }
        claims.extend(worded::claims(&sentence, check, &changes));
        claims.extend(flows::claims(&sentence, check));
        claims.extend(rows::steps(&sentence, check));
        if changes.is_empty() {
            return;
        }
        let turned = turns::turned(&sentence, check);
        claims.extend(changes.iter().filter_map(|change| {
            match multiples.iter().find(|(at, _)| *at == change.at) {
                Some(&(_, old)) => turns::multiple(&sentence, &changes, change, old),
                None => turns::turn(&sentence, check, &changes, &turned, change)
                    .or_else(|| judge(&sentence, check, &changes, change)),
            }
        }));
    })
}

/// The figures that say by how much something went up or down.
fn changes(sentence: &Passage<'_>, check: &ChangeCheck) -> Vec<Change> {
    let mut found = Vec::new();
    let [rises, falls, multiplies] = [&check.rise, &check.fall, &check.times].map(|way| way.may_match(&sentence.text));
    if !(rises || falls || multiplies) {
        return found;
    }
    for at in 0..sentence.figures.len() {
        let words = sentence.words_to(at);
        let way = match (rises && check.rise.is_match(words), falls && check.fall.is_match(words)) {
            (true, false) => Way::Up,
            (false, true) => Way::Down,
            _ if multiplies && check.times.is_match(words) => Way::Times,
            _ => continue,
        };
        found.push(Change { at, way });
    }
    found
}

/// The first and the last figure of each place that patterns match.
fn ends(sentence: &Passage<'_>, patterns: &Patterns) -> Vec<(usize, usize)> {
    let places = patterns.places(&sentence.text);
    let ends = places.into_iter().filter_map(|place| {
        let inside = |at: &usize| place.contains(&sentence.figures[*at].0);
        let first = (0..sentence.figures.len()).find(inside)?;
        let last = (0..sentence.figures.len()).rfind(inside)?;
        (first < last).then_some((first, last))
    });
    ends.collect()
}

/// What a change of two figures says.
fn claim_of(sentence: &Passage<'_>, change: &Change, ratio: Option<u32>, old: usize, new: usize) -> Option<Claim> {
    // 由3.2万增至4万: side by side, both are as exact as the one that is more so.
    let rounded = [old, new].map(|at| sentence.figure(at).rounded_to.unwrap_or_default());
    let slack = rounded[0].min(rounded[1]) / ROUNDED_PARTS;
    let slack = if sentence.is_ratio(old) { half_unit(sentence.figure(old)) } else { slack };
    let value = |at: usize| (sentence.figure(at).value, slack);
    let (holds, reckoned) = compare(value(old), value(new), sentence.figure(change.at), ratio, change.way)?;
    let figure = |at: usize| Operand::figure(sentence.figures[at].1);
    let (made, operands) = match (ratio, change.way) {
        (_, Way::Times) => (Made::Share, vec![figure(new), figure(old)]),
        (Some(_), _) => (Made::Growth, vec![figure(new), figure(old)]),
        (None, Way::Up) => (Made::Sum, vec![figure(new), figure(old).times(-1)]),
        (None, Way::Down) => (Made::Sum, vec![figure(old), figure(new).times(-1)]),
    };
    Some(Claim { figure: sentence.figures[change.at].1, made, operands, holds, said: None, reckoned })
}

/// 新增1个,账号由年初的9个减少到年末的6个: whether a figure is what another one became.
fn is_turned(sentence: &Passage<'_>, check: &ChangeCheck, at: usize) -> bool {
    let end = (at + 1 < sentence.figures.len()).then(|| sentence.after(at + 1));
    end.is_some_and(|end| check.turns.is_match(&sentence.text[sentence.figures[at].0..end]))
}

/// Whether a figure is meant as exactly as it is written.
fn is_exact(figure: &Figure) -> bool {
    figure.bound == Bound::Exact || figure.rounded_to.is_some()
}

/// Of how many a change counts parts, if it is relative.
fn ratio(printed: &Figure) -> Option<u32> {
    per(printed).or_else(|| (printed.counts_in() == Some("倍")).then_some(1))
}

/// Whether a change is in points: the difference of two percentages.
fn is_points(check: &ChangeCheck, printed: &Figure) -> bool {
    printed.counts_in().is_some() && printed.counts_in() == check.points.as_deref()
}

/// How far off a percentage with decimals may be.
fn half_unit(figure: &Figure) -> Decimal {
    if figure.value.scale() == 0 { Decimal::ZERO } else { Decimal::new(5, figure.value.scale() + 1) }
}

/// Whether the words of a change compare with a year, 2024年比2023年, that is not the one an old figure is said to be of.
fn is_of_another_year(sentence: &Passage<'_>, words: &str, old: usize) -> bool {
    let own = years_named(sentence.words(old).0);
    !own.is_empty() && years_named(words).last().is_some_and(|base| !own.contains(base))
}

/// The year that a change, or the one whose next clause it is, compares with an earlier one: 2023年较2022年.
fn new_year(sentence: &Passage<'_>, changes: &[Change], change: &Change) -> Option<u16> {
    let is_change = |at: usize| changes.iter().any(|other| other.at == at);
    let said = (0..=change.at).rev().take_while(|&at| is_change(at));
    said.map(|at| years_named(sentence.words_to(at))).find_map(|years| match years[..] {
        [newer, older] if newer > older => Some(newer),
        _ => None,
    })
}

/// Whether what changed has a name of its own that the words before do not mention: 但平均阅读量提高12%.
fn is_of_another(sentence: &Passage<'_>, check: &ChangeCheck, change: &Change) -> bool {
    let words = sentence.words_to(change.at);
    let patterns = match change.way {
        Way::Up => &check.rise,
        Way::Down => &check.fall,
        Way::Times => return false,
    };
    let Some(place) = patterns.places(words).into_iter().next() else { return false };
    let mut name = words[..place.start].to_owned();
    if !check.rise.is_match(&words[place.start..]) && !check.fall.is_match(&words[place.start..])
        || check.overall.is_match(words)
    {
        return false;
    }
    // The pattern may take in the character before the verb.
    for filler in check.fillers.places(&name).into_iter().rev() {
        name.replace_range(filler, "");
    }
    // The digits of a hotline's name are in every year.
    name.retain(|c| !c.is_ascii_digit());
    let before = &sentence.text[..sentence.figures[change.at].0 - (words.len() - FIGURE.len_utf8())];
    name.chars().count() >= 2 && !check.follows.is_match(&name) && !pairs_of(&name).any(|pair| before.contains(pair))
}

/// The words up to a figure, itself included; those before a bracket that holds it first.
fn words_before(sentence: &Passage<'_>, at: usize) -> String {
    let text = sentence.text[..sentence.figures[at].0].trim_end_matches('(');
    let start = text.rfind(|c| MARKS.contains(&c) || matches!(c, ')' | '〕' | FIGURE));
    let start = start.map_or(0, |start| start + text[start..].chars().next().map_or(0, char::len_utf8));
    format!("{}{FIGURE}", &text[start..])
}

fn judge(sentence: &Passage<'_>, check: &ChangeCheck, changes: &[Change], change: &Change) -> Option<Claim> {
    if sentence.figures[change.at].0 < sentence.own {
        return None;
    }
    let printed = sentence.figure(change.at);
    let ratio = ratio(printed);
    if is_of_another(sentence, check, change) {
        return None;
    }
    let points = is_points(check, printed);
    let is_change = |at: usize| changes.iter().any(|other| other.at == at);
    let words = |at: usize| words_before(sentence, at);
    let year = |at: usize| years_named(&words(at)).pop();
    // The old figure names its period; the new one is any other of its unit.
    let is_old = |at: &usize| {
        !is_change(*at)
            && sentence.is_ratio(*at) == points
            && sentence.is_count(*at, sentence.figure(*at).counts_in())
            && (points || ratio.is_some() || sentence.figure(*at).counts_in() == printed.counts_in())
    };
    // 下降33.3%(上年30件): the old figure may stand in a bracket behind, and behind the same in percent: 减少15件,下降33.3%(上年45件).
    let gap_behind = |at: usize| {
        let next = sentence.figures.get(at + 1);
        next.map_or("", |(next, _)| &sentence.text[sentence.after(at)..*next])
    };
    let is_again = ratio.is_none()
        && gap_behind(change.at).starts_with(',')
        && !gap_behind(change.at)[1..].contains(MARKS)
        && changes
            .iter()
            .any(|other| other.at == change.at + 1 && other.way == change.way && sentence.is_ratio(other.at));
    let last = change.at + usize::from(is_again);
    let in_bracket = gap_behind(last).starts_with('(');
    // 同比增长20%,上年为150条: or in the next clause, where nothing else is told of.
    let words_of = sentence.words_to(change.at);
    let is_next = change.at + 1 < sentence.figures.len()
        && !is_turned(sentence, check, change.at + 1)
        && sentence.text[sentence.after(change.at)..sentence.figures[change.at + 1].0].starts_with(',')
        && !sentence.text[sentence.after(change.at) + 1..sentence.figures[change.at + 1].0].contains(MARKS)
        && (check.follows.is_match(words_of)
            || check.rise.places(words_of).iter().chain(&check.fall.places(words_of)).any(|place| place.start == 0));
    let reach = match (in_bracket, is_next) {
        (true, _) => last + 2,
        (false, true) => change.at + 2,
        (false, false) => change.at,
    };
    // 下降33.3%(2022年30件): a year alone says so only in a bracket.
    let is_compared = |at: usize| {
        let words = words(at);
        check.before.is_match(&words) || (in_bracket && at > change.at && check.before.is_match(&format!("({words}")))
    };
    let is_base = |at: usize| is_compared(at) && !is_of_another_year(sentence, words_of, at);
    let compared: Vec<usize> = (0..reach).filter(is_old).filter(|&at| is_base(at)).collect();
    let with_period: Vec<usize> =
        (0..change.at).filter(is_old).filter(|&at| check.periods.is_match(&words(at))).collect();
    let others = |old: usize| {
        let unit = sentence.figure(old).counts_in();
        (0..sentence.figures.len()).filter(move |&at| at != old && !is_change(at) && sentence.is_count(at, unit))
    };
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if compared.is_empty() && with_period.len() >= 3 && check.latest.is_match(words_of) {
        // 2022年27件、2023年32件、2024年36件,今年比去年增加4件: the two latest.
        let year = |at: usize| words(at).get(..4).and_then(|year| year.parse::<u16>().ok());
        let mut rows: Vec<(u16, usize)> =
            with_period.iter().filter_map(|&at| year(at).map(|year| (year, at))).collect();
        rows.sort_unstable();
        // 2023年同比增长4.8%: of the year that is named.
        let (all, named) = (rows.len(), years_named(words_of).first().copied());
        rows.retain(|(year, _)| named.is_none_or(|named| *year <= named));
        if let [.., (before, old), (last, new)] = rows[..]
            && before + 1 == last
            && all == with_period.len()
            && others(old).count() + 1 == all
        {
            pairs.push((old, new));
        }
    } else if compared.is_empty() {
        // Two periods and nothing else of that unit: 上半年46件,下半年55件,环比增长19.6%.
        if let &[first, second] = &with_period[..]
            && others(first).eq([second])
        {
            // 下半年比上半年减少30条: the old figure may be named.
            let place = |at: usize| {
                let words = words(at);
                let length = if words.starts_with(|c: char| c.is_ascii_digit()) { YEAR } else { PERIOD };
                words_of.find(&words.chars().take(length).collect::<String>())
            };
            let may_be_old = |at: usize| place(at) != Some(0);
            let may_be_new = |at: usize| place(at).is_none_or(|place| place == 0);
            let both = [(first, second), (second, first)].into_iter();
            // 2019年88件,2020年126件,2021年增长32%: the new figure stands elsewhere.
            let latest = [first, second].into_iter().filter_map(year).max();
            let is_later = latest.zip(years_named(words_of).first()).is_some_and(|(latest, named)| latest < *named);
            pairs.extend(both.filter(|&(old, new)| !is_later && may_be_old(old) && may_be_new(new)));
        }
        // 全年推送521条,2023年推送438条,同比增加93条: one of the year before, and one that is of no year named.
        if let &[old] = &with_period[..]
            && let Some(new) = old.checked_sub(1).filter(|&new| others(old).eq([new]))
            && year(old).zip(sentence.subject_year()).is_some_and(|(old, own)| old + 1 == own)
            && year(new).is_none_or(|new| Some(new) == sentence.subject_year())
            && !sentence.text[sentence.after(new)..sentence.figures[old].0].contains([';', '。'])
            && check.follows.is_match(words_of)
        {
            pairs.push((old, new));
        }
        // 近三年分别为20件、24件、30件,比上年增长25%: the last two of a row.
        pairs.extend(rows::series(sentence, check, change).or_else(|| rows::overall(sentence, check, change)));
    } else {
        // 图解较上年的20篇增加5篇: the new figure is none that stands before.
        // 接听来电48216个,接听量较上年的51873个减少7.05%: but for one that is named alike.
        let goes_on = |old: usize, new: usize| {
            let words_of_old = words(old);
            let name = check.before.places(&words_of_old).first().map_or("", |place| &words_of_old[..place.start]);
            let is_named_alike = || {
                let between = sentence.text.get(sentence.after(new)..sentence.figures[old].0).unwrap_or(";");
                let are_exact = [new, old].iter().all(|&at| sentence.figure(at).rounded_to.is_none());
                are_exact && !between.contains([';', '。']) && pairs_of(name).any(|pair| words(new).contains(pair))
            };
            check.follows.is_match(&words_of_old) || is_named_alike()
        };
        // 共19件(另有上年转入2件),与2024年的19件持平: what a bracket adds is not what is compared, nor is an old figure.
        let is_aside = |at: usize| sentence.is_in_bracket(at) && !sentence.is_in_bracket(change.at);
        // 增补35项、删减22项,比上年末的1171项净增13项: neither what came nor what went.
        let told = |flow: &Patterns, at: usize| flow.is_match(sentence.words_to(at));
        let are_told = |flow: &Patterns| flow.may_match(&sentence.text) && (0..change.at).any(|at| told(flow, at));
        let has_flows = are_told(&check.gains) && are_told(&check.losses);
        let is_flow = |at: usize| has_flows && (told(&check.gains, at) || told(&check.losses, at));
        let is_new = |at: usize| at < change.at && !is_aside(at) && !is_flow(at) && !compared.contains(&at);
        let new = |old: usize| {
            let is_new = &is_new;
            others(old).filter(move |&new| is_new(new) && (new > old || old > change.at || goes_on(old, new)))
        };
        let is_narrowed = |old: usize, new: usize| {
            new < old
                && check.narrows.is_match(&sentence.text[sentence.after(new)..sentence.figures[old].0])
                && !is_listed(sentence, check, new, change.at.min(old))
        };
        let new = |old: usize| new(old).filter(move |&new| !is_narrowed(old, new));
        pairs.extend(compared.iter().flat_map(|&old| new(old).map(move |new| (old, new))));
        // 426条,其中甲138条、乙288条,同比增加36条: of the whole whose parts were all told.
        if let Some(&(_, whole)) =
            pairs.iter().find(|&&(old, new)| new < old && is_listed(sentence, check, new, change.at.min(old)))
        {
            let end = change.at;
            pairs.retain(|&(_, new)| new <= whole || new >= end);
        }
    }
    let mut first: Option<Claim> = None;
    let sums_of = |old: usize, new: usize| {
        // 新收101件,上年结转6件: the two together may be meant.
        let unit = sentence.figure(new).counts_in();
        let next = (new + 1 < sentence.figures.len()
            && new + 1 != old
            && !is_change(new + 1)
            && sentence.is_exact(new + 1, unit))
        .then(|| sentence.figure(new).value + sentence.figure(new + 1).value);
        [Some(sentence.figure(new).value), next].into_iter().flatten()
    };
    // What the change is of stands right before it, but for the parts of which it is made.
    let nearest = (0..change.at).rev().find(|&at| !is_change(at) && sentence.is_ratio(at) == points);
    let nearest = match nearest {
        Some(last) => (0..last).rev().find(|&at| is_listed(sentence, check, at, last + 1)).or(nearest),
        None => None,
    };
    let is_row = compared.is_empty() && with_period.len() >= 3;
    let is_meant = |old: usize, new: usize| is_row || Some(old) == nearest || Some(new) == nearest;
    // 2021年143件,2022年166件,2023年较2022年增加19件: the new figure is of the year named first, and may stand elsewhere.
    let newer = new_year(sentence, changes, change);
    if newer.is_some() {
        pairs.retain(|&(_, new)| year(new).is_none() || year(new) == newer);
        if pairs.is_empty() {
            return None;
        }
    }
    // 2023年57件,2024年40件,减少17件: told in the order of time.
    if let [(old, new)] = &mut pairs[..]
        && year(*old).zip(year(*new)).is_some_and(|(old, new)| old > new)
    {
        std::mem::swap(old, new);
    }
    // 公开4件、不予公开2件。同比减少3件(上年为9件): of several in the sentence before nobody knows which.
    let is_unsure = |new: usize| {
        let unit = sentence.figure(new).counts_in();
        let first_own = sentence.figures.iter().position(|figure| figure.0 >= sentence.own);
        let before = (0..first_own.unwrap_or(0)).filter(|&at| sentence.is_exact(at, unit)).count();
        // 同比上年的115件增加24件: the old figure may stand before the change.
        let is_first = first_own == Some(change.at)
            || first_own.is_some_and(|first| {
                compared.contains(&first) && (first..change.at).all(|at| at == first || is_change(at))
            });
        sentence.own > 0 && is_first && sentence.figures[new].0 < sentence.own && before > 1
    };
    for &(old, new) in &pairs {
        let was = sentence.figure(old).value;
        let slack = |at: usize| {
            if points {
                half_unit(sentence.figure(at))
            } else {
                sentence.figure(at).rounded_to.unwrap_or_default() / ROUNDED_PARTS
            }
        };
        for is in sums_of(old, new) {
            let figure = |at: usize| Operand::figure(sentence.figures[at].1);
            let new_one = if is == sentence.figure(new).value { figure(new) } else { Operand::constant(is) };
            let (holds, reckoned) = compare((was, slack(old)), (is, slack(new)), printed, ratio, change.way)?;
            let operands = match (ratio, change.way) {
                (Some(_), _) | (None, Way::Times) => vec![new_one, figure(old)],
                (None, Way::Up) => vec![new_one, figure(old).times(-1)],
                (None, Way::Down) => vec![figure(old), new_one.times(-1)],
            };
            let made = match (ratio, change.way) {
                (_, Way::Times) => Made::Share,
                (Some(_), _) => Made::Growth,
                (None, _) => Made::Sum,
            };
            let claim = Claim { figure: sentence.figures[change.at].1, made, operands, holds, said: None, reckoned };
            if claim.holds {
                return Some(claim);
            }
            // 68项调整为73项,新增8项、取消3项: what went, too, makes the difference.
            let by = (is - was).abs();
            let is_balanced = |at: usize| {
                let other = sentence.figure(at);
                at != old
                    && at != new
                    && other.counts_in() == printed.counts_in()
                    && (other.value - printed.value).abs() == by
            };
            if ratio.is_none() && (change.at + 1..sentence.figures.len()).take(1).any(is_balanced) {
                return None;
            }
            // 复议纠正2件;违建类申请较2021年47件增加11件: behind a semicolon it is another matter.
            let (from, to) = (old.min(new), old.max(new));
            let between = &sentence.text[sentence.after(from)..sentence.figures[to].0];
            let is_parted = between.rsplit_once(';').is_some_and(|(_, behind)| !check.follows.is_match(behind));
            if is_meant(old, new) && !begins_another(&pairs, old, new) && !is_parted && !is_unsure(new) {
                first.get_or_insert(claim);
            }
        }
    }
    // 比上年的12件减少2件,下降16.7%: what it was and by how much it changed say it, wherever the new figure stands.
    if let Some(claim) = step::claim(sentence, changes, change, |old| {
        let own = sentence.subject_year();
        let is_year_before = || year(old).zip(own).is_some_and(|(old, own)| old + 1 == own);
        compared.contains(&old) || with_period.contains(&old) && is_year_before()
    }) && (claim.holds || first.is_none())
    {
        return Some(claim);
    }
    // Without the old figure: 101件,较上年增加13件,增长14.8%.
    if pairs.is_empty()
        && change.way != Way::Times
        && let Some(per) = ratio
        && let Some(step) = changes
            .iter()
            .find(|step| step.at + 1 == change.at && step.way == change.way && !sentence.is_ratio(step.at))
        && check.follows.is_match(sentence.words(step.at).0)
        && sentence.is_exact(step.at, sentence.figure(step.at).counts_in())
    {
        let by = sentence.figure(step.at).value;
        let unit = sentence.figure(step.at).counts_in();
        for new in (0..step.at).rev().filter(|&at| !is_change(at) && sentence.is_exact(at, unit)) {
            let is = sentence.figure(new).value;
            // 与上年329件相比增加44件,增长13.4%: the old figure, and the new one stands elsewhere.
            let is_old = compared.contains(&new);
            // 2023年公开1371条,同比增加212条,增长15.5%: of last year, if so it is right.
            let is_fitting = || {
                let own = sentence.subject_year();
                let year = words(new).get(..4).and_then(|year| year.parse::<u16>().ok());
                year.zip(own).is_some_and(|(year, own)| year < own)
                    && quotient(by, is, per).is_some_and(|exact| fits(exact, printed, false))
            };
            let was = match change.way {
                _ if is_old || is_fitting() => is,
                Way::Up => is - by,
                _ => is + by,
            };
            if was <= Decimal::ZERO {
                continue;
            }
            let exact = quotient(by, was, per)?;
            let holds = fits(exact, printed, false);
            let sign = if change.way == Way::Up { '-' } else { '+' };
            let claim = Claim {
                figure: sentence.figures[change.at].1,
                made: Made::Growth,
                operands: vec![Operand::figure(sentence.figures[new].1), Operand::constant(was)],
                holds,
                said: None,
                reckoned: if is_old {
                    format!("{by} ÷ {was} = {}", at_precision_of(exact, printed))
                } else {
                    format!("{by} ÷ ({is} {sign} {by}) = {}", at_precision_of(exact, printed))
                },
            };
            if holds {
                return Some(claim);
            }
            first.get_or_insert(claim);
        }
    }
    first.filter(|_| is_exact(printed) || (ratio.is_some() && matches!(printed.bound, Bound::AtLeast | Bound::About)))
}

/// Whether the figures right behind `whole`, up to `end`, are two or more that add up to it.
fn is_listed(sentence: &Passage<'_>, check: &ChangeCheck, whole: usize, end: usize) -> bool {
    // Behind a word that leads to parts; 101件,比上年的88件增加13件 is no list.
    let lead = sentence.figures.get(whole + 1).map(|(place, _)| &sentence.text[sentence.after(whole)..*place]);
    if !lead.is_some_and(|lead| check.narrows.is_match(lead) || lead.ends_with(':')) {
        return false;
    }
    let unit = sentence.figure(whole).counts_in();
    let mut sum = Decimal::ZERO;
    let is_change = |at: usize| {
        let words = sentence.words_to(at);
        check.rise.is_match(words) || check.fall.is_match(words)
    };
    let mut parts = (whole + 1..end)
        .filter(|&at| !sentence.is_ratio(at) && sentence.figure(at).counts_in() == unit && !is_change(at))
        .take_while(|&at| sentence.is_count(at, unit));
    parts.by_ref().take(1).for_each(|at| sum = sentence.figure(at).value);
    // What is counted behind them is a matter of its own.
    parts.any(|at| {
        sum = sum.saturating_add(sentence.figure(at).value);
        sum == sentence.figure(whole).value
    }) && parts.next().is_none()
}

/// Whether the old figure already has a new one before it, so that one behind it begins another matter.
fn begins_another(pairs: &[(usize, usize)], old: usize, new: usize) -> bool {
    new > old && pairs.iter().any(|&(other_old, other_new)| other_old == old && other_new < old)
}

/// Whether `printed` says how `was` became `is`; each may be as much off as it is rounded.
fn compare(
    (was, was_off): (Decimal, Decimal),
    (is, is_off): (Decimal, Decimal),
    printed: &Figure,
    ratio: Option<u32>,
    way: Way,
) -> Option<(bool, String)> {
    let exact = |was: Decimal, is: Decimal| {
        let by = match way {
            Way::Up => is - was,
            Way::Down => was - is,
            Way::Times => is,
        };
        match ratio {
            Some(per) => quotient(by, was, per),
            None => Some(by),
        }
    };
    if was <= was_off && ratio.is_some() || (way == Way::Times && ratio.is_none()) {
        return None;
    }
    // As much as it may be, and as little.
    let ends = [exact(was - was_off, is + is_off)?, exact(was + was_off, is - is_off)?];
    let is_rounded = was_off > Decimal::ZERO || is_off > Decimal::ZERO;
    // 增长1倍 is not said of one and a half times as many.
    let is_whole = ratio == Some(1) && printed.value.scale() == 0 && printed.bound == Bound::Exact;
    let off = match printed.rounded_to {
        Some(unit) => unit / Decimal::TWO,
        None if is_rounded && is_whole => Decimal::new(3, 1),
        None if is_rounded && printed.bound == Bound::Exact => Decimal::new(5, printed.value.scale() + 1),
        None => Decimal::ZERO,
    };
    let is_within = ends[0].min(ends[1]) <= printed.value + off && printed.value <= ends[0].max(ends[1]) + off;
    let is_near = |end: Decimal| (end - printed.value).abs() * Decimal::from(3) <= Decimal::ONE;
    let holds = is_within
        // The farthest off that both numbers may be leaves no room for cutting off the rest.
        || (!is_rounded || printed.bound != Bound::Exact)
            && ends.iter().any(|&end| if is_whole { is_near(end) } else { fits(end, printed, false) });
    let reckoned = match (ratio, way) {
        (Some(_), Way::Times) => format!("{is} ÷ {was} = {}", at_precision_of(exact(was, is)?, printed)),
        (Some(per), _) => {
            format!("({is} - {was}) ÷ {was} = {}", at_precision_of(quotient(is - was, was, per)?, printed))
        }
        (None, Way::Down) => format!("{was} - {is} = {}", was - is),
        (None, _) => format!("{is} - {was} = {}", is - was),
    };
    Some((holds, reckoned))
}
