//! What a figure is besides the cells that its phrase names: near to one of them, a part of it, or something else that
//! the numbers around it tell.

use std::cell::LazyCell;

use disclint_document::{Bound, Cell, Clause, Document, FIGURE, Figure};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Subject;
use super::{named, value};
use crate::diagnosis::{CellAt, total};
use crate::pack::schema::NearToml;
use crate::pack::{Check, Identity, Instance, Relation, Target};
use crate::slips;

/// How many clauses before and behind one are looked at for what completes its figure.
const BESIDE: usize = 16;

/// How many figures are looked at for a sum that follows its parts.
const MOST_SUMMED: usize = 5;

/// Whether a figure is near enough to a value to be meant as it.
pub(super) fn may_be(near: NearToml, written: Decimal, meant: Decimal) -> bool {
    match near {
        NearToml::No => true,
        NearToml::Slip => slips::is_slip(written, meant),
        NearToml::Double => {
            let (less, more) = (written.min(meant), written.max(meant));
            less != more && (more <= less.saturating_mul(Decimal::TWO) || slips::is_swapped(written, meant))
        }
    }
}

/// Whether a figure is near enough to one of the values to be meant as it, and like nothing else.
pub(super) fn is_near(
    subject: &Subject<'_>,
    clause: &Clause,
    number: usize,
    near: NearToml,
    values: &[Decimal],
) -> bool {
    let Some(figure) = subject.document.prose.figures.get(number) else { return false };
    let told = told_beside(subject.document, clause, number);
    figure.bound == Bound::Exact
        && values.iter().any(|value| may_be(near, figure.value, *value) && !told.contains(value))
        && !values.contains(&figure.value.normalize())
        && !is_explained(subject, figure)
        && !is_completed(subject.document, clause, number, values)
}

/// Whether a figure is the number in a cell, or a sum that some rule of the pack admits: it may well mean that.
fn is_explained(subject: &Subject<'_>, figure: &Figure) -> bool {
    explained(subject).contains(&figure.value)
}

/// Whether a rule other than `own` names a figure and compares it with cells.
fn is_named_by_another(subject: &Subject<'_>, number: usize, own: usize) -> bool {
    namers(subject, number).iter().any(|&rule| rule != own)
}

/// 法人或其他组织17件,其中商业企业11件: whether a rule that names a figure admits that value for it, as a sum with one of
/// the cells in it.
fn is_sum_with(subject: &Subject<'_>, number: usize, all: Decimal, of: &[Target]) -> bool {
    let has_one = |target: &Target| {
        let is_in = |cell: (usize, usize, usize)| target.terms.iter().any(|&(by, other)| by > 0 && other == cell);
        target.terms.len() > 1 && of.iter().any(|of| of.terms.iter().any(|&(_, cell)| is_in(cell)))
    };
    namers(subject, number).iter().any(|&rule| match &subject.pack().rules[rule].check {
        Check::Figure(check) => {
            check.admits.iter().any(|target| has_one(target) && value(subject, target, None) == Some(all))
        }
        _ => false,
    })
}

/// The equations of the pack's rules.
pub(super) fn identities<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Identity> + Clone {
    subject.pack().rules.iter().filter_map(|rule| match &rule.check {
        Check::Identity(identity) => Some(identity),
        _ => None,
    })
}

/// 予以公开3件,部分公开2件,不予公开1件: whether a rule that names a figure admits that value for it as cells that are parts of
/// one total with those of the sums: no whole of them, though small numbers may add up to it.
fn is_beside(subject: &Subject<'_>, number: usize, all: Decimal, of: &[Target]) -> bool {
    let are_parts = |one: (usize, usize, usize), other: (usize, usize, usize)| {
        let (one_cell, other_cell) = ((one.1, one.2), (other.1, other.2));
        one.0 == other.0
            && one != other
            && identities(subject).filter(|identity| identity.table == one.0).any(|identity| {
                identity.instances.iter().any(|instance| {
                    let has = |cell: CellAt| instance.cells().any(|(_, known)| known == cell);
                    instance.relation == Relation::Equal
                        && has(one_cell)
                        && has(other_cell)
                        && total(instance).is_some_and(|total| total != one_cell && total != other_cell)
                })
            })
    };
    let first = |target: &Target| target.terms.first().map(|&(_, cell)| cell);
    let parts: Vec<_> = of.iter().filter_map(first).collect();
    namers(subject, number).iter().any(|&rule| match &subject.pack().rules[rule].check {
        Check::Figure(check) => check.admits.iter().any(|target| {
            let whole = first(target).filter(|_| value(subject, target, None) == Some(all));
            whole.is_some_and(|whole| parts.iter().any(|&part| are_parts(whole, part)))
        }),
        _ => false,
    })
}

