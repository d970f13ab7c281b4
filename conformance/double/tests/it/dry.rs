//! Dry runs change nothing; what the documentation leaves open about them is tried both ways.

use acs_double::Double;

use crate::kit::{self, call, with};

fn dry(double: &Double, more: &[(&str, Option<&str>)]) -> (u16, String) {
    let mut changes = vec![("DryRun", Some("true"))];
    changes.extend(more);
    call(double.address(), with(&changes)).error()
}

fn passed() -> (u16, String) {
    (400, "DryRunOperation".to_owned())
}

#[test]
fn a_dry_run_checks_and_creates_nothing() {
    let double = Double::start().unwrap();
    for value in ["true", "True", "TRUE"] {
        assert_eq!(
            dry(&double, &[("DryRun", Some(value))]),
            passed(),
            "an official client sends `True`"
        );
    }
    assert_eq!(
        dry(&double, &[("InstanceName", Some("x"))]),
        (400, "InvalidInstanceName.Malformed".to_owned())
    );
    double
        .scenario(r#"{"error": {"code": "QuotaNotEnough"}}"#)
        .unwrap();
    assert_eq!(
        dry(&double, &[]),
        (400, "QuotaNotEnough".to_owned()),
        "it checks what only the service knows, too"
    );
    assert_eq!((double.created_count(), double.table_sizes().0), (0, 0));
}

#[test]
fn whether_a_dry_run_or_its_token_comes_first_is_a_switch() {
    let double = Double::start().unwrap();
    let token = [("ClientToken", Some("t"))];
    assert_eq!(call(double.address(), with(&token)).status, 200);
    // The token is another request's, and nobody looks.
    assert_eq!(dry(&double, &token), passed());
    double.switch("dry-run", "after-token").unwrap();
    assert_eq!(
        dry(&double, &token),
        (400, "IdempotentParameterMismatch".to_owned())
    );
    // Either way a dry run leaves no trace.
    assert_eq!(dry(&double, &[("ClientToken", Some("fresh"))]), passed());
    assert_eq!(
        call(double.address(), with(&[("ClientToken", Some("fresh"))])).status,
        200
    );
    assert_eq!(double.created_count(), 2);
}

#[test]
fn the_status_of_a_passed_dry_run_is_a_switch() {
    let double = Double::builder()
        .switch("status.DryRunOperation", "200")
        .start()
        .unwrap();
    assert_eq!(dry(&double, &[]), (200, "DryRunOperation".to_owned()));
    double.switch("status.DryRunOperation", "412").unwrap();
    assert_eq!(dry(&double, &[]).0, 412);
    double.switch("status.MissingParameter", "404").unwrap();
    assert_eq!(
        call(double.address(), with(&[("Period", None)])).error(),
        (404, "MissingParameter".to_owned())
    );
    double.switch("success-status", "202").unwrap();
    assert_eq!(call(double.address(), kit::sound()).status, 202);
}

#[test]
fn switches_are_turned_over_http_and_told() {
    let double = Double::start().unwrap();
    let answer = kit::post(
        double.address(),
        "/_double/switches",
        r#"{"dry-run": "after-token", "token-lifetime": 60}"#,
    );
    assert_eq!(answer.status, 200);
    let told = kit::get(double.address(), "/_double/switches").body;
    assert!(
        told.contains(r#""value": "after-token""#) && told.contains(r#""value": "60""#),
        "{told}"
    );
    let evidence = kit::get(double.address(), "/_double/evidence").body;
    assert!(
        evidence.contains(r#""switch": "dry-run""#)
            && evidence.contains(r#""level": "official vector""#)
    );
    assert!(
        !evidence.contains(r#""level": "live""#),
        "nothing was seen live yet"
    );
    for broken in [
        r#"{"sponge": "1"}"#,
        r#"{"dry-run": "never"}"#,
        r#"{"dry-run": []}"#,
        "[]",
        "{",
        "\u{fffd}",
    ] {
        assert_eq!(
            kit::post(double.address(), "/_double/switches", broken).status,
            400,
            "{broken}"
        );
    }
    assert!(
        Double::builder()
            .switch("sponge", "1")
            .start()
            .unwrap_err()
            .to_string()
            .contains("sponge")
    );
}
