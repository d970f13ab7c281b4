//! The constraints of one schema, made ready to be tried; and what makes one unfit.

use std::collections::BTreeSet;

use acs_spec::codes::{self, Code};
use acs_spec::constraint::{self, CharSet, Constraint, NumberRange};

use super::Preparer;
use super::tree::Placed;
use crate::datetime::Format;
use crate::plan::{Bound, Check, Kind, Test};
use crate::scalar::{self, Scalar, Typed};
use crate::words;

/// What is wrong with a constraint: the code, what, and how to mend it.
pub(super) type Fault = (&'static Code, String, &'static str);

impl Preparer<'_> {
    /// The checks of a node, from its own schema and those its references lead to.
    pub(super) fn checks(&mut self, schemas: &[&Placed<'_>], kind: &Kind) -> Vec<Check> {
        let mut checks = Vec::new();
        let mut links: Vec<(&Constraint, String)> = Vec::new();
        let ids: BTreeSet<&str> = schemas
            .iter()
            .flat_map(|(schema, _)| &schema.constraints)
            .map(|constraint| constraint.id.as_str())
            .collect();
        for (schema, place) in schemas {
            for (n, constraint) in schema.constraints.iter().enumerate() {
                let place = format!("{place}/constraints/{n}");
                let standing = self.standing(constraint.tier, &constraint.evidence, &place);
                if let Some(narrows) = &constraint.narrows
                    && !ids.contains(narrows.as_str())
                {
                    self.dangling(&place, narrows, "constraint of the same parameter");
                }
                match test(constraint, kind) {
                    Ok(None) => {}
                    Ok(Some(test)) => {
                        links.push((constraint, place));
                        checks.push(Check {
                            id: constraint.id.as_str().into(),
                            kind: constraint.check.kind(),
                            test,
                            pieces: constraint.pieces.as_ref().map(|p| p.separator.clone()),
                            narrows: None,
                            standing,
                            wire_error: self.wire_error(
                                constraint.wire_error.as_ref(),
                                constraint.check.kind(),
                            ),
                            allowed: words::of_constraint(constraint).into(),
                        });
                    }
                    Err((code, message, help)) => {
                        self.fault(code, &format!("{place}/check"), message, help);
                    }
                }
            }
        }
        let looser: Vec<Option<usize>> = links
            .iter()
            .map(|(constraint, _)| {
                let narrows = constraint.narrows.as_ref()?;
                links.iter().position(|(other, _)| other.id == *narrows)
            })
            .collect();
        for (n, (check, (constraint, place))) in checks.iter_mut().zip(&links).enumerate() {
            if leads_back(n, &looser) {
                let narrows = constraint.narrows.as_deref().unwrap_or_default();
                self.dangling(
                    place,
                    narrows,
                    "constraint that does not itself narrow this one",
                );
            } else {
                check.narrows = looser.get(n).copied().flatten();
            }
        }
        checks
    }

    pub(super) fn dangling(&mut self, place: &str, narrows: &str, want: &str) {
        self.fault(
            &codes::DANGLING_NARROWS,
            &format!("{place}/narrows"),
            format!("`{narrows}` is no {want}"),
            "name the looser one, or drop `narrows`",
        );
    }
}

/// Whether following `narrows` from here leads back here.
pub(super) fn leads_back(from: usize, looser: &[Option<usize>]) -> bool {
    let mut at = looser.get(from).copied().flatten();
    for _ in 0..looser.len() {
        match at {
            None => return false,
            Some(n) if n == from => return true,
            Some(n) => at = looser.get(n).copied().flatten(),
        }
    }
    false
}

