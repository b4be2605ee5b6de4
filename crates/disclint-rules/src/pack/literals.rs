//! Many literals, looked for in one pass over a short text.
//!
//! A text is looked at character by character: nearly all of them begin no literal, which one bit
//! says. That takes fewer steps than an automaton takes over the three bytes of a Han character, and
//! next to none to build.

/// Places for the first characters of literals: as many as three bytes of UTF-8 have in the last two.
const PLACES: usize = 4096;

/// So many bytes of a literal are compared as one number.
const HEAD: usize = 8;

/// A set of literals, each with the number it was given.
#[derive(Debug)]
pub(super) struct Literals {
    /// One bit for each place that a literal begins at.
    begins: [u64; PLACES / 64],
    /// For each word of `begins` how many places there are in the words before it.
    before: [u16; PLACES / 64],
    /// For each place that a literal begins at, in order.
    groups: Vec<Group>,
    entries: Vec<Entry>,
    /// What of literals is behind their first eight bytes.
    tails: Vec<u8>,
}

/// The literals whose first characters have one place.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// One bit for each place, taken by 64, of their second characters; all for one that has none.
    seconds: u64,
    first: u32,
    end: u32,
}

#[derive(Debug)]
struct Entry {
    /// The first eight bytes, or as many as there are, and which of them count.
    head: u64,
    mask: u64,
    number: u32,
    /// What is behind these, in `tails`.
    tail: (u32, u32),
}

/// The place of the character at the start of `bytes`, and its length.
fn place(bytes: &[u8]) -> (usize, usize) {
    let low = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(byte & 0x3F));
    match bytes[0] {
        byte @ 0..0xC0 => (usize::from(byte), 1),
        0xC0..0xE0 => (low(1), 2),
        0xE0..0xF0 => (low(1) << 6 | low(2), 3),
        _ => (low(2) << 6 | low(3), 4),
    }
}

/// The first eight bytes, zeros after the last.
fn head(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<HEAD>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
    }
}

/// The bit of the second character, where `rest` begins with it.
fn second(rest: &[u8]) -> u64 {
    if rest.is_empty() { 0 } else { 1 << (place(rest).0 % 64) }
}

impl Literals {
    /// A set of literals with their numbers; none of them is empty.
    pub(super) fn new<'a>(literals: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let literals = literals.filter(|(literal, _)| !literal.is_empty());
        let mut known: Vec<(usize, &str, u32)> =
            literals.map(|(literal, number)| (place(literal.as_bytes()).0, literal, number)).collect();
        known.sort_by_key(|(place, ..)| *place);
        let (mut begins, mut before) = ([0_u64; PLACES / 64], [0_u16; PLACES / 64]);
        let mut groups: Vec<Group> = Vec::new();
        let mut at = 0;
        for same in known.chunk_by(|one, other| one.0 == other.0) {
            let here = same[0].0;
            begins[here / 64] |= 1 << (here % 64);
            let seconds = same.iter().fold(0, |seconds, (_, literal, _)| {
                let rest = &literal.as_bytes()[place(literal.as_bytes()).1..];
                seconds | if rest.is_empty() { u64::MAX } else { second(rest) }
            });
            groups.push(Group { seconds, first: at, end: at + same.len() as u32 });
            at += same.len() as u32;
        }
        for word in 1..before.len() {
            before[word] = before[word - 1] + begins[word - 1].count_ones() as u16;
        }
        let mut tails = Vec::new();
        let entry = |(_, literal, number): (usize, &str, u32)| {
            let (bytes, start) = (literal.as_bytes(), tails.len() as u32);
            tails.extend(bytes.iter().skip(HEAD));
            Entry {
                head: head(bytes),
                mask: u64::MAX >> (64 - 8 * bytes.len().min(HEAD)),
                number,
                tail: (start, tails.len() as u32),
            }
        };
        let entries = known.into_iter().map(entry).collect();
        Self { begins, before, groups, entries, tails }
    }

    /// Hands the number of each literal in `text` and its place to `found`, as often as it stands there, in the order
    /// of the text, until that says to stop; says whether it did.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(u32, usize) -> bool) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (place, length) = place(rest);
            let (word, bit) = (self.begins[place / 64], place % 64);
            let start = at;
            at += length;
            if word >> bit & 1 == 0 {
                continue;
            }
            let lower = (word & ((1 << bit) - 1)).count_ones() as usize;
            let group = self.groups[usize::from(self.before[place / 64]) + lower];
            if group.seconds != u64::MAX && group.seconds & second(&bytes[at..]) == 0 {
                continue;
            }
            let here = head(rest);
            for entry in &self.entries[group.first as usize..group.end as usize] {
                let (first, end) = entry.tail;
                let tail = &self.tails[first as usize..end as usize];
                if here & entry.mask == entry.head
                    && (tail.is_empty() || rest.get(HEAD..).is_some_and(|rest| rest.starts_with(tail)))
                    && found(entry.number, start)
                {
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Literals;

    #[test]
    fn every_literal_is_found_where_it_stands() {
        let words = ["申请", "申请人", "政府信息公开", "信息", "ab", "é", "𠮷1", "政府信息公示", "b"];
        let set = Literals::new(words.iter().enumerate().map(|(at, word)| (*word, at as u32)));
        for text in ["", "申", "本年申请人提出政府信息公开", "ab𠮷1é", "政府信息公示", "甲b乙申请"]
        {
            let mut found = Vec::new();
            set.find(text, |number, _| {
                found.push(words[number as usize]);
                false
            });
            let mut expected: Vec<&str> =
                words.iter().flat_map(|word| text.match_indices(word).map(|(_, word)| word)).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
        assert!(set.find("甲申请", |number, at| (number, at) == (0, 3)));
    }
}
