//! Tables with pipes, as text extractors print them.

use crate::grid::{Grid, GridCell, Kind};
use crate::report::TableName;

/// Where the pipes and the line breaks stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PipeStyle {
    /// `规章 | 0 | 0 | 0 |`
    Row,
    /// `| 规章 | 0 |   0 | 0 |`
    LeadingRow,
    /// `规章 |⏎0 |⏎0 |⏎0 |`
    CellPerLine,
    /// `|⏎规章 |⏎0 |⏎0 |⏎0 |`
    BeforeRow,
    /// `规章⏎|⏎0⏎|⏎0⏎|⏎0⏎|`
    BetweenCells,
}

/// `grid` in a style, every line ended.
pub(crate) fn table(grid: &Grid, style: PipeStyle) -> String {
    let mut out = String::new();
    for (at, row) in grid.rows.iter().enumerate() {
        let texts: Vec<String> = row.iter().enumerate().map(|(place, cell)| worn(grid, at, place, cell)).collect();
        let fillers = "|".repeat(grid.fillers(at));
        match style {
            PipeStyle::Row => {
                // The last row of a table loses the pipes of its spanned places.
                let last = at + 1 == grid.rows.len();
                out += &joined(&texts, if last { "" } else { &fillers });
            }
            PipeStyle::LeadingRow => {
                let padded: Vec<String> = texts.iter().map(|text| pad(text, at)).collect();
                out += "| ";
                out += &joined(&padded, &fillers);
            }
            PipeStyle::CellPerLine => {
                for text in &texts {
                    out += &ended(text);
                    out.push('\n');
                }
                if !fillers.is_empty() {
                    out += &fillers;
                    out.push('\n');
                }
            }
            PipeStyle::BeforeRow => {
                let mut cells: Vec<String> = texts.iter().map(|text| ended(text)).collect();
                if let Some(cell) = cells.last_mut().filter(|_| !fillers.is_empty()) {
                    cell.push(' ');
                    cell.push_str(&fillers);
                }
                out += "|\n";
                out += &cells.join("\n");
                out.push('\n');
            }
            PipeStyle::BetweenCells => {
                for text in &texts {
                    out += text;
                    out += "\n|\n";
                }
                if !fillers.is_empty() {
                    out += &fillers;
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// A cell and its pipe; a blank cell is a pipe alone.
fn ended(text: &str) -> String {
    if text.is_empty() { "|".into() } else { format!("{text} |") }
}

fn joined(texts: &[String], fillers: &str) -> String {
    let cells: Vec<String> = texts.iter().map(|text| ended(text)).collect();
    let line = cells.join(" ");
    if fillers.is_empty() { format!("{line}\n") } else { format!("{line} {fillers}\n") }
}

/// Some rows of a page have their numbers pushed to the right.
fn pad(text: &str, row: usize) -> String {
    let number = text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty();
    if number && row % 4 == 3 { format!("      {text}") } else { text.into() }
}

/// The text as pages print it: heads broken into two lines lose their second half or get a space.
fn worn(grid: &Grid, row: usize, place: usize, cell: &GridCell) -> String {
    if cell.kind != Kind::Head {
        return cell.text.clone();
    }
    if grid.name == TableName::Proceedings {
        // Only the very first 结果维持 is wide enough to stay whole.
        let first = row == 1 && place == 0;
        return match cell.text.as_str() {
            "结果维持" if first => "结果维持",
            "结果维持" | "结果纠正" => "结果",
            "其他结果" => "其他",
            "尚未审结" => "尚未",
            whole => whole,
        }
        .into();
    }
    match cell.text.as_str() {
        "商业企业" => "商业 企业",
        "科研机构" => "科研 机构",
        "本年新制作数量" => "本年新 制作数量",
        "本年新公开数量" => "本年新 公开数量",
        "统计指标" => "统 计 指 标",
        whole => whole,
    }
    .into()
}
