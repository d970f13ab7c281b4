//! From arguments to tokens: those of the core, or an error of the compiler for each fault.

use std::path::Path;

use acs_spec::{Diagnostic, codes};
use acsgen_core::Settings;
use acsgen_core::job::{Importer, Input, Job};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::arguments::{Arguments, Given};

/// What `include_spec!` expands to in the crate whose manifest lies in `manifest`.
pub fn expand(input: TokenStream, manifest: &Path) -> TokenStream {
    match syn::parse2::<Arguments>(input) {
        Ok(arguments) => expand_arguments(&arguments, manifest),
        Err(error) => error.to_compile_error(),
    }
}

fn expand_arguments(arguments: &Arguments, manifest: &Path) -> TokenStream {
    let mut settings = Settings::guest();
    let mut out = TokenStream::new();
    for given in &arguments.options {
        if let Err(fault) = settings.set(&given.name, &given.value) {
            out.extend(error(&fault, blamed(&fault, given)));
        }
    }
    let inputs: Vec<Input> = arguments
        .paths
        .iter()
        .map(|(path, _)| Input::at(manifest, path))
        .collect();
    let job = Job::read(&inputs, manifest, &settings, importer());
    let made = job.generate(&settings).and_then(|output| {
        output.tokens().parse::<TokenStream>().map_err(|error| {
            let message = format!("the generator wrote what is no Rust ({error})");
            let help = "this is a fault of acsgen; please report it with the spec";
            vec![Diagnostic::new(&codes::UNSUPPORTED, message, help)]
        })
    });
    match made {
        // With a bad option nothing is emitted, so that errors that follow from it do not hide it.
        Ok(tokens) if out.is_empty() => out.extend(tokens),
        Ok(_) => {}
        Err(faults) => {
            for fault in faults {
                out.extend(error(&fault, span(&fault, arguments, &inputs)));
            }
        }
    }
    let tracked = job
        .paths()
        .filter(|path| path.is_file())
        .filter_map(|path| path.to_str())
        .map(|path| {
            quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            )
        });
    out.extend(tracked);
    out
}

/// The part of an option that a fault speaks of: its name where there is no such option, else its value.
fn blamed(fault: &Diagnostic, given: &Given) -> Span {
    match acsgen_core::options::find(&given.name) {
        None => given.name_span,
        Some(_) if fault.pointer.is_empty() => given.name_span,
        Some(_) => given.value_span,
    }
}

/// Where in the arguments a fault belongs: at the option that it names, at the option or path whose file it is in, else at
/// the first path.
fn span(fault: &Diagnostic, arguments: &Arguments, inputs: &[Input]) -> Span {
    let mut of_options = arguments.options.iter();
    let option = of_options.find(|given| {
        let name = given.name.replace('_', "-");
        fault.pointer == acsgen_core::options::pointer(&name, &given.value)
            || (!fault.file.is_empty() && fault.file == given.value)
    });
    if let Some(given) = option {
        return given.value_span;
    }
    let mut of_paths = inputs.iter().zip(&arguments.paths);
    let is_in = |name: &str| {
        let rest = fault.file.strip_prefix(name.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
    };
    of_paths
        .find(|(input, _)| is_in(&input.name))
        .map(|(_, (_, span))| *span)
        .or_else(|| arguments.paths.first().map(|(_, span)| *span))
        .unwrap_or_else(Span::call_site)
}

/// A fault as an error of the compiler, which writes `error:` in front.
fn error(fault: &Diagnostic, span: Span) -> TokenStream {
    let mut text = format!("{}: {}", fault.code, fault.message);
    let place = match (fault.file.as_str(), fault.line) {
        ("", _) => String::new(),
        (file, 0) => file.to_owned(),
        (file, line) => format!("{file}:{line}:{}", fault.column),
    };
    // A setting's own place is the span.
    let pointer = match fault.pointer.as_str() {
        setting if setting.starts_with("setting/") => "",
        pointer => pointer,
    };
    let place = format!("{place} {pointer}");
    if !place.trim().is_empty() {
        text.push_str(&format!("\n  at {}", place.trim()));
    }
    if !fault.help.is_empty() {
        text.push_str(&format!("\n  help: {}", fault.help));
    }
    quote_spanned!(span=> ::core::compile_error!(#text);)
}

#[cfg(feature = "import")]
fn importer() -> Option<Importer<'static>> {
    use acsgen_core::job::{Source, Sourced};
    fn imported(source: &Source<'_>) -> Result<Sourced, Vec<Diagnostic>> {
        let options = acs_import::source::Options {
            service: source.service,
            operations: source.operations.clone(),
        };
        let (specs, remarks) =
            acs_import::settle::specs_of(source.name, source.bytes, &options, source.corrections)?;
        Ok(Sourced::new(specs, remarks))
    }
    Some(&imported)
}

#[cfg(not(feature = "import"))]
fn importer() -> Option<Importer<'static>> {
    None
}
