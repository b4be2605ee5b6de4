//! Why something could not be done, in the user's language.

use std::io;
use std::path::PathBuf;

use disclint_rules::Lang;
use disclint_workspace::LoadError;

pub(crate) use disclint_workspace::Failure;

/// Why nothing could be done at all.
#[derive(Debug)]
pub(crate) enum Fatal {
    /// `--select`, `--ignore` or `explain` names neither a rule nor a category.
    UnknownRule {
        /// What was asked for.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// Packs, configurations or baselines are broken or cannot be read.
    Load(LoadError),
    /// `test` names a pack that is not there or has no examples.
    NoExamples(String),
    /// `--on` names something that cannot be judged.
    Report(PathBuf, Failure),
    /// `--output` names something that cannot be written.
    Output(PathBuf, io::Error),
    /// `--output` names a file that is to be judged.
    OutputIsInput(PathBuf),
    /// Standard input was to be corrected, which is no file.
    FixStdin,
    /// The output could not be written.
    Write(io::Error),
    /// The threads could not be started.
    Threads(String),
    /// The command does not know this format.
    Format,
}

impl From<LoadError> for Fatal {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl Fatal {
    /// One sentence. Where there are problems in files the headline only: each problem is shown with its
    /// place.
    pub(crate) fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Self::UnknownRule { name, nearest: Some(nearest) } => {
                format!("没有名为 `{name}` 的规则或类别; 最接近的是 `{nearest}`")
            }
            Self::UnknownRule { name, .. } => {
                format!("没有名为 `{name}` 的规则或类别; 用 `disclint rules` 列出全部规则")
            }
            Self::Load(error) => error.message(Lang::Zh),
            Self::NoExamples(name) => format!("没有名为 `{name}` 的规则包, 或其中没有示例"),
            Self::Report(path, failure) => format!("{}: {}", path.display(), failure.message(Lang::Zh)),
            Self::Output(path, error) => format!("无法写入 {}: {error}", path.display()),
            Self::OutputIsInput(path) => {
                format!("--output 指定的 {} 就是要检查的文件, 不会覆盖它", path.display())
            }
            Self::FixStdin => "--fix 只能修改文件, 不能用于标准输入".to_owned(),
            Self::Write(error) => format!("无法写出结果: {error}"),
            Self::Threads(error) => format!("无法启动线程: {error}"),
            Self::Format => "此命令只支持 --format text 和 --format json".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::UnknownRule { name, nearest: Some(nearest) } => {
                format!("no rule or category is called `{name}`; the nearest is `{nearest}`")
            }
            Self::UnknownRule { name, .. } => {
                format!("no rule or category is called `{name}`; `disclint rules` lists all rules")
            }
            Self::Load(error) => error.message(Lang::En),
            Self::NoExamples(name) => format!("no pack is called `{name}`, or it has no examples"),
            Self::Report(path, failure) => format!("{}: {}", path.display(), failure.message(Lang::En)),
            Self::Output(path, error) => format!("cannot write {}: {error}", path.display()),
            Self::OutputIsInput(path) => {
                format!("--output names {}, which is to be judged; it is not overwritten", path.display())
            }
            Self::FixStdin => "--fix changes files; standard input is none".to_owned(),
            Self::Write(error) => format!("cannot write the output: {error}"),
            Self::Threads(error) => format!("cannot start threads: {error}"),
            Self::Format => "this command knows --format text and --format json only".to_owned(),
        }
    }
}
