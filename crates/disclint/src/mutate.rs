//! `disclint mutate FILE`: how much of a good report the rules hold: one number, heading or year is changed at a time as
//! by a slip of the pen, and what no rule notices is listed.

use std::fmt::Write as _;
use std::path::Path;

use disclint_document::{Document, Encoding, SourceText, Span};
use disclint_rules::{Diagnostic, Lang, LintOptions, Packs, Severity, lint};
use serde::Serialize;

use crate::args::Format;
use crate::failure::{Failure, Fatal};
use crate::render::Point;
use crate::{judge, messages};

/// So many unnoticed changes are listed in text; JSON has them all.
const MOST_LISTED: usize = 20;

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A number in a table.
    Cell,
    /// A number in the prose.
    Figure,
    /// The title of a part.
    Heading,
    /// The year of a date.
    Year,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Cell, Self::Figure, Self::Heading, Self::Year];
}

/// One change and what came of it.
struct Mutation {
    kind: Kind,
    span: Span,
    from: String,
    to: String,
    /// Whether there is a finding that the report does not have as it is.
    noticed: bool,
    /// Whether a finding stands at what was changed.
    named: bool,
    /// Whether the first correction of such a finding is what stood there before.
    mended: bool,
}

/// Changes the report at `path` in every way, one at a time, and tells what came of it.
pub(crate) fn run(
    packs: &Packs,
    path: &Path,
    options: &LintOptions,
    format: Format,
    lang: Lang,
) -> Result<String, Fatal> {
    if matches!(format, Format::Jsonl | Format::Sarif) {
        return Err(Fatal::Format);
    }
    let failed = |failure| Fatal::Report(path.to_owned(), failure);
    let source = judge::read_file(path).map_err(failed)?;
    let document = packs.reader().read(source);
    let known = findings(packs, &document, options).ok_or_else(|| failed(Failure::NotAReport))?;
    let text = document.source.text();
    let mut mutations = changes(&document);
    for mutation in &mut mutations {
        let mut changed = text.to_owned();
        changed.replace_range(mutation.span.range(), &mutation.to);
        let document = packs.reader().read(SourceText::new(changed, Encoding::Utf8));
        // What is no report any longer is noticed, too.
        let Some(found) = findings(packs, &document, options) else {
            mutation.noticed = true;
            continue;
        };
        let is_new = |finding: &&Diagnostic| known.iter().all(|other| other.fingerprint != finding.fingerprint);
        let end = mutation.span.start + mutation.to.len() as u32;
        let is_there = |finding: &&Diagnostic| finding.span.start < end && mutation.span.start < finding.span.end;
        mutation.noticed = found.iter().any(|finding| is_new(&finding));
        let mut there = found.iter().filter(is_new).filter(is_there).peekable();
        mutation.named = there.peek().is_some();
        mutation.mended = there.any(|finding| {
            let first = finding.fixes.first().and_then(|fix| fix.edits.first());
            first.is_some_and(|edit| edit.replacement == mutation.from && edit.span.start == mutation.span.start)
        });
    }
    let kinds = Kind::ALL.map(|kind| Count::of(kind, &mutations));
    let unnoticed = mutations.iter().filter(|mutation| !mutation.noticed);
    let unnoticed: Vec<Unnoticed<'_>> = unnoticed.map(|mutation| Unnoticed::of(&document.source, mutation)).collect();
    if format == Format::Json {
        let page = Page { schema_version: 1, path: path.display().to_string(), kinds, unnoticed };
        // Plain values under string keys: this cannot fail.
        return Ok(serde_json::to_string_pretty(&page).unwrap_or_default() + "\n");
    }
    let mut page = String::new();
    for count in &kinds {
        page.extend([messages::mutated(count, lang).as_str(), "\n"]);
    }
    if !unnoticed.is_empty() {
        page.extend([messages::unnoticed(unnoticed.len(), lang), "\n".to_owned()]);
    }
    for one in unnoticed.iter().take(MOST_LISTED) {
        let _ = writeln!(page, "  {}:{}  {} → {}", one.at.line, one.at.column, one.from, one.to);
    }
    if unnoticed.len() > MOST_LISTED {
        page.extend([messages::more(unnoticed.len() - MOST_LISTED, lang).as_str(), "\n"]);
    }
    Ok(page)
}

