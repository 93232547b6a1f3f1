//! From paragraphs and tables to a programme: parts by meaning, items by their marks, everything else kept in sight.
//!
//! The same understanding serves every format. Text patterns go before styles: offices type their numbers by hand.

mod body;
mod columns;
mod duty;
mod guideline;
mod head;
mod labels;
mod line;
mod links;
mod one_line;
mod sections;
mod table;

use std::collections::HashSet;

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Anchor, AnchorPool, Condition, Node, PartRole, Passage, PassageRole, Programme, TargetValue, TaskItem, Warning};
use hanhdong_domain::text::{fold, squeeze};

pub use self::guideline::{BoundClause, bind};
pub use self::one_line::one_line;

use self::body::ListKind;
use self::columns::Rows;
use self::line::{Line, Mark};
use self::sections::{Cut, Entry, Section};
use super::raw::{Block, RawPaper};

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A programme.
    Programme,
    /// A source document: every statement of its task part is taken by itself.
    Source,
}

/// What the understanding of one paper keeps in hand.
struct Understanding {
    pool: AnchorPool,
    given: HashSet<Anchor>,
    served: Vec<(Anchor, String)>,
    warnings: Vec<Warning>,
    period_end: Option<i16>,
    as_source: bool,
    /// How long the numbers are that head other lines of the content part (1 for `2.`, 2 for `2.1.`).
    heading_numbers: Option<usize>,
    labels_first: bool,
    /// Are the items below agencies in the organisation part the tasks? Not where the content part has such a list.
    duties_are_tasks: bool,
    /// Does a table list the targets? Then sentences of the goals part with a level announce them: they are goals.
    targets_in_table: bool,
}

impl Understanding {
    /// The anchor found in the file, or one derived. Of a copied row the first keeps it and the second is warned about.
    fn anchor(&mut self, role: &str, found: Option<Anchor>, code: Option<&str>, text: &str, place: &Place) -> Anchor {
        if let Some(found) = found {
            if self.given.insert(found.clone()) {
                return found;
            }
            let message = format!("Mã mục «{found}» lặp lại (dòng được sao chép); mục này nhận mã mới.");
            self.warnings.push(Warning { code: "copied-anchor".to_owned(), place: place.clone(), message });
        }
        self.pool.derive(role, code, text)
    }

    fn term_end(&self) -> Option<i16> {
        self.period_end
    }

    fn note_served(&mut self, node: &Node, words: Option<&str>) {
        if let (Some(item), Some(words)) = (node.item(), words) {
            self.served.push((item.anchor().clone(), words.to_owned()));
        }
    }

    /// May a block without fields be a task? Only a marked one; plain prose is not.
    fn is_open_list(&self, mark: &Mark) -> bool {
        *mark != Mark::Plain
    }

    fn with_conditions(&self, mut task: TaskItem, texts: &[&str]) -> TaskItem {
        for text in texts.iter().flat_map(|it| it.split(';')) {
            if text.chars().any(char::is_alphanumeric) {
                task.conditions.push(Condition::parse(text, &task.place));
            }
        }
        task
    }
}

/// Understands a paper. Never fails: what is not understood stays visible as an unread passage.
pub fn understand(raw: &RawPaper, purpose: Purpose) -> Programme {
    let cut = sections::cut(raw);
    let mut programme = Programme::default();
    read_document(&cut, &mut programme);
    let mut u = Understanding {
        pool: AnchorPool::default(),
        given: HashSet::new(),
        served: Vec::new(),
        warnings: raw.notes.iter().map(|(code, message)| Warning { code: code.clone(), place: Place::default(), message: message.clone() }).collect(),
        period_end: programme.document.period.map(|it| it.to),
        as_source: purpose == Purpose::Source,
        heading_numbers: heading_numbers(&cut.sections),
        labels_first: labels_first(&cut.sections),
        duties_are_tasks: agencies(&cut.sections, &[PartRole::Content]) < 2,
        targets_in_table: purpose == Purpose::Programme && table_holds_targets(&cut.sections),
    };
    for anchor in anchors_of(raw) {
        u.pool.keep(anchor);
    }
    opening(&cut, &mut programme);
    let list = if u.as_source { ListKind::Items } else { choose_list(&cut.sections) };
    if purpose == Purpose::Programme && !is_programme(&cut) {
        return not_a_programme(cut, programme, u);
    }
    for section in cut.sections {
        programme.parts.push(body::read_section(&mut u, section, list));
    }
    programme.warnings = std::mem::take(&mut u.warnings);
    programme.links = links::find(&programme, &u.served);
    programme
}

