//! What lies beside the goals: last term's unfinished items and the superior's tasks that name this committee, and what is said of
//! each.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{LyingBeside, LyingPaper, Opened};
use hanhdong_actions::{Lying, ProgrammeLine, Promised, Refusal, SaidOf, Shelf, Who};
use hanhdong_domain::organisation::{ProgrammeId, SourceId};
use hanhdong_domain::programme::{Anchor, Item, KeyWork, Origin, OutlookStanding, Paper, TaskItem};
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::look::{KINDS, said_beside};
use super::outline::first_words;
use super::source::{Items, items, link_to_item};
use super::understood::kind;
use super::upload::Upload;
use crate::form::Filled;
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>) -> Result<Markup, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

/// What a person may lay beside: papers of each kind that lie here already, programmes of the system.
#[derive(Default)]
struct Choices {
    last_term: Vec<(SourceId, String)>,
    superior: Vec<(SourceId, String)>,
    programmes: Vec<ProgrammeLine>,
}

impl Choices {
    fn papers(&self, paper: Paper) -> &[(SourceId, String)] {
        match paper {
            Paper::LastTerm => &self.last_term,
            Paper::Superior => &self.superior,
            Paper::Source => &[],
        }
    }
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, refused: Option<&str>) -> Result<Markup, Refusal> {
    let it = web.app.lying(who, id).await?;
    let mut choices = Choices::default();
    if it.opened.may_edit {
        choices.last_term = web.app.sources(who, Paper::LastTerm).await?;
        choices.superior = web.app.sources(who, Paper::Superior).await?;
        choices.programmes = web.app.programmes(who, Shelf::Lying, None).await?.lines;
        choices.programmes.retain(|it| it.id != *id);
    }
    let table = Table { words, opened: &it.opened, ours: items(&it.opened.programme) };
    let papers = [(Paper::LastTerm, &it.last_term), (Paper::Superior, &it.superior)];
    Ok(leaf::tab(
        words,
        who,
        &it.opened,
        Tab::Beside,
        html! {
            @if let Some(why) = refused { (notice::refused(&words.say("upload-not-taken"), why)) }
            @for (paper, laid) in papers { (standing(words, paper, laid.as_ref())) }
            (table.by_goal(&it))
            @if let Some(laid) = &it.last_term { (table.promised(laid)) }
            @if it.opened.may_edit { @for (paper, laid) in papers { (choose(words, id, paper, laid.as_ref(), &choices)) } }
        },
    ))
}

/// Which paper lies there, and how far its items have an answer.
fn standing(words: Words, paper: Paper, laid: Option<&LyingPaper>) -> Markup {
    let Some(laid) = laid else { return html! { p { (words.say(key(paper, "beside-none-last-term", "beside-none-superior"))) } } };
    let (done, all) = (laid.items.iter().filter(|it| it.said != SaidOf::Nothing).count(), laid.items.len());
    html! {
        p { (words.say(key(paper, "beside-is-last-term", "beside-is-superior"))) " " strong { (laid.paper.title) } }
        @if all == 0 { (notice::note(&words.say(key(paper, "beside-nothing-unfinished", "beside-not-named")))) }
        @else { (notice::progress(&words.with(key(paper, "beside-disposed", "beside-taken"), &[("done", done.into()), ("all", all.into())]), done, all)) }
    }
}

/// The words of a kind of paper that is not the source.
const fn key(paper: Paper, last_term: &'static str, superior: &'static str) -> &'static str {
    match paper {
        Paper::LastTerm => last_term,
        Paper::Superior | Paper::Source => superior,
    }
}

/// The programme, to which things are tied.
struct Table<'a> {
    words: Words,
    opened: &'a Opened,
    ours: Items<'a>,
}

/// An item of a paper, and what is known of it.
type Beside<'a> = (Paper, Item<'a>, &'a Lying);

