// Within modules of modules and without a warning.
#![deny(warnings)]

pub mod deep {
    pub mod er {
        acsgen_macros::include_spec!("specs/Sound.json", docs = false);
    }
}

fn main() {
    let request = deep::er::sound::Sound::new().with_name("x".repeat(9));
    assert_eq!(request.validate().iter().count(), 1);
}
