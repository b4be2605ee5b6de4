//! Finds the sections.
//!
//! First every place that may be a heading of the top level is collected with what its title matches;
//! then the sections are chosen from them, prescribed titles first, the rest by number and place.

use std::ops::Range;

use super::{Ordinal, Section, TitleWording};
use crate::again::Change;
use crate::fold::FoldedText;
use crate::form::{Form, SectionSpec};
use crate::numeral;

/// Longest title, in bytes of folded text.
const LONGEST_TITLE: usize = 150;

/// Longest title without a number, in bytes of folded text.
const LONGEST_PLAIN_TITLE: usize = 100;

/// A place that may be a heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// Where it begins, number included.
    start: usize,
    number: Option<(u32, Range<usize>)>,
    title: Range<usize>,
    title_text: String,
    /// The form's section its title names, with how well.
    spec: Option<(usize, TitleWording)>,
    /// Whether it stands at the start of a line.
    at_line_start: bool,
    /// Whether the title takes up the rest of the line.
    whole_line: bool,
    /// Whether an unknown title is much like one that the form prescribes.
    is_similar: bool,
}

/// The form's section that a title names: the prescribed title, an accepted one, or its keywords.
fn name_section(form: &Form, title: &str, may_name: &[bool]) -> Option<(usize, TitleWording)> {
    let sections = || form.sections.iter().enumerate();
    if let Some((at, _)) = sections().find(|(_, section)| section.title == title) {
        return Some((at, TitleWording::Prescribed));
    }
    let accepts = |section: &SectionSpec| section.accepts.as_ref().is_some_and(|accepts| accepts.is_whole(title));
    if let Some((at, _)) = sections().find(|(at, section)| may_name[*at] && accepts(section)) {
        return Some((at, TitleWording::Accepted));
    }
    None
}

/// For each section whether a text may begin with another wording of its title at all: trying the
/// pattern is dear.
fn may_name(form: &Form, text: &str) -> Vec<bool> {
    let may = |section: &SectionSpec| {
        section.accepts.is_some()
            && (section.keywords.is_empty() || section.keywords.iter().any(|word| text.contains(word.as_str())))
    };
    form.sections.iter().map(may).collect()
}

/// The form's section whose title, prescribed or accepted, `text` begins with, and that title's length.
fn title_at_start(form: &Form, text: &str, may_name: &[bool]) -> Option<(usize, TitleWording, usize)> {
    let mut best: Option<(usize, TitleWording, usize)> = None;
    for (at, section) in form.sections.iter().enumerate() {
        let found = if text.starts_with(section.title.as_str()) {
            Some((TitleWording::Prescribed, section.title.len()))
        } else {
            let accepts = section.accepts.as_ref().filter(|_| may_name[at]);
            accepts.and_then(|accepts| accepts.beginning(text)).map(|length| (TitleWording::Accepted, length))
        };
        if let Some((wording, length)) = found
            && best.is_none_or(|(_, _, longest)| length > longest)
        {
            best = Some((at, wording, length));
        }
    }
    best
}

/// A stretch of text with white space and emphasis removed, and the way back.
struct Compact<'a> {
    text: String,
    source: &'a str,
    start: usize,
}

/// What a title is compared without.
fn is_dropped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '#' | '|' | '_')
}

impl<'a> Compact<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        let source = &text[range.clone()];
        let mut compact = String::with_capacity(source.len());
        compact.extend(source.chars().filter(|&c| !is_dropped(c)));
        Self { text: compact, source, start: range.start }
    }

    /// Where the first `length` bytes of the compact text end in the folded text.
    fn end_of(&self, length: usize) -> usize {
        let mut kept = 0;
        for (at, c) in self.source.char_indices() {
            if kept >= length {
                break;
            }
            if !is_dropped(c) {
                kept += c.len_utf8();
                if kept >= length {
                    return self.start + at + c.len_utf8();
                }
            }
        }
        self.start
    }
}

