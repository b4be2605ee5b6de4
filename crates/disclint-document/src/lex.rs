//! Tokens: the pieces between lines, pipes and tabs, each a label, a value or a blank.
//!
//! One flat list serves every layout: whether a row stands on one line, a cell on a line, or numbers
//! after a label separated by spaces, the tokens are the same.

use crate::again::{Change, Move, line_before, line_behind, line_of};
use crate::label::{Hit, LabelIndex, write_key};
use crate::value::{self, Value};

/// Longest piece that may be a label, in bytes of folded text.
const LONGEST_LABEL: usize = 360;
/// Longest line without separators whose spaces may separate cells, in bytes.
const LONGEST_SPACED_LINE: usize = 240;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// Place in the folded text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A text that may be a label.
    Text(Option<Hit>),
    /// A text too long for a label, or with a full stop inside.
    Prose,
    Value(Value),
    /// An empty cell. One that spans a line break may be no more than the edge of a row.
    Blank {
        at_line_break: bool,
    },
}

impl Token {
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn hit(&self) -> Option<Hit> {
        match self.kind {
            TokenKind::Text(hit) => hit,
            _ => None,
        }
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind, TokenKind::Text(_) | TokenKind::Prose)
    }

    pub(crate) fn is_value(&self) -> bool {
        matches!(self.kind, TokenKind::Value(_))
    }

    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.kind, TokenKind::Blank { .. })
    }
}

/// Splits folded text into tokens.
pub(crate) fn lex(text: &str, labels: &LabelIndex) -> Vec<Token> {
    let mut lexer =
        Lexer { text, labels, tokens: Vec::with_capacity(text.len() / 12), key: String::new(), line: 0, open: None };
    lexer.lines(0, text.len() + 1);
    lexer.tokens
}

/// The same as [`lex`] for a text that is `earlier_text` but for a change; `earlier` are its tokens.
pub(crate) fn lex_again(
    text: &str,
    labels: &LabelIndex,
    earlier_text: &str,
    earlier: &[Token],
    change: &Change,
) -> Vec<Token> {
    let mut head = change.before;
    while head > 0 && !closes_row(&earlier_text[line_before(earlier_text, head)..head]) {
        head = line_before(earlier_text, head);
    }
    // The line before it is behind the change, too.
    let mut tail = change.behind;
    while tail < earlier_text.len() && !closes_row(&earlier_text[line_before(earlier_text, tail)..tail]) {
        tail = line_behind(earlier_text, tail);
    }
    let head_line = line_of(earlier_text, head);
    let head_tokens = earlier.partition_point(|token| token.line < head_line);
    let mut tokens = Vec::with_capacity(earlier.len() + 64);
    tokens.extend_from_slice(&earlier[..head_tokens]);
    let mut lexer = Lexer { text, labels, tokens, key: String::new(), line: head_line, open: None };
    if tail >= earlier_text.len() {
        lexer.lines(head, text.len() + 1);
        return lexer.tokens;
    }
    lexer.lines(head, change.folded.place(tail));
    let tail_line = head_line + line_of(&earlier_text[head..], tail - head);
    let lines = Move::new(tail_line as usize, lexer.line as usize);
    let tail_tokens = head_tokens + earlier[head_tokens..].partition_point(|token| token.line < tail_line);
    lexer.tokens.extend(earlier[tail_tokens..].iter().map(|token| Token {
        kind: token.kind,
        start: change.folded.of(token.start),
        end: change.folded.of(token.end),
        line: lines.of(token.line),
    }));
    lexer.tokens
}

/// Whether no cell is open behind a line: it has something on it, and no separator.
fn closes_row(line: &str) -> bool {
    !line.trim().is_empty() && !line.contains(['|', '\t']) && !is_page_number(line.trim_end_matches('\n'))
}

struct Lexer<'a> {
    text: &'a str,
    labels: &'a LabelIndex,
    tokens: Vec<Token>,
    /// Reused for keys.
    key: String,
    line: u32,
    /// Place and line of the last separator, if nothing but white space has followed it.
    open: Option<(u32, u32)>,
}

