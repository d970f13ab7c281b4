//! Where the official clients are weak: one test for each line of the table at the head of the description of the wire
//! protocol, in the order of its lines: `cargo test -p acs-runtime --all-features --test client line_` lists them.
//! Redirects and gzip (lines 8 and 9), which need a real server, are in `loopback`.

use std::time::Duration;

use acs_runtime::client::{CallOptions, Error, UndecodableReason};
use acs_runtime::http::HttpResponse;
use acs_runtime::{ErrorCode, Validation};

use crate::kit::{CreateWithToken, CreateWithout, lamp, query, scripted, wait};
use crate::operation::Tag;

#[test]
fn line_01_every_broken_rule_is_reported_at_once_before_anything_is_sent() {
    let scripted = scripted();
    let mut request = lamp();
    request.name = "1".to_owned();
    request.period = Some(10);
    request.zones = vec!["much too long".to_owned()];
    let error = wait(scripted.client.send(&request)).unwrap_err();
    let Error::Violations(violations) = &error else {
        panic!("{error}");
    };
    let rules: Vec<&str> = violations.iter().map(|v| v.rule_id()).collect();
    for rule in [
        "Name.length",
        "Name.first_char",
        "Period.int_set",
        "Zones.items.length",
    ] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
    assert_eq!(
        (error.attempts(), error.request_may_have_left()),
        (0, false)
    );
    assert!(scripted.transport.requests().is_empty());

    for policy in [Validation::Report, Validation::Off] {
        scripted.transport.answer(200, "{}");
        let options = CallOptions::new().validation(policy);
        let success = wait(scripted.client.send_with(&request, &options)).unwrap();
        let reported = !success.violations.is_empty();
        assert_eq!(reported, policy == Validation::Report);
    }
    scripted.transport.answer(400, r#"{"Code":"X"}"#);
    let options = CallOptions::new().validation(Validation::Report);
    let error = wait(scripted.client.send_with(&request, &options)).unwrap_err();
    assert_eq!(error.violations().map(|v| v.len()), Some(violations.len()));
}

#[test]
fn line_02_a_passed_dry_run_is_a_successful_outcome_of_its_own() {
    let scripted = scripted();
    let answer = r#"{"Code":"DryRunOperation","Message":"passed","RequestId":"1C5A"}"#;
    scripted.transport.answer(400, answer);
    let mut request = lamp();
    request.show = Some(false);
    let passed = wait(scripted.client.dry_run(&request)).unwrap();
    assert_eq!(passed.outcome.code, "DryRunOperation");
    assert_eq!(
        (passed.request_id.as_deref(), passed.status, passed.attempts),
        (Some("1C5A"), 400, 1)
    );
    let sent = scripted.transport.requests();
    assert_eq!(query(&sent[0], "Show"), Some("true"));

    // The same when the caller sets the parameter and sends.
    scripted.transport.answer(400, answer);
    request.show = Some(true);
    let success = wait(scripted.client.send(&request)).unwrap();
    assert_eq!(
        success.outcome.map(|outcome| outcome.code),
        Some("DryRunOperation")
    );

    // Who has not asked for a dry run has not been given one.
    scripted.transport.answer(400, answer);
    let error = wait(scripted.client.send(&lamp())).unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");

    // A success in answer to a dry run is not passed off as one.
    scripted
        .transport
        .answer(200, r#"{"OrderId":1,"RequestId":"1C5B"}"#);
    let error = wait(scripted.client.dry_run(&request)).unwrap_err();
    assert!(
        matches!(error, Error::DryRunIgnored(_)) && error.request_may_have_left(),
        "{error}"
    );
    assert_eq!(error.request_id(), Some("1C5B"));

    // A dry run that fails fails with the error.
    scripted
        .transport
        .answer(400, r#"{"Code":"InvalidName.Malformed"}"#);
    let error = wait(scripted.client.dry_run(&request)).unwrap_err();
    assert_eq!(
        error.code().map(ErrorCode::code),
        Some("InvalidName.Malformed")
    );
}

#[test]
fn line_03_status_request_id_and_body_survive_whatever_the_body_is() {
    let huge = "x".repeat(100_000);
    for body in [
        "<html><h1>Bad Gateway</h1></html>",
        "",
        "{\"Code\":\"Int",
        "text",
        "[]",
        "null",
        &huge,
    ] {
        let scripted = scripted();
        let mut answer = HttpResponse::new(502, body);
        answer
            .headers
            .push(("X-Acs-Request-Id".to_owned(), "1C5A".to_owned()));
        answer
            .headers
            .push(("Server".to_owned(), "gateway".to_owned()));
        answer
            .headers
            .push(("Set-Cookie".to_owned(), "session=1".to_owned()));
        scripted.transport.respond(answer);
        let error = wait(scripted.client.send(&lamp())).unwrap_err();
        assert_eq!(
            (error.status(), error.request_id()),
            (Some(502), Some("1C5A"))
        );
        let Error::Undecodable(answer) = &error else {
            panic!("{error}");
        };
        assert!(matches!(answer.reason, UndecodableReason::Body(_)));
        let kept = &body.as_bytes()[..body.len().min(1024)];
        assert_eq!(answer.body_start, kept);
        assert_eq!(
            (answer.header("server"), answer.header("set-cookie")),
            (Some("gateway"), None)
        );
        let shown = error.to_string();
        assert!(
            shown.contains("502") && shown.contains("1C5A") && shown.len() < 400,
            "{shown}"
        );
    }
    // Also where the envelope can be read and lacks the ID.
    let scripted = scripted();
    let mut answer = HttpResponse::new(503, r#"{"Code":"ServiceUnavailable","RequestId":""}"#);
    answer
        .headers
        .push(("x-acs-request-id".to_owned(), "1C5A".to_owned()));
    scripted.transport.respond(answer);
    let error = wait(scripted.client.send(&lamp())).unwrap_err();
    assert_eq!(error.request_id(), Some("1C5A"));
}

#[test]
fn line_04_a_success_with_a_code_is_never_passed_over() {
    let scripted = scripted();
    scripted.transport.answer(
        200,
        r#"{"Code":"InvalidName.Malformed","Message":"no","RequestId":"1C5A","OrderId":1}"#,
    );
    let error = wait(scripted.client.send(&lamp())).unwrap_err();
    let Error::SuccessWithCode(failure) = &error else {
        panic!("{error}");
    };
    assert_eq!(failure.error.status(), 200);
    assert_eq!(failure.error.fields().len(), 4);
    assert!(error.to_string().contains("InvalidName.Malformed") && error.request_may_have_left());
    // Codes that say that all is well are kept beside the answer.
    for code in ["OK", "200", "Success"] {
        scripted
            .transport
            .answer(200, format!(r#"{{"Code":"{code}","OrderId":1}}"#));
        let success = wait(scripted.client.send(&lamp())).unwrap();
        assert_eq!(
            (success.code.as_deref(), success.response.order_id),
            (Some(code), Some(1))
        );
    }
    scripted
        .transport
        .answer(200, r#"{"Code":null,"OrderId":1}"#);
    assert_eq!(wait(scripted.client.send(&lamp())).unwrap().code, None);
}

#[test]
fn line_05_long_integers_are_exact_from_numbers_and_from_texts() {
    for value in ["9007199254740993", "\"9007199254740993\""] {
        let scripted = scripted();
        scripted
            .transport
            .answer(200, format!("{{\"OrderId\":{value}}}"));
        let success = wait(scripted.client.send(&lamp())).unwrap();
        assert_eq!(success.response.order_id, Some(9_007_199_254_740_993));
    }
}

#[test]
fn line_06_throttling_is_known_by_status_by_code_and_by_header_and_the_delay_is_waited_out() {
    let plain =
        |status: u16, code: &str| HttpResponse::new(status, format!(r#"{{"Code":"{code}"}}"#));
    let mut by_header = plain(400, "Busy");
    by_header
        .headers
        .push(("X-Acs-Retry-After".to_owned(), "1500".to_owned()));
    for (answer, delay) in [
        (plain(429, "Busy"), None),
        (plain(400, "Throttling.User"), None),
        (plain(503, "Throttling"), None),
        (plain(200, "Throttling.Api"), None),
        (HttpResponse::new(429, "<html>"), None),
        (by_header, Some(Duration::from_millis(1500))),
    ] {
        let scripted = scripted();
        scripted.transport.respond(answer.clone());
        scripted.transport.answer(200, "{}");
        let success = wait(scripted.client.send(&CreateWithToken::new())).unwrap();
        assert_eq!(success.attempts, 2);
        let expected = delay.unwrap_or(Duration::from_millis(100));
        assert_eq!(scripted.timer.pauses(), [expected], "{answer:?}");

        scripted.transport.respond(answer);
        let error = wait(scripted.client.send(&CreateWithout::new())).unwrap_err();
        assert!(error.is_throttled(), "{error}");
        assert_eq!((error.retry_after(), error.attempts()), (delay, 1));
    }
    let scripted = scripted();
    for value in ["0", "", "-1", "1.5", "soon"] {
        let mut answer = plain(400, "Busy");
        answer
            .headers
            .push(("x-acs-retry-after".to_owned(), value.to_owned()));
        scripted.transport.respond(answer);
        let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
        assert!(!error.is_throttled(), "{value}");
    }
}

#[test]
fn line_07_a_create_is_tried_again_only_with_a_token_that_stays_the_same() {
    let scripted = scripted();
    for _ in 0..2 {
        scripted
            .transport
            .answer(503, r#"{"Code":"ServiceUnavailable"}"#);
    }
    scripted.transport.answer(200, "{}");
    let success = wait(scripted.client.send(&CreateWithToken::new())).unwrap();
    assert_eq!(success.attempts, 3);
    let sent = scripted.transport.requests();
    let each = |get: &dyn Fn(&acs_runtime::http::HttpRequest) -> String| {
        let mut values: Vec<String> = sent.iter().map(get).collect();
        values.sort();
        values.dedup();
        values.len()
    };
    assert_eq!(
        each(&|request| query(request, "ClientToken").unwrap().to_owned()),
        1
    );
    assert_eq!(
        each(&|request| request.header("x-acs-signature-nonce").unwrap().to_owned()),
        3
    );
    assert_eq!(
        each(&|request| request.header("authorization").unwrap().to_owned()),
        3
    );
    let retries: Vec<_> = sent
        .iter()
        .map(|request| request.header("x-acs-retry-attempts"))
        .collect();
    assert_eq!(retries, [None, Some("1"), Some("2")]);
    let token = query(&sent[0], "ClientToken").unwrap();
    assert!((1..=64).contains(&token.len()) && token.is_ascii());
    assert_eq!(
        scripted.timer.pauses(),
        [100, 200].map(Duration::from_millis)
    );

    scripted
        .transport
        .answer(503, r#"{"Code":"ServiceUnavailable"}"#);
    let error = wait(scripted.client.send(&CreateWithout::new())).unwrap_err();
    assert_eq!((error.attempts(), error.status()), (1, Some(503)));
    let sent = scripted.transport.requests();
    assert_eq!(query(sent.last().unwrap(), "ClientToken"), None);

    scripted.transport.answer(200, "{}");
    let mut own = CreateWithToken::new();
    own.token = Some("mine".to_owned());
    wait(scripted.client.send(&own)).unwrap();
    let sent = scripted.transport.requests();
    assert_eq!(query(sent.last().unwrap(), "ClientToken"), Some("mine"));
}

#[test]
fn line_10_booleans_are_lower_case_and_lists_are_numbered_from_one() {
    let scripted = scripted();
    scripted.transport.answer(200, "{}");
    let mut request = lamp();
    request.show = Some(true);
    request.tag = vec![
        Tag {
            key: "a".to_owned(),
            value: None,
        },
        Tag {
            key: "b".to_owned(),
            value: Some("c d".to_owned()),
        },
    ];
    wait(scripted.client.send(&request)).unwrap();
    let sent = scripted.transport.requests();
    assert_eq!(query(&sent[0], "Show"), Some("true"));
    assert_eq!(query(&sent[0], "Tag.1.Key"), Some("a"));
    assert_eq!(query(&sent[0], "Tag.2.Value"), Some("c d"));
    assert_eq!(query(&sent[0], "Tag.1.Value"), None);
    assert!(sent[0].target().contains("Tag.2.Value=c%20d"));
}

#[test]
fn each_line_of_the_table_has_a_test() {
    let tests = [include_str!("table.rs"), include_str!("loopback.rs")].concat();
    for line in 1..=10 {
        let named = format!("#[test]\nfn line_{line:02}_");
        assert_eq!(tests.matches(&named).count(), 1, "line {line}");
    }
    let described = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("../shared/design/wire-protocol.md"))
        .find(|file| file.is_file());
    let Some(described) = described else {
        println!("skipped: no ../shared");
        return;
    };
    let text = std::fs::read_to_string(described).unwrap();
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| official clients"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    assert_eq!(rows.count(), 10);
}
