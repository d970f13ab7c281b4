//! Requests as pairs. The first byte chooses the operation; each line that follows is a name, `=` and a value.

use std::sync::LazyLock;

use acs_conformance::compare::{of_verdict, of_violations, pairs};
use acs_judge::{Judge, Options, Request};
use acs_runtime::OperationEntry;
use acs_spec::load;

/// An operation with the interpreter that judges its requests, where it can.
struct Subject {
    entry: &'static OperationEntry,
    judge: Option<Judge>,
}

static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let folders = [
        format!("{root}/spec/r-kvstore/2015-01-01"),
        format!("{root}/codegen/core/tests/obstacle"),
    ];
    let read = |file: String| std::fs::read_to_string(file).ok();
    crate::operations()
        .map(|entry| {
            let judge = folders.iter().find_map(|folder| {
                let text = read(format!("{folder}/{}.json", entry.info.name))?;
                let operation = load::operation("operation", &text).ok()?;
                let service =
                    load::service("service", &read(format!("{folder}/service.json"))?).ok()?;
                Judge::new(&operation, Some(&service)).ok()
            });
            Subject { entry, judge }
        })
        .collect()
});

/// A request as pairs: the emitted decoder and validator say what the reference interpreter says, and what is written is
/// read as the same.
pub fn request(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let given: Vec<(String, String)> = text
        .split('\n')
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let subject = &SUBJECTS[usize::from(*first) % SUBJECTS.len()];
    let entry = subject.entry;
    let sent = pairs(&given);
    let violations = (entry.check)(&sent);
    for violation in violations.iter() {
        assert!(!violation.to_string().contains('\n'));
    }
    if let Some(judge) = &subject.judge {
        let given = given
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let verdict = of_verdict(&judge.judge(&Request::from_pairs(given), &Options::default()));
        assert_eq!(of_violations(&violations), verdict, "{}", entry.info.name);
    }
    if let Some(again) = (entry.reencode)(&sent) {
        assert_eq!(
            (entry.reencode)(&again).as_ref(),
            Some(&again),
            "{}",
            entry.info.name
        );
    }
}
