//! Finds numbered items below the sections: (一), 1., (1), 一是.

use std::ops::Range;

use super::{NumberStyle, NumberedItem, Ordinal};
use crate::again::Change;
use crate::fold::FoldedText;
use crate::numeral;

/// The lists that are open at a place of the text.
#[derive(Default)]
struct Lists {
    next: u32,
    /// Where 首先 or 第一 stands that a 二是 may follow.
    opener: Option<Range<usize>>,
    /// For each style the open list and its last number.
    open: [Option<(u32, u32)>; 9],
    /// A list in brackets within a paragraph, and where that ends: (一)主动公开情况, and below it (一)网站。…(二)微信。….
    run_in: Option<(u32, usize)>,
}

impl Lists {
    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// The list that a number belongs to. 1 begins a list, unless it repeats the 1 right before it: that
    /// of a heading, or of an item with nothing but its own text between.
    fn place(&mut self, style: NumberStyle, value: u32, adjoins: bool) -> u32 {
        let one_before = matches!(self.open[style as usize], Some((_, 1)));
        let repeated_first = one_before && (style == NumberStyle::Bracketed || adjoins);
        let list = match self.open[style as usize] {
            Some((list, _)) if value != 1 || repeated_first => list,
            _ => self.fresh(),
        };
        self.open[style as usize] = Some((list, value));
        list
    }

    /// Whether a number goes on with the open list.
    fn follows(&self, style: NumberStyle, value: u32) -> bool {
        self.open[style as usize].is_some_and(|(_, last)| last + 1 == value)
    }

    fn is_open(&self, style: NumberStyle) -> bool {
        self.open[style as usize].is_some()
    }

    fn close(&mut self, styles: &[NumberStyle]) {
        self.opener = None;
        for style in styles {
            self.open[*style as usize] = None;
        }
    }
}

/// The items in the given bodies of sections, tables left out; `places` is where they may begin.
pub(crate) fn find_items(text: &FoldedText, bodies: &[Vec<Range<usize>>], places: &[u32]) -> Vec<NumberedItem> {
    use NumberStyle::{Arabic, Bracketed, BracketedArabic, Circled, Counted, Each, Section, Spoken, Urged};
    let folded = text.text();
    let mut lists = Lists::default();
    let mut items = Vec::new();
    for body in bodies {
        lists.close(&[Section, Bracketed, Arabic, BracketedArabic, Spoken, Urged, Counted, Each, Circled]);
        let mut last_item = None;
        for part in body {
            let first = places.partition_point(|&at| (at as usize) < part.start);
            let inside = places[first..].iter().map(|&at| at as usize).take_while(|&at| at < part.end);
            for at in inside {
                let rest = &folded[at..part.end];
                let opens = opener(rest);
                if let Some(length) = opens {
                    lists.opener = Some(at..at + length);
                }
                let goes_on = |style, value| lists.follows(style, value);
                let Some((style, value, number)) = item_at(rest, goes_on) else { continue };
                match style {
                    // A heading ends the lists below it. Arabic numbers that go on across headings are
                    // common and no mistake; spoken ones do not go on.
                    Bracketed => lists.close(&[BracketedArabic, Spoken, Urged, Counted, Each, Circled]),
                    Arabic => lists.close(&[BracketedArabic]),
                    _ => {}
                }
                let mut push = |value: u32, place: Range<usize>, list: u32| {
                    items.push(NumberedItem { style, ordinal: Ordinal { value, span: text.span(place) }, list });
                };
                if style == Bracketed {
                    lists.run_in = lists.run_in.filter(|(_, end)| at < *end);
                    if value == 1 && lists.is_open(style) && runs_in(rest) {
                        let end = at + rest.find('\n').unwrap_or(rest.len());
                        lists.run_in = Some((lists.fresh(), end));
                    }
                    if let Some((list, _)) = lists.run_in {
                        last_item = Some((style, at));
                        push(value, at + number.start..at + number.end, list);
                        continue;
                    }
                }
                // 首先,…二是…: the first item is said in other words, or begins within a clause.
                // So it is where another list went before: …三是…。改进情况一是…;二是….
                let since = last_item.filter(|(last, _)| *last == style && lists.is_open(style));
                let since = since.map_or(part.start, |(_, place)| place).max(part.start);
                if matches!(style, Spoken | Urged | BracketedArabic)
                    && value > 1
                    && !lists.follows(style, value)
                    && let Some(first) = lists.opener.take().or_else(|| first_within(folded, since..at, style))
                {
                    let list = lists.place(style, 1, false);
                    push(1, first, list);
                }
                let list = lists.place(style, value, adjoins(folded, last_item.filter(|(last, _)| *last == style), at));
                last_item = Some((style, at));
                push(value, at + number.start..at + number.end, list);
            }
        }
    }
    items
}