/// The rules that name a figure and compare it with cells.
pub(super) fn namers<'a>(subject: &'a Subject<'_>, number: usize) -> &'a [usize] {
    let namers = subject.namers.get_or_init(|| {
        let rules = &subject.pack().rules;
        let mut namers: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for hit in subject.hits.get().into_iter().flatten() {
            let is_exact = matches!(&rules[hit.rule].check, Check::Figure(check) if check.near == NearToml::No);
            if let Some((figure, _)) = named(subject.document, hit).filter(|_| is_exact) {
                namers.entry(figure).or_default().push(hit.rule);
            }
        }
        namers
    });
    namers.get(&number).map_or(&[], Vec::as_slice)
}

/// The numbers in cells, and the sums that some rule of the pack admits.
pub(crate) fn explained<'a>(subject: &'a Subject<'_>) -> &'a FxHashSet<Decimal> {
    subject.explained.get_or_init(|| {
        let document = subject.document;
        let cells = document.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
        let sums = subject.pack().rules.iter().flat_map(|rule| match &rule.check {
            Check::Figure(check) => check.admits.as_slice(),
            _ => &[],
        });
        cells.filter_map(Cell::number).chain(sums.filter_map(|target| value(subject, target, None))).collect()
    })
}

/// What the other figures of the sentence are: one that is a value in the tables leaves this one to be something else,
/// 年初16件,年末14件.
fn told_beside(document: &Document, clause: &Clause, number: usize) -> Vec<Decimal> {
    let prose = &document.prose;
    let start = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    let sentence = prose.clauses[start..].iter().take_while(|other| other.sentence == clause.sentence);
    let others = sentence.flat_map(|clause| clause.figures.clone()).filter(|&other| other != number);
    others.filter_map(|other| Some(prose.figures.get(other)?.value)).collect()
}

/// Whether a figure makes one of the values together with those beside it in its sentence: 按时办结96件,延期办结3件.
fn is_completed(document: &Document, clause: &Clause, number: usize, values: &[Decimal]) -> bool {
    let clauses = &document.prose.clauses;
    let at = clauses.partition_point(|other| other.start() < clause.start());
    let goes_on = |other: &&Clause| matches!(other.end, ',' | ':' | ';');
    let start = clauses[..at].iter().rev().take(BESIDE).take_while(goes_on).last().unwrap_or(clause).figures.start;
    let more = clauses[at..].iter().take(BESIDE).take_while(goes_on).count();
    let end = clauses.get(at + more).or(clauses.last()).map_or(number, |last| last.figures.end);
    let value = |at: usize| document.prose.figures.get(at).map_or(Decimal::ZERO, |figure| figure.value);
    (start..=number).any(|from| {
        let mut sum = (from..number).fold(Decimal::ZERO, |sum, at| sum.saturating_add(value(at)));
        (number..end).any(|to| {
            sum = sum.saturating_add(value(to));
            to > from && values.contains(&sum)
        })
    })
}

/// 保留14件,连同当年制发的3件,现行有效17件: whether a figure and one or all of those right behind it make the sum that
/// follows them, and that sum is one of the values.
pub(super) fn is_summed_up(document: &Document, number: usize, values: &[Decimal]) -> bool {
    let figures = &document.prose.figures;
    let unit = figures.get(number).and_then(|figure| figure.unit);
    let behind = figures.iter().skip(number).take(MOST_SUMMED).take_while(|figure| figure.unit == unit);
    let behind: Vec<Decimal> = behind.map(|figure| figure.value).collect();
    (2..behind.len()).filter(|&at| values.contains(&behind[at])).any(|at| {
        let rest = behind[at].saturating_sub(behind[0]);
        let added = &behind[1..at];
        added.contains(&rest) || added.iter().fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value)) == rest
    })
}

