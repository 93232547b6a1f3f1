//! What concerns a person: told in the head by a number, here in words.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::programme::Section;
use hanhdong_actions::{Notice, Notices};
use hanhdong_domain::organisation::UnitId;
use hanhdong_domain::told::NoticeKind;
use maud::{Markup, html};
use serde::Deserialize;

use crate::activity::{did, key, older};
use crate::form::{Bare, Filled, local_path};
use crate::frame;
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::way;
use crate::problem::{Asker, Problem};
use crate::programme::{path_to, titled};
use crate::request::{Ask, In};
use crate::router::{Route, get, post};
use crate::state::Web;
use crate::words::{Words, day};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/notifications", show), post("/notifications/read", read), post("/notifications/read-all", read_all), post("/notifications/kinds", choose)]
}

/// From where on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    at: Option<String>,
    of: Option<String>,
    seq: Option<i64>,
    done: Option<String>,
}

async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let before = key(asked.at.as_deref(), asked.of.as_deref(), asked.seq);
    let notices = web.app.notices(&who, before.as_ref()).await.map_err(|it| asker.problem(it))?;
    let title = words.say("notices-title");
    let main = html! {
        h1 { (title) }
        @if asked.done.as_deref() == Some("kinds") { (notice::done(&words.say("notices-chosen"), None)) }
        @if before.is_none() && !notices.near.is_empty() {
            section { h2 { (words.say("notices-near")) } (outline(notices.near.iter().map(|it| near(words, who.today(), it)))) }
        }
        section {
            @if before.is_none() && !notices.near.is_empty() { h2 { (words.say("notices-told")) } }
            @if notices.lines.is_empty() { (notice::empty(&words.say("notices-none"), None)) }
            @if 0 < who.waiting() { (button::act(&words.say("notices-read-all"), "/notifications/read-all", Weight::Plain, &[])) }
            (outline(notices.lines.iter().map(|it| line(words, it))))
            (way::onward(words, notices.next.as_ref().map(|key| older("/notifications", "", key))))
        }
        (kinds(words, &notices))
    };
    Ok(frame::page(words, &who, &title, main))
}

fn near(words: Words, today: hanhdong_domain::Date, it: &Section) -> Row<'static> {
    let when = it.due_on.map(|due| {
        let key = if due < today { "notices-due-past" } else { "notices-due" };
        words.with(key, &[("date", day(due).into())]).into_owned()
    });
    Row::of(html! { a href={ "/programmes/" (it.programme) "/sections" } { (it.title) } }).tag(when.map(Into::into)).glance(vec![(None, titled(words, &it.programme_title).into())])
}

fn line(words: Words, it: &Notice) -> Row<'static> {
    let title = it.programme.as_ref().map(|it| titled(words, &it.1)).unwrap_or_default();
    let by = it.by.clone().unwrap_or_else(|| words.say("by-program").into_owned());
    let said = match it.kind {
        NoticeKind::Lead => words.with("notice-lead", &[("by", by.into()), ("count", it.items.into())]).into_owned(),
        NoticeKind::Issued => {
            let number = it.detail.clone().unwrap_or_else(|| words.say("notice-no-number").into_owned());
            let key = if it.act == hanhdong_domain::journal::Act::CorrectionIssued { "notice-corrected" } else { "notice-issued" };
            words.with(key, &[("number", number.into())]).into_owned()
        }
        NoticeKind::Account => words.with("notice-account", &[("by", by.into()), ("did", did(words, it.act).into())]).into_owned(),
        NoticeKind::Section | NoticeKind::HandedIn | NoticeKind::Comment | NoticeKind::Appraisal => match &it.detail {
            Some(detail) => format!("{by} {} “{detail}”", did(words, it.act)),
            None => format!("{by} {}", did(words, it.act)),
        },
    };
    let seq = it.seq.to_string();
    let back = href(it);
    let hidden = |back: &str| [("of", it.organisation.to_string()), ("seq", seq.clone()), ("back", back.to_owned())];
    let act = |label: &str, back: &str| {
        let hidden = hidden(back);
        button::act(label, "/notifications/read", Weight::Plain, &hidden.iter().map(|it| (it.0, it.1.as_str())).collect::<Vec<_>>())
    };
    let doings = html! { @if !it.is_read { div.row { (act(&words.say("notices-open"), &back)) (act(&words.say("notices-read"), "/notifications")) } } };
    let mut glance = Vec::new();
    glance.extend(it.at.map(|at| (None, at.strftime("%H:%M %d/%m/%Y").to_string().into())));
    if !title.is_empty() {
        glance.push((None, title.into()));
    }
    let text = html! { @if it.is_read { a href=(back) { (said) } } @else { strong { a href=(back) { (said) } } } };
    Row::of(text).tag((!it.is_read).then(|| words.say("notices-new"))).glance(glance).below(doings)
}

