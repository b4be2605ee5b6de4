//! The fixed texts of terminal output, in both languages.

use disclint_document::Encoding;
use disclint_rules::{Coverage, Earlier, Judgement, Lang, Unchecked};

use crate::mutate::{Count, Kind};
use crate::tally::{Compared, Tally};
use crate::waiver::Unused;

/// How standard input is called.
pub(crate) const STDIN: &str = "<stdin>";

/// How many findings of each severity.
pub(crate) fn findings(tally: &Tally, lang: Lang) -> String {
    let (errors, warnings, infos) = (tally.errors, tally.warnings, tally.infos);
    match lang {
        Lang::Zh => format!("{errors} 个错误, {warnings} 个警告, {infos} 条提示"),
        Lang::En => format!("{}, {}, {}", count(errors, "error"), count(warnings, "warning"), count(infos, "note")),
    }
}

/// Said instead of the findings where there are none.
pub(crate) fn no_findings(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "未发现问题",
        Lang::En => "no findings",
    }
}

/// What was looked at: the proof behind silence.
pub(crate) fn coverage(coverage: &Coverage, unchecked: &[Unchecked], lang: Lang) -> String {
    let Coverage {
        cells_expected,
        cells_read,
        identities_held,
        identities_violated,
        identities_unchecked,
        figures_found,
        figures_checked,
        numbers_verified,
        numbers_in_findings,
        numbers_unused,
    } = coverage;
    let reasons: Vec<String> =
        unchecked.iter().map(|unchecked| format!("{}: {}", unchecked.reason, unchecked.count)).collect();
    let reasons = match reasons.join(", ") {
        none if none.is_empty() => none,
        reasons => format!(" ({reasons})"),
    };
    // Nothing is said of figures where none were looked for.
    let figures = match lang {
        _ if *figures_found == 0 => String::new(),
        Lang::Zh => format!("; 文中数字 {figures_found}, 已核 {figures_checked}"),
        Lang::En => format!("; figures in prose: {figures_found} found, {figures_checked} checked"),
    };
    let found = coverage.numbers_found();
    let numbers = match lang {
        Lang::Zh => {
            format!("; 数字共 {found}, 已核实 {numbers_verified}, 有疑 {numbers_in_findings}, 未用 {numbers_unused}")
        }
        Lang::En => format!(
            "; {} in all: {numbers_verified} verified, {numbers_in_findings} in findings, {numbers_unused} unused",
            count(found, "number")
        ),
    };
    match lang {
        Lang::Zh => format!(
            "已读 {cells_read}/{cells_expected} 个单元格; \
             勾稽关系成立 {identities_held}, 不成立 {identities_violated}, 未核 {identities_unchecked}{reasons}{figures}{numbers}"
        ),
        Lang::En => format!(
            "{cells_read}/{cells_expected} cells read; \
             identities: {identities_held} held, {identities_violated} violated, \
             {identities_unchecked} not checked{reasons}{figures}{numbers}"
        ),
    }
}

/// On what the judgement rests.
pub(crate) fn grounds(judgement: &Judgement, encoding: Encoding, lang: Lang) -> String {
    let pack = &judgement.pack;
    let grounds = match (lang, judgement.year) {
        (Lang::Zh, Some(year)) => format!("依据规则包 {pack}, 年度 {year}, 编码 {encoding}"),
        (Lang::Zh, None) => format!("依据规则包 {pack}, 年度不明, 编码 {encoding}"),
        (Lang::En, Some(year)) => format!("pack {pack}, year {year}, encoding {encoding}"),
        (Lang::En, None) => format!("pack {pack}, year unknown, encoding {encoding}"),
    };
    match (&judgement.earlier, lang) {
        (Earlier::NotAsked, _) => grounds,
        (Earlier::Found(name), Lang::Zh) => format!("{grounds}, 上年报告 {name}"),
        (Earlier::Found(name), Lang::En) => format!("{grounds}, last year's report {name}"),
        (Earlier::Missing, Lang::Zh) => format!("{grounds}, 没有找到本机关的上年报告"),
        (Earlier::Missing, Lang::En) => format!("{grounds}, last year's report of this body was not found"),
    }
}

/// The totals of a batch.
pub(crate) fn summary(tally: &Tally, lang: Lang) -> String {
    let judged = tally.files - tally.failed - tally.skipped;
    let (clean, findings) = (tally.clean, findings(tally, lang));
    let totals = match lang {
        Lang::Zh => format!("共检查 {judged} 份报告, 其中 {clean} 份未发现问题; {findings}"),
        Lang::En => format!("{} judged, {clean} without findings; {findings}", count(judged, "report")),
    };
    let failed = match (tally.failed, lang) {
        (0, _) => String::new(),
        (failed, Lang::Zh) => format!("; {failed} 个文件未能检查"),
        (failed, Lang::En) => format!("; {} could not be judged", count(failed, "file")),
    };
    let skipped = match (tally.skipped, lang) {
        (0, _) => String::new(),
        (skipped, Lang::Zh) => format!("; 跳过 {skipped} 个非年度报告文件"),
        (skipped, Lang::En) => format!("; {} skipped, no annual report", count(skipped, "file")),
    };
    let missing = match (tally.without_previous, lang) {
        (0, _) => String::new(),
        (missing, Lang::Zh) => format!("; {missing} 份没有找到上年报告"),
        (missing, Lang::En) => format!("; {} without last year's", count(missing, "report")),
    };
    let accepted: String = accepted(tally, lang).iter().flat_map(|text| ["; ", text]).collect();
    totals + &accepted + &missing + &failed + &skipped
}