/// The figures of a sentence in one unit that stand near the one numbered `near`, those with bounds left out.
fn of_one_unit(document: &Document, clause: &Clause, near: usize, unit: Option<&str>) -> Vec<(usize, Decimal)> {
    let prose = &document.prose;
    let clauses = &prose.clauses;
    let own = clauses.partition_point(|other| other.sentence < clause.sentence);
    // 无法提供17件。其中自然人13件,企业4件: the sentence goes on from the one before.
    let goes_on = clauses.get(own).is_some_and(|first| prose.text(first).starts_with("其中"));
    let before =
        own.checked_sub(1).and_then(|before| clauses.get(before)).filter(|before| goes_on && before.end == '。');
    let start = before.map_or(own, |before| clauses.partition_point(|other| other.sentence < before.sentence));
    let end = clauses.partition_point(|other| other.sentence <= clause.sentence);
    let first = clauses.get(start).map_or(near, |first| first.figures.start).max(near.saturating_sub(2 * BESIDE));
    let last = end.checked_sub(1).and_then(|last| clauses.get(last)).map_or(near, |last| last.figures.end);
    let figures = (first..last.min(near + 2 * BESIDE)).filter_map(|at| Some((at, prose.figures.get(at)?)));
    let figures = figures.filter(|(_, figure)| figure.unit == unit && figure.bound == Bound::Exact);
    figures.map(|(at, figure)| (at, figure.value)).collect()
}

/// 尚有8件未办结,其中自然人6件、企业2件; 新收683件,区政府148件、部门402件、街道133件: whether a figure is one of two or more
/// that add up to one before them which is not what its cells are part of: less than all of the values, one of them, or
/// none of the totals of their rows and columns. Or it is one of three in a row that add up to a value, or the last of
/// what came and went of something else.
pub(super) fn is_of_part(
    subject: &Subject<'_>,
    clause: &Clause,
    number: usize,
    values: &[Decimal],
    (rule, of): (usize, &[Target]),
) -> bool {
    let document = subject.document;
    let unit = document.prose.figures.get(number).and_then(|figure| figure.unit);
    let figures = of_one_unit(document, clause, number, unit);
    let Some(own) = figures.iter().position(|(at, _)| *at == number) else { return false };
    let totals = LazyCell::new(|| totals(subject, of));
    // 无法提供6件、不予处理1件、其他处理1件 are numbers of cells each, whatever they add up to.
    let is_other_cell = |from: usize, to: usize| {
        figures[from..=to].iter().any(|(at, _)| *at != number && is_named_by_another(subject, *at, rule))
    };
    let is_other = |all: &Decimal, from: usize, to: usize| {
        // 收到5件,办结4件,结转1件: nor is what makes the number named by another rule a part of it.
        values.contains(all) && !is_other_cell(from, to)
            || values.iter().all(|value| value > all)
            || totals.as_ref().is_some_and(|totals| !totals.is_empty() && !totals.contains(all))
    };
    let is_in_list = (0..own).filter(|&whole| !is_item(document, figures[whole].0)).any(|whole| {
        let (all, from) = (figures[whole].1, whole + 1);
        let mut sum = figures[from..own].iter().fold(Decimal::ZERO, |sum, (_, part)| sum.saturating_add(*part));
        figures.iter().enumerate().skip(own).take(BESIDE).any(|(to, (_, part))| {
            sum = sum.saturating_add(*part);
            to > from
                && sum == all
                && is_other(&all, from, to)
                && !is_sum_with(subject, figures[whole].0, all, of)
                && !is_beside(subject, figures[whole].0, all, of)
        })
    });
    // 市局121件,分局119件,县局48件: three that stand one behind the other.
    let is_listed = (0..=own).any(|from| {
        let mut sum = figures[from..own].iter().fold(Decimal::ZERO, |sum, (_, part)| sum.saturating_add(*part));
        figures.iter().enumerate().skip(own).take(BESIDE).any(|(to, (_, part))| {
            sum = sum.saturating_add(*part);
            to >= from + 2 && values.contains(&sum) && !is_other_cell(from, to)
        })
    });
    // 工单上年结转12件,新接672件,办结675件,9件结转: what came and went adds up, and is of nothing that the tables count.
    let is_flow = || {
        own >= 3 && {
            let [came, new, went, left] = [own - 3, own - 2, own - 1, own].map(|at| figures[at].1);
            let is_told = |value: &Decimal| explained(subject).contains(value);
            came.saturating_add(new) == went.saturating_add(left) && !is_told(&new) && !is_told(&went)
        }
    };
    is_in_list || is_listed || is_flow()
}

