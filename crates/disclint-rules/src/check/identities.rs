//! Identities: evaluated exactly, and broken ones traced to the cell that broke them.

use disclint_document::{CellContent, CellKind, Table, TableSpec};
use rust_decimal::Decimal;

use super::{Record, Sink, Subject, Value, causes};
use crate::diagnosis::{Broken, Cause, CellAt, alone, diagnose, total};
use crate::pack::{Check, Identity, Instance, Relation, Rule, Side};
use crate::proof::{About, Operand, Side as Terms, Statement, StatementState};
use crate::text::Obstacle;
use crate::{Lang, Severity};

/// The outcome of every identity.
pub(crate) struct Evaluation {
    pub(crate) held: usize,
    pub(crate) violated: usize,
    /// How many could not be evaluated, by reason.
    pub(crate) unchecked: Vec<(Obstacle, usize)>,
    /// Place of a table in the document, and what came of its identities.
    outcomes: Vec<(usize, Vec<Evaluated>)>,
    /// Cells that the identities prove or suspect wrong: table, cell, value that it should have by the likeliest repair.
    pub(crate) corrected: Vec<(usize, CellAt, Decimal)>,
    /// The causes of what is broken, by table.
    pub(super) causes: Vec<(usize, Vec<Cause>)>,
    /// Blank cells whose value follows from an identity: table, cell, value.
    pub(crate) implied: Vec<(usize, CellAt, Decimal)>,
    /// What could not be evaluated.
    open: Vec<Open>,
}

/// One instance of an identity that could not be evaluated.
struct Open {
    /// Place of the table in the document; `None` if it is missing.
    table: Option<usize>,
    pack: usize,
    rule: usize,
    instance: usize,
    obstacle: Obstacle,
}

/// One instance of an identity that could be evaluated.
struct Evaluated {
    /// Which pack and which of its rules.
    pack: usize,
    rule: usize,
    instance: usize,
    left: Decimal,
    right: Decimal,
    holds: bool,
}

enum Outcome {
    Values(Decimal, Decimal),
    Unchecked(Obstacle),
    /// It rests on a row that the form leaves open and the report does not have.
    NotApplicable,
}

pub(crate) fn evaluate(subject: &Subject<'_>, record: &mut Record) -> Evaluation {
    let document = subject.document;
    let mut evaluation = Evaluation {
        held: 0,
        violated: 0,
        unchecked: Vec::new(),
        outcomes: Vec::new(),
        corrected: Vec::new(),
        causes: Vec::new(),
        implied: Vec::new(),
        open: Vec::new(),
    };
    for (at, table) in document.tables.iter().enumerate() {
        let mut outcomes = Vec::new();
        for (rule, identity) in identities(subject, table) {
            for (number, instance) in identity.instances.iter().enumerate() {
                match outcome(subject, table, instance) {
                    Outcome::Values(left, right) => {
                        let holds = instance.relation.holds(left, right);
                        if holds {
                            evaluation.held += 1;
                        } else {
                            evaluation.violated += 1;
                        }
                        outcomes.push(Evaluated { pack: table.form, rule, instance: number, left, right, holds });
                        instance.cells().for_each(|(_, cell)| record.evaluated(at, cell, holds));
                        bind(subject, record, table, rule);
                    }
                    Outcome::Unchecked(obstacle) => {
                        count(&mut evaluation.unchecked, obstacle);
                        let open = Open { table: Some(at), pack: table.form, rule, instance: number, obstacle };
                        evaluation.open.push(open);
                        if obstacle < Obstacle::MissingRow {
                            bind(subject, record, table, rule);
                        }
                        if obstacle == Obstacle::Blank {
                            evaluation.implied.extend(implied(table, instance).map(|(cell, value)| (at, cell, value)));
                        }
                    }
                    Outcome::NotApplicable => {}
                }
            }
        }
        evaluation.outcomes.push((at, outcomes));
    }
    // Identities of tables that are not there at all.
    let forms = subject.packs.reader().forms();
    for (at, rule) in subject.pack().rules.iter().enumerate() {
        let Check::Identity(identity) = &rule.check else { continue };
        let spec = &forms[subject.form].tables[identity.table];
        if spec.required && !document.tables.iter().any(|table| subject.spec(table).id == spec.id) {
            let obstacle = Obstacle::TableMissing;
            for instance in 0..identity.instances.len() {
                count(&mut evaluation.unchecked, obstacle);
                evaluation.open.push(Open { table: None, pack: subject.form, rule: at, instance, obstacle });
            }
        }
    }
    evaluation.unchecked.sort();
    trace(subject, &mut evaluation);
    evaluation
}

