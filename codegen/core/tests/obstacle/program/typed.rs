//! Typed requests of the obstacle course, and what every operation does with nothing and with anything.

use std::collections::BTreeSet;

use acs_obstacle::OPERATIONS;
use acs_obstacle::acs_runtime::Pairs;
use acs_obstacle::light_everything::{
    Beam, BeamRequired, BeamSector, BeamSectorRequired, Config, ConfigRequired, Kind,
    LightEverything, MustObject, Required, Sector, Tag, TagRequired, Vault, VaultRequired,
};

#[test]
fn typed_requests_say_the_same() {
    let request = LightEverything::new(Required {
        name: "Lamp".into(),
        must_list: vec!["x".into()],
        must_object: MustObject::new().with_a("x"),
        must_map: [("k".to_owned(), 1)].into(),
        in_path: "p".into(),
    })
    .with_kind("ultraviolet")
    .with_password("hush")
    .with_vault(
        Vault::new(VaultRequired {
            key: "buried".into(),
        })
        .with_depth(7),
    )
    .with_config(Config::new(ConfigRequired { mode: "off".into() }))
    .with_beam(vec![
        Beam::new(BeamRequired { must: vec![1, 2] })
            .with_sector(BeamSector::new(BeamSectorRequired { from: 360 })),
    ])
    .with_sector(Sector::new())
    .with_ratio(f32::NAN)
    .with_tag(vec![Tag::new(TagRequired { key: "k".into() })]);
    let ids: BTreeSet<&str> = {
        let violations = request.validate();
        assert!(
            violations
                .iter()
                .all(|violation| !violation.to_string().contains("hush"))
        );
        assert!(
            !format!("{request:?}").contains("hush") && !format!("{request:?}").contains("buried")
        );
        violations
            .iter()
            .map(|violation| violation.rule().id)
            .collect()
    };
    for id in [
        "Kind.one_of",
        "Password.length",
        "Beam.Sector.From.int_range",
        "Ratio.type",
        "End.requires",
    ] {
        assert!(ids.contains(id), "{id} is not among {ids:?}");
    }
    assert!(!ids.contains("Ratio.number_range"));
    let request = request.with_ratio(0.5);
    let decoded = LightEverything::decode(&request.encode());
    // An object without fields does not exist on the wire.
    let mut want = request.clone();
    want.sector = None;
    assert_eq!(decoded.value, Some(want));
    assert_eq!(decoded.violations, request.validate());
    assert_eq!(Kind::from("Red"), Kind::Red);
    assert_eq!(Kind::KNOWN.len(), 4);
}

#[test]
fn every_operation_takes_nothing_and_anything() {
    for entry in OPERATIONS {
        let none = (entry.check)(&Pairs::new());
        let required: BTreeSet<&str> = none
            .documented()
            .filter(|each| each.kind() == "required")
            .map(|each| each.path())
            .collect();
        for violation in none.iter() {
            assert!(
                entry
                    .info
                    .rules
                    .iter()
                    .any(|rule| rule.id == violation.rule().id),
                "{violation}"
            );
        }
        if required.is_empty() {
            assert!(
                (entry.reencode)(&Pairs::new()).unwrap().is_empty(),
                "{}",
                entry.info.name
            );
        }
        let odd: Pairs = [
            ("", ""),
            (".", ""),
            ("A.", "x"),
            ("é", "\u{0}"),
            ("Tag.0.Key", "x"),
            ("Tag.01.Key", "x"),
        ]
        .into_iter()
        .collect();
        assert!(!(entry.check)(&odd).is_empty(), "{}", entry.info.name);
    }
}

#[test]
fn tokens_for_repeated_requests() {
    use acs_obstacle::acs_runtime::Operation;
    let required = Required {
        name: "Lamp".into(),
        must_list: vec![],
        must_object: MustObject::new(),
        must_map: Default::default(),
        in_path: "p".into(),
    };
    let mut request = LightEverything::new(required);
    assert_eq!(request.idempotency_token(), None);
    assert!(request.set_idempotency_token("once".into()));
    assert_eq!(request.idempotency_token(), Some("once"));
    assert_eq!(LightEverything::INFO.idempotency_parameter, Some("Token"));
    let paths: Vec<String> = request
        .validate()
        .documented()
        .filter(|each| each.kind() == "required")
        .map(|each| each.path().to_owned())
        .collect();
    assert_eq!(paths, ["MustList", "MustObject", "MustMap"]);
}
