//! From lines and tables to sections: head, opening, parts, foot, annexes.

use hanhdong_domain::Place;
use hanhdong_domain::programme::PartRole;
use hanhdong_domain::text::{fold, squeeze};

use super::columns::{Column, Layout};
use super::head::{begins_foot, is_plan_kind, kind_line};
use super::line::{Line, Mark, is_capitals};
use crate::intake::raw::{Block, RawPaper, Row, Table};

/// A thing of the body.
#[derive(Debug)]
pub(super) enum Entry<'a> {
    Line(Line),
    Table(&'a Table, Option<Layout>),
}

/// A top-level section as found.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub role: PartRole,
    pub mark: Option<String>,
    pub heading: String,
    pub place: Place,
    pub entries: Vec<Entry<'a>>,
}

/// The paper cut into its sections.
#[derive(Debug, Default)]
pub(super) struct Cut<'a> {
    /// Lines of the heading block.
    pub head: Vec<String>,
    /// Lines of a decision that encloses the programme, without its own foot.
    pub enclosing: Vec<Line>,
    pub kind: Option<String>,
    pub title: Vec<String>,
    pub opening: Vec<Line>,
    pub sections: Vec<Section<'a>>,
    /// Lines of the foot.
    pub foot: Vec<String>,
}

/// How the paper marks its top-level sections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    Part,
    Capital,
    Roman,
    Number,
    Heading,
}

pub(super) fn cut(raw: &RawPaper) -> Cut<'_> {
    let entries = entries(raw);
    let top = top_level(&entries);
    let first_part = entries.iter().position(|it| matches!(it, Entry::Line(line) if top.is_some_and(|top| is_top(line, top, 1))));
    let limit = first_part.unwrap_or_else(|| entries.iter().position(|it| matches!(it, Entry::Table(_, Some(_)))).unwrap_or(entries.len()));
    let kinds: Vec<(usize, String)> =
        entries[..limit].iter().enumerate().filter_map(|(i, it)| if let Entry::Line(line) = it { kind_line(line).map(|kind| (i, kind)) } else { None }).collect();
    let mut out = Cut::default();
    let chosen = kinds.iter().rev().find(|(_, kind)| is_plan_kind(kind)).or(kinds.first());
    let body_from = match chosen {
        Some((at, kind)) => {
            out.kind = Some(kind.clone());
            let first_kind = kinds.first().map_or(*at, |(i, _)| *i);
            head_lines(&entries[..first_kind], &mut out.head);
            enclosing(&entries[first_kind..*at], &mut out);
            at + 1
        }
        None => 0,
    };
    let mut walker = Walker { out, top, next: 1, state: State::Title, heading_open: false };
    for entry in entries.into_iter().skip(body_from) {
        walker.take(entry);
    }
    walker.out
}

fn entries(raw: &RawPaper) -> Vec<Entry<'_>> {
    let mut out: Vec<Entry<'_>> = Vec::with_capacity(raw.blocks.len());
    let mut about = String::new();
    let mut previous: Option<Layout> = None;
    for block in &raw.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let broken = paragraph.text.contains('\n') && !is_sentence(&paragraph.text);
                if broken {
                    for (i, text) in paragraph.text.lines().filter(|it| !it.trim().is_empty()).enumerate() {
                        let mut piece = paragraph.clone();
                        piece.text = text.to_owned();
                        if i > 0 {
                            piece.anchors.clear();
                        }
                        out.push(Entry::Line(Line::new(&piece)));
                    }
                } else {
                    out.push(Entry::Line(Line::new(paragraph)));
                }
                if let Some(Entry::Line(line)) = out.last() {
                    if line.is_capitals() || line.mark == Mark::Annex {
                        about.push(' ');
                        about.push_str(&line.folded);
                        if about.len() > 400 {
                            about = line.folded.clone();
                        }
                        previous = None;
                    }
                    if line.mark == Mark::Annex {
                        about = line.folded.clone();
                    }
                }
            }
            Block::Table(table) => {
                let goes_on = continued(table, previous.as_ref());
                let numbered = goes_on.as_ref().is_some_and(|it| begins_with_number(table, it));
                let layout = if numbered { goes_on } else { Layout::of(table, &about).or(goes_on) };
                if layout.is_some() {
                    previous.clone_from(&layout);
                    out.push(Entry::Table(table, layout));
                } else if is_frame(table) {
                    flatten(table, &mut out);
                } else {
                    out.push(Entry::Table(table, None));
                }
            }
        }
    }
    out
}

