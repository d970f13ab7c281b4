// A file and a folder that are not there, each at its path.
mod lamps {
    acsgen_macros::include_spec!("specs/None.json", "nowhere");
}

fn main() {}