/// The constraint as a test of values of this kind; nothing where no request can break it.
fn test(constraint: &Constraint, kind: &Kind) -> Result<Option<Test>, Fault> {
    use constraint::Check as C;
    let unfit = || -> Fault {
        (
            &codes::WRONG_TYPE_FOR_CHECK,
            format!(
                "`{}` does not fit values of this type",
                constraint.check.kind()
            ),
            "drop the constraint, or correct the type",
        )
    };
    let scalar = match kind {
        Kind::Scalar(scalar) => Some(*scalar),
        _ => None,
    };
    let text = scalar.filter(|scalar| scalar.is_text());
    let whole =
        scalar.filter(|scalar| scalar.is_text() || matches!(scalar, Scalar::Int32 | Scalar::Int64));
    let number = scalar
        .filter(|scalar| scalar.is_text() || matches!(scalar, Scalar::Float | Scalar::Double));
    if let Some(pieces) = &constraint.pieces {
        text.ok_or_else(unfit)?;
        refuse_empty(pieces.separator.is_empty(), "the separator is empty")?;
    }
    let is_numeric = matches!(
        constraint.check,
        C::IntRange(_) | C::IntSet(_) | C::NumberRange(_)
    );
    if is_numeric
        && constraint.pieces.is_none()
        && matches!(scalar, Some(Scalar::Text | Scalar::Json))
    {
        // The provider's metadata has bounds on texts that no service holds to: a lint, never a constraint.
        return Ok(None);
    }
    let test = match &constraint.check {
        C::Length(length) => {
            text.ok_or_else(unfit)?;
            bounds(&length.min, &length.max)?;
            Test::Length {
                min: length.min,
                max: length.max,
                unit: length.unit,
                allow_empty: length.allow_empty,
            }
        }
        C::FirstChar(edge) => {
            text.ok_or_else(unfit)?;
            Test::FirstChar(charset(&edge.allowed)?)
        }
        C::LastChar(edge) => {
            text.ok_or_else(unfit)?;
            Test::LastChar(charset(&edge.allowed)?)
        }
        C::Charset(set) => {
            text.ok_or_else(unfit)?;
            Test::Charset(charset(&set.allowed)?)
        }
        C::ForbidChars(forbid) => {
            text.ok_or_else(unfit)?;
            refuse_empty(forbid.chars.is_empty(), "no character is named")?;
            Test::ForbidChars(forbid.chars.clone())
        }
        C::ForbidPrefix(forbid) => {
            text.ok_or_else(unfit)?;
            let says_nothing =
                forbid.prefixes.is_empty() || forbid.prefixes.iter().any(String::is_empty);
            refuse_empty(says_nothing, "no beginning is named, or an empty one")?;
            Test::ForbidPrefix(forbid.prefixes.clone())
        }
        C::Ascii(_) => {
            text.ok_or_else(unfit)?;
            Test::Ascii
        }
        C::OneOf(one_of) => one_of_values(scalar.ok_or_else(unfit)?, &one_of.values)?,
        C::Fixed(fixed) => one_of_values(
            scalar.ok_or_else(unfit)?,
            std::slice::from_ref(&fixed.value),
        )?,
        C::IntRange(range) => {
            whole.ok_or_else(unfit)?;
            bounds(&range.min, &range.max)?;
            Test::Ranges(vec![(range.min, range.max)])
        }
        C::IntSet(set) => {
            whole.ok_or_else(unfit)?;
            refuse_empty(set.ranges.is_empty(), "no range is named")?;
            let ranges = set.ranges.iter().map(|range| match range.as_slice() {
                [from, to] => {
                    bounds(&Some(*from), &Some(*to))?;
                    Ok((Some(*from), Some(*to)))
                }
                _ => Err(empty("a range is a pair of numbers")),
            });
            Test::Ranges(ranges.collect::<Result<_, Fault>>()?)
        }
        C::NumberRange(range) => number_range(number.ok_or_else(unfit)?, range)?,
        C::Items(items) => {
            bounds(&items.min, &items.max)?;
            // A text has pieces only where something separates them, and a list needs no separator.
            match &items.separator {
                Some(separator) => {
                    text.ok_or_else(unfit)?;
                    refuse_empty(separator.is_empty(), "the separator is empty")?;
                }
                // What nothing is stated of may be a list; nothing in a request would show that.
                None if scalar == Some(Scalar::Any) && constraint.pieces.is_none() => {
                    return Ok(None);
                }
                None if scalar.is_some() || matches!(kind, Kind::Object(_)) => return Err(unfit()),
                None => {}
            }
            Test::Items {
                min: items.min,
                max: items.max,
                separator: items.separator.clone(),
            }
        }
        C::Pattern(pattern) => {
            text.ok_or_else(unfit)?;
            Test::Pattern(regex(&pattern.pattern)?)
        }
        C::Datetime(datetime) => {
            let format = Format::new(&datetime.format).map_err(|letters| -> Fault {
                (
                    &codes::BAD_FORMAT,
                    format!("`{letters}` in the format `{}` stands for nothing known", datetime.format),
                    "use yyyy, MM, dd, HH, mm, ss, SSS, T, Z and punctuation, or unix-seconds or unix-milliseconds",
                )
            })?;
            refuse_empty(format == Format::Parts(Vec::new()), "the format is empty")?;
            match format {
                Format::Unix => whole.ok_or_else(unfit)?,
                Format::Parts(_) => text.ok_or_else(unfit)?,
            };
            Test::Datetime(format)
        }
        C::ServerSide(_) => return Ok(None),
    };
    Ok(Some(test))
}

