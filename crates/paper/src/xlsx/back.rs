//! Our own workbook comes back. Sheets of targets, tasks and works read like anybody's tables; those of goals and of
//! assignments have no counterpart in other people's workbooks, so they are read here, by their exact headers.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{
    About, Anchor, AnchorPool, Arrangement, ArrangementKind, Confidence, Deadline, Goal, GoalKind, GoalScope, Heading, Link, LinkBy, Node, Part, PartRole, Programme, Requirement,
    Warning,
};
use hanhdong_domain::{Language, Place};

use super::tables::{DUTIES_HEADER, DUTIES_NAME, GOALS_HEADER, GOALS_NAME, SERVES_HEADER};
use crate::intake::raw::{Block, RawPaper, Row, Table};
use crate::words;

/// The sheets of a workbook that only our own workbooks have.
#[derive(Debug, Default)]
pub(crate) struct OwnSheets {
    goals: Option<Table>,
    duties: Option<Table>,
    /// What each task and work says it serves. Goals are known only once their sheet is put in.
    serves: Vec<(Anchor, String)>,
}

impl OwnSheets {
    /// Takes them out of a workbook, with their titles; what is not ours stays.
    pub(crate) fn take(raw: &mut RawPaper) -> OwnSheets {
        let mut own = OwnSheets::default();
        raw.blocks.retain_mut(|block| {
            let Block::Table(table) = block else { return true };
            own.serves.extend(serves(table));
            let slot = if has_header(table, &GOALS_HEADER) {
                &mut own.goals
            } else if has_header(table, &DUTIES_HEADER) {
                &mut own.duties
            } else {
                return true;
            };
            if slot.is_some() {
                return true;
            }
            *slot = Some(std::mem::take(table));
            false
        });
        let titles = [(own.goals.is_some(), GOALS_NAME), (own.duties.is_some(), DUTIES_NAME)];
        raw.blocks.retain(|block| !matches!(block, Block::Paragraph(it) if titles.iter().any(|(taken, name)| *taken && it.text == *name && it.place.line == 0)));
        own
    }

    /// Puts what they say into the programme that the rest of the workbook gave.
    pub(crate) fn put(self, programme: &mut Programme) {
        let mut hand = Hand { pool: AnchorPool::default(), warnings: Vec::new() };
        for item in programme.items() {
            hand.pool.keep(item.anchor());
        }
        if let Some(part) = self.goals.as_ref().and_then(|it| part(it, PartRole::Goals, "MỤC TIÊU, YÊU CẦU", |row| hand.goal(row))) {
            programme.parts.insert(0, part);
        }
        if let Some(part) = self.duties.as_ref().and_then(|it| part(it, PartRole::Organisation, "TỔ CHỨC THỰC HIỆN", |row| hand.duty(row))) {
            programme.parts.push(part);
        }
        programme.warnings.append(&mut hand.warnings);
        tie(programme, &self.serves);
    }
}

/// The ties that a table names in its column for them.
fn serves(table: &Table) -> Vec<(Anchor, String)> {
    let Some((header, rows)) = table.rows.split_first() else { return Vec::new() };
    let Some(column) = header.cells.iter().find(|it| it.text.trim() == SERVES_HEADER).map(|it| it.column) else { return Vec::new() };
    rows.iter().filter_map(|row| Some((anchor(row)?.clone(), text(row, column).to_owned()))).filter(|(_, words)| !words.is_empty()).collect()
}

/// Adds the ties that are not there yet: names are those that the workbook itself was written with.
fn tie(programme: &mut Programme, serves: &[(Anchor, String)]) {
    let names: HashMap<String, Anchor> = programme.reference_names().into_iter().map(|(anchor, name)| (name, anchor)).collect();
    let known: HashSet<Anchor> = programme.items().map(|it| it.anchor().clone()).collect();
    let mut tied: HashSet<(Anchor, Anchor)> = programme.links.iter().map(|it| (it.from.clone(), it.to.clone())).collect();
    for (from, words) in serves.iter().filter(|(from, _)| known.contains(from)) {
        for to in words.split(';').filter_map(|it| names.get(it.trim())) {
            if tied.insert((from.clone(), to.clone())) {
                programme.links.push(Link { from: from.clone(), to: to.clone(), by: LinkBy::Matrix });
            }
        }
    }
}

fn has_header(table: &Table, header: &[&str]) -> bool {
    table.rows.first().is_some_and(|row| header.iter().enumerate().all(|(i, it)| text(row, i) == *it) && text(row, header.len()).is_empty())
}

fn text(row: &Row, column: usize) -> &str {
    row.at(column).map_or("", |it| it.text.trim())
}

fn anchor(row: &Row) -> Option<&Anchor> {
    row.cells.iter().find_map(|it| it.anchors.first())
}

