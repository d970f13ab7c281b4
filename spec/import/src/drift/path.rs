//! Where a change is: in words, as a JSON pointer, and as the rows of a document that speak of it.

use acs_spec::shape::pointer;

use super::judge::Part;

/// A place in a request or an answer.
#[derive(Debug, Clone)]
pub struct Path {
    /// Which part of the crate it belongs to.
    pub part: Part,
    /// What stands before the names: `response`, `response 404`, `schemas`; empty in a request.
    prefix: String,
    /// Names, with `[]` for elements of a list and `{}` for values of a map.
    steps: Vec<String>,
    /// The rows of a whole answer, by its status.
    status: Option<String>,
    pointer: String,
}

impl Path {
    /// The request.
    #[must_use]
    pub fn request() -> Self {
        Path {
            part: Part::Request,
            prefix: String::new(),
            steps: Vec::new(),
            status: None,
            pointer: String::new(),
        }
    }

    /// An answer; `at` is its number in the specification.
    #[must_use]
    pub fn response(part: Part, status: &str, at: usize) -> Self {
        let prefix = match part {
            Part::Response => "response".to_owned(),
            _ => format!("response {status}"),
        };
        Path {
            part,
            prefix,
            steps: Vec::new(),
            status: Some(status.to_owned()),
            pointer: pointer(&["responses", &at.to_string()]),
        }
    }

    /// A shared schema.
    #[must_use]
    pub fn shared(name: &str) -> Self {
        Path {
            part: Part::Shared,
            prefix: format!("schemas/{name}"),
            steps: Vec::new(),
            status: None,
            pointer: pointer(&["schemas", name]),
        }
    }

    /// The same, a step further: a name or `[]`, and the rest of the pointer.
    #[must_use]
    pub fn step(&self, name: &str, rest: &str) -> Self {
        let mut out = self.clone();
        out.steps.push(name.to_owned());
        out.pointer.push_str(rest);
        out
    }

    /// The same place, whose pointer goes on.
    #[must_use]
    pub fn deeper(&self, rest: &str) -> Self {
        let mut out = self.clone();
        out.pointer.push_str(rest);
        out
    }

    /// The pointer to a part of it.
    #[must_use]
    pub fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.pointer)
    }

    /// In words: `Tag[].Key`.
    #[must_use]
    pub fn place(&self) -> String {
        let mut out = self.prefix.clone();
        for step in &self.steps {
            if !out.is_empty() && step != "[]" && step != "{}" {
                out.push('.');
            }
            out.push_str(step);
        }
        out
    }

    /// The name of the parameter that rules across parameters know: names joined by dots.
    #[must_use]
    pub fn name(&self) -> String {
        let names = self
            .steps
            .iter()
            .filter(|step| *step != "[]" && *step != "{}");
        names.cloned().collect::<Vec<_>>().join(".")
    }

    /// The rows that speak of it, as the importers name them.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        let root = match self.part {
            Part::Request => "request",
            Part::Response | Part::Unemitted => "response",
            Part::Shared => "schemas",
        };
        let mut out = vec![
            [&[root.to_owned()], self.steps.as_slice()]
                .concat()
                .join("/"),
        ];
        let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
        match (self.part, self.steps.first(), &self.status) {
            (Part::Request, Some(name), _) => out.push(format!("parameters/{}", escaped(name))),
            (_, _, Some(status)) => out.push(format!("responses/{}", escaped(status))),
            (Part::Shared, _, _) => {
                let name = self.prefix.trim_start_matches("schemas/");
                out.push(format!("components/schemas/{}", escaped(name)));
            }
            _ => {}
        }
        out
    }
}
