//! PDF: the only crate that sees typst.
