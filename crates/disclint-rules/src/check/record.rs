//! What the checks compared and what came of it: the ground on which a number counts as verified.
//!
//! It is kept for every report, so it holds places and verdicts only; words are made of it when somebody
//! asks (`proof.rs`).

use disclint_document::{Document, Span};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Subject;
use crate::pack::Relation;
use crate::text::Obstacle;
use crate::{BoundRules, NumberState};

/// It took part in something that holds.
const VERIFIED: u8 = 1;
/// It took part in something that does not hold.
const DISPUTED: u8 = 2;
/// A finding points at it.
const POINTED_AT: u8 = 4;
/// A rule knows which cells it speaks of.
const CLAIMED: u8 = 8;

/// A number that takes part in a comparison.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Operand {
    /// By what it is multiplied: -1 where it is subtracted.
    pub(crate) coefficient: i64,
    pub(crate) of: Of,
}

/// Which number it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Of {
    /// A figure of the prose, by its number.
    Figure(usize),
    /// A cell: its table's place in the document, row and column of the form.
    Cell(usize, usize, usize),
    /// A year, a date or other words that are not among the figures.
    Words(Span),
    /// A number that the rule gives.
    Constant(Decimal),
    /// A cell of the report of the year before: table, row and column of this report's form.
    Earlier(usize, usize, usize),
}

impl Operand {
    fn new(of: Of) -> Self {
        Self { coefficient: 1, of }
    }

    pub(crate) fn figure(number: usize) -> Self {
        Self::new(Of::Figure(number))
    }

    pub(crate) fn cell(table: usize, row: usize, column: usize) -> Self {
        Self::new(Of::Cell(table, row, column))
    }

    #[allow(dead_code, reason = "for checks of years and dates")]
    pub(crate) fn words(span: Span) -> Self {
        Self::new(Of::Words(span))
    }

    pub(crate) fn earlier(table: usize, row: usize, column: usize) -> Self {
        Self::new(Of::Earlier(table, row, column))
    }

    pub(crate) fn constant(value: Decimal) -> Self {
        Self::new(Of::Constant(value))
    }

    pub(crate) fn times(self, coefficient: i64) -> Self {
        Self { coefficient, ..self }
    }
}

/// What the operands of the right side are made into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Made {
    /// Their sum.
    Sum,
    /// The first as a percentage of the second.
    Share,
    /// By how many percent the first is more than the second.
    Growth,
}

/// What came of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Held,
    /// It holds with the values that the identities give in place of wrong cells, which are told themselves.
    HeldCorrected,
    Violated,
    Unchecked(Obstacle),
}

/// One comparison.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The pack's rule.
    pub(crate) rule: usize,
    pub(crate) left: Vec<Operand>,
    pub(crate) relation: Relation,
    pub(crate) right: Vec<Operand>,
    pub(crate) made: Made,
    /// What the left side was compared with besides, in vain.
    pub(crate) others: Vec<Vec<Operand>>,
    /// The words that say it, where no figure does.
    pub(crate) said: Option<Span>,
    pub(crate) verdict: Verdict,
}

impl Entry {
    /// Names the words that state it.
    pub(crate) fn said(&mut self, span: Span) -> &mut Self {
        self.said = Some(span);
        self
    }
}

/// Everything that was compared, and the state of every number.
pub(crate) struct Record {
    /// Of the figures of the prose, then of the cells, table by table.
    states: Vec<u8>,
    /// Where each table's cells begin in `states`, and how many columns it has.
    tables: Vec<(usize, usize)>,
    figures: usize,
    pub(crate) entries: Vec<Entry>,
    /// Of each rule and figure of which nothing could be said, its entry.
    open: FxHashMap<(usize, usize), usize>,
    /// Where the clauses begin whose words have been told.
    told: FxHashSet<u32>,
    /// The rule at work.
    rule: usize,
    bound: Vec<bool>,
}

