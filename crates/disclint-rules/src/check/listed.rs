//! Figures listed behind one that stands in the tables: 行政复议9件,其中维持5件,纠正1件,其他结果2件,尚未审结1件.
//!
//! Where the figure that a list stands behind is that of the table, the list is of what the table counts, and each item must
//! be the cell of its name: no words on scope or period need be understood.

use std::ops::Range;

use disclint_document::{Bound, Clause, FIGURE};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::context::{is_in_scope, is_of_the_year};
use super::figures::{Matched, operands, places, report, value};
use super::passages::{self, extents};
use super::{Evaluation, Made, Operand, Record, Sink, Subject, Verdict};
use crate::pack::{Check, Hit, ListedCheck, Listing, Relation, Rule, Target, counted};

/// A list at hand.
struct Open {
    /// Its place among the subjects.
    subject: usize,
    /// The number that it stands behind.
    whole: Decimal,
    /// The readings that all items so far agree with.
    readings: Vec<usize>,
    /// In how many brackets its subject stands, and whether its list stands in one right behind it.
    depth: usize,
    is_bracketed: bool,
    /// Whether it is an item of the list around it.
    is_item: bool,
    /// The number of the item of which alone what stands behind may be.
    narrowed: Option<Decimal>,
}

/// What phrases name a figure, and whether it may be an item of another list.
struct Named {
    listing: Listing,
    may_be_item: bool,
}

/// The lists at hand as the text is read, each an item of the one before it.
struct Reader<'a, 'b> {
    subject: &'a Subject<'b>,
    rule: &'a Rule,
    check: &'a ListedCheck,
    evaluation: &'a Evaluation,
    named: FxHashMap<usize, Vec<Named>>,
    open: Vec<Open>,
    /// The figures that phrases name one behind the other, no other one between them.
    run: Vec<usize>,
    /// Whether the sentence goes on from one above it, and whether it names what it lists itself.
    goes_on: bool,
    names_own: bool,
    depth: usize,
}

/// Sums of cells, one for each reading of a list.
type ListedSums = Vec<Target>;

/// How many figures behind one are looked at for its parts.
const MOST_PARTS: usize = 6;

/// How many figures one behind the other make a list that nothing need stand before, and how much all but one of them must
/// count together for that not to be by chance.
const LEAST_ITEMS: usize = 3;
const ENOUGH: Decimal = Decimal::TEN;

/// The figures of a list that are not the cells of their names.
enum Odd<'a> {
    None,
    /// The number of the only one, with what it should be.
    One(usize, &'a Target),
    /// Several, or too few others to tell.
    Several,
}

/// What came of a figure as an item.
enum Item {
    /// It is that of one of the lists at hand.
    Fits,
    /// It is none of theirs.
    Disputed,
    /// No list at hand has such an item.
    Unknown,
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &ListedCheck,
    hits: &[Hit],
    evaluation: &Evaluation,
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    let prose = &subject.document.prose;
    let named = named(subject, check, hits);
    if named.is_empty() {
        return;
    }
    let mut reader = Reader {
        subject,
        rule,
        check,
        evaluation,
        named,
        open: Vec::new(),
        run: Vec::new(),
        goes_on: false,
        names_own: false,
        depth: 0,
    };
    let mut section = None;
    for extent in extents(subject) {
        if !extent.figures.clone().any(|number| reader.named.contains_key(&number)) {
            continue;
        }
        let clauses = &prose.clauses[extent.clauses.clone()];
        if section != extent.section {
            reader.open.clear();
        }
        section = extent.section;
        reader.names_own = false;
        reader.goes_on = check.joins.is_match(prose.text(&clauses[0]));
        reader.depth = 0;
        for clause in clauses {
            reader.clause(clause, record, sink);
        }
        reader.end_run(record, sink);
    }
}

