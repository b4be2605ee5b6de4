//! The reader: from source text to document.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::again::{Change, Trail};
use crate::dates::{Interval, find_posted, find_signed};
use crate::document::Document;
use crate::fold::FoldedText;
use crate::form::Form;
use crate::label::LabelIndex;
use crate::lazy_regex::LazyRegex;
use crate::lex::{Token, lex, lex_again};
use crate::outline::{
    FoundSection, Heading, TitleWording, collect, collect_again, find_items, find_sections, item_places,
    item_places_again,
};
use crate::preamble;
use crate::prose::{Prose, RunningText, read_prose, read_prose_again};
use crate::source::SourceText;
use crate::tables::{Region, find_regions, read_table, spread_damage};

/// By how much one form's table must fit a region better than another's to be told from it.
const CLEARLY: i64 = 4;

/// Reads documents against a set of forms.
#[derive(Debug)]
pub struct Reader {
    forms: Vec<Form>,
    labels: LabelIndex,
    /// Tells it from all other readers.
    id: u64,
}

/// A stretch of the folded text, with the section it stands in.
type Part = (Option<usize>, Range<usize>);

/// What was read before an edit, and what it changed.
#[derive(Clone, Copy)]
struct Before<'a> {
    document: &'a Document,
    change: &'a Change,
}

impl<'a> Before<'a> {
    /// The same, if two lists of parts, that of the document first, are the same outside of the change.
    fn if_agree(self, earlier: &[Part], later: &[Part]) -> Option<Self> {
        fn parts(list: &[Part]) -> impl Iterator<Item = (Option<usize>, &Range<usize>)> + Clone {
            list.iter().map(|(section, range)| (*section, range))
        }
        self.change.agree(parts(earlier), parts(later)).then_some(self)
    }

    /// The same for lists of plain stretches.
    fn if_same(self, earlier: &[Range<usize>], later: &[Range<usize>]) -> Option<Self> {
        fn ranges(list: &[Range<usize>]) -> impl Iterator<Item = ((), &Range<usize>)> + Clone {
            list.iter().map(|range| ((), range))
        }
        self.change.agree(ranges(earlier), ranges(later)).then_some(self)
    }

    fn trail(&self) -> &'a Trail {
        &self.document.trail
    }
}

impl Reader {
    /// A reader for reports on any of `forms`.
    pub fn new(forms: Vec<Form>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let labels = LabelIndex::new(&forms);
        Self { forms, labels, id: NEXT.fetch_add(1, Ordering::Relaxed) }
    }

    /// The forms, in the order that [`Document::form`] and [`Table::form`](crate::Table::form) count in.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Reads `source`. Never fails: a text that is no report has [`Document::form`] `None`.
    pub fn read(&self, source: SourceText) -> Document {
        self.read_with(source, None, None)
    }

    /// Reads `source`, of which `earlier` may be an earlier state: the result is the same as that of
    /// [`read`](Self::read), and sooner there the less has changed.
    pub fn read_again(&self, source: SourceText, earlier: &Document) -> Document {
        self.read_with(source, None, Some(earlier).filter(|earlier| earlier.trail.reader == self.id))
    }

    /// Reads `source` as a report on the form at place `form`, whatever it looks like: a few lines of a
    /// report say too little to tell.
    pub fn read_as(&self, source: SourceText, form: usize) -> Document {
        self.read_with(source, Some(form).filter(|form| *form < self.forms.len()), None)
    }

