// An ambiguous row of a page is an error until a correction settles it; a page that is none is an error too.
mod ambiguous {
    acsgen_macros::include_spec!("specs/MoorBarge.A.txt");
}

mod no_page {
    acsgen_macros::include_spec!("specs/ui.rs");
}

fn main() {}
