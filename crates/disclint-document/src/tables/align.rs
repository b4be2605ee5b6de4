//! Which candidate is which row of the form.

use super::Context;
use super::candidates::Candidate;
use crate::label::{key, without_number};

/// A candidate's row, with how sure that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub(super) row: usize,
    pub(super) how: How,
    pub(super) out_of_order: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// The last text is the row's label or an accepted variant of it.
    Label,
    /// The label is there, but broken up: wrapped around its values, or with other text between.
    Pieces,
    /// The label is like the row's, or only its place says which row it is.
    Guess,
}

#[derive(Debug)]
pub(super) struct Alignment {
    /// For each candidate its row.
    pub(super) rows: Vec<Option<Match>>,
    /// Rows whose label stands there with no value behind it, with the label's token.
    pub(super) bare: Vec<(usize, usize)>,
}

/// Least similarity, in percent, for a label to be taken for a row's.
const LEAST_SIMILARITY: u32 = 45;

pub(super) fn align(context: &Context<'_>, candidates: &[Candidate]) -> Alignment {
    let rows = &context.spec.rows;
    let mut found: Vec<Option<Match>> = vec![None; candidates.len()];
    let mut taken = vec![false; rows.len()];

    // Labels that are exactly a row's. Of equal labels the next one in the form's order.
    let mut next = 0;
    for (at, candidate) in candidates.iter().enumerate() {
        if candidate.values.is_empty() {
            continue;
        }
        let Some(&label) = candidate.texts.last() else { continue };
        let has_cells = |row: &usize| !rows[*row].columns.is_empty() && !taken[*row];
        let hits = || context.row_hits(&context.tokens[label]).filter(has_cells);
        if let Some(row) = hits().filter(|&row| row >= next).min().or_else(|| hits().min()) {
            found[at] = Some(Match { row, how: How::Label, out_of_order: false });
            taken[row] = true;
            next = row + 1;
        }
    }
    mark_out_of_order(&mut found);

    // Labels with nothing behind them: rows left blank where a blank leaves no trace.
    let mut bare = Vec::new();
    for candidate in candidates {
        let labels = candidate.texts.len() - usize::from(!candidate.values.is_empty() && !candidate.texts.is_empty());
        for &token in &candidate.texts[..labels] {
            let hit =
                context.row_hits(&context.tokens[token]).find(|&row| !rows[row].columns.is_empty() && !taken[row]);
            if let Some(row) = hit {
                taken[row] = true;
                bare.push((row, token));
            }
        }
    }

    if by_order(context, candidates, &mut found, &mut taken) {
        bare.clear();
    } else if found.iter().zip(candidates).any(|(found, candidate)| found.is_none() && !candidate.values.is_empty()) {
        fill_gaps(context, candidates, &mut found, &mut taken);
    }
    // A guess from the text may have used what looked like a bare label.
    bare.retain(|(row, _)| !found.iter().flatten().any(|found| found.row == *row));
    Alignment { rows: found, bare }
}

/// Where labels are broken up all over, as in columns set by a printer: whole rows of values, as many as
/// the form has rows, are these rows in order. The labels that are whole must agree.
fn by_order(context: &Context<'_>, candidates: &[Candidate], found: &mut [Option<Match>], taken: &mut [bool]) -> bool {
    let rows: Vec<usize> = (0..context.spec.rows.len())
        .filter(|&row| !context.spec.rows[row].columns.is_empty() && !context.spec.rows[row].optional)
        .collect();
    let filled: Vec<usize> = (0..candidates.len()).filter(|&at| !candidates[at].values.is_empty()).collect();
    let in_pieces = found.iter().flatten().count() < filled.len();
    let fits = |(&at, &row): (&usize, &usize)| {
        let line = |at: usize| context.tokens[at].line;
        let values = &candidates[at].values;
        let one_line = values.first().zip(values.last()).is_some_and(|(&first, &last)| line(first) == line(last));
        let width = context.spec.rows[row].columns.len();
        let agrees = found[at].is_none_or(|found| found.row == row);
        agrees
            && width > 2
            && one_line
            && values.len() == width
            && values.iter().all(|&at| context.tokens[at].is_value())
    };
    if !in_pieces || filled.len() != rows.len() || !filled.iter().zip(&rows).all(fits) {
        return false;
    }
    for (&at, &row) in filled.iter().zip(&rows) {
        let how = found[at].map_or_else(|| wholeness(context, candidates, at, row), |found| found.how);
        found[at] = Some(Match { row, how, out_of_order: false });
        taken[row] = true;
    }
    true
}

