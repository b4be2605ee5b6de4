//! L9: what `pdftotext -layout` makes of a report.

use super::Piece;
use crate::grid::{Grid, GridCell, Kind};
use crate::official::OUTCOMES;
use crate::report::TableName;

/// Characters in a line of prose.
const LINE: usize = 38;

/// The number printed at the foot of the page that 表三 runs over.
const FOOT: &str = "- 4 -";

/// The whole report. A blank cell leaves no trace but space.
pub(crate) fn render(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => {
                for line in wrap(text, 22) {
                    out += &format!("{}{line}\n", " ".repeat(16));
                }
                out.push('\n');
            }
            Piece::Heading(text) | Piece::ItemHeading(text) => out += &format!("    {text}\n"),
            Piece::Paragraph(text) => {
                // Two full-width spaces of indent print as four columns.
                let indented = format!("\u{3000}\u{3000}{text}");
                for line in wrap(&indented, LINE) {
                    out += &line.replace('\u{3000}', "  ");
                    out.push('\n');
                }
            }
            Piece::Signature(text) => out += &format!("{}{text}\n", " ".repeat(44)),
            Piece::Table(grid) => {
                out.push('\n');
                match grid.name {
                    TableName::Applications => applications(&mut out, grid),
                    TableName::Proceedings => proceedings(&mut out, grid),
                    TableName::Disclosure => disclosure(&mut out, grid),
                    TableName::Statistics => statistics(&mut out, grid),
                }
                out.push('\n');
            }
        }
    }
    out
}

/// Lines of at most `length` characters. Numbers stay whole and no line begins with a closing mark.
fn wrap(text: &str, length: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let word = chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let mut taken = word.max(1);
        while chars.get(at + taken).is_some_and(|c| ",。;:、)”》".contains(*c)) {
            taken += 1;
        }
        if used > 0 && used + taken > length {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.extend(&chars[at..at + taken]);
        }
        used += taken;
        at += taken;
    }
    lines
}

/// How many columns of a terminal `text` takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// `text` on a field of `columns`, at least one space after it.
fn field(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text)).max(1)))
}

fn line(out: &mut String, indent: usize, cells: &[String]) {
    let text = format!("{}{}", " ".repeat(indent), cells.concat());
    *out += text.trim_end();
    out.push('\n');
}

fn numbers(row: &[GridCell], columns: usize) -> Vec<String> {
    row.iter().filter(|cell| cell.kind == Kind::Value).map(|cell| field(&cell.text, columns)).collect()
}

fn label(row: &[GridCell]) -> &str {
    let mut labels = row.iter().filter(|cell| cell.kind == Kind::Label);
    labels.next_back().map_or("", |cell| &cell.text)
}

fn disclosure(out: &mut String, grid: &Grid) {
    for row in &grid.rows {
        if row.len() == 1 {
            line(out, 30, &[row[0].text.clone()]);
        } else if row[0].kind == Kind::Head {
            let cells: Vec<String> = row.iter().map(|cell| field(&cell.text, 20)).collect();
            line(out, 6, &cells);
        } else {
            let mut cells = vec![field(label(row), 26)];
            cells.extend(numbers(row, 20));
            line(out, 6, &cells);
        }
    }
}

/// A label and its numbers: a label that fills two lines has the numbers between them, one that fills
/// three has them on its middle line.
fn labelled(out: &mut String, indent: usize, columns: usize, parts: &[String], numbers: &[String]) {
    let with_numbers = |part: &str| {
        let mut cells = vec![field(part, columns)];
        cells.extend(numbers.iter().cloned());
        cells
    };
    let middle = parts.len() / 2;
    for (at, part) in parts.iter().enumerate() {
        if at == middle && parts.len() % 2 == 1 {
            line(out, indent, &with_numbers(part));
            continue;
        }
        if at == middle {
            line(out, indent, &with_numbers(""));
        }
        line(out, indent, std::slice::from_ref(part));
    }
}

