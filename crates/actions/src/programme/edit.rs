//! A change of a draft, and taking it back.

use hanhdong_domain::Place;
use hanhdong_domain::basis::{CitationForm, LegalBasis};
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{ProgrammeAct, ProgrammeId};
use hanhdong_domain::programme::{
    Anchor, Arrangement, ArrangementKind, Confidence, Document, DraftScope, Edit, EditRefusal, Item, Link, LinkBy, Node, Part, PartRole, Programme, Stopped, Whence, item_before,
};
use hanhdong_paper::notation::{self, write_node};
use hanhdong_store::programme::{self as memory, ItemLine, ProgrammeRow};
use hanhdong_store::{Tx, journal};

use super::cite::Citing;
use super::journal_data::{EditData, Written};
use super::reading::{allowed, read, scope};
use super::seen::{fingerprint, fingerprint_of_head, fingerprint_of_opening, opening_of, opening_text};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// How many lines back a change is looked for that can be taken back.
const UNDO_LINES_MAX: i64 = 500;

/// What a person wants changed. `seen` is the [`fingerprint`] of what the person had before the eyes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// An item is to read otherwise; `None` takes it out.
    Item {
        /// Which.
        anchor: Anchor,
        /// What was seen.
        seen: String,
        /// What it is to be.
        node: Option<Node>,
    },
    /// A heading or a passage is to read otherwise; `None` takes it out.
    Line {
        /// Which part, from 0.
        part: usize,
        /// Where in the part.
        at: usize,
        /// What was seen.
        seen: String,
        /// What it is to be.
        node: Option<Node>,
    },
    /// Something comes new.
    New {
        /// Into which part.
        part: usize,
        /// Before what stands there now.
        at: usize,
        /// What.
        node: Node,
    },
    /// An item goes to another place.
    Move {
        /// Which.
        anchor: Anchor,
        /// Into which part.
        part: usize,
        /// Before what stands there now.
        at: usize,
    },
    /// Head and foot are to read otherwise.
    Head {
        /// What was seen.
        seen: String,
        /// What they are to be.
        document: Box<Document>,
    },
    /// The paragraphs before the first part are to read otherwise.
    Opening {
        /// What was seen.
        seen: String,
        /// What is to stand there: a paragraph a line.
        text: String,
    },
    /// A part's heading is to read otherwise.
    PartHeading {
        /// Which.
        at: usize,
        /// What was seen.
        seen: String,
        /// What it is to be.
        heading: String,
    },
    /// A new part comes.
    NewPart {
        /// Before which.
        at: usize,
        /// What.
        part: Part,
    },
    /// A task is tied to what it serves, or no longer.
    Tie {
        /// The task or key work.
        from: Anchor,
        /// The goal or target.
        to: Anchor,
        /// Does the tie come?
        comes: bool,
    },
    /// Part III and Nơi nhận are written from the assignments from now on, or no longer.
    Write {
        /// From now on?
        comes: bool,
    },
    /// An item of a paper beside comes as a new item, serving a goal where one is named.
    TakeUp {
        /// What.
        node: Node,
        /// Which goal or target it serves.
        goal: Option<Anchor>,
        /// Where it comes from.
        whence: Whence,
    },
    /// A requirement on the manner of organising becomes an arrangement of a body in part III.
    Arrange {
        /// Which requirement.
        requirement: Anchor,
        /// Which body.
        body: String,
        /// When or how often, where the requirement does not say so itself.
        time: String,
    },
    /// An item of last term is to be said to be stopped, or no longer.
    Stop {
        /// Which, by its anchor there.
        item: Anchor,
        /// What was said when it was seen.
        before: Option<Stopped>,
        /// What is to be said.
        after: Option<Stopped>,
    },
    /// A document of the register is cited, or no longer.
    Cite {
        /// Which.
        basis: Box<LegalBasis>,
        /// In whose form.
        form: CitationForm,
        /// How.
        how: Citing,
    },
    /// Where an item comes from is to be said otherwise.
    Trace {
        /// Which.
        item: Anchor,
        /// What was said when it was seen.
        before: Vec<Whence>,
        /// What is to be said.
        after: Vec<Whence>,
    },
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The version of the programme now.
    pub version: i64,
    /// The number of the journal's line.
    pub seq: i64,
    /// The anchor of the item that came or was changed.
    pub anchor: Option<Anchor>,
}

