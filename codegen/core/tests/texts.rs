//! The documentation of an emitted crate as a reader meets it: what each public item says, without the code around it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;

use acsgen_core::{Settings, SpecFile, generate};
use syn::{Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, Meta, Visibility};

/// The items of one emitted file that a user sees, each with its documentation.
fn documentation(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle");
    let file = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        SpecFile::new(format!("tests/obstacle/{name}"), text)
    };
    let files = [file("service.json"), file("LightLamp.json")];
    let output = generate(&files, &Settings::default()).unwrap();
    let parsed: syn::File = syn::parse_str(output.get(path).unwrap()).unwrap();
    let mut out = String::new();
    for item in &parsed.items {
        match item {
            Item::Struct(item) => {
                show(&mut out, &format!("struct {}", item.ident), &item.attrs);
                if let Fields::Named(fields) = &item.fields {
                    for field in &fields.named {
                        show(
                            &mut out,
                            &format!("  .{}", field.ident.as_ref().unwrap()),
                            &field.attrs,
                        );
                    }
                }
            }
            Item::Enum(item) => {
                show(&mut out, &format!("enum {}", item.ident), &item.attrs);
                for variant in &item.variants {
                    show(&mut out, &format!("  ::{}", variant.ident), &variant.attrs);
                }
            }
            Item::Static(item) if is_public(&item.vis) => {
                show(&mut out, &format!("static {}", item.ident), &item.attrs);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                for inner in &item.items {
                    if let ImplItem::Fn(function) = inner
                        && is_public(&function.vis)
                    {
                        show(
                            &mut out,
                            &format!("  fn {}", function.sig.ident),
                            &function.attrs,
                        );
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn show(out: &mut String, name: &str, attributes: &[Attribute]) {
    let mut lines: Vec<String> = attributes.iter().filter_map(doc).collect();
    assert!(!lines.is_empty(), "{name} has no documentation");
    let first = lines.remove(0);
    out.push_str(&format!("{name}: {}\n", first.trim()));
    for line in lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
    {
        out.push_str(&format!("      {line}\n"));
    }
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

macro_rules! texts {
    ($($name:ident $path:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(documentation($path));
        }
    )*};
}

texts! {
    request "src/light_lamp/request.rs";
    values "src/light_lamp/values.rs";
    response "src/light_lamp/response.rs";
    error "src/light_lamp/error.rs";
}
