//! Prose against tables: a figure must be one of the sums that its phrase may mean; a statement in words
//! must be true of the cells.

mod beside;
mod column;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::rc::Rc;

use disclint_document::{Bound, CellKind, Clause, Document, FIGURE, Figure, MoneyUnit, Span};
use rust_decimal::Decimal;

pub(super) use self::beside::explained;
use self::beside::{is_near, is_of_part, is_said_of_part, is_summed_up, may_be};
use self::column::is_of_column;
use super::causes::earlier_in_words;
use super::context::is_in_scope;
use super::passages::years_named;
use super::series::earlier;
use super::{Evaluation, Figures, Made, Operand, Sink, Subject, Verdict, fixes};
use crate::Lang;
use crate::pack::schema::{ClauseYearToml, NearToml};
use crate::pack::{FigureCheck, Hit, Relation, Rule, StatementCheck, Target, counted};
use crate::text::Obstacle;

/// What phrases with a figure are tried on in a clause where that is not its text: see [`counted`].
fn counted_in(subject: &Subject<'_>, clause: usize) -> Option<Rc<str>> {
    if let Some(known) = subject.counted.borrow().get(&clause) {
        return known.clone();
    }
    let prose = &subject.document.prose;
    let found = match counted(prose, &prose.clauses[clause]) {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(Rc::from(text)),
    };
    subject.counted.borrow_mut().insert(clause, found.clone());
    found
}

/// How many decimals a nought in the table is taken to have where it stands for an amount in 万元: 0.46万元 is none.
const PLACES_OF_NOUGHT: u32 = 2;

/// How many clauses before one the words may stand that lead to its list.
const FAR: usize = 16;

/// How many times the number in the tables a round number is of something else.
const BEYOND: u8 = 20;

/// The figure that a phrase names, with its number.
pub(super) fn named<'a>(document: &'a Document, hit: &Hit) -> Option<(usize, &'a Figure)> {
    let number = document.prose.clauses[hit.clause].figures.start + hit.figure;
    Some((number, document.prose.figures.get(number)?))
}

/// The figure that stands at byte `at` of a clause's text.
fn figure_at<'a>(document: &'a Document, clause: &Clause, text: &str, at: usize) -> Option<(usize, &'a Figure)> {
    let number = clause.figures.start + text[..at].matches(FIGURE).count();
    Some((number, document.prose.figures.get(number)?))
}

/// The value of a sum; `None` if a cell holds no number. With `evaluation`, cells that the identities
/// prove wrong count with the value that they should have.
pub(super) fn value(subject: &Subject<'_>, target: &Target, evaluation: Option<&Evaluation>) -> Option<Decimal> {
    if target.is_earlier {
        let numbers = earlier_numbers(subject, target)?;
        let mut terms = numbers.iter().zip(&target.terms);
        return terms.try_fold(Decimal::from(target.constant), |sum, ((_, (number, _)), (coefficient, _))| {
            sum.checked_add(number.checked_mul(Decimal::from(*coefficient))?)
        });
    }
    target.terms.iter().try_fold(Decimal::from(target.constant), |sum, &(coefficient, (table, row, column))| {
        let tables = &subject.document.tables;
        let at = tables.iter().position(|known| known.form == subject.form && known.spec == table)?;
        let corrected = evaluation.into_iter().flat_map(|evaluation| &evaluation.corrected);
        let mut corrected = corrected.filter(|(table, cell, _)| *table == at && *cell == (row, column));
        let value = match corrected.next() {
            Some((.., value)) => *value,
            None => subject.number(at, (row, column))?,
        };
        sum.checked_add(value.checked_mul(Decimal::from(coefficient))?)
    })
}

/// The cells of a sum that is of the report of the year before, each by its path, with its number and line there; `None` if
/// there is no such report, or one of them holds no number.
fn earlier_numbers(subject: &Subject<'_>, target: &Target) -> Option<Vec<(String, (Decimal, usize))>> {
    let previous = subject.previous()?;
    let number = |&(_, (table, row, column)): &(i64, (usize, usize, usize))| {
        let spec = &subject.form().tables[table];
        Some((spec.cell_path(row, column), earlier(subject, spec, previous, (row, column))?))
    };
    target.terms.iter().map(number).collect()
}

