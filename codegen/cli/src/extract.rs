//! `acsgen extract`: the extraction rules as a filter, a line of JSON in and a line of JSON out.

use std::io::{BufRead, BufReader, Read, Write};

use acs_spec::{Diagnostic, codes};

use crate::out::done;

/// Longest line that is read, in bytes. The provider's longest description has some ten thousand.
const LONGEST_LINE: u64 = 1024 * 1024;

/// Answers the lines of standard input on standard output.
///
/// # Errors
/// See [`extract`].
pub fn run() -> Result<(), Diagnostic> {
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    extract(BufReader::new(std::io::stdin().lock()), output)
}

/// Answers each line. An answer is written before the next line is waited for, so that two programs can talk.
///
/// # Errors
/// The first line that cannot be read, by its number, all before it having been answered; or answers that cannot be written.
fn extract(mut input: BufReader<impl Read>, mut output: impl Write) -> Result<(), Diagnostic> {
    let answered = answer_all(&mut input, &mut output);
    // Also where a line was bad: what was answered before it goes out.
    let flushed = done(output.flush());
    answered.and(flushed.map(|_| ()))
}

fn answer_all(input: &mut BufReader<impl Read>, output: &mut impl Write) -> Result<(), Diagnostic> {
    let mut n = 0;
    let mut line = Vec::new();
    loop {
        n += 1;
        line.clear();
        let bad = |message: String| {
            let help = "write a line such as {\"type\": \"string\", \"description\": \"…\"}";
            Diagnostic::new(&codes::BAD_EXTRACT_LINE, message, help).in_file("-", n, 1)
        };
        // One byte more than the limit tells a line at the limit from one beyond it, and no more is ever held.
        let read = input
            .by_ref()
            .take(LONGEST_LINE + 1)
            .read_until(b'\n', &mut line);
        if read.map_err(|error| bad(format!("line {n} cannot be read: {error}")))? == 0 {
            return Ok(());
        }
        if line.len() as u64 > LONGEST_LINE {
            return Err(bad(format!("line {n} is longer than {LONGEST_LINE} bytes")));
        }
        let text = std::str::from_utf8(&line).map_err(|_| bad(format!("line {n} is not UTF-8")))?;
        if text.trim().is_empty() {
            continue;
        }
        let answer = acs_import::extract::extract_line(text)
            .map_err(|error| bad(format!("line {n}: {error}")))?;
        if !done(writeln!(output, "{answer}"))? {
            return Ok(());
        }
        if input.buffer().is_empty() && !done(output.flush())? {
            return Ok(());
        }
    }
}
