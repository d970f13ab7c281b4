//! What can be asked of one operation of an emitted crate, behind plain functions.

use std::fmt::Debug;

use acs_runtime::{Operation, OperationEntry, Pairs};

/// A request as it is written, and its idempotency token as it tells it.
pub type Tokened = (Pairs, Option<String>);

/// One emitted operation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Probe {
    /// What every emitted crate lists of itself.
    pub entry: OperationEntry,
    /// Reads pairs, sets the idempotency token, writes the request again; `None` where pairs make no request or the
    /// operation has no token. The second part is the token as the request tells it.
    pub with_token: fn(&Pairs, &str) -> Option<Tokened>,
    /// How the request that pairs make shows itself to a programmer.
    pub shown: fn(&Pairs) -> Option<String>,
    /// How an answer shows itself.
    pub answer_shown: fn(&[u8]) -> Option<String>,
    /// How the code of an error shows itself.
    pub code_shown: fn(u16, &str) -> String,
}

impl Probe {
    /// The probe of an operation's type.
    #[must_use]
    pub const fn of<T>() -> Self
    where
        T: Operation<Response: Debug, ErrorCode: Debug> + Debug,
    {
        Probe {
            entry: OperationEntry::of::<T>(),
            with_token: |pairs, token| {
                let mut value = T::decode(pairs).value?;
                let known = value.set_idempotency_token(token.to_owned());
                known.then(|| (value.encode(), value.idempotency_token().map(str::to_owned)))
            },
            shown: |pairs| T::decode(pairs).value.map(|value| format!("{value:?}")),
            answer_shown: |body| Some(format!("{:?}", T::decode_response(body).ok()?)),
            code_shown: |status, code| format!("{:?}", T::classify(status, code)),
        }
    }
}
