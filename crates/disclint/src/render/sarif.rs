//! SARIF 2.1.0, for code scanning and for viewers. The results are written as they come; what is known
//! only at the end stands behind them.

mod model;

use std::collections::HashMap;
use std::path::Path;

use disclint_document::{SourceText, Span};
use disclint_rules::{Diagnostic, Lang, RuleInfo, Severity, Statement, StatementState};
use disclint_workspace::uri;

use self::model::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fingerprints, Fix, Help, Invocation, Location,
    LogicalLocation, Message, Notification, PhysicalLocation, Region, Replacement, ResultProperties, Rule,
    RuleProperties, RunProperties, SarifResult, Suppression, Tool,
};
use super::json::to_json;
use super::place::Range;
use super::{End, Renderer};
use crate::baseline::{Entry, State};
use crate::catalogue::Localized;
use crate::judge::{FileReport, Outcome};
use crate::messages;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with all results.
pub(crate) struct Sarif {
    lang: Lang,
    rules: Vec<RuleInfo>,
    indexes: HashMap<String, usize>,
}

impl Sarif {
    pub(crate) fn new(lang: Lang, rules: Vec<RuleInfo>) -> Self {
        let indexes = rules.iter().enumerate().map(|(index, rule)| (rule.id.clone(), index)).collect();
        Self { lang, rules, indexes }
    }

    fn result(
        &self,
        source: &SourceText,
        artifact: &ArtifactLocation,
        (finding, state): (&Diagnostic, Option<State>),
        occurrence: usize,
    ) -> SarifResult {
        let mut primary = location(artifact, Some(region(source, finding.span)));
        primary.logical_locations = finding
            .cell
            .iter()
            .map(|cell| LogicalLocation { fully_qualified_name: cell.clone(), kind: "member" })
            .collect();
        let related = finding.related.iter().zip(1..).map(|(related, id)| Location {
            id: Some(id),
            message: Some(Message::new(&related.message)),
            ..location(artifact, Some(region(source, related.span)))
        });
        let fixes = finding.fixes.iter().map(|fix| Fix {
            description: Message::new(&fix.title),
            artifact_changes: [ArtifactChange {
                artifact_location: artifact.clone(),
                replacements: fix
                    .edits
                    .iter()
                    .map(|edit| Replacement {
                        deleted_region: Region { snippet: None, ..region(source, edit.span) },
                        inserted_content: Message::new(&edit.replacement),
                    })
                    .collect(),
            }],
        });
        SarifResult {
            rule_id: finding.rule.clone(),
            rule_index: self.indexes.get(&finding.rule).copied(),
            kind: None,
            level: level(finding.severity),
            message: Message::new(&finding.message),
            locations: [primary],
            related_locations: related.collect(),
            partial_fingerprints: Some(Fingerprints {
                v1: match occurrence {
                    1 => finding.fingerprint.clone(),
                    _ => format!("{}:{occurrence}", finding.fingerprint),
                },
            }),
            fixes: fixes.collect(),
            properties: finding.basis.clone().map(|basis| ResultProperties { basis }),
            baseline_state: state.map(State::name),
            suppressions: None,
        }
    }

    /// What holds, or could not be evaluated. What does not hold is a finding.
    fn statement(
        &self,
        source: &SourceText,
        artifact: &ArtifactLocation,
        statement: &Statement,
    ) -> Option<SarifResult> {
        let (kind, reason) = match &statement.state {
            StatementState::Held => ("pass", String::new()),
            StatementState::Unchecked(reason) => ("open", format!(" ({reason})")),
            StatementState::Violated => return None,
        };
        let sides = [&statement.left, &statement.right].into_iter().chain(&statement.others);
        let operands = sides.flat_map(|side| &side.operands);
        let places = operands.flat_map(|operand| operand.spans.iter().map(move |&span| (operand, span)));
        let related = places.filter(|(_, span)| Some(*span) != statement.span).zip(1..);
        Some(SarifResult {
            rule_id: statement.rule.clone(),
            rule_index: self.indexes.get(&statement.rule).copied(),
            kind: Some(kind),
            level: "none",
            message: Message::new(statement.text(self.lang) + &reason),
            locations: [location(artifact, statement.span.map(|span| region(source, span)))],
            related_locations: related
                .map(|((operand, span), id)| Location {
                    id: Some(id),
                    message: Some(Message::new(&operand.name)),
                    ..location(artifact, Some(region(source, span)))
                })
                .collect(),
            partial_fingerprints: None,
            fixes: vec![],
            properties: None,
            baseline_state: None,
            suppressions: None,
        })
    }

    /// A finding of the baseline that is there no longer.
    fn absent(&self, artifact: &ArtifactLocation, entry: &Entry) -> SarifResult {
        let rule_index = self.indexes.get(&entry.rule).copied();
        let severity = rule_index.map_or(Severity::Warning, |index| self.rules[index].severity);
        SarifResult {
            rule_id: entry.rule.clone(),
            rule_index,
            kind: None,
            level: level(severity),
            message: Message::new(&entry.message),
            locations: [location(artifact, None)],
            related_locations: vec![],
            partial_fingerprints: Some(Fingerprints { v1: entry.fingerprint.clone() }),
            fixes: vec![],
            properties: None,
            baseline_state: Some("absent"),
            suppressions: None,
        }
    }
}

