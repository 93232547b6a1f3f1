//! Corrections by pen: a numbered line of a draft, the words struck there and those put in their place, carried into the draft
//! as it stands now.

use std::ops::Range;
use std::sync::Arc;

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Node, Programme, VersionAt};
use hanhdong_domain::text::{nfc, squeeze};
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::official::{self, lined, lines_of};

use super::compare::pack_for;
use super::edit::{Change, edit_in};
use super::export::{Export, ExportFormat, file_stem};
use super::merge::{SlotMerge, merge};
use super::seen::fingerprint;
use super::sheet::{Sheet, sheet_of_node};
use super::slots::{Kind, Shape};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Corrections taken at once.
const CORRECTIONS_MAX: usize = 200;

/// A line of a draft by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenLine {
    /// Its number, from 1.
    pub number: usize,
    /// The item it belongs to; `None` for headings and passages, which are corrected on their own pages.
    pub item: Option<Anchor>,
    /// The field of the item.
    pub slot: &'static str,
    /// Its words.
    pub text: String,
    /// Where in the field they stand.
    range: Range<usize>,
}

/// The lines of a programme: each item's fields in the order of its form, each heading and passage.
pub(super) fn pen_lines(programme: &Programme) -> Vec<PenLine> {
    let mut out: Vec<PenLine> = Vec::new();
    let mut push = |item: Option<&Anchor>, slot: &'static str, text: &str| {
        for range in lines_of(text) {
            let words = text.get(range.clone()).unwrap_or_default().to_owned();
            out.push(PenLine { number: out.len() + 1, item: item.cloned(), slot, text: words, range });
        }
    };
    for passage in &programme.opening {
        push(None, "text", &passage.text);
    }
    for part in &programme.parts {
        push(None, "text", &part.heading);
        for node in &part.nodes {
            let sheet = sheet_of_node(node);
            let anchor = node.item().map(|it| it.anchor());
            for slot in sheet.kind.slots() {
                let is_said = matches!(slot.shape, Shape::Line | Shape::Text | Shape::Lines) && !matches!(slot.name, "code" | "mark");
                if is_said {
                    push(anchor, slot.name, sheet.get(slot.name));
                }
            }
        }
    }
    out
}

/// Why a correction is not carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PenRefusal {
    /// It does not read: number, words struck, words put, parted by bars.
    Unread,
    /// There is no such line.
    NoLine,
    /// The line is a heading or a passage.
    NoItem,
    /// The words do not begin in that line.
    NotThere,
    /// The words begin there more than once.
    Twice,
    /// It strikes what another correction strikes too.
    Overlaps,
    /// The item is no longer in the draft.
    Gone,
    /// The same words were changed otherwise in the draft meanwhile.
    Conflict,
    /// The field does not read with it.
    DoesNotFit,
}

/// A correction, tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub typed: String,
    /// The line it names.
    pub line: Option<PenLine>,
    /// The field as it stands now and as it would stand, where it is carried over.
    pub change: Option<(String, String)>,
    /// What the item is.
    pub kind: Option<Kind>,
    /// Why it is not carried over.
    pub refusal: Option<PenRefusal>,
}

/// Corrections, tried together.
#[derive(Clone, Debug)]
pub struct Corrections {
    /// In the order in which they were typed.
    pub tried: Vec<Correction>,
    /// The fingerprint of what would be done: it is done only where it still is so.
    pub seen: String,
    changes: Vec<Carried>,
}

impl Corrections {
    /// Is every one carried over?
    pub fn all_fit(&self) -> bool {
        !self.tried.is_empty() && self.tried.iter().all(|it| it.refusal.is_none())
    }
}

struct Stroke {
    at: usize,
    anchor: Anchor,
    slot: &'static str,
    struck: Range<usize>,
    put: String,
}

