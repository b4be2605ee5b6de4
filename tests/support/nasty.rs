//! Texts that nobody writes and that a program meets all the same: one thing over and over.

/// A kind of text, of any length.
#[derive(Clone, Copy)]
pub struct Nasty {
    /// What it is.
    pub name: &'static str,
    /// What stands before the repetition.
    head: &'static str,
    /// What is repeated.
    piece: &'static str,
}

const TITLE: &str = "云浦市教育局2023年政府信息公开工作年度报告\n";
const BEGIN: &str = "云浦市教育局2023年政府信息公开工作年度报告\n一、总体情况\n";
const TABLE: &str =
    "云浦市教育局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章 | 1 | 0 | 2\n规范性文件 | 2 | 3 | 4\n";

impl Nasty {
    /// Every kind.
    pub const ALL: [Self; 35] = [
        Self::new("Han on one line", BEGIN, "公开"),
        Self::new("digits", BEGIN, "1234567890"),
        Self::new("digits and commas", BEGIN, "123,"),
        Self::new("digits, commas and points", BEGIN, "1,2.3"),
        Self::new("numerals", BEGIN, "一二三四五"),
        Self::new("opening brackets", BEGIN, "(（〔"),
        Self::new("closing brackets", BEGIN, ")）〕"),
        Self::new("figures in brackets", BEGIN, "(1件)"),
        Self::new("nested figures", BEGIN, "收到2件(其中1件"),
        Self::new("parts", BEGIN, "其中1件,"),
        Self::new("parts and semicolons", BEGIN, "共5件,其中1件;"),
        Self::new("wholes", BEGIN, "合计5件"),
        Self::new("figures of a rule", BEGIN, "收到政府信息公开申请5件,"),
        Self::new("figures of a rule, no mark", BEGIN, "收到政府信息公开申请5件"),
        Self::new("statements", BEGIN, "全年未收到政府信息公开申请。"),
        Self::new("headings", TITLE, "一、总体情况\n"),
        Self::new("headings in one line", TITLE, "一、总体情况。"),
        Self::new("headings without numbers", TITLE, "总体情况\n"),
        Self::new("unknown headings", BEGIN, "二、其他的事\n"),
        Self::new("titles", "", TITLE),
        Self::new("rows", TABLE, "规章 | 1 | 2 | 3\n"),
        Self::new("rows and headings", TABLE, "规章 | 1 | 2 | 3\n一、总体情况\n"),
        Self::new("unknown rows", TABLE, "其他文件 | 1 | 2 | 3\n"),
        Self::new("rows of texts", TABLE, "甲 乙 丙 1 2\n"),
        Self::new("blank cells", TABLE, "其他 | | |\n"),
        Self::new("pipes", TABLE, "|"),
        Self::new("list items", BEGIN, "一是公开。二是"),
        Self::new("spaces and marks", BEGIN, "# * "),
        Self::new("spaces", BEGIN, "。      一"),
        Self::new("blank lines", BEGIN, "\n \n"),
        Self::new("question marks", BEGIN, "??"),
        Self::new("open tags", "<p>云浦市教育局2023年政府信息公开工作年度报告</p>", "<a<!x &lt"),
        Self::new("pinyin", BEGIN, "會(huì"),
        Self::new(
            "numbers as large as can be",
            BEGIN,
            "发布999999999999999件,其中网站7922816251426433759354395033万件、微信999999999999999件,合计999999999999998件,\
             占0.000001%,同比增长999999999999999%,日均999999999999999件。",
        ),
        Self::new("dates", BEGIN, "2023年1月1日至2023年12月"),
    ];

    const fn new(name: &'static str, head: &'static str, piece: &'static str) -> Self {
        Self { name, head, piece }
    }

    /// A text of about `length` bytes.
    pub fn text(&self, length: usize) -> String {
        let mut text = String::with_capacity(length + self.piece.len());
        text.push_str(self.head);
        while text.len() < length {
            text.push_str(self.piece);
        }
        text
    }
}
