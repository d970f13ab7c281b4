//! Reads what a service answers: responses, the error table, and the documented examples.

use std::collections::BTreeMap;

use acs_spec::codes;
use acs_spec::json::{Member, Node, Value, parse};
use acs_spec::operation::{ErrorRow, Example, Response};
use acs_spec::{Field, Json, Operation, Stated};

use super::parameters::ROW;
use super::rows::{fingerprint, row};
use super::schema::{Context, Reader};
use super::values::{is_empty, is_prose, keep, keep_prose, keep_unread_value, members, scalar};

type Rows = BTreeMap<String, String>;

impl Reader<'_> {
    /// Reads the responses, by status.
    pub(super) fn responses(&mut self, node: &Node, operation: &mut Operation, rows: &mut Rows) {
        let Some(found) = members(node) else {
            if matches!(node.value, Value::Null) {
                keep(&mut operation.vendor, "responses", node.to_json());
            } else {
                self.report.wrong_kind(node, "an object of responses");
            }
            return;
        };
        let mut responses = Vec::new();
        for member in found {
            if !self.afford(ROW + 2 * member.name.len(), &member.node) {
                break;
            }
            self.report.enter(&member.name);
            match members(&member.node) {
                Some(keywords) => {
                    let name = row(&["responses", &member.name]);
                    rows.insert(name.clone(), fingerprint(&member.node));
                    responses.push(self.response(&member.name, keywords, &name, operation));
                }
                None => self
                    .report
                    .wrong_kind(&member.node, "a response (an object)"),
            }
            self.report.leave();
        }
        operation.responses = Stated::Stated(responses);
    }

    fn response(
        &mut self,
        status: &str,
        keywords: &[Member],
        name: &str,
        operation: &mut Operation,
    ) -> Response {
        let mut response = Response {
            status: Stated::Stated(status.to_owned()),
            schema: None,
            headers: Vec::new(),
            vendor: BTreeMap::new(),
        };
        for member in keywords {
            let (keyword, node) = (member.name.as_str(), &member.node);
            match (keyword, &node.value) {
                (_, Value::Null) => keep(&mut response.vendor, keyword, Json::Null),
                ("schema", _) if response.schema.is_none() => {
                    let ctx = Context {
                        row: name,
                        path: name,
                        name: "",
                    };
                    let read = self.within(keyword, |reader| reader.schema(node, &ctx));
                    response.schema = Some(read.alone());
                }
                ("headers", Value::Object(headers)) if !headers.is_empty() => {
                    self.report.enter(keyword);
                    for header in headers {
                        if self.budget.exhausted() {
                            break;
                        }
                        let field = self.within(&header.name, |reader| reader.header(header, name));
                        response.headers.push(field);
                    }
                    self.report.leave();
                }
                ("headers", _) if is_empty(node) => {
                    keep(&mut response.vendor, keyword, node.to_json());
                }
                ("headers", _) => self.within(keyword, |reader| {
                    reader.report.wrong_kind(node, "an object of headers");
                }),
                (_, Value::String(text)) if is_prose(keyword) && self.afford(name.len(), node) => {
                    keep_prose(&mut operation.prose, &format!("{name}/{keyword}"), text);
                }
                _ => {
                    keep(&mut response.vendor, keyword, node.to_json());
                    if !keyword.starts_with("x-") {
                        self.report.unknown("a response", keyword, node);
                    }
                }
            }
        }
        response
    }

    fn header(&mut self, header: &Member, row: &str) -> Field {
        let path = format!("{row}.headers.{}", header.name);
        let ctx = Context {
            row,
            path: &path,
            name: &header.name,
        };
        let inner = header.node.get("schema");
        let mut read = match inner {
            Some(schema) => self.within("schema", |reader| reader.schema(schema, &ctx)),
            None => self.schema(&header.node, &ctx),
        };
        if let (Some(_), Value::Object(beside)) = (inner, &header.node.value) {
            for member in beside.iter().filter(|member| member.name != "schema") {
                let keyword = format!("header.{}", member.name);
                match &member.node.value {
                    Value::Bool(value) if member.name == "required" && read.required.is_none() => {
                        read.required = Some(*value);
                    }
                    Value::String(text) if is_prose(&member.name) => {
                        keep_prose(&mut read.schema.prose, &keyword, text);
                    }
                    _ => {
                        keep(&mut read.schema.vendor, &keyword, member.node.to_json());
                        if !member.name.starts_with("x-") {
                            self.report.unknown("a header", &member.name, &member.node);
                        }
                    }
                }
            }
        }
        Field {
            name: header.name.clone(),
            rust_name: None,
            required: Stated::from(read.required),
            required_by: Vec::new(),
            schema: read.schema,
        }
    }

    /// Reads the error table: rows by status. What cannot be read as a row is kept under the same status.
    pub(super) fn errors(&mut self, node: &Node, operation: &mut Operation, rows: &mut Rows) {
        let found = match members(node) {
            Some(found) if !found.is_empty() => found,
            _ if is_empty(node) => {
                keep(&mut operation.vendor, "errorCodes", node.to_json());
                return;
            }
            _ => {
                self.report
                    .wrong_kind(node, "an object of error rows, by status");
                return;
            }
        };
        let mut left = Vec::new();
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for member in found {
            self.report.enter(&member.name);
            let status = read_status(&member.name);
            match (status, &member.node.value) {
                (Some(status), Value::Array(items)) if !items.is_empty() => {
                    let mut unread = Vec::new();
                    for (n, item) in items.iter().enumerate() {
                        if !self.afford(ROW, item) {
                            break;
                        }
                        self.report.enter(n.to_string());
                        match self.error_row(status, item) {
                            Some(error) => {
                                let base = row(&["errorCodes", &member.name, &error.code]);
                                let n = times.entry(base.clone()).or_insert(0);
                                *n += 1;
                                rows.insert(format!("{base}#{n}"), fingerprint(item));
                                operation.errors.push(error);
                            }
                            None => unread.push(item.to_json()),
                        }
                        self.report.leave();
                    }
                    if !unread.is_empty() {
                        left.push((member.name.clone(), Json::Array(unread)));
                    }
                }
                _ => {
                    if !is_empty(&member.node) {
                        self.report.remark(
                            &member.node,
                            &codes::BAD_ROW,
                            "this is no list of error rows under an HTTP status".to_owned(),
                            "it is kept under `vendor`, in `errorCodes`",
                        );
                    }
                    left.push((member.name.clone(), member.node.to_json()));
                }
            }
            self.report.leave();
        }
        if !left.is_empty() {
            let (vendor, prose) = (&mut operation.vendor, &mut operation.prose);
            keep_unread_value(vendor, prose, "errorCodes", Json::Object(left));
        }
    }

    fn error_row(&mut self, status: u16, node: &Node) -> Option<ErrorRow> {
        let code = match node.get("errorCode").map(|code| (code, &code.value)) {
            Some((code, Value::String(_) | Value::Number(_))) => scalar(code),
            _ => None,
        };
        let (Value::Object(found), Some(code)) = (&node.value, code) else {
            self.report.remark(
                node,
                &codes::BAD_ROW,
                "this error row has no `errorCode`".to_owned(),
                "it is kept under `vendor`, in `errorCodes`",
            );
            return None;
        };
        let mut error = ErrorRow {
            status,
            code,
            message: None,
            summary: None,
            cut: None,
            candidates: Vec::new(),
            prose: None,
            vendor: BTreeMap::new(),
        };
        for member in found {
            match (member.name.as_str(), &member.node.value) {
                ("errorCode", _) => {}
                ("errorMessage", Value::String(text)) if error.message.is_none() => {
                    error.message = Some(text.clone());
                }
                ("description", Value::String(text)) if error.prose.is_none() => {
                    error.prose = Some(text.clone());
                }
                (keyword, _) => {
                    keep(&mut error.vendor, keyword, member.node.to_json());
                    if !keyword.starts_with("x-") {
                        self.report.unknown("an error row", keyword, &member.node);
                    }
                }
            }
        }
        Some(error)
    }

    /// Reads the documented answers, which stand in a text that holds JSON. What is not understood whole is kept whole.
    pub(super) fn examples(&mut self, node: &Node, operation: &mut Operation) {
        let inner = match &node.value {
            Value::String(text) => parse(text).ok(),
            _ => Some(node.clone()),
        };
        let read = inner.as_ref().and_then(|inner| match &inner.value {
            Value::Array(items) => items.iter().map(read_example).collect::<Option<Vec<_>>>(),
            _ => None,
        });
        match read {
            Some(read) if !read.is_empty() => {
                operation.examples = read.into_iter().flatten().collect()
            }
            _ => {
                keep(&mut operation.vendor, "responseDemo", node.to_json());
                if !is_empty(node) && node.as_str() != Some("") {
                    self.report.remark(
                        node,
                        &codes::BAD_ROW,
                        "the examples are not in the form that is read here".to_owned(),
                        "they are kept under `vendor`, in `responseDemo`",
                    );
                }
            }
        }
    }
}

/// An HTTP status as error tables have it: three digits.
fn read_status(text: &str) -> Option<u16> {
    let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// An entry gives a good answer, a failure, both or neither (an empty text is no answer). `None`: it is of another form.
fn read_example(node: &Node) -> Option<Vec<Example>> {
    let Value::Object(found) = &node.value else {
        return None;
    };
    let format = node.get("type")?.as_str()?;
    let mut out = Vec::new();
    for (keyword, is_error) in [("example", false), ("errorExample", true)] {
        let Some(body) = node.get(keyword) else {
            continue;
        };
        let body = body.as_str()?;
        if !body.is_empty() {
            out.push(Example {
                format: format.to_owned(),
                body: body.to_owned(),
                is_error,
            });
        }
    }
    let mut names: Vec<&str> = found.iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    let known = |name: &&str| matches!(*name, "type" | "example" | "errorExample");
    (all == names.len() && names.iter().all(known)).then_some(out)
}
