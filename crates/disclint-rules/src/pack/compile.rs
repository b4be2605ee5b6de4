//! Compiles packs: inheritance, references, patterns, templates. Every problem is reported, not only the
//! first.

use std::sync::Arc;

use disclint_document::Form;
use toml::Spanned;

use super::builtin;
use super::error::{PackErrors, Problems};
use super::example::{self, Example};
use super::form::{self, FormParts, inside, regex};
use super::load::{PackFiles, PackSource, RawPack};
use super::message::{Message, placeholders};
use super::named::NamedPatterns;
use super::schema::{
    ApartToml, CellFault, CheckToml, DateFault, IdentityToml, PackHead, PartsFault, RowFault, RuleToml, SectionFault,
    SeriesToml, TableFault, Text, ValueToml,
};
use super::template::{self, Citation, Template};
use super::{
    Apart, BodyClass, Check, DateCheck, LazyPack, Pack, PartsCheck, PassageIndex, PhraseIndex, Relation, Rule,
    ValueCheck, claims, content, identity, period, phrase, series,
};

/// A pack with its head and the packs it extends, the furthest first, itself last.
struct Chain<'a> {
    head: &'a PackHead,
    links: Vec<&'a RawPack>,
}

/// All packs that have a form, and what only their authors need.
#[derive(Default)]
pub(super) struct Compiled {
    pub(super) forms: Vec<Form>,
    /// One for each form.
    pub(super) packs: Vec<LazyPack>,
    pub(super) examples: Vec<Example>,
    /// The names of the packs that are not built in.
    pub(super) own: Vec<String>,
}

pub(super) fn compile(raw: PackFiles, mut problems: Problems) -> Result<Compiled, PackErrors> {
    let thorough = problems.is_thorough();
    if problems.any() {
        // Without a file the rest would only report what that file defines.
        return problems.finish(Compiled::default());
    }
    let chains = chains(&raw, &mut problems);
    let mut compiled = Vec::new();
    let mut resolved: Vec<*const RuleToml> = Vec::new();
    for chain in &chains {
        let parts = parts(chain);
        if parts.tables.is_empty() && parts.sections.is_empty() {
            continue; // only there to be extended
        }
        let form = form::form(chain.head, &parts, &mut problems);
        // What the tests have found sound can wait until a report needs it.
        let pack = thorough.then(|| pack(chain, &form, &mut resolved, &mut problems));
        compiled.push((form, pack));
    }
    if thorough {
        unresolved(&chains, &resolved, &mut problems);
    }
    // A pack that extends another with a form stands in its place.
    let extended: Vec<&str> =
        chains.iter().filter_map(|chain| chain.head.extends.as_ref()).map(|id| id.get_ref().as_str()).collect();
    compiled.retain(|(form, _)| !extended.contains(&form.id.as_str()));
    let is_own = |pack: &&RawPack| pack.files.iter().any(|(source, _)| !builtin::is_built_in(source));
    let own = raw.iter().filter(is_own).map(|pack| pack_id(pack).to_owned()).collect();
    let examples = examples(&raw, &chains);
    drop(chains);
    let files = Arc::new(raw);
    let (forms, packs) = compiled.into_iter().map(|(form, pack)| (form, LazyPack::new(pack, &files))).unzip();
    problems.finish(Compiled { forms, packs, examples, own })
}

/// The pack of a form, of files that were found sound.
pub(super) fn pack_of(files: &PackFiles, form: &Form) -> Pack {
    let mut problems = Problems::new(false);
    let chains = chains(files, &mut problems);
    let chain = chains.iter().find(|chain| *chain.head.id.get_ref() == form.id);
    let pack = chain.map(|chain| pack(chain, form, &mut Vec::new(), &mut problems));
    debug_assert!(!problems.any(), "the files were found sound");
    pack.unwrap_or_default()
}

/// Every pack that no later one replaces, with those that it extends.
fn chains<'a>(raw: &'a [RawPack], problems: &mut Problems) -> Vec<Chain<'a>> {
    let heads: Vec<Option<&PackHead>> = raw.iter().map(|pack| head(pack, problems)).collect();
    let mut chains = Vec::new();
    for (at, pack) in raw.iter().enumerate() {
        // A later pack of the same name replaces an earlier one.
        let id = heads[at].map(|head| head.id.get_ref());
        let replaced = heads[at + 1..].iter().flatten().any(|later| Some(later.id.get_ref()) == id);
        if let Some(head) = heads[at].filter(|_| !replaced)
            && let Some(links) = links(raw, &heads, pack, head, problems)
        {
            chains.push(Chain { head, links });
        }
    }
    chains
}

