//! The text around the tables. Every figure in it is read from the tables or adds up by itself.

use crate::official::{NUMBERS, SECTIONS, SECTIONS_2014};
use crate::report::{Body, Generation, Item, Part, SampleReport, SampleTable, Section, Signature, TableName};
use crate::rng::Rng;

/// What the sentences are made from.
struct Writer<'a> {
    report: &'a SampleReport,
    rng: &'a mut Rng,
}

/// Puts the text around `tables`.
pub(crate) fn write(
    generation: Generation,
    body: Body,
    year: u16,
    tables: Vec<SampleTable>,
    rng: &mut Rng,
) -> SampleReport {
    let mut report = SampleReport {
        generation,
        title: format!("{}{year}年政府信息公开工作年度报告", body.name),
        signature: Some(Signature {
            name: body.name.clone(),
            date: format!("{}年1月{}日", year + 1, rng.between(8, 28)),
        }),
        body,
        year,
        preamble: vec![],
        sections: vec![],
        tables,
    };
    let mut writer = Writer { report: &report, rng };
    let preamble = vec![writer.preamble()];
    let sections = match generation {
        Generation::Form2014 => writer.sections_2014(),
        Generation::Form2019 | Generation::Form2021 => writer.sections(),
    };
    report.preamble = preamble;
    report.sections = sections;
    report
}

fn section(at: usize, title: &str, content: Vec<Part>) -> Section {
    Section { number: NUMBERS[at].into(), title: title.into(), content }
}

fn paragraph(text: impl Into<String>) -> Part {
    Part::Paragraph(text.into())
}