/// Tries corrections of a version on the programme as it stands now.
pub(super) fn try_corrections(version: &Programme, now: &Programme, typed: &str) -> Corrections {
    let lines = pen_lines(version);
    let rows: Vec<&str> = typed.lines().map(str::trim).filter(|it| !it.is_empty()).take(CORRECTIONS_MAX).collect();
    let mut tried: Vec<Correction> = Vec::new();
    let mut strokes: Vec<Stroke> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut correction = Correction { typed: row.to_owned(), line: None, change: None, kind: None, refusal: None };
        match stroke(version, &lines, row, &mut correction) {
            Ok((anchor, slot, struck, put)) => {
                let overlaps = strokes.iter().any(|it| it.anchor == anchor && it.slot == slot && it.struck.start < struck.end && struck.start < it.struck.end);
                if overlaps { correction.refusal = Some(PenRefusal::Overlaps) } else { strokes.push(Stroke { at, anchor, slot, struck, put }) }
            }
            Err(refusal) => correction.refusal = Some(refusal),
        }
        tried.push(correction);
    }
    let mut anchors: Vec<Anchor> = strokes.iter().map(|it| it.anchor.clone()).collect();
    anchors.dedup();
    anchors.sort();
    anchors.dedup();
    let mut changes = Vec::new();
    for anchor in anchors {
        let mut mine: Vec<&Stroke> = strokes.iter().filter(|it| it.anchor == anchor).collect();
        mine.sort_by_key(|it| std::cmp::Reverse(it.struck.start));
        match carried(version, now, &anchor, &mine) {
            Ok((found, kind, change)) => {
                changes.push(change);
                for stroke in mine {
                    if let Some(it) = tried.get_mut(stroke.at) {
                        it.kind = Some(kind);
                        it.change = found.iter().find(|it| it.0 == stroke.slot).map(|it| (it.1.clone(), it.2.clone()));
                    }
                }
            }
            Err(refusal) => mine.iter().for_each(|stroke| {
                if let Some(it) = tried.get_mut(stroke.at) {
                    it.refusal = Some(refusal);
                }
            }),
        }
    }
    let said: String = changes.iter().map(|(anchor, seen, node)| format!("{anchor} {seen} {}\n", fingerprint(node))).collect();
    let refused: String = tried.iter().map(|it| format!("{:?}\n", it.refusal)).collect();
    Corrections { tried, seen: blake3::hash(format!("{said}{refused}").as_bytes()).to_hex()[..20].to_owned(), changes }
}

fn stroke(version: &Programme, lines: &[PenLine], row: &str, tried: &mut Correction) -> Result<(Anchor, &'static str, Range<usize>, String), PenRefusal> {
    let mut pieces = row.split('|').map(str::trim);
    let (Some(number), Some(struck), Some(put), None) = (pieces.next(), pieces.next(), pieces.next(), pieces.next()) else { return Err(PenRefusal::Unread) };
    let number = number.parse::<usize>().map_err(|_| PenRefusal::Unread)?;
    let struck = squeeze(&nfc(struck));
    if struck.is_empty() {
        return Err(PenRefusal::Unread);
    }
    let line = lines.get(number.wrapping_sub(1)).ok_or(PenRefusal::NoLine)?;
    tried.line = Some(line.clone());
    let anchor = line.item.clone().ok_or(PenRefusal::NoItem)?;
    let node = node_at(version, &anchor).ok_or(PenRefusal::NoItem)?;
    let sheet = sheet_of_node(node);
    let text = sheet.get(line.slot);
    // Words may run over the end of their line: they are looked for in the field, and must begin in the line.
    let places: Vec<Range<usize>> = words_in(text, &struck).into_iter().filter(|it| line.range.contains(&it.start)).collect();
    match places.as_slice() {
        [] => Err(PenRefusal::NotThere),
        [one] => Ok((anchor, line.slot, one.clone(), squeeze(&nfc(put)))),
        [_, _, ..] => Err(PenRefusal::Twice),
    }
}

/// Where words stand in a text, whatever white space parts them there: whole words only.
fn words_in(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted: Vec<&str> = words.split(' ').collect();
    let mut there: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let bare = piece.trim_end();
        if !bare.is_empty() {
            there.push(from..from + bare.len());
        }
        from += piece.len();
    }
    let is_mark = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '(' | '"' | '“' | '”');
    there
        .windows(wanted.len())
        .filter_map(|run| {
            let first = run.first()?;
            let last = run.last()?;
            let whole = text.get(first.start..last.end)?;
            let said: Vec<&str> = whole.split_whitespace().collect();
            if said == wanted {
                return Some(first.start..last.end);
            }
            // Marks at the ends may be left out by who typed.
            let begins = first.start + (whole.len() - whole.trim_start_matches(is_mark).len());
            let ends = first.start + whole.trim_end_matches(is_mark).len();
            let bare: Vec<&str> = text.get(begins..ends)?.split_whitespace().collect();
            (bare == wanted).then_some(begins..ends)
        })
        .collect()
}

fn node_at<'a>(programme: &'a Programme, anchor: &Anchor) -> Option<&'a Node> {
    let (part, at) = programme.position(anchor)?;
    programme.parts.get(part)?.nodes.get(at)
}

