//! Splits the prose into sentences and clauses and reads their figures.

use std::ops::Range;

use super::scan::{Scan, is_numeral, scan};
use super::{Clause, FIGURE, Figure, Prose};
use crate::again::{Change, Move};
use crate::dates;
use crate::dates::{Date, Interval};
use crate::fold::FoldedText;
use crate::numeral;

/// A sentence is cut where it runs on for longer than this, in clauses and in bytes of their text: nobody
/// wrote it, and rules compare all of a sentence with all of it.
const MOST_CLAUSES: u32 = 100;
const LONGEST_SENTENCE: usize = 4000;

/// About how long a clause is, to set room aside.
const BYTES_OF_CLAUSE: usize = 32;

/// Reads the prose in `parts`, ranges of the folded text with the section each belongs to.
pub(crate) fn read_prose(text: &FoldedText, parts: &[(Option<usize>, Range<usize>)]) -> Prose {
    let length: usize = parts.iter().map(|(_, part)| part.len()).sum();
    let clauses = length / BYTES_OF_CLAUSE;
    let prose = Prose {
        text: String::with_capacity(length),
        places: Vec::with_capacity(2 * clauses),
        clauses: Vec::with_capacity(clauses),
        ..Prose::default()
    };
    let mut reader = ProseReader::new(text, prose, 0);
    for (section, part) in parts {
        reader.part(*section, part.clone(), part.start);
    }
    reader.prose
}

/// The same for a text that is another one, `earlier_text`, but for a change, with the prose of that: `parts` are the
/// same outside of what changed.
pub(crate) fn read_prose_again(
    text: &FoldedText,
    parts: &[(Option<usize>, Range<usize>)],
    earlier_text: &FoldedText,
    earlier: &Prose,
    change: &Change,
) -> Prose {
    let opens = |clause: usize| earlier.opens_line(clause, earlier_text.text());
    // The last clause that begins a line far enough before the change.
    let near = earlier.clauses.partition_point(|clause| earlier.folded(clause.start() as usize) <= change.before);
    let first = (1..near).rev().find_map(|clause| Some((clause, opens(clause)?)));
    let (first, from) = first.unwrap_or((0, 0));
    let (prose, sentence) = earlier.up_to(first, text.text().len());
    let mut reader = ProseReader::new(text, prose, sentence);
    // Those that begin one far enough behind it.
    let behind = earlier.clauses.partition_point(|clause| earlier.folded(clause.start() as usize) < change.behind);
    let mut meetings =
        (behind.max(1)..earlier.clauses.len()).filter_map(|clause| Some((clause, change.folded.place(opens(clause)?))));
    let mut next = meetings.next();
    for (section, part) in parts.iter().filter(|(_, part)| part.end > from) {
        let mut at = part.start.max(from);
        loop {
            reader.pause = next.map_or(usize::MAX, |(_, place)| place);
            at = reader.part(*section, part.clone(), at);
            if at >= part.end {
                break;
            }
            let Some((clause, place)) = next else { break };
            if at == place && reader.is_fresh(at) {
                reader.prose.go_on_with(earlier, clause, reader.sentence, change);
                return reader.prose;
            }
            next = meetings.next();
        }
    }
    reader.prose
}

/// The beginning of a list that as much is likely to follow on as before.
fn head<T: Clone>(list: &[T], count: usize) -> Vec<T> {
    let mut head = Vec::with_capacity(list.len() + 16);
    head.extend_from_slice(&list[..count]);
    head
}

