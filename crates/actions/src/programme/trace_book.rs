//! The traceability matrix as a workbook: what takes up what, both ways, figures that differ (clause I.2.a-1).

use std::collections::HashMap;

use hanhdong_check::{Beside, SaidOf, TakenUp};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, GoalKind, Item, Paper, Programme, Whence};
use hanhdong_paper::xlsx::{PlainSheet, write_plain};

use super::export::{Export, ExportFormat, file_stem};
use super::lying::{LyingBeside, LyingPaper};
use super::source::SourceBeside;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// What takes up what between a programme and the papers beside it, as a workbook.
    pub async fn trace_workbook(&self, who: &Who, id: &ProgrammeId) -> Result<Export, Refusal> {
        let beside = self.beside_source(who, id).await?;
        let lying = self.lying(who, id).await?;
        let title = beside.opened.row.title.clone();
        let made = tokio::task::spawn_blocking(move || write_plain(&beside.opened.row.title, &sheets(&beside, &lying)).map_err(|error| Refusal::Fault(error.to_string())));
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Export { name: format!("doi-chieu-{}.xlsx", file_stem(&title)), format: ExportFormat::Xlsx, bytes })
    }
}

fn sheets(it: &SourceBeside, lying: &LyingBeside) -> Vec<PlainSheet> {
    // Without a source every item is still listed, with what people say of it.
    let none = (Programme::default(), Beside::default());
    let (source, beside) = it.source.as_ref().map_or((&none.0, &none.1), |(source, beside)| (&*source.source, beside));
    let (ours, theirs) = (by_anchor(&it.opened.programme), by_anchor(source));
    let mut sheets = vec![forth(beside, &ours, &theirs), back(&it.opened.programme, beside, &theirs), figures(beside, &ours)];
    sheets.extend(lying.last_term.as_ref().map(|it| disposed(it, &lying.opened.programme, &ours, "Nhiệm kỳ trước")));
    sheets.extend(lying.superior.as_ref().map(|it| disposed(it, &lying.opened.programme, &ours, "Cấp trên giao")));
    sheets
}

type Items<'a> = HashMap<&'a Anchor, Item<'a>>;

fn by_anchor(programme: &Programme) -> Items<'_> {
    programme.items().map(|it| (it.anchor(), it)).collect()
}

fn sheet(name: &'static str, columns: &[(&'static str, u16)], rows: Vec<Vec<String>>) -> PlainSheet {
    PlainSheet { name, columns: columns.iter().map(|(header, width)| ((*header).into(), *width)).collect(), rows }
}

/// From the source to the programme: every statement, covered or not.
fn forth(beside: &Beside, ours: &Items<'_>, theirs: &Items<'_>) -> PlainSheet {
    let row = |it: &TakenUp| {
        let item = theirs.get(&it.theirs)?;
        let state = match (it.is_taken_up, it.is_said) {
            (true, true) => "Đã cụ thể hoá, có người xác nhận",
            (true, false) => "Đã cụ thể hoá, nhận ra theo nội dung",
            (false, _) => "Chưa cụ thể hoá",
        };
        let by: Vec<String> = if it.is_taken_up { it.by.iter().filter_map(|it| ours.get(it)).map(|it| named(*it)).collect() } else { Vec::new() };
        Some(vec![kind(*item).to_owned(), named(*item), item.place().line.to_string(), state.to_owned(), by.join("\n")])
    };
    let columns = [("Loại", 14), ("Văn bản nguồn", 60), ("Dòng", 7), ("Tình trạng", 22), ("Mục của chương trình", 60)];
    sheet("Nguồn - Chương trình", &columns, beside.taken_up.iter().filter_map(row).collect())
}

