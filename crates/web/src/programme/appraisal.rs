//! The office's appraisal of a draft: remarks and answers, what was put right, and the slip. No script is needed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::programme::{AppraisalShown, Appraisals, NewRemark, write_node};
use hanhdong_actions::{Refusal, Who, here};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Node, Programme, Remark, Taken, Weight as Heaviness};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::redline;
use super::leaf::{self, Tab};
use super::outline::first_words;
use super::source::{items, link_to_item};
use super::{WORD, attachment, history};
use crate::form::{self, Bare, Filled, Mend};
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// What is to be remarked on, and whether something was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    item: Option<String>,
}

/// What was typed into a form that comes back.
#[derive(Default)]
struct Typed {
    item: String,
    weight: String,
    words: String,
    number: Option<i64>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let typed = Typed { item: asked.item.unwrap_or_default(), ..Typed::default() };
    page(&web, &who, words, &id, &typed, None).await.map_err(|it| asker.problem(it))
}

async fn page(web: &Web, who: &Who, words: Words, id: &ProgrammeId, typed: &Typed, refusal: Option<&Refusal>) -> Result<Markup, Refusal> {
    let it = web.app.appraisals(who, id).await?;
    let page = Page { words, it: &it, typed, refusal, path: format!("/programmes/{id}/appraisal") };
    let (open, ended): (Vec<_>, Vec<_>) = it.all.iter().partition(|it| it.appraisal.is_open());
    let main = html! {
        (form::alert(words, refusal))
        @if it.all.is_empty() { (notice::empty(&words.say("appraisal-none-yet"), None)) }
        @for one in &open { (page.open(one, who)) }
        @if it.may_open {
            p { (words.say("appraisal-open-hint")) }
            (button::act(&words.say("appraisal-open"), &page.path, Weight::Main, &[]))
        }
        @for one in &ended {
            section {
                h2 { (words.with("appraisal-number", &[("number", one.number.into())])) }
                (page.head(one))
                details open[one.number == it.all.len() && open.is_empty()] { summary { (words.say("appraisal-details")) } (page.body(one, who)) }
            }
        }
    };
    Ok(leaf::tab(words, who, &it.opened, Tab::Appraisal, main))
}

struct Page<'a> {
    words: Words,
    it: &'a Appraisals,
    typed: &'a Typed,
    refusal: Option<&'a Refusal>,
    path: String,
}

