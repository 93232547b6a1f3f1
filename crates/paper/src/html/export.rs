//! The programme itself as a page: its parts in the order of the paper, rows as tables, prose as prose.

use hanhdong_domain::Language;
use hanhdong_domain::programme::{Form, Item, KeyWork, Node, Part, Passage, PassageRole, Programme, Resource, Target, TaskItem};
use maud::{Markup, html};

use super::{lines, page};
use crate::words;

/// A page to read the programme on a PC, a phone or paper.
#[doc(alias = "xuất HTML")]
pub fn export(programme: &Programme) -> String {
    let document = &programme.document;
    let kind = document.kind.as_deref().unwrap_or("CHƯƠNG TRÌNH HÀNH ĐỘNG");
    let body = html! {
        a.skip href="#noi-dung" { "Đến nội dung" }
        header.top {
            (head(programme))
            h1 { (kind) @if let Some(title) = &document.title { br; (title) } }
            nav aria-label="Mục lục" {
                ol { @for (i, part) in programme.parts.iter().enumerate() { li { a href={ "#p" (i) } { (part_name(part)) } } } }
            }
        }
        main #noi-dung {
            @for it in &programme.opening { (passage(it)) }
            @for (i, it) in programme.parts.iter().enumerate() { (part(i, it)) }
            (foot(programme))
        }
    };
    let title = document.title.as_deref().map_or_else(|| kind.to_owned(), |it| format!("{kind} {it}"));
    page(&title, Language::Vi, &body)
}

fn head(programme: &Programme) -> Markup {
    let document = &programme.document;
    let number = document.number.as_deref().map(|it| format!("Số {it}"));
    let date = document.date.map(|it| words::date(it, Language::Vi));
    let place_and_date = [document.place.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        @if let Some(it) = &document.superior { p.soft { (it) } }
        @if let Some(it) = &document.issuer { p { b { (it) } } }
        p.soft { @if let Some(it) = &number { (it) } @if number.is_some() && !place_and_date.is_empty() { " · " } (place_and_date) }
        @if let Some(it) = &document.draft { p { span class="tag mid" data-mark="✎" { (it) } } }
    }
}

fn part_name(part: &Part) -> String {
    part.mark.as_deref().map_or_else(|| part.heading.clone(), |mark| format!("{mark}. {}", part.heading))
}

fn part(index: usize, part: &Part) -> Markup {
    html! {
        section aria-labelledby={ "p" (index) } {
            h2 id={ "p" (index) } { (part_name(part)) }
            @for run in runs(&part.nodes) { (draw_run(run)) }
        }
    }
}

/// What a stretch of nodes is drawn as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Targets,
    Tasks,
    KeyWorks,
    Prose,
}

fn drawn(node: &Node) -> Drawn {
    match node {
        Node::Target(it) if it.form == Form::Row => Drawn::Targets,
        Node::Task(it) if it.form == Form::Row => Drawn::Tasks,
        Node::KeyWork(it) if it.form == Form::Row => Drawn::KeyWorks,
        Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Arrangement(_) => Drawn::Prose,
    }
}

/// Rows that follow one another make one table; headings between them are its group rows.
fn runs(nodes: &[Node]) -> Vec<&[Node]> {
    let mut out = Vec::new();
    let mut rest = nodes;
    while let Some(first) = rest.first() {
        let kind = drawn(first);
        let belongs = |it: &Node| drawn(it) == kind || (kind != Drawn::Prose && matches!(it, Node::Heading(_)));
        let mut length = rest.iter().take_while(|it| belongs(it)).count();
        if kind != Drawn::Prose {
            // A heading after the last row opens what follows.
            length -= rest.iter().take(length).rev().take_while(|it| matches!(it, Node::Heading(_))).count();
        }
        let (run, more) = rest.split_at(length.clamp(1, rest.len()));
        out.push(run);
        rest = more;
    }
    out
}