/// From the programme to the source: every item, with where it comes from or that it is in no source.
fn back(programme: &Programme, beside: &Beside, theirs: &Items<'_>) -> PlainSheet {
    let mut seen: HashMap<&Anchor, Vec<&Anchor>> = HashMap::new();
    for it in beside.taken_up.iter().filter(|it| it.is_taken_up) {
        it.by.iter().for_each(|ours| seen.entry(ours).or_default().push(&it.theirs));
    }
    let is_asked = |it: &Item<'_>| !matches!(it, Item::Requirement(_) | Item::Arrangement(_));
    let row = |item: Item<'_>| {
        let said = programme.whence(item.anchor());
        let mut from: Vec<String> = said.iter().map(origin).collect();
        if from.is_empty() {
            from = seen.get(item.anchor()).into_iter().flatten().filter_map(|it| theirs.get(*it)).map(|it| named(*it)).collect();
        }
        let state = match (said.is_empty(), from.is_empty()) {
            (false, _) => "Có người xác nhận",
            (true, false) => "Nhận ra theo nội dung",
            (true, true) => "Chưa thấy trong văn bản nguồn",
        };
        vec![kind(item).to_owned(), named(item), state.to_owned(), from.join("\n")]
    };
    let columns = [("Loại", 14), ("Mục của chương trình", 60), ("Tình trạng", 22), ("Từ nội dung", 60)];
    sheet("Chương trình - Nguồn", &columns, programme.items().filter(is_asked).map(row).collect())
}

fn figures(beside: &Beside, ours: &Items<'_>) -> PlainSheet {
    let row = |it: &hanhdong_check::FigureBeside| {
        let item = it.ours.as_ref().and_then(|it| ours.get(it)).map_or_else(|| "trong lời văn".to_owned(), |it| named(*it));
        vec![item, it.here.clone(), it.there.clone(), it.place.line.to_string()]
    };
    let columns = [("Mục của chương trình", 60), ("Chương trình ghi", 20), ("Văn bản nguồn ghi", 20), ("Dòng của văn bản nguồn", 12)];
    sheet("Số liệu khác nhau", &columns, beside.figures.iter().map(row).collect())
}

/// Every item of a paper beside that wants an answer, with its answer.
fn disposed(paper: &LyingPaper, programme: &Programme, ours: &Items<'_>, name: &'static str) -> PlainSheet {
    let theirs = by_anchor(&paper.paper.source);
    let row = |it: &hanhdong_check::Lying| {
        let item = theirs.get(&it.theirs)?;
        let by = || it.by.iter().filter_map(|it| ours.get(it)).map(|it| named(*it)).collect::<Vec<_>>().join("\n");
        let (state, answer) = match it.said {
            SaidOf::TakenUp => ("Đưa vào chương trình", by()),
            SaidOf::Stopped => ("Dừng", programme.stopped.get(&it.theirs).map(|it| it.reason.clone()).unwrap_or_default()),
            SaidOf::Nothing => ("Chưa xử lý", String::new()),
        };
        Some(vec![kind(*item).to_owned(), named(*item), state.to_owned(), answer])
    };
    sheet(name, &[("Loại", 14), ("Nội dung", 60), ("Xử lý", 18), ("Mục của chương trình, lý do dừng", 60)], paper.items.iter().filter_map(row).collect())
}

fn origin(whence: &Whence) -> String {
    match whence {
        Whence::From { paper: Paper::Source, words, .. } => words.clone(),
        Whence::From { paper: Paper::LastTerm, words, .. } => format!("Nhiệm kỳ trước: {words}"),
        Whence::From { paper: Paper::Superior, words, .. } => format!("Cấp trên giao: {words}"),
        Whence::New { reason } => format!("Mới: {reason}"),
    }
}

fn named(item: Item<'_>) -> String {
    item.code().map_or_else(|| item.text().to_owned(), |code| format!("{code}. {}", item.text()))
}

const fn kind(item: Item<'_>) -> &'static str {
    match item {
        Item::Goal(it) => match it.kind {
            GoalKind::Viewpoint => "Quan điểm",
            GoalKind::Policy => "Chủ trương",
            GoalKind::Orientation => "Định hướng",
            GoalKind::Goal => "Mục tiêu",
            GoalKind::Breakthrough => "Khâu đột phá",
        },
        Item::Requirement(_) => "Yêu cầu",
        Item::Target(_) => "Chỉ tiêu",
        Item::Task(_) => "Nhiệm vụ",
        Item::KeyWork(_) => "Công trình",
        Item::Arrangement(_) => "Phân công",
    }
}
