//! Every door gives the same tokens, for every spec at hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use acsgen_core::Settings;
use acsgen_core::job::{Input, Job};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::expand::expand;

const SKIPPED: [&str; 4] = [
    "#[rustfmt::skip]",
    "#[allow(dead_code, unused_imports)]",
    "#[cfg(feature = \"client-core\")]",
    "#[cfg(feature = \"blocking\")]",
];
const VERSION: &str = "spec/r-kvstore/2015-01-01";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// An item as text in one layout: a layouter adds a comma here and there.
fn laid_out(item: &syn::Item) -> String {
    let mut file: syn::File = syn::parse_quote!();
    file.items.push(item.clone());
    prettyplease::unparse(&file)
}

/// Items without the constants by which the macro has its files watched.
fn items(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap();
    let is_watch = |item: &syn::Item| matches!(item, syn::Item::Const(each) if each.ident == "_");
    file.items
        .into_iter()
        .filter(|item| !is_watch(item))
        .flat_map(opened)
        .map(|item| laid_out(&item))
        .collect()
}

/// What a guest's code puts into a macro of the runtime, since the guest may not have the feature, files put behind it.
fn opened(item: syn::Item) -> Vec<syn::Item> {
    match item {
        syn::Item::Macro(call) => syn::parse2::<syn::File>(call.mac.tokens).unwrap().items,
        other => vec![other],
    }
}

fn by_macro(base: &Path, folder: &str, options: &TokenStream) -> Vec<String> {
    items(&expand(quote!(#folder, #options), base).to_string())
}

fn by_build_script(base: &Path, folder: &str, options: &[(&str, &str)]) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let mut builder = acsgen_build::Builder::new().spec(folder);
    for (name, value) in options {
        builder = builder.option(*name, *value);
    }
    let told = builder.generate_in(base, out.path());
    assert_eq!(told.faults, []);
    items(&fs::read_to_string(out.path().join("acsgen.rs")).unwrap())
}

/// What the lints refuse on purpose: no door generates from it, and the emitters must survive it all the same.
const HOLLOW: &str = "Hollow.json";

/// The obstacle course as it stands, in a folder of its own; without [`HOLLOW`] if it is to be generated.
fn course(with_hollow: bool) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("obstacle");
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(root().join("codegen/core/tests/obstacle")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".json") && (with_hollow || name != HOLLOW) {
            fs::copy(&path, folder.join(name)).unwrap();
        }
    }
    scratch
}

/// Every folder with a product version, and the first operation's file of each by itself.
fn specs(base: &Path, folder: &str) -> Vec<String> {
    let shown = |path: &Path| acsgen_core::files::shown(path.strip_prefix(base).unwrap());
    let mut out = Vec::new();
    for version in acsgen_core::files::versions(&base.join(folder)) {
        out.push(shown(version.service_file.parent().unwrap()));
        out.extend(version.operation_files.first().map(|file| shown(file)));
    }
    out
}

/// What the command line writes: the files of the crate, each put where it is declared.
fn by_files(files: &BTreeMap<String, String>) -> Vec<String> {
    inlined(files, "src/", "src/lib.rs")
        .iter()
        .map(laid_out)
        .collect()
}

fn inlined(files: &BTreeMap<String, String>, folder: &str, path: &str) -> Vec<syn::Item> {
    let file = syn::parse_file(&files[path]).unwrap();
    let mut items = Vec::new();
    for item in file.items {
        let syn::Item::Mod(mut module) = item else {
            items.push(item);
            continue;
        };
        assert!(module.content.is_none());
        let own = format!("{folder}{}.rs", module.ident);
        let inner = format!("{folder}{}/", module.ident);
        let path = if files.contains_key(&own) {
            own
        } else {
            format!("{inner}mod.rs")
        };
        let text = syn::parse_file(&files[&path]).unwrap();
        // What a file says of its origin stands above it only; its documentation is the module's.
        let docs = text.attrs.iter().map_while(|attribute| {
            let line = attribute.to_token_stream().to_string();
            (!line.contains("= \"\"")).then(|| {
                let mut outer = attribute.clone();
                outer.style = syn::AttrStyle::Outer;
                outer
            })
        });
        module.attrs.extend(docs);
        module.content = Some((syn::token::Brace::default(), inlined(files, &inner, &path)));
        module.semi = None;
        items.push(syn::Item::Mod(module));
    }
    items
}

/// `rustfmt::skip` and features are for files, and what is allowed for guests; in which order items stand is no matter.
fn comparable(items: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = items
        .iter()
        .map(|item| {
            let lines = item.lines();
            let kept: Vec<&str> = lines
                .filter(|line| !SKIPPED.contains(&line.trim()))
                .collect();
            kept.join("\n")
        })
        .collect();
    out.sort();
    out
}