/// The cells of a sum, for the proof; those of a table that is not there are left out.
pub(super) fn operands(subject: &Subject<'_>, target: &Target) -> Vec<Operand> {
    let tables = &subject.document.tables;
    let cell = |&(coefficient, (table, row, column)): &(i64, (usize, usize, usize))| {
        if target.is_earlier {
            return Some(Operand::earlier(table, row, column).times(coefficient));
        }
        let at = tables.iter().position(|known| known.form == subject.form && known.spec == table)?;
        Some(Operand::cell(at, row, column).times(coefficient))
    };
    let constant =
        (target.constant != 0 || target.terms.is_empty()).then(|| Operand::constant(Decimal::from(target.constant)));
    target.terms.iter().filter_map(cell).chain(constant).collect()
}

/// Why the value of one of these sums cannot be told.
fn obstacle(subject: &Subject<'_>, targets: &[Target]) -> Obstacle {
    let obstacle =
        |&(_, (table, row, column)): &(i64, (usize, usize, usize))| match subject.document.table(subject.form, table) {
            Some(table) => Obstacle::of(table.cell(row, column)),
            None => Some(Obstacle::TableMissing),
        };
    let terms = targets.iter().flat_map(|target| &target.terms);
    // Numbers too big to be added up are none.
    terms.filter_map(obstacle).max().unwrap_or(Obstacle::NotANumber)
}

