//! Reader of documentation pages: from the bytes of a page to its facts.
//!
//! [`read`] recognises the layout and gives a [`Page`], the same for every layout, with whatever was
//! lost or is in doubt. This module must not interpret prose: what a sentence demands of a parameter is
//! for the extraction of constraints.

pub mod errors;

mod callout;
mod cells;
mod columns;
mod date;
mod detect;
mod diag;
mod examples;
mod faults;
mod flat;
mod grid;
mod hash;
#[cfg(feature = "html")]
mod html;
mod keys;
mod kinds;
mod layout_a;
mod model;
mod sections;
mod text;
mod title;
mod tree;
mod untitled;
mod whole;

pub use detect::detect;
pub use diag::{PageError, Remark, RemarkKind};
pub use hash::sha256_hex;
pub use model::{
    AuthorizationRow, Block, ErrorCandidate, ErrorRow, Example, Hints, LastUpdated, Layout,
    ListedValue, OperationLink, Page, ParamRow,
};
pub use text::{SIZE_LIMIT, text_of};

/// Reads a page: checks its bytes, recognises its layout, and reads its facts.
///
/// # Errors
/// All faults at once; see [`text_of`], [`detect`](fn@detect) and the layouts.
pub fn read(bytes: &[u8], hints: &Hints) -> Result<Page, Vec<PageError>> {
    let text = text_of(bytes).map_err(|fault| vec![fault])?;
    #[cfg(feature = "html")]
    if html::looks(text) {
        return html::read(text, hints);
    }
    match detect(text).map_err(|fault| vec![fault])? {
        Layout::A => layout_a::read(text, hints),
        Layout::C => grid::read(text, hints),
        layout => cells::read(text, layout, hints),
    }
}