impl App {
    /// Makes a change, for a person who may edit.
    pub async fn edit(&self, who: &Who, id: &ProgrammeId, change: Change) -> Result<Edited, Refusal> {
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id, change) = (by.clone(), id.clone(), change.clone());
            Box::pin(async move { edit_in(tx, &who, &id, &change).await })
        })
        .await
    }

    /// Takes back this person's last change that still stands.
    pub async fn undo(&self, who: &Who, id: &ProgrammeId) -> Result<Edited, Refusal> {
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id) = (by.clone(), id.clone());
            Box::pin(async move { undo_in(tx, &who, &id).await })
        })
        .await
    }
}

/// Makes a change in an act that may hold more.
pub(crate) async fn edit_in(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId, change: &Change) -> Result<Edited, Refusal> {
    let (mut draft, scope) = held_within(tx, who, id).await?;
    if !covers(&scope, &draft.programme, change) {
        return Err(Refusal::NotAllowed);
    }
    let (edits, anchor) = edits_of(&draft.programme, change)?;
    if let (DraftScope::Items(_), Change::New { part, at, .. }, Some(anchor)) = (&scope, change, &anchor) {
        join_section(tx, id, &draft.programme, (*part, *at), anchor).await?;
    }
    let written_before = draft.programme.is_written().then(|| draft.programme.clone());
    let mut edits = made(&mut draft.programme, edits)?;
    if let Some(before) = written_before.filter(|_| draft.programme.is_written()) {
        // What is written from the assignments follows them, in the same act.
        let following = draft.programme.in_step(&before);
        edits.extend(made(&mut draft.programme, following)?);
    }
    let data = EditData { edits: edits.iter().map(Written::of).collect(), undoes: None, undoes_too: Vec::new() };
    let seq = keep(tx, who, &mut draft, Act::ProgrammeEdited, &data).await?;
    Ok(Edited { version: draft.row.version, seq, anchor })
}

/// Makes changes one after the other, each as it is written down: with the place where it took hold.
pub(crate) fn made(programme: &mut Programme, edits: Vec<Edit>) -> Result<Vec<Edit>, Refusal> {
    let make = |edit| {
        let edit = programme.placed(edit);
        programme.apply(&edit).map_err(refused)?;
        Ok(edit)
    };
    edits.into_iter().map(make).collect()
}

/// A draft that an act holds and changes.
pub(crate) struct Held {
    /// Its row.
    pub(crate) row: ProgrammeRow,
    /// What it says.
    pub(crate) programme: Programme,
    /// Its lines in lists and search as they were entered last.
    lines: Vec<ItemLine>,
    /// What it said before, where the person appraises it and may put right its form alone.
    appraised: Option<Programme>,
}

/// Takes hold of a draft that the person may edit, all of it.
pub(crate) async fn held(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId) -> Result<Held, Refusal> {
    allowed(tx.db(), who, id, ProgrammeAct::Edit).await?;
    hold(tx, who, id).await
}

/// Takes hold of a draft of which the person may edit something, and says what.
async fn held_within(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId) -> Result<(Held, DraftScope), Refusal> {
    let scope = scope(tx.db(), who, id).await?;
    if matches!(&scope, DraftScope::Items(items) if items.is_empty()) {
        return Err(Refusal::NotAllowed);
    }
    let draft = hold(tx, who, id).await?;
    // Asked again now that nobody else can change it: the section may have been handed in or withdrawn in between.
    let scope = if scope == DraftScope::Whole { scope } else { super::reading::scope(tx.db(), who, id).await? };
    Ok((draft, scope))
}

/// Does the scope let a person do this? Taking out, moving and all that concerns the whole is for who leads the draft.
fn covers(scope: &DraftScope, programme: &Programme, change: &Change) -> bool {
    match change {
        _ if *scope == DraftScope::Whole => true,
        Change::Item { anchor, node: Some(_), .. } | Change::Trace { item: anchor, .. } | Change::Tie { from: anchor, .. } => scope.covers(anchor),
        Change::New { part, at, node } => node.item().is_some() && scope.after(programme, *part, *at),
        Change::Item { node: None, .. }
        | Change::Line { .. }
        | Change::Move { .. }
        | Change::Head { .. }
        | Change::Opening { .. }
        | Change::PartHeading { .. }
        | Change::NewPart { .. }
        | Change::Write { .. }
        | Change::TakeUp { .. }
        | Change::Arrange { .. }
        | Change::Stop { .. }
        | Change::Cite { .. } => false,
    }
}

