//! The command as it is called: what it prints, writes and answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;

use common::{json, run, strings, texts};

#[test]
fn help_is_a_help() {
    insta::assert_snapshot!("help", run(&["--help"]).out);
    for command in ["run", "replay", "report diff"] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let ran = run(&words);
        assert_eq!(ran.code, 0, "{command}");
        insta::assert_snapshot!(format!("help_{}", command.replace(' ', "_")), ran.out);
    }
    for words in [
        &["fly"][..],
        &["run", "--shard", "3/2"],
        &["run", "--seed", "x"],
        &["replay"],
    ] {
        assert_eq!(run(words).code, 2, "{words:?}");
    }
}

#[test]
fn a_sound_crate_meets_everything_and_the_same_seed_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let write = |name: &str, jobs: &str, seed: &str| {
        let (json, junit, html) = (
            file(&format!("{name}.json")),
            file(&format!("{name}.xml")),
            file(&format!("{name}.html")),
        );
        let ran = run(&[
            "run", "--cases", "1500", "--jobs", jobs, "--seed", seed, "--json", &json, "--junit",
            &junit, "--html", &html,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert!(ran.err.is_empty(), "{}", ran.err);
        let texts = [json, junit, html].map(|file| std::fs::read_to_string(file).unwrap());
        (ran.out, texts)
    };
    let (out, first) = write("first", "1", "0x20251127");
    let headline = out.lines().last().unwrap().to_owned();
    assert_eq!(
        headline,
        "1416 obligations, 1416 met, 0 gaps; 1727 cases, 0 disagreements"
    );
    assert_eq!(write("second", "3", "539300135"), (out, first.clone()));
    let (_, other) = write("other", "2", "7");
    let digest = |text: &str| json(text)["operations"][0]["random"]["digest"].clone();
    assert_ne!(digest(&first[0]), digest(&other[0]));

    let report = json(&first[0]);
    assert_eq!(report["format"], "acs-conformance-report/1");
    assert_eq!(
        (report["passed"].clone(), report["headline"].as_str()),
        (true.into(), Some(headline.as_str()))
    );
    assert_eq!(report["timings"], serde_json::Value::Null);
    let random = &report["operations"][0]["random"];
    for sort in ["valid", "oneFault", "severalFaults", "hostile"] {
        assert!(random[sort].as_u64().unwrap() > 300, "{random}");
    }
    let pairs = &report["operations"][0]["pairs"];
    assert_eq!(pairs["oneFault"], 180, "{pairs}");
    common::well_formed(&first[1]);
    assert!(
        first[1].contains("tests=\"1547\" failures=\"0\" errors=\"0\" skipped=\"130\""),
        "{}",
        &first[1][..300]
    );
    // One file, and nothing in it comes from elsewhere.
    let html = &first[2];
    for word in [
        " src=",
        "<link",
        "@import",
        "url(",
        "http-equiv=\"refresh\"",
    ] {
        assert!(!html.contains(word), "{word}");
    }
    assert_eq!(html.matches("class=\"row head\"").count(), 1);
    assert!(html.contains("1,416") && !html.contains("class=\"failures\""));
}

#[test]
fn parts_are_disjoint_and_complete() {
    let folder = tempfile::tempdir().unwrap();
    let ids = |shard: &str| {
        let file = folder
            .path()
            .join("part.json")
            .to_string_lossy()
            .into_owned();
        let ran = run(&[
            "run", "--cases", "200", "--around", "0", "--shard", shard, "--json", &file,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        let report = json(&std::fs::read_to_string(file).unwrap());
        let operation = report["operations"][0].clone();
        let ids = operation["obligations"].as_array().unwrap().iter();
        let ids: Vec<String> = ids
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect();
        let (mut cases, mut digest) = (0, 0_u64);
        for of in [&operation["pairs"], &operation["random"]] {
            for sort in ["valid", "oneFault", "severalFaults", "hostile", "unmade"] {
                cases += of[sort].as_u64().unwrap();
            }
            let own = u64::from_str_radix(&of["digest"].as_str().unwrap()[2..], 16).unwrap();
            digest = digest.wrapping_add(own);
        }
        (ids, cases, digest)
    };
    let whole = ids("1/1");
    let parts = [ids("1/3"), ids("2/3"), ids("3/3")];
    assert!(
        parts
            .iter()
            .all(|(ids, cases, _)| ids.len() > 300 && *cases > 40)
    );
    let mut all: Vec<&String> = parts.iter().flat_map(|(ids, _, _)| ids).collect();
    let distinct: BTreeSet<&String> = all.iter().copied().collect();
    assert_eq!(distinct.len(), all.len());
    all.sort();
    let mut sorted: Vec<&String> = whole.0.iter().collect();
    sorted.sort();
    assert_eq!(all, sorted);
    assert_eq!(
        parts.iter().map(|(_, cases, _)| cases).sum::<u64>(),
        whole.1
    );
    let digest = parts
        .iter()
        .fold(0_u64, |sum, (_, _, digest)| sum.wrapping_add(*digest));
    assert_eq!(digest, whole.2);
}

#[test]
fn what_cannot_be_tried_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().to_string_lossy().into_owned();
    for (words, says) in [
        (
            &["run", "--operation", "CreateTairKVCacheVNod"][..],
            "did you mean `CreateTairKVCacheVNode`?",
        ),
        (
            &["run", "--case", "Nothing.of.that.name"],
            "no case `Nothing.of.that.name`",
        ),
        (&["run", "--specs", "no/such/folder"], "no/such/folder"),
        (
            &["run", "--specs", &empty],
            "no spec of the operation `CreateTairKVCacheVNode`",
        ),
        (
            &["run", "--cases", "1", "--json", "no/such/folder/x.json"],
            "no/such/folder/x.json",
        ),
        (&["replay", "no-such-file.json"], "at no-such-file.json"),
        (&["replay", "Cargo.toml"], "no JSON"),
    ] {
        let ran = run(words);
        assert_eq!(ran.code, 2, "{words:?}: {}", ran.out);
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
    // A file that cannot be written leaves nothing half-written.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn one_case_alone() {
    let ran = run(&["run", "--case", "InstanceName.length.max+1"]);
    assert_eq!(ran.code, 0);
    let headline = "1 obligations, 1 met, 0 gaps; 0 cases, 0 disagreements";
    assert_eq!(ran.out.lines().last(), Some(headline));
    let ran = run(&["run", "--case", "random/0x0000000000000007"]);
    assert!(
        ran.out.contains("0 obligations, 0 met, 0 gaps; 1 cases"),
        "{}",
        ran.out
    );
    // A row of the covering array, which no seed changes; asked for by name it is tried even where the others are not.
    for arguments in [&["--seed", "7"], &["--no-pairs", "--progress"]] {
        let ran = run(&[&["run", "--case", "pairs/226"], arguments.as_slice()].concat());
        assert!(ran.out.contains("1 of a covering array"), "{}", ran.out);
        assert!(
            ran.out.contains("0 obligations, 0 met, 0 gaps; 1 cases"),
            "{}",
            ran.out
        );
    }
    let ran = run(&["run", "--case", "pairs/100000"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = run(&["run", "--no-pairs", "--cases", "10"]);
    assert!(ran.out.contains("; 10 cases, 0 disagreements"));
}

#[test]
fn reports_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (sound, wrong) = (path("sound.json"), path("wrong.json"));
    assert_eq!(run(&["run", "--cases", "300", "--json", &sound]).code, 0);
    assert_eq!(
        common::wrong(&["run", "--cases", "300", "--json", &wrong]).code,
        1
    );
    // A report of a spec that has one obligation less, and one other.
    let less = path("less.json");
    let text = std::fs::read_to_string(&sound).unwrap();
    std::fs::write(
        &less,
        text.replace(
            "\"InstanceName.length.max+1\"",
            "\"InstanceName.length.new\"",
        ),
    )
    .unwrap();
    for (before, after, code, says) in [
        (&sound, &sound, 0, &["no obligation differs"][..]),
        (
            &sound,
            &wrong,
            20,
            &[
                "newly failing: ",
                "InstanceName.length.min-1: met → failed",
                "cases on Period.int_set: failed",
            ],
        ),
        (
            &wrong,
            &sound,
            10,
            &[
                "mended: ",
                "InstanceName.length.min-1: failed → met",
                "cases on Period.int_set: was failed",
            ],
        ),
        (
            &sound,
            &less,
            10,
            &[
                "removed: 1",
                "InstanceName.length.max+1: was met",
                "added: 1",
                "InstanceName.length.new: met",
            ],
        ),
    ] {
        let ran = run(&["report", "diff", before, after]);
        assert_eq!(ran.code, code, "{}", ran.out);
        for word in says {
            assert!(ran.out.contains(word), "{word}: {}", ran.out);
        }
    }
    let ran = run(&["report", "diff", &sound, &wrong, "--format", "json"]);
    let diff = json(&ran.out);
    assert_eq!(
        (diff["format"].as_str(), diff["worse"].clone()),
        (Some("acs-conformance-diff/1"), true.into())
    );
    assert!(
        strings(&diff["newlyFailing"], "id").contains(&"Tag.items.max".to_owned()),
        "{diff}"
    );
    let ran = run(&["report", "diff", &sound, &less, "--format", "markdown"]);
    insta::assert_snapshot!("diff_markdown", ran.out);
    let part = path("part.json");
    assert_eq!(
        run(&["run", "--cases", "3", "--shard", "1/9", "--json", &part]).code,
        0
    );
    let ran = run(&["report", "diff", &sound, &part]);
    assert!(ran.code == 1 && ran.err.contains("part 1/9"), "{}", ran.err);
    let ran = run(&["report", "diff", &sound, "Cargo.toml"]);
    assert!(
        ran.code == 1 && ran.err.contains("Cargo.toml: no JSON"),
        "{}",
        ran.err
    );
}

/// Every failure comes with commands that show it again, and requests that differ from a valid one as little as can be.
#[test]
fn failures_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (report, failures, junit, html) = (
        path("wrong.json"),
        path("failures"),
        path("wrong.xml"),
        path("wrong.html"),
    );
    let ran = common::wrong(&[
        "run",
        "--cases",
        "1000",
        "--json",
        &report,
        "--failures",
        &failures,
        "--junit",
        &junit,
        "--html",
        &html,
        "--show",
        "1",
    ]);
    assert_eq!(ran.code, 1);
    let report = json(&std::fs::read_to_string(report).unwrap());
    let all = report["failures"].as_array().unwrap();
    assert!(all.len() > 20, "{}", all.len());
    let mut found = 0;
    for failure in all {
        let differs = failure["differs"].as_object().unwrap();
        let parameters: BTreeSet<&str> = differs
            .keys()
            .map(|name| name.split('.').next().unwrap())
            .collect();
        let most = if failure["rule"] == "Period.required_if" {
            2
        } else {
            1
        };
        assert!(parameters.len() <= most, "{failure}");
        assert!(
            failure["file"] == "spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json"
                && failure["pointer"].as_str().unwrap().starts_with('/'),
            "{failure}"
        );
        let again = texts(&failure["again"]);
        assert_eq!(again.len(), 3);
        let test = common::words(&again[2]);
        let name = format!(
            "CreateTairKVCacheVNode::{}",
            failure["case"].as_str().unwrap()
        );
        assert_eq!(test.last(), Some(&name));
        let case = failure["case"].as_str().unwrap();
        found += usize::from(case.starts_with("pairs/") || case.starts_with("random/"));
    }
    assert!(found > 0);
    // No seed changes a row of the covering array, so none is in its command, and none makes it a least request.
    let cases = all.iter().map(|failure| failure["case"].as_str().unwrap());
    let row = cases
        .into_iter()
        .find(|case| case.starts_with("pairs/"))
        .unwrap();
    for seed in ["0", "7"] {
        let ran = common::wrong(&["run", "--seed", seed, "--case", row]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        let again = format!("--case {row}\n");
        assert!(ran.out.contains(&again), "{}", ran.out);
        assert!(!ran.out.contains("least request"), "{}", ran.out);
    }
    // All files at once: each still fails, and with the sound crate each passes.
    let files: Vec<String> = all
        .iter()
        .map(|failure| common::words(&texts(&failure["again"])[0])[1].clone())
        .collect();
    let mut replay = vec!["replay"];
    replay.extend(files.iter().map(String::as_str));
    let ran = common::wrong(&replay);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out.matches(": fails\n").count(),
        all.len(),
        "{}",
        ran.out
    );
    let ran = run(&replay);
    assert_eq!(
        (ran.code, ran.out.matches(": passes\n").count()),
        (0, all.len()),
        "{}",
        ran.out
    );
    // The other command, for one of each kind.
    let mut rules = BTreeSet::new();
    for failure in all
        .iter()
        .filter(|failure| rules.insert(failure["rule"].as_str().unwrap()))
    {
        let words = common::words(&texts(&failure["again"])[1]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = common::wrong(&words);
        assert!(
            ran.code == 1 && ran.out.contains(failure["case"].as_str().unwrap()),
            "{words:?}: {}",
            ran.out
        );
        assert_eq!(run(&words).code, 0, "{words:?}");
    }
    assert!(rules.len() >= 4, "{rules:?}");
    common::well_formed(&std::fs::read_to_string(junit).unwrap());
    let html = std::fs::read_to_string(html).unwrap();
    assert_eq!(html.matches("class=\"failure\"").count(), all.len());
}
