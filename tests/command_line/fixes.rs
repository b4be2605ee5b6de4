//! `--fix`: corrections written into reports.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;

use super::{disclint, repository};

/// A report with two labels that are not the official ones, and one number that three sums show to be wrong.
const REPORT: &str = "云浦市教育局2023年政府信息公开工作年度报告\r\n\
本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\r\n\
一、总体情况\r\n\
工作平稳,𠮷镇亦同。\r\n\
二、主动公开政府信息情况\r\n\
有关情况如下。\r\n\
三、收到和处理政府信息公开申请情况\r\n\
(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | 申请人情况\r\n\
自然人 | 法人或其他组织 | 总计\r\n\
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\r\n\
一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 1 | 0 | 7 | 71\r\n\
二、上年结转政府信息公开申请数量 | 1 | 1 | 0 | 0 | 0 | 0 | 2\r\n\
(七)总计 | 9 | 2 | 0 | 0 | 0 | 6 | 17\r\n\
四、结转下年度继续办理 | 0 | 0 | 0 | 1 | 0 | 1 | 2\r\n\
五、存在的主要问题及改正情况\r\n\
问题是更新不够及时。改进措施是加强考核。\r\n";

const SAFE: (&str, &str) = ("改正情况", "改进情况");
const NUMBER: (&str, &str) = ("| 71\r\n", "| 17\r\n");

fn written(folder: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.join("报告.txt");
    fs::write(&path, bytes).expect("written");
    path
}

#[test]
fn safe_corrections_are_written_and_everything_else_stays_byte_for_byte() {
    let after = REPORT.replace(SAFE.0, SAFE.1);
    let encodings: [fn(&str) -> Vec<u8>; 4] = [
        |text| text.as_bytes().to_vec(),
        |text| [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        |text| GB18030.encode(text).0.into_owned(),
        |text| std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
    ];
    for encode in encodings {
        let folder = tempfile::tempdir().expect("a folder");
        let path = written(folder.path(), &encode(REPORT));
        let run = disclint(folder.path(), &["--fix", "--no-config", "报告.txt"]);
        assert!(run.stderr.contains("报告.txt: 已修改 1 处"), "{}", run.stderr);
        assert_eq!(fs::read(&path).expect("read"), encode(&after));
        // What is left is judged as it now is.
        assert_eq!(run.status, 1);
        assert!(!run.stdout.contains("改正") && run.stdout.contains("应为 17"), "{}", run.stdout);
        let again = disclint(folder.path(), &["--fix", "--no-config", "报告.txt"]);
        assert!(!again.stderr.contains("已修改"), "{}", again.stderr);
        assert_eq!(fs::read(&path).expect("read"), encode(&after));
    }
}

#[test]
fn numbers_are_shown_first_and_written_when_confirmed_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(folder.path(), REPORT.as_bytes());
    let shown = disclint(folder.path(), &["--fix=suggested", "--no-config", "--lang", "en", "报告.txt"]);
    assert!(
        shown.stderr.contains("-一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 1 | 0 | 7 | 71\n"),
        "{}",
        shown.stderr
    );
    assert!(
        shown.stderr.contains("+一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 1 | 0 | 7 | 17\n"),
        "{}",
        shown.stderr
    );
    assert!(shown.stderr.contains("not written; confirm with --yes"), "{}", shown.stderr);
    assert_eq!(fs::read(&path).expect("read"), REPORT.as_bytes());

    let made = disclint(folder.path(), &["--fix=suggested", "--yes", "--no-config", "--select=identity", "报告.txt"]);
    assert_eq!(made.status, 0, "{}", made.stdout);
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains(NUMBER.1) && !text.contains(NUMBER.0), "{text}");
    // What was not asked for was not corrected.
    assert_eq!(text, REPORT.replace(NUMBER.0, NUMBER.1));
}

#[test]
fn what_is_switched_off_is_not_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(folder.path(), REPORT.as_bytes());
    let config = "[rules]\nsection-misnamed = \"off\"\n";
    fs::write(folder.path().join("disclint.toml"), config).expect("written");
    let run = disclint(folder.path(), &["--fix", "报告.txt"]);
    assert!(!run.stderr.contains("已修改"), "{}", run.stderr);
    assert_eq!(fs::read(&path).expect("read"), REPORT.as_bytes());
}

#[test]
fn information_is_not_corrected() {
    let report = "tests/correct/ordinary-253.txt";
    let bytes = fs::read(repository().join(report)).expect("read");
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(folder.path(), &bytes);
    let run = disclint(folder.path(), &["--fix=suggested", "--yes", "--no-config", "--format", "json", "报告.txt"]);
    let findings = run.json()["files"][0]["diagnostics"].as_array().expect("a list").clone();
    let is_proposed = |finding: &serde_json::Value| {
        finding["severity"] == "info" && finding["fixes"].as_array().is_some_and(|fixes| !fixes.is_empty())
    };
    assert!(findings.iter().any(is_proposed), "{findings:#?}");
    assert_eq!(fs::read(&path).expect("read"), bytes);
}

#[test]
fn nothing_but_files_is_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = disclint(folder.path(), &["--fix", "-"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("标准输入"), "{}", run.stderr);
    // What cannot be judged is told as ever.
    fs::write(folder.path().join("公文.txt"), "关于召开会议的通知\n").expect("written");
    let run = disclint(folder.path(), &["--fix", "公文.txt", "没有.txt"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
}

#[test]
fn the_number_of_a_part_is_put_right_as_its_title_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(folder.path(), REPORT.replace("三、收到和处理", "二、收到和处理").as_bytes());
    let run = disclint(folder.path(), &["--fix", "--no-config", "报告.txt"]);
    assert!(run.stderr.contains("报告.txt: 已修改 2 处"), "{}", run.stderr);
    let after = fs::read_to_string(&path).expect("there");
    assert_eq!(after, REPORT.replace(SAFE.0, SAFE.1));
}