/// A part of the rows below the header; `None` where there is none.
fn part(table: &Table, role: PartRole, heading: &str, mut node: impl FnMut(&Row) -> Option<Node>) -> Option<Part> {
    let rows = table.rows.get(1..)?;
    let place = rows.first()?.place.clone();
    Some(Part { role, mark: None, heading: heading.to_owned(), place, nodes: rows.iter().filter_map(&mut node).collect() })
}

/// A row with no anchor and nothing but a mark and words is a group row of ours.
fn heading(row: &Row, others: &[usize]) -> Option<Node> {
    let bare = anchor(row).is_none() && others.iter().all(|it| text(row, *it).is_empty());
    bare.then(|| Node::Heading(Heading { level: 2, mark: some(text(row, 0)), text: text(row, 1).to_owned(), place: row.place.clone() }))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What is kept in hand while rows are read.
struct Hand {
    pool: AnchorPool,
    warnings: Vec<Warning>,
}

impl Hand {
    /// The row's own anchor; of a copied row the first keeps it.
    fn anchor(&mut self, row: &Row, role: &str, words: &str) -> Anchor {
        if let Some(given) = anchor(row) {
            if self.pool.keep(given) {
                return given.clone();
            }
            self.warnings.push(copied(&row.place));
        }
        self.pool.derive(role, some(text(row, 0)).as_deref(), words)
    }

    fn goal(&mut self, row: &Row) -> Option<Node> {
        let words = text(row, 1);
        if words.is_empty() {
            return None;
        }
        if let Some(heading) = heading(row, &[2, 3, 4]) {
            return Some(heading);
        }
        let (code, place) = (some(text(row, 0)), row.place.clone());
        let kind = text(row, 2);
        if let Some(about) = kind.strip_prefix(words::REQUIREMENT) {
            let about = ABOUTS.into_iter().find(|it| words::about(*it) == about.trim_start_matches([':', ' '])).unwrap_or(About::Other);
            let anchor = self.anchor(row, "r", words);
            return Some(Node::Requirement(Requirement { anchor, code, text: words.to_owned(), about, place, confidence: Confidence::Sure }));
        }
        let known = GOAL_KINDS.into_iter().flat_map(|it| SCOPES.map(|scope| (it, scope))).find(|(it, scope)| words::goal_label(*it, *scope) == kind);
        let (kind, scope) = known.unwrap_or((GoalKind::Goal, GoalScope::General));
        Some(Node::Goal(Goal {
            anchor: self.anchor(row, "g", words),
            code,
            text: words.to_owned(),
            kind,
            scope,
            horizons: text(row, 3).split([',', ';', ' ']).filter_map(|it| it.parse().ok()).collect(),
            schedule: Deadline::parse(text(row, 4)),
            place,
            confidence: if known.is_some() { Confidence::Sure } else { Confidence::Look },
        }))
    }

    fn duty(&mut self, row: &Row) -> Option<Node> {
        let duty = text(row, 2);
        if duty.is_empty() {
            return heading(row, &[2, 3]).filter(|_| !text(row, 1).is_empty());
        }
        let anchor = self.anchor(row, "d", duty);
        let kinds: Vec<ArrangementKind> = text(row, 3).split(';').filter_map(|it| KINDS.into_iter().find(|kind| words::arrangement_kind(*kind) == it.trim())).collect();
        let confidence = if kinds.is_empty() { Confidence::Look } else { Confidence::Sure };
        let kinds = if kinds.is_empty() { vec![ArrangementKind::Execute] } else { kinds };
        Some(Node::Arrangement(Arrangement { anchor, code: some(text(row, 0)), unit: some(text(row, 1)), duty: duty.to_owned(), kinds, place: row.place.clone(), confidence }))
    }
}

fn copied(place: &Place) -> Warning {
    let message = format!("{}: dòng này được chép từ dòng khác của bảng; phần mềm coi là mục mới.", words::place(place, Language::Vi));
    Warning { code: "copied-anchor".to_owned(), place: place.clone(), message }
}

const GOAL_KINDS: [GoalKind; 5] = [GoalKind::Viewpoint, GoalKind::Policy, GoalKind::Orientation, GoalKind::Goal, GoalKind::Breakthrough];
const SCOPES: [GoalScope; 2] = [GoalScope::General, GoalScope::Specific];
const ABOUTS: [About; 6] = [About::Report, About::Publicity, About::Discipline, About::Digital, About::Review, About::Other];
const KINDS: [ArrangementKind; 6] =
    [ArrangementKind::Execute, ArrangementKind::Draft, ArrangementKind::Urge, ArrangementKind::Inspect, ArrangementKind::Supervise, ArrangementKind::Report];