fn draw_run(run: &[Node]) -> Markup {
    match run.first().map(drawn) {
        Some(Drawn::Targets) => table("chỉ tiêu", &["TT", "Chỉ tiêu", "Đơn vị tính", "Hiện trạng", "Mục tiêu", "Cơ quan theo dõi", "Ghi chú"], run),
        Some(Drawn::Tasks) => table("nhiệm vụ", &["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian hoàn thành", "Nguồn lực, điều kiện", "Ghi chú"], run),
        Some(Drawn::KeyWorks) => {
            table("công trình, dự án trọng điểm", &["TT", "Tên công trình", "Địa điểm, quy mô", "Chủ trì", "Phối hợp", "Nguồn lực", "Thời gian hoàn thành", "Ghi chú"], run)
        }
        Some(Drawn::Prose) | None => html! { @for it in run { (prose(it)) } },
    }
}

fn table(what: &str, header: &[&str], run: &[Node]) -> Markup {
    let rows: Vec<(&Node, Vec<String>)> = run.iter().map(|it| (it, cells(it))).collect();
    // A column that nobody filled in only takes room away from the others.
    let filled: Vec<bool> = (0..header.len()).map(|i| i < 2 || rows.iter().any(|(_, cells)| cells.get(i).is_some_and(|it| !it.is_empty()))).collect();
    let shown = || filled.iter().enumerate().filter(|(_, it)| **it).map(|(i, _)| i);
    let count = run.iter().filter(|it| it.item().is_some()).count();
    html! {
        div.wide { table.cards.rows {
            caption { (count) " " (what) }
            thead { tr { @for i in shown() { th scope="col" { (header.get(i).copied().unwrap_or("")) } } } }
            tbody { @for (node, cells) in &rows {
                @if let Node::Heading(it) = node {
                    tr.group { th scope="colgroup" colspan=(shown().count()) { @if let Some(mark) = &it.mark { (mark) ". " } (it.text) } }
                } @else {
                    tr id=[node.item().map(|it| it.anchor().bookmark())] {
                        @for i in shown() { (cell(i, header.get(i).copied().unwrap_or(""), cells.get(i).map_or("", String::as_str))) }
                    }
                }
            } }
        } }
    }
}

/// The second column names the row.
fn cell(index: usize, label: &str, text: &str) -> Markup {
    if index == 1 {
        html! { th scope="row" { (lines(text)) } }
    } else {
        html! { td data-label=(label) { (lines(text)) } }
    }
}

fn cells(node: &Node) -> Vec<String> {
    match node {
        Node::Target(it) => target_cells(it),
        Node::Task(it) => task_cells(it),
        Node::KeyWork(it) => key_work_cells(it),
        Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Arrangement(_) => Vec::new(),
    }
}

fn target_cells(it: &Target) -> Vec<String> {
    let baseline = it.baselines.iter().map(|it| it.year.map_or_else(|| it.value.text.clone(), |year| format!("{} ({year})", it.value.text)));
    let baseline = baseline.chain(Some(it.sources_printed()).filter(|it| !it.is_empty()).map(|it| format!("Nguồn: {it}"))).collect::<Vec<_>>().join("\n");
    let level = it.horizon.map_or_else(|| it.value.text.clone(), |year| format!("{} (năm {year})", it.value.text));
    let path = it.path.iter().map(|it| format!("{}: {}", it.year, it.value.text));
    let levels = std::iter::once(level).chain(path).collect::<Vec<_>>().join("\n");
    vec![text(it.code.as_ref()), it.name.clone(), text(it.unit.as_ref()), baseline, levels, it.lead.text().to_owned(), text(it.note.as_ref())]
}

fn task_cells(it: &TaskItem) -> Vec<String> {
    let title = std::iter::once(it.title.clone()).chain(it.details.iter().map(|it| format!("- {it}"))).collect::<Vec<_>>().join("\n");
    let conditions = it.conditions.iter().map(|it| format!("{}: {}", it.kind.label(), it.text));
    let means = it.resources.iter().map(words::resource).chain(conditions).collect::<Vec<_>>().join("\n");
    vec![
        text(it.code.as_ref()),
        title,
        it.lead.text().to_owned(),
        it.coordinators.join("; "),
        text(it.deliverable.as_ref()),
        it.deadline.text.clone(),
        means,
        text(it.note.as_ref()),
    ]
}