/// Says that a rule found something to look at: in a table of another generation that one's rule of the same
/// name did.
fn bind(subject: &Subject<'_>, record: &mut Record, table: &Table, rule: usize) {
    if table.form == subject.form {
        record.bind_rule(rule);
        return;
    }
    let id = &subject.packs.pack(table.form).rules[rule].id;
    if let Some(own) = subject.pack().rules.iter().position(|rule| rule.id == *id) {
        record.bind_rule(own);
    }
}

fn count(unchecked: &mut Vec<(Obstacle, usize)>, obstacle: Obstacle) {
    match unchecked.iter_mut().find(|(known, _)| *known == obstacle) {
        Some((_, count)) => *count += 1,
        None => unchecked.push((obstacle, 1)),
    }
}

/// The identities over a table, from the pack whose form it was read against, with their rules' places.
fn identities<'a>(subject: &Subject<'a>, table: &Table) -> impl Iterator<Item = (usize, &'a Identity)> {
    let spec = table.spec;
    subject.packs.pack(table.form).rules.iter().enumerate().filter_map(move |(at, rule)| match &rule.check {
        Check::Identity(identity) if identity.table == spec && subject.is_evaluated(rule) => Some((at, identity)),
        _ => None,
    })
}

fn outcome(subject: &Subject<'_>, table: &Table, instance: &Instance) -> Outcome {
    let mut obstacle: Option<Obstacle> = None;
    let mut side = |side: &Side| {
        let mut sum = Decimal::from(side.constant);
        for term in &side.terms {
            for &(row, column) in &term.cells {
                let hindrance = match table.cell(row, column).map(|cell| &cell.content) {
                    // A count that cannot be one is told as such, and breaks no sum.
                    Some(CellContent::Number(number))
                        if !is_possible(subject.spec(table), row, column, number.value) =>
                    {
                        Obstacle::NotANumber
                    }
                    Some(CellContent::Number(number)) => {
                        // More digits than a decimal holds is no number that can be summed.
                        match number.value.checked_mul(Decimal::from(term.coefficient)).and_then(|v| sum.checked_add(v))
                        {
                            Some(total) => sum = total,
                            None => obstacle = Some(Obstacle::NotANumber),
                        }
                        continue;
                    }
                    None if subject.spec(table).rows[row].optional => return None,
                    _ => Obstacle::of(table.cell(row, column)).unwrap_or(Obstacle::NotANumber),
                };
                // The weightiest reason is the one to name.
                obstacle = Some(obstacle.map_or(hindrance, |known| known.max(hindrance)));
            }
        }
        Some(sum)
    };
    let (Some(left), Some(right)) = (side(&instance.left), side(&instance.right)) else {
        return Outcome::NotApplicable;
    };
    match obstacle {
        Some(obstacle) => Outcome::Unchecked(obstacle),
        None => Outcome::Values(left, right),
    }
}

/// Whether a cell of that kind can hold the value at all.
pub(super) fn is_possible(spec: &TableSpec, row: usize, column: usize, value: Decimal) -> bool {
    match spec.rows[row].kind.unwrap_or(spec.columns[column].kind) {
        CellKind::Count => value.is_integer() && (value.is_zero() || value.is_sign_positive()),
        CellKind::Increment => value.is_integer(),
        CellKind::Amount(_) => value.is_zero() || value.is_sign_positive(),
    }
}

/// Whether a cell stands alone on one side of an equation of its table.
pub(super) fn is_total(subject: &Subject<'_>, table: &Table, cell: CellAt) -> bool {
    let mut instances = identities(subject, table).flat_map(|(_, identity)| &identity.instances);
    instances.any(|instance| alone(&instance.left) == Some(cell) || alone(&instance.right) == Some(cell))
}