/// What was found and does not count, as far as there can be any.
pub(crate) fn accepted(tally: &Tally, lang: Lang) -> Vec<String> {
    let waived = (tally.waived > 0).then(|| waived(tally.waived, lang));
    waived.into_iter().chain(tally.compared.map(|sides| compared(sides, lang))).collect()
}

fn waived(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已豁免 {number} 条"),
        Lang::En => format!("{number} waived"),
    }
}

fn compared(Compared { new, unchanged, fixed }: Compared, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("新增 {new}, 仍在 {unchanged}, 已改 {fixed}"),
        Lang::En => format!("{new} new, {unchanged} still there, {fixed} fixed"),
    }
}

/// A finding of the baseline that is there no longer.
pub(crate) fn fixed(rule: &str, message: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已改[{rule}]: {message}"),
        Lang::En => format!("fixed[{rule}]: {message}"),
    }
}

/// A waiver that no finding needed.
pub(crate) fn unused_waiver(unused: &Unused, lang: Lang) -> String {
    let Unused { config, line, fingerprint, file, reason } = unused;
    let file = file.as_ref().map(|file| format!(" ({file})")).unwrap_or_default();
    let text = match lang {
        Lang::Zh => format!("{config}:{line}: 豁免 {fingerprint}{file} 没有用到, 可以删去; 理由: {reason}"),
        Lang::En => {
            format!("{config}:{line}: the waiver of {fingerprint}{file} matched nothing and can go; reason: {reason}")
        }
    };
    crate::render::visible(&text).replace('\n', " ")
}

/// Said when a baseline was written.
pub(crate) fn baseline_written(
    path: &std::path::Path,
    findings: usize,
    reports: usize,
    replaced: bool,
    lang: Lang,
) -> String {
    let path = path.display();
    match (lang, replaced) {
        (Lang::Zh, false) => format!("基线已写入 {path}: {reports} 份报告, {findings} 条发现"),
        (Lang::Zh, true) => format!("基线 {path} 已更新: {reports} 份报告, {findings} 条发现"),
        (Lang::En, _) => {
            let done = if replaced { "replaced" } else { "written" };
            format!("baseline {path} {done}: {}, {}", count(reports, "report"), count(findings, "finding"))
        }
    }
}

/// Said when there were files that a baseline cannot speak of.
pub(crate) fn no_baseline_written(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "有文件未能检查, 没有写入基线",
        Lang::En => "no baseline was written, because not everything could be judged",
    }
}

/// Why a file was passed over or not judged, as one line.
pub(crate) fn trouble(name: &str, message: &str, skipped: bool, lang: Lang) -> String {
    match (lang, skipped) {
        (_, false) => format!("{name}: {message}"),
        (Lang::Zh, true) => format!("{name}: 已跳过: {message}"),
        (Lang::En, true) => format!("{name}: skipped: {message}"),
    }
}

/// Said when nothing that was found in the folders is a report.
pub(crate) fn folders_without_reports(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "文件夹中没有政府信息公开工作年度报告",
        Lang::En => "no annual reports on government information disclosure in the folders",
    }
}

/// How many rules a line names.
const NAMED: usize = 8;

/// Rules that found nothing to look at in any report.
pub(crate) fn unbound(names: &[&str], own: bool, all: bool, lang: Lang) -> String {
    let shown = if all { names } else { &names[..names.len().min(NAMED)] };
    let (number, list) = (names.len(), shown.join(", "));
    let rest = match lang {
        _ if shown.len() == number => "",
        Lang::Zh => " … (--proof 全部列出)",
        Lang::En => " … (--proof lists them all)",
    };
    match (lang, own) {
        (Lang::Zh, true) => format!("自定规则中有 {number} 条在所检报告中没有可核对的内容: {list}{rest}"),
        (Lang::Zh, false) => format!("有 {number} 条规则在所检报告中没有可核对的内容: {list}{rest}"),
        (Lang::En, true) => {
            format!("{} of your packs bound to nothing in any report: {list}{rest}", count(number, "rule"))
        }
        (Lang::En, false) => format!("{} bound to nothing in any report: {list}{rest}", count(number, "rule")),
    }
}

/// Where the output went.
pub(crate) fn written(path: &std::path::Path, tally: &Tally, lang: Lang) -> String {
    let (path, summary) = (path.display(), summary(tally, lang));
    match lang {
        Lang::Zh => format!("结果已写入 {path}: {summary}"),
        Lang::En => format!("written to {path}: {summary}"),
    }
}

