//! Keys of rows: unique in a page and stable as long as the row keeps its place and name.

use super::model::Page;
use std::collections::BTreeMap;

/// Makes the keys of error and authorization rows unique: the second row of a key gets `#2`, and so on.
pub(crate) fn unique(page: &mut Page) {
    let mut seen = BTreeMap::new();
    let keys = page
        .authorization
        .iter_mut()
        .map(|r| &mut r.key)
        .chain(page.errors.iter_mut().map(|r| &mut r.key));
    for key in keys {
        numbered(key, &mut seen);
    }
}

/// Appends a number to a key that was seen before.
pub(crate) fn numbered(key: &mut String, seen: &mut BTreeMap<String, usize>) {
    let count = seen.entry(key.clone()).or_insert(0);
    *count += 1;
    if *count > 1 {
        key.push_str(&format!("#{count}"));
    }
}