impl Prose {
    /// Where in the folded text a clause begins, if it is the first one of a line behind the end of a sentence.
    fn opens_line(&self, clause: usize, folded: &str) -> Option<usize> {
        let before = self.clauses.get(clause.checked_sub(1)?)?;
        let place = self.folded(self.clauses[clause].start() as usize);
        let between = folded.get(self.folded(before.range.end as usize)..place)?;
        // A sentence that was cut because it ran on has another mark in the text; a semicolon ends none that can.
        let blank = between.strip_prefix(['。', '!', '?', '\n']).filter(|_| between.starts_with(before.end))?;
        let is_blank = blank.bytes().all(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'|'));
        (is_blank && between.contains('\n')).then_some(place)
    }

    /// What comes before a clause, and the number of its sentence.
    fn up_to(&self, clause: usize, room: usize) -> (Self, u32) {
        let Some(at) = self.clauses.get(clause).filter(|_| clause > 0) else { return (Self::default(), 0) };
        let (start, figures) = (at.range.start, at.figures.start);
        let is_before = |date: &Date| date.clause.is_some_and(|(other, _)| other < clause);
        let intervals = |list: &[Interval]| head(list, list.partition_point(|interval| is_before(&interval.to)));
        let mut text = String::with_capacity(room);
        text.push_str(&self.text[..start as usize]);
        let prose = Self {
            text,
            places: head(&self.places, self.places.partition_point(|(here, _)| *here < start)),
            figures: head(&self.figures, figures),
            figure_places: head(&self.figure_places, figures),
            dates: head(&self.dates, self.dates.partition_point(is_before)),
            intervals: intervals(&self.intervals),
            months: intervals(&self.months),
            clauses: head(&self.clauses, clause),
        };
        (prose, at.sentence)
    }

    /// Takes what comes from a clause of the earlier prose on, where the sentence `sentence` begins.
    fn go_on_with(&mut self, earlier: &Self, clause: usize, sentence: u32, change: &Change) {
        let first = &earlier.clauses[clause];
        let (start, figure) = (first.range.start, first.figures.start);
        let places = Move::new(start as usize, self.text.len());
        let figures = Move::new(figure, self.figures.len());
        let clauses = Move::new(clause, self.clauses.len());
        let sentences = Move::new(first.sentence as usize, sentence as usize);
        let date = |date: &Date| Date {
            span: change.source.span(date.span),
            year_span: date.year_span.map(|span| change.source.span(span)),
            clause: date.clause.map(|(clause, at)| (clauses.place(clause), at)),
            ..date.clone()
        };
        let interval = |interval: &Interval| Interval {
            span: change.source.span(interval.span),
            from: date(&interval.from),
            to: date(&interval.to),
        };
        let is_before = |date: &Date| date.clause.is_some_and(|(other, _)| other < clause);
        self.text.push_str(&earlier.text[start as usize..]);
        let from = earlier.places.partition_point(|(here, _)| *here < start);
        self.places
            .extend(earlier.places[from..].iter().map(|&(here, folded)| (places.of(here), change.folded.of(folded))));
        self.figures.extend(earlier.figures[figure..].iter().map(|figure| Figure {
            span: change.source.span(figure.span),
            qualified: change.source.span(figure.qualified),
            number: change.source.span(figure.number),
            ..*figure
        }));
        self.figure_places.extend(earlier.figure_places[figure..].iter().map(|&at| places.of(at)));
        let from = earlier.dates.partition_point(is_before);
        self.dates.extend(earlier.dates[from..].iter().map(date));
        for (list, earlier) in [(&mut self.intervals, &earlier.intervals), (&mut self.months, &earlier.months)] {
            let from = earlier.partition_point(|interval| is_before(&interval.to));
            list.extend(earlier[from..].iter().map(interval));
        }
        self.clauses.extend(earlier.clauses[clause..].iter().map(|clause| Clause {
            range: places.of(clause.range.start)..places.of(clause.range.end),
            figures: figures.range(&clause.figures),
            sentence: sentences.of(clause.sentence),
            ..*clause
        }));
    }
}

struct ProseReader<'a> {
    text: &'a FoldedText,
    folded: &'a str,
    prose: Prose,
    sentence: u32,
    /// Where the open clause begins, in its text and among the figures.
    start: usize,
    first_figure: usize,
    /// How many clauses came since the last full stop, and where in the text that is.
    since_stop: u32,
    stop: usize,
    /// The place of the next word, as last looked for.
    next_word: usize,
    /// The place in the folded text at which the current stretch would go on.
    expected: usize,
    /// Where the date read last ends in the folded text.
    date_end: usize,
    /// How many segments of the folded text begin before the figure read last.
    near: usize,
    /// The last year in the open clause, and the first in the open sentence.
    year: Option<u16>,
    sentence_year: Option<u16>,
    /// Where reading stops, or as soon as it comes by behind it.
    pause: usize,
}

impl<'a> ProseReader<'a> {
    /// Goes on behind `prose` with a sentence of this number.
    fn new(text: &'a FoldedText, prose: Prose, sentence: u32) -> Self {
        let (start, first_figure) = (prose.text.len(), prose.figures.len());
        Self {
            text,
            folded: text.text(),
            prose,
            sentence,
            start,
            first_figure,
            since_stop: 0,
            stop: start,
            next_word: 0,
            expected: usize::MAX,
            date_end: 0,
            near: 0,
            year: None,
            sentence_year: None,
            pause: usize::MAX,
        }
    }

