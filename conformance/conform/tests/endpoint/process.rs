//! The command: `run --endpoint` and `live`, with a double on this machine as the server and as the service.

use std::path::Path;
use std::process::{Command, Output};

use acs_double::{DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, Double};

const SPECS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../spec/r-kvstore/2015-01-01"
);

fn conform(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_acs-conform"));
    for name in ["ACS_CONFORM_CREDENTIALS", "ACS_CONFORM_LIVE"] {
        command.env_remove(name);
    }
    // Credentials come from the variables here or from nowhere.
    command
        .env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .env("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")
        .env("HOME", "/nonexistent")
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_server_is_tried_by_the_command() {
    let double = Double::builder()
        .credentials("id", "hush-secret")
        .start()
        .unwrap();
    let url = double.url();
    let run = [
        "run",
        "--specs",
        SPECS,
        "--endpoint",
        &url,
        "--shard",
        "1/20",
        "--cases",
        "200",
    ];
    let key = ("ACS_CONFORM_CREDENTIALS", "id:hush-secret");
    let (code, out, err) = said(&conform(&run, &[key]));
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("met, 0 gaps") && out.contains(&url), "{out}");
    // A double that is wrong is found out, and the command to see it again names the server and no key.
    double
        .switch("status.InvalidInstanceName.Malformed", "418")
        .unwrap();
    let only = [
        "--case",
        "InstanceName.length.max+1",
        "--credentials",
        "id:hush-secret",
    ];
    let (code, out, err) = said(&conform(&[&run[..5], &only].concat(), &[]));
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("418 InvalidInstanceName.Malformed"), "{out}");
    assert!(
        out.contains(&format!("--endpoint {url}")) && !out.contains("hush"),
        "{out}"
    );
}

#[test]
fn what_stands_in_the_way_is_short() {
    let double = Double::start().unwrap();
    let url = double.url();
    for (arguments, want) in [
        (
            vec!["--endpoint", &url, "--credentials", "id:hush"],
            "InvalidAccessKeyId.NotFound",
        ),
        (
            vec!["--endpoint", &url, "--credentials", "hush"],
            "id:secret",
        ),
        (vec!["--endpoint", "http://127.0.0.1:1"], "no connection"),
        (vec!["--endpoint", "http://203.0.113.7"], "plain HTTP"),
        (vec!["--endpoint", "https://203.0.113.7"], "no credentials"),
        (
            vec![
                "--endpoint",
                "r-kvstore.aliyuncs.com",
                "--credentials",
                "a:b",
            ],
            "acs-conform live",
        ),
        (vec!["--dry-run"], "--endpoint"),
    ] {
        let all = [&["run", "--specs", SPECS][..], &arguments].concat();
        let (code, out, err) = said(&conform(&all, &[]));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains(want) && !err.contains("hush"), "{err}");
        assert!(err.lines().count() < 10, "{err}");
    }
}

#[test]
fn the_service_is_asked_when_both_say_so_and_for_dry_runs_alone() {
    let double = Double::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("answers.json");
    let (url, file) = (double.url(), record.to_str().unwrap());
    let key = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", DEFAULT_ACCESS_KEY_ID),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", DEFAULT_ACCESS_KEY_SECRET),
    ];
    let variable = ("ACS_CONFORM_LIVE", "dry-runs-only");
    let live = [
        "live",
        "--specs",
        SPECS,
        "--endpoint",
        &url,
        "--record",
        file,
        "--pause",
        "0",
        "--most",
        "25",
    ];
    let flagged = [&live[..], &["--ask-the-service"]].concat();
    let with = [key[0], key[1], variable];
    for (arguments, variables) in [(&live[..], &with[..]), (&flagged, &key[..])] {
        let (code, _, err) = said(&conform(arguments, variables));
        assert_eq!(code, Some(2));
        assert!(err.contains("the service is not asked"), "{err}");
    }
    assert_eq!(double.request_count(), 0);
    let (code, _, err) = said(&conform(&flagged, &[variable]));
    assert_eq!(code, Some(2));
    assert!(err.contains("no credentials were found"), "no key: {err}");
    let (code, out, err) = said(&conform(&flagged, &with));
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(
        out.contains("25 requests, 25 answered as the spec says"),
        "{out}"
    );
    assert_eq!((double.request_count(), double.created_count()), (25, 0));
    let dry = |request: &acs_double::Received| {
        let pair = ("DryRun".to_owned(), "true".to_owned());
        request.parameters.contains(&pair)
    };
    assert!(double.requests().iter().all(dry));
    let text = std::fs::read_to_string(&record).unwrap();
    for secret in [DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET] {
        assert!(!text.contains(secret), "{text}");
    }
    // A record is not overwritten, and is compared without a server, a key, a flag or a variable.
    let (code, _, err) = said(&conform(&flagged, &with));
    assert!(code == Some(2) && err.contains("there already"), "{err}");
    drop(double);
    let (code, again, err) = said(&conform(&["live", "--specs", SPECS, "--replay", file], &[]));
    assert_eq!((code, again), (Some(0), out), "{err}");
    let none = Path::new(file).with_extension("none");
    let (code, _, err) = said(&conform(&["live", "--replay", none.to_str().unwrap()], &[]));
    assert!(code == Some(2) && err.contains("answers.none"), "{err}");
}
