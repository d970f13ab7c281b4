//! Where in a request a value stands: a chain on the stack, written out only when a violation is reported.
//! Must not allocate: validators build one for every value, valid or not.

use std::fmt;

/// A place in a request, such as `Tag[2].Key`.
///
/// ```
/// use acs_runtime::Path;
/// let tag = Path::ROOT.field("Tag");
/// let second = tag.item(1);
/// assert_eq!(second.field("Key").to_string(), "Tag[2].Key");
/// assert_eq!(Path::ROOT.field("Labels").key("a b").to_string(), "Labels.a b");
/// ```
#[derive(Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

/// One step of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// The request itself.
    Root,
    /// A named parameter or field.
    Field(&'a str),
    /// An element of a list, from 0.
    Item(usize),
    /// A map's value.
    Key(&'a str),
}

impl<'a> Path<'a> {
    /// The request itself.
    pub const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    /// The parameter or field of this name.
    #[must_use]
    pub const fn field<'b>(&'b self, name: &'b str) -> Path<'b> {
        Path {
            parent: Some(self),
            step: Step::Field(name),
        }
    }

    /// The element at this index, from 0; shown counted from 1.
    #[must_use]
    pub const fn item(&self, index: usize) -> Path<'_> {
        Path {
            parent: Some(self),
            step: Step::Item(index),
        }
    }

    /// The value of a map at this key.
    #[must_use]
    pub const fn key<'b>(&'b self, key: &'b str) -> Path<'b> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// The steps from the request inwards, without the request itself.
    pub(crate) fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(path) = here {
            if path.step != Step::Root {
                steps.push(path.step);
            }
            here = path.parent;
        }
        steps.reverse();
        steps
    }
}

impl Step<'_> {
    /// Appends this step to a path's text.
    pub(crate) fn append(self, text: &mut String) {
        match self {
            Step::Root => {}
            Step::Field(name) | Step::Key(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Step::Item(index) => {
                text.push('[');
                text.push_str(&index.saturating_add(1).to_string());
                text.push(']');
            }
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for step in self.steps() {
            step.append(&mut text);
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_empty_and_indices_count_from_one() {
        assert_eq!(Path::ROOT.to_string(), "");
        let list = Path::ROOT.field("Matrix");
        let row = list.item(0);
        assert_eq!(row.item(9).to_string(), "Matrix[1][10]");
        assert_eq!(format!("{row:?}"), "Path(Matrix[1])");
    }

    #[test]
    fn an_index_never_overflows() {
        let list = Path::ROOT.field("L");
        assert_eq!(
            list.item(usize::MAX).to_string(),
            format!("L[{}]", usize::MAX)
        );
    }
}
