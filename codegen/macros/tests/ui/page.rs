// An ambiguous row of a page is an error until a correction settles it; a page that is none is an error too.
mod ambiguous {
    acsgen_macros::include_spec!("tests/ui/specs/../../../../../spec/import/tests/pages/MoorBarge.A.txt");
}

mod no_page {
    acsgen_macros::include_spec!("tests/ui/page.rs");
}

fn main() {}
