//! Pinyin annotations, which some mirrors put in brackets after a character: `會(huì)`, `公(gong)`.

/// The length in bytes of an annotation and its closing bracket, if `rest`, the text after an opening
/// bracket, begins with one: one syllable, with or without its tone mark.
pub(super) fn annotation(rest: &str) -> Option<usize> {
    let mut plain = [0u8; 6];
    let mut letters = 0;
    for (at, c) in rest.char_indices() {
        match c {
            ')' | '）' => {
                let syllable = std::str::from_utf8(plain.get(..letters)?).ok()?;
                return is_syllable(syllable).then_some(at + c.len_utf8());
            }
            // Combining tone marks follow their letter.
            '\u{0300}' | '\u{0301}' | '\u{0304}' | '\u{0308}' | '\u{030C}' => {}
            _ => {
                *plain.get_mut(letters)? = letter(c)?;
                letters += 1;
            }
        }
    }
    None
}

/// The letter without its tone; `v` for ü.
fn letter(c: char) -> Option<u8> {
    Some(match c {
        'a'..='z' => c as u8,
        'ā' | 'á' | 'ǎ' | 'à' | 'ɑ' => b'a',
        'ē' | 'é' | 'ě' | 'è' => b'e',
        'ī' | 'í' | 'ǐ' | 'ì' => b'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => b'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => b'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => b'v',
        'ń' | 'ň' | 'ǹ' => b'n',
        'ḿ' => b'm',
        _ => return None,
    })
}

const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];

const FINALS: [&str; 38] = [
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ve", "ue", "er", "an", "en", "in", "un",
    "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang", "ueng",
    "van", "ng",
];

fn is_syllable(text: &str) -> bool {
    INITIALS.iter().any(|initial| text.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest)))
}