/// The figures that phrases name, those of the rules that it leans on among them.
fn named(subject: &Subject<'_>, check: &ListedCheck, hits: &[Hit]) -> FxHashMap<usize, Vec<Named>> {
    let prose = &subject.document.prose;
    let mut named: FxHashMap<usize, Vec<Named>> = FxHashMap::default();
    let mut name = |hit: &Hit, listing: Listing, may_be_item: bool| {
        let known = named.entry(prose.clauses[hit.clause].figures.start + hit.figure).or_default();
        known.push(Named { listing, may_be_item });
    };
    for hit in hits {
        name(hit, check.named[hit.phrase], true);
    }
    let all = subject.hits.get_or_init(|| passages::hits(subject));
    for &(rule, listing) in &check.as_rules {
        let Check::Figure(other) = &subject.pack().rules[rule].check else { continue };
        let start = all.partition_point(|hit| hit.rule < rule);
        for hit in all[start..].iter().take_while(|hit| hit.rule == rule) {
            let is_blocked = other.scope.blocks.is_match(&counted(prose, &prose.clauses[hit.clause]));
            if !is_blocked || matches!(listing, Listing::Subject(_)) {
                name(hit, listing, !is_blocked);
            }
        }
    }
    named
}

impl Reader<'_, '_> {
    fn clause(&mut self, clause: &Clause, record: &mut Record, sink: &mut Sink<'_>) {
        let (check, prose) = (self.check, &self.subject.document.prose);
        let text = prose.text(clause);
        let names_subject = clause.figures.clone().any(|number| self.subject_at(number).is_some());
        let is_aside = check.asides.is_match(text);
        if !names_subject && !is_aside && !self.open.is_empty() {
            if check.ends.is_match(text) {
                self.open.clear();
                self.end_run(record, sink);
            }
            self.open.retain(|open| !check.subjects[open.subject].ends.is_match(text));
        }
        let is_of_the_year = is_of_the_year(self.subject, check.scope.year, clause);
        let mut at = 0;
        for number in clause.figures.clone() {
            let place = prose.place_after(clause, number);
            let words = &text[at.min(place)..place];
            self.brackets(words);
            at = place;
            let figure = &prose.figures[number];
            if !check.units.iter().any(|unit| figure.unit == Some(unit)) {
                continue;
            }
            let is_exact = figure.bound == Bound::Exact && is_of_the_year;
            // What stands behind 已审结5件 may be of those alone.
            let narrows = self.part_at(number).is_some_and(|part| check.narrowing[part]);
            let may_be_item = self.named.get(&number).is_some_and(|named| named.iter().any(|named| named.may_be_item));
            if is_exact && !narrows && may_be_item {
                self.run.push(number);
            } else if narrows || !is_aside {
                self.end_run(record, sink);
            }
            if let Some((subject, _)) = self.subject_at(number).filter(|_| is_exact) {
                self.subject(subject, clause, number, words, record, sink);
            } else if let Some(part) = self.part_at(number).filter(|_| is_exact) {
                self.part(part, number, record, sink);
            } else if !is_aside && self.open.last().is_some_and(|open| self.depth <= open.depth + 1) {
                self.open.clear();
            }
            let behind = place + FIGURE.len_utf8();
            let next = clause.figures.clone().find(|&next| next > number);
            let end = next.map_or(text.len(), |next| prose.place_after(clause, next));
            if is_exact && behind < end {
                self.words(clause, behind..end, record, sink);
            }
        }
        self.brackets(&text[at..]);
        if clause.figures.is_empty() && is_of_the_year {
            self.words(clause, 0..text.len(), record, sink);
        }
    }

    /// Words that stand for the number of an item: 无被纠正案件, 均维持.
    fn words(&self, clause: &Clause, place: Range<usize>, record: &mut Record, sink: &mut Sink<'_>) {
        let (check, document) = (self.check, self.subject.document);
        if self.open.is_empty() || !self.goes_on && !self.names_own {
            return;
        }
        let text = &document.prose.text(clause)[place.clone()];
        for (part, words) in check.words.iter().enumerate() {
            for (patterns, is_all) in [(&words.none, false), (&words.all, true)] {
                let Some(found) = patterns.places(text).into_iter().next() else { continue };
                let lists = self.open.iter().rev();
                let mut told = None;
                for open in lists {
                    let Some(sums) = &check.subjects[open.subject].parts[part] else { continue };
                    let number = if is_all { open.narrowed.unwrap_or(open.whole) } else { Decimal::ZERO };
                    let Some(&reading) = open.readings.first() else { continue };
                    let target = &sums[reading];
                    if self.verdict(target, number).is_some() {
                        return;
                    }
                    let is_smaller = value(self.subject, target, None).is_some_and(|value| value <= open.whole);
                    told = told.or(is_smaller.then_some((target, number)));
                }
                let Some((target, number)) = told else { continue };
                let Some(value) = value(self.subject, target, None) else { continue };
                let span = document.clause_span(clause, place.start + found.start..place.start + found.end);
                record.tell(clause.start());
                let right = (Made::Sum, vec![Operand::constant(number)]);
                let left = operands(self.subject, target);
                record.compare_with(left, Relation::Equal, right, Verdict::Violated).said(span);
                let stated = document.text(span).trim().to_owned();
                let admitted = format!("{} = {value}", target.name);
                let values = [("stated", &*stated), ("found", &*number.to_string()), ("admitted", &*admitted)];
                let finding = sink.add(self.rule, span, &self.rule.id, &values);
                for cell in places(self.subject, target).into_iter().take(4) {
                    finding.related(cell, target.name.clone());
                }
                return;
            }
        }
    }

