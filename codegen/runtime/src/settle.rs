//! Which violations silence others. Runs once over the violations of a request, and only when there are any.
//! Must not know values: all it needs is paths and rules, so emitted validators stay plain and need no order.

use std::collections::BTreeSet;

use crate::violation::{Violation, Violations};

impl Violations {
    /// Applies the laws that hold between violations:
    /// a faulted field (`type`, or documented `required`) has that one violation, nothing is said of what lies under
    /// it, and rules across fields that read it are silent; a rule that narrows a broken one at the same path is not
    /// reported; one rule is reported at most once at one path.
    pub(crate) fn settle(&mut self) {
        if !self.list.is_empty() {
            settle(&mut self.list);
        }
    }
}

#[cold]
fn settle(list: &mut Vec<Violation>) {
    let faulted: BTreeSet<String> = list
        .iter()
        .filter(|violation| violation.is_fault())
        .map(|violation| violation.path().to_owned())
        .collect();
    if !faulted.is_empty() {
        let mut seen = BTreeSet::new();
        list.retain(|violation| {
            if violation.is_unknown() {
                return true;
            }
            if violation.is_fault() {
                return !below(violation, &faulted) && seen.insert(violation.path().to_owned());
            }
            !faulted.contains(violation.path())
                && !below(violation, &faulted)
                && !reads(violation, &faulted)
        });
    }
    if list
        .iter()
        .any(|violation| violation.rule().narrows.is_some())
    {
        let broken: BTreeSet<(String, &'static str)> = list
            .iter()
            .map(|violation| (violation.path().to_owned(), violation.rule().id))
            .collect();
        list.retain(|violation| match violation.rule().narrows {
            None => true,
            Some(looser) => !broken.contains(&(violation.path().to_owned(), looser)),
        });
    }
    if list.len() > 1 {
        let mut seen = BTreeSet::new();
        list.retain(|violation| {
            seen.insert((violation.path().to_owned(), violation.rule_id().to_owned()))
        });
    }
}

/// Whether the violation lies strictly under a faulted path.
fn below(violation: &Violation, faulted: &BTreeSet<String>) -> bool {
    let inner = violation.cuts.len().saturating_sub(1);
    violation.cuts.iter().take(inner).any(|cut| {
        violation
            .path()
            .get(..cut.end)
            .is_some_and(|path| faulted.contains(path))
    })
}

/// Whether the violation is one of a rule across fields that reads a faulted field, or one under such a field.
fn reads(violation: &Violation, faulted: &BTreeSet<String>) -> bool {
    let rule = violation.rule();
    if rule.reads.is_empty() {
        return false;
    }
    let Some(element) = element(violation) else {
        return false;
    };
    rule.reads.iter().any(|names| {
        let mut path = element.to_owned();
        names.iter().any(|name| {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
            faulted.contains(&path)
        })
    })
}

/// The path of the element (or object) in which a rule `within` was judged: the names of `within`, with the indices
/// and keys that the violation's path has there.
fn element(violation: &Violation) -> Option<&str> {
    let path = violation.path();
    let mut cuts = violation.cuts.iter().peekable();
    let mut start = 0;
    for name in violation.rule().within {
        let cut = cuts.next()?;
        let step = path.get(start..cut.end)?;
        let step = if start == 0 {
            step
        } else {
            step.strip_prefix('.')?
        };
        if !cut.named || step != *name {
            return None;
        }
        start = cut.end;
        while let Some(cut) = cuts.next_if(|cut| !cut.named) {
            start = cut.end;
        }
    }
    path.get(..start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Path, RuleInfo, UNKNOWN};

    static TYPE: RuleInfo = RuleInfo::documented("A.type", "type");
    static REQUIRED: RuleInfo = RuleInfo::documented("A.required", "required");
    static WISHED: RuleInfo = RuleInfo::advisory("A.required", "required");
    static LENGTH: RuleInfo = RuleInfo::documented("A.length", "length");
    static NARROW: RuleInfo = RuleInfo::advisory("A.length_2", "length").narrows("A.length");
    static NARROWER: RuleInfo = RuleInfo::advisory("A.length_3", "length").narrows("A.length_2");
    static CROSS: RuleInfo =
        RuleInfo::documented("B.requires", "requires").reads(&[&["B"], &["A", "Inner"]]);
    static WITHIN: RuleInfo = RuleInfo::documented("Beam.Sector.From.compare", "compare")
        .within(&["Beam", "Sector"])
        .reads(&[&["From"], &["To"]]);

    fn paths(out: &Violations) -> Vec<(String, String)> {
        out.iter()
            .map(|v| (v.path().to_owned(), v.rule_id().to_owned()))
            .collect()
    }

    fn settled(build: impl Fn(&mut Violations)) -> Vec<(String, String)> {
        let mut out = Violations::new();
        build(&mut out);
        out.settle();
        let once = paths(&out);
        out.settle();
        assert_eq!(once, paths(&out), "settling twice changes nothing");
        once
    }

    fn pair(path: &str, id: &str) -> (String, String) {
        (path.to_owned(), id.to_owned())
    }

    #[test]
    fn a_faulted_field_has_one_violation_and_silences_its_rules() {
        for fault in [&TYPE, &REQUIRED] {
            let got = settled(|out| {
                let a = Path::ROOT.field("A");
                out.push(&a, &LENGTH, &"");
                out.push(&a.field("Inner"), &LENGTH, &"");
                out.push(&a.field("Inner"), &TYPE, &"");
                out.push_absent(&a, fault);
                out.push(&a, &TYPE, &"");
                out.push_absent(&Path::ROOT.field("B"), &CROSS);
                out.push(
                    &Path::ROOT.field("A.B"),
                    &LENGTH,
                    &"a top-level name with a dot is not under A",
                );
            });
            assert_eq!(got, [pair("A", fault.id), pair("A.B", "A.length")]);
        }
    }

    #[test]
    fn an_advisory_absence_silences_nothing() {
        let got = settled(|out| {
            out.push_absent(&Path::ROOT.field("A"), &WISHED);
            out.push_absent(&Path::ROOT.field("B"), &CROSS);
        });
        assert_eq!(got, [pair("A", "A.required"), pair("B", "B.requires")]);
    }

    #[test]
    fn a_rule_is_silent_where_an_inner_field_it_reads_is_faulted() {
        let got = settled(|out| {
            out.push(&Path::ROOT.field("A").field("Inner"), &TYPE, &"");
            out.push_absent(&Path::ROOT.field("B"), &CROSS);
        });
        assert_eq!(got, [pair("A.Inner", "A.Inner.type")]);
        let got = settled(|out| {
            out.push(&Path::ROOT.field("A").field("Other"), &TYPE, &"");
            out.push_absent(&Path::ROOT.field("B"), &CROSS);
        });
        assert_eq!(got.len(), 2);
    }

    #[test]
    fn rules_within_are_silent_in_the_faulted_element_only() {
        let beam = Path::ROOT.field("Beam");
        let got = settled(|out| {
            for index in 0..2 {
                let element = beam.item(index);
                let sector = element.field("Sector");
                out.push(&sector.field("From"), &WITHIN, &9);
            }
            let second = beam.item(1);
            out.push(&second.field("Sector").field("To"), &TYPE, &"x");
        });
        assert_eq!(
            got,
            [
                pair("Beam[1].Sector.From", WITHIN.id),
                pair("Beam[2].Sector.To", "Beam.Sector.To.type")
            ]
        );
    }

    #[test]
    fn rules_within_lists_of_lists_know_their_element() {
        static NESTED: RuleInfo = RuleInfo::documented("Grid.From.compare", "compare")
            .within(&["Grid"])
            .reads(&[&["From"], &["To"]]);
        let grid = Path::ROOT.field("Grid");
        let row = grid.item(0);
        let got = settled(|out| {
            for index in 0..2 {
                out.push(&row.item(index).field("From"), &NESTED, &9);
            }
            out.push(&row.item(1).field("To"), &TYPE, &"x");
        });
        assert_eq!(
            got,
            [
                pair("Grid[1][1].From", NESTED.id),
                pair("Grid[1][2].To", "Grid.To.type")
            ]
        );

        let got = settled(|out| {
            out.push(&grid.key("a").field("From"), &NESTED, &9);
            out.push(&grid.key("b.c").field("From"), &NESTED, &9);
            out.push(&grid.key("b.c").field("To"), &TYPE, &"x");
        });
        assert_eq!(
            got,
            [
                pair("Grid.a.From", NESTED.id),
                pair("Grid.b.c.To", "Grid.b.c.To.type")
            ]
        );
    }

    #[test]
    fn narrower_rules_yield_also_along_a_chain() {
        let a = Path::ROOT.field("A");
        let got = settled(|out| {
            out.push(&a, &NARROWER, &"");
            out.push(&a, &NARROW, &"");
            out.push(&a, &LENGTH, &"");
        });
        assert_eq!(got, [pair("A", "A.length")]);
        let got = settled(|out| {
            out.push(&a, &NARROW, &"");
            out.push(&Path::ROOT.field("C"), &LENGTH, &"");
        });
        assert_eq!(got, [pair("A", "A.length_2"), pair("C", "A.length")]);
    }

    #[test]
    fn one_rule_is_told_once_at_one_path_and_unknown_names_stay() {
        let a = Path::ROOT.field("A");
        let got = settled(|out| {
            out.push(&a, &LENGTH, &"1");
            out.push(&a, &LENGTH, &"2");
            out.push_absent(&a, &UNKNOWN);
            out.push_absent(&a, &UNKNOWN);
        });
        assert_eq!(got, [pair("A", "A.length"), pair("A", "unknown")]);
        let got = settled(|out| {
            out.push_absent(&a, &REQUIRED);
            out.push_absent(&a, &UNKNOWN);
        });
        assert_eq!(got, [pair("A", "A.required"), pair("A", "unknown")]);
    }
}