/// Whether more equations fail with other values in some cells of one table.
pub(super) fn breaks(subject: &Subject<'_>, supposed: Vec<Value>) -> bool {
    let Some(&(at, ..)) = supposed.first() else { return false };
    let failed = || failed(subject, at);
    let before = failed();
    subject.supposing(supposed, failed) > before
}

/// How many equations of a table fail, of those that have numbers in all of their cells.
fn failed(subject: &Subject<'_>, at: usize) -> usize {
    let residual = |instance: &Instance| {
        let mut sum = Decimal::from(instance.left.constant - instance.right.constant);
        for (coefficient, cell) in instance.cells() {
            sum = sum.checked_add(subject.number(at, cell)?.checked_mul(Decimal::from(coefficient))?)?;
        }
        Some(sum)
    };
    let instances = identities(subject, &subject.document.tables[at]).flat_map(|(_, identity)| &identity.instances);
    let fails = |instance: &&Instance| {
        residual(instance).is_some_and(|residual| !instance.relation.holds(residual, Decimal::ZERO))
    };
    instances.filter(fails).count()
}

/// The one blank cell of an equation and what it must be.
fn implied<'a>(table: &'a Table, instance: &'a Instance) -> Option<(CellAt, Decimal)> {
    if instance.relation != Relation::Equal {
        return None;
    }
    let mut sum = Decimal::from(instance.left.constant - instance.right.constant);
    let mut blank = None;
    for (coefficient, cell) in instance.cells() {
        let found = table.cell(cell.0, cell.1)?;
        match found.content {
            CellContent::Blank if blank.is_none() => blank = Some((coefficient, cell)),
            _ => sum = sum.checked_add(found.number()?.checked_mul(Decimal::from(coefficient))?)?,
        }
    }
    let (coefficient, cell) = blank?;
    Some((cell, sum.checked_div(Decimal::from(-coefficient))?.normalize()))
}

/// The equations of one table that are certain and do not hold, and those that do.
fn certain<'a>(subject: &Subject<'a>, outcomes: &[Evaluated]) -> (Vec<Broken<'a>>, Vec<&'a Instance>) {
    let (mut broken, mut held) = (Vec::new(), Vec::new());
    for evaluated in outcomes {
        let (rule, instance) = evaluated.rule(subject);
        if !is_certain(rule, instance) {
            continue;
        }
        if evaluated.holds {
            held.push(instance);
        } else {
            broken.push(Broken { rule, instance, left: evaluated.left, right: evaluated.right });
        }
    }
    (broken, held)
}

fn is_certain(rule: &Rule, instance: &Instance) -> bool {
    rule.severity == Severity::Error && instance.relation == Relation::Equal
}

impl Evaluated {
    fn rule<'a>(&self, subject: &Subject<'a>) -> (&'a Rule, &'a Instance) {
        let rule = &subject.packs.pack(self.pack).rules[self.rule];
        match &rule.check {
            Check::Identity(identity) => (rule, &identity.instances[self.instance]),
            _ => unreachable!("only identities are evaluated"),
        }
    }
}

/// Traces what does not hold to its causes.
fn trace(subject: &Subject<'_>, evaluation: &mut Evaluation) {
    for (at, outcomes) in &evaluation.outcomes {
        let table = &subject.document.tables[*at];
        let (broken, held) = certain(subject, outcomes);
        evaluation.causes.push((*at, diagnose(table, subject.spec(table), &broken, &held)));
    }
    evaluation.correct();
}

impl Evaluation {
    /// Takes the values of the likeliest repairs for those that the cells should have.
    pub(super) fn correct(&mut self) {
        let repairs = self.causes.iter().flat_map(|(at, causes)| causes.iter().map(move |cause| (*at, cause)));
        let repairs = repairs.filter_map(|(at, cause)| Some((at, cause.repairs.first()?)));
        let values = repairs.flat_map(|(at, repair)| repair.changes.iter().map(move |&(cell, _, to)| (at, cell, to)));
        self.corrected = values.collect();
    }
}