impl Lexer<'_> {
    /// The lines that begin from `start` on and before `end`.
    fn lines(&mut self, mut start: usize, end: usize) {
        let text = self.text;
        for line in text[start..].split('\n') {
            if start >= end {
                break;
            }
            self.line(start, line);
            start += line.len() + 1;
            self.line += 1;
        }
    }

    fn line(&mut self, start: usize, line: &str) {
        let bytes = line.as_bytes();
        let has_pipe = bytes.contains(&b'|');
        let has_tab = bytes.contains(&b'\t');
        if !has_pipe && !has_tab {
            if !is_page_number(line) {
                self.piece(start, line);
            }
            return;
        }
        // A line with tabs is a row by itself: its first and last cells may be empty.
        let by_tabs = has_tab && !has_pipe;
        if by_tabs {
            self.open = bytes[0].eq(&b'\t').then_some((start as u32, self.line));
        }
        let mut piece_start = 0;
        for (at, _) in line.match_indices(['|', '\t']) {
            if !(has_pipe && bytes[at] == b'\t') {
                self.piece(start + piece_start, &line[piece_start..at]);
                self.separator(start + at, by_tabs && at == 0);
                piece_start = at + 1;
            }
        }
        self.piece(start + piece_start, &line[piece_start..]);
        if by_tabs {
            if bytes.last() == Some(&b'\t') {
                self.separator(start + line.len(), false);
            }
            self.open = None;
        }
    }

    fn separator(&mut self, at: usize, first: bool) {
        if let Some((since, line)) = self.open
            && !first
        {
            let at_line_break = line != self.line;
            // An empty cell stands right after the separator that opens it.
            let start = (since + 1).min(at as u32);
            self.push(TokenKind::Blank { at_line_break }, start as usize, start as usize);
        } else if first {
            self.push(TokenKind::Blank { at_line_break: false }, at, at);
        }
        self.open = Some((at as u32, self.line));
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.push(Token { kind, start: start as u32, end: end as u32, line: self.line });
    }

    fn piece(&mut self, start: usize, piece: &str) {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            return;
        }
        self.open = None;
        let start = start + (piece.len() - piece.trim_start().len());
        if trimmed.len() >= 3 && trimmed.bytes().all(|byte| matches!(byte, b'-' | b':' | b'=')) {
            return; // the rule under a table's head
        }
        if trimmed.len() <= 40
            && let Some(value) = value::parse(trimmed)
        {
            self.push(TokenKind::Value(value), start, start + trimmed.len());
            return;
        }
        if trimmed.contains(' ') && (trimmed.len() <= LONGEST_SPACED_LINE || numbers_in(trimmed) >= 5) {
            self.words(start, trimmed);
        } else {
            self.label(start, start + trimmed.len());
        }
    }

    /// A piece with spaces: values among its words stand apart, if they come last or several together.
    fn words(&mut self, start: usize, piece: &str) {
        let mut words: Vec<(usize, usize, Option<Value>)> = Vec::with_capacity(16);
        for word in piece.split(' ').filter(|word| !word.is_empty()) {
            let at = start + (word.as_ptr() as usize - piece.as_ptr() as usize);
            // `124.2 万元`: the unit belongs to the number before it.
            if let Some(last) = words.last_mut()
                && matches!(last.2, Some(Value::Number { with_unit: false, .. }))
                && let Some(value) = value::parse(&self.text[last.0..at + word.len()])
            {
                *last = (last.0, at + word.len(), Some(value));
                continue;
            }
            words.push((at, at + word.len(), value::parse(word)));
        }
        // Mostly values: a row of cells, in which a single text is a cell, too.
        let values = words.iter().filter(|word| word.2.is_some()).count();
        let few = if values * 2 > words.len() { 1 } else { 3 };
        let trailing = words.iter().rev().take_while(|word| word.2.is_some()).count();
        let mut at = 0;
        while at < words.len() {
            let run = words[at..].iter().take_while(|word| word.2.is_some()).count();
            if run >= few || (run > 0 && at + run == words.len() && trailing == run) {
                for &(start, end, value) in &words[at..at + run] {
                    if let Some(value) = value {
                        self.push(TokenKind::Value(value), start, end);
                    }
                }
                at += run;
            } else {
                // Text up to the next run of values.
                let mut end = at + run.max(1);
                while end < words.len() {
                    let run = words[end..].iter().take_while(|word| word.2.is_some()).count();
                    if run >= few || (run > 0 && end + run == words.len()) {
                        break;
                    }
                    end += run.max(1);
                }
                self.labels_in(&words[at..end]);
                at = end;
            }
        }
    }

    /// Words that may be one label with a space in it, several labels side by side, or a label with
    /// something else beside it: what is a label stands alone, the longest first.
    fn labels_in(&mut self, words: &[(usize, usize, Option<Value>)]) {
        let mut pending = 0;
        let mut at = 0;
        while at < words.len() {
            let longest = words.len().min(at + 6);
            let found = (at + 1..=longest).rev().find(|&end| self.is_known(words[at].0, words[end - 1].1));
            match found {
                Some(end) => {
                    if pending < at {
                        self.label(words[pending].0, words[at - 1].1);
                    }
                    self.label(words[at].0, words[end - 1].1);
                    (at, pending) = (end, end);
                }
                None => at += 1,
            }
        }
        if pending < words.len() {
            self.label(words[pending].0, words[words.len() - 1].1);
        }
    }

    fn is_known(&mut self, start: usize, end: usize) -> bool {
        let text = &self.text[start..end];
        if text.len() > LONGEST_LABEL {
            return false;
        }
        write_key(text, &mut self.key);
        self.labels.find(&self.key).is_some() || self.labels.is_unit(text)
    }

    fn label(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        if text.len() > LONGEST_LABEL {
            self.push(TokenKind::Prose, start, end);
            return;
        }
        write_key(text, &mut self.key);
        let hit = self.labels.find(&self.key);
        let inner_stop = || text.trim_end_matches('。').contains('。');
        let kind = if hit.is_none() && inner_stop() { TokenKind::Prose } else { TokenKind::Text(hit) };
        self.push(kind, start, end);
    }
}

/// How many words of a piece are numbers; counting stops at five.
fn numbers_in(piece: &str) -> usize {
    piece.split(' ').filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())).take(5).count()
}

/// Least indent of a line with nothing but a page number on it, in bytes.
const PAGE_NUMBER_INDENT: usize = 20;

/// `- 4 -`, `— 4 —`, `第 4 页`, `4 / 12`: what a printed page adds inside a table.
fn is_page_number(line: &str) -> bool {
    let indent = line.len() - line.trim_start().len();
    let line = line.trim();
    // A bare number in the middle of the page.
    if indent >= PAGE_NUMBER_INDENT
        && line.len() <= 3
        && line.bytes().all(|byte| byte.is_ascii_digit())
        && !line.is_empty()
    {
        return true;
    }
    if line.len() > 40 || line.is_empty() {
        return false;
    }
    let inner = |open: &str, close: &str| line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let is_number = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    [("-", "-"), ("—", "—")].iter().any(|(open, close)| inner(open, close).is_some_and(is_number))
        || line.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(number, _)| is_number(number))
        || line.split_once('/').is_some_and(|(page, pages)| is_number(page) && is_number(pages))
}