/// The places of the cells of a sum that hold something but zero, or else its first cell's.
pub(super) fn places(subject: &Subject<'_>, target: &Target) -> Vec<Span> {
    if target.is_earlier {
        return Vec::new();
    }
    let cell = |&(_, (table, row, column)): &(i64, (usize, usize, usize))| {
        subject.document.table(subject.form, table)?.cell(row, column)
    };
    let cells: Vec<_> = target.terms.iter().filter_map(cell).collect();
    let filled: Vec<Span> = cells
        .iter()
        .filter(|cell| cell.number().is_some_and(|number| !number.is_zero()))
        .map(|cell| cell.span)
        .collect();
    if filled.is_empty() { cells.first().map(|cell| cell.span).into_iter().collect() } else { filled }
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &FigureCheck,
    hits: &[Hit],
    evaluation: &Evaluation,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    let document = subject.document;
    // Without last year's report there is nothing to compare what is told of that year with.
    let is_earlier = check.admits.iter().any(|target| target.is_earlier);
    if is_earlier && subject.previous().is_none() {
        return;
    }
    let all_values = || check.admits.iter().map(|target| value(subject, target, None)).collect();
    let mut admitted: Option<Option<Vec<Decimal>>> = None;
    let mut disputed: Vec<(usize, Vec<(&Target, Decimal)>)> = Vec::new();
    for hit in hits {
        let Some((number, figure)) = named(document, hit) else { continue };
        let clause = &document.prose.clauses[hit.clause];
        // Of most figures it is known sooner that there is nothing to say.
        let counted = LazyCell::new(|| counted_in(subject, hit.clause));
        let text = || counted.as_deref().unwrap_or_else(|| document.prose.text(clause));
        if check.scope.year == ClauseYearToml::This && is_of_another_year(subject, clause, number) {
            continue;
        }
        let unit = figure.unit.unwrap_or_default();
        let is_loose = check.near != NearToml::No;
        if is_loose && (figures.is_claimed(number) || !check.units.iter().any(|known| known == unit)) {
            continue;
        }
        if !check.units.iter().any(|known| known == unit) || figures.is_claimed(number) {
            figures.bind_if(|| is_in_scope(subject, &check.scope, clause, text()));
            continue;
        }
        // What is named loosely is disputed only where it is near, and verified by nothing: the numbers tell soonest
        // that there is nothing to say.
        let is_open = |values: &Option<Vec<Decimal>>| {
            values.as_ref().is_none_or(|values| !is_near(subject, clause, number, check.near, values))
        };
        if is_loose && is_open(admitted.get_or_insert_with(all_values)) {
            figures.bind();
            continue;
        }
        if !is_in_scope(subject, &check.scope, clause, text()) {
            continue;
        }
        // 接收平台投诉举报4100余件: nobody gives a handful in round numbers; it is something else that was counted.
        if let Some(values) = admitted.get_or_insert_with(all_values)
            && figure.bound != Bound::Exact
            && values.iter().all(|value| (*value).max(Decimal::ONE).saturating_mul(BEYOND.into()) < figure.value)
        {
            figures.bind();
            continue;
        }
        // A cell that holds no number leaves open what the figure means.
        let Some(values) = admitted.get_or_insert_with(all_values) else {
            if is_earlier {
                figures.bind();
                continue;
            }
            let reason = Verdict::Unchecked(obstacle(subject, &check.admits));
            let first = (Made::Sum, check.admits.first().map_or(Vec::new(), |target| operands(subject, target)));
            figures.compare_with(vec![Operand::figure(number)], Relation::Equal, first, reason);
            continue;
        };
        if check.at_most {
            let corrected = check.admits.iter().filter_map(|target| value(subject, target, Some(evaluation)));
            let most = values.iter().copied().chain(corrected).max().unwrap_or_default();
            let is_beyond = matches!(figure.bound, Bound::Exact | Bound::AtLeast | Bound::AndMore)
                && check.admits.first().is_some_and(|target| in_unit_of(subject, target, figure) > most);
            // What stays below a bound is not verified by it.
            if !is_beyond {
                figures.bind();
                continue;
            }
        }
        // An amount may be rounded in either place.
        let is_amount = figure.unit.is_some_and(|unit| MoneyUnit::parse(unit).is_some());
        let agrees = |target: &Target, value: Decimal| {
            let stated = in_unit_of(subject, target, figure);
            if figure.bound != Bound::Exact {
                return !figure.bound.excludes(stated, value);
            }
            // A nought rounds nothing that the form has places for.
            let printed = if value.is_zero() { PLACES_OF_NOUGHT } else { value.scale() };
            let places = if is_amount { printed.min(stated.scale()) } else { 28 };
            // 4.22亿元: at its own precision.
            let is_rounded = || {
                is_amount
                    && !stated.is_zero()
                    && figure.value.checked_div(stated).and_then(|unit| value.checked_mul(unit)).is_some_and(|value| {
                        value.round_dp(figure.value.scale()).normalize() == figure.value.normalize()
                    })
            };
            value.round_dp(places).normalize() == stated.round_dp(places).normalize() || is_rounded()
        };
        // A wrong cell is told once, where it stands.
        let is_corrected =
            |target: &Target| value(subject, target, Some(evaluation)).is_some_and(|value| agrees(target, value));
        // 新收的申请中,商业企业提出12件: of what may be meant otherwise only the first.
        let count = if is_strict(document, check, clause, text()) { 1 } else { check.admits.len() };
        let admits = &check.admits[..count];
        let mut readings = admits.iter().zip(values.iter().copied());
        let fitting = readings.find(|(target, value)| agrees(target, *value)).map(|(target, _)| target);
        let corrected = || admits.iter().find(|target| is_corrected(target));
        let stated = vec![Operand::figure(number)];
        let mut wrong: Vec<(&Target, Decimal)> = admits.iter().zip(values.iter().copied()).collect();
        if is_loose {
            wrong.retain(|(_, value)| may_be(check.near, figure.value, *value));
        }
        figures.claim(number);
        if let Some(target) = fitting {
            figures.compare(stated, Relation::Equal, operands(subject, target), true);
        } else if is_summed_up(document, number, values)
            || !is_earlier
                && (is_of_part(subject, clause, number, values, (hit.rule, &check.admits))
                    || is_of_column(subject, clause, number, &check.admits))
        {
            figures.bind();
        } else if let Some(target) = corrected() {
            let target = (Made::Sum, operands(subject, target));
            figures.compare_with(stated, Relation::Equal, target, Verdict::HeldCorrected);
        } else {
            disputed.push((number, wrong));
        }
    }
    let numbers: Vec<usize> = disputed.iter().map(|(number, _)| *number).collect();
    if !check.at_most && are_parts(document, &numbers, admitted.flatten().as_deref().unwrap_or_default()) {
        figures.bind();
        return;
    }
    for (number, wrong) in disputed {
        let relation = if check.at_most { Relation::AtMost } else { Relation::Equal };
        let mut readings = wrong.iter().map(|(target, _)| operands(subject, target));
        let stated = vec![Operand::figure(number)];
        let entry = figures.compare(stated, relation, readings.next().unwrap_or_default(), false);
        entry.others.extend(readings);
        report(subject, rule, check.at_most, &document.prose.figures[number], &wrong, sink);
    }
}

