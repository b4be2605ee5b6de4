//! `disclint test`: runs the examples that rules carry.

use std::fmt::Write as _;

use disclint_rules::{Example, ExampleFailure, ExampleOutcome, Lang, Packs, run_example};

use crate::failure::Fatal;
use crate::messages;

/// What came of all examples.
pub(crate) struct Tested {
    /// A report of every failure, and the result in one line.
    pub(crate) text: String,
    /// Whether all hold.
    pub(crate) passed: bool,
}

/// Runs the examples of the packs named `names`; without names those of the user's packs if there are
/// any, else all.
pub(crate) fn run(
    packs: &Packs,
    names: &[String],
    with_own_packs: bool,
    show: impl Fn(&ExampleFailure) -> String,
    lang: Lang,
) -> Result<Tested, Fatal> {
    if let Some(name) = names.iter().find(|name| !packs.examples().iter().any(|example| example.pack == **name)) {
        return Err(Fatal::NoExamples(name.clone()));
    }
    let is_wanted = |example: &&Example| match names {
        [] => !(with_own_packs && example.built_in),
        names => names.contains(&example.pack),
    };
    let (mut passed, mut failed, mut idle) = (0, 0, 0);
    let mut text = String::new();
    for example in packs.examples().iter().filter(is_wanted) {
        match run_example(packs, example) {
            ExampleOutcome::Passed => passed += 1,
            ExampleOutcome::Failed(failure) => {
                failed += 1;
                // The place once more, in the form that editors and terminals make a link of.
                let _ = writeln!(text, "{}: {}", example.place(), failure.message);
                text.push_str(&show(&failure));
                text.push('\n');
            }
            ExampleOutcome::NotInForce => idle += 1,
        }
    }
    text.push_str(&messages::tested(passed, failed, idle, lang));
    text.push('\n');
    Ok(Tested { text, passed: failed == 0 })
}
