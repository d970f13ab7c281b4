//! Cases of constraints and rules.

use super::*;

pub(super) fn limits() -> Vec<Case> {
    vec![
        case!("more_values", ValuesAdded, Compatible, |o| schema(o, "Colour").constraints[0].check = one_of(&["red", "green", "blue"]),
            GREEN, run: (BLUE, false, true)),
        case!(
            "fewer_values",
            ValuesRemoved,
            CompileTime,
            |o| schema(o, "Colour").constraints[0].check = one_of(&["red"]),
            GREEN
        ),
        case!("fewer_numbers", ValuesRemoved, RunTime, |o| schema(o, "Count").constraints[0].check = one_of(&["1"]), SET,
            run: ("NEW.with_count(2).validate().documented().next().is_none()", true, false),
            prepare: |o| schema(o, "Count").constraints[0].check = one_of(&["1", "2"])),
        case!(
            "meanings",
            ValuesAdded,
            Compatible,
            |o| {
                let mut meaning = schema(o, "Sort").values[0].clone();
                meaning.value = "side".into();
                schema(o, "Sort").values.push(meaning);
            },
            "let _ = NEW.with_sort(Sort::Up);"
        ),
        case!("limit", ConstraintAdded, RunTime, |o| {
            let new = constraint("Plain.length", Tier::Documented, length(2, 9));
            schema(o, "Plain").constraints.push(new);
        }, SET, run: ("NEW.with_plain(\"p\").validate().documented().next().is_none()", true, false)),
        case!("advice", ConstraintAdded, Compatible, |o| {
            let new = constraint("Plain.length", Tier::Advisory, length(2, 9));
            schema(o, "Plain").constraints.push(new);
        }, SET, run: ("NEW.with_plain(\"p\").validate().documented().next().is_none()", true, true)),
        case!(
            "listed",
            ConstraintAdded,
            CompileTime,
            |o| {
                let new = constraint("Plain.one_of", Tier::Documented, one_of(&["a", "b"]));
                schema(o, "Plain").constraints.push(new);
            },
            SET
        ),
        case!(
            "free",
            ConstraintRemoved,
            CompileTime,
            |o| schema(o, "Name").constraints.clear(),
            RULE
        ),
        case!(
            "unlisted",
            ConstraintRemoved,
            CompileTime,
            |o| schema(o, "Colour").constraints.clear(),
            GREEN
        ),
        case!("tight", ConstraintTightened, RunTime, |o| schema(o, "Name").constraints[0].check = length(2, 7), RULE, run: (LONG, true, false)),
        case!("tight_advice", ConstraintTightened, Compatible, |o| schema(o, "Name").constraints[0].check = length(2, 7), RULE,
            run: (LONG, true, true), prepare: |o| schema(o, "Name").constraints[0].tier = Tier::Advisory),
        case!("loose", ConstraintLoosened, Compatible, |o| schema(o, "Name").constraints[0].check = length(2, 9), RULE, run: (LONGER, false, true)),
        case!(
            "other_kind",
            ConstraintTightened,
            CompileTime,
            |o| {
                let one = &mut schema(o, "Count").constraints[0];
                one.check = Check::Fixed(Fixed { value: "1".into() });
                one.id = "Count.fixed".into();
            },
            "let _ = &rules::COUNT_INT_RANGE;"
        ),
        case!("shifted", ConstraintChanged, RunTime, |o| schema(o, "Count").constraints[0].check = range(2, 10), SET,
            run: ("NEW.with_count(1).validate().documented().next().is_none()", true, false)),
        case!("list_loose", ConstraintLoosened, Compatible, |o| {
            schema(o, "Tags").constraints[0].check = Check::Items(Items { min: None, max: Some(4), separator: None });
        }, SET, run: ("NEW.with_tags(vec![Tags::new().with_key(\"k\"); 4]).validate().documented().next().is_none()", false, true)),
        case!("firm", TierChanged, RunTime, |o| schema(o, "Name").constraints[0].tier = Tier::Documented, RULE,
            run: (LONGER, true, false), prepare: |o| schema(o, "Name").constraints[0].tier = Tier::Advisory),
        case!("lenient", TierChanged, Compatible, |o| schema(o, "Name").constraints[0].tier = Tier::Advisory, RULE, run: (LONGER, false, true)),
        case!("answered", WireErrorChanged, Compatible, |o| {
            schema(o, "Name").constraints[0].wire_error = Some(WireError { status: 400, code: "Mist".into(), inferred: false });
        }, RULE, run: (LONG, true, true)),
        case!("across", RuleAdded, RunTime, |o| {
            let mut rule = o.rules[0].clone();
            rule.id = "Plain.required_if".into();
            if let RuleCheck::RequiredIf(check) = &mut rule.check {
                check.param = "Plain".into();
            }
            o.rules.push(rule);
        }, SET, run: ("NEW.with_colour(\"red\").with_count(1).validate().documented().next().is_none()", true, false)),
        case!(
            "across_gone",
            RuleRemoved,
            CompileTime,
            |o| o.rules.clear(),
            "let _ = &rules::COUNT_REQUIRED_IF;"
        ),
        case!("across_tight", RuleTightened, RunTime, |o| {
            if let RuleCheck::RequiredIf(check) = &mut o.rules[0].check {
                check.when.equals.push("green".into());
            }
        }, SET, run: ("NEW.with_colour(\"green\").validate().documented().next().is_none()", true, false)),
        case!("across_loose", RuleLoosened, Compatible, |o| {
            if let RuleCheck::RequiredIf(check) = &mut o.rules[0].check {
                check.when.equals = vec!["red".into()];
            }
        }, SET, run: ("NEW.with_colour(\"green\").validate().documented().next().is_none()", false, true),
        prepare: |o| if let RuleCheck::RequiredIf(check) = &mut o.rules[0].check {
            check.when.equals = vec!["red".into(), "green".into()];
        }),
        case!("across_other", RuleChanged, RunTime, |o| {
            if let RuleCheck::RequiredIf(check) = &mut o.rules[0].check {
                check.when.equals = vec!["green".into()];
            }
        }, SET, run: ("NEW.with_colour(\"green\").validate().documented().next().is_none()", true, false)),
    ]
}
