//! Runs the examples of rules.

use disclint_document::{Document, Encoding, SourceText};
use miette::LabeledSpan;

use crate::pack::Example;
use crate::{Archive, Diagnostic, Packs, Previous, Severity, findings_of};

/// What came of an example.
#[derive(Debug)]
pub enum ExampleOutcome {
    /// The rule finds what it should and nothing else.
    Passed,
    /// It does not.
    Failed(Box<ExampleFailure>),
    /// The rule is not in force: it is switched off, or another pack replaces it.
    NotInForce,
}

/// An example that does not hold, with its place.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct ExampleFailure {
    /// Which example of which rule.
    pub message: String,
    /// The file.
    #[source_code]
    pub source_code: miette::NamedSource<String>,
    /// What was expected, and each place that was found.
    #[label(collection)]
    pub labels: Vec<LabeledSpan>,
    /// Expected and found, and the note of the example.
    #[help]
    pub help: String,
}

/// Reads the example with the form of a pack that holds the rule, and lets only that rule judge it.
pub fn run_example(packs: &Packs, example: &Example) -> ExampleOutcome {
    let holders = packs.holders(&example.rule, &example.pack);
    let Some(&(newest, _)) = holders.last() else { return ExampleOutcome::NotInForce };
    if holders.iter().all(|(_, severity)| *severity == Severity::Off) {
        return ExampleOutcome::NotInForce;
    }
    let text = || SourceText::new(example.report.clone(), Encoding::Utf8);
    let mut document = packs.reader().read(text());
    // A few lines alone may look like nothing, or like the form of another generation.
    if !document.form.is_some_and(|form| holders.iter().any(|(holder, _)| *holder == form)) {
        document = packs.reader().read_as(text(), newest);
    }
    let earlier = example.previous.as_ref().and_then(|text| {
        let source = || SourceText::new(text.clone(), Encoding::Utf8);
        let mut earlier = packs.reader().read(source());
        if earlier.form.is_none() {
            earlier = packs.reader().read_as(source(), document.form.unwrap_or(newest));
        }
        Previous::new(&earlier, "上年报告")
    });
    let archive = earlier.map_or_else(Archive::default, Archive::pair);
    let found = findings_of(packs, &document, &example.rule, archive).unwrap_or_default();
    let texts: Vec<String> = found.iter().map(|finding| shown(&document, finding)).collect();
    if texts == example.finds {
        ExampleOutcome::Passed
    } else {
        ExampleOutcome::Failed(failure(example, &found, &texts))
    }
}

/// What a finding points at; the name of the cell where that is empty.
fn shown(document: &Document, finding: &Diagnostic) -> String {
    match (document.text(finding.span), &finding.cell) {
        ("", Some(cell)) => cell.clone(),
        (text, _) => text.to_owned(),
    }
}

fn failure(example: &Example, found: &[Diagnostic], texts: &[String]) -> Box<ExampleFailure> {
    let list = |texts: &[String]| match texts {
        [] => "nothing".to_owned(),
        texts => texts.iter().map(|text| format!("“{text}”")).collect::<Vec<_>>().join(", "),
    };
    let mut labels = Vec::new();
    for finding in found {
        if let Some(place) = example.place_in_file(&finding.span.range()) {
            labels.push(LabeledSpan::new_with_span(Some(format!("found: {}", finding.message)), place));
        }
    }
    let expected = format!("expected: {}", list(&example.finds));
    labels.push(LabeledSpan::new_primary_with_span(Some(expected.clone()), example.finds_place.clone()));
    let note = example.note.as_ref().map_or(String::new(), |note| format!("\nnote: {note}"));
    Box::new(ExampleFailure {
        message: format!("example {} of rule `{}` does not hold", example.number, example.rule),
        source_code: miette::NamedSource::new(&example.file.name, example.file.text.clone()),
        labels,
        help: format!("{expected}\nfound: {}{note}", list(texts)),
    })
}
