//! What can be asked of one operation of an emitted crate, behind plain functions.

use std::fmt::Debug;

use acs_runtime::{Operation, OperationEntry, Pairs};

/// Reads pairs, sets a token, and writes the request again, with the token as the request tells it.
pub type WithToken = fn(&Pairs, &str) -> Option<(Pairs, Option<String>)>;

/// One emitted operation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Probe {
    /// What every emitted crate lists of itself.
    pub entry: OperationEntry,
    /// Reads pairs, sets the idempotency token, writes the request again; `None` where pairs make no request or the
    /// operation has no token. The second part is the token as the request tells it.
    pub with_token: WithToken,
    /// How the request that pairs make shows itself to a programmer.
    pub shown: fn(&Pairs) -> Option<String>,
}

impl Probe {
    /// The probe of an operation's type.
    #[must_use]
    pub const fn of<T: Operation + Debug>() -> Self {
        Probe {
            entry: OperationEntry::of::<T>(),
            with_token: |pairs, token| {
                let mut value = T::decode(pairs).value?;
                let known = value.set_idempotency_token(token.to_owned());
                known.then(|| (value.encode(), value.idempotency_token().map(str::to_owned)))
            },
            shown: |pairs| T::decode(pairs).value.map(|value| format!("{value:?}")),
        }
    }
}
