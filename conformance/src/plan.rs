//! An operation as these strategies see it: types with their references followed, and only what can be judged.
//!
//! Must not borrow from `acs-judge` or the generator how a spec is prepared: the reading here is a third one.

use std::collections::BTreeMap;

use acs_spec::constraint::{Check, Rule, Tier, WireError};
use acs_spec::operation::{Location, ParamStyle};
use acs_spec::walk::MAX_REFERENCES;
use acs_spec::{Constraint, Operation, Schema, Service, Stated, Type};
use regex_lite::Regex;

use crate::compare::{Finding, Findings, WireCode};
use crate::pool::Pool;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(usize);

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Scalar(Type),
    List(NodeId),
    Map(NodeId),
    Object(Vec<Slot>),
    /// One text that is not looked into.
    Opaque,
}

/// How a parameter becomes pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carriage {
    Flat,
    /// Elements of one text, joined by commas.
    Simple,
    /// One JSON text.
    Json,
    /// One text as it is.
    Whole,
}

/// Whether something must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    No,
    Advisory,
    Yes,
}

/// A named place in an object. Only a parameter's carriage means anything.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) need: Need,
    pub(crate) node: NodeId,
    pub(crate) carriage: Carriage,
}

/// A constraint that can be judged.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) tier: Tier,
    pub(crate) check: Check,
    pub(crate) pieces: Option<String>,
    pub(crate) narrows: Option<String>,
    pub(crate) pattern: Option<Regex>,
    pub(crate) wire: Option<WireCode>,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) asked: Vec<Asked>,
    pub(crate) default: Option<String>,
    /// An element of a text that is joined by commas: it can hold none, and is not empty.
    pub(crate) joined: bool,
    /// Values of a scalar, by what they break.
    pub(crate) pool: Pool,
}

#[derive(Debug)]
pub(crate) struct Plan {
    nodes: Vec<Node>,
    /// The request as an object.
    pub(crate) request: Kind,
    pub(crate) rules: Vec<Rule>,
    /// What the service answers to each of the rules.
    pub(crate) rule_wires: Vec<Option<WireCode>>,
    /// What every request breaks, whatever is in it: nothing, unless the spec contradicts itself. See
    /// [`crate::strategy::fault::prepared`].
    pub(crate) inherent: Findings,
    answers: Answers,
}

/// The service's common errors, by the kind of violation that they answer.
#[derive(Debug, Default)]
struct Answers(BTreeMap<String, WireCode>);

impl Answers {
    fn new(service: Option<&Service>) -> Self {
        let mut out = BTreeMap::new();
        for error in service.iter().flat_map(|service| &service.common_errors) {
            for kind in &error.answers {
                // The first that answers a kind is the one.
                out.entry(kind.clone())
                    .or_insert_with(|| WireCode::new(error.status, &error.code));
            }
        }
        Answers(out)
    }

    /// A rule's own answer goes before the common one.
    fn to(&self, own: Option<&WireError>, kind: &str) -> Option<WireCode> {
        match own {
            Some(error) => Some(WireCode::new(error.status, &error.code)),
            None => self.0.get(kind).cloned(),
        }
    }
}

static NOTHING: Node = Node {
    kind: Kind::Opaque,
    asked: Vec::new(),
    default: None,
    joined: false,
    pool: Pool::EMPTY,
};

impl Plan {
    pub(crate) fn new(operation: &Operation, service: Option<&Service>) -> Plan {
        let mut builder = Builder {
            operation,
            service,
            answers: Answers::new(service),
            nodes: Vec::new(),
            known: BTreeMap::new(),
        };
        let slots = operation
            .parameters
            .iter()
            .map(|parameter| {
                let carriage = builder.carriage(parameter);
                let node = match carriage {
                    Carriage::Whole if builder.scalar_type(&parameter.schema).is_none() => {
                        builder.opaque()
                    }
                    _ => builder.node(&parameter.schema, carriage == Carriage::Simple),
                };
                Slot {
                    name: parameter.name.clone(),
                    need: need(&parameter.required, &parameter.required_by),
                    node,
                    carriage,
                }
            })
            .collect();
        let answers = builder.answers;
        let mut nodes = builder.nodes;
        for node in &mut nodes {
            if let Kind::Scalar(kind) = node.kind {
                node.pool = Pool::new(kind, &node.asked, node.joined);
            }
        }
        Plan {
            nodes,
            request: Kind::Object(slots),
            rule_wires: operation
                .rules
                .iter()
                .map(|rule| answers.to(rule.wire_error.as_ref(), rule.check.kind()))
                .collect(),
            rules: operation.rules.clone(),
            inherent: Findings::new(),
            answers,
        }
    }

    /// Whether no request avoids it: where it is reported depends on what else is there.
    pub(crate) fn is_inherent(&self, finding: &Finding) -> bool {
        let mut inherent = self.inherent.iter();
        inherent.any(|other| other.rule == finding.rule && other.tier == finding.tier)
    }

    /// What the service answers to a violation of this kind that no rule of the spec is about.
    pub(crate) fn answer(&self, kind: &str) -> Option<WireCode> {
        self.answers.to(None, kind)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0).unwrap_or(&NOTHING)
    }

    /// The parameters.
    pub(crate) fn slots(&self) -> &[Slot] {
        slots(&self.request)
    }
}

/// The fields of an object, none of anything else.
pub(crate) fn slots(kind: &Kind) -> &[Slot] {
    match kind {
        Kind::Object(slots) => slots,
        _ => &[],
    }
}

fn need(required: &Stated<bool>, by: &[String]) -> Need {
    match required.get() {
        Some(true) => Need::Yes,
        _ if by.is_empty() => Need::No,
        _ => Need::Advisory,
    }
}

