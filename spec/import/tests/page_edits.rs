//! Pages as people edit them: what changes in form only changes nothing in the spec, in any layout.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod page_support;

use acs_import::source::{Options, import};
use acs_spec::constraint::{Check, Tier};
use acs_spec::lint::strip_prose;
use acs_spec::{Operation, Schema};
use page_support::fixtures;

const LETTERS: [char; 5] = ['A', 'B', 'C', 'F', 'G'];

fn page(letter: char) -> String {
    std::fs::read_to_string(fixtures().join(format!("HoistLantern.{letter}.txt"))).unwrap()
}

fn spec(name: &str, text: &str) -> Operation {
    let options = Options {
        operations: ["HoistLantern".to_owned()].into(),
        ..Options::default()
    };
    let read = import(name, text.as_bytes(), &options)
        .unwrap_or_else(|faults| panic!("{name}: {}", faults[0]));
    let mut operation = read.operations.into_iter().next().unwrap();
    strip_prose(&mut operation);
    // Rows are told apart by their texts, which an edit may change.
    for source in &mut operation.sources {
        source.rows.clear();
    }
    operation.losses.clear();
    operation
}

/// An edit of form, in the layouts in which it can be made.
fn same(what: &str, edit: impl Fn(char, &str) -> String) {
    let mut made = 0;
    for letter in LETTERS {
        let before = page(letter);
        let after = edit(letter, &before);
        if after == before {
            continue;
        }
        made += 1;
        let name = format!("{what} in {letter}");
        assert_eq!(spec(&name, &after), spec("as it was", &before), "{name}");
    }
    assert!(made > 0, "{what}: no page was edited");
}

#[test]
fn what_nobody_sees() {
    same("line ends", |_, page| page.replace('\n', "\r\n"));
    same("a mark of the encoding", |_, page| {
        format!("\u{feff}{page}")
    });
    same("blanks that do not break", |_, page| {
        page.replace("Valid values: ", "Valid\u{a0}values:\u{a0}")
            .replace("values:\u{a0}|", "values: |")
    });
    same("characters without width", |_, page| {
        page.replace("Valid values", "\u{200b}Valid values\u{2060}")
    });
    same("blanks at the ends of lines", |_, page| {
        let lines: Vec<String> = page
            .split('\n')
            .map(|line| {
                match ["sheds.", "tags.", "values:"]
                    .iter()
                    .any(|end| line.ends_with(end))
                {
                    true => format!("{line}  "),
                    false => line.to_owned(),
                }
            })
            .collect();
        lines.join("\n")
    });
}

#[test]
fn columns_by_other_names() {
    same("the name's column", |letter, page| match letter {
        'A' => page.replace("ParameterType", "NameType"),
        'B' | 'F' => page
            .replace("Parameter\n\nType", "Name\n\nType")
            .replace("Element\n\nType", "Field\n\nType"),
        'C' => page.replace("| Parameter | Type", "| Name | Data type"),
        _ => page
            .replace("**Parameter**\n\n**Type**", "**Name**\n\n**Type**")
            .replace("**Element**\n\n**Type**", "**Field**\n\n**Type**"),
    });
}

