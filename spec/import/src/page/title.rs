//! What stands above the first section: title, date and summary. Must not know the sections.

use super::faults;
use crate::page::date;
use crate::page::diag::{PageError, Remark, RemarkKind};
use crate::page::model::LastUpdated;
use crate::page::text::{Line, joined};

/// What the top of the page says.
#[derive(Debug, Default)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) product: Option<String>,
    pub(crate) operation: String,
    pub(crate) last_updated: Option<LastUpdated>,
    pub(crate) summary: String,
}

const UPDATED: &str = "Last Updated:";
const NAVIGATION: &[&str] = &[
    "All Products",
    "Search",
    "Document Center",
    "Home",
    "Products",
];

/// Reads the lines before the first section.
pub(crate) fn read(
    top: &[Line<'_>],
    remarks: &mut Vec<Remark>,
    faults: &mut Vec<PageError>,
) -> Title {
    let mut out = Title::default();
    let dated = top.iter().position(|l| l.text.trim().starts_with(UPDATED));
    let above = top.get(..dated.unwrap_or(top.len())).unwrap_or_default();
    let content = |l: &&Line<'_>| !l.blank() && !NAVIGATION.contains(&l.text.trim());
    // The line right above the date is the title; without a date, the first that is not navigation.
    let title = if dated.is_some() {
        above.iter().rfind(content)
    } else {
        above.iter().find(content)
    };
    let Some(title) = title else {
        faults.push(PageError::new(
            &faults::NO_TITLE,
            top.first().map(|l| l.number),
            "the page has no title of the form `Product:Operation`",
            "fetch the whole page again, from its title on",
        ));
        return out;
    };
    out.text = title.text.trim().to_owned();
    match operation(&out.text) {
        Some((product, operation)) => {
            out.product = product.map(str::to_owned);
            out.operation = operation.to_owned();
        }
        None => faults.push(
            PageError::new(
                &faults::NO_OPERATION,
                Some(title.number),
                "the title names no operation; it should be of the form `Product:Operation`",
                "give the page of a single operation",
            )
            .row(title.text),
        ),
    }
    let odd = |code: &'static str, line: usize, what: &str| Remark {
        kind: RemarkKind::Odd,
        code,
        line,
        row: "title".to_owned(),
        what: what.to_owned(),
        mend: "compare the top of the page with the published one".to_owned(),
        candidates: Vec::new(),
    };
    let below = match dated.and_then(|at| top.get(at)) {
        Some(line) => {
            let text = line
                .text
                .trim()
                .strip_prefix(UPDATED)
                .unwrap_or_default()
                .trim()
                .to_owned();
            let iso = date::iso(&text);
            if iso.is_none() {
                remarks.push(odd(
                    "page::date",
                    line.number,
                    "the date of the last change is no date that is known here",
                ));
            }
            out.last_updated = Some(LastUpdated { text, iso });
            line.number
        }
        None => {
            remarks.push(odd(
                "page::date",
                title.number,
                "the page does not say when it was last changed",
            ));
            title.number
        }
    };
    let from = top.partition_point(|l| l.number <= below);
    out.summary = joined(top.get(from..).unwrap_or_default());
    if out.summary.is_empty() {
        remarks.push(odd("page::no-summary", below, "the page has no summary"));
    }
    out
}

/// Product and operation of a title. A suffix behind ` - ` does not count.
fn operation(title: &str) -> Option<(Option<&str>, &str)> {
    let ends = title
        .match_indices(" - ")
        .map(|(at, _)| at)
        .take(8)
        .chain([title.len()]);
    let mut heads = ends.filter_map(|end| title.get(..end)).map(str::trim);
    heads
        .find_map(|head| {
            let (product, operation) = head.rsplit_once([':', '：'])?;
            let product = Some(product.trim()).filter(|p| !p.is_empty());
            is_operation(operation.trim()).then_some((product, operation.trim()))
        })
        .or_else(|| {
            let head = title.split(" - ").next().unwrap_or(title).trim();
            is_operation(head).then_some((None, head))
        })
}

fn is_operation(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    #[test]
    fn titles() {
        assert_eq!(
            operation("Lamp (Oil® Co):LightLamp"),
            Some((Some("Lamp (Oil® Co)"), "LightLamp"))
        );
        assert_eq!(
            operation("Lamp: Two:LightLamp - Lamp - Docs: all"),
            Some((Some("Lamp: Two"), "LightLamp"))
        );
        assert_eq!(
            operation("Lamp - Oil:LightLamp"),
            Some((Some("Lamp - Oil"), "LightLamp"))
        );
        assert_eq!(operation("LightLamp"), Some((None, "LightLamp")));
        assert_eq!(operation("How to light a lamp"), None);
        assert_eq!(operation("Lamp:"), None);
    }

    #[test]
    fn the_top_of_a_page() {
        let (mut remarks, mut faults) = (Vec::new(), Vec::new());
        let all = lines(
            "Document Center\n\nLamp:LightLamp\n\nLast Updated: Feb 30, 2025\n\nLights.\n\nSlowly.\n\n",
        );
        let got = read(&all, &mut remarks, &mut faults);
        assert_eq!(
            (got.operation.as_str(), got.summary.as_str()),
            ("LightLamp", "Lights.\n\nSlowly.")
        );
        assert_eq!(
            got.last_updated,
            Some(LastUpdated {
                text: "Feb 30, 2025".to_owned(),
                iso: None
            })
        );
        assert_eq!(remarks.len(), 1);
        assert_eq!(faults, []);
        read(&lines("\nLast Updated: x\n"), &mut remarks, &mut faults);
        assert_eq!(faults[0].code, "page::no-title");
    }
}