/// Whether the clause, or the one before it that it goes on from, says that only the first sum can be meant:
/// 新收的101件申请中,自然人83件,企业18件; 新收101件,其中自然人83件.
fn is_strict(document: &Document, check: &FigureCheck, clause: &Clause, text: &str) -> bool {
    if check.strict.is_empty() {
        return false;
    }
    let clauses = &document.prose.clauses;
    let at = clauses.partition_point(|other| other.start() < clause.start());
    let mut before = clauses[..at].iter().rev().take(FAR).take_while(|other| other.sentence == clause.sentence);
    let goes_on = text.starts_with("其中");
    let right_before = || before.clone().next().filter(|_| goes_on);
    // Items of its list may stand between the clause and the words that lead to it.
    let is_lead = |other: &&Clause| other.figures.is_empty() || document.prose.text(other).ends_with('中');
    let is_said = |other: &Clause| check.strict.is_match(document.prose.text(other));
    check.strict.is_match(text) || right_before().is_some_and(is_said) || before.find(is_lead).is_some_and(is_said)
}

/// Whether figures that are not the number in the tables tell it by parts: 征地类予以公开3件…社保类予以公开2件. Several
/// different ones that are less cannot all be a slip for it.
fn are_parts(document: &Document, numbers: &[usize], values: &[Decimal]) -> bool {
    let mut told: Vec<Decimal> =
        numbers.iter().filter_map(|&number| Some(document.prose.figures.get(number)?.value)).collect();
    let sum = told.iter().fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value));
    let are_less = values.iter().any(|value| told.iter().all(|told| told < value));
    told.sort_unstable();
    let count = told.len();
    told.dedup();
    are_less && (told.len() >= 2 || count >= 2 && values.contains(&sum))
}

/// 2023年度7件、2024年度9件: whether a clause tells of several years, and the one before a figure is not the report's.
fn is_of_another_year(subject: &Subject<'_>, clause: &Clause, number: usize) -> bool {
    let prose = &subject.document.prose;
    let text = prose.text(clause);
    let year = |piece: &str| years_named(piece).pop();
    let pieces = || text.split('、');
    if pieces().filter(|piece| year(piece).is_some()).count() < 2 {
        return false;
    }
    let before = text.get(..prose.place_after(clause, number)).unwrap_or_default();
    let named = before.split('、').next_back().and_then(year);
    named.zip(subject.document.year()).is_some_and(|(named, own)| named != own)
}

/// The figure in the unit of the cells that it is compared with: 元 in the prose, 万元 in the table.
fn in_unit_of(subject: &Subject<'_>, target: &Target, figure: &Figure) -> Decimal {
    let kind = target.terms.first().map(|&(_, (table, row, column))| {
        let spec = &subject.form().tables[table];
        spec.rows[row].kind.unwrap_or(spec.columns[column].kind)
    });
    let (Some(CellKind::Amount(to)), Some(from)) = (kind, figure.unit.and_then(MoneyUnit::parse)) else {
        return figure.value.normalize();
    };
    let yuan = figure.value.checked_mul(Decimal::from(from.in_yuan()));
    yuan.and_then(|yuan| yuan.checked_div(Decimal::from(to.in_yuan()))).unwrap_or(figure.value).normalize()
}

