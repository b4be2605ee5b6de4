//! The proof behind a judgement: everything that was evaluated, held or not, and the state of every number.
//!
//! The checks record places and verdicts (`check/record.rs`); here they become names, values and words (`names.rs`).

mod names;

use std::fmt::Write as _;

use disclint_document::{Cell, CellContent, Document, Span};
use rust_decimal::Decimal;

use self::names::Namer;
use crate::check::{Evaluation, Record, Subject, identity_statements};
use crate::pack::Relation;
use crate::text::Obstacle;
use crate::{Category, Lang};

/// Everything that was evaluated in a report, and every number with what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// Identities table by table, then comparisons with the prose in the order of the text.
    pub statements: Vec<Statement>,
    /// Every number of the report in the order of the text.
    pub numbers: Vec<ReportNumber>,
}

/// An identity or a comparison that was evaluated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks, in one line.
    pub title: String,
    /// The rule's category.
    pub category: Category,
    /// What it is about.
    pub about: About,
    /// The row or column that it is for, or the words that state it; may be empty.
    pub scope: String,
    /// What stands on the left.
    pub left: Side,
    /// How the sides should compare.
    pub relation: Relation,
    /// What stands on the right. Of several readings the one that fits, or else the first.
    pub right: Side,
    /// Other readings that do not fit either.
    pub others: Vec<Side>,
    /// What came of it.
    pub state: StatementState,
    /// Where to show it: the figure, or the cell that stands alone; `None` if the report lacks it.
    pub span: Option<Span>,
}

/// What a statement is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    /// The cells of one table.
    Table {
        /// Its name, such as `表三`.
        name: String,
        /// Its place among the document's tables; `None` if the report lacks it.
        index: Option<usize>,
    },
    /// The prose, against tables or against itself.
    Prose,
}

/// One side of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// What it is made of.
    pub operands: Vec<Operand>,
    /// How.
    pub made: Combination,
    /// What that gives; `None` if an operand is no number.
    pub value: Option<Decimal>,
}

/// How operands are put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Combination {
    /// Added up.
    Sum,
    /// The first as a percentage of the second.
    Share,
    /// By how many percent the first is more than the second.
    Growth,
}

/// A number in a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operand {
    /// What it is, in the reader's words; empty for a number that the rule gives.
    pub name: String,
    /// By what it is multiplied; -1 where it is subtracted.
    pub coefficient: i64,
    /// Its value; `None` if what stands there is no number.
    pub value: Option<Decimal>,
    /// What stands there in place of a number.
    pub written: String,
    /// The unit of a figure of the prose.
    pub unit: Option<&'static str>,
    /// Its places; several where it is a sum itself, none for what the report lacks.
    pub spans: Vec<Span>,
    /// What the cell says, where the value is the one that the identities give in its place.
    pub corrected_from: Option<Decimal>,
}

/// What came of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StatementState {
    /// It holds.
    Held,
    /// It does not hold.
    Violated,
    /// It could not be evaluated, for this reason.
    Unchecked(String),
}

/// A number of the report: a cell, or a figure of the prose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportNumber {
    /// Its place, the unit of a figure included.
    pub span: Span,
    /// Its value.
    pub value: Decimal,
    /// The cell, in the reader's words; `None` for a figure of the prose.
    pub cell: Option<String>,
    /// What became of it.
    pub state: NumberState,
}

/// What became of a number. Each number has exactly one state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum NumberState {
    /// It takes part in something that holds, and in nothing that does not.
    Verified,
    /// It takes part in something that does not hold, or a finding points at it.
    InFinding,
    /// No rule used it.
    Unused,
}

impl NumberState {
    /// The name used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::InFinding => "in-finding",
            Self::Unused => "unused",
        }
    }
}

impl StatementState {
    /// The name used in all output.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Violated => "violated",
            Self::Unchecked(_) => "unchecked",
        }
    }
}

impl Proof {
    pub(crate) fn new(subject: &Subject<'_>, evaluation: &Evaluation, record: &Record, lang: Lang) -> Self {
        let mut statements = identity_statements(subject, evaluation, lang);
        let namer = Namer { subject, evaluation, lang };
        let mut prose: Vec<Statement> = record.entries.iter().map(|entry| namer.statement(entry)).collect();
        prose.sort_by_key(|statement| statement.span.map(|span| span.start));
        // A cell with a rule of its own belongs to its table.
        statements.extend(prose);
        statements.sort_by_key(|statement| match statement.about {
            About::Table { index: Some(index), .. } => (0, index),
            About::Table { index: None, .. } => (1, 0),
            About::Prose => (2, 0),
        });
        Self { statements, numbers: numbers(subject, record) }
    }

