//! The types of a spec as nodes: names to slots, references followed.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use acs_spec::codes;
use acs_spec::operation::{Location, ParamStyle};
use acs_spec::shape::pointer;
use acs_spec::{Field, Parameter, Schema, Stated, Type};

use super::Preparer;
use crate::plan::{ANY, Carriage, Kind, Node, NodeId, Object, Slot};
use crate::reading::Needs;
use crate::scalar::Scalar;

/// Most references that are followed one after the other.
const MAX_REFERENCES: usize = 64;

/// A schema and where it stands.
pub(super) type Placed<'s> = (&'s Schema, String);

/// A schema whose references are not followed yet; without one of its own it is a stand-in that says nothing.
struct Draft<'s> {
    schema: Option<Placed<'s>>,
    kind: DraftKind<'s>,
}

enum DraftKind<'s> {
    Plain(Kind),
    Object(Vec<(&'s Field, NodeId)>),
    Reference(NodeId),
}

#[derive(Default)]
struct Drafts<'s> {
    all: Vec<Draft<'s>>,
    /// Schemas that were referred to, by name.
    named: BTreeMap<&'s str, NodeId>,
    /// Those of them that are not drafted yet: a queue, so that a long chain of references needs no deep stack.
    waiting: VecDeque<NodeId>,
}

impl<'s> Drafts<'s> {
    fn reserve(&mut self, schema: Option<Placed<'s>>) -> NodeId {
        let kind = DraftKind::Plain(ANY.clone());
        self.all.push(Draft { schema, kind });
        NodeId(self.all.len() - 1)
    }

    fn get(&self, id: NodeId) -> Option<&Draft<'s>> {
        self.all.get(id.0)
    }

    fn is_scalar(&self, end: NodeId) -> bool {
        self.get(end)
            .is_none_or(|draft| matches!(draft.kind, DraftKind::Plain(Kind::Scalar(_))))
    }
}

/// What a draft's references lead to.
struct Chain {
    /// The drafts on the way: itself first, the end last.
    drafts: Vec<NodeId>,
    end: NodeId,
}

/// The chain of each draft.
struct Chains(Vec<Chain>);

impl Chains {
    fn end(&self, id: NodeId) -> NodeId {
        self.0.get(id.0).map_or(id, |chain| chain.end)
    }
}

impl<'s> Preparer<'s> {
    /// All nodes, and the request as an object.
    pub(super) fn tree(&mut self) -> (Vec<Node>, Arc<Object>) {
        let operation = self.operation;
        let mut drafts = Drafts::default();
        let parameters: Vec<(&Parameter, NodeId)> = operation
            .parameters
            .iter()
            .enumerate()
            .map(|(n, parameter)| {
                let schema = (&parameter.schema, format!("/parameters/{n}/schema"));
                (parameter, self.draft(&mut drafts, schema))
            })
            .collect();
        while let Some(id) = drafts.waiting.pop_front() {
            self.fill(&mut drafts, id);
        }
        let chains = self.chains(&drafts);
        let kinds: Vec<Kind> = drafts
            .all
            .iter()
            .map(|draft| match &draft.kind {
                DraftKind::Plain(kind) => kind.clone(),
                DraftKind::Object(fields) => {
                    let place = draft.schema.as_ref().map_or("", |(_, place)| place);
                    Kind::Object(Arc::new(self.object(&drafts, &chains, fields, place)))
                }
                DraftKind::Reference(_) => ANY.clone(),
            })
            .collect();
        let mut nodes: Vec<Node> = chains
            .0
            .iter()
            .map(|chain| {
                let kind = kinds.get(chain.end.0).unwrap_or(&ANY).clone();
                let schemas: Vec<&Placed<'s>> = chain
                    .drafts
                    .iter()
                    .filter_map(|id| drafts.get(*id)?.schema.as_ref())
                    .collect();
                let secret = schemas.iter().any(|(schema, _)| schema.sensitive);
                Node {
                    checks: self.checks(&schemas, &kind),
                    secret,
                    holds_secret: secret,
                    default: schemas
                        .iter()
                        .find_map(|(schema, _)| schema.default.clone()),
                    kind,
                }
            })
            .collect();
        spread_secrets(&mut nodes);
        (nodes, Arc::new(self.request(&drafts, &chains, &parameters)))
    }

