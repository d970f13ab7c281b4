//! The specs of the repository.

use std::path::{Path, PathBuf};

use acs_conform::{Spec, specs};

fn folder(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder)
}

/// The operation that the repository is about.
pub fn first() -> Vec<Spec> {
    let names = ["CreateTairKVCacheVNode".to_owned()];
    specs(Some(&folder("spec/r-kvstore/2015-01-01")), &names).unwrap()
}

/// Those that are there to be difficult.
pub fn others() -> Vec<Spec> {
    let folders = [
        "codegen/core/tests/obstacle",
        "conformance/src/mutants/course",
    ];
    let all = folders
        .iter()
        .flat_map(|name| specs(Some(&folder(name)), &[]).unwrap());
    // One is refused by every reader: its constraints allow nothing.
    all.filter(|spec| spec.operation.name != "Hollow").collect()
}