/// The examples of every pack that is in use, each pack once.
fn examples(raw: &[RawPack], chains: &[Chain<'_>]) -> Vec<Example> {
    let used = |pack: &RawPack| chains.iter().any(|chain| chain.links.iter().any(|link| std::ptr::eq(*link, pack)));
    example::collect(raw.iter().filter(|pack| used(pack)).map(|pack| (pack_id(pack), pack)))
}

/// The name of a pack; a pack without one is reported elsewhere.
fn pack_id(pack: &RawPack) -> &str {
    head_of(pack).map_or("", |head| head.id.get_ref())
}

fn head_of(pack: &RawPack) -> Option<&PackHead> {
    pack.files.iter().find_map(|(_, file)| file.pack.as_ref())
}

fn head<'a>(pack: &'a RawPack, problems: &mut Problems) -> Option<&'a PackHead> {
    let mut heads = pack.files.iter().filter_map(|(source, file)| Some((source, file.pack.as_ref()?)));
    let Some((_, head)) = heads.next() else {
        if let Some((source, _)) = pack.files.first() {
            let message = format!("no file of the pack in `{}` has a [pack] table", pack.folder);
            problems.add(
                source,
                0..0,
                message,
                "here or in a file beside it",
                Some("add [pack] with `id` and `title`".to_owned()),
            );
        }
        return None;
    };
    for (source, second) in heads {
        problems.add(
            source,
            second.id.span(),
            format!("the pack in `{}` has a second [pack] table", pack.folder),
            "the second",
            None,
        );
    }
    Some(head)
}

fn links<'a>(
    raw: &'a [RawPack],
    heads: &[Option<&'a PackHead>],
    pack: &'a RawPack,
    head: &'a PackHead,
    problems: &mut Problems,
) -> Option<Vec<&'a RawPack>> {
    let mut links = vec![pack];
    let mut at = head;
    while let Some(base) = &at.extends {
        let source = links.last().and_then(|pack| pack.files.iter().find(|(_, file)| file.pack.is_some()))?;
        let Some(found) = heads.iter().rposition(|head| head.is_some_and(|head| head.id.get_ref() == base.get_ref()))
        else {
            let known = heads.iter().flatten().map(|head| head.id.get_ref().as_str());
            problems.unknown(&source.0, inside(base), "pack", base.get_ref(), known);
            return None;
        };
        if links.iter().any(|link| std::ptr::eq(*link, &raw const raw[found])) {
            problems.add(&source.0, base.span(), "these packs extend each other".to_owned(), "back to the start", None);
            return None;
        }
        links.push(&raw[found]);
        at = heads[found]?;
    }
    links.reverse();
    Some(links)
}

/// The form's parts: sections and tables of the last pack in the chain that has any.
fn parts<'a>(chain: &Chain<'a>) -> FormParts<'a> {
    let mut parts = FormParts::default();
    for pack in &chain.links {
        if let Some(head) = head_of(pack) {
            parts.years = head.years.or(parts.years);
            parts.free_order |= head.free_order;
        }
        let sections: Vec<_> =
            pack.files.iter().flat_map(|(source, file)| file.section.iter().map(move |s| (source, s))).collect();
        let tables: Vec<_> =
            pack.files.iter().flat_map(|(source, file)| file.table.iter().map(move |t| (source, t))).collect();
        parts.readings.extend(pack.files.iter().filter_map(|(source, file)| Some((source, file.reading.as_ref()?))));
        if !sections.is_empty() {
            parts.sections = sections;
        }
        if !tables.is_empty() {
            parts.tables = tables;
        }
    }
    parts
}