impl Table<'_> {
    /// One table a goal, in the order of the programme; what is about none comes last.
    fn by_goal(&self, it: &LyingBeside) -> Markup {
        let mut by_goal: HashMap<Option<&Anchor>, Vec<Beside<'_>>> = HashMap::new();
        for (paper, laid) in [(Paper::LastTerm, &it.last_term), (Paper::Superior, &it.superior)] {
            let Some(laid) = laid else { continue };
            let theirs = items(&laid.paper.source);
            for lying in &laid.items {
                let Some(item) = theirs.get(&lying.theirs) else { continue };
                by_goal.entry(lying.goals.first()).or_default().push((paper, *item, lying));
            }
        }
        let goals: Vec<Item<'_>> = self.opened.programme.items().filter(|it| by_goal.contains_key(&Some(it.anchor()))).collect();
        html! {
            @for goal in goals {
                section {
                    h2 { (kind(self.words, goal)) " " a href={ "/programmes/" (self.opened.row.id) "#i-" (goal.anchor()) } { @if let Some(code) = goal.code() { (code) ". " } (first_words(goal.text())) } }
                    (self.rows(by_goal.get(&Some(goal.anchor())), Some(goal.anchor())))
                }
            }
            @if by_goal.contains_key(&None) {
                section { h2 { (self.words.say("beside-no-goal")) } (self.rows(by_goal.get(&None), None)) }
            }
        }
    }

    /// What last term promised for years after its own, beside what is set now; what is less stands out.
    fn promised(&self, laid: &LyingPaper) -> Markup {
        let words = self.words;
        let theirs = items(&laid.paper.source);
        let columns = ["beside-promised-target", "beside-promised-year", "beside-promised-then", "beside-promised-now", "beside-promised-stands"].map(|it| words.say(it));
        let row = |it: &Promised| {
            let name = theirs.get(&it.theirs).map(|it| it.text()).unwrap_or_default();
            let ours = it.ours.as_ref().and_then(|it| self.ours.get(it));
            let set = html! { @if let Some(item) = ours { @if !it.set.is_empty() { (it.set) " · " } (link_to_item(&self.opened.row.id, *item)) } };
            let stands = match (it.standing, ours.is_some()) {
                (OutlookStanding::Less, _) => html! { span.badge.unmet { (words.say("beside-promised-less")) } },
                (OutlookStanding::AsPromised, _) => html! { span.badge.met { (words.say("beside-promised-same")) } },
                (OutlookStanding::More, _) => html! { span.badge.met { (words.say("beside-promised-more")) } },
                (OutlookStanding::Unclear, true) => html! { span.badge { (words.say("beside-promised-unclear")) } },
                (OutlookStanding::Unclear, false) => html! { span.badge { (words.say("beside-promised-none")) } },
            };
            Row::of(vec![html! { (name) }, html! { (it.year) }, html! { (it.promised) }, set, stands]).marked(it.standing == OutlookStanding::Less || ours.is_none())
        };
        html! {
            @if !laid.promised.is_empty() {
                section {
                    h2 #promised { (words.say("beside-promised")) }
                    p.hint { (words.say("beside-promised-hint")) }
                    (table(&words.say("beside-promised"), &columns, &laid.promised.iter().map(row).collect::<Vec<_>>()))
                }
            }
        }
    }

    fn rows(&self, rows: Option<&Vec<Beside<'_>>>, goal: Option<&Anchor>) -> Markup {
        let columns = ["beside-item", "beside-had", "beside-said"].map(|it| self.words.say(it));
        table(&self.words.say("beside-caption"), &columns, &rows.into_iter().flatten().map(|it| self.row(*it, goal)).collect::<Vec<_>>())
    }

    fn row(&self, (paper, item, lying): Beside<'_>, goal: Option<&Anchor>) -> Row {
        let (lead, time) = match item {
            Item::Task(it) => (it.lead.text(), it.deadline.text.as_str()),
            Item::KeyWork(it) => (it.lead.text(), it.schedule.text.as_str()),
            Item::Goal(_) | Item::Target(_) | Item::Requirement(_) | Item::Arrangement(_) => ("", ""),
        };
        let from = self.words.say(key(paper, "beside-from-last-term", "beside-from-superior"));
        let said = match lying.said {
            SaidOf::Nothing => self.nothing_said(paper, item, lying, goal),
            SaidOf::TakenUp => self.taken_up(paper, lying),
            SaidOf::Stopped => self.stopped(lying),
        };
        let had = [lead, time].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ");
        Row::of(vec![html! { span.badge { (from) } " " @if let Some(code) = item.code() { (code) ". " } (item.text()) }, html! { (had) }, said])
            .marked(lying.said == SaidOf::Nothing)
            .id(format!("b-{}-{}", paper.name(), lying.theirs))
    }

    fn act(&self, key: &str, weight: Weight, paper: Paper, lying: &Lying, more: &[(&str, &str)]) -> Markup {
        let mut hidden = vec![("paper", paper.name()), ("theirs", lying.theirs.as_str())];
        hidden.extend(more);
        button::act(&self.words.say(key), &format!("/programmes/{}/beside/say", self.opened.row.id), weight, &hidden)
    }

    fn nothing_said(&self, paper: Paper, item: Item<'_>, lying: &Lying, goal: Option<&Anchor>) -> Markup {
        let like: Vec<&Item<'_>> = lying.by.iter().filter_map(|it| self.ours.get(it)).collect();
        // What last term had taken over itself is carried over for the second time at least.
        let is_continued =
            paper == Paper::LastTerm && matches!(item, Item::Task(TaskItem { origin: Origin::Continued, .. }) | Item::KeyWork(KeyWork { origin: Origin::Continued, .. }));
        let mut take_up = vec![("act", "take-up")];
        take_up.extend(goal.map(|it| ("goal", it.as_str())));
        html! {
            p { span.badge.unmet { (self.words.say(key(paper, "beside-open", "beside-open-superior"))) } @if is_continued { " " span.badge { (self.words.say("beside-again")) } } }
            @if self.opened.may_edit {
                @for ours in like {
                    p { (self.words.say("beside-like")) " " (link_to_item(&self.opened.row.id, *ours)) " " (self.act("beside-join", Weight::Plain, paper, lying, &[("act", "join"), ("ours", ours.anchor().as_str())])) }
                }
                (self.act(key(paper, "beside-continue", "beside-take-up"), Weight::Plain, paper, lying, &take_up))
                @if paper == Paper::LastTerm { (self.stop(item, lying)) }
            }
        }
    }

    fn stop(&self, item: Item<'_>, lying: &Lying) -> Markup {
        html! {
            details {
                summary { (self.words.say("beside-stop")) }
                form.fields method="post" action={ "/programmes/" (self.opened.row.id) "/beside/say" } {
                    input type="hidden" name="paper" value=(Paper::LastTerm.name());
                    input type="hidden" name="theirs" value=(lying.theirs);
                    input type="hidden" name="act" value="stop";
                    (Field::line("reason", self.words.say("beside-stop-why")).id(format!("why-{}", lying.theirs)).aside(first_words(item.text())).length_max(1000).required())
                    (submit(&self.words.say("beside-stop-do"), Weight::Plain))
                }
            }
        }
    }

    fn taken_up(&self, paper: Paper, lying: &Lying) -> Markup {
        html! {
            span.badge.met { (self.words.say(key(paper, "beside-continued", "beside-is-taken-up"))) }
            ul {
                @for ours in &lying.by {
                    li {
                        @match self.ours.get(ours) { Some(item) => { (link_to_item(&self.opened.row.id, *item)) } None => { (ours) } }
                        @if self.opened.may_edit { " " (self.act("trace-end", Weight::Danger, paper, lying, &[("act", "part"), ("ours", ours.as_str())])) }
                    }
                }
            }
        }
    }

    fn stopped(&self, lying: &Lying) -> Markup {
        let reason = self.opened.programme.stopped.get(&lying.theirs).map(|it| it.reason.as_str()).unwrap_or_default();
        html! {
            span.badge { (self.words.say("beside-stopped")) } p { (reason) }
            @if self.opened.may_edit { (self.act("beside-unstop", Weight::Plain, Paper::LastTerm, lying, &[("act", "go-on")])) }
        }
    }
}

