//! The official paper: composing, drawing as DOCX, and redlining, beside a raw control (deflating the same XML).

use std::io::{Cursor, Read, Write};

use divan::{Bencher, black_box};
use hanhdong_domain::programme::{Deadline, Node, Programme};
use hanhdong_domain::{Code, Finding, Language, Place, Severity};
use hanhdong_paper::official::{LayoutPack, compose, docx, form};
use hanhdong_paper::redline;
use hanhdong_paper::review::{Stamp, comment};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[allow(dead_code)]
#[path = "../src/official/fixture.rs"]
mod fixture;

fn main() {
    divan::main();
}

/// So many tasks fill 26 pages; twice as many fill 50.
const TASKS_26_PAGES: usize = 150;

fn pack() -> &'static LayoutPack {
    LayoutPack::builtin("party-2026").expect("a built-in pack")
}

#[divan::bench]
fn compose_26_pages(bencher: Bencher<'_, '_>) {
    let programme = fixture::commune(TASKS_26_PAGES);
    bencher.bench(|| compose(black_box(&programme), pack()));
}

#[divan::bench]
fn programme_to_docx_26_pages(bencher: Bencher<'_, '_>) {
    let programme = fixture::commune(TASKS_26_PAGES);
    bencher.bench(|| docx::write(&compose(black_box(&programme), pack()), pack()));
}

#[divan::bench]
fn control_deflate_of_the_same_xml(bencher: Bencher<'_, '_>) {
    let bytes = docx::write(&compose(&fixture::commune(TASKS_26_PAGES), pack()), pack());
    let mut xml = Vec::new();
    ZipArchive::new(Cursor::new(bytes)).expect("a package").by_name("word/document.xml").expect("the body").read_to_end(&mut xml).expect("text");
    bencher.bench(|| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024)));
        writer.start_file("document.xml", SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
        writer.write_all(black_box(&xml)).expect("written");
        writer.finish().expect("finished")
    });
}

#[divan::bench]
fn form_check_26_pages(bencher: Bencher<'_, '_>) {
    let bytes = docx::write(&compose(&fixture::commune(TASKS_26_PAGES), pack()), pack());
    bencher.bench(|| form::check(black_box(&bytes), pack(), Language::Vi));
}

/// Sixty findings on the lines of a paper of 26 pages.
fn findings() -> Vec<Finding> {
    let about = |number: u32| Finding {
        clause: "II.2.b-4".to_owned(),
        code: Code::NoLead,
        severity: Severity::Error,
        item: None,
        title: format!("Nhiệm vụ {number}"),
        place: Place::line(number * 5),
        message: "Nhiệm vụ chưa có cơ quan chủ trì".to_owned(),
        hint: "Ghi một cơ quan chủ trì".to_owned(),
    };
    (1..=60).map(about).collect()
}

/// A Word file comes back with a comment on each of 60 lines.
#[divan::bench]
fn review_26_pages_60_comments(bencher: Bencher<'_, '_>) {
    let bytes = docx::write(&compose(&fixture::commune(TASKS_26_PAGES), pack()), pack());
    let (findings, stamp) = (findings(), Stamp { author: "Rà soát", when: "2026-02-05T08:00:00Z", language: Language::Vi });
    bencher.bench(|| comment(black_box(&bytes), &findings, &[], &stamp).expect("a commented file"));
}

/// The raw control of a review: the same file unpacked and packed again, every part inflated and deflated.
#[divan::bench]
fn control_unpack_and_pack_the_same_file(bencher: Bencher<'_, '_>) {
    let bytes = docx::write(&compose(&fixture::commune(TASKS_26_PAGES), pack()), pack());
    bencher.bench(|| {
        let mut archive = ZipArchive::new(Cursor::new(black_box(&bytes))).expect("a package");
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("its bytes");
            writer.start_file(format!("part{at}"), SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
            writer.write_all(&content).expect("written");
        }
        writer.finish().expect("finished")
    });
}

/// 50 pages and 60 edits: words, times, and removed items.
fn edited() -> (Programme, Programme) {
    let old = fixture::commune(2 * TASKS_26_PAGES);
    let mut new = old.clone();
    let mut edits = 0;
    for part in &mut new.parts {
        for (i, node) in part.nodes.iter_mut().enumerate() {
            if let Node::Task(task) = node
                && i % 5 == 0
                && edits < 55
            {
                edits += 1;
                if i % 10 == 0 {
                    task.title = task.title.replacen(' ', " đồng bộ, ", 1);
                } else {
                    task.deadline = Deadline::parse("Quý III/2029");
                }
            }
        }
    }
    for at in [250, 200, 150, 100, 50] {
        new.parts[4].nodes.remove(at);
    }
    (old, new)
}

#[divan::bench]
fn redline_50_pages_60_edits(bencher: Bencher<'_, '_>) {
    let (old, new) = edited();
    bencher.bench(|| redline::diff(black_box(&old), black_box(&new)));
}

#[divan::bench]
fn redline_50_pages_60_edits_to_html(bencher: Bencher<'_, '_>) {
    let (old, new) = edited();
    bencher.bench(|| redline::html(&redline::diff(black_box(&old), black_box(&new)), "1", "2"));
}

#[divan::bench]
fn redline_50_pages_60_edits_to_docx(bencher: Bencher<'_, '_>) {
    let (old, new) = edited();
    bencher.bench(|| redline::docx(black_box(&old), black_box(&new), pack()));
}

/// The worst a clerk can hand in: 30,000 words in one paragraph, turned round.
#[divan::bench]
fn redline_of_a_reversed_text(bencher: Bencher<'_, '_>) {
    let old: String = (0..30_000).map(|i| format!("từ{i} ")).collect();
    let new: String = (0..30_000).rev().map(|i| format!("từ{i} ")).collect();
    bencher.bench(|| redline::word_diff(black_box(&old), black_box(&new)));
}

/// The longest texts that are still compared word by word, with nothing but disorder in them.
#[divan::bench]
fn redline_of_a_text_at_the_bound(bencher: Bencher<'_, '_>) {
    let old: String = (0..1_990).map(|i| format!("{} ", i * 7919 % 211)).collect();
    let new: String = (0..1_990).map(|i| format!("{} ", i * 104_729 % 223)).collect();
    bencher.bench(|| redline::word_diff(black_box(&old), black_box(&new)));
}
