//! What a caller wants done about violations. Must not know how a request is sent.

use crate::violation::Violations;

/// What to do about a request's violations before sending it.
///
/// Providers change rules before they change documents, so validation is a policy, not a wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Validation {
    /// Refuse a request with any violation, also an advisory one.
    Strict,
    /// Refuse a request with a documented violation; report advisory ones.
    #[default]
    Enforce,
    /// Report all violations, and send.
    Report,
    /// Do not even look.
    Off,
}

impl Validation {
    /// Whether a request with these violations is refused.
    #[must_use]
    pub fn refuses(self, violations: &Violations) -> bool {
        match self {
            Validation::Strict => violations.refused(true),
            Validation::Enforce => violations.refused(false),
            Validation::Report | Validation::Off => false,
        }
    }

    /// Whether violations are looked for at all.
    #[must_use]
    pub const fn looks(self) -> bool {
        !matches!(self, Validation::Off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Path, RuleInfo};

    static FIRM: RuleInfo = RuleInfo::documented("A.length", "length");
    static VAGUE: RuleInfo = RuleInfo::advisory("A.charset", "charset");

    #[test]
    fn each_policy_refuses_what_it_says() {
        let none = Violations::new();
        let mut vague = Violations::new();
        vague.push(&Path::ROOT.field("A"), &VAGUE, &"x");
        let mut firm = Violations::new();
        firm.push(&Path::ROOT.field("A"), &FIRM, &"x");
        let table = [
            (Validation::Strict, [false, true, true]),
            (Validation::Enforce, [false, false, true]),
            (Validation::Report, [false, false, false]),
            (Validation::Off, [false, false, false]),
        ];
        for (policy, expected) in table {
            let got = [
                policy.refuses(&none),
                policy.refuses(&vague),
                policy.refuses(&firm),
            ];
            assert_eq!(got, expected, "{policy:?}");
        }
        assert_eq!(Validation::default(), Validation::Enforce);
        assert!(Validation::Report.looks() && !Validation::Off.looks());
    }
}