/// Lays a paper there: one that lies here already, a programme of the system, or a file.
fn choose(words: Words, id: &ProgrammeId, paper: Paper, laid: Option<&LyingPaper>, choices: &Choices) -> Markup {
    let there = laid.map(|it| &it.paper.id);
    let papers: Vec<_> = choices.papers(paper).iter().filter(|it| Some(&it.0) != there).map(|it| (it.0.to_string(), it.1.clone())).collect();
    let programmes = choices.programmes.iter().map(|it| (it.id.to_string(), format!("{} ({})", leaf::titled(words, &it.title), it.organisation_name)));
    let named = |field: Field<'static>, name: &str| field.id(format!("{name}-{}", paper.name()));
    let hidden = html! { input type="hidden" name="paper" value=(paper.name()); };
    html! {
        section {
            h2 { (words.say(if laid.is_some() { key(paper, "beside-change-last-term", "beside-change-superior") } else { key(paper, "beside-lay-last-term", "beside-lay-superior") })) }
            form.fields action={ "/programmes/" (id) "/beside" } method="post" enctype="multipart/form-data" {
                (hidden)
                (named(Field::file("file", words.say("beside-file"), KINDS).hint(words.say("beside-file-hint")).required(), "file"))
                (submit(&words.say("source-hand-in-do"), Weight::Plain))
            }
            @if !choices.programmes.is_empty() {
                form.fields action={ "/programmes/" (id) "/beside/copy" } method="post" {
                    (hidden)
                    (named(Field::choice("programme", words.say("beside-programme"), programmes).hint(words.say("beside-programme-hint")), "programme"))
                    (submit(&words.say("beside-programme-do"), Weight::Plain))
                }
            }
            @if !papers.is_empty() {
                form.fields action={ "/programmes/" (id) "/beside/tie" } method="post" {
                    (hidden)
                    (named(Field::choice("source", words.say("source-lying"), papers), "source"))
                    (submit(&words.say("source-tie-do"), Weight::Plain))
                }
            }
            @if laid.is_some() { (button::act(&words.say("beside-away"), &format!("/programmes/{id}/beside/tie"), Weight::Plain, &[("paper", paper.name()), ("source", "")])) }
        }
    }
}