/// A soft break inside a sentence is no new line of the outline.
fn is_sentence(text: &str) -> bool {
    text.lines().skip(1).all(|it| {
        let line = it.trim_start();
        line.starts_with(char::is_lowercase) && Line::of_text(line, &Place::default()).mark == Mark::Plain
    }) && !is_capitals(text)
}

/// A table without a header right after one that was understood, with as many columns, goes on with it.
fn continued(table: &Table, previous: Option<&Layout>) -> Option<Layout> {
    let previous = previous?;
    let width = table.rows.iter().flat_map(|row| row.cells.iter().map(|it| it.column + it.span.max(1))).max()?;
    (width == previous.columns.len()).then(|| Layout { header_rows: 0, ..previous.clone() })
}

/// Does the table begin with a numbered item, perhaps below the row of a group? Then its words are no header,
/// whatever they say.
fn begins_with_number(table: &Table, layout: &Layout) -> bool {
    let order = layout.columns.iter().position(|it| *it == Column::Order);
    let heads_group = |row: &&Row| row.cells.iter().filter(|it| Some(it.column) != order && !it.text.trim().is_empty()).count() <= 1;
    let numbered = |row: &Row| {
        let text = |wanted: Option<usize>| wanted.and_then(|it| row.at(it)).map(|it| squeeze(&it.text)).unwrap_or_default();
        let code = text(order);
        let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_digit() || c == '.');
        is_code || code.is_empty() && matches!(Line::of_text(&text(layout.name_column()), &row.place).mark, Mark::Number(_))
    };
    table.rows.iter().find(|it| !heads_group(it)).is_some_and(numbered)
}

/// A table that only holds lines side by side: heading block, signature block.
fn is_frame(table: &Table) -> bool {
    let text: String = table.rows.iter().flat_map(|row| row.cells.iter().map(|it| it.text.as_str())).collect::<Vec<_>>().join("\n");
    let folded = fold(&text);
    let head = folded.contains("cong san viet nam") || folded.contains("doc lap - tu do");
    let foot = folded.contains("noi nhan") || folded.lines().any(|it| begins_foot(&Line::of_text(&it.to_uppercase(), &Place::default())));
    let small = table.rows.len() <= 6 && table.rows.iter().all(|row| row.cells.len() <= 3);
    (head || foot) && table.rows.len() <= 8 || small && text.chars().filter(|c| c.is_alphanumeric()).count() < 120 && folded.contains("so")
}

/// The cells of a frame as lines, left column first.
fn flatten<'a>(table: &'a Table, out: &mut Vec<Entry<'a>>) {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for column in 0..width {
        for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
            for text in cell.text.lines().filter(|it| !it.trim().is_empty()) {
                out.push(Entry::Line(Line::of_text(text, &cell.place)));
            }
        }
    }
}

