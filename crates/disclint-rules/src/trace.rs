//! What a rule looked at in a report, and what came of it: for authors of rules and for doubting readers.

mod periods;

use std::sync::Arc;

use disclint_document::{
    CellContent, Document, NumberStyle, Section, Span, Table, TableState, TitleWording, Wording, ordinal,
};

use crate::check::required::{self, Asked};
use crate::check::{
    Matched, Subject, breakdown, hits, matched, matched_in_lists, matched_statements, pairs, prospects, sums, wording,
};
use crate::pack::schema::Numbered;
use crate::pack::{Check, Hit, Prospect, RequiredCheck, Rule, Target, ValueCheck, WordingCheck};
use crate::text::damage;
use crate::{
    Archive, Diagnostic, Lang, LintOptions, Packs, Proof, Selector, Severity, Statement, StatementState,
    lint_with_proof,
};

/// What a rule looked at.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The pack that judges the report.
    pub pack: String,
    /// Why the rule looked at nothing at all, if it did not.
    pub idle: Option<String>,
    /// What it bound to, in the order that it looks at it.
    pub lines: Vec<TraceLine>,
    /// What it found. A cell that breaks several equations at once is found with all rules together.
    pub findings: Vec<Diagnostic>,
}

/// One thing that a rule looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceLine {
    /// What came of it.
    pub state: TraceState,
    /// What it is, in the reader's words.
    pub text: String,
    /// Where it stands; `None` for what is not there.
    pub span: Option<Span>,
}

/// What came of a thing that was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TraceState {
    /// It was looked at.
    Seen,
    /// It was looked for in vain.
    Absent,
    /// It was evaluated and holds.
    Held,
    /// It was evaluated and does not hold.
    Violated,
    /// It could not be evaluated.
    Unchecked,
}

impl TraceState {
    /// A word for it.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Seen, Lang::Zh) => "已看",
            (Self::Seen, Lang::En) => "seen",
            (Self::Absent, Lang::Zh) => "未见",
            (Self::Absent, Lang::En) => "absent",
            (Self::Held, Lang::Zh) => "成立",
            (Self::Held, Lang::En) => "held",
            (Self::Violated, Lang::Zh) => "不成立",
            (Self::Violated, Lang::En) => "violated",
            (Self::Unchecked, Lang::Zh) => "未核",
            (Self::Unchecked, Lang::En) => "unchecked",
        }
    }
}

/// What the rule `id` looks at in a document, with the reports of earlier years in `archive`. `None` if the document is no report.
pub fn trace(packs: &Packs, document: &Document, id: &str, archive: &Arc<Archive>, lang: Lang) -> Option<Trace> {
    let (select, archive) = (vec![Selector::Rule(id.to_owned())], Arc::clone(archive));
    let options = LintOptions { lang, select, archive, ..LintOptions::default() };
    let (judgement, proof) = lint_with_proof(packs, document, &options)?;
    let subject = Subject::new(packs, document, &options)?;
    let mut tracer = Tracer { subject: &subject, proof: &proof, lang, lines: Vec::new() };
    let pack = judgement.pack;
    let mut rules = subject.pack().rules.iter().enumerate();
    let idle = match rules.find(|(_, rule)| rule.id == id) {
        None => Some(tracer.words(
            format!("这份报告由规则包 {pack} 判断,其中没有这条规则"),
            format!("this report is judged by the pack {pack}, which does not have this rule"),
        )),
        Some((_, rule)) if rule.severity == Severity::Off => Some(
            tracer.words(format!("规则包 {pack} 停用了这条规则"), format!("the pack {pack} switches this rule off")),
        ),
        Some((at, rule)) => {
            tracer.rule(at, rule);
            None
        }
    };
    Some(Trace { idle, lines: tracer.lines, findings: judgement.diagnostics, pack })
}

struct Tracer<'a> {
    subject: &'a Subject<'a>,
    proof: &'a Proof,
    lang: Lang,
    lines: Vec<TraceLine>,
}

impl<'a> Tracer<'a> {
    fn words(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self.lang {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        }
    }

    fn add(&mut self, state: TraceState, text: String, span: Option<Span>) {
        self.lines.push(TraceLine { state, text, span });
    }

