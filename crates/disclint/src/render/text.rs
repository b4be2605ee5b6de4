//! Text for people.

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as ShownSeverity};
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Config, emit_to_write_style};
use disclint_document::SourceText;
use disclint_rules::{Diagnostic, Severity, UnboundRule};

use super::excerpt::Excerpt;
use super::{Detail, End, Renderer, Style, display_name, proof, visible};
use crate::judge::{FileReport, Judged, Outcome};
use crate::messages;
use crate::tally::Tally;

/// Of more suggestions for one finding only the number is told.
const MOST_FIXES: usize = 3;

/// Findings with the lines they point at, and after each file what was looked at.
pub(crate) struct Text {
    style: Style,
    config: Config,
}

impl Text {
    pub(crate) fn new(style: Style) -> Self {
        Self { style, config: Config::default() }
    }

    fn findings(&self, name: &str, judged: &Judged) -> String {
        let mut buffer = if self.style.colored { Buffer::ansi() } else { Buffer::no_color() };
        for diagnostic in judged.counted() {
            self.finding(&mut buffer, name, &judged.source, diagnostic);
        }
        let text = String::from_utf8_lossy(buffer.as_slice());
        if self.style.colored {
            return text.into_owned();
        }
        // codespan fills label lines with blanks, which only show in files and logs.
        let mut trimmed = String::with_capacity(text.len());
        for line in text.lines() {
            trimmed.push_str(line.trim_end());
            trimmed.push('\n');
        }
        trimmed
    }

    fn finding(&self, buffer: &mut Buffer, name: &str, source: &SourceText, finding: &Diagnostic) {
        let related = finding.related.iter().map(|related| related.span);
        let (excerpt, mut places) = Excerpt::new(name, source, finding.span, related);
        let related = places.split_off(1);
        let primary = places.into_iter().map(|place| Label::primary((), place).with_message(visible(&finding.label)));
        let related = related
            .into_iter()
            .zip(&finding.related)
            .map(|(place, related)| Label::secondary((), place).with_message(visible(&related.message)));
        let shown = Shown::new(match finding.severity {
            Severity::Error => ShownSeverity::Error,
            Severity::Warning => ShownSeverity::Warning,
            Severity::Info | Severity::Off => ShownSeverity::Note,
        })
        .with_code(&finding.rule)
        .with_message(visible(&finding.message))
        .with_labels_iter(primary.chain(related))
        .with_notes(self.notes(finding));
        // A buffer takes everything and the excerpt knows all its lines; were it otherwise, the message
        // must not be lost with the picture.
        if emit_to_write_style(buffer, &self.config, &excerpt, &shown).is_err() {
            use std::io::Write as _;
            let _ = writeln!(buffer, "{name}: {}", visible(&finding.message));
        }
    }

    fn notes(&self, finding: &Diagnostic) -> Vec<String> {
        let words = messages::words(self.style.lang);
        let mut notes: Vec<String> = Vec::new();
        if let Some(cell) = &finding.cell
            && !finding.message.contains(cell)
        {
            notes.push(format!("{}: {cell}", words.cell));
        }
        notes.extend(finding.notes.iter().cloned());
        if let Some(basis) = &finding.basis {
            notes.push(format!("{}: {basis}", words.basis));
        }
        for fix in finding.fixes.iter().take(MOST_FIXES) {
            notes.push(format!("{}: {}", words.fix, fix.title));
        }
        if let Some(more) = finding.fixes.len().checked_sub(MOST_FIXES).filter(|more| *more > 0) {
            notes.push(messages::more_fixes(more, self.style.lang));
        }
        notes.into_iter().map(|note| visible(&note).into_owned()).collect()
    }

