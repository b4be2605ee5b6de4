//! Which rules found something to look at. A rule that can never match must not look like a pass.

use crate::pack::Packs;
use crate::{Category, Severity};

/// The rules that found something to look at, in one report or in many.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BoundRules {
    /// For each form that a report was judged by, whether each rule of its pack did.
    forms: Vec<(usize, Vec<bool>)>,
}

/// A rule that found nothing to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnboundRule {
    /// Its id.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// Whether it came with a pack of the user's.
    pub own: bool,
}

impl BoundRules {
    pub(crate) fn of_report(form: usize, rules: Vec<bool>) -> Self {
        Self { forms: vec![(form, rules)] }
    }

    /// Adds those of another report, judged with the same packs.
    pub fn add(&mut self, other: &Self) {
        for (form, rules) in &other.forms {
            match self.forms.iter_mut().find(|(known, _)| known == form) {
                Some((_, known)) => known.iter_mut().zip(rules).for_each(|(known, bound)| *known |= bound),
                None => self.forms.push((*form, rules.clone())),
            }
        }
    }
}

impl Packs {
    /// The rules that found nothing to look at in any report that `bound` was gathered from, by id.
    ///
    /// Asked about are the rules of the packs that judged one of the reports, and every rule of the user's
    /// packs. Rules of the same id in several packs are one. What a pack switches off is left out.
    pub fn unbound(&self, bound: &BoundRules) -> Vec<UnboundRule> {
        let mut rules: Vec<(UnboundRule, bool)> = Vec::new();
        for form in 0..self.reader().forms().len() {
            let judged = bound.forms.iter().find(|(known, _)| *known == form).map(|(_, rules)| rules);
            if judged.is_none() && !self.has_own() {
                continue;
            }
            for (at, rule) in self.pack(form).rules.iter().enumerate() {
                let own = self.is_own(&rule.pack);
                if rule.severity == Severity::Off || (judged.is_none() && !own) {
                    continue;
                }
                let is_bound = judged.is_some_and(|rules| rules[at]);
                match rules.iter_mut().find(|(known, _)| known.id == rule.id) {
                    Some((known, any)) => {
                        known.own |= own;
                        *any |= is_bound;
                    }
                    None => {
                        rules.push((UnboundRule { id: rule.id.clone(), category: rule.category, own }, is_bound));
                    }
                }
            }
        }
        let mut unbound: Vec<UnboundRule> =
            rules.into_iter().filter(|(_, is_bound)| !is_bound).map(|(rule, _)| rule).collect();
        unbound.sort_by(|a, b| a.id.cmp(&b.id));
        unbound
    }
}
