//! What happened in what a person may see: day by day, thing by thing.

use axum::extract::State;
use hanhdong_actions::{About, Activity, Done, DoneTo, FeedFilter, FeedKey, Shelf, Who};
use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{PersonId, ProgrammeId, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::frame::{self, percent};
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::look::way;
use crate::problem::{Asker, Problem};
use crate::programme::{act_word, path_to, titled};
use crate::request::{Ask, In};
use crate::router::{Route, get};
use crate::state::Web;
use crate::words::Words;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/activity", show)]
}

/// What of it is shown, and from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    programme: Option<String>,
    unit: Option<String>,
    person: Option<String>,
    at: Option<String>,
    of: Option<String>,
    seq: Option<i64>,
}

impl Asked {
    fn filter(&self) -> FeedFilter {
        FeedFilter {
            programme: self.programme.as_deref().and_then(ProgrammeId::parse),
            organisation: self.unit.as_deref().and_then(UnitId::parse),
            person: self.person.as_deref().and_then(PersonId::parse),
        }
    }
}

/// Where a page begins, where it is not the beginning.
pub(crate) fn key(at: Option<&str>, of: Option<&str>, seq: Option<i64>) -> Option<FeedKey> {
    Some(FeedKey { at: at?.chars().take(40).collect(), organisation: UnitId::parse(of?)?, seq: seq? })
}

/// The address of what is older than a line.
pub(crate) fn older(path: &str, filters: &str, key: &FeedKey) -> String {
    format!("{path}?{filters}at={}&of={}&seq={}", percent(&key.at), key.organisation, key.seq)
}

async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let filter = asked.filter();
    let before = key(asked.at.as_deref(), asked.of.as_deref(), asked.seq);
    let activity = web.app.activity(&who, &filter, before.as_ref()).await.map_err(|it| asker.problem(it))?;
    let choosing = choosing(&web, &who, words, &filter).await.map_err(|it| asker.problem(it))?;
    let title = words.say("activity-title");
    let filters = filters(&filter);
    let main = html! {
        h1 { (title) }
        p.hint { (words.say("activity-intro")) }
        (choosing)
        @if activity.days.is_empty() { (notice::empty(&words.say("activity-none"), None)) }
        @for (day, things) in &activity.days { (self::day(words, *day, things)) }
        (way::onward(words, next(&activity, &filters)))
    };
    Ok(frame::page(words, &who, &title, main))
}

fn next(activity: &Activity, filters: &str) -> Option<String> {
    activity.next.as_ref().map(|key| older("/activity", filters, key))
}

fn filters(filter: &FeedFilter) -> String {
    let pair = |name: &str, value: Option<String>| value.map(|it| format!("{name}={it}&")).unwrap_or_default();
    let of = [
        pair("programme", filter.programme.as_ref().map(ToString::to_string)),
        pair("unit", filter.organisation.as_ref().map(ToString::to_string)),
        pair("person", filter.person.as_ref().map(ToString::to_string)),
    ];
    of.concat()
}

/// The form that narrows it down: to a programme or a house one reads, or to oneself.
async fn choosing(web: &Web, who: &Who, words: Words, filter: &FeedFilter) -> Result<Markup, hanhdong_actions::Refusal> {
    let all = || (String::new(), words.say("activity-all").into_owned());
    let programmes = web.app.programmes(who, Shelf::Lying, None).await?.lines;
    let own = web.app.own_houses(who).await?;
    let mut houses: Vec<(String, String)> = vec![all()];
    let known = own.iter().map(|it| (it.id.to_string(), it.name.clone())).chain(programmes.iter().map(|it| (it.organisation.to_string(), it.organisation_name.clone())));
    for house in known {
        if houses.iter().all(|it| it.0 != house.0) {
            houses.push(house);
        }
    }
    let programmes: Vec<(String, String)> = std::iter::once(all()).chain(programmes.iter().map(|it| (it.id.to_string(), titled(words, &it.title)))).collect();
    let mut people = vec![all(), (who.id().to_string(), words.say("activity-mine").into_owned())];
    if let Some(other) = filter.person.as_ref().filter(|it| *it != who.id()) {
        people.push((other.to_string(), words.say("activity-one-person").into_owned()));
    }
    let chosen = |it: Option<String>| it.unwrap_or_default();
    let (programme, house, person) = (
        chosen(filter.programme.as_ref().map(ToString::to_string)),
        chosen(filter.organisation.as_ref().map(ToString::to_string)),
        chosen(filter.person.as_ref().map(ToString::to_string)),
    );
    Ok(html! {
        form.search-page method="get" action="/activity" {
            (Field::choice("programme", words.say("activity-programme"), programmes).value(&programme))
            (Field::choice("unit", words.say("activity-unit"), houses).value(&house))
            (Field::choice("person", words.say("activity-person"), people).value(&person))
            (submit(&words.say("activity-show"), Weight::Main))
            @if *filter != FeedFilter::default() { (button::link(&words.say("activity-show-all"), "/activity", Weight::Plain)) }
        }
    })
}

