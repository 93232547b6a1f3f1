//! Agendas: sessions and their items with times (for `import --as agenda`).

use hanhdong_domain::text::{fold, squeeze};
use serde::Serialize;

use super::raw::{Block, RawPaper};

/// What an item of an agenda is, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaKind {
    /// Opening, rites, breaks, arts.
    Ceremony,
    /// A report or paper read out.
    Reading,
    /// Discussion, speeches, debate.
    Discussion,
    /// Elections and votes.
    Vote,
    /// Anything else.
    Other,
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaItem {
    /// The session it belongs to, as printed.
    pub session: Option<String>,
    /// Beginning, `HH:MM`.
    pub from: Option<String>,
    /// End, `HH:MM`.
    pub to: Option<String>,
    /// Minutes between the two.
    pub minutes: Option<u32>,
    /// What it is.
    pub title: String,
    /// Its kind.
    pub kind: AgendaKind,
    /// Where it stands.
    pub line: u32,
}

/// The items of an agenda, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agenda {
    /// The items.
    pub items: Vec<AgendaItem>,
}

/// Reads an agenda from rows (CSV, workbook, table) or lines that begin with a time.
#[doc(alias = "chương trình làm việc")]
pub fn read(raw: &RawPaper) -> Agenda {
    let mut items = Vec::new();
    let mut session = None;
    for block in &raw.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for (i, line) in paragraph.text.lines().enumerate() {
                    let cells: Vec<String> = cells_of(line);
                    take(&cells, paragraph.place.line + u32::try_from(i).unwrap_or(0), &mut session, &mut items);
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(|it| squeeze(&it.text)).collect();
                    take(&cells, row.place.line, &mut session, &mut items);
                }
            }
        }
    }
    Agenda { items }
}

/// The cells of a line: of a CSV, or of a line of text with tabs.
fn cells_of(line: &str) -> Vec<String> {
    let comma_separated = line.matches(',').count() >= 3 && times(line).len() == 2;
    if comma_separated {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        if let Some(Ok(record)) = reader.records().next() {
            return record.iter().map(squeeze).collect();
        }
    }
    line.split('\t').map(squeeze).collect()
}

/// One row: cells of nothing but times give the time, the longest other cell the title, a cell that names a session
/// the session.
fn take(cells: &[String], line: u32, session: &mut Option<String>, items: &mut Vec<AgendaItem>) {
    let named = cells.iter().find(|it| is_session(it));
    if let Some(named) = named {
        *session = Some(named.clone());
    }
    let times: Vec<u32> = cells.iter().flat_map(|it| times(it)).collect();
    let (Some(from), to) = (times.first().copied(), times.get(1).copied()) else { return };
    let title = cells.iter().filter(|it| Some(*it) != named && !is_date(it)).map(|it| without_times(it)).max_by_key(|it| it.chars().count()).unwrap_or_default();
    if !title.chars().any(char::is_alphabetic) {
        return;
    }
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    items.push(AgendaItem {
        session: session.clone(),
        from: Some(clock(from)),
        to: to.map(clock),
        minutes: to.and_then(|to| to.checked_sub(from)),
        kind: kind_of(&title),
        title,
        line,
    });
}

fn is_session(text: &str) -> bool {
    let folded = fold(text);
    text.chars().count() <= 60 && ["phien", "buoi", "ngay thu"].iter().any(|it| folded.starts_with(it)) && times(text).is_empty()
}

fn is_date(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' ')) && !text.is_empty()
}

/// Clock times of a text in minutes: "14:00", "7h30", "14 giờ 15".
fn times(text: &str) -> Vec<u32> {
    let folded = fold(text);
    let chars: Vec<char> = folded.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        let hours = digits(i);
        if hours == 0 || i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '/') {
            i += hours.max(1);
            continue;
        }
        let rest: String = chars[i + hours..].iter().take(5).collect();
        let mark = [" gio ", " gio", "gio", ":", "h", "g"].iter().find(|it| rest.starts_with(**it)).map(|it| it.chars().count());
        if let Some(mark) = mark.filter(|_| hours <= 2) {
            let at = i + hours + mark;
            let minutes = digits(at.min(chars.len())).min(2);
            let number = |from: usize, len: usize| chars[from..from + len].iter().collect::<String>().parse::<u32>().unwrap_or(0);
            let (hour, minute) = (number(i, hours), if minutes == 0 { 0 } else { number(at, minutes) });
            if hour < 24 && minute < 60 {
                out.push(hour * 60 + minute);
            }
            i = at + minutes;
        } else {
            i += hours;
        }
    }
    out
}

/// The text after the times it begins with.
fn without_times(text: &str) -> String {
    let of_time = |word: &str| {
        let folded = fold(word);
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty() || bare.starts_with(|c: char| c.is_ascii_digit()) || matches!(bare, "gio" | "h" | "den" | "tu" | "phut")
    };
    text.split_whitespace().skip_while(|it| of_time(it)).collect::<Vec<_>>().join(" ")
}

fn kind_of(title: &str) -> AgendaKind {
    let folded = fold(title);
    let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
    if has(&["thao luan", "tham luan", "dien dan", "chat van", "gop y", "tranh luan", "doi thoai"]) {
        AgendaKind::Discussion
    } else if has(&["bau ", "bau cu", "bieu quyet", "thong qua", "kiem phieu"]) {
        AgendaKind::Vote
    } else if has(&["bao cao", "trinh bay", "to trinh", "doc "]) {
        AgendaKind::Reading
    } else if has(&[
        "chao co",
        "van nghe",
        "khai mac",
        "be mac",
        "nghi giai lao",
        "giai lao",
        "on dinh",
        "le ",
        "dien van",
        "tap duyet",
        "gioi thieu dai bieu",
        "ra mat",
        "tang hoa",
        "chuong trinh nghe thuat",
    ]) {
        AgendaKind::Ceremony
    } else {
        AgendaKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::raw::Paragraph;
    use hanhdong_domain::Place;

    fn agenda(lines: &[&str]) -> Vec<(Option<String>, String, Option<u32>, AgendaKind)> {
        let blocks =
            lines.iter().enumerate().map(|(i, text)| Block::Paragraph(Paragraph { text: (*text).to_owned(), place: Place::line(i as u32 + 1), ..Paragraph::default() })).collect();
        read(&RawPaper { blocks, ..RawPaper::default() }).items.into_iter().map(|it| (it.session, it.title, it.minutes, it.kind)).collect()
    }

    #[test]
    fn rows_and_lines_with_times_are_items_and_reading_is_not_discussion() {
        let items = agenda(&[
            "ngay,phien,bat_dau,ket_thuc,noi_dung",
            "2026-08-15,Phiên thứ nhất,14:00,14:15,\"Ổn định tổ chức, văn nghệ\"",
            "2026-08-15,Phiên thứ nhất,14:15,15:00,Báo cáo chính trị",
            "Phiên thứ hai",
            "7h30 - 8 giờ 45: Thảo luận tại tổ về dự thảo chương trình hành động",
        ]);
        assert_eq!(
            items,
            [
                (Some("Phiên thứ nhất".to_owned()), "Ổn định tổ chức, văn nghệ".to_owned(), Some(15), AgendaKind::Ceremony),
                (Some("Phiên thứ nhất".to_owned()), "Báo cáo chính trị".to_owned(), Some(45), AgendaKind::Reading),
                (Some("Phiên thứ hai".to_owned()), "Thảo luận tại tổ về dự thảo chương trình hành động".to_owned(), Some(75), AgendaKind::Discussion),
            ]
        );
    }
}
