//! A figure that takes up an earlier one: 发布信息225条。在这252条信息中….
//!
//! It is wrong only if a figure before it counts the same thing in the same unit, and no figure before it,
//! no sum and no difference of theirs, is the one that was meant.

use std::ops::Range;
use std::sync::Arc;

use disclint_document::Bound;
use rust_decimal::Decimal;

use super::claims::Claim;
use super::passages::{Extent, Passage, extents, pairs, undivided};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{Patterns, RepeatCheck};
use crate::slips::is_swapped;

/// How many sentences before may hold what 上述 takes up.
const SENTENCES_BEFORE: usize = 4;

/// How far back a figure may stand that was meant.
const MOST_SENTENCES: usize = 40;

/// The first of the characters that stand for words that mean the same: they occur in no text.
const FIRST_MEANING: u32 = 0xF_0000;

/// How sure it is that a figure takes up another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// By a word such as 上述.
    Named,
    /// By standing right behind it with the same noun, as that of which a part is told.
    Among,
    /// By standing right behind it with the same noun: fewer may be a part of it.
    Bare,
    /// By two of its digits the other way round, with a word of its noun.
    Swapped,
}

/// Every figure that takes up an earlier one, in the order of the text; `rule` is the rule's number.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &RepeatCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let none = Patterns::default();
    let worth = |extent: &Extent| !extent.figures.is_empty();
    Silence::new(subject, Search::Rule(rule), (MOST_SENTENCES, 0)).gather(worth, |at, claims| {
        let sentence = Passage::read(subject, extents, at, &none);
        let links = [
            (Link::Named, &check.named),
            (Link::Among, &check.among),
            (Link::Bare, &check.bare),
            (Link::Swapped, &check.swapped),
        ];
        let (mut taken, mut judged): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (link, patterns) in links {
            for (figure, like) in matches(&sentence, patterns) {
                // What none of the words led to may still be told by its digits.
                if judged.contains(&figure) || link != Link::Swapped && taken.contains(&figure) {
                    continue;
                }
                taken.push(figure);
                // 留言512条、信箱128件、工单2036件,上述三类共2676件: as many as stand before it.
                let own = (0..figure).filter(|&at| sentence.figures[at].0 >= sentence.own).count();
                if link == Link::Named && sentence.figure(figure).value == Decimal::from(own) {
                    continue;
                }
                let link = Taken::new(check, &sentence, figure, like, link);
                if let Some(claim) = judge(subject, check, extents, at, &link) {
                    judged.push(figure);
                    claims.push(claim);
                }
            }
        }
    })
}

/// The figures that the patterns name, with the words that the earlier figure must have besides its noun.
fn matches(sentence: &Passage<'_>, patterns: &Patterns) -> Vec<(usize, Option<Range<usize>>)> {
    if !patterns.is_match(&sentence.text) {
        return Vec::new();
    }
    let found = patterns.figures(&sentence.text).into_iter();
    found.filter_map(|(at, like)| Some((sentence.figures.iter().position(|(place, _)| *place == at)?, like))).collect()
}

/// A figure before the one judged.
struct Earlier {
    number: usize,
    sentence: usize,
    value: Decimal,
    same_unit: bool,
    counts_the_same: bool,
}

/// A figure that takes up an earlier one.
struct Taken<'s> {
    sentence: &'s Passage<'s>,
    figure: usize,
    /// What it counts.
    noun: &'s str,
    /// What the earlier figure must have beside it besides.
    like: &'s str,
    link: Link,
}

impl<'s> Taken<'s> {
    fn new(
        check: &RepeatCheck,
        sentence: &'s Passage<'s>,
        figure: usize,
        like: Option<Range<usize>>,
        link: Link,
    ) -> Self {
        let tail = &sentence.text[sentence.after(figure)..];
        let end = check.ends.places(tail).first().map_or(tail.len(), |end| end.start);
        let like = like.map_or("", |like| &sentence.text[like]);
        Self { sentence, figure, noun: tail[..end].trim_start_matches('的'), like, link }
    }

