//! What two sides can be compared in: what both speak of, what a layout has lost, and whose word a fact is.
//!
//! A source that is silent on an aspect says nothing about it, neither that it is gone nor that it is new. So everything
//! that either side is silent on is left out before anything is compared.

use std::collections::BTreeSet;

use acs_spec::source::{Evidence, SourceKind};
use acs_spec::{Operation, Schema, Type, walk};

use crate::merge::type_key;

/// Keywords of structured metadata that state constraints; whatever else reads one is a rule for prose.
const KEYWORDS: &[&str] = &[
    "enum",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
];

/// The layout that drops bullets and code spans inside its tables: lists of values are lost without a trace.
const LAYOUT_WITHOUT_LISTS: &str = "C";

/// What one side speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// All that there is, but for these aspects: a page has a place for each.
    AllBut(BTreeSet<String>),
    /// These aspects: of a file of metadata, that in which at least one row says something.
    Only(BTreeSet<String>),
}

impl Spoken {
    /// What a page speaks of. `whole`: sections that are not there count as spoken of, as those of a spec made of a page
    /// must: it does not tell a section without rows from none.
    #[must_use]
    pub fn page(operation: &Operation, whole: bool) -> Self {
        let mut silent: BTreeSet<String> = ["security", "consumes", "produces", "replaced_by"]
            .map(str::to_owned)
            .into();
        let mut not = |aspect: &str, is_silent: bool| {
            if is_silent {
                silent.insert(aspect.to_owned());
            }
        };
        let shows_request = operation.prose.contains_key("request_syntax");
        not("methods", !whole && !shows_request);
        not("path", !whole && !shows_request);
        not("style", !whole && !shows_request);
        not("errors", !whole && operation.errors.is_empty());
        let answers = operation.responses.get();
        not("responses", !whole && answers.is_none_or(Vec::is_empty));
        not("examples", !whole && operation.examples.is_empty());
        not(
            "authorization",
            !whole && operation.authorization.is_empty(),
        );
        Spoken::AllBut(silent)
    }

    /// What metadata speaks of, in any of its operations.
    #[must_use]
    pub fn metadata(operations: &[Operation]) -> Self {
        let mut spoken = BTreeSet::new();
        for operation in operations {
            of_operation(operation, &mut spoken);
        }
        Spoken::Only(spoken)
    }

    /// Whether it speaks of an aspect.
    #[must_use]
    pub fn speaks(&self, aspect: &str) -> bool {
        match self {
            Spoken::AllBut(silent) => !aspect.starts_with(VENDOR) && !silent.contains(aspect),
            Spoken::Only(spoken) => spoken.contains(aspect),
        }
    }
}

fn of_operation(operation: &Operation, spoken: &mut BTreeSet<String>) {
    let mut add = |aspect: &str, is_stated: bool| {
        if is_stated && !spoken.contains(aspect) {
            spoken.insert(aspect.to_owned());
        }
    };
    add("methods", operation.methods.get().is_some());
    add("schemes", operation.schemes.get().is_some());
    add("path", operation.path.get().is_some());
    add("style", operation.style.get().is_some());
    add("access", operation.access.get().is_some());
    add("security", !operation.security.is_empty());
    add("consumes", !operation.consumes.is_empty());
    add("produces", !operation.produces.is_empty());
    add("replaced_by", !operation.replaced_by.is_empty());
    add("authorization", !operation.authorization.is_empty());
    add("examples", !operation.examples.is_empty());
    add("errors", !operation.errors.is_empty());
    let answers = operation.responses.get();
    add(
        "responses",
        answers.is_some_and(|answers| !answers.is_empty()),
    );
    add("prose", !operation.prose.is_empty());
    add(
        "prose",
        operation.errors.iter().any(|row| row.prose.is_some()),
    );
    for parameter in &operation.parameters {
        add("location", parameter.location.get().is_some());
        add("param-style", parameter.style.is_some());
        add("allow_empty", parameter.allow_empty.is_some());
    }
    for key in operation.vendor.keys() {
        add(&vendor(key), true);
    }
    walk::schemas(operation, &mut |visit| of_schema(visit.schema, &mut add));
}

fn of_schema(schema: &Schema, add: &mut impl FnMut(&str, bool)) {
    add("format", schema.format.is_some());
    add("example", schema.example.is_some());
    add("default", schema.default.is_some());
    add("unit", schema.unit.is_some());
    add("values", !schema.values.is_empty());
    add("prose", !schema.prose.is_empty());
    for key in schema.vendor.keys() {
        add(&vendor(key), true);
    }
}

/// The aspect of a keyword without a meaning. What states a constraint is spoken of by all metadata.
pub fn vendor(keyword: &str) -> String {
    format!("{VENDOR}{keyword}")
}

/// How aspects of keywords without a meaning begin: no page speaks of any.
const VENDOR: &str = "vendor:";

/// Whether a keyword states a constraint where it fits its type.
#[must_use]
pub fn is_limit(keyword: &str) -> bool {
    KEYWORDS.contains(&keyword)
}

/// How one operation of each side is compared.
#[derive(Debug)]
pub struct View<'a> {
    /// What was.
    pub before: &'a Operation,
    /// What is.
    pub after: &'a Operation,
    /// What the first speaks of.
    pub spoken_before: &'a Spoken,
    /// What the second speaks of.
    pub spoken_after: &'a Spoken,
    /// Where the first is a spec made of several sources: the ids of those that are of the second's kind.
    pub own: Option<BTreeSet<String>>,
    /// The kind of the second.
    pub kind: SourceKind,
    lost_before: Lost,
    lost_after: Lost,
}