/// Each field that changes: its name, what stands there now, what would.
type Found = Vec<(&'static str, String, String)>;
/// An item, what was seen of it, and what it is to be.
type Carried = (Anchor, String, Node);

fn carried(version: &Programme, now: &Programme, anchor: &Anchor, strokes: &[&Stroke]) -> Result<(Found, Kind, Carried), PenRefusal> {
    let was = sheet_of_node(node_at(version, anchor).ok_or(PenRefusal::Gone)?);
    let there = node_at(now, anchor).ok_or(PenRefusal::Gone)?;
    let is = sheet_of_node(there);
    if is.kind != was.kind {
        return Err(PenRefusal::Gone);
    }
    let mut mine = was.clone();
    for stroke in strokes {
        let mut text = mine.get(stroke.slot).to_owned();
        // From the end of the field to its beginning, so that places before stay true.
        let after = text.get(stroke.struck.end..).ok_or(PenRefusal::NotThere)?;
        // Words that go without others in their place take the space after them along.
        let gap = if stroke.put.is_empty() { after.len() - after.trim_start_matches(' ').len() } else { 0 };
        text.get(stroke.struck.clone()).ok_or(PenRefusal::NotThere)?;
        text.replace_range(stroke.struck.start..stroke.struck.end + gap, &stroke.put);
        mine.empty(stroke.slot);
        mine.fill(stroke.slot, &text).map_err(|_| PenRefusal::DoesNotFit)?;
    }
    let mut settled: Sheet = is.clone();
    let mut found = Found::new();
    for it in merge(Some(&was), &mine, &is) {
        let SlotMerge { slot, theirs, merged, .. } = it;
        let merged = merged.ok_or(PenRefusal::Conflict)?;
        settled.empty(slot.name);
        settled.fill(slot.name, &merged).map_err(|_| PenRefusal::DoesNotFit)?;
        found.push((slot.name, theirs, merged));
    }
    let node = settled.node(anchor, Some(there)).map_err(|_| PenRefusal::DoesNotFit)?;
    Ok((found, is.kind, (anchor.clone(), fingerprint(there), node)))
}

impl App {
    /// The numbered lines of a version.
    pub async fn pen_lines(&self, who: &Who, id: &ProgrammeId, at: VersionAt) -> Result<Vec<PenLine>, Refusal> {
        Ok(pen_lines(&self.version_at(who, id, at).await?.programme))
    }

    /// The numbered lines of a version as a paper.
    pub async fn lined_file(&self, who: &Who, id: &ProgrammeId, at: VersionAt, format: ExportFormat) -> Result<Export, Refusal> {
        if !matches!(format, ExportFormat::Docx | ExportFormat::Pdf) {
            return Err(Refusal::NotFound);
        }
        let version = Arc::new(self.version_at(who, id, at).await?);
        let opened = self.open(who, id).await?;
        let guideline = super::hand_in::known_guideline(&opened.row.guideline)?;
        let pdf = self.pdf();
        let made = tokio::task::spawn_blocking(move || {
            let pack: &LayoutPack = pack_for(&version, &guideline.layout)?;
            let lines: Vec<(usize, String)> = pen_lines(&version.programme).into_iter().map(|it| (it.number, it.text)).collect();
            let paper = lined(&version.programme.document, &lines, pack);
            if format == ExportFormat::Docx { Ok(official::docx::write(&paper, pack)) } else { pdf(&paper, pack).map_err(Refusal::Fault) }
        });
        let bytes = made.await.map_err(|error| Refusal::Fault(error.to_string()))??;
        Ok(Export { name: format!("{}-danh-so-dong-{at}.{}", file_stem(&opened.row.title), format.ending()), format, bytes })
    }

    /// What corrections of a version would do to the draft now. Nothing is kept.
    pub async fn try_corrections(&self, who: &Who, id: &ProgrammeId, at: VersionAt, typed: &str) -> Result<Corrections, Refusal> {
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let (version, now, typed) = (self.version_at(who, id, at).await?.programme, opened.programme.clone(), typed.to_owned());
        tokio::task::spawn_blocking(move || try_corrections(&version, &now, &typed)).await.map_err(|error| Refusal::Fault(error.to_string()))
    }

    /// Carries corrections over as they were seen: all of them, each item by a line of the journal, or none.
    pub async fn correct(&self, who: &Who, id: &ProgrammeId, at: VersionAt, typed: &str, seen: &str) -> Result<usize, Refusal> {
        let found = self.try_corrections(who, id, at, typed).await?;
        if found.seen != seen || !found.all_fit() {
            return Err(Refusal::Changed { now: String::new() });
        }
        let (who, id, changes) = (who.clone(), id.clone(), found.changes);
        self.act(move |tx| {
            let (who, id, changes) = (who.clone(), id.clone(), changes.clone());
            Box::pin(async move {
                for (anchor, seen, node) in &changes {
                    // Refused where somebody was there in between: then none of them is kept.
                    edit_in(tx, &who, &id, &Change::Item { anchor: anchor.clone(), seen: seen.clone(), node: Some(node.clone()) }).await?;
                }
                Ok(changes.len())
            })
        })
        .await
    }
}
