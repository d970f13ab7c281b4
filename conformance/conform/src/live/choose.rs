//! Which obligations are asked of the service: few, and of every rule some. Must not know servers.

use std::collections::BTreeSet;

use acs_conformance::Ledger;

use super::dry::DryRequest;
use crate::endpoint::Known;

/// A request to ask, with the obligation that it is about.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) obligation: String,
    pub(super) request: DryRequest,
}

/// At most so many: of every rule first one refusal and one acceptance, then others, in the ledger's order. What is about
/// dry runs itself is left out.
///
/// `settings` stand in the place of the values that the suite made up, wherever the request is not about that parameter
/// and is judged alike with them: the names of things that really exist.
pub(super) fn questions(
    known: &Known,
    ledger: &Ledger,
    settings: &[(String, String)],
    most: usize,
) -> Vec<Question> {
    let (mut first, mut later) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for obligation in ledger.obligations() {
        let pairs = settled(
            known,
            &obligation.least().pairs,
            &obligation.parameter,
            settings,
        );
        let Ok(request) = DryRequest::new(known, &pairs) else {
            continue;
        };
        let question = Question {
            obligation: obligation.id.clone(),
            request,
        };
        match seen.insert((obligation.rule.clone(), obligation.accepts())) {
            true => first.push(question),
            false => later.push(question),
        }
    }
    first.into_iter().chain(later).take(most).collect()
}

fn settled(
    known: &Known,
    pairs: &[(String, String)],
    about: &str,
    settings: &[(String, String)],
) -> Vec<(String, String)> {
    let about = about.split(['.', '[']).next().unwrap_or_default();
    let mut out = pairs.to_vec();
    for (name, value) in settings.iter().filter(|(name, _)| name != about) {
        let mut changed = out.clone();
        for (other, old) in &mut changed {
            if other == name {
                old.clone_from(value);
            }
        }
        if known.findings(&changed) == known.findings(&out) {
            out = changed;
        }
    }
    out
}
