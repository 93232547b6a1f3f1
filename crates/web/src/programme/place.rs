//! What has no anchor: headings, passages, headings of parts, head and foot; and what comes new.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{Change, Kind, Opened, Sheet, SlotRefusal, fingerprint, fingerprint_of_head, new_anchor, sheet_of_document, sheet_of_node, sheet_of_task_line};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Place;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::house::TextBlock;
use hanhdong_domain::programme::{Anchor, EditRefusal, Part, PartRole};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::{self, Conflict};
use super::leaf;
use super::outline::{first_words, kind_word};
use super::piece::{InPart, Posted, Seen, besides, draft};
use super::show::path_to;
use crate::form::Filled;
use crate::frame;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::things::{Thing, things};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// A form on a page of its own.
struct Sheeted<'a> {
    words: Words,
    opened: &'a Opened,
    action: String,
    sheet: &'a Sheet,
    refusals: &'a [SlotRefusal],
    /// Hidden fields.
    besides: Vec<(&'static str, String)>,
    /// Where it is taken out, where it can be.
    remove: Option<String>,
    /// Said above the form.
    lead: Option<String>,
    /// What stands below it: a choice of its own.
    below: Markup,
}

impl Sheeted<'_> {
    fn page(&self, who: &Who) -> Markup {
        let words = self.words;
        let title = kind_word(words, self.sheet.kind);
        let main = html! {
            @if let Some(lead) = &self.lead { p { (lead) } }
            form.fields method="post" action=(self.action) {
                (form::refused(words, "new", self.sheet.kind, self.refusals))
                (form::fields(words, "new", self.sheet, self.refusals))
                @for (name, value) in &self.besides { input type="hidden" name=(name) value=(value); }
                (leaf::save_or_leave(words, &path_to(&self.opened.row.id, None)))
            }
            (self.below)
            @if let Some(remove) = &self.remove {
                form method="post" action=(remove) {
                    @for (name, value) in self.besides.iter().filter(|it| it.0 == "seen") { input type="hidden" name=(name) value=(value); }
                    (submit(&words.say("do-remove"), Weight::Danger))
                }
            }
        };
        leaf::below(words, who, self.opened, &title, main)
    }
    fn answer(&self, who: &Who) -> Response {
        let status = if self.refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        (status, self.page(who)).into_response()
    }
}

/// Where something new is to stand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Where {
    kind: String,
    part: usize,
    at: usize,
    /// The paragraph of the house it is made from, by its place among them.
    block: Option<usize>,
}

pub(crate) async fn new(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(place): Ask<Where>) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = web.app.open(&who, &id).await.map_err(problem)?;
    opened.editable_after(place.part, place.at).map_err(problem)?;
    let kind = Kind::of_name(&place.kind).filter(|_| place.part < opened.programme.parts.len()).ok_or_else(|| problem(Refusal::NotFound))?;
    let mut sheet = Sheet::new(kind);
    if kind != Kind::Passage {
        return Ok(new_form(words, &opened, &sheet, &[], place.part, place.at, None).answer(&who));
    }
    let blocks = web.app.blocks_of(&who, &id).await.map_err(problem)?;
    if let Some(block) = place.block.and_then(|it| blocks.get(it)) {
        sheet.fill("text", &block.text).map_err(|it| problem(Refusal::Field { field: "text", why: it.why }))?;
    }
    let form = new_form(words, &opened, &sheet, &[], place.part, place.at, None);
    Ok(Sheeted { below: picker(words, &id, &place, &blocks), ..form }.answer(&who))
}

/// The paragraphs that the house uses again: each puts itself into the form.
fn picker(words: Words, id: &ProgrammeId, place: &Where, blocks: &[TextBlock]) -> Markup {
    let href = |at: usize| format!("/programmes/{id}/new?kind=passage&part={}&at={}&block={at}", place.part, place.at);
    html! {
        @if !blocks.is_empty() {
            section {
                h2 { (words.say("house-blocks")) }
                (things(blocks.iter().enumerate().map(|(at, it)| Thing { href: href(at), title: it.title.clone(), about: html! { (first_words(&it.text)) } })))
            }
        }
    }
}

