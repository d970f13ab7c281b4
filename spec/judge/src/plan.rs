//! A spec, prepared for judging: references followed, patterns compiled, names looked up. Made by [`crate::prepare`].

use std::collections::BTreeMap;
use std::sync::Arc;

use acs_spec::constraint::{CharSet, LengthUnit, Order, WireError};

use crate::datetime::Format;
use crate::reading::{Needs, Standing};
use crate::scalar::{Scalar, Typed};

/// Position of a [`Node`] in [`Plan::nodes`]. Recursion goes through these, so a plan is finite whatever it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// All that is needed to judge requests of one operation.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The request itself, as an object whose slots are the parameters.
    pub(crate) request: Arc<Object>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) rules: Vec<Rule>,
    /// The service's common answers, by the kind of violation.
    pub(crate) answers: BTreeMap<String, Arc<WireError>>,
    /// Address of the operation's documentation.
    pub(crate) documentation: Option<Arc<str>>,
}

impl Plan {
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// The kind of a node. An id that is no node's cannot be had; it would be read as a text.
    pub(crate) fn kind(&self, id: NodeId) -> &Kind {
        self.node(id).map_or(&ANY, |node| &node.kind)
    }
}

/// What any value can be read as.
pub(crate) static ANY: Kind = Kind::Scalar(Scalar::Any);

/// A type with what is asked of its values.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) checks: Vec<Check>,
    /// Its value is never shown.
    pub(crate) secret: bool,
    /// It is secret, or something in it is: its raw text is never shown.
    pub(crate) holds_secret: bool,
    /// The documented default, as text.
    pub(crate) default: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Scalar(Scalar),
    List(NodeId),
    Map(NodeId),
    Object(Arc<Object>),
}

/// The fields of an object, or the parameters of the request.
#[derive(Debug, Default)]
pub(crate) struct Object {
    /// In the spec's order.
    pub(crate) slots: Vec<Slot>,
    pub(crate) by_name: BTreeMap<String, usize>,
    /// Most dots in any name.
    pub(crate) most_dots: usize,
}

/// A named place for a value.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) node: NodeId,
    pub(crate) needs: Needs,
    pub(crate) carriage: Carriage,
}

/// How a value is carried by pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carriage {
    /// One pair holds the text itself.
    Scalar,
    /// One pair for each scalar inside.
    Flat,
    /// One pair; elements joined by commas.
    Simple,
    /// One pair; JSON text.
    Json,
    /// One pair; a text that is not looked into.
    Opaque,
}

/// A constraint.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) id: Arc<str>,
    pub(crate) kind: &'static str,
    pub(crate) test: Test,
    /// It is asked of each piece between these.
    pub(crate) pieces: Option<String>,
    /// Position, among the node's checks, of the looser one.
    pub(crate) narrows: Option<usize>,
    pub(crate) standing: Standing,
    pub(crate) wire_error: Option<Arc<WireError>>,
    pub(crate) allowed: Arc<str>,
}

/// What a constraint asks, ready to be tried.
#[derive(Debug)]
pub(crate) enum Test {
    Length {
        min: Option<u64>,
        max: Option<u64>,
        unit: LengthUnit,
        allow_empty: bool,
    },
    FirstChar(CharSet),
    LastChar(CharSet),
    Charset(CharSet),
    ForbidChars(String),
    ForbidPrefix(Vec<String>),
    Ascii,
    /// `one_of`, and `fixed` as a list of one.
    OneOf(Vec<Typed<String>>),
    /// `int_range`, and `int_set` as several.
    Ranges(Vec<(Option<i64>, Option<i64>)>),
    NumberRange {
        min: Option<Bound>,
        max: Option<Bound>,
    },
    Items {
        min: Option<u64>,
        max: Option<u64>,
        separator: Option<String>,
    },
    Pattern(regex_lite::Regex),
    Datetime(Format),
}

/// One end of a range of numbers.
#[derive(Debug)]
pub(crate) struct Bound {
    /// In the width of the type that is judged.
    pub(crate) number: f64,
    pub(crate) exclusive: bool,
}

/// A rule across parameters.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: Arc<str>,
    pub(crate) kind: &'static str,
    /// Slots that lead from the request to the objects it is judged in; lists and maps are passed through.
    pub(crate) within: Vec<usize>,
    pub(crate) test: RuleTest,
    /// Position of the looser rule.
    pub(crate) narrows: Option<usize>,
    pub(crate) standing: Standing,
    pub(crate) wire_error: Option<Arc<WireError>>,
    pub(crate) allowed: Arc<str>,
}

/// A parameter that a rule names.
#[derive(Debug)]
pub(crate) struct Target {
    /// As the rule names it.
    pub(crate) label: String,
    /// Slots that lead to it, through objects only.
    pub(crate) slots: Vec<usize>,
    pub(crate) secret: bool,
}

#[derive(Debug)]
pub(crate) enum RuleTest {
    RequiredIf {
        param: Target,
        when: Target,
        scalar: Scalar,
        equals: Vec<Typed<String>>,
        /// The documented default of `when` is one of `equals`.
        by_default: bool,
    },
    Requires {
        param: Target,
        needs: Target,
    },
    Exclusive(Vec<Target>),
    AtLeastOne(Vec<Target>),
    Compare {
        param: Target,
        less_than: Target,
        or_equal: bool,
        order: Order,
    },
}
