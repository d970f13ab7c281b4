//! Mutants of character sets and units.

use super::*;

/// A set of characters with one class or character more or fewer.
pub(in crate::mutants) fn sets(set: &CharSet) -> Vec<(String, CharSet)> {
    let mut out = Vec::new();
    let with = |classes: Vec<CharClass>, literals: Option<String>| CharSet { classes, literals };
    let literals = set.literals.clone().unwrap_or_default();
    for n in 0..set.classes.len() {
        let mut fewer = set.classes.clone();
        let gone = fewer.remove(n);
        // A class that the others hold anyway makes no difference.
        let other = match gone {
            CharClass::Letter => CharClass::AsciiLetter,
            CharClass::AsciiLetter => CharClass::Lowercase,
            CharClass::Lowercase => CharClass::Uppercase,
            CharClass::Uppercase => CharClass::Lowercase,
            CharClass::Digit => CharClass::Chinese,
            CharClass::Chinese => CharClass::Letter,
        };
        let mut changed = set.classes.clone();
        if let Some(place) = changed.get_mut(n) {
            *place = other;
        }
        if !fewer.is_empty() || !literals.is_empty() {
            out.push((
                format!("class {gone} taken away"),
                with(fewer, set.literals.clone()),
            ));
        }
        out.push((
            format!("class {gone} is {other}"),
            with(changed, set.literals.clone()),
        ));
    }
    if !set.classes.contains(&CharClass::Digit) {
        let more = set
            .classes
            .iter()
            .copied()
            .chain([CharClass::Digit])
            .collect();
        out.push((
            "class digit added".to_owned(),
            with(more, set.literals.clone()),
        ));
    }
    for (n, c) in literals.chars().enumerate() {
        let fewer: String = literals
            .chars()
            .enumerate()
            .filter(|(m, _)| *m != n)
            .map(|(_, c)| c)
            .collect();
        let fewer = Some(fewer).filter(|text| !text.is_empty());
        out.push((
            format!("character `{c}` taken away"),
            with(set.classes.clone(), fewer),
        ));
    }
    for c in ['~', '\\'] {
        let more = Some(format!("{literals}{c}"));
        out.push((
            format!("character `{c}` added"),
            with(set.classes.clone(), more),
        ));
    }
    out
}

/// The other unit.
pub(in crate::mutants) fn other_unit(unit: LengthUnit) -> LengthUnit {
    match unit {
        LengthUnit::Chars => LengthUnit::Bytes,
        LengthUnit::Bytes => LengthUnit::Chars,
    }
}
