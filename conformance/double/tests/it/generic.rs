//! Nothing in the double knows an operation: it serves the obstacle course, RPC and ROA, read from a folder.

use acs_double::Double;
use acs_spec::Json;

use crate::kit;

const OBSTACLE: &str = "../../codegen/core/tests/obstacle";

fn double() -> Double {
    // One of the course is refused by every reader: its constraints allow nothing.
    let files = std::fs::read_dir(OBSTACLE)
        .unwrap()
        .map(|file| file.unwrap().path());
    let specs = files.filter(|file| {
        file.extension().is_some_and(|e| e == "json") && !file.ends_with("Hollow.json")
    });
    let builder = Double::builder().no_auth(true);
    specs
        .fold(builder, |builder, file| builder.specs(file))
        .start()
        .unwrap()
}

fn send(double: &Double, method: &str, target: &str, headers: &str, body: &str) -> kit::Answer {
    let length = body.len();
    let text = format!(
        "{method} {target} HTTP/1.1\r\nhost: x\r\n{headers}content-length: {length}\r\n\r\n{body}"
    );
    kit::once(double.address(), text.as_bytes())
}

#[test]
fn every_operation_of_a_folder_is_served() {
    let double = double();
    let Json::Array(operations) = kit::get(double.address(), "/_double/operations").json() else {
        panic!("a list")
    };
    assert!(operations.len() >= 11);
    for operation in &operations {
        let name = operation.get("name").and_then(Json::as_str).unwrap();
        let answer = kit::post(
            double.address(),
            &format!("/_double/call/{}", name.replace(' ', "%20")),
            "{}",
        );
        assert!(
            [200, 201, 400, 404, 409].contains(&answer.status),
            "{name}: {} {}",
            answer.status,
            answer.body
        );
        let errors = kit::get(
            double.address(),
            &format!("/_double/errors/{}", name.replace(' ', "%20")),
        );
        assert_eq!(errors.status, 200, "{name}");
    }
    assert_eq!(kit::get(double.address(), "/_double/evidence").status, 200);
    assert_eq!(
        kit::post(double.address(), "/_double/call/Nothing-of-the-sort", "{}").error(),
        (404, "InvalidAction.NotFound".to_owned())
    );
}

#[test]
fn an_roa_operation_is_found_by_method_and_path() {
    let double = double();
    let body = r#"{"body": {"state": "on", "level": 3}}"#;
    let json = "content-type: application/json\r\nx-trace: t-1\r\n";
    let answer = send(
        &double,
        "PUT",
        "/lamps/l%2F1/state?force=true&tags=%5B%22a%22%5D",
        json,
        body,
    );
    assert_eq!(answer.status, 201, "as documented: {}", answer.body);
    let sent = &double.created()[0].parameters;
    for pair in [
        ("LampId", "l/1"),
        ("x-trace", "t-1"),
        ("force", "true"),
        ("tags", r#"["a"]"#),
    ] {
        assert!(
            sent.contains(&(pair.0.to_owned(), pair.1.to_owned())),
            "{pair:?} in {sent:?}"
        );
    }
    // By name as well, as ACS3 has it.
    let named = format!("{json}x-acs-action: PutLamp\r\n");
    assert_eq!(
        send(&double, "PUT", "/lamps/l1/state", &named, body).status,
        201
    );
    for (method, target, want) in [
        ("PUT", "/lamps/l1/state/", (404, "InvalidAction.NotFound")),
        ("PUT", "/lamps//state", (404, "InvalidAction.NotFound")),
        ("PUT", "/", (404, "InvalidAction.NotFound")),
        ("DELETE", "/lamps/l1/state", (405, "UnsupportedHTTPMethod")),
    ] {
        let answer = send(&double, method, target, &named, body);
        assert_eq!(
            answer.error(),
            (want.0, want.1.to_owned()),
            "{method} {target}"
        );
    }
    let high = r#"{"body": {"state": "on", "level": 6}}"#;
    assert_eq!(
        send(&double, "PUT", "/lamps/l1/state", &named, high).status,
        400
    );
    assert_eq!(
        send(&double, "PUT", "/lamps/l1/state", &named, "[1]").text("Code"),
        "InvalidParameter"
    );
}

#[test]
fn values_are_read_from_query_and_form() {
    let double = Double::builder().no_auth(true).start().unwrap();
    let pairs: Vec<String> = kit::sound()
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let (query, form) = (pairs[..4].join("&"), pairs[4..].join("&"));
    let head = format!(
        "x-acs-action: {}\r\nx-acs-version: {}\r\n",
        kit::ACTION,
        kit::VERSION
    );
    let of_form =
        format!("{head}content-type: application/x-www-form-urlencoded; charset=utf-8\r\n");
    assert_eq!(
        send(&double, "POST", &format!("/?{query}"), &of_form, &form).status,
        200
    );
    assert_eq!(
        send(&double, "POST", &format!("/?{query}&{form}"), &head, "").status,
        200
    );
    assert_eq!(
        send(&double, "GET", &format!("/?{query}&{form}"), &head, "").status,
        200
    );
    assert_eq!(
        send(&double, "PUT", &format!("/?{query}&{form}"), &head, "")
            .error()
            .1,
        "UnsupportedHTTPMethod"
    );
    let other = head.replace(kit::VERSION, "2099-01-01");
    assert_eq!(
        send(&double, "POST", "/", &other, "").error(),
        (404, "InvalidAction.NotFound".to_owned())
    );
}

#[test]
fn broken_specs_are_all_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("service.json"), "{").unwrap();
    std::fs::write(folder.path().join("A.json"), "[]").unwrap();
    let fault = Double::builder()
        .specs(folder.path())
        .switch("sponge", "1")
        .start()
        .unwrap_err()
        .to_string();
    assert!(
        fault.contains("service.json:1") && fault.contains("A.json:1") && fault.contains("sponge"),
        "{fault}"
    );
    assert!(
        Double::builder()
            .specs(folder.path().join("none"))
            .start()
            .is_err()
    );
    let twice = acs_spec::Operation::named("X");
    let fault = Double::builder()
        .operations([twice.clone(), twice], None)
        .start()
        .unwrap_err()
        .to_string();
    assert!(fault.contains("two specs are of operation `X`"), "{fault}");
}

#[test]
fn the_list_of_places_is_where_the_readme_says() {
    let double = double();
    for path in ["/_double/", "/_double"] {
        let answer = kit::get(double.address(), path);
        assert_eq!(answer.status, 200, "{path}");
        let Json::Array(places) = answer.json() else {
            panic!("a list")
        };
        assert!(places.len() > 10);
    }
    for path in ["/_double/swiches", "/_double/state/", "/_double/a/b"] {
        let answer = kit::get(double.address(), path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("GET /_double/"), "{}", answer.body);
    }
}