/// What is put in after an item of a section belongs to the section.
async fn join_section(tx: &mut Tx<'_>, id: &ProgrammeId, programme: &Programme, (part, at): (usize, usize), anchor: &Anchor) -> Result<(), Refusal> {
    let before = item_before(programme, part, at).ok_or(Refusal::NotAllowed)?;
    let section = memory::section_with(tx.db(), id, &before).await?.ok_or(Refusal::NotAllowed)?;
    Ok(memory::join_section(tx, id, &section, anchor).await?)
}

async fn hold(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId) -> Result<Held, Refusal> {
    let row = memory::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    // Asked again now that nobody else can change it: it may have been issued or put away in between.
    if row.issued_on.is_some() {
        return Err(Refusal::Issued);
    }
    if row.put_away_at.is_some() {
        return Err(Refusal::NotAllowed);
    }
    let programme = read(&row.body)?;
    let lines = item_lines(&programme);
    let is_appraiser = memory::appraiser_of(tx.db(), id).await?.as_ref() == Some(who.id());
    let appraised = is_appraiser.then(|| programme.clone());
    Ok(Held { row, programme, lines, appraised })
}

/// Keeps a changed draft, its index and the journal's line.
pub(crate) async fn keep(tx: &mut Tx<'_>, who: &Who, draft: &mut Held, act: Act, data: &EditData) -> Result<i64, Refusal> {
    let Held { row, programme, lines, appraised } = draft;
    if let Some(beyond) = appraised.as_ref().and_then(|it| it.beyond_form(programme)) {
        return Err(super::appraisal::beyond_form(beyond.what));
    }
    row.body = notation::write(programme);
    row.title = title(programme);
    memory::keep(tx, row).await?;
    memory::index(tx, &row.id, lines, &item_lines(programme)).await?;
    let event = Event {
        organisation: row.organisation.clone(),
        by: Some(who.id().clone()),
        act,
        subject: Subject::Programme,
        subject_id: row.id.to_string(),
        data: serde_json::to_string(data).map_err(|error| Refusal::Fault(error.to_string()))?,
        state: Some(row.state()),
    };
    Ok(tx.record(&event).await?)
}

fn refused(refusal: EditRefusal) -> Refusal {
    match refusal {
        EditRefusal::Changed => Refusal::Changed { now: String::new() },
        other => Refusal::Unfit(other),
    }
}