    /// The number that stands at byte `offset` of the text.
    pub fn number_at(&self, offset: u32) -> Option<&ReportNumber> {
        self.numbers
            .iter()
            .find(|number| number.span.start <= offset && offset < number.span.end.max(number.span.start))
    }

    /// Every statement that the number at `span` takes part in; readings that were tried in vain do not count.
    pub fn statements_on(&self, span: Span) -> impl Iterator<Item = &Statement> {
        let is_on = move |side: &Side| side.operands.iter().any(|operand| operand.spans.contains(&span));
        self.statements.iter().filter(move |statement| is_on(&statement.left) || is_on(&statement.right))
    }
}

/// Every number of a report in the order of the text.
fn numbers(subject: &Subject<'_>, record: &Record) -> Vec<ReportNumber> {
    let document = subject.document;
    let figures = document.prose.figures.iter().enumerate().map(|(at, figure)| ReportNumber {
        span: figure.span,
        value: figure.value,
        cell: None,
        state: record.figure_state(at),
    });
    let mut numbers: Vec<ReportNumber> = figures.collect();
    cells(document, |table, row, column, span, value| {
        let spec = subject.spec(&document.tables[table]);
        let state = record.cell_state(table, row, column);
        numbers.push(ReportNumber { span, value, cell: Some(spec.cell_path(row, column)), state });
    });
    numbers.sort_by_key(|number| number.span);
    numbers
}

/// How many numbers there are of each state: verified, in findings, unused.
pub(crate) fn count(document: &Document, record: &Record) -> [usize; 3] {
    let mut counts = [0; 3];
    let mut add = |state| {
        counts[match state {
            NumberState::Verified => 0,
            NumberState::InFinding => 1,
            NumberState::Unused => 2,
        }] += 1;
    };
    (0..document.prose.figures.len()).for_each(|figure| add(record.figure_state(figure)));
    cells(document, |table, row, column, _, _| add(record.cell_state(table, row, column)));
    counts
}

/// Every cell that holds a number.
fn cells(document: &Document, mut each: impl FnMut(usize, usize, usize, Span, Decimal)) {
    for (at, table) in document.tables.iter().enumerate() {
        for row in &table.rows {
            for (number, cell) in row.cells.iter().enumerate() {
                if let Some(value) = cell.number() {
                    each(at, row.spec, row.first_column + number, cell.span, value);
                }
            }
        }
    }
}

impl Side {
    /// The sum of operands.
    pub(crate) fn sum(operands: Vec<Operand>) -> Self {
        Self::new(operands, Combination::Sum)
    }

    fn new(operands: Vec<Operand>, made: Combination) -> Self {
        let value = value(&operands, made);
        Self { operands, made, value }
    }

    /// Whether it says the same as its only operand.
    fn is_plain(&self) -> bool {
        matches!(&self.operands[..], [only] if only.coefficient == 1)
    }

    /// Its operands with their values, and what they give.
    fn write(&self, text: &mut String, lang: Lang, place: &dyn Fn(&[Span]) -> String) {
        if let ([part, whole], Some(symbol)) = (&self.operands[..], self.made.symbol()) {
            part.write(text, self.value.is_none(), lang, place);
            text.push_str(symbol);
            whole.write(text, self.value.is_none(), lang, place);
        } else {
            for (at, operand) in self.operands.iter().enumerate() {
                if at > 0 {
                    text.push_str(if operand.is_subtracted() { " - " } else { " + " });
                } else if operand.is_subtracted() {
                    text.push_str("- ");
                }
                operand.write(text, self.value.is_none(), lang, place);
            }
        }
        if let Some(value) = self.value.filter(|_| !self.is_plain()) {
            let percent = if self.made == Combination::Sum { "" } else { "%" };
            let _ = write!(text, " = {value}{percent}");
        }
    }
}

impl Combination {
    fn symbol(self) -> Option<&'static str> {
        match self {
            Self::Sum => None,
            Self::Share => Some(" ÷ "),
            Self::Growth => Some(" ↗ "),
        }
    }
}

