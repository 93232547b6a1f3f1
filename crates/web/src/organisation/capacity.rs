//! What a committee has: a table of money by source and year, people by unit, and the office's own measures.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{Refusal, Who, fingerprint_of_capacity};
use hanhdong_domain::organisation::{Unit, UnitId};
use hanhdong_domain::programme::{Capacity, FundingSource, MONEY_MAX, Money, UnitPeople};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Filled, Mend};
use crate::frame::Page;
use crate::look::button::{Weight, submit};
use crate::look::field::Field;
use crate::look::grid::{Cell, grid};
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// Years in sight from this one on.
const YEARS: i16 = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

/// The form as it came: names of cells are made of source and year.
type Posted = Vec<(String, String)>;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let (unit, capacity) = web.app.capacity(&who, &id).await.map_err(|it| asker.problem(it))?;
    let page = Filling { words, unit: &unit, seen: &fingerprint_of_capacity(&capacity), typed: typed_of(&capacity), years: years(&who, &capacity, &[]), refusal: None };
    Ok(page.shown(&who, asked.done.is_some()))
}

pub(crate) async fn declare(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Filled(posted): Filled<Posted>) -> Result<Response, Problem> {
    // Whoever may not is told so before the form is read.
    let (unit, there) = web.app.capacity(&who, &id).await.map_err(|it| asker.problem(it))?;
    let done = async {
        let (seen, capacity) = read(&posted)?;
        web.app.declare_capacity(&who, &id, seen, capacity).await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/units/{id}/capacity?done=1")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) && !matches!(refusal, Refusal::Field { field: "form", .. }) => {
            let seen = value(&posted, "seen").to_owned();
            let years = years(&who, &there, &posted);
            let page = Filling { words, unit: &unit, seen: &seen, typed: posted, years, refusal: Some(&refusal) };
            Ok((form::status(Some(&refusal)), page.shown(&who, false)).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn value<'a>(posted: &'a Posted, name: &str) -> &'a str {
    posted.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
}

/// "m-local_budget-2027".
fn cell_of(name: &str) -> Option<(FundingSource, i16)> {
    let (source, year) = name.strip_prefix("m-")?.rsplit_once('-')?;
    Some((FundingSource::of_name(source)?, year.parse().ok()?))
}

/// Billions of đồng with up to nine decimals, to the đồng; `None` where it is no such number.
fn dong(typed: &str) -> Option<Money> {
    Money::of_billions(typed).filter(|it| (0..=MONEY_MAX).contains(&it.0))
}

const LIMITS: [&str; 3] = ["of-unit", "of-person", "preparation"];

fn read(posted: &Posted) -> Result<(&str, Capacity), Refusal> {
    let mut capacity = Capacity::default();
    for (name, typed) in posted {
        match name.as_str() {
            "seen" => {}
            "people" => capacity.people = people(typed)?,
            "of-unit" => capacity.limits.of_unit = limit("of-unit", typed)?,
            "of-person" => capacity.limits.of_person = limit("of-person", typed)?,
            "preparation" => capacity.limits.preparation_months = limit("preparation", typed)?,
            name => {
                let cell = cell_of(name).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
                if !typed.trim().is_empty() {
                    capacity.money.insert(cell, dong(typed).ok_or(Refusal::Field { field: "money", why: "no-money" })?);
                }
            }
        }
    }
    Ok((value(posted, "seen"), capacity))
}

/// "Phòng Kinh tế: 6", one a line.
fn people(typed: &str) -> Result<Vec<UnitPeople>, Refusal> {
    let refused = Refusal::Field { field: "people", why: "unit-people" };
    let lines = typed.lines().map(str::trim).filter(|it| !it.is_empty());
    let read = |it: &str| {
        let (unit, people) = it.rsplit_once(':')?;
        Some(UnitPeople { unit: unit.trim().to_owned(), people: people.trim().parse().ok().filter(|it| 0 < *it)? })
    };
    lines.map(read).collect::<Option<Vec<_>>>().ok_or(refused)
}

fn limit(field: &'static str, typed: &str) -> Result<Option<u32>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().ok().filter(|it| (1..=10_000).contains(it)).map(Some).ok_or(Refusal::Field { field, why: "whole-number" }),
    }
}