    fn rule(&mut self, at: usize, rule: &Rule) {
        let subject = self.subject;
        match &rule.check {
            Check::Identity(identity) => self.identity(rule, identity.table),
            Check::Series(series) => self.series(rule, series.table),
            Check::Section(_) => self.sections(),
            Check::Numbering(of, ..) => match of {
                Numbered::Sections | Numbered::Unnumbered => self.sections(),
                Numbered::Items | Numbered::Announced => self.items(),
            },
            Check::Table(_) | Check::Column(_) | Check::Generation => {
                self.year();
                subject.document.tables.iter().for_each(|table| self.table(table));
                self.missing_tables();
            }
            Check::Row(_) => subject.document.tables.iter().for_each(|table| self.rows(table)),
            Check::Cell(_) => subject.document.tables.iter().for_each(|table| self.cells(table)),
            Check::Value(check) => self.values(check),
            Check::Figure(check) => {
                self.prose(rule, matched(subject, check, &self.hits(rule)));
                self.sums(&check.admits);
            }
            Check::Listed(check) => self.prose(rule, matched_in_lists(subject, check, &self.hits(rule))),
            Check::Breakdown(check) => self.breakdowns(rule, &breakdown::find(subject, at, check)),
            Check::Share(_)
            | Check::Rate(_)
            | Check::Change(_)
            | Check::Repeat(_)
            | Check::Enumeration(_)
            | Check::Extreme(_)
            | Check::Remainder(_)
            | Check::Formula(_) => {
                self.reckoned(rule);
            }
            Check::Year(check) => self.named_years(check),
            Check::Date(check) => self.dates(check.finds),
            Check::Deadline(check) => self.deadline(check),
            Check::Parts(check) => self.parts(at, check),
            Check::Designation(check) => self.designation(at, check),
            Check::BodyName(check) => self.body_names(at, check),
            Check::Required(check) => self.required(rule, check),
            Check::Wording(check) => self.words_found(at, rule, check),
            Check::Pairs(check) => {
                for (span, _) in pairs::strays(subject, at, check) {
                    self.add(TraceState::Violated, subject.document.text(span).to_owned(), Some(span));
                }
            }
            Check::Statement(check) => {
                self.prose(rule, matched_statements(subject, check, &self.hits(rule)));
                for (left, ..) in &check.states {
                    self.sums(std::slice::from_ref(left));
                }
            }
        }
    }

    /// Where a rule's patterns are worth trying.
    fn prospects(&self, rule: &Rule) -> Vec<Prospect> {
        let pack = self.subject.pack();
        let mut found = prospects(self.subject);
        found.retain(|prospect| pack.rules[prospect.rule].id == rule.id);
        found
    }

    /// Each statement with the first place where it is made.
    fn required(&mut self, rule: &Rule, check: &RequiredCheck) {
        match required::look(self.subject, check, &self.prospects(rule)) {
            Asked::No => {
                let text = self.words(
                    "这条规则不适用于本报告的年度、机关或内容",
                    "the rule is not for this year, body or content",
                );
                self.add(TraceState::Unchecked, text, None);
            }
            Asked::Nowhere => {
                let text = self.words("应写明的部分不存在或为空", "the part it belongs in is missing or empty");
                self.add(TraceState::Unchecked, text, None);
            }
            Asked::Here { found, .. } => {
                for (name, span) in check.names.iter().zip(found) {
                    let state = if span.is_some() { TraceState::Held } else { TraceState::Absent };
                    self.add(state, name.get(self.lang).to_owned(), span);
                }
            }
        }
    }

    /// Each place with the words, and whether it counts.
    fn words_found(&mut self, at: usize, rule: &Rule, check: &WordingCheck) {
        let document = self.subject.document;
        let passages = wording::passages(self.subject, at, check, &self.prospects(rule));
        if passages.is_empty() {
            let text = self.words("没有这些字样", "the words do not occur");
            self.add(TraceState::Absent, text, None);
        }
        let applies = self.subject.is_for(&check.when);
        let mut finds = wording::Finds::new(self.subject, check);
        for passage in passages {
            let paragraph = &document.running.paragraphs[passage.paragraph];
            let span = document.paragraph_span(paragraph, passage.range.clone());
            let counts = applies && finds.counts(&passage);
            let state = if counts { TraceState::Violated } else { TraceState::Unchecked };
            self.add(state, document.text(span).to_owned(), Some(span));
        }
    }

