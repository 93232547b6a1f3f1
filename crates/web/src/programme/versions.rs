//! Drafts under their number: frozen, listed, read, given out; and any two versions held against each other.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{ChangeKind, Difference, ExportFormat, FrozenLine, HistoryLine, Opened, Version, sheet_of_document, sheet_of_node};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Node, Part, VersionAt, draft_mark};
use maud::{Markup, html};
use serde::Deserialize;

use super::download::attachment;
use super::form::{label, redline};
use super::history::act_word;
use super::leaf::{self, Tab};
use super::outline::{first_words, kind_word};
use crate::form::{Filled, Mend, alert, is_mendable, status};
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::table::{self, table};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// What a frozen draft goes out as.
const FORMATS: [ExportFormat; 3] = [ExportFormat::Docx, ExportFormat::Pdf, ExportFormat::Notation];

pub(crate) async fn list(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, "", None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, typed: &str, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let frozen = web.app.frozen(who, id).await?;
    let opened = web.app.open(who, id).await?;
    let lines = web.app.history(who, id).await?;
    let main = html! {
        (alert(words, refusal))
        @if frozen.is_empty() { (notice::empty(&words.say("drafts-none"), None)) } @else { (drafts(words, id, &frozen, who.holds(hanhdong_domain::organisation::Role::Office))) }
        @if opened.may_edit {
            h2 { (words.say("draft-freeze")) }
            form.fields method="post" action={ "/programmes/" (id) "/versions" } {
                (Field::line("draft-label", words.say("field-draft-label")).hint(words.say("draft-label-hint")).value(typed).length_max(200).required().mend(words, refusal))
                input type="hidden" name="seen" value=(opened.row.version);
                (button::submit(&words.with("draft-freeze-do", &[("number", (frozen.first().map_or(0, |it| it.number) + 1).into())]), Weight::Main))
            }
        }
        h2 { (words.say("versions-compare")) }
        (choose(words, id, &frozen, &lines, None))
    };
    Ok((status(refusal), leaf::tab(words, who, &opened, Tab::Versions, main)).into_response())
}

/// The frozen drafts; with the way to a meeting for whoever keeps those.
fn drafts(words: Words, id: &ProgrammeId, frozen: &[FrozenLine], takes: bool) -> Markup {
    let columns = ["draft-number", "draft-frozen", "draft-by", "draft-files"].map(|it| words.say(it));
    let row = |it: &FrozenLine| {
        let here = format!("/programmes/{id}/versions/{}", VersionAt::Frozen(it.number));
        table::Row::of(vec![
            html! {
                a href=(here) { (draft_mark(it.number, &it.label)) }
                @if !it.is_whole { " " span.badge.not-met { (words.say("draft-broken")) } }
            },
            html! { @if let Some(at) = it.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } } },
            html! { (it.by) },
            html! {
                @for format in FORMATS { a href={ (here) "/export/" (format.ending()) } download { (format.ending().to_uppercase()) } " " }
                @if takes { a href={ "/meetings?draft=" (id) "/" (it.number) } { (words.say("versions-to-meeting")) } }
            },
        ])
        .marked(!it.is_whole)
    };
    table(&words.say("drafts-caption"), &columns, &frozen.iter().map(row).collect::<Vec<_>>())
}

/// What a version is called on screen.
fn name_of(words: Words, version: &Version) -> String {
    match (&version.frozen, version.on) {
        (Some(it), _) => draft_mark(it.number, &it.label),
        (None, Some(at)) => words.with("version-of", &[("at", at.strftime("%H:%M %d/%m/%Y").to_string().into())]).into_owned(),
        (None, None) => words.say("version-now").into_owned(),
    }
}

