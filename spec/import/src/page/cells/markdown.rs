//! Markdown marks in the text of a page: which ones a converter wrote, and the text without them.
//!
//! Must not know where in a page a text stands. Two kinds of converters are known: one escapes the
//! asterisk alone, the other every character that Markdown could take for a mark. Which one wrote a page is
//! told by the page: a converter that escapes `_` and `[` leaves none of them bare.

/// How the texts of a page are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// No Markdown: texts stand as they are.
    None,
    /// Markdown in which only `*` is escaped, and a cell that is a dash.
    Asterisks,
    /// Markdown in which all marks are escaped.
    All,
}

/// The characters that a thorough converter escapes.
const ESCAPED: &[char] = &[
    '*', '_', '[', ']', '\\', '#', '>', '<', '~', '`', '+', '-', '.', '!', '|', '{', '}', '(', ')',
    '=',
];

/// A longer label or target than so many characters makes no link; the limits keep hostile lines cheap.
const LABEL_LIMIT: usize = 300;
const TARGET_LIMIT: usize = 400;
/// So deep do brackets nest in a label.
const NEST_LIMIT: usize = 4;

impl Markup {
    /// Tells the converter of a Markdown page.
    pub(crate) fn of_markdown(text: &str) -> Markup {
        let (mut escaped, mut bare) = (false, false);
        let mut fenced = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            if fenced {
                continue;
            }
            marks(line, &mut escaped, &mut bare);
        }
        if escaped && !bare {
            Markup::All
        } else {
            Markup::Asterisks
        }
    }

    /// A cell that is no prose, such as a name or an example: without escapes, all else as it stands.
    pub(crate) fn cell(self, text: &str) -> String {
        match self {
            Markup::None => text.to_owned(),
            Markup::Asterisks if text.trim() == "\\-" => "-".to_owned(),
            Markup::Asterisks => text.replace("\\*", "*"),
            Markup::All => unescaped(text),
        }
    }

    /// A cell of prose: without escapes, bold marks, code marks and the targets of links.
    pub(crate) fn prose(self, text: &str) -> String {
        if self == Markup::None {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let tail = rest.get(c.len_utf8()..).unwrap_or_default();
            rest = match c {
                '\\' => match tail.chars().next().filter(|e| self.escapes(*e)) {
                    Some(e) => {
                        out.push(e);
                        tail.get(e.len_utf8()..).unwrap_or_default()
                    }
                    None => {
                        out.push(c);
                        tail
                    }
                },
                '*' if tail.starts_with('*') => tail.get(1..).unwrap_or_default(),
                // Marks of an emphasis, where all other ones are escaped.
                '*' | '_' if self == Markup::All => tail,
                '`' => match tail
                    .split_once('`')
                    .filter(|(code, _)| !code.contains('\n'))
                {
                    Some((code, after)) => {
                        out.push_str(code);
                        after
                    }
                    None => {
                        out.push(c);
                        tail
                    }
                },
                '!' if image(rest).is_some() => image(rest).unwrap_or(tail),
                '[' => match link(rest) {
                    Some((label, after)) => {
                        out.push_str(&self.prose(&label));
                        after
                    }
                    None => {
                        out.push(c);
                        tail
                    }
                },
                _ => {
                    out.push(c);
                    tail
                }
            };
        }
        out
    }

    fn escapes(self, c: char) -> bool {
        match self {
            Markup::None => false,
            Markup::Asterisks => c == '*',
            Markup::All => ESCAPED.contains(&c),
        }
    }
}

/// Whether a line holds escaped or bare underscores and brackets, outside of code spans and links.
fn marks(line: &str, escaped: &mut bool, bare: &mut bool) {
    let mut rest = line;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let tail = rest.get(c.len_utf8()..).unwrap_or_default();
        let inside = before.is_alphanumeric();
        before = c;
        rest = match c {
            '\\' => {
                *escaped |= tail.starts_with(['_', '[', ']']);
                let skip = tail.chars().next().map_or(0, char::len_utf8);
                tail.get(skip..).unwrap_or_default()
            }
            '`' => tail.split_once('`').map_or(tail, |(_, after)| after),
            '[' => match link(rest) {
                Some((_, after)) => after,
                None => {
                    *bare = true;
                    tail
                }
            },
            '_' => {
                // With a letter on one side alone it may open or close an emphasis.
                let letter = tail.starts_with(char::is_alphanumeric);
                *bare |= inside == letter;
                tail
            }
            _ => tail,
        };
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && ESCAPED.contains(next) => {
                out.push(*next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// The label of a link at the start of a text, and what follows the link.
pub(crate) fn link(text: &str) -> Option<(String, &str)> {
    let (label, _, after) = link_parts(text)?;
    Some((label.to_owned(), after))
}

/// Label, target and rest of a link at the start of a text. The label holds no bracket but escaped ones.
pub(crate) fn link_parts(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_prefix('[')?;
    let mut before = ' ';
    let mut depth = 0_usize;
    let mut end = None;
    for (at, c) in inner.char_indices().take(LABEL_LIMIT) {
        match c {
            _ if before == '\\' => {}
            '[' if depth == NEST_LIMIT => return None,
            '[' => depth += 1,
            ']' if depth == 0 => {
                end = Some(at);
                break;
            }
            ']' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        before = if before == '\\' { ' ' } else { c };
    }
    let end = end?;
    let rest = inner.get(end + 1..)?.strip_prefix('(')?;
    let close = rest
        .char_indices()
        .take(TARGET_LIMIT)
        .find(|(_, c)| matches!(c, ')' | '\n'))
        .filter(|(_, c)| *c == ')')
        .map(|(at, _)| at)?;
    Some((
        inner.get(..end)?,
        rest.get(..close)?,
        rest.get(close + 1..)?,
    ))
}

/// What follows an image at the start of a text.
fn image(text: &str) -> Option<&str> {
    link(text.strip_prefix('!')?).map(|(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converters_are_told_apart() {
        assert_eq!(
            Markup::of_markdown("a\\_b **c** [d](e_f) `g_h`\n"),
            Markup::All
        );
        assert_eq!(Markup::of_markdown("a\\*\\* b_c"), Markup::Asterisks);
        assert_eq!(Markup::of_markdown("a\\_b and c_d"), Markup::Asterisks);
        assert_eq!(
            Markup::of_markdown("a\\[0\\]\n```\n[1, _]\n```\n"),
            Markup::All
        );
        assert_eq!(Markup::of_markdown("a\\_b is _c_ d"), Markup::All);
        assert_eq!(Markup::of_markdown("nothing"), Markup::Asterisks);
    }

    #[test]
    fn marks_are_taken_off() {
        let all = Markup::All;
        assert_eq!(
            all.prose("**true**: see [the \\[lamp\\]](/x_y), `a*b` \\_c\\\\d _e_"),
            "true: see the [lamp], a*b _c\\d e"
        );
        assert_eq!(all.cell("\\[ \"a\\_b\", `c` \\]"), "[ \"a_b\", `c` ]");
        assert_eq!(Markup::Asterisks.cell("lp-\\*\\*\\_x"), "lp-**\\_x");
        assert_eq!(Markup::Asterisks.cell("\\-"), "-");
        assert_eq!(
            Markup::Asterisks.prose("\\* a [b] (c) ` d"),
            "* a [b] (c) ` d"
        );
        assert_eq!(Markup::None.prose("**a** \\*"), "**a** \\*");
        assert_eq!(all.prose("![alt](x)b"), "b");
        assert_eq!(all.prose("[a\n](b)"), "[a\n](b)");
    }
}