/// 第三方4件、过程性3件、国家秘密1件: whether a figure is an item with others behind it, and no whole of them.
fn is_item(document: &Document, number: usize) -> bool {
    let prose = &document.prose;
    let at = prose.clauses.partition_point(|clause| clause.figures.end <= number);
    let clause = prose.clauses.get(at).filter(|clause| clause.figures.contains(&number));
    clause.is_some_and(|clause| {
        let behind = prose.place_after(clause, number) + FIGURE.len_utf8();
        prose.text(clause).get(behind..).is_some_and(|behind| behind.starts_with('、'))
    })
}

/// The totals that sums of cells are parts of: by row or by column, as the equations of their table have them, and those of
/// the headings that their rows stand under. `None` if a number of them is missing.
fn totals(subject: &Subject<'_>, of: &[Target]) -> Option<Vec<Decimal>> {
    let tables = &subject.document.tables;
    let place = |spec: usize| tables.iter().position(|table| table.form == subject.form && table.spec == spec);
    let identities = identities(subject);
    let of_heading = |table: usize, (row, column): CellAt| {
        let rows = &subject.form().tables[table].rows;
        let is_total = |instance: &Instance| {
            total(instance) == Some((row, column)) && instance.cells().all(|(_, (_, other))| other == column)
        };
        let mut known = identities.clone().filter(|identity| identity.table == table);
        // What sums up the heading is no part of it.
        if known.any(|identity| identity.instances.iter().any(is_total)) {
            return None;
        }
        let heading = rows[row].parent?;
        let mut under = (0..rows.len()).filter(|&at| rows[at].parent == Some(heading) && !rows[at].columns.is_empty());
        let sum =
            under.try_fold(Decimal::ZERO, |sum, at| sum.checked_add(subject.number(place(table)?, (at, column))?));
        Some(((heading, column), sum))
    };
    let of_equation = |identity: &Identity, table: usize, cell: CellAt| {
        let is_part = |instance: &&Instance| {
            instance.relation == Relation::Equal && instance.cells().any(|(_, other)| other == cell)
        };
        let totals = identity.instances.iter().filter(is_part).filter_map(total);
        let total = totals.filter(|_| table == identity.table).find(|total| *total != cell)?;
        Some((total, place(table).and_then(|at| subject.number(at, total))))
    };
    // Of each cell the totals that it is part of; those of several cells are added up one by one, each total once.
    let totals_of = |table: usize, cell: CellAt| -> Vec<(CellAt, Option<Decimal>)> {
        let by_equation = identities.clone().filter_map(|identity| of_equation(identity, table, cell));
        of_heading(table, cell).into_iter().chain(by_equation).collect()
    };
    let mut found = Vec::new();
    for target in of {
        let parts: Vec<Vec<(CellAt, Option<Decimal>)>> =
            target.terms.iter().map(|&(_, (table, row, column))| totals_of(table, (row, column))).collect();
        let most = parts.iter().map(Vec::len).min().unwrap_or_default();
        found.extend((0..most).map(|number| {
            let mut added = FxHashSet::default();
            target.terms.iter().zip(&parts).try_fold(Decimal::ZERO, |sum, (&(coefficient, (table, ..)), part)| {
                let (cell, value) = part[number];
                if !added.insert((table, cell)) {
                    return Some(sum);
                }
                sum.checked_add(value?.checked_mul(Decimal::from(coefficient))?)
            })
        }));
    }
    found.into_iter().collect()
}

/// 不予处理9件,全部由自然人提出; 复议后起诉的3件均维持: whether the last figure before byte `at`, where a statement ends, in that
/// unit, counts less than all.
pub(super) fn is_said_of_part(document: &Document, clause: &Clause, at: usize, unit: &str, all: Decimal) -> bool {
    let figures = of_one_unit(document, clause, clause.figures.end, Some(unit));
    let before = figures
        .iter()
        .rev()
        .find(|(figure, _)| document.prose.figures.get(*figure).is_some_and(|figure| (figure.span.end as usize) <= at));
    before.is_some_and(|(_, counted)| *counted < all)
}