/// What one side has lost.
#[derive(Debug, Default)]
struct Lost {
    lists: bool,
    rows: BTreeSet<String>,
}

/// Whether an operation was read in a layout that drops lists of values.
#[must_use]
pub fn loses_lists(operation: &Operation) -> bool {
    layout(operation).as_deref() == Some(LAYOUT_WITHOUT_LISTS)
}

/// The layout of the page, where there is one.
fn layout(operation: &Operation) -> Option<String> {
    let mut pages = operation
        .sources
        .iter()
        .filter(|s| s.kind == SourceKind::Page);
    pages.find_map(|source| source.layout.clone())
}

impl Lost {
    fn of(operation: &Operation, other: &Operation) -> Self {
        Lost {
            lists: loses_lists(operation) && layout(other) != layout(operation),
            rows: operation
                .losses
                .iter()
                .map(|loss| loss.row.clone())
                .collect(),
        }
    }

    fn holds(&self, rows: &[String]) -> bool {
        self.lists || rows.iter().any(|row| self.rows.contains(row))
    }
}

impl<'a> View<'a> {
    /// Of two operations. `own`: see the field.
    #[must_use]
    pub fn new(
        before: (&'a Operation, &'a Spoken),
        after: (&'a Operation, &'a Spoken),
        own: Option<BTreeSet<String>>,
        kind: SourceKind,
    ) -> Self {
        View {
            lost_before: Lost::of(before.0, after.0),
            lost_after: Lost::of(after.0, before.0),
            before: before.0,
            after: after.0,
            spoken_before: before.1,
            spoken_after: after.1,
            own,
            kind,
        }
    }

    /// Whether both sides speak of an aspect.
    #[must_use]
    pub fn both(&self, aspect: &str) -> bool {
        self.spoken_before.speaks(aspect) && self.spoken_after.speaks(aspect)
    }

    /// The type that sources of the kind gave a value of the first side, where others gave it another.
    #[must_use]
    pub fn own_type(&self, schema: &Schema) -> Type {
        let mut own = self.own.iter().flatten();
        let said = own.find_map(|id| {
            schema
                .vendor
                .get(&type_key(id))?
                .as_str()
                .map(Type::from_word)
        });
        said.flatten().unwrap_or(schema.r#type)
    }

    /// Whether the first side is a spec.
    #[must_use]
    pub fn is_spec(&self) -> bool {
        self.own.is_some()
    }

    /// What is in a row of the first side and not in the second: whether that is only lost.
    #[must_use]
    pub fn lost_after(&self, rows: &[String]) -> bool {
        self.lost_after.holds(rows)
    }

    /// What is in a row of the second side and not in the first: whether it was only lost there. A crate that was made
    /// of a spec lacks what the spec lacks, whatever the reason.
    #[must_use]
    pub fn lost_before(&self, rows: &[String]) -> bool {
        !self.is_spec() && self.lost_before.holds(rows)
    }

    /// Whether either side has lost something of a row, and not both the same: then it reads otherwise for that alone.
    #[must_use]
    pub fn reads_otherwise(&self, row: &str) -> bool {
        let of = |operation: &Operation| {
            let losses = operation.losses.iter().filter(|loss| loss.row == row);
            losses.map(|loss| loss.what.clone()).collect::<Vec<_>>()
        };
        of(self.before) != of(self.after)
    }

    /// Whether the layouts lose the same, so that fingerprints of rows can be compared.
    #[must_use]
    pub fn lists_are_kept(&self) -> bool {
        !self.lost_before.lists && !self.lost_after.lists
    }

    /// Whether what this evidence speaks for is to be compared: a source of the kind says so, and not by prose alone
    /// where one side has none.
    #[must_use]
    pub fn counts(&self, evidence: &[Evidence]) -> bool {
        if evidence.is_empty() {
            return true;
        }
        let is_own = |source: &str| {
            let own = self.own.as_ref();
            own.is_none_or(|own| {
                own.contains(source)
                    || self
                        .after
                        .sources
                        .iter()
                        .any(|s| s.id == source && s.kind == self.kind)
            })
        };
        let by_keyword = |evidence: &Evidence| evidence.reading.as_deref().is_some_and(is_limit);
        let prose = self.kind == SourceKind::Page || self.both("prose");
        evidence
            .iter()
            .any(|evidence| is_own(&evidence.source) && (prose || by_keyword(evidence)))
    }

    /// Whether another source of the spec says the same, so that it stands even when this one says it no longer.
    #[must_use]
    pub fn others_say(&self, evidence: &[Evidence]) -> bool {
        let own = self.own.as_ref();
        own.is_some_and(|own| evidence.iter().any(|e| !own.contains(&e.source)))
    }

    /// Whether the first side has this row from a source of the kind; `true` where that cannot be told.
    #[must_use]
    pub fn is_own_row(&self, rows: &[String]) -> bool {
        let Some(own) = &self.own else { return true };
        let mut sources = self
            .before
            .sources
            .iter()
            .filter(|s| own.contains(&s.id))
            .peekable();
        if sources.peek().is_none() {
            return false;
        }
        sources.any(|source| {
            source.rows.is_empty() || rows.iter().any(|row| source.rows.contains_key(row))
        })
    }
}