fn pack(chain: &Chain<'_>, form: &Form, resolved: &mut Vec<*const RuleToml>, problems: &mut Problems) -> Pack {
    let files = || chain.links.iter().flat_map(|pack| &pack.files);
    let mut bodies: Vec<BodyClass> = Vec::new();
    for (source, body) in files().flat_map(|(source, file)| file.body.iter().map(move |body| (source, body))) {
        bodies.retain(|known| known.id != *body.id.get_ref());
        if let Some(pattern) = regex(source, &body.pattern, problems) {
            bodies.push(BodyClass { id: body.id.get_ref().clone(), pattern });
        }
    }
    let mut named = NamedPatterns::default();
    for (source, toml) in files().flat_map(|(source, file)| file.patterns.iter().map(move |list| (source, list))) {
        named.add(source, toml, problems);
    }
    let mut apart: Vec<Apart> = Vec::new();
    for (source, toml) in files().flat_map(|(source, file)| file.apart.iter().map(move |toml| (source, toml))) {
        let mut list = |list| named.patterns(source, list, false, problems);
        let (from, except) = (list(&toml.from), list(&toml.except));
        let (until, said) = (list(&toml.until), list(&toml.said));
        apart.push(Apart { from, except, until, said, period: toml.period });
    }
    let names = Names { bodies: &bodies, patterns: &named };
    let mut rules: Vec<Rule> = Vec::new();
    for link in &chain.links {
        let mut own: Vec<&str> = Vec::new();
        for (source, toml) in
            link.files.iter().flat_map(|(source, file)| file.rule.iter().map(move |rule| (source, rule)))
        {
            let id = toml.id.get_ref().as_str();
            if own.contains(&id) {
                problems.add(source, toml.id.span(), format!("two rules are called `{id}`"), "the second", None);
            }
            own.push(id);
            if let Some(mut rule) = rule(source, toml, form, &names, resolved, problems) {
                pack_id(link).clone_into(&mut rule.pack);
                rules.retain(|known| known.id != rule.id);
                rules.push(rule);
            }
        }
        for (source, adjust) in
            link.files.iter().flat_map(|(source, file)| file.adjust.iter().map(move |a| (source, a)))
        {
            if let Some(rule) = rules.iter_mut().find(|rule| rule.id == *adjust.rule.get_ref()) {
                rule.severity = adjust.severity;
            } else {
                let known = rules.iter().map(|rule| rule.id.as_str());
                problems.unknown(source, inside(&adjust.rule), "rule", adjust.rule.get_ref(), known);
            }
        }
    }
    // A rule without a basis of its own rests on what the pack rests on.
    let basis = chain.links.iter().rev().find_map(|pack| head_of(pack)?.basis.clone());
    for rule in &mut rules {
        if rule.basis.is_none() {
            rule.basis.clone_from(&basis);
        }
    }
    let known: Vec<_> = files().flat_map(|(source, file)| file.rule.iter().map(move |rule| (source, rule))).collect();
    lean(&mut rules, &known, problems);
    let adverbials = files().flat_map(|(source, file)| file.adverbials.iter().map(move |toml| (source, toml)));
    for (matter, (source, toml)) in
        files().flat_map(|(source, file)| file.apart.iter().map(move |toml| (source, toml))).enumerate()
    {
        spare(source, matter, toml, &mut rules, files().flat_map(|(_, file)| &file.rule), problems);
    }
    let adverbials = adverbials.map(|(source, toml)| named.patterns(source, &toml.words, false, problems)).collect();
    let phrases = PhraseIndex::new(&rules, adverbials);
    let passages = PassageIndex::new(&rules);
    let mut templates: Vec<Template> = Vec::new();
    for (source, toml) in files().flat_map(|(source, file)| file.template.iter().map(move |toml| (source, toml))) {
        templates.retain(|known| known.id != *toml.id.get_ref());
        templates.extend(template::resolve(source, toml, form, problems));
    }
    let citations = files().flat_map(|(_, file)| &file.citation);
    let citations = citations.map(|toml| Citation { names: toml.names.clone(), url: toml.url.clone() }).collect();
    let title = chain.head.title.clone();
    Pack {
        id: form.id.clone(),
        title,
        basis,
        bodies,
        apart,
        rules,
        phrases,
        passages,
        templates,
        citations,
        memories: super::Memories::default(),
    }
}

/// Tells rules on lists where the rules stand whose phrases they share.
fn lean(rules: &mut [Rule], known: &[(&PackSource, &RuleToml)], problems: &mut Problems) {
    let places: Vec<(String, usize)> = rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
    let place = |id: &str| places.iter().find(|(known, _)| known == id).map(|(_, at)| *at);
    for rule in rules {
        let Check::Listed(check) = &mut rule.check else { continue };
        let own = known.iter().rfind(|(_, toml)| *toml.id.get_ref() == rule.id);
        if let Some((source, _)) = own {
            check.lean_on(source, place, known, problems);
        }
    }
}