    /// Whether an earlier figure with these words beside it counts the same.
    fn counts(&self, words: &str) -> bool {
        match self.link {
            Link::Named => self.noun.is_empty() || pairs(self.noun).any(|pair| words.contains(pair)),
            Link::Swapped => pairs(self.noun).any(|pair| words.contains(pair)),
            Link::Among | Link::Bare => {
                self.noun.chars().count() >= 2
                    && pairs(self.noun).chain(pairs(self.like)).all(|pair| words.contains(pair))
            }
        }
    }
}

fn judge(
    subject: &Subject<'_>,
    check: &RepeatCheck,
    extents: &[Extent],
    at: usize,
    taken: &Taken<'_>,
) -> Option<Claim> {
    let &Taken { sentence, figure: judged, noun, link, .. } = taken;
    let unit = sentence.figure(judged).unit;
    if !sentence.is_exact(judged, unit) {
        return None;
    }
    let stated = sentence.figure(judged).value;
    let earlier = earlier(subject, check, extents, at, taken)?;
    let same: Vec<&Earlier> = earlier.iter().filter(|one| one.counts_the_same).collect();
    // Without a noun, fewer may be a part.
    let may_be_fewer = link == Link::Bare || noun.is_empty();
    if may_be_fewer && same.iter().any(|one| stated < one.value) {
        return None;
    }
    let meant = match &same[..] {
        [only] => only,
        // Of two that stand near, nobody knows which is meant.
        [.., last] if link == Link::Named => last,
        _ => return None,
    };
    // 152条留言,125条建议类留言已转办,27条当日答复: it may be a part, and the rest stands beside it.
    let is_rest = |at: usize| sentence.figure(at).value.saturating_add(stated) == meant.value;
    if link == Link::Swapped && (!is_swapped(stated, meant.value) || (0..sentence.figures.len()).any(is_rest)) {
        return None;
    }
    let figure = sentence.figures[judged].1;
    let reckoned = subject.document.text(subject.document.prose.figures[meant.number].span).trim().to_owned();
    let holds = may_be(stated, at, &earlier);
    let equal = earlier.iter().rev().find(|one| one.same_unit && one.value == stated);
    // A sum or a difference of earlier figures has no place of its own.
    let operand = match equal {
        None if holds => Operand::constant(stated),
        equal => Operand::figure(equal.map_or(meant.number, |one| one.number)),
    };
    Some(Claim { figure, made: Made::Sum, operands: vec![operand], holds, said: None, reckoned })
}

/// The figures before the one judged; `None` if one that may be meant is not exact.
fn earlier(
    subject: &Subject<'_>,
    check: &RepeatCheck,
    extents: &[Extent],
    at: usize,
    taken: &Taken<'_>,
) -> Option<Vec<Earlier>> {
    let unit = taken.sentence.figure(taken.figure).unit;
    let none = Patterns::default();
    let mut found = Vec::new();
    let section = extents[at].section;
    let reach = match taken.link {
        Link::Named => SENTENCES_BEFORE,
        Link::Among | Link::Bare | Link::Swapped => 1,
    };
    let mut with_figures = 0;
    for before in (0..=at).rev().take(MOST_SENTENCES).take_while(|&before| extents[before].section == section) {
        let other;
        let (text, until) = if before == at {
            (taken.sentence, taken.figure)
        } else if extents[before].figures.is_empty() {
            continue;
        } else {
            with_figures += 1;
            other = Passage::read(subject, extents, before, &none);
            (&other, other.figures.len())
        };
        let is_near = with_figures <= reach;
        if is_near && check.blocks.is_match(&text.text) {
            return None;
        }
        for one in (0..until).rev().filter(|&one| text.figure(one).unit.is_some() && !text.is_ratio(one)) {
            let (before_it, after_it) = text.words(one);
            let words = format!("{before_it}{after_it}");
            let same_unit = text.figure(one).unit == unit;
            let counts_the_same = is_near && same_unit && !check.asides.is_match(&words) && taken.counts(&words);
            if text.figure(one).bound != Bound::Exact {
                if counts_the_same {
                    return None;
                }
                continue;
            }
            found.push(Earlier {
                number: text.figures[one].1,
                sentence: before,
                value: text.figure(one).value,
                same_unit,
                counts_the_same,
            });
        }
    }
    found.reverse();
    Some(found)
}