fn head_lines(entries: &[Entry<'_>], out: &mut Vec<String>) {
    for entry in entries {
        if let Entry::Line(line) = entry {
            out.extend(line.text.lines().map(str::to_owned));
        }
    }
}

/// A decision around the programme: its text, and its own foot.
fn enclosing(entries: &[Entry<'_>], out: &mut Cut<'_>) {
    let mut in_foot = false;
    for entry in entries {
        let Entry::Line(line) = entry else { continue };
        in_foot |= begins_foot(line);
        if in_foot {
            out.foot.extend(line.text.lines().map(str::to_owned));
        } else {
            out.enclosing.push(line.clone());
        }
    }
}

/// The lines among the entries, in order.
pub(super) fn lines<'e>(entries: &'e [Entry<'_>]) -> impl Iterator<Item = &'e Line> {
    entries.iter().filter_map(|it| if let Entry::Line(line) = it { Some(line) } else { None })
}

/// How this paper marks its top-level sections: the first way that makes a run of at least two, or one by meaning.
fn top_level(entries: &[Entry<'_>]) -> Option<Top> {
    let run = |top: Top| {
        let mut next = 1;
        let mut meanings = 0;
        for line in lines(entries).take_while(|it| it.mark != Mark::Annex) {
            if is_top(line, top, next) {
                next += 1;
                meanings += usize::from(role_of(&line.folded) != PartRole::Other || line.body.is_empty());
            }
        }
        (next - 1, meanings)
    };
    if let Some(top) = [Top::Part, Top::Capital, Top::Roman].into_iter().find(|top| {
        let (found, meanings) = run(*top);
        found >= 2 || found == 1 && meanings == 1
    }) {
        return Some(top);
    }
    [Top::Number, Top::Heading].into_iter().find(|top| run(*top).1 >= 2)
}

fn is_top(line: &Line, top: Top, next: u32) -> bool {
    let heading_like = line.heading.is_some() || line.bold || line.is_capitals() || line.body.split_whitespace().count() <= 25;
    match (top, &line.mark) {
        (Top::Part, Mark::Part) => true,
        (Top::Roman, Mark::Roman(number)) => *number == next && heading_like && !line.body.is_empty(),
        (Top::Capital, Mark::Capital(letter)) => hanhdong_domain::text::list_ordinal(*letter) == usize::try_from(next).ok().map(|it| it - 1) && heading_like && line.is_capitals(),
        (Top::Number, Mark::Number(path)) => path.as_slice() == [next] && line.looks_like_heading() && role_of(&line.folded) != PartRole::Other,
        (Top::Heading, Mark::Plain) => {
            (line.heading.is_some() || line.is_capitals() || line.bold) && line.looks_like_heading() && role_of(&line.folded) != PartRole::Other && kind_line(line).is_none()
        }
        _ => false,
    }
}

/// What a top-level heading means.
pub(super) fn role_of(folded: &str) -> PartRole {
    const MEANINGS: &[(&str, PartRole)] = &[
        ("muc tieu", PartRole::Goals),
        ("muc dich", PartRole::Goals),
        ("yeu cau", PartRole::Goals),
        ("quan diem", PartRole::Goals),
        ("dinh huong", PartRole::Goals),
        ("chi tieu", PartRole::Goals),
        ("phuong huong", PartRole::Goals),
        ("noi dung", PartRole::Content),
        ("nhiem vu", PartRole::Content),
        ("giai phap", PartRole::Content),
        ("chuong trinh hanh dong", PartRole::Content),
        ("dot pha", PartRole::Content),
        ("trach nhiem", PartRole::Organisation),
        ("to chuc thuc hien", PartRole::Organisation),
        ("to chuc trien khai", PartRole::Organisation),
        ("phan cong", PartRole::Organisation),
        ("dieu khoan thi hanh", PartRole::Organisation),
        ("thuc hien chuong trinh", PartRole::Organisation),
    ];
    let organisation = folded.contains("to chuc thuc hien") && !["noi dung", "nhiem vu", "muc"].iter().any(|it| folded.starts_with(it));
    if organisation {
        return PartRole::Organisation;
    }
    if ["phu luc", "kinh phi", "che do", "tinh hinh", "danh gia", "ket qua"].iter().any(|it| folded.trim_start().starts_with(it)) {
        return PartRole::Other;
    }
    MEANINGS.iter().filter_map(|(words, role)| folded.find(words).map(|at| (at, *role))).min_by_key(|(at, _)| *at).map_or(PartRole::Other, |(_, role)| role)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Title,
    Opening,
    Part,
    Foot,
    Annex,
}

struct Walker<'a> {
    out: Cut<'a>,
    top: Option<Top>,
    next: u32,
    state: State,
    /// The heading of the last section may go on in the next line.
    heading_open: bool,
}

impl<'a> Walker<'a> {
    fn take(&mut self, entry: Entry<'a>) {
        let line = match entry {
            Entry::Table(..) => return self.table(entry),
            Entry::Line(line) => line,
        };
        if line.text.chars().all(|c| !c.is_alphanumeric()) {
            return;
        }
        if self.heading_goes_on(&line) {
            return;
        }
        if line.mark == Mark::Annex && (line.is_capitals() || line.body.is_empty() || line.heading.is_some() || line.bold || line.centred || is_capitals(&line.printed)) {
            return self.open(PartRole::Annex, line, State::Annex);
        }
        if self.state != State::Annex
            && let Some(top) = self.top
            && is_top(&line, top, self.next)
        {
            self.next += 1;
            let role = role_of(&line.folded);
            return self.open(role, line, State::Part);
        }
        if self.state != State::Foot && begins_foot(&line) && !self.out.sections.is_empty() {
            self.state = State::Foot;
        }
        self.line(line);
    }

    fn open(&mut self, role: PartRole, line: Line, state: State) {
        self.state = state;
        self.heading_open = true;
        let mark = (!line.printed.is_empty()).then(|| line.printed.clone());
        let (role, heading) = (role, squeeze(&line.body).trim_end_matches([':', '.']).to_owned());
        self.out.sections.push(Section { role, mark, heading, place: line.place, entries: Vec::new() });
    }

    /// A heading broken over two lines, the name below "Phần thứ nhất" or "PHỤ LỤC I", the reference of an annex.
    fn heading_goes_on(&mut self, line: &Line) -> bool {
        if !self.heading_open {
            return false;
        }
        let Some(section) = self.out.sections.last_mut().filter(|it| it.entries.is_empty()) else { return false };
        let reference = self.state == State::Annex && line.text.starts_with('(') && fold(&line.text).contains("kem theo");
        if reference {
            return true;
        }
        let more = line.mark == Mark::Plain
            && line.anchors.is_empty()
            && (line.is_capitals() || section.heading.is_empty() && line.looks_like_heading())
            && line.body.chars().count() <= 400
            && !begins_foot(line);
        if more && (section.heading.is_empty() || is_capitals(&section.heading) && section.heading.chars().count() <= 600) {
            if !section.heading.is_empty() {
                section.heading.push(' ');
            }
            section.heading.push_str(line.body.trim_end_matches(':'));
            if self.state == State::Part {
                section.role = role_of(&fold(&section.heading));
            }
            return true;
        }
        self.heading_open = false;
        false
    }

    fn table(&mut self, entry: Entry<'a>) {
        self.heading_open = false;
        if self.state == State::Foot || self.out.sections.is_empty() {
            let place = if let Entry::Table(table, _) = &entry { table.rows.first().map(|it| it.place.clone()).unwrap_or_default() } else { Place::default() };
            let heading = self.annex_name();
            self.state = State::Annex;
            self.out.sections.push(Section { role: PartRole::Annex, mark: None, heading, place, entries: Vec::new() });
        }
        if let Some(section) = self.out.sections.last_mut() {
            section.entries.push(entry);
        }
    }

    /// The name of an annex without a mark: the capitals last seen in the foot, or the title of a sheet.
    fn annex_name(&mut self) -> String {
        let from_foot = self.out.foot.iter().rposition(|it| is_capitals(it) && it.split_whitespace().count() >= 3 && !begins_foot(&Line::of_text(it, &Place::default())));
        if let Some(at) = from_foot
            && self.out.foot.len() - at <= 3
        {
            let name = self.out.foot.drain(at..).next().unwrap_or_default();
            return name;
        }
        self.out.opening.pop().map(|it| it.text).unwrap_or_default()
    }

    fn line(&mut self, line: Line) {
        match self.state {
            State::Title => {
                if self.is_title(&line) {
                    self.out.title.push(line.text);
                } else {
                    let reference = line.text.starts_with('(') && fold(&line.text).contains("kem theo");
                    if !reference {
                        self.state = State::Opening;
                        self.out.opening.push(line);
                    }
                }
            }
            State::Opening => self.out.opening.push(line),
            State::Foot => {
                // A new sheet or list after the foot begins with capitals and no authority.
                self.out.foot.extend(line.text.lines().map(str::to_owned));
            }
            State::Part | State::Annex => {
                if let Some(section) = self.out.sections.last_mut() {
                    section.entries.push(Entry::Line(line));
                }
            }
        }
    }

    fn is_title(&self, line: &Line) -> bool {
        if self.out.kind.is_none()
            || line.mark != Mark::Plain
            || line.text.chars().count() > 500
            || line.text.ends_with(':')
            || line.folded.starts_with("can cu")
            || line.text.starts_with('(')
        {
            return false;
        }
        let in_capitals = self.out.title.iter().all(|it| is_capitals(it));
        let dressed = line.bold || line.centred || line.heading.is_some() || line.is_capitals() && in_capitals || line.text.starts_with(char::is_lowercase);
        dressed || self.out.title.is_empty() && !line.folded.contains("nhu sau") && !line.text.ends_with(['.', ';'])
    }
}