struct Builder<'s> {
    operation: &'s Operation,
    service: Option<&'s Service>,
    answers: Answers,
    nodes: Vec<Node>,
    /// By the schema's address, which the borrow of the operation keeps in place; recursion ends here.
    known: BTreeMap<(usize, bool), NodeId>,
}

impl<'s> Builder<'s> {
    /// The schema itself, then those that its reference leads to.
    fn chain(&self, schema: &'s Schema) -> Vec<&'s Schema> {
        let mut chain = vec![schema];
        let mut here = schema;
        while here.r#type == Type::Ref && chain.len() <= MAX_REFERENCES {
            let name = here.reference.as_deref().unwrap_or_default();
            let own = self.operation.schemas.get(name);
            let Some(next) = own.or_else(|| self.service?.schemas.get(name)) else {
                break;
            };
            chain.push(next);
            here = next;
        }
        chain
    }

    /// What the references of a schema end at.
    fn end(&self, schema: &'s Schema) -> &'s Schema {
        self.chain(schema).last().copied().unwrap_or(schema)
    }

    fn scalar_type(&self, schema: &'s Schema) -> Option<Type> {
        match self.end(schema).r#type {
            Type::Array | Type::Object | Type::Map => None,
            kind => Some(kind),
        }
    }

    fn carriage(&self, parameter: &'s acs_spec::Parameter) -> Carriage {
        let end = self.end(&parameter.schema);
        if self.scalar_type(end).is_some() {
            return Carriage::Whole;
        }
        let in_body = parameter.location.get() == Some(&Location::Body);
        match parameter.style {
            Some(ParamStyle::Json) => Carriage::Json,
            Some(ParamStyle::Xml) => Carriage::Whole,
            Some(ParamStyle::Simple) => match (end.r#type, end.items.as_deref()) {
                (Type::Array, None) => Carriage::Simple,
                (Type::Array, Some(items)) if self.scalar_type(items).is_some() => Carriage::Simple,
                _ => Carriage::Whole,
            },
            Some(ParamStyle::RepeatList | ParamStyle::Flat) => Carriage::Flat,
            None if in_body => Carriage::Json,
            None => Carriage::Flat,
        }
    }

    fn opaque(&mut self) -> NodeId {
        self.add(Kind::Opaque, false)
    }

    fn add(&mut self, kind: Kind, joined: bool) -> NodeId {
        self.nodes.push(Node {
            kind,
            asked: Vec::new(),
            default: None,
            joined,
            pool: Pool::EMPTY,
        });
        NodeId(self.nodes.len() - 1)
    }

    /// `joined`: its elements are joined by commas (of a list), or it is such an element (of a scalar).
    fn node(&mut self, schema: &'s Schema, joined: bool) -> NodeId {
        let key = (std::ptr::from_ref(schema).addr(), joined);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let id = self.add(Kind::Opaque, joined);
        self.known.insert(key, id);
        let chain = self.chain(schema);
        let end = self.end(schema);
        let kind = match end.r#type {
            Type::Array => Kind::List(self.element(end, joined)),
            Type::Map => Kind::Map(self.element(end, false)),
            Type::Object if end.fields.is_empty() => Kind::Map(self.any(false)),
            Type::Object => Kind::Object(
                end.fields
                    .iter()
                    .map(|field| Slot {
                        name: field.name.clone(),
                        need: need(&field.required, &field.required_by),
                        node: self.node(&field.schema, false),
                        carriage: Carriage::Flat,
                    })
                    .collect(),
            ),
            Type::Ref => Kind::Scalar(Type::Any),
            scalar => Kind::Scalar(scalar),
        };
        let asked = chain
            .iter()
            .flat_map(|schema| &schema.constraints)
            .filter(|constraint| is_judged(constraint, &kind))
            .map(|constraint| self.asked(constraint))
            .collect();
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.kind = kind;
            node.asked = asked;
            node.default = chain.iter().find_map(|schema| schema.default.clone());
        }
        id
    }

    fn element(&mut self, schema: &'s Schema, joined: bool) -> NodeId {
        match schema.items.as_deref() {
            Some(items) => self.node(items, joined),
            None => self.any(joined),
        }
    }

    fn any(&mut self, joined: bool) -> NodeId {
        self.add(Kind::Scalar(Type::Any), joined)
    }

    fn asked(&self, constraint: &Constraint) -> Asked {
        let pattern = match &constraint.check {
            Check::Pattern(pattern) => Regex::new(&format!("^(?:{})$", pattern.pattern)).ok(),
            _ => None,
        };
        let own = constraint.wire_error.as_ref();
        Asked {
            id: constraint.id.clone(),
            tier: constraint.tier,
            check: constraint.check.clone(),
            pieces: constraint.pieces.as_ref().map(|p| p.separator.clone()),
            narrows: constraint.narrows.clone(),
            pattern,
            wire: self.answers.to(own, constraint.check.kind()),
        }
    }
}

/// Whether anything but the service can judge this of a value of this kind.
fn is_judged(constraint: &Constraint, kind: &Kind) -> bool {
    let composite = matches!(kind, Kind::List(_) | Kind::Map(_));
    match &constraint.check {
        Check::ServerSide(_) => false,
        Check::Items(items) => composite == items.separator.is_none(),
        Check::IntRange(_) | Check::IntSet(_) | Check::NumberRange(_) => {
            let on_text = matches!(kind, Kind::Scalar(Type::String | Type::Json | Type::Binary));
            constraint.pieces.is_some() || !on_text
        }
        _ => !composite,
    }
}
