//! The words for what the checks recorded: names, values and places of operands.

use disclint_document::FIGURE;
use rust_decimal::Decimal;

use super::{About, Combination, Operand, Side, Statement, StatementState};
use crate::Lang;
use crate::check::{Entry, Evaluation, Made, Of, Subject, Verdict, earlier};
use crate::pack::{Check, Rule, Target};
use crate::text::Obstacle;

/// How many characters of a clause stand for a figure.
const LONGEST_NAME: usize = 18;

/// Finds the words for what was recorded.
pub(super) struct Namer<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) evaluation: &'a Evaluation,
    pub(super) lang: Lang,
}

impl Namer<'_> {
    pub(super) fn statement(&self, entry: &Entry) -> Statement {
        let rule = &self.subject.pack().rules[entry.rule];
        let document = self.subject.document;
        let corrected = entry.verdict == Verdict::HeldCorrected;
        let made = match entry.made {
            Made::Sum => Combination::Sum,
            Made::Share => Combination::Share,
            Made::Growth => Combination::Growth,
        };
        let left = Side::sum(self.operands(rule, &entry.left, corrected));
        let right = Side::new(self.operands(rule, &entry.right, corrected), made);
        let others = entry.others.iter().map(|other| Side::new(self.operands(rule, other, false), made)).collect();
        let cell = |operands: &[crate::check::Operand]| match operands {
            [crate::check::Operand { of: Of::Cell(table, ..), .. }] => Some(*table),
            _ => None,
        };
        // A cell held against a number of the rule's.
        let about = match cell(&entry.left).filter(|_| entry.said.is_none()) {
            Some(index) => {
                About::Table { name: self.subject.spec(&document.tables[index]).name.clone(), index: Some(index) }
            }
            None => About::Prose,
        };
        Statement {
            rule: rule.id.clone(),
            title: rule.title.get(self.lang).to_owned(),
            category: rule.category,
            about,
            scope: entry.said.map_or(String::new(), |said| format!("“{}”", one_line(document.text(said)))),
            span: entry.said.or_else(|| left.operands.iter().flat_map(|operand| &operand.spans).next().copied()),
            left,
            relation: entry.relation,
            right,
            others,
            state: match entry.verdict {
                Verdict::Held | Verdict::HeldCorrected => StatementState::Held,
                Verdict::Violated => StatementState::Violated,
                Verdict::Unchecked(obstacle) => StatementState::Unchecked(obstacle.text(self.lang).to_owned()),
            },
        }
    }

    /// The operands with their names. A sum of cells that the rule has a name for is one.
    fn operands(&self, rule: &Rule, operands: &[crate::check::Operand], corrected: bool) -> Vec<Operand> {
        let document = self.subject.document;
        if operands.is_empty() {
            return vec![self.missing(rule)];
        }
        if let Some(target) = self.target(rule, operands) {
            let cells = operands.iter().map(|operand| match operand.of {
                Of::Cell(table, row, column) => document.tables[table].cell(row, column),
                _ => None,
            });
            let mut sum = Operand::cells(target.name.clone(), 1, cells, self.lang);
            let stated = self.value(operands, false);
            sum.value = if corrected { self.value(operands, true) } else { stated };
            sum.corrected_from = stated.filter(|_| corrected && stated != sum.value);
            return vec![sum];
        }
        operands.iter().map(|operand| self.operand(operand, corrected)).collect()
    }

    fn operand(&self, operand: &crate::check::Operand, corrected: bool) -> Operand {
        let document = self.subject.document;
        let coefficient = operand.coefficient;
        match operand.of {
            Of::Figure(number) => {
                let figure = &document.prose.figures[number];
                Operand {
                    name: self.words_before(number),
                    coefficient,
                    value: Some(figure.value),
                    unit: figure.unit,
                    spans: vec![figure.span],
                    ..Operand::nothing()
                }
            }
            Of::Cell(table, row, column) => {
                let spec = self.subject.spec(&document.tables[table]);
                let cell = document.tables[table].cell(row, column);
                let mut named =
                    Operand::cells(spec.cell_path(row, column), coefficient, std::iter::once(cell), self.lang);
                if corrected {
                    let single = [crate::check::Operand { coefficient: 1, of: operand.of }];
                    let value = self.value(&single, true);
                    named.corrected_from = named.value.filter(|_| value != named.value);
                    named.value = value;
                }
                named
            }
            Of::Words(span) => {
                Operand { name: one_line(document.text(span)), coefficient, spans: vec![span], ..Operand::nothing() }
            }
            Of::Constant(value) => Operand { coefficient, value: Some(value), ..Operand::nothing() },
            Of::Earlier(table, row, column) => {
                let spec = &self.subject.form().tables[table];
                let found =
                    self.subject.previous().and_then(|previous| earlier(self.subject, spec, previous, (row, column)));
                let words = match self.lang {
                    Lang::Zh => "上年报告 ",
                    Lang::En => "last year's report, ",
                };
                let name = format!("{words}{}", spec.cell_path(row, column));
                Operand { name, coefficient, value: found.map(|(value, _)| value), ..Operand::nothing() }
            }
        }
    }

    /// The sum of cells, as they are or corrected.
    fn value(&self, operands: &[crate::check::Operand], corrected: bool) -> Option<Decimal> {
        operands.iter().try_fold(Decimal::ZERO, |sum, operand| {
            let Of::Cell(table, row, column) = operand.of else { return None };
            let known = self.evaluation.corrected.iter().filter(|_| corrected);
            let mut known = known.filter(|(at, cell, _)| *at == table && *cell == (row, column));
            let value = match known.next() {
                Some((.., value)) => *value,
                None => self.subject.document.tables[table].cell(row, column)?.number()?,
            };
            sum.checked_add(value.checked_mul(Decimal::from(operand.coefficient))?)
        })
    }

    /// The sum of the rule's whose table the report lacks.
    fn missing(&self, rule: &Rule) -> Operand {
        let is_missing = |target: &&Target| {
            let mut tables = target.terms.iter().filter(|_| !target.is_earlier).map(|(_, (table, ..))| *table);
            tables.any(|table| self.subject.document.table(self.subject.form, table).is_none())
        };
        Operand {
            name: targets(rule).find(is_missing).map_or(String::new(), |target| target.name.clone()),
            written: Obstacle::TableMissing.text(self.lang).to_owned(),
            ..Operand::nothing()
        }
    }

    /// What the rule calls a sum of cells.
    fn target<'r>(&self, rule: &'r Rule, operands: &[crate::check::Operand]) -> Option<&'r Target> {
        let is_named = |target: &&Target| {
            !target.is_earlier
                && target.terms.len() == operands.len()
                && !operands.is_empty()
                && target.terms.iter().zip(operands).all(|(&(coefficient, (table, row, column)), operand)| {
                    operand.coefficient == coefficient
                        && matches!(operand.of, Of::Cell(at, its_row, its_column)
                            if self.subject.document.tables[at].spec == table && (its_row, its_column) == (row, column))
                })
        };
        targets(rule).find(is_named)
    }

    /// The words of the clause between the figure before and this one.
    fn words_before(&self, number: usize) -> String {
        let prose = &self.subject.document.prose;
        let at = prose.clauses.partition_point(|clause| clause.figures.end <= number);
        let Some(clause) = prose.clauses.get(at).filter(|clause| clause.figures.contains(&number)) else {
            return String::new();
        };
        let words = prose.text(clause).split(FIGURE).nth(number - clause.figures.start).unwrap_or_default();
        let words = words.trim_start_matches([')', '、', '(', '及', '和']);
        let length = words.chars().count();
        if length <= LONGEST_NAME {
            return words.to_owned();
        }
        let rest: String = words.chars().skip(length - LONGEST_NAME).collect();
        format!("…{rest}")
    }
}

/// Every sum of cells that a rule on the prose names.
fn targets(rule: &Rule) -> Box<dyn Iterator<Item = &Target> + '_> {
    match &rule.check {
        Check::Figure(check) => Box::new(check.admits.iter()),
        Check::Listed(check) => Box::new(check.targets()),
        Check::Statement(check) => Box::new(check.states.iter().flat_map(|(left, _, right)| [left, right])),
        _ => Box::new(std::iter::empty()),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
