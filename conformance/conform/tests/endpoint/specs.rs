//! The specs of the repository.

use std::path::{Path, PathBuf};

use acs_spec::{Operation, Service, load};

/// A spec with its service.
pub struct Spec {
    pub operation: Operation,
    pub service: Option<Service>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Those of one folder, by name.
pub fn folder(folder: &str) -> Vec<Spec> {
    let folder = root().join(folder);
    let service = folder.join("service.json");
    let service = service
        .is_file()
        .then(|| load::service("service.json", &text(&service)).unwrap());
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .filter(|path| !path.ends_with("service.json"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| Spec {
            operation: load::operation(&path.display().to_string(), &text(path)).unwrap(),
            service: service.clone(),
        })
        .collect()
}

/// The operation that the repository is about.
pub fn first() -> Spec {
    let mut specs = folder("spec/r-kvstore/2015-01-01");
    specs.retain(|spec| spec.operation.name == "CreateTairKVCacheVNode");
    specs.pop().unwrap()
}
