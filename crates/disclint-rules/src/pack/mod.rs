//! Packs: a form and its rules, checked and compiled from TOML.

mod baked;
mod builtin;
mod claims;
mod compile;
mod content;
mod equation;
mod error;
mod example;
mod form;
mod formula;
mod identity;
mod json_schema;
mod listed;
mod literals;
mod load;
pub(crate) mod memory;
mod message;
mod named;
mod needs;
mod passages;
mod patterns;
mod period;
mod phrase;
mod requirement;
mod respective;
pub(crate) mod schema;
mod series;
mod syntax;
mod template;

use std::sync::{Arc, OnceLock};

use disclint_document::{LazyRegex, Reader};

pub use error::{PackError, PackErrors};
pub use example::Example;
pub use json_schema::pack_schema;
pub use load::PackSource;
pub use template::Citation;

pub(crate) use claims::{
    BreakdownCheck, ChangeCheck, EnumerationCheck, ExtremeCheck, Kinds, Mean, RateCheck, RemainderCheck, RepeatCheck,
    ShareCheck,
};
pub(crate) use content::{Counts, Doubled, PairsCheck, RequiredCheck, When, WordingCheck};
pub use equation::Relation;
pub(crate) use formula::{Formula, FormulaCheck, Term};
pub(crate) use identity::{Identity, Instance, Side, SideTerm, short_label};
pub(crate) use listed::{ListedCheck, Listing};
pub(crate) use memory::Memories;
pub(crate) use message::Message;
pub(crate) use passages::{Passage, PassageIndex, Prospect, passages_in};
pub(crate) use patterns::{Hit, Patterns, PhraseIndex, counted};
pub(crate) use period::{BodyNameCheck, DateCheck, DeadlineCheck, DesignationCheck, PartsCheck, YearCheck};
pub(crate) use phrase::{FigureCheck, Scope, StatementCheck, Target};
pub(crate) use schema::{ClauseYearToml, ReachToml, Text};
pub(crate) use series::{Series, SeriesInstance};
pub(crate) use template::{Piece, Template};

use crate::{Category, FormInfo, Lang, Severity};
use error::Problems;
use load::PackFiles;
use schema::{CellFault, ColumnFault, Numbered, RowFault, SectionFault, TableFault};

/// All packs, checked and compiled.
#[derive(Debug)]
pub struct Packs {
    reader: Reader,
    /// One for each form of the reader, in its order.
    all: Vec<LazyPack>,
    examples: Vec<Example>,
    /// The names of the packs that are not built in.
    own: Vec<String>,
}

/// A pack that has a form, its rules compiled when a report needs them: a folder of reports mostly has one
/// form.
#[derive(Debug)]
struct LazyPack {
    compiled: OnceLock<Pack>,
    files: Arc<PackFiles>,
}

impl LazyPack {
    fn new(pack: Option<Pack>, files: &Arc<PackFiles>) -> Self {
        Self { compiled: pack.map_or_else(OnceLock::new, OnceLock::from), files: Arc::clone(files) }
    }
}

/// A pack that has a form.
#[derive(Debug, Default)]
pub(crate) struct Pack {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) bodies: Vec<BodyClass>,
    pub(crate) apart: Vec<Apart>,
    /// The document that the form rests on.
    pub(crate) basis: Option<String>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) phrases: PhraseIndex,
    pub(crate) passages: PassageIndex,
    pub(crate) templates: Vec<Template>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) memories: Memories,
}

/// A class of reporting bodies.
#[derive(Debug, Clone)]
pub(crate) struct BodyClass {
    pub(crate) id: String,
    pub(crate) pattern: LazyRegex,
}

/// A matter besides the form's: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct Apart {
    pub(crate) from: Patterns,
    pub(crate) except: Patterns,
    pub(crate) until: Patterns,
    pub(crate) said: Patterns,
    pub(crate) period: bool,
}

/// A compiled rule.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    /// The pack that declares it: the one it is in, or one that this extends.
    pub(crate) pack: String,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    pub(crate) title: Text,
    pub(crate) message: Message,
    pub(crate) help: Option<Text>,
    pub(crate) basis: Option<String>,
    pub(crate) check: Check,
}

