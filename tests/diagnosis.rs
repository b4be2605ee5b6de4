//! Broken sums are traced to the cell that broke them: whatever slip of the pen, in every form.

use std::collections::BTreeMap;

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Category, Diagnostic, Edit, Lang, LintOptions, Packs, Severity, lint};
use disclint_tests::{BodyKind, Generation, Layout, Part, Rng, SampleReport, TableName, render};

/// Generations whose table of applications has sums both ways.
const CROSSED: [Generation; 2] = [Generation::Form2019, Generation::Form2021];

fn judge(packs: &Packs, text: &str, lang: Lang) -> Vec<Diagnostic> {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    let options = LintOptions { lang, ..LintOptions::default() };
    lint(packs, &document, &options).unwrap_or_else(|| panic!("no report:\n{text}")).diagnostics
}

/// The findings on sums; none on figures may stand beside them, as the prose is right.
fn broken_sums(packs: &Packs, text: &str) -> Vec<Diagnostic> {
    let mut found = judge(packs, text, Lang::Zh);
    found.retain(|finding| finding.category == Category::Identity && finding.severity == Severity::Error);
    found
}

fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup();
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

/// Which of a finding's fixes makes of `broken` what is `right`, from 0.
fn rank(finding: &Diagnostic, broken: &str, right: &str) -> Option<usize> {
    finding.fixes.iter().position(|fix| apply(broken, &fix.edits) == right)
}

fn is_certain(finding: &Diagnostic) -> bool {
    finding.message.contains(",应为 ")
}

/// What was measured; cargo shows it with `--nocapture`.
#[allow(clippy::print_stdout, reason = "it is what the test is for")]
fn say(line: &str) {
    println!("{line}");
}

/// The tables alone.
fn without_prose(mut report: SampleReport) -> SampleReport {
    for section in &mut report.sections {
        section.content.retain(|part| matches!(part, Part::Table(_)));
    }
    report
}

/// The sums of a report with large numbers: of two reports, each multiplied.
fn large(generation: Generation) -> SampleReport {
    let [mut one, other] =
        [3, 4].map(|seed| SampleReport::busy(generation, BodyKind::CityBureau, year(generation), seed));
    for (path, text) in other.cells() {
        let Ok(second) = text.parse::<u64>() else { continue };
        if let Ok(first) = one.cell(&path).parse::<u64>() {
            one.set_cell(&path, (first * 137 + second * 1011).to_string());
        }
    }
    without_prose(one)
}

fn year(generation: Generation) -> u16 {
    match generation {
        Generation::Form2014 => 2016,
        Generation::Form2019 => 2020,
        Generation::Form2021 => 2023,
    }
}