    fn read_with(&self, source: SourceText, forced: Option<usize>, earlier: Option<&Document>) -> Document {
        let folded_again = earlier.and_then(|earlier| {
            Some((earlier, FoldedText::again(source.text(), earlier.source.text(), &earlier.folded)?))
        });
        let (text, changed) = match folded_again {
            Some((earlier, (text, change))) => (text, Some((earlier, change))),
            None => (FoldedText::new(source.text()), None),
        };
        let before = changed.as_ref().map(|(document, change)| Before { document, change });
        let tokens = match before {
            Some(Before { document, change }) => {
                lex_again(text.text(), &self.labels, document.folded.text(), &document.trail.tokens, change)
            }
            None => lex(text.text(), &self.labels),
        };
        let regions = find_regions(text.text(), &tokens, &self.labels, &self.forms);
        let table_range =
            |region: &Region| tokens[region.tokens.start].start as usize..tokens[region.tokens.end - 1].end as usize;

        // The page's own parts are told by any form's marks; titles and periods too.
        let first_table = regions.iter().map(|region| table_range(region).start).min().unwrap_or(text.text().len());
        let title_of = |form: &Form| preamble::find_title(&text, &form.reading, first_table);
        let titled = self.forms.iter().enumerate().find_map(|(at, form)| Some((at, title_of(form)?)));
        let (titled, title) = titled.unzip();
        let period = self.forms.iter().find_map(|form| preamble::find_period(&text, &form.reading));
        let lacking = title.as_ref().is_none_or(|title| title.year.is_none() || title.body.is_none());
        let mention_of = |form: &Form| preamble::find_mention(&text, &form.reading, first_table);
        let mention = self.forms.iter().filter(|_| lacking).find_map(mention_of);
        let year = title
            .as_ref()
            .and_then(|title| title.year)
            .or_else(|| period.and_then(|period| period.to.or(period.from)))
            .or_else(|| mention.as_ref().and_then(|mention| mention.year))
            .map(|year| year.value);

        // Of the forms whose reports have such a title, the one for the year or, without tables, the last.
        let kin: Vec<usize> =
            (0..self.forms.len()).filter(|&at| titled.is_none_or(|of| self.are_kin(of, at))).collect();
        let by_year = year.and_then(|year| kin.iter().copied().find(|&at| self.forms[at].is_for(year)));
        let by_tables = self.form_of_tables(&regions, by_year);
        let form = forced.or(by_tables).or(by_year).or_else(|| kin.last().copied());
        let mut trail = Trail { reader: self.id, ..Trail::default() };
        let Some(form) = form else { return empty(source, text, Trail { tokens, ..trail }) };
        // What was read as a report on the same form.
        let before = before.filter(|before| before.document.form == Some(form));

        let regions = self.choose_regions(&tokens, &regions, form);
        let mut inside: Vec<Range<usize>> = regions.iter().map(table_range).collect();
        for region in &regions {
            if let Some(repeated) = &region.repeated {
                inside.push(tokens[repeated.start].start as usize..tokens[repeated.end - 1].end as usize);
            }
        }
        // A row that the region of its table did not reach is still no heading.
        if !self.forms[form].free_order {
            let is_row = |token: &&Token| token.hit().is_some_and(|hit| self.labels.is_row(hit, form));
            inside.extend(tokens.iter().filter(is_row).map(Token::range));
        }
        inside.sort_by_key(|range| range.start);
        let outside = complement(&inside, text.text().len());

        let spec = &self.forms[form];
        let headings = match before.and_then(|before| before.if_same(&before.trail().outside, &outside)) {
            Some(before) => collect_again(spec, text.text(), &outside, &before.trail().headings, before.change),
            None => collect(spec, text.text(), &outside),
        };
        trail.headings.clone_from(&headings);
        let sections = Self::sections(spec, &text, headings, &inside);
        let known = sections
            .iter()
            .filter(|found| matches!(found.section.wording, TitleWording::Prescribed | TitleWording::Accepted))
            .filter(|found| found.section.spec.is_some())
            .count();
        if forced.is_none() && by_tables.is_none() && title.is_none() && known < 3 {
            return empty(source, text, Trail { tokens, ..trail });
        }

        let bodies: Vec<Vec<Range<usize>>> = sections.iter().map(|found| intersect(&outside, &found.body)).collect();
        let all_bodies = bodies.concat();
        let item_places = match before.and_then(|before| before.if_same(&before.trail().bodies, &all_bodies)) {
            Some(before) => item_places_again(text.text(), &all_bodies, &before.trail().item_places, before.change),
            None => item_places(text.text(), &all_bodies),
        };
        let items = find_items(&text, &bodies, &item_places);
        // The prose before the first section, then section by section.
        let first = sections.first().map_or(0, |first| first.start);
        // The title is no part of the sentence below it.
        let title_place = title.as_ref().map_or(0..0, |title| title.folded.clone());
        let (above, below) = (0..title_place.start.min(first), title_place.end.min(first)..first);
        let head = [above, below].into_iter().flat_map(|part| intersect(&outside, &part)).map(|part| (None, part));
        let by_section = bodies.iter().enumerate();
        let body = by_section.flat_map(|(at, parts)| parts.iter().map(move |part| (Some(at), part.clone())));
        let parts: Vec<_> = head.chain(body).collect();
        let prose = match before.and_then(|before| before.if_agree(&before.trail().parts, &parts)) {
            Some(Before { document, change }) => {
                read_prose_again(&text, &parts, &document.folded, &document.prose, change)
            }
            None => read_prose(&text, &parts),
        };
        let own_parts = own_parts(&text, spec, title_place, &parts);
        let running = match before.and_then(|before| before.if_agree(&before.trail().own_parts, &own_parts)) {
            Some(Before { document, change }) => {
                let count = document.trail.own_parts.len();
                RunningText::read_again(&text, &own_parts, &document.running, count, change)
            }
            None => RunningText::read(&text, &own_parts),
        };
        let interval = self.interval(&prose).cloned();
        let last = sections.last().map(|last| last.body.clone());
        let end = last.as_ref().map_or(text.text().len(), |last| last.end);
        let compact = title.as_ref().map(|title| title.text.as_str());
        let body = title.as_ref().and_then(|title| title.body.as_deref());
        let signed = find_signed(&text, last, 0..first, compact, body);
        let around = [0..first, end..text.text().len()];
        // Forms of one pack have the same words.
        let words = |at: usize| &self.forms[at].reading.posted;
        let mut others = (0..self.forms.len()).filter(|&at| !(0..at).any(|before| words(before) == words(at)));
        let posted = others.find_map(|at| find_posted(&text, words(at), around.clone()));
        let mut tables: Vec<_> =
            regions.iter().map(|region| read_table(&text, &tokens, &self.labels, &self.forms, region)).collect();
        spread_damage(&mut tables);
        tables.sort_by_key(|table| (table.spec, table.form));
        let end = sections.last().map_or(text.text().len(), |last| last.body.end);
        let start = title.as_ref().map_or(0, |title| title.span.start as usize);
        let end = text.span(end..end).start as usize;
        Document {
            form: Some(form),
            title,
            mention,
            period,
            interval,
            signed,
            posted,
            sections: sections.into_iter().map(|found| found.section).collect(),
            items,
            tables,
            prose,
            running,
            span: crate::Span::new(start.min(end), end.max(start)),
            source,
            folded: text,
            trail: Trail { tokens, outside, bodies: all_bodies, item_places, parts, own_parts, ..trail },
        }
    }

