//! Many literals, looked for in one pass over a short text.
//!
//! A text is looked at character by character: nearly all of them begin no literal, which one bit
//! says. That takes fewer steps than an automaton takes over the three bytes of a Han character, and
//! next to none to build.

/// Bits for the first characters of literals: as many as three bytes of UTF-8 have places in the last two.
const PLACES: usize = 4096;

/// A set of literals, each with the number it was given.
#[derive(Debug)]
pub(super) struct Literals {
    begins: [u64; PLACES / 64],
    /// By the place of their first character.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    place: u16,
    /// The first eight bytes, or as many as there are, and which of them count.
    head: u64,
    mask: u64,
    literal: Box<str>,
    number: u32,
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
    match bytes.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => bytes.iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
    }
}

impl Literals {
    /// A set of literals with their numbers; none of them is empty.
    pub(super) fn new<'a>(literals: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let mut entries: Vec<Entry> = literals
            .filter(|(literal, _)| !literal.is_empty())
            .map(|(literal, number)| Entry {
                place: place(literal.as_bytes()).0 as u16,
                head: head(literal.as_bytes()),
                mask: u64::MAX >> (64 - 8 * literal.len().min(8)),
                literal: literal.into(),
                number,
            })
            .collect();
        entries.sort_by_key(|entry| entry.place);
        let mut begins = [0; PLACES / 64];
        for entry in &entries {
            begins[usize::from(entry.place) / 64] |= 1 << (entry.place % 64);
        }
        Self { begins, entries }
    }

    /// Hands the number of each literal in `text` to `found`, as often as it stands there, until that
    /// says to stop; says whether it did.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(u32) -> bool) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (place, length) = place(&bytes[at..]);
            if self.begins[place / 64] >> (place % 64) & 1 == 1 {
                let here = head(&bytes[at..]);
                let first = self.entries.partition_point(|entry| usize::from(entry.place) < place);
                for entry in self.entries[first..].iter().take_while(|entry| usize::from(entry.place) == place) {
                    if here & entry.mask == entry.head
                        && (entry.literal.len() <= 8 || bytes[at..].starts_with(entry.literal.as_bytes()))
                        && found(entry.number)
                    {
                        return true;
                    }
                }
            }
            at += length;
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
            set.find(text, |number| {
                found.push(words[number as usize]);
                false
            });
            let mut expected: Vec<&str> =
                words.iter().flat_map(|word| text.match_indices(word).map(|(_, word)| word)).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
        assert!(set.find("甲申请", |_| true));
    }
}
