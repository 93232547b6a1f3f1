//! Programme to official paper: composed once, drawn as DOCX, PDF and HTML.

pub mod paper;
