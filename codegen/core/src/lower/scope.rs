//! The names of one operation: types, fields, functions and statics, each resolved in its own scope.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::codes;

use super::faults::Faults;
use super::find::find;
use super::graph::{FieldNode, Graph, Key};
use crate::names::{Claim, Clash, Kind, reserved, resolve};
use crate::settings::is_usable;

/// Which part of an operation a type belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Response,
}

/// The names that settings give to fields, by object and wire name.
pub type Overrides = BTreeMap<(Side, Key, String), String>;

/// Names of the types of an operation.
#[derive(Debug, Default)]
pub struct Types {
    /// The wire names that a type is known by, unique in the operation. Functions and statics are named after them.
    pub paths: BTreeMap<(Side, Key), Vec<String>>,
    names: BTreeMap<(Side, Key), String>,
}

impl Types {
    /// The type's name.
    #[must_use]
    pub fn name(&self, side: Side, key: &Key) -> String {
        self.names
            .get(&(side, key.clone()))
            .cloned()
            .unwrap_or_default()
    }

    /// The wire names that a type is known by; none for the request itself.
    #[must_use]
    pub fn path(&self, side: Side, key: &Key) -> Vec<String> {
        if *key == Key::root() {
            return match side {
                Side::Request => Vec::new(),
                Side::Response => vec!["Response".to_owned()],
            };
        }
        self.paths
            .get(&(side, key.clone()))
            .cloned()
            .unwrap_or_default()
    }
}

/// Makes a path unlike all others by words at its end; which one yields is settled by the order of the calls.
pub fn unique(mut path: Vec<String>, word: &str, taken: &mut BTreeSet<Vec<String>>) -> Vec<String> {
    while !taken.insert(path.clone()) {
        path.push(word.to_owned());
    }
    path
}

/// Names all types. The order of precedence where two have the very same path: the request itself, types by path, types
/// by schema name, and the same of the response.
pub fn types(
    operation: &str,
    request: &Graph<'_>,
    response: &Graph<'_>,
    faults: &mut Faults,
) -> Types {
    let mut types = Types::default();
    let mut taken = BTreeSet::from([vec![operation.to_owned()]]);
    for (side, graph) in [(Side::Request, request), (Side::Response, response)] {
        let keys: BTreeSet<&Key> = graph.objects.keys().chain(graph.enums.keys()).collect();
        for key in keys {
            if *key == Key::root() {
                continue;
            }
            let front = if side == Side::Response {
                vec!["Response".to_owned()]
            } else {
                Vec::new()
            };
            let path = front.into_iter().chain(key.path.iter().cloned()).collect();
            let word = if key.named { "Schema" } else { "Part" };
            types
                .paths
                .insert((side, key.clone()), unique(path, word, &mut taken));
        }
    }
    let mut claims = vec![Claim::of([operation])];
    for ((side, key), path) in &types.paths {
        let claim = Claim::of(path.clone());
        let graph = if *side == Side::Request {
            request
        } else {
            response
        };
        let asks = graph
            .objects
            .get(key)
            .is_some_and(|object| object.fields.iter().any(|field| field.required));
        claims.push(if *side == Side::Request && asks {
            claim.with("Required")
        } else {
            claim
        });
    }
    let reserved: Vec<&str> = reserved::PRELUDE
        .iter()
        .chain(reserved::MODULE_TYPES)
        .copied()
        .collect();
    match resolve(Kind::Type, &claims, &reserved) {
        Ok(names) => {
            for (id, path) in &types.paths {
                types
                    .names
                    .insert(id.clone(), names.get(path).cloned().unwrap_or_default());
            }
            let request = names
                .get(&vec![operation.to_owned()])
                .cloned()
                .unwrap_or_default();
            types.names.insert((Side::Request, Key::root()), request);
            types
                .names
                .insert((Side::Response, Key::root()), "Response".to_owned());
        }
        Err(clashes) => report(&clashes, "", &|_| None, faults),
    }
    types
}