/// Whether a candidate's label is a row's in pieces, or one piece that differs from it.
fn wholeness(context: &Context<'_>, candidates: &[Candidate], at: usize, row: usize) -> How {
    let label = &context.labels.row_keys[context.form][context.table][row];
    let after = candidates.get(at + 1).map_or(String::new(), |next| joined_key(context, next));
    let last = candidates[at].texts.last().map_or(String::new(), |&token| key(context.folded(&context.tokens[token])));
    let (score, how) = similarity(&last, &after, label);
    if score >= 60 { how } else { How::Pieces }
}

/// Marks the fewest matches as out of order so that the rest follow the form.
fn mark_out_of_order(found: &mut [Option<Match>]) {
    let matched: Vec<usize> = (0..found.len()).filter(|&at| found[at].is_some()).collect();
    let row = |at: usize, found: &[Option<Match>]| found[at].map_or(0, |found| found.row);
    if matched.windows(2).all(|pair| row(pair[0], found) < row(pair[1], found)) {
        return;
    }
    // Longest increasing subsequence; the lists are short.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(matched.len());
    for (i, &at) in matched.iter().enumerate() {
        let before = (0..i).filter(|&j| row(matched[j], found) < row(at, found)).max_by_key(|&j| best[j].0);
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut keep = vec![false; matched.len()];
    let mut at = (0..best.len()).max_by_key(|&i| best[i].0);
    while let Some(i) = at {
        keep[i] = true;
        at = best[i].1;
    }
    for (i, &at) in matched.iter().enumerate() {
        if !keep[i]
            && let Some(found) = &mut found[at]
        {
            found.out_of_order = true;
        }
    }
}

/// Between rows that are certain, pairs the candidates left over with the rows left over, in order, so
/// that the labels are as similar as can be.
fn fill_gaps(context: &Context<'_>, candidates: &[Candidate], found: &mut [Option<Match>], taken: &mut [bool]) {
    let rows = &context.spec.rows;
    let mut at = 0;
    let mut previous = None;
    while at < candidates.len() {
        if let Some(found) = found[at] {
            if !found.out_of_order {
                previous = Some(found.row);
            }
            at += 1;
            continue;
        }
        let in_order = |at: &usize| found[*at].is_some_and(|found| !found.out_of_order);
        let end = (at..candidates.len()).find(in_order).unwrap_or(candidates.len());
        let next_row = found.get(end).copied().flatten().map_or(rows.len(), |found| found.row);
        let open_rows: Vec<usize> = (previous.map_or(0, |row| row + 1)..next_row)
            .filter(|&row| !taken[row] && !rows[row].columns.is_empty())
            .collect();
        let open: Vec<usize> =
            (at..end).filter(|&at| found[at].is_none() && !candidates[at].values.is_empty()).collect();
        for (candidate, row, how) in pair(context, candidates, &open, &open_rows) {
            found[candidate] = Some(Match { row, how, out_of_order: false });
            taken[row] = true;
        }
        at = end;
    }
}

/// The best pairing of candidates and rows that keeps both orders.
fn pair(context: &Context<'_>, candidates: &[Candidate], open: &[usize], rows: &[usize]) -> Vec<(usize, usize, How)> {
    // Far more candidates than any table has rows: not a table, and not worth quadratic time.
    if open.is_empty() || rows.is_empty() || open.len() > 40 + 4 * rows.len() {
        return Vec::new();
    }
    let joined = |at: usize| candidates.get(at).map_or(String::new(), |candidate| joined_key(context, candidate));
    let scores: Vec<Vec<(u32, How)>> = open
        .iter()
        .map(|&candidate| {
            let (before, after) = (joined(candidate), joined(candidate + 1));
            rows.iter()
                .map(|&row| {
                    let label = &context.labels.row_keys[context.form][context.table][row];
                    let fits = values_fit(context, &candidates[candidate], context.spec.rows[row].columns.len());
                    if label.is_empty() {
                        // The only row of a table without labels: its values tell it.
                        return (if fits { 100 } else { 50 }, How::Label);
                    }
                    let (score, how) = variants(context, row)
                        .map(|variant| similarity(&before, &after, &variant))
                        .chain(std::iter::once(similarity(&before, &after, label)))
                        .max_by_key(|(score, _)| *score)
                        .unwrap_or((0, How::Guess));
                    (score, how)
                })
                .collect()
        })
        .collect();
    // best[i][j]: the best total for candidates from i and rows from j on.
    let mut best = vec![vec![0u32; rows.len() + 1]; open.len() + 1];
    for i in (0..open.len()).rev() {
        for j in (0..rows.len()).rev() {
            let (score, _) = scores[i][j];
            let paired = if score >= LEAST_SIMILARITY { score + best[i + 1][j + 1] } else { 0 };
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < open.len() && j < rows.len() {
        let (score, how) = scores[i][j];
        if score >= LEAST_SIMILARITY && best[i][j] == score + best[i + 1][j + 1] {
            pairs.push((open[i], rows[j], how));
            i += 1;
            j += 1;
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    // One row and one candidate left over in the same place, with the right number of values: it is
    // that row under another name.
    if pairs.is_empty()
        && let ([candidate], [row]) = (open, rows)
        && values_fit(context, &candidates[*candidate], context.spec.rows[*row].columns.len())
        && !context.spec.rows[*row].optional
        && scores[0][0].0 >= 20
    {
        pairs.push((*candidate, *row, How::Guess));
    }
    pairs
}

fn values_fit(context: &Context<'_>, candidate: &Candidate, width: usize) -> bool {
    let numbers = candidate.values.iter().filter(|&&at| !context.tokens[at].is_blank()).count();
    numbers == width || (numbers < width && candidate.values.len() >= width)
}

/// All texts of a candidate as one key. Of far more than any label has pieces, those at either end.
fn joined_key(context: &Context<'_>, candidate: &Candidate) -> String {
    const MOST: usize = 40;
    let (first, rest) = candidate.texts.split_at(candidate.texts.len().min(MOST));
    let last = &rest[rest.len().saturating_sub(MOST)..];
    first.iter().chain(last).map(|&at| key(context.folded(&context.tokens[at]))).collect()
}

/// Variants with `*` for any text, as (beginning, end).
fn variants<'a>(context: &'a Context<'_>, row: usize) -> impl Iterator<Item = String> + 'a {
    context.spec.rows[row].variants.iter().filter(|variant| variant.contains('*')).map(|variant| {
        // Compared piece by piece in `similarity`.
        variant.split('*').map(|piece| key(&crate::fold::folded(piece))).collect::<Vec<_>>().join("*")
    })
}

/// How well the texts before (and after) some values carry a label, in percent.
fn similarity(before: &str, after: &str, label: &str) -> (u32, How) {
    if let Some((head, tail)) = label.split_once('*') {
        let fits = before.rfind(head).is_some_and(|at| before[at + head.len()..].ends_with(tail));
        return if fits { (98, How::Label) } else { (0, How::Guess) };
    }
    let long = label.chars().count() >= 3;
    if before.ends_with(label) {
        return (if long { 99 } else { 60 }, How::Label);
    }
    if long && before.contains(label) {
        return (90, How::Pieces);
    }
    // Wrapped around its values: the longest beginning of the label that ends the text before, the rest
    // in the text after.
    let mut cuts = label.char_indices().rev().map(|(at, _)| at).filter(|&at| at > 0);
    if let Some(cut) = cuts.find(|&cut| before.ends_with(&label[..cut])) {
        let head = label[..cut].chars().count();
        let rest = &label[cut..];
        if after.starts_with(rest) || (rest.chars().count() >= 3 && after.contains(rest)) {
            return (88, How::Pieces);
        }
        let all = label.chars().count();
        if head >= 5 && head * 2 >= all {
            return (50 + (head * 30 / all) as u32, How::Pieces);
        }
    }
    let bare = without_number(label);
    if bare.chars().count() >= 4 && before.ends_with(bare) {
        return (80, How::Guess);
    }
    // A misspelt label: the end of the text, as long as the label give or take two.
    let length = label.chars().count();
    let ends: Vec<usize> = before.char_indices().rev().map(|(at, _)| at).take(length + 2).collect();
    let closest = ends
        .iter()
        .skip(length.saturating_sub(3))
        .map(|&at| strsim::normalized_levenshtein(&before[at..], label))
        .fold(strsim::normalized_levenshtein(before, label), f64::max);
    (percent(closest) * 78 / 100, How::Guess)
}

/// A share from 0 to 1 in percent.
#[expect(clippy::cast_sign_loss, reason = "a similarity is never negative")]
fn percent(share: f64) -> u32 {
    (share * 100.0) as u32
}