fn href(it: &Notice) -> String {
    match (&it.programme, it.kind) {
        (Some((id, _)), NoticeKind::Section | NoticeKind::HandedIn) => format!("/programmes/{id}/sections"),
        (Some((id, _)), NoticeKind::Comment) => match &it.item {
            Some(item) => format!("/programmes/{id}/comments?at={item}"),
            None => format!("/programmes/{id}/comments"),
        },
        (Some((id, _)), NoticeKind::Appraisal) => format!("/programmes/{id}/appraisal"),
        (Some((id, _)), NoticeKind::Issued) => format!("/programmes/{id}/issued"),
        (Some((id, _)), NoticeKind::Lead | NoticeKind::Account) => path_to(id, it.item.as_ref()),
        (None, NoticeKind::Lead | NoticeKind::Section | NoticeKind::HandedIn | NoticeKind::Comment | NoticeKind::Appraisal | NoticeKind::Issued | NoticeKind::Account) => {
            "/me".to_owned()
        }
    }
}

fn kinds(words: Words, notices: &Notices) -> Markup {
    let all: Vec<Tick<'_>> = NoticeKind::ALL
        .into_iter()
        .map(|kind| Tick {
            id: format!("kind-{}", kind.name()),
            name: kind.name(),
            value: "1",
            label: words.say(&format!("notice-kind-{}", kind.name().replace('_', "-"))),
            is_on: !notices.off.contains(&kind),
            more: None,
        })
        .collect();
    html! {
        details {
            summary { (words.say("notices-kinds")) }
            form.fields method="post" action="/notifications/kinds" {
                (ticks(&words.say("notices-kinds-legend"), None, Of::Any, &all))
                (submit(&words.say("do-save"), Weight::Main))
            }
        }
    }
}

/// Which one was read, and where to go then.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    of: String,
    seq: i64,
    back: String,
}

async fn read(State(web): State<Web>, In(who): In, asker: Asker, Filled(form): Filled<Read>) -> Result<Redirect, Problem> {
    // What cannot be a journal marks nothing.
    if let Some(organisation) = UnitId::parse(&form.of) {
        web.app.read_notice(&who, &organisation, form.seq).await.map_err(|it| asker.problem(it))?;
    }
    Ok(Redirect::to(&local_path(&form.back)))
}

async fn read_all(State(web): State<Web>, In(who): In, asker: Asker, _: Bare) -> Result<Redirect, Problem> {
    web.app.read_all_notices(&who).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/notifications"))
}

/// The kinds one wants to be told of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kinds {
    lead: Option<String>,
    section: Option<String>,
    handed_in: Option<String>,
    comment: Option<String>,
    appraisal: Option<String>,
    issued: Option<String>,
    account: Option<String>,
}

async fn choose(State(web): State<Web>, In(who): In, asker: Asker, Filled(form): Filled<Kinds>) -> Result<Redirect, Problem> {
    let is_wanted = |kind: &NoticeKind| {
        let ticked = match kind {
            NoticeKind::Lead => &form.lead,
            NoticeKind::Section => &form.section,
            NoticeKind::HandedIn => &form.handed_in,
            NoticeKind::Comment => &form.comment,
            NoticeKind::Appraisal => &form.appraisal,
            NoticeKind::Issued => &form.issued,
            NoticeKind::Account => &form.account,
        };
        ticked.is_some()
    };
    let wanted: Vec<NoticeKind> = NoticeKind::ALL.into_iter().filter(is_wanted).collect();
    web.app.choose_notices(&who, &wanted).await.map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/notifications?done=kinds"))
}
