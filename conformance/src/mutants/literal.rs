//! Mutants of emitted code: every literal, every rule that code refers to and every tier, one at a time, all compiled
//! once and chosen while the program runs.
//!
//! In a function a literal becomes `pick(ID, literal, mutated)`. A static cannot choose: it becomes a `Switch` that holds
//! the sound value and the mutated ones. The table of a request's names is a constant of a type, so each of its mutants
//! is a type of its own around the sound request.

mod statics;
mod visit;

use std::fmt::Write as _;

use quote::ToTokens as _;
use syn::{Item, ItemMod};

pub use visit::Change;
use visit::Visitor;

/// An emitted operation with all its mutants.
#[derive(Debug)]
pub struct Mutated {
    /// The module's text.
    pub text: String,
    /// What each number stands for, from the first one on.
    pub changes: Vec<Change>,
    /// Numbers that stand for types of their own, which are `wire::M` and the number.
    pub types: Vec<u32>,
    /// The operation's module.
    pub module: String,
}

/// The module of a program that chooses mutants.
pub const SWITCH: &str = "
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
static CHOSEN: AtomicU32 = AtomicU32::new(0);
pub fn choose(id: u32) { CHOSEN.store(id, Relaxed); }
pub fn is(id: u32) -> bool { CHOSEN.load(Relaxed) == id }
pub fn pick<T>(id: u32, sound: T, mutated: T) -> T { if is(id) { mutated } else { sound } }
pub struct Switch<T: 'static> { pub sound: &'static T, pub mutants: &'static [(u32, &'static T)] }
impl<T> std::ops::Deref for Switch<T> {
    type Target = T;
    fn deref(&self) -> &T {
        let chosen = CHOSEN.load(Relaxed);
        match self.mutants.binary_search_by_key(&chosen, |(id, _)| *id) {
            Ok(at) => self.mutants[at].1,
            Err(_) => self.sound,
        }
    }
}
";

/// Mutates an emitted crate of one operation, given as tokens; numbers begin at 1.
///
/// # Errors
/// The tokens are no Rust, or not of the shape that is emitted.
pub fn mutate(tokens: &str, request: &str) -> Result<Mutated, String> {
    let mut file: syn::File = syn::parse_str(tokens).map_err(|error| error.to_string())?;
    let (module, request) = request.split_once("::").ok_or("no module")?;
    let mut visitor = Visitor::new();
    let mut types = Vec::new();
    let mut operation = None;
    for item in &mut file.items {
        if let Item::Mod(found) = item
            && found.ident == module
        {
            types = operation_module(found, request, &mut visitor)?;
            operation = Some(());
        }
    }
    operation.ok_or("the operation's module is missing")?;
    Ok(Mutated {
        text: format!("#![allow(warnings)]\n{}\n", file.to_token_stream()),
        changes: visitor.changes,
        types,
        module: module.to_owned(),
    })
}

fn operation_module(
    module: &mut ItemMod,
    request: &str,
    visitor: &mut Visitor,
) -> Result<Vec<u32>, String> {
    let mut types = Vec::new();
    let mut info = None;
    let mut outcomes = None;
    let mut policy = None;
    let (_, items) = module.content.as_mut().ok_or("an empty module")?;
    // Rules first, so that code can refer to another one.
    items.sort_by_key(|item| match item {
        Item::Mod(each) => u8::from(each.ident != "rules"),
        _ => 2,
    });
    for item in items.iter_mut() {
        match item {
            Item::Mod(child) => {
                let name = child.ident.to_string();
                let (_, inner) = child.content.as_mut().ok_or("an empty module")?;
                visitor.of = name.clone();
                match name.as_str() {
                    "rules" => statics::rules(inner, visitor)?,
                    "error_table" => statics::table(inner, visitor)?,
                    "wire" => types = statics::shapes(inner, request, visitor)?,
                    "validate" => statics::patterns(inner, visitor)?,
                    _ => visitor.functions(inner),
                }
            }
            Item::Static(each) if each.ident == "INFO" => info = Some((*each.expr).clone()),
            Item::Static(each) if each.ident == "OUTCOMES" => {
                outcomes = Some((*each.expr).clone());
            }
            Item::Const(each) if each.ident == "RAM_POLICY" => {
                policy = Some((*each.expr).clone());
            }
            Item::Impl(_) => {
                visitor.of = "operation".to_owned();
                visitor.functions(std::slice::from_mut(item));
            }
            _ => {}
        }
    }
    statics::refer_to_sound(items);
    visitor.of = "facts".to_owned();
    let info = info.ok_or("no facts")?;
    items.push(statics::info(info, outcomes, policy, visitor)?);
    Ok(types)
}

/// The program that asks the mutants of several modules: each a name, its mutated module, its request's type and its
/// spec's number.
#[must_use]
pub fn main_of(
    specs: &[(String, String)],
    subjects: &[(String, &Mutated, String, usize)],
) -> String {
    let mut out = String::from("#![allow(warnings)]\nmod switch;\n");
    for (name, _, _, _) in subjects {
        let _ = writeln!(out, "mod {name};");
    }
    out.push_str("use acs_conformance::mutants::{Probe, program::Mutants};\nfn main() {\n    let specs = [\n");
    for (operation, service) in specs {
        let _ = writeln!(out, "        ({operation:?}, {service:?}),");
    }
    out.push_str("    ];\n");
    for (name, mutated, request, spec) in subjects {
        let module = &mutated.module;
        let types = mutated
            .types
            .iter()
            .map(|id| format!("({id}, Probe::of::<{name}::{module}::wire::M{id}>())"));
        let types: Vec<String> = types.collect();
        let _ = writeln!(
            out,
            "    let subject = Mutants {{ name: {name:?}, spec: {spec}, count: {}, choose: switch::choose, sound: Probe::of::<{name}::{request}>(), types: &[{}], info: {name}::{module}::info }};\n    if let Err(error) = acs_conformance::mutants::program::main_literal(&specs, &subject) {{ eprintln!(\"{{error}}\"); std::process::exit(1); }}",
            mutated.changes.len(),
            types.join(", ")
        );
    }
    out.push_str("}\n");
    out
}
