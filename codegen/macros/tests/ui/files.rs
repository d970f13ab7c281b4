// Files that are not there, and one that is no spec, each at its path.
mod lamps {
    acsgen_macros::include_spec!("tests/ui/specs/None.json", "nowhere", "Cargo.toml");
}

fn main() {}
