//! One finding of the extraction as a check of the spec, where the parameter's type lets it be one.

use acs_spec::Type;
use acs_spec::constraint::{
    Ascii, CharClass, CharSet, Charset, Check, Datetime, EdgeChar, Fixed, ForbidChars,
    ForbidPrefix, IntRange, IntSet, Items, Length, LengthUnit, NumberRange, OneOf, Pieces,
    ServerSide,
};

use crate::extract::finding::{self, Finding, Kind, Scope};

/// Most values that a range on a text is written out as. A longer one is not: a text that holds a number may be spelt in
/// ways that nobody lists.
const LONGEST_LIST: i64 = 64;

/// What a constraint stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The value itself.
    Whole,
    /// The elements of the list.
    Items,
}

/// A check and where it belongs.
#[derive(Debug, PartialEq, Eq)]
pub struct Placed {
    /// The check.
    pub check: Check,
    /// Set where it is asked of each piece of a text.
    pub pieces: Option<Pieces>,
    /// Where it stands.
    pub place: Place,
}

/// Why a finding gives no constraint.
#[derive(Debug, PartialEq, Eq)]
pub enum Useless {
    /// The type says it already.
    Implied,
    /// It does not fit the type.
    Unfit(String),
}

/// The text of a rule that only the service can judge, until a person has put it into our words.
pub const NOT_YET_WORDED: &str = "A rule that only the service can judge; see the page.";

/// Places a finding on a parameter of type `kind` whose elements, if it is a list, are of type `element`.
///
/// # Errors
/// The finding says nothing new, or cannot be asked of that type.
pub fn place(finding: &Finding, kind: Type, element: Type) -> Result<Placed, Useless> {
    let is_list = kind == Type::Array;
    let counts_list = matches!(finding.kind, Kind::MaxItems { .. } | Kind::ServerSide);
    let (place, pieces, target) = match &finding.scope {
        _ if is_list && !counts_list => (Place::Items, None, element),
        Scope::Items {
            separator: Some(separator),
        } if !counts_list => (
            Place::Whole,
            Some(Pieces {
                separator: separator.clone(),
            }),
            kind,
        ),
        Scope::Items { separator: None } if !counts_list => {
            return Err(Useless::Unfit(
                "it speaks of items, and nothing says what separates them".into(),
            ));
        }
        _ => (Place::Whole, None, kind),
    };
    Ok(Placed {
        check: check(&finding.kind, target)?,
        pieces,
        place,
    })
}

fn unfit<T>(what: &str, kind: Type) -> Result<T, Useless> {
    Err(Useless::Unfit(format!("{what} on a value of type {kind}")))
}

fn is_text(kind: Type) -> bool {
    matches!(kind, Type::String | Type::Unstated)
}

fn is_whole(kind: Type) -> bool {
    matches!(kind, Type::Int32 | Type::Int64)
}

