//! Whether a rule may speak of a clause that its phrases match.

use disclint_document::{Clause, Prose, is_ordinal_numeral};

use super::Subject;
use crate::pack::{Apart, ClauseYearToml, ReachToml, Scope};

/// How many clauses back a sentence, with those that only semicolons part from it, is looked for: nobody writes longer
/// ones, and a text without full stops must not cost more than its length.
const LONGEST_SENTENCE: usize = 60;

/// A line of its own that is longer than this is no head.
const LONGEST_HEAD: usize = 24;

/// Whether the clause is of the right year, of the right scope, in the right context.
pub(super) fn is_in_scope(subject: &Subject<'_>, scope: &Scope, clause: &Clause, text: &str) -> bool {
    if !is_of_the_year(subject, scope.year, clause) || scope.blocks.is_match(text) {
        return false;
    }
    let matters = subject.pack().apart.iter().enumerate();
    let matters = matters.filter(|(number, _)| !scope.spared.contains(number));
    let mut matters = matters.filter(|(_, apart)| !apart.period || scope.year == ClauseYearToml::This);
    let tells_of = |(number, apart): (usize, &Apart)| {
        let known = subject.apart.borrow().get(&(number, clause.start())).copied();
        known.unwrap_or_else(|| {
            let is_so = is_apart(subject, apart, clause);
            subject.apart.borrow_mut().insert((number, clause.start()), is_so);
            is_so
        })
    };
    if matters.any(tells_of) {
        return false;
    }
    let document = subject.document;
    let prose = &document.prose;
    let sentence = || {
        // Sentences are numbered in the order of the text.
        let start = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
        prose.clauses[start..].iter().take_while(|other| other.sentence == clause.sentence)
    };
    let is_so_far = |other: &&Clause| other.start() <= clause.start();
    let so_far = || sentence().take_while(is_so_far).map(|other| prose.text(other));
    if !scope.also.is_empty() && !so_far().any(|text| scope.also.is_match(text)) {
        return false;
    }
    let behind = || sentence().find(|other| !is_so_far(other)).map(|next| prose.text(next));
    if !scope.followed.is_empty() && !behind().is_some_and(|next| scope.followed.is_match(next)) {
        return false;
    }
    if !scope.narrowed.is_empty() && behind().is_some_and(|next| scope.narrowed.is_match(next)) {
        return false;
    }
    // Another scope holds until the sentence returns to the body itself.
    let stays_elsewhere =
        |elsewhere: bool, text: &str| scope.elsewhere.is_match(text) || (elsewhere && !scope.returns.is_match(text));
    if !scope.elsewhere.is_empty() {
        // What stands before a colon is what the whole list is about.
        let is_elsewhere = topic(prose, clause).is_some_and(|topic| scope.elsewhere.is_match(topic));
        if so_far().fold(is_elsewhere, stays_elsewhere) {
            return false;
        }
    }
    let section = clause.section.and_then(|section| document.sections.get(section)?.spec);
    scope.context.is_empty()
        || section.is_some_and(|section| scope.sections.contains(&section))
        || so_far().any(|text| scope.context.is_match(text))
        || before_semicolon(prose, clause).any(|text| scope.context.is_match(text))
        || (scope.reach != ReachToml::Sentence && after(prose, clause).any(|text| scope.context.is_match(text)))
        || (scope.reach == ReachToml::Paragraph && in_paragraph(prose, clause).any(|text| scope.context.is_match(text)))
        || (!scope.under.is_empty() && head(subject, clause).is_some_and(|head| scope.under.is_match(head)))
}

/// What stands before the clause's sentence and is parted from it by a semicolon only.
fn before_semicolon<'a>(prose: &'a Prose, clause: &Clause) -> impl Iterator<Item = &'a str> {
    let end = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    let mut sentence = clause.sentence;
    let above = prose.clauses[..end].iter().rev().take_while(move |other| {
        let goes_on = other.sentence == sentence || other.end == ';';
        sentence = other.sentence;
        goes_on
    });
    above.map(|other| prose.text(other))
}

/// What a list whose items are parted by semicolons is about: 热线 in 热线:新收8件;办结7件.
fn topic<'a>(prose: &'a Prose, clause: &Clause) -> Option<&'a str> {
    let end = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    let goes_on = |at: usize| at > 0 && prose.clauses[at - 1].end == ';';
    if !goes_on(end) {
        return None;
    }
    let mut first = end;
    while goes_on(first) {
        let sentence = prose.clauses[first - 1].sentence;
        first = prose.clauses.partition_point(|other| other.sentence < sentence);
    }
    let clause = prose.clauses.get(first).filter(|clause| clause.end == ':')?;
    Some(prose.text(clause))
}