fn empty(what: &str) -> Fault {
    (
        &codes::EMPTY_CONSTRAINT,
        format!("the constraint allows nothing or everything: {what}"),
        "say what is allowed, or drop the constraint",
    )
}

fn refuse_empty(is_empty: bool, what: &str) -> Result<(), Fault> {
    match is_empty {
        true => Err(empty(what)),
        false => Ok(()),
    }
}

fn reversed(min: &dyn std::fmt::Display, max: &dyn std::fmt::Display) -> Fault {
    (
        &codes::REVERSED_BOUNDS,
        format!("the minimum {min} stands above the maximum {max}"),
        "exchange the two, or correct one",
    )
}

fn bounds<T: PartialOrd + std::fmt::Display>(
    min: &Option<T>,
    max: &Option<T>,
) -> Result<(), Fault> {
    match (min, max) {
        (None, None) => Err(empty("neither bound is there")),
        (Some(min), Some(max)) if min > max => Err(reversed(min, max)),
        _ => Ok(()),
    }
}

fn charset(set: &CharSet) -> Result<CharSet, Fault> {
    let is_empty = set.classes.is_empty() && set.literals.as_ref().is_none_or(String::is_empty);
    refuse_empty(is_empty, "no class and no character is named")?;
    Ok(set.clone())
}

fn one_of_values(scalar: Scalar, values: &[String]) -> Result<Test, Fault> {
    refuse_empty(values.is_empty(), "no value is named")?;
    typed(scalar, values).map(Test::OneOf)
}

/// Texts as values of the type.
pub(super) fn typed(scalar: Scalar, values: &[String]) -> Result<Vec<Typed<String>>, Fault> {
    values
        .iter()
        .map(|value| {
            scalar.read(value.clone()).ok_or_else(|| -> Fault {
                (
                    &codes::WRONG_TYPE_FOR_CHECK,
                    format!("`{value}` is no value of the type, so that nothing can equal it"),
                    "correct the value or the type",
                )
            })
        })
        .collect()
}

fn number_range(scalar: Scalar, range: &NumberRange) -> Result<Test, Fault> {
    let bound = |text: &Option<String>, exclusive: bool| -> Result<Option<Bound>, Fault> {
        let Some(text) = text else { return Ok(None) };
        let number = match scalar {
            Scalar::Float => scalar::float(text),
            _ => scalar::double(text),
        };
        match number {
            Some(number) => Ok(Some(Bound { number, exclusive })),
            None => Err((
                &codes::WRONG_TYPE_FOR_CHECK,
                format!("the bound `{text}` is no number of the type's width"),
                "write a decimal number",
            )),
        }
    };
    let (min, max) = (
        bound(&range.min, range.exclusive_min)?,
        bound(&range.max, range.exclusive_max)?,
    );
    match (&min, &max) {
        (None, None) => return Err(empty("neither bound is there")),
        (Some(min), Some(max)) if min.number > max.number => {
            return Err(reversed(&min.number, &max.number));
        }
        _ => {}
    }
    Ok(Test::NumberRange { min, max })
}

fn regex(pattern: &str) -> Result<regex_lite::Regex, Fault> {
    let bad = |error: regex_lite::Error| -> Fault {
        (
            &codes::BAD_PATTERN,
            format!("the pattern `{pattern}` cannot be used: {error}"),
            "write it without look-around, back-references and named classes",
        )
    };
    // Alone first: `a)|(b` would become a pattern only by what is put around it.
    regex_lite::Regex::new(pattern).map_err(bad)?;
    regex_lite::Regex::new(&format!(r"\A(?:{pattern})\z")).map_err(bad)
}
