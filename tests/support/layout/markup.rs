//! Markdown, tabs and HTML.

use super::Piece;
use crate::grid::{Grid, Kind};

/// L11. Spanned places become empty cells, the first row becomes the head.
pub(crate) fn markdown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let block = match piece {
            Piece::Title(text) => format!("# {text}"),
            Piece::Heading(text) => format!("## {text}"),
            Piece::ItemHeading(text) => format!("### {text}"),
            Piece::Paragraph(text) | Piece::Signature(text) => text.clone(),
            Piece::Table(grid) => {
                let mut lines: Vec<String> =
                    grid.rectangle().iter().map(|row| format!("| {} |", row.join(" | "))).collect();
                lines.insert(1.min(lines.len()), format!("|{}", "---|".repeat(grid.width)));
                lines.join("\n")
            }
        };
        out += &block;
        out += "\n\n";
    }
    out.pop();
    out
}

/// A row per line, spanned places as empty cells.
pub(crate) fn tabs(grid: &Grid) -> String {
    let mut out = String::new();
    for row in grid.rectangle() {
        out += &row.join("\t");
        out.push('\n');
    }
    out
}

/// A web page's content; blank cells hold a non-breaking space.
pub(crate) fn html(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        out += &match piece {
            Piece::Title(text) => format!("<h1>{}</h1>\n", escape(text)),
            Piece::Heading(text) => format!("<p><strong>{}</strong></p>\n", escape(text)),
            Piece::ItemHeading(text) | Piece::Paragraph(text) => {
                format!("<p style=\"text-indent: 2em;\">{}</p>\n", escape(text))
            }
            Piece::Signature(text) => {
                format!("<p style=\"text-align: right;\">{}</p>\n", escape(text))
            }
            Piece::Table(grid) => html_table(grid),
        };
    }
    out
}

fn html_table(grid: &Grid) -> String {
    let mut out = String::from("<table border=\"1\" cellspacing=\"0\">\n<tbody>\n");
    for row in &grid.rows {
        out += "<tr>";
        for cell in row {
            let mut span = String::new();
            if cell.across > 1 {
                span += &format!(" colspan=\"{}\"", cell.across);
            }
            if cell.down > 1 {
                span += &format!(" rowspan=\"{}\"", cell.down);
            }
            let text =
                if cell.text.is_empty() && cell.kind == Kind::Value { "&nbsp;".into() } else { escape(&cell.text) };
            out += &format!("<td{span}>{text}</td>");
        }
        out += "</tr>\n";
    }
    out += "</tbody>\n</table>\n";
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
