//! The samples are what they claim to be.

use crate::{
    Anchor, BodyKind, Defect, Generation, Layout, SampleReport, SampleTable, TableName, damage, render, sample_files,
    variation,
};

fn samples() -> Vec<SampleReport> {
    samples_of(60)
}

/// The fixed samples, and some that follow from seeds in every generation.
fn samples_of(seeds: u64) -> Vec<SampleReport> {
    let mut samples = vec![SampleReport::balanced_2014(), SampleReport::balanced_2019(), SampleReport::balanced_2021()];
    for generation in Generation::ALL {
        samples.extend((0..seeds).map(|seed| SampleReport::balanced_random(generation, seed)));
    }
    samples
}

fn number(cell: &str) -> i64 {
    cell.parse().expect("the cell holds a whole number")
}

fn numbers(table: &SampleTable) -> Vec<Vec<i64>> {
    table.rows().map(|row| row.cells.iter().map(|cell| number(cell)).collect()).collect()
}

#[test]
fn applications_balance() {
    for report in samples() {
        let Some(table) = report.table(TableName::Applications) else {
            continue;
        };
        let rows = numbers(table);
        let length = match report.generation {
            Generation::Form2021 => 25,
            Generation::Form2019 | Generation::Form2014 => 23,
        };
        assert_eq!(rows.len(), length);
        let (total, out) = (length - 2, length - 1);
        for column in 0..7 {
            assert_eq!(rows[0][column] + rows[1][column], rows[total][column] + rows[out][column]);
            let outcomes: i64 = rows[2..total].iter().map(|row| row[column]).sum();
            assert_eq!(outcomes, rows[total][column]);
        }
        for row in rows {
            assert_eq!(row[..6].iter().sum::<i64>(), row[6]);
            assert!(row.iter().all(|&count| count >= 0));
        }
    }
}

#[test]
fn proceedings_balance() {
    for report in samples() {
        if let Some(table) = report.table(TableName::Proceedings) {
            let rows = numbers(table);
            assert_eq!((rows.len(), rows[0].len()), (1, 15));
            for block in rows[0].chunks(5) {
                assert_eq!(block[..4].iter().sum::<i64>(), block[4]);
            }
        }
    }
}

#[test]
fn statistics_balance() {
    for seed in 0..60 {
        let report = SampleReport::balanced_random(Generation::Form2014, seed);
        let value = |label: &str| number(report.cell(&format!("统计表/{label}")));
        let sum = |labels: &[&str]| labels.iter().map(|label| value(label)).sum::<i64>();
        let received = value("(一)收到申请数");
        assert_eq!(received, sum(&["1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数"]));
        assert_eq!(value("(二)申请办结数"), sum(&["1.按时办结数", "2.延期办结数"]));
        assert_eq!(
            value("(三)申请答复数"),
            sum(&[
                "1.属于已主动公开范围数",
                "2.同意公开答复数",
                "3.同意部分公开答复数",
                "4.不同意公开答复数",
                "5.不属于本行政机关公开数",
                "6.申请信息不存在数",
                "7.告知作出更改补充数",
                "8.告知通过其他途径办理数",
            ])
        );
        assert_eq!(
            value("4.不同意公开答复数"),
            sum(&[
                "其中:涉及国家秘密",
                "涉及商业秘密",
                "涉及个人隐私",
                "危及国家安全、公共安全、经济安全和社会稳定",
                "不是《条例》所指政府信息",
                "法律法规规定的其他情形",
            ])
        );
        for parent in ["四、行政复议数量", "五、行政诉讼数量"] {
            let table = report.table(TableName::Statistics).expect("the 2014 form has it");
            let parts = table.rows().filter(|row| row.parents == [parent]);
            assert_eq!(value(parent), parts.map(|row| number(&row.cells[0])).sum::<i64>());
        }
        assert_eq!(
            value("(三)从事政府信息公开工作人员数"),
            sum(&["1.专职人员数(不包括政府公报及政府网站工作人员数)", "2.兼职人员数"])
        );
    }
}

#[test]
fn only_a_city_has_regulations() {
    for report in samples() {
        for (path, cell) in report.cells() {
            if path.contains("/规章/") && report.body.kind != BodyKind::CityGovernment {
                assert_eq!(cell, "0", "{path}");
            }
        }
    }
}

