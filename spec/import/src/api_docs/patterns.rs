//! Reads patterns, and tells those in the portable dialect from those that only some regular expression languages know.

use acs_spec::constraint::{Check, Constraint, Dialect, Pattern, Tier};
use acs_spec::source::Statement;
use acs_spec::{Operation, Parameter, Schema, Stated, Type, codes, lint};

use super::checks::{Asked, KEPT, Keywords, find};
use super::schema::{Context, Reader};

impl Reader<'_> {
    /// Reads a pattern, if it means the same to all who use the spec.
    pub(super) fn pattern(
        &mut self,
        keywords: &Keywords<'_>,
        of: Type,
        ctx: &Context<'_>,
        asked: &mut Asked,
    ) {
        let Some(stated) = find(keywords, "pattern") else {
            return;
        };
        let Some(pattern) = stated.1.as_str().filter(|pattern| !pattern.is_empty()) else {
            self.refuse(stated, "is no text that says something", asked);
            return;
        };
        if !matches!(of, Type::String | Type::Json) {
            self.refuse(stated, &format!("cannot be asked of type `{of}`"), asked);
            return;
        }
        if let Some(why) = unportable(pattern) {
            self.remark_at(
                stated,
                &codes::BAD_PATTERN,
                format!("the pattern cannot be used here: {why}"),
                KEPT,
            );
            asked.kept.push(("pattern".to_owned(), stated.1.to_json()));
            return;
        }
        self.constraint(portable(pattern), &[stated], ctx, asked);
        if !is_anchored(pattern)
            && let Some(constraint) = asked.constraints.last_mut()
        {
            constraint.tier = Tier::Advisory;
            for evidence in &mut constraint.evidence {
                evidence.stated = Statement::Vague;
            }
        }
    }
}

/// Why a pattern is outside of the portable dialect, if it is.
fn unportable(pattern: &str) -> Option<String> {
    // `/…/` are the delimiters of a script, and would be asked of the text itself.
    if pattern.starts_with("/^") || (pattern.len() > 1 && pattern.ends_with("$/")) {
        return Some("it is written with the delimiters of a script".to_owned());
    }
    // Some languages intersect or subtract classes here, others take these for characters.
    if pattern.contains("&&") || pattern.contains("-[") {
        return Some("regular expression languages disagree about `&&` and `-[`".to_owned());
    }
    if let Err(fault) = regex_lite::Regex::new(pattern) {
        return Some(fault.to_string());
    }
    refused_by_lint(pattern)
}

/// The dialect has one definition, the lint's, and that is asked through a parameter that has nothing but the pattern.
fn refused_by_lint(pattern: &str) -> Option<String> {
    let mut schema = Schema::of(Type::String);
    schema.constraints.push(Constraint {
        id: "pattern".to_owned(),
        tier: Tier::Documented,
        check: portable(pattern),
        pieces: None,
        narrows: None,
        wire_error: None,
        evidence: Vec::new(),
    });
    let mut probe = Operation::named("Probe");
    probe.parameters.push(Parameter {
        name: "Probe".to_owned(),
        rust_name: None,
        location: Stated::Unstated,
        style: None,
        required: Stated::Unstated,
        required_by: Vec::new(),
        allow_empty: None,
        schema,
    });
    lint::operation(&probe, None)
        .into_iter()
        .find(|found| found.code == codes::BAD_PATTERN.id)
        .map(|found| found.message.trim_start_matches("`pattern`: ").to_owned())
}

fn portable(pattern: &str) -> Check {
    Check::Pattern(Pattern {
        pattern: pattern.to_owned(),
        dialect: Dialect::Portable,
    })
}

fn is_anchored(pattern: &str) -> bool {
    // `^a|b$` is anchored on one side each: only a pattern without bare alternatives counts.
    let starts = pattern.starts_with('^') || pattern.starts_with("\\A");
    let ends = (pattern.ends_with('$') && !pattern.ends_with("\\$"))
        || pattern.ends_with("\\z")
        || pattern.ends_with("\\Z");
    starts && ends && !has_bare_alternative(pattern)
}

fn has_bare_alternative(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for c in pattern.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            _ if in_class => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portable_patterns() {
        for pattern in [
            r"^\d+$",
            "[\u{4e00}-\u{9fa5}]",
            r"^[\u4e00-\u9fa5a-z]{2,5}$",
            r"a\/b",
        ] {
            assert_eq!(unportable(pattern), None, "{pattern}");
        }
        for pattern in [
            r"^(?!http)",
            r"(a)\1",
            "[",
            "/^a$/",
            "(?i)x",
            "[a-z&&[^b]]",
            r"\p{Han}",
            "a{9999}{9999}",
        ] {
            assert!(unportable(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn anchors() {
        for pattern in ["^a$", r"\Aa\z", "^(a|b)$", "^[|]$"] {
            assert!(is_anchored(pattern), "{pattern}");
        }
        for pattern in ["a", "^a", "a$", r"^a\$", "^a|b$"] {
            assert!(!is_anchored(pattern), "{pattern}");
        }
    }
}
