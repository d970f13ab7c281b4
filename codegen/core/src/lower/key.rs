//! How the types of a request or response are told apart before they have names.

/// Which type: by the wire names that lead to it, or by the name of its schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The path begins with the name of a schema that references share.
    pub named: bool,
    /// Wire names; of the request or response itself none.
    pub path: Vec<String>,
}

impl Key {
    /// The request or response itself.
    #[must_use]
    pub fn root() -> Self {
        Key {
            named: false,
            path: Vec::new(),
        }
    }

    /// The schema of this name, which references share.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Key {
            named: true,
            path: vec![name.to_owned()],
        }
    }

    /// The same, one field further in.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let mut path = self.path.clone();
        path.push(name.to_owned());
        Key {
            named: self.named,
            path,
        }
    }
}