/// The numbers that follow `phrase` in the prose.
fn stated(report: &SampleReport, phrase: &str) -> Vec<i64> {
    let prose = render(report, Layout::CellPerLine);
    let after = prose.split(phrase).skip(1);
    let digits = after.map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        &rest[..end.unwrap_or(rest.len())]
    });
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

#[test]
fn prose_says_what_the_tables_say() {
    let phrases = [
        ("收到政府信息公开申请", "表三/一、本年新收政府信息公开申请数量/总计"),
        ("其中自然人申请", "表三/一、本年新收政府信息公开申请数量/自然人"),
        ("上年结转政府信息公开申请", "表三/二、上年结转政府信息公开申请数量/总计"),
        ("全年办结", "表三/(七)总计/总计"),
        ("结转下年度继续办理", "表三/四、结转下年度继续办理/总计"),
        ("政府信息公开行政复议", "表四/行政复议/总计"),
        ("直接起诉", "表四/未经复议直接起诉/总计"),
        ("制发行政规范性文件", "表二/行政规范性文件/本年制发件数"),
        ("现行有效行政规范性文件", "表二/行政规范性文件/现行有效件数"),
    ];
    let mut compared = 0;
    for report in samples() {
        if report.generation != Generation::Form2021 {
            continue;
        }
        for (phrase, path) in phrases {
            for number_stated in stated(&report, phrase) {
                assert_eq!(number_stated, number(report.cell(path)), "{phrase}");
                compared += 1;
            }
        }
        let results = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];
        let sum: i64 = results.iter().flat_map(|result| stated(&report, result)).sum();
        assert_eq!(sum, number(report.cell("表三/(七)总计/总计")));
    }
    assert!(compared > 200, "only {compared} figures were found");
}

#[test]
fn the_readme_sample_has_four_defects() {
    let files = sample_files();
    let file = files.iter().find(|file| file.name == "broken-2021.txt");
    let file = file.expect("it is one of the samples");
    assert_eq!(file.expected.len(), 4);
    let text = String::from_utf8(file.bytes.clone()).expect("it is UTF-8");
    for expected in &file.expected {
        if let Anchor::Text(anchor) = &expected.anchor {
            assert_eq!(text.matches(anchor.as_str()).count(), 1, "{anchor}");
        }
    }
}

#[test]
fn fixed_samples_are_not_trivial() {
    for report in [SampleReport::balanced_2019(), SampleReport::balanced_2021()] {
        let table = report.table(TableName::Applications).expect("it has the table");
        for row in table.rows() {
            assert!(row.cells[6] != "0", "{} is zero", row.label);
        }
    }
}

#[test]
fn every_layout_prints_every_cell() {
    for report in samples() {
        for layout in Layout::ALL {
            let text = render(&report, layout);
            let mut rest = text.as_str();
            for table in &report.tables {
                for cell in table.rows().flat_map(|row| &row.cells) {
                    let at = rest.find(cell.as_str());
                    let at = at.unwrap_or_else(|| panic!("{layout:?} lacks {cell} in {}", table.name));
                    rest = &rest[at + cell.len()..];
                }
            }
        }
    }
}

#[test]
fn every_layout_prints_every_label() {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    for report in samples() {
        for layout in Layout::ALL {
            let text = plain(&render(&report, layout));
            for row in report.tables.iter().flat_map(SampleTable::rows) {
                // Numbers stand between the lines of a label in a PDF.
                if layout != Layout::PdfColumns || row.label.chars().count() <= 12 {
                    assert!(text.contains(&plain(&row.label)), "{layout:?} lacks {}", row.label);
                }
            }
            for section in &report.sections {
                assert!(text.contains(&plain(&section.title)), "{layout:?} lacks {}", section.title);
            }
        }
    }
}

#[test]
fn rows_fill_the_width_of_their_table() {
    let text = render(&SampleReport::balanced_2021(), Layout::PipeRow);
    let pipes = |start: &str| {
        let line = text.lines().find(|line| line.starts_with(start));
        line.expect("the line is there").matches('|').count()
    };
    assert_eq!(pipes("第二十条第(一)项"), 4);
    assert_eq!(pipes("信息内容"), 4);
    assert_eq!(pipes("(本列数据"), 10);
    assert_eq!(pipes("自然人 |"), 10);
    assert_eq!(pipes("商业 企业"), 10);
    assert_eq!(pipes("三、本年度办理结果"), 10);
    assert_eq!(pipes("2.重复申请"), 10);
    assert_eq!(pipes("行政复议 |"), 15);
    assert_eq!(pipes("结果维持 |"), 15);
}