/// Whether a list in brackets that begins a folded text goes on in its first line: (一)网站。…(二)微信。….
pub fn runs_in(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.match_indices("(二)").any(|(at, _)| line[..at].trim_end().ends_with(['。', ';', '!', '?']))
}

/// Whether an item follows the one before it directly: in the same line after the end of a sentence, or in
/// the next line.
fn adjoins(text: &str, last: Option<(NumberStyle, usize)>, at: usize) -> bool {
    let Some(between) = last.and_then(|(_, last)| text.get(last..at)) else { return false };
    let between = between.trim_end_matches([' ', '\t']);
    let own = between.trim_end_matches('\n');
    own.ends_with(['。', ';']) && !own.contains([':', '\n'])
}

/// Where items may begin in stretches of the folded text, which are sorted.
pub(crate) fn item_places(text: &str, parts: &[Range<usize>]) -> Vec<u32> {
    let mut places = Vec::new();
    push_places(text, parts, 0..text.len(), &mut places);
    places
}

/// The same for a text that is another one but for a change, with the places of that.
pub(crate) fn item_places_again(text: &str, parts: &[Range<usize>], earlier: &[u32], change: &Change) -> Vec<u32> {
    let mut places = Vec::with_capacity(earlier.len() + 16);
    places.extend(earlier.iter().take_while(|&&at| (at as usize) < change.before));
    push_places(text, parts, change.before..change.folded.place(change.behind), &mut places);
    places.extend(earlier.iter().filter(|&&at| at as usize >= change.behind).map(|&at| change.folded.of(at)));
    places
}

/// The places in the lines of a range.
fn push_places(text: &str, parts: &[Range<usize>], lines: Range<usize>, places: &mut Vec<u32>) {
    for part in parts {
        let part = part.start.max(lines.start)..part.end.min(lines.end);
        if part.start < part.end {
            places.extend(places_in(text, part).map(|at| at as u32));
        }
    }
    // A place after two marks is found twice.
    places.dedup();
}

/// Where an item may begin: at the start of a line and after punctuation that ends a clause.
fn places_in(text: &str, part: Range<usize>) -> impl Iterator<Item = usize> {
    let slice = &text[part.clone()];
    let ends = slice.char_indices().filter_map(|(at, c)| {
        matches!(c, '\n' | ' ' | '。' | ';' | ':' | '!' | '?' | ',' | '”').then_some(at + c.len_utf8())
    });
    // Where the spaces and marks end that were passed over last.
    let mut passed = 0;
    std::iter::once(0).chain(ends).filter_map(move |at| {
        let rest = &slice[at..];
        // Of several spaces the last one counts.
        if rest.starts_with(' ') && at > 0 {
            return None;
        }
        if passed <= at {
            passed = slice.len() - rest.trim_start_matches([' ', '\t', '#', '*', '|']).len();
        }
        let lead = passed - at;
        let after_comma = slice[..at].ends_with([',', '”']);
        let begins = &rest[lead..];
        let first = begins.chars().next()?;
        let possible = match first {
            '(' => !after_comma,
            // 为此,1.2025年底前…: behind a comma a year only makes an item of it.
            '0'..='9' => !after_comma || begins.starts_with("1.20"),
            '①'..='⑳' => true,
            _ => matches!(
                first,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '首' | '第' | '其'
            ),
        };
        possible.then_some(part.start + at + lead)
    })
}

/// The numeral of 一是 within a clause of the sentence that ends a range: 做到一是先审后发,二是….
fn first_within(text: &str, range: Range<usize>, style: NumberStyle) -> Option<Range<usize>> {
    let (word, numeral) = match style {
        NumberStyle::Spoken => ("一是", '一'),
        NumberStyle::Urged => ("一要", '一'),
        NumberStyle::BracketedArabic => ("(1)", '1'),
        _ => return None,
    };
    let sentence = text[range.clone()].rfind(['。', '\n']).map_or(range.start, |stop| range.start + stop);
    let at = sentence + text[sentence..range.end].rfind(word)?;
    let at = at + word.find(numeral)?;
    Some(at..at + numeral.len_utf8())
}

