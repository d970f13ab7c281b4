//! Every public item of emitted code says in its documentation which place of which spec file it comes from, so that an
//! error in emitted code leads to the line that is to be mended. The place is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use acs_spec::json::{Node, Value, parse};
use acsgen_core::{Output, Settings, SpecFile, generate};

fn specs(folder: &str) -> Vec<SpecFile> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<SpecFile> = fs::read_dir(place)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            SpecFile::new(format!("spec/{name}"), fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// A public item: what and where it is, and its documentation.
struct Item {
    path: String,
    docs: String,
}

fn docs(attributes: &[syn::Attribute]) -> String {
    let line = |attribute: &syn::Attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    lines.join("\n")
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// What is public in a file, whether or not its module is: the module's owner exports it.
fn public(file: &str, items: &[syn::Item]) -> Vec<Item> {
    let mut out = Vec::new();
    let mut add = |path: String, attributes: &[syn::Attribute]| {
        out.push(Item {
            path: format!("{file} {path}"),
            docs: docs(attributes),
        });
    };
    for item in items {
        match item {
            syn::Item::Struct(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
                for field in each.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().unwrap();
                    add(format!("{}.{name}", each.ident), &field.attrs);
                }
            }
            syn::Item::Enum(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
                for variant in &each.variants {
                    add(format!("{}::{}", each.ident, variant.ident), &variant.attrs);
                }
            }
            syn::Item::Const(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
            }
            syn::Item::Static(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
            }
            syn::Item::Fn(each) if is_public(&each.vis) => {
                add(each.sig.ident.to_string(), &each.attrs);
            }
            syn::Item::Trait(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
            }
            syn::Item::Type(each) if is_public(&each.vis) => {
                add(each.ident.to_string(), &each.attrs);
            }
            syn::Item::Impl(each) if each.trait_.is_none() => {
                let syn::Type::Path(owner) = &*each.self_ty else {
                    panic!("{file}: an impl of no named type");
                };
                let owner = &owner.path.segments.last().unwrap().ident;
                for inner in &each.items {
                    match inner {
                        syn::ImplItem::Fn(inner) if is_public(&inner.vis) => {
                            add(format!("{owner}::{}", inner.sig.ident), &inner.attrs);
                        }
                        syn::ImplItem::Const(inner) if is_public(&inner.vis) => {
                            add(format!("{owner}::{}", inner.ident), &inner.attrs);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// The places that documentation names: ``Spec: `Light.json /parameters/0`.``
fn places(docs: &str) -> Vec<(String, String)> {
    let part = |part: &str| {
        let (file, pointer) = part.split_once('`')?.0.split_once(' ')?;
        Some((file.to_owned(), pointer.to_owned()))
    };
    docs.split("Spec: `").skip(1).filter_map(part).collect()
}

fn is_there(tree: &Node, pointer: &str) -> bool {
    let steps = pointer.split('/').skip(1).filter(|_| pointer != "/");
    steps
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .try_fold(tree, |node, step| match &node.value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => node.get(&step),
        })
        .is_some()
}

/// What names no place, or one that is not there.
fn untraced(files: &[SpecFile], output: &Output) -> (usize, Vec<String>) {
    let trees: BTreeMap<&str, Node> = files
        .iter()
        .map(|file| {
            (
                file.name.rsplit('/').next().unwrap(),
                parse(&file.text).unwrap(),
            )
        })
        .collect();
    let (mut count, mut bad) = (0, Vec::new());
    for (path, text) in output.files().filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap();
        let module = Item {
            path: format!("{path} (module)"),
            docs: docs(&file.attrs),
        };
        for item in std::iter::once(module).chain(public(path, &file.items)) {
            count += 1;
            let named = places(&item.docs);
            if named.is_empty() {
                bad.push(format!("{} names no place: {:?}", item.path, item.docs));
            }
            for (file, pointer) in named {
                if !trees
                    .get(file.as_str())
                    .is_some_and(|tree| is_there(tree, &pointer))
                {
                    bad.push(format!("{}: there is no `{file} {pointer}`", item.path));
                }
            }
        }
    }
    (count, bad)
}

#[test]
fn every_public_item_names_its_place_in_the_spec() {
    for folder in ["../../spec/r-kvstore/2015-01-01", "tests/obstacle"] {
        let files = specs(folder);
        let output = generate(&files, &Settings::default()).unwrap();
        let (count, bad) = untraced(&files, &output);
        assert!(count > 30, "{folder}: {count}");
        assert!(
            bad.is_empty(),
            "{folder}: {} of {count}\n{}",
            bad.len(),
            bad.join("\n")
        );
        println!("{folder}: {count} items, each with its place");
    }
}
