//! Small functions that emitted validators are made of. None allocates (but a pattern, when it is first used), none
//! fails, and none knows any parameter.

mod class;
mod number;
#[cfg(feature = "pattern")]
mod pattern;
mod text;
mod time;

pub use class::{ascii_letter, chinese, digit, letter, lowercase, uppercase};
pub use number::{Whole, boolean, double, float, int32, int64};
#[cfg(feature = "pattern")]
pub use pattern::Pattern;
pub use text::{bytes, chars, first, holds_any, last, piece_count, pieces};
pub use time::{datetime, time_order, unix_time};