    fn draft(&mut self, drafts: &mut Drafts<'s>, schema: Placed<'s>) -> NodeId {
        let id = drafts.reserve(Some(schema));
        self.fill(drafts, id);
        id
    }

    /// Reads the schema of a reserved draft.
    fn fill(&mut self, drafts: &mut Drafts<'s>, id: NodeId) {
        let Some((schema, place)) = drafts.get(id).and_then(|draft| draft.schema.clone()) else {
            return;
        };
        let kind = match schema.r#type {
            Type::Array | Type::Map => match &schema.items {
                Some(items) => {
                    let items = self.draft(drafts, (items, format!("{place}/items")));
                    DraftKind::Plain(match schema.r#type {
                        Type::Map => Kind::Map(items),
                        _ => Kind::List(items),
                    })
                }
                None if schema.r#type == Type::Map => {
                    DraftKind::Plain(Kind::Map(drafts.reserve(None)))
                }
                None => {
                    self.fault(
                        &codes::BAD_SHAPE,
                        &place,
                        "a list says nothing of its elements".into(),
                        "add `items`; where no source says what they are, with the type `unstated`",
                    );
                    DraftKind::Plain(Kind::List(drafts.reserve(None)))
                }
            },
            // Nothing is stated of what is in it, so anything may be.
            Type::Object if schema.fields.is_empty() => {
                DraftKind::Plain(Kind::Map(drafts.reserve(None)))
            }
            Type::Object => DraftKind::Object(
                schema
                    .fields
                    .iter()
                    .enumerate()
                    .map(|(n, field)| {
                        let place = format!("{place}/fields/{n}/schema");
                        (field, self.draft(drafts, (&field.schema, place)))
                    })
                    .collect(),
            ),
            Type::Ref => match self.refer(drafts, schema, &place) {
                Some(target) => DraftKind::Reference(target),
                None => DraftKind::Plain(ANY.clone()),
            },
            other => DraftKind::Plain(Scalar::of(other).map_or_else(|| ANY.clone(), Kind::Scalar)),
        };
        if let Some(draft) = drafts.all.get_mut(id.0) {
            draft.kind = kind;
        }
    }

    /// The draft that a reference leads to.
    fn refer(
        &mut self,
        drafts: &mut Drafts<'s>,
        schema: &'s Schema,
        place: &str,
    ) -> Option<NodeId> {
        let Some(name) = schema.reference.as_deref() else {
            self.fault(
                &codes::BAD_SHAPE,
                place,
                "a reference does not say to what".into(),
                "add `reference` with a name among the operation's `schemas`",
            );
            return None;
        };
        if let Some(id) = drafts.named.get(name) {
            return Some(*id);
        }
        let shared = self.service.and_then(|service| service.schemas.get(name));
        let Some(target) = self.operation.schemas.get(name).or(shared) else {
            self.fault(
                &codes::UNKNOWN_REFERENCE,
                &format!("{place}/reference"),
                format!("no schema has the name `{name}`"),
                "name one of the operation's `schemas`, or add it there",
            );
            return None;
        };
        let id = drafts.reserve(Some((target, pointer(&["schemas", name]))));
        drafts.named.insert(name, id);
        drafts.waiting.push_back(id);
        Some(id)
    }

    /// Follows the references of every draft. One that leads back to itself ends where it began, as anything.
    fn chains(&mut self, drafts: &Drafts<'s>) -> Chains {
        let mut chains = Vec::with_capacity(drafts.all.len());
        for n in 0..drafts.all.len() {
            let mut id = NodeId(n);
            let mut way = vec![id];
            while let Some(DraftKind::Reference(next)) = drafts.get(id).map(|draft| &draft.kind) {
                id = *next;
                if way.contains(&id) || way.len() > MAX_REFERENCES {
                    let place = drafts
                        .get(NodeId(n))
                        .and_then(|draft| draft.schema.as_ref());
                    self.fault(
                        &codes::CYCLIC_REFERENCE,
                        place.map_or("", |(_, place)| place),
                        format!(
                            "following this reference leads back to it, or over more than {MAX_REFERENCES} others"
                        ),
                        "refer to the type itself; recursion goes through an object, a list or a map",
                    );
                    break;
                }
                way.push(id);
            }
            chains.push(Chain {
                drafts: way,
                end: id,
            });
        }
        Chains(chains)
    }

    fn object(
        &mut self,
        drafts: &Drafts<'s>,
        chains: &Chains,
        fields: &[(&'s Field, NodeId)],
        place: &str,
    ) -> Object {
        let slots = fields
            .iter()
            .enumerate()
            .map(|(n, (field, node))| Slot {
                name: field.name.clone(),
                node: *node,
                needs: self.needs(
                    &field.required,
                    &field.required_by,
                    &format!("{place}/fields/{n}"),
                ),
                carriage: match drafts.is_scalar(chains.end(*node)) {
                    true => Carriage::Scalar,
                    false => Carriage::Flat,
                },
            })
            .collect();
        self.slots(slots, &format!("{place}/fields"))
    }

    fn request(
        &mut self,
        drafts: &Drafts<'s>,
        chains: &Chains,
        parameters: &[(&'s Parameter, NodeId)],
    ) -> Object {
        let slots = parameters
            .iter()
            .enumerate()
            .map(|(n, (parameter, node))| Slot {
                name: parameter.name.clone(),
                node: *node,
                needs: self.needs(
                    &parameter.required,
                    &parameter.required_by,
                    &format!("/parameters/{n}"),
                ),
                carriage: self.carriage(drafts, chains, parameter, *node),
            })
            .collect();
        self.slots(slots, "/parameters")
    }

    fn carriage(
        &self,
        drafts: &Drafts<'s>,
        chains: &Chains,
        parameter: &Parameter,
        node: NodeId,
    ) -> Carriage {
        let end = chains.end(node);
        let common = self
            .service
            .and_then(|service| service.common.location.get());
        let location = parameter.location.get().or(common);
        match parameter.style {
            _ if drafts.is_scalar(end) => Carriage::Scalar,
            Some(ParamStyle::Json) => Carriage::Json,
            Some(ParamStyle::Xml) => Carriage::Opaque,
            Some(ParamStyle::Simple) => match drafts.get(end).map(|draft| &draft.kind) {
                Some(DraftKind::Plain(Kind::List(items)))
                    if drafts.is_scalar(chains.end(*items)) =>
                {
                    Carriage::Simple
                }
                _ => Carriage::Opaque,
            },
            Some(ParamStyle::RepeatList | ParamStyle::Flat) => Carriage::Flat,
            None if location == Some(&Location::Body) => Carriage::Json,
            None => Carriage::Flat,
        }
    }

    fn needs(&mut self, required: &Stated<bool>, by: &[String], place: &str) -> Needs {
        let mut kinds = Vec::with_capacity(by.len());
        for (n, id) in by.iter().enumerate() {
            match self.sources.get(id.as_str()) {
                Some((kind, _)) => kinds.push(*kind),
                None => self.fault(
                    &codes::UNKNOWN_SOURCE,
                    &format!("{place}/required_by/{n}"),
                    format!("no source has the id `{id}`"),
                    "name one of the operation's `sources`, or add it there",
                ),
            }
        }
        Needs {
            always: required.get() == Some(&true),
            by: kinds,
        }
    }

    fn slots(&mut self, slots: Vec<Slot>, place: &str) -> Object {
        let mut by_name = BTreeMap::new();
        let mut most_dots = 0;
        for (n, slot) in slots.iter().enumerate() {
            most_dots = most_dots.max(slot.name.matches('.').count());
            if slot.name.is_empty() || by_name.insert(slot.name.clone(), n).is_some() {
                self.fault(
                    &codes::DUPLICATE_NAME,
                    &format!("{place}/{n}/name"),
                    format!("the name `{}` is empty or taken already", slot.name),
                    "give each parameter of an operation and each field of an object a name of its own",
                );
            }
        }
        Object {
            slots,
            by_name,
            most_dots,
        }
    }
}

/// Marks what holds something secret, however far inside.
fn spread_secrets(nodes: &mut [Node]) {
    // What is inside stands after what it is in, except through references: so few rounds are needed.
    loop {
        let holds: Vec<bool> = nodes.iter().map(|node| node.holds_secret).collect();
        let inside = |id: &NodeId| holds.get(id.0).copied().unwrap_or(false);
        let mut changed = false;
        for node in nodes.iter_mut().filter(|node| !node.holds_secret) {
            node.holds_secret = match &node.kind {
                Kind::Scalar(_) => false,
                Kind::List(items) | Kind::Map(items) => inside(items),
                Kind::Object(object) => object.slots.iter().any(|slot| inside(&slot.node)),
            };
            changed |= node.holds_secret;
        }
        if !changed {
            return;
        }
    }
}
