//! What a dotted name in a rule, a `within` or a setting means.

use super::graph::{FieldNode, Graph, Key, Kind, Node};

/// One field on the way.
#[derive(Debug, Clone, Copy)]
pub struct Found<'g> {
    /// The object that has it.
    pub owner: &'g Key,
    /// The field.
    pub field: &'g FieldNode,
}

/// The fields that lead from an object to the one that a path names. Where names have dots of their own, the longest one
/// that fits is taken at each step. `through_lists` elides elements of lists and maps on the way.
#[must_use]
pub fn find<'g>(
    graph: &'g Graph<'_>,
    start: &Key,
    path: &str,
    through_lists: bool,
) -> Option<Vec<Found<'g>>> {
    let mut out = Vec::new();
    let mut owner = graph.objects.get_key_value(start)?.0;
    let mut rest = path;
    loop {
        let field = longest(graph, owner, rest)?;
        out.push(Found { owner, field });
        let Some(tail) = rest.get(field.wire.len()..).filter(|tail| !tail.is_empty()) else {
            return Some(out);
        };
        rest = tail.strip_prefix('.')?;
        owner = object(graph, &field.node, through_lists)?;
    }
}

fn longest<'g>(graph: &'g Graph<'_>, owner: &Key, rest: &str) -> Option<&'g FieldNode> {
    let fields = &graph.objects.get(owner)?.fields;
    fields
        .iter()
        .filter(|field| {
            rest.strip_prefix(field.wire.as_str())
                .is_some_and(|tail| tail.is_empty() || tail.starts_with('.'))
        })
        .max_by_key(|field| field.wire.len())
}

/// The object that a value is, or that its elements are.
#[must_use]
pub fn object<'g>(graph: &'g Graph<'_>, node: &'g Node, through_lists: bool) -> Option<&'g Key> {
    let mut node = node;
    loop {
        match &node.kind {
            Kind::Object(key) => return graph.objects.get_key_value(key).map(|(key, _)| key),
            Kind::List(inner) | Kind::Map(inner) if through_lists => node = inner,
            _ => return None,
        }
    }
}
