//! `--previous`: this year's reports against last year's.

use std::fs;
use std::path::Path;

use super::disclint;

fn report(body: &str, year: u16, carried_in: &str, carried_out: &str) -> String {
    format!(
        "{body}{year}年政府信息公开工作年度报告\n\
         本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n\
         一、总体情况\n工作平稳。\n二、主动公开政府信息情况\n有关情况如下。\n三、收到和处理政府信息公开申请情况\n\
         (本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | 申请人情况\n\
         自然人 | 法人或其他组织 | 总计\n\
         商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n\
         二、上年结转政府信息公开申请数量 | {carried_in} | 0 | 0 | 0 | 0 | 0 | {carried_in}\n\
         四、结转下年度继续办理 | {carried_out} | 0 | 0 | 0 | 0 | 0 | {carried_out}\n\
         五、存在的主要问题及改进情况\n问题是更新不够及时。改进措施是加强考核。\n"
    )
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("2022/教育局.txt", report("云浦市教育局", 2022, "0", "3"));
    write("2022/水利局.txt", report("云浦市水利局", 2022, "0", "5"));
    write("2022/说明.txt", "这不是报告。\n".to_owned());
    write("2023/教育局.txt", report("云浦市教育局", 2023, "3", "1"));
    write("2023/水利局.txt", report("云浦市水利局", 2023, "4", "0"));
    write("2023/司法局.txt", report("云浦市司法局", 2023, "2", "0"));
    folder
}

const RULE: &str = "applications-carried-over";

fn findings(folder: &Path, args: &[&str]) -> Vec<(String, Option<String>, Vec<String>)> {
    let run = disclint(folder, &[&["--format", "json", "--select", RULE], args].concat());
    let json = run.json();
    let files = json["files"].as_array().expect("files").iter();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let of = |file: &serde_json::Value| {
        let messages = file["diagnostics"].as_array().expect("findings").iter();
        let messages = messages.map(|finding| text(&finding["message"]).expect("a message")).collect();
        (text(&file["path"]).expect("a path"), text(&file["previous"]), messages)
    };
    files.map(of).collect()
}

#[test]
fn a_folder_of_last_years_reports_is_matched_by_body_and_year() {
    let folder = folder();
    let found = findings(folder.path(), &["--previous", "2022", "2023"]);
    let expected = [
        ("2023/司法局.txt", None, vec![]),
        ("2023/教育局.txt", Some("2022/教育局.txt"), vec![]),
        (
            "2023/水利局.txt",
            Some("2022/水利局.txt"),
            vec!["“表三/二、上年结转政府信息公开申请数量/自然人”为 4,与上年报告结转下年度的 5 不符"],
        ),
    ];
    let expected = expected.map(|(path, previous, messages)| {
        (path.to_owned(), previous.map(str::to_owned), messages.into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    assert_eq!(found, expected);
    let run = disclint(folder.path(), &["--previous", "2022", "2023"]);
    assert!(run.stdout.contains("1 份没有找到上年报告"), "{}", run.stdout);
    assert!(
        run.stdout.contains("上年报告 2022/水利局.txt 第 12 行,“表三/四、结转下年度继续办理/自然人”为 5"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_configuration_may_say_where_last_years_reports_are() {
    let folder = folder();
    fs::write(folder.path().join("2023/disclint.toml"), "previous = ['../2022']\n").expect("written");
    let count = |args: &[&str]| findings(folder.path(), args).iter().map(|(.., found)| found.len()).sum::<usize>();
    assert_eq!(count(&["2023"]), 1);
    assert_eq!(count(&["--no-config", "2023"]), 0);
    // The command line is stronger.
    assert_eq!(count(&["--previous", "2023", "2023"]), 0);
    fs::write(folder.path().join("2023/disclint.toml"), "previous = ['../2020']\n").expect("written");
    let run = disclint(folder.path(), &["2023"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("上年报告") && run.stderr.contains("不存在"), "{}", run.stderr);
}

#[test]
fn one_report_named_for_another_is_its_own_although_the_body_was_renamed() {
    let folder = folder();
    let count = |args: &[&str]| findings(folder.path(), args).iter().map(|(.., found)| found.len()).sum::<usize>();
    assert_eq!(count(&["--previous", "2022/水利局.txt", "2023/司法局.txt"]), 1);
    // Of a folder, and for many reports, the body decides.
    assert_eq!(count(&["--previous", "2022/水利局.txt", "2023"]), 1);
    // A report of another year is not last year's.
    assert_eq!(count(&["--previous", "2023/水利局.txt", "2023/司法局.txt"]), 0);
    let run = disclint(folder.path(), &["--previous", "2022/说明.txt", "2023/司法局.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("2022/说明.txt: 不是政府信息公开工作年度报告"), "{}", run.stderr);
    let run = disclint(folder.path(), &["explain", RULE, "--on", "2023/水利局.txt", "--previous", "2022"]);
    assert!(run.stdout.contains("不成立  表三/二、上年结转政府信息公开申请数量/自然人 4 ≠ 上年报告"), "{}", run.stdout);
    let run = disclint(folder.path(), &["explain", RULE, "--on", "2023/水利局.txt"]);
    assert!(run.stdout.contains("没有同一机关的上年报告可比"), "{}", run.stdout);
}
