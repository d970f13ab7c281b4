//! Values of emitted types as Rust, for the tests of what a caller sees: one that is present, and one that holds nothing.

use std::fmt::Write as _;

use acsgen_core::lower::model::{Presence, RustField, RustOperation, RustStruct, RustType};

/// The structs that a value lies in. Of none of them another is made within it: recursion would not end.
type Within<'w> = &'w [&'w str];

/// Makes values of one operation's types, whose module is called `m`.
#[derive(Debug)]
pub(super) struct Maker<'o> {
    operation: &'o RustOperation,
}

impl<'o> Maker<'o> {
    pub(super) fn new(operation: &'o RustOperation) -> Self {
        Maker { operation }
    }

    pub(super) fn of(&self, ident: &str) -> Option<&'o RustStruct> {
        self.operation.structs.iter().find(|of| of.ident == ident)
    }

    /// A value that is present on the wire; `None` where the type has none.
    fn present(&self, ty: &RustType, text: &str, within: Within<'_>) -> Option<String> {
        Some(match ty {
            RustType::Text => format!("{text:?}.to_owned()"),
            RustType::I32 | RustType::I64 => "7".to_owned(),
            RustType::F32 | RustType::F64 => "1.5".to_owned(),
            RustType::Bool => "true".to_owned(),
            RustType::Enum(ident) => format!("m::{ident}::from({text:?})"),
            RustType::List(items) => format!("vec![{}]", self.present(items, text, within)?),
            RustType::Map(items) => format!(
                "std::collections::BTreeMap::from([(\"k\".to_owned(), {})])",
                self.present(items, text, within)?
            ),
            RustType::Struct { ident, boxed } => {
                let of = self.of(ident)?;
                let within = &inner(within, ident)?;
                let new = self.new_of(of, within)?;
                let asked = of.fields.iter().any(RustField::is_asked);
                let value = match asked {
                    true => new,
                    false => {
                        // What holds no other value first: a chain of types may lead back here.
                        let mut fields: Vec<&RustField> = of.fields.iter().collect();
                        fields.sort_by_key(|field| is_deep(&field.ty));
                        let set = |field: &&RustField| {
                            let value = self.present(&field.ty, &hint(field), within)?;
                            Some(format!("{new}.{}({value})", field.setter))
                        };
                        fields.iter().find_map(set)?
                    }
                };
                boxed_if(*boxed, value)
            }
            RustType::Value => return None,
        })
    }

    /// The constructor's call, with something present for all that it asks for.
    pub(super) fn new_of(&self, of: &RustStruct, within: Within<'_>) -> Option<String> {
        let asked = match of.required.is_some() {
            true => self.required_of(of, within)?,
            false => String::new(),
        };
        Some(format!("m::{}::new({asked})", of.ident))
    }

    /// What the constructor asks for, if it asks for anything.
    fn required_of(&self, of: &RustStruct, within: Within<'_>) -> Option<String> {
        let mut out = format!("m::{} {{ ", of.required.as_ref()?);
        for field in of.fields.iter().filter(|field| field.is_asked()) {
            let value = self
                .present(&field.ty, &hint(field), within)
                .or_else(|| self.absent(&field.ty, within))?;
            let _ = write!(out, "{}: {value}, ", field.ident);
        }
        out.push('}');
        Some(out)
    }

    /// A value that leaves nothing on the wire; `None` where the type has none.
    fn absent(&self, ty: &RustType, within: Within<'_>) -> Option<String> {
        match ty {
            RustType::List(_) => Some("Vec::new()".to_owned()),
            RustType::Map(_) => Some("std::collections::BTreeMap::new()".to_owned()),
            RustType::Struct { ident, boxed } => {
                let of = self.of(ident)?;
                let (value, is_absent) = self.bare(of, &inner(within, ident)?)?;
                is_absent.then(|| boxed_if(*boxed, value))
            }
            _ => None,
        }
    }

    /// A value of a struct that holds as little as it can, and whether that is nothing.
    fn bare(&self, of: &RustStruct, within: Within<'_>) -> Option<(String, bool)> {
        let new = self.new_of(of, within)?;
        let mut is_absent = true;
        let mut set = String::new();
        for field in of.fields.iter().filter(|field| field.is_asked()) {
            match self.absent(&field.ty, within) {
                Some(value) => {
                    let _ = write!(set, "bare.{} = {value}; ", field.ident);
                }
                None => is_absent = false,
            }
        }
        let text = match set.is_empty() {
            true => new,
            false => format!("{{ let mut bare = {new}; {set}bare }}"),
        };
        Some((text, is_absent))
    }

    /// Statements about a struct's constructor and setters, and about what is absent.
    pub(super) fn constructed(&self, of: &RustStruct, is_request: bool, out: &mut String) {
        let Some(new) = self.new_of(of, &[]) else {
            return;
        };
        let ident = &of.ident;
        let _ = writeln!(out, "    let new = || -> m::{ident} {{ {new} }};");
        // Each in a function of its own: what a large struct leaves on the stack is gone before the next.
        for field in &of.fields {
            let _ = writeln!(
                out,
                "    (|| {{\n{}    }})();",
                self.field(field, is_request)
            );
        }
        self.shown(of, out);
        if !is_request {
            self.held(of, out);
        }
    }

    /// A field is as it was made, and becomes what its setter is given; that of a request is written.
    fn field(&self, field: &RustField, is_request: bool) -> String {
        let name = &field.ident;
        let value = self.present(&field.ty, &hint(field), &[]);
        let mut out = String::new();
        let _ = match (field.is_asked(), field.presence) {
            (true, _) => {
                let value = value
                    .or_else(|| self.absent(&field.ty, &[]))
                    .unwrap_or_default();
                let shows = shows(field, "all");
                let _ = writeln!(
                    out,
                    "        assert!(new().{name} == {value});\n        let all = new();\n        {shows}"
                );
                return out;
            }
            (false, Presence::Optional) => {
                writeln!(out, "        assert!(new().{name}.is_none());")
            }
            (false, _) => writeln!(out, "        assert!(new().{name}.is_empty());"),
        };
        let is_written = is_request && value.is_some();
        // A struct without a field is a value all the same.
        let value = value.or_else(|| match field.presence {
            Presence::Optional => self.absent(&field.ty, &[]),
            _ => None,
        });
        if let Some(value) = value {
            let held = held(field, value.clone());
            let (setter, shows) = (&field.setter, shows(field, "want"));
            let _ = writeln!(
                out,
                "        let mut want = new();\n        want.{name} = {held};\n        assert!(new().{setter}({value}) == want && want != new());\n        {shows}"
            );
            if is_written {
                out.push_str("        assert_ne!(pairs_of(&want), pairs_of(&new()));\n");
            }
        }
        out
    }

    /// What the constructor asks for shows all that is no secret.
    fn shown(&self, of: &RustStruct, out: &mut String) {
        let Some(required) = self.required_of(of, &[]) else {
            return;
        };
        let _ = writeln!(out, "    let required = {required};");
        for field in of.fields.iter().filter(|field| field.is_asked()) {
            let _ = writeln!(out, "    {}", shows(field, "required"));
        }
    }

    /// A part is absent where it holds nothing, and only there.
    fn held(&self, of: &RustStruct, out: &mut String) {
        let Some((bare, is_absent)) = self.bare(of, &[]) else {
            return;
        };
        let ident = &of.ident;
        let _ = writeln!(
            out,
            "    let bare = || -> m::{ident} {{ {bare} }};\n    assert_eq!(rt::wire::Wire::is_absent(&bare()), {is_absent});"
        );
        for field in &of.fields {
            if let Some(value) = self.present(&field.ty, &hint(field), &[]) {
                let name = &field.ident;
                let held = held(field, value);
                let _ = writeln!(
                    out,
                    "    {{\n        let mut one = bare();\n        one.{name} = {held};\n        assert!(!rt::wire::Wire::is_absent(&one));\n    }}"
                );
            }
        }
    }

    /// Statements about lists and maps of a request: elements that hold nothing leave no hole, and nobody counts them.
    pub(super) fn closed_up(&self, request: &RustStruct, out: &mut String) {
        let Some(new) = self.new_of(request, &[]) else {
            return;
        };
        for field in &request.fields {
            let (RustType::List(items) | RustType::Map(items)) = &field.ty else {
                continue;
            };
            let (Some(some), Some(none)) = (
                self.present(items, &hint(field), &[]),
                self.absent(items, &[]),
            ) else {
                continue;
            };
            let list = |all: &[(usize, &str)]| {
                let texts = all.iter().map(|(n, each)| match &field.ty {
                    RustType::Map(_) => format!("(\"k{n}\".to_owned(), {each})"),
                    _ => (*each).to_owned(),
                });
                let texts: Vec<String> = texts.collect();
                let texts = texts.join(", ");
                match &field.ty {
                    RustType::Map(_) => format!("std::collections::BTreeMap::from([{texts}])"),
                    _ => format!("vec![{texts}]"),
                }
            };
            let name = &field.ident;
            let holes = list(&[(0, &none), (1, &some), (2, &none), (3, &some)]);
            let without = list(&[(1, &some), (3, &some)]);
            let many: Vec<(usize, &str)> = (0..64).map(|n| (n, none.as_str())).collect();
            let (many, empty) = (list(&many), list(&[]));
            let _ = writeln!(
                out,
                "    {{\n        let mut request = {new};\n        request.{name} = {holes};\n        let mut without = request.clone();\n        without.{name} = {without};\n        closed_up(request.clone(), without.clone());\n        request.{name} = {many};\n        without.{name} = {empty};\n        closed_up(request, without);\n    }}"
            );
        }
    }
}

