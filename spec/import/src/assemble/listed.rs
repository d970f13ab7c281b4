//! Values that a page lists beside a description: evidence like the description's own.

use acs_spec::constraint::{Constraint, Tier};
use acs_spec::operation::Meaning;
use acs_spec::source::{Evidence, Statement as Stating};
use acs_spec::{Schema, Type, codes};

use super::SOURCE_ID;
use super::checks;
use super::rows::{RowReader, rule_path};
use crate::page::ParamRow;
use crate::prose::agree::{self, Agreement};

impl RowReader<'_> {
    /// The values that the page lists in a block or column of their own. The same said in prose is one statement; where the
    /// two differ the looser one is documented, as it is between structure and prose of any one source.
    pub(super) fn listed(&mut self, row: &ParamRow, path: &[String], schema: &mut Schema) {
        let values: Vec<String> = row.values.iter().map(|v| v.value.clone()).collect();
        if values.is_empty() {
            return;
        }
        let element = schema
            .items
            .as_ref()
            .map_or(Type::Unstated, |items| items.r#type);
        let (list, kind) = match (&mut schema.items, schema.r#type) {
            (Some(items), Type::Array) => (&mut items.constraints, element),
            (_, kind) => (&mut schema.constraints, kind),
        };
        let check = match checks::one_of(&values, kind) {
            Ok(check) => check,
            // `true` and `false` of a boolean.
            Err(checks::Useless::Implied) => return,
            Err(checks::Useless::Unfit(why)) => {
                let message = format!("the listed values cannot be kept: {why}");
                let help = "add a constraint by a correction if they are all values";
                self.remark(&codes::UNREAD_SENTENCE, row, message, help);
                return;
            }
        };
        let new = Constraint {
            id: format!("{}.{}", rule_path(path), check.kind()),
            tier: Tier::Documented,
            check,
            pieces: None,
            narrows: None,
            wire_error: None,
            evidence: vec![Evidence {
                source: SOURCE_ID.into(),
                row: row.key.clone(),
                reading: Some("listed-block".into()),
                stated: Stating::Rule,
            }],
        };
        if agree::add(list, new, "listed") == Agreement::Differ {
            let message = "the listed values and the description disagree; neither may refuse";
            let help = "settle it with a correction";
            self.remark(&codes::SOURCE_CONFLICT, row, message.to_owned(), help);
        }
        if schema.values.is_empty() {
            schema.values = row
                .values
                .iter()
                .map(|listed| Meaning {
                    value: listed.value.clone(),
                    summary: None,
                    prose: Some(listed.text.clone())
                        .filter(|text| !text.is_empty() && *text != listed.value),
                    deprecated: false,
                })
                .collect();
        }
    }
}