fn back(id: &ProgrammeId) -> Redirect {
    Redirect::to(&format!("/programmes/{id}/beside"))
}

/// Which of the papers beside; the source has a page of its own.
fn which(paper: &str) -> Result<Paper, Refusal> {
    Paper::of_name(paper).filter(|it| *it != Paper::Source).ok_or(Refusal::Field { field: "form", why: "unknown" })
}

pub(crate) async fn hand_in(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, upload: Upload) -> Result<Response, Problem> {
    let done = async {
        let mut upload = upload.taken(&["paper"], &["file"])?;
        let paper = which(upload.field("paper"))?;
        let file = upload.file("file").ok_or_else(Refusal::no_file)?;
        web.app.hand_in_source_of(&who, &id, paper, None, file).await
    };
    match done.await {
        Ok(_) => Ok(back(&id).into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            let page = page(&web, &who, words, &id, Some(&why)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Which paper is to lie there; none where it is empty.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tie {
    paper: String,
    source: String,
}

pub(crate) async fn tie(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Tie>) -> Result<Redirect, Problem> {
    let done = async {
        let source = match form.source.as_str() {
            "" => None,
            source => Some(SourceId::parse(source).ok_or(Refusal::NotFound)?),
        };
        web.app.link_source(&who, &id, which(&form.paper)?, source).await
    };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(back(&id))
}

/// Which programme of the system is to lie there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Copied {
    paper: String,
    programme: String,
}

pub(crate) async fn copy(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Copied>) -> Result<Redirect, Problem> {
    let done = async {
        let other = ProgrammeId::parse(&form.programme).ok_or(Refusal::NotFound)?;
        web.app.lay_programme(&who, &id, which(&form.paper)?, &other).await
    };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(back(&id))
}

/// What is said of an item of a paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    paper: String,
    theirs: String,
    act: String,
    ours: Option<String>,
    goal: Option<String>,
    reason: Option<String>,
}

pub(crate) async fn say(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(said): Filled<Said>) -> Result<Redirect, Problem> {
    let unknown = || Refusal::Field { field: "form", why: "unknown" };
    let done = async {
        let paper = which(&said.paper)?;
        let theirs = Anchor::new(&said.theirs).ok_or_else(unknown)?;
        let anchor = |it: &Option<String>| it.as_deref().map(|it| Anchor::new(it).ok_or_else(unknown)).transpose();
        let (ours, goal) = (anchor(&said.ours)?, anchor(&said.goal)?);
        match (said.act.as_str(), ours, goal, said.reason.as_deref()) {
            ("take-up", None, goal, None) => web.app.take_up(&who, &id, paper, &theirs, goal).await,
            ("join", Some(ours), None, None) => web.app.say_taken_up(&who, &id, paper, &theirs, &ours, true).await,
            ("part", Some(ours), None, None) => web.app.say_taken_up(&who, &id, paper, &theirs, &ours, false).await,
            ("stop", None, None, Some(reason)) if paper == Paper::LastTerm => web.app.say_stopped(&who, &id, &theirs, Some(reason)).await,
            ("go-on", None, None, None) if paper == Paper::LastTerm => web.app.say_stopped(&who, &id, &theirs, None).await,
            _ => Err(unknown()),
        }
    };
    done.await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to(&format!("/programmes/{id}/beside#b-{}-{}", said.paper, said.theirs)))
}