/// Whether an earlier figure is the one stated, or a sum of neighbours or a difference of two is.
fn may_be(stated: Decimal, at: usize, earlier: &[Earlier]) -> bool {
    let near = earlier.iter().filter(|one| one.sentence + SENTENCES_BEFORE >= at).count();
    let near = &earlier[earlier.len() - near..];
    // Far off, only what counts the same.
    if earlier.iter().any(|one| one.counts_the_same && one.same_unit && one.value == stated) {
        return true;
    }
    // 许可127件,其中甲31件、乙96件;处罚68件,罚款211.7万元;强制2件,上述197件: without other units and what divides another.
    let same: Vec<Decimal> = near.iter().filter(|one| one.same_unit).map(|one| one.value).collect();
    let outer = undivided(&same);
    let mut all = Decimal::ZERO;
    if outer.iter().rev().take(10).any(|&place| {
        all = all.saturating_add(same[place]);
        all == stated
    }) {
        return true;
    }
    near.iter().enumerate().any(|(first, one)| {
        // Also of several units: 图解12篇、视频8个, 上述20个.
        let mut sum = one.value;
        let in_a_row = near[first + 1..].iter().take(10).any(|next| {
            sum = sum.saturating_add(next.value);
            sum == stated
        });
        let by_difference = || {
            near.iter().any(|other| {
                one.same_unit
                    && other.same_unit
                    && one.sentence.abs_diff(other.sentence) <= 1
                    && one.value.saturating_sub(other.value) == stated
            })
        };
        (one.same_unit && one.value == stated) || in_a_row || (!stated.is_zero() && by_difference())
    })
}

/// A total that was stated, with its words, for all that its sentence and the one before tell.
struct Stated {
    /// What it counts, without fillers.
    words: String,
    /// Its place among the figures of the sentence, and in its text.
    figure: usize,
    place: usize,
    /// What it may be of.
    topics: Vec<bool>,
    /// Whether it may be but a part of the total.
    is_mention: bool,
}

/// The same with where it stands.
struct Total<'a> {
    stated: Arc<Vec<Stated>>,
    /// Which of them.
    at: usize,
    unit: Option<&'a str>,
    number: usize,
    /// The sentence up to it.
    before: &'a str,
}

/// The same words wherever several mean the same.
fn canonical(check: &RepeatCheck, words: &str) -> String {
    let mut words = words.to_owned();
    for (meaning, alike) in check.alike.iter().enumerate() {
        let mark = u32::try_from(meaning).ok().and_then(|meaning| char::from_u32(FIRST_MEANING + meaning));
        for place in alike.places(&words).into_iter().rev() {
            words.replace_range(place, mark.map(String::from).as_deref().unwrap_or_default());
        }
    }
    words
}

/// How many characters words had, at least, before they became canonical.
fn length(words: &str) -> usize {
    words.chars().map(|c| if u32::from(c) >= FIRST_MEANING { 2 } else { 1 }).sum()
}

impl Total<'_> {
    fn stated(&self) -> &Stated {
        &self.stated[self.at]
    }

    /// Whether both name what they are of, and not the same.
    fn is_of_another(&self, other: &Self) -> bool {
        let (own, other) = (&self.stated().topics, &other.stated().topics);
        own != other && own.contains(&true) && other.contains(&true)
    }

    /// Whether two totals count the same: in the same words, or one lacks words that its sentence has before:
    /// 网站总访问量21万次 and 网站建设方面,总访问量21万次.
    fn counts_like(&self, other: &Self, check: &RepeatCheck) -> bool {
        let lacks = |short: &Self, long: &Self| {
            let words = &*short.stated().words;
            length(words) >= 4
                && long
                    .stated()
                    .words
                    .strip_suffix(words)
                    .is_some_and(|more| length(more) >= 2 && canonical(check, short.before).contains(more))
        };
        self.unit == other.unit
            && !self.is_of_another(other)
            && (self.stated().words == other.stated().words || lacks(self, other) || lacks(other, self))
    }
}

