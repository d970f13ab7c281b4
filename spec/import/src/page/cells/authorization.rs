//! The authorization table with one cell a paragraph. Must not know the other sections.
//!
//! A row begins with an action, a level and, two paragraphs on, a resource name. Pairs of resource type and name
//! follow, then condition keys and dependent actions; flattened text may have the last two on one line.

use super::para::{Kind, Para};
use crate::page::diag::{PageError, Remark, RemarkKind};
use crate::page::faults;
use crate::page::model::AuthorizationRow;

/// The last cells of the table's heads.
const LAST_HEADS: &[&str] = &["Dependent action", "Associated operation"];

/// The rows of the section, and its faults.
pub(super) fn rows(
    paras: &[Para],
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) -> Vec<AuthorizationRow> {
    let is_head = |p: &Para| p.heading().is_some_and(|h| LAST_HEADS.contains(&h));
    let Some(head) = paras.iter().position(is_head) else {
        return Vec::new();
    };
    let mut rest = paras.get(head + 1..).unwrap_or_default();
    let mut out = Vec::new();
    if let Some(first) = rest.first()
        && opening(rest).is_none()
    {
        faults.push(fault(
            first,
            "an authorization row must begin with an action, an access level, a resource type and a resource name",
        ));
        return out;
    }
    while let Some((action, level)) = opening(rest) {
        let next = (1..rest.len())
            .find(|at| rest.get(*at..).is_some_and(|tail| opening(tail).is_some()))
            .unwrap_or(rest.len());
        let (own, after) = rest.split_at_checked(next).unwrap_or((rest, &[]));
        row(action, level, own, &mut out, remarks, faults);
        rest = after;
    }
    out
}

fn fault(para: &Para, what: &str) -> PageError {
    PageError::new(
        &faults::AUTHORIZATION_ROW,
        Some(para.line),
        what,
        "fetch the page again; its table may be cut off",
    )
    .row(para.heading().unwrap_or_default())
}

/// A cell without code marks.
fn cell(para: &Para) -> Option<&str> {
    match &para.kind {
        Kind::Text { prose, .. } => Some(prose.trim()),
        _ => None,
    }
}

fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, action)| {
        !service.is_empty()
            && !action.is_empty()
            && service
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && !action.contains([':', ' ', '/'])
    })
}

fn is_resource(text: &str) -> bool {
    text == "*" || text.starts_with("acs:")
}

/// Action and level, if paragraphs begin with a row.
fn opening(paras: &[Para]) -> Option<(&str, &str)> {
    let [action, level, _, resource, ..] = paras else {
        return None;
    };
    let (action, level) = (cell(action)?, cell(level)?);
    let word = !level.is_empty() && level.bytes().all(|b| b.is_ascii_alphabetic());
    (is_action(action) && word && is_resource(cell(resource)?)).then_some((action, level))
}

fn row(
    action: &str,
    level: &str,
    own: &[Para],
    out: &mut Vec<AuthorizationRow>,
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) {
    let mut rest = own.get(2..).unwrap_or_default();
    let first = out.len();
    while let [kind, resource, tail @ ..] = rest {
        let (Some(kind_text), Some(arn)) = (cell(kind), cell(resource)) else {
            break;
        };
        if !is_resource(arn) {
            break;
        }
        let mandatory = kind_text.strip_prefix('*');
        let name = mandatory.unwrap_or(kind_text).trim();
        out.push(AuthorizationRow {
            operation: action.to_owned(),
            access_level: level.to_owned(),
            // Layout B writes the words for "no resource level" without their plural.
            resource_type: if name == "All Resource" {
                "All Resources"
            } else {
                name
            }
            .to_owned(),
            resource_required: mandatory.is_some(),
            resource_arn: arn.to_owned(),
            condition_key: None,
            associated_operation: None,
            line: own.first().map_or(0, |p| p.line),
            key: format!("authorization/{action}"),
        });
        rest = tail;
    }
    if rest.is_empty() {
        if let Some(para) = own.first() {
            faults.push(fault(
                para,
                "the row has no condition key and no dependent action",
            ));
        }
        return;
    }
    let key = format!("authorization/{action}");
    let (keys, actions) = keys_and_actions(rest, &key, remarks);
    for row in out.get_mut(first..).unwrap_or_default() {
        row.condition_key.clone_from(&keys);
        row.associated_operation.clone_from(&actions);
    }
}

