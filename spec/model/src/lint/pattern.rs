//! The lint of patterns. It reads their syntax without running them: only what regular expression languages agree on
//! passes, so that a pattern means the same to every reader.

use std::iter::Peekable;
use std::str::Chars;

use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::Check;

/// `ACS0120`. That a pattern is empty is said by another lint.
pub(super) fn patterns(context: &Context<'_>, findings: &mut Findings) {
    context.each_constraint(&mut |_, constraint, at| {
        let Check::Pattern(pattern) = &constraint.check else {
            return;
        };
        if let Err(message) = check(&pattern.pattern) {
            findings.add(
                &codes::BAD_PATTERN,
                at.part("check/pattern"),
                format!("{}: {message}", quoted(&constraint.id)),
                "write it in the portable dialect, or as another constraint",
            );
        }
    });
}

type Fault = Result<(), String>;

/// Whether a pattern is one in the portable dialect.
fn check(pattern: &str) -> Fault {
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
    };
    let mut open = 0_usize;
    let mut can_repeat = false;
    while let Some(c) = reader.rest.next() {
        match c {
            '(' => {
                reader.group()?;
                open += 1;
                can_repeat = false;
            }
            ')' => {
                open = open.checked_sub(1).ok_or("a `)` closes nothing")?;
                can_repeat = true;
            }
            '[' => {
                reader.class()?;
                can_repeat = true;
            }
            '*' | '+' | '?' | '{' => {
                if !can_repeat {
                    return Err(format!("`{c}` has nothing to repeat, or should be `\\{c}`"));
                }
                if c == '{' {
                    reader.count()?;
                }
                reader.rest.next_if_eq(&'?');
                can_repeat = false;
            }
            '|' | '^' | '$' => can_repeat = false,
            '\\' => can_repeat = reader.escape(false)? != Escape::Edge,
            _ => can_repeat = true,
        }
    }
    if open > 0 {
        return Err("a `(` is not closed".into());
    }
    Ok(())
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
}

#[derive(PartialEq, Eq)]
enum Escape {
    Char(char),
    Class,
    Edge,
}

