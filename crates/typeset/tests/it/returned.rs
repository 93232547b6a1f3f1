//! The signed paper that comes back, with real PDFs: the typesetter's own, signed by adding to it, and the one that an office
//! makes of the issued Word file.

use std::process::Command;

use hanhdong_domain::publication::CopyReading;
use hanhdong_paper::notation;
use hanhdong_paper::official::paper::{Block, OfficialPaper};
use hanhdong_paper::official::{LayoutPack, compose, docx};
use hanhdong_paper::returned::hold_pdf;
use hanhdong_typeset::pdf;

fn commune() -> (OfficialPaper, &'static LayoutPack) {
    let mut programme = notation::read(include_str!("../../../../samples/xa-mau.notation")).expect("a sample");
    programme.document.draft = None;
    let pack = LayoutPack::builtin("party-2026").expect("a pack");
    (compose(&programme, pack), pack)
}

fn headings(paper: &OfficialPaper) -> Vec<String> {
    let blocks = paper.body.iter().chain(paper.annexes.iter().flat_map(|it| &it.blocks));
    blocks.filter_map(|it| if let Block::Table(table) = it { Some(table.header.join(" ")) } else { None }).collect()
}

#[test]
fn a_copy_signed_by_adding_to_the_file_says_the_same_and_another_figure_is_found() {
    let (paper, pack) = commune();
    let issued = pdf(&paper, pack).expect("a PDF");
    let signed = [issued.as_slice(), b"\n9999 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] >>\nendobj\n"].concat();
    let found = hold_pdf(&issued, &signed, &headings(&paper)).expect("read");
    assert_eq!((found.reading, found.count, found.moved, found.signatures), (CopyReading::Same, 0, 0, 1), "{found:?}");
    let mut other = paper.clone();
    other.head.number = other.head.number.replace("Số", "Số 99");
    let Some(Block::Paragraph(it)) = other.body.iter_mut().rfind(|it| matches!(it, Block::Paragraph(_))) else { panic!("a paragraph") };
    it.text.push_str(" Bổ sung 7 nhiệm vụ.");
    let found = hold_pdf(&issued, &pdf(&other, pack).expect("a PDF"), &headings(&paper)).expect("read");
    assert_eq!((found.reading, found.count), (CopyReading::Differs, 2), "{found:?}");
    assert!(found.differences.iter().any(|it| it.came.contains("Bổ sung 7 nhiệm vụ")), "{found:?}");
}

#[test]
fn the_pdf_that_an_office_makes_of_the_issued_word_file_says_the_same() {
    let (paper, pack) = commune();
    let folder = std::env::temp_dir().join(format!("hd_returned_{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("ctr.docx"), docx::write(&paper, pack)).expect("written");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let made = Command::new("soffice").args([&profile, "--headless", "--convert-to", "pdf", "ctr.docx"]).current_dir(&folder).output();
    match made {
        Ok(_) if folder.join("ctr.pdf").exists() => {
            let theirs = std::fs::read(folder.join("ctr.pdf")).expect("a PDF");
            let found = hold_pdf(&pdf(&paper, pack).expect("a PDF"), &theirs, &headings(&paper)).expect("read");
            assert_eq!((found.reading, found.count), (CopyReading::Same, 0), "{found:#?}");
        }
        Ok(_) | Err(_) => println!("skipped: no LibreOffice on this machine"),
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