/// The changes of the text that a wish comes to, as the programme stands now.
fn edits_of(programme: &Programme, change: &Change) -> Result<(Vec<Edit>, Option<Anchor>), Refusal> {
    match change {
        Change::Item { anchor, seen, node } => {
            let (part, at) = programme.position(anchor).ok_or(Refusal::Changed { now: String::new() })?;
            let after = node.clone().map(|it| anchored(it, anchor));
            Ok((vec![replaced(programme, part, at, seen, after)?], Some(anchor.clone())))
        }
        Change::Line { part, at, seen, node } => {
            let at = line_seen(programme, *part, *at, seen)?;
            Ok((vec![replaced(programme, *part, at, seen, node.clone())?], None))
        }
        Change::New { part, at, node } => {
            let anchor = node.item().map(|it| it.anchor().clone());
            Ok((vec![Edit::Node { part: *part, at: *at, before: None, after: Some(node.clone()) }], anchor))
        }
        Change::Move { anchor, part, at } => {
            let (from, place) = programme.position(anchor).ok_or(Refusal::Changed { now: String::new() })?;
            let node = programme.parts.get(from).and_then(|it| it.nodes.get(place)).cloned();
            let at = if from == *part && place < *at { at.saturating_sub(1) } else { *at };
            let goes = Edit::Node { part: from, at: place, before: node.clone(), after: None };
            let comes = Edit::Node { part: *part, at, before: None, after: node };
            Ok((vec![goes, comes], Some(anchor.clone())))
        }
        Change::Head { seen, document } => {
            if fingerprint_of_head(&programme.document) != *seen {
                return Err(Refusal::Changed { now: notation::write_document(&programme.document) });
            }
            Ok((vec![Edit::Head { before: programme.document.clone(), after: (**document).clone() }], None))
        }
        Change::Opening { seen, text } => {
            let before = &programme.opening;
            if fingerprint_of_opening(before) != *seen {
                return Err(Refusal::Changed { now: opening_text(before) });
            }
            Ok((vec![Edit::Opening { before: before.clone(), after: opening_of(before, text)? }], None))
        }
        Change::PartHeading { at, seen, heading } => {
            let before = programme.parts.get(*at).ok_or(Refusal::Unfit(EditRefusal::NoSuchPlace))?;
            if before.heading != *seen {
                return Err(Refusal::Changed { now: before.heading.clone() });
            }
            let after = Part { heading: heading.clone(), ..before.clone() };
            Ok((vec![Edit::Part { at: *at, before: Some(before.clone()), after: Some(after) }], None))
        }
        Change::NewPart { at, part } => Ok((vec![Edit::Part { at: *at, before: None, after: Some(part.clone()) }], None)),
        Change::Write { comes } => {
            let edits = if *comes { programme.in_step(programme) } else { programme.unwritten() };
            if edits.is_empty() { Err(Refusal::Field { field: "form", why: "nothing-assigned" }) } else { Ok((edits, None)) }
        }
        Change::Cite { basis, form, how } => Ok((super::cite::edits(programme, basis, *form, *how)?, None)),
        Change::Trace { item, before, after } => Ok((vec![Edit::Trace { item: item.clone(), before: before.clone(), after: after.clone() }], Some(item.clone()))),
        Change::TakeUp { node, goal, whence } => {
            let anchor = node.item().map(|it| it.anchor().clone()).ok_or(Refusal::Unfit(EditRefusal::NoSuchPlace))?;
            let (part, at) = room_for(programme, node, goal.as_ref()).ok_or(Refusal::Field { field: "form", why: "no-content-part" })?;
            let mut edits = vec![Edit::Node { part, at, before: None, after: Some(node.clone()) }];
            edits.extend(goal.iter().map(|to| Edit::Tie { link: Link { from: anchor.clone(), to: to.clone(), by: LinkBy::Matrix }, comes: true, at: None }));
            edits.push(Edit::Trace { item: anchor.clone(), before: Vec::new(), after: vec![whence.clone()] });
            Ok((edits, Some(anchor)))
        }
        Change::Arrange { requirement, body, time } => {
            let asked = programme.items().find(|it| it.anchor() == requirement);
            let Some(Item::Requirement(asked)) = asked else { return Err(Refusal::Changed { now: String::new() }) };
            let duty = asked.duty_of(body, time);
            let anchor = super::sheet::anchors_of(programme).derive("d", None, &duty);
            let (place, confidence) = (Place::default(), Confidence::Sure);
            let arrangement = Arrangement { anchor: anchor.clone(), code: None, unit: Some(body.clone()), kinds: ArrangementKind::of_words(&duty), duty, place, confidence };
            let part = programme.parts.iter().position(|it| it.role == PartRole::Organisation).ok_or(Refusal::Field { field: "form", why: "no-organisation-part" })?;
            let nodes = programme.parts.get(part).map(|it| it.nodes.as_slice()).unwrap_or_default();
            // Behind the last duty: closing words stay last.
            let at = nodes.iter().rposition(|it| matches!(it, Node::Arrangement(_))).map_or(nodes.len(), |it| it + 1);
            let comes = Edit::Node { part, at, before: None, after: Some(Node::Arrangement(arrangement)) };
            let tie = Edit::Tie { link: Link { from: anchor.clone(), to: requirement.clone(), by: LinkBy::Matrix }, comes: true, at: None };
            Ok((vec![comes, tie], Some(anchor)))
        }
        Change::Stop { item, before, after } => Ok((vec![Edit::Stop { item: item.clone(), before: before.clone(), after: after.clone() }], None)),
        Change::Tie { from, to, comes } => {
            // Two items that are tied in several ways are tied no longer when all of them are gone.
            let mut ties: Vec<Link> = programme.links.iter().filter(|it| it.from == *from && it.to == *to).cloned().collect();
            if ties.is_empty() || *comes {
                ties.truncate(1);
                ties = vec![ties.pop().unwrap_or(Link { from: from.clone(), to: to.clone(), by: LinkBy::Matrix })];
            }
            Ok((ties.into_iter().map(|link| Edit::Tie { link, comes: *comes, at: None }).collect(), Some(from.clone())))
        }
    }
}