fn typed_of(capacity: &Capacity) -> Posted {
    let mut typed: Posted = capacity.money.iter().map(|((source, year), it)| (format!("m-{}-{year}", source.name()), it.billions())).collect();
    typed.push(("people".to_owned(), capacity.people.iter().map(|it| format!("{}: {}", it.unit, it.people)).collect::<Vec<_>>().join("\n")));
    let limits = &capacity.limits;
    for (name, it) in LIMITS.into_iter().zip([limits.of_unit, limits.of_person, limits.preparation_months]) {
        typed.push((name.to_owned(), it.map(|it| it.to_string()).unwrap_or_default()));
    }
    typed
}

fn years(who: &Who, capacity: &Capacity, posted: &[(String, String)]) -> Vec<i16> {
    let now = who.today().year();
    let mut years: Vec<i16> = (now..now + YEARS).chain(capacity.years()).chain(posted.iter().filter_map(|it| cell_of(&it.0)).map(|it| it.1)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The form with what stands in it.
struct Filling<'a> {
    words: Words,
    unit: &'a Unit,
    seen: &'a str,
    typed: Posted,
    years: Vec<i16>,
    refusal: Option<&'a Refusal>,
}

impl Filling<'_> {
    fn shown(&self, who: &Who, is_done: bool) -> Markup {
        let (words, refusal) = (self.words, self.refusal);
        let title = words.say("capacity-title");
        let page = Page::of(words, who, &title).step("/programmes", words.say("programmes-title"));
        page.show(html! {
            h1 { (title) }
            p.lead { (self.unit.name) }
            @if is_done { (notice::done(&words.say("capacity-done"), None)) }
            (form::alert(words, refusal))
            p { (words.say("capacity-why")) }
            form.fields.wide method="post" action={ "/units/" (self.unit.id) "/capacity" } {
                input type="hidden" name="seen" value=(self.seen);
                h2 { (words.say("capacity-money")) }
                p.hint { (words.say("capacity-money-hint")) }
                (self.money())
                h2 { (words.say("capacity-people")) }
                (Field::lines("people", words.say("capacity-people-field"), value(&self.typed, "people"), (3, 20)).hint(words.say("capacity-people-hint")).mend(words, refusal))
                h2 { (words.say("capacity-limits")) }
                p.hint { (words.say("capacity-limits-hint")) }
                (self.limit("of-unit", "capacity-of-unit"))
                (self.limit("of-person", "capacity-of-person"))
                (self.limit("preparation", "capacity-preparation"))
                (submit(&words.say("do-save"), Weight::Main))
            }
        })
    }

    fn limit(&self, name: &'static str, label: &str) -> Field<'_> {
        Field::line(name, self.words.say(label)).value(value(&self.typed, name)).autocomplete("off").length_max(5).mend(self.words, self.refusal)
    }

    fn money(&self) -> Markup {
        let words = self.words;
        let head = std::iter::once(words.say("capacity-source")).chain(self.years.iter().map(|it| it.to_string().into()));
        // Whose budget is not said is no budget that anybody could declare.
        let sources = FundingSource::ALL.into_iter().filter(|it| *it != FundingSource::StateBudget);
        let rows: Vec<(String, Vec<Cell>)> = sources
            .map(|source| {
                let label = words.say(&format!("fund-{}", source.name())).into_owned();
                let cell = |year: &i16| {
                    let name = format!("m-{}-{year}", source.name());
                    let typed = value(&self.typed, &name).to_owned();
                    let is_wrong = self.refusal.is_some() && !typed.trim().is_empty() && dong(&typed).is_none();
                    Cell { label: format!("{label}, {year}"), value: typed, is_wrong, name }
                };
                (label.clone(), self.years.iter().map(cell).collect())
            })
            .collect();
        grid("money", &words.say("capacity-money"), &head.collect::<Vec<_>>(), &rows)
    }
}
