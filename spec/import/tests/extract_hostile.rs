//! The extractor on text that nobody would write: no panic, no hang, and what was not read is said.

use std::time::Instant;

use acs_import::extract::{Block, MAX_TEXT, extract, extract_description, extract_line};
use proptest::prelude::*;

/// Pieces that the rules look for, so that random texts reach deep into them.
const PIECES: &[&str] = &[
    "Valid values:",
    "valid values",
    "Default value:",
    "The value must be",
    "greater than",
    "1 to 9",
    "12",
    "-5",
    "1,000",
    "and",
    "or",
    ",",
    ".",
    ":",
    "\n",
    "\n* ",
    "\n- ",
    "\n    - ",
    "\n> ",
    "**",
    "`",
    "*",
    "(",
    ")",
    "(default)",
    "[1,9]",
    "(0,9]",
    "must start with",
    "a letter",
    "letters, digits, and hyphens (-)",
    "cannot start with",
    "http://",
    "cannot contain",
    "spaces",
    "characters in length",
    "up to",
    "at most",
    "Separate multiple IDs with commas",
    "This parameter is required",
    "if",
    "the Fuel parameter",
    "is set to",
    "oil",
    "**true**",
    "yyyy-MM-dd",
    "HH:mm",
    "format",
    "UNIX timestamp",
    "milliseconds",
    "Set the value to",
    "[link](~~1~~)",
    "<br>",
    "\\_",
    "é",
    "中文",
    "：",
    "（",
    "%",
    "\"",
    "'",
    "/",
    "|",
    "@",
    "special characters",
    "the following",
    "call the",
    "operation",
    "99999999999999999999",
    "\u{0}",
    "\u{202e}",
    "N",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.join(" "))
}

fn types() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "String",
            "integer",
            "Boolean",
            "RepeatList",
            "array<object>",
            "Struct",
            "Float",
            "?",
        ][..],
    )
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(kind in types(), text in ".{0,400}") {
        let _ = extract_description(kind, &text);
    }

    #[test]
    fn texts_of_known_pieces_are_read_without_a_panic_and_findings_point_into_them(kind in types(), text in texts()) {
        let blocks = acs_import::extract::markdown::blocks(&text);
        let found = extract(kind, &blocks);
        for source in found.findings.iter().map(|f| f.source).chain(found.unread.iter().map(|u| u.source)) {
            let rich = blocks.get(source.block).and_then(|b| b.rich(source.item)).expect("a block");
            prop_assert!(source.start < source.end);
            prop_assert!(rich.text().get(source.start..source.end).is_some());
        }
    }

    #[test]
    fn plain_blocks_are_read_without_a_panic(kind in types(), first in texts(), items in prop::collection::vec(texts(), 0..4), note in texts()) {
        let _ = extract(kind, &[Block::paragraph(&first), Block::list(&items), Block::note(&note)]);
    }

    #[test]
    fn any_line_gives_an_answer_or_an_error(line in ".{0,200}") {
        let _ = extract_line(&line);
    }

    #[test]
    fn the_same_text_gives_the_same_answer(kind in types(), text in texts()) {
        prop_assert_eq!(extract_description(kind, &text), extract_description(kind, &text));
    }
}

/// Ten megabytes of each of these; a quadratic step anywhere would take minutes.
#[test]
fn ten_megabytes_are_done_with_quickly() {
    let started = Instant::now();
    for piece in [
        "a ",
        "* a\n",
        "](",
        "[a](",
        "<",
        "**a ",
        "Values: 0: a. ",
        "Default value: 1. ",
        "- x: y\n",
        "It a. ",
        "中",
    ] {
        let text = piece.repeat(10 * 1024 * 1024 / piece.len());
        let found = extract_description("String", &text);
        assert!(
            found
                .unread
                .iter()
                .any(|u| u.why.contains("longer than any real one")),
            "{piece:?}: what was not read must be said"
        );
    }
    let blocks = [Block::paragraph(&"a ".repeat(MAX_TEXT))];
    assert!(!extract("String", &blocks).unread.is_empty());
    println!("{:?}", started.elapsed());
}

#[test]
fn the_longest_text_that_is_read_whole() {
    let mut text = "The lamp burns. ".repeat(MAX_TEXT / 16 - 4);
    text.push_str("Default value: 7.");
    let found = extract_description("Integer", &text);
    assert_eq!(found.findings.len(), 1);
    assert!(found.unread.is_empty());
}

#[test]
fn lines_that_are_no_objects_are_errors_that_say_why() {
    let why = |line: &str| extract_line(line).expect_err(line).to_string();
    assert!(why("").starts_with("not JSON"));
    assert!(why("{\"type\":").starts_with("not JSON"));
    assert!(why("[]").contains("not a JSON object"));
    assert!(why("{}").contains("\"type\""));
    assert!(why("{\"type\":\"String\"}").contains("\"description\""));
    assert!(why("{\"type\":\"String\",\"description\":5}").contains("\"description\""));
    assert_eq!(
        extract_line("{\"type\":\"String\",\"description\":null}").as_deref(),
        Ok("{\"constraints\":[]}")
    );
}