    /// The interval that is the statistical period: one in a sentence that says so, or else one before the
    /// first section that begins or ends with a year.
    fn interval<'p>(&self, prose: &'p Prose) -> Option<&'p Interval> {
        let words = || self.forms.iter().flat_map(|form| &form.reading.period_words);
        let sentence_has_word = |clause: usize| {
            let number = prose.clauses[clause].sentence;
            let start = prose.clauses.partition_point(|other| other.sentence < number);
            let sentence = prose.clauses[start..].iter().take_while(|other| other.sentence == number);
            let mut texts = sentence.map(|clause| prose.text(clause));
            texts.any(|text| words().any(|word| text.contains(word.as_str())))
        };
        let place =
            |interval: &Interval| interval.from.clause.map(|(clause, _)| clause).filter(|&at| at < prose.clauses.len());
        let said = prose.intervals.iter().find(|interval| place(interval).is_some_and(sentence_has_word));
        said.or_else(|| {
            prose.intervals.iter().find(|interval| {
                place(interval).is_some_and(|at| prose.clauses[at].section.is_none())
                    && (interval.from.month == Some(1) && interval.from.day == Some(1) || interval.to.month == Some(12))
            })
        })
    }

    /// Whether two forms are generations of one kind of report: those have the same titles.
    fn are_kin(&self, one: usize, other: usize) -> bool {
        let title = |form: usize| self.forms[form].reading.title.as_ref().map(LazyRegex::as_str);
        title(one) == title(other)
    }

    /// The form that the tables show: that of the year if one of its tables is there and no other form's
    /// is like it; otherwise the one whose labels the tables have most of.
    fn form_of_tables(&self, regions: &[Region], of_year: Option<usize>) -> Option<usize> {
        let name = |region: &Region| self.forms[region.form].tables[region.table].id.as_str();
        if let Some(form) = of_year
            && regions.iter().filter(|region| region.form == form).any(|own| {
                let rivals = regions.iter().filter(|other| other.form != form && name(other) == name(own));
                rivals.map(|other| self.fit(other)).all(|fit| self.fit(own) > fit + CLEARLY)
            })
        {
            return Some(form);
        }
        let score = |form: usize| -> i64 {
            let found = regions.iter().filter(|region| region.form == form);
            found.map(|region| 3 * region.labels - self.labels.label_counts[form][region.table]).sum()
        };
        let with_tables = (0..self.forms.len()).filter(|&form| regions.iter().any(|region| region.form == form));
        with_tables.max_by_key(|&form| (score(form), form))
    }

    /// How well a region fits its form's table: labels found against labels wanting.
    fn fit(&self, region: &Region) -> i64 {
        2 * region.labels - self.labels.label_counts[region.form][region.table]
    }

    /// For each table of the form its region; where another form's table of the same purpose fits its
    /// place clearly better, that one.
    fn choose_regions(&self, tokens: &[Token], regions: &[Region], form: usize) -> Vec<Region> {
        let name = |region: &Region| self.forms[region.form].tables[region.table].id.as_str();
        let mut chosen: Vec<Region> = Vec::new();
        for table in &self.forms[form].tables {
            let of_purpose = || regions.iter().filter(|region| name(region) == table.id);
            let own = of_purpose().find(|region| region.form == form);
            let other = of_purpose().filter(|region| region.form != form).max_by_key(|region| self.fit(region));
            let best = match (own, other) {
                (Some(own), Some(other)) if self.fit(other) > self.fit(own) + CLEARLY => Some(other),
                (Some(own), _) => Some(own),
                (None, other) => other,
            };
            chosen.extend(best.map(|best| {
                let superseded = of_purpose().flat_map(|other| self.superseded(tokens, best, other)).collect();
                Region { superseded, ..best.clone() }
            }));
        }
        chosen
    }

    /// The labels of rows with which another generation of a table goes on where the table ends.
    fn superseded(&self, tokens: &[Token], own: &Region, other: &Region) -> Vec<usize> {
        let goes_on = self.are_kin(own.form, other.form)
            && own.tokens.contains(&other.tokens.start)
            && other.tokens.end > own.tokens.end;
        if own.form == other.form || !goes_on {
            return Vec::new();
        }
        let is_other = |&at: &usize| {
            tokens[at].hit().is_some_and(|hit| {
                self.labels.refs(hit).iter().all(|label| label.form as usize != own.form)
                    && self.labels.is_row(hit, other.form)
            })
        };
        (own.tokens.end..other.tokens.end).filter(is_other).collect()
    }

    fn sections(form: &Form, text: &FoldedText, headings: Vec<Heading>, inside: &[Range<usize>]) -> Vec<FoundSection> {
        let folded = text.text();
        let mut found = find_sections(form, text, headings, form.free_order, folded.len());
        // The page's lines after the report are told apart from those before it by the last section.
        let last = found.last().map(|last| last.start).into_iter().chain(inside.iter().map(|range| range.end)).max();
        let end = preamble::find_end(folded, &form.reading, last.unwrap_or(0));
        for section in &mut found {
            if section.body.end > end {
                section.body.end = end.max(section.body.start);
                section.section.body = text.span(section.body.clone());
            }
        }
        if let Some(last) = found.last_mut() {
            let end = preamble::find_signature(folded, last.body.clone());
            let inside = last.body.start..end.max(last.body.start);
            last.section.is_empty = !folded[inside].chars().any(char::is_alphabetic);
        }
        found
    }
}

