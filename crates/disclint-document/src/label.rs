//! Labels of tables: one key for every way of writing a label, and the index of all forms' labels.

use rustc_hash::FxHashMap;

use crate::fold::folded;
use crate::form::Form;

/// Writes the key of a folded label into `key`: white space, quotation marks, emphasis and bracketed
/// guidance removed, the punctuation after a leading number made one. A label that is a bracket as
/// a whole keeps its contents.
pub(crate) fn write_key(text: &str, key: &mut String) {
    key.clear();
    let mut rest = text;
    loop {
        // Han characters, most of a label, are copied as they are.
        let bytes = rest.as_bytes();
        let mut run = 0;
        while let Some(0xE4..=0xE9) = bytes.get(run) {
            run += 3;
        }
        key.push_str(&rest[..run]);
        rest = &rest[run..];
        let Some(c) = rest.chars().next() else { break };
        let after = &rest[c.len_utf8()..];
        match c {
            '(' => {
                let close = after.find(')');
                let inside = close.map_or(after, |close| &after[..close]);
                if is_number(inside.trim()) {
                    key.push('(');
                    key.push_str(inside.trim());
                    key.push(')');
                } else if key.is_empty() && close.is_none_or(|close| after[close + 1..].trim().is_empty()) {
                    key.extend(inside.chars().filter(|&c| !is_ignored(c)));
                }
                rest = close.map_or("", |close| &after[close + 1..]);
                continue;
            }
            '、' | '.' | ',' if is_enumerator(key) => key.push('.'),
            // A number in the middle, behind a stray piece of the label beside it.
            '、' if key.ends_with(|c: char| c.is_ascii_digit()) => key.push('.'),
            _ if is_ignored(c) => {}
            _ => key.push(c),
        }
        rest = after;
    }
    while key.ends_with([':', '。', ';', ',']) {
        key.pop();
    }
}

/// The key of a folded label.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    write_key(text, &mut key);
    key
}

fn is_ignored(c: char) -> bool {
    c.is_whitespace() || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '*' | '#' | '`' | '|' | '\\')
}

/// Whether the text is nothing but a number: what stands in the brackets of `(一)`.
fn is_number(text: &str) -> bool {
    let chinese = |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    !text.is_empty() && text.len() <= 9 && (text.chars().all(chinese) || text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the key so far is a number that punctuation may follow.
fn is_enumerator(key: &str) -> bool {
    is_number(key)
}

/// The key without its leading number: `1.属于国家秘密` → `属于国家秘密`.
pub(crate) fn without_number(key: &str) -> &str {
    if let Some((inside, rest)) = key.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && is_number(inside)
    {
        return rest;
    }
    match key.split_once('.') {
        Some((number, rest)) if is_number(number) => rest,
        _ => key,
    }
}

/// What a label of a form names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LabelKind {
    Row(u16),
    Column(u16),
    /// Something else in the head: a caption, a group, a block's heading.
    Head,
}

/// A label of a table of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelRef {
    pub(crate) form: u16,
    pub(crate) table: u16,
    pub(crate) kind: LabelKind,
    /// Whether no other table of the form has the label.
    pub(crate) strong: bool,
}

/// All labels of all forms by key.
#[derive(Debug, Default)]
pub(crate) struct LabelIndex {
    by_key: FxHashMap<String, u32>,
    refs: Vec<Vec<LabelRef>>,
    /// For each form and table the keys of its rows, official wording.
    pub(crate) row_keys: Vec<Vec<Vec<String>>>,
    /// What the columns of units say.
    units: Vec<String>,
    /// For each form and table how many different labels it has.
    pub(crate) label_counts: Vec<Vec<i64>>,
}

/// Which labels a token is: an index into [`LabelIndex::refs`].
pub(crate) type Hit = u32;