fn anchors_of(raw: &RawPaper) -> impl Iterator<Item = &Anchor> {
    raw.blocks.iter().flat_map(|block| -> Box<dyn Iterator<Item = &Anchor>> {
        match block {
            Block::Paragraph(it) => Box::new(it.anchors.iter()),
            Block::Table(it) => Box::new(it.rows.iter().flat_map(|row| row.cells.iter().flat_map(|cell| cell.anchors.iter()))),
        }
    })
}

fn read_document(cut: &Cut<'_>, programme: &mut Programme) {
    let document = &mut programme.document;
    for line in &cut.head {
        head::read_head_line(document, line);
    }
    document.kind.clone_from(&cut.kind);
    if !cut.title.is_empty() {
        document.title = Some(squeeze(&cut.title.join(" ")));
    }
    if document.number.is_none() {
        let lines = cut.kind.as_deref().into_iter().chain(cut.opening.first().filter(|_| cut.kind.is_none()).map(|it| it.text.as_str()));
        document.number = lines.filter_map(head::number_in_title).next();
    }
    head::read_foot(document, &cut.foot);
    let stated = || document.title.iter().map(String::as_str).chain(cut.opening.iter().map(|it| it.text.as_str())).chain(cut.kind.as_deref());
    let period = stated().filter_map(head::period_of).next();
    let date = document.number.as_deref().and_then(|number| stated().find_map(|text| head::date_behind(number, text)));
    document.period = period;
    document.date = document.date.or(date);
}

fn opening(cut: &Cut<'_>, programme: &mut Programme) {
    let passage = |line: &Line, role: PassageRole| Passage { role, text: line.text.clone(), place: line.place.clone() };
    for line in &cut.enclosing {
        let mut document = hanhdong_domain::programme::Document::default();
        head::read_head_line(&mut document, &line.text);
        if document.number.is_some() || document.date.is_some() {
            head::read_head_line(&mut programme.document, &line.text);
        } else {
            programme.opening.push(passage(line, PassageRole::Enclosing));
        }
    }
    for line in &cut.opening {
        let role = if line.folded.starts_with("can cu") { PassageRole::Basis } else { PassageRole::Prose };
        programme.opening.push(passage(line, role));
    }
}

/// Two of the three meanings, or a table of targets or tasks, make a programme.
fn is_programme(cut: &Cut<'_>) -> bool {
    let mut roles: Vec<PartRole> = cut.sections.iter().map(|it| it.role).filter(|it| matches!(it, PartRole::Goals | PartRole::Content | PartRole::Organisation)).collect();
    roles.dedup();
    let plan = cut.kind.as_deref().is_some_and(head::is_plan_kind);
    let table = cut.sections.iter().flat_map(|it| it.entries.iter()).any(|it| matches!(it, Entry::Table(_, Some(_))));
    roles.len() >= 2 || plan || table
}

fn not_a_programme(cut: Cut<'_>, mut programme: Programme, u: Understanding) -> Programme {
    let mut warnings = u.warnings;
    warnings.insert(
        0,
        Warning {
            code: "not-a-programme".to_owned(),
            place: Place::default(),
            message: "Văn bản này không có các phần mục tiêu, nội dung, tổ chức thực hiện của một chương trình hành động; không mục nào được nhận.".to_owned(),
        },
    );
    for section in cut.sections {
        let nodes = section
            .entries
            .iter()
            .map(|entry| match entry {
                Entry::Line(line) => (line.text.clone(), line.place.clone()),
                Entry::Table(table, _) => {
                    let text = table.rows.iter().flat_map(|row| row.cells.iter().map(|it| squeeze(&it.text))).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" | ");
                    (text, table.rows.first().map(|it| it.place.clone()).unwrap_or_default())
                }
            })
            .map(|(text, place)| Node::Text(Passage { role: PassageRole::Unread, text, place }))
            .collect();
        programme.parts.push(hanhdong_domain::programme::Part { role: PartRole::Other, mark: section.mark, heading: section.heading, place: section.place, nodes });
    }
    programme.warnings = warnings;
    programme
}

