//! From bytes to numbered lines: size, encoding, byte order mark, line ends.
//!
//! Must not know what the lines mean.

use super::diag::PageError;
use super::faults;

/// The largest page that is read: 64 MiB.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The most lines that are read: real pages have some hundreds. Bounds memory where lines are short.
pub(crate) const LINE_LIMIT: usize = 1_000_000;

/// The text of a page, checked for size and encoding, without its byte order mark.
///
/// # Errors
/// `page::too-large` over [`SIZE_LIMIT`] or a million lines, `page::empty` without anything but white space,
/// `page::binary` with NUL bytes, `page::not-utf8` with the byte offset and line of the fault.
pub fn text_of(bytes: &[u8]) -> Result<&str, PageError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(PageError::new(
            &faults::TOO_LARGE,
            None,
            format!(
                "the page has {} bytes; the limit is {SIZE_LIMIT}",
                bytes.len()
            ),
            "import one operation's page at a time",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(PageError::new(
            &faults::BINARY,
            Some(line_at(bytes, at)),
            format!("byte {at} is NUL: this is not text"),
            "save the page as UTF-8 text",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| {
        let at = fault.valid_up_to();
        PageError::new(
            &faults::NOT_UTF8,
            Some(line_at(bytes, at)),
            format!("the bytes from offset {at} are not UTF-8"),
            "save the page as UTF-8 text; a page cut off inside a character must be fetched again",
        )
    })?;
    if bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() >= 2 * LINE_LIMIT
        || lines(text).len() >= LINE_LIMIT
    {
        return Err(PageError::new(
            &faults::TOO_LARGE,
            None,
            format!("the page has more than {LINE_LIMIT} lines"),
            "import one operation's page at a time",
        ));
    }
    if text.trim().is_empty() {
        return Err(PageError::new(
            &faults::EMPTY,
            None,
            "the page is empty",
            "fetch the page again",
        ));
    }
    Ok(text)
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|b| **b == b'\n').count() + 1
}

/// A line with its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Counted from 1.
    pub(crate) number: usize,
    /// Without its line end.
    pub(crate) text: &'a str,
}

impl Line<'_> {
    pub(crate) fn blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text, at most [`LINE_LIMIT`]. `\n`, `\r\n` and a lone `\r` end a line.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut out = Vec::new();
    let mut number = 0;
    for chunk in text.split('\n') {
        let chunk = chunk.strip_suffix('\r').unwrap_or(chunk);
        for piece in chunk.split('\r') {
            if number == LINE_LIMIT {
                return out;
            }
            number += 1;
            out.push(Line {
                number,
                text: piece,
            });
        }
    }
    out
}

/// The lines of a slice joined again, without blank lines before and after.
pub(crate) fn joined(lines: &[Line<'_>]) -> String {
    let lines = trimmed(lines);
    let texts: Vec<&str> = lines.iter().map(|l| l.text).collect();
    texts.join("\n")
}

/// A slice without the blank lines before and after.
pub(crate) fn trimmed<'s, 'a>(mut lines: &'s [Line<'a>]) -> &'s [Line<'a>] {
    while let [first, rest @ ..] = lines {
        if !first.blank() {
            break;
        }
        lines = rest;
    }
    while let [rest @ .., last] = lines {
        if !last.blank() {
            break;
        }
        lines = rest;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_checked() {
        assert_eq!(text_of(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(text_of(b" \n").unwrap_err().code, "page::empty");
        assert_eq!(text_of(b"").unwrap_err().code, "page::empty");
        let fault = text_of(b"one\ntwo \xff").unwrap_err();
        assert_eq!((fault.code, fault.line), ("page::not-utf8", Some(2)));
        assert!(fault.what.contains("offset 8"));
        assert_eq!(text_of(b"a\n\0").unwrap_err().line, Some(2));
        assert_eq!(
            text_of("x\n".repeat(LINE_LIMIT).as_bytes())
                .unwrap_err()
                .code,
            "page::too-large"
        );
        assert_eq!(
            text_of(&vec![b' '; SIZE_LIMIT + 1]).unwrap_err().code,
            "page::too-large"
        );
    }

    #[test]
    fn every_line_end_counts() {
        let got: Vec<(usize, &str)> = lines("a\r\nb\rc\n")
            .iter()
            .map(|l| (l.number, l.text))
            .collect();
        assert_eq!(got, [(1, "a"), (2, "b"), (3, "c"), (4, "")]);
        assert_eq!(joined(&lines("\n\n a\n\nb\n \n")), " a\n\nb");
    }
}
