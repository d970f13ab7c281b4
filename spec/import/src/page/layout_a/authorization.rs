//! The authorization table of layout A. Must not know the other sections.
//!
//! A row begins with a line that holds action and access level run together; resource type, resource
//! name, condition keys (indented) and associated operations follow on lines of their own.

use crate::page::detect::AUTHORIZATION_HEAD;
use crate::page::diag::PageError;
use crate::page::faults;
use crate::page::model::AuthorizationRow;
use crate::page::text::Line;

/// Access levels seen in the provider's tables. Only used to find the seam: an action of the page's own
/// operation may be followed by any word.
const LEVELS: &[&str] = &[
    "create", "update", "delete", "list", "read", "write", "none", "get", "all",
];

/// The rows of the section, and its faults.
pub(super) fn rows(
    lines: &[Line<'_>],
    operation: &str,
    faults: &mut Vec<PageError>,
) -> Vec<AuthorizationRow> {
    let Some(head) = lines
        .iter()
        .position(|l| l.text.trim().starts_with(AUTHORIZATION_HEAD))
    else {
        return Vec::new();
    };
    let table: Vec<Line<'_>> = lines
        .get(head + 1..)
        .unwrap_or_default()
        .iter()
        .copied()
        .filter(|l| !l.blank())
        .collect();
    let mut out = Vec::new();
    let mut rest = table.as_slice();
    while let [first, tail @ ..] = rest {
        let Some((action, level)) = opening(first.text, operation) else {
            faults.push(
                PageError::new(
                    &faults::AUTHORIZATION_ROW,
                    Some(first.number),
                    "an authorization row must begin with an action and an access level, such as `vpc:CreateVpccreate`",
                    "compare the line with the published page",
                )
                .row(first.text),
            );
            break;
        };
        let next = tail
            .iter()
            .position(|l| opening(l.text, operation).is_some())
            .unwrap_or(tail.len());
        let (own, after) = tail.split_at_checked(next).unwrap_or((tail, &[]));
        row(*first, action, level, own, &mut out, faults);
        rest = after;
    }
    out
}

/// Action and access level, if a line begins a row.
fn opening<'a>(line: &'a str, operation: &str) -> Option<(&'a str, &'a str)> {
    let line = line.trim_end();
    if line.starts_with(char::is_whitespace)
        || line.contains(char::is_whitespace)
        || line.starts_with("acs:")
    {
        return None;
    }
    let (service, action) = line.split_once(':')?;
    if service.is_empty() || action.contains(':') {
        return None;
    }
    // The page's own operation is told apart first: its level may be a word that is not known here.
    if let Some(level) = action.strip_prefix(operation)
        && !operation.is_empty()
        && !level.is_empty()
        && level.bytes().all(|b| b.is_ascii_lowercase())
    {
        return Some((line.get(..line.len() - level.len())?, level));
    }
    let level = LEVELS
        .iter()
        .filter(|l| line.to_lowercase().ends_with(**l) && action.len() > l.len())
        .max_by_key(|l| l.len())?;
    let at = line.len().checked_sub(level.len())?;
    Some((line.get(..at)?, line.get(at..)?))
}

fn row(
    first: Line<'_>,
    action: &str,
    level: &str,
    own: &[Line<'_>],
    out: &mut Vec<AuthorizationRow>,
    faults: &mut Vec<PageError>,
) {
    let indented = |l: &Line<'_>| l.text.starts_with(char::is_whitespace);
    let resources_end = own.iter().position(indented).unwrap_or(own.len());
    let (resources, rest) = own.split_at_checked(resources_end).unwrap_or((own, &[]));
    let keys_end = rest.iter().position(|l| !indented(l)).unwrap_or(rest.len());
    let (keys, associated) = rest.split_at_checked(keys_end).unwrap_or((rest, &[]));
    let cell = |lines: &[Line<'_>]| -> Option<String> {
        let texts: Vec<&str> = lines
            .iter()
            .map(|l| l.text.trim())
            .filter(|t| !t.eq_ignore_ascii_case("none"))
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    };
    if resources.len() < 2 || keys.is_empty() || associated.is_empty() {
        faults.push(
            PageError::new(
                &faults::AUTHORIZATION_ROW,
                Some(first.number),
                "the row must hold a resource type, a resource name, a condition key and an associated operation",
                "fetch the page again; its table may be cut off",
            )
            .row(first.text),
        );
        return;
    }
    for pair in resources.chunks(2) {
        let [kind, arn] = pair else {
            faults.push(
                PageError::new(
                    &faults::AUTHORIZATION_ROW,
                    Some(first.number),
                    "a resource type stands without a resource name",
                    "compare the row with the published page",
                )
                .row(first.text),
            );
            continue;
        };
        let text = kind.text.trim();
        let mandatory = text.strip_prefix('*');
        out.push(AuthorizationRow {
            operation: action.to_owned(),
            access_level: level.to_owned(),
            resource_type: mandatory.unwrap_or(text).trim().to_owned(),
            resource_required: mandatory.is_some(),
            resource_arn: arn.text.trim().to_owned(),
            condition_key: cell(keys),
            associated_operation: cell(associated),
            line: kind.number,
            key: format!("authorization/{action}"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    const TABLE: &str = "OperationAccess levelResource typeCondition keyAssociated operation\n";

    #[test]
    fn several_rows() {
        let text = format!(
            "{TABLE}lamp:LightLampkindle\n*Lamp\nacs:lamp:{{#regionId}}:lamp/*\n    none\nnone\n\
             oil:BuyOilupdate\nOil\nacs:oil:*\nWick\nacs:wick:*\n    oil:Grade\n    oil:Tint\nlamp:GetLamp\n"
        );
        let mut faults = Vec::new();
        let got = rows(&lines(&text), "LightLamp", &mut faults);
        assert_eq!(faults, []);
        let brief: Vec<(&str, &str, &str, bool)> = got
            .iter()
            .map(|r| {
                (
                    r.operation.as_str(),
                    r.access_level.as_str(),
                    r.resource_type.as_str(),
                    r.resource_required,
                )
            })
            .collect();
        let want = [
            ("lamp:LightLamp", "kindle", "Lamp", true),
            ("oil:BuyOil", "update", "Oil", false),
            ("oil:BuyOil", "update", "Wick", false),
        ];
        assert_eq!(brief, want);
        assert_eq!(got[0].condition_key, None);
        assert_eq!(got[1].condition_key.as_deref(), Some("oil:Grade\noil:Tint"));
        assert_eq!(got[1].associated_operation.as_deref(), Some("lamp:GetLamp"));
    }

    #[test]
    fn broken_rows_are_faults() {
        for text in [
            "nonsense here\n",
            "lamp:LightLampcreate\n*Lamp\n",
            "lamp:LightLampcreate\nA\nB\nC\n    none\nnone\n",
        ] {
            let mut faults = Vec::new();
            rows(&lines(&format!("{TABLE}{text}")), "LightLamp", &mut faults);
            assert_eq!(faults.len(), 1, "{text}");
        }
        assert_eq!(
            rows(
                &lines("There is currently no authorization information"),
                "X",
                &mut Vec::new()
            ),
            []
        );
    }
}