/// The lines of the content part, in order.
fn content_lines<'e>(sections: &'e [Section<'_>]) -> Vec<&'e Line> {
    sections.iter().filter(|it| it.role == PartRole::Content).flat_map(|it| sections::lines(&it.entries)).collect()
}

/// The task list of the text: the first of table, blocks, by agency, items (verdicts.md, common rules).
fn choose_list(sections: &[Section<'_>]) -> ListKind {
    let numbered_table = sections.iter().flat_map(|it| it.entries.iter()).any(|it| matches!(it, Entry::Table(_, Some(layout)) if layout.rows == Rows::Tasks));
    if numbered_table {
        return ListKind::Table;
    }
    let content: Vec<&Line> = content_lines(sections);
    let (with_fields, without) = count_blocks(&content);
    if with_fields >= 2 && with_fields >= without {
        return ListKind::Blocks;
    }
    if agencies(sections, &[PartRole::Content, PartRole::Organisation]) >= 3 { ListKind::ByAgency } else { ListKind::Items }
}

/// How many items of the lines carry labelled fields, and how many marked ones carry none. A line above deeper ones
/// heads them; dashes belong to the item above.
fn count_blocks(lines: &[&Line]) -> (u32, u32) {
    let (mut with_fields, mut without) = (0, 0);
    let mut open: Option<u8> = None;
    for line in lines {
        let depth = body::depth(&line.mark);
        let dash = body::depth(&Mark::Dash);
        if labels::label_line(&line.body).is_some() {
            with_fields += u32::from(open.take().is_some());
            continue;
        }
        let (rest, fields) = labels::split_labels(&line.body);
        let complete = !rest.is_empty() && fields.iter().any(|(label, _)| matches!(label, labels::Label::Lead | labels::Label::Deadline | labels::Label::Coordinators));
        let heading = line.mark == Mark::Plain && line.bold && line.looks_like_heading();
        if line.mark == Mark::Dash && !complete {
            open = open.or(Some(dash));
            continue;
        }
        if line.mark == Mark::Plain && !complete && !heading {
            continue;
        }
        without += u32::from(open.is_some_and(|it| it < dash && (heading || it >= depth)));
        with_fields += u32::from(complete);
        open = (!complete && !heading).then_some(depth);
    }
    (with_fields, without)
}

/// Is there a table of targets that holds at least as many as the sentences of the goals part? A shorter one is an
/// addition to them (verdicts.md: the targets of a text are its own list).
fn table_holds_targets(sections: &[Section<'_>]) -> bool {
    let rows: usize = sections
        .iter()
        .flat_map(|it| it.entries.iter())
        .map(|it| match it {
            Entry::Table(table, Some(layout)) if layout.rows == Rows::Targets => table.rows.len().saturating_sub(layout.header_rows),
            Entry::Table(..) | Entry::Line(_) => 0,
        })
        .sum();
    let goals = sections.iter().filter(|it| it.role == PartRole::Goals).flat_map(|it| sections::lines(&it.entries));
    rows > 0 && goals.filter(|it| TargetValue::find_in(&it.body).is_some()).take(rows + 1).count() <= rows
}

/// How many agencies head items of their own in the parts of these roles.
fn agencies(sections: &[Section<'_>], roles: &[PartRole]) -> usize {
    let mut count = 0;
    for section in sections.iter().filter(|it| roles.contains(&it.role)) {
        let lines: Vec<&Line> = sections::lines(&section.entries).collect();
        count += lines
            .windows(2)
            .filter(|pair| {
                pair[0].mark != Mark::Dash
                    && duty::is_agency_heading(&pair[0].body)
                    && matches!(pair[1].mark, Mark::Dash | Mark::Letter(_) | Mark::Number(_))
                    && !duty::is_agency_heading(&pair[1].body)
            })
            .count();
    }
    count
}

/// The length of the numbers that head lettered, dashed or longer numbered lines in the content part.
fn heading_numbers(sections: &[Section<'_>]) -> Option<usize> {
    let lines: Vec<&Line> = content_lines(sections);
    let length = |line: &Line| if let Mark::Number(path) = &line.mark { Some(path.len()) } else { None };
    let lengths = lines.iter().filter_map(|it| length(it));
    let heads = |pair: &[&Line], of: usize| {
        length(pair[0]) == Some(of)
            && match &pair[1].mark {
                Mark::Number(path) => path.len() > of,
                Mark::Letter(_) | Mark::Bracketed | Mark::Dash => labels::label_line(&pair[1].body).is_none(),
                Mark::Roman(_) | Mark::Capital(_) | Mark::Part | Mark::Annex | Mark::Plain => false,
            }
    };
    let shortest = lengths.clone().min()?;
    let numbered = lengths.filter(|it| *it == shortest).count();
    let heading = lines.windows(2).filter(|pair| heads(pair, shortest)).count();
    (heading * 2 >= numbered && heading > 0).then_some(shortest)
}

/// Do labelled fields stand right below the heading of their task, before its dashes?
fn labels_first(sections: &[Section<'_>]) -> bool {
    let lines: Vec<&Line> = content_lines(sections);
    let is_label = |line: &Line| labels::label_line(&line.body).is_some();
    let at_once = lines.windows(2).filter(|pair| matches!(pair[0].mark, Mark::Number(_) | Mark::Letter(_)) && !is_label(pair[0]) && is_label(pair[1])).count();
    let later = lines.windows(2).filter(|pair| matches!(pair[0].mark, Mark::Dash | Mark::Plain) && !is_label(pair[0]) && is_label(pair[1])).count();
    at_once > later
}

/// Folded words of a text; a helper of the link finder.
fn folded_key(text: &str) -> String {
    squeeze(&fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>())
}
