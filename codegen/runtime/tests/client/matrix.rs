//! That the matrix of `faults` and `refusals` has all its cells.

/// What the matrix must hold, and the test or tests that hold it: four cells each, an operation with a token and one
/// without it, each with retries and without.
const FAULTS: [(&str, &[&str]); 17] = [
    ("refused", &["refused"]),
    (
        "reset before headers",
        &["reset_before_headers", "closed_before_headers"],
    ),
    ("reset after headers", &["reset_after_headers"]),
    (
        "slow loris",
        &[
            "slow_loris_in_the_headers",
            "slow_loris_in_the_body",
            "no_answer_at_all",
        ],
    ),
    ("truncated", &["truncated"]),
    ("wrong length", &["wrong_length"]),
    ("endless body", &["endless_body", "endless_headers"]),
    ("HTML 502", &["html_502_and_empty_500"]),
    ("empty 500", &["html_502_and_empty_500"]),
    ("XML error", &["xml_error"]),
    ("invalid UTF-8", &["invalid_utf8"]),
    ("gzip bomb", &["gzip_bomb_and_broken_gzip"]),
    ("200 with Code", &["success_with_code"]),
    ("302", &["redirect"]),
    (
        "429 with and without the header",
        &["throttled_with_and_without_the_header"],
    ),
    ("clock skew", &["clock_skew"]),
    ("expired session", &["expired_session"]),
];

#[test]
fn no_cell_of_the_matrix_is_missing() {
    let tests = [include_str!("faults.rs"), include_str!("refusals.rs")].concat();
    let body = |name: &str| {
        let start = format!("#[test]\nfn {name}() {{\n");
        let (_, rest) = tests
            .split_once(&start)
            .unwrap_or_else(|| panic!("no test {name}"));
        rest.split("\n}\n").next().unwrap().to_owned()
    };
    let mut cells = 0;
    for (fault, names) in FAULTS {
        for name in names {
            let body = body(name);
            // `fault` runs all four; who does without it names them.
            let whole = body.contains("    fault(")
                || [
                    "CreateWithToken::new()",
                    "CreateWithout::new()",
                    "Retry::attempts(3)",
                    "Retry::off()",
                ]
                .iter()
                .all(|part| body.contains(part));
            assert!(whole, "{fault}: {name}");
            cells += 4 * body.matches("    fault(").count().max(1);
        }
    }
    println!("{} faults, {cells} cells", FAULTS.len());
}