impl Renderer for Sarif {
    fn head(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let rules = self.rules.iter().map(|rule| descriptor(rule, self.lang));
        let tool = Tool {
            driver: Driver {
                name: "disclint",
                semantic_version: version,
                version,
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: rules.collect(),
            },
        };
        let language = match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en-US",
        };
        // A lone carriage return ends a line for our line index, so it is said.
        format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\
             \"language\":\"{language}\",\"columnKind\":\"unicodeCodePoints\",\
             \"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"results\":[\n",
            to_json(&tool)
        )
    }

    fn file(&self, report: &FileReport) -> String {
        let Outcome::Judged(judged) = &report.outcome else {
            return String::new();
        };
        let artifact = artifact(report.path.as_deref());
        let mut occurrences: HashMap<(&str, &str), usize> = HashMap::new();
        let waived = judged.waived.iter().map(|waived| ((&waived.diagnostic, waived.state), Some(&waived.reason)));
        let found = judged.findings().map(|finding| (finding, None)).chain(waived).map(|(finding, reason)| {
            let key = (finding.0.rule.as_str(), finding.0.fingerprint.as_str());
            let occurrence = occurrences.entry(key).or_default();
            *occurrence += 1;
            SarifResult {
                suppressions: reason.map(|reason| [Suppression { kind: "external", justification: reason.clone() }]),
                ..self.result(&judged.source, &artifact, finding, *occurrence)
            }
        });
        let fixed = judged.comparison.iter().flat_map(|comparison| &comparison.fixed);
        // A baseline knows findings only, and either all results say how they compare with it or none.
        let proof = judged.proof.iter().filter(|_| judged.comparison.is_none());
        let statements = proof.flat_map(|proof| &proof.statements);
        let passed = statements.filter_map(|statement| self.statement(&judged.source, &artifact, statement));
        let fixed = fixed.map(|entry| self.absent(&artifact, entry));
        let results: Vec<String> = found.chain(fixed).chain(passed).map(|result| to_json(&result)).collect();
        results.join(self.separator())
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn tail(&self, end: &End<'_>) -> String {
        let End { tally, troubles, unused, unbound } = end;
        let properties = RunProperties { unbound_rules: unbound.iter().map(|rule| rule.id.as_str()).collect() };
        let notifications = troubles.iter().map(|trouble| Notification {
            level: if trouble.skipped { "note" } else { "error" },
            message: Message::new(&trouble.message),
            locations: [location(&artifact(trouble.path.as_deref()), None)],
        });
        let invocation = Invocation {
            execution_successful: tally.failed == 0 && !tally.folders_without_reports(),
            tool_execution_notifications: notifications.collect(),
            tool_configuration_notifications: unused
                .iter()
                .map(|unused| Notification {
                    level: "note",
                    message: Message::new(messages::unused_waiver(unused, self.lang)),
                    locations: [location(&artifact(Some(Path::new(&unused.config))), None)],
                })
                .collect(),
        };
        format!("\n],\"invocations\":[{}],\"properties\":{}}}]}}\n", to_json(&invocation), to_json(&properties))
    }
}

fn descriptor(rule: &RuleInfo, lang: Lang) -> Rule {
    let texts = Localized::new(rule, lang);
    let parts = texts.parts();
    let markdown = parts.iter().map(|(word, text)| format!("**{word}**: {text}"));
    let text = parts.iter().map(|(word, text)| format!("{word}: {text}"));
    let with_help = |parts: Vec<String>, gap: &str| {
        let mut parts = parts;
        if !texts.help.is_empty() {
            parts.insert(0, texts.help.to_owned());
        }
        parts.join(gap)
    };
    let full = if texts.help.is_empty() { texts.title } else { texts.help };
    Rule {
        id: rule.id.clone(),
        name: pascal_case(&rule.id),
        short_description: Message::new(texts.title),
        full_description: Message::new(full),
        help: Help { text: with_help(text.collect(), "\n"), markdown: with_help(markdown.collect(), "\n\n") },
        default_configuration: Configuration { enabled: rule.severity != Severity::Off, level: level(rule.severity) },
        properties: RuleProperties { category: rule.category.name(), tags: [rule.category.name()] },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}

fn artifact(path: Option<&Path>) -> ArtifactLocation {
    let uri = path.map_or_else(|| "stdin".to_owned(), uri::reference);
    ArtifactLocation { uri }
}

fn location(artifact: &ArtifactLocation, region: Option<Region>) -> Location {
    Location {
        id: None,
        physical_location: PhysicalLocation { artifact_location: artifact.clone(), region },
        logical_locations: vec![],
        message: None,
    }
}

fn region(source: &SourceText, span: Span) -> Region {
    let Range { start, end } = Range::new(source, span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: source.text().get(span.range()).map(Message::new),
    }
}

fn pascal_case(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|char| char.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        })
        .collect()
}

#[cfg(test)]
mod tests;
