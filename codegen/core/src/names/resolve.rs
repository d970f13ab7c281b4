//! Gives every name of a scope an identifier of its own.
//!
//! All names start at the plainest spelling. As long as two of them come out the same, all of these are spelled one
//! [level](super::spell::Level) more exactly. Each round looks at the set of names alone, so the outcome does not depend
//! on their order, and adding a name moves no other one that it does not collide with.

use std::collections::{BTreeMap, BTreeSet};

use super::spell::{Kind, Level, ident};

/// A name that wants an identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// The wire names that lead to it.
    pub path: Vec<String>,
    /// The identifier that a person chose (`rust_name`); it never moves.
    pub fixed: Option<String>,
    /// Further identifiers that come with it: its own and this ending (`Required` gives `SectorRequired`).
    pub companions: Vec<&'static str>,
}

impl Claim {
    /// A claim for a path without further wishes.
    pub fn of<S: Into<String>>(path: impl IntoIterator<Item = S>) -> Self {
        Claim {
            path: path.into_iter().map(Into::into).collect(),
            fixed: None,
            companions: Vec::new(),
        }
    }

    /// The same with a name that a person chose, if any.
    #[must_use]
    pub fn fixed(mut self, name: Option<String>) -> Self {
        self.fixed = name;
        self
    }

    /// The same with further identifiers.
    #[must_use]
    pub fn with(mut self, companion: &'static str) -> Self {
        self.companions.push(companion);
        self
    }
}

/// Names that no rule tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The identifier.
    pub ident: String,
    /// The paths that claim it, sorted. A single one claims a name that is taken.
    pub paths: Vec<Vec<String>>,
}

/// Identifiers by path.
pub type Names = BTreeMap<Vec<String>, String>;

/// Resolves a scope. `taken` are identifiers that no claim may have.
///
/// # Errors
/// The names that cannot be told apart: two with the same path, or two that a person gave the same name.
pub fn resolve(kind: Kind, claims: &[Claim], taken: &[&str]) -> Result<Names, Vec<Clash>> {
    let claims: Vec<&Claim> = claims.iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut levels = vec![Level::Plain; claims.len()];
    loop {
        let idents: Vec<String> = claims
            .iter()
            .zip(&levels)
            .map(|(claim, level)| spelled(kind, claim, *level, taken))
            .collect();
        let clashes = clashes(&claims, &idents);
        let mut moved = false;
        for ((claim, level), clashing) in claims.iter().zip(&mut levels).zip(&clashes) {
            if let (true, None, Some(next)) = (*clashing, &claim.fixed, level.next()) {
                *level = next;
                moved = true;
            }
        }
        if moved {
            continue;
        }
        let stuck = stuck(&claims, &idents, &clashes, taken);
        if !stuck.is_empty() {
            return Err(stuck);
        }
        return Ok(claims
            .iter()
            .map(|claim| claim.path.clone())
            .zip(idents)
            .collect());
    }
}

/// A name that is taken gets the word `value`; that is part of its spelling and never depends on other claims.
fn spelled(kind: Kind, claim: &Claim, level: Level, taken: &[&str]) -> String {
    if let Some(fixed) = &claim.fixed {
        return fixed.clone();
    }
    let plain = ident(kind, &claim.path, level);
    if !taken.contains(&plain.as_str()) {
        return plain;
    }
    match kind {
        Kind::Type | Kind::Variant => plain + "Value",
        Kind::Constant => plain + "_VALUE",
        Kind::Field | Kind::Module => plain.trim_start_matches("r#").to_owned() + "_value",
    }
}

fn all_idents<'a>(claim: &'a Claim, ident: &'a str) -> impl Iterator<Item = String> + 'a {
    std::iter::once(ident.to_owned()).chain(
        claim
            .companions
            .iter()
            .map(move |ending| format!("{ident}{ending}")),
    )
}

/// For each claim whether one of its identifiers is also another's.
fn clashes(claims: &[&Claim], idents: &[String]) -> Vec<bool> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (claim, ident) in claims.iter().zip(idents) {
        for each in all_idents(claim, ident) {
            *owners.entry(each).or_default() += 1;
        }
    }
    claims
        .iter()
        .zip(idents)
        .map(|(claim, ident)| {
            all_idents(claim, ident).any(|each| owners.get(&each).is_some_and(|count| *count > 1))
        })
        .collect()
}

