//! Texts for documentation: values as inline code, our own words kept from meaning anything to Markdown.

/// A value as inline code. Characters that do not show, or that turn the direction of a line, are written as escapes.
#[must_use]
pub fn code(value: &str) -> String {
    if value.is_empty() {
        return "the empty text".to_owned();
    }
    let shown = visible(value);
    let mut longest = 0;
    let mut run = 0;
    for c in shown.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// Several values as inline code: `a`, `b` or `c`.
#[must_use]
pub fn codes<S: AsRef<str>>(values: &[S], last: &str) -> String {
    listed(
        &values
            .iter()
            .map(|value| code(value.as_ref()))
            .collect::<Vec<_>>(),
        last,
    )
}

/// Several texts as one: a, b or c.
#[must_use]
pub fn listed(texts: &[String], last: &str) -> String {
    match texts {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [many @ .., end] => format!("{} {last} {end}", many.join(", ")),
    }
}

/// The text with characters that do not show written as escapes.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        // `escape_debug` leaves what prints alone, save for quotes, backslashes and marks that combine.
        if c.is_control() || (!c.is_ascii() && c.escape_debug().len() > 1) {
            out.extend(c.escape_debug());
        } else {
            out.push(c);
        }
    }
    out
}

/// A line of our own words: blanks collapsed, and nothing that Markdown or rustdoc would take for a link, a tag, a
/// heading or a list.
#[must_use]
pub fn prose(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut out = String::new();
    let mut in_code = false;
    let paired = line.matches('`').count().is_multiple_of(2);
    for c in line.chars() {
        if c == '`' && paired {
            in_code = !in_code;
        }
        let special = matches!(c, '[' | ']' | '<' | '>' | '*' | '_' | '\\' | '|' | '~')
            || (c == '`' && !paired);
        if special && !in_code {
            out.push('\\');
        }
        out.push(c);
    }
    escape_start(&out)
}

/// A beginning that would open a heading, a list or a quotation is kept from doing so.
fn escape_start(line: &str) -> String {
    if line.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = line.split_at(digits);
    if digits > 0 && tail.starts_with(['.', ')']) {
        format!("{number}\\{tail}")
    } else {
        line.to_owned()
    }
}

/// A sentence that ends in a full stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    let line = prose(text);
    if line.is_empty() || line.ends_with(['.', '!', '?', '。']) {
        line
    } else {
        line + "."
    }
}

/// The text with its first letter large.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_code() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" "), "`   `");
        assert_eq!(code("a\nb\u{202e}"), "`a\\nb\\u{202e}`");
        assert_eq!(codes(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }

    #[test]
    fn words_mean_nothing_to_markdown() {
        assert_eq!(
            prose("see [x] <b>  a_b\n`a_b`"),
            "see \\[x\\] \\<b\\> a\\_b `a_b`"
        );
        assert_eq!(prose("1. first"), "1\\. first");
        assert_eq!(prose("- x"), "\\- x");
        assert_eq!(prose("odd ` tick"), "odd \\` tick");
        assert_eq!(sentence("The name"), "The name.");
    }
}
