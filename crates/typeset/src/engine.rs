//! The one run: values in, PDF out.

use std::sync::LazyLock;

use hanhdong_paper::official::LayoutPack;
use hanhdong_paper::official::paper::OfficialPaper;
use typst::foundations::{Dict, Smart};
use typst_as_lib::{TypstAsLibError, TypstEngine, TypstTemplateMainFile};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::values;

/// Why a paper could not be drawn. The words are for the log: a paper of ours should never cause one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// Typst could not lay the paper out.
    #[error("layout: {0}")]
    Layout(String),
    /// Typst could not write the PDF.
    #[error("writing: {0}")]
    Writing(String),
}

/// The typeface family of the paper: metric-compatible with Times New Roman and complete in Vietnamese.
const FAMILY: &str = "Liberation Serif";

/// Template and fonts, read once: parsing four faces costs more than a page.
static ENGINE: LazyLock<TypstEngine<TypstTemplateMainFile>> = LazyLock::new(|| engine(concat!(include_str!("one.typ"), include_str!("official.typ"))));

/// The same for papers that are bound behind a cover.
static BINDER: LazyLock<TypstEngine<TypstTemplateMainFile>> =
    LazyLock::new(|| engine(concat!(include_str!("bound_head.typ"), include_str!("official.typ"), include_str!("bound.typ"))));

fn engine(template: &'static str) -> TypstEngine<TypstTemplateMainFile> {
    let faces = oxml_layout::bundled_fonts::bundled_font_data().into_iter().filter(|(family, _)| *family == FAMILY);
    TypstEngine::builder().main_file(template).fonts(faces.map(|(_, bytes)| bytes)).build()
}

/// Draws a composed paper as PDF by a layout pack; margins are those of front pages, for reading on a screen. The same paper and pack give the same bytes.
///
/// # Errors
/// [`TypesetError`] where typst gives up, which no text of a paper should bring about.
#[doc(alias = "xuất PDF")]
pub fn pdf(paper: &OfficialPaper, pack: &LayoutPack) -> Result<Vec<u8>, TypesetError> {
    let drawn = draw(if paper.bound.is_empty() { &ENGINE } else { &BINDER }, values::of(paper, pack));
    // The cache of a run helps only the very same paper; kept, it would grow by tens of MB with each paper.
    typst::comemo::evict(0);
    drawn
}

fn draw(engine: &TypstEngine<TypstTemplateMainFile>, inputs: Dict) -> Result<Vec<u8>, TypesetError> {
    let document: PagedDocument = engine.compile_with_input(inputs).output.map_err(|it| TypesetError::Layout(words_of(&it)))?;
    let options = PdfOptions { creator: Smart::Custom(Some("Hành Động".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| {
        let words: Vec<&str> = errors.iter().map(|it| it.message.as_str()).collect();
        TypesetError::Writing(words.join("; "))
    })
}

fn words_of(error: &TypstAsLibError) -> String {
    match error {
        TypstAsLibError::TypstSource(all) => all.iter().map(|it| it.message.as_str()).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
