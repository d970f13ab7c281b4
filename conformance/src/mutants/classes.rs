//! Every scalar value, first and inside, in every class of characters: the functions that emitted code calls, the
//! reference interpreter and the suite must agree.

use acs_judge::{Judge, Options, Request};
use acs_runtime::check;
use acs_spec::constraint::{CharClass, CharSet, Charset, Constraint, EdgeChar};
use acs_spec::operation::{Operation, Parameter, Schema};
use acs_spec::{Check, Stated, Tier, Type};

use crate::chars::in_set;

/// A class and the function of the runtime that emitted code calls for it.
type Class = (CharClass, fn(char) -> bool);

const CLASSES: [Class; 6] = [
    (CharClass::Letter, check::letter),
    (CharClass::AsciiLetter, check::ascii_letter),
    (CharClass::Lowercase, check::lowercase),
    (CharClass::Uppercase, check::uppercase),
    (CharClass::Digit, check::digit),
    (CharClass::Chinese, check::chinese),
];

/// Elements of one request.
const CHUNK: usize = 2_048;

/// How much was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// Scalar values times classes: the runtime's function and the suite.
    pub functions: u64,
    /// Scalar values times classes times places: the reference interpreter and the suite.
    pub judged: u64,
}

/// Compares all scalar values with the functions; with the reference interpreter those that `judged` picks.
///
/// # Errors
/// The first disagreement.
pub fn compare(judged: impl Fn(char) -> bool) -> Result<Compared, String> {
    let mut out = Compared::default();
    for (class, function) in CLASSES {
        let set = CharSet {
            classes: vec![class],
            literals: None,
        };
        for c in '\0'..=char::MAX {
            if function(c) != in_set(&set, c) {
                return Err(format!(
                    "{class}: the runtime and the suite differ on {c:?}"
                ));
            }
            out.functions += 1;
        }
        let picked: Vec<char> = ('\0'..=char::MAX).filter(|c| judged(*c)).collect();
        for is_first in [true, false] {
            let judge = Judge::new(&operation(&set, is_first), None)
                .map_err(|faults| format!("{faults:?}"))?;
            for chars in picked.chunks(CHUNK) {
                let pairs = chars.iter().enumerate().map(|(n, c)| {
                    let text = if is_first {
                        format!("{c}|")
                    } else {
                        format!("|{c}|")
                    };
                    (format!("L.{}", n + 1), text)
                });
                let verdict = judge.judge(&Request::from_pairs(pairs), &Options::default());
                let broken: Vec<&str> =
                    verdict.violations.iter().map(|v| v.path.as_str()).collect();
                let expected: Vec<String> = chars
                    .iter()
                    .enumerate()
                    .filter(|(_, c)| !in_set(&set, **c) && (is_first || **c != '|'))
                    .map(|(n, _)| format!("L[{}]", n + 1))
                    .collect();
                if broken != expected {
                    let first = chars.first();
                    return Err(format!(
                        "{class}, first {is_first}: the interpreter and the suite differ after {first:?}"
                    ));
                }
                out.judged += chars.len() as u64;
            }
        }
    }
    Ok(out)
}

/// A list of texts whose first character, or any but `|`, is of the set.
fn operation(set: &CharSet, is_first: bool) -> Operation {
    let mut allowed = set.clone();
    let check = match is_first {
        true => Check::FirstChar(EdgeChar { allowed }),
        false => {
            allowed.literals = Some("|".to_owned());
            Check::Charset(Charset { allowed })
        }
    };
    let mut items = Schema::of(Type::String);
    items.constraints.push(Constraint {
        id: format!("L.{}", check.kind()),
        tier: Tier::Documented,
        check,
        pieces: None,
        narrows: None,
        wire_error: None,
        evidence: Vec::new(),
    });
    let mut schema = Schema::of(Type::Array);
    schema.items = Some(Box::new(items));
    let mut operation = Operation::named("Classes");
    operation.parameters.push(Parameter {
        name: "L".to_owned(),
        rust_name: None,
        location: Stated::Unstated,
        style: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        allow_empty: None,
        schema,
    });
    operation
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All scalar values with the functions; with the interpreter those where some class begins or ends, and a few more.
    #[test]
    fn all_agree_on_every_scalar_value() {
        let classes = |c: char| CLASSES.map(|(_, function)| function(c));
        let near = |c: char, by: i64| {
            let code = u32::try_from(i64::from(u32::from(c)) + by).ok();
            code.and_then(char::from_u32)
        };
        let is_border = |c: char| {
            let own = classes(c);
            [-1, 1]
                .into_iter()
                .filter_map(|by| near(c, by))
                .any(|other| classes(other) != own)
        };
        let compared =
            compare(|c| u32::from(c) % 499 == 0 || c.is_ascii() || is_border(c)).unwrap();
        assert_eq!(compared.functions, 6 * 1_112_064);
        assert!(compared.judged > 12 * 2_000, "{compared:?}");
    }
}
