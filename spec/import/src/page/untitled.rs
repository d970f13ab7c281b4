//! What a page whose layout lost its title still tells: the summary, and, from other places, the
//! operation's name. Must not know how tables are written.

use super::diag::{PageError, Remark, RemarkKind};
use super::faults;
use super::model::{AuthorizationRow, Example, Hints, OperationLink};

/// Where the name of the operation may stand, besides a hint.
pub(crate) struct Places<'a> {
    pub(crate) link: Option<&'a OperationLink>,
    pub(crate) authorization: &'a [AuthorizationRow],
    pub(crate) examples: &'a [Example],
}

/// The operation's name, with what is to be reported: the title is lost, and the name may be in doubt.
pub(crate) fn operation(hints: &Hints, places: &Places<'_>, remarks: &mut Vec<Remark>) -> String {
    let found = hints
        .operation
        .clone()
        .map(|name| (name, "hint"))
        .or_else(|| Some((places.link?.operation.clone(), "link")))
        .or_else(|| Some((root_of_xml(places.examples)?, "example")))
        .or_else(|| Some((first_action(places.authorization)?, "authorization")));
    remarks.push(Remark {
        kind: RemarkKind::Lost,
        code: "page::lost-title",
        line: 1,
        row: "title".to_owned(),
        what: "the layout has neither the title with the product's name nor the day of the last change".to_owned(),
        mend: "take both from another source".to_owned(),
        candidates: Vec::new(),
    });
    match found {
        Some((name, "authorization")) => {
            remarks.push(Remark {
                kind: RemarkKind::Ambiguous,
                code: "page::operation",
                line: 1,
                row: "title".to_owned(),
                what: "the operation's name was taken from the first action of the authorization table, which can differ".to_owned(),
                mend: "state the operation's name".to_owned(),
                candidates: vec![name.clone()],
            });
            name
        }
        Some((name, _)) => name,
        None => {
            remarks.push(Remark {
                kind: RemarkKind::Lost,
                code: "page::lost-operation",
                line: 1,
                row: "title".to_owned(),
                what: "nothing on the page names its operation".to_owned(),
                mend: "state the operation's name".to_owned(),
                candidates: Vec::new(),
            });
            String::new()
        }
    }
}

/// The name before `Response` in the root element of an example.
fn root_of_xml(examples: &[Example]) -> Option<String> {
    let xml = examples.iter().find(|e| e.format == "XML")?;
    let tag = xml
        .text
        .split('<')
        .find(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name: String = tag
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(256)
        .collect();
    name.strip_suffix("Response")
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
}

fn first_action(rows: &[AuthorizationRow]) -> Option<String> {
    let (_, action) = rows.first()?.operation.split_once(':')?;
    let named = !action.is_empty() && action.bytes().all(|b| b.is_ascii_alphanumeric());
    named.then(|| action.to_owned())
}

/// The fault of a page that begins with its first heading, or not at all.
pub(crate) fn no_summary(line: usize) -> PageError {
    PageError::new(
        &faults::NO_SUMMARY,
        Some(line),
        "the page does not begin with the summary of its operation",
        "fetch the whole page again",
    )
}

/// Product, version and operation in the target of a link such as `…/api/Lamp/2020-01-01/LightLamp`.
pub(crate) fn link_target(target: &str) -> Option<OperationLink> {
    let rest = target.trim().split_once("://")?.1.split_once("/api/")?.1;
    let rest = rest.split(['?', '#']).next()?;
    let mut parts = rest.split('/');
    let (product, version, operation) = (parts.next()?, parts.next()?, parts.next()?);
    let dated = version.len() == 10 && version.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let word = |w: &str| {
        !w.is_empty()
            && w.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    (dated && word(product) && word(operation)).then(|| OperationLink {
        product: product.to_owned(),
        version: version.to_owned(),
        operation: operation.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(format: &str, text: &str) -> Example {
        Example {
            format: format.to_owned(),
            text: text.to_owned(),
            line: 1,
        }
    }

    #[test]
    fn names_of_operations() {
        let link =
            link_target("https://api.example.org/api/Lamp/2020-01-01/LightLamp?x#y").unwrap();
        assert_eq!(link.product, "Lamp");
        assert_eq!(link_target("https://a.b/api/Lamp/latest/LightLamp"), None);
        assert_eq!(link_target("#"), None);
        let examples = [example(
            "XML",
            "<?xml version=\"1.0\"?>\n<LightLampResponse>\n</LightLampResponse>",
        )];
        let places = |link, examples| Places {
            link,
            authorization: &[],
            examples,
        };
        let mut remarks = Vec::new();
        assert_eq!(
            operation(&Hints::default(), &places(Some(&link), &[]), &mut remarks),
            "LightLamp"
        );
        assert_eq!(
            operation(&Hints::default(), &places(None, &examples), &mut remarks),
            "LightLamp"
        );
        let hints = Hints::default().operation("Snuff");
        assert_eq!(
            operation(&hints, &places(Some(&link), &[]), &mut remarks),
            "Snuff"
        );
        assert_eq!(remarks.len(), 3);
        assert_eq!(
            operation(&Hints::default(), &places(None, &[]), &mut remarks),
            ""
        );
        assert_eq!(remarks.last().unwrap().code, "page::lost-operation");
    }
}