fn empty(source: SourceText, folded: FoldedText, trail: Trail) -> Document {
    let span = crate::Span::new(0, source.text().len());
    Document {
        source,
        form: None,
        title: None,
        mention: None,
        period: None,
        interval: None,
        signed: None,
        posted: None,
        sections: vec![],
        items: vec![],
        tables: vec![],
        prose: Prose::default(),
        running: RunningText::default(),
        span,
        folded,
        trail,
    }
}

/// The title and the parts of the prose that are the report's own: the page's lines before its text left
/// out.
fn own_parts(text: &FoldedText, form: &Form, title: Range<usize>, parts: &[Part]) -> Vec<Part> {
    let folded = text.text();
    let mut own = Vec::with_capacity(parts.len() + 1);
    own.push((None, title.clone()));
    for (section, part) in parts {
        if section.is_some() {
            own.push((*section, part.clone()));
            continue;
        }
        if part.end <= title.start {
            continue;
        }
        // A stretch ends where a line of the page stands.
        let mut open = part.start..part.start;
        for line in folded[part.clone()].split_inclusive('\n') {
            let end = open.end + line.len();
            if preamble::is_chrome(line, &form.reading) {
                own.push((None, open.clone()));
                open.start = end;
            }
            open.end = end;
        }
        own.push((None, open));
    }
    own.retain(|(_, part)| !part.is_empty());
    own
}

/// What is left of `0..end` without `ranges`, which are sorted.
fn complement(ranges: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    let mut rest = Vec::with_capacity(ranges.len() + 1);
    let mut at = 0;
    for range in ranges {
        if range.start > at {
            rest.push(at..range.start);
        }
        at = at.max(range.end);
    }
    if at < end {
        rest.push(at..end);
    }
    rest
}

/// The parts of `range` that lie in `ranges`, which are sorted and do not overlap.
fn intersect(ranges: &[Range<usize>], range: &Range<usize>) -> Vec<Range<usize>> {
    let first = ranges.partition_point(|other| other.end <= range.start);
    ranges[first..]
        .iter()
        .take_while(|other| other.start < range.end)
        .map(|other| other.start.max(range.start)..other.end.min(range.end))
        .filter(|part| part.start < part.end)
        .collect()
}
