//! The text of an error row, prepared for the rules. Must not know which rules there are.

use super::words;
use std::collections::BTreeSet;

/// What the rest of the page tells about the words of an error row.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The names of the page's own parameters, and of its operation.
    pub(super) names: BTreeSet<String>,
    /// The words of these names in lower case.
    pub(super) words: BTreeSet<String>,
    /// The names with a small first letter, as messages like to write them.
    pub(super) small_names: BTreeSet<String>,
    /// Stretches of two words and more within these names: `BlueLamp` of `MyBlueLampId`.
    pub(super) stretches: BTreeSet<String>,
}

/// More names than this are no operation's; the limit keeps hostile pages cheap.
const NAME_LIMIT: usize = 2000;
/// A name has no more words than this that matter here.
const WORD_LIMIT: usize = 12;

impl Context {
    /// A context of an operation's name and the names of its parameters.
    pub fn new<'n>(operation: &'n str, parameters: impl IntoIterator<Item = &'n str>) -> Self {
        let mut out = Context::default();
        for name in [operation]
            .into_iter()
            .chain(parameters.into_iter().take(NAME_LIMIT))
        {
            out.add(name);
        }
        out
    }

    fn add(&mut self, name: &str) {
        if name.len() > RUN_LIMIT {
            return;
        }
        self.words.extend(words::split_lower(name));
        self.names.insert(name.to_owned());
        let mut letters = name.chars();
        if let Some(first) = letters.next().filter(char::is_ascii_uppercase) {
            self.small_names.insert(format!(
                "{}{}",
                first.to_ascii_lowercase(),
                letters.as_str()
            ));
        }
        let starts = words::starts(name);
        let starts: Vec<usize> = [0].into_iter().chain(starts).take(WORD_LIMIT).collect();
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([name.len()]).collect();
        for (n, from) in starts.iter().enumerate() {
            for to in ends.iter().skip(n + 1) {
                self.stretches
                    .extend(name.get(*from..*to).map(str::to_owned));
            }
        }
    }
}

/// What follows the status of an error row: code, message and description without separators.
pub(super) struct Row<'a> {
    /// Code, message and description, run together.
    pub(super) text: &'a str,
    /// The stretch of characters that can stand in a code, from the start of the text.
    pub(super) run: &'a str,
    /// Starts of words within the run, ascending, never 0.
    pub(super) starts: Vec<usize>,
    /// The page's own names.
    pub(super) context: &'a Context,
}

impl<'a> Row<'a> {
    pub(super) fn new(text: &'a str, context: &'a Context) -> Self {
        let end = text.find(|c: char| !code_char(c)).unwrap_or(text.len());
        // A longer code than this is none; the limit keeps the rules linear on hostile rows.
        let end = end.min(RUN_LIMIT);
        let run = text.get(..end).unwrap_or_default();
        Row {
            text,
            run,
            starts: words::starts(run),
            context,
        }
    }

    /// What stands behind the run.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.run.len()..).unwrap_or_default()
    }

    /// The first word behind the run, in lower case, when white space parts it from the run.
    pub(super) fn next_word(&self) -> Option<String> {
        let rest = self.rest();
        if !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let word: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '\'')
            .take(24)
            .collect();
        Some(word.to_lowercase())
    }

    /// The last few starts of words, ascending: a message opens with few words glued together.
    pub(super) fn late_starts(&self) -> &[usize] {
        self.starts
            .get(self.starts.len().saturating_sub(WORD_LIMIT)..)
            .unwrap_or_default()
    }

    /// The last word of the run with its place. With no start of a word inside, the whole run.
    pub(super) fn last_word(&self) -> (usize, &'a str) {
        let at = self.starts.last().copied().unwrap_or(0);
        (at, self.run.get(at..).unwrap_or_default())
    }
}

/// No code in the provider's documents comes near this many bytes.
const RUN_LIMIT: usize = 200;

/// Whether a character can stand in an error code.
pub(super) fn code_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '%')
}