    /// What was looked at, in one line for a report among many of which there is nothing to show.
    fn coverage(&self, name: &str, judged: &Judged) -> String {
        let lang = self.style.lang;
        let judgement = &judged.judgement;
        let tally = Tally::of_judged(judged);
        let silent = judged.counted().next().is_none();
        // Accepted findings are findings: only where there are none at all it says so.
        let result = if judgement.diagnostics.is_empty() && judged.waived.is_empty() {
            messages::no_findings(lang).to_owned()
        } else {
            messages::findings(&tally, lang)
        };
        let coverage = messages::coverage(&judgement.coverage, &judgement.unchecked, lang);
        let grounds = messages::grounds(judgement, judged.source.encoding(), lang);
        let accepted = messages::accepted(&tally, lang);
        let batch = self.style.detail == Detail::Batch;
        let in_one_line = silent && batch;
        let mut text = if in_one_line {
            let accepted: String = accepted.iter().flat_map(|text| ["; ", text]).collect();
            format!("{name}: {result}{accepted}; {coverage}; {grounds}\n")
        } else {
            let accepted: String = accepted.iter().flat_map(|text| ["  ", text, "\n"]).collect();
            format!("{name}: {result}; {coverage}\n  {grounds}\n{accepted}")
        };
        for entry in judged.comparison.iter().flat_map(|comparison| &comparison.fixed) {
            let fixed = messages::fixed(&entry.rule, &entry.message, lang).replace('\n', " ");
            text.extend(["  ", &fixed, "\n"]);
        }
        if batch && !in_one_line {
            text.push('\n');
        }
        visible(&text).into_owned()
    }
}

impl Renderer for Text {
    fn file(&self, report: &FileReport) -> String {
        let name = display_name(report.path.as_deref());
        match &report.outcome {
            Outcome::Judged(judged) => {
                let mut text = self.findings(&name, judged);
                if self.style.detail != Detail::Quiet {
                    text += &self.coverage(&name, judged);
                }
                if let Some(proof) = &judged.proof {
                    text += &visible(&proof::text(proof, &judged.source, self.style.lang));
                }
                text
            }
            Outcome::Unjudged { failure, skipped, .. }
                if self.style.with_failures && !(*skipped && self.style.detail == Detail::Quiet) =>
            {
                let lang = self.style.lang;
                messages::trouble(&name, &failure.message(lang), *skipped, lang) + "\n"
            }
            Outcome::Unjudged { .. } => String::new(),
        }
    }