/// The result of `disclint test`.
pub(crate) fn tested(passed: usize, failed: usize, idle: usize, lang: Lang) -> String {
    let idle = match (idle, lang) {
        (0, _) => String::new(),
        (idle, Lang::Zh) => format!(", {idle} 个未运行 (规则已停用或被替换)"),
        (idle, Lang::En) => format!(", {idle} not run (rule switched off or replaced)"),
    };
    match lang {
        Lang::Zh => format!("{passed} 个通过, {failed} 个失败{idle}"),
        Lang::En => format!("{passed} passed, {failed} failed{idle}"),
    }
}

/// What came of everything that a rule looked at.
pub(crate) fn traced(findings: usize, (held, violated, unchecked): (usize, usize, usize), lang: Lang) -> String {
    let equations = match lang {
        _ if held + violated + unchecked == 0 => String::new(),
        Lang::Zh => format!("成立 {held}, 不成立 {violated}, 未核 {unchecked}; "),
        Lang::En => format!("{held} held, {violated} violated, {unchecked} not checked; "),
    };
    match lang {
        Lang::Zh => format!("{equations}{findings} 个发现"),
        Lang::En => format!("{equations}{}", count(findings, "finding")),
    }
}

/// Said when no path was given.
pub(crate) fn no_path(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没有指定要检查的文件; 用法: disclint [选项] 路径..., 详见 disclint --help",
        Lang::En => "nothing to judge; usage: disclint [OPTIONS] PATH..., see disclint --help",
    }
}

/// What came of the changes of one kind.
pub(crate) fn mutated(count: &Count, lang: Lang) -> String {
    let Count { kind, changed, noticed, named, mended } = count;
    let name = match (kind, lang) {
        (Kind::Cell, Lang::Zh) => "单元格",
        (Kind::Figure, Lang::Zh) => "正文数字",
        (Kind::Heading, Lang::Zh) => "标题",
        (Kind::Year, Lang::Zh) => "年份",
        (Kind::Cell, Lang::En) => "cells",
        (Kind::Figure, Lang::En) => "figures in prose",
        (Kind::Heading, Lang::En) => "headings",
        (Kind::Year, Lang::En) => "years",
    };
    match lang {
        Lang::Zh => {
            format!("{name}: 改动 {changed} 处, 发现 {noticed} 处, 指明所改之处 {named} 处, 首选改法即原文 {mended} 处")
        }
        Lang::En => format!(
            "{name}: {changed} changed, {noticed} noticed, {named} named, {mended} with what was there as the first correction"
        ),
    }
}

/// The headline of the changes that nobody noticed.
pub(crate) fn unnoticed(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("没有发现的改动 {count} 处:"),
        Lang::En => format!("not noticed ({count}):"),
    }
}

/// How many more there are than were listed.
pub(crate) fn more(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("  另有 {count} 处 (--format json 全部列出)"),
        Lang::En => format!("  {count} more (--format json lists all)"),
    }
}

/// Said of a report that was corrected.
pub(crate) fn corrected(name: &str, titles: &[String], lang: Lang) -> String {
    let (count, titles) = (titles.len(), titles.join("; "));
    match lang {
        Lang::Zh => format!("{name}: 已修改 {count} 处: {titles}"),
        Lang::En => format!("{name}: {count} corrections made: {titles}"),
    }
}

/// Said of a report whose corrections were shown and not written.
pub(crate) fn not_corrected(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{name}: 未写入; 确认后加 --yes 写入"),
        Lang::En => format!("{name}: not written; confirm with --yes"),
    }
}

/// Asks whether corrections are to be written.
pub(crate) fn write_corrections(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("将以上修改写入 {name}? [y/N] "),
        Lang::En => format!("write these corrections to {name}? [y/N] "),
    }
}

/// Said when paths stand before a subcommand.
pub(crate) fn paths_with_command(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "子命令前不能有路径; 要检查与子命令同名的文件, 请写成 ./rules",
        Lang::En => "paths and a subcommand together; a file called like one is given as ./rules",
    }
}

/// Said of suggestions that are not shown.
pub(crate) fn more_fixes(more: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {more} 条修改建议"),
        Lang::En => count(more, "more suggestion"),
    }
}

/// The words before parts of a finding or a rule.
pub(crate) struct Words {
    pub(crate) basis: &'static str,
    pub(crate) cell: &'static str,
    pub(crate) fix: &'static str,
    pub(crate) category: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) packs: &'static str,
    pub(crate) statement: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) title: &'static str,
}

/// The words before parts of a finding or a rule.
pub(crate) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &Words {
            basis: "依据",
            cell: "单元格",
            fix: "修改建议",
            category: "类别",
            severity: "级别",
            packs: "规则包",
            statement: "核对",
            rule: "规则",
            title: "要求",
        },
        Lang::En => &Words {
            basis: "basis",
            cell: "cell",
            fix: "suggestion",
            category: "category",
            severity: "severity",
            packs: "packs",
            statement: "checks",
            rule: "rule",
            title: "asks",
        },
    }
}

pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