fn check(found: &Kind, kind: Type) -> Result<Check, Useless> {
    match found {
        Kind::OneOf(values) => one_of(values, kind),
        Kind::IntRange { min, max } => ranges(&[(*min, *max)], kind),
        Kind::IntSet(set) => {
            let set: Vec<_> = set
                .iter()
                .map(|(from, to)| (Some(*from), Some(*to)))
                .collect();
            ranges(&set, kind)
        }
        Kind::Fixed(value) if fits(value, kind) => Ok(Check::Fixed(Fixed {
            value: value.clone(),
        })),
        Kind::Fixed(_) => unfit("that value", kind),
        Kind::MaxItems { n, separator } => match (kind, separator) {
            (Type::Array, _) => Ok(Check::Items(Items {
                min: None,
                max: Some(*n),
                separator: None,
            })),
            (kind, Some(separator)) if is_text(kind) => Ok(Check::Items(Items {
                min: None,
                max: Some(*n),
                separator: Some(separator.clone()),
            })),
            _ => unfit("a number of items", kind),
        },
        Kind::ServerSide => Ok(Check::ServerSide(ServerSide {
            text: NOT_YET_WORDED.into(),
        })),
        Kind::Datetime(format)
            if is_text(kind) || (is_whole(kind) && format.starts_with("unix-")) =>
        {
            match spec_format(format) {
                Some(format) => Ok(Check::Datetime(Datetime { format })),
                None => Err(Useless::Unfit(format!(
                    "the format `{format}` is none that can be judged"
                ))),
            }
        }
        Kind::Datetime(_) => unfit("a time", kind),
        _ if !is_text(kind) => unfit("a rule on characters", kind),
        Kind::Length {
            min,
            max,
            unit,
            allow_empty,
        } => Ok(Check::Length(Length {
            min: *min,
            max: *max,
            unit: match unit {
                finding::LengthUnit::Chars => LengthUnit::Chars,
                finding::LengthUnit::Bytes => LengthUnit::Bytes,
            },
            allow_empty: *allow_empty,
        })),
        Kind::FirstChar(set) => Ok(Check::FirstChar(EdgeChar {
            allowed: char_set(set),
        })),
        Kind::LastChar(set) => Ok(Check::LastChar(EdgeChar {
            allowed: char_set(set),
        })),
        Kind::Charset(set) => Ok(Check::Charset(Charset {
            allowed: char_set(set),
        })),
        Kind::ForbidChars(chars) => Ok(Check::ForbidChars(ForbidChars {
            chars: chars.clone(),
        })),
        Kind::ForbidPrefix(prefixes) => Ok(Check::ForbidPrefix(ForbidPrefix {
            prefixes: prefixes.clone(),
        })),
        Kind::Ascii => Ok(Check::Ascii(Ascii {})),
        Kind::ForbidText(_) => Err(Useless::Unfit(
            "the format has no check for texts that must not occur".into(),
        )),
        _ => Err(Useless::Unfit("it is no constraint on one value".into())),
    }
}

/// A format in the letters of specs: documents write `YYYY-MM-DDThh:mm:ssZ` for the same. `None` for one that has other parts.
fn spec_format(format: &str) -> Option<String> {
    if format.starts_with("unix-") {
        return Some(format.to_owned());
    }
    let mut out = String::with_capacity(format.len());
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let after = rest.trim_start_matches(c);
        let run = rest.strip_suffix(after).unwrap_or(rest);
        rest = after;
        out.push_str(match run {
            "yyyy" | "YYYY" => "yyyy",
            "dd" | "DD" => "dd",
            "HH" | "hh" => "HH",
            "MM" | "mm" | "ss" | "SSS" => run,
            _ if c.is_alphabetic() && !matches!(run, "T" | "Z") => return None,
            _ => run,
        });
    }
    Some(out)
}

fn fits(value: &str, kind: Type) -> bool {
    match kind {
        Type::Int32 => value.parse::<i32>().is_ok(),
        Type::Int64 => value.parse::<i64>().is_ok(),
        Type::Float | Type::Double => value.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Boolean => value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false"),
        Type::Array | Type::Object | Type::Map => false,
        _ => true,
    }
}

/// A list of values on a value of type `kind`.
///
/// # Errors
/// As [`place`].
pub fn one_of(values: &[String], kind: Type) -> Result<Check, Useless> {
    if !values.iter().all(|value| fits(value, kind)) {
        return unfit("such values", kind);
    }
    let has = |word: &str| values.iter().any(|value| value.eq_ignore_ascii_case(word));
    if kind == Type::Boolean && has("true") && has("false") {
        return Err(Useless::Implied);
    }
    Ok(Check::OneOf(OneOf {
        values: values.to_vec(),
    }))
}

fn ranges(ranges: &[(Option<i64>, Option<i64>)], kind: Type) -> Result<Check, Useless> {
    match (kind, ranges) {
        (Type::Int32 | Type::Int64, [(min, max)]) => Ok(Check::IntRange(IntRange {
            min: *min,
            max: *max,
        })),
        (Type::Int32 | Type::Int64, set) => {
            let closed = set
                .iter()
                .filter_map(|(from, to)| Some(vec![(*from)?, (*to)?]))
                .collect();
            Ok(Check::IntSet(IntSet { ranges: closed }))
        }
        (Type::Float | Type::Double, [(min, max)]) => Ok(Check::NumberRange(NumberRange {
            min: min.map(|n| n.to_string()),
            exclusive_min: false,
            max: max.map(|n| n.to_string()),
            exclusive_max: false,
        })),
        (kind, set) if is_text(kind) => {
            let mut values = Vec::new();
            for (from, to) in set {
                let (Some(from), Some(to)) = (from, to) else {
                    return unfit("an open numeric range", kind);
                };
                if to.saturating_sub(*from) >= LONGEST_LIST {
                    return unfit("a long numeric range", kind);
                }
                values.extend((*from..=*to).map(|n| n.to_string()));
            }
            Ok(Check::OneOf(OneOf { values }))
        }
        (kind, _) => unfit("a numeric range", kind),
    }
}