    fn tail(&self, end: &End<'_>) -> String {
        let Style { lang, detail, with_proof, .. } = self.style;
        let mut text = String::new();
        if detail == Detail::Batch {
            text += &messages::summary(end.tally, lang);
            text.push('\n');
        }
        if detail != Detail::Quiet || with_proof {
            // Of one report alone most rules on prose have nothing to say; the user's own are always named.
            let all = detail == Detail::Batch || with_proof;
            let (own, others): (Vec<&UnboundRule>, Vec<&UnboundRule>) = end.unbound.iter().partition(|rule| rule.own);
            let others = if all { others } else { Vec::new() };
            for (rules, own) in [(own, true), (others, false)] {
                let names: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
                if !names.is_empty() {
                    text += &messages::unbound(&names, own, with_proof || own, lang);
                    text.push('\n');
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use disclint_rules::{Fix, Lang};

    use super::super::sample::{TEXT, full, judged, missing, plain, settled};
    use super::*;

    const STYLE: Style =
        Style { lang: Lang::Zh, colored: false, detail: Detail::One, with_failures: false, with_proof: false };

    fn rendered(style: Style, report: &FileReport) -> String {
        Text::new(style).file(report)
    }

    #[test]
    fn a_finding_with_everything() {
        let text = rendered(STYLE, &judged("报告.txt", TEXT, vec![full()]));
        assert_eq!(
            text,
            "error[figure-received]: 正文新收 13 件与表三 12 件不一致
  ┌─ 报告.txt:2:15
  │
2 │ 會(huì)同縣𠮷村收到申请13件。
  │                        ^^ 此处为 13
3 │ | 本年新收 | 12 | 0 | 0 | 12 |
  │              -- 表中为 12
  │
  = 单元格: 表三/一、本年新收/总计
  = 13 ≠ 12
  = 依据: 国办公开办函〔2021〕30号
  = 修改建议: 将 13 改为 12

报告.txt: 1 个错误, 0 个警告, 0 条提示; 已读 188/190 个单元格; 勾稽关系成立 35, 不成立 0, \
未核 2 (单元格无法读取: 2); 文中数字 9, 已核 7; \
数字共 197, 已核实 180, 有疑 2, 未用 15
  依据规则包 disclosure-2021, 年度 2022, 编码 utf-8
"
        );
    }

    #[test]
    fn of_many_suggestions_the_first_are_shown() {
        let mut finding = full();
        let fix = finding.fixes[0].clone();
        finding.fixes = (1..=5).map(|number| Fix { title: format!("改法{number}"), ..fix.clone() }).collect();
        let report = judged("a.txt", TEXT, vec![finding]);
        let text = rendered(STYLE, &report);
        assert!(text.contains("  = 修改建议: 改法3\n  = 另有 2 条修改建议\n"), "{text}");
        let text = rendered(Style { lang: Lang::En, ..STYLE }, &report);
        assert!(text.contains("  = suggestion: 改法3\n  = 2 more suggestions\n"), "{text}");
    }

    #[test]
    fn severities_and_english() {
        let findings = [Severity::Warning, Severity::Info].map(|severity| plain(TEXT, "12", severity));
        let style = Style { lang: Lang::En, detail: Detail::Quiet, ..STYLE };
        let text = rendered(style, &judged("a.txt", TEXT, findings.to_vec()));
        assert!(text.starts_with("warning[text-space]: "), "{text}");
        assert!(text.contains("\nnote[text-space]: "), "{text}");
        assert!(!text.contains("cells read"), "{text}");
    }

    #[test]
    fn a_long_line_stays_short() {
        let text = format!("{}12{}", "某".repeat(5000), "某".repeat(5000));
        let finding = plain(&text, "12", Severity::Error);
        let text = rendered(STYLE, &judged("a.txt", &text, vec![finding]));
        assert!(text.contains("─ a.txt:1:5001\n"), "{text}");
        assert!(text.len() < 1000, "{text}");
    }

    #[test]
    fn a_terminal_obeys_nothing_in_a_report() {
        let text = "甲\x1b[31m乙\u{202E}12\n";
        let finding = plain(text, "12", Severity::Error);
        let report = judged("a\x1b\n.txt", text, vec![finding]);
        let plain_text = rendered(STYLE, &report);
        assert!(!plain_text.contains(['\x1b', '\u{202E}']), "{plain_text}");
        let colored = rendered(Style { colored: true, ..STYLE }, &report);
        assert!(colored.contains("\x1b["), "{colored}");
    }

    #[test]
    fn clean_reports_take_a_line_in_a_batch_and_none_when_quiet() {
        let report = judged("a.txt", TEXT, vec![]);
        let batch = Style { detail: Detail::Batch, ..STYLE };
        let text = rendered(batch, &report);
        assert!(text.starts_with("a.txt: 未发现问题; 已读 188/190"), "{text}");
        assert_eq!(text.lines().count(), 1);
        assert_eq!(rendered(STYLE, &report).lines().count(), 2);
        let quiet = Style { detail: Detail::Quiet, ..batch };
        assert_eq!(rendered(quiet, &report), "");
    }

    #[test]
    fn accepted_findings_are_counted_and_not_shown() {
        let text = rendered(STYLE, &settled());
        assert_eq!(text.matches("error[").count(), 1, "{text}");
        assert!(!text.contains("warning["), "{text}");
        assert!(
            text.ends_with("编码 utf-8\n  已豁免 1 条\n  新增 1, 仍在 1, 已改 1\n  已改[text-space]: “甲”有误\n"),
            "{text}"
        );
        let english = Style { lang: Lang::En, ..STYLE };
        assert!(
            rendered(english, &settled()).contains("  1 waived\n  1 new, 1 still there, 1 fixed\n  fixed[text-space]")
        );
        let end = End { tally: &Tally::of_file(&settled()), troubles: &[], unused: &[], unbound: &[] };
        let tail = Text::new(Style { detail: Detail::Batch, ..STYLE }).tail(&end);
        assert_eq!(
            tail,
            "共检查 1 份报告, 其中 0 份未发现问题; 1 个错误, 0 个警告, 0 条提示; 已豁免 1 条; 新增 1, 仍在 1, 已改 1\n"
        );
    }

    #[test]
    fn failures_stand_in_a_file_but_not_beside_standard_error() {
        assert_eq!(rendered(STYLE, &missing("x.txt")), "");
        let style = Style { with_failures: true, ..STYLE };
        assert_eq!(rendered(style, &missing("x.txt")), "x.txt: 文件或文件夹不存在\n");
    }
}