    /// What was evaluated for the rule.
    fn statements(&self, rule: &Rule) -> Vec<&'a Statement> {
        self.proof.statements.iter().filter(|statement| statement.rule == rule.id).collect()
    }

    fn statement(&mut self, statement: &Statement) {
        let text = statement.text(self.lang);
        let (state, text) = match &statement.state {
            StatementState::Held => (TraceState::Held, text),
            StatementState::Violated => (TraceState::Violated, text),
            StatementState::Unchecked(reason) => (TraceState::Unchecked, format!("{text} ({reason})")),
        };
        self.add(state, text, statement.span);
    }

    /// Wholes and their parts, and whether they agree.
    fn breakdowns(&mut self, rule: &Rule, found: &[breakdown::Breakdown]) {
        let statements = self.statements(rule);
        let figures = &self.subject.document.prose.figures;
        for found in found {
            let whole = &figures[found.whole];
            let is_its = |statement: &&&Statement| {
                let parts = statement.right.operands.iter().flat_map(|operand| &operand.spans);
                statement.span == Some(whole.span)
                    && parts.eq(found
                        .parts
                        .iter()
                        .map(|&part| &figures[part].span)
                        .take(statement.right.operands.len()))
            };
            if let Some(statement) = statements.iter().find(is_its) {
                self.statement(statement);
            } else {
                let parts: Vec<String> = found.parts.iter().map(|&part| figures[part].value.to_string()).collect();
                let text = format!("{}: {}", whole.value, parts.join(" + "));
                self.add(TraceState::Unchecked, text, Some(whole.span));
            }
        }
    }

    /// What the prose says of its own figures, and whether it is so.
    fn reckoned(&mut self, rule: &Rule) {
        let statements = self.statements(rule);
        if statements.is_empty() {
            let text = self.words("没有语句符合这条规则的说法", "no clause is worded as the rule looks for");
            self.add(TraceState::Absent, text, None);
        }
        for statement in statements {
            self.statement(statement);
        }
    }

    /// Every instance of an equation, over each table that it is for.
    fn identity(&mut self, rule: &Rule, table: usize) {
        let statements = self.statements(rule);
        if statements.is_empty() {
            let name = self.subject.form().tables[table].name.clone();
            self.add(TraceState::Absent, name, None);
        }
        for statement in statements {
            self.statement(statement);
        }
    }

    /// Every instance of an equation with the earlier report, if there is one.
    fn series(&mut self, rule: &Rule, table: usize) {
        if self.subject.previous().is_none() {
            let text = self.words("没有同一机关的上年报告可比", "there is no report of this body on the year before");
            self.add(TraceState::Unchecked, text, None);
            return;
        }
        self.identity(rule, table);
    }

    /// The clauses that one of the rule's phrases matches.
    fn hits(&self, rule: &Rule) -> Vec<Hit> {
        let pack = self.subject.pack();
        let mut hits = hits(self.subject);
        hits.retain(|hit| pack.rules[hit.rule].id == rule.id);
        hits
    }

    /// The clauses that the phrases match, with why one is not compared.
    fn prose(&mut self, rule: &Rule, matched: Vec<Matched>) {
        if matched.is_empty() {
            let text = self.words("没有语句符合这条规则的说法", "no clause is worded as the rule looks for");
            self.add(TraceState::Absent, text, None);
        }
        for matched in matched {
            let is_there = |statement: &&Statement| statement.span == Some(matched.span);
            let by_this: Vec<_> = self.statements(rule).into_iter().filter(is_there).collect();
            if !by_this.is_empty() {
                for statement in by_this {
                    self.statement(statement);
                }
                continue;
            }
            let (state, why) = if !matched.in_scope {
                let why =
                    self.words(" (年度、范围或上下文不同,不比较)", " (another year, scope or context: not compared)");
                (TraceState::Unchecked, why)
            } else if !matched.is_comparable {
                (
                    TraceState::Unchecked,
                    self.words(" (约数,或单位不同,不比较)", " (not exact, or another unit: not compared)"),
                )
            } else {
                (TraceState::Seen, String::new())
            };
            self.add(state, matched.text + &why, Some(matched.span));
        }
    }

    /// The sums of cells that a figure may mean.
    fn sums(&mut self, targets: &[Target]) {
        for (target, value) in sums(self.subject, targets.iter()) {
            let name = target.name_in(self.lang);
            match value {
                Some(value) => self.add(TraceState::Seen, format!("{name} = {value}"), None),
                None => self.add(TraceState::Absent, name.into_owned(), None),
            }
        }
    }

    fn sections(&mut self) {
        let subject = self.subject;
        let form = subject.form();
        for section in &subject.document.sections {
            let number = section.number.map_or(String::new(), |number| format!("{}、", ordinal(number.value)));
            let text = format!("{number}{} — {}", section.title_text, self.wording(section));
            self.add(TraceState::Seen, text, Some(section.title));
        }
        for (at, spec) in form.sections.iter().enumerate() {
            if spec.required && !subject.document.sections.iter().any(|section| section.spec == Some(at)) {
                self.add(TraceState::Absent, spec.title.clone(), None);
            }
        }
    }

    fn wording(&self, section: &Section) -> String {
        let Some(spec) = section.spec else {
            return self.words("不是规定的部分", "not a part of the form");
        };
        let title = &self.subject.form().sections[spec].title;
        let empty = if section.is_empty { self.words(",没有内容", ", empty") } else { String::new() };
        let wording = match section.wording {
            TitleWording::Prescribed => self.words("规定的标题", "the prescribed title"),
            TitleWording::Accepted => self.words(format!("即“{title}”,可用的写法"), format!("accepted for “{title}”")),
            TitleWording::Different => {
                self.words(format!("当作“{title}”,写法不同"), format!("taken for “{title}”, worded otherwise"))
            }
            TitleWording::Missing => {
                self.words(format!("当作“{title}”,没有标题"), format!("taken for “{title}”, no title"))
            }
        };
        wording + &empty
    }

    /// Each list of numbered items in one line.
    fn items(&mut self) {
        let mut lists: Vec<(u32, String, Span)> = Vec::new();
        for item in &self.subject.document.items {
            let value = item.ordinal.value;
            let number = match item.style {
                NumberStyle::Section => format!("{}、", ordinal(value)),
                NumberStyle::Bracketed => format!("({})", ordinal(value)),
                NumberStyle::Arabic => format!("{value}."),
                NumberStyle::BracketedArabic => format!("({value})"),
                NumberStyle::Spoken => format!("{}是", ordinal(value)),
                NumberStyle::Urged => format!("{}要", ordinal(value)),
                NumberStyle::Counted => format!("第{}", ordinal(value)),
                NumberStyle::Each => format!("其{}", ordinal(value)),
                NumberStyle::Circled => value.to_string(),
            };
            match lists.iter_mut().find(|(list, ..)| *list == item.list) {
                Some((_, text, _)) => *text = format!("{text} {number}"),
                None => lists.push((item.list, number, item.ordinal.span)),
            }
        }
        for (_, text, span) in lists {
            self.add(TraceState::Seen, text, Some(span));
        }
    }

    fn year(&mut self) {
        let document = self.subject.document;
        let years = [
            (document.title.as_ref().and_then(|title| title.year), self.words("标题中的年度", "year in the title")),
            (
                document.period.and_then(|period| period.to.or(period.from)),
                self.words("统计期限的年度", "year of the statistical period"),
            ),
        ];
        for (year, name) in years {
            match year {
                Some(year) => self.add(TraceState::Seen, format!("{name}: {}", year.value), Some(year.span)),
                None => self.add(TraceState::Absent, name, None),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let spec = self.subject.spec(table);
        let form = self.subject.packs.pack(table.form).title.get(self.lang);
        let state = match table.state {
            TableState::Readable => {
                let (read, all) = (table.cells_read(), spec.cell_count());
                self.words(format!("已读 {read}/{all} 个单元格"), format!("{read}/{all} cells read"))
            }
            TableState::Unreadable(reason) => damage(reason, self.lang).to_owned(),
        };
        let missing: Vec<String> = table.missing_columns.iter().map(|&column| spec.columns[column].path()).collect();
        let missing = match missing.join(", ") {
            none if none.is_empty() => none,
            columns => self.words(format!(",缺列 {columns}"), format!(", without the columns {columns}")),
        };
        self.add(TraceState::Seen, format!("{} — {form}: {state}{missing}", spec.name), Some(table.head));
    }

    fn missing_tables(&mut self) {
        let subject = self.subject;
        for spec in subject.form().tables.iter().filter(|spec| spec.required) {
            if !subject.document.tables.iter().any(|table| subject.spec(table).id == spec.id) {
                self.add(TraceState::Absent, spec.name.clone(), None);
            }
        }
    }

    fn rows(&mut self, table: &Table) {
        let spec = self.subject.spec(table);
        for row in &table.rows {
            let path = spec.row_path(row.spec);
            let mut text = format!("{}/{path}", spec.name);
            if let Wording::Different(found) = &row.wording {
                text += &self.words(format!(" — 写作“{found}”"), format!(" — worded “{found}”"));
            }
            if row.out_of_order {
                text += &self.words(" — 次序不符", " — out of order");
            }
            self.add(TraceState::Seen, text, Some(row.label));
        }
        for row in &table.unknown_rows {
            let text = self.words("规定之外的行", "not in the form");
            self.add(TraceState::Seen, format!("{}/{} — {text}", spec.name, row.text), Some(row.label));
        }
        for row in &table.missing_rows {
            self.add(TraceState::Absent, format!("{}/{}", spec.name, spec.row_path(row.spec)), None);
        }
    }

    /// Each table with how many of its cells hold what; cells that are no numbers one by one.
    fn cells(&mut self, table: &Table) {
        let spec = self.subject.spec(table);
        let (mut numbers, mut blanks, mut lost) = (0, 0, 0);
        let mut others = Vec::new();
        for row in &table.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                match &cell.content {
                    CellContent::Number(_) => numbers += 1,
                    CellContent::Blank => blanks += 1,
                    CellContent::Unreadable(_) => lost += 1,
                    CellContent::Mark(mark) => {
                        others.push((row.spec, row.first_column + at, mark.to_string(), cell.span));
                    }
                    CellContent::Text(text) => others.push((row.spec, row.first_column + at, text.clone(), cell.span)),
                }
            }
        }
        let text = self.words(
            format!("{} — 数字 {numbers}, 空白 {blanks}, 其他 {}, 无法读取 {lost}", spec.name, others.len()),
            format!("{} — {numbers} numbers, {blanks} blank, {} other, {lost} unreadable", spec.name, others.len()),
        );
        self.add(TraceState::Seen, text, Some(table.head));
        for (row, column, text, span) in others {
            self.add(TraceState::Seen, format!("{}: “{text}”", spec.cell_path(row, column)), Some(span));
        }
    }

    fn values(&mut self, check: &ValueCheck) {
        let subject = self.subject;
        let Some(body) = self.subject.document.body() else {
            let text = self.words("标题中的机关名称", "the body's name in the title");
            self.add(TraceState::Absent, text, None);
            return;
        };
        let classes = &subject.pack().bodies;
        let of: Vec<&str> =
            classes.iter().filter(|class| class.pattern.is_match(body)).map(|class| class.id.as_str()).collect();
        let of = if of.is_empty() { self.words("不属于任何一类", "of no class") } else { of.join(", ") };
        self.add(TraceState::Seen, format!("{body}: {of}"), subject.document.title.as_ref().map(|title| title.span));
        let Some(table) = subject.document.table(subject.form, check.table) else {
            self.add(TraceState::Absent, subject.form().tables[check.table].name.clone(), None);
            return;
        };
        for &(row, column) in &check.cells {
            let path = subject.spec(table).cell_path(row, column);
            match table.cell(row, column) {
                Some(cell) => {
                    let text = format!("{path}: “{}”", subject.document.text(cell.span));
                    self.add(TraceState::Seen, text, Some(cell.span));
                }
                None => self.add(TraceState::Absent, path, None),
            }
        }
    }
}