/// What a rule looks at, with every name resolved.
#[derive(Debug, Clone)]
pub(crate) enum Check {
    Section(SectionFault),
    /// With the phrases before a list, and those behind one.
    Numbering(Numbered, Patterns, Patterns),
    Table(TableFault),
    Column(ColumnFault),
    Row(RowFault),
    Cell(CellFault),
    Generation,
    Value(ValueCheck),
    Identity(Identity),
    Series(Series),
    Figure(FigureCheck),
    Statement(StatementCheck),
    Listed(ListedCheck),
    Breakdown(BreakdownCheck),
    Share(ShareCheck),
    Rate(RateCheck),
    Change(ChangeCheck),
    Repeat(RepeatCheck),
    Enumeration(EnumerationCheck),
    Extreme(ExtremeCheck),
    Remainder(RemainderCheck),
    Formula(FormulaCheck),
    Year(YearCheck),
    Date(DateCheck),
    Deadline(DeadlineCheck),
    Parts(PartsCheck),
    Designation(DesignationCheck),
    BodyName(BodyNameCheck),
    Required(RequiredCheck),
    Wording(WordingCheck),
    Pairs(PairsCheck),
}

impl Check {
    /// Whether it is about the parts, tables and rows of the form. There is always something to look at:
    /// what is missing, too, is found.
    pub(crate) fn is_structure(&self) -> bool {
        matches!(
            self,
            Self::Section(_)
                | Self::Numbering(Numbered::Sections | Numbered::Items, ..)
                | Self::Table(_)
                | Self::Column(_)
                | Self::Row(_)
                | Self::Cell(_)
                | Self::Generation
        )
    }
}

/// What cells must hold, where the body is of a certain class.
#[derive(Debug, Clone)]
pub(crate) struct ValueCheck {
    pub(crate) table: usize,
    /// Row and column of the form.
    pub(crate) cells: Vec<(usize, usize)>,
    pub(crate) relation: Relation,
    pub(crate) value: i64,
    /// Classes of the pack's bodies; all bodies if empty.
    pub(crate) bodies: Vec<usize>,
    /// Classes that are left out.
    pub(crate) except: Vec<usize>,
}

impl Text {
    pub(crate) fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Packs {
    /// The packs that are built in.
    ///
    /// # Panics
    /// Never in a released build: a test loads them.
    pub fn builtin() -> Self {
        match Self::load(&[]) {
            Ok(packs) => packs,
            Err(errors) => unreachable!("the built-in packs are sound: {errors}"),
        }
    }

    /// The built-in packs together with `sources`, which may extend or replace them.
    ///
    /// # Errors
    /// Every problem in the sources, each with its place.
    pub fn load(sources: &[PackSource]) -> Result<Self, PackErrors> {
        Self::compile(sources, false)
    }

    /// The same with the examples of the built-in packs, which only their authors need.
    ///
    /// # Errors
    /// Every problem in the sources, each with its place.
    pub fn load_with_examples(sources: &[PackSource]) -> Result<Self, PackErrors> {
        Self::compile(sources, true)
    }

    fn compile(sources: &[PackSource], with_examples: bool) -> Result<Self, PackErrors> {
        // The built-in patterns were tried by the tests; those of others are tried now.
        let thorough = !sources.is_empty() || cfg!(test);
        let mut problems = Problems::new(thorough);
        let raw = if sources.is_empty() && !with_examples {
            load::baked()
        } else {
            // What is wrong between theirs and ours is shown in both.
            load::parse(builtin::sources(with_examples).chain(sources.iter().cloned()).collect(), &mut problems)
        };
        let compiled = compile::compile(raw, problems)?;
        Ok(Self {
            reader: Reader::new(compiled.forms),
            all: compiled.packs,
            examples: compiled.examples,
            own: compiled.own,
        })
    }

    /// Every pack, each compiled.
    fn packs(&self) -> impl Iterator<Item = &Pack> {
        (0..self.all.len()).map(|form| self.pack(form))
    }

    /// The examples of rules, pack by pack in the order of their files; those of the built-in packs only
    /// after [`load_with_examples`](Self::load_with_examples).
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// The forms whose packs hold the rule `id` as `pack` declares it, with its severity there.
    pub(crate) fn holders(&self, id: &str, pack: &str) -> Vec<(usize, Severity)> {
        let severity =
            |holder: &Pack| Some(holder.rules.iter().find(|rule| rule.id == id && rule.pack == pack)?.severity);
        self.packs().enumerate().filter_map(|(at, holder)| Some((at, severity(holder)?))).collect()
    }

    /// The reader for the packs' forms.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What a form of the reader is called and on what it rests.
    ///
    /// # Panics
    /// If the reader has no such form.
    pub fn form_info(&self, form: usize, lang: Lang) -> FormInfo<'_> {
        let pack = self.pack(form);
        FormInfo { id: &pack.id, title: pack.title.get(lang), basis: pack.basis.as_deref() }
    }

    /// Where documents stand that reports on this form cite.
    ///
    /// # Panics
    /// If the reader has no such form.
    pub fn citations(&self, form: usize) -> &[Citation] {
        &self.pack(form).citations
    }