/// What operands give; percentages with two places.
fn value(operands: &[Operand], made: Combination) -> Option<Decimal> {
    if made == Combination::Sum {
        return operands.iter().try_fold(Decimal::ZERO, |sum, operand| {
            sum.checked_add(operand.value?.checked_mul(Decimal::from(operand.coefficient))?)
        });
    }
    let [first, second] = operands else { return None };
    let (mut part, whole) = (first.value?, second.value?);
    if made == Combination::Growth {
        part = part.checked_sub(whole)?;
    }
    Some(part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(2).normalize())
}

impl Operand {
    /// A number that the rule gives.
    pub(crate) fn constant(value: i64) -> Self {
        let coefficient = if value < 0 { -1 } else { 1 };
        Self { coefficient, value: Some(Decimal::from(value.abs())), ..Self::nothing() }
    }

    /// A cell, or the cells under a heading.
    pub(crate) fn cells<'a>(
        name: String,
        coefficient: i64,
        cells: impl Iterator<Item = Option<&'a Cell>>,
        lang: Lang,
    ) -> Self {
        let cells: Vec<Option<&Cell>> = cells.collect();
        let number = |cell: Option<&'a Cell>| cell.and_then(Cell::number);
        let value = cells.iter().copied().map(number).try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?));
        let mut operand = Self { name, coefficient, value, ..Self::nothing() };
        operand.spans.extend(cells.iter().flatten().map(|cell| cell.span));
        if value.is_none() {
            operand.written = cells.iter().map(|cell| content(*cell, lang)).collect::<Vec<_>>().join(", ");
        }
        operand
    }

    fn nothing() -> Self {
        Self {
            name: String::new(),
            coefficient: 1,
            value: None,
            written: String::new(),
            unit: None,
            spans: Vec::new(),
            corrected_from: None,
        }
    }

    fn is_subtracted(&self) -> bool {
        self.coefficient < 0
    }

    fn write(&self, text: &mut String, as_written: bool, lang: Lang, place: &dyn Fn(&[Span]) -> String) {
        if self.coefficient.abs() != 1 {
            let _ = write!(text, "{} × ", self.coefficient.abs());
        }
        let mut parts = Vec::with_capacity(2);
        if !self.name.is_empty() {
            parts.push(self.name.clone());
        }
        match self.value {
            Some(value) if !as_written || self.written.is_empty() => {
                parts.push(format!("{value}{}", self.unit.unwrap_or_default()));
            }
            _ if self.written.is_empty() => {}
            _ => parts.push(format!("[{}]", self.written)),
        }
        text.push_str(&parts.join(" "));
        if let Some(found) = self.corrected_from {
            let _ = match lang {
                Lang::Zh => write!(text, "(现为 {found})"),
                Lang::En => write!(text, " (now {found})"),
            };
        }
        text.push_str(&place(&self.spans));
    }
}

impl Statement {
    /// It in words: `自然人:一、本年新收… 84 + … 0 = 84 ≠ …`. What was not evaluated stands with what is in each
    /// place of a number.
    pub fn text(&self, lang: Lang) -> String {
        self.text_with(lang, &|_| String::new())
    }

    /// The same, with what `place` says of each operand's places behind it.
    pub fn text_with(&self, lang: Lang, place: &dyn Fn(&[Span]) -> String) -> String {
        let mut text = self.scope.clone();
        if !text.is_empty() {
            text.push_str(match lang {
                Lang::Zh => ":",
                Lang::En => ": ",
            });
        }
        self.left.write(&mut text, lang, place);
        let symbol = match self.state {
            StatementState::Violated => self.relation.negated(),
            StatementState::Held | StatementState::Unchecked(_) => self.relation.symbol(),
        };
        let _ = write!(text, " {symbol} ");
        self.right.write(&mut text, lang, place);
        for other in &self.others {
            text.push_str(match lang {
                Lang::Zh => "；",
                Lang::En => "; ",
            });
            let _ = write!(text, "{symbol} ");
            other.write(&mut text, lang, place);
        }
        text
    }
}

/// What a cell holds, in words where it is no number.
fn content(cell: Option<&Cell>, lang: Lang) -> String {
    match cell.map(|cell| &cell.content) {
        Some(CellContent::Number(number)) => number.value.to_string(),
        Some(CellContent::Mark(mark)) => mark.to_string(),
        Some(CellContent::Text(text)) => format!("“{text}”"),
        Some(CellContent::Blank) => Obstacle::Blank.text(lang).to_owned(),
        Some(CellContent::Unreadable(_)) => Obstacle::Unreadable.text(lang).to_owned(),
        None => Obstacle::MissingRow.text(lang).to_owned(),
    }
}
