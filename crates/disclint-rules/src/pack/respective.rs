//! Lists side by side: 甲、乙分别为1件、2件 says the same as 甲1件、乙2件.

use disclint_document::FIGURE;

/// What parts the items of a list.
const MARKS: [char; 4] = ['、', '和', '及', '与'];

/// What may stand between 分别 and the first figure.
const LINKS: [&str; 6] = ["为", "是", "有", "达", "计", "共"];

/// How much text of another kind may stand there: 分别提出申请, in bytes.
const LONGEST_VERB: usize = 36;

/// What a figure is led by where its noun stands in the clause before.
const BARE: [char; 26] = [
    '共', '计', '合', '总', '一', '达', '到', '有', '为', '是', '数', '量', '额', '件', '案', '全', '本', '当', '年',
    '度', '内', '仅', '只', '均', '新', '增',
];
/// At most so many of them.
const MOST_BARE: usize = 6;

/// Whether a figure is all that a clause has to say, and where what it counts may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    /// Nothing but a figure: the 9件 of 不予公开:9件.
    Alone,
    /// In the clause before: the 共9件 of 决定不予公开的,共9件.
    Led,
    /// In the sentence before: 数量是9件, 共9件.
    Counting,
}

/// Whether a clause is no more than a figure.
pub(crate) fn bare(text: &str) -> Option<Bare> {
    let lead = text.strip_suffix(FIGURE)?;
    if lead.is_empty() {
        return Some(Bare::Alone);
    }
    if lead.chars().count() > MOST_BARE || !lead.chars().all(|c| BARE.contains(&c)) {
        return None;
    }
    Some(if lead.contains(['共', '数', '量']) { Bare::Counting } else { Bare::Led })
}

/// The text of a clause with a figure that alone stands in brackets set free: 行政复议(1件) says the same
/// as 行政复议1件. `None` where there is none.
pub(crate) fn unbracketed(text: &str) -> Option<String> {
    const ALONE: &str = "(\u{E000})";
    if !text.contains(ALONE) {
        return None;
    }
    let mut freed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ALONE) {
        freed.push_str(before);
        // 12件(60%) has its figure already.
        if before.is_empty() || before.ends_with([FIGURE, ')', '、']) {
            freed.push_str(ALONE);
        } else {
            freed.push(FIGURE);
        }
        rest = after;
    }
    freed.push_str(rest);
    Some(freed)
}

/// The text of a clause with every figure behind what it counts; `None` where there are no such lists.
/// The figures keep their order.
pub(crate) fn paired(text: &str) -> Option<String> {
    let (names, figures) = text.split_once("分别")?;
    let figures = LINKS.iter().find_map(|link| figures.strip_prefix(link)).unwrap_or(figures);
    // 分别提出申请3件、2件: what each did stands before the first figure only.
    let (verb, figures) = figures.split_at(figures.find(FIGURE)?);
    if names.contains(FIGURE) || verb.len() > LONGEST_VERB || verb.contains(MARKS) {
        return None;
    }
    let end = figures.find(|c: char| c != FIGURE && !MARKS.contains(&c)).unwrap_or(figures.len());
    let (figures, rest) = figures.split_at(end);
    let count = figures.matches(FIGURE).count();
    // The words between the marks may have such marks themselves: 自然人、法人和其他组织.
    let parts = |marks: &[char]| names.split(marks).filter(|name| !name.is_empty()).collect::<Vec<_>>();
    let names = [&MARKS[..], &MARKS[..1]].map(parts).into_iter().find(|names| names.len() == count)?;
    if names.len() < 2 {
        return None;
    }
    let paired: Vec<String> = names.iter().map(|name| format!("{name}{verb}{FIGURE}")).collect();
    Some(paired.join("、") + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_figure_is_led_by_little() {
        let bare = |text: &str| bare(&text.replace('#', "\u{E000}"));
        for (text, expected) in [
            ("#", Some(Bare::Alone)),
            ("达#", Some(Bare::Led)),
            ("新增#", Some(Bare::Led)),
            ("共计为#", Some(Bare::Counting)),
            ("数量是#", Some(Bare::Counting)),
            ("收到#", None),
            ("共#、#", None),
            ("共#条", None),
        ] {
            assert_eq!(bare(text), expected, "{text}");
        }
    }

    #[test]
    fn brackets_around_a_figure_alone_mean_nothing() {
        let freed = |text: &str| unbracketed(&text.replace('#', "\u{E000}")).map(|text| text.replace(FIGURE, "#"));
        assert_eq!(freed("甲(#)、乙(#)均").as_deref(), Some("甲#、乙#均"));
        assert_eq!(freed("甲#(#)").as_deref(), Some("甲#(#)"));
        assert_eq!(freed("甲#(乙#)"), None);
    }

    #[test]
    fn figures_stand_behind_what_they_count() {
        let paired = |text: &str| paired(&text.replace('#', "\u{E000}")).map(|text| text.replace(FIGURE, "#"));
        assert_eq!(paired("甲、乙和丙分别为#、#和#").as_deref(), Some("甲#、乙#、丙#"));
        assert_eq!(paired("甲乙与丙分别#、#").as_deref(), Some("甲乙#、丙#"));
        assert_eq!(paired("甲、乙和丁分别提出#和#").as_deref(), Some("甲提出#、乙和丁提出#"));
        for text in ["甲、乙、丙分别为#、#", "分别为甲#、乙#", "甲#、乙#分别", "甲分别为#"] {
            assert_eq!(paired(text), None, "{text}");
        }
    }
}