/// Names the fields of one object.
pub fn fields(
    side: Side,
    key: &Key,
    fields: &[FieldNode],
    taken: &[&str],
    overrides: &Overrides,
    faults: &mut Faults,
) -> BTreeMap<String, String> {
    let mut claims = Vec::new();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for field in fields {
        if let Some(first) = seen.insert(&field.wire, &field.pointer) {
            let message = format!("the name `{}` stands here and at {first}", field.wire);
            faults.add(
                &codes::DUPLICATE_NAME,
                &field.pointer,
                message,
                "keep one of the two",
            );
        }
        let chosen = overrides
            .get(&(side, key.clone(), field.wire.clone()))
            .or(field.rust_name.as_ref());
        if let Some(name) = chosen.filter(|name| !is_usable(name)) {
            bad_name(name, &format!("{}/rust_name", field.pointer), faults);
            continue;
        }
        claims.push(Claim::of([field.wire.clone()]).fixed(chosen.cloned()));
    }
    let pointer = |wire: &str| {
        fields
            .iter()
            .find(|field| field.wire == wire)
            .map(|field| field.pointer.clone())
    };
    match resolve(Kind::Field, &claims, taken) {
        Ok(names) => names
            .into_iter()
            .filter_map(|(path, name)| Some((path.into_iter().next()?, name)))
            .collect(),
        Err(clashes) => {
            report(
                &clashes,
                "",
                &|path| path.first().and_then(|wire| pointer(wire)),
                faults,
            );
            BTreeMap::new()
        }
    }
}

/// Reports a name that cannot be used.
pub fn bad_name(name: &str, pointer: &str, faults: &mut Faults) {
    let message = format!("`{name}` cannot be a name in Rust");
    faults.add(
        &codes::BAD_NAME,
        pointer,
        message,
        "write letters, digits and `_`, not beginning with a digit, and no keyword",
    );
}

/// Resolves statics, functions or variants; what clashes is reported at `pointer`.
pub fn resolve_at(
    kind: Kind,
    claims: &[Claim],
    taken: &[&str],
    pointer: &str,
    faults: &mut Faults,
) -> BTreeMap<Vec<String>, String> {
    resolve(kind, claims, taken).unwrap_or_else(|clashes| {
        report(&clashes, pointer, &|_| None, faults);
        BTreeMap::new()
    })
}

fn report(
    clashes: &[Clash],
    pointer: &str,
    place: &dyn Fn(&[String]) -> Option<String>,
    faults: &mut Faults,
) {
    for clash in clashes {
        let paths: Vec<String> = clash
            .paths
            .iter()
            .map(|path| format!("`{}`", path.join(".")))
            .collect();
        let at = clash
            .paths
            .last()
            .and_then(|path| place(path))
            .unwrap_or_else(|| pointer.to_owned());
        let message = match paths.as_slice() {
            [one] => format!("{one} becomes `{}`, which is taken", clash.ident),
            many => format!(
                "{} become the same name `{}`",
                many.join(" and "),
                clash.ident
            ),
        };
        faults.add(
            &codes::NAME_COLLISION,
            &at,
            message,
            "give one of them another `rust_name`",
        );
    }
}

/// Turns the settings' names of one operation into overrides; those that match nothing are returned.
pub fn overrides<'s>(
    names: impl Iterator<Item = (&'s str, &'s str)>,
    request: &Graph<'_>,
    response: &Graph<'_>,
) -> (Overrides, Vec<&'s str>) {
    let mut out = Overrides::new();
    let mut unmatched = Vec::new();
    for (path, name) in names {
        let in_request =
            find(request, &Key::root(), path, true).map(|found| (Side::Request, found));
        let found = in_request.or_else(|| {
            let inner = path.strip_prefix("Response.")?;
            find(response, &Key::root(), inner, true).map(|found| (Side::Response, found))
        });
        match found
            .as_ref()
            .and_then(|(side, way)| Some((side, way.last()?)))
        {
            Some((side, last)) => {
                out.insert(
                    (*side, last.owner.clone(), last.field.wire.clone()),
                    name.to_owned(),
                );
            }
            None => unmatched.push(path),
        }
    }
    (out, unmatched)
}
