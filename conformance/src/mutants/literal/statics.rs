//! Literals in statics, which cannot choose while the program runs.

use quote::{ToTokens as _, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprLit, Ident, Item, ItemStatic, Lit, TypeArray, parse_quote};

use super::visit::{Visitor, other_text, others};

/// One literal of an expression, by its place among all.
struct One {
    at: usize,
    seen: usize,
    /// What stands in its place, and what it was; none: there is no such literal.
    done: Option<(String, String)>,
    /// It can be changed to nothing that matters.
    skipped: bool,
}

/// The calls whose texts are words of ours: of these only numbers and values are literals of the spec.
const WORDS: &str = "allowed";

impl VisitMut for One {
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}
    fn visit_type_array_mut(&mut self, _: &mut TypeArray) {}

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::MethodCall(call) = expr
            && call.method == WORDS
        {
            self.seen += 1;
            if self.seen - 1 == self.at {
                let changed = call.args.first().and_then(|argument| match argument {
                    Expr::Lit(ExprLit {
                        lit: Lit::Str(text),
                        ..
                    }) => other_words(&text.value()),
                    _ => None,
                });
                match (changed, call.args.first_mut()) {
                    (Some(text), Some(argument)) => {
                        let other: Expr = parse_quote!(#text);
                        let was = argument.to_token_stream().to_string();
                        self.done = Some((was, other.to_token_stream().to_string()));
                        *argument = other;
                    }
                    _ => self.skipped = true,
                }
            }
            return self.visit_expr_mut(&mut call.receiver);
        }
        let mutated = match expr {
            Expr::Lit(ExprLit { lit, .. }) => others(lit).into_iter().next(),
            // A tier, and whether an error is inferred.
            Expr::Path(path) => match path
                .path
                .segments
                .last()
                .map(|last| last.ident.to_string())
                .as_deref()
            {
                Some("documented") => Some(parse_quote!(rt::RuleInfo::advisory)),
                Some("advisory") => Some(parse_quote!(rt::RuleInfo::documented)),
                _ => None,
            },
            _ => None,
        };
        if let Some(other) = mutated {
            self.seen += 1;
            if self.seen - 1 == self.at {
                let was = expr.to_token_stream().to_string();
                self.done = Some((was, other.to_token_stream().to_string()));
                *expr = other;
            }
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}

/// Words with a number or a value in them changed.
fn other_words(text: &str) -> Option<String> {
    if let Some(at) = text.find(|c: char| c.is_ascii_digit()) {
        let mut out: Vec<char> = text.chars().collect();
        let at = text.get(..at)?.chars().count();
        let digit = out.get_mut(at)?;
        *digit = if *digit == '9' {
            '8'
        } else {
            char::from_u32(u32::from(*digit) + 1)?
        };
        return Some(out.into_iter().collect());
    }
    let (before, rest) = text.split_once('`')?;
    let (inside, after) = rest.split_once('`')?;
    let plain = inside.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| format!("{before}`{}`{after}", other_text(inside)))
}

/// Every expression with one literal changed, with its number.
fn mutants(expr: &Expr, visitor: &mut Visitor, name: &str) -> Vec<(u32, Expr)> {
    let mut out = Vec::new();
    for at in 0.. {
        let mut changed = expr.clone();
        let mut one = One {
            at,
            seen: 0,
            done: None,
            skipped: false,
        };
        one.visit_expr_mut(&mut changed);
        match one.done {
            Some((was, is)) => {
                let id = visitor.number(format!("{name}: {was} is {is}"));
                out.push((id, changed));
            }
            None if one.skipped => {}
            None => break,
        }
    }
    out
}

fn sound(name: &Ident) -> Ident {
    format_ident!("{name}__SOUND")
}

