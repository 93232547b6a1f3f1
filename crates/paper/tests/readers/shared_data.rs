//! The real data beside the workspace; skipped where it is absent, and said so.

use crate::support::{paper, rows, texts};
use hanhdong_paper::intake::raw::{Block, Format, RawPaper};
use hanhdong_paper::intake::read;
use hanhdong_paper::intake::understand::Purpose;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// The shared folder lies beside the main checkout; a worktree stands one folder deeper.
fn folder() -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let told = std::env::var_os("HANHDONG_SHARED").map(PathBuf::from);
    told.into_iter().chain(["../shared", "../../shared"].map(|it| workspace.join(it))).map(|it| it.join("data")).find(|it| it.is_dir())
}

pub(crate) fn data(name: &str) -> Option<Vec<u8>> {
    std::fs::read(folder()?.join(name)).ok()
}

#[test]
fn every_file_reads_or_is_refused_by_name() {
    let Some(folder) = folder() else { return };
    for entry in std::fs::read_dir(folder).expect("the folder lists") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("its bytes");
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        match extension {
            "doc" => assert_eq!(paper(&bytes).0, Format::Doc, "{path:?}"),
            "docx" => assert_eq!(paper(&bytes).0, Format::Docx, "{path:?}"),
            "md" => assert_eq!(paper(&bytes).0, Format::Markdown, "{path:?}"),
            _ => assert!(!paper(&bytes).1.blocks.is_empty(), "{path:?}"),
        }
    }
}

#[test]
fn every_paragraph_and_cell_of_a_markdown_file_stands_on_the_line_it_names() {
    for name in ["action-programme-03-NQ-CP-2025.md", "plan-141-bac-ninh.md", "resolution-57-NQ-TW-2024.md"] {
        let Some(bytes) = data(name) else { return };
        let source: Vec<String> = String::from_utf8(bytes.clone()).expect("UTF-8").lines().map(|it| it.chars().filter(|c| c.is_alphanumeric()).nfc().collect()).collect();
        let stands = |line: u32, text: &str| {
            let first: String = text.split_whitespace().next().unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
            source.get(line as usize - 1).is_some_and(|it| it.contains(&first))
        };
        let (_, read) = paper(&bytes);
        for (line, text) in texts(&read) {
            assert!(stands(line, text), "{name}:{line}: {text}");
        }
        for cell in rows(&read).into_iter().flatten() {
            assert!(stands(cell.place.line, &cell.text), "{name}:{}: {}", cell.place.line, cell.text);
        }
    }
}

#[test]
fn no_letter_of_a_markdown_file_is_lost() {
    for name in ["action-programme-03-NQ-CP-2025.md", "plan-141-bac-ninh.md", "resolution-57-NQ-TW-2024.md"] {
        let Some(bytes) = data(name) else { return };
        let letters = |text: &str| text.nfc().filter(|it| it.is_alphanumeric()).count();
        let source = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert_eq!(letters(&all_text(&paper(&bytes).1)), letters(&source), "{name}");
    }
}

#[test]
fn the_same_file_decomposed_reads_the_same() {
    let Some(bytes) = data("action-programme-03-NQ-CP-2025.md") else { return };
    let nfd: String = String::from_utf8(bytes.clone()).expect("UTF-8").nfd().collect();
    assert_eq!(paper(nfd.as_bytes()), paper(&bytes));
}

#[test]
fn a_real_word_file_cut_or_bent_never_panics() {
    let Some(bytes) = data("decree-30-annex-5.docx") else { return };
    for at in (0..bytes.len()).step_by(997) {
        assert!(read(&bytes[..at]).is_err(), "cut at {at}");
        let mut bent = bytes.clone();
        bent[at] ^= 0x5A;
        // Whether it still reads depends on the byte; that it ends is what counts.
        let (left, right) = (read(&bent), read(&bent));
        assert_eq!(left.is_ok(), right.is_ok());
    }
}

fn all_text(paper: &RawPaper) -> String {
    let paragraphs = texts(paper).into_iter().map(|it| it.1);
    let cells = rows(paper).into_iter().flatten().map(|it| it.text.as_str());
    paragraphs.chain(cells).collect::<Vec<_>>().join("\n")
}

/// The same paper saved twice by an office: the old file reads as the new one, paragraph by paragraph and cell by cell. Whoever saved
/// the new one drew empty cells where rows begin further right, and lost some bold letters.
#[test]
fn an_old_word_file_reads_as_its_twin() {
    let texts = |paper: &RawPaper| -> Vec<String> {
        let of = |block: &Block| match block {
            Block::Paragraph(it) => vec![format!("{:?} {:?} {}", it.heading, it.centred, it.text)],
            Block::Table(table) => table.rows.iter().map(|row| row.cells.iter().map(|it| it.text.as_str()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" | ")).collect(),
        };
        paper.blocks.iter().flat_map(of).collect()
    };
    for (name, least) in [("decree-30-annex-3", 200), ("decree-30-annex-5", 60)] {
        let (Some(old), Some(new)) = (data(&format!("{name}.doc")), data(&format!("{name}.docx"))) else { return };
        let said = texts(&paper(&old).1);
        assert_eq!(said, texts(&paper(&new).1), "{name}");
        assert!(least < said.len(), "{name}: {}", said.len());
        let programme = |bytes: &[u8]| hanhdong_paper::notation::write(&hanhdong_paper::intake::import(bytes, Purpose::Programme).expect("it reads"));
        assert_eq!(programme(&old), programme(&new), "{name}: the same items");
    }
}
