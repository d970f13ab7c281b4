//! `acsgen sync` where something has changed or goes wrong: HTML pages, corrections that no longer apply, what operations
//! share, and a run that is killed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod common;

use std::fs;
use std::process::{Command, Stdio};

use common::checkout::{Checkout, newer};
use common::{root, run};
use serde_json::Value;

/// The flattened page's parameters as a table of HTML.
fn in_html(page: &str) -> String {
    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    }
    let import = |operation: &Value| -> String {
        let mut rows = String::new();
        for parameter in operation["parameters"].as_array().unwrap() {
            row(
                parameter,
                &parameter["schema"],
                &parameter["required"],
                &mut rows,
            );
        }
        rows
    };
    fn row(named: &Value, schema: &Value, required: &Value, out: &mut String) {
        let kind = match schema["type"].as_str().unwrap() {
            "int32" => "integer",
            "array" => "array<object>",
            other => other,
        };
        let prose = schema["prose"]["description"].as_str().unwrap_or_default();
        let mut blocks = String::new();
        for block in prose.split("\n\n") {
            if block.starts_with("- ") {
                let items: String = block
                    .split('\n')
                    .map(|item| format!("<li>{}</li>", escaped(item.trim_start_matches("- "))))
                    .collect();
                blocks.push_str(&format!("<ul>{items}</ul>"));
            } else if let Some(note) = block.strip_prefix('>') {
                blocks.push_str(&format!(
                    "<div class=\"note\"><strong>Note</strong><p>{}</p></div>",
                    escaped(note.trim())
                ));
            } else {
                blocks.push_str(&format!("<p>{}</p>", escaped(block)));
            }
        }
        out.push_str(&format!(
            "<tr><td>{}</td><td>{kind}</td><td>{}</td><td>{blocks}</td><td>{}</td></tr>\n",
            named["name"].as_str().unwrap_or_default(),
            if *required == true { "Yes" } else { "No" },
            escaped(schema["example"].as_str().unwrap_or_default()),
        ));
        if schema["type"] == "array" {
            row(&Value::Null, &schema["items"], &Value::Bool(false), out);
        }
        for field in schema["fields"].as_array().into_iter().flatten() {
            row(field, &field["schema"], &field["required"], out);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.txt");
    fs::write(&file, page).unwrap();
    let ran = run(&["import", file.to_str().unwrap()]);
    let operation: Value = serde_json::from_str(&ran.out).unwrap();
    let answers = &operation["responses"][0]["schema"]["fields"];
    let mut response = "<tr><td></td><td>object</td><td></td><td></td></tr>".to_owned();
    for field in answers.as_array().unwrap() {
        response.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            field["name"].as_str().unwrap(),
            match field["schema"]["type"].as_str().unwrap() {
                "int64" => "long",
                other => other,
            },
            field["schema"]["prose"]["description"]
                .as_str()
                .unwrap_or_default(),
            field["schema"]["example"].as_str().unwrap_or_default(),
        ));
    }
    let mut errors = String::new();
    for error in operation["errors"].as_array().unwrap() {
        errors.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>-</td></tr>\n",
            error["status"],
            error["code"].as_str().unwrap(),
            escaped(error["message"].as_str().unwrap_or_default()),
        ));
    }
    format!(
        "<!DOCTYPE html><html><body><h1>Tair:CreateTairKVCacheVNode</h1><p>Last Updated: Nov 27, 2025</p><p>Summary.</p>\n\
         <h2>Request parameters</h2><table><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th><th>Example</th></tr>\n{}</table>\n\
         <h2>Response parameters</h2><table><tr><th>Name</th><th>Type</th><th>Description</th><th>Example</th></tr>\n{response}</table>\n\
         <h2>Error codes</h2><table><tr><th>HTTP status code</th><th>Error code</th><th>Error message</th><th>Description</th></tr>\n{errors}</table>\n\
         <p>For a list of error codes, visit the list.</p></body></html>\n",
        import(&operation)
    )
}