/// Which two versions: frozen drafts first, then lines of the journal.
fn choose(words: Words, id: &ProgrammeId, frozen: &[FrozenLine], lines: &[HistoryLine], chosen: Option<(VersionAt, VersionAt)>) -> Markup {
    let usual = (frozen.first().map_or_else(|| lines.last().map_or(VersionAt::Now, |it| VersionAt::Line(it.seq)), |it| VersionAt::Frozen(it.number)), VersionAt::Now);
    let (from, to) = chosen.unwrap_or(usual);
    let mut choices = vec![(VersionAt::Now.to_string(), words.say("version-now").into_owned())];
    choices.extend(frozen.iter().map(|it| (VersionAt::Frozen(it.number).to_string(), draft_mark(it.number, &it.label))));
    let of_text = |it: &&HistoryLine| it.undoes.is_some() || !it.deeds.is_empty() || it.act == hanhdong_domain::journal::Act::ProgrammeBegun;
    for line in lines.iter().filter(of_text) {
        let at = line.at.map(|it| it.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default();
        choices.push((VersionAt::Line(line.seq).to_string(), format!("{at} · {} · {}", line.by.as_deref().unwrap_or(&words.say("by-program")), act_word(words, line.act))));
    }
    for it in [from, to].map(|it| it.to_string()) {
        if choices.iter().all(|choice| choice.0 != it) {
            choices.push((it.clone(), it));
        }
    }
    html! {
        form.fields method="get" action={ "/programmes/" (id) "/compare" } {
            (Field::choice("from", words.say("compare-from"), choices.clone()).value(from.to_string()))
            (Field::choice("to", words.say("compare-to"), choices).value(to.to_string()))
            (button::submit(&words.say("compare-do"), Weight::Plain))
        }
    }
}

/// What is frozen, and what was seen when the person said yes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Freeze {
    draft_label: String,
    seen: i64,
}

pub(crate) async fn freeze(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Freeze>) -> Result<Response, Problem> {
    match web.app.freeze(&who, &id, &form.draft_label, form.seen).await {
        Ok(number) => Ok(Redirect::to(&format!("/programmes/{id}/versions/{}", VersionAt::Frozen(number))).into_response()),
        Err(refusal) if is_mendable(&refusal) => page(&web, &who, words, &id, &form.draft_label, Some(&refusal)).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(super) fn version(name: &str) -> Result<VersionAt, Refusal> {
    VersionAt::of_name(name).ok_or(Refusal::NotFound)
}

pub(crate) async fn show(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, name)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let shown = async { Ok::<_, Refusal>((web.app.version_at(&who, &id, version(&name)?).await?, web.app.open(&who, &id).await?)) };
    let (version, opened) = shown.await.map_err(|it| asker.problem(it))?;
    Ok(whole(words, &who, &opened, &version))
}

fn whole(words: Words, who: &Who, opened: &Opened, version: &Version) -> Markup {
    let (id, at) = (&opened.row.id, version.at);
    let title = name_of(words, version);
    let here = format!("/programmes/{id}/versions/{at}");
    let head = sheet_of_document(&version.programme.document);
    let main = html! {
        @if let Some(it) = &version.frozen {
            @if it.is_whole { p.hint { (words.with("draft-frozen-by", &[("by", it.by.as_str().into()), ("at", it.at.map(|it| it.strftime("%H:%M %d/%m/%Y").to_string()).unwrap_or_default().into())])) " " (words.say("draft-stands")) } }
            @else { (notice::banner(&words.say("draft-broken-words"))) }
            p.hint { (words.say("draft-hash")) ": " code { (it.hash.chars().take(16).collect::<String>()) } }
        }
        p.doings {
            @for format in FORMATS { (button::download(&words.say(&format!("export-{}", format.ending())), &format!("{here}/export/{}", format.ending()), Weight::Plain)) " " }
            @if at != VersionAt::Now { (button::link(&words.say("compare-with-now"), &format!("/programmes/{id}/compare?from={at}&to=now"), Weight::Plain)) " " }
            (super::pen::way(words, opened, at))
            (button::link(&words.say("back-to-drafts"), &format!("/programmes/{id}/versions"), Weight::Plain))
        }
        (facts(head.kind.slots().iter().filter(|it| !head.get(it.name).is_empty()).map(|it| (label(words, head.kind, it), html! { (head.get(it.name)) }))))
        @for it in &version.programme.opening { p { (it.text) } }
        @for it in &version.programme.parts { (part(words, it)) }
    };
    leaf::below(words, who, opened, &title, main)
}

fn part(words: Words, part: &Part) -> Markup {
    html! {
        h2 { @if let Some(mark) = &part.mark { (mark) " " } (part.heading) }
        (outline(part.nodes.iter().map(|it| row(words, it))))
    }
}

fn row<'a>(words: Words, node: &'a Node) -> Row<'a> {
    row_with(words, node, html! {})
}