/// Where a new task or work goes: behind the last of its kind that serves the same goal, else behind the last of its kind, else at
/// the end of the content part.
fn room_for(programme: &Programme, node: &Node, goal: Option<&Anchor>) -> Option<(usize, usize)> {
    let is_kin = |it: &Node| std::mem::discriminant(it) == std::mem::discriminant(node);
    let serves = |it: &Node| it.item().is_some_and(|it| programme.links.iter().any(|link| link.from == *it.anchor() && Some(&link.to) == goal));
    let last = |wanted: &dyn Fn(&Node) -> bool| {
        let parts = programme.parts.iter().enumerate().rev();
        parts.filter_map(|(part, it)| Some((part, it.nodes.iter().rposition(wanted)? + 1))).next()
    };
    let content = || programme.parts.iter().position(|it| it.role == PartRole::Content).and_then(|part| Some((part, programme.parts.get(part)?.nodes.len())));
    last(&|it| is_kin(it) && serves(it)).or_else(|| last(&is_kin)).or_else(content)
}

fn replaced(programme: &Programme, part: usize, at: usize, seen: &str, after: Option<Node>) -> Result<Edit, Refusal> {
    let there = programme.parts.get(part).and_then(|it| it.nodes.get(at)).ok_or(Refusal::Changed { now: String::new() })?;
    if fingerprint(there) != seen {
        return Err(Refusal::Changed { now: write_node(there) });
    }
    Ok(Edit::Node { part, at, before: Some(there.clone()), after })
}

/// Where a line that has no anchor stands now: where it was seen, or nearest to it.
fn line_seen(programme: &Programme, part: usize, at: usize, seen: &str) -> Result<usize, Refusal> {
    let nodes = programme.parts.get(part).map(|it| it.nodes.as_slice()).unwrap_or_default();
    let same = nodes.iter().enumerate().filter(|(_, it)| it.item().is_none() && fingerprint(it) == seen).map(|it| it.0);
    same.min_by_key(|it| it.abs_diff(at)).ok_or_else(|| Refusal::Changed { now: nodes.get(at).map(write_node).unwrap_or_default() })
}

/// An item keeps its anchor, whatever else is changed.
pub(crate) fn anchored(mut node: Node, anchor: &Anchor) -> Node {
    match &mut node {
        Node::Heading(_) | Node::Text(_) => {}
        Node::Goal(it) => it.anchor = anchor.clone(),
        Node::Requirement(it) => it.anchor = anchor.clone(),
        Node::Target(it) => it.anchor = anchor.clone(),
        Node::Task(it) => it.anchor = anchor.clone(),
        Node::KeyWork(it) => it.anchor = anchor.clone(),
        Node::Arrangement(it) => it.anchor = anchor.clone(),
    }
    node
}

async fn undo_in(tx: &mut Tx<'_>, who: &Who, id: &ProgrammeId) -> Result<Edited, Refusal> {
    let (mut draft, scope) = held_within(tx, who, id).await?;
    let mut lines = journal::about(tx.db(), Subject::Programme, id.as_str(), UNDO_LINES_MAX).await?;
    // Numbers of lines mean something in one journal only: what was done before a draft came to this house stays.
    lines.retain(|it| it.event.organisation == draft.row.organisation);
    let (last, before) = last_own(&lines, who)?;
    let mut edits = Vec::new();
    for done in [&last].into_iter().chain(&before) {
        edits.extend(done.edits.iter().rev().cloned().map(Edit::inverse));
    }
    if edits.iter().any(|it| !undoes_within(&scope, it)) {
        return Err(Refusal::NotAllowed);
    }
    let edits = made(&mut draft.programme, edits)?;
    let anchor = edits.iter().find_map(anchor_of);
    let edits = joined(edits);
    let data = EditData { edits: edits.iter().map(Written::of).collect(), undoes: Some(last.seq), undoes_too: before.iter().map(|it| it.seq).collect() };
    let seq = keep(tx, who, &mut draft, Act::EditUndone, &data).await?;
    Ok(Edited { version: draft.row.version, seq, anchor })
}

/// Lets somebody who works on a section take back what they did to its items, as long as it is open.
fn undoes_within(scope: &DraftScope, edit: &Edit) -> bool {
    *scope == DraftScope::Whole || anchor_of(edit).is_some_and(|it| scope.covers(&it))
}

/// Changes of one line of the journal.
struct Done {
    seq: i64,
    at: String,
    edits: Vec<Edit>,
}

impl Done {
    /// The item whose words alone it changed.
    fn reworded(&self) -> Option<&Anchor> {
        match self.edits.as_slice() {
            [Edit::Node { before: Some(before), after: Some(_), .. }] => before.item().map(Item::anchor),
            _ => None,
        }
    }
}

/// How long after one save the next belongs to the same typing, in seconds.
const TYPING_SECONDS: i64 = 15;