/// A static as a choice: the sound one, the mutated ones, and the switch under the old name.
fn switched(each: &ItemStatic, visitor: &mut Visitor) -> Vec<Item> {
    let (name, ty, expr, visible) = (&each.ident, &each.ty, &each.expr, &each.vis);
    let own = sound(name);
    let mut out: Vec<Item> = vec![parse_quote!(pub static #own: #ty = #expr;)];
    let mut choices = Vec::new();
    for (id, changed) in mutants(expr, visitor, &name.to_string()) {
        let other = format_ident!("{name}__{id}");
        out.push(parse_quote!(static #other: #ty = #changed;));
        choices.push(quote!((#id, &#other)));
    }
    out.push(parse_quote! {
        #visible static #name: crate::switch::Switch<#ty> =
            crate::switch::Switch { sound: &#own, mutants: &[#(#choices),*] };
    });
    out
}

/// The literals of a rule: its address stands in it instead of in a constant.
pub(super) fn rules(items: &mut Vec<Item>, visitor: &mut Visitor) -> Result<(), String> {
    let mut page: Option<Expr> = None;
    let mut out = Vec::new();
    let mut names = Vec::new();
    for item in items.drain(..) {
        match item {
            Item::Const(each) if each.ident == "PAGE" => {
                page = Some((*each.expr).clone());
                out.push(Item::Const(each));
            }
            Item::Static(each) if each.ident == "ALL" => {}
            Item::Static(mut each) => {
                if let Some(page) = &page {
                    Inline { page: page.clone() }.visit_expr_mut(&mut each.expr);
                }
                let mut texts = Texts(Vec::new());
                texts.visit_expr_mut(&mut each.expr.clone());
                let kind = texts.0.get(1).cloned().ok_or("a rule without a kind")?;
                let name = each.ident.to_string();
                if each
                    .expr
                    .to_token_stream()
                    .to_string()
                    .contains(":: advisory")
                {
                    visitor.advisory.push(name.clone());
                }
                if texts
                    .0
                    .iter()
                    .any(|text| matches!(text.as_str(), "a list" | "a map" | "an object"))
                {
                    visitor.composite.push(name.clone());
                }
                visitor.rules.push((name, kind));
                names.push(each.ident.clone());
                out.extend(switched(&each, visitor));
            }
            other => out.push(other),
        }
    }
    let (sounds, count) = (names.iter().map(sound), names.len());
    out.push(parse_quote!(pub static ALL: [&rt::RuleInfo; #count] = [#(&#sounds),*];));
    out.push(parse_quote! {
        pub fn all() -> &'static [&'static rt::RuleInfo] { Vec::leak(vec![#(&*#names),*]) }
    });
    *items = out;
    Ok(())
}

struct Inline {
    page: Expr,
}

impl VisitMut for Inline {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Path(path) = expr
            && path.path.is_ident("PAGE")
        {
            *expr = self.page.clone();
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}

struct Texts(Vec<String>);

impl VisitMut for Texts {
    fn visit_lit_str_mut(&mut self, text: &mut syn::LitStr) {
        self.0.push(text.value());
    }
}

/// The error table.
pub(super) fn table(items: &mut Vec<Item>, visitor: &mut Visitor) -> Result<(), String> {
    let mut out = Vec::new();
    for item in items.drain(..) {
        match item {
            Item::Static(each) => out.extend(switched(&each, visitor)),
            other => out.push(other),
        }
    }
    *items = out;
    Ok(())
}

/// Patterns; and the functions that judge.
pub(super) fn patterns(items: &mut Vec<Item>, visitor: &mut Visitor) -> Result<(), String> {
    table(items, visitor)?;
    visitor.functions(items);
    Ok(())
}

/// The tables of names: for each literal a copy of all tables, and a type whose constant is the copy.
pub(super) fn shapes(
    items: &mut Vec<Item>,
    request: &str,
    visitor: &mut Visitor,
) -> Result<Vec<u32>, String> {
    let tables: Vec<ItemStatic> = items
        .iter()
        .filter_map(|item| match item {
            Item::Static(each) => Some(each.clone()),
            _ => None,
        })
        .collect();
    let request = format_ident!("{request}");
    let mut types = Vec::new();
    for (n, table) in tables.iter().enumerate() {
        for (id, changed) in mutants(&table.expr, visitor, &table.ident.to_string()) {
            let copies = tables.iter().enumerate().map(|(m, other)| {
                let (name, ty) = (&other.ident, &other.ty);
                let expr = if n == m { &changed } else { &*other.expr };
                quote!(pub static #name: #ty = #expr;)
            });
            let (own, tables) = (format_ident!("M{id}"), format_ident!("shapes_{id}"));
            items.push(parse_quote! {
                pub mod #tables { use acs_runtime as rt; #(#copies)* }
            });
            items.push(parse_quote! {
                #[derive(Debug)]
                pub struct #own(super::#request);
            });
            items.push(parse_quote! {
                impl rt::Operation for #own {
                    const INFO: &'static rt::OperationInfo = <super::#request as rt::Operation>::INFO;
                    const FIELDS: &'static [rt::wire::Field] = &#tables::FIELDS;
                    type Response = super::Response;
                    type ErrorCode = super::ErrorCode;
                    fn check(&self, out: &mut rt::Violations) { rt::Operation::check(&self.0, out) }
                    fn read(from: &mut rt::wire::ObjectReader<'_>) -> Self { #own(rt::Operation::read(from)) }
                    fn write(&self, to: &mut rt::wire::ObjectWriter<'_>) { rt::Operation::write(&self.0, to) }
                    fn idempotency_token(&self) -> Option<&str> { rt::Operation::idempotency_token(&self.0) }
                    fn set_idempotency_token(&mut self, token: String) -> bool {
                        rt::Operation::set_idempotency_token(&mut self.0, token)
                    }
                }
            });
            types.push(id);
        }
    }
    // The mutants' own types come after the functions of the sound one, and hold no literals.
    let count = types.len() * 3;
    let end = items.len() - count;
    if let Some(own) = items.get_mut(..end) {
        visitor.functions(own);
    }
    Ok(types)
}

/// Constants refer to what is sound.
pub(super) fn refer_to_sound(items: &mut [Item]) {
    struct Sound;
    impl VisitMut for Sound {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if let Expr::Path(path) = expr
                && path.to_token_stream().to_string().replace(' ', "") == "error_table::TABLE"
            {
                *expr = parse_quote!(error_table::TABLE__SOUND);
            }
            visit_mut::visit_expr_mut(self, expr);
        }
    }
    for item in items {
        if let Item::Static(each) = item {
            Sound.visit_expr_mut(&mut each.expr);
        }
        if let Item::Mod(each) = item {
            each.vis = parse_quote!(pub);
        }
    }
}

/// The facts as a function, which can choose.
pub(super) fn info(
    mut info: Expr,
    outcomes: Option<Expr>,
    policy: Option<Expr>,
    visitor: &mut Visitor,
) -> Result<Item, String> {
    struct Leak;
    impl VisitMut for Leak {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            visit_mut::visit_expr_mut(self, expr);
            let Expr::Reference(reference) = expr else {
                return;
            };
            let text = reference
                .expr
                .to_token_stream()
                .to_string()
                .replace(' ', "");
            *expr = match (&*reference.expr, text.as_str()) {
                (Expr::Array(array), _) => {
                    let elements = array.elems.iter();
                    parse_quote!(Vec::leak(vec![#(#elements),*]))
                }
                (_, "OUTCOMES") => parse_quote!(Vec::leak(outcomes)),
                (_, "rules::ALL") => parse_quote!(rules::all()),
                (_, "error_table::TABLE") => parse_quote!(error_table::TABLE.as_slice()),
                _ => return,
            };
        }
    }
    struct Policy(Option<Expr>);
    impl VisitMut for Policy {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if let (Expr::Path(path), Some(policy)) = (&*expr, &self.0)
                && path.path.is_ident("RAM_POLICY")
            {
                *expr = policy.clone();
            }
            visit_mut::visit_expr_mut(self, expr);
        }
    }
    Policy(policy).visit_expr_mut(&mut info);
    visitor.visit_expr_mut(&mut info);
    Leak.visit_expr_mut(&mut info);
    let outcomes = outcomes.map(|mut outcomes| {
        visitor.visit_expr_mut(&mut outcomes);
        Leak.visit_expr_mut(&mut outcomes);
        match outcomes {
            Expr::Array(array) => {
                let elements = array.elems.iter();
                quote!(vec![#(#elements),*])
            }
            other => quote!(Vec::from(#other)),
        }
    });
    let outcomes = outcomes.unwrap_or_else(|| quote!(Vec::new()));
    Ok(parse_quote! {
        pub fn info() -> &'static rt::OperationInfo {
            let outcomes: Vec<rt::OutcomeInfo> = #outcomes;
            Box::leak(Box::new(#info))
        }
    })
}