fn reports(generation: Generation) -> [(&'static str, SampleReport); 3] {
    let kind = BodyKind::CountyDepartment;
    [
        ("few", without_prose(SampleReport::quiet(generation, kind, year(generation), 11))),
        ("some", without_prose(SampleReport::busy(generation, kind, year(generation), 12))),
        ("many", large(generation)),
    ]
}

/// What people write instead of a number, with the name of the slip.
fn slips(value: u64, neighbour: u64, is_total: bool) -> Vec<(&'static str, u64)> {
    let digits = value.to_string();
    let parse = |text: &str| text.parse::<u64>().ok();
    let mut found = vec![("one more", value + 1), ("the neighbour's value", neighbour)];
    found.extend(value.checked_sub(1).map(|less| ("one less", less)));
    if is_total {
        found.push(("total left 0", 0));
    }
    if value > 0 {
        found.extend(parse(&format!("{digits}7")).map(|number| ("digit added", number)));
        found.extend(parse(&format!("{}{digits}", &digits[..1])).map(|number| ("digit doubled", number)));
        let first = (digits.as_bytes()[0] - b'0') % 9 + 1;
        found.extend(parse(&format!("{first}{}", &digits[1..])).map(|number| ("digit mistyped", number)));
    }
    if digits.len() > 1 {
        found.extend(parse(&digits[1..]).map(|number| ("digit dropped", number)));
        let swapped = format!(
            "{}{}{}",
            &digits[..digits.len() - 2],
            &digits[digits.len() - 1..],
            &digits[digits.len() - 2..digits.len() - 1]
        );
        found.extend(parse(&swapped).map(|number| ("digits swapped", number)));
    }
    found.retain(|(_, number)| *number != value);
    found
}

#[derive(Default)]
struct Tally {
    tried: usize,
    first: usize,
    offered: usize,
}

impl Tally {
    fn count(&mut self, rank: Option<usize>) {
        self.tried += 1;
        self.first += usize::from(rank == Some(0));
        self.offered += usize::from(rank.is_some());
    }
}

fn show(title: &str, tallies: &BTreeMap<&str, Tally>) {
    say(title);
    for (name, Tally { tried, first, offered }) in tallies {
        say(&format!("  {name:24} {tried:5} tried, {first:5} first, {offered:5} among the fixes"));
    }
}

/// Every cell of the tables with sums, with its neighbour's value and whether it is a total.
fn summed(report: &SampleReport) -> Vec<(String, u64, u64, bool)> {
    let mut found = Vec::new();
    for table in report.tables.iter().filter(|table| table.name != TableName::Disclosure) {
        let rows: Vec<Vec<u64>> =
            table.rows().map(|row| row.cells.iter().filter_map(|cell| cell.parse().ok()).collect()).collect();
        for (row, cells) in rows.iter().enumerate() {
            for (column, &value) in cells.iter().enumerate() {
                let path = table.cell_path(row, column);
                let below = rows.get(row + 1).or(rows.get(row.wrapping_sub(1)));
                let neighbour = cells.get(column + 1).or_else(|| below?.get(column)).copied().unwrap_or_default();
                found.push((path.clone(), value, neighbour, path.contains("总计")));
            }
        }
    }
    found
}

#[test]
fn any_one_wrong_cell_is_named() {
    let packs = Packs::builtin();
    let (mut crossed, mut single): (BTreeMap<&str, Tally>, BTreeMap<&str, Tally>) = Default::default();
    let mut troubles = Vec::new();
    for generation in Generation::ALL {
        for (size, report) in reports(generation) {
            let right = render(&report, Layout::PipeRow);
            assert!(broken_sums(&packs, &right).is_empty(), "{generation:?} {size}");
            for (path, value, neighbour, is_total) in summed(&report) {
                for (slip, wrong) in slips(value, neighbour, is_total) {
                    let mut broken = report.clone();
                    broken.set_cell(&path, wrong.to_string());
                    let broken = render(&broken, Layout::PipeRow);
                    let found = broken_sums(&packs, &broken);
                    let is_crossed = path.starts_with("表三");
                    // Some numbers of the form of 2014 stand in no sum, and some are but no more than another.
                    let is_of_a_sum = |finding: &Diagnostic| finding.message.contains(" ≠ ") || is_certain(finding);
                    if path.starts_with("统计表") && !found.iter().any(is_of_a_sum) {
                        continue;
                    }
                    let rank = match &found[..] {
                        [finding] if !is_crossed || finding.cell.as_deref() == Some(path.as_str()) => {
                            rank(finding, &broken, &right)
                        }
                        _ => None,
                    };
                    let tallies = if is_crossed { &mut crossed } else { &mut single };
                    tallies.entry(slip).or_default().count(rank);
                    if rank.is_none() || (is_crossed && rank != Some(0)) {
                        troubles.push(format!("{generation:?} {size} {path}: {value} → {wrong} ({slip})"));
                    }
                }
            }
        }
    }
    show("one wrong cell, sums both ways", &crossed);
    show("one wrong cell, one sum", &single);
    let tried: usize = crossed.values().chain(single.values()).map(|tally| tally.tried).sum();
    assert!(tried > 5000, "{tried} changes");
    assert!(troubles.is_empty(), "{} of {tried}\n{}", troubles.len(), troubles.join("\n"));
}

/// The pieces of a text between the lines of its tables.
fn pieces(text: &str) -> Vec<&str> {
    text.split(['|', '\n']).map(str::trim).collect()
}

#[test]
fn two_wrong_cells_are_named_and_no_others() {
    let packs = Packs::builtin();
    let rng = &mut Rng::new(5);
    let (mut tallies, mut troubles): (BTreeMap<&str, Tally>, Vec<String>) = Default::default();
    let mut missed = Vec::new();
    for generation in Generation::ALL {
        for (size, report) in reports(generation) {
            let right = render(&report, Layout::PipeRow);
            let cells = summed(&report);
            let mut rounds = 0;
            while rounds < 90 {
                let mut broken = report.clone();
                let mut paths = Vec::new();
                // In one row or column as often as not.
                let first = rng.index(cells.len());
                let near = if rng.chance(50) { first + [1, 2, 7, 14][rng.index(4)] } else { rng.index(cells.len()) };
                for at in [first, near.min(cells.len() - 1)] {
                    let (path, value, neighbour, is_total) = &cells[at];
                    let slips = slips(*value, *neighbour, *is_total);
                    broken.set_cell(path, slips[rng.index(slips.len())].1.to_string());
                    paths.push(path.as_str());
                }
                let broken = render(&broken, Layout::PipeRow);
                rounds += 1;
                if paths[0] == paths[1] {
                    continue;
                }
                let found = broken_sums(&packs, &broken);
                let (is, was, should) = (|fix: &[Edit]| apply(&broken, fix), pieces(&broken), pieces(&right));
                // A fix is right if it writes nothing but what should be.
                let is_right = |edits: &[Edit]| {
                    let mended = is(edits);
                    let mended = pieces(&mended);
                    (0..was.len()).all(|at| mended[at] == was[at] || mended[at] == should[at])
                };
                for finding in found.iter().filter(|finding| is_certain(finding)) {
                    if !finding.fixes.iter().all(|fix| is_right(&fix.edits)) {
                        troubles.push(format!("{generation:?} {size} {paths:?}: wrong: {}", finding.message));
                    }
                }
                let firsts = found.iter().filter_map(|finding| finding.fixes.first());
                let rights = found.iter().filter_map(|finding| finding.fixes.iter().find(|fix| is_right(&fix.edits)));
                let is_offered = apply(&broken, rights.flat_map(|fix| &fix.edits)) == right;
                // What one sum alone tells is too little for two cells of it.
                let place = match paths.iter().filter(|path| path.starts_with("表三")).count() {
                    2 => "sums both ways",
                    1 => "one of them so",
                    _ => "one sum each",
                };
                let tally = tallies.entry(place).or_default();
                tally.tried += 1;
                tally.first += usize::from(apply(&broken, firsts.flat_map(|fix| &fix.edits)) == right);
                tally.offered += usize::from(is_offered);
                if place == "sums both ways" && !is_offered {
                    missed.push(format!("{generation:?} {size} {paths:?}"));
                }
            }
        }
    }
    show("two wrong cells", &tallies);
    say(&missed.join("\n"));
    assert!(troubles.is_empty(), "{}\n{}", troubles.len(), troubles.join("\n"));
    let Tally { tried, offered, .. } = tallies["sums both ways"];
    assert!(tried > 300 && offered * 100 >= tried * 98, "{offered} of {tried}");
}

/// A row of the table of applications as numbers.
fn row(report: &SampleReport, at: usize) -> Vec<u64> {
    let table = report.table(TableName::Applications).expect("the table");
    let row = table.rows().nth(at).expect("the row");
    row.cells.iter().map(|cell| cell.parse().expect("a count")).collect()
}

fn set_row(report: &mut SampleReport, at: usize, values: &[u64]) {
    let table = report.table_mut(TableName::Applications).expect("the table");
    table.row_mut(at).cells = values.iter().map(ToString::to_string).collect();
}

#[test]
fn slips_that_change_several_cells_are_one_finding() {
    let packs = Packs::builtin();
    let rng = &mut Rng::new(6);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut troubles = Vec::new();
    for generation in CROSSED {
        for (size, report) in reports(generation) {
            let right = render(&report, Layout::PipeRow);
            let rows = report.table(TableName::Applications).expect("the table").rows().count();
            let mut broken: Vec<(&str, SampleReport)> = Vec::new();
            for at in 0..rows {
                let values = row(&report, at);
                let filled = values.iter().filter(|value| **value != 0).count();
                let mut set = |name, values: &[u64]| {
                    let mut changed = report.clone();
                    set_row(&mut changed, at, values);
                    broken.push((name, changed));
                };
                if filled > 2 {
                    let (first, last) = (values[0], values[6]);
                    set("row to the right", &[&[0], &values[..6]].concat());
                    set("row to the left", &[&values[1..], &[0]].concat());
                    if values[5] == 0 {
                        set("parts to the right", &[&[0], &values[..5], &[last]].concat());
                    }
                    if first == 0 {
                        set("parts to the left", &[&values[1..6], &[0], &[last]].concat());
                    }
                }
                for column in 0..5 {
                    let (value, next) = (values[column], values[column + 1]);
                    if value >= 10 && next == 0 {
                        let mut changed = values.clone();
                        (changed[column], changed[column + 1]) = (value / 10, value % 10);
                        set("number split in two", &changed);
                    }
                }
                if at == rows - 2 && filled > 1 {
                    set("row of totals left 0", &[0; 7]);
                }
            }
            let mut changed = report.clone();
            for at in 0..rows {
                let values = row(&report, at);
                set_row(&mut changed, at, &[&values[..6], &[0]].concat());
            }
            broken.push(("column of totals left 0", changed));
            // One application of one kind of applicant booked to another: any application is as likely as any other.
            for _ in 0..60 {
                let outcomes = 2..rows - 2;
                let all: u64 = outcomes.clone().map(|at| row(&report, at)[..6].iter().sum::<u64>()).sum();
                let mut which = rng.number() % all.max(1);
                'found: for at in outcomes {
                    let mut values = row(&report, at);
                    for column in 0..6 {
                        if which < values[column] {
                            let mut to = rng.index(5);
                            to += usize::from(to >= column);
                            values[column] -= 1;
                            values[to] += 1;
                            let mut changed = report.clone();
                            set_row(&mut changed, at, &values);
                            broken.push(("booked to another", changed));
                            break 'found;
                        }
                        which -= values[column];
                    }
                }
            }
            for (slip, changed) in broken {
                let text = render(&changed, Layout::PipeRow);
                let found = broken_sums(&packs, &text);
                let rank = if let [finding] = &found[..] { rank(finding, &text, &right) } else { None };
                tallies.entry(slip).or_default().count(rank);
                if rank.is_none() {
                    let shown: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
                    troubles.push(format!("{generation:?} {size} {slip}: {shown:?}"));
                }
            }
        }
    }
    show("slips in several cells", &tallies);
    say(&troubles.join("\n"));
    let tried: usize = tallies.values().map(|tally| tally.tried).sum();
    assert!(troubles.len() * 20 <= tried, "{} of {tried}\n{}", troubles.len(), troubles.join("\n"));
}