    /// 办结的申请中,予以公开41件,部分公开7件,不予公开12件: where all figures of a list but one are the cells of their names, that
    /// one must be, too, whatever stands before it.
    fn end_run(&mut self, record: &mut Record, sink: &mut Sink<'_>) {
        let run = std::mem::take(&mut self.run);
        if run.len() < LEAST_ITEMS {
            return;
        }
        let mut odd: Option<(usize, &Target)> = None;
        for (at, subject) in self.check.subjects.iter().enumerate() {
            // What its list does not have begins another one.
            let lists = run.chunk_by(|_, &next| self.sums(at, next).is_some() && !self.is_whole(at, next));
            for list in lists.filter(|list| list.len() >= LEAST_ITEMS && self.sums(at, list[0]).is_some()) {
                for reading in 0..subject.readings.len() {
                    match self.odd(at, reading, list) {
                        Odd::None => return,
                        Odd::One(number, target) => odd = odd.or(Some((number, target))),
                        Odd::Several => {}
                    }
                }
            }
        }
        if let Some((number, target)) = odd {
            self.dispute(&[target], number, record, sink);
        }
    }

    /// Which figures of a list are not the cells of their names.
    fn odd<'c>(&'c self, at: usize, reading: usize, list: &[usize]) -> Odd<'c> {
        let figures = &self.subject.document.prose.figures;
        let (mut told, mut parts, mut odd) = (Decimal::ZERO, Decimal::ZERO, Odd::None);
        for &number in list {
            let Some(target) = self.sums(at, number).map(|sums| &sums[reading]) else { return Odd::Several };
            let value = figures[number].value;
            if !self.is_whole(at, number) {
                parts = parts.saturating_add(value);
            }
            match (self.verdict(target, value), &odd) {
                (Some(_), _) => told = told.saturating_add(value),
                (None, Odd::None) => odd = Odd::One(number, target),
                (None, _) => return Odd::Several,
            }
        }
        match odd {
            Odd::One(..) if told < ENOUGH => Odd::Several,
            // Of its number nothing is known where parts are missing.
            Odd::One(number, target) if self.is_whole(at, number) && self.verdict(target, parts).is_none() => {
                Odd::Several
            }
            odd => odd,
        }
    }

    /// Whether a figure is the number of a subject.
    fn is_whole(&self, at: usize, number: usize) -> bool {
        self.subject_at(number).is_some_and(|(subject, _)| subject == at)
    }

    /// The sums that a figure must be one of in the list of a subject, one for each of its readings.
    fn sums(&self, at: usize, number: usize) -> Option<&ListedSums> {
        let spec = &self.check.subjects[at];
        self.named.get(&number)?.iter().find_map(|named| match named.listing {
            Listing::Subject(other) if other == at => Some(&spec.readings),
            Listing::Subject(other) => spec.parts[self.check.subjects[other].part?].as_ref(),
            Listing::Part(part) => spec.parts[part].as_ref(),
        })
    }

    /// What phrases name a figure as, if that is what lists stand behind, and whether it may be an item: of several the
    /// one whose number it is.
    fn subject_at(&self, number: usize) -> Option<(usize, bool)> {
        let value = self.subject.document.prose.figures.get(number)?.value;
        let subjects = || {
            self.named.get(&number).into_iter().flatten().filter_map(|named| match named.listing {
                Listing::Subject(at) => Some((at, named.may_be_item)),
                Listing::Part(_) => None,
            })
        };
        let fits = |(at, _): &(usize, bool)| {
            self.check.subjects[*at].readings.iter().any(|target| self.verdict(target, value).is_some())
        };
        subjects().find(fits).or_else(|| subjects().next())
    }

    fn part_at(&self, number: usize) -> Option<usize> {
        self.named.get(&number)?.iter().find_map(|named| match named.listing {
            Listing::Part(at) => Some(at),
            Listing::Subject(_) => None,
        })
    }

    /// Keeps count of brackets: behind the one that holds its list, a list is over.
    fn brackets(&mut self, text: &str) {
        for mark in text.chars() {
            match mark {
                '(' => self.depth += 1,
                ')' => self.depth = self.depth.saturating_sub(1),
                _ => continue,
            }
            let depth = self.depth;
            // What is no item of another list may be listed in another way behind its bracket.
            let is_over = |open: &Open| depth < open.depth || open.is_item && open.is_bracketed && depth == open.depth;
            self.open.retain(|open| !is_over(open));
        }
    }

    /// Whether a sum is the number, as it is printed or as the equations say it should be.
    fn verdict(&self, target: &Target, number: Decimal) -> Option<Verdict> {
        let is_number = |value: Option<Decimal>| value.is_some_and(|value| value.normalize() == number.normalize());
        if is_number(value(self.subject, target, None)) {
            return Some(Verdict::Held);
        }
        is_number(value(self.subject, target, Some(self.evaluation))).then_some(Verdict::HeldCorrected)
    }

    /// A figure that lists stand behind, and that may be an item of the list at hand.
    fn subject(
        &mut self,
        at: usize,
        clause: &Clause,
        number: usize,
        words: &str,
        record: &mut Record,
        sink: &mut Sink<'_>,
    ) {
        let (check, document) = (self.check, self.subject.document);
        let spec = &check.subjects[at];
        let may_be_item = self.subject_at(number).is_some_and(|(_, may_be_item)| may_be_item);
        let item =
            spec.part.filter(|_| may_be_item).map_or(Item::Unknown, |part| self.part(part, number, record, sink));
        match item {
            Item::Fits => {}
            Item::Disputed => {
                // Nobody knows what a list behind it is of.
                self.open.clear();
                return;
            }
            Item::Unknown => {
                self.open.retain(|open| !check.subjects[open.subject].ends.is_match(words));
                let text = counted(&document.prose, clause);
                if !is_in_scope(self.subject, &check.scope, clause, &text) {
                    self.open.clear();
                    return;
                }
            }
        }
        let value = document.prose.figures[number].value;
        let behind = document.prose.place_after(clause, number) + FIGURE.len_utf8();
        let is_bracketed = document.prose.text(clause).get(behind..).is_some_and(|behind| behind.starts_with('('));
        let verdicts = spec.readings.iter().map(|target| self.verdict(target, value)).enumerate();
        let fitting = verdicts.filter(|(_, verdict)| verdict.is_some()).map(|(reading, _)| reading);
        // Whether it is the number that it should be, and not only one that it might, is for the rules on single figures.
        let readings: Vec<usize> = fitting.collect();
        if readings.is_empty() {
            // It is of something else, and so is what stands behind it.
            self.open.clear();
            return;
        }
        record.bind();
        self.open.push(Open {
            subject: at,
            whole: value,
            readings,
            depth: self.depth,
            is_bracketed,
            is_item: matches!(item, Item::Fits),
            narrowed: None,
        });
        self.names_own = true;
    }

    /// An item of the innermost list at hand that has it, or of one around that.
    fn part(&mut self, part: usize, number: usize, record: &mut Record, sink: &mut Sink<'_>) -> Item {
        let check = self.check;
        if !self.goes_on && !self.names_own {
            return Item::Unknown;
        }
        let figure = &self.subject.document.prose.figures[number];
        let is_subject = self.subject_at(number).is_some();
        for at in (0..self.open.len()).rev() {
            let open = &self.open[at];
            let Some(sums) = &check.subjects[open.subject].parts[part] else { continue };
            let verdicts = open.readings.iter().map(|&reading| (reading, self.verdict(&sums[reading], figure.value)));
            let fitting: Vec<(usize, Verdict)> =
                verdicts.filter_map(|(reading, verdict)| Some((reading, verdict?))).collect();
            let Some(&(reading, verdict)) = fitting.first() else { continue };
            self.holds(&sums[reading], verdict, number, record);
            self.open[at].readings = fitting.into_iter().map(|(reading, _)| reading).collect();
            self.open.truncate(at + 1);
            if check.narrowing[part] {
                self.open[at].narrowed = Some(figure.value);
            }
            return Item::Fits;
        }
        // 诉讼6件,已审结5件:直接起诉2件: not all that there are.
        let sums = |open: &Open| {
            if is_subject && open.narrowed.is_some_and(|number| number < open.whole) {
                return None;
            }
            let sums = check.subjects[open.subject].parts[part].as_ref()?;
            Some(open.readings.iter().map(|&reading| &sums[reading]).collect::<Vec<_>>())
        };
        // 新收101件,上年结转6件,自然人85件: of what is no less than it.
        let innermost = self.open.iter().rev().filter(|open| open.whole >= figure.value).find_map(sums);
        let Some(sums) = innermost else { return Item::Unknown };
        // 申请人中,自然人84件: of all that the paragraph tells of, and of what it does not.
        if !self.names_own {
            let known = check.subjects.iter().filter_map(|subject| subject.parts[part].as_ref()).flatten();
            if known.into_iter().any(|target| self.verdict(target, figure.value).is_some()) {
                return Item::Unknown;
            }
        }
        self.dispute(&sums, number, record, sink);
        Item::Disputed
    }

    /// 19件发出补正通知,其中14件补正后办理,4件逾期不补正,1件在补正期内: whether a figure that no list stands behind has parts of its
    /// own, and so is not what its name alone says.
    fn is_divided(&self, number: usize) -> bool {
        let figures = &self.subject.document.prose.figures;
        let own = &figures[number];
        if self.subject_at(number).is_some() {
            return false;
        }
        let behind = (number + 1..figures.len()).take(MOST_PARTS).take_while(|&at| figures[at].unit == own.unit);
        let (mut sum, mut others) = (Decimal::ZERO, 0);
        // Items of the list may well add up to the one before them, if they are few.
        behind.enumerate().any(|(at, part)| {
            sum = sum.saturating_add(figures[part].value);
            others += usize::from(!self.named.contains_key(&part));
            at > 0 && others > 0 && sum == own.value
        })
    }

    fn holds(&self, target: &Target, verdict: Verdict, number: usize, record: &mut Record) {
        if !record.is_claimed(number) {
            let sum = (Made::Sum, operands(self.subject, target));
            record.claim(number);
            record.compare_with(vec![Operand::figure(number)], Relation::Equal, sum, verdict);
        }
    }

    fn dispute(&self, sums: &[&Target], number: usize, record: &mut Record, sink: &mut Sink<'_>) {
        if record.is_claimed(number) || self.is_divided(number) {
            return;
        }
        let values: Option<Vec<(&Target, Decimal)>> =
            sums.iter().map(|target| Some((*target, value(self.subject, target, None)?))).collect();
        // A cell that holds no number leaves open what the figure means.
        let Some(wrong) = values else { return };
        record.claim(number);
        let mut readings = wrong.iter().map(|(target, _)| operands(self.subject, target));
        let stated = vec![Operand::figure(number)];
        let entry = record.compare(stated, Relation::Equal, readings.next().unwrap_or_default(), false);
        entry.others.extend(readings);
        report(self.subject, self.rule, false, &self.subject.document.prose.figures[number], &wrong, sink);
    }
}

/// The figures that are named as what lists stand behind, or as an item of one, whatever becomes of them.
pub(crate) fn matched_in_lists(subject: &Subject<'_>, check: &ListedCheck, hits: &[Hit]) -> Vec<Matched> {
    let prose = &subject.document.prose;
    let named = named(subject, check, hits);
    let mut numbers: Vec<_> = named.iter().collect();
    numbers.sort_unstable_by_key(|(number, _)| **number);
    let mut found = Vec::new();
    for (&number, named) in numbers {
        let at = prose.clauses.partition_point(|clause| clause.figures.end <= number);
        let (Some(clause), Some(figure)) = (prose.clauses.get(at), prose.figures.get(number)) else { continue };
        // Only for what a list stands behind the scope matters.
        let is_item = named.iter().any(|named| matches!(named.listing, Listing::Part(_)));
        let in_scope = is_item || is_in_scope(subject, &check.scope, clause, &counted(prose, clause));
        found.push(Matched { in_scope, ..Matched::figure(subject, &check.units, clause, figure) });
    }
    found
}