fn key_work_cells(it: &KeyWork) -> Vec<String> {
    vec![
        text(it.code.as_ref()),
        it.name.clone(),
        text(it.location.as_ref()),
        it.lead.text().to_owned(),
        it.coordinators.join("; "),
        resources(&it.resources),
        it.schedule.text.clone(),
        text(it.note.as_ref()),
    ]
}

fn text(it: Option<&String>) -> String {
    it.cloned().unwrap_or_default()
}

fn resources(resources: &[Resource]) -> String {
    resources.iter().map(words::resource).collect::<Vec<_>>().join("; ")
}

fn prose(node: &Node) -> Markup {
    match node {
        Node::Heading(it) => {
            let words = html! { @if let Some(mark) = &it.mark { (mark) ". " } (it.text) };
            if it.level <= 2 {
                html! { h3 { (words) } }
            } else {
                html! { h4 { (words) } }
            }
        }
        Node::Text(it) => passage(it),
        Node::Goal(it) => item(Item::Goal(it), &[("Thời gian", it.schedule.text.clone())]),
        Node::Requirement(it) => item(Item::Requirement(it), &[]),
        Node::Arrangement(it) => item(Item::Arrangement(it), &[]),
        Node::Target(it) => item(Item::Target(it), &[("Cơ quan theo dõi", it.lead.text().to_owned())]),
        Node::Task(it) => item(
            Item::Task(it),
            &[
                ("Nội dung", it.details.join("\n")),
                ("Chủ trì", it.lead.text().to_owned()),
                ("Phối hợp", it.coordinators.join("; ")),
                ("Sản phẩm", text(it.deliverable.as_ref())),
                ("Thời gian hoàn thành", it.deadline.text.clone()),
                ("Nguồn lực", resources(&it.resources)),
            ],
        ),
        Node::KeyWork(it) => item(
            Item::KeyWork(it),
            &[
                ("Chủ trì", it.lead.text().to_owned()),
                ("Phối hợp", it.coordinators.join("; ")),
                ("Nguồn lực", resources(&it.resources)),
                ("Thời gian hoàn thành", it.schedule.text.clone()),
            ],
        ),
    }
}

fn item(item: Item<'_>, fields: &[(&str, String)]) -> Markup {
    html! {
        div.item id=(item.anchor().bookmark()) {
            p { @if let Some(code) = item.code() { (code) ". " } (lines(item.text())) }
            @if fields.iter().any(|(_, words)| !words.is_empty()) {
                ul.fields { @for (label, words) in fields { @if !words.is_empty() { li { (label) ": " (lines(words)) } } } }
            }
        }
    }
}

fn passage(it: &Passage) -> Markup {
    match it.role {
        PassageRole::Unread => html! { div.unread { p.small.soft { "Đoạn chưa nhận dạng" } p { (lines(&it.text)) } } },
        PassageRole::Prose | PassageRole::Outside | PassageRole::Basis | PassageRole::Enclosing => html! { p { (lines(&it.text)) } },
    }
}

fn foot(programme: &Programme) -> Markup {
    let document = &programme.document;
    if document.signature.is_empty() && document.recipients.is_empty() {
        return html! {};
    }
    html! {
        div.sign {
            div {
                @if !document.recipients.is_empty() {
                    p { "Nơi nhận:" }
                    ul { @for it in &document.recipients { li { "- " (it.text) } } }
                }
            }
            div.who {
                @for it in &document.signature.authority { p { b { (it) } } }
                @if let Some(it) = &document.signature.title { p { (it) } }
                @if let Some(it) = &document.signature.name { p { b { (it) } } }
            }
        }
    }
}
