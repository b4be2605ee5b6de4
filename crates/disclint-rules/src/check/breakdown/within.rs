//! Parts that need no lead because they are never more than what stands before them: 征集意见12条,采纳15条.

use super::{Breakdown, Looked, is_mark};

impl Looked<'_, '_> {
    /// Figures that are more than the one right before them, which they are a part of by their words. What the
    /// sentence has already been found to say begins at `first`.
    pub(super) fn beyond_wholes(&self, found: &mut Vec<Breakdown>, first: usize) {
        let sentence = self.sentence;
        for pair in self.outside.windows(2) {
            let &[whole, part] = pair else { continue };
            let is_more = self.is_part(whole, part)
                && sentence.figures[part].0 >= sentence.own
                && sentence.figure(part).value > sentence.figure(whole).value;
            let number = self.number(part);
            let is_taken =
                || found[first..].iter().any(|other| !other.leaves(number) || !other.leaves(self.number(whole)));
            if !is_more || is_taken() || !self.is_behind(whole, part, 1) {
                continue;
            }
            if self.check.brought.is_match(&sentence.text) {
                continue;
            }
            if self.is_within(whole, part) {
                self.add(found, whole, &[part], false);
            }
        }
    }

    /// 公开486条,其中文化馆203条、图书馆674条: parts that are more than the whole that they are among, each by itself.
    pub(super) fn over_wholes(&self, found: &mut Vec<Breakdown>, first: usize) {
        let sentence = self.sentence;
        let value = |at: usize| sentence.figure(at).value;
        let gap = |one: usize, other: usize| &sentence.text[sentence.after(one)..sentence.figures[other].0];
        for (place, pair) in self.outside.windows(2).enumerate() {
            let &[whole, part] = pair else { continue };
            if !self.is_part(whole, part)
                || part != whole + 1
                || sentence.is_ratio(whole)
                || sentence.figures[part].0 < sentence.own
                || !self.check.among.is_match(gap(whole, part))
                || self.check.asides.is_match(self.words(whole).0)
            {
                continue;
            }
            // 甲326条,乙158条,其中转载342条: what stands beside the whole may be meant with it.
            let text = &sentence.text[..sentence.figures[whole].0];
            let start = text.rfind('。').unwrap_or(0);
            let row = self.outside[..place].iter().filter(|&&at| {
                sentence.figures[at].0 >= start && sentence.figure(at).counts_in() == sentence.figure(whole).counts_in()
            });
            let most = row.fold(value(whole), |sum, &at| sum.saturating_add(value(at)));
            let items = self.outside[place + 1..].windows(2).take_while(|pair| {
                let gap = gap(pair[0], pair[1]);
                pair[1] == pair[0] + 1
                    && self.is_part(whole, pair[1])
                    && gap.matches(is_mark).count() == 1
                    && gap.starts_with(['、', ','])
                    && !gap.contains(['。', ';', ':'])
                    && !self.check.stops.is_match(self.words(pair[1]).0)
                    && !self.check.more.is_match(self.words(pair[1]).0)
            });
            for item in std::iter::once(part).chain(items.map(|pair| pair[1])) {
                let numbers = [self.number(item), self.number(whole)];
                let is_taken =
                    || found[first..].iter().any(|other| numbers.iter().any(|&number| !other.leaves(number)));
                if value(item) > most && !self.is_apart(item) && !is_taken() {
                    self.add(found, whole, &[item], false);
                    break;
                }
            }
        }
    }

    /// 备案登记表120条另行公开: whether an item is said to be something else.
    fn is_apart(&self, item: usize) -> bool {
        let (before, after) = self.words(item);
        self.check.asides.is_match(before) || self.check.more.is_match(after)
    }

    /// Whether the words of two figures say that the second is never more than the first.
    pub(super) fn is_within(&self, whole: usize, part: usize) -> bool {
        let (of, is) = (self.around(whole), self.around_part(part));
        self.check.within.iter().any(|[whole, part]| whole.is_match(&of) && part.is_match(&is))
    }
}
