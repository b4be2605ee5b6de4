//! Paths as URI references (RFC 3986).

use std::fmt::Write as _;
use std::path::{Component, Path, Prefix};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Everything but the unreserved characters. A colon is encoded, too: in the first segment it would
/// make a scheme of what stands before it.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `path` as a relative reference, or as a `file` URI if it is absolute.
pub fn reference(path: &Path) -> String {
    let mut uri = String::new();
    let mut segments: Vec<String> = Vec::new();
    let mut absolute = false;
    for component in path.components() {
        match component {
            Component::Prefix(prefix) => match prefix.kind() {
                Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
                    segments.push(format!("{}:", letter as char));
                }
                Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
                    let server = percent_encode(server.as_encoded_bytes(), RESERVED);
                    // Writing to a string cannot fail.
                    let _ = write!(uri, "file://{server}");
                    segments.push(percent_encode(share.as_encoded_bytes(), RESERVED).to_string());
                }
                Prefix::Verbatim(name) | Prefix::DeviceNS(name) => {
                    segments.push(percent_encode(name.as_encoded_bytes(), RESERVED).to_string());
                }
            },
            Component::RootDir => absolute = true,
            Component::CurDir => {}
            Component::ParentDir => segments.push("..".to_owned()),
            Component::Normal(name) => {
                segments.push(percent_encode(name.as_encoded_bytes(), RESERVED).to_string());
            }
        }
    }
    if absolute {
        if uri.is_empty() {
            uri.push_str("file://");
        }
        uri.push('/');
    }
    uri + &segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_stay_relative() {
        let uri = |path: &str| reference(Path::new(path));
        assert_eq!(uri("./报告/2022 年.txt"), "%E6%8A%A5%E5%91%8A/2022%20%E5%B9%B4.txt");
        assert_eq!(uri("../a-b_c~d.txt"), "../a-b_c~d.txt");
        assert_eq!(uri("a:b%#?.txt"), "a%3Ab%25%23%3F.txt");
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_name_the_scheme() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(reference(Path::new("/tmp/甲.txt")), "file:///tmp/%E7%94%B2.txt");
        let not_utf8 = std::ffi::OsStr::from_bytes(b"\xff.txt");
        assert_eq!(reference(Path::new(not_utf8)), "%FF.txt");
    }

    #[cfg(windows)]
    #[test]
    fn drives_and_shares() {
        assert_eq!(reference(Path::new(r"C:\甲\a.txt")), "file:///C:/%E7%94%B2/a.txt");
        assert_eq!(reference(Path::new(r"\\server\share\a.txt")), "file://server/share/a.txt");
    }
}