/// A line of a version, with what else there is to say of it.
pub(super) fn row_with<'a>(words: Words, node: &'a Node, more: Markup) -> Row<'a> {
    let sheet = sheet_of_node(node);
    match node {
        Node::Heading(it) => Row::of(html! { strong { (it.text) } }).code(it.mark.as_deref()),
        Node::Text(it) => Row::of(html! { (it.text) }),
        Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_) => {
            let item = node.item();
            let fields = sheet
                .kind
                .slots()
                .iter()
                .filter(|it| !matches!(it.name, "text" | "code" | "kind" | "scope" | "kinds" | "level" | "about" | "origin") && !sheet.get(it.name).is_empty());
            let below = html! { (facts(fields.map(|it| (label(words, sheet.kind, it), html! { (sheet.get(it.name)) })))) (more) };
            Row::of(html! { (item.map(|it| it.text()).unwrap_or_default()) }).code(item.and_then(|it| it.code())).tag(Some(kind_word(words, sheet.kind).into())).below(below)
        }
    }
}

pub(crate) async fn fetch(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, name, ending)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let made = async {
        let format = ExportFormat::of_ending(&ending).ok_or(Refusal::NotFound)?;
        web.app.export_version(&who, &id, version(&name)?, format).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, export.format.media_type(), export.bytes))
}

/// Which two.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Two {
    from: String,
    to: String,
}

pub(crate) async fn compare(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(two): Ask<Two>) -> Result<Markup, Problem> {
    let shown = async {
        let compared = web.app.compare(&who, &id, version(&two.from)?, version(&two.to)?).await?;
        Ok::<_, Refusal>((compared, web.app.open(&who, &id).await?, web.app.frozen(&who, &id).await?, web.app.history(&who, &id).await?))
    };
    let (compared, opened, frozen, lines) = shown.await.map_err(|it| asker.problem(it))?;
    let (from, to) = (compared.old.at, compared.new.at);
    let title = words.say("versions-compare");
    let query = format!("?from={from}&to={to}");
    let main = html! {
        (facts([(words.say("compare-from"), html! { (name_of(words, &compared.old)) }), (words.say("compare-to"), html! { (name_of(words, &compared.new)) })]))
        p.doings {
            (button::download(&words.say("compare-docx"), &format!("/programmes/{id}/compare/docx{query}"), Weight::Main)) " "
            (button::download(&words.say("compare-pdf"), &format!("/programmes/{id}/compare/pdf{query}"), Weight::Plain))
        }
        (changes(words, &compared.changes, &|_| html! {}))
        details { summary { (words.say("compare-others")) } (choose(words, &id, &frozen, &lines, Some((from, to)))) }
    };
    Ok(leaf::below(words, &who, &opened, &title, main))
}

/// What differs, one thing a row; `beside` says more of one.
pub(crate) fn changes(words: Words, changes: &[Difference], beside: &dyn Fn(&Difference) -> Markup) -> Markup {
    let kind_of = |it: &Difference| match it.kind {
        ChangeKind::Added => words.say("deed-came"),
        ChangeKind::Removed => words.say("deed-went"),
        ChangeKind::Changed => words.say("change-changed"),
        ChangeKind::Moved => words.say("change-moved"),
    };
    let row = |it: &Difference| {
        let fields = it.fields.iter().filter(|_| it.kind != ChangeKind::Moved).map(|it| (it.field, redline(&it.old, &it.new)));
        let code = it.code.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        let title = html! { span.hint { (it.what) (code) " · " (kind_of(it)) } " " (first_words(&it.title)) };
        Row::of(title).below(html! { (facts(fields)) (beside(it)) })
    };
    html! {
        @if changes.is_empty() { (notice::empty(&words.say("compare-same"), None)) }
        @else {
            p role="status" { (words.with("compare-count", &[("count", changes.len().into())])) }
            (outline(changes.iter().map(row)))
        }
    }
}

pub(crate) async fn compare_file(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, ending)): Path<(String, String)>,
    Ask(two): Ask<Two>,
) -> Result<Response, Problem> {
    let made = async {
        let format = ExportFormat::of_ending(&ending).ok_or(Refusal::NotFound)?;
        web.app.compared_file(&who, &id, (version(&two.from)?, version(&two.to)?), format).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, export.format.media_type(), export.bytes))
}
