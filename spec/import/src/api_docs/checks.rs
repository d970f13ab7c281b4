//! Turns the keywords that ask something of a value into constraints. A keyword that cannot be asked of a value of its
//! type is handed back, to be kept as a fact: a wrong constraint would refuse what the service takes.

use acs_spec::codes;
use acs_spec::constraint::{Check, Constraint, Items, Length, LengthUnit, OneOf, Tier};
use acs_spec::json::{Node, Value};
use acs_spec::source::{Evidence, Statement};
use acs_spec::{Json, Type};

use super::bounds::is_decimal;
use super::schema::{Context, Reader};
use super::values::scalar;

/// Keywords that are asked of a list itself.
pub(super) const OF_LISTS: &[&str] = &["minItems", "maxItems"];

/// Keywords that are asked of a scalar.
pub(super) const OF_SCALARS: &[&str] = &[
    "enum",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
];

/// The keywords of one schema that ask something.
pub(super) type Keywords<'a> = [(&'a str, &'a Node)];

/// What became of them.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) constraints: Vec<Constraint>,
    /// Those that ask nothing, as they stood.
    pub(super) kept: Vec<(String, Json)>,
}

/// What becomes of a keyword that asks nothing.
pub(super) const KEPT: &str = "it is kept under `vendor` and never enforced";

impl Reader<'_> {
    /// Reads the keywords as asked of a value of type `of`.
    pub(super) fn checks(&mut self, keywords: &Keywords<'_>, of: Type, ctx: &Context<'_>) -> Asked {
        let mut asked = Asked::default();
        self.values(keywords, of, ctx, &mut asked);
        self.bounds(keywords, of, ctx, &mut asked);
        let text = matches!(of, Type::String | Type::Json);
        self.counts(keywords, ["minLength", "maxLength"], text, ctx, &mut asked);
        let list = of == Type::Array;
        self.counts(keywords, ["minItems", "maxItems"], list, ctx, &mut asked);
        self.pattern(keywords, of, ctx, &mut asked);
        asked
    }

    /// Keeps a keyword that cannot be asked, and says why.
    pub(super) fn refuse(&mut self, stated: (&str, &Node), why: &str, asked: &mut Asked) {
        let (keyword, node) = stated;
        self.remark_at(
            stated,
            &codes::WRONG_TYPE_FOR_CHECK,
            format!("`{keyword}` {why}"),
            KEPT,
        );
        asked.kept.push((keyword.to_owned(), node.to_json()));
    }

    /// Adds a constraint, with a piece of evidence for each keyword that states it.
    pub(super) fn constraint(
        &mut self,
        check: Check,
        stated_by: &[(&str, &Node)],
        ctx: &Context<'_>,
        asked: &mut Asked,
    ) {
        let words = ctx.path.len() + stated_by.len() * (ctx.row.len() + size_of::<Evidence>());
        let Some((_, node)) = stated_by.first() else {
            return;
        };
        if !self.afford(size_of::<Constraint>() + words, node) {
            return;
        }
        let evidence = stated_by.iter().map(|(keyword, _)| Evidence {
            source: super::SOURCE_ID.to_owned(),
            row: ctx.row.to_owned(),
            reading: Some((*keyword).to_owned()),
            stated: Statement::Rule,
        });
        asked.constraints.push(Constraint {
            id: self.unique_id(&format!("{}.{}", ctx.path, check.kind())),
            tier: Tier::Documented,
            check,
            pieces: None,
            narrows: None,
            wire_error: None,
            evidence: evidence.collect(),
        });
    }

    fn values(&mut self, keywords: &Keywords<'_>, of: Type, ctx: &Context<'_>, asked: &mut Asked) {
        let Some(stated) = find(keywords, "enum") else {
            return;
        };
        let values: Option<Vec<String>> = match &stated.1.value {
            Value::Array(items) => items.iter().map(scalar).collect(),
            _ => None,
        };
        match values {
            None => self.refuse(stated, "is no list of texts or numbers", asked),
            // No value at all would be allowed: nobody means that.
            Some(values) if values.is_empty() => {
                asked.kept.push(("enum".to_owned(), stated.1.to_json()));
            }
            Some(_) if !is_scalar(of) => {
                self.refuse(stated, &format!("cannot be asked of type `{of}`"), asked);
            }
            Some(values) if of == Type::Boolean && both_truths(&values) => {
                asked.kept.push(("enum".to_owned(), stated.1.to_json()));
            }
            Some(values) if !values.iter().all(|value| is_value(value, of)) => {
                self.refuse(
                    stated,
                    &format!("has values that are none of type `{of}`"),
                    asked,
                );
            }
            Some(values) => self.constraint(Check::OneOf(OneOf { values }), &[stated], ctx, asked),
        }
    }

    fn counts(
        &mut self,
        keywords: &Keywords<'_>,
        names: [&'static str; 2],
        fits: bool,
        ctx: &Context<'_>,
        asked: &mut Asked,
    ) {
        let mut stated_by = Vec::new();
        let [min, max] = names.map(|name| {
            let stated = find(keywords, name)?;
            if !fits {
                self.refuse(stated, "cannot be asked of a value of this type", asked);
                return None;
            }
            let text = match &stated.1.value {
                Value::Bool(_) => None,
                _ => scalar(stated.1),
            };
            let count = text
                .as_deref()
                .and_then(|text| text.trim().parse::<u64>().ok());
            match count {
                Some(count) => {
                    if text.is_some_and(|text| text != count.to_string()) {
                        asked.kept.push((name.to_owned(), stated.1.to_json()));
                    }
                    stated_by.push(stated);
                }
                None => self.refuse(stated, "is no whole number from 0", asked),
            }
            count
        });
        if min.is_none() && max.is_none() {
            return;
        }
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            for stated in stated_by {
                self.refuse(stated, "is crossed by the other bound", asked);
            }
            return;
        }
        let check = if names == ["minItems", "maxItems"] {
            Check::Items(Items {
                min,
                max,
                separator: None,
            })
        } else {
            Check::Length(Length {
                min,
                max,
                unit: LengthUnit::Chars,
                allow_empty: false,
            })
        };
        self.constraint(check, &stated_by, ctx, asked);
    }
}

/// A keyword of this name, with its value.
pub(super) fn find<'a>(keywords: &Keywords<'a>, name: &str) -> Option<(&'a str, &'a Node)> {
    keywords
        .iter()
        .find(|(keyword, _)| *keyword == name)
        .copied()
}

/// Types whose values are compared with a list of values.
pub(super) fn is_scalar(of: Type) -> bool {
    match of {
        Type::String
        | Type::Int32
        | Type::Int64
        | Type::Float
        | Type::Double
        | Type::Boolean
        | Type::Json
        | Type::Any
        | Type::Unstated => true,
        Type::Array | Type::Object | Type::Map | Type::Binary | Type::Ref => false,
    }
}

fn both_truths(values: &[String]) -> bool {
    let has = |word: &str| values.iter().any(|value| value.eq_ignore_ascii_case(word));
    has("true") && has("false")
}

/// Whether a text can be a value of this type.
fn is_value(text: &str, of: Type) -> bool {
    // Rust reads a leading `+`, which requests do not have.
    let plain = !text.starts_with('+');
    match of {
        Type::Int32 => plain && text.parse::<i32>().is_ok(),
        Type::Int64 => plain && text.parse::<i64>().is_ok(),
        Type::Float => is_decimal(text) && text.parse::<f32>().is_ok_and(f32::is_finite),
        Type::Double => is_decimal(text),
        Type::Boolean => ["true", "false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word)),
        _ => true,
    }
}
