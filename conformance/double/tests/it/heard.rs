//! A transcript of the real service raises the evidence of what it shows, and of nothing else.

use acs_double::{Double, StartError};
use acs_spec::Json;

use crate::kit;

/// A transcript of one request, the sound one with these changes, and of its answer.
fn transcript(host: &str, changes: &[(&str, Option<&str>)], answer: &str) -> String {
    let pairs = kit::with(changes);
    let sent: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("[\"{name}\", \"{value}\"]"))
        .collect();
    format!(
        r#"{{"format": "acs-transcript/1", "operation": "{}", "version": "{}", "host": "{host}", "entries": [
            {{"obligation": "o", "sent": [{}], "answer": {answer}}},
            {{"obligation": "o", "sent": [["RegionId", null]], "answer": {answer}}},
            {{"obligation": "o", "sent": [], "failure": "no connection"}}]}}"#,
        kit::ACTION,
        kit::VERSION,
        sent.join(", ")
    )
}

fn start(texts: &[String]) -> Result<Double, StartError> {
    let folder = tempfile::tempdir().unwrap();
    let files = texts.iter().enumerate().map(|(n, text)| {
        let path = folder.path().join(n.to_string());
        std::fs::write(&path, text).unwrap();
        path
    });
    let builder = Double::builder();
    files.fold(builder, acs_double::Builder::transcript).start()
}

/// Of a rule or an outcome: level, and what was heard.
fn evidence(
    double: &Double,
    list: &str,
    key: (&str, &str),
    level: &str,
) -> (String, Option<String>) {
    let report = kit::get(double.address(), "/_double/evidence").json();
    let Some(Json::Array(operations)) = report.get("operations") else {
        panic!("operations")
    };
    let Some(Json::Array(all)) = operations[0].get(list) else {
        panic!("{list}")
    };
    let one = all
        .iter()
        .find(|one| one.get(key.0).and_then(Json::as_str) == Some(key.1))
        .unwrap();
    let text = |name: &str| one.get(name).and_then(Json::as_str).map(str::to_owned);
    (text(level).unwrap(), text("heard"))
}

const HOST: &str = "r-kvstore.aliyuncs.com";

#[test]
fn what_was_heard_is_of_the_level_live() {
    let malformed = r#"{"status": 400, "code": "InvalidInstanceName.Malformed"}"#;
    let rule = ("rule", "InstanceName.length");
    let short = [("InstanceName", Some("x"))];
    let before = start(&[]).unwrap();
    let level = |double: &Double| evidence(double, "rules", rule, "level");
    let (documented, none) = level(&before);
    assert!(documented != "live" && none.is_none());
    let dry = r#"{"status": 400, "code": "DryRunOperation"}"#;
    let double = start(&[
        transcript(HOST, &short, malformed),
        transcript(HOST, &[("DryRun", Some("true"))], dry),
    ])
    .unwrap();
    let said = "400 InvalidInstanceName.Malformed".to_owned();
    assert_eq!(level(&double), ("live".to_owned(), Some(said)));
    let outcome = |double: &Double| {
        evidence(
            double,
            "outcomes",
            ("code", "DryRunOperation"),
            "levelOfStatus",
        )
    };
    assert_ne!(outcome(&before).0, "live");
    let said = "400 DryRunOperation".to_owned();
    assert_eq!(outcome(&double), ("live".to_owned(), Some(said)));
    // No other rule is raised.
    let other = evidence(
        &double,
        "rules",
        ("rule", "InstanceName.first_char"),
        "level",
    );
    assert!(other.0 != "live" && other.1.is_none(), "{other:?}");
    // What the service does otherwise is told, and raises nothing; nor does what breaks two rules.
    let otherwise = transcript(HOST, &short, r#"{"status": 404, "code": "Other"}"#);
    let both = transcript(
        HOST,
        &[("InstanceName", Some("1")), ("Period", None)],
        malformed,
    );
    assert_eq!(
        level(&start(&[otherwise]).unwrap()),
        (documented.clone(), Some("404 Other".to_owned()))
    );
    assert_eq!(level(&start(&[both]).unwrap()), (documented, None));
}

#[test]
fn what_is_no_transcript_of_the_service_is_refused() {
    let sound = transcript(HOST, &[], "{\"status\": 200, \"code\": \"\"}");
    for (text, want) in [
        (sound.replace(HOST, "127.0.0.1:8080"), "a stand-in"),
        (sound.replace("Tair", "Bear"), "is not served here"),
        (sound.replace("2015", "2016"), "is not served here"),
        (
            sound.replace("acs-transcript/1", "acs-transcript/9"),
            "no transcript",
        ),
        (sound.replace("\"failure\"", "\"nothing\""), "/entries/2"),
        (
            sound.replace("\"status\": 200", "\"status\": \"200\""),
            "/entries/0",
        ),
        ("{".to_owned(), "EOF"),
    ] {
        let fault = start(&[text]).unwrap_err().to_string();
        assert!(fault.contains(want), "{fault}");
    }
    assert!(start(&[sound]).is_ok());
    let none = Double::builder()
        .transcript("/no/such/file")
        .start()
        .unwrap_err();
    assert!(none.to_string().contains("/no/such/file"));
}