impl Reader<'_> {
    fn group(&mut self) -> Fault {
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match self.rest.next() {
            Some(':') => Ok(()),
            Some('=' | '!') => Err("look-ahead is not portable".into()),
            Some('<') if matches!(self.rest.peek(), Some('=' | '!')) => {
                Err("look-behind is not portable".into())
            }
            Some('P' | '<') => Err("a named group is not portable: write `(…)` or `(?:…)`".into()),
            _ => Err("a group with `(?` is not portable, other than `(?:…)`".into()),
        }
    }

    /// What follows a `{`.
    fn count(&mut self) -> Fault {
        let wrong =
            || "`{` begins a count such as `{2}`, `{2,}` or `{2,5}`, or should be `\\{`".to_owned();
        let min = self.number().ok_or_else(wrong)?;
        let mut max = Some(min);
        if self.rest.next_if_eq(&',').is_some() {
            max = match self.rest.peek() {
                Some('}') => None,
                _ => Some(self.number().ok_or_else(wrong)?),
            };
        }
        if self.rest.next() != Some('}') {
            return Err(wrong());
        }
        match max {
            Some(max) if max < min => Err(format!("the count `{{{min},{max}}}` is reversed")),
            _ => Ok(()),
        }
    }

    fn number(&mut self) -> Option<u32> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok()
    }

    /// What follows a `[`.
    fn class(&mut self) -> Fault {
        self.rest.next_if_eq(&'^');
        if self.rest.peek() == Some(&']') {
            return Err("a class is empty, or begins with a `]` that should be `\\]`".into());
        }
        loop {
            if self.rest.next_if_eq(&']').is_some() {
                return Ok(());
            }
            let from = self.class_part()?;
            if from != Escape::Char('-') || self.rest.peek() != Some(&'-') {
                let mut ahead = self.rest.clone();
                if ahead.next() != Some('-') || matches!(ahead.peek(), Some(']') | None) {
                    continue;
                }
                self.rest = ahead;
                let to = self.class_part()?;
                match (from, to) {
                    (Escape::Char(from), Escape::Char(to)) if from <= to => {}
                    (Escape::Char(from), Escape::Char(to)) => {
                        return Err(format!("the range `{from}-{to}` is reversed"));
                    }
                    _ => return Err("a range needs a character at either end".into()),
                }
            }
        }
    }

    fn class_part(&mut self) -> Result<Escape, String> {
        let unclosed = || "a `[` is not closed".to_owned();
        let c = self.rest.next().ok_or_else(unclosed)?;
        match c {
            '\\' => self.escape(true),
            '[' => Err("a `[` within a class should be `\\[`".into()),
            '&' | '~' | '-' if self.rest.peek() == Some(&c) => Err(format!(
                "`{c}{c}` within a class means different things to different readers: write `\\{c}`"
            )),
            c => Ok(Escape::Char(c)),
        }
    }

    /// What follows a `\`.
    fn escape(&mut self, in_class: bool) -> Result<Escape, String> {
        let Some(c) = self.rest.next() else {
            return Err("a `\\` stands at the end".into());
        };
        match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => Ok(Escape::Class),
            'b' | 'B' if !in_class => Ok(Escape::Edge),
            't' => Ok(Escape::Char('\t')),
            'n' => Ok(Escape::Char('\n')),
            'r' => Ok(Escape::Char('\r')),
            'f' => Ok(Escape::Char('\u{c}')),
            'v' => Ok(Escape::Char('\u{b}')),
            'x' => self.hex(2),
            'u' => self.hex(4),
            '0'..='9' | 'k' => Err(format!("the back-reference `\\{c}` is not portable")),
            c if c.is_ascii_punctuation() && !matches!(c, '<' | '>') => Ok(Escape::Char(c)),
            c => Err(format!("`\\{}` is not portable", c.escape_default())),
        }
    }

    fn hex(&mut self, count: usize) -> Result<Escape, String> {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.rest.next().and_then(|c| c.to_digit(16));
            value = value * 16
                + digit.ok_or_else(|| format!("an escape needs {count} hexadecimal digits"))?;
        }
        let c = char::from_u32(value).ok_or("an escape stands for no character")?;
        Ok(Escape::Char(c))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::constraint::{Dialect, Pattern};
    use proptest::prelude::*;

    #[test]
    fn what_readers_agree_on_passes() {
        for good in [
            r"a",
            r"^[a-z][a-z0-9_-]{1,62}[a-z0-9]$",
            r"(?:ab|cd)+?x*?",
            r"\d{4}-\d{2,}\/\.",
            r"[\w.\-\[\]]+",
            r"[^\s,;]",
            r"\bword\b",
            r"a{2}?",
            r"[\u4e00-\u9fff\x41-\x5a]",
            r"a|",
            r"()",
            r"[a-]",
            r"[-a]",
            r"[a^]",
            r"([a-z]{1,3}(\.[a-z]+)*)?",
            "日本+",
            r"x]y}",
            r"[+\--]",
            r"\_",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_they_do_not_agree_on_does_not() {
        for bad in [
            r"(?=a)",
            r"(?!a)",
            r"(?<=a)",
            r"(?<!a)",
            r"(?P<n>a)",
            r"(?<n>a)",
            r"(?i)a",
            r"(?>a)",
            r"(?",
            r"(a)\1",
            r"\k<n>",
            r"\p{L}",
            r"\A",
            r"\z",
            r"\<",
            r"\u{41}",
            r"\ud800",
            r"\xg0",
            r"\x4",
            "\\",
            r"\中",
            r"*a",
            r"a**",
            r"a*+",
            r"a++",
            r"^*",
            r"(*a)",
            r"a{",
            r"a{,3}",
            r"a{3,2}",
            r"a{x}",
            r"a{99999999999}",
            r"{2}",
            r"(a",
            r"a)",
            r"[",
            r"[a",
            r"[]",
            r"[^]",
            r"[]a]",
            r"[z-a]",
            r"[\d-z]",
            r"[[:alpha:]]",
            r"[a&&b]",
            r"[a--b]",
            r"[a~~b]",
            r"[\b]",
            r"[a\",
            r"a|*",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bad_pattern_has_a_place() {
        let operation = on_lamp(vec![Check::Pattern(Pattern {
            pattern: "(?!x)".into(),
            dialect: Dialect::Portable,
        })]);
        assert_eq!(
            faults(&operation),
            ["ACS0120 /parameters/0/schema/constraints/0/check/pattern"]
        );
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in r"[\\\[\](){}^$*+?|a-c0-9,:=!<&-]{0,24}") {
            let _ = check(&text);
        }
    }
}
