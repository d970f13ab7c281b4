//! A secret made ready for signing. Must not know what is signed, nor whose the secret is.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::ALGORITHM;
use super::canonical::{Hex, hex};
use crate::Secret;

/// The state of an HMAC after it has taken in the secret: the same for every signature, and half of the work that one is.
///
/// It stands for the secret, so it is overwritten when it is dropped, and `Debug` shows nothing of it.
#[derive(Clone)]
pub(crate) struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    /// Any secret will do, an empty one, too: whether it may sign is another question.
    pub(crate) fn new(secret: &Secret) -> Option<Self> {
        Hmac::new_from_slice(secret.expose().as_bytes())
            .map(SigningKey)
            .ok()
    }

    /// The signature of a canonical request that has this hash.
    pub(super) fn sign(&self, canonical: &Hex) -> Hex {
        let mut mac = self.0.clone();
        mac.update(ALGORITHM.as_bytes());
        mac.update(b"\n");
        mac.update(canonical);
        hex(&mac.finalize().into_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<key>")
    }
}