fn char_set(set: &finding::CharSet) -> CharSet {
    let classes = set.classes.iter().map(|class| match class {
        finding::CharClass::Letters => CharClass::Letter,
        finding::CharClass::Lowercase => CharClass::Lowercase,
        finding::CharClass::Uppercase => CharClass::Uppercase,
        finding::CharClass::Digits => CharClass::Digit,
        finding::CharClass::Chinese => CharClass::Chinese,
    });
    CharSet {
        classes: classes.collect(),
        literals: Some(set.literals.clone()).filter(|text| !text.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::finding::Source;

    const HERE: Source = Source {
        block: 0,
        item: None,
        start: 0,
        end: 0,
    };

    fn placed(kind: Kind, of: Type, element: Type) -> Result<Placed, Useless> {
        place(&Finding::new(kind, HERE), of, element)
    }

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn both_truth_values_say_nothing_new() {
        let both = Kind::OneOf(texts(&["true", "False"]));
        assert_eq!(
            placed(both, Type::Boolean, Type::Unstated),
            Err(Useless::Implied)
        );
        let one = Kind::OneOf(texts(&["true"]));
        assert!(placed(one, Type::Boolean, Type::Unstated).is_ok());
    }

    #[test]
    fn a_short_range_on_a_text_is_a_list_and_a_long_one_nothing() {
        let short = Kind::IntSet(vec![(1, 3), (12, 12)]);
        let want = Check::OneOf(OneOf {
            values: texts(&["1", "2", "3", "12"]),
        });
        assert_eq!(
            placed(short, Type::String, Type::Unstated).unwrap().check,
            want
        );
        let long = Kind::IntRange {
            min: Some(1),
            max: Some(4096),
        };
        assert!(placed(long, Type::String, Type::Unstated).is_err());
        let open = Kind::IntRange {
            min: Some(i64::MIN),
            max: Some(i64::MAX),
        };
        assert!(placed(open, Type::String, Type::Unstated).is_err());
    }

    #[test]
    fn formats_are_written_as_specs_write_them() {
        for (format, want) in [
            ("YYYY-MM-DDThh:mm:ssZ", Some("yyyy-MM-ddTHH:mm:ssZ")),
            ("yyyyMMdd", Some("yyyyMMdd")),
            ("HH:mmZ-HH:mmZ", Some("HH:mmZ-HH:mmZ")),
            ("unix-seconds", Some("unix-seconds")),
            ("yyyy-MM-dd E", None),
            ("yyyy-MMM", None),
        ] {
            assert_eq!(spec_format(format).as_deref(), want, "{format}");
        }
    }

    #[test]
    fn values_of_a_list_are_asked_of_its_elements() {
        let found = placed(Kind::OneOf(texts(&["a"])), Type::Array, Type::String).unwrap();
        assert_eq!(found.place, Place::Items);
        let count = placed(
            Kind::MaxItems {
                n: 5,
                separator: None,
            },
            Type::Array,
            Type::String,
        )
        .unwrap();
        assert_eq!(count.place, Place::Whole);
    }

    #[test]
    fn what_does_not_fit_the_type_is_refused() {
        let length = Kind::Length {
            min: None,
            max: Some(3),
            unit: finding::LengthUnit::Chars,
            allow_empty: false,
        };
        assert!(placed(length, Type::Int32, Type::Unstated).is_err());
        assert!(placed(Kind::OneOf(texts(&["a"])), Type::Int64, Type::Unstated).is_err());
        assert!(placed(Kind::Datetime("yyyy".into()), Type::Int64, Type::Unstated).is_err());
        assert!(
            placed(
                Kind::Datetime("unix-seconds".into()),
                Type::Int64,
                Type::Unstated
            )
            .is_ok()
        );
    }
}
