//! What is answered, and its forms on the wire. Must not know why it is answered.

use acs_spec::Json;
use acs_spec::write::compact;

use crate::switches::Format;
use crate::text::object;

/// An answer, before it takes a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Of an error, or an outcome that looks like one.
    pub(crate) code: Option<String>,
    /// The element that holds the body in XML.
    pub(crate) root: String,
    pub(crate) body: Json,
    /// Further headers.
    pub(crate) headers: Vec<(String, String)>,
}

/// What an error says besides its code.
pub(crate) struct Circumstances<'a> {
    pub(crate) request_id: &'a str,
    pub(crate) host: &'a str,
    pub(crate) product: &'a str,
}

impl Answer {
    /// An error in the service's form.
    pub(crate) fn error(status: u16, code: &str, message: &str, at: &Circumstances<'_>) -> Self {
        let recommend = format!(
            "https://api.alibabacloud.com/troubleshoot?q={code}&product={}&requestId={}",
            at.product, at.request_id
        );
        let body = object([
            ("RequestId", Json::text(at.request_id)),
            ("HostId", Json::text(at.host)),
            ("Code", Json::text(code)),
            ("Message", Json::text(message)),
            ("Recommend", Json::text(recommend)),
        ]);
        Answer {
            status,
            code: Some(code.to_owned()),
            root: "Error".to_owned(),
            body,
            headers: Vec::new(),
        }
    }

    /// A success.
    pub(crate) fn success(status: u16, operation: &str, body: Json) -> Self {
        Answer {
            status,
            code: None,
            root: format!("{operation}Response"),
            body,
            headers: Vec::new(),
        }
    }

    /// Media type and text.
    pub(crate) fn written(&self, format: Format) -> (&'static str, String) {
        match format {
            Format::Json => ("application/json;charset=utf-8", compact(&self.body)),
            // The one media type that official clients read as XML.
            Format::Xml => {
                let mut out = String::from("<?xml version='1.0' encoding='UTF-8'?>");
                element(&self.root, &self.body, &mut out);
                ("text/xml;charset=utf-8", out)
            }
        }
    }
}

fn element(name: &str, value: &Json, out: &mut String) {
    // Names come from specs; what is no name in XML becomes one.
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut name: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    out.push('<');
    out.push_str(&name);
    out.push('>');
    match value {
        Json::Null => {}
        Json::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Json::Number(text) | Json::String(text) => escape(text, out),
        Json::Array(items) => items.iter().for_each(|item| element("item", item, out)),
        Json::Object(members) => members
            .iter()
            .for_each(|(name, value)| element(name, value, out)),
    }
    out.push_str("</");
    out.push_str(&name);
    out.push('>');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            // Characters that XML 1.0 cannot hold.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}')
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_both_forms() {
        let at = Circumstances {
            request_id: "R",
            host: "h:1",
            product: "P",
        };
        let answer = Answer::error(400, "A.B", "no \"<x>\" & \u{1}", &at);
        let (kind, text) = answer.written(Format::Json);
        assert_eq!(kind, "application/json;charset=utf-8");
        assert!(
            text.starts_with(
                r#"{"RequestId":"R","HostId":"h:1","Code":"A.B","Message":"no \"<x>\" & \u0001","#
            ),
            "{text}"
        );
        let (kind, text) = answer.written(Format::Xml);
        assert_eq!(kind, "text/xml;charset=utf-8");
        assert!(text.contains("<Error><RequestId>R</RequestId>"), "{text}");
        assert!(
            text.contains("<Message>no &quot;&lt;x&gt;&quot; &amp; \u{fffd}</Message>"),
            "{text}"
        );
    }

    #[test]
    fn names_that_xml_lacks_become_names() {
        let answer = Answer::success(
            200,
            "1 Lämp",
            object([("", Json::Array(vec![Json::Null, Json::Bool(true)]))]),
        );
        let (_, text) = answer.written(Format::Xml);
        assert!(
            text.ends_with(
                "<_1_L_mpResponse><_><item></item><item>true</item></_></_1_L_mpResponse>"
            ),
            "{text}"
        );
    }
}
