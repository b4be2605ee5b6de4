//! The proof in text: everything that was compared, and the numbers that nothing used.

use std::fmt::Write as _;

use disclint_document::{SourceText, Span};
use disclint_rules::{About, Lang, NumberState, Proof, ReportNumber, Statement, StatementState};
use unicode_width::UnicodeWidthStr as _;

use super::place::Point;

/// What a report's statements and numbers look like to a person.
pub(super) fn text(proof: &Proof, source: &SourceText, lang: Lang) -> String {
    let mut text = String::new();
    let mut rest = &proof.statements[..];
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|statement| statement.about == first.about).count();
        let (group, after) = rest.split_at(length);
        let name = match &first.about {
            About::Table { name, .. } => name.as_str(),
            About::Prose => in_lang(lang, "正文", "prose"),
        };
        let _ = writeln!(text, "  {name}: {}", counts(group, lang));
        let lines = |group: &'_ [Statement]| -> Vec<_> {
            group.iter().map(|statement| line(statement, source, lang)).collect()
        };
        match &first.about {
            // Many of one rule, so that it is named once.
            About::Table { .. } => {
                for of_rule in group.chunk_by(|one, other| one.rule == other.rule) {
                    let _ = writeln!(text, "    {}: {}", of_rule[0].rule, of_rule[0].title);
                    columns(&mut text, "      ", &lines(of_rule));
                }
            }
            About::Prose => {
                let with_rule = |(line, statement): (Line, &Statement)| {
                    let [at, state, text] = line;
                    [at, state, statement.rule.clone(), text]
                };
                let lines: Vec<[String; 4]> = lines(group).into_iter().zip(group).map(with_rule).collect();
                columns(&mut text, "    ", &lines);
            }
        }
        rest = after;
    }
    let total = in_lang(lang, "合计", "in all");
    let _ = writeln!(text, "  {total}: {}", counts(&proof.statements, lang));
    unused(&mut text, proof, source, lang);
    text.push('\n');
    text
}

fn in_lang(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn counts(statements: &[Statement], lang: Lang) -> String {
    let count = |is: fn(&StatementState) -> bool| statements.iter().filter(|s| is(&s.state)).count();
    let held = count(|state| matches!(state, StatementState::Held));
    let violated = count(|state| matches!(state, StatementState::Violated));
    let unchecked = count(|state| matches!(state, StatementState::Unchecked(_)));
    match lang {
        Lang::Zh => format!("成立 {held}, 不成立 {violated}, 未核 {unchecked}"),
        Lang::En => format!("{held} held, {violated} violated, {unchecked} not checked"),
    }
}

/// Place, state and words of a statement.
type Line = [String; 3];

fn line(statement: &Statement, source: &SourceText, lang: Lang) -> Line {
    let state = match &statement.state {
        StatementState::Held => in_lang(lang, "成立", "held"),
        StatementState::Violated => in_lang(lang, "不成立", "violated"),
        StatementState::Unchecked(_) => in_lang(lang, "未核", "not checked"),
    };
    // The place in the first column is not said twice.
    let mut text = statement.text_with(lang, &|spans| match spans {
        [only] if Some(*only) == statement.span => String::new(),
        [] => String::new(),
        [only] => format!(" ({})", place(source, *only)),
        [first, .., last] => format!(" ({}…{})", place(source, *first), place(source, *last)),
    });
    if let StatementState::Unchecked(reason) = &statement.state
        && !text.contains(reason.as_str())
    {
        let _ = write!(text, " — {reason}");
    }
    let at = statement.span.map_or("-".to_owned(), |span| place(source, span));
    [at, state.to_owned(), text]
}

fn place(source: &SourceText, span: Span) -> String {
    let Point { line, column } = Point::new(source, span.start);
    format!("{line}:{column}")
}

/// All but the last padded to one width.
fn columns<const N: usize>(text: &mut String, indent: &str, rows: &[[String; N]]) {
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    for row in rows {
        text.push_str(indent);
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            text.push_str(cell);
            if at + 1 < N {
                // `{:width$}` counts characters, not columns.
                text.push_str(&" ".repeat(width - cell.width() + 2));
            }
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
}

/// The numbers that nothing used: those of the tables by their names, those of the prose with their line.
fn unused(text: &mut String, proof: &Proof, source: &SourceText, lang: Lang) {
    let unused: Vec<&ReportNumber> =
        proof.numbers.iter().filter(|number| number.state == NumberState::Unused).collect();
    let _ = match lang {
        Lang::Zh => writeln!(text, "  未用的数字: {} 个 (共 {} 个)", unused.len(), proof.numbers.len()),
        Lang::En => writeln!(text, "  numbers never used: {} of {}", unused.len(), proof.numbers.len()),
    };
    let row = |number: &&ReportNumber| {
        let what = match &number.cell {
            Some(cell) => format!("{cell}: {}", number.value),
            None => excerpt(source, number.span),
        };
        [place(source, number.span), what]
    };
    columns(text, "    ", &unused.iter().map(row).collect::<Vec<_>>());
}

/// How many characters stand before and behind a number.
const AROUND: usize = 12;

/// A number with the words around it in its line.
fn excerpt(source: &SourceText, span: Span) -> String {
    let text = source.text();
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let ends = ['\n', '\r', '。', '；', ';'];
    let before =
        &before[before.rfind(ends).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))..];
    let after = &after[..after.find(ends).unwrap_or(after.len())];
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let cut: String = after.chars().take(AROUND).collect();
    let (first, last) = (if skipped > 0 { "…" } else { "" }, if cut.len() < after.len() { "…" } else { "" });
    format!("{first}{}【{}】{cut}{last}", before.trim_start(), &text[span.range()])
}
