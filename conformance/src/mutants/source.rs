//! What emitted documentation must say of each parameter: read from the text of emitted code.

use acs_spec::{Check, Operation, RuleCheck, Tier};

use super::words::{says, words_of};

/// The first thing that the documentation of a request in this text does not say of a parameter as the spec has it.
///
/// # Errors
/// That thing.
pub fn check(operation: &Operation, text: &str) -> Result<(), String> {
    for (n, parameter) in operation.parameters.iter().enumerate() {
        let place = format!("/parameters/{n}`.");
        let docs = docs_at(text, &place)
            .ok_or_else(|| format!("no documentation names the place {place}"))?;
        let wrong = |what: &str, docs: &[&str]| {
            let docs = docs.join("\n");
            Err(format!(
                "`{}` is documented without {what}:\n{docs}",
                parameter.name
            ))
        };
        let whole = docs.join("\n");
        if !whole.contains(&format!("Wire name `{}`", parameter.name)) {
            return wrong("its wire name", &docs);
        }
        let schema = &parameter.schema;
        let facts = [
            ("its default", &schema.default),
            ("its example", &schema.example),
            ("its unit", &schema.unit),
        ];
        for (what, fact) in facts {
            let plain =
                |fact: &&String| fact.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let fact = fact.as_ref().filter(plain).filter(|fact| !fact.is_empty());
            if fact.is_some_and(|fact| !says(&whole, fact)) {
                return wrong(what, &docs);
            }
        }
        for constraint in &schema.constraints {
            let is_judged = !matches!(constraint.check, Check::ServerSide(_));
            let said = Said {
                id: &constraint.id,
                tier: is_judged.then_some(constraint.tier),
                error: constraint.wire_error.as_ref(),
                words: words_of(&constraint.check),
            };
            said.check(&docs).or_else(|what| wrong(&what, &docs))?;
        }
        let own = operation.rules.iter().filter(|rule| {
            rule.within.is_none() && names(&rule.check).contains(&parameter.name.as_str())
        });
        for rule in own {
            let said = Said {
                id: &rule.id,
                tier: Some(rule.tier),
                error: rule.wire_error.as_ref(),
                words: names(&rule.check)
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect(),
            };
            said.check(&docs).or_else(|what| wrong(&what, &docs))?;
        }
    }
    Ok(())
}

struct Said<'s> {
    id: &'s str,
    /// None: the service alone judges it.
    tier: Option<Tier>,
    error: Option<&'s acs_spec::constraint::WireError>,
    words: Vec<String>,
}

impl Said<'_> {
    fn check(&self, docs: &[&str]) -> Result<(), String> {
        let id = format!("rule `{}`", self.id);
        let Some(line) = docs.iter().find(|line| line.contains(&id)) else {
            return Err(format!("the {id}"));
        };
        if let Some(tier) = self.tier
            && !line.contains(&format!("({tier}, rule"))
        {
            return Err(format!("the tier of the {id}"));
        }
        if let Some(error) = self.error
            && !line.contains(&format!("{} `{}`", error.status, error.code))
        {
            return Err(format!("the error of the {id}"));
        }
        match self.words.iter().find(|word| !says(line, word)) {
            Some(word) => Err(format!("`{word}` of the {id}")),
            None => Ok(()),
        }
    }
}

pub(super) fn names(check: &RuleCheck) -> Vec<&str> {
    match check {
        RuleCheck::RequiredIf(check) => vec![&check.param, &check.when.param],
        RuleCheck::Requires(check) => vec![&check.param, &check.needs],
        RuleCheck::Exclusive(check) => check.params.iter().map(String::as_str).collect(),
        RuleCheck::AtLeastOne(check) => check.params.iter().map(String::as_str).collect(),
        RuleCheck::Compare(check) => vec![&check.param, &check.less_than],
        RuleCheck::ServerSide(_) => Vec::new(),
    }
}

/// The lines of the documentation that holds a piece.
fn docs_at<'t>(text: &'t str, piece: &str) -> Option<Vec<&'t str>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with("///") && line.ends_with(piece))?;
    let is_doc = |line: &&&str| line.starts_with("///");
    let before = lines.get(..at)?.iter().rev().take_while(is_doc).count();
    let after = lines.get(at..)?.iter().take_while(is_doc).count();
    lines.get(at - before..at + after).map(<[&str]>::to_vec)
}
