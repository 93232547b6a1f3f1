//! Vietnamese text: normal forms, folding, tone placement, order, list letters and numbers.
//!
//! Measured reasons for each choice: two-mark letters and `đ` defeat the folding that databases bring, so one
//! own folding is used everywhere, and both tone placements (`hoà`, `hòa`) are the same word.

mod collate;
mod fold;
mod letters;
mod number;
mod similar;
mod spelling;
mod tone;

pub use collate::{compare, compare_people};
pub use fold::{fold, fold_words, is_secrecy_mark, nfc, squeeze, words};
pub use letters::{LIST_LETTERS, list_letter, list_ordinal};
pub use number::{parse_number, print_number, print_rounded, unclear_number};
pub use similar::{dice, shared};
pub use spelling::says_the_same;
pub use tone::{Placement, place_tones};