impl Page<'_> {
    fn programme(&self) -> &Programme {
        &self.it.opened.programme
    }

    /// Since when, by whom, how many answered; the slip.
    fn head(&self, one: &AppraisalShown) -> Markup {
        let (words, it) = (self.words, &one.appraisal);
        let answered = one.tally.remarks - one.tally.open;
        html! {
            p.hint {
                (words.with("appraisal-by", &[("name", one.name(&it.by).into()), ("version", it.version.into()), ("at", moment(&it.opened_at).into())]))
                @if let Some(end) = &it.end {
                    " · " @match &end.why {
                        None => { span.badge.met { (words.with("appraisal-closed-at", &[("at", moment(&end.at).into())])) } }
                        Some(why) => { span.badge.unmet { (words.with("appraisal-given-up-at", &[("at", moment(&end.at).into())])) } " " (why) }
                    }
                }
            }
            (notice::progress(&words.with("appraisal-tally", &[("answered", answered.into()), ("all", one.tally.remarks.into()), ("in", one.tally.taken_in.into()), ("explained", one.tally.explained.into())]), answered, one.tally.remarks))
            p.doings { (button::download(&words.say("appraisal-slip"), &format!("{}/{}/slip", self.path, one.number), Weight::Plain)) }
        }
    }

    fn open(&self, one: &AppraisalShown, who: &Who) -> Markup {
        let words = self.words;
        html! {
            section {
                h2 { (words.with("appraisal-number", &[("number", one.number.into())])) }
                (self.head(one))
                @if self.it.is_appraiser { (notice::note(&words.say("appraisal-tiers"))) }
                @else if self.it.may_answer { (notice::note(&words.say("appraisal-answer-hint"))) }
                (self.body(one, who))
                @if self.it.is_appraiser {
                    (self.remark_form())
                    @if one.tally.open == 0 { (button::act(&words.say("appraisal-close"), &format!("{}/close", self.path), Weight::Main, &[])) }
                    @else { p.hint { (words.with("appraisal-close-when", &[("open", one.tally.open.into())])) } }
                }
                @if self.it.may_give_up {
                    details {
                        summary { (words.say("appraisal-give-up")) }
                        form.fields method="post" action={ (self.path) "/give-up" } {
                            (Field::line("why", words.say("field-why")).length_max(200).required().mend(words, self.refusal))
                            (submit(&words.say("appraisal-give-up"), Weight::Danger))
                        }
                    }
                }
            }
        }
    }

    fn body(&self, one: &AppraisalShown, who: &Who) -> Markup {
        let words = self.words;
        html! {
            h3 #remarks { (words.with("appraisal-remarks", &[("count", one.tally.remarks.into())])) }
            @if one.remarks.is_empty() { (notice::empty(&words.say("appraisal-no-remarks"), None)) }
            @else { (outline(one.remarks.iter().map(|it| self.remark(one, it, who)))) }
            h3 #log { (words.with("appraisal-log", &[("count", one.log.len().into())])) }
            @if one.log.is_empty() { (notice::empty(&words.say("appraisal-no-log"), None)) }
            @else { ol.history { @for line in &one.log { li {
                p { @if let Some(at) = line.at { time datetime=(at.to_string()) { (at.strftime("%H:%M %d/%m/%Y")) } } @if line.undoes.is_some() { " · " (words.say("appraisal-undone")) } }
                (history::deeds(words, &self.it.opened.row.id, self.programme(), line))
            } } } }
        }
    }

    fn remark<'a>(&self, one: &AppraisalShown, it: &Remark, who: &Who) -> Row<'a> {
        let words = self.words;
        let programme = self.programme();
        let found = items(programme);
        let item = html! {
            @match &it.item {
                None => (words.say("appraisal-whole")),
                Some(anchor) => @match found.get(anchor) { Some(item) => (link_to_item(&self.it.opened.row.id, *item)), None => { (words.say("appraisal-item-gone")) } },
            }
        };
        let (class, key) = weight_look(it.weight);
        let is_live = one.appraisal.is_open() && it.is_open();
        let below = html! {
            p { span.badge.(class) { (words.say(key)) } " " span.hint { (one.name(&it.by)) " · " (moment(&it.at)) } @if it.taken_back_at.is_some() { " " span.badge.not-judged { (words.say("remark-taken-back")) } } }
            p { (item) }
            @if let Some(answer) = &it.answer {
                p {
                    @match answer.taken { Taken::In => { span.badge.met { (words.say("answer-taken-in")) } }, Taken::Explained => { span.badge.partly { (words.say("answer-explained")) } } }
                    " " span.hint { (one.name(&answer.by)) " · " (moment(&answer.at)) }
                }
                @if !answer.words.is_empty() { p { (answer.words) } }
                @if answer.taken == Taken::In && it.item.is_some() { p { (redline(&plain(&it.item_then), &plain(&answer.item_now))) } }
            } @else if is_live { p { span.badge.unmet { (words.say("answer-none")) } } }
            @if is_live && self.it.may_answer && it.by != *who.id() { (self.answer_form(it)) }
            @if is_live && self.it.is_appraiser && it.by == *who.id() { div.row { (button::act(&words.say("remark-take-back"), &format!("{}/remarks/{}/take-back", self.path, it.number), Weight::Danger, &[])) } }
        };
        Row::of(html! { span.hint { (it.number) ". " } (it.words) }).id(format!("r-{}-{}", one.number, it.number)).below(below)
    }

    fn answer_form(&self, it: &Remark) -> Markup {
        let words = self.words;
        let is_typed = self.typed.number == Some(it.number);
        let tick = |value: &'static str, key: &str| Tick {
            id: format!("{value}-{}", it.number),
            name: "taken",
            value,
            label: words.say(key),
            is_on: is_typed && self.typed.weight == value,
            more: None,
        };
        let field = Field::lines("answer", words.say("field-answer"), if is_typed { self.typed.words.as_str() } else { "" }, (2, 8))
            .id(format!("answer-{}", it.number))
            .aside(words.say("answer-aside"))
            .length_max(4000);
        html! {
            details open[is_typed] {
                summary { (words.say("answer-give")) }
                form.fields method="post" action={ (self.path) "/remarks/" (it.number) "/answer" } {
                    (ticks(&words.say("answer-how"), None, Of::One, &[tick("taken_in", "answer-taken-in-do"), tick("explained", "answer-explained-do")]))
                    @if is_typed { (field.mend(words, self.refusal)) } @else { (field) }
                    (submit(&words.say("answer-do"), Weight::Plain))
                }
            }
        }
    }

    fn remark_form(&self) -> Markup {
        let words = self.words;
        let label = |it: &hanhdong_domain::programme::Item<'_>| format!("{}{}", it.code().map(|it| format!("{it} ")).unwrap_or_default(), first_words(it.text()));
        let choices = std::iter::once((String::new(), words.say("appraisal-whole").into_owned())).chain(self.programme().items().map(|it| (it.anchor().to_string(), label(&it))));
        let weights: Vec<Tick<'_>> = Heaviness::ALL
            .into_iter()
            .map(|it| {
                let is_on = if self.typed.weight.is_empty() { it == Heaviness::Must } else { self.typed.weight == it.name() };
                Tick { id: format!("weight-{}", it.name()), name: "weight", value: it.name(), label: words.say(weight_look(it).1), is_on, more: None }
            })
            .collect();
        let typed = if self.typed.number.is_none() { self.typed.words.as_str() } else { "" };
        html! {
            h3 #write { (words.say("remark-write")) }
            form.fields method="post" action={ (self.path) "/remarks" } {
                (Field::choice("item", words.say("field-item"), choices).value(self.typed.item.as_str()).mend(words, self.refusal))
                (ticks(&words.say("remark-weight"), None, Of::One, &weights))
                (Field::lines("remark", words.say("field-remark"), typed, (3, 10)).length_max(4000).required().mend(words, self.refusal))
                (submit(&words.say("remark-write-do"), Weight::Plain))
            }
        }
    }
}

