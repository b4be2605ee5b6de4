//! What says that a list leaves nothing out: words behind it, the number of its parts, names told before.

use disclint_document::{Bound, FIGURE};
use rust_decimal::Decimal;

use super::{Looked, is_mark};

/// How many bytes of words may stand before the count of a list behind it: 一共.
const LONGEST_COUNT: usize = 10;

impl Looked<'_, '_> {
    /// Whether words right behind a list say that there is nothing besides, or the sentence how many parts there
    /// are: 三个公开点接待236人次,甲141人次,乙42人次,丙53人次.
    pub(super) fn is_closed(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return false };
        let behind = &sentence.text[sentence.after(last)..];
        let statement = sentence.text[..sentence.figures[whole].0].rfind([';', '。']).unwrap_or(0);
        let is_count = |&at: &usize| {
            let figure = sentence.figure(at);
            figure.bound == Bound::Exact
                && figure.counts_in().is_some()
                && figure.counts_in() != sentence.figure(whole).counts_in()
                && figure.value == Decimal::from(parts.len())
        };
        let is_counted = || {
            parts.len() >= 2
                && self.are_plain(parts)
                && behind[self.after_bracket(last) - sentence.after(last)..].starts_with([',', ';', '。', '\n'])
                && (0..first)
                    .filter(|&at| at != whole && sentence.figures[at].0 >= statement)
                    // 听证会2场,第一场18人,第二场22人,共40人次,其中…: the two were told before the whole.
                    .any(|at| is_count(&at) && whole.saturating_sub(at + 1) < parts.len())
        };
        // 甲74条,乙89条,共两类: the count stands behind the list.
        let next = sentence.figures.iter().position(|figure| figure.0 > sentence.figures[last].0);
        let is_counted_behind = || {
            next.is_some_and(|next| {
                let gap = &sentence.text[sentence.after(last)..sentence.figures[next].0];
                let ends = sentence.text[sentence.after(next)..].starts_with(is_mark);
                let says_all = gap.strip_prefix([',', '、']).is_some_and(|gap| self.check.wholes.is_match(gap));
                gap.len() <= LONGEST_COUNT && ends && says_all && is_count(&next)
            })
        };
        parts.len() >= 2
            && parts.iter().all(|&part| sentence.figure(part).value < sentence.figure(whole).value)
            && (self.check.closes.is_match(behind)
                || is_counted()
                || is_counted_behind()
                || self.is_counted_by_labels(whole, parts)
                || self.are_announced(whole, parts))
    }

    /// 图书馆、文化馆、博物馆免费开放,涉及31家,其中图书馆7家、文化馆7家、博物馆15家: whether the statement names just these parts in
    /// a row before their whole.
    fn are_announced(&self, whole: usize, parts: &[usize]) -> bool {
        let text = &self.sentence.text;
        let place = self.sentence.figures[whole].0;
        let statement = text[..place].rfind([';', '。']).unwrap_or(0);
        let before = &text[statement..place];
        let found = parts.iter().map(|&part| {
            let name = self.name(part);
            let is_name = name.chars().count() >= 2;
            before.find(name).filter(|_| is_name).map(|start| start..start + name.len())
        });
        let Some(places) = found.collect::<Option<Vec<_>>>() else { return false };
        let (Some(start), Some(end)) =
            (places.iter().map(|place| place.start).min(), places.iter().map(|place| place.end).max())
        else {
            return false;
        };
        let row = &before[start..end];
        !row.contains([',', FIGURE]) && row.split(['、', '和', '与', '及']).count() == parts.len()
    }

    /// 对3件收费1860元,其中1件680元、1件750元、1件430元: whether each part says how many it is of, and all of them are
    /// as many as a figure before the whole says.
    fn is_counted_by_labels(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let label = |part: usize| part.checked_sub(1).filter(|&label| label > whole && self.is_label(whole, label));
        let Some(labels) = parts.iter().map(|&part| label(part)).collect::<Option<Vec<_>>>() else { return false };
        let unit = labels.first().and_then(|&label| sentence.figure(label).counts_in());
        let statement = sentence.text[..sentence.figures[whole].0].rfind([';', '。']).unwrap_or(0);
        let sum = self.sum(&labels);
        labels.iter().all(|&label| sentence.is_exact(label, unit))
            && (0..whole).any(|at| {
                sentence.figures[at].0 >= statement && sentence.is_exact(at, unit) && sentence.figure(at).value == sum
            })
    }
}