fn applications(out: &mut String, grid: &Grid) {
    applications_head(out);
    // The long vertical label is printed a character at a time, between the rows beside it.
    let mut vertical = vertical(OUTCOMES).into_iter();
    let (mut inside, mut since_page) = (false, 0);
    for (at, row) in grid.rows.iter().enumerate() {
        if row.iter().any(|cell| cell.kind == Kind::Head) {
            continue;
        }
        for group in row.iter().filter(|cell| cell.kind == Kind::Label && cell.down > 1) {
            if group.text == OUTCOMES {
                inside = true;
            } else if let Some(cut) = group.text.char_indices().nth(5) {
                // `(三)不予公开` stands on two lines beside its rows.
                let (first, second) = group.text.split_at(cut.0);
                line(out, 6, &[first.into()]);
                line(out, 8, &[second.into()]);
            }
        }
        let nested = row.iter().all(|cell| cell.across == 1);
        let indent = if nested { 18 } else { 6 };
        let parts = wrap(label(row), if indent == 18 { 12 } else { 16 });
        labelled(out, indent, 52 - indent, &parts, &numbers(row, 7));
        if inside
            && at % 2 == 0
            && let Some(character) = vertical.next()
        {
            line(out, 2, &[character]);
        }
        since_page += 1;
        if since_page == 14 {
            *out += &format!("\n{}{FOOT}\n\n\u{c}", " ".repeat(40));
        }
    }
}

/// `三、` together, then a character each.
fn vertical(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for character in text.chars() {
        match parts.last_mut() {
            Some(last) if character == '、' => last.push(character),
            _ => parts.push(character.into()),
        }
    }
    parts
}

fn applications_head(out: &mut String) {
    line(out, 70, &["申请人情况".into()]);
    line(out, 2, &[field("(本列数据的勾稽关系为:第一项加第二项之和,", 64), "法人或其他组织".into()]);
    let upper = ["商业", "科研", "社会公", "法律服"].map(|text| field(text, 7));
    let lower = ["企业", "机构", "益组织", "务机构"].map(|text| field(text, 7));
    let mut cells = vec![field("等于第三项加第四项之和)", 48), field("自然人", 8)];
    cells.extend(upper);
    cells.extend(["其他".to_owned(), "   ".to_owned(), "总计".to_owned()]);
    line(out, 2, &cells);
    line(out, 58, &lower);
}

fn proceedings(out: &mut String, grid: &Grid) {
    for (at, row) in grid.rows.iter().enumerate() {
        let head = row.iter().any(|cell| cell.kind == Kind::Head);
        if !head {
            line(out, 2, &numbers(row, 7));
            continue;
        }
        // Four characters stand on two lines in a column this narrow.
        let narrow = |text: &str| matches!(text, "结果维持" | "结果纠正" | "其他结果" | "尚未审结");
        let half = |text: &str, from: usize| text.chars().skip(from).take(2).collect::<String>();
        let columns = if at == 0 { 36 } else { 7 };
        let upper: Vec<String> = row
            .iter()
            .map(|cell| {
                let text = if narrow(&cell.text) { half(&cell.text, 0) } else { cell.text.clone() };
                field(&text, if cell.across > 1 { 36 } else { columns })
            })
            .collect();
        let indent = if at == 2 { 37 } else { 2 };
        line(out, indent, &upper);
        if row.iter().any(|cell| narrow(&cell.text)) {
            let lower: Vec<String> = row
                .iter()
                .map(|cell| {
                    let text = if narrow(&cell.text) { half(&cell.text, 2) } else { String::new() };
                    field(&text, if cell.across > 1 { 36 } else { columns })
                })
                .collect();
            line(out, indent, &lower);
        }
    }
}

fn statistics(out: &mut String, grid: &Grid) {
    for row in &grid.rows {
        let parts = wrap(&row[0].text, 24);
        let rest: Vec<String> = row[1..].iter().map(|cell| field(&cell.text, 12)).collect();
        labelled(out, 4, 56, &parts, &rest);
    }
}