/// The number at the start of `text` and how long it is with its punctuation; `loose` if nothing
/// separates it from the title.
fn number_prefix(text: &str) -> Option<(u32, Range<usize>, usize, bool)> {
    if let Some(rest) = text.strip_prefix('第') {
        let (value, length) = numeral::ordinal_prefix(rest)?;
        let rest = rest[length..].strip_prefix("部分").or_else(|| rest[length..].strip_prefix('章'))?;
        let punctuation: usize = rest.chars().take_while(|c| " 、:.,".contains(*c)).map(char::len_utf8).sum();
        let number = '第'.len_utf8()..'第'.len_utf8() + length;
        return Some((value, number, text.len() - rest.len() + punctuation, false));
    }
    let (value, length) = numeral::ordinal_prefix(text)?;
    let rest = &text[length..];
    let punctuation: usize = rest.chars().take_while(|c| " \t、.,:".contains(*c)).map(char::len_utf8).sum();
    Some((value, 0..length, length + punctuation, punctuation == 0))
}

/// Every place that may be a heading, in the order of the lines. `outside` are the parts of the folded text that are no
/// table.
pub(crate) fn collect(form: &Form, text: &str, outside: &[Range<usize>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    collect_in(form, text, outside, 0..text.len(), &mut headings);
    headings
}

/// The same for a text that is another one but for a change, with the headings of that.
pub(crate) fn collect_again(
    form: &Form,
    text: &str,
    outside: &[Range<usize>],
    earlier: &[Heading],
    change: &Change,
) -> Vec<Heading> {
    let moved = |heading: &Heading| Heading {
        start: change.folded.place(heading.start),
        number: heading.number.as_ref().map(|(value, range)| (*value, change.folded.range(range))),
        title: change.folded.range(&heading.title),
        ..heading.clone()
    };
    let mut headings: Vec<Heading> =
        earlier.iter().take_while(|heading| heading.start < change.before).cloned().collect();
    collect_in(form, text, outside, change.before..change.folded.place(change.behind), &mut headings);
    headings.extend(earlier.iter().skip_while(|heading| heading.start < change.behind).map(moved));
    headings
}

/// Those in the lines of a range.
fn collect_in(form: &Form, text: &str, outside: &[Range<usize>], lines: Range<usize>, headings: &mut Vec<Heading>) {
    for range in outside {
        let mut line_start = range.start.max(lines.start);
        let end = range.end.min(lines.end);
        for line in text.get(line_start..end).unwrap_or_default().split_inclusive('\n') {
            collect_line(form, text, line_start, line, headings);
            line_start += line.len();
        }
    }
}

fn collect_line(form: &Form, text: &str, line_start: usize, line: &str, headings: &mut Vec<Heading>) {
    let content = line.trim_end();
    let lead = content.len() - content.trim_start_matches([' ', '\t', '#', '*', '|', '_']).len();
    let content_start = line_start + lead;
    let content = &content[lead..];
    if content.is_empty() {
        return;
    }
    let end = content_start + content.len();
    push_headings(form, text, content_start..end, true, headings);
    // Inline headings, where a whole section came as one line: after a full stop, and only with a title
    // that the form knows.
    for (at, _) in content.match_indices(['。', ';', '!', ':', ' ']) {
        let after = at + content[at..].chars().next().map_or(1, char::len_utf8);
        let rest = &content[after..];
        // Of several spaces the last one leads to the same place.
        if rest.starts_with(' ') {
            continue;
        }
        let gap = rest.len() - rest.trim_start().len();
        let is_numbered = number_prefix(rest.trim_start()).is_some_and(|(.., loose)| !loose);
        if is_numbered {
            push_headings(form, text, content_start + after + gap..end, false, headings);
        }
    }
}

/// The heading at the start of `range` and those that follow it at once, where a section is empty.
fn push_headings(form: &Form, text: &str, range: Range<usize>, at_line_start: bool, headings: &mut Vec<Heading>) {
    let mut next = heading_at(form, text, range.start, &text[range.clone()], at_line_start);
    while let Some(heading) = next {
        let end = heading.title.end;
        headings.push(heading);
        // A title that was broken in two ends in the next line.
        let Some(rest) = text.get(end..range.end) else { return };
        let lead = rest.len() - rest.trim_start().len();
        next =
            heading_at(form, text, end + lead, rest.trim_start(), false).filter(|next| lead > 0 && next.spec.is_some());
    }
}

fn heading_at(form: &Form, text: &str, start: usize, content: &str, at_line_start: bool) -> Option<Heading> {
    let numbered = number_prefix(content);
    let (number, title_offset, loose) = match numbered {
        Some((value, range, length, loose)) => (Some((value, start + range.start..start + range.end)), length, loose),
        None => (None, 0, true),
    };
    let rest = &content[title_offset..];
    let title_start = start + title_offset;
    // Most lines are no titles: one without a number must at least end like one.
    let ends_like_title = || {
        let last = content.trim_end_matches(['。', ':', ' ', '*', '#', '|', '_']).chars().next_back();
        form.sections.iter().any(|section| section.title.chars().next_back() == last)
    };
    if number.is_none() && (content.len() > LONGEST_PLAIN_TITLE || !at_line_start || !ends_like_title()) {
        return None;
    }
    let window = rest.len().min(LONGEST_TITLE);
    let window = (0..=window).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(0);
    let compact = Compact::new(text, title_start..title_start + window);
    let whole = compact.text.trim_end_matches(['。', ':', ';', '、', ',']);
    let whole_line = rest.trim_end().len() <= LONGEST_TITLE && at_line_start;

    let make = |length: usize, spec, whole_line| Heading {
        is_similar: false,
        start,
        number: number.clone(),
        title: title_start..compact.end_of(length).max(title_start),
        title_text: compact.text[..length].to_owned(),
        spec,
        at_line_start,
        whole_line,
    };
    // The title and all of the text behind it hold the same keywords.
    let named = may_name(form, &compact.text);
    if whole_line && let Some(spec) = name_section(form, whole, &named) {
        return Some(make(whole.len(), Some(spec), true));
    }
    number.as_ref()?;
    // A title that a narrow page broke in two.
    if at_line_start
        && let Some(second) = text[start + content.len()..].trim_start_matches([' ', '\n']).split('\n').next()
        && second.trim().chars().count() <= 12
        && !loose
    {
        let joined = format!("{whole}{}", second.split_whitespace().collect::<String>());
        if let Some(spec) = name_section(form, &joined, &may_name(form, &joined)) {
            let second_start = second.as_ptr() as usize - text.as_ptr() as usize;
            return Some(Heading {
                title: title_start..second_start + second.trim_end().len(),
                title_text: joined,
                ..make(whole.len(), Some(spec), true)
            });
        }
    }
    // A title followed by text: a full stop, a colon, a space or a year must part them, or the title is
    // only the beginning of a sentence.
    if let Some((at, wording, length)) = title_at_start(form, &compact.text, &named) {
        let end = compact.end_of(length);
        let parted = text[end..].starts_with([' ', '。', ':', ';', '\n', '\t', '(']) || text[end..].starts_with("20");
        if parted && (at_line_start || wording == TitleWording::Prescribed || !loose) {
            return Some(make(length, Some((at, wording)), false));
        }
    }
    // A misspelt title: up to the first mark that may end one.
    let first = compact.text.split(['。', ':', ';', ',']).next().unwrap_or_default();
    let up_to_space = rest[..window].trim_start().split(' ').next().map_or(0, str::len);
    let first =
        if up_to_space < first.len() && first.is_char_boundary(up_to_space) { &first[..up_to_space] } else { first };
    let is_similar = !loose && form.sections.iter().any(|section| is_similar(first, &section.title));
    if is_similar {
        return Some(Heading { is_similar, ..make(first.len(), None, whole_line && first.len() == whole.len()) });
    }
    // An unknown title: only where it has the looks of one.
    let is_title = whole_line
        && !loose
        && whole.chars().count() <= 32
        && !whole.contains(['。', ';', '!', '?'])
        && !rest.trim_end().ends_with(',');
    is_title.then(|| make(whole.len(), None, true))
}

/// Whether a title is much like another.
fn is_similar(title: &str, other: &str) -> bool {
    // Cheap first: titles of very different lengths are not alike.
    title.len() * 10 >= other.len() * 7
        && other.len() * 10 >= title.len() * 7
        && strsim::normalized_levenshtein(title, other) >= 0.7
}

/// The sections in the order of the text. `headings` is what may be one, `end` is where the report ends.
pub(crate) fn find_sections(
    form: &Form,
    text: &FoldedText,
    mut headings: Vec<Heading>,
    free_order: bool,
    end: usize,
) -> Vec<FoundSection> {
    let folded = text.text();
    headings.retain(|heading| heading.start < end);
    // A place after two marks is found twice.
    headings.sort_by_key(|heading| heading.start);
    headings.dedup_by_key(|heading| heading.start);
    drop_contents_list(&mut headings, folded);
    let chosen = if free_order { choose_freely(form, headings) } else { choose(form, headings) };
    let mut sections = Vec::with_capacity(chosen.len());
    for (at, heading) in chosen.iter().enumerate() {
        let body = heading.title.end..chosen.get(at + 1).map_or(end, |next| next.start).max(heading.title.end);
        sections.push(FoundSection {
            section: Section {
                spec: heading.spec.map(|(spec, _)| spec),
                number: heading.number.clone().map(|(value, range)| Ordinal { value, span: text.span(range) }),
                title: text.span(heading.title.clone()),
                title_text: heading.title_text.clone(),
                wording: heading.spec.map_or(TitleWording::Different, |(_, wording)| wording),
                body: text.span(body.clone()),
                is_empty: !folded[body.clone()].chars().any(char::is_alphabetic),
            },
            start: heading.start,
            body,
        });
    }
    sections
}

/// A section with its places in the folded text.
#[derive(Debug)]
pub(crate) struct FoundSection {
    pub(crate) section: Section,
    pub(crate) start: usize,
    pub(crate) body: Range<usize>,
}

/// Removes a list of contents: headings with nothing between them that all come again further on.
fn drop_contents_list(headings: &mut Vec<Heading>, text: &str) {
    let known: Vec<usize> = (0..headings.len()).filter(|&at| headings[at].spec.is_some()).collect();
    let mut run = 1;
    while run < known.len() {
        let (before, here) = (&headings[known[run - 1]], &headings[known[run]]);
        let between = &text[before.title.end.min(here.start)..here.start];
        // A title that comes again is the section itself.
        let repeats = known[..run].iter().any(|&at| headings[at].spec.map(|s| s.0) == here.spec.map(|s| s.0));
        if repeats || between.chars().filter(|c| c.is_alphabetic()).nth(6).is_some() {
            break;
        }
        run += 1;
    }
    let again = |at: usize| {
        let spec = headings[at].spec.map(|(spec, _)| spec);
        known[run..].iter().any(|&later| headings[later].spec.map(|(spec, _)| spec) == spec)
    };
    if run >= 3 && known[..run].iter().all(|&at| again(at)) {
        let last = known[run - 1];
        headings.drain(..=last);
    }
}

/// Chooses the sections of a form with a prescribed order.
fn choose(form: &Form, mut headings: Vec<Heading>) -> Vec<Heading> {
    let mut chosen: Vec<bool> = headings.iter().map(|heading| heading.spec.is_some()).collect();
    // A heading without a number that has the title of one with a number is a caption or a line of a
    // navigation column.
    let mut has_numbered = vec![false; form.sections.len()];
    for (spec, _) in headings.iter().filter(|heading| heading.number.is_some()).filter_map(|heading| heading.spec) {
        has_numbered[spec] = true;
    }
    for (heading, chosen) in headings.iter().zip(&mut chosen) {
        if heading.number.is_none() && heading.spec.is_some_and(|(spec, _)| has_numbered[spec]) {
            *chosen = false;
        }
    }
    // 六、其他需要报告的事项 一、…。二、其他:无: within a line, by another number and a shorter name, an item.
    let opens =
        |heading: &Heading, spec: usize| heading.at_line_start && heading.spec.is_some_and(|(of, _)| of == spec);
    let opened: Vec<bool> =
        (0..form.sections.len()).map(|spec| headings.iter().any(|heading| opens(heading, spec))).collect();
    for (heading, chosen) in headings.iter().zip(&mut chosen) {
        if let (Some((spec, TitleWording::Accepted)), Some((number, _))) = (heading.spec, &heading.number)
            && !heading.at_line_start
            && *number as usize != spec + 1
            && opened[spec]
        {
            *chosen = false;
        }
    }
    // Sections that no title named: between their neighbours, by number or keyword.
    for spec in 0..form.sections.len() {
        let is = |heading: &Heading, wanted: usize| heading.spec.is_some_and(|(found, _)| found == wanted);
        if (0..headings.len()).any(|at| chosen[at] && is(&headings[at], spec)) {
            continue;
        }
        let before = (0..headings.len())
            .rev()
            .find(|&at| chosen[at] && headings[at].spec.is_some_and(|(found, _)| found < spec));
        let from = before.map_or(0, |at| at + 1);
        let to = (from..headings.len())
            .find(|&at| chosen[at] && headings[at].spec.is_some_and(|(found, _)| found > spec))
            .unwrap_or(headings.len());
        let has_keyword = |heading: &Heading| {
            form.sections[spec].keywords.iter().any(|word| heading.title_text.contains(word.as_str()))
        };
        let has_number =
            |heading: &Heading| heading.number.as_ref().is_some_and(|(value, _)| *value as usize == spec + 1);
        let open = |at: &usize| !chosen[*at] && (headings[*at].at_line_start || headings[*at].is_similar);
        let both = (from..to).find(|at| open(at) && has_number(&headings[*at]) && has_keyword(&headings[*at]));
        let found = both.or_else(|| {
            let lone = lowest(&headings, from, to);
            (from..to).find(|at| open(at) && has_number(&headings[*at]) && lone == Some(*at))
        });
        if let Some(at) = found {
            let wording =
                if headings[at].title_text.is_empty() { TitleWording::Missing } else { TitleWording::Different };
            headings[at].spec = Some((spec, wording));
            chosen[at] = true;
        }
    }
    // What is left over goes on with the numbers of the sections, or belongs to a list inside one.
    let mut last = 0;
    for at in 0..headings.len() {
        let number = headings[at].number.as_ref().map(|(value, _)| *value);
        if chosen[at] {
            last = number.unwrap_or(last + 1).max(last);
        } else if headings[at].at_line_start && headings[at].whole_line && last > 0 && number == Some(last + 1) {
            let next_is_list = headings.get(at + 1).is_some_and(|next| {
                !chosen.get(at + 1).copied().unwrap_or(false)
                    && next.number.as_ref().is_some_and(|(value, _)| *value <= last)
            });
            if !next_is_list {
                chosen[at] = true;
                last += 1;
            }
        }
    }
    keep(headings, &chosen)
}

/// The heading with the lowest number, if it stands alone with it: a heading told only by its number does,
/// a numbered list inside a section has neighbours before and after.
fn lowest(headings: &[Heading], from: usize, to: usize) -> Option<usize> {
    let value = |at: usize| headings[at].number.as_ref().map(|(value, _)| *value);
    let numbered = || (from..to).filter_map(|at| Some((value(at)?, at)));
    let (least, at) = numbered().min()?;
    (numbered().filter(|(value, _)| *value == least).count() == 1).then_some(at)
}

/// Chooses the sections of a form whose order and wording are free: numbered lines of the top level, in
/// one rising sequence, named by their keywords.
fn choose_freely(form: &Form, mut headings: Vec<Heading>) -> Vec<Heading> {
    let mut chosen = vec![false; headings.len()];
    let mut last = 0;
    for at in 0..headings.len() {
        let heading = &headings[at];
        let number = heading.number.as_ref().map(|(value, _)| *value);
        let rises = (heading.at_line_start || heading.spec.is_some())
            && number.is_some_and(|value| value > last && value <= last + 2);
        let restarts = number.is_some_and(|value| value <= last) && heading.spec.is_some();
        if rises || restarts || (number.is_none() && heading.spec.is_some()) {
            chosen[at] = true;
            last = number.unwrap_or(last);
        }
    }
    for (heading, chosen) in headings.iter_mut().zip(&chosen) {
        if *chosen && heading.spec.is_none() {
            let named =
                |section: &SectionSpec| section.keywords.iter().any(|word| heading.title_text.contains(word.as_str()));
            heading.spec = form.sections.iter().position(named).map(|spec| (spec, TitleWording::Accepted));
        }
    }
    keep(headings, &chosen)
}

fn keep(headings: Vec<Heading>, chosen: &[bool]) -> Vec<Heading> {
    headings.into_iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(heading, _)| heading).collect()
}
