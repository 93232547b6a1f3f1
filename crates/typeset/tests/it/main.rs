//! What a PDF of an official paper must show, read back with poppler where it is installed.

mod sample;

use hanhdong_typeset::{PdfLayout, pdf};

#[test]
fn look() {
    std::fs::write("/tmp/pdf-look.pdf", pdf(&sample::paper(5, 25), &PdfLayout::default()).expect("a PDF")).expect("x");
}
