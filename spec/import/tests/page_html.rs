//! HTML documents: the same facts and the same spec as the flattened layouts of the same page. The documents are made here from
//! the facts files, in two styles of markup.

#![cfg(feature = "html")]
// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod page_support;

use std::fmt::Write;

use acs_import::page::{Hints, Layout, read};
use acs_import::source::{Options, import};
use page_support::{differences, facts, fixtures, shared};
use serde_json::{Value, json};

/// Two ways to write the same page: plain, and as editors write it (wrappers, code, line breaks, merged cells).
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Rich,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>\n")
}

fn blocks(list: &Value, style: Style) -> String {
    let mut out = String::new();
    for block in list.as_array().unwrap() {
        let text = block[1].as_str();
        match (block[0].as_str().unwrap(), style) {
            ("p", Style::Plain) => write!(out, "<p>{}</p>", lines(text.unwrap())).unwrap(),
            ("p", Style::Rich) => {
                let words = lines(text.unwrap());
                let words = words.replacen("Valid values", "<b>Valid</b> <code>values</code>", 1);
                write!(out, "\n  <div class=\"p\"><span>{words}</span></div>\n").unwrap();
            }
            ("n", Style::Plain) => {
                write!(out, "<blockquote>{}</blockquote>", lines(text.unwrap())).unwrap();
            }
            ("n", Style::Rich) => write!(
                out,
                "<div class=\"note note-note\"><div class=\"title\"><strong>Note</strong></div><p>{}</p></div>",
                lines(text.unwrap())
            )
            .unwrap(),
            ("l", _) => {
                out.push_str("<ul>");
                for item in block[1].as_array().unwrap() {
                    let item = lines(item.as_str().unwrap());
                    match style {
                        Style::Plain => write!(out, "<li>{item}</li>").unwrap(),
                        // The end of a bullet may be left out.
                        Style::Rich => write!(out, "\n<li><p>{item}</p>\n").unwrap(),
                    }
                }
                out.push_str("</ul>");
            }
            (other, _) => panic!("a block {other}"),
        }
    }
    out
}

/// An example of several lines keeps its indentation only where the markup says so.
fn example(text: &str) -> String {
    if text.contains('\n') {
        format!("<pre>{}</pre>", escape(text))
    } else {
        escape(text)
    }
}

fn rows(list: &Value, request: bool, style: Style, out: &mut String) {
    for row in list.as_array().unwrap() {
        let text = |key: &str| lines(row[key].as_str().unwrap_or_default());
        write!(
            out,
            "<tr>\n<td>{}</td><td>{}</td>",
            text("name"),
            text("type")
        )
        .unwrap();
        if request {
            let required = if row["required"] == true { "Yes" } else { "No" };
            write!(out, "<td>{required}</td>").unwrap();
        }
        write!(
            out,
            "<td>{}</td><td>{}</td></tr>",
            blocks(&row["description"], style),
            example(row["example"].as_str().unwrap_or_default())
        )
        .unwrap();
        if row.get("children").is_some() {
            rows(&row["children"], request, style, out);
        }
    }
}