    /// Where the document stands that `text` cites, as far as the pack called `pack` says it. Of several the one
    /// with the longest name.
    pub fn address(&self, pack: &str, text: &str) -> Option<&str> {
        let citations = self.packs().filter(|known| known.id == pack).flat_map(|known| &known.citations);
        let cited = |citation: &&Citation| {
            citation.names.iter().filter(|name| text.contains(name.as_str())).map(String::len).max().unwrap_or(0)
        };
        let longest = citations.max_by_key(cited).filter(|citation| cited(citation) > 0);
        longest.map(|citation| citation.url.as_str())
    }

    /// The pack of a form of the reader.
    pub(crate) fn pack(&self, form: usize) -> &Pack {
        let LazyPack { compiled, files } = &self.all[form];
        compiled.get_or_init(|| compile::pack_of(files, &self.reader.forms()[form]))
    }

    /// Whether any pack is the user's.
    pub(crate) fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether a pack is the user's.
    pub(crate) fn is_own(&self, pack: &str) -> bool {
        self.own.iter().any(|own| own == pack)
    }

    /// Every rule, ordered by category and id. Rules of the same id in several packs are one.
    pub fn rules(&self) -> Vec<RuleInfo> {
        let mut rules: Vec<RuleInfo> = Vec::new();
        for pack in self.packs() {
            for rule in &pack.rules {
                let statement = match &rule.check {
                    Check::Identity(identity) => Some(identity.text.clone()),
                    Check::Series(series) => Some(series.text.clone()),
                    _ => None,
                };
                if let Some(known) = rules.iter_mut().find(|known| known.id == rule.id) {
                    known.packs.push(pack.id.clone());
                    known.severity = known.severity.max(rule.severity);
                    for (all, new) in [(&mut known.basis, &rule.basis), (&mut known.statements, &statement)] {
                        if let Some(new) = new
                            && !all.contains(new)
                        {
                            all.push(new.clone());
                        }
                    }
                } else {
                    let help = |lang| rule.help.as_ref().map_or(String::new(), |help| help.get(lang).to_owned());
                    rules.push(RuleInfo {
                        id: rule.id.clone(),
                        category: rule.category,
                        severity: rule.severity,
                        title_zh: rule.title.zh.clone(),
                        title_en: rule.title.en.clone(),
                        help_zh: help(Lang::Zh),
                        help_en: help(Lang::En),
                        basis: rule.basis.iter().cloned().collect(),
                        statements: statement.into_iter().collect(),
                        packs: vec![pack.id.clone()],
                    });
                }
            }
        }
        rules.sort_by(|a, b| (a.category.name(), &a.id).cmp(&(b.category.name(), &b.id)));
        rules
    }

    /// Resolves a rule id or the name of a category.
    ///
    /// # Errors
    /// With the nearest name, when there is neither.
    pub fn selector(&self, name: &str) -> Result<Selector, UnknownSelector> {
        if let Some(category) = Category::ALL.into_iter().find(|category| category.name() == name) {
            return Ok(Selector::Category(category));
        }
        let ids = || self.packs().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str());
        if ids().any(|id| id == name) {
            return Ok(Selector::Rule(name.to_owned()));
        }
        let names = ids().chain(Category::ALL.map(Category::name));
        Err(UnknownSelector { name: name.to_owned(), nearest: nearest(name, names).map(str::to_owned) })
    }
}

/// The name most like `name`, if any is like it at all.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// What is known of a rule without a report.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Its id.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// Its severity; the highest, where packs differ.
    pub severity: Severity,
    /// What it asks, in one line: Chinese.
    pub title_zh: String,
    /// What it asks, in one line: English.
    pub title_en: String,
    /// Why, and what to do: Chinese. May be empty.
    pub help_zh: String,
    /// Why, and what to do: English. May be empty.
    pub help_en: String,
    /// The clauses it rests on; several where packs differ.
    pub basis: Vec<String>,
    /// Its equation, if it has one; several where packs differ.
    pub statements: Vec<String>,
    /// The packs that hold it.
    pub packs: Vec<String>,
}

/// A rule or a whole category, as named with `--select` and `--ignore`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selector {
    /// One rule.
    Rule(String),
    /// A category.
    Category(Category),
}

impl Selector {
    /// Whether it names the rule or its category.
    pub fn covers(&self, rule: &str, category: Category) -> bool {
        match self {
            Self::Rule(id) => id == rule,
            Self::Category(of) => *of == category,
        }
    }
}

/// Neither a rule nor a category.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no rule or category is called `{name}`")]
pub struct UnknownSelector {
    /// What was asked for.
    pub name: String,
    /// The nearest name there is.
    pub nearest: Option<String>,
}