    /// Whether what is read from `at` on does not depend on what was read before, but for the numbers.
    fn is_fresh(&self, at: usize) -> bool {
        self.prose.text.len() == self.start
            && (self.since_stop, self.stop) == (0, self.start)
            && self.expected == usize::MAX
            && self.date_end <= at
            && (self.year, self.sentence_year) == (None, None)
            && self.prose.clauses.last().is_none_or(|last| last.end != ',')
    }

    /// Reads a part from `at` on, and tells where it stopped.
    fn part(&mut self, section: Option<usize>, part: Range<usize>, mut at: usize) -> usize {
        while at < part.end {
            if at >= self.pause {
                return at;
            }
            let run = plain_run(&self.folded.as_bytes()[at..part.end]);
            if run > 0 {
                self.put_str(at, at + run);
                at += run;
                continue;
            }
            if self.prose.text.len() > self.stop + LONGEST_SENTENCE {
                self.end_sentence(section, '\n', at);
            }
            let Some(c) = self.folded[at..].chars().next() else { break };
            let length = c.len_utf8();
            match c {
                '。' | ';' | '!' | '?' => {
                    self.end_sentence(section, c, at);
                    at += length;
                }
                ',' | ':' => {
                    self.end_clause(section, c, at);
                    at += length;
                }
                '\n' => {
                    if ends_at_line(self.folded, at, &part, &mut self.next_word) {
                        self.end_sentence(section, '\n', at);
                    }
                    at += length;
                }
                ' ' | '\t' | '|' => at += length,
                '0'..='9' => at = self.number(at, &part),
                _ if is_numeral(c) => at = self.number(at, &part),
                _ => {
                    self.put(c, at);
                    at += length;
                }
            }
        }
        self.end_sentence(section, '\n', at);
        at
    }

