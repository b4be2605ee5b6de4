//! Lists side by side: 甲、乙分别为1件、2件 says the same as 甲1件、乙2件.

use disclint_document::FIGURE;

/// What parts the items of a list.
const MARKS: [char; 4] = ['、', '和', '及', '与'];

/// What may stand between 分别 and the first figure.
const LINKS: [&str; 6] = ["为", "是", "有", "达", "计", "共"];

/// What a figure is led by where its noun stands in the clause before.
const BARE: [char; 10] = ['共', '计', '合', '总', '一', '达', '有', '为', '是', '数'];
/// At most so many of them.
const MOST_BARE: usize = 4;

/// Whether a clause is no more than a figure: the 共9件 of 决定不予公开的,共9件.
pub(crate) fn is_bare(text: &str) -> bool {
    let Some(lead) = text.strip_suffix(FIGURE) else { return false };
    !lead.is_empty() && lead.chars().count() <= MOST_BARE && lead.chars().all(|c| BARE.contains(&c))
}

/// The text of a clause with every figure behind what it counts; `None` where there are no such lists.
/// The figures keep their order.
pub(crate) fn paired(text: &str) -> Option<String> {
    let (names, figures) = text.split_once("分别")?;
    let figures = LINKS.iter().find_map(|link| figures.strip_prefix(link)).unwrap_or(figures);
    if names.contains(FIGURE) || !figures.starts_with(FIGURE) {
        return None;
    }
    let end = figures.find(|c: char| c != FIGURE && !MARKS.contains(&c)).unwrap_or(figures.len());
    let (figures, rest) = figures.split_at(end);
    let names: Vec<&str> = names.split(MARKS).filter(|name| !name.is_empty()).collect();
    if names.len() < 2 || names.len() != figures.matches(FIGURE).count() {
        return None;
    }
    let paired: Vec<String> = names.iter().map(|name| format!("{name}{FIGURE}")).collect();
    Some(paired.join("、") + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_figure_is_led_by_little() {
        let is_bare = |text: &str| is_bare(&text.replace('#', "\u{E000}"));
        assert!(["共#", "达#", "共计为#"].into_iter().all(is_bare));
        assert!(!["#", "收到#", "共#、#", "共#条"].into_iter().any(is_bare));
    }

    #[test]
    fn figures_stand_behind_what_they_count() {
        let paired = |text: &str| paired(&text.replace('#', "\u{E000}")).map(|text| text.replace(FIGURE, "#"));
        assert_eq!(paired("甲、乙和丙分别为#、#和#").as_deref(), Some("甲#、乙#、丙#"));
        assert_eq!(paired("甲乙与丙分别#、#").as_deref(), Some("甲乙#、丙#"));
        for text in ["甲、乙、丙分别为#、#", "分别为甲#、乙#", "甲#、乙#分别", "甲分别为#"] {
            assert_eq!(paired(text), None, "{text}");
        }
    }
}
