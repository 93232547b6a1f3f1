//! A PDF of about 26 pages, beside typst setting the same words plainly.
//!
//! `cargo bench -p hanhdong-typeset`

#[path = "../tests/it/sample.rs"]
#[allow(dead_code, unreachable_pub)]
mod sample;

use hanhdong_paper::official::LayoutPack;
use hanhdong_paper::official::paper::{Block, OfficialPaper, Row};
use hanhdong_typeset::pdf;
use typst::foundations::{Array, Dict, IntoValue, array, dict};
use typst_as_lib::{TypstEngine, TypstTemplateMainFile};
use typst_layout::PagedDocument;

fn main() {
    divan::main();
}

fn pack() -> &'static LayoutPack {
    LayoutPack::builtin("party-2026").expect("a built-in pack")
}

/// Sixteen pages of body, ten of annex.
fn paper() -> OfficialPaper {
    sample::paper(37, 80)
}

#[divan::bench]
fn official_paper(bencher: divan::Bencher<'_, '_>) {
    let paper = paper();
    bencher.bench(|| pdf(&paper, pack()).expect("a PDF"));
}

/// The raw control: the same words as plain paragraphs and a plain table, same fonts, cache cleared likewise.
#[divan::bench]
fn plain_typst(bencher: divan::Bencher<'_, '_>) {
    let engine = plain_engine();
    let inputs = plain_inputs(&paper());
    bencher.bench(|| {
        let document: PagedDocument = engine.compile_with_input(inputs.clone()).output.expect("a document");
        let bytes = typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).expect("a PDF");
        typst::comemo::evict(0);
        bytes
    });
}

fn plain_engine() -> TypstEngine<TypstTemplateMainFile> {
    let template = r#"
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#set par(justify: true, leading: 4pt, spacing: 10pt)
#for it in sys.inputs.body { par(it) }
#set page(flipped: true)
#set text(size: 12pt)
#table(columns: (1fr, 5fr, 2fr, 3fr, 2fr, 2fr, 2fr), ..sys.inputs.cells)
"#;
    let faces = oxml_layout::bundled_fonts::bundled_font_data().into_iter().filter(|(family, _)| *family == "Liberation Serif");
    TypstEngine::builder().main_file(template).fonts(faces.map(|(_, bytes)| bytes)).build()
}

fn plain_inputs(paper: &OfficialPaper) -> Dict {
    let body: Array = paper.body.iter().filter_map(|it| if let Block::Paragraph(it) = it { Some(it.text.as_str().into_value()) } else { None }).collect();
    let mut cells = array![];
    for block in paper.annexes.iter().flat_map(|it| &it.blocks) {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            if let Row::Item { cells: texts, .. } = row {
                texts.iter().for_each(|it| cells.push(it.as_str().into_value()));
            }
        }
    }
    dict! { "body" => body, "cells" => cells }
}
