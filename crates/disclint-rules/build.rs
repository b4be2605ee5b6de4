//! Reads the packs under `rules/` when the program is built, so that it need not parse TOML when it starts: a
//! report waits for that. Examples are left out; those who want them have the files themselves.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error, fs};

use toml::{Table, Value};

fn main() -> Result<(), Box<dyn error::Error>> {
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(&rules)? {
        for file in fs::read_dir(folder?.path())? {
            files.push(file?.path());
        }
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut out = "[\n".to_owned();
    for file in files {
        let mut table: Table = fs::read_to_string(&file)?.parse()?;
        for rule in table.get_mut("rule").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(rule) = rule.as_table_mut() {
                rule.remove("example");
            }
        }
        let name = file.strip_prefix(&rules)?.components().map(|part| part.as_os_str().to_string_lossy());
        write!(out, "({:?}, ", format!("rules/{}", name.collect::<Vec<_>>().join("/")))?;
        put(&mut out, &Value::Table(table))?;
        out.push_str("),\n");
    }
    out.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("packs.rs"), out)?;
    Ok(())
}

/// Writes a value as Rust.
fn put(out: &mut String, value: &Value) -> Result<(), Box<dyn error::Error>> {
    match value {
        Value::String(text) => write!(out, "Node::Text({text:?})")?,
        Value::Integer(number) => write!(out, "Node::Number({number})")?,
        Value::Boolean(is_so) => write!(out, "Node::Bool({is_so})")?,
        Value::Array(values) => {
            out.push_str("Node::List(&[");
            for value in values {
                put(out, value)?;
                out.push(',');
            }
            out.push_str("])");
        }
        Value::Table(table) => {
            out.push_str("Node::Table(&[");
            for (key, value) in table {
                write!(out, "({key:?}, ")?;
                put(out, value)?;
                out.push_str("),");
            }
            out.push_str("])");
        }
        Value::Float(_) | Value::Datetime(_) => return Err(format!("no pack has use for {value}").into()),
    }
    Ok(())
}
