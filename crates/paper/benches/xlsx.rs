//! A workbook of 5,000 full rows, beside rust_xlsxwriter writing the same cells without any form.
//!
//! `cargo bench -p hanhdong-paper --bench xlsx`

use divan::Bencher;
use hanhdong_domain::Place;
use hanhdong_domain::programme::{AnchorPool, Deadline, Lead, Node, Part, PartRole, Programme, Resource, TaskItem};
use hanhdong_paper::xlsx;
use rust_xlsxwriter::Workbook;

const ROWS: usize = 5_000;

fn main() {
    divan::main();
}

fn programme() -> Programme {
    let mut pool = AnchorPool::default();
    let nodes = (1..=ROWS).map(|n| {
        let title = format!("Xây dựng, ban hành và tổ chức thực hiện đề án phát triển kinh tế nông nghiệp công nghệ cao số {n}");
        let mut task = TaskItem::titled(pool.derive("t", Some(&n.to_string()), &title), &title);
        task.code = Some(n.to_string());
        task.lead = Lead::parse("Phòng Kinh tế");
        task.coordinators = vec!["Văn phòng HĐND và UBND".to_owned(), format!("Chi bộ thôn {}", n % 40)];
        task.deliverable = Some(format!("Đề án số {n}"));
        task.deadline = Deadline::parse("Quý IV/2026");
        task.resources = vec![Resource::parse(&format!("{},5 tỷ đồng ngân sách xã", n % 97), None)];
        task.note = Some(format!("Chỉ tiêu {}", n % 31));
        Node::Task(task)
    });
    let part = Part { role: PartRole::Content, mark: Some("II".into()), heading: "NỘI DUNG".into(), place: Place::default(), nodes: nodes.collect() };
    Programme { parts: vec![part], ..Programme::default() }
}

#[divan::bench]
fn workbook(bencher: Bencher<'_, '_>) {
    let programme = programme();
    bencher.bench(|| xlsx::write(&programme).expect("a workbook"));
}

/// The raw control.
#[divan::bench]
fn plain_cells(bencher: Bencher<'_, '_>) {
    let programme = programme();
    bencher.bench(|| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, task) in (0_u32..).zip(programme.tasks()) {
            let coordinators = task.coordinators.join("; ");
            let resources = task.resources.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; ");
            let cells = [
                task.code.as_deref().unwrap_or(""),
                &task.title,
                task.lead.text(),
                &coordinators,
                task.deliverable.as_deref().unwrap_or(""),
                &task.deadline.text,
                &resources,
                "",
                "Xây dựng mới",
                task.note.as_deref().unwrap_or(""),
                task.anchor.as_str(),
            ];
            for (column, text) in (0_u16..).zip(cells) {
                sheet.write_string(row, column, text).expect("a cell");
            }
        }
        book.save_to_buffer().expect("a workbook")
    });
}
