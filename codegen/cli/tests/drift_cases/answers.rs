//! Cases of answers, errors and what surrounds an operation.

use super::*;

const EXTRA: &str = "let r = Response::default(); let _: Option<String> = r.id; let _: Option<i32> = r.size; let _ = ResponseState::Lit; let _ = r.extra;";
const ERRORS: &str = "let c = ErrorCode::Fog; let _ = match c { ErrorCode::Fog => 1, ErrorCode::Mist => 2, _ => 3 };";
const POLICY: &str = "let _: &str = RAM_POLICY;";

pub(super) fn answers() -> Vec<Case> {
    vec![
        case!(
            "reply",
            ResponseFieldAdded,
            Compatible,
            |o| body(o).push(new_field("More")),
            EXTRA
        ),
        case!(
            "reply_gone",
            ResponseFieldRemoved,
            CompileTime,
            |o| body(o).retain(|f| f.name != "Size"),
            EXTRA
        ),
        case!(
            "reply_typed",
            TypeChanged,
            CompileTime,
            |o| body(o)[1].schema.r#type = Type::Int64,
            EXTRA
        ),
        case!(
            "reply_values",
            ValuesRemoved,
            CompileTime,
            |o| body(o)[2].schema.values.retain(|v| v.value != "lit"),
            EXTRA
        ),
        case!(
            "reply_limit",
            ConstraintAdded,
            Text,
            |o| {
                body(o)[0].schema.constraints.push(constraint(
                    "response.Id.length",
                    Tier::Documented,
                    length(1, 2),
                ));
            },
            EXTRA
        ),
        case!(
            "reply_other",
            ResponseAdded,
            Text,
            |o| {
                if let Stated::Stated(all) = &mut o.responses {
                    all.push(answer("500"));
                }
            },
            EXTRA
        ),
        case!("reply_other_gone", ResponseRemoved, Text, |o| {
            if let Stated::Stated(all) = &mut o.responses { all.truncate(1); }
        }, EXTRA, prepare: |o| if let Stated::Stated(all) = &mut o.responses { all.push(answer("500")); }),
        case!(
            "fault",
            ErrorAdded,
            Compatible,
            |o| o.errors.push(error(400, "Rain")),
            ERRORS
        ),
        case!(
            "fault_again",
            ErrorAdded,
            CompileTime,
            |o| o.errors.push(error(404, "Fog")),
            ERRORS
        ),
        case!(
            "fault_gone",
            ErrorRemoved,
            CompileTime,
            |o| o.errors.retain(|row| row.code != "Mist"),
            ERRORS
        ),
        case!(
            "fault_worded",
            ErrorMessageChanged,
            Compatible,
            |o| o.errors[1].message = Some("thinner".into()),
            ERRORS
        ),
        case!(
            "outcome",
            OutcomeChanged,
            Compatible,
            |o| {
                let RuleCheck::RequiredIf(check) = &o.rules[0].check else {
                    panic!()
                };
                o.outcomes.push(Outcome {
                    code: "Fog".into(),
                    status: 400,
                    summary: "Fine.".into(),
                    when: Some(check.when.clone()),
                    inferred: false,
                });
            },
            ERRORS
        ),
        case!("allowed", AuthorizationAdded, RunTime, |o| o.authorization.push(action("toy:More")), POLICY,
            run: ("!RAM_POLICY.contains(\"toy:More\")", true, false)),
        case!("allowed_first", AuthorizationAdded, Compatible, |o| o.authorization.push(action("toy:Do")), SET,
        prepare: |o| {
            o.authorization.clear();
        }),
        case!("allowed_less", AuthorizationRemoved, Compatible, |o| o.authorization.truncate(1), POLICY,
            prepare: |o| o.authorization.push(action("toy:More"))),
        case!("allowed_else", AuthorizationChanged, RunTime, |o| o.authorization[0].resources[0].arn = "acs:toy:*:*:toy/b".into(), POLICY,
            run: ("RAM_POLICY.contains(\"toy/a\")", true, false)),
        case!("allowed_level", AuthorizationChanged, Compatible, |o| o.authorization[0].access_level = "create".into(), POLICY,
            run: ("RAM_POLICY.contains(\"toy/a\")", true, true)),
    ]
}

fn action(name: &str) -> Authorization {
    Authorization {
        action: name.to_owned(),
        access_level: "write".to_owned(),
        resources: Vec::new(),
        condition_keys: Vec::new(),
        dependent_actions: Vec::new(),
    }
}
