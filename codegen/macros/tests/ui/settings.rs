// Each fault of a setting at the setting: an unknown name, values that are none, filters that match nothing.
mod unreadable {
    acsgen_macros::include_spec!(
        "specs/Sound.json",
        sered = true,
        docs = "perhaps",
        policy = "strictly",
    );
}

mod unmatched {
    acsgen_macros::include_spec!(
        "specs/Sound.json",
        operation = ["Sound", "Sund"],
        name = "Sound.Colour=colour",
    );
}

mod misplaced {
    acsgen_macros::include_spec!(serde = true);
}

fn main() {}