impl LabelIndex {
    pub(crate) fn new(forms: &[Form]) -> Self {
        let mut index = Self::default();
        for (f, form) in forms.iter().enumerate() {
            let mut row_keys = Vec::new();
            let mut counts = Vec::new();
            for (t, table) in form.tables.iter().enumerate() {
                let before = index.refs.iter().map(Vec::len).sum::<usize>();
                let mut add = |label: &str, kind| {
                    index.add(label, LabelRef { form: f as u16, table: t as u16, kind, strong: true });
                };
                for caption in &table.captions {
                    add(caption, LabelKind::Head);
                }
                for (c, column) in table.columns.iter().enumerate() {
                    for label in std::iter::once(&column.label).chain(&column.variants) {
                        add(label, LabelKind::Column(c as u16));
                    }
                    if let Some(group) = &column.group {
                        add(group, LabelKind::Head);
                    }
                }
                for (r, row) in table.rows.iter().enumerate() {
                    for label in std::iter::once(&row.label).chain(&row.variants) {
                        if !label.is_empty() && !label.contains('*') {
                            add(label, LabelKind::Row(r as u16));
                        }
                    }
                }
                for unit in table.rows.iter().filter(|_| table.unit_column).filter_map(|row| row.unit.as_ref()) {
                    if !index.units.contains(unit) {
                        index.units.push(unit.clone());
                    }
                }
                row_keys.push(table.rows.iter().map(|row| key(&folded(&row.label))).collect());
                counts.push((index.refs.iter().map(Vec::len).sum::<usize>() - before) as i64);
            }
            index.row_keys.push(row_keys);
            index.label_counts.push(counts);
        }
        for refs in &mut index.refs {
            let all = refs.clone();
            for label in refs {
                label.strong = all.iter().all(|other| other.form != label.form || other.table == label.table);
            }
        }
        index
    }

    fn add(&mut self, label: &str, new: LabelRef) {
        let key = key(&folded(label));
        if key.is_empty() {
            return;
        }
        let next = self.refs.len() as u32;
        let at = *self.by_key.entry(key).or_insert(next);
        if at == next {
            self.refs.push(Vec::new());
        }
        let refs = &mut self.refs[at as usize];
        if !refs.iter().any(|old| (old.form, old.table, old.kind) == (new.form, new.table, new.kind)) {
            refs.push(new);
        }
    }

    /// The labels with this key.
    pub(crate) fn find(&self, key: &str) -> Option<Hit> {
        self.by_key.get(key).copied()
    }

    /// Whether some table's column of units says `text`.
    pub(crate) fn is_unit(&self, text: &str) -> bool {
        self.units.iter().any(|unit| unit == text)
    }

    /// What a hit may be.
    pub(crate) fn refs(&self, hit: Hit) -> &[LabelRef] {
        &self.refs[hit as usize]
    }

    /// Whether a hit is the label of a row of the form and of nothing else in it.
    pub(crate) fn is_row(&self, hit: Hit, form: usize) -> bool {
        let mut refs = self.refs(hit).iter().filter(|label| label.form as usize == form).peekable();
        refs.peek().is_some() && refs.all(|label| matches!(label.kind, LabelKind::Row(_)))
    }

    /// What a hit may be in one table.
    pub(crate) fn refs_in(&self, hit: Hit, form: usize, table: usize) -> impl Iterator<Item = &LabelRef> {
        self.refs(hit).iter().filter(move |label| label.form as usize == form && label.table as usize == table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_every_way_of_writing() {
        for (text, expected) in [
            ("1、属于国家秘密", "1.属于国家秘密"),
            ("1. 属于 国家秘密", "1.属于国家秘密"),
            ("(三) 不予公开", "(三)不予公开"),
            ("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "(二)部分公开"),
            ("3.危及“三安全一稳定”", "3.危及三安全一稳定"),
            ("第二十条 第(一)项", "第二十条第(一)项"),
            ("一、本年新收政府信息公开申请数量", "一.本年新收政府信息公开申请数量"),
            ("规范性文件(指各行政机关印发的", "规范性文件"),
            ("(本列数据的勾稽关系为:第一项)", "本列数据的勾稽关系为:第一项"),
            ("**规章**", "规章"),
            ("商业 企业", "商业企业"),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
        assert_eq!(without_number("1.属于国家秘密"), "属于国家秘密");
        assert_eq!(without_number("(七)总计"), "总计");
        assert_eq!(without_number("规章"), "规章");
    }
}