fn new_form<'a>(words: Words, opened: &'a Opened, sheet: &'a Sheet, refusals: &'a [SlotRefusal], part: usize, at: usize, lead: Option<String>) -> Sheeted<'a> {
    let besides = vec![("item-kind", sheet.kind.name().to_owned()), ("part", part.to_string()), ("at", at.to_string())];
    Sheeted { words, opened, action: format!("/programmes/{}/new", opened.row.id), sheet, refusals, besides, remove: None, lead, below: html! {} }
}

pub(crate) async fn make(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = web.app.open(&who, &id).await.map_err(problem)?;
    let unknown = || problem(Refusal::Field { field: "form", why: "unknown" });
    let kind = besides(&pairs, "item-kind").and_then(Kind::of_name).ok_or_else(unknown)?;
    let number = |name: &str| besides(&pairs, name).and_then(|it| it.parse::<usize>().ok());
    let (part, at) = number("part").zip(number("at")).ok_or_else(unknown)?;
    opened.editable_after(part, at).map_err(problem)?;
    let posted = Posted::read(kind, &pairs, &["item-kind", "part", "at"]).map_err(problem)?;
    let mut opened = opened;
    // Somebody may have added the same words just now and taken the anchor: then another one is derived.
    for last in [false, false, true] {
        let anchor = new_anchor(&opened.programme, kind, &posted.sheet);
        let node = posted.node(&anchor, None);
        let node = match node {
            Ok(node) => node,
            Err(refusals) => return Ok(new_form(words, &opened, &posted.sheet, &refusals, part, at, None).answer(&who)),
        };
        match web.app.edit(&who, &id, Change::New { part, at, node }).await {
            Ok(edited) => return Ok(Redirect::to(&path_to(&id, edited.anchor.as_ref())).into_response()),
            Err(Refusal::Unfit(EditRefusal::AnchorTaken)) if !last => opened = web.app.open(&who, &id).await.map_err(problem)?,
            Err(refusal) => return Err(problem(refusal)),
        }
    }
    Err(problem(Refusal::Busy))
}

/// A line as it was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    words: String,
    part: usize,
}

/// Shows what was understood of a typed line, before anything is taken.
pub(crate) async fn one_line(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(typed): Ask<Typed>) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let part = opened.programme.parts.get(typed.part).ok_or_else(|| problem(Refusal::NotFound))?;
    let (sheet, refusals) = match sheet_of_task_line(&typed.words) {
        Some(sheet) => (sheet, Vec::new()),
        None => {
            let mut sheet = Sheet::new(Kind::Task);
            // What was typed is not lost for naming nothing to do.
            sheet.fill("note", &typed.words).unwrap_or_default();
            (sheet, vec![SlotRefusal { slot: "text", why: "empty" }])
        }
    };
    let lead = Some(words.say("one-line-understood").into_owned());
    Ok(new_form(words, &opened, &sheet, &refusals, typed.part, part.nodes.len(), lead).answer(&who))
}

pub(crate) async fn edit_line(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, place: InPart) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let node = opened.programme.parts.get(place.0).and_then(|it| it.nodes.get(place.1)).ok_or_else(|| problem(Refusal::NotFound))?;
    if let Some(item) = node.item() {
        return Ok(Redirect::to(&format!("/programmes/{id}/items/{}/edit", item.anchor())).into_response());
    }
    Ok(line_form(words, &opened, place, &sheet_of_node(node), fingerprint(node), &[]).answer(&who))
}

fn line_form<'a>(words: Words, opened: &'a Opened, InPart(part, at): InPart, sheet: &'a Sheet, seen: String, refusals: &'a [SlotRefusal]) -> Sheeted<'a> {
    let here = format!("/programmes/{}/lines/{part}/{at}", opened.row.id);
    let besides = vec![("seen", seen), ("item-kind", sheet.kind.name().to_owned())];
    Sheeted { words, opened, action: format!("{here}/edit"), sheet, refusals, besides, remove: Some(format!("{here}/remove")), lead: None, below: html! {} }
}

