//! The proof in JSON: every statement with its operands, and every number with its state.

use disclint_document::{SourceText, Span};
use disclint_rules::{About, Combination, Lang, Operand, Proof, Side, Statement, StatementState};
use serde::Serialize;

use super::super::place::Range;
use super::SpanJson;

/// Every statement of a proof.
pub(super) fn statements<'a>(source: &SourceText, proof: &'a Proof, lang: Lang) -> Vec<StatementJson<'a>> {
    proof.statements.iter().map(|statement| statement_json(source, statement, lang)).collect()
}

/// Every number of a report.
pub(super) fn numbers<'a>(source: &'a SourceText, proof: &'a Proof) -> Vec<NumberJson<'a>> {
    let number = |number: &'a disclint_rules::ReportNumber| NumberJson {
        state: number.state.name(),
        cell: number.cell.as_deref(),
        text: &source.text()[number.span.range()],
        value: number.value.to_string(),
        span: number.span.into(),
        range: Range::new(source, number.span),
    };
    proof.numbers.iter().map(number).collect()
}

fn statement_json<'a>(source: &SourceText, statement: &'a Statement, lang: Lang) -> StatementJson<'a> {
    StatementJson {
        rule: &statement.rule,
        category: statement.category.name(),
        state: statement.state.name(),
        reason: match &statement.state {
            StatementState::Unchecked(reason) => Some(reason),
            StatementState::Held | StatementState::Violated => None,
        },
        table: match &statement.about {
            About::Table { name, .. } => Some(name),
            About::Prose => None,
        },
        scope: &statement.scope,
        text: statement.text(lang),
        span: statement.span.map(SpanJson::from),
        range: statement.span.map(|span| Range::new(source, span)),
        left: side_json(source, &statement.left),
        relation: statement.relation.symbol(),
        right: side_json(source, &statement.right),
        others: statement.others.iter().map(|side| side_json(source, side)).collect(),
    }
}

fn side_json<'a>(source: &SourceText, side: &'a Side) -> SideJson<'a> {
    let operand = |operand: &'a Operand| OperandJson {
        name: &operand.name,
        coefficient: operand.coefficient,
        value: operand.value.map(|value| value.to_string()),
        unit: operand.unit,
        corrected_from: operand.corrected_from.map(|value| value.to_string()),
        places: operand.spans.iter().map(|&span| PlaceJson::new(source, span)).collect(),
    };
    SideJson {
        combination: match side.made {
            Combination::Sum => "sum",
            Combination::Share => "share",
            Combination::Growth => "growth",
        },
        value: side.value.map(|value| value.to_string()),
        operands: side.operands.iter().map(operand).collect(),
    }
}

/// An identity or a comparison.
#[derive(Serialize)]
pub(super) struct StatementJson<'a> {
    rule: &'a str,
    category: &'static str,
    state: &'static str,
    reason: Option<&'a String>,
    table: Option<&'a String>,
    scope: &'a str,
    text: String,
    span: Option<SpanJson>,
    range: Option<Range>,
    left: SideJson<'a>,
    relation: &'static str,
    right: SideJson<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<SideJson<'a>>,
}

/// Decimals are strings, so that nobody reads them as binary fractions.
#[derive(Serialize)]
struct SideJson<'a> {
    combination: &'static str,
    value: Option<String>,
    operands: Vec<OperandJson<'a>>,
}

#[derive(Serialize)]
struct OperandJson<'a> {
    name: &'a str,
    coefficient: i64,
    value: Option<String>,
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_from: Option<String>,
    places: Vec<PlaceJson>,
}

/// A number of the report.
#[derive(Serialize)]
pub(super) struct NumberJson<'a> {
    state: &'static str,
    cell: Option<&'a str>,
    text: &'a str,
    value: String,
    span: SpanJson,
    range: Range,
}

/// One of an operand's places.
#[derive(Serialize)]
struct PlaceJson {
    span: SpanJson,
    range: Range,
}

impl PlaceJson {
    fn new(source: &SourceText, span: Span) -> Self {
        Self { span: span.into(), range: Range::new(source, span) }
    }
}