    /// A number at `at`; returns where to go on.
    fn number(&mut self, at: usize, part: &Range<usize>) -> usize {
        self.date(at, part);
        // An item's number is no figure.
        let line_start = self.folded[part.start..at].trim_end_matches(' ').ends_with('\n') || at == part.start;
        let digits = self.folded[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = &self.folded[at + digits..];
        let is_item = (line_start || self.prose.text.len() == self.start)
            && digits > 0
            && after.strip_prefix(['、', '.']).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let found = if is_item { Some(Scan::Other(at + digits)) } else { scan(self.folded, at) };
        match found {
            // The day of 12月31止 is no figure either.
            Some(Scan::Figure(found))
                if found.qualified.end <= part.end && at >= self.date_end && !self.is_in_name(at) =>
            {
                let before = self.take_back(&self.folded[found.qualified.start..at]);
                let qualified = if before { found.qualified.start } else { at };
                // What qualifies a figure begins first, and is most likely behind the figure before.
                if before {
                    self.near = 0;
                }
                let all = self.text.span_after(qualified..found.qualified.end, &mut self.near);
                self.prose.figures.push(Figure {
                    span: self.text.span_after(found.whole.clone(), &mut self.near),
                    qualified: all,
                    number: self.text.span_after(found.number, &mut self.near),
                    value: found.value,
                    unit: found.unit,
                    bound: found.bound,
                    rounded_to: found.rounded_to,
                });
                self.prose.figure_places.push(self.prose.text.len() as u32);
                self.put(FIGURE, qualified);
                // The figure's text is longer than what stands for it.
                self.expected = usize::MAX;
                found.qualified.end
            }
            Some(Scan::Other(end)) if end > at && end <= part.end => {
                self.note_year(at, end);
                self.put_str(at, end);
                end
            }
            _ => {
                let Some(c) = self.folded[at..].chars().next() else { return part.end };
                self.put(c, at);
                at + c.len_utf8()
            }
        }
    }

    /// Whether a numeral stands within quotation marks: in a name, such as “最多跑一次” or “一数一源”. Digits count there too.
    fn is_in_name(&self, at: usize) -> bool {
        if self.folded.as_bytes()[at].is_ascii_digit() {
            return false;
        }
        let clause = &self.prose.text[self.start..];
        clause.rfind(['“', '”']).is_some_and(|mark| clause[mark..].starts_with('“'))
    }

    /// Takes the words before a figure out of the open clause: the figure stands for them too.
    fn take_back(&mut self, words: &str) -> bool {
        let words = words.trim_end_matches(' ');
        if words.is_empty() || !self.prose.text[self.start..].ends_with(words) {
            return false;
        }
        let length = self.prose.text.len() - words.len();
        self.prose.text.truncate(length);
        while self.prose.places.last().is_some_and(|(here, _)| *here as usize >= length) {
            self.prose.places.pop();
        }
        self.expected = usize::MAX;
        true
    }

    /// A date at `at`, if one begins there.
    fn date(&mut self, at: usize, part: &Range<usize>) {
        // What belongs to the date read last begins none.
        if at < self.date_end && at >= part.start {
            return;
        }
        let written = dates::scan(self.folded, at).or_else(|| self.last_day(at));
        let Some(written) = written.filter(|date| date.end <= part.end) else { return };
        let clause = (self.prose.clauses.len(), self.prose.text.len() - self.start);
        let mut date = written.date(self.text, at, Some(clause));
        if let Some(before) = self.prose.dates.last()
            && before.clause.is_some_and(|(number, _)| number == clause.0 || self.goes_on(number))
            && before.month.is_some()
            && date.month.is_some()
            && before.day.is_some() == date.day.is_some()
            && dates::joins(&self.folded[self.date_end..at])
        {
            let span = before.span.cover(date.span);
            let from = before.clone();
            let mut to = date.clone();
            to.year = to.year.or(from.year);
            let list = if to.day.is_some() { &mut self.prose.intervals } else { &mut self.prose.months };
            list.push(Interval { span, from, to });
            // A date that is understood from the one before has its year.
            date.year = date.year.or(before.year);
        }
        self.prose.dates.push(date);
        self.date_end = written.end;
    }

    /// The day at `at` to which an interval runs that begins with the date read last, in its month: 5月14日至17日.
    fn last_day(&self, at: usize) -> Option<dates::Written> {
        let from = self.prose.dates.last().filter(|from| from.day.is_some())?;
        let is_here = from.clause.is_some_and(|(number, _)| number == self.prose.clauses.len());
        let between = self.folded.get(self.date_end..at).filter(|_| is_here)?;
        let written = dates::joins(between).then(|| dates::day_alone(self.folded, at))??;
        (written.day > from.day).then_some(dates::Written { month: from.month, ..written })
    }

    /// Whether the clause before this one is that of the number, and only a comma parts the two.
    fn goes_on(&self, number: usize) -> bool {
        number + 1 == self.prose.clauses.len() && self.prose.clauses.last().is_some_and(|clause| clause.end == ',')
    }

    fn note_year(&mut self, start: usize, end: usize) {
        if end - start == 4 && self.folded[end..].trim_start_matches(' ').starts_with('年') {
            let year = self.folded[start..end].parse().ok().filter(|year| (1990..2100).contains(year));
            self.year = year.or(self.year);
            self.sentence_year = self.sentence_year.or(year);
        }
    }

    /// Puts out a stretch of the folded text as it is.
    fn put_str(&mut self, start: usize, end: usize) {
        if start != self.expected {
            self.prose.places.push((self.prose.text.len() as u32, start as u32));
        }
        self.prose.text.push_str(&self.folded[start..end]);
        self.expected = end;
    }

    fn put(&mut self, c: char, at: usize) {
        if at != self.expected {
            self.prose.places.push((self.prose.text.len() as u32, at as u32));
        }
        self.prose.text.push(c);
        self.expected = at + c.len_utf8();
    }

    /// Ends the open clause at `at` in the folded text: there its mark stands, if one does.
    fn end_clause(&mut self, section: Option<usize>, mark: char, at: usize) {
        let end = self.prose.text.len();
        self.since_stop += 1;
        let runs_on = self.since_stop >= MOST_CLAUSES;
        let mark = if runs_on { '\n' } else { mark };
        if end > self.start {
            self.prose.clauses.push(Clause {
                range: self.start as u32..end as u32,
                figures: self.first_figure..self.prose.figures.len(),
                section,
                sentence: self.sentence,
                end: mark,
                year: self.year.or(self.sentence_year),
            });
            // What stands for a figure is shorter than the figure: behind one nothing can be reckoned from it.
            self.prose.places.push((end as u32, at as u32));
            self.prose.text.push(mark);
            // Where there is no mark in the text, what follows has not moved on.
            self.expected = usize::MAX;
        }
        self.start = self.prose.text.len();
        self.first_figure = self.prose.figures.len();
        self.year = None;
        if !matches!(mark, ',' | ':' | ';') {
            (self.since_stop, self.stop) = (0, self.start);
        }
        if runs_on {
            self.sentence += 1;
            self.sentence_year = None;
        }
    }

    fn end_sentence(&mut self, section: Option<usize>, mark: char, at: usize) {
        self.end_clause(section, mark, at);
        self.sentence += 1;
        self.sentence_year = None;
    }
}

/// Whether the line break at `at` ends a sentence. It does not where a line was only wrapped: then the line
/// does not end like a sentence and the next does not begin like an item. `next_word` remembers where the
/// text goes on: blank lines are passed over once, not once for each of them.
pub(super) fn ends_at_line(folded: &str, at: usize, part: &Range<usize>, next_word: &mut usize) -> bool {
    let line_start = folded[part.start..at].rfind('\n').map_or(part.start, |before| part.start + before + 1);
    let line = folded[line_start..at].trim();
    if *next_word <= at {
        *next_word = folded.len() - folded[at + 1..].trim_start().len();
    }
    let next = folded.get(*next_word..part.end).unwrap_or_default();
    let numbered = |text: &str| {
        text.starts_with('(')
            || numeral::ordinal_prefix(text).is_some_and(|(_, length)| text[length..].starts_with(['、', '是', '要']))
    };
    // A heading: numbered and without a mark inside.
    let heading = numbered(line) && !line.contains(['。', ',', ';']) && line.chars().count() <= 40;
    next.is_empty() || numbered(next) || heading || line.is_empty() || folded[at + 1..part.end].starts_with('\n')
}

/// One bit for each character that may be a Han numeral, by the last sixteen bits of its code.
static HAN_NUMERALS: [u64; 1024] = {
    let mut bits = [0; 1024];
    let mut at = 0;
    while at < HAN_NUMERAL_CHARS.len() {
        let code = HAN_NUMERAL_CHARS[at] as usize;
        bits[code >> 6 & 0x3FF] |= 1 << (code & 0x3F);
        at += 1;
    }
    bits
};

/// What [`is_numeral`] holds for among the characters that three bytes from E4 to E9 stand for.
const HAN_NUMERAL_CHARS: [char; 27] = [
    '零', '一', '壹', '二', '两', '贰', '三', '叁', '四', '肆', '五', '伍', '六', '陆', '七', '柒', '八', '捌', '九',
    '玖', '十', '拾', '百', '佰', '千', '仟', '半',
];

/// How many of the first bytes are Han characters that are no numerals: most of a text.
fn plain_run(bytes: &[u8]) -> usize {
    let mut run = 0;
    while let Some(&[first @ 0xE4..=0xE9, second, third]) = bytes.get(run..run + 3) {
        let code = u32::from(first & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
        if HAN_NUMERALS[code as usize >> 6 & 0x3FF] >> (code & 0x3F) & 1 == 1 {
            break;
        }
        run += 3;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::{HAN_NUMERAL_CHARS, is_numeral, read_prose};
    use crate::fold::FoldedText;

    #[test]
    fn numerals_are_told_by_one_bit() {
        for c in '\u{4000}'..='\u{9FFF}' {
            assert_eq!(is_numeral(c), HAN_NUMERAL_CHARS.contains(&c), "{c}");
            assert_eq!(is_numeral(c), super::plain_run(c.to_string().as_bytes()) == 0, "{c}");
        }
    }

    #[test]
    fn every_place_of_a_clause_leads_back_to_a_character() {
        let source = "发布信息１２余 条,2022年共二十三件。其中\n\n甲:收到一千二百○五件；\n乙|约300𠮷万元 \n";
        let text = FoldedText::new(source);
        let prose = read_prose(&text, &[(None, 0..text.text().len())]);
        let mut ends = Vec::new();
        for clause in &prose.clauses {
            let words = prose.text(clause);
            let places: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
            for (from, &start) in places.iter().enumerate() {
                for &end in &places[from..] {
                    let range = prose.span(&text, clause, start..end).range();
                    assert!(source.get(range.clone()).is_some(), "{words} {start}..{end}: {range:?}");
                }
            }
            let end = prose.span(&text, clause, words.len()..words.len()).range().start;
            ends.extend(source[end..].chars().next());
        }
        assert_eq!(ends, [',', '。', '\n', ':', '；', '\n']);
    }
}