impl Writer<'_> {
    fn own(&self) -> &str {
        &self.report.body.own
    }

    /// The number in a cell.
    fn count(&self, path: &str) -> u64 {
        let cell = self.report.cell(path);
        cell.parse().expect("the cell holds a count")
    }

    /// The sum of 表三's total column over the rows whose path contains `part`.
    fn total_of(&self, part: &str) -> u64 {
        let cells = self.report.cells();
        cells
            .iter()
            .filter(|(path, _)| path.starts_with("表三/") && path.contains(part) && path.ends_with("/总计"))
            .map(|(_, cell)| cell.parse::<u64>().expect("the cell holds a count"))
            .sum()
    }

    fn preamble(&mut self) -> String {
        let Body { name, address, .. } = &self.report.body;
        let year = self.report.year;
        let basis = match self.report.generation {
            Generation::Form2021 => {
                "《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》(国办公开办函〔2021〕30号)"
            }
            Generation::Form2019 => "《中华人民共和国政府信息公开条例》(国务院令第711号)",
            Generation::Form2014 => "《中华人民共和国政府信息公开条例》",
        };
        let opening = self.rng.pick(&["本报告依照", "按照", "根据"]);
        let lead = if opening == "本报告依照" {
            format!("{opening}{basis}的要求,由{name}编制。")
        } else {
            format!("{opening}{basis}的规定,{name}编制了本年度报告。")
        };
        let period = format!("本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。");
        let contact = format!(
            "对本报告内容如有疑问,可与{name}办公室联系(地址:{address};电话:0600-5550{})。",
            self.rng.between(100, 999)
        );
        let parts = if self.report.generation != Generation::Form2014 && self.rng.chance(40) {
            format!("全文由{}六个部分组成。", SECTIONS.join("、"))
        } else {
            String::new()
        };
        format!("{lead}{parts}{period}{contact}")
    }

    fn sections(&mut self) -> Vec<Section> {
        let disclosure = self.disclosure_lead();
        let mut second = vec![Part::Table(TableName::Disclosure)];
        if let Some(lead) = disclosure {
            second.insert(0, paragraph(lead));
        }
        let mut fourth = vec![Part::Table(TableName::Proceedings)];
        if let Some(lead) = self.proceedings_lead() {
            fourth.insert(0, paragraph(lead));
        }
        vec![
            section(0, SECTIONS[0], self.overview()),
            section(1, SECTIONS[1], second),
            section(2, SECTIONS[2], vec![Part::Table(TableName::Applications)]),
            section(3, SECTIONS[3], fourth),
            section(4, SECTIONS[4], self.problems()),
            section(5, SECTIONS[5], self.other()),
        ]
    }

    /// The five heads that the form of 2021 asks for and that were usual before.
    fn overview(&mut self) -> Vec<Part> {
        let year = self.report.year;
        let own = self.own().to_owned();
        let lead = match self.rng.between(0, 2) {
            0 => format!("{year}年,{own}坚持以公开为常态、不公开为例外,围绕群众关切做好政府信息公开各项工作。"),
            1 => format!("{year}年,{own}把政务公开与业务工作一同部署、一同落实,公开的质量和时效稳步提高。"),
            _ => format!("{year}年,{own}严格执行政府信息公开条例,依法保障公民、法人和其他组织获取政府信息。"),
        };
        let heads = [
            ("主动公开", self.publishing()),
            ("依申请公开", self.applications()),
            ("政府信息管理", self.management()),
            ("政府信息公开平台建设", self.platform()),
            ("监督保障", self.supervision()),
        ];
        let ending = self.rng.pick(&["情况", "情况", ""]);
        let mut parts = vec![paragraph(lead)];
        parts.extend(heads.into_iter().enumerate().map(|(at, (title, text))| {
            Part::Item(Item {
                number: format!("({})", NUMBERS[at]),
                title: format!("{title}{ending}"),
                paragraphs: vec![text],
            })
        }));
        parts
    }

    fn publishing(&mut self) -> String {
        let kinds = [self.rng.between(3, 40), self.rng.between(20, 160), self.rng.between(10, 90)];
        let sum: u64 = kinds.iter().sum();
        let [outline, news, notices] = kinds;
        let rest = self.rng.pick(&[
            "重点公开了财政预决算、民生实事和公共服务等方面的内容。",
            "对企业和群众关注的政策,同步发布了图文解读。",
            "机构职能、办事流程和联系方式有变动的,均及时作了更新。",
        ]);
        format!(
            "全年通过门户网站主动公开政府信息{sum}条,其中机构概况类{outline}条、工作动态类{news}条、通知公告类{notices}条。{rest}"
        )
    }

    fn applications(&mut self) -> String {
        let received = self.count("表三/一、本年新收政府信息公开申请数量/总计");
        let carried_in = self.count("表三/二、上年结转政府信息公开申请数量/总计");
        let handled = self.count("表三/(七)总计/总计");
        let carried_out = self.count("表三/四、结转下年度继续办理/总计");
        if received + carried_in + handled + carried_out == 0 {
            return self
                .rng
                .pick(&[
                    "本年度未收到政府信息公开申请,也没有上年结转的申请。",
                    "全年未收到政府信息公开申请,无上年结转和结转下年度办理的申请。",
                ])
                .into();
        }
        let persons = self.count("表三/一、本年新收政府信息公开申请数量/自然人");
        let organisations = received - persons;
        let verb = self.rng.pick(&["共收到", "新收到", "收到"]);
        let mut text = format!("全年{verb}政府信息公开申请{received}件");
        if received > 0 {
            text += &format!(",其中自然人申请{persons}件,法人或其他组织申请{organisations}件");
        }
        text += &format!(
            ";上年结转政府信息公开申请{carried_in}件。全年办结{handled}件,结转下年度继续办理{carried_out}件。"
        );
        if handled > 0 {
            let groups =
                ["(一)予以公开", "(二)部分公开", "(三)不予公开", "(四)无法提供", "(五)不予处理", "(六)其他处理"];
            let results: Vec<String> = groups
                .iter()
                .map(|group| (&group["(一)".len()..], self.total_of(group)))
                .filter(|(_, total)| *total > 0)
                .map(|(name, total)| format!("{name}{total}件"))
                .collect();
            text += &format!("在办理结果中,{}。", results.join(","));
        }
        text += self.rng.pick(&[
            "所有答复均在法定期限内作出。",
            "对申请内容不明确的,一次性告知申请人需要补正的事项。",
            "答复前均由承办科室会同法律顾问审核。",
        ]);
        text
    }

    fn management(&mut self) -> String {
        let own = self.own().to_owned();
        let first = self.rng.pick(&[
            "一是严格信息发布审核,落实“先审查、后公开”的要求。",
            "一是完善公文公开属性源头认定,起草公文时同步明确是否公开。",
        ]);
        let second = self.rng.pick(&[
            "二是对已公开的信息定期复核,内容失效的及时标注或者清理。",
            "二是规范政府信息的制作、保存和移交,确保来源清楚、内容准确。",
        ]);
        let mut text = format!("{own}健全政府信息管理制度。{first}{second}");
        if self.report.generation == Generation::Form2021 {
            let path = "表二/行政规范性文件";
            let issued = self.count(&format!("{path}/本年制发件数"));
            let in_force = self.count(&format!("{path}/现行有效件数"));
            text += &format!("本年制发行政规范性文件{issued}件,现行有效行政规范性文件{in_force}件。");
        }
        text
    }

    fn platform(&mut self) -> String {
        self.rng
            .pick(&[
                "优化门户网站政府信息公开专栏,调整栏目设置,使公开指南、公开制度和年度报告更便于查找。",
                "加强门户网站和政务新媒体的日常维护,定期检查链接和附件,保证公开渠道畅通。",
                "用好门户网站、公告栏和便民服务窗口三类渠道,方便不同人群查阅政府信息。",
            ])
            .into()
    }

    fn supervision(&mut self) -> String {
        let (meetings, trainings) = (self.rng.between(1, 4), self.rng.between(1, 3));
        let mut text =
            format!("明确分管负责人和承办机构,全年召开政务公开工作会议{meetings}次,举办业务培训{trainings}次。");
        if self.report.body.kind.is_government() {
            text += "政府信息公开工作纳入年度工作考核,邀请群众代表开展社会评议,评议结果总体良好;本年度未发生需要追究责任的情形。";
        } else {
            text += self.rng.pick(&[
                "政府信息公开工作列入科室年度考核,主动接受社会监督。",
                "公开监督电话,对群众反映的问题及时核实整改。",
            ]);
        }
        text
    }

    /// A sentence before 表二, in some reports.
    fn disclosure_lead(&mut self) -> Option<String> {
        if self.rng.chance(60) {
            return None;
        }
        let own = self.own();
        Some(format!("{own}依照条例第二十条主动公开下列政府信息。"))
    }

    /// The figures of 表四 in words, in some reports.
    fn proceedings_lead(&mut self) -> Option<String> {
        if self.rng.chance(60) {
            return None;
        }
        let year = self.report.year;
        let own = self.own();
        let review = |label: &str| self.count(&format!("表四/行政复议/{label}"));
        let total = review("总计");
        let direct = self.count("表四/未经复议直接起诉/总计");
        let after_review = self.count("表四/复议后起诉/总计");
        let lawsuits = direct + after_review;
        if total + lawsuits == 0 {
            return Some(format!("{year}年,{own}未发生因政府信息公开引起的行政复议、行政诉讼。"));
        }
        let reviews = if total == 0 {
            "政府信息公开行政复议0件".into()
        } else {
            format!(
                "政府信息公开行政复议{total}件,其中结果维持{}件,结果纠正{}件,其他结果{}件,尚未审结{}件",
                review("结果维持"),
                review("结果纠正"),
                review("其他结果"),
                review("尚未审结"),
            )
        };
        let lawsuits = if lawsuits == 0 {
            "行政诉讼0件".into()
        } else {
            format!("行政诉讼{lawsuits}件,其中未经复议直接起诉{direct}件,复议后起诉{after_review}件")
        };
        Some(format!("{year}年,{reviews};{lawsuits}。"))
    }

    fn problems(&mut self) -> Vec<Part> {
        let own = self.own().to_owned();
        let next = self.report.year + 1;
        let trouble = self.rng.pick(&[
            "一是部分信息公开不够及时;二是政策解读的形式比较单一;三是工作人员调整较多,业务能力有待加强。",
            "一是主动公开的深度与群众期待还有差距;二是依申请公开的答复文书不够规范;三是栏目之间内容有交叉。",
        ]);
        let remedy = self.rng.pick(&[
            "一是建立信息发布台账,按月核对公开时限;二是增加图解和问答等解读方式;三是开展分层培训,提高业务水平。",
            "一是梳理主动公开目录,补齐遗漏事项;二是统一答复文书格式,重要答复集体会商;三是归并相近栏目,方便查阅。",
        ]);
        vec![
            paragraph(format!("{own}政府信息公开工作还存在一些不足:{trouble}")),
            paragraph(format!("{next}年,将从以下方面改进:{remedy}")),
        ]
    }

    fn other(&mut self) -> Vec<Part> {
        if self.report.generation == Generation::Form2019 {
            return vec![paragraph("无其他需要报告的事项。")];
        }
        // A fee is charged by the hundred per application; none is charged where nobody applied.
        let received = self.count("表三/一、本年新收政府信息公开申请数量/总计");
        if received > 30 && self.rng.chance(50) {
            let charged = self.rng.between(1, 6);
            return vec![
                paragraph(format!(
                    "本年度对{charged}件申请发出收费通知,共收取政府信息公开信息处理费{}元。",
                    charged * 100
                )),
                paragraph("除上述情况外,无其他需要报告的事项。"),
            ];
        }
        let own = self.own();
        vec![paragraph(format!("本年度{own}未收取政府信息公开信息处理费。无其他需要报告的事项。"))]
    }

    fn sections_2014(&mut self) -> Vec<Section> {
        let year = self.report.year;
        let own = self.own().to_owned();
        let cell = |label: &str| self.report.cell(&format!("统计表/{label}")).to_owned();
        let published = cell("(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)");
        let website = cell("2.政府网站公开政府信息数");
        let answered = cell("(一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次)");
        let explained = cell("3.政策解读稿件发布数");
        let received = cell("(一)收到申请数");
        let settled = cell("(二)申请办结数");
        let channels = ["1.当面", "2.传真", "3.网络", "4.信函"].map(|channel| {
            let name = &channel[2..];
            (name, cell(&format!("{channel}申请数")))
        });
        let reviews = cell("四、行政复议数量");
        let lawsuits = cell("五、行政诉讼数量");
        let staff = cell("(三)从事政府信息公开工作人员数");
        let full_time = cell("1.专职人员数(不包括政府公报及政府网站工作人员数)");
        let part_time = cell("2.兼职人员数");
        let meetings = cell("(一)召开政府信息公开工作会议或专题会议数");
        let trainings = cell("(二)举办各类培训班数");

        let applications = if received == "0" {
            format!("{year}年,{own}未收到政府信息公开申请。")
        } else {
            let channels = channels.map(|(name, count)| format!("{name}申请{count}件"));
            format!("{year}年,{own}收到政府信息公开申请{received}件,其中{}。全年办结{settled}件。", channels.join(","))
        };
        let proceedings = if reviews == "0" && lawsuits == "0" {
            format!("{year}年,{own}未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。")
        } else {
            format!("{year}年,因政府信息公开被申请行政复议{reviews}件,被提起行政诉讼{lawsuits}件。")
        };
        let contents = [
            vec![paragraph(format!(
                "{year}年,{own}完善工作制度,从事政府信息公开工作的人员共{staff}人,其中专职{full_time}人,兼职{part_time}人。全年召开专题会议{meetings}次,举办培训班{trainings}次。"
            ))],
            vec![paragraph(format!(
                "{year}年,{own}主动公开政府信息{published}条,通过政府网站公开政府信息{website}条。"
            ))],
            vec![paragraph(format!("全年回应公众关注热点或重大舆情{answered}次,发布政策解读稿件{explained}篇。"))],
            vec![paragraph(applications)],
            vec![paragraph(format!("{year}年,{own}依申请公开政府信息未收取费用。"))],
            vec![paragraph(proceedings)],
            self.problems(),
            vec![paragraph("无其他需要报告的事项。")],
        ];
        let mut sections: Vec<Section> =
            contents.into_iter().enumerate().map(|(at, content)| section(at, SECTIONS_2014[at], content)).collect();
        sections.push(Section {
            number: String::new(),
            title: format!("附:{year}年度政府信息公开情况统计表"),
            content: vec![Part::Table(TableName::Statistics)],
        });
        sections
    }
}
