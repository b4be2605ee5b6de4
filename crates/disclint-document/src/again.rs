//! Reading a text again after an edit: what stands well before and well behind it was read already.
//!
//! Each stage goes on from a line far enough before the change and stops at one behind it, and takes the rest from the
//! reading before. What comes out is equal to reading anew; where a stage cannot tell that it would be, it reads anew.

use std::ops::Range;

use crate::outline::Heading;
use crate::span::Span;

/// How many lines with something on them must part what is taken from the reading before from the change: no stage
/// looks farther ahead than the next such line, nor farther back than its own.
const LINES_BETWEEN: usize = 2;

/// A place behind the change, as far as it moved. Offsets wrap around, so that they move both ways.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move(u32);

impl Move {
    pub(crate) fn new(from: usize, to: usize) -> Self {
        Self((to as u32).wrapping_sub(from as u32))
    }

    pub(crate) fn of(self, at: u32) -> u32 {
        at.wrapping_add(self.0)
    }

    pub(crate) fn place(self, at: usize) -> usize {
        self.of(at as u32) as usize
    }

    pub(crate) fn range(self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    pub(crate) fn span(self, span: Span) -> Span {
        Span { start: self.of(span.start), end: self.of(span.end) }
    }
}

/// Where two folded texts are the same: up to the beginning of a line, and from the beginning of another one on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    /// Both are the same up to here.
    head: usize,
    /// From here on the earlier text is the same as the later one from `later` on.
    earlier: usize,
    later: usize,
    /// What is read before here does not depend on what stands behind `head`.
    pub(crate) before: usize,
    /// What is read from here of the earlier text on does not depend on what stands before `earlier`, if reading comes
    /// by here as it did.
    pub(crate) behind: usize,
    /// How far places in the folded text and in the source moved.
    pub(crate) folded: Move,
    pub(crate) source: Move,
}

impl Change {
    /// Of a text that is the same as `earlier_text` up to `head` and from `earlier` on, where it is the same from `later`
    /// on: beginnings of lines.
    pub(crate) fn new(earlier_text: &str, head: usize, (earlier, later): (usize, usize), source: Move) -> Self {
        let is_filled = |line: &str| !line.trim().is_empty();
        let mut before = head;
        let mut between = 0;
        while before > 0 && between < LINES_BETWEEN {
            let start = line_before(earlier_text, before);
            between += usize::from(is_filled(&earlier_text[start..before]));
            before = start;
        }
        if between < LINES_BETWEEN {
            before = 0;
        }
        let mut behind = earlier;
        between = 0;
        while behind < earlier_text.len() && between < LINES_BETWEEN {
            let end = line_behind(earlier_text, behind);
            between += usize::from(is_filled(&earlier_text[behind..end]));
            behind = end;
        }
        Self { head, earlier, later, before, behind, folded: Move::new(earlier, later), source }
    }

    /// Whether two lists of stretches, each with what is said of it, are in the order of the text, and the same outside
    /// of what changed.
    pub(crate) fn agree<'r, T: PartialEq>(
        &self,
        earlier: impl Iterator<Item = (T, &'r Range<usize>)> + Clone,
        later: impl Iterator<Item = (T, &'r Range<usize>)> + Clone,
    ) -> bool {
        let head = |(said, range): (T, &Range<usize>)| {
            (range.start < self.head).then(|| (said, range.start..range.end.min(self.head)))
        };
        let tail = |(said, range): (T, &Range<usize>), from: usize, moved: Move| {
            (range.end > from).then(|| (said, moved.range(&(range.start.max(from)..range.end))))
        };
        let in_order = |(_, one): &(T, &Range<usize>), (_, next): &(T, &Range<usize>)| one.end <= next.start;
        earlier.clone().is_sorted_by(in_order)
            && later.clone().is_sorted_by(in_order)
            && earlier.clone().filter_map(head).eq(later.clone().filter_map(head))
            && earlier
                .filter_map(|part| tail(part, self.earlier, self.folded))
                .eq(later.filter_map(|part| tail(part, self.later, Move::new(0, 0))))
    }
}

/// Where the line before the one that begins at `at` begins.
pub(crate) fn line_before(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at.saturating_sub(1)]).map_or(0, |end| end + 1)
}

/// Where the line behind the one that begins at `at` begins, or the text ends.
pub(crate) fn line_behind(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1)
}

/// How many lines begin before `at`, where one begins.
pub(crate) fn line_of(text: &str, at: usize) -> u32 {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u32
}

/// Where two texts are the same: up to the beginning of a line of both, and from the beginning of a line of each on, two
/// bytes before which are the same, too.
pub(crate) fn common(earlier: &str, later: &str) -> (usize, (usize, usize)) {
    let (one, other) = (earlier.as_bytes(), later.as_bytes());
    let shortest = one.len().min(other.len());
    let same = prefix(one, other);
    let head = memchr::memrchr(b'\n', &one[..same]).map_or(0, |end| end + 1);
    let same = suffix(&one[one.len() - (shortest - same)..], &other[other.len() - (shortest - same)..]);
    let from = one.len() - same;
    let tail = memchr::memchr(b'\n', &one[(from + 1).min(one.len())..]).map_or(one.len(), |end| from + end + 2);
    (head, (tail, tail + other.len() - one.len()))
}

/// So many bytes at a time are compared.
const STEP: usize = 256;

fn prefix(one: &[u8], other: &[u8]) -> usize {
    let steps = one.chunks_exact(STEP).zip(other.chunks_exact(STEP)).take_while(|(one, other)| one == other).count();
    let from = steps * STEP;
    from + one[from..].iter().zip(&other[from..]).take_while(|(one, other)| one == other).count()
}

fn suffix(one: &[u8], other: &[u8]) -> usize {
    let steps = one.rchunks_exact(STEP).zip(other.rchunks_exact(STEP)).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - steps * STEP], &other[..other.len() - steps * STEP]);
    steps * STEP + one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// What a reading came by and the next one can go on from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail {
    /// Which reader it was.
    pub(crate) reader: u64,
    pub(crate) tokens: Vec<crate::lex::Token>,
    /// What stands outside the tables, and what may be a heading there.
    pub(crate) outside: Vec<Range<usize>>,
    pub(crate) headings: Vec<Heading>,
    /// The stretches in which items are looked for, and where one may begin.
    pub(crate) bodies: Vec<Range<usize>>,
    pub(crate) item_places: Vec<u32>,
    /// The stretches of the prose, and those of the running text, with their sections.
    pub(crate) parts: Vec<(Option<usize>, Range<usize>)>,
    pub(crate) own_parts: Vec<(Option<usize>, Range<usize>)>,
}
