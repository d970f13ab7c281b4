//! A request as a tree, before it is spelled out as pairs: sound or with faults in it.

use crate::plan::{Kind, Node, Plan};

/// What stands at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Absent,
    /// A scalar; or a text where something else belongs, which is a fault.
    Text(String),
    /// One name, two values: a fault.
    Twice(String, String),
    List(Vec<Value>),
    /// One value for each of the object's slots.
    Object(Vec<Value>),
    Map(Vec<(String, Value)>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) request: Value,
    /// Pairs that match nothing.
    pub(crate) unknown: Vec<(String, String)>,
}

impl Value {
    /// Whether anything of it is on the wire.
    pub(crate) fn is_present(&self) -> bool {
        match self {
            Value::Absent => false,
            Value::Text(_) | Value::Twice(..) => true,
            Value::List(values) | Value::Object(values) => values.iter().any(Value::is_present),
            Value::Map(entries) => entries.iter().any(|(_, value)| value.is_present()),
        }
    }

    pub(crate) fn child(&self, n: usize) -> Option<&Value> {
        match self {
            Value::List(values) | Value::Object(values) => values.get(n),
            Value::Map(entries) => entries.get(n).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(crate) fn child_mut(&mut self, n: usize) -> Option<&mut Value> {
        match self {
            Value::List(values) | Value::Object(values) => values.get_mut(n),
            Value::Map(entries) => entries.get_mut(n).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(crate) fn at(&self, path: &[usize]) -> Option<&Value> {
        path.iter().try_fold(self, |value, n| value.child(*n))
    }

    pub(crate) fn at_mut(&mut self, path: &[usize]) -> Option<&mut Value> {
        path.iter().try_fold(self, |value, n| value.child_mut(*n))
    }

    pub(crate) fn children(&self) -> usize {
        match self {
            Value::List(values) | Value::Object(values) => values.len(),
            Value::Map(entries) => entries.len(),
            _ => 0,
        }
    }
}

/// Whether a value that is present cannot be what it should be.
pub(crate) fn is_faulted(node: &Node, value: &Value) -> bool {
    match (&node.kind, value) {
        (Kind::Scalar(kind), Value::Text(text)) => !crate::checks::is_of_type(*kind, text),
        (Kind::Opaque, Value::Text(_))
        | (Kind::List(_), Value::List(_))
        | (Kind::Map(_), Value::Map(_))
        | (Kind::Object(_), Value::Object(_)) => false,
        _ => true,
    }
}

/// The kind of what stands at a path.
pub(crate) fn kind_at<'p>(plan: &'p Plan, path: &[usize]) -> Option<&'p Kind> {
    path.iter().try_fold(&plan.request, |kind, n| match kind {
        Kind::Object(slots) => Some(&plan.node(slots.get(*n)?.node).kind),
        Kind::List(items) | Kind::Map(items) => Some(&plan.node(*items).kind),
        _ => None,
    })
}
