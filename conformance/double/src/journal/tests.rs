//! The log by itself: torn, shortened, had by one alone.

use super::*;
use crate::text::{number, object};

fn entry(n: u64) -> Json {
    object([(
        "created",
        object([("number", number(n)), ("text", Json::text("ä\n"))]),
    )])
}

fn open(path: &Path, most: usize) -> Result<(Journal, Vec<Json>), String> {
    let mut entries = Vec::new();
    let journal = Journal::open(path, most, |entry| {
        entries.push(entry.clone());
        Ok(())
    })?;
    Ok((journal, entries))
}

fn append(journal: &Journal, entry: &Json) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    assert!(runtime.block_on(journal.append(entry)));
}

#[test]
fn a_torn_line_is_cut_off_wherever_it_is_torn() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let whole = format!("{}\n{}\n", compact(&entry(1)), compact(&entry(2)));
    let first = compact(&entry(1)).len() + 1;
    for cut in 0..=whole.len() {
        std::fs::write(&path, &whole.as_bytes()[..cut]).unwrap();
        let (journal, entries) = open(&path, 10).unwrap();
        let want = usize::from(cut >= first) + usize::from(cut == whole.len());
        assert_eq!(entries.len(), want, "cut at {cut}");
        append(&journal, &entry(3));
        drop(journal);
        let (_, entries) = open(&path, 10).unwrap();
        assert_eq!((entries.len(), entries.last()), (want + 1, Some(&entry(3))));
    }
}

#[test]
fn another_kind_of_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    for (text, want) in [
        ("dear diary\n{}\n", "line 1 is no JSON"),
        ("{\"opened\":1}\n{\"dear\":\"diary\"}\n", "line 2"),
        ("{\"created\":{}}\n", "a number is missing"),
    ] {
        std::fs::write(&path, text).unwrap();
        let fault = open(&path, 10).unwrap_err();
        assert!(fault.contains(want), "{fault}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    assert!(open(folder.path(), 10).unwrap_err().contains("folder"));
}

#[test]
fn one_has_it_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let (journal, _) = open(&path, 10).unwrap();
    let fault = open(&path, 10).unwrap_err();
    assert!(fault.contains("another double has it"), "{fault}");
    append(&journal, &entry(1));
    drop(journal);
    assert_eq!(open(&path, 10).unwrap().1, [entry(1)]);
}

#[test]
fn what_is_forgotten_does_not_stay_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    let (journal, _) = open(&path, 10).unwrap();
    let mut longest = 0;
    for n in 1..=1_000 {
        append(&journal, &entry(n));
        longest = longest.max(std::fs::metadata(&path).unwrap().len());
    }
    let line = compact(&entry(1_000)).len() as u64 + 1;
    // Twice the tolerated lines, the remembered ones, and the line at the head.
    assert!(longest < 90 * line, "{longest} bytes, a line has {line}");
    drop(journal);
    let (journal, entries) = open(&path, 10).unwrap();
    let (head, rest) = entries.split_first().unwrap();
    let head = head.get("shortened").unwrap();
    let gone = 1_000 - rest.len();
    assert_eq!(head.get("gone"), Some(&number(gone)), "{head:?}");
    let latest: Vec<Json> = (gone as u64 + 1..=1_000).map(entry).collect();
    assert_eq!(rest, latest);
    // What was created before a reset is gone without a trace, but for the numbers.
    append(&journal, &object([("reset", Json::Bool(true))]));
    for n in 0..100 {
        append(&journal, &object([("opened", number(n))]));
    }
    append(&journal, &entry(1_001));
    drop(journal);
    let (_, entries) = open(&path, 10).unwrap();
    let counts = object([
        ("opened", number(100 - (entries.len() - 2))),
        ("gone", number(0)),
        ("number", number(1_000)),
    ]);
    assert_eq!(entries.first(), Some(&object([("shortened", counts)])));
    assert_eq!(entries.last(), Some(&entry(1_001)));
    assert!(entries.len() < 90, "{}", entries.len());
}

#[test]
fn a_half_written_successor_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state");
    std::fs::write(&path, format!("{}\n", compact(&entry(1)))).unwrap();
    std::fs::write(folder.path().join("state.new"), "{\"shortened\":{\"op").unwrap();
    assert_eq!(open(&path, 10).unwrap().1, [entry(1)]);
}