/// Tells the rules that a matter besides the form's does not matter to them. `known` are all rules of the pack, of which
/// this form may lack some.
fn spare<'a>(
    source: &PackSource,
    matter: usize,
    toml: &ApartToml,
    rules: &mut [Rule],
    known: impl Iterator<Item = &'a RuleToml> + Clone,
    problems: &mut Problems,
) {
    let known = known.map(|rule| rule.id.get_ref().as_str());
    for id in &toml.spares {
        if !known.clone().any(|rule| rule == id.get_ref()) {
            problems.unknown(source, inside(id), "rule", id.get_ref(), known.clone());
        }
        let own = rules.iter_mut().filter(|rule| rule.id == *id.get_ref());
        own.for_each(|rule| match &mut rule.check {
            Check::Figure(check) => check.scope.spared.push(matter),
            Check::Statement(check) => check.scope.spared.push(matter),
            Check::Listed(check) => check.scope.spared.push(matter),
            _ => {}
        });
    }
}

/// Rules whose table no form has are mistakes; that some form lacks it is not.
fn unresolved(chains: &[Chain<'_>], resolved: &[*const RuleToml], problems: &mut Problems) {
    let mut seen: Vec<*const RuleToml> = Vec::new();
    for (source, toml) in chains
        .iter()
        .flat_map(|chain| &chain.links)
        .flat_map(|pack| &pack.files)
        .flat_map(|(source, file)| file.rule.iter().map(move |rule| (source, rule)))
    {
        let this = std::ptr::from_ref(toml);
        if resolved.contains(&this) || seen.contains(&this) {
            continue;
        }
        seen.push(this);
        if let CheckToml::Identity(IdentityToml { table, .. })
        | CheckToml::Series(SeriesToml { table, .. })
        | CheckToml::Value(ValueToml { table, .. }) = &toml.check
        {
            let known: Vec<&str> = chains
                .iter()
                .flat_map(|chain| &chain.links)
                .flat_map(|pack| &pack.files)
                .flat_map(|(_, file)| &file.table)
                .map(|table| table.id.get_ref().as_str())
                .collect();
            if !known.contains(&table.get_ref().as_str()) {
                problems.unknown(source, inside(table), "table", table.get_ref(), known.into_iter());
            }
        }
    }
}

/// What rules refer to by name beside the form.
struct Names<'a> {
    bodies: &'a [BodyClass],
    patterns: &'a NamedPatterns,
}

fn rule(
    source: &PackSource,
    toml: &RuleToml,
    form: &Form,
    names: &Names<'_>,
    resolved: &mut Vec<*const RuleToml>,
    problems: &mut Problems,
) -> Option<Rule> {
    let first_time = !resolved.contains(&std::ptr::from_ref(toml));
    let check = check(source, toml, form, names, problems);
    if check.is_some() {
        resolved.push(std::ptr::from_ref(toml));
    }
    let check = check?;
    let message = match &toml.message {
        Some(message) => {
            if first_time {
                check_message(source, message, allowed(&check), problems);
            }
            message.get_ref().clone()
        }
        None if matches!(check, Check::Identity(_)) => toml.title.clone(),
        None => {
            problems.add(
                source,
                toml.id.span(),
                format!("rule `{}` has no message", toml.id.get_ref()),
                "this rule",
                None,
            );
            return None;
        }
    };
    Some(Rule {
        id: toml.id.get_ref().clone(),
        pack: String::new(),
        category: toml.category,
        severity: toml.severity,
        title: toml.title.clone(),
        message: Message(message),
        help: toml.help.clone(),
        basis: toml.basis.clone(),
        check,
    })
}