/// What follows the clause in its sentence and those that only semicolons part it from.
fn after<'a>(prose: &'a Prose, clause: &Clause) -> impl Iterator<Item = &'a str> {
    let start = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    let mut sentence = clause.sentence;
    let mut end = ';';
    let below = prose.clauses[start..].iter().take_while(move |other| {
        let goes_on = other.sentence == sentence || end == ';';
        (sentence, end) = (other.sentence, other.end);
        goes_on
    });
    below.map(|other| prose.text(other))
}

/// What stands before the clause's sentence in its paragraph.
fn in_paragraph<'a>(prose: &'a Prose, clause: &Clause) -> impl Iterator<Item = &'a str> {
    let end = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    prose.clauses[..end].iter().rev().take_while(|other| other.end != '\n').map(|other| prose.text(other))
}

/// Whether a clause speaks of the year that a rule is for, for all that can be known.
pub(super) fn is_of_the_year(subject: &Subject<'_>, year: ClauseYearToml, clause: &Clause) -> bool {
    let named = clause.year.zip(subject.document.year());
    let is_offset = |offset: i32| named.map(|(clause, report)| i32::from(clause) - i32::from(report) == offset);
    match year {
        ClauseYearToml::This => is_offset(0).unwrap_or(true),
        ClauseYearToml::Last => is_offset(-1).unwrap_or(false),
        ClauseYearToml::Next => is_offset(1).unwrap_or(false),
        ClauseYearToml::Any => true,
    }
}

/// Whether the sentence tells of a matter besides the form's, as far as the clause: 上半年,我局收到17件,办结15件; or says
/// so behind it: 行政诉讼2件,与信息公开无关.
fn is_apart(subject: &Subject<'_>, apart: &Apart, clause: &Clause) -> bool {
    let prose = &subject.document.prose;
    let behind = prose.clauses.partition_point(|other| other.start() <= clause.start());
    let above = prose.clauses[..behind].windows(2).rev();
    // Back to the sentence's first clause, over semicolons.
    let joins = |pair: &&[Clause]| pair[0].sentence == pair[1].sentence || pair[0].end == ';';
    let joined = above.take(LONGEST_SENTENCE).take_while(joins).count();
    let so_far = &prose.clauses[behind.saturating_sub(joined + 1)..behind];
    let begins = |text: &str| apart.from.is_match(text) && !apart.except.is_match(text);
    let has_come = so_far
        .iter()
        .map(|clause| prose.text(clause))
        .fold(false, |is_so, text| begins(text) || (is_so && !apart.until.is_match(text)));
    let is_same = |other: &&Clause| other.sentence == clause.sentence;
    let mut rest = prose.clauses[behind.saturating_sub(1)..].iter().take(LONGEST_SENTENCE).take_while(is_same);
    // (二)作为复议机关办理的案件。
    let is_under = || !apart.period && head(subject, clause).is_some_and(begins);
    has_come || is_under() || (!apart.said.is_empty() && rest.any(|clause| apart.said.is_match(prose.text(clause))))
}

/// For each clause the head that it stands under: the last sentence before its own, in its section, that is one.
pub(super) fn heads(prose: &Prose) -> Vec<Option<usize>> {
    let clauses = &prose.clauses;
    let mut heads = Vec::with_capacity(clauses.len());
    // Under which one the sentence at hand stands, and under which those behind it.
    let (mut own, mut next) = (None, None);
    for (at, clause) in clauses.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &clauses[before]);
        if before.is_none_or(|before| before.section != clause.section) {
            (own, next) = (None, None);
        } else if before.is_none_or(|before| before.sentence != clause.sentence) {
            own = next;
        }
        if before.is_none_or(|before| before.sentence != clause.sentence) && is_head(clause, prose.text(clause)) {
            next = Some(at);
        }
        heads.push(own);
    }
    heads
}

/// The text of the head that a clause stands under.
fn head<'a>(subject: &'a Subject<'_>, clause: &Clause) -> Option<&'a str> {
    let prose = &subject.document.prose;
    let at = prose.clauses.partition_point(|other| other.start() < clause.start());
    let head = (*subject.heads().get(at)?)?;
    Some(prose.text(&prose.clauses[head]))
}

/// Whether the first clause of a sentence is a head: numbered, or a short line of its own.
fn is_head(clause: &Clause, text: &str) -> bool {
    let behind_number = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_ordinal_numeral(c));
    let numbered =
        text.starts_with('(') || behind_number.len() < text.len() && behind_number.starts_with(['、', '.', '是']);
    let is_short = || (3..=LONGEST_HEAD).contains(&text.chars().count());
    let is_line = || matches!(clause.end, '\n' | ':') && clause.figures.is_empty() && is_short();
    // ——属于气象资料类的13件。
    numbered || text.starts_with('—') || is_line()
}
