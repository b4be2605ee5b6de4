//! Parts that need no lead because they are never more than what stands before them: 征集意见12条,采纳15条.

use super::{Breakdown, Looked};

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

    /// Whether the words of two figures say that the second is never more than the first.
    pub(super) fn is_within(&self, whole: usize, part: usize) -> bool {
        let (of, is) = (self.around(whole), self.around_part(part));
        self.check.within.iter().any(|[whole, part]| whole.is_match(&of) && part.is_match(&is))
    }
}
