//! Evaluators of changes to constraints, listed values and rules across parameters.
//!
//! A documented rule refuses a request before it is sent (the default policy); an advisory one is only reported. Each
//! rule of a request also is a public constant, named after its id.

use acs_spec::Tier;

use super::super::change::Judgement;
use super::{Part, compile, minor, nothing, patch, run};

/// What an evaluator of a constraint looks at.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Where the value belongs.
    pub part: Part,
    /// How firmly it holds.
    pub tier: Tier,
    /// Only the service judges it: no rule is emitted.
    pub server_side: bool,
    /// The value is a text which becomes an open enum by this, or stops being one.
    pub turns_enum: bool,
    /// Its id is another one.
    pub renamed: bool,
}

const ANSWERS: &str = "answers are never refused for breaking a constraint";
const SERVER: &str = "only the service judges it; callers read of it in the documentation";
const ENUM: &str = "a text whose values are listed is an enum, any other a `String`";
const ADVISED: &str = "reported as advice, and refused only by callers who ask to be strict";

impl Limit {
    /// What settles the matter whichever way the constraint changed.
    fn settled(self) -> Option<Judgement> {
        if self.turns_enum && self.part != Part::Unemitted {
            return Some(compile(ENUM));
        }
        match self.part {
            Part::Response | Part::Unemitted => Some(nothing(ANSWERS)),
            _ if self.server_side => Some(super::words(SERVER)),
            _ => None,
        }
    }

    fn renamed(self) -> Option<Judgement> {
        self.renamed.then(|| {
            compile("its id is another one, and with it the name of its constant in `rules`")
        })
    }
}

/// A new constraint.
pub fn constraint_added(limit: Limit) -> Judgement {
    limit.settled().unwrap_or_else(|| match limit.tier {
        Tier::Documented => run("requests that break it were sent, and are refused now"),
        Tier::Advisory => minor(ADVISED),
    })
}

/// A constraint that is gone.
pub fn constraint_removed(limit: Limit) -> Judgement {
    limit.settled().unwrap_or_else(|| {
        compile("nothing is refused by it any more, and its constant in `rules` is gone")
    })
}

/// It allows less.
pub fn constraint_tightened(limit: Limit) -> Judgement {
    let settled = limit.settled().or_else(|| limit.renamed());
    settled.unwrap_or_else(|| match limit.tier {
        Tier::Documented => run("values that were accepted are refused now"),
        Tier::Advisory => patch(ADVISED),
    })
}

/// It allows more.
pub fn constraint_loosened(limit: Limit) -> Judgement {
    let settled = limit.settled().or_else(|| limit.renamed());
    settled.unwrap_or_else(|| minor("values that were refused are accepted now"))
}

/// It allows something else.
pub fn constraint_changed(limit: Limit) -> Judgement {
    let settled = limit.settled().or_else(|| limit.renamed());
    settled.unwrap_or_else(|| match limit.tier {
        Tier::Documented => run("some values that were accepted may be refused now"),
        Tier::Advisory => patch(ADVISED),
    })
}

/// It holds more firmly or less; `now` is what it is.
pub fn tier_changed(part: Part, now: Tier) -> Judgement {
    match (part, now) {
        (Part::Response | Part::Unemitted, _) => nothing(ANSWERS),
        (_, Tier::Documented) => {
            run("requests that break it were only reported, and are refused now")
        }
        (_, Tier::Advisory) => {
            minor("requests that break it were refused, and are only reported now")
        }
    }
}

/// Another error answers it.
pub fn wire_error_changed() -> Judgement {
    patch("said in the rule's facts and documentation; what is refused is the same")
}

/// Listed values are new. `variants`: the value is an open enum; `known`: another source lists them already.
pub fn values_added(limit: Limit, variants: bool, known: bool) -> Judgement {
    match limit.settled() {
        _ if known => patch("another source lists them already"),
        _ if variants && limit.part != Part::Unemitted => minor(
            "further variants of an enum that is not exhaustive; until now they were unlisted values",
        ),
        Some(settled) => settled,
        None => minor("values that were refused are accepted now"),
    }
}

/// Listed values are gone. `variants`: the value is an open enum; `known`: another source lists them still.
pub fn values_removed(limit: Limit, variants: bool, known: bool) -> Judgement {
    match limit.settled() {
        _ if known => patch("another source lists them still"),
        _ if variants && limit.part != Part::Unemitted => compile("their variants are gone"),
        Some(settled) => settled,
        None => match limit.tier {
            Tier::Documented => run("values that were accepted are refused now"),
            Tier::Advisory => patch(ADVISED),
        },
    }
}

/// A new rule across parameters.
pub fn rule_added(tier: Tier, server_side: bool) -> Judgement {
    constraint_added(rule(tier, server_side))
}

/// A rule across parameters that is gone.
pub fn rule_removed(tier: Tier, server_side: bool) -> Judgement {
    constraint_removed(rule(tier, server_side))
}

/// It asks more.
pub fn rule_tightened(tier: Tier, server_side: bool) -> Judgement {
    constraint_tightened(rule(tier, server_side))
}

/// It asks less.
pub fn rule_loosened(tier: Tier, server_side: bool) -> Judgement {
    constraint_loosened(rule(tier, server_side))
}

/// It asks something else.
pub fn rule_changed(tier: Tier, server_side: bool) -> Judgement {
    constraint_changed(rule(tier, server_side))
}

fn rule(tier: Tier, server_side: bool) -> Limit {
    Limit {
        part: Part::Request,
        tier,
        server_side,
        turns_enum: false,
        renamed: false,
    }
}
