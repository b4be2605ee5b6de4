//! The sample reports that are committed as files under `tests/samples`.

use crate::damage;
use crate::defect::{Anchor, Defect, DefectKind, Expected, Place};
use crate::layout::{Layout, render};
use crate::report::{BodyKind, Generation, SampleReport, TableName};
use crate::variation;

/// A file under `tests/samples`.
#[derive(Clone, Debug)]
pub struct SampleFile {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub bytes: Vec<u8>,
    /// What should be found in it; empty for a clean or a damaged report.
    pub expected: Vec<Expected>,
}

/// Every file under `tests/samples`, as it should be.
pub fn sample_files() -> Vec<SampleFile> {
    vec![
        clean("clean-2014-pipe.txt", &SampleReport::balanced_2014(), Layout::PipeRow),
        clean("clean-2019-pipe-own-line.txt", &SampleReport::balanced_2019(), Layout::PipeBeforeRow),
        with_text(
            "clean-2020-cell-per-line.txt",
            &variation::with_chrome(&render(&small(Generation::Form2019, 2020), Layout::CellPerLine), 2020),
        ),
        clean("clean-2021-pipe.txt", &small(Generation::Form2021, 2022), Layout::PipeRow),
        clean("clean-2021-pdf.txt", &SampleReport::balanced_2021(), Layout::PdfColumns),
        clean("clean-2021-markdown.txt", &SampleReport::balanced_2021(), Layout::Markdown),
        clean("clean-2021-one-line-sections.txt", &township(), Layout::OneLineSections),
        with_text(
            "clean-2021-traditional.txt",
            &variation::traditional_with_pinyin(&render(&small(Generation::Form2021, 2023), Layout::CellPerLine)),
        ),
        with_text(
            "clean-2014-traditional.txt",
            &variation::traditional_with_pinyin(&variation::nbsp_ghosts(&render(
                &SampleReport::balanced_2014(),
                Layout::PipeRow,
            ))),
        ),
        with_text("clean-2021-full-width.txt", &variation::full_width(&render(&township(), Layout::PipeBetweenCells))),
        gb18030("clean-2021-gb18030.txt", &township()),
        utf_16("clean-2021-utf-16.txt", &small(Generation::Form2021, 2024)),
        with_text(
            "clean-2021-crlf.txt",
            &variation::crlf(&render(&small(Generation::Form2021, 2025), Layout::LeadingPipe)),
        ),
        readme_sample(),
        broken(
            "broken-2014-pipe.txt",
            SampleReport::balanced_2014(),
            Layout::PipeRow,
            &[DefectKind::WrongCell, DefectKind::WrongFigure, DefectKind::MisnamedSection],
        ),
        broken(
            "broken-2019-leading-pipe.txt",
            SampleReport::balanced_2019(),
            Layout::LeadingPipe,
            &[DefectKind::WrongPeriod, DefectKind::LabelTypo, DefectKind::NegativeCount],
        ),
        broken(
            "broken-2021-cell-per-line.txt",
            SampleReport::balanced_2021(),
            Layout::CellPerLine,
            &[
                DefectKind::WrongCell,
                DefectKind::RegulationsNotZero,
                DefectKind::SkippedStep,
                DefectKind::WrongSectionNumber,
            ],
        ),
        broken(
            "broken-2021-old-tables.txt",
            small(Generation::Form2021, 2022),
            Layout::TabSeparated,
            &[DefectKind::OldTables, DefectKind::EmptySection],
        ),
        with_text("damaged-2021-lines-deduplicated.txt", &damage::deduplicated_lines(&SampleReport::balanced_2021())),
        with_text("damaged-2021-blanks-collapsed.txt", &damage::collapsed_blanks(&small(Generation::Form2021, 2022))),
        with_text("damaged-2021-labels-swallowed.txt", &damage::swallowed_labels(&SampleReport::balanced_2021())),
    ]
}

/// A district's bureau with a handful of applications.
fn small(generation: Generation, year: u16) -> SampleReport {
    SampleReport::quiet(generation, BodyKind::CountyDepartment, year, u64::from(year))
}

fn township() -> SampleReport {
    SampleReport::quiet(Generation::Form2021, BodyKind::Township, 2024, 2)
}

fn with_text(name: &'static str, text: &str) -> SampleFile {
    SampleFile { name, bytes: text.as_bytes().to_vec(), expected: vec![] }
}

fn clean(name: &'static str, report: &SampleReport, layout: Layout) -> SampleFile {
    with_text(name, &render(report, layout))
}

fn gb18030(name: &'static str, report: &SampleReport) -> SampleFile {
    let text = variation::chinese_punctuation(&render(report, Layout::TabSeparated));
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy, "GB18030 has every character");
    SampleFile { name, bytes: bytes.into_owned(), expected: vec![] }
}

/// Little-endian with a byte order mark, as Notepad saves it.
fn utf_16(name: &'static str, report: &SampleReport) -> SampleFile {
    let text = format!("\u{feff}{}", render(report, Layout::PipeRow));
    SampleFile { name, bytes: text.encode_utf16().flat_map(u16::to_le_bytes).collect(), expected: vec![] }
}

fn broken(name: &'static str, mut report: SampleReport, layout: Layout, kinds: &[DefectKind]) -> SampleFile {
    let whole = report.clone();
    let expected = kinds.iter().map(|&kind| {
        let defect = Defect::of(kind, &whole, 1);
        defect.expect("the report offers a place").apply(&mut report)
    });
    let expected = expected.collect();
    SampleFile { expected, ..clean(name, &report, layout) }
}

/// The report that the README shows: the mistakes are the ones that people make.
fn readme_sample() -> SampleFile {
    let mut report = SampleReport::quiet(Generation::Form2021, BodyKind::CountyDepartment, 2023, 6902);
    let cell = |table, row, column| Place { table, row, column };
    let defects = [
        Defect::RepeatedItem { item: 3 },
        Defect::WrongCell { cell: cell(TableName::Applications, 2, 0), delta: 1 },
        Defect::WrongCell { cell: cell(TableName::Proceedings, 0, 4), delta: 1 },
        Defect::MisnamedSection { section: 4 },
    ];
    let mut expected: Vec<Expected> = Vec::new();
    for defect in defects {
        let mut found = defect.apply(&mut report);
        if let Anchor::Text(text) = &mut found.anchor {
            *text = variation::chinese_punctuation(text);
        }
        expected.push(found);
    }
    SampleFile {
        expected,
        ..with_text("broken-2021.txt", &variation::chinese_punctuation(&render(&report, Layout::PipeRow)))
    }
}
