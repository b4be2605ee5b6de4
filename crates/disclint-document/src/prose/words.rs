//! The words that stand beside numbers: units, and those that make a number none that counts.

use std::sync::LazyLock;

use rust_decimal::Decimal;

/// Units, longest first where one begins another.
const UNITS: [&str; 109] = [
    "个工作日",
    "个自然日",
    "个百分点",
    "工作日",
    "个部分",
    "方面",
    "大类",
    "平方米",
    "人次",
    "件次",
    "条次",
    "家次",
    "户次",
    "台次",
    "万元",
    "亿元",
    "小时",
    "分钟",
    "分",
    "公里",
    "公顷",
    "小类",
    "大项",
    "小项",
    "剂次",
    "村次",
    "版次",
    "栏次",
    "本",
    "道",
    "艘",
    "盒",
    "面",
    "遍",
    "秒",
    "平方公里",
    "平方千米",
    "立方米",
    "千米",
    "公斤",
    "吨",
    "集",
    "株",
    "棵",
    "枚",
    "箱",
    "余次",
    "元",
    "件",
    "条",
    "份",
    "起",
    "宗",
    "次",
    "人",
    "个",
    "项",
    "部",
    "篇",
    "期",
    "场",
    "家",
    "户",
    "名",
    "位",
    "例",
    "则",
    "封",
    "类",
    "种",
    "批",
    "套",
    "册",
    "卷",
    "亩",
    "幅",
    "张",
    "笔",
    "学时",
    "课时",
    "票",
    "页",
    "字",
    "天",
    "岁",
    "倍",
    "所",
    "处",
    "届",
    "轮",
    "站",
    "台",
    "块",
    "座",
    "间",
    "款",
    "辆",
    "门",
    "只",
    "支",
    "组",
    "通",
    "度",
    "层",
    "段",
    "点",
    "章",
    "%",
    "‰",
];

/// Units that 次 may follow and mean the same: 24场次. Not 家: 20家 may be inspected 30家次.
pub(super) const COUNTED_TWICE: [&str; 4] = ["场", "批", "期", "轮"];

/// Words that begin like a unit: 3件通过, where 3通来电 has one; 三次产业.
const NO_UNIT: [&str; 35] = [
    "通过",
    "通知",
    "通报",
    "通告",
    "通道",
    "通信",
    "通行",
    "次产业",
    "次性",
    "集中",
    "集体",
    "集成",
    "集团",
    "集镇",
    "本机",
    "本局",
    "本年",
    "本单",
    "本级",
    "本市",
    "本县",
    "本区",
    "本镇",
    "本乡",
    "本街",
    "本中",
    "本部",
    "本委",
    "面向",
    "面对",
    "面临",
    "次通过率",
    "次办成",
    "次告知",
    "次办好",
];

/// Persons, however they are counted; 人次 counts how often they came.
const PERSONS: [&str; 3] = ["人", "名", "位"];

/// What a unit counts in: 人 for all units of persons, the others themselves.
pub(super) fn counted_as(unit: &'static str) -> &'static str {
    if PERSONS.contains(&unit) { PERSONS[0] } else { unit }
}

/// What points are made of: 两点不足, where 两点 alone is a time.
const POINTS: [&str; 12] = [
    "点不足",
    "点问题",
    "点建议",
    "点意见",
    "点措施",
    "点做法",
    "点体会",
    "点要求",
    "点短板",
    "点差距",
    "点困难",
    "点原因",
];

/// What may stand behind a score: of other words 分 is but a part.
const BEHIND_SCORES: &str = ",.;:、。()\n 较比提上下居位列以左的和与及升降增减至到";

/// What a number before one of these is: part of a date, an address, a time, a document's name.
pub(super) const NO_FIGURE_BEFORE: [&str; 22] = [
    "年",
    "月",
    "日",
    "号",
    "楼",
    "室",
    "栋",
    "幢",
    "路",
    "街",
    "时",
    "点",
    "〕",
    "]",
    "】",
    "届",
    "大报告",
    "岁",
    "级",
    "周年",
    "版",
    "K",
];

/// Names that begin with a number.
pub(super) const NAMES: [&str; 9] = ["12345", "12315", "12328", "12333", "12329", "12369", "12318", "110", "119"];

/// The units by their first characters.
static UNITS_BY_FIRST: LazyLock<Vec<(char, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut found: Vec<(char, Vec<&'static str>)> = Vec::new();
    for unit in UNITS {
        let Some(first) = unit.chars().next() else { continue };
        match found.iter_mut().find(|(known, _)| *known == first) {
            Some((_, units)) => units.push(unit),
            None => found.push((first, vec![unit])),
        }
    }
    found.sort_unstable_by_key(|(first, _)| *first);
    found
});

/// The unit that `text` begins with.
pub(super) fn unit_of(text: &str) -> Option<&'static str> {
    let first = text.chars().next()?;
    let at = UNITS_BY_FIRST.binary_search_by_key(&first, |(first, _)| *first).ok()?;
    UNITS_BY_FIRST[at].1.iter().copied().find(|unit| text.starts_with(unit))
}

/// The first of `words` that `text` begins with. Most differ in their first character.
pub(super) fn first_of(words: &[&'static str], text: &str) -> Option<&'static str> {
    let text = text.as_bytes();
    let head = text.first_chunk::<3>();
    words.iter().copied().find(|word| {
        let word = word.as_bytes();
        match (word.first_chunk::<3>(), head) {
            (Some(first), Some(head)) => first == head && text.starts_with(word),
            _ => text.starts_with(word),
        }
    })
}

/// Whether the unit that `rest` begins with is one behind a number, and no part of another word: 两方面问题, where 一方面
/// counts nothing.
pub(super) fn is_unit(unit: &str, rest: &str, value: Decimal) -> bool {
    match unit {
        "通" | "次" => first_of(&NO_UNIT, rest).is_none(),
        "方面" => value > Decimal::ONE,
        "点" => first_of(&POINTS, rest).is_some(),
        // 得分88.5分, but 12分局, 3分类.
        "分" => rest.trim_start_matches('分').chars().next().is_none_or(|next| BEHIND_SCORES.contains(next)),
        _ => true,
    }
}