/// The last two cells of a row, one value a line.
fn keys_and_actions(
    paras: &[Para],
    row: &str,
    remarks: &mut Vec<Remark>,
) -> (Option<String>, Option<String>) {
    let words: Vec<String> = paras
        .iter()
        .flat_map(|p| match &p.kind {
            Kind::List(items) => items.iter().map(|i| i.text.trim().to_owned()).collect(),
            _ => cell(p)
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        })
        .collect();
    let none = |w: &String| w.eq_ignore_ascii_case("none");
    let line = paras.first().map_or(0, |p| p.line);
    if let [only] = paras
        && words.len() > 1
        && words.last().is_some_and(none)
        && matches!(only.kind, Kind::Text { .. })
    {
        remarks.push(Remark {
            kind: RemarkKind::Lost,
            code: "page::dependent-action",
            line,
            row: row.to_owned(),
            what: "condition key and dependent action stand in one paragraph, where `None` may stand for a dependent action that is not shown".to_owned(),
            mend: "look the dependent action up in another source".to_owned(),
            candidates: Vec::new(),
        });
    }
    let cut = match words.as_slice() {
        [first, ..] if none(first) => 1,
        [.., last] if none(last) => words.len() - 1,
        [_] => 1,
        _ => {
            if words.len() > 2 {
                remarks.push(Remark {
                    kind: RemarkKind::Ambiguous,
                    code: "page::authorization-row",
                    line,
                    row: row.to_owned(),
                    what: "the layout does not mark where condition keys end; rule `last-is-action` read the last word as the dependent action".to_owned(),
                    mend: "state both in a correction".to_owned(),
                    candidates: Vec::new(),
                });
            }
            words.len().saturating_sub(1)
        }
    };
    let (keys, actions) = words.split_at_checked(cut).unwrap_or((&words, &[]));
    let joined = |words: &[String]| {
        let words: Vec<&str> = words
            .iter()
            .filter(|w| !none(w))
            .map(String::as_str)
            .collect();
        (!words.is_empty()).then(|| words.join("\n"))
    };
    (joined(keys), joined(actions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::cells::markdown::Markup;
    use crate::page::cells::para::paragraphs;
    use crate::page::text::lines;

    fn read(table: &str) -> (Vec<String>, usize, usize) {
        let text = format!("Action\n\nDependent action\n\n{table}");
        let (mut remarks, mut faults) = (Vec::new(), Vec::new());
        let rows = rows(
            &paragraphs(&lines(&text), Markup::Asterisks),
            &mut remarks,
            &mut faults,
        );
        let shown = rows
            .iter()
            .map(|r| {
                format!(
                    "{} {} {}{} {} {:?} {:?}",
                    r.operation,
                    r.access_level,
                    if r.resource_required { "*" } else { "" },
                    r.resource_type,
                    r.resource_arn,
                    r.condition_key,
                    r.associated_operation
                )
            })
            .collect();
        (shown, remarks.len(), faults.len())
    }

    #[test]
    fn several_rows() {
        let (rows, remarks, faults) = read(
            "lamp:LightLamp\n\nkindle\n\n\\*Lamp\n\n`acs:lamp:{#regionId}:lamp/*`\n\nNone\n\nNone\n\n\
             oil:BuyOil\n\nupdate\n\nOil\n\nacs:oil:*\n\nAll Resource\n\n\\*\n\noil:Grade\noil:Tint None\n\n\
             oil:Sell\n\nget\n\nOil\n\n*\n\nNone\n\noil:GetOil\n",
        );
        let want = [
            "lamp:LightLamp kindle *Lamp acs:lamp:{#regionId}:lamp/* None None",
            "oil:BuyOil update Oil acs:oil:* Some(\"oil:Grade\\noil:Tint\") None",
            "oil:BuyOil update All Resources * Some(\"oil:Grade\\noil:Tint\") None",
            "oil:Sell get Oil * None Some(\"oil:GetOil\")",
        ];
        assert_eq!(rows, want);
        assert_eq!((remarks, faults), (1, 0));
    }

    #[test]
    fn broken_rows_are_faults() {
        assert_eq!(read("nonsense").2, 1);
        assert_eq!(read("lamp:LightLamp\n\ncreate\n\nLamp\n\n*\n").2, 1);
        assert_eq!(read("").2, 0);
        assert_eq!(
            read("lamp:Light\n\nget\n\nA\n\n*\n\na:b\n\nc:d\n\ne:f").1,
            1
        );
    }
}
