//! Documents in and out: bytes to programme, programme to bytes. Pure: no disk, no clock.

pub mod archive;
mod grouped;
pub mod html;
pub mod intake;
pub mod json;
pub mod notation;
pub mod official;
pub mod redline;
mod report_text;
pub mod requirements;
pub mod returned;
pub mod review;
pub mod roster;
#[cfg(test)]
mod sample;
pub mod signed_copy;
mod words;
pub mod xlsx;

pub use report_text::report_text;
