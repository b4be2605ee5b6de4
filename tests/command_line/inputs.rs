//! What goes in: encodings, names, folders, standard input, and everything that is no report.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{disclint, disclint_reading, folder, items, repository, sample, sample_text};

/// The findings of the only file.
fn findings(value: &Value) -> &Value {
    &value["files"][0]["diagnostics"]
}

#[test]
fn the_exit_status_says_clean_findings_or_failure() {
    let status = |paths: &[&str]| disclint(&repository(), paths).status;
    assert_eq!(status(&["tests/samples/clean-2021-pipe.txt"]), 0);
    assert_eq!(status(&["tests/samples/broken-2021.txt"]), 1);
    assert_eq!(status(&["tests/samples/missing.txt"]), 2);
    // The worst decides.
    assert_eq!(status(&["tests/samples/clean-2021-pipe.txt", "tests/samples/broken-2021.txt"]), 1);
    assert_eq!(status(&["tests/samples/broken-2021.txt", "tests/samples/missing.txt"]), 2);
}

#[test]
fn notes_alone_are_no_failure() {
    let run = disclint(&repository(), &["tests/samples/damaged-2021-lines-deduplicated.txt", "--format", "json"]);
    let value = run.json();
    let infos = items(findings(&value)).iter().filter(|finding| finding["severity"] == "info").count();
    assert!(infos > 0);
    assert_eq!(run.status, i32::from(infos < items(findings(&value)).len()));
}

#[test]
fn standard_input_is_judged_like_a_file() {
    let text = sample("broken-2021.txt");
    let piped = disclint_reading(&text, &["-", "--format", "json"]);
    let named = disclint(&repository(), &["tests/samples/broken-2021.txt", "--format", "json"]);
    assert_eq!(findings(&piped.json()), findings(&named.json()));
    assert_eq!(piped.json()["files"][0]["path"], "-");
    assert_eq!(piped.status, 1);
}

#[test]
fn standard_input_is_called_by_its_name() {
    for (format, name) in [("text", "<stdin>: "), ("json", "\"path\":\"-\"")] {
        let run = disclint_reading("白菜 2 斤".as_bytes(), &["-", "--lang", "en", "--format", format]);
        let both = run.stdout + &run.stderr;
        assert!(both.contains(name), "{both}");
        assert!(both.contains("not an annual report"), "{both}");
        assert_eq!(run.status, 2);
    }
}

#[test]
fn every_encoding_gives_the_same_findings_at_the_same_places() {
    let text = sample_text("broken-2021.txt");
    let utf16 = |read: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(read).collect()
    };
    let gb18030 = encoding_rs::GB18030.encode(&text).0;
    let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let expected = disclint_reading(text.as_bytes(), &["-", "--format", "json"]).json();
    assert!(items(findings(&expected)).len() >= 4);
    for (name, bytes) in [
        ("utf-8-bom", bom.as_slice()),
        ("gb18030", &gb18030),
        ("utf-16le", &utf16(u16::to_le_bytes, true)),
        ("utf-16be", &utf16(u16::to_be_bytes, true)),
        ("utf-16le", &utf16(u16::to_le_bytes, false)),
        ("utf-16be", &utf16(u16::to_be_bytes, false)),
    ] {
        let value = disclint_reading(bytes, &["-", "--format", "json"]).json();
        assert_eq!(value["files"][0]["encoding"], name);
        assert_eq!(findings(&value), findings(&expected), "{name}");
    }
}

#[test]
fn line_ends_move_no_line_or_column() {
    let ranges = |text: &str| -> Vec<Value> {
        let value = disclint_reading(text.as_bytes(), &["-", "--format", "json"]).json();
        items(findings(&value)).iter().map(|finding| finding["range"].clone()).collect()
    };
    let text = sample_text("broken-2021.txt");
    for end in ["\r\n", "\r"] {
        assert_eq!(ranges(&text.replace('\n', end)), ranges(&text), "{end:?}");
    }
}

