//! A small text with findings, for the tests of the renderers.

use std::path::PathBuf;

use disclint_document::{Encoding, SourceText, Span};
use disclint_rules::{
    Applicability, BoundRules, Category, Coverage, Diagnostic, Earlier, Edit, Fix, Judgement, Related, Severity,
    Unchecked,
};

use crate::baseline::{Comparison, Entry, State};
use crate::failure::Failure;
use crate::judge::{FileReport, Judged, Outcome};
use crate::waiver::Waived;

/// Breaks of two kinds, a character beyond the BMP, pinyin and a table.
pub(crate) const TEXT: &str = "会同县2022年政府信息公开工作年度报告\r\n\
    會(huì)同縣𠮷村收到申请13件。\r\n\
    | 本年新收 | 12 | 0 | 0 | 12 |\n";

/// The place of `needle` in `text`.
pub(super) fn place(text: &str, needle: &str) -> Span {
    let at = text.find(needle).expect("needle in text");
    Span::new(at, at + needle.len())
}

/// A finding at `needle` in `text` with nothing optional.
pub(crate) fn plain(text: &str, needle: &str, severity: Severity) -> Diagnostic {
    Diagnostic {
        rule: "text-space".to_owned(),
        category: Category::Text,
        severity,
        message: format!("“{needle}”有误"),
        label: String::new(),
        span: place(text, needle),
        cell: None,
        notes: vec![],
        basis: None,
        fingerprint: "0123456789abcdef".to_owned(),
        related: vec![],
        fixes: vec![],
    }
}

/// A finding in [`TEXT`] with everything.
pub(crate) fn full() -> Diagnostic {
    Diagnostic {
        rule: "figure-received".to_owned(),
        category: Category::Figure,
        severity: Severity::Error,
        message: "正文新收 13 件与表三 12 件不一致".to_owned(),
        label: "此处为 13".to_owned(),
        cell: Some("表三/一、本年新收/总计".to_owned()),
        notes: vec!["13 ≠ 12".to_owned()],
        basis: Some("国办公开办函〔2021〕30号".to_owned()),
        related: vec![Related { message: "表中为 12".to_owned(), span: place(TEXT, "12") }],
        fixes: vec![Fix {
            title: "将 13 改为 12".to_owned(),
            applicability: Applicability::Suggested,
            edits: vec![Edit { span: place(TEXT, "13"), replacement: "12".to_owned() }],
        }],
        ..plain(TEXT, "13", Severity::Error)
    }
}

/// `text` judged with these findings, as the file `path`.
pub(super) fn judged(path: &str, text: &str, diagnostics: Vec<Diagnostic>) -> FileReport {
    let judgement = Judgement {
        pack: "disclosure-2021".to_owned(),
        earlier: Earlier::NotAsked,
        year: Some(2022),
        diagnostics,
        coverage: Coverage {
            cells_expected: 190,
            cells_read: 188,
            identities_held: 35,
            identities_violated: 0,
            identities_unchecked: 2,
            figures_found: 9,
            figures_checked: 7,
            numbers_verified: 180,
            numbers_in_findings: 2,
            numbers_unused: 15,
        },
        unchecked: vec![Unchecked { reason: "单元格无法读取".to_owned(), count: 2 }],
        bound: BoundRules::default(),
    };
    FileReport {
        path: Some(PathBuf::from(path)),
        walked: false,
        outcome: Outcome::Judged(Box::new(Judged::new(SourceText::new(text.to_owned(), Encoding::Utf8), judgement))),
    }
}

/// [`TEXT`] with one finding of each kind: new, still there, waived and fixed.
pub(super) fn settled() -> FileReport {
    let mut report = judged("报告.txt", TEXT, vec![full(), plain(TEXT, "村收到", Severity::Error)]);
    let Outcome::Judged(judged) = &mut report.outcome else { return report };
    judged.waived = vec![Waived {
        diagnostic: plain(TEXT, "會", Severity::Warning),
        reason: "字形如此".to_owned(),
        state: Some(State::Unchanged),
    }];
    judged.comparison = Some(Comparison {
        states: vec![State::New, State::Unchanged],
        fixed: vec![Entry {
            rule: "text-space".to_owned(),
            fingerprint: "fedcba9876543210".to_owned(),
            message: "“甲”有误".to_owned(),
        }],
    });
    report
}

/// A file that is not there.
pub(super) fn missing(path: &str) -> FileReport {
    FileReport {
        path: Some(PathBuf::from(path)),
        walked: false,
        outcome: Outcome::Unjudged { failure: Failure::NotFound, encoding: None, skipped: false },
    }
}
