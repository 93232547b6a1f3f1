//! Watch a file on this machine: each save refreshes what there is to look at again. Only where the program runs for
//! the one who sits at it, and only for requests from this very machine.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use futures::Stream;
use hanhdong_actions::programme::{SaveStamp, WatchedFile};
use hanhdong_actions::{Refusal, Token, Who};
use maud::{Markup, html};
use serde::Deserialize;

use super::found;
use super::look::{guideline_field, guideline_title, said_beside, usual};
use crate::form::{Bare, Filled};
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{In, token};
use crate::serve;
use crate::state::Web;
use crate::words::Words;

/// How often the file is asked after.
const ASKED_EVERY: Duration = Duration::from_secs(1);
/// Rounds after which the person is asked who they are again.
const ROUNDS_OF_TRUST: u32 = 20;
/// Rounds a file may be away before that is told: Word takes it away and puts it back with each save.
const AWAY_ROUNDS: u32 = 10;
/// Rounds of one line; then the browser opens another, so that none stays for ever.
const ROUNDS_MAX: u32 = 600;

/// A request from the machine the program runs on, to an address of that machine; whoever else asks finds nothing here.
pub(crate) struct Here(Token);

impl FromRequestParts<Web> for Here {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let token = token(parts).filter(|_| web.settings.may_watch_files && is_from_here(parts));
        token.map(Here).ok_or_else(|| Problem::of(parts, Refusal::NotFound))
    }
}

/// Both ends of the connection are this machine, nobody passed it on, and the page's own address is this machine's: a
/// page of another site that gave itself our address by its name is turned away.
fn is_from_here(parts: &Parts) -> bool {
    let is_loopback = serve::peer(parts).is_some_and(|it| it.ip().to_canonical().is_loopback());
    let is_passed_on = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].into_iter().any(|it| parts.headers.contains_key(it));
    let host = parts.headers.get(HOST).and_then(|it| it.to_str().ok()).or(parts.uri.authority().map(|it| it.as_str())).unwrap_or("");
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    is_loopback && !is_passed_on && matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, _: Here, words: Words, asker: Asker) -> Result<Response, Problem> {
    page(&web, &who, words, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, refused: Option<&str>) -> Result<Response, Refusal> {
    let watched = web.app.watched_by(who)?;
    let title = words.say("watch-title");
    let guidelines = web.app.guidelines();
    let found = match &watched {
        Some(file) => Some(found_in(web, who, words, file).await),
        None => None,
    };
    let page = frame::page(
        words,
        who,
        &title,
        html! {
            h1 { (title) }
            @if let Some(why) = refused { (notice::refused(&words.say("upload-not-taken"), why)) }
            @if let (Some(file), Some(found)) = (&watched, found) {
                p { (words.say("watch-watched")) " " strong { (file.path.display()) } }
                (button::act(&words.say("watch-end"), "/watch/end", Weight::Plain, &[]))
                noscript { p { a href="/watch" { (words.say("watch-again")) } } }
                div hx-ext="sse,morph" sse-connect="/watch/live" {
                    div #watch-found hx-get="/watch/found" hx-trigger="sse:saved" hx-swap="morph:innerHTML" { (found) }
                }
            } @else {
                p { (words.say("watch-lead")) }
            }
            form.fields action="/watch" method="post" {
                (Field::line("path", words.say("watch-path")).hint(words.say("watch-path-hint")).value(watched.as_ref().map(|it| it.path.display().to_string()).unwrap_or_default()).required())
                (guideline_field(words, &guidelines, watched.as_ref().map_or_else(|| usual(&guidelines, who.today()), |it| &it.guideline)))
                (button::submit(&words.say("watch-do"), Weight::Main))
            }
        },
    );
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page).into_response())
}

/// What there is to look at again in the file as it lies there now, or why it cannot be read just now.
async fn found_in(web: &Web, who: &Who, words: Words, file: &WatchedFile) -> Markup {
    match web.app.look_at_watched(who, words.0).await {
        Ok(look) => {
            let is_word = look.commented.is_some();
            let guideline = web.app.guideline(&file.guideline).ok();
            html! {
                @if let Some(it) = &guideline { p { (guideline_title(words, it)) } }
                (found::summary(words, &look.programme, &look.report))
                (found::by_clause(words, &look.report, is_word))
            }
        }
        Err(refusal) => {
            let why = said_beside(words, refusal).unwrap_or_else(|_| words.say("watch-not-now").into_owned());
            notice::note(&format!("{} {why}", words.say("watch-not-read")))
        }
    }
}

pub(crate) async fn found(State(web): State<Web>, In(who): In, _: Here, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let file = web.app.watched_by(&who).and_then(|it| it.ok_or(Refusal::NotFound)).map_err(|it| asker.problem(it))?;
    Ok(found_in(&web, &who, words, &file).await)
}

/// Which file, under which guideline.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Watch {
    path: String,
    guideline: String,
}

pub(crate) async fn begin(State(web): State<Web>, In(who): In, _: Here, words: Words, asker: Asker, Filled(form): Filled<Watch>) -> Result<Response, Problem> {
    match web.app.watch(&who, &form.path, &form.guideline).await {
        Ok(()) => Ok(Redirect::to("/watch").into_response()),
        Err(refusal) => {
            let why = said_beside(words, refusal).map_err(|it| asker.problem(it))?;
            page(&web, &who, words, Some(&why)).await.map_err(|it| asker.problem(it))
        }
    }
}

pub(crate) async fn end(State(web): State<Web>, In(who): In, _: Here, asker: Asker, _: Bare) -> Result<Redirect, Problem> {
    web.app.unwatch(&who).map_err(|it| asker.problem(it))?;
    Ok(Redirect::to("/watch"))
}

/// What is known of the file from round to round.
struct Watching {
    web: Web,
    token: Token,
    who: Who,
    round: u32,
    away: u32,
    last: Option<SaveStamp>,
    told: Told,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Saved(SaveStamp),
    Away,
}

pub(crate) async fn live(State(web): State<Web>, In(who): In, Here(token): Here, asker: Asker) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let now = web.app.watched_stamp(&who).await.map_err(|it| asker.problem(it))?;
    let told = now.map_or(Told::Nothing, Told::Saved);
    let watching = Watching { web, token, who, round: 0, away: 0, last: now, told };
    let rounds = futures::stream::unfold(watching, |mut watching| async move {
        let event = watching.next().await?;
        Some((Ok(event), watching))
    });
    Ok(Sse::new(rounds))
}

impl Watching {
    /// Waits for the next thing to tell; `None` where the line ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::time::sleep(ASKED_EVERY).await;
            self.round += 1;
            if ROUNDS_MAX < self.round {
                return None;
            }
            if self.round.is_multiple_of(ROUNDS_OF_TRUST) {
                self.who = self.web.app.who(&self.token).await.ok()?;
                // A sign of life: whoever left is noticed.
                return Some(Event::default().comment("."));
            }
            let now = self.web.app.watched_stamp(&self.who).await.ok()?;
            if let Some(told) = self.news(now) {
                self.told = told;
                return Some(Event::default().event("saved").data("."));
            }
        }
    }
    /// A save is told once the file has stood still for a round; that it is away, only after a while.
    fn news(&mut self, now: Option<SaveStamp>) -> Option<Told> {
        let stands_still = now == self.last;
        self.last = now;
        self.away = if now.is_none() { self.away + 1 } else { 0 };
        let told = match now {
            Some(stamp) if stands_still => Told::Saved(stamp),
            None if AWAY_ROUNDS <= self.away => Told::Away,
            Some(_) | None => return None,
        };
        (told != self.told).then_some(told)
    }
}