#[test]
fn fixes_say_what_is_changed_and_by_which_slip() {
    let packs = Packs::builtin();
    let mut report = without_prose(SampleReport::balanced_2021());
    for (cell, value) in [("结果维持", "9"), ("结果纠正", "7"), ("其他结果", "5"), ("尚未审结", "0"), ("总计", "12")]
    {
        report.set_cell(&format!("表四/行政复议/{cell}"), value);
    }
    let text = render(&report, Layout::PipeRow);
    let titles = |lang| {
        let found = judge(&packs, &text, lang);
        let [finding] =
            &found.into_iter().filter(|finding| finding.category == Category::Identity).collect::<Vec<_>>()[..]
        else {
            panic!("one finding")
        };
        assert_eq!(finding.cell.as_deref(), Some("表四/行政复议/总计"));
        let mut words = vec![finding.label.clone()];
        words.extend(finding.fixes.iter().take(2).map(|fix| fix.title.clone()));
        words
    };
    // 9 + 7 + 5 = 21: no part can be 9 less but the first.
    assert_eq!(
        titles(Lang::Zh),
        [
            "可能应为 21(相邻两位数字颠倒)",
            "将“行政复议/总计”的 12 改为 21(相邻两位数字颠倒)",
            "将“行政复议/结果维持”的 9 改为 0",
        ]
    );
    assert_eq!(
        titles(Lang::En),
        [
            "perhaps 21 (two digits changed places)",
            "change 12 to 21 in “行政复议/总计” (two digits changed places)",
            "change 9 to 0 in “行政复议/结果维持”",
        ]
    );
}

