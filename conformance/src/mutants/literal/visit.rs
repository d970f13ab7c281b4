//! Literals in functions.

use quote::{ToTokens as _, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Attribute, Expr, ExprLit, Item, Lit, Pat, TypeArray, UnOp, parse_quote};

/// What a mutant changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The emitted module that has it.
    pub of: String,
    /// The change in words.
    pub what: String,
    /// Why nothing can tell it from what is sound, where that is so.
    pub equivalent: Option<&'static str>,
}

/// Gives numbers to changes, and makes them in functions.
#[derive(Debug)]
pub(super) struct Visitor {
    pub(super) of: String,
    pub(super) changes: Vec<Change>,
    /// Rules by their statics, with their kinds.
    pub(super) rules: Vec<(String, String)>,
    /// Advisory ones.
    pub(super) advisory: Vec<String>,
    /// Rules of the type of lists, maps and objects.
    pub(super) composite: Vec<String>,
}

impl Visitor {
    pub(super) fn new() -> Self {
        Visitor {
            of: String::new(),
            changes: Vec::new(),
            rules: Vec::new(),
            advisory: Vec::new(),
            composite: Vec::new(),
        }
    }

    /// The number of another change.
    pub(super) fn number(&mut self, what: String) -> u32 {
        self.changes.push(Change {
            of: self.of.clone(),
            what,
            equivalent: None,
        });
        u32::try_from(self.changes.len()).unwrap_or(u32::MAX)
    }

    /// Says why the change of this number may make no difference.
    fn equivalent(&mut self, id: u32, why: Option<&'static str>) {
        let at = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        if let Some(change) = at.and_then(|at| self.changes.get_mut(at)) {
            change.equivalent = why;
        }
    }

    /// Mutates all functions of these items, but for those that show values to programmers.
    pub(super) fn functions(&mut self, items: &mut [Item]) {
        let shows = |item: &syn::ItemImpl| {
            let name = item
                .trait_
                .as_ref()
                .and_then(|(path, _)| path.segments.last());
            name.is_some_and(|name| name.ident == "Debug" || name.ident == "Display")
        };
        for item in items {
            match item {
                Item::Impl(each) if shows(each) => {}
                Item::Fn(_) | Item::Impl(_) => self.visit_item_mut(item),
                _ => {}
            }
        }
    }