fn check(
    source: &PackSource,
    toml: &RuleToml,
    form: &Form,
    names: &Names<'_>,
    problems: &mut Problems,
) -> Option<Check> {
    Some(match &toml.check {
        CheckToml::Section(check) => Check::Section(check.finds),
        CheckToml::Numbering(check) => {
            let mut list = |toml: &[Spanned<String>]| names.patterns.patterns(source, toml, false, problems);
            Check::Numbering(check.of, list(&check.phrases), list(&check.referred))
        }
        CheckToml::Table(check) => Check::Table(check.finds),
        CheckToml::Column(toml) => Check::Column(toml.finds),
        CheckToml::Row(check) => Check::Row(check.finds),
        CheckToml::Cell(check) => Check::Cell(check.finds),
        CheckToml::Generation(_) => Check::Generation,
        CheckToml::Identity(toml) => Check::Identity(identity::resolve(source, toml, form, problems)?),
        CheckToml::Series(toml) => Check::Series(series::resolve(source, toml, form, problems)?),
        CheckToml::Figure(toml) => Check::Figure(phrase::figure(source, toml, form, names.patterns, problems)?),
        CheckToml::Listed(toml) => Check::Listed(super::listed::listed(source, toml, form, names.patterns, problems)?),
        CheckToml::Breakdown(toml) => Check::Breakdown(claims::breakdown(source, toml, names.patterns, problems)),
        CheckToml::Share(toml) => Check::Share(claims::share(source, toml, form, names.patterns, problems)?),
        CheckToml::Rate(toml) => Check::Rate(claims::rate(source, toml, names.patterns, problems)),
        CheckToml::Change(toml) => Check::Change(claims::change(source, toml, names.patterns, problems)),
        CheckToml::Remainder(toml) => Check::Remainder(claims::remainder(source, toml, names.patterns, problems)),
        CheckToml::Extreme(toml) => Check::Extreme(claims::extreme(source, toml, names.patterns, problems)),
        CheckToml::Enumeration(toml) => Check::Enumeration(claims::enumeration(source, toml, names.patterns, problems)),
        CheckToml::Formula(toml) => Check::Formula(super::formula::formula(source, toml, names.patterns, problems)),
        CheckToml::Repeat(toml) => Check::Repeat(claims::repeat(source, toml, names.patterns, problems)),
        CheckToml::Year(toml) => Check::Year(period::year(source, toml, form, names.patterns, problems)),
        CheckToml::Date(toml) => Check::Date(period::date(source, toml, form, names.patterns, problems)),
        CheckToml::Deadline(toml) => Check::Deadline(period::deadline(source, toml, names.bodies, problems)),
        CheckToml::Parts(toml) => Check::Parts(period::parts(source, toml, names.patterns, problems)),
        CheckToml::Designation(toml) => Check::Designation(period::designation(source, toml, names.bodies, problems)),
        CheckToml::BodyName(toml) => {
            Check::BodyName(period::body_name(source, toml, names.bodies, names.patterns, problems)?)
        }
        CheckToml::Statement(toml) => {
            Check::Statement(phrase::statement(source, toml, form, names.patterns, problems)?)
        }
        CheckToml::Value(toml) => Check::Value(value(source, toml, form, names.bodies, problems)?),
        CheckToml::Required(toml) => {
            Check::Required(content::required(source, toml, form, names.bodies, names.patterns, problems))
        }
        CheckToml::Wording(toml) => {
            Check::Wording(content::wording(source, toml, form, names.bodies, names.patterns, problems))
        }
        CheckToml::Pairs(toml) => Check::Pairs(content::pairs(source, toml, names.patterns, problems)),
    })
}

fn value(
    source: &PackSource,
    toml: &ValueToml,
    form: &Form,
    bodies: &[BodyClass],
    problems: &mut Problems,
) -> Option<ValueCheck> {
    let (table, spec) = form.table(toml.table.get_ref())?;
    let mut cells = Vec::new();
    for name in &toml.rows {
        let Some(row) = spec.rows.iter().position(|row| row.id == *name.get_ref()) else {
            problems.unknown(source, inside(name), "row", name.get_ref(), spec.rows.iter().map(|row| row.id.as_str()));
            continue;
        };
        for column in spec.rows[row].columns.clone() {
            let id = &spec.columns[column].id;
            if toml.columns.is_empty() || toml.columns.iter().any(|wanted| wanted.get_ref() == id) {
                cells.push((row, column));
            }
        }
    }
    for name in &toml.columns {
        if !spec.columns.iter().any(|column| column.id == *name.get_ref()) {
            problems.unknown(
                source,
                inside(name),
                "column",
                name.get_ref(),
                spec.columns.iter().map(|c| c.id.as_str()),
            );
        }
    }
    let mut classes = |names: &[Spanned<String>]| period::classes(source, names, bodies, problems);
    let (body, except) = (classes(&toml.body), classes(&toml.except));
    let relation = relation(toml.relation.get_ref());
    if relation.is_none() {
        problems.add(
            source,
            toml.relation.span(),
            "not a relation".to_owned(),
            "here",
            Some("write `= 0`, `<= 10` or `>= 0`".to_owned()),
        );
    }
    let (relation, value) = relation?;
    Some(ValueCheck { table, cells, relation, value, bodies: body, except })
}

