//! A request as Rust, over a generated crate: with its types where they can hold it, else as wire pairs.
//!
//! Names of types and fields come from the generator's lowering, which alone decides them. Must not judge.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use acsgen_core::lower::model::{
    Presence, RustCrate, RustOperation, RustStruct, RustType, WireShape,
};

use crate::wire::Pairs;

/// Steps of one value into another; deeper requests are told as pairs.
const MAX_DEPTH: usize = 12;

/// Prints requests of one crate.
#[derive(Debug)]
pub struct Printer {
    name: String,
    crates: Vec<RustCrate>,
}

/// A request as an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The expression.
    pub text: String,
    /// Types of the operation's module that it names, sorted.
    pub types: BTreeSet<String>,
}

/// A request as an expression of an operation's types; `None` where no value of them is written as these pairs.
#[must_use]
pub fn typed(operation: &RustOperation, pairs: &Pairs) -> Option<Typed> {
    let given: BTreeMap<&str, &str> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    if given.len() != pairs.len() {
        return None;
    }
    let mut values = Values {
        operation,
        given,
        used: BTreeSet::new(),
        types: BTreeSet::new(),
    };
    let request = operation.structs.first()?;
    let text = values.object(request, "", 1)?;
    (values.used.len() == pairs.len()).then_some(Typed {
        text,
        types: values.types,
    })
}

impl Printer {
    /// Of the crate of this name, which may have been emitted in parts.
    #[must_use]
    pub fn new(name: &str, crates: Vec<RustCrate>) -> Printer {
        Printer {
            name: name.replace('-', "_"),
            crates,
        }
    }

    /// A program that makes the request and prints what is wrong with it.
    #[must_use]
    pub fn program(&self, operation: &str, pairs: &Pairs) -> String {
        let mut operations = self.crates.iter().flat_map(|lowered| &lowered.operations);
        operations
            .find(|lowered| lowered.wire == operation)
            .and_then(|lowered| self.typed(lowered, pairs))
            .unwrap_or_else(|| self.untyped(operation, pairs))
    }

    fn typed(&self, operation: &RustOperation, pairs: &Pairs) -> Option<String> {
        let Typed { text, types } = typed(operation, pairs)?;
        let types: Vec<&str> = types.iter().map(String::as_str).collect();
        let types = match types.as_slice() {
            [one] => (*one).to_owned(),
            many => format!("{{{}}}", many.join(", ")),
        };
        let Printer { name, .. } = self;
        let module = &operation.module;
        Some(format!(
            "use {name}::{module}::{types};\n\nfn main() {{\n    let request = {text};\n    for violation in request.validate().iter() {{\n        println!(\"{{violation}}\");\n    }}\n}}\n"
        ))
    }

    fn untyped(&self, operation: &str, pairs: &Pairs) -> String {
        let Printer { name, .. } = self;
        let mut out = format!(
            "use {name}::OPERATIONS;\nuse {name}::acs_runtime::Pairs;\n\nfn main() {{\n    // No value of the types of the crate is written so.\n"
        );
        if pairs.is_empty() {
            out.push_str("    let request = Pairs::default();\n");
        } else {
            out.push_str("    let request: Pairs = [\n");
            for (name, value) in pairs {
                let _ = writeln!(out, "        ({name:?}, {value:?}),");
            }
            out.push_str("    ]\n    .into_iter()\n    .collect();\n");
        }
        let _ = writeln!(
            out,
            "    let found = OPERATIONS.iter().find(|operation| operation.info.name == {operation:?});"
        );
        out.push_str(
            "    for violation in found.map(|operation| (operation.check)(&request)).iter().flatten() {\n        println!(\"{violation}\");\n    }\n}\n",
        );
        out
    }
}

/// Pairs on their way into an expression.
struct Values<'o> {
    operation: &'o RustOperation,
    given: BTreeMap<&'o str, &'o str>,
    used: BTreeSet<String>,
    types: BTreeSet<String>,
}

