//! What is verified: every number has one state, and what the proof says agrees with the judgement.

use disclint_document::{Document, Encoding, SourceText, Span};
use disclint_rules::{
    About, Category, Judgement, LintOptions, NumberState, Packs, Proof, Selector, StatementState, lint, lint_with_proof,
};
use disclint_tests::{Defect, DefectKind, Generation, Layout, SampleReport, render};

fn read(packs: &Packs, text: &str) -> Document {
    packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8))
}

fn prove(packs: &Packs, text: &str) -> (Judgement, Proof) {
    let document = read(packs, text);
    lint_with_proof(packs, &document, &LintOptions::default()).unwrap_or_else(|| panic!("no report:\n{text}"))
}

/// Whether the number at `span` takes part in a statement of that state.
fn takes_part(proof: &Proof, span: Span, state: &StatementState) -> bool {
    proof.statements_on(span).any(|statement| statement.state == *state)
}

/// What holds of every proof.
fn check(text: &str, judgement: &Judgement, proof: &Proof) {
    let count = |state| proof.numbers.iter().filter(|number| number.state == state).count();
    let coverage = &judgement.coverage;
    let counted = [NumberState::Verified, NumberState::InFinding, NumberState::Unused].map(count);
    let told = [coverage.numbers_verified, coverage.numbers_in_findings, coverage.numbers_unused];
    assert_eq!(counted, told, "{text}");
    assert_eq!(counted.iter().sum::<usize>(), proof.numbers.len());
    assert_eq!(coverage.numbers_found(), proof.numbers.len());
    let figures = proof.numbers.iter().filter(|number| number.cell.is_none()).count();
    assert_eq!(figures, coverage.figures_found);

    let identities = |state: fn(&StatementState) -> bool| {
        let of_identities = proof.statements.iter().filter(|statement| statement.category == Category::Identity);
        of_identities.filter(|statement| state(&statement.state)).count()
    };
    assert_eq!(identities(|state| *state == StatementState::Held), coverage.identities_held);
    assert_eq!(identities(|state| *state == StatementState::Violated), coverage.identities_violated);
    assert_eq!(identities(|state| matches!(state, StatementState::Unchecked(_))), coverage.identities_unchecked);

    for number in &proof.numbers {
        let held = takes_part(proof, number.span, &StatementState::Held);
        let violated = takes_part(proof, number.span, &StatementState::Violated);
        match number.state {
            NumberState::Verified => assert!(held && !violated, "{number:?}\n{text}"),
            NumberState::Unused => assert!(!violated, "{number:?}\n{text}"),
            NumberState::InFinding => {
                let touches = |span: Span| span.start < number.span.end && number.span.start < span.end;
                let pointed_at = judgement.diagnostics.iter().any(|finding| touches(finding.span));
                assert!(violated || pointed_at, "{number:?}\n{text}");
            }
        }
    }
}

#[test]
fn in_a_correct_report_every_number_of_an_identity_is_verified() {
    let packs = Packs::builtin();
    for generation in Generation::ALL {
        for seed in 0..4 {
            let report = SampleReport::balanced_random(generation, seed);
            for layout in Layout::ALL {
                let text = render(&report, layout);
                let (judgement, proof) = prove(&packs, &text);
                check(&text, &judgement, &proof);
                let mut in_identities = 0;
                for number in proof.numbers.iter().filter(|number| number.cell.is_some()) {
                    if proof.statements_on(number.span).any(|statement| statement.category == Category::Identity) {
                        assert_eq!(number.state, NumberState::Verified, "{number:?}\n{text}");
                        in_identities += 1;
                    }
                }
                assert!(in_identities > 40, "{generation:?} {layout:?}: {in_identities}");
            }
        }
    }
}

#[test]
fn the_operands_of_what_does_not_hold_are_in_findings() {
    let packs = Packs::builtin();
    for generation in Generation::ALL {
        for (seed, kind) in (0..4).flat_map(|seed| Defect::ALL_KINDS.map(|kind| (seed, kind))) {
            let report = SampleReport::balanced_random(generation, seed);
            let Some(defect) = Defect::of(kind, &report, seed) else { continue };
            let mut broken = report.clone();
            defect.apply(&mut broken);
            let text = render(&broken, Layout::PipeRow);
            let (judgement, proof) = prove(&packs, &text);
            check(&text, &judgement, &proof);
            if kind == DefectKind::WrongFigure {
                continue;
            }
            for statement in proof.statements.iter().filter(|statement| statement.state == StatementState::Violated) {
                let operands = statement.left.operands.iter().chain(&statement.right.operands);
                for span in operands.flat_map(|operand| &operand.spans) {
                    let number = proof.numbers.iter().find(|number| number.span == *span).expect("a number");
                    assert_eq!(number.state, NumberState::InFinding, "{number:?}\n{text}");
                }
            }
        }
    }
}

