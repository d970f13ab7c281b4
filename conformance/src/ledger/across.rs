//! The obligations of rules across parameters: each row of each table.

use acs_spec::RuleCheck;

use super::build::{About, Build, masked};
use super::make::{MAX_TRIES, Probe, attempt};
use super::rows::{self, Row, Want};
use super::{Aspect, Breach};
use crate::compare::{Finding, Findings};

impl Build<'_> {
    pub(super) fn rule(&mut self, number: usize) {
        let Some(rule) = self.plan.rules.get(number) else {
            return;
        };
        if matches!(rule.check, RuleCheck::ServerSide(_)) {
            return;
        }
        let wire = self.plan.rule_wires.get(number).cloned().flatten();
        let (place, evidence) = self.places.of_id(&rule.id);
        let at = rule.id.rsplit_once(&format!(".{}", rule.check.kind()));
        let about = About {
            parameter: at.map_or_else(|| rule.id.clone(), |(at, _)| at.to_owned()),
            rule: rule.id.clone(),
            prefix: rule.id.clone(),
            kind: rule.check.kind(),
            tier: rule.tier,
            place,
            evidence,
        };
        let (rows, left_out) = rows::of_rule(self.plan, rule);
        for (variant, why) in left_out {
            self.leave_out(format!("{}.{variant}", rule.id), why);
        }
        for row in rows {
            let own = row.broken.map(|tier| Breach {
                rule: rule.id.clone(),
                tier,
                wire: wire.clone(),
            });
            self.row(number, &about, row, own);
        }
    }

    /// A row may break other rules of the same parameters, whatever else is in the request: then these are expected too.
    fn row(&mut self, number: usize, about: &About, row: Row, own: Option<Breach>) {
        let ideal: Vec<Breach> = own.clone().into_iter().collect();
        let probe = Probe::Row(number, row.clone());
        let mut best: Option<Vec<Breach>> = None;
        for n in 0..MAX_TRIES {
            let Some((_, found)) = attempt(self.plan, Some(&self.bases), &probe, 0, n) else {
                continue;
            };
            let reported = found.iter().any(|finding| finding.rule == about.rule);
            let narrowed = own.is_some() && self.is_narrowed(number, &found);
            if reported != own.is_some() && !narrowed {
                continue;
            }
            let of_it = |f: &&Finding| f.rule == about.rule || !self.plan.is_inherent(f);
            let found: Vec<Breach> = found.iter().filter(of_it).map(Breach::of).collect();
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                let done = found.len() == ideal.len();
                best = Some(found);
                if done {
                    break;
                }
            }
        }
        let id = format!("{}.{}", about.prefix, row.variant);
        let Some(expected) = best else {
            return self.gap(id, "no request was found that is such");
        };
        let within = self
            .plan
            .rules
            .get(number)
            .and_then(|rule| rule.within.as_deref());
        let within = within.map_or(String::new(), |within| format!("{within}."));
        let related = |breach: &Breach| {
            // A value that triggers the rule may be one that a stricter constraint refuses.
            let of_value = row.wants.iter().any(|(name, want)| {
                matches!(want, Want::Text(_))
                    && breach.rule.starts_with(&format!("{within}{name}."))
            });
            let of_absence = row.wants.iter().any(|(name, want)| {
                *want == Want::Absent && breach.rule == format!("{within}{name}.required")
            });
            of_value
                || of_absence
                || breach.rule == about.rule
                || self.plan.rules.iter().any(|rule| {
                    rule.id == breach.rule
                        && row.wants.iter().any(|(name, _)| reads(&rule.check, name))
                })
        };
        if !expected.iter().all(related) {
            return self.gap(id, masked(&expected));
        }
        self.add(about, &row.variant, Aspect::Row, expected, probe);
    }

    /// Whether a looser rule is broken as well, so that this one is not reported.
    fn is_narrowed(&self, number: usize, found: &Findings) -> bool {
        let looser = self
            .plan
            .rules
            .get(number)
            .and_then(|rule| rule.narrows.as_ref());
        looser.is_some_and(|looser| found.iter().any(|finding| finding.rule == *looser))
    }
}

/// Whether a rule speaks of this parameter.
fn reads(check: &RuleCheck, name: &str) -> bool {
    match check {
        RuleCheck::RequiredIf(check) => check.param == name || check.when.param == name,
        RuleCheck::Requires(check) => check.param == name || check.needs == name,
        RuleCheck::Exclusive(check) => check.params.iter().any(|param| param == name),
        RuleCheck::AtLeastOne(check) => check.params.iter().any(|param| param == name),
        RuleCheck::Compare(check) => check.param == name || check.less_than == name,
        RuleCheck::ServerSide(_) => false,
    }
}
