//! Reads the bounds of numbers. They are written as numbers or as texts, and a strict one as a flag next to the plain one
//! or as a number of its own; what cannot be asked exactly is not asked at all.

use acs_spec::Type;
use acs_spec::codes;
use acs_spec::constraint::{Check, IntRange, NumberRange};
use acs_spec::json::{Node, Value};

use super::checks::{Asked, KEPT, Keywords, find};
use super::schema::{Context, Reader};
use super::values::{scalar, truth};

/// One bound, with the keywords that state it.
struct Bound<'a> {
    text: String,
    strict: bool,
    stated_by: Vec<(&'a str, &'a Node)>,
}

impl Reader<'_> {
    /// Reads the bounds of a number, inclusive and not.
    pub(super) fn bounds(
        &mut self,
        keywords: &Keywords<'_>,
        of: Type,
        ctx: &Context<'_>,
        asked: &mut Asked,
    ) {
        let sides = [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ];
        let whole = matches!(of, Type::Int32 | Type::Int64);
        if !whole && !matches!(of, Type::Float | Type::Double) {
            for keyword in sides.iter().flat_map(|(plain, strict)| [plain, strict]) {
                let Some(stated) = find(keywords, keyword) else {
                    continue;
                };
                if of == Type::String {
                    self.remark_at(
                        stated,
                        &codes::NUMERIC_BOUND_ON_TEXT,
                        format!("`{keyword}` is a numeric bound, and this is a text"),
                        KEPT,
                    );
                    asked.kept.push(((*keyword).to_owned(), stated.1.to_json()));
                } else {
                    self.refuse(stated, &format!("cannot be asked of type `{of}`"), asked);
                }
            }
            return;
        }
        let [low, high] =
            sides.map(|(plain, strict)| self.bound(keywords, plain, strict, whole, asked));
        if low.is_none() && high.is_none() {
            return;
        }
        let stated_by: Vec<(&str, &Node)> = [&low, &high]
            .into_iter()
            .flatten()
            .flat_map(|bound| bound.stated_by.iter().copied())
            .collect();
        let check = if whole {
            int_range(low.as_ref(), high.as_ref())
        } else {
            number_range(low, high)
        };
        match check {
            Some(check) => self.constraint(check, &stated_by, ctx, asked),
            None => {
                for stated in stated_by {
                    self.refuse(stated, "leaves no number that is allowed", asked);
                }
            }
        }
    }

    /// Reads one side. A strict bound is a flag next to the plain one (`true`), or a number of its own.
    fn bound<'a>(
        &mut self,
        keywords: &Keywords<'a>,
        plain: &'static str,
        strict: &'static str,
        whole: bool,
        asked: &mut Asked,
    ) -> Option<Bound<'a>> {
        let readable = |text: &str| match whole {
            // A strict bound must leave room for the step inwards.
            true => text
                .parse::<i64>()
                .is_ok_and(|n| n != i64::MIN && n != i64::MAX || find(keywords, strict).is_none()),
            false => is_decimal(text),
        };
        let number = |stated: &(&'a str, &'a Node)| {
            if matches!(stated.1.value, Value::Bool(_)) {
                return None;
            }
            scalar(stated.1)
                .map(|text| text.trim().to_owned())
                .filter(|text| readable(text))
        };
        let mut bound = None;
        if let Some(stated) = find(keywords, plain) {
            match number(&stated) {
                Some(text) => {
                    self.keep_odd_spelling(stated, &text, asked);
                    bound = Some(Bound {
                        text,
                        strict: false,
                        stated_by: vec![stated],
                    });
                }
                None if whole => {
                    self.refuse(stated, "is no whole number of 64 bits", asked);
                }
                None => self.refuse(stated, "is no number", asked),
            }
        }
        let Some(stated) = find(keywords, strict) else {
            return bound;
        };
        match (truth(stated.1), number(&stated), &mut bound) {
            (Some(false), _, _) => asked.kept.push((strict.to_owned(), stated.1.to_json())),
            (Some(true), _, Some(bound)) => {
                bound.strict = true;
                bound.stated_by.push(stated);
                if !matches!(stated.1.value, Value::Bool(_)) {
                    asked.kept.push((strict.to_owned(), stated.1.to_json()));
                }
            }
            (Some(true), _, None) => {
                self.refuse(stated, &format!("stands without a usable `{plain}`"), asked);
            }
            (None, Some(text), None) => {
                self.keep_odd_spelling(stated, &text, asked);
                bound = Some(Bound {
                    text,
                    strict: true,
                    stated_by: vec![stated],
                });
            }
            (None, Some(_), Some(_)) => {
                self.refuse(
                    stated,
                    &format!("is a second bound next to `{plain}`"),
                    asked,
                );
            }
            (None, None, _) => {
                self.refuse(
                    stated,
                    "is neither a truth value nor a usable number",
                    asked,
                );
            }
        }
        bound
    }

    /// ` 007` is 7, but is not written so again.
    fn keep_odd_spelling(&mut self, stated: (&str, &Node), text: &str, asked: &mut Asked) {
        let canonical = text
            .parse::<i64>()
            .map_or_else(|_| text.to_owned(), |n| n.to_string());
        if scalar(stated.1).is_some_and(|written| written != canonical) {
            asked.kept.push((stated.0.to_owned(), stated.1.to_json()));
        }
    }
}

fn int_range(low: Option<&Bound<'_>>, high: Option<&Bound<'_>>) -> Option<Check> {
    let number = |bound: &Bound<'_>, step: i64| {
        let step = if bound.strict { step } else { 0 };
        bound.text.parse::<i64>().ok()?.checked_add(step)
    };
    // A bound that is there and cannot be computed must not turn into none.
    let min = match low {
        Some(bound) => Some(number(bound, 1)?),
        None => None,
    };
    let max = match high {
        Some(bound) => Some(number(bound, -1)?),
        None => None,
    };
    let crossed = min.zip(max).is_some_and(|(min, max)| min > max);
    (!crossed).then_some(Check::IntRange(IntRange { min, max }))
}

fn number_range(low: Option<Bound<'_>>, high: Option<Bound<'_>>) -> Option<Check> {
    let value = |bound: &Bound<'_>| bound.text.parse::<f64>().ok();
    if let (Some(low), Some(high)) = (&low, &high) {
        let (min, max) = (value(low)?, value(high)?);
        if min > max || (min == max && (low.strict || high.strict)) {
            return None;
        }
    }
    Some(Check::NumberRange(NumberRange {
        exclusive_min: low.as_ref().is_some_and(|bound| bound.strict),
        exclusive_max: high.as_ref().is_some_and(|bound| bound.strict),
        min: low.map(|bound| bound.text),
        max: high.map(|bound| bound.text),
    }))
}

/// `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`, and finite.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    mantissa_fits
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_the_spec() {
        for text in ["0", "-1", "1.5", "1e3", "-2.50E-7", "007"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in [
            "", "-", "1.", ".5", "+1", "1e", "1e999", "NaN", "inf", "0x1", "1 ",
        ] {
            assert!(!is_decimal(text), "{text}");
        }
    }
}