/// The totals that the sentence `at` states.
fn stated(subject: &Subject<'_>, check: &RepeatCheck, extents: &[Extent], at: usize) -> Vec<Stated> {
    let none = Patterns::default();
    let sentence = Passage::read(subject, extents, at, &none);
    let totals = matches(&sentence, &check.totals).into_iter().map(|(figure, like)| (figure, like, false));
    let mentions = matches(&sentence, &check.mentions).into_iter().map(|(figure, like)| (figure, like, true));
    let mut found: Vec<Stated> = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for (figure, like, is_mention) in totals.chain(mentions) {
        // A figure is one total, however many patterns find it.
        if seen.contains(&figure) {
            continue;
        }
        seen.push(figure);
        if !sentence.is_count(figure, sentence.figure(figure).unit) {
            continue;
        }
        let place = sentence.figures[figure].0;
        let before = &sentence.text[..place];
        if check.blocks.is_match(before) {
            continue;
        }
        let mut words = like.map_or_else(String::new, |like| sentence.text[like].to_owned());
        if check.vague.is_match(&words) {
            continue;
        }
        // What one filler leaves at the end may be another: 解读材料以文字为主.
        for _ in 0..2 {
            for filler in check.fillers.places(&words).into_iter().rev() {
                words.replace_range(filler, "");
            }
        }
        let head = at.checked_sub(1).map(|above| Passage::read(subject, extents, above, &none).text);
        let head = head.filter(|head| check.heads.is_match(head)).unwrap_or_default();
        let head = format!("{head}{before}");
        // 全年在网站发布418条,在微信发布269条: what its own words name comes first.
        let of = |text: &str| check.topics.iter().map(|topic| topic.is_match(text)).collect::<Vec<bool>>();
        let topics = Some(of(&words)).filter(|topics| topics.contains(&true)).unwrap_or_else(|| of(&head));
        let words = canonical(check, &words);
        found.push(Stated { words, figure, place, topics, is_mention });
    }
    found
}

/// The same total given in several places with the same words; `rule` is the rule's number.
pub(crate) fn totals(subject: &Subject<'_>, rule: usize, check: &RepeatCheck) -> Vec<Claim> {
    if check.totals.is_empty() {
        return Vec::new();
    }
    let extents = extents(subject);
    let silence = Silence::new(subject, Search::Second(rule), (1, 0));
    let document = subject.document;
    let mut known: Vec<Total<'_>> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (at, extent) in extents.iter().enumerate() {
        if extent.figures.is_empty() {
            continue;
        }
        // Asked before the year is: to tell that takes longer.
        let Some(question) = silence.asks(at).filter(|_| of_the_year(subject, extent)) else { continue };
        let stated = question.answer(|| stated(subject, check, extents, at));
        for (place, one) in stated.iter().enumerate() {
            let number = extent.figures.start + one.figure;
            let own = &document.prose.figures[number];
            let before = &extent.text(subject)[..one.place];
            let total = Total { stated: Arc::clone(&stated), at: place, unit: own.unit, number, before };
            let is_mention = one.is_mention;
            let is_same = |other: &&Total<'_>| {
                other.number != number && !(is_mention && other.stated().is_mention) && other.counts_like(&total, check)
            };
            let Some(same) = known.iter().find(is_same) else {
                known.push(total);
                continue;
            };
            let first = &document.prose.figures[same.number];
            let off = first.rounded_to.max(own.rounded_to).unwrap_or_default();
            // What is less may be a part.
            let is_part = match (is_mention, same.stated().is_mention) {
                (true, _) => own.value < first.value,
                (_, true) => first.value < own.value,
                _ => false,
            };
            let holds = first.value == own.value || (first.value - own.value).abs() < off;
            if is_part && !holds {
                known.push(total);
                continue;
            }
            let reckoned = document.text(first.span).trim().to_owned();
            let operands = vec![Operand::figure(same.number)];
            claims.push(Claim { figure: number, made: Made::Sum, operands, holds, said: None, reckoned });
        }
    }
    claims
}

/// Whether a sentence speaks of the year reported on, for all that can be known.
fn of_the_year(subject: &Subject<'_>, extent: &Extent) -> bool {
    let report = subject.document.year();
    let years = extent.years(subject);
    report.is_none_or(|report| years.iter().all(|&year| year == report))
}
