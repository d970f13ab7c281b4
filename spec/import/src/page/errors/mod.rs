//! Error rows whose cells ran together: status, code, message and description without separators.
//!
//! Must not know where on a page the rows stand. A dictionary of known codes has no place here: see
//! `words`.

mod describe;
mod row;
mod rules;
mod words;

use super::model::ErrorCandidate;
pub use row::Context;

/// An error row told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRow {
    /// The HTTP status, 100 to 599.
    pub status: u16,
    /// The most plausible reading.
    pub reading: ErrorCandidate,
    /// The rule that told code and message apart.
    pub code_rule: &'static str,
    /// The rule that told message and description apart.
    pub description_rule: &'static str,
    /// Other plausible readings. Empty when the row is not in doubt.
    pub others: Vec<ErrorCandidate>,
}

/// The status at the start of a row, and what follows it: rule `status`, three digits from 100 to 599
/// with a character behind them that can begin a code.
#[must_use]
pub fn status(row: &str) -> Option<(u16, &str)> {
    let digits = row.get(..3)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let rest = row.get(3..)?;
    let status: u16 = digits.parse().ok()?;
    let begins = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '%' | '.' | '_' | '-'));
    // A code may have white space before it by mistake, but then no words of prose: `400 is too many`.
    let spaced = rest.trim_start();
    let mistaken = rest.len() != spaced.len()
        && spaced.starts_with(|c: char| c.is_ascii_uppercase())
        && spaced.split(char::is_whitespace).next().is_some_and(|w| {
            w.contains('.') || row::Row::new(w, &Context::default()).starts.len() > 1
        });
    if (100..=599).contains(&status) && (begins || mistaken) {
        Some((status, rest))
    } else {
        None
    }
}

/// Tells an error row's cells apart. `context` is what the page's own names tell.
///
/// `None` when the row does not begin with a status.
#[must_use]
pub fn split(row: &str, context: &Context) -> Option<SplitRow> {
    let (status, text) = self::status(row)?;
    let text = text.trim();
    let (text, described) = match describe::without_dash(text) {
        Some(text) => (text, false),
        None => (text, true),
    };
    let prepared = row::Row::new(text, context);
    let cut = rules::cut(&prepared);
    let read = |at: usize| -> Vec<(ErrorCandidate, &'static str)> {
        let code = text.get(..at).unwrap_or(text).trim();
        let rest = text.get(at..).unwrap_or_default().trim();
        if !described {
            let candidate = ErrorCandidate {
                code: code.to_owned(),
                message: rest.to_owned(),
                description: None,
            };
            return vec![(candidate, "dash")];
        }
        describe::readings(rest)
            .into_iter()
            .map(|(message, description, rule)| {
                (
                    ErrorCandidate {
                        code: code.to_owned(),
                        message,
                        description,
                    },
                    rule,
                )
            })
            .collect()
    };
    let mut readings = read(cut.at);
    for at in rules::doubts(&prepared, &cut) {
        readings.extend(read(at).into_iter().take(1));
    }
    let mut readings = readings.into_iter();
    let (reading, description_rule) = readings.next()?;
    let others = readings.map(|(candidate, _)| candidate).collect();
    Some(SplitRow {
        status,
        reading,
        code_rule: cut.rule,
        description_rule,
        others,
    })
}

#[cfg(test)]
mod tests;