impl<'o> Values<'o> {
    /// The pair of this name, which is used by it.
    fn take(&mut self, name: &str) -> Option<&'o str> {
        let value = self.given.get(name)?;
        self.used.insert(name.to_owned());
        Some(value)
    }

    fn is_within(&self, at: &str) -> bool {
        let inner = format!("{at}.");
        self.given.keys().any(|name| {
            (*name == at || name.starts_with(&inner)) && self.owner(name) == self.owner(at)
        })
    }

    /// The parameter that a name speaks of: the longest one that it begins with.
    fn owner(&self, name: &str) -> Option<&'o str> {
        let fields = self
            .operation
            .structs
            .first()
            .map(|request| &request.fields);
        let names = fields
            .into_iter()
            .flatten()
            .map(|field| field.wire.as_str());
        names
            .filter(|own| {
                let rest = name.strip_prefix(own);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
            .max_by_key(|own| own.len())
    }

    /// A struct, if what it must have can be said. `indent`: levels of four blanks that its lines have.
    fn object(&mut self, of: &'o RustStruct, prefix: &str, indent: usize) -> Option<String> {
        if indent > MAX_DEPTH {
            return None;
        }
        let shape = self
            .operation
            .shapes
            .iter()
            .find(|shape| shape.ident == of.shape)?;
        self.types.insert(of.ident.clone());
        let pad = "    ".repeat(indent);
        let (mut asked, mut set) = (String::new(), String::new());
        for field in &of.fields {
            let shape = shape.fields.iter().find(|shape| shape.wire == field.wire)?;
            let at = format!("{prefix}{}", field.wire);
            let own = field.is_asked();
            // Another parameter may have the name that a field would have.
            let is_own =
                prefix.is_empty() || self.owner(&at) == self.owner(prefix.trim_end_matches('.'));
            let value = match is_own {
                true => self.value(&field.ty, &shape.shape, &at, indent + 1),
                false => None,
            };
            match (own, value) {
                (true, Some(value)) => {
                    let value = match field.ty {
                        RustType::Text => format!("{value}.into()"),
                        _ => boxed(&field.ty, value),
                    };
                    let _ = writeln!(asked, "{pad}    {}: {value},", field.ident);
                }
                (true, None) if field.presence == Presence::Collection(true) => {
                    let _ = writeln!(asked, "{pad}    {}: Default::default(),", field.ident);
                }
                (true, None) => return None,
                (false, Some(value)) => {
                    // A part without anything that must be given stands on one line.
                    let begin = match indent > 1 && of.required.is_none() {
                        true => String::new(),
                        false => format!("\n{pad}"),
                    };
                    let _ = write!(set, "{begin}.{}({value})", field.setter);
                }
                (false, None) => {}
            }
        }
        let of_required = match &of.required {
            Some(required) => {
                self.types.insert(required.clone());
                format!("{required} {{\n{asked}{pad}}}")
            }
            None => String::new(),
        };
        Some(format!("{}::new({of_required}){set}", of.ident))
    }

    /// The expression of a value; `None` where it is absent, or no value of the type is written so.
    fn value(
        &mut self,
        ty: &RustType,
        shape: &WireShape,
        at: &str,
        indent: usize,
    ) -> Option<String> {
        match (ty, shape) {
            (RustType::List(items), WireShape::List(shape)) => {
                let mut list = Vec::new();
                for n in 1.. {
                    let at = format!("{at}.{n}");
                    if !self.is_within(&at) {
                        break;
                    }
                    list.push(owned(items, self.value(items, shape, &at, indent)?));
                }
                let pad = "    ".repeat(indent);
                match (list.is_empty(), &**items) {
                    (true, _) => None,
                    (false, RustType::Struct { .. } | RustType::List(_)) => Some(format!(
                        "vec![\n{pad}{},\n{}]",
                        list.join(&format!(",\n{pad}")),
                        "    ".repeat(indent.saturating_sub(1))
                    )),
                    _ => Some(format!("vec![{}]", list.join(", "))),
                }
            }
            (RustType::List(items), WireShape::Simple) => {
                let text = *self.given.get(at)?;
                let parts = text.split(',');
                let list: Option<Vec<String>> = parts
                    .filter(|part| !part.is_empty())
                    .map(|part| Some(owned(items, self.scalar(items, part)?)))
                    .collect();
                let list = list.filter(|list| list.len() == text.split(',').count())?;
                self.take(at)?;
                Some(format!("vec![{}]", list.join(", ")))
            }
            (RustType::Map(items), WireShape::Map(shape)) if **shape == WireShape::Scalar => {
                let inner = format!("{at}.");
                let names: Vec<&str> = self.given.keys().copied().collect();
                let mut entries = Vec::new();
                for name in names {
                    if let Some(key) = name.strip_prefix(&inner) {
                        let value = owned(items, self.value(items, shape, name, indent)?);
                        entries.push(format!("({key:?}.to_owned(), {value})"));
                    }
                }
                let entries = (!entries.is_empty()).then(|| entries.join(", "))?;
                Some(format!("std::collections::BTreeMap::from([{entries}])"))
            }
            (RustType::Struct { ident, .. }, WireShape::Object(_)) => {
                let of = self
                    .operation
                    .structs
                    .iter()
                    .find(|of| of.ident == *ident)?;
                if !self.is_within(at) {
                    return None;
                }
                let used = self.used.clone();
                let value = self.object(of, &format!("{at}."), indent);
                if value.is_none() {
                    // Nothing says the pairs of its other fields.
                    self.used = used;
                }
                value
            }
            (_, WireShape::Scalar) => {
                let text = *self.given.get(at)?;
                let value = self.scalar(ty, text)?;
                self.take(at)?;
                Some(value)
            }
            _ => None,
        }
    }

    /// What is written otherwise than the crate writes it is not said by its types.
    fn scalar(&mut self, ty: &RustType, text: &str) -> Option<String> {
        let same = |written: String| (written == text).then_some(written);
        match ty {
            RustType::Text => Some(format!("{text:?}")),
            RustType::I32 => same(text.parse::<i32>().ok()?.to_string()),
            RustType::I64 => same(text.parse::<i64>().ok()?.to_string()),
            RustType::Bool => same(text.parse::<bool>().ok()?.to_string()),
            RustType::F32 => same(
                text.parse()
                    .ok()
                    .filter(|n: &f32| n.is_finite())?
                    .to_string(),
            )
            .map(fraction),
            RustType::F64 => same(
                text.parse()
                    .ok()
                    .filter(|n: &f64| n.is_finite())?
                    .to_string(),
            )
            .map(fraction),
            RustType::Enum(ident) => {
                self.types.insert(ident.clone());
                let known = self
                    .operation
                    .enums
                    .iter()
                    .find(|known| known.ident == *ident)?;
                let variant = known.variants.iter().find(|variant| variant.text == text);
                Some(match variant {
                    Some(variant) => format!("{ident}::{}", variant.ident),
                    None => format!("{ident}::from({text:?})"),
                })
            }
            _ => None,
        }
    }
}

/// A literal of a fraction has a point.
fn fraction(text: String) -> String {
    match text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        true => format!("{text}.0"),
        false => text,
    }
}

/// As an element of a list or map.
fn owned(ty: &RustType, value: String) -> String {
    match ty {
        RustType::Text => format!("{value}.to_owned()"),
        _ => boxed(ty, value),
    }
}

fn boxed(ty: &RustType, value: String) -> String {
    match ty {
        RustType::Struct { boxed: true, .. } => format!("Box::new({value})"),
        _ => value,
    }
}
