//! Random requests and random pairs.

use acs_runtime::{Operation, Pairs, Tier};
use proptest::prelude::*;

use crate::operation::{ChargeType, Config, Inner, LightLamp, Sector, Tag};

/// Texts that a joined list can hold.
fn zone() -> impl Strategy<Value = String> {
    "[^,]{1,6}"
}

fn request() -> impl Strategy<Value = LightLamp> {
    let text = any::<String>;
    let tag = (text(), proptest::option::of(text())).prop_map(|(key, value)| Tag { key, value });
    let config = (
        proptest::option::of(any::<i32>()),
        prop::collection::vec(prop::collection::vec(text(), 1..3), 0..3),
    )
        .prop_map(|(level, note)| Config {
            level,
            inner: if note.is_empty() {
                None
            } else {
                Some(Box::new(Inner { note }))
            },
        })
        .prop_filter("an object without fields is absent", |config| {
            config.level.is_some() || config.inner.is_some()
        });
    let scalars = (
        text(),
        proptest::option::of(any::<i32>()),
        proptest::option::of(prop_oneof![Just("PrePaid".to_owned()), text()]),
        proptest::option::of(text()),
        proptest::option::of(any::<f64>().prop_filter("finite", |value| value.is_finite())),
        proptest::option::of(any::<bool>()),
    );
    let rest = (
        prop::collection::vec(tag, 0..4),
        proptest::option::of((any::<i64>(), proptest::option::of(text()))),
        prop::collection::vec(config, 0..4),
        prop::collection::btree_map(".{1,4}", any::<i64>(), 0..4),
        prop::collection::vec(zone(), 0..4),
    );
    (scalars, rest).prop_map(
        |(
            (name, period, charge_type, password, rate, show),
            (tag, sector, config, labels, zones),
        )| LightLamp {
            name,
            period,
            charge_type: charge_type.map(ChargeType::from),
            password,
            rate,
            show,
            tag,
            sector: sector.map(|(from, to)| Sector {
                from: Some(from),
                to,
            }),
            config,
            labels,
            zones,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back(request in request()) {
        let pairs = request.encode();
        let back = LightLamp::decode(&pairs);
        prop_assert_eq!(back.value.as_ref(), Some(&request));
        prop_assert_eq!(&back.violations, &request.validate());
        prop_assert_eq!(back.value.map(|value| value.encode()), Some(pairs));
    }

    #[test]
    fn any_pairs_are_judged(pairs in prop::collection::vec(
        (
            prop_oneof![
                Just("Name".to_owned()), Just("Period".to_owned()), Just("ChargeType".to_owned()), Just("Config".to_owned()), Just("Zones".to_owned()),
                "(Tag|Sector|Labels|Config|X)\\.([0-3]|From|To|Key)(\\.(Key|Value))?",
                any::<String>(),
            ],
            prop_oneof![
                "(PrePaid|1|12|x|solo|)",
                "\\[(\\{\"(Level|Inner)\":(1|7|\"x\"|null|\\[\\]|\\{\"Note\":\\[\\[1\\],2\\]\\})\\},?){0,3}\\]",
                any::<String>(),
            ],
        ), 0..10,
    )) {
        let pairs: Pairs = pairs.into_iter().collect();
        let decoded = LightLamp::decode(&pairs);
        let mut seen = std::collections::BTreeSet::new();
        for violation in &decoded.violations {
            prop_assert!(seen.insert((violation.path(), violation.rule_id())), "{violation} twice");
            prop_assert!(!violation.to_string().contains('\n'));
        }
        if let Some(value) = &decoded.value {
            // Typed and wire agree but for names that only the wire can have.
            let mut known = decoded.violations.clone().into_iter().filter(|v| v.kind() != "unknown").collect::<Vec<_>>();
            let mut typed = value.validate().into_iter().collect::<Vec<_>>();
            known.sort_by(|a, b| (a.path(), a.rule_id()).cmp(&(b.path(), b.rule_id())));
            typed.sort_by(|a, b| (a.path(), a.rule_id()).cmp(&(b.path(), b.rule_id())));
            prop_assert_eq!(known, typed);
            let again = LightLamp::decode(&value.encode()).value;
            prop_assert_eq!(again.as_ref(), Some(value));
        } else {
            prop_assert!(decoded.violations.iter().any(|v| matches!(v.kind(), "type" | "required") && v.tier() == Tier::Documented));
        }
    }
}