/// What a field holds that has a value.
pub(super) fn held(field: &RustField, value: String) -> String {
    match field.presence {
        Presence::Optional => format!("Some({value})"),
        _ => value,
    }
}

/// The statement that a struct of this name shows a field, or hides it. A part hides what it holds by itself.
fn shows(field: &RustField, of: &str) -> String {
    let name = &field.ident;
    let is_hidden = field.sensitive && !matches!(field.ty, RustType::Struct { .. });
    let shown = name.trim_start_matches("r#");
    format!("shows(&{of}, {shown:?}, &{of}.{name}, {is_hidden});")
}

/// Those that a value of a struct lies in, and it; `None`: it is one of them.
fn inner<'w>(within: Within<'w>, ident: &'w str) -> Option<Vec<&'w str>> {
    let is_new = !within.contains(&ident);
    is_new.then(|| within.iter().copied().chain([ident]).collect())
}

/// A text that is no name.
fn hint(field: &RustField) -> String {
    format!("{}~", field.wire)
}

fn is_deep(ty: &RustType) -> bool {
    !matches!(
        ty,
        RustType::Text
            | RustType::I32
            | RustType::I64
            | RustType::F32
            | RustType::F64
            | RustType::Bool
            | RustType::Enum(_)
    )
}

pub(super) fn boxed_if(boxed: bool, value: String) -> String {
    match boxed {
        true => format!("Box::new({value})"),
        false => value,
    }
}