#[test]
fn names_in_chinese_and_with_blanks_come_through() {
    let name = "2023 年报/云岭市 河东区#1%.txt";
    let folder = folder(&[(name, &sample("broken-2021.txt"))]);
    for argument in [name, "2023 年报"] {
        let value = disclint(folder.path(), &[argument, "--format", "json"]).json();
        assert_eq!(value["files"][0]["path"], name);
    }
    let text = disclint(folder.path(), &[name]).stdout;
    assert!(text.contains(&format!("┌─ {name}:11:2\n")), "{text}");
    let value = disclint(folder.path(), &[name, "--format", "sarif"]).json();
    let place = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "2023%20%E5%B9%B4%E6%8A%A5/%E4%BA%91%E5%B2%AD%E5%B8%82%20%E6%B2%B3%E4%B8%9C%E5%8C%BA%231%25.txt"
    );
}

#[test]
fn folders_are_searched_in_the_order_of_paths() {
    let report = sample("clean-2021-pipe.txt");
    let folder = folder(&[
        ("b/2.txt", &report),
        ("b/1.md", &report),
        ("a.HTML", &report),
        ("b/table.csv", b"1,2"),
        (".hidden/x.txt", &report),
        ("乙.text", &report),
    ]);
    let value = disclint(folder.path(), &[".", "--format", "json"]).json();
    let paths: Vec<&str> = items(&value["files"]).iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["./a.HTML", "./b/1.md", "./b/2.txt", "./乙.text"]);
}

