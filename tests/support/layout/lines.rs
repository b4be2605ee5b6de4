//! Layouts without pipes around the cells: a cell per line, and sections on one line.

use super::{Piece, PipeStyle, pipe_table};
use crate::grid::{Grid, Kind};

/// What stands between the lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Spacing {
    /// Nothing.
    Dense,
    /// A blank line, as most pages have it.
    BlankLines,
}

/// L5. A blank cell leaves no trace.
pub(crate) fn cell_per_line(pieces: &[Piece], spacing: Spacing) -> String {
    let gap = match spacing {
        Spacing::Dense => "\n",
        Spacing::BlankLines => "\n\n",
    };
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) | Piece::Heading(text) | Piece::ItemHeading(text) | Piece::Paragraph(text) => {
                out += text;
                out += gap;
            }
            Piece::Signature(text) => {
                out += &" ".repeat(20);
                out += text;
                out += gap;
            }
            Piece::Table(grid) => table(&mut out, grid, gap),
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn table(out: &mut String, grid: &Grid, gap: &str) {
    for (at, row) in grid.rows.iter().enumerate() {
        for (place, cell) in row.iter().enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            match cell.kind {
                Kind::Head => *out += &broken(&cell.text, gap),
                Kind::Label => *out += &cell.text,
                // Editors leave spaces around some numbers; which ones does not matter.
                Kind::Value => match (at * 7 + place) % 11 {
                    3 => *out += &format!(" {}", cell.text),
                    6 => *out += &format!("{} ", cell.text),
                    9 => *out += &format!("    {}", cell.text),
                    _ => *out += &cell.text,
                },
            }
            *out += gap;
        }
    }
}

/// Heads that the cell's width broke in two.
fn broken(text: &str, gap: &str) -> String {
    match text.strip_prefix("本年新") {
        Some(rest) => format!("本年新{gap}{rest}"),
        None if text == "商业企业" || text == "科研机构" => {
            let (first, second) = text.split_at("商业".len());
            format!("{first}\n{second}")
        }
        None => text.into(),
    }
}

/// L13. Everything between two tables is one line; headings follow a full stop and a space.
pub(crate) fn one_line_sections(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => {
                out += text;
                out.push('\n');
            }
            Piece::Heading(text) => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                out += text;
                out.push(' ');
            }
            Piece::ItemHeading(text) => {
                out += text;
                out.push('。');
            }
            Piece::Paragraph(text) => out += text,
            Piece::Table(grid) => {
                out.truncate(out.trim_end().len());
                out.push('\n');
                out += &pipe_table(grid, PipeStyle::Row);
            }
            Piece::Signature(text) => {
                out.push(' ');
                out += text;
            }
        }
    }
    out.push('\n');
    out
}