fn relation(text: &str) -> Option<(Relation, i64)> {
    let (sign, value) = text.split_once(' ')?;
    let relation = match sign {
        "=" => Relation::Equal,
        "<=" => Relation::AtMost,
        ">=" => Relation::AtLeast,
        _ => return None,
    };
    Some((relation, value.trim().parse().ok()?))
}

/// The placeholders that a check fills in.
fn allowed(check: &Check) -> &'static [&'static str] {
    match check {
        Check::Section(
            SectionFault::Misnamed | SectionFault::Extra | SectionFault::HeadingOnly | SectionFault::HeadingRepeated,
        ) => &["number", "title", "found"],
        Check::Section(_) => &["number", "title"],
        Check::Date(DateCheck { finds: DateFault::Impossible | DateFault::Unmarked, .. })
        | Check::Parts(PartsCheck { finds: PartsFault::Foreign, .. }) => &["found"],
        Check::Numbering(..) | Check::Date(_) => &["found", "expected"],
        Check::Table(TableFault::Unreadable) => &["table", "reason"],
        Check::Table(TableFault::OtherGeneration) => &["table", "found", "expected"],
        Check::Table(_) => &["table", "section"],
        Check::Column(_) => &["table", "column"],
        Check::Row(RowFault::Unknown | RowFault::Misnamed) => &["table", "row", "found"],
        Check::Row(RowFault::Short | RowFault::Unreadable) => &["table", "row", "expected", "reason"],
        Check::Row(_) => &["table", "row"],
        Check::Cell(CellFault::Blank | CellFault::Mark) => &["table", "count", "found"],
        Check::Cell(_) => &["table", "cell", "found"],
        Check::Generation => &["year", "found", "expected"],
        Check::Value(_) => &["cell", "found", "body"],
        Check::Identity(_) => &[],
        Check::Series(_) => &["cell", "found", "expected", "report"],
        Check::Figure(_) | Check::Listed(_) => &["stated", "found", "admitted"],
        Check::Statement(_) => &["stated", "admitted"],
        Check::Year(_) => &["found", "expected", "stated"],
        Check::Deadline(_) => &["found", "expected", "body"],
        Check::Parts(PartsCheck { finds: PartsFault::Number, .. }) => &["found", "present"],
        Check::Designation(_) | Check::BodyName(_) => &["found", "body"],
        Check::Breakdown(_) => &["whole", "parts", "sum"],
        Check::Required(_) => &["missing", "section", "body"],
        Check::Wording(check) if check.instead.iter().all(Option::is_some) => &["found", "instead"],
        Check::Wording(_) => &["found"],
        Check::Pairs(_) => &["mark"],
        Check::Share(_)
        | Check::Rate(_)
        | Check::Change(_)
        | Check::Repeat(_)
        | Check::Enumeration(_)
        | Check::Extreme(_)
        | Check::Remainder(_)
        | Check::Formula(_) => &["stated", "reckoned"],
    }
}

fn check_message(source: &PackSource, message: &Spanned<Text>, allowed: &[&str], problems: &mut Problems) {
    let Text { zh, en } = message.get_ref();
    for template in [zh, en] {
        match placeholders(template) {
            Ok(names) => {
                for name in names.into_iter().filter(|name| !allowed.contains(name)) {
                    // The place of the placeholder itself, where the text stands as written.
                    let whole = message.span();
                    let needle = format!("{{{name}}}");
                    let at =
                        source.text.get(whole.clone()).and_then(|text| text.find(&needle)).map(|at| whole.start + at);
                    let place = at.map_or(whole, |at| at + 1..at + 1 + name.len());
                    problems.unknown(source, place, "placeholder", name, allowed.iter().copied());
                }
            }
            Err(_) => problems.add(source, message.span(), "a brace is not closed".to_owned(), "here", None),
        }
    }
}
