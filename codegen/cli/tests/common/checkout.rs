//! A checkout of its own for tests that write: the checked-in specs, their crate, and the shared page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Ran, root, run_in};

const PAGE: &str = "CreateTairKVCacheVNode.2025-11-27.txt";

/// A folder with the checked-in specs, their crate, and the page, if the shared folder is there.
pub struct Checkout {
    folder: tempfile::TempDir,
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

impl Checkout {
    pub fn new() -> Option<Self> {
        let page = root().join("../shared/pages").join(PAGE);
        if !page.is_file() {
            eprintln!("skipped: no ../shared");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        copy(
            &root().join("spec/r-kvstore"),
            &folder.path().join("spec/r-kvstore"),
        );
        let made = Checkout { folder };
        let text = fs::read_to_string(page).unwrap();
        made.write("page.txt", &text);
        assert_eq!(made.run(&["generate"]).code, Some(0));
        Some(made)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn edit(&self, from: &str, edit: impl Fn(&str) -> String, to: &str) {
        let text = fs::read_to_string(self.path(from)).unwrap();
        let edited = edit(&text);
        assert_ne!(text, edited);
        self.write(to, &edited);
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        run_in(self.folder.path(), args, b"")
    }

    /// Every file of specs and crates, with its text.
    pub fn files(&self) -> BTreeMap<PathBuf, String> {
        fn walk(folder: &Path, out: &mut BTreeMap<PathBuf, String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, out);
                } else {
                    out.insert(path.clone(), fs::read_to_string(&path).unwrap());
                }
            }
        }
        let mut out = BTreeMap::new();
        walk(&self.path("spec"), &mut out);
        walk(&self.path("generated"), &mut out);
        out
    }

    /// The spec without the correction at this place.
    pub fn drop_correction(&self, at: &str) {
        let file = self.path("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
        let mut spec =
            acs_spec::load::operation("spec", &fs::read_to_string(&file).unwrap()).unwrap();
        let before = spec.corrections.len();
        spec.corrections.retain(|one| one.at != at);
        assert_eq!(spec.corrections.len() + 1, before);
        fs::write(file, acs_spec::load::to_text(&spec)).unwrap();
    }
}

/// A label added, a bound changed, a row of the error table gone.
pub fn newer(page: &str) -> String {
    let page = page.replace("2 to 80", "2 to 128");
    let at = page.find("CouponNostringNo").unwrap();
    let page = format!(
        "{}NodeLabelstringNo\n\nA label of the node.\n\nlabel-1\n{}",
        &page[..at],
        &page[at..]
    );
    let (from, to) = (
        page.find("400PayIllegalAgreement").unwrap(),
        page.find("400IllegalParamError").unwrap(),
    );
    format!("{}{}", &page[..from], &page[to..])
}
