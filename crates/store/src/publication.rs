//! How papers go out: the book of numbers, signers, what was issued, who received it.

mod authority;
mod book;
mod copy;
mod correction;
mod issue;
mod received;
mod setting;

pub use authority::*;
pub use book::*;
pub use copy::*;
pub use correction::*;
pub use issue::*;
pub use received::*;
pub use setting::*;

/// The fingerprint of fields, each with its length.
pub(crate) fn fingerprint<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