/// Errors and warnings; `None` if it is no report.
fn findings(packs: &Packs, document: &Document, options: &LintOptions) -> Option<Vec<Diagnostic>> {
    let mut found = lint(packs, document, options)?.diagnostics;
    found.retain(|finding| finding.severity >= Severity::Warning);
    Some(found)
}

/// Every number written in digits, every part's title and every year, in the order of the text within each kind.
fn changes(document: &Document) -> Vec<Mutation> {
    let text = |span: Span| document.text(span);
    let mut found: Vec<Mutation> = Vec::new();
    let mut add = |kind: Kind, span: Span, to: Option<String>| {
        let from = text(span).to_owned();
        let Some(to) = to.filter(|to| *to != from) else { return };
        if found.iter().all(|other| other.span.end <= span.start || span.end <= other.span.start) {
            found.push(Mutation { kind, span, from, to, noticed: false, named: false, mended: false });
        }
    };
    for row in document.tables.iter().flat_map(|table| &table.rows) {
        for cell in row.cells.iter().filter(|cell| cell.number().is_some()) {
            add(Kind::Cell, cell.span, slipped(text(cell.span)));
        }
    }
    for section in document.sections.iter().filter(|section| section.spec.is_some()) {
        let mut title: Vec<char> = text(section.title).chars().collect();
        title.pop();
        add(Kind::Heading, section.title, Some(title.into_iter().collect()).filter(|title: &String| !title.is_empty()));
    }
    for year in document.prose.dates.iter().filter_map(|date| date.year_span) {
        let before = text(year).parse::<u16>().ok().and_then(|year| year.checked_sub(1));
        add(Kind::Year, year, before.map(|year| year.to_string()));
    }
    for figure in &document.prose.figures {
        add(Kind::Figure, figure.number, slipped(text(figure.number)));
    }
    found
}

/// A number with its last two digits the other way round or, where they are alike or there is but one, one more. `None`
/// for what is not written in digits alone.
fn slipped(written: &str) -> Option<String> {
    if written.is_empty() || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = written.as_bytes().to_vec();
    let last = digits.len() - 1;
    // 20 is not written 02.
    if last > 0 && digits[last] != digits[last - 1] && (last > 1 || digits[last] != b'0') {
        digits.swap(last, last - 1);
        return String::from_utf8(digits).ok();
    }
    written.parse::<u64>().ok()?.checked_add(1).map(|number| number.to_string())
}

/// How many changes of a kind there were, and what came of them.
#[derive(Serialize)]
pub(crate) struct Count {
    pub(crate) kind: Kind,
    pub(crate) changed: usize,
    pub(crate) noticed: usize,
    pub(crate) named: usize,
    pub(crate) mended: usize,
}

impl Count {
    fn of(kind: Kind, mutations: &[Mutation]) -> Self {
        let count = |is: fn(&Mutation) -> bool| {
            mutations.iter().filter(|mutation| mutation.kind == kind && is(mutation)).count()
        };
        Self {
            kind,
            changed: count(|_| true),
            noticed: count(|mutation| mutation.noticed),
            named: count(|mutation| mutation.named),
            mended: count(|mutation| mutation.mended),
        }
    }
}

#[derive(Serialize)]
struct Unnoticed<'a> {
    kind: Kind,
    at: Point,
    from: &'a str,
    to: &'a str,
}

impl<'a> Unnoticed<'a> {
    fn of(source: &SourceText, mutation: &'a Mutation) -> Self {
        let Mutation { kind, span, from, to, .. } = mutation;
        Self { kind: *kind, at: Point::new(source, span.start), from, to }
    }
}

#[derive(Serialize)]
struct Page<'a> {
    schema_version: u8,
    path: String,
    kinds: [Count; 4],
    unnoticed: Vec<Unnoticed<'a>>,
}

#[cfg(test)]
mod tests {
    use super::slipped;

    #[test]
    fn numbers_slip() {
        let slip = |written| slipped(written).unwrap_or_default();
        assert_eq!(
            [slip("12"), slip("132"), slip("7"), slip("20"), slip("33"), slip("100")],
            ["21", "123", "8", "21", "34", "101"].map(str::to_owned)
        );
        assert_eq!(slip("120"), "102");
        assert_eq!(slipped("1,200"), None);
        assert_eq!(slipped("三"), None);
        assert_eq!(slipped("99999999999999999999"), None);
    }
}