fn day(words: Words, day: Date, things: &[DoneTo]) -> Markup {
    html! {
        section {
            h2 { time datetime=(day) { (words.say(&format!("weekday-{}", day.weekday().to_monday_one_offset()))) ", " (crate::words::day(day)) } }
            (outline(things.iter().map(|it| thing(words, it))))
        }
    }
}

fn thing(words: Words, it: &DoneTo) -> Row<'static> {
    let name = match &it.about {
        About::Programme(_) => titled(words, &it.title),
        About::Book => words.say("activity-book").into_owned(),
        About::Setting => words.say("activity-setting").into_owned(),
        About::Source => words.with("activity-source", &[("title", it.title.as_str().into())]).into_owned(),
        About::Meeting(_) | About::Basis(_) | About::Unit(_) | About::Person(_) | About::Guideline(_) => it.title.clone(),
    };
    let text = html! { @match href(&it.about) { Some(href) => { a href=(href) { (name) } } None => { (name) } } };
    let said = html! { ul.lines { @for done in &it.done { li { (sentence(words, &it.about, done)) } } } };
    Row::of(text).glance(vec![(None, it.house.clone().into())]).below(said)
}

fn href(about: &About) -> Option<String> {
    match about {
        About::Programme(id) => Some(path_to(id, None)),
        About::Basis(id) => Some(format!("/bases/{id}")),
        About::Unit(id) => Some(format!("/units/{id}")),
        About::Person(id) => Some(format!("/people/{id}")),
        About::Guideline(id) => Some(format!("/guidelines/{}", percent(id))),
        About::Source | About::Setting => None,
        About::Book => Some("/book".to_owned()),
        About::Meeting(id) => Some(format!("/meetings/{id}")),
    }
}

/// What was done, as a sentence: when, who, what.
fn sentence(words: Words, about: &About, done: &Done) -> Markup {
    html! {
        @if let Some(at) = done.at { time.hint datetime=(at) { (at.strftime("%H:%M")) } " " }
        @match &done.by {
            Some((id, name)) => { a href={ "/activity?person=" (id) } { (name) } }
            None => { (words.say("by-program")) }
        }
        @if let Some(name) = &done.behalf { " (" (words.with("on-behalf", &[("name", name.as_str().into())])) ")" }
        " " (did(words, done.act))
        @if let Some(detail) = &done.detail { " “" (detail) "”" }
        @if let (About::Programme(id), Some(item)) = (about, &done.item) { " · " a href=(path_to(id, Some(item))) { (words.say("see-it")) } }
        @if 1 < done.times { " " span.hint { (words.with("activity-times", &[("count", done.times.into())])) } }
        "."
    }
}

/// What was done, after the name of who did it. Some acts are called otherwise where the one they concern is named first.
pub(crate) fn did(words: Words, act: Act) -> String {
    let key = format!("did-{}", act.name().replace('_', "-"));
    let said = words.say(&key);
    if said == key { act_word(words, act) } else { said.into_owned() }
}

#[cfg(test)]
mod tests {
    use hanhdong_domain::Language;

    use super::*;

    #[test]
    fn every_act_is_said_in_words_of_its_own() {
        for language in [Language::Vi, Language::En] {
            let words = Words(language);
            let lacking: Vec<&str> = Act::ALL.iter().filter(|it| did(words, **it) == words.say("act-other")).map(|it| it.name()).collect();
            assert!(lacking.is_empty(), "{language:?}: {lacking:?}");
        }
    }
}