#[test]
fn what_is_verified_does_not_depend_on_what_is_reported() {
    let packs = Packs::builtin();
    let mut report = SampleReport::balanced_random(Generation::Form2021, 3);
    let defect = Defect::of(DefectKind::WrongFigure, &report, 3).expect("there are figures");
    defect.apply(&mut report);
    let document = read(&packs, &render(&report, Layout::PipeRow));
    let whole = lint_with_proof(&packs, &document, &LintOptions::default()).expect("a report");
    for select in ["section-missing", "identity", "figure", "breakdown"] {
        let select: Vec<Selector> = vec![packs.selector(select).expect("a name")];
        for options in [
            LintOptions { select: select.clone(), ..LintOptions::default() },
            LintOptions { ignore: select.clone(), ..LintOptions::default() },
            LintOptions {
                severities: vec![(select[0].clone(), disclint_rules::Severity::Off)],
                ..LintOptions::default()
            },
        ] {
            let (judgement, proof) = lint_with_proof(&packs, &document, &options).expect("a report");
            assert_eq!(proof, whole.1, "{options:?}");
            assert_eq!(judgement.coverage, whole.0.coverage, "{options:?}");
            assert_eq!(judgement.bound, whole.0.bound, "{options:?}");
            let kept = |found: &disclint_rules::Diagnostic| options.reports(&found.rule, found.category);
            let expected: Vec<_> = whole.0.diagnostics.iter().filter(|found| kept(found)).collect();
            // Equations that are mended together are told under the first that is wanted.
            if select != [Selector::Category(Category::Identity)] {
                assert_eq!(judgement.diagnostics.iter().collect::<Vec<_>>(), expected, "{options:?}");
            }
            assert_eq!(lint(&packs, &document, &options).expect("a report"), judgement);
        }
    }
}

#[test]
fn statements_are_in_words_with_their_values_and_grouped_by_table() {
    let packs = Packs::builtin();
    let text = "某市某局2023年政府信息公开工作年度报告\n一、总体情况\n全年收到政府信息公开申请6件。\n\
                二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n\
                规章 | 0 | 0 | 0\n行政规范性文件 | 3 | 1 | 2\n";
    let (judgement, proof) = prove(&packs, text);
    check(text, &judgement, &proof);
    let words: Vec<(String, &str)> = proof
        .statements
        .iter()
        .filter(|statement| matches!(&statement.about, About::Table { index: Some(_), .. }))
        .map(|statement| (statement.text(disclint_rules::Lang::Zh), statement.state.name()))
        .collect();
    let broken = ("行政规范性文件:现行有效件数 2 < 本年制发件数 3".to_owned(), "violated");
    assert!(words.contains(&broken), "{words:?}");
    // The table that is not there leaves the figure open.
    let figure = proof.numbers.iter().find(|number| number.cell.is_none()).expect("a figure");
    assert_eq!(figure.state, NumberState::Unused);
    let open = proof.statements_on(figure.span).next().expect("it was tried");
    assert_eq!(open.state, StatementState::Unchecked("缺表".to_owned()));
    assert_eq!(proof.number_at(figure.span.start), Some(figure));
}

#[test]
fn a_rule_that_finds_nothing_to_look_at_is_named_until_one_report_binds_it() {
    let packs = Packs::builtin();
    let judge = |text: &str| lint(&packs, &read(&packs, text), &LintOptions::default()).expect("a report");
    let report = |prose: &str| format!("某市某局2023年政府信息公开工作年度报告\n一、总体情况\n{prose}\n");
    let silent = judge(&report("全年工作平稳。"));
    let speaking = judge(&report("全年收到政府信息公开申请6件。"));
    let is_named = |bound: &disclint_rules::BoundRules, id: &str| packs.unbound(bound).iter().any(|rule| rule.id == id);
    let mut bound = silent.bound.clone();
    assert!(is_named(&bound, "figure-received") && is_named(&bound, "applications-balance"));
    // What is missing is found, too.
    assert!(!is_named(&bound, "section-missing") && !is_named(&bound, "table-missing"));
    assert!(packs.unbound(&bound).iter().all(|rule| !rule.own));
    bound.add(&speaking.bound);
    assert!(!is_named(&bound, "figure-received") && is_named(&bound, "applications-balance"));
}
