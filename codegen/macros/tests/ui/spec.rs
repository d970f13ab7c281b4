// Two faults of a spec, both at its path; the second path is sound.
mod lamps {
    acsgen_macros::include_spec!(
        "specs/Broken.json",
        "specs/Sound.json",
    );
}

fn main() {}
