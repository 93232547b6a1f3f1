//! The register of basis documents, what they require, and what was ticked.

mod cited;
mod document;
mod requirement;
mod tick;

pub use cited::*;
pub use document::*;
pub use requirement::*;
pub use tick::*;

/// The fingerprint of fields, each with its length.
fn fingerprint<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