/// The prose tells which of several repairs is meant; what it says of it belongs to the same finding.
#[test]
fn the_prose_is_asked() {
    let packs = Packs::builtin();
    let mut right = without_prose(SampleReport::balanced_2021());
    for (cell, value) in [("结果维持", "9"), ("结果纠正", "7"), ("其他结果", "5"), ("尚未审结", "0"), ("总计", "21")]
    {
        right.set_cell(&format!("表四/行政复议/{cell}"), value);
    }
    let mut broken = right.clone();
    broken.set_cell("表四/行政复议/结果维持", "15");
    let say = |report: &SampleReport, text: &str| {
        let mut report = report.clone();
        report.sections[0].content.push(Part::Paragraph(text.to_owned()));
        render(&report, Layout::PipeRow)
    };
    // Without a word of it a total is likelier to be wrong than a part.
    let silent = say(&broken, "我局重视政府信息公开行政复议工作。");
    let found = broken_sums(&packs, &silent);
    assert!(found.len() == 1 && found[0].cell.as_deref() == Some("表四/行政复议/总计"), "{found:#?}");

    let statement = "政府信息公开行政复议结果维持9件。";
    let text = say(&broken, statement);
    let found = judge(&packs, &text, Lang::Zh);
    assert!(found.iter().all(|finding| finding.category != Category::Figure), "{found:#?}");
    let sums: Vec<&Diagnostic> = found.iter().filter(|finding| finding.category == Category::Identity).collect();
    let [finding] = &sums[..] else { panic!("one finding: {sums:#?}") };
    assert_eq!(finding.cell.as_deref(), Some("表四/行政复议/结果维持"));
    assert_eq!(apply(&text, &finding.fixes[0].edits), say(&right, statement));
    assert!(finding.fixes.len() > 1 && !is_certain(finding), "one sum and the prose: {finding:#?}");
    assert!(finding.related.iter().any(|related| related.message == "正文为 9件"), "{:#?}", finding.related);
}