pub(crate) async fn save_line(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    place: InPart,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let there = opened.programme.parts.get(place.0).and_then(|it| it.nodes.get(place.1)).filter(|it| it.item().is_none());
    let wanted = besides(&pairs, "item-kind").and_then(Kind::of_name).or(there.map(Kind::of)).filter(|it| matches!(it, Kind::Heading | Kind::Passage));
    let kind = wanted.ok_or_else(|| problem(Refusal::NotFound))?;
    let posted = Posted::read(kind, &pairs, &["item-kind"]).map_err(problem)?;
    // A line has no anchor; one is only asked for where an item is read.
    let anchor = new_anchor(&opened.programme, kind, &posted.sheet);
    let node = posted.node(&anchor, None);
    let node = match node {
        Ok(node) => node,
        Err(refusals) => return Ok(line_form(words, &opened, place, &posted.sheet, posted.seen.clone(), &refusals).answer(&who)),
    };
    match web.app.edit(&who, &id, Change::Line { part: place.0, at: place.1, seen: posted.seen.clone(), node: Some(node) }).await {
        Ok(_) => Ok(Redirect::to(&line_path(&opened.programme.parts, &id, place)).into_response()),
        Err(Refusal::Changed { now }) => {
            let theirs = form::theirs(kind, &now).filter(|it| it.0.kind == kind);
            let anew = (format!("/programmes/{id}/new"), vec![("item-kind", kind.name().to_owned()), ("part", place.0.to_string()), ("at", place.1.to_string())]);
            let conflict = Conflict {
                action: format!("/programmes/{id}/lines/{}/{}/edit", place.0, place.1),
                back: path_to(&id, None),
                anew: Some(anew),
                mine: &posted.sheet,
                theirs,
                three: None,
            };
            Ok(conflict.page(words, &who))
        }
        Err(refusal) => Err(problem(refusal)),
    }
}

/// The page of the outline on which a line stands: that of the next item.
fn line_path(parts: &[Part], id: &ProgrammeId, InPart(part, at): InPart) -> String {
    let next = parts.get(part).and_then(|it| it.nodes.iter().skip(at).find_map(|it| it.item().map(|it| it.anchor().clone())));
    let asked = next.map_or(String::new(), |it: Anchor| format!("?at={it}"));
    format!("/programmes/{id}{asked}#l-{part}-{at}")
}

pub(crate) async fn remove_line(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    place: InPart,
    Filled(form): Filled<Seen>,
) -> Result<Redirect, Problem> {
    let change = Change::Line { part: place.0, at: place.1, seen: form.seen, node: None };
    web.app.edit(&who, &id, change).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&path_to(&id, None)))
}

pub(crate) async fn edit_head(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    let opened = draft(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    let document = &opened.programme.document;
    let below = crate::publication::picker(&web, words, &who, &id, document).await.map_err(|it| asker.problem(it))?;
    let sheet = sheet_of_document(document);
    let form = Sheeted { below, ..head_form(words, &opened, &sheet, fingerprint_of_head(document), &[]) };
    Ok(form.answer(&who))
}

fn head_form<'a>(words: Words, opened: &'a Opened, sheet: &'a Sheet, seen: String, refusals: &'a [SlotRefusal]) -> Sheeted<'a> {
    Sheeted { words, opened, action: format!("/programmes/{}/head", opened.row.id), sheet, refusals, besides: vec![("seen", seen)], remove: None, lead: None, below: html! {} }
}

pub(crate) async fn save_head(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let posted = Posted::read(Kind::Head, &pairs, &[]).map_err(problem)?;
    let document = posted.document();
    let document = match document {
        Ok(document) => document,
        Err(refusals) => return Ok(head_form(words, &opened, &posted.sheet, posted.seen.clone(), &refusals).answer(&who)),
    };
    if document == opened.programme.document {
        return Ok(Redirect::to(&path_to(&id, None)).into_response());
    }
    match web.app.edit(&who, &id, Change::Head { seen: posted.seen.clone(), document: Box::new(document) }).await {
        Ok(_) => Ok(Redirect::to(&path_to(&id, None)).into_response()),
        Err(Refusal::Changed { now }) => {
            let conflict = Conflict {
                action: format!("/programmes/{id}/head"),
                back: path_to(&id, None),
                anew: None,
                mine: &posted.sheet,
                theirs: form::theirs(Kind::Head, &now),
                three: None,
            };
            Ok(conflict.page(words, &who))
        }
        Err(refusal) => Err(problem(refusal)),
    }
}

pub(crate) async fn edit_part(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, InPart(part, _): InPart) -> Result<Markup, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let there = opened.programme.parts.get(part).ok_or_else(|| problem(Refusal::NotFound))?;
    Ok(heading_page(words, &who, &opened, &format!("/programmes/{id}/parts/{part}/edit"), &there.heading, Some(&there.heading)))
}