/// A moment as pages print it; as it is kept where it does not read.
pub(super) fn moment(at: &str) -> String {
    here(at).map_or_else(|| at.to_owned(), |it| it.strftime("%H:%M %d/%m/%Y").to_string())
}

/// An item's notation without its anchor and indents: what stands in it, for people.
pub(super) fn plain(text: &str) -> String {
    let item = hanhdong_actions::programme::read_node(text).ok();
    let shown = item.as_ref().map(write_plain).unwrap_or_default();
    if shown.is_empty() { text.to_owned() } else { shown }
}

fn write_plain(node: &Node) -> String {
    let text = write_node(node);
    let words = text.lines().map(|line| line.split_once(": ").map_or(line, |it| it.1).trim()).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join("; ")
}

const fn weight_look(weight: Heaviness) -> (&'static str, &'static str) {
    match weight {
        Heaviness::Must => ("unmet", "weight-must"),
        Heaviness::Should => ("partly", "weight-should"),
        Heaviness::Note => ("not-judged", "weight-note"),
    }
}

/// The answer to an act: back to the page, or the page with what is wrong and what was typed.
async fn done(web: &Web, who: &Who, (words, asker): (Words, Asker), id: &ProgrammeId, typed: Typed, result: Result<String, Refusal>) -> Result<Response, Problem> {
    match result {
        Ok(at) => Ok(Redirect::to(&format!("/programmes/{id}/appraisal{at}")).into_response()),
        Err(refusal) if form::is_mendable(&refusal) => {
            let page = page(web, who, words, id, &typed, Some(&refusal)).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

pub(crate) async fn open(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Response, Problem> {
    let result = web.app.open_appraisal(&who, &id).await.map(|()| "#write".to_owned());
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

/// A remark as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remarked {
    item: String,
    weight: String,
    remark: String,
}

pub(crate) async fn remark(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<Remarked>) -> Result<Response, Problem> {
    let result = async {
        let item = if form.item.is_empty() { None } else { Some(Anchor::new(&form.item).ok_or(Refusal::Field { field: "item", why: "no-item" })?) };
        let weight = Heaviness::of_name(&form.weight).ok_or(Refusal::Field { field: "form", why: "unknown" })?;
        web.app.remark(&who, &id, NewRemark { item, weight, words: form.remark.clone() }).await
    };
    let result = result.await.map(|_| "#write".to_owned());
    done(&web, &who, (words, asker), &id, Typed { item: form.item, weight: form.weight, words: form.remark, number: None }, result).await
}

/// The number of a remark or an appraisal in the path, behind the draft's id.
pub(super) fn number_of<N: std::str::FromStr>(path: &[(String, String)]) -> Result<N, Refusal> {
    path.get(1).and_then(|it| it.1.parse().ok()).ok_or(Refusal::NotFound)
}

type Parts = Path<Vec<(String, String)>>;

pub(crate) async fn take_back(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Path(path): Parts, _: Bare) -> Result<Response, Problem> {
    let number = number_of(&path).map_err(|it| asker.problem(it))?;
    let result = web.app.take_remark_back(&who, &id, number).await.map(|()| "#remarks".to_owned());
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

/// An answer as a form brings it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    #[serde(default)]
    taken: String,
    answer: String,
}

#[allow(clippy::too_many_arguments, reason = "each is asked of the request by its type")]
pub(crate) async fn answer(
    State(web): State<Web>,
    In(who): In,
    words: Words,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path(path): Parts,
    Filled(form): Filled<Answered>,
) -> Result<Response, Problem> {
    let number = number_of(&path).map_err(|it| asker.problem(it))?;
    let result = async {
        let taken = Taken::of_name(&form.taken).ok_or(Refusal::Field { field: "answer", why: "not-chosen" })?;
        web.app.answer_remark(&who, &id, number, taken, &form.answer).await
    };
    let result = result.await.map(|()| "#remarks".to_owned());
    done(&web, &who, (words, asker), &id, Typed { weight: form.taken, words: form.answer, number: Some(number), ..Typed::default() }, result).await
}

pub(crate) async fn close(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, _: Bare) -> Result<Response, Problem> {
    let result = web.app.close_appraisal(&who, &id).await.map(|()| String::new());
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

/// Why an appraisal is given up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenUp {
    why: String,
}

pub(crate) async fn give_up(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Filled(form): Filled<GivenUp>) -> Result<Response, Problem> {
    let result = web.app.give_up_appraisal(&who, &id, &form.why).await.map(|()| String::new());
    done(&web, &who, (words, asker), &id, Typed::default(), result).await
}

pub(crate) async fn slip(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Path(path): Parts) -> Result<Response, Problem> {
    let fetched = async { web.app.appraisal_slip(&who, &id, number_of(&path)?).await };
    let (name, bytes) = fetched.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&name, WORD, bytes))
}
