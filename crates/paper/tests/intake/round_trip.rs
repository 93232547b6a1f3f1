//! What the official writer prints comes back equal, also after LibreOffice has saved it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Link, Node, Programme};
use hanhdong_paper::intake::import;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::{notation, official};
use rstest::rstest;

const XA: &str = include_str!("../../../../samples/xa-mau.notation");
const HUYEN: &str = include_str!("../../../../samples/huyen-mau.notation");

fn word_of(programme: &Programme) -> Vec<u8> {
    let pack = LayoutPack::for_paper(None, programme.document.date, None).expect("a pack");
    official::docx::write(&official::compose(programme, pack), pack)
}

/// The items without their places, and the ties without their order.
fn without_places(programme: &Programme) -> (Vec<Node>, BTreeSet<String>) {
    let mut nodes: Vec<Node> = programme.nodes().filter(|(_, node)| node.item().is_some()).map(|(_, node)| node.clone()).collect();
    for node in &mut nodes {
        match node {
            Node::Goal(it) => it.place = Place::default(),
            Node::Requirement(it) => it.place = Place::default(),
            Node::Target(it) => it.place = Place::default(),
            Node::Task(it) => {
                it.place = Place::default();
                it.conditions.iter_mut().for_each(|it| it.place = Place::default());
            }
            Node::KeyWork(it) => it.place = Place::default(),
            Node::Arrangement(it) => it.place = Place::default(),
            Node::Heading(_) | Node::Text(_) => {}
        }
    }
    let tie = |it: &Link| format!("{} -> {}", it.from, it.to);
    (nodes, programme.links.iter().map(tie).collect())
}

fn assert_equal(source: &Programme, word: &[u8]) {
    let back = import(word, Purpose::Programme).expect("a programme");
    let (wanted, ties) = without_places(source);
    let (got, got_ties) = without_places(&back);
    for (n, (wanted, got)) in wanted.iter().zip(&got).enumerate() {
        assert_eq!(wanted, got, "item {n}");
    }
    assert_eq!(wanted.len(), got.len(), "items");
    assert_eq!(ties, got_ties);
    assert_eq!(source.document, back.document);
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_field_of_every_item_comes_back_from_word(#[case] text: &str) {
    let source = notation::read(text).expect("a sample");
    assert_equal(&source, &word_of(&source));
}

#[rstest]
#[case::xa("xa", XA, "docx")]
#[case::huyen("huyen", HUYEN, "docx")]
#[case::xa_old("xa", XA, "doc")]
#[case::huyen_old("huyen", HUYEN, "doc")]
fn every_field_of_every_item_comes_back_after_libreoffice_saved_the_file(#[case] name: &str, #[case] text: &str, #[case] ending: &str) {
    if std::env::var("HANHDONG_SKIP").is_ok_and(|it| it.split(',').any(|it| it == "office")) {
        println!("skipped: HANHDONG_SKIP=office");
        return;
    }
    let source = notation::read(text).expect("a sample");
    let saved = saved_by_libreoffice(name, &word_of(&source), ending);
    assert_equal(&source, &saved);
}

/// The file as LibreOffice writes it, with a profile of its own so that two runs do not wait for each other.
fn saved_by_libreoffice(name: &str, word: &[u8], ending: &str) -> Vec<u8> {
    let room = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("round-trip-{name}-{ending}-{}", std::process::id()));
    let out = room.join("out");
    std::fs::create_dir_all(&out).expect("a room");
    let file = room.join("paper.docx");
    std::fs::write(&file, word).expect("a file");
    let profile = format!("-env:UserInstallation=file://{}", room.join("profile").display());
    let run = Command::new("soffice").args([&profile, "--headless", "--convert-to", ending, "--outdir"]).arg(&out).arg(&file).output();
    let run = run.expect("soffice runs; HANHDONG_SKIP=office leaves this test out");
    let saved = std::fs::read(out.join(format!("paper.{ending}"))).unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&run.stderr)));
    std::fs::remove_dir_all(&room).expect("the room is cleared");
    saved
}
