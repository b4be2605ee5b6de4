//! The forms' official wording: sections, columns and rows of the three generations, cells still empty.

use crate::report::{Block, Column, Generation, Row, SampleTable, TableName};

/// The heading over all outcomes in 表三.
pub(crate) const OUTCOMES: &str = "三、本年度办理结果";

/// Section titles of the 2019 and 2021 forms.
pub(crate) const SECTIONS: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

/// Section titles in use from 2014 to 2018, after the six contents of the regulation of 2007.
pub(crate) const SECTIONS_2014: [&str; 8] = [
    "概述",
    "主动公开政府信息情况",
    "回应解读情况",
    "依申请公开政府信息情况",
    "政府信息公开的收费及减免情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

/// Chinese numbers, enough for sections and items.
pub(crate) const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// A block of 表二: its article, its rows, its columns.
type DisclosureBlock = (&'static str, &'static [&'static str], &'static [&'static str]);

const DISCLOSURE_2021: [DisclosureBlock; 4] = [
    ("第二十条第(一)项", &["规章", "行政规范性文件"], &["本年制发件数", "本年废止件数", "现行有效件数"]),
    ("第二十条第(五)项", &["行政许可"], &["本年处理决定数量"]),
    ("第二十条第(六)项", &["行政处罚", "行政强制"], &["本年处理决定数量"]),
    ("第二十条第(八)项", &["行政事业性收费"], &["本年收费金额(单位:万元)"]),
];

const DISCLOSURE_2019: [DisclosureBlock; 5] = [
    ("第二十条第(一)项", &["规章", "规范性文件"], &["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
    ("第二十条第(五)项", &["行政许可", "其他对外管理服务事项"], &["上一年项目数量", "本年增/减", "处理决定数量"]),
    ("第二十条第(六)项", &["行政处罚", "行政强制"], &["上一年项目数量", "本年增/减", "处理决定数量"]),
    ("第二十条第(八)项", &["行政事业性收费"], &["上一年项目数量", "本年增/减"]),
    ("第二十条第(九)项", &["政府集中采购"], &["采购项目数量", "采购总金额"]),
];

/// 表二, empty.
pub(crate) fn disclosure(generation: Generation) -> SampleTable {
    let blocks: &[DisclosureBlock] = match generation {
        Generation::Form2021 => &DISCLOSURE_2021,
        Generation::Form2019 | Generation::Form2014 => &DISCLOSURE_2019,
    };
    let blocks = blocks.iter().map(|(label, rows, columns)| Block {
        label: (*label).into(),
        corner: "信息内容".into(),
        over: String::new(),
        columns: columns.iter().map(|label| column(&[], label)).collect(),
        rows: rows.iter().map(|label| row(&[], label, columns.len())).collect(),
    });
    SampleTable { name: TableName::Disclosure, blocks: blocks.collect() }
}

/// The outcome rows of 表三: the group they stand in and their label.
const OUTCOME_ROWS: [(&str, &str); 18] = [
    ("", "(一)予以公开"),
    ("", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)"),
    ("(三)不予公开", "1.属于国家秘密"),
    ("(三)不予公开", "2.其他法律行政法规禁止公开"),
    ("(三)不予公开", "3.危及“三安全一稳定”"),
    ("(三)不予公开", "4.保护第三方合法权益"),
    ("(三)不予公开", "5.属于三类内部事务信息"),
    ("(三)不予公开", "6.属于四类过程性信息"),
    ("(三)不予公开", "7.属于行政执法案卷"),
    ("(三)不予公开", "8.属于行政查询事项"),
    ("(四)无法提供", "1.本机关不掌握相关政府信息"),
    ("(四)无法提供", "2.没有现成信息需要另行制作"),
    ("(四)无法提供", "3.补正后申请内容仍不明确"),
    ("(五)不予处理", "1.信访举报投诉类申请"),
    ("(五)不予处理", "2.重复申请"),
    ("(五)不予处理", "3.要求提供公开出版物"),
    ("(五)不予处理", "4.无正当理由大量反复申请"),
    ("(五)不予处理", "5.要求行政机关确认或重新出具已获取信息"),
];

const OTHER_HANDLING_2021: [(&str, &str); 3] = [
    ("(六)其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("(六)其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("(六)其他处理", "3.其他"),
];

/// 表三, empty: two rows of receipts, the outcomes, their total, the carry-over.
pub(crate) fn applications(generation: Generation) -> SampleTable {
    let organisation = "法人或其他组织";
    let columns = vec![
        column(&[], "自然人"),
        column(&[organisation], "商业企业"),
        column(&[organisation], "科研机构"),
        column(&[organisation], "社会公益组织"),
        column(&[organisation], "法律服务机构"),
        column(&[organisation], "其他"),
        column(&[], "总计"),
    ];
    let mut outcomes = OUTCOME_ROWS.to_vec();
    match generation {
        Generation::Form2021 => outcomes.extend(OTHER_HANDLING_2021),
        Generation::Form2019 | Generation::Form2014 => outcomes.push(("", "(六)其他处理")),
    }
    outcomes.push(("", "(七)总计"));
    let mut rows =
        vec![row(&[], "一、本年新收政府信息公开申请数量", 7), row(&[], "二、上年结转政府信息公开申请数量", 7)];
    rows.extend(outcomes.into_iter().map(|(group, label)| {
        if group.is_empty() { row(&[OUTCOMES], label, 7) } else { row(&[OUTCOMES, group], label, 7) }
    }));
    rows.push(row(&[], "四、结转下年度继续办理", 7));
    SampleTable {
        name: TableName::Applications,
        blocks: vec![Block {
            label: String::new(),
            corner: "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)".into(),
            over: "申请人情况".into(),
            columns,
            rows,
        }],
    }
}

/// 表四, empty.
pub(crate) fn proceedings() -> SampleTable {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let groups: [&[&str]; 3] = [&["行政复议"], &["行政诉讼", "未经复议直接起诉"], &["行政诉讼", "复议后起诉"]];
    let columns = groups.iter().flat_map(|groups| results.map(|label| column(groups, label)));
    SampleTable {
        name: TableName::Proceedings,
        blocks: vec![Block {
            label: String::new(),
            corner: String::new(),
            over: String::new(),
            columns: columns.collect(),
            rows: vec![row(&[], "", 15)],
        }],
    }
}

/// The rows of 统计表: depth, label, unit. A row without a unit is a heading.
const STATISTICS: [(usize, &str, &str); 65] = [
    (0, "一、主动公开情况", ""),
    (1, "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)", "条"),
    (2, "其中:主动公开规范性文件数", "条"),
    (2, "制发规范性文件总数", "件"),
    (1, "(二)通过不同渠道和方式公开政府信息的情况", ""),
    (2, "1.政府公报公开政府信息数", "条"),
    (2, "2.政府网站公开政府信息数", "条"),
    (2, "3.政务微博公开政府信息数", "条"),
    (2, "4.政务微信公开政府信息数", "条"),
    (2, "5.其他方式公开政府信息数", "条"),
    (0, "二、回应解读情况", ""),
    (1, "(一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次)", "次"),
    (1, "(二)通过不同渠道和方式回应解读的情况", ""),
    (2, "1.参加或举办新闻发布会总次数", "次"),
    (3, "其中:主要负责同志参加新闻发布会次数", "次"),
    (2, "2.政府网站在线访谈次数", "次"),
    (3, "其中:主要负责同志参加政府网站在线访谈次数", "次"),
    (2, "3.政策解读稿件发布数", "篇"),
    (2, "4.微博微信回应事件数", "次"),
    (2, "5.其他方式回应事件数", "次"),
    (0, "三、依申请公开情况", ""),
    (1, "(一)收到申请数", "件"),
    (2, "1.当面申请数", "件"),
    (2, "2.传真申请数", "件"),
    (2, "3.网络申请数", "件"),
    (2, "4.信函申请数", "件"),
    (1, "(二)申请办结数", "件"),
    (2, "1.按时办结数", "件"),
    (2, "2.延期办结数", "件"),
    (1, "(三)申请答复数", "件"),
    (2, "1.属于已主动公开范围数", "件"),
    (2, "2.同意公开答复数", "件"),
    (2, "3.同意部分公开答复数", "件"),
    (2, "4.不同意公开答复数", "件"),
    (3, "其中:涉及国家秘密", "件"),
    (3, "涉及商业秘密", "件"),
    (3, "涉及个人隐私", "件"),
    (3, "危及国家安全、公共安全、经济安全和社会稳定", "件"),
    (3, "不是《条例》所指政府信息", "件"),
    (3, "法律法规规定的其他情形", "件"),
    (2, "5.不属于本行政机关公开数", "件"),
    (2, "6.申请信息不存在数", "件"),
    (2, "7.告知作出更改补充数", "件"),
    (2, "8.告知通过其他途径办理数", "件"),
    (0, "四、行政复议数量", "件"),
    (1, "(一)维持具体行政行为数", "件"),
    (1, "(二)被依法纠错数", "件"),
    (1, "(三)其他情形数", "件"),
    (0, "五、行政诉讼数量", "件"),
    (1, "(一)维持具体行政行为或者驳回原告诉讼请求数", "件"),
    (1, "(二)被依法纠错数", "件"),
    (1, "(三)其他情形数", "件"),
    (0, "六、举报投诉数量", "件"),
    (0, "七、依申请公开信息收取的费用", "万元"),
    (0, "八、机构建设和保障经费情况", ""),
    (1, "(一)政府信息公开工作专门机构数", "个"),
    (1, "(二)设置政府信息公开查阅点数", "个"),
    (1, "(三)从事政府信息公开工作人员数", "人"),
    (2, "1.专职人员数(不包括政府公报及政府网站工作人员数)", "人"),
    (2, "2.兼职人员数", "人"),
    (1, "(四)政府信息公开专项经费(不包括用于政府公报编辑管理及政府网站建设维护等方面的经费)", "万元"),
    (0, "九、政府信息公开会议和培训情况", ""),
    (1, "(一)召开政府信息公开工作会议或专题会议数", "次"),
    (1, "(二)举办各类培训班数", "次"),
    (1, "(三)接受培训人员数", "人次"),
];

/// 统计表, empty.
pub(crate) fn statistics() -> SampleTable {
    let mut above: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (depth, label, unit) in STATISTICS {
        above.truncate(depth);
        rows.push(Row {
            parents: above.clone(),
            label: label.into(),
            unit: unit.into(),
            cells: vec![String::new(); usize::from(!unit.is_empty())],
        });
        above.push(label.into());
    }
    SampleTable {
        name: TableName::Statistics,
        blocks: vec![Block {
            label: String::new(),
            corner: "统计指标".into(),
            over: String::new(),
            columns: vec![column(&[], "统计数")],
            rows,
        }],
    }
}

fn column(groups: &[&str], label: &str) -> Column {
    Column { groups: groups.iter().map(|&group| group.into()).collect(), label: label.into() }
}

fn row(parents: &[&str], label: &str, cells: usize) -> Row {
    Row {
        parents: parents.iter().map(|&parent| parent.into()).collect(),
        label: label.into(),
        unit: String::new(),
        cells: vec![String::new(); cells],
    }
}
