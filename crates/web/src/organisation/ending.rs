//! The end of a unit: everything open in it by name with where it goes, then the act.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use hanhdong_actions::organisation::{EndPlan, Ending, HandedOn};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{Goes, OpenItem, Turn, UnitId};
use maud::{Markup, html};

use crate::form::Filled;
use crate::frame::Page;
use crate::look::button::{self, Weight, submit};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::organisation::story;
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// What the forms of an end send: successors and choices may come several times.
#[derive(Debug, Default)]
struct Asked {
    ending: Option<Turn>,
    into: Vec<UnitId>,
    on: String,
    paper: String,
    seen: String,
    chosen: BTreeMap<String, UnitId>,
}

impl Asked {
    fn read(pairs: Vec<(String, String)>) -> Result<Asked, Refusal> {
        let mut asked = Asked::default();
        for (name, value) in pairs {
            match name.as_str() {
                "turn" => asked.ending = Turn::of_name(&value).filter(|it| it.is_end()),
                "into" => asked.into.push(UnitId::parse(&value).ok_or(Refusal::Field { field: "into", why: "unknown" })?),
                "on" => asked.on = value,
                "paper" => asked.paper = value,
                "seen" => asked.seen = value,
                // Where an item goes, and its key.
                "to" => {
                    let chosen = value.split_once(' ').and_then(|(to, key)| Some((key.to_owned(), UnitId::parse(to)?)));
                    asked.chosen.extend([chosen.ok_or(Refusal::Field { field: "into", why: "unknown" })?]);
                }
                _ => return Err(Refusal::Field { field: "form", why: "unknown" }),
            }
        }
        Ok(asked)
    }
    fn ending(&self) -> Result<Ending, Refusal> {
        let turn = self.ending.ok_or(Refusal::Field { field: "turn", why: "unknown" })?;
        if self.paper.trim().is_empty() {
            return Err(Refusal::Field { field: "paper", why: "empty" });
        }
        Ok(Ending { turn, into: self.into.clone(), decided: story::decided(&self.on, self.paper.clone())?, chosen: self.chosen.clone() })
    }
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<UnitId>, Ask(pairs): Ask<Vec<(String, String)>>) -> Result<Response, Problem> {
    let asked = Asked::read(pairs).map_err(|it| asker.problem(it))?;
    let planned = async {
        let ending = asked.ending()?;
        let plan = web.app.plan_end(&who, &id, &ending).await?;
        Ok((ending, plan))
    };
    match planned.await {
        Ok((ending, plan)) => Ok(axum::response::IntoResponse::into_response(page(words, &who, &ending, &plan))),
        Err(refusal) => story::answer(&web, words, &who, &asker, &id, Err(refusal)).await,
    }
}

pub(crate) async fn end(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<UnitId>,
    Filled(pairs): Filled<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let asked = Asked::read(pairs).map_err(|it| asker.problem(it))?;
    let done = async { web.app.end_unit(&who, &id, asked.ending()?, &asked.seen).await };
    let done = done.await.map(|_| format!("/units/{id}/history?done=ended"));
    story::answer(&web, words, &who, &asker, &id, done).await
}

fn page(words: Words, who: &Who, ending: &Ending, plan: &EndPlan) -> Markup {
    let unit = &plan.unit;
    let title = words.with("end-title", &[("name", unit.name.as_str().into())]);
    let heirs = plan.heirs.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    let back = format!("/units/{}/history", unit.id);
    Page::of(words, who, &title).step("/units", words.say("units-title")).step(back.clone(), unit.name.clone()).show(html! {
        h1 { (title) }
        (facts([
            (words.say("field-turn"), html! { (story::turn_words(words, ending.turn)) }),
            (words.say("end-heirs"), html! { (heirs) }),
            (words.say("field-on"), html! { (day(ending.decided.on)) }),
            (words.say("field-paper"), html! { (ending.decided.paper) }),
        ]))
        (notice::note(&words.with("end-count", &[("count", plan.items.len().into())])))
        form.fields method="post" action={ "/units/" (unit.id) "/end" } {
            input type="hidden" name="turn" value=(ending.turn.name());
            @for it in &ending.into { input type="hidden" name="into" value=(it); }
            input type="hidden" name="on" value=(ending.decided.on.to_string());
            input type="hidden" name="paper" value=(ending.decided.paper);
            input type="hidden" name="seen" value=(plan.seen);
            (items(words, plan))
            (submit(&words.say("end-do"), Weight::Danger)) " "
            (button::link(&words.say("end-back"), &back, Weight::Plain))
        }
    })
}

/// Every item by name; where there are several successors each says which one it goes to.
fn items(words: Words, plan: &EndPlan) -> Markup {
    let rows: Vec<Row> = plan.items.iter().enumerate().map(|(at, it)| Row::of(vec![html! { (what(words, it)) }, html! { (it.name) }, goes(words, plan, at, it)])).collect();
    let columns = [words.say("end-what"), words.say("end-name"), words.say("end-goes")];
    html! { @if !rows.is_empty() { (table(&words.say("end-items"), &columns, &rows)) } }
}

fn goes(words: Words, plan: &EndPlan, at: usize, handing: &HandedOn) -> Markup {
    let key = handing.item.key();
    match &handing.goes {
        Goes::Ends => html! { (words.say("goes-ends")) },
        Goes::Along => html! { (words.say("goes-along")) },
        Goes::To(to) if plan.heirs.len() < 2 => html! { (plan.heirs.iter().find(|it| it.id == *to).map_or("", |it| it.name.as_str())) },
        Goes::To(to) => {
            let choices = plan.heirs.iter().map(|it| (format!("{} {key}", it.id), it.name.as_str()));
            html! { (Field::choice("to", words.say("end-goes"), choices).id(format!("to-{at}")).value(format!("{to} {key}"))) }
        }
    }
}

fn what(words: Words, handing: &HandedOn) -> Cow<'static, str> {
    match (&handing.item, handing.role) {
        (OpenItem::Draft(_), _) => words.say("item-draft"),
        (OpenItem::Source(_), _) => words.say("item-source"),
        (OpenItem::Unit(_), _) => words.say("item-unit"),
        (OpenItem::Role(..), Some(role)) => Cow::from(format!("{}: {}", words.say("field-role"), words.say(&format!("role-{}", role.name())))),
        (OpenItem::Role(..), None) => words.say("field-role"),
        (OpenItem::Post(_, title, _, _), _) => Cow::from(format!("{}: {title}", words.say("field-post"))),
    }
}