impl Record {
    pub(crate) fn new(subject: &Subject<'_>) -> Self {
        let figures = subject.document.prose.figures.len();
        let mut end = figures;
        let mut tables = Vec::with_capacity(subject.document.tables.len());
        for table in &subject.document.tables {
            let spec = subject.spec(table);
            tables.push((end, spec.columns.len()));
            end += spec.rows.len() * spec.columns.len();
        }
        Self {
            states: vec![0; end],
            tables,
            figures,
            entries: Vec::new(),
            open: FxHashMap::default(),
            told: FxHashSet::default(),
            rule: 0,
            bound: vec![false; subject.pack().rules.len()],
        }
    }

    /// Says which rule is at work; what follows is its doing.
    pub(super) fn enter(&mut self, rule: usize) {
        self.rule = rule;
    }

    /// Says that the rule at work found something to look at.
    pub(crate) fn bind(&mut self) {
        self.bound[self.rule] = true;
    }

    /// The same if `is_found`, which is not asked where it is known already.
    pub(crate) fn bind_if(&mut self, is_found: impl FnOnce() -> bool) {
        self.bound[self.rule] = self.bound[self.rule] || is_found();
    }

    /// Says that the rule at work compared a sum with another, and whether that holds as it should.
    pub(crate) fn compare(
        &mut self,
        left: Vec<Operand>,
        relation: Relation,
        right: Vec<Operand>,
        held: bool,
    ) -> &mut Entry {
        self.compare_as(left, relation, right, if held { Verdict::Held } else { Verdict::Violated })
    }

    /// The same where more than yes or no came of it.
    pub(crate) fn compare_as(
        &mut self,
        left: Vec<Operand>,
        relation: Relation,
        right: Vec<Operand>,
        verdict: Verdict,
    ) -> &mut Entry {
        self.compare_with(left, relation, (Made::Sum, right), verdict)
    }

    /// The same for shares and growth, and where nothing could be said.
    pub(crate) fn compare_with(
        &mut self,
        left: Vec<Operand>,
        relation: Relation,
        (made, right): (Made, Vec<Operand>),
        verdict: Verdict,
    ) -> &mut Entry {
        self.bind();
        let bit = match verdict {
            Verdict::Held | Verdict::HeldCorrected => VERIFIED,
            Verdict::Violated => DISPUTED,
            Verdict::Unchecked(_) => 0,
        };
        for operand in left.iter().chain(&right) {
            match operand.of {
                Of::Figure(number) => self.states[number] |= bit,
                // With corrected values nothing is known of the cells as they are.
                Of::Cell(..) if verdict == Verdict::HeldCorrected => {}
                Of::Cell(table, row, column) => self.set(table, row, column, bit),
                Of::Words(_) | Of::Constant(_) | Of::Earlier(..) => {}
            }
        }
        // Two phrases of a rule may find one figure, and neither can say anything.
        let is_open = matches!(verdict, Verdict::Unchecked(_));
        if let (true, Some(first)) = (is_open, left.first()) {
            let is_same = |entry: &Entry| entry.rule == self.rule && entry.left == left && entry.said.is_none();
            let known = if let Of::Figure(figure) = first.of {
                self.open.get(&(self.rule, figure)).copied()
            } else {
                // The entries of a rule stand together.
                let own = self.entries.iter().rev().take_while(|entry| entry.rule == self.rule).count();
                let start = self.entries.len() - own;
                self.entries[start..].iter().rposition(is_same).map(|at| start + at)
            };
            if let Some(known) = known.filter(|&known| is_same(&self.entries[known])) {
                return &mut self.entries[known];
            }
            if let Of::Figure(figure) = first.of {
                self.open.insert((self.rule, figure), self.entries.len());
            }
        }
        let entry = Entry { rule: self.rule, left, relation, right, made, others: Vec::new(), said: None, verdict };
        self.entries.push(entry);
        let last = self.entries.len() - 1;
        &mut self.entries[last]
    }