/// The length of other words for 一是 at the start of `text`.
fn opener(text: &str) -> Option<usize> {
    ["首先", "第一,", "第一、", "第一是", "一方面", "其一"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map(|word| word.len())
}

/// The item at the start of `text`: its style, number and the numeral's place; `follows` tells whether a number goes on
/// with an open list.
fn item_at(text: &str, follows: impl Fn(NumberStyle, u32) -> bool) -> Option<(NumberStyle, u32, Range<usize>)> {
    if let Some(rest) = text.strip_prefix('(') {
        let close = rest.char_indices().take(6).find(|(_, c)| *c == ')')?.0;
        let inside = rest[..close].trim();
        let after = rest[close + 1..].trim_start();
        let start = 1 + (rest.len() - rest.trim_start().len());
        let (style, value) = match numeral::ordinal_prefix(inside) {
            Some((value, length)) if length == inside.len() => (NumberStyle::Bracketed, value),
            _ => (NumberStyle::BracketedArabic, inside.parse().ok().filter(|value| (1..=30).contains(value))?),
        };
        // (2)17个乡镇, (一)1件诉讼: where nothing but the second item can be meant, or the first of a list.
        let is_meant = || follows(style, value) || style == NumberStyle::Bracketed && value == 1;
        let begins_figure = || after.starts_with(|c: char| c.is_ascii_digit()) && is_meant();
        // (五)项 is the end of an article's name that a line break parted.
        if !(begins_words(after) || begins_month(after) || begins_figure()) || ends_article(after) {
            return None;
        }
        return Some((style, value, start..start + inside.len()));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[length..];
        let punctuation = rest.chars().next().filter(|c| matches!(c, '.' | '、'))?;
        let value: u32 = text[..length].parse().ok().filter(|value| (1..=30).contains(value))?;
        let after = rest[punctuation.len_utf8()..].trim_start();
        // 2.7月28日,…: where nothing but the second item can be meant.
        let begins_figure = || begins_month(after) || punctuation == '.' && begins_count(after);
        let begins = begins_words(after) || begins_figure() && follows(NumberStyle::Arabic, value);
        return begins.then_some((NumberStyle::Arabic, value, 0..length));
    }
    if let Some(c @ '①'..='⑳') = text.chars().next() {
        let value = c as u32 - '①' as u32 + 1;
        let after = text[c.len_utf8()..].trim_start();
        // ②2件复议: nothing else is written like this.
        let begins = begins_words(after) || after.starts_with(|c: char| c.is_ascii_digit());
        return begins.then_some((NumberStyle::Circled, value, 0..c.len_utf8()));
    }
    // 第一, and 其一,: with a comma, as 第一季度 and 其一生 count nothing.
    for (lead, style) in [('第', NumberStyle::Counted), ('其', NumberStyle::Each)] {
        if let Some(rest) = text.strip_prefix(lead) {
            let (value, length) = numeral::ordinal_prefix(rest)?;
            let start = lead.len_utf8();
            return rest[length..].starts_with(',').then_some((style, value, start..start + length));
        }
    }
    let (value, length) = numeral::ordinal_prefix(text)?;
    // A line may end between numeral and word.
    let rest = text[length..].trim_start();
    if rest.starts_with('是') {
        return Some((NumberStyle::Spoken, value, 0..length));
    }
    // 四要素, 三要点 count things.
    if rest.strip_prefix('要').is_some_and(|rest| !rest.starts_with(['素', '件', '点', '领', '务', '求', '闻', '道']))
    {
        return Some((NumberStyle::Urged, value, 0..length));
    }
    // 一、二季度: two ordinals of one word.
    let goes_on = |text: &str| numeral::ordinal_prefix(text).is_some_and(|(next, _)| next == value + 1);
    if rest.strip_prefix('、').is_some_and(|rest| goes_on(rest.trim_start())) {
        return None;
    }
    // 一、 inside a section: a list of its own.
    (rest.starts_with('、') && begins_words(rest['、'.len_utf8()..].trim_start())).then_some((
        NumberStyle::Section,
        value,
        0..length,
    ))
}

/// Whether a text begins with the word that ends an article's name, and not with one such as 目前 or 项目.
fn ends_article(text: &str) -> bool {
    const WORDS: [&str; 10] = ["项目", "款项", "条例", "条件", "条线", "条块", "目前", "目标", "目录", "目的"];
    text.starts_with(['项', '款', '条', '目']) && !WORDS.iter().any(|word| text.starts_with(word))
}

/// Whether an item begins with a month: (1)10月起….
fn begins_month(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && text[digits..].trim_start().starts_with('月')
}

/// Whether an item begins with how many there are of something: 2.29件复议案件.
fn begins_count(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_word = |c: char| c.is_alphabetic() && !c.is_ascii() && !matches!(c, '万' | '亿' | '千' | '百' | '元');
    (1..=4).contains(&digits) && text[digits..].trim_start().starts_with(is_word)
}

/// Whether an item may begin like this: with words or a year, and not with a figure or a closing mark.
fn begins_words(text: &str) -> bool {
    let is_year = || {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && text[digits..].trim_start().starts_with('年')
    };
    let is_wordlike = |c: char| c.is_alphabetic() && !c.is_ascii_lowercase() || matches!(c, '“' | '《' | '‘' | '*');
    text.starts_with(is_wordlike) || is_year()
}