/// Tells of a figure that is none of the sums.
pub(super) fn report(
    subject: &Subject<'_>,
    rule: &Rule,
    at_most: bool,
    figure: &Figure,
    admitted: &[(&Target, Decimal)],
    sink: &mut Sink<'_>,
) {
    let Some(&(first, value)) = admitted.first() else { return };
    let lang = sink.lang();
    let stated = subject.document.text(figure.qualified).trim().to_owned();
    let mut readings: Vec<String> = Vec::new();
    for (target, value) in admitted {
        let reading = format!("{} = {value}", target.name_in(lang));
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    let readings = readings.join(if lang == Lang::Zh { "；" } else { "; " });
    let found = figure.value.to_string();
    let label = match (lang, first.is_earlier) {
        (Lang::Zh, false) => format!("表中为 {value}"),
        (Lang::En, false) => format!("{value} in the table"),
        (Lang::Zh, true) => format!("上年报告为 {value}"),
        (Lang::En, true) => format!("{value} in last year's report"),
    };
    let finding =
        sink.add(rule, figure.number, &rule.id, &[("stated", &stated), ("found", &found), ("admitted", &readings)]);
    finding.label(label);
    // An amount in another unit is for the drafter to write, and so is what only has a bound.
    if !at_most && figure.unit.and_then(MoneyUnit::parse).is_none() {
        fixes::figure(subject, figure, admitted, finding, lang);
    }
    for span in places(subject, first).into_iter().take(4) {
        finding.related(span, first.name.clone());
    }
    if let Some(previous) = subject.previous().filter(|_| first.is_earlier) {
        for (path, number) in earlier_numbers(subject, first).unwrap_or_default() {
            finding.note(earlier_in_words(previous.name(), &path, number, lang));
        }
    }
}

/// Where a clause says it; a figure that the phrase names must be what the rule asks (纠错率为0, 维持率100%).
fn said(document: &Document, clause: &Clause, text: &str, check: &StatementCheck, hit: &Hit) -> Option<Span> {
    let figure = |at: usize| Some(figure_at(document, clause, text, at)?.1);
    let is_meant = |at: usize| figure(at).is_some_and(|figure| figure.value == Decimal::from(check.value));
    let mut found = check.phrases.find(hit.phrase, text).into_iter();
    let (range, at) = found.find(|(_, at)| at.is_none_or(is_meant))?;
    let span = document.clause_span(clause, range.clone());
    // What stands for a figure is as long as a Chinese character, the figure itself is not.
    let last = at.filter(|at| at + FIGURE.len_utf8() == range.end).and_then(figure);
    Some(last.map_or(span, |last| Span { end: last.span.end, ..span }))
}

pub(super) fn statement(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &StatementCheck,
    hits: &[Hit],
    evaluation: &Evaluation,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    let document = subject.document;
    let mut last = None;
    for hit in hits {
        // A clause says it once, however many phrases find it.
        if last.replace(hit.clause) == Some(hit.clause) {
            continue;
        }
        let clause = &document.prose.clauses[hit.clause];
        let text = document.prose.text(clause);
        let Some(span) = said(document, clause, text, check, hit) else { continue };
        if !is_in_scope(subject, &check.scope, clause, text) {
            continue;
        }
        figures.bind();
        let is_told = figures.is_told(clause.start());
        for (left, relation, right) in &check.states {
            let (left_value, right_value) = (value(subject, left, None), value(subject, right, None));
            let corrected = (value(subject, left, Some(evaluation)), value(subject, right, Some(evaluation)));
            let holds = |values| matches!(values, (Some(left), Some(right)) if relation.holds(left, right));
            let verdict = match (left_value, right_value) {
                (None, _) => Verdict::Unchecked(obstacle(subject, std::slice::from_ref(left))),
                (_, None) => Verdict::Unchecked(obstacle(subject, std::slice::from_ref(right))),
                values if holds(values) => Verdict::Held,
                _ if holds(corrected) => Verdict::HeldCorrected,
                _ => Verdict::Violated,
            };
            let all = left_value.max(right_value);
            if verdict == Verdict::Violated
                && let Some((unit, all)) = check.counts.as_deref().zip(all)
                && is_said_of_part(document, clause, span.end as usize, unit, all)
            {
                continue;
            }
            let right_side = (Made::Sum, operands(subject, right));
            figures.compare_with(operands(subject, left), *relation, right_side, verdict).said(span);
            let (Verdict::Violated, Some(left_value)) = (verdict, left_value) else { continue };
            if is_told {
                break;
            }
            let stated = document.text(span).trim().to_owned();
            let admitted = format!("{} = {left_value}", left.name);
            let finding = sink.add(rule, span, &rule.id, &[("stated", &stated), ("admitted", &admitted)]);
            for place in places(subject, left).into_iter().take(4) {
                finding.related(place, left.name.clone());
            }
            break;
        }
    }
}

/// A clause that a rule's phrases match.
pub(crate) struct Matched {
    /// The figure, or the words of a statement.
    pub(crate) span: Span,
    /// The clause, folded.
    pub(crate) text: String,
    /// Whether it speaks of the year, scope and context that the rule is for.
    pub(crate) in_scope: bool,
    /// Whether the figure is of a unit that the rule knows.
    pub(crate) is_comparable: bool,
}

impl Matched {
    /// A figure of a clause that a rule with these units names.
    pub(super) fn figure(subject: &Subject<'_>, units: &[String], clause: &Clause, figure: &Figure) -> Self {
        let document = subject.document;
        let whole = document.clause_span(clause, 0..document.prose.text(clause).len());
        let unit = figure.unit.unwrap_or_default();
        Self {
            span: figure.span,
            text: document.text(whole).trim().to_owned(),
            in_scope: true,
            is_comparable: units.iter().any(|known| known == unit),
        }
    }
}

/// The clauses that a rule on figures matches, whatever becomes of them.
pub(crate) fn matched(subject: &Subject<'_>, check: &FigureCheck, hits: &[Hit]) -> Vec<Matched> {
    let document = subject.document;
    let mut found = Vec::new();
    for hit in hits {
        let Some((_, figure)) = named(document, hit) else { continue };
        let clause = &document.prose.clauses[hit.clause];
        let in_scope = is_in_scope(subject, &check.scope, clause, &counted(&document.prose, clause));
        found.push(Matched { in_scope, ..Matched::figure(subject, &check.units, clause, figure) });
    }
    found.dedup_by_key(|matched| matched.span);
    found
}

/// The clauses that a rule on statements matches, whatever becomes of them.
pub(crate) fn matched_statements(subject: &Subject<'_>, check: &StatementCheck, hits: &[Hit]) -> Vec<Matched> {
    let document = subject.document;
    let matched = |hit: &Hit| {
        let clause = &document.prose.clauses[hit.clause];
        let text = document.prose.text(clause);
        let span = said(document, clause, text, check, hit)?;
        Some(Matched {
            span,
            text: document.text(document.clause_span(clause, 0..text.len())).trim().to_owned(),
            in_scope: is_in_scope(subject, &check.scope, clause, text),
            is_comparable: true,
        })
    };
    let mut found: Vec<Matched> = hits.iter().filter_map(matched).collect();
    found.dedup_by_key(|matched| matched.span);
    found
}

/// Every sum with its value, where its cells hold numbers.
pub(crate) fn sums<'a>(
    subject: &'a Subject<'_>,
    targets: impl Iterator<Item = &'a Target> + 'a,
) -> impl Iterator<Item = (&'a Target, Option<Decimal>)> + 'a {
    targets.map(|target| (target, value(subject, target, None)))
}
