//! The manual's tables of keys are those of the schema, which is made from the types: `README_UPDATE=1` writes them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use disclint_rules::pack_schema;
use serde_json::Value;

const START: &str = "<!-- keys: ";
const END: &str = "<!-- end of keys -->";

/// What a key or a value means, in one line of a table.
fn meaning(of: &Value) -> String {
    let text = of["description"].as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// The keys of a type, or the values of an enumeration, as a table.
fn table(schema: &Value, name: &str) -> String {
    let of = &schema["$defs"][name];
    let mut rows = String::new();
    if let Some(values) = of["oneOf"].as_array() {
        rows.push_str("\n| value | |\n|---|---|\n");
        for value in values {
            let name = value["const"].as_str().expect("a value");
            writeln!(rows, "| `{name}` | {} |", meaning(value)).expect("a string");
        }
        return rows;
    }
    let keys = of["properties"].as_object().unwrap_or_else(|| panic!("{name} has no keys"));
    let required = |key: &str| of["required"].as_array().is_some_and(|keys| keys.iter().any(|known| known == key));
    rows.push_str("\n| key | |\n|---|---|\n");
    for (key, about) in keys {
        let optional = if required(key) { "" } else { "*optional*: " };
        writeln!(rows, "| `{key}` | {optional}{} |", meaning(about)).expect("a string");
    }
    rows
}

#[test]
fn the_tables_of_keys_are_those_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let manual = fs::read_to_string(&path).expect("the manual");
    let schema: Value = serde_json::from_str(&pack_schema()).expect("JSON");
    let (mut written, mut rest, mut tables) = (String::new(), manual.as_str(), 0);
    while let Some((before, after)) = rest.split_once(START) {
        let (name, after) = after.split_once(" -->\n").expect("the name of a type");
        let (_, after) = after.split_once(END).unwrap_or_else(|| panic!("no end behind {name}"));
        write!(written, "{before}{START}{name} -->\n{}\n{END}", table(&schema, name)).expect("a string");
        (rest, tables) = (after, tables + 1);
    }
    written.push_str(rest);
    assert!(tables > 0, "no table is marked");
    if std::env::var_os("README_UPDATE").is_some() {
        fs::write(&path, &written).expect("the manual");
    } else {
        assert!(written == manual, "write them anew: README_UPDATE=1 cargo test -p disclint-tests --test manual");
    }
}

#[test]
fn every_key_says_by_itself_what_it_means() {
    // Editors show one description at a time.
    let schema: Value = serde_json::from_str(&pack_schema()).expect("JSON");
    for (name, of) in schema["$defs"].as_object().expect("types") {
        let keys = of["properties"].as_object();
        for (key, about) in keys.into_iter().flatten() {
            let text = meaning(about);
            assert!(!text.is_empty(), "{name}.{key} has no description");
            assert!(!text.starts_with("The same"), "{name}.{key} leans on another key");
        }
    }
}
