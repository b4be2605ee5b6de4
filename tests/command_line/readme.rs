//! The READMEs show what the program really prints.
//!
//! A comment before a block says where it comes from; `README_UPDATE=1 cargo test readme` writes the
//! blocks anew. JSON is shown shortened: what is shown must be in the real output.

use std::fs;

use serde_json::Value;

use crate::{Run, disclint, items, repository};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A part of a README that the program determines.
struct Block {
    /// What the comment before it says: a kind and arguments.
    kind: String,
    args: Vec<String>,
    /// Its place in the README.
    start: usize,
    end: usize,
}

impl Block {
    fn run(&self) -> Run {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        disclint(&repository(), &args)
    }
}

/// The blocks behind `<!-- shows KIND: ARGS -->`, up to the end of the fence or to `<!-- end -->`.
fn blocks(readme: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(found) = readme[at..].find("<!-- shows ") {
        let start = at + found;
        let line_end = start + readme[start..].find(" -->\n").expect("the comment ends");
        let (kind, args) = readme[start + "<!-- shows ".len()..line_end].split_once(": ").expect("a kind");
        let mut body = line_end + " -->\n".len();
        let end = if readme[body..].starts_with("```") {
            body += readme[body..].find('\n').expect("the fence opens") + 1;
            body + readme[body..].find("```\n").expect("the fence closes")
        } else {
            body + readme[body..].find("<!-- end -->").expect("the block ends")
        };
        let args = args.split(' ').map(str::to_owned).collect();
        blocks.push(Block { kind: kind.to_owned(), args, start: body, end });
        at = end;
    }
    blocks
}

/// The table of rules, made from `disclint rules`.
fn table_of_rules(lang: &str) -> String {
    let run = disclint(&repository(), &["rules", "--format", "json"]);
    let head = match lang {
        "zh" => "| 规则 | 类别 | 级别 | 要求 |\n| --- | --- | --- | --- |\n",
        _ => "| rule | category | severity | asks |\n| --- | --- | --- | --- |\n",
    };
    let mut table = head.to_owned();
    for rule in items(&run.json()["rules"]) {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let (id, category, severity) = (text(&rule["id"]), text(&rule["category"]), text(&rule["severity"]));
        let title = text(&rule["title"][lang]);
        table += &["| `", &id, "` | ", &category, " | ", &severity, " | ", &title, " |\n"].concat();
    }
    table
}

/// Whether every key of `shown` is in `real` with the same value.
fn assert_contains(real: &Value, shown: &Value, place: &str) {
    match shown {
        Value::Object(shown) => {
            for (key, value) in shown {
                let real = real.get(key).unwrap_or_else(|| panic!("{place}/{key} is not printed"));
                assert_contains(real, value, &format!("{place}/{key}"));
            }
        }
        Value::Array(shown) => {
            assert_eq!(items(real).len(), shown.len(), "{place}");
            for (real, value) in items(real).iter().zip(shown) {
                assert_contains(real, value, place);
            }
        }
        _ => assert_eq!(real, shown, "{place}"),
    }
}

#[test]
fn every_block_is_what_the_program_prints() {
    let update = std::env::var_os("README_UPDATE").is_some();
    for name in READMES {
        let path = repository().join(name);
        let mut readme = fs::read_to_string(&path).expect("the README is there");
        let blocks = blocks(&readme);
        assert!(blocks.len() >= 4, "{name}");
        // From the end, so that places stay what they are.
        for block in blocks.iter().rev() {
            let shown = &readme[block.start..block.end];
            let parsed = || -> Value { serde_json::from_str(shown).unwrap_or_else(|error| panic!("{name}: {error}")) };
            let real = match block.kind.as_str() {
                "output" => block.run().stdout,
                "rules" => table_of_rules(&block.args[0]),
                "json" => {
                    assert_contains(&block.run().json(), &parsed(), name);
                    continue;
                }
                "result" => {
                    assert_contains(&block.run().json()["runs"][0]["results"][0], &parsed(), name);
                    continue;
                }
                other => panic!("{name}: what is {other}?"),
            };
            if update {
                readme.replace_range(block.start..block.end, &real);
            } else {
                assert_eq!(shown, real, "{name}: README_UPDATE=1 cargo test readme");
            }
        }
        if update {
            fs::write(&path, readme).expect("written");
        }
    }
}

#[test]
fn the_two_commands_are_named_and_ci_runs_the_second() {
    let ci = fs::read_to_string(repository().join(".ci/run")).expect("the script is there");
    assert!(ci.contains("\ncargo test --workspace\n"));
    for name in READMES {
        let readme = fs::read_to_string(repository().join(name)).expect("the README is there");
        for command in ["cargo run --release -- tests/samples/broken-2021.txt\n", "cargo test --workspace\n"] {
            assert!(readme.contains(command), "{name}: {command}");
        }
    }
}

#[test]
fn every_option_is_told() {
    let help = disclint(&repository(), &["--help"]).stdout;
    let options: Vec<&str> = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        // --fix[=<EXTENT>]: what may follow is no part of the name.
        .filter_map(|word| word.split(['[', '=']).next())
        .map(|word| word.trim_end_matches([',', '.', ';']))
        .filter(|option| !matches!(*option, "--help" | "--version"))
        .collect();
    assert!(options.len() >= 10, "{options:?}");
    for name in READMES {
        let readme = fs::read_to_string(repository().join(name)).expect("the README is there");
        for option in &options {
            assert!(readme.contains(&format!("`{option}")), "{name}: {option}");
        }
    }
}
