//! Answers and errors of the obstacle course.

use acs_obstacle::acs_runtime::{Operation, Value};
use acs_obstacle::light_everything::{
    ErrorCode, LightEverything, RAM_POLICY, Response, ResponseState,
};
use acs_obstacle::nothing::Nothing;
use acs_obstacle::put_lamp::PutLamp;
use acs_obstacle::tree::Tree;
use acs_obstacle::values_value::Values;

fn answer(json: &str) -> Response {
    LightEverything::decode_response(json.as_bytes()).unwrap()
}

#[test]
fn fields_are_read_whatever_their_form_and_nothing_is_lost() {
    let json = r#"{"RequestId":"r\n","OrderId":"9007199254740993","extra":"e","Odd":[1],"State":"on","Ratio":{},
        "Lamps":[{"Id":7,"State":"flickering","type":"TRUE","More":1}],"Map":{"a":["1",2]},"Node":{"Name":"n","Next":{"Name":"m"}}}"#;
    let answer = answer(json);
    assert_eq!(answer.request_id.as_deref(), Some("r\n"));
    assert_eq!(answer.order_id, Some(9_007_199_254_740_993));
    assert_eq!(answer.extra_value.as_deref(), Some("e"));
    assert_eq!(answer.state, Some(ResponseState::On));
    let lamp = &answer.lamps.as_ref().unwrap()[0];
    assert_eq!(
        (
            lamp.id.as_deref(),
            lamp.r#type,
            lamp.state.as_ref().unwrap().as_str()
        ),
        (Some("7"), Some(true), "flickering")
    );
    assert!(lamp.extra.contains_key("More"));
    assert_eq!(answer.ratio, None);
    assert!(answer.extra.contains_key("Odd") && answer.extra.contains_key("Ratio"));
    let next = answer.node.as_ref().unwrap().next.as_ref().unwrap();
    assert_eq!(next.name.as_deref(), Some("m"));
    let entry = acs_obstacle::OPERATIONS
        .iter()
        .find(|entry| entry.info.name == "LightEverything")
        .unwrap();
    let Value::Object(back) = (entry.respond)(json.as_bytes()).unwrap() else {
        panic!("no object")
    };
    assert_eq!(back.len(), 9);
}

#[test]
fn secrets_are_not_shown() {
    let text = format!("{:?}", answer(r#"{"Secret":"hush"}"#));
    assert!(!text.contains("hush"), "{text}");
}

#[test]
fn an_answer_that_nobody_described_is_a_map() {
    let answer = Nothing::decode_response(br#"{"A":1}"#).unwrap();
    assert!(answer.fields.contains_key("A"));
    assert_eq!(
        Tree::decode_response(br#"{"Name":"x"}"#)
            .unwrap()
            .name
            .as_deref(),
        Some("x")
    );
}

#[test]
fn an_answer_need_not_be_an_object() {
    let list = Values::decode_response(br#"["r","s"]"#).unwrap().body.unwrap();
    assert_eq!(list.iter().map(|each| each.as_str()).collect::<Vec<_>>(), ["r", "s"]);
    assert_eq!(PutLamp::decode_response(b"\"lit\"").unwrap().body.as_deref(), Some("lit"));
    // Another one than was described is kept.
    let odd = PutLamp::decode_response(br#"{"A":1}"#).unwrap();
    assert!(odd.body.is_none() && odd.extra.len() == 1);
    assert!(PutLamp::decode_response(b"lit").is_err());
}

#[test]
fn errors_by_status_and_code() {
    for code in ErrorCode::KNOWN {
        assert_eq!(&LightEverything::classify(code.status(), code.code()), code);
    }
    assert_eq!(
        LightEverything::classify(400, "InvalidvSwitchId"),
        ErrorCode::InvalidvSwitchId400
    );
    assert_eq!(
        LightEverything::classify(404, "InvalidvSwitchId"),
        ErrorCode::InvalidvSwitchId404
    );
    assert_eq!(ErrorCode::InvalidvSwitchId404.message(), Some("none"));
    let other = LightEverything::classify(418, "InvalidvSwitchId");
    assert!(matches!(other, ErrorCode::Other(_)));
    assert_eq!(
        (other.status(), other.code(), other.message()),
        (418, "InvalidvSwitchId", None)
    );
    assert_eq!(ErrorCode::KNOWN.len(), 11);
    assert_eq!(LightEverything::INFO.errors.len(), 12);
}

#[test]
fn facts() {
    let info = LightEverything::INFO;
    assert_eq!(
        (info.product, info.version, info.path),
        (Some("Obstacle"), Some("2024-02-30"), Some("/"))
    );
    assert_eq!(info.methods, ["POST", "GET"]);
    assert!(info.deprecated && info.ram_policy == RAM_POLICY);
    assert!(Value::parse(RAM_POLICY.as_bytes()).is_ok());
    assert_eq!(info.outcomes.len(), 1);
    let rule = info
        .rules
        .iter()
        .find(|rule| rule.id == "Name.length")
        .unwrap();
    assert_eq!(
        (rule.allowed, rule.documentation),
        ("2 to 80 characters", "https://example.invalid/obstacle")
    );
    assert_eq!(rule.wire_error.unwrap().code, "InvalidName");
    let rule = info
        .rules
        .iter()
        .find(|rule| rule.id == "Name.required")
        .unwrap();
    assert_eq!(
        (
            rule.wire_error.unwrap().code,
            rule.wire_error.unwrap().inferred
        ),
        ("MissingParameter", true)
    );
}

#[cfg(feature = "serde")]
#[test]
fn requests_and_answers_can_be_stored() {
    let answer = answer(r#"{"OrderId":5,"State":"dim","Odd":[1]}"#);
    let text = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Response>(&text).unwrap(), answer);
    let request = Tree::new();
    assert_eq!(serde_json::to_string(&request).unwrap(), "{}");
    assert_eq!(serde_json::from_str::<Tree>("{}").unwrap(), request);
}