/// This person's last change that stands, and those just before it by which the same item was typed.
fn last_own(lines: &[hanhdong_domain::journal::Line], who: &Who) -> Result<(Done, Vec<Done>), Refusal> {
    let mut undone = Vec::new();
    let mut found: Option<Done> = None;
    let mut before: Vec<Done> = Vec::new();
    for line in lines {
        let is_own = line.event.by.as_ref() == Some(who.id());
        if !is_own && found.is_some() {
            break;
        }
        let Ok(data) = serde_json::from_str::<EditData>(&line.event.data) else { continue };
        match (is_own, line.event.act) {
            (true, Act::EditUndone) if found.is_some() => break,
            (true, Act::EditUndone) => undone.extend(data.undoes.into_iter().chain(data.undoes_too)),
            (true, Act::ProgrammeEdited) if !undone.contains(&line.seq) => {
                let edits: Option<Vec<Edit>> = data.edits.iter().map(Written::edit).collect();
                let done = Done { seq: line.seq, at: line.at.clone(), edits: edits.ok_or(Refusal::NothingToUndo)? };
                match &found {
                    None => found = Some(done),
                    Some(last) if is_same_typing(before.last().unwrap_or(last), &done) => before.push(done),
                    Some(_) => break,
                }
            }
            _ if found.is_some() => break,
            _ => {}
        }
    }
    found.map(|it| (it, before)).ok_or(Refusal::NothingToUndo)
}

/// Was the item still being typed into?
fn is_same_typing(later: &Done, earlier: &Done) -> bool {
    let seconds = |text: &str| text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
    let is_soon = seconds(&later.at).zip(seconds(&earlier.at)).is_some_and(|(later, earlier)| later - earlier <= TYPING_SECONDS);
    is_soon && later.reworded().is_some() && later.reworded() == earlier.reworded()
}

/// Changes of one item in a row, as one. What moved an item is two changes, not one that changes nothing.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let is_rewording = |it: &Edit| matches!(it, Edit::Node { before: Some(before), after: Some(_), .. } if before.item().is_some());
    match (edits.first(), edits.last()) {
        (Some(Edit::Node { before: Some(before), .. }), Some(Edit::Node { part, at, after: Some(after), .. })) if 1 < edits.len() && edits.iter().all(is_rewording) => {
            vec![Edit::Node { part: *part, at: *at, before: Some(before.clone()), after: Some(after.clone()) }]
        }
        _ => edits,
    }
}

fn anchor_of(edit: &Edit) -> Option<Anchor> {
    match edit {
        Edit::Node { before, after, .. } => after.as_ref().or(before.as_ref()).and_then(Node::item).map(|it| it.anchor().clone()),
        Edit::Tie { link, .. } => Some(link.from.clone()),
        Edit::Trace { item, .. } => Some(item.clone()),
        Edit::Stop { .. } | Edit::Part { .. } | Edit::Head { .. } | Edit::Opening { .. } | Edit::Cite { .. } => None,
    }
}

/// The title lists show: kind and title of the paper, or that it has none yet.
pub(crate) fn title(programme: &Programme) -> String {
    let document = &programme.document;
    let words: Vec<&str> = [document.kind.as_deref(), document.title.as_deref()].into_iter().flatten().collect();
    hanhdong_domain::text::squeeze(&words.join(" ")).chars().take(500).collect()
}

/// What lists and search show of the items.
pub(crate) fn item_lines(programme: &Programme) -> Vec<ItemLine> {
    programme.items().map(item_line).collect()
}

fn item_line(item: Item<'_>) -> ItemLine {
    let (role, lead, deadline) = match item {
        Item::Goal(it) => ("goal", None, Some(&it.schedule)),
        Item::Requirement(_) => ("requirement", None, None),
        Item::Target(it) => ("target", Some(&it.lead), Some(&it.schedule)),
        Item::Task(it) => ("task", Some(&it.lead), Some(&it.deadline)),
        Item::KeyWork(it) => ("work", Some(&it.lead), Some(&it.schedule)),
        Item::Arrangement(_) => ("duty", None, None),
    };
    ItemLine {
        anchor: item.anchor().to_string(),
        role: role.to_owned(),
        code: item.code().map(str::to_owned),
        title: item.text().to_owned(),
        lead: lead.map(|it| it.text().to_owned()).unwrap_or_default(),
        deadline: deadline.map(|it| it.text.clone()).unwrap_or_default(),
        due_on: deadline.and_then(|it| it.to),
    }
}
