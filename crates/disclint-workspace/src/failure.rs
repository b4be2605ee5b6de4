//! Why something on disk could not be used, in the user's language.

use std::io;
use std::path::PathBuf;

use disclint_document::{DecodeError, MAX_BYTES};
use disclint_rules::{Lang, PackErrors};

/// Why one file was not judged. The others are judged all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// No such file or folder.
    NotFound,
    /// The system does not allow it.
    Denied,
    /// Another problem with the file system, in its words.
    Io(String),
    /// The bytes are no text.
    Decode(DecodeError),
    /// A text, but not the kind of report that the packs describe.
    NotAReport,
    /// A folder without files that could be reports.
    EmptyFolder,
    /// A fault of the program.
    Internal,
}

impl From<&io::Error> for Failure {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl Failure {
    /// One sentence, without the file's name.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::NotFound => "文件或文件夹不存在".to_owned(),
            Self::Denied => "没有读取权限".to_owned(),
            Self::Io(error) => format!("无法读取: {error}"),
            Self::Decode(DecodeError::Empty) => "文件是空的".to_owned(),
            Self::Decode(DecodeError::TooLarge { bytes }) => {
                format!("文件有 {bytes} 字节, 超过上限 {MAX_BYTES} 字节")
            }
            Self::Decode(DecodeError::Document { format }) => {
                format!("这是 {format} 文件, 不是文本; 请另存为纯文本 (.txt) 后再检查")
            }
            Self::Decode(DecodeError::Binary) => "这是二进制数据, 不是文本".to_owned(),
            Self::Decode(DecodeError::UnknownEncoding) => {
                "无法识别编码: 不是 UTF-8、GB18030 (GBK) 或 UTF-16; 请另存为 UTF-8 文本后再检查".to_owned()
            }
            Self::NotAReport => "不是政府信息公开工作年度报告".to_owned(),
            Self::EmptyFolder => "文件夹中没有可检查的文件 (txt, text, md, markdown, htm, html)".to_owned(),
            Self::Internal => "程序内部错误, 未能检查此文件".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::NotFound => "no such file or folder".to_owned(),
            Self::Denied => "permission denied".to_owned(),
            Self::Io(error) => format!("cannot be read: {error}"),
            Self::Decode(error @ DecodeError::Document { .. }) => {
                format!("{error}; save it as plain text (.txt) first")
            }
            Self::Decode(error @ DecodeError::UnknownEncoding) => {
                format!("{error}; save it as UTF-8 first")
            }
            Self::Decode(error) => error.to_string(),
            Self::NotAReport => "not an annual report on government information disclosure".to_owned(),
            Self::EmptyFolder => "no files to check in this folder (txt, text, md, markdown, htm, html)".to_owned(),
            Self::Internal => "internal error; this file was not judged".to_owned(),
        }
    }
}

/// Why packs, configurations or baselines could not be used.
#[derive(Debug)]
pub enum LoadError {
    /// The rule packs are broken.
    Packs(PackErrors),
    /// Configuration files are broken.
    Config(PackErrors),
    /// A configuration file cannot be read.
    ConfigPath(PathBuf, Failure),
    /// The baseline is broken.
    Baseline(PackErrors),
    /// The baseline cannot be read.
    BaselinePath(PathBuf, Failure),
    /// A report of an earlier year cannot be read, or is none.
    PreviousPath(PathBuf, Failure),
    /// A rule pack cannot be read.
    RulesPath(PathBuf, Failure),
    /// A place of rule packs without TOML files.
    NoPacks(PathBuf),
}

impl LoadError {
    /// The problems in files, each with its place, where that is what is wrong.
    pub fn problems(&self) -> Option<&PackErrors> {
        match self {
            Self::Packs(errors) | Self::Config(errors) | Self::Baseline(errors) => Some(errors),
            Self::ConfigPath(..)
            | Self::BaselinePath(..)
            | Self::PreviousPath(..)
            | Self::RulesPath(..)
            | Self::NoPacks(_) => None,
        }
    }

    /// One sentence. Where there are problems in files the headline only: each problem is shown with its
    /// place.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::Packs(errors) => format!("规则包中有 {} 处错误", errors.0.len()),
            Self::Config(errors) => format!("配置文件中有 {} 处错误", errors.0.len()),
            Self::ConfigPath(path, failure) => {
                format!("配置文件 {}: {}", path.display(), failure.message(Lang::Zh))
            }
            Self::Baseline(_) => "基线文件有误".to_owned(),
            Self::BaselinePath(path, Failure::NotFound) => {
                format!("基线文件 {} 不存在; 用 `disclint baseline` 生成", path.display())
            }
            Self::BaselinePath(path, failure) => {
                format!("基线文件 {}: {}", path.display(), failure.message(Lang::Zh))
            }
            Self::PreviousPath(path, failure) => {
                format!("上年报告 {}: {}", path.display(), failure.message(Lang::Zh))
            }
            Self::RulesPath(path, failure) => {
                format!("规则包 {}: {}", path.display(), failure.message(Lang::Zh))
            }
            Self::NoPacks(path) => format!("规则包 {}: 其中没有 .toml 文件", path.display()),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Packs(errors) => match errors.0.len() {
                1 => "1 problem in the rule packs".to_owned(),
                count => format!("{count} problems in the rule packs"),
            },
            Self::Config(errors) => match errors.0.len() {
                1 => "1 problem in the configuration".to_owned(),
                count => format!("{count} problems in the configuration"),
            },
            Self::ConfigPath(path, failure) => {
                format!("configuration {}: {}", path.display(), failure.message(Lang::En))
            }
            Self::Baseline(_) => "the baseline is broken".to_owned(),
            Self::BaselinePath(path, Failure::NotFound) => {
                format!("there is no baseline {}; `disclint baseline` writes one", path.display())
            }
            Self::BaselinePath(path, failure) => {
                format!("baseline {}: {}", path.display(), failure.message(Lang::En))
            }
            Self::PreviousPath(path, failure) => {
                format!("last year's report {}: {}", path.display(), failure.message(Lang::En))
            }
            Self::RulesPath(path, failure) => {
                format!("rules {}: {}", path.display(), failure.message(Lang::En))
            }
            Self::NoPacks(path) => format!("rules {}: no .toml files there", path.display()),
        }
    }
}
