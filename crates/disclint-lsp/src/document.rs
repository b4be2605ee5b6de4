//! Open documents.

use std::path::PathBuf;
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::UriExt as _;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::analysis::Analysis;
use crate::position::Encoding;
use crate::thread::OwnThread;

/// A document as the client has it.
#[derive(Clone)]
pub(crate) struct Document {
    /// Its name.
    pub(crate) uri: Uri,
    /// Its file, if it is one.
    pub(crate) path: Option<PathBuf>,
    /// The client's version.
    pub(crate) version: i32,
    /// Another one after each change of the text or of what it is judged by, never used twice.
    pub(crate) revision: u64,
    pub(crate) rope: Rope,
    /// The last analysis, perhaps of an earlier revision.
    pub(crate) analysis: Option<Arc<Analysis>>,
    /// Where it is analysed and questions about it are answered.
    pub(crate) thread: OwnThread,
}

impl Document {
    pub(crate) fn new(uri: Uri, version: i32, revision: u64, text: &str) -> Self {
        Self {
            path: path_of(&uri),
            uri,
            version,
            revision,
            rope: Rope::from_str(text),
            analysis: None,
            thread: OwnThread::start(),
        }
    }

    /// Applies one change. A range that is out of bounds is clamped.
    pub(crate) fn apply(&mut self, change: &TextDocumentContentChangeEvent, encoding: Encoding) {
        let Some(range) = change.range else {
            self.rope = Rope::from_str(&change.text);
            return;
        };
        let start = encoding.char_index(&self.rope, range.start);
        let end = encoding.char_index(&self.rope, range.end);
        let (start, end) = (start.min(end), start.max(end));
        self.rope.remove(start..end);
        self.rope.insert(start, &change.text);
    }

    /// The analysis of the text as it is now.
    pub(crate) fn current(&self) -> Option<&Arc<Analysis>> {
        self.analysis.as_ref().filter(|analysis| analysis.revision == self.revision)
    }
}

/// The file that a URI names.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().is_some_and(|scheme| scheme.eq_lowercase("file"));
    is_file.then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten()
}

#[cfg(test)]
mod tests {
    use tower_lsp::lsp_types::{Position, Range};

    use super::*;

    fn document(text: &str) -> Document {
        Document::new("untitled:1".parse().expect("a URI"), 1, 1, text)
    }

    fn change(range: Option<[u32; 4]>, text: &str) -> TextDocumentContentChangeEvent {
        let range = range.map(|[a, b, c, d]| Range::new(Position::new(a, b), Position::new(c, d)));
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn changes_in_characters_beyond_the_bmp_and_between_line_breaks() {
        let mut document = document("𠮷村\r\n收到12件\r\n");
        document.apply(&change(Some([0, 2, 0, 3]), "县"), Encoding::Utf16);
        document.apply(&change(Some([1, 2, 1, 4]), "13"), Encoding::Utf16);
        document.apply(&change(Some([0, 3, 1, 0]), "\n"), Encoding::Utf16);
        assert_eq!(document.rope.to_string(), "𠮷县\n收到13件\r\n");
        document.apply(&change(Some([9, 0, 9, 9]), "完"), Encoding::Utf16);
        document.apply(&change(Some([1, 2, 0, 0]), ""), Encoding::Utf16);
        assert_eq!(document.rope.to_string(), "13件\r\n完");
        document.apply(&change(None, "全"), Encoding::Utf16);
        assert_eq!(document.rope.to_string(), "全");
    }

    #[test]
    fn only_files_have_paths() {
        let path = |uri: &str| path_of(&uri.parse().expect("a URI"));
        assert_eq!(path("file:///tmp/%E7%94%B2%20a.txt"), Some(PathBuf::from("/tmp/甲 a.txt")));
        assert_eq!(path("untitled:Untitled-1"), None);
    }
}
