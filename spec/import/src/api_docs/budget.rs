//! Bounds what a file may grow to while it is read. A few bytes of JSON become hundreds, and the names of all that holds
//! a value are repeated at each of its constraints, so that a file within the limit of its own size could still fill
//! the memory; no real file comes near these bounds.

use acs_spec::codes;
use acs_spec::json::Node;

use super::report::Report;

/// Most that is built from one file, in bytes as estimated (1 GiB).
const MOST: usize = 1024 * 1024 * 1024;

/// What has been spent.
#[derive(Debug, Default)]
pub(super) struct Budget {
    spent: usize,
}

impl Budget {
    /// Spends so many bytes; false where they are not there. The first time this is a fault.
    pub(super) fn afford(&mut self, bytes: usize, node: &Node, report: &mut Report) -> bool {
        let before = self.exhausted();
        self.spent = self.spent.saturating_add(bytes);
        if self.exhausted() && !before {
            report.fault(
                node,
                &codes::UNREADABLE,
                "what this file says would fill the memory; nothing was read from here on"
                    .to_owned(),
                "import fewer operations at a time, and see whether the file is what it should be",
            );
        }
        !self.exhausted()
    }

    /// Whether there is nothing left.
    pub(super) fn exhausted(&self) -> bool {
        self.spent > MOST
    }
}