    /// Says that the words of a clause, by where it begins, have been told to contradict the tables.
    pub(crate) fn tell(&mut self, clause: u32) {
        self.told.insert(clause);
    }

    /// Whether they have been.
    pub(crate) fn is_told(&self, clause: u32) -> bool {
        self.told.contains(&clause)
    }

    /// Says that a rule has compared a figure with something and found it right.
    #[allow(dead_code, reason = "for checks that compare with nothing that could be shown")]
    pub(crate) fn mark(&mut self, figure: usize) {
        self.bind();
        self.states[figure] |= VERIFIED;
    }

    /// Says that the rule at work knows which cells a figure speaks of, so that no other rule need ask. Whether
    /// it is the sum of its parts is another question.
    pub(crate) fn claim(&mut self, figure: usize) {
        self.states[figure] |= CLAIMED;
    }

    /// Whether a rule knows which cells a figure speaks of.
    pub(crate) fn is_claimed(&self, figure: usize) -> bool {
        self.states[figure] & CLAIMED != 0
    }

    /// Whether a comparison with the figure, as a whole or as a part, has failed.
    pub(crate) fn is_disputed(&self, figure: usize) -> bool {
        self.states[figure] & DISPUTED != 0
    }

    /// Whether a rule has compared a figure with something.
    pub(crate) fn is_compared(&self, figure: usize) -> bool {
        self.states[figure] & (VERIFIED | DISPUTED) != 0
    }

    /// Says that a cell takes part in an identity that was evaluated.
    pub(super) fn evaluated(&mut self, table: usize, (row, column): (usize, usize), held: bool) {
        self.set(table, row, column, if held { VERIFIED } else { DISPUTED });
    }

    /// Says that the pack's rule found something to look at.
    pub(super) fn bind_rule(&mut self, rule: usize) {
        self.bound[rule] = true;
    }

    fn set(&mut self, table: usize, row: usize, column: usize, bit: u8) {
        let (start, columns) = self.tables[table];
        self.states[start + row * columns + column] |= bit;
    }

    /// Says that a finding points at a place.
    pub(super) fn point_at(&mut self, document: &Document, span: Span) {
        let figures = &document.prose.figures;
        let first = figures.partition_point(|figure| figure.span.end <= span.start);
        for (at, figure) in figures.iter().enumerate().skip(first).take_while(|(_, figure)| touch(figure.span, span)) {
            debug_assert!(figure.span.end > span.start);
            self.states[at] |= POINTED_AT;
        }
        for (at, table) in document.tables.iter().enumerate().filter(|(_, table)| touch(table.span, span)) {
            for row in &table.rows {
                for (number, cell) in row.cells.iter().enumerate() {
                    if cell.number().is_some() && touch(cell.span, span) {
                        self.set(at, row.spec, row.first_column + number, POINTED_AT);
                    }
                }
            }
        }
    }

    pub(crate) fn figure_state(&self, number: usize) -> NumberState {
        state(self.states[number])
    }

    pub(crate) fn cell_state(&self, table: usize, row: usize, column: usize) -> NumberState {
        let (start, columns) = self.tables[table];
        state(self.states[start + row * columns + column])
    }

    /// How many figures of the prose were compared with something.
    pub(crate) fn figures_compared(&self) -> usize {
        (0..self.figures).filter(|&figure| self.is_compared(figure)).count()
    }

    /// The rules that found something to look at.
    pub(crate) fn into_bound(self, form: usize) -> BoundRules {
        BoundRules::of_report(form, self.bound)
    }
}

fn touch(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn state(bits: u8) -> NumberState {
    if bits & (DISPUTED | POINTED_AT) != 0 {
        NumberState::InFinding
    } else if bits & VERIFIED != 0 {
        NumberState::Verified
    } else {
        NumberState::Unused
    }
}
