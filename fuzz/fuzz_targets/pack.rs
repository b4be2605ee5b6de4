//! Any text as a file of a pack: loaded, or refused with places in it.
#![no_main]

use disclint_rules::{PackSource, Packs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = PackSource { name: "x.toml".into(), folder: "x".into(), text: text.to_owned() };
    if let Err(errors) = Packs::load(&[source]) {
        for error in errors.0 {
            if error.source_code.name() == "x.toml" {
                assert!(text.get(error.span.offset()..error.span.offset() + error.span.len()).is_some());
            }
        }
    }
});
