//! The sound crate, with faults in what it says.

use acs_conform::Target;
use acs_conformance::subject::{Again, Answer, Emitted};
use acs_conformance::{Findings, Subject, WireCode};
use acs_runtime::OperationEntry;

/// The sound crate, with faults.
pub struct Wrong(Emitted);

impl Subject for Wrong {
    fn name(&self) -> &str {
        "a wrong subject"
    }

    fn entry(&self, operation: &str) -> Option<&'static OperationEntry> {
        Subject::entry(&self.0, operation)
    }

    fn ask(&self, operation: &str, request: &[(String, String)]) -> Result<Answer, String> {
        let value = |name: &str| {
            let found = request.iter().find(|(own, _)| own == name);
            found.map(|(_, value)| value.as_str())
        };
        let Answer::Said(findings, again) = self.0.ask(operation, request)? else {
            return Err("a crate says what is wrong".to_owned());
        };
        let mut out = Findings::new();
        for finding in findings {
            let wire = finding.wire.clone();
            match finding.rule.as_str() {
                // Bytes are counted instead of characters: too long is found, too short is not.
                "InstanceName.length"
                    if value("InstanceName").is_some_and(|name| name.len() < 80) => {}
                // Forgotten: a rule across two parameters, and a parameter that must be there.
                "Period.required_if" | "RegionId.required" => {}
                // Another code is answered.
                "Period.int_set" => {
                    let other = wire.map(|wire| WireCode::new(wire.status, "InvalidPeriod"));
                    out.insert(finding.answered(other));
                }
                _ => {
                    out.insert(finding);
                }
            }
        }
        // Every second tag is lost on the way out.
        let again = match again {
            Again::Pairs(pairs) => Again::Pairs(
                pairs
                    .into_iter()
                    .filter(|(name, _)| !name.starts_with("Tag.2."))
                    .collect(),
            ),
            other => other,
        };
        Ok(Answer::Said(out, again))
    }
}

/// The crate, and how the commands over the wrong subject are called.
pub fn target() -> Target {
    Target::new("acs-r-kvstore", acs_r_kvstore::OPERATIONS)
        .command("cargo run -q -p acs-conform --bin acs-wrong --")
        .tested_by("cargo test -q -p acs-conform --test wrong --")
}

/// The wrong subject.
pub fn wrong(target: &Target) -> Wrong {
    Wrong(target.subject())
}