/// Where too much is wrong at once the search says so, and what is not in doubt is named still.
#[test]
fn too_much_is_wrong() {
    let packs = Packs::builtin();
    let mut report = large(Generation::Form2021);
    let rng = &mut Rng::new(9);
    for at in 2..24 {
        let mut values = row(&report, at);
        for _ in 0..3 {
            values[rng.index(7)] += rng.between(1, 500);
        }
        set_row(&mut report, at, &values);
    }
    let text = render(&report, Layout::PipeRow);
    let found = broken_sums(&packs, &text);
    assert!(!found.is_empty());
    let note = "可能有误的单元格过多,未推算所有改法";
    assert!(found.iter().any(|finding| finding.notes.iter().any(|known| known == note)), "{found:#?}");
}

/// A blank is no number: nobody writes into it, and sums with it are not judged.
#[test]
fn blanks_are_never_filled() {
    let packs = Packs::builtin();
    for generation in CROSSED {
        let mut report = SampleReport::balanced_random(generation, 45).with_blank_zeros();
        let (path, value) = report
            .cells()
            .into_iter()
            .filter(|(path, _)| path.starts_with("表三"))
            .find_map(|(path, text)| Some((path, text.parse::<u64>().ok()?)))
            .expect("a number");
        report.set_cell(&path, (value + 5).to_string());
        let text = render(&report, Layout::PipeRow);
        for finding in broken_sums(&packs, &text) {
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                assert!(!text[edit.span.range()].trim().is_empty(), "{path}: {}", finding.message);
            }
        }
    }
}