#[test]
fn a_folder_without_reports_is_a_failure() {
    let folder = folder(&[("none/table.csv", b"1,2"), ("notes/a.txt", b"x"), ("notes/b.md", b"y")]);
    let run = disclint(folder.path(), &["none", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("none: no files to check in this folder"), "{}", run.stderr);
    let run = disclint(folder.path(), &["notes", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no annual reports"), "{}", run.stderr);
}

#[test]
fn what_is_no_report_is_skipped_in_a_folder_and_refused_by_name() {
    let folder = folder(&[("dir/a.txt", b"x"), ("dir/r.txt", &sample("clean-2021-pipe.txt"))]);
    let run = disclint(folder.path(), &["dir", "--format", "jsonl", "--lang", "en"]);
    let files = run.json_lines();
    assert_eq!(files[0]["skipped"], true);
    assert_eq!(files[1].get("skipped"), None);
    assert!(run.stderr.contains("dir/a.txt: skipped: not an annual report"), "{}", run.stderr);
    assert_eq!(run.status, 0);
    // Named itself, the same file is a failure, and nothing in it is judged.
    let run = disclint(folder.path(), &["dir/a.txt", "--format", "jsonl"]);
    let files = run.json_lines();
    assert_eq!(files[0].get("skipped"), None);
    assert_eq!(items(&files[0]["diagnostics"]).len(), 0);
    assert_eq!(run.status, 2);
}

#[test]
fn every_file_that_cannot_be_judged_stays_in_the_output_with_its_reason() {
    let folder = folder(&[
        ("word.txt", b"PK\x03\x04rest"),
        ("old-word.txt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"),
        ("scan.txt", b"%PDF-1.7"),
        ("blank.txt", b" \n"),
        ("empty.txt", b""),
        ("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        ("unknown.txt", b"\xff\x80\x81 plain"),
        ("shopping.txt", "白菜 2 斤".as_bytes()),
        ("none/table.csv", b"1,2"),
    ]);
    let expected = [
        ("word.txt", "docx"),
        ("old-word.txt", "doc"),
        ("scan.txt", "PDF"),
        ("blank.txt", "the file is empty"),
        ("empty.txt", "the file is empty"),
        ("binary.txt", "binary data"),
        ("unknown.txt", "none of the encodings"),
        ("shopping.txt", "not an annual report"),
        ("missing.txt", "no such file or folder"),
        ("none", "no files to check"),
    ];
    let paths: Vec<&str> = expected.iter().map(|(path, _)| *path).collect();
    let run = disclint(folder.path(), &[&paths[..], &["--format", "json", "--exit-zero", "--lang", "en"][..]].concat());
    assert_eq!(run.status, 2);
    let value = run.json();
    let files = items(&value["files"]);
    assert_eq!(files.len(), expected.len());
    for (file, (path, reason)) in files.iter().zip(expected) {
        assert_eq!(file["path"], path);
        let error = file["error"].as_str().unwrap_or_else(|| panic!("{file}"));
        assert!(error.contains(reason), "{path}: {error}");
        assert!(run.stderr.contains(&format!("disclint: {path}: {error}\n")), "{}", run.stderr);
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = folder(&[
        ("1.txt", &sample("broken-2021.txt")),
        ("2.txt", b"PK\x03\x04rest"),
        ("3.txt", b""),
        ("4.txt", &sample("broken-2021.txt")),
    ]);
    let run = disclint(folder.path(), &[".", "missing.txt", "--format", "jsonl"]);
    let files = run.json_lines();
    assert_eq!(files.len(), 5);
    assert_eq!(files[0]["diagnostics"], files[3]["diagnostics"]);
    assert!(!items(&files[3]["diagnostics"]).is_empty());
    assert_eq!(run.status, 2);
    // Text says it all, too: findings on one stream, failures on the other.
    let run = disclint(folder.path(), &["."]);
    assert!(run.stdout.contains("1.txt:11:2") && run.stdout.contains("4.txt:11:2"), "{}", run.stdout);
    assert!(run.stderr.contains("2.txt: ") && run.stderr.contains("3.txt: "), "{}", run.stderr);
}

#[test]
fn a_line_of_a_megabyte_costs_no_finding() {
    let text = sample_text("broken-2021.txt");
    let filler = "对企业和群众关注的政策同步发布了图文解读。".repeat(1 << 15);
    assert!(filler.len() > 1 << 20);
    let line = text.lines().position(|line| line.starts_with("我局健全")).expect("the paragraph is there");
    let long: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, text)| if at == line { format!("{text}{filler}") } else { text.to_owned() })
        .collect();
    let rules = |text: &str| {
        let run = disclint_reading(text.as_bytes(), &["-", "--format", "json"]);
        let value = run.json();
        items(findings(&value)).iter().map(|finding| finding["rule"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&long.join("\n")), rules(&text));
    // The terminal gets an excerpt of the line.
    let run = disclint_reading(long.join("\n").as_bytes(), &["-"]);
    assert!(run.stdout.len() < 20_000, "{} bytes", run.stdout.len());
}

/// Makes `path` a file of `bytes` zeros without writing them.
fn sparse(path: &Path, bytes: u64) {
    fs::File::create(path).and_then(|file| file.set_len(bytes)).expect("created");
}

#[test]
fn a_file_beyond_the_limit_is_refused_without_being_read() {
    let folder = folder(&[("r.txt", &sample("clean-2021-pipe.txt"))]);
    sparse(&folder.path().join("huge.txt"), 1 << 40);
    let run = disclint(folder.path(), &[".", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("huge.txt: the file has 1099511627776 bytes"), "{}", run.stderr);
    assert!(run.stdout.contains("r.txt: no findings"), "{}", run.stdout);
}

/// 50 MB, or as much as an unoptimised build reads in some seconds.
const HUGE: usize = if cfg!(debug_assertions) { 4 << 20 } else { 50 << 20 };

#[test]
fn a_huge_file_is_read_to_the_end() {
    // A report, and behind it a web page that does not end.
    let mut text = sample_text("broken-2021.txt");
    let expected = disclint_reading(text.as_bytes(), &["-", "--format", "json"]).json();
    while text.len() < HUGE {
        text.push_str("上一篇：关于印发工作要点的通知 下一篇：关于召开会议的通知\n");
    }
    let run = disclint_reading(text.as_bytes(), &["-", "--format", "json"]);
    assert_eq!(findings(&run.json()), findings(&expected));
    // One that is no report at all.
    let run = disclint_reading("白菜 2 斤\n".repeat(HUGE / 13).as_bytes(), &["-", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("not an annual report"), "{}", run.stderr);
}