#[test]
fn blank_cells_show_where_the_layout_shows_them() {
    let mut report = SampleReport::balanced_2021();
    report.set_cell("表三/2.重复申请/自然人", "");
    let text = render(&report, Layout::PipeRow);
    assert!(text.contains("2.重复申请 | | "), "{text}");
}

#[test]
fn the_same_seed_gives_the_same_report() {
    for generation in Generation::ALL {
        let (first, second) =
            (SampleReport::balanced_random(generation, 11), SampleReport::balanced_random(generation, 11));
        assert_eq!(first, second);
        assert_ne!(first, SampleReport::balanced_random(generation, 12));
    }
}

#[test]
fn cells_are_found_by_the_end_of_their_path() {
    let mut report = SampleReport::balanced_2021();
    let path = "表三/三、本年度办理结果/(五)不予处理/2.重复申请/法人或其他组织/商业企业";
    report.set_cell("表三/2.重复申请/法人或其他组织/商业企业", "1O");
    assert_eq!(report.cell(path), "1O");
}

#[test]
fn damage_is_done() {
    let report = SampleReport::balanced_2021();
    let text = damage::deduplicated_lines(&report);
    assert_eq!(text.matches("信息内容").count(), 1);
    let text = damage::swallowed_labels(&report);
    assert!(!text.contains("2.重复申请") && text.contains("(五)不予处理 |"));
    let text = damage::collapsed_blanks(&SampleReport::balanced_random(Generation::Form2021, 1));
    assert!(text.contains("2.重复申请 |"));
}

#[test]
fn variations_change_what_they_say() {
    let text = render(&SampleReport::balanced_2021(), Layout::PipeRow);
    assert!(variation::with_chrome(&text, 2023).contains(text.trim_end()));
    assert!(variation::traditional_with_pinyin("会议开发").starts_with("會(huì)議開發(fā)"));
    assert_eq!(variation::full_width("1.(二)3,"), "１．（二）３，");
    assert!(variation::nbsp_ghosts("一、概述 | | |\n甲 | 0 | 0 |\n").starts_with("一、概述 | ? | ? |\n"));
    assert_eq!(variation::crlf("甲\n乙\n"), "甲\r\n乙\r\n");
}

#[test]
fn every_defect_can_be_made_and_changes_the_report() {
    for kind in Defect::ALL_KINDS {
        let mut made = 0;
        for report in samples_of(8) {
            for seed in 0..4 {
                let Some(defect) = Defect::of(kind, &report, seed) else {
                    continue;
                };
                let mut changed = report.clone();
                let expected = defect.apply(&mut changed);
                assert_ne!(changed, report, "{defect:?}");
                let text = render(&changed, Layout::PipeRow);
                match expected.anchor {
                    Anchor::Text(anchor) => assert!(text.contains(&anchor), "{anchor}"),
                    Anchor::Cell(path) => assert_ne!(changed.cell(&path), report.cell(&path)),
                    // A table's name is nowhere printed.
                    Anchor::Missing(path) if changed.tables.len() < report.tables.len() => {
                        assert!(!path.contains('/'));
                    }
                    Anchor::Missing(path) => {
                        let last = path.rsplit('/').next().expect("a path has a last part");
                        let before = render(&report, Layout::PipeRow).matches(last).count();
                        assert!(before == 0 || text.matches(last).count() < before, "{path}");
                    }
                }
                made += 1;
            }
        }
        assert!(made > 0, "{kind:?} is never made");
    }
}

/// Where the committed samples stand.
fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[test]
fn committed_samples_are_up_to_date() {
    for file in sample_files() {
        let committed = std::fs::read(folder().join(file.name));
        let committed = committed.unwrap_or_else(|error| panic!("{}: {error}", file.name));
        assert!(
            committed == file.bytes,
            "{} is old: run `cargo test -p disclint-tests -- --ignored write_samples`",
            file.name
        );
    }
}

#[test]
#[ignore = "writes the committed samples"]
fn write_samples() {
    std::fs::create_dir_all(folder()).expect("the folder can be made");
    for file in sample_files() {
        std::fs::write(folder().join(file.name), file.bytes).expect("the file can be written");
    }
}
