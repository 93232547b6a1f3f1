//! A document is entered, or corrected: the same fields.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::basis::{BasisOpened, Evidence, NewBasis};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Date;
use hanhdong_domain::basis::BasisKind;
use hanhdong_domain::organisation::{BasisId, OrganisationAct, Unit, UnitId};
use maud::{Markup, html};

use crate::form::{self, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight, submit};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::programme::{Upload, organisation_field};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::Words;

/// The endings of files that are taken.
pub(super) const KINDS: &str = ".docx,.doc,.pdf,.xlsx,.xls,.txt,.md,.jpg,.jpeg,.png";

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    organisation: String,
    sort: String,
    number: String,
    dated: String,
    issuer: String,
    subject: String,
    in_force: String,
    seen: String,
}

impl Typed {
    const FIELDS: [&'static str; 9] = ["organisation", "sort", "number", "dated", "issuer", "subject", "in_force", "seen", "looked"];

    fn of(upload: &Upload) -> Typed {
        let field = |name| upload.field(name).to_owned();
        Typed {
            organisation: field("organisation"),
            sort: field("sort"),
            number: field("number"),
            dated: field("dated"),
            issuer: field("issuer"),
            subject: field("subject"),
            in_force: field("in_force"),
            seen: field("seen"),
        }
    }

    fn of_opened(opened: &BasisOpened) -> Typed {
        let it = &opened.basis;
        let day = |date: Option<Date>| date.map(|it| it.to_string()).unwrap_or_default();
        Typed {
            organisation: String::new(),
            sort: it.kind.name().to_owned(),
            number: it.number.clone().unwrap_or_default(),
            dated: day(it.dated),
            issuer: it.issuer.clone(),
            subject: it.subject.clone(),
            in_force: day(it.in_force_on),
            seen: opened.seen.clone(),
        }
    }

    fn read(&self, upload: &mut Upload) -> Result<NewBasis, Refusal> {
        let maybe_day = |field, typed: &str| if typed.is_empty() { Ok(None) } else { form::date(field, typed).map(Some) };
        Ok(NewBasis {
            kind: BasisKind::of_name(&self.sort).ok_or(Refusal::Field { field: "sort", why: "unknown" })?,
            number: self.number.clone(),
            dated: maybe_day("dated", &self.dated)?,
            issuer: self.issuer.clone(),
            subject: self.subject.clone(),
            in_force_on: maybe_day("in_force", &self.in_force)?,
            file: upload.file("document").map(|file| Evidence { file, is_looked_at: upload.field("looked") == "yes" }),
        })
    }
}

/// Can the person mend it in the form?
fn is_mendable(refusal: &Refusal) -> bool {
    form::is_mendable(refusal) || matches!(refusal, Refusal::Paper(_))
}

fn fields(words: Words, typed: &Typed, refusal: Option<&Refusal>, has_file: bool) -> Markup {
    let choose = [(String::new(), words.say("nature-choose").into_owned())];
    let kinds = choose.into_iter().chain(BasisKind::ALL.iter().map(|it| (it.name().to_owned(), it.words().to_owned())));
    html! {
        (Field::choice("sort", words.say("field-sort"), kinds).value(&typed.sort).required().mend(words, refusal))
        (Field::line("number", words.say("field-number")).value(&typed.number).hint(words.say("basis-number-hint")).example("35-CT/TW").length_max(200).mend(words, refusal))
        (Field::day("dated", words.say("field-dated")).value(&typed.dated).hint(words.say("basis-dated-hint")).mend(words, refusal))
        (Field::line("issuer", words.say("field-issuer")).value(&typed.issuer).example("Bộ Chính trị").length_max(200).required().mend(words, refusal))
        (Field::lines("subject", words.say("field-subject"), typed.subject.as_str(), (2, 6)).hint(words.say("basis-subject-hint")).length_max(1000).required().mend(words, refusal))
        (Field::day("in_force", words.say("field-in_force")).value(&typed.in_force).hint(words.say("basis-in-force-hint")).mend(words, refusal))
        (Field::file("document", words.say("field-document"), KINDS).hint(words.say(if has_file { "basis-document-hint-again" } else { "basis-document-hint" })).mend(words, refusal))
        (looked(words))
    }
}

/// Of a scan or a photograph the person says that it bears no mark of secrecy: no program sees one in it.
pub(super) fn looked(words: Words) -> Markup {
    let label = words.say("looked-at").into_owned();
    let tick = Tick { id: "looked".to_owned(), name: "looked", value: "yes", is_on: false, label: label.into(), more: None };
    html! { (ticks(&words.say("field-looked"), None, Of::Any, &[tick])) }
}

fn alert(words: Words, refusal: Option<&Refusal>) -> Markup {
    match refusal {
        Some(Refusal::Paper(paper)) => notice::refused(&words.say("upload-not-taken"), &paper.words(words.0)),
        Some(_) | None => form::alert(words, refusal),
    }
}

fn new_page(words: Words, who: &Who, units: &[Unit], typed: &Typed, refusal: Option<&Refusal>) -> Markup {
    let title = words.say("bases-enter");
    Page::of(words, who, &title).step("/bases", words.say("bases-title")).show(html! {
        h1 { (title) }
        (alert(words, refusal))
        form.fields method="post" action="/bases" enctype="multipart/form-data" {
            (organisation_field(words, units, &typed.organisation))
            (fields(words, typed, refusal, false))
            p.doings { (submit(&words.say("bases-enter-do"), Weight::Main)) " " (button::link(&words.say("do-leave"), "/bases", Weight::Plain)) }
        }
    })
}

async fn registers(web: &Web, who: &Who) -> Result<Vec<Unit>, Refusal> {
    let units = web.app.units_where(who, OrganisationAct::KeepBases).await?;
    if units.is_empty() { Err(Refusal::NotAllowed) } else { Ok(units) }
}

pub(super) async fn new(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let units = registers(&web, &who).await.map_err(|it| asker.problem(it))?;
    Ok(new_page(words, &who, &units, &Typed::default(), None))
}

pub(super) async fn enter(State(web): State<Web>, In(who): In, words: Words, asker: Asker, upload: Upload) -> Result<Response, Problem> {
    let mut upload = upload.taken(&Typed::FIELDS, &["document"]).map_err(|it| asker.problem(it))?;
    let typed = Typed::of(&upload);
    let done = async {
        let organisation = UnitId::parse(&typed.organisation).ok_or(Refusal::NotFound)?;
        web.app.enter_basis(&who, &organisation, typed.read(&mut upload)?).await
    };
    match done.await {
        Ok(id) => Ok(Redirect::to(&format!("/bases/{id}?done=entered")).into_response()),
        Err(refusal) if is_mendable(&refusal) => {
            let units = registers(&web, &who).await.map_err(|it| asker.problem(it))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, new_page(words, &who, &units, &typed, Some(&refusal))).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn edit_page(words: Words, who: &Who, opened: &BasisOpened, typed: &Typed, refusal: Option<&Refusal>, first: Markup) -> Markup {
    let title = words.say("basis-correct");
    let id = &opened.basis.id;
    Page::of(words, who, &title).step("/bases", words.say("bases-title")).step(format!("/bases/{id}"), opened.basis.short()).show(html! {
        h1 { (title) }
        (first)
        (alert(words, refusal))
        p { (words.say("basis-correct-lead")) }
        form.fields method="post" action={ "/bases/" (id) "/edit" } enctype="multipart/form-data" {
            input type="hidden" name="seen" value=(typed.seen);
            (fields(words, typed, refusal, opened.file_name.is_some()))
            p.doings { (submit(&words.say("do-save"), Weight::Main)) " " (button::link(&words.say("do-leave"), &format!("/bases/{id}"), Weight::Plain)) }
        }
    })
}

/// A document, opened by whoever may change it.
pub(super) async fn kept(web: &Web, who: &Who, id: &BasisId) -> Result<BasisOpened, Refusal> {
    let opened = web.app.basis(who, id).await?;
    if opened.may_keep { Ok(opened) } else { Err(Refusal::NotAllowed) }
}

pub(super) async fn edit(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>) -> Result<Markup, Problem> {
    let opened = kept(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(edit_page(words, &who, &opened, &Typed::of_opened(&opened), None, html! {}))
}

pub(super) async fn correct(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<BasisId>, upload: Upload) -> Result<Response, Problem> {
    let mut upload = upload.taken(&Typed::FIELDS, &["document"]).map_err(|it| asker.problem(it))?;
    let opened = kept(&web, &who, &id).await.map_err(|it| asker.problem(it))?;
    let typed = Typed::of(&upload);
    let done = async { web.app.correct_basis(&who, &id, &typed.seen, typed.read(&mut upload)?).await };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("/bases/{id}?done=corrected")).into_response()),
        Err(refusal) if is_mendable(&refusal) => Ok((StatusCode::UNPROCESSABLE_ENTITY, edit_page(words, &who, &opened, &typed, Some(&refusal), html! {})).into_response()),
        Err(Refusal::Changed { now }) => {
            // What was typed stays in the form, beside what stands there now; saving again is then a choice.
            let typed = Typed { seen: opened.seen.clone(), ..typed };
            let first = html! { div.conflict role="alert" { h2 { (words.say("conflict-title")) } p { (words.say("basis-changed-now")) " " strong { (now) } } } };
            Ok((StatusCode::CONFLICT, edit_page(words, &who, &opened, &typed, None, first)).into_response())
        }
        Err(refusal) => Err(asker.problem(refusal)),
    }
}