/// The two are the same, or the first place where they part is shown.
fn assert_same(what: &str, one: &[String], other: &[String]) {
    if let Some((a, b)) = one.iter().zip(other).find(|(a, b)| a != b) {
        let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let part = |text: &str| {
            let bytes = text.as_bytes();
            let end = (at + 200).min(bytes.len());
            String::from_utf8_lossy(&bytes[at.saturating_sub(100).min(end)..end]).into_owned()
        };
        panic!("{what}:\n{}\n{}", part(a), part(b));
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

#[test]
fn three_doors_one_module() {
    let scratch = course(false);
    let root = root();
    let mut count = 0;
    for (base, folder) in [(root.as_path(), "spec"), (scratch.path(), "obstacle")] {
        for input in specs(base, folder) {
            let settings = Settings::guest();
            let job = Job::read(&[Input::at(base, &input)], base, &settings, None);
            let output = job.generate(&settings).unwrap();
            let core = items(output.tokens());
            assert!(core.len() > 2, "{input}: {}", core.len());
            assert_same(&input, &core, &by_macro(base, &input, &quote!()));
            assert_same(&input, &core, &by_build_script(base, &input, &[]));
            let files = comparable(by_files(output.as_map()));
            assert_same(&input, &files, &comparable(core));
            count += 1;
        }
    }
    assert!(count >= 4, "{count}");
}

#[test]
fn three_doors_one_refusal() {
    let scratch = course(true);
    let (base, folder) = (scratch.path(), "obstacle");
    let settings = Settings::guest();
    let job = Job::read(&[Input::at(base, folder)], base, &settings, None);
    let faults = job.generate(&settings).unwrap_err();
    let hollow = format!("{folder}/{HOLLOW}");
    assert!(faults.len() > 20 && faults.iter().all(|fault| fault.file == hollow));

    let out = tempfile::tempdir().unwrap();
    let told = acsgen_build::Builder::new()
        .spec(folder)
        .generate_in(base, out.path());
    assert_eq!(told.faults, faults);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);

    let by_macro = expand(quote!(#folder), base).to_string();
    assert_eq!(by_macro.matches("compile_error !").count(), faults.len());
    let mut rest = by_macro.as_str();
    for fault in &faults {
        let text = format!("{}: {}", fault.code, fault.message);
        let text = quote!(#text).to_string();
        let at = rest.find(text.trim_end_matches('"')).unwrap();
        rest = &rest[at..];
    }
}

#[test]
fn what_is_checked_in_is_what_the_other_doors_give() {
    let (root, folder) = (root(), VERSION);
    let mut files = BTreeMap::new();
    let source = root.join("generated/r-kvstore");
    for path in fs::read_to_string(source.join(".acsgen-manifest"))
        .unwrap()
        .lines()
    {
        if path.ends_with(".rs") {
            files.insert(
                path.to_owned(),
                fs::read_to_string(source.join(path)).unwrap(),
            );
        }
    }
    let command_line = comparable(by_files(&files));
    let by_macro = comparable(by_macro(&root, folder, &quote!(serde = true)));
    assert_same("macro", &command_line, &by_macro);
    let by_script = comparable(by_build_script(&root, folder, &[("serde", "true")]));
    assert_same("build script", &command_line, &by_script);
}

#[test]
fn every_option_is_an_option_of_every_door() {
    use acsgen_core::options::{OPTIONS, Takes};
    let (scratch, folder) = (course(false), "obstacle/LightLamp.json");
    let (root, page) = (scratch.path(), "LightLamp");
    for option in OPTIONS {
        let value = match (option.name, option.takes) {
            ("operation", _) => page.to_owned(),
            ("name", _) => format!("{page}.Name=label"),
            ("crate-version" | "runtime-version", _) => "1.2.3".to_owned(),
            (_, Takes::Switch) => "true".to_owned(),
            (_, Takes::OneOf(words)) => words[words.len() - 1].to_owned(),
            (_, Takes::Text(_)) => "word".to_owned(),
        };
        let by_script = by_build_script(root, folder, &[(option.name, &value)]);
        let name = quote::format_ident!("{}", option.name.replace('-', "_"));
        assert_same(
            option.name,
            &by_script,
            &by_macro(root, folder, &quote!(#name = #value)),
        );
    }
}

#[test]
fn all_faults_come_at_once() {
    let input = quote!(
        "nowhere",
        "spec/none.json",
        sered = true,
        docs = "perhaps",
        crate_name = [" "]
    );
    let text = expand(input, &root()).to_string();
    assert_eq!(text.matches("compile_error !").count(), 5, "{text}");
    for wrong in [
        "serde = ",
        "1",
        "",
        "\"a\" serde = true",
        "serde = true, \"a\"",
        "\"a\", serde",
    ] {
        let text = expand(wrong.parse().unwrap(), &root()).to_string();
        assert!(text.contains("compile_error"), "{wrong}: {text}");
    }
}
