//! A small tolerant reader for error bodies in XML (root `Error`), which some gateways answer with whatever was asked
//! for. It expands no entities but the five of XML and numbers, reads no attributes, and must not be used for anything
//! but errors.

use crate::json::Value;
use crate::response::Fields;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 32;

/// The fields of the root `Error`: elements with text as texts, those with elements as objects. `None` when the body is
/// something else. A body that is cut off gives the elements that are whole.
pub(super) fn error_fields(body: &[u8]) -> Option<Fields> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let mut reader = Reader { rest: text };
    let root = loop {
        match reader.next()? {
            Event::Open(name) => break name,
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    };
    if root != "Error" {
        return None;
    }
    let mut stack = vec![Element::named(root)];
    while let Some(event) = reader.next() {
        match event {
            Event::Open(name) => {
                if stack.len() >= MAX_DEPTH {
                    return None;
                }
                stack.push(Element::named(name));
            }
            Event::Empty(name) => {
                if let Some(parent) = stack.last_mut() {
                    parent.fields.insert(name.to_owned(), Value::from(""));
                }
            }
            Event::Text(text) => {
                if let Some(element) = stack.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::Close(name) => {
                let element = stack.pop()?;
                if element.name != name {
                    return None;
                }
                let Some(parent) = stack.last_mut() else {
                    return Some(element.fields);
                };
                let name = element.name.to_owned();
                parent.fields.insert(name, element.into_value());
            }
        }
    }
    // Cut off: what is whole counts, if there is anything.
    stack
        .into_iter()
        .next()
        .map(|root| root.fields)
        .filter(|fields| !fields.is_empty())
}

struct Element<'a> {
    name: &'a str,
    text: String,
    fields: Fields,
}

impl<'a> Element<'a> {
    fn named(name: &'a str) -> Self {
        Element {
            name,
            text: String::new(),
            fields: Fields::new(),
        }
    }

    fn into_value(self) -> Value {
        if self.fields.is_empty() {
            Value::from(self.text.trim())
        } else {
            Value::Object(self.fields)
        }
    }
}

enum Event<'a> {
    Open(&'a str),
    Empty(&'a str),
    Close(&'a str),
    Text(String),
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The next thing; `None` at the end, and where the rest is not whole.
    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(inner) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<')?;
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Event::Text(unescape(text)));
            };
            if let Some(cdata) = inner.strip_prefix("![CDATA[") {
                let (text, rest) = cdata.split_once("]]>")?;
                self.rest = rest;
                return Some(Event::Text(text.to_owned()));
            }
            if let Some(comment) = inner.strip_prefix("!--") {
                self.rest = comment.split_once("-->")?.1;
                continue;
            }
            let (tag, rest) = inner.split_once('>')?;
            self.rest = rest;
            if tag.starts_with(['?', '!']) {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Event::Close(name.trim()));
            }
            let (tag, empty) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let name = tag.split_ascii_whitespace().next()?;
            return Some(if empty {
                Event::Empty(name)
            } else {
                Event::Open(name)
            });
        }
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // No entity is long; looking further would make many lone `&` cost the square of the text.
        let end = after.bytes().take(12).position(|byte| byte == b';');
        let meant = end
            .and_then(|end| after.get(..end))
            .and_then(|entity| character(entity).map(|meant| (meant, entity.len())));
        match meant {
            Some((meant, length)) => {
                out.push(meant);
                rest = after.get(length.saturating_add(1)..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHOLE: &str = "\u{feff}<?xml version='1.0'?>\n<!-- x --><Error>\n <RequestId>1C5A</RequestId><Code>A.B</Code>\
        <Message>a &lt;b&gt; &amp;amp; &#20013;&#x41; <![CDATA[<raw>]]> &no; & end</Message><HostId/><Note x='1'>n</Note>\
        <AccessDeniedDetail><PolicyType>p</PolicyType></AccessDeniedDetail></Error>";

    fn read(text: &str) -> Option<String> {
        error_fields(text.as_bytes()).map(|fields| Value::Object(fields).to_string())
    }

    #[test]
    fn an_error_is_read() {
        let fields = error_fields(WHOLE.as_bytes()).unwrap();
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        assert_eq!(text("RequestId"), Some("1C5A"));
        assert_eq!(text("Code"), Some("A.B"));
        assert_eq!(text("Message"), Some("a <b> &amp; 中A <raw> &no; & end"));
        assert_eq!((text("HostId"), text("Note")), (Some(""), Some("n")));
        assert_eq!(
            fields
                .get("AccessDeniedDetail")
                .and_then(|detail| detail.get("PolicyType")),
            Some(&Value::from("p"))
        );
    }

    #[test]
    fn what_is_no_error_in_xml_is_none() {
        for text in [
            "",
            "x",
            "{}",
            "<",
            "<html><body>502</body></html>",
            "<!DOCTYPE html><html></html>",
            "<error><Code>a</Code></error>",
            "<Error><Code>a</Message></Error>",
            "<Error>",
            "<Error><Code>a",
            "text <Error></Error>",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("<Error></Error>").as_deref(), Some("{}"));
        let deep = format!("<Error>{}", "<a>".repeat(100_000));
        assert_eq!(read(&deep), None);
        let closed = format!("{deep}{}</Error>", "</a>".repeat(100_000));
        assert_eq!(read(&closed), None);
    }

    #[test]
    fn a_body_cut_off_anywhere_gives_what_is_whole() {
        let last = WHOLE.find("</RequestId>").unwrap() + "</RequestId>".len();
        for end in 0..WHOLE.len() {
            let fields = error_fields(&WHOLE.as_bytes()[..end]);
            assert_eq!(fields.is_some(), end >= last, "{end}");
        }
    }

    #[test]
    fn many_of_anything_takes_no_time() {
        for piece in ["&", "<!--", "<![CDATA[", "<a", "&#x", "<a>", "]]>", "<a/>"] {
            let body = format!("<Error>{}", piece.repeat(300_000));
            let _ = error_fields(body.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(body in proptest::collection::vec(any::<u8>(), 0..200), markup in "(<Error>)?[<>/&;#x!\\[\\]a-cA-Z -]{0,80}") {
            let _ = error_fields(&body);
            let _ = error_fields(markup.as_bytes());
        }
    }
}