/// Reports what does not hold: equations that are certain together, by their causes; the rest singly.
pub(crate) fn report(
    subject: &Subject<'_>,
    evaluation: &Evaluation,
    record: &Record,
    is_wanted: impl Fn(&Rule) -> bool,
    sink: &mut Sink<'_>,
) {
    for ((at, outcomes), (_, causes)) in evaluation.outcomes.iter().zip(&evaluation.causes) {
        let (broken, _) = certain(subject, outcomes);
        for cause in causes {
            let wanted: Vec<usize> = cause.broken.iter().copied().filter(|&at| is_wanted(broken[at].rule)).collect();
            if !wanted.is_empty() {
                let cause = Cause { broken: wanted, ..cause.clone() };
                causes::report(subject, *at, &broken, Some(&cause), cause.primary, record, sink);
            }
        }
        for evaluated in outcomes.iter().filter(|evaluated| !evaluated.holds) {
            let (rule, instance) = evaluated.rule(subject);
            if is_certain(rule, instance) || !is_wanted(rule) {
                continue;
            }
            let broken = [Broken { rule, instance, left: evaluated.left, right: evaluated.right }];
            let primary = total(instance).or_else(|| instance.cells().next().map(|(_, cell)| cell));
            if let Some(primary) = primary {
                causes::report(subject, *at, &broken, None, primary, record, sink);
            }
        }
    }
}

/// Every identity with its numbers and what came of it, table by table, in the order of the rules.
pub(crate) fn statements(subject: &Subject<'_>, evaluation: &Evaluation, lang: Lang) -> Vec<Statement> {
    let mut found: Vec<((usize, usize, usize), Statement)> = Vec::new();
    for (at, outcomes) in &evaluation.outcomes {
        for evaluated in outcomes {
            let (rule, instance) = evaluated.rule(subject);
            let state = if evaluated.holds { StatementState::Held } else { StatementState::Violated };
            let order = (*at, evaluated.rule, evaluated.instance);
            found.push((order, statement(subject, Some(*at), rule, instance, state, lang)));
        }
    }
    for open in &evaluation.open {
        let rule = &subject.packs.pack(open.pack).rules[open.rule];
        let Check::Identity(identity) = &rule.check else { continue };
        let order = (open.table.unwrap_or(usize::MAX), open.rule, open.instance);
        let state = StatementState::Unchecked(open.obstacle.text(lang).to_owned());
        let mut made = statement(subject, open.table, rule, &identity.instances[open.instance], state, lang);
        if open.table.is_none() {
            let name = subject.form().tables[identity.table].name.clone();
            made.about = About::Table { name, index: None };
        }
        found.push((order, made));
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, statement)| statement).collect()
}

/// One instance of an identity over a table of the document, or over none.
pub(super) fn statement(
    subject: &Subject<'_>,
    at: Option<usize>,
    rule: &Rule,
    instance: &Instance,
    state: StatementState,
    lang: Lang,
) -> Statement {
    let table = at.map(|at| &subject.document.tables[at]);
    let (left, right) = (terms(table, &instance.left, lang), terms(table, &instance.right, lang));
    let place = total(instance).or_else(|| instance.cells().next().map(|(_, cell)| cell));
    let cell = |(row, column): CellAt| table.and_then(|table| table.cell(row, column));
    Statement {
        rule: rule.id.clone(),
        title: rule.title.get(lang).to_owned(),
        category: rule.category,
        about: About::Table { name: table.map_or(String::new(), |table| subject.spec(table).name.clone()), index: at },
        scope: instance.scope.clone(),
        left,
        relation: instance.relation,
        right,
        others: Vec::new(),
        state,
        span: place.and_then(cell).map(|cell| cell.span),
    }
}

/// One side of an equation with what stands in its cells.
fn terms(table: Option<&Table>, side: &Side, lang: Lang) -> Terms {
    let term = |term: &crate::pack::SideTerm| {
        let cells = term.cells.iter().map(|&(row, column)| table.and_then(|table| table.cell(row, column)));
        Operand::cells(term.label.clone(), term.coefficient, cells, lang)
    };
    let mut operands: Vec<Operand> = side.terms.iter().map(term).collect();
    if side.constant != 0 || operands.is_empty() {
        operands.push(Operand::constant(side.constant));
    }
    Terms::sum(operands)
}