    /// A choice between an expression and mutated ones.
    pub(super) fn choice(&mut self, sound: &Expr, mutated: Vec<Expr>) -> Expr {
        let mut out = sound.clone();
        for other in mutated {
            let what = format!("{} is {}", shown(sound), shown(&other));
            let id = self.number(what);
            out = parse_quote!(crate::switch::pick(#id, #out, #other));
        }
        out
    }

    fn rule(&self, name: &str) -> Option<String> {
        let at = self.rules.iter().position(|(each, _)| each == name)?;
        let (_, kind) = self.rules.get(at)?;
        let others = self
            .rules
            .iter()
            .cycle()
            .skip(at + 1)
            .take(self.rules.len());
        others
            .into_iter()
            .find(|(_, other)| other != kind)
            .map(|(other, _)| other.clone())
    }
}

pub(super) fn shown(expr: &Expr) -> String {
    expr.to_token_stream().to_string()
}

/// A text with its last character changed.
pub(super) fn other_text(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    match chars.last_mut() {
        Some(last) => *last = other_char(*last),
        None => chars.push('x'),
    }
    chars.into_iter().collect()
}

fn other_char(c: char) -> char {
    match c {
        'z' => 'y',
        'Z' => 'Y',
        '9' => '8',
        c => char::from_u32(u32::from(c) + 1).unwrap_or('?'),
    }
}

/// The literals that stand in the place of one.
pub(super) fn others(literal: &Lit) -> Vec<Expr> {
    match literal {
        Lit::Str(text) => {
            let other = other_text(&text.value());
            vec![parse_quote!(#other)]
        }
        Lit::Char(c) => {
            let other = other_char(c.value());
            vec![parse_quote!(#other)]
        }
        Lit::Bool(truth) => {
            let other = !truth.value;
            vec![parse_quote!(#other)]
        }
        Lit::Int(number) => {
            let Ok(value) = number.base10_parse::<u64>() else {
                return Vec::new();
            };
            let each = |n: u64| {
                let literal = proc_macro2::Literal::u64_unsuffixed(n);
                parse_quote!(#literal)
            };
            let more = value.checked_add(1).filter(|n| i64::try_from(*n).is_ok());
            let more = more.filter(|n| *n != 1 << 31);
            more.into_iter()
                .chain(value.checked_sub(1))
                .map(each)
                .collect()
        }
        Lit::Float(number) => {
            let Ok(value) = number.base10_parse::<f64>() else {
                return Vec::new();
            };
            [value + 0.25, value - 0.25]
                .into_iter()
                .filter(|other| *other >= 0.0)
                .map(|other| {
                    let literal = proc_macro2::Literal::f64_unsuffixed(other);
                    parse_quote!(#literal)
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

impl VisitMut for Visitor {
    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}

    /// A length is a part of a type.
    fn visit_type_array_mut(&mut self, _: &mut TypeArray) {}

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Lit(ExprLit { lit, .. }) => {
                let mutated = others(lit);
                *expr = self.choice(&expr.clone(), mutated);
            }
            Expr::Unary(unary)
                if matches!(unary.op, UnOp::Neg(_)) && matches!(*unary.expr, Expr::Lit(_)) =>
            {
                let Expr::Lit(ExprLit { lit, .. }) = &*unary.expr else {
                    return;
                };
                let mutated = others(lit)
                    .into_iter()
                    .map(|other| parse_quote!(-#other))
                    .collect();
                *expr = self.choice(&expr.clone(), mutated);
            }
            Expr::Reference(reference) => {
                let text = shown(&reference.expr).replace(' ', "");
                let Some(name) = text.strip_prefix("rules::") else {
                    return visit_mut::visit_expr_mut(self, expr);
                };
                let Some(other) = self.rule(name) else { return };
                let id = self.number(format!("rule {name} is {other}"));
                let of_type = self
                    .rules
                    .iter()
                    .any(|(rule, kind)| rule == name && kind == "type");
                let why = match (self.of.as_str(), of_type) {
                    ("wire", true) if self.composite.iter().any(|rule| rule == name) => {
                        Some("its parts travel as pairs, and are never of another type")
                    }
                    ("validate", true) => {
                        Some("a number that is not finite, which no text on the wire is")
                    }
                    _ => None,
                };
                self.equivalent(id, why);
                let other = quote::format_ident!("{other}");
                let own = quote::format_ident!("{name}");
                *expr = parse_quote!(crate::switch::pick::<&'static rt::RuleInfo>(#id, &rules::#own, &rules::#other));
            }
            // What a violation shows of what was found is no fact of the spec.
            Expr::MethodCall(call) if call.method == "push" => {
                for argument in call.args.iter_mut().take(2) {
                    self.visit_expr_mut(argument);
                }
            }
            Expr::MethodCall(call)
                if call.method == "push_absent" || call.method == "push_absent_advisory" =>
            {
                for argument in &mut call.args {
                    self.visit_expr_mut(argument);
                }
                let other = match call.method == "push_absent" {
                    true => "push_absent_advisory",
                    false => "push_absent",
                };
                let id = self.number(format!("{} is {other}", call.method));
                let text = shown(&Expr::MethodCall(call.clone()));
                let names = |rule: &String| text.contains(&format!("rules :: {rule} "));
                let ends = |rule: &String| text.contains(&format!("rules :: {rule})"));
                let soft = self.advisory.iter().any(|rule| names(rule) || ends(rule));
                self.equivalent(id, soft.then_some("the rule is advisory anyhow"));
                let mut changed = call.clone();
                changed.method = quote::format_ident!("{other}");
                *expr = parse_quote!(if crate::switch::is(#id) { #changed } else { #call });
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    /// Literals in a pattern become a condition.
    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.visit_expr_mut(&mut arm.body);
        let pats: Vec<&Pat> = match &arm.pat {
            Pat::Tuple(tuple) => tuple.elems.iter().collect(),
            pat => vec![pat],
        };
        let literals: Vec<Expr> = pats
            .iter()
            .filter_map(|pat| match pat {
                Pat::Lit(literal) => Some(Expr::Lit(literal.clone())),
                _ => None,
            })
            .collect();
        if literals.is_empty() || literals.len() != pats.len() {
            return;
        }
        let is_tuple = matches!(arm.pat, Pat::Tuple(_));
        let mut names = Vec::new();
        let mut conditions = Vec::new();
        for (n, literal) in literals.iter().enumerate() {
            let Expr::Lit(ExprLit { lit, .. }) = literal else {
                continue;
            };
            let name = quote::format_ident!("matched{n}");
            let one = others(lit).into_iter().take(1).collect();
            let choice = self.choice(literal, one);
            conditions.push(quote!(#name == #choice));
            names.push(name);
        }
        let pat: Pat = match is_tuple {
            true => {
                let arm: Arm = parse_quote!((#(#names),*) => ());
                arm.pat
            }
            false => {
                let arm: Arm = parse_quote!(#(#names)* => ());
                arm.pat
            }
        };
        let body = &arm.body;
        *arm = parse_quote!(#pat if #(#conditions)&&* => #body,);
    }
}
