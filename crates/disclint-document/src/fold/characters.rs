//! The character table: what one character folds to.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// What a character folds to.
pub(super) enum Folded {
    Same,
    One(char),
    Many(String),
    Nothing,
}

/// Entries of the table that are not characters: private use, which no pair maps to.
const NOTHING: u16 = 0xE000;
const MANY: u16 = 0xE001;

/// For each code unit of the Basic Multilingual Plane: 0 for "itself", the character it folds to, or
/// one of the marks above.
fn table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(build)
}

fn build() -> Vec<u16> {
    let mut table = vec![0u16; 0x1_0000];
    let compatibility = (0x3200..=0x33FF) // enclosed and squared, such as ㈠
        .chain(0xF900..=0xFAFF) // ideographs
        .chain(0xFE10..=0xFE1F)
        .chain(0xFE30..=0xFE6B) // vertical and small punctuation
        .chain(0xFF01..=0xFFEE); // widths
    for code in compatibility {
        let Some(c) = char::from_u32(code) else { continue };
        let mut to = std::iter::once(c).nfkc();
        table[code as usize] = match (to.next(), to.next()) {
            (Some(first), None) if first != c => u16::try_from(first as u32).unwrap_or(MANY),
            (Some(_), Some(_)) => MANY,
            _ => 0,
        };
    }
    for (from, to) in pairs(include_str!("../../data/radicals.txt"))
        .chain(pairs(include_str!("../../data/traditional.txt")))
        .chain(pairs(PUNCTUATION))
    {
        table[from as usize] = to as u16;
    }
    for space in (0x2000..=0x200A).chain([0x00A0, 0x202F, 0x205F, 0x3000]) {
        table[space] = u16::from(b' ');
    }
    for line_break in [0x0085, 0x2028, 0x2029] {
        table[line_break] = u16::from(b'\n');
    }
    for invisible in (0x200B..=0x200F).chain(0x202A..=0x202E).chain(0xFE00..=0xFE0F).chain([0x00AD, 0x2060, 0xFEFF]) {
        table[invisible] = NOTHING;
    }
    // Characters that a compatibility form led to are themselves folded (a full-width traditional
    // form does not exist, but a compatibility ideograph may be traditional).
    for at in 0..table.len() {
        let to = table[at];
        if to != 0 && to != NOTHING && to != MANY && table[to as usize] != 0 {
            table[at] = table[to as usize];
        }
    }
    table
}

/// Punctuation with several spellings that normalisation leaves alone, frames drawn with box
/// characters, and variants that the traditional table lacks.
const PUNCTUATION: &str = "‐- ‑- ‒- –- −- ─- ━- ―— ┄- ┈- ∶: ․. 「“ 」” 『‘ 』’ │| ┃| ║| ┌| ┐| └| ┘| ├| ┤| ┬| ┴| ┼| ╔| ╗| ╚| ╝| ╠| ╣| ╦| ╩| ╬| ═- ¦| 谘咨";

fn pairs(data: &'static str) -> impl Iterator<Item = (char, char)> {
    data.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

pub(super) fn fold_char(c: char) -> Folded {
    let code = c as u32;
    let Some(&to) = table().get(code as usize) else {
        // Beyond the plane only compatibility ideographs fold.
        return if (0x2_F800..=0x2_FA1F).contains(&code) {
            Folded::Many(std::iter::once(c).nfkc().collect())
        } else {
            Folded::Same
        };
    };
    match to {
        0 => Folded::Same,
        NOTHING => Folded::Nothing,
        MANY => Folded::Many(std::iter::once(c).nfkc().collect()),
        _ => char::from_u32(u32::from(to)).map_or(Folded::Same, Folded::One),
    }
}

/// Whether the three-byte character at the start of `bytes` folds to itself.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let &[first, second, third, ..] = bytes else { return false };
    let code = (u32::from(first & 0x0F) << 12) | (u32::from(second & 0x3F) << 6) | u32::from(third & 0x3F);
    table()[code as usize] == 0
}

/// Whether `c` is a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}