fn table(head: &[&str], body: &str) -> String {
    let head: String = head.iter().map(|h| format!("<th>{h}</th>")).collect();
    format!("<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
}

fn errors(list: &Value, style: Style) -> String {
    let mut out = String::new();
    let list = list.as_array().unwrap();
    for (n, row) in list.iter().enumerate() {
        out.push_str("<tr>");
        let same = |other: Option<&Value>| other.is_some_and(|o| o["status"] == row["status"]);
        let first = n == 0 || !same(list.get(n - 1));
        if style == Style::Plain {
            write!(out, "<td>{}</td>", row["status"]).unwrap();
        } else if first {
            // Rows with one status share its cell.
            let span = list[n..].iter().take_while(|o| same(Some(o))).count();
            write!(out, "<td rowspan=\"{span}\">{}</td>", row["status"]).unwrap();
        }
        let text = |key: &str| lines(row[key].as_str().unwrap_or("-"));
        write!(
            out,
            "<td>{}</td><td>{}</td><td>{}</td></tr>",
            text("code"),
            text("message"),
            text("description")
        )
        .unwrap();
    }
    out
}

fn render(facts: &Value, style: Style) -> String {
    let text = |key: &str| facts[key].as_str().unwrap_or_default();
    let mut out = String::from(match style {
        Style::Plain => "<!DOCTYPE html>\n<html><head><title>x</title></head><body>\n",
        Style::Rich => {
            "<!DOCTYPE html>\n<html><head><script>if (a < b) {}</script></head><body><nav>Home</nav><main>\n"
        }
    });
    write!(
        out,
        "<h1>{}</h1>\n<p>Last Updated: {}</p>\n",
        escape(text("title")),
        text("last_updated")
    )
    .unwrap();
    writeln!(out, "<p>{}</p>", lines(text("summary"))).unwrap();
    if !text("operation_description").is_empty() {
        out.push_str("<h2>Operation description</h2>\n");
        for paragraph in text("operation_description").trim().split("\n\n") {
            writeln!(out, "<p>{}</p>", lines(paragraph)).unwrap();
        }
    }
    out.push_str("<h2>Authorization information</h2>\n");
    let rights = facts["authorization"].as_array().unwrap();
    if !rights.is_empty() {
        let mut body = String::new();
        for row in rights {
            let text = |key: &str| lines(row[key].as_str().unwrap_or("none"));
            let mark = if row["resource_required"] == true {
                "*"
            } else {
                ""
            };
            write!(
                body,
                "<tr><td>{}</td><td>{}</td><td>{mark}{}<br>{}</td><td>{}</td><td>{}</td></tr>",
                text("operation"),
                text("access_level"),
                text("resource_type"),
                text("resource_arn"),
                text("condition_key"),
                text("associated_operation")
            )
            .unwrap();
        }
        let head = [
            "Operation",
            "Access level",
            "Resource type",
            "Condition key",
            "Associated operation",
        ];
        out.push_str(&table(&head, &body));
    }
    for (heading, key, request) in [
        ("Request parameters", "request_parameters", true),
        ("Response parameters", "response_parameters", false),
    ] {
        writeln!(out, "<h2>{heading}</h2>").unwrap();
        let mut body = String::new();
        rows(&facts[key], request, style, &mut body);
        let head: &[&str] = if request {
            &["Parameter", "Type", "Required", "Description", "Example"]
        } else {
            &["Parameter", "Type", "Description", "Example"]
        };
        if !body.is_empty() {
            out.push_str(&table(head, &body));
        }
    }
    write!(
        out,
        "<h2>Examples</h2><p>Sample success responses</p><p><code>JSON</code> format</p>\n<pre><code class=\"language-json\">{}</code></pre>\n",
        escape(text("example_json"))
    )
    .unwrap();
    out.push_str("<h2>Error codes</h2>\n");
    let body = errors(&facts["errors"], style);
    if !body.is_empty() {
        out.push_str(&table(
            &[
                "HTTP status code",
                "Error code",
                "Error message",
                "Description",
            ],
            &body,
        ));
    }
    out.push_str("<p>For a list of error codes, visit the list.</p>\n</body></html>\n");
    out
}

/// A row without what no table shows.
fn comparable(row: &mut Value) {
    let map = row.as_object_mut().unwrap();
    map.remove("enum");
    if let Some(children) = map.get_mut("children") {
        children
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(comparable);
    }
}

fn pages() -> Vec<(String, Value, Vec<u8>)> {
    let mut folders = vec![fixtures()];
    folders.extend(shared().map(|folder| folder.join("pages")));
    let mut out = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(name) = name.strip_suffix(".facts.json") else {
                continue;
            };
            let facts = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            // The flattened page with everything on it.
            let flat = ["2025-11-27.txt", "A.txt"]
                .iter()
                .find_map(|end| std::fs::read(folder.join(format!("{name}.{end}"))).ok())
                .unwrap();
            out.push((name.to_owned(), facts, flat));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

#[test]
fn the_facts_of_a_page_in_html_are_the_facts() {
    let mut faults = Vec::new();
    for (name, facts_file, _) in pages() {
        for style in [Style::Plain, Style::Rich] {
            let html = render(&facts_file, style);
            let page = read(html.as_bytes(), &Hints::default())
                .unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
            assert_eq!(page.layout, Layout::Html);
            let mut want = facts_file.clone();
            let map = want.as_object_mut().unwrap();
            map.remove("error_codes_link");
            map.remove("request_syntax");
            if let Some(text) = map.get("operation_description").and_then(Value::as_str) {
                let text = text.trim().to_owned();
                map.insert("operation_description".into(), json!(text));
            }
            for table in ["request_parameters", "response_parameters"] {
                map[table]
                    .as_array_mut()
                    .unwrap()
                    .iter_mut()
                    .for_each(comparable);
            }
            differences(&name, &facts(&page), &want, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_spec_is_that_of_the_flattened_page() {
    for (name, facts_file, flat) in pages() {
        let spec = |bytes: &[u8]| {
            let read = import(&name, bytes, &Options::default()).unwrap();
            let mut operation = read.operations.into_iter().next().unwrap();
            // How a document names itself, and what only a flattened row can leave in doubt.
            for source in &mut operation.sources {
                source.layout = None;
                source.rows.retain(|row, _| row.starts_with("request/"));
            }
            operation.losses.clear();
            operation.prose.clear();
            for error in &mut operation.errors {
                error.cut = None;
                error.candidates.clear();
            }
            operation
        };
        let (want, got) = (
            spec(&flat),
            spec(render(&facts_file, Style::Rich).as_bytes()),
        );
        assert_eq!(got.parameters, want.parameters, "{name}");
        assert_eq!(got.rules, want.rules, "{name}");
        assert_eq!(got.authorization, want.authorization, "{name}");
        assert_eq!(got.responses, want.responses, "{name}");
    }
}

const TOP: &str = "<h1>Lamp:LightLamp</h1><p>Last Updated: Feb 3, 2025</p><p>Lights.</p><h2>Authorization information</h2>";
const BOTTOM: &str = "<h2>Response parameters</h2><h2>Examples</h2><h2>Error codes</h2>";

fn one(rows: &str) -> String {
    format!(
        "{TOP}<h2>Request parameters</h2><table><tr><th>Parameter</th><th>Type</th><th>Required</th><th>Description</th><th>Example</th></tr>{rows}</table>{BOTTOM}"
    )
}

#[test]
fn nested_bullets_merged_cells_and_tables_in_cells() {
    let html = one(
        "<tr><td>Fuel<td>string<td>No<td>Fuels. Valid values:<ul><li>oil<ul><li>from fish<li>from nuts</ul><li>wax</ul>Keep it dry.<td>oil\
         <tr><td>Wick<td rowspan=2>string<td rowspan=2>No<td colspan=2>No example.<tr><td>Glass<td>Clear.<td>g-1",
    );
    let page = read(html.as_bytes(), &Hints::default()).unwrap_or_else(|f| panic!("{f:#?}"));
    let shown: Vec<Value> = page.request.iter().map(page_support::row).collect();
    assert_eq!(
        Value::Array(shown),
        json!([
            {"name": "Fuel", "type": "string", "required": false, "example": "oil", "description": [
                ["p", "Fuels. Valid values:"], ["l", ["oil\n- from fish\n- from nuts", "wax"]], ["p", "Keep it dry."]]},
            {"name": "Wick", "type": "string", "required": false, "example": null, "description": [["p", "No example."]]},
            {"name": "Glass", "type": "string", "required": false, "example": "g-1", "description": [["p", "Clear."]]}
        ])
    );
    let html =
        one("<tr><td>Fuel<td>string<td>No<td>See:<table><tr><td>oil<td>burns</table><td>x</tr>");
    let page = read(html.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(
        page_support::row(&page.request[0])["description"],
        json!([["p", "See:"], ["p", "oil burns"]])
    );
}

#[test]
fn what_cannot_be_read_is_a_fault_and_never_a_panic() {
    let fault = |html: &str| {
        read(html.as_bytes(), &Hints::default())
            .expect_err(html)
            .iter()
            .map(|fault| fault.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        fault("<!doctype html>\n<table><tr>"),
        ["page::wrong-layout"]
    );
    assert_eq!(
        fault(&one("<tr><td>Fuel<td><td>No<td>x<td>y")),
        ["page::parameter-row"]
    );
    let whole = one("<tr><td>Fuel<td>string<td>No<td>x<td>y</tr>");
    let table = whole.find("</table>").unwrap();
    assert!(fault(&whole[..table]).contains(&"page::truncated"));
    let wrong = whole.replace("<th>Type</th>", "<th>Kind</th>");
    assert_eq!(fault(&wrong), ["page::missing-table"]);
    // Any prefix, and hostile markup.
    let facts_file = json!({"title": "Lamp:LightLamp", "last_updated": "Feb 3, 2025", "summary": "Lights.",
        "authorization": [], "request_parameters": [], "response_parameters": [], "errors": [], "example_json": "{}"});
    let html = render(&facts_file, Style::Rich);
    for end in (0..html.len()).filter(|end| html.is_char_boundary(*end)) {
        let _ = read(&html.as_bytes()[..end], &Hints::default());
    }
    for hostile in [
        "<table>".repeat(5_000),
        one(&"<tr><td rowspan=1000 colspan=1000>x".repeat(2_000)),
        one(&"<ul><li>".repeat(5_000)),
        one(&"</td></li></ul></table>".repeat(2_000)),
        one(&"<div class=note><p>".repeat(3_000)),
    ] {
        let _ = read(hostile.as_bytes(), &Hints::default());
    }
}
