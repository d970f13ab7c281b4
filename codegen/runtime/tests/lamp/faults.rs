//! Broken requests, and all that is said of each.

use crate::entry;

/// A name and a value; `-Name` takes the valid request's own away.
type Given = (&'static str, &'static str);

/// What is wrong with pairs, beyond a request that is valid without them.
fn judged(pairs: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("Name", "lamp"), ("Zones", "z1")];
    all.retain(|(name, _)| {
        !pairs
            .iter()
            .any(|(other, _)| other == name || *other == format!("-{name}"))
    });
    all.extend(pairs.iter().filter(|(name, _)| !name.starts_with('-')));
    let violations = (entry().check)(&all.into_iter().collect());
    let mut list: Vec<String> = violations
        .iter()
        .map(|v| format!("{} {} {}", v.path(), v.rule_id(), v.tier()))
        .collect();
    list.sort();
    list
}

#[test]
fn single_faults_give_single_violations() {
    let cases: Vec<(&[Given], &[&str])> = vec![
        (&[], &[]),
        (&[("-Name", "")], &["Name Name.required documented"]),
        (
            &[("Name", "")],
            &["Name Name.empty advisory", "Name Name.length documented"],
        ),
        (&[("Name", "a")], &["Name Name.length documented"]),
        (&[("Name", "1a")], &["Name Name.first_char documented"]),
        (
            &[("Name", "a"), ("Name", "b")],
            &["Name Name.type documented"],
        ),
        (&[("Period", "10")], &["Period Period.int_set documented"]),
        (&[("Period", "")], &["Period Period.type documented"]),
        (
            &[("Period", "2147483648")],
            &["Period Period.type documented"],
        ),
        (
            &[("ChargeType", "PrePaid")],
            &["Period Period.required_if documented"],
        ),
        (
            &[("ChargeType", "PrePaid"), ("Period", "x")],
            &["Period Period.type documented"],
        ),
        (
            &[("ChargeType", "PostPaid")],
            &["ChargeType ChargeType.one_of documented"],
        ),
        (
            &[("ChargeType", "")],
            &["ChargeType ChargeType.one_of documented"],
        ),
        (&[("Rate", "NaN")], &["Rate Rate.type documented"]),
        (&[("Rate", "1e5")], &[]),
        (&[("Show", "TRUE")], &[]),
        (&[("Show", "1")], &["Show Show.type documented"]),
        (
            &[("Tag.1.Value", "b")],
            &["Tag[1].Key Tag.Key.required documented"],
        ),
        (
            &[("Tag.7.Key", ""), ("Tag.3.Key", "k")],
            &["Tag[2].Key Tag.Key.empty advisory"],
        ),
        (
            &[("Tag.1.Key", "k"), ("Tag.2.Key", "k"), ("Tag.9.Key", "k")],
            &["Tag Tag.items documented"],
        ),
        (
            &[("Tag.1.Key", "k"), ("Tag.1.Value", "ééé")],
            &["Tag[1].Value Tag.Value.length documented"],
        ),
        (
            &[("Tag.1.Key", "solo"), ("Tag.2.Key", "k")],
            &["Tag[1].Value Tag.Value.requires documented"],
        ),
        (&[("Tag.0.Key", "k")], &["Tag.0.Key unknown advisory"]),
        (&[("Tag.1", "k")], &["Tag.1 unknown advisory"]),
        (
            &[("Sector.From", "3"), ("Sector.To", "2")],
            &["Sector.From Sector.From.compare documented"],
        ),
        (&[("Sector.From", "3"), ("Sector.To", "x")], &[]),
        (
            &[("Sector.From", "x"), ("Sector.To", "2")],
            &["Sector.From Sector.From.type documented"],
        ),
        (
            &[("Labels.a.b", "x"), ("Labels.c", "1")],
            &["Labels.a.b Labels.a.b.type documented"],
        ),
        (&[("-Zones", "")], &["Zones Zones.required documented"]),
        (&[("Zones", "")], &["Zones Zones.required documented"]),
        (
            &[("Zones", "a,12345")],
            &["Zones[2] Zones.items.length documented"],
        ),
        (&[("Config", "[")], &["Config Config.type documented"]),
        (&[("Config", "{}")], &["Config Config.type documented"]),
        (
            &[("Config", r#"[{"Level":"6"}]"#)],
            &["Config[1].Level Config.Level.int_range documented"],
        ),
        (
            &[("Config", r#"[null,{},{"Level":1.0}]"#)],
            &["Config[1].Level Config.Level.type documented"],
        ),
        (
            &[("Config", r#"[{"Inner":5},{"Inner":[]},{"Level":6}]"#)],
            &[
                "Config Config.items documented",
                "Config[1].Inner Config.Inner.type documented",
                "Config[2].Inner Config.Inner.type documented",
                "Config[3].Level Config.Level.int_range documented",
            ],
        ),
        (
            &[("Config", r#"[{"Inner":{"Note":["x",["y",{}]]}}]"#)],
            &[
                "Config[1].Inner.Note[1] Config.Inner.Note.type documented",
                "Config[1].Inner.Note[2][2] Config.Inner.Note.type documented",
            ],
        ),
        (
            &[("Nope", "1"), ("name", "2"), ("Nope", "3")],
            &["Nope unknown advisory", "name unknown advisory"],
        ),
    ];
    for (pairs, expected) in cases {
        assert_eq!(judged(pairs), expected, "{pairs:?}");
    }
}

#[test]
fn narrower_rules_are_reported_where_the_looser_one_holds() {
    for (length, expected) in [
        (40, &[][..]),
        (41, &["Name Name.length_narrow advisory"]),
        (80, &["Name Name.length_narrow advisory"]),
        (81, &["Name Name.length documented"]),
    ] {
        assert_eq!(
            judged(&[("Name", &"a".repeat(length))]),
            expected,
            "{length}"
        );
    }
}
