//! Saved web pages: tags that separate cells and lines, and entities.

/// What a tag does to the text.
pub(super) enum Tag {
    /// Begins a table cell.
    Cell,
    /// Begins or ends a line.
    Block,
    /// Nothing, or its contents are no text.
    Other,
}

/// Whether the text is HTML: only then are `<` and `&` anything but themselves.
pub(super) fn looks_like_html(source: &str) -> bool {
    let marks = ["</td>", "</p>", "<br", "</tr>", "</div>", "&nbsp;", "</TD>", "</P>", "<BR"];
    memchr::memchr2_iter(b'<', b'&', source.as_bytes())
        .any(|at| marks.iter().any(|mark| source.as_bytes()[at..].starts_with(mark.as_bytes())))
}

/// The tag at the start of `rest` and its length; the contents of scripts, styles and comments count
/// as part of the tag.
pub(super) fn tag(rest: &str) -> Option<(Tag, usize)> {
    if rest.starts_with("<!--") {
        return Some((Tag::Other, rest.find("-->").map_or(rest.len(), |end| end + 3)));
    }
    let name = rest[1..].trim_start_matches('/');
    let name_end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(name.len());
    let name = name[..name_end].to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    let end = rest.find('>')? + 1;
    let opening = !rest.starts_with("</");
    if opening && matches!(name.as_str(), "script" | "style") {
        let close = format!("</{name}");
        let from = rest[end..].find(&close).map_or(rest.len(), |at| end + at);
        let length = rest[from..].find('>').map_or(rest.len(), |at| from + at + 1);
        return Some((Tag::Other, length));
    }
    let tag = match name.as_str() {
        "td" | "th" if opening => Tag::Cell,
        "tr" | "table" | "p" | "div" | "br" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "section" | "article" => Tag::Block,
        _ => Tag::Other,
    };
    Some((tag, end))
}

/// The character that the entity at the start of `rest` stands for, and the entity's length.
pub(super) fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let c = match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}