fn stuck(claims: &[&Claim], idents: &[String], clashing: &[bool], taken: &[&str]) -> Vec<Clash> {
    let mut groups: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for ((claim, ident), clashing) in claims.iter().zip(idents).zip(clashing) {
        for each in all_idents(claim, ident) {
            if *clashing || taken.contains(&each.as_str()) {
                groups.entry(each).or_default().push(claim.path.clone());
            }
        }
    }
    groups
        .into_iter()
        .filter(|(ident, paths)| paths.len() > 1 || taken.contains(&ident.as_str()))
        .map(|(ident, paths)| Clash { ident, paths })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::reserved;
    use proptest::prelude::*;

    fn names(kind: Kind, wires: &[&str]) -> Vec<String> {
        let claims: Vec<Claim> = wires.iter().map(|wire| Claim::of([*wire])).collect();
        let names = resolve(kind, &claims, &[]).unwrap();
        wires
            .iter()
            .map(|wire| names[&vec![(*wire).to_owned()]].clone())
            .collect()
    }

    #[test]
    fn names_that_differ_only_in_case_or_signs() {
        assert_eq!(
            names(Kind::Field, &["Name", "name", "Colour"]),
            ["name_camel", "name_lower", "colour"]
        );
        assert_eq!(names(Kind::Field, &["a-b", "a.b"]), ["a_dash_b", "a_dot_b"]);
        assert_eq!(names(Kind::Field, &["aBc", "abC"]), ["a_bc", "ab_c"]);
        assert_eq!(
            names(Kind::Field, &["aBC", "aBc"]),
            ["zaz42zz43z", "zaz42zc"]
        );
        assert_eq!(
            names(Kind::Variant, &["C", "C++", "C#"]),
            ["C", "CPlusPlus", "CHash"]
        );
        assert_eq!(
            names(Kind::Variant, &["PREPAID", "PrePaid", "Prepaid"]),
            ["PrepaidUpper", "PrePaid", "PrepaidCamel"]
        );
    }

    #[test]
    fn a_companion_claims_its_name_too() {
        let claims = [
            Claim::of(["Sector"]).with("Required"),
            Claim::of(["Sector", "Required"]),
        ];
        let names = resolve(Kind::Type, &claims, reserved::MODULE_TYPES).unwrap();
        let all: BTreeSet<_> = names.values().collect();
        assert_eq!(all.len(), 2);
        assert!(!names.values().any(|name| name == "SectorRequired"));
    }

    #[test]
    fn taken_names_get_a_word_and_persons_win() {
        let claims = [
            Claim::of(["Option"]),
            Claim::of(["Other"]).fixed(Some("OptionValue".into())),
        ];
        let names = resolve(Kind::Type, &claims, reserved::PRELUDE).unwrap();
        assert_eq!(names[&vec!["Other".to_owned()]], "OptionValue");
        assert_ne!(names[&vec!["Option".to_owned()]], "OptionValue");
    }

    #[test]
    fn what_no_rule_tells_apart_is_a_clash() {
        let claims = [
            Claim::of(["A"]).fixed(Some("same".into())),
            Claim::of(["B"]).fixed(Some("same".into())),
        ];
        let clash = resolve(Kind::Field, &claims, &[]).unwrap_err();
        assert_eq!(clash[0].ident, "same");
        assert_eq!(clash[0].paths, [["A"], ["B"]]);
        let taken = [Claim::of(["A"]).fixed(Some("Option".into()))];
        assert_eq!(
            resolve(Kind::Type, &taken, &["Option"]).unwrap_err()[0].paths,
            [["A"]]
        );
    }

    fn wire() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Ca-c]{0,3}",
            "[ab._ $-]{0,4}",
            "[A-Z][a-z]{1,4}[A-Z][a-z0-9]{0,3}",
            Just("self".to_owned()),
            Just("Self".to_owned()),
            Just("type".to_owned()),
            Just("_".to_owned()),
            Just("名称".to_owned()),
            any::<String>(),
        ]
    }

    const KINDS: [Kind; 5] = [
        Kind::Field,
        Kind::Module,
        Kind::Constant,
        Kind::Type,
        Kind::Variant,
    ];

    proptest! {
        #[test]
        fn every_set_of_names_resolves_to_distinct_identifiers_in_any_order(
            wires in prop::collection::btree_set(prop::collection::vec(wire(), 1..3), 0..12),
            seed in any::<u64>(),
        ) {
            let taken: Vec<&str> = reserved::PRELUDE.iter().chain(reserved::VARIANTS).copied().collect();
            let claims: Vec<Claim> = wires.iter().cloned().map(Claim::of).collect();
            let mut shuffled = claims.clone();
            let length = shuffled.len().max(1);
            for at in 0..shuffled.len() {
                let to = (seed.rotate_left(at as u32) as usize) % length;
                shuffled.swap(at, to);
            }
            for kind in KINDS {
                let names = resolve(kind, &claims, &taken).unwrap();
                prop_assert_eq!(&names, &resolve(kind, &shuffled, &taken).unwrap());
                let distinct: BTreeSet<&String> = names.values().collect();
                prop_assert_eq!(distinct.len(), wires.len());
                for name in names.values() {
                    prop_assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{:?}", name);
                    prop_assert!(name.is_ascii() && !name.contains("__"), "{:?}", name);
                    prop_assert!(!taken.contains(&name.as_str()), "{:?}", name);
                }
            }
        }

        #[test]
        fn a_name_without_a_double_is_left_alone(wires in prop::collection::btree_set("[A-Z][a-z]{3,6}", 1..6), other in "[0-9]{1,3}") {
            let mut claims: Vec<Claim> = wires.iter().map(|wire| Claim::of([wire.clone()])).collect();
            let before = resolve(Kind::Field, &claims, &[]).unwrap();
            claims.push(Claim::of([other]));
            let after = resolve(Kind::Field, &claims, &[]).unwrap();
            for (path, name) in before {
                prop_assert_eq!(&after[&path], &name);
            }
        }
    }
}