/// The form of a part's heading; without what was seen it is that of a new part.
fn heading_page(words: Words, who: &Who, opened: &Opened, action: &str, heading: &str, seen: Option<&str>) -> Markup {
    let title = words.say("part-heading");
    let main = html! {
        form.fields method="post" action=(action) {
            (heading_field(words, heading))
            @match seen {
                Some(seen) => input type="hidden" name="seen" value=(seen);,
                None => {
                    (Field::line("mark", words.say("field-mark")).length_max(40))
                    (Field::choice("role", words.say("part-role"), ROLES.map(|it| (it.name(), words.say(&format!("part-{}", it.name()))))))
                }
            }
            (leaf::save_or_leave(words, &path_to(&opened.row.id, None)))
        }
    };
    leaf::below(words, who, opened, &title, main)
}

fn heading_field(words: Words, heading: &str) -> Field<'_> {
    Field::line("heading", words.say("part-heading")).value(heading).length_max(500).required()
}

const ROLES: [PartRole; 5] = [PartRole::Goals, PartRole::Content, PartRole::Organisation, PartRole::Annex, PartRole::Other];

/// A heading as typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Heading {
    heading: String,
    seen: String,
}

pub(crate) async fn save_part(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    InPart(at, _): InPart,
    Filled(form): Filled<Heading>,
) -> Result<Response, Problem> {
    let heading = checked(&form.heading).map_err(|it| asker.problem(it))?;
    match web.app.edit(&who, &id, Change::PartHeading { at, seen: form.seen, heading: heading.clone() }).await {
        Ok(_) => Ok(Redirect::to(&format!("/programmes/{id}#p-{at}")).into_response()),
        Err(Refusal::Changed { now }) => {
            let title = words.say("conflict-heading");
            let main = html! {
                h1 { (title) }
                p { (words.say("conflict-words")) }
                p { (form::redline(&now, &heading)) }
                form method="post" action={ "/programmes/" (id) "/parts/" (at) "/edit" } {
                    input type="hidden" name="seen" value=(now);
                    (heading_field(words, &heading))
                    (submit(&words.say("conflict-merged"), Weight::Main)) " "
                    (button::link(&words.say("conflict-theirs"), &path_to(&id, None), Weight::Plain))
                }
            };
            Ok((StatusCode::CONFLICT, frame::page(words, &who, &title, main)).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn new_part(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    let opened = draft(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(heading_page(words, &who, &opened, &format!("/programmes/{id}/parts"), "", None))
}

/// A new part as typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPart {
    heading: String,
    mark: String,
    role: String,
}

pub(crate) async fn make_part(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<NewPart>) -> Result<Redirect, Problem> {
    let problem = |it: Refusal| asker.problem(it);
    let opened = draft(&web, &who, &id).await.map_err(problem)?;
    let heading = checked(&form.heading).map_err(problem)?;
    let role = PartRole::of_name(&form.role).ok_or_else(|| problem(Refusal::Field { field: "form", why: "unknown" }))?;
    let mark = if form.mark.trim().is_empty() { None } else { Some(checked(&form.mark).map_err(problem)?) };
    let at = opened.programme.parts.len();
    let part = Part { role, mark, heading, place: Place::default(), nodes: Vec::new() };
    web.app.edit(&who, &id, Change::NewPart { at, part }).await.map_err(problem)?;
    Ok(Redirect::to(&format!("/programmes/{id}#p-{at}")))
}

/// Is part III to be written from the assignments?
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    comes: bool,
}

pub(crate) async fn write(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Written>) -> Result<Redirect, Problem> {
    web.app.edit(&who, &id, Change::Write { comes: form.comes }).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&path_to(&id, None)))
}

/// A heading as it is kept: filled in as a slot of one line is.
fn checked(text: &str) -> Result<String, Refusal> {
    let mut sheet = Sheet::new(Kind::Heading);
    let refused = |it: SlotRefusal| Refusal::Field { field: "heading", why: it.why };
    sheet.fill("mark", text).map_err(refused)?;
    match sheet.get("mark") {
        "" => Err(Refusal::Field { field: "heading", why: "empty" }),
        text if 500 < text.chars().count() => Err(Refusal::Field { field: "heading", why: "too-long" }),
        text => Ok(text.to_owned()),
    }
}