/// The request table of layout C with its columns in another order, and one more.
fn columns(page: &str, order: &[usize], more: &dyn Fn(&[&str]) -> String) -> String {
    let mut request = false;
    let lines = page.lines().map(|line| {
        request = match line {
            "Request parameters" => true,
            "Response parameters" => false,
            _ => request,
        };
        let inner = line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |"));
        match inner.filter(|_| request) {
            Some(inner) => {
                let cells: Vec<&str> = inner.split(" | ").collect();
                let cells: Vec<&str> = (0..5).map(|n| *cells.get(n).unwrap_or(&"")).collect();
                let mut out: Vec<String> = order.iter().map(|n| cells[*n].to_owned()).collect();
                out.push(more(&cells));
                format!("| {} |", out.join(" | "))
            }
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn columns_in_another_order_and_columns_that_say_nothing() {
    let since = |cells: &[&str]| match cells[0] {
        "Parameter" => "Since".to_owned(),
        _ => "v2".to_owned(),
    };
    same("other columns", |letter, page| match letter {
        'C' => columns(page, &[0, 1, 2, 4, 3], &since),
        _ => page.to_owned(),
    });
}

fn schema<'s>(operation: &'s Operation, name: &str) -> &'s Schema {
    let found = operation.parameters.iter().find(|one| one.name == name);
    &found.unwrap().schema
}

#[test]
fn defaults_and_values_in_columns_of_their_own() {
    let default = |cells: &[&str]| match cells[0] {
        "Parameter" => "Default value".to_owned(),
        "WickLength" => "3".to_owned(),
        _ => "-".to_owned(),
    };
    let made = spec("x", &columns(&page('C'), &[0, 1, 2, 3, 4], &default));
    assert_eq!(schema(&made, "WickLength").default.as_deref(), Some("3"));
    assert_eq!(schema(&made, "Fuel").default, None);
    let values = |cells: &[&str]| match cells[0] {
        "Parameter" => "Valid values".to_owned(),
        "Fuel" => "Oil, Wax".to_owned(),
        _ => String::new(),
    };
    let made = spec("x", &columns(&page('C'), &[0, 1, 2, 3, 4], &values));
    let found = &schema(&made, "Fuel").constraints;
    assert!(
        matches!(found.as_slice(), [one] if matches!(&one.check, Check::OneOf(list) if list.values == ["Oil", "Wax"])),
        "{found:?}"
    );
}

#[test]
fn bullets_that_stand_apart() {
    same("bullets", |letter, page| match letter {
        'A' => page.replace("\n  • Gas", "\n\n  • Gas"),
        'F' | 'G' => page.replace("\n-   Gas", "\n\n-   Gas"),
        _ => page.to_owned(),
    });
}

#[test]
fn notes_by_other_words() {
    for word in ["Important", "Warning", "Notice"] {
        same(word, |letter, page| {
            let mut out = page.to_owned();
            for opening in ["This parameter is required", "A maximum of three"] {
                let (old, new) = match letter {
                    'B' => ("Note\n\n".to_owned(), format!("{word}\n\n")),
                    'F' | 'G' => ("**Note** ".to_owned(), format!("**{word}** ")),
                    _ => ("Note ".to_owned(), format!("{word} ")),
                };
                out = out.replace(&format!("{old}{opening}"), &format!("{new}{opening}"));
            }
            out
        });
    }
}

#[test]
fn a_sentence_below_a_table_is_no_cell() {
    same("the sentence", |letter, page| {
        let next = match letter {
            'A' => "\n\nResponse parameters",
            'B' => "\n\nResponse elements",
            'C' => "\nResponse parameters",
            'F' => "\n\n## Response parameters",
            _ => "\n\n## Response elements",
        };
        let link = match letter {
            'F' | 'G' => "[Common parameters](/help/en/common)",
            _ => "Common parameters",
        };
        let gap = if letter == 'C' { "\n" } else { "\n\n" };
        let sentence =
            format!("{gap}For more information about common request parameters, see {link}.{next}");
        page.replacen(next, &sentence, 1)
    });
}

/// A block of listed values is evidence: of what the prose says too, or of more than it says.
#[test]
fn values_in_a_block_of_their_own() {
    let flat = page('B');
    let with = |values: &[&str]| {
        let list: Vec<String> = values
            .iter()
            .map(|value| format!("  • {value} :\n\n    {value}"))
            .collect();
        let head = "How the shed is locked. Valid values: Bolt and Key.";
        let text = flat.replacen(
            head,
            &format!("{head}\n\nValid values:\n\n{}", list.join("\n\n")),
            1,
        );
        assert_ne!(text, flat);
        spec("x", &text)
    };
    let locks = |operation: &Operation| -> Vec<(String, Tier, Option<String>)> {
        let items = schema(operation, "Sheds").items.as_ref().unwrap();
        let lock = items
            .fields
            .iter()
            .find(|field| field.name == "Lock")
            .unwrap();
        lock.schema
            .constraints
            .iter()
            .map(|one| (one.id.clone(), one.tier, one.narrows.clone()))
            .collect()
    };
    let plain = locks(&spec("x", &flat));
    assert_eq!(plain.len(), 1);
    assert_eq!(locks(&with(&["Bolt", "Key"])), plain);
    let id = &plain[0].0;
    assert_eq!(
        locks(&with(&["Bolt", "Key", "Bar"])),
        [
            (id.clone(), Tier::Advisory, Some(format!("{id}@listed"))),
            (format!("{id}@listed"), Tier::Documented, None),
        ]
    );
    // Neither holds the other: neither may refuse.
    let apart = locks(&with(&["Bolt", "Bar"]));
    assert!(
        apart.iter().all(|(_, tier, _)| *tier == Tier::Advisory),
        "{apart:?}"
    );
}