#[test]
fn programs_can_read_what_is_said() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let page = fs::read_to_string(checkout.path("page.txt")).unwrap();
    let edited = page.replace("80 characters", "90 characters");
    assert_ne!(page, edited);
    checkout.write("edited.txt", &edited);
    for dry_run in [true, false] {
        let args = ["sync", "edited.txt", "--format", "json", "--dry-run"];
        let ran = checkout.run(if dry_run { &args } else { &args[..4] });
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let lines: Vec<Value> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let key = if dry_run { "would write" } else { "wrote" };
        assert!(
            lines.iter().any(|line| line[key].is_string()),
            "{}",
            ran.out
        );
        assert_eq!(
            lines.last().unwrap()["changes"].as_array().unwrap().len(),
            1
        );
    }
    let ran = checkout.run(&["sync", "edited.txt", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn an_html_page_is_recognised_by_every_command() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let flat = fs::read_to_string(checkout.path("page.txt")).unwrap();
    checkout.write("page.html", &in_html(&flat));
    let ran = checkout.run(&["import", "page.html", "--no-prose"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let flat: Value =
        serde_json::from_str(&checkout.run(&["import", "page.txt", "--no-prose"]).out).unwrap();
    let html: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(html["sources"][0]["layout"], "H");
    for part in ["parameters", "rules"] {
        assert_eq!(html[part], flat[part], "{part}");
    }
    // The document's own words for summary and messages differ in nothing that a caller sees.
    let ran = checkout.run(&["drift", "page.html"]);
    assert!(
        matches!(ran.code, Some(0 | 10)),
        "{:?} {} {}",
        ran.code,
        ran.out,
        ran.err
    );
    let ran = checkout.run(&["sync", "page.html", "--dry-run"]);
    assert!(ran.code.is_some_and(|code| code < 2), "{}", ran.err);
    // From standard input, too, where no name tells anything.
    let bytes = fs::read(checkout.path("page.html")).unwrap();
    let ran = common::run_in(&root(), &["import", "-", "--no-prose"], &bytes);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("\"CreateTairKVCacheVNode\""));
    // Not every document with a table is a page.
    checkout.write("other.html", "<html><table><tr><td>x</table>");
    let ran = checkout.run(&["import", "other.html"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0201"),
        "{}",
        ran.err
    );
}

#[test]
fn stale_corrections_are_dropped_when_asked() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    checkout.edit("page.txt", newer, "newer.txt");
    let before = checkout.files();
    let ran = checkout.run(&["sync", "newer.txt"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("`--drop-stale` drops all such"),
        "{}",
        ran.err
    );
    assert_eq!(checkout.files(), before);
    let ran = checkout.run(&["sync", "newer.txt", "--drop-stale"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("warning[ACS0115]")
            && ran.err.contains("/errors/400:PayIllegalAgreement/summary"),
        "{}",
        ran.err
    );
    let spec =
        fs::read_to_string(checkout.path("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json"))
            .unwrap();
    assert!(!spec.contains("PayIllegalAgreement") && spec.contains("corrections"));
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
    assert_eq!(checkout.run(&["drift", "newer.txt"]).code, Some(0));
}

#[test]
fn what_operations_share_is_taken_where_the_file_says_so() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let docs = root().join("../shared/api-docs/r-kvstore.2015-01-01.2025-12.json");
    let docs = docs.to_str().unwrap();
    let service_file = "spec/r-kvstore/2015-01-01/service.json";
    let before = fs::read_to_string(checkout.path(service_file)).unwrap();
    let ran = checkout.run(&["sync", docs, "page.txt", "--drop-stale"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // What a person has put there from elsewhere stays, and that is said.
    assert!(ran.err.contains("are not taken"), "{}", ran.err);
    assert_eq!(
        fs::read_to_string(checkout.path(service_file)).unwrap(),
        before
    );
    checkout.edit(
        service_file,
        |text| text.replace("\"kind\": \"observation\"", "\"kind\": \"api-docs\""),
        service_file,
    );
    let ran = checkout.run(&["sync", docs]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.contains(&format!("wrote {service_file}")) && ran.out.contains("endpoint"),
        "{}",
        ran.out
    );
    let service = fs::read_to_string(checkout.path(service_file)).unwrap();
    assert!(service.contains("\"rus-west-1\"") && !service.contains("\"na-south-1\""));
    assert!(service.contains("common_errors"));
    let client = checkout.path("generated/r-kvstore/src");
    assert!(client.is_dir());
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
    assert_eq!(checkout.run(&["drift", docs]).code, Some(0));
    let files = checkout.files();
    assert_eq!(checkout.run(&["sync", docs]).code, Some(0));
    assert_eq!(checkout.files(), files);
}

/// Killed at any time, a run leaves whole files only, and the next one ends where an undisturbed one does.
#[test]
fn a_run_that_is_killed_is_finished_by_the_next() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let old = checkout.files();
    checkout.edit("page.txt", newer, "newer.txt");
    let sync = || {
        Command::new(env!("CARGO_BIN_EXE_acsgen"))
            .args(["sync", "newer.txt", "--drop-stale"])
            .current_dir(checkout.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let restore = || {
        for (path, _) in checkout.files() {
            fs::remove_file(path).unwrap();
        }
        for (path, text) in &old {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    };
    assert!(sync().wait().unwrap().success());
    let new = checkout.files();
    assert_ne!(old, new);
    let spec = "spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json";
    let crate_file =
        |name: &str| format!("generated/r-kvstore/src/create_tair_kvcache_vnode/{name}");
    let has = |file: &str, text: &str| {
        fs::read_to_string(checkout.path(file)).is_ok_and(|found| found.contains(text))
    };
    let (request, error) = (crate_file("request.rs"), crate_file("error.rs"));
    // How far it has come when it is killed.
    let moments: [&dyn Fn() -> bool; 5] = [
        &|| true,
        &|| checkout.path(&format!("{spec}.new")).exists(),
        &|| !has(&error, "PayIllegalAgreement"),
        &|| has(&request, "with_node_label"),
        &|| has(spec, "NodeLabel"),
    ];
    let (mut killed, mut between) = (0, 0);
    for moment in moments {
        restore();
        let mut child = sync();
        while !moment() && child.try_wait().unwrap().is_none() {}
        let _ = child.kill();
        killed += u32::from(!child.wait().unwrap().success());
        let now = checkout.files();
        for (path, text) in &now {
            let known = [old.get(path), new.get(path)];
            let beside = path.to_string_lossy().contains(".new")
                || path.to_string_lossy().contains(".acsgen");
            assert!(
                beside || known.contains(&Some(text)),
                "half written: {}",
                path.display()
            );
        }
        between += u32::from(now != old && now != new);
        assert!(sync().wait().unwrap().success());
        let ended = checkout.files();
        for (path, text) in &new {
            assert_eq!(ended.get(path), Some(text), "{}", path.display());
        }
        assert_eq!(ended.len(), new.len(), "{:?}", ended.keys());
    }
    println!("{killed} killed, {between} of them in between");
    assert!(killed > 0);
}
