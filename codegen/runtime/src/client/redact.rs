//! Takes out of answers what must not show. A service echoes what it was sent: with a wrong signature it answers with
//! the whole canonical request, session token and parameters included, and that ends in errors and logs.
//!
//! Must not know which values those are, nor touch what a success says.

use crate::credentials::Credentials;
use crate::json::Value;
use crate::response::Fields;
use crate::wire::{Pairs, percent_encode};

/// What stands in the place of what must not show.
const HIDDEN: &str = "<hidden>";

/// Values shorter than this are not looked for: they would be found in everything, and a reader could tell from what is
/// missing what they are.
const SHORTEST: usize = 4;

/// Values that must not show, in all forms in which they may be echoed.
#[derive(Default)]
pub(super) struct Redactor {
    // Longest first, so that no part of one is left by a shorter one. Zeroised, for they hold secrets.
    needles: Vec<zeroize::Zeroizing<String>>,
}

impl Redactor {
    /// For a request that is signed with these and has these parameters.
    pub(super) fn new(credentials: &Credentials, pairs: &Pairs) -> Self {
        let token = credentials
            .security_token
            .as_ref()
            .map(|token| token.expose());
        let sensitive = pairs.iter().filter(|pair| pair.is_sensitive());
        let secrets = [Some(credentials.access_key_secret().expose()), token];
        let mut needles = Vec::new();
        for secret in secrets
            .into_iter()
            .flatten()
            .chain(sensitive.map(|pair| pair.value()))
            .filter(|secret| secret.len() >= SHORTEST)
        {
            let once = percent_encode(secret);
            // A canonical request that travels in an answer may be encoded once more.
            let twice = percent_encode(&once);
            let slashes = secret.replace('/', "\\/");
            let quoted = Value::from(secret).to_string();
            let quoted = quoted
                .strip_prefix('"')
                .and_then(|quoted| quoted.strip_suffix('"'))
                .unwrap_or(&quoted)
                .to_owned();
            let html = secret
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;");
            for form in [secret.to_owned(), once, twice, slashes, quoted, html] {
                needles.push(zeroize::Zeroizing::new(form));
            }
        }
        needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        Redactor { needles }
    }

    /// The text without them.
    pub(super) fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for needle in &self.needles {
            if out.contains(needle.as_str()) {
                out = out.replace(needle.as_str(), HIDDEN);
            }
        }
        out
    }

    /// The beginning of these bytes without them. What is cut off at the end may be the beginning of one, so the cut is
    /// made after they are taken out of a longer part.
    pub(super) fn bytes(&self, bytes: &[u8], most: usize) -> Vec<u8> {
        let longest = self.needles.first().map_or(0, |needle| needle.len());
        let looked_at = bytes.get(..most.saturating_add(longest)).unwrap_or(bytes);
        let mut out = looked_at.to_vec();
        for needle in &self.needles {
            out = replace(&out, needle.as_bytes());
        }
        out.truncate(most);
        out
    }

    /// The fields of an answer without them.
    pub(super) fn fields(&self, fields: Fields) -> Fields {
        fields
            .into_iter()
            .map(|(name, value)| (self.text(&name), self.value(value)))
            .collect()
    }

    // The depth of a value is bounded where it is read.
    fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::List(list) => Value::List(list.into_iter().map(|v| self.value(v)).collect()),
            Value::Object(fields) => Value::Object(self.fields(fields)),
            other => other,
        }
    }
}

fn replace(bytes: &[u8], needle: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(needle) {
            out.extend_from_slice(HIDDEN.as_bytes());
            rest = after;
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Location, Pair};

    fn redactor() -> Redactor {
        let mut pairs = Pairs::new();
        pairs.push(Pair::new("Password", "a&b c\"d", Location::Query).into_sensitive());
        pairs.push(Pair::new("Pin", "123", Location::Query).into_sensitive());
        pairs.push(Pair::new("Name", "public-name", Location::Query));
        Redactor::new(
            &Credentials::session("id-1", "the/secret", "tok+en/=="),
            &pairs,
        )
    }

    #[test]
    fn all_forms_of_an_echo_are_taken_out_and_nothing_else() {
        let redactor = redactor();
        for echo in [
            "the/secret",
            "tok+en/==",
            "tok%2Ben%2F%3D%3D",
            "tok%252Ben%252F%253D%253D",
            "tok+en\\/==",
            "a&b c\"d",
            "a%26b%20c%22d",
            "a&amp;b c&quot;d",
            "a&b c\\\"d",
        ] {
            let text = format!("sent [{echo}] 123 public-name id-1");
            let expected = "sent [<hidden>] 123 public-name id-1";
            assert_eq!(redactor.text(&text), expected);
            assert_eq!(redactor.bytes(text.as_bytes(), 99), expected.as_bytes());
        }
    }

    #[test]
    fn a_cut_leaves_no_beginning_of_a_secret() {
        let redactor = redactor();
        let text = b"0123456789the/secret";
        for most in 0..=text.len() {
            let kept = redactor.bytes(text, most);
            assert!(kept.len() <= most);
            assert!(!String::from_utf8(kept).unwrap().contains("the/"));
        }
    }

    #[test]
    fn fields_are_searched_inwards() {
        let fields =
            crate::response::fields(br#"{"A":["the/secret",{"B":"x tok+en/==","C":1}]}"#).unwrap();
        assert_eq!(
            Value::Object(redactor().fields(fields)).to_string(),
            r#"{"A":["<hidden>",{"B":"x <hidden>","C":1}]}"#
        );
    }
}
