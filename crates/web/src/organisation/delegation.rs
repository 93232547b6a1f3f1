//! Roles lent during absence: given on the own page, ended there or by the administrator.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use hanhdong_actions::{DelegationLine, NewDelegation, Refusal, Who};
use hanhdong_domain::organisation::{DelegationId, Grant, GrantId, Person, PersonId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::form::{self, Bare, Filled, Mend};
use crate::look::button::{self, Weight, submit};
use crate::look::field::Field;
use crate::look::notice;
use crate::organisation::me;
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    grant: String,
    to: String,
    from: String,
    until: String,
}

pub(super) async fn give(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Filled(form): Filled<Form>) -> Result<Response, Problem> {
    let done = async { web.app.delegate(&who, read(&form)?).await };
    match done.await {
        Ok(_) => Ok(Redirect::to("/me?done=lent").into_response()),
        Err(refusal) if form::is_mendable(&refusal) => me::again(&web, words, &who, refusal).await.map_err(|it| asker.problem(it)),
        Err(refusal) => Err(asker.problem(refusal)),
    }
}

fn read(form: &Form) -> Result<NewDelegation, Refusal> {
    Ok(NewDelegation {
        grant: GrantId::parse(&form.grant).ok_or(Refusal::NotFound)?,
        to: PersonId::parse(&form.to).ok_or(Refusal::Field { field: "to", why: "unknown" })?,
        from_on: form::date("from", &form.from)?,
        until_on: form::date("until", &form.until)?,
    })
}

pub(super) async fn end(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<DelegationId>, _: Bare) -> Result<Redirect, Problem> {
    let giver = web.app.end_delegation(&who, &id).await.map_err(|it| asker.problem(it))?;
    Ok(match giver {
        Some(giver) => Redirect::to(&format!("/people/{giver}")),
        None => Redirect::to("/me?done=lent-ended"),
    })
}

/// What was lent, with a button at each that may be ended.
pub(super) fn list(words: Words, lines: &[DelegationLine], may_end: impl Fn(&DelegationLine) -> bool) -> Markup {
    if lines.is_empty() {
        return notice::empty(&words.say("delegation-none"), None);
    }
    html! {
        ul.outline {
            @for line in lines {
                li.item {
                    p { (said(words, line)) }
                    @if may_end(line) { (button::act(&words.say("delegation-end"), &format!("/delegations/{}/end", line.delegation.id), Weight::Danger, &[])) }
                }
            }
        }
    }
}

fn said(words: Words, line: &DelegationLine) -> Markup {
    let role = words.say(&format!("role-{}", line.delegation.role.name()));
    let names = [("giver", line.giver.as_str().into()), ("receiver", line.receiver.as_str().into())];
    html! {
        (words.with("delegation-said", &names)) ": " strong { (role) } ", " (line.unit_name) ", "
        (words.with("roles-from", &[("day", day(line.delegation.from_on).into())])) ", "
        (words.with("roles-until", &[("day", day(line.delegation.until_on).into())]))
    }
}

/// The form by which one of the own roles is lent.
pub(super) fn form(words: Words, who: &Who, roles: &[(Grant, String)], colleagues: &[Person], refusal: Option<&Refusal>) -> Markup {
    let lendable: Vec<(&str, String)> = roles
        .iter()
        .filter(|it| it.0.role.may_be_lent())
        .map(|(grant, unit)| (grant.id.as_str(), format!("{}, {unit}", words.say(&format!("role-{}", grant.role.name())))))
        .collect();
    if lendable.is_empty() || colleagues.is_empty() {
        return notice::note(&words.say("delegation-nobody"));
    }
    let colleagues = colleagues.iter().map(|it| (it.id.as_str(), it.name.as_str()));
    html! {
        form.fields method="post" action="/me/delegations" {
            (Field::choice("grant", words.say("field-role"), lendable.iter().map(|it| (it.0, it.1.as_str()))).mend(words, refusal))
            (Field::choice("to", words.say("delegation-to"), colleagues).mend(words, refusal))
            (Field::day("from", words.say("field-from")).value(who.today().to_string()).required().mend(words, refusal))
            (Field::day("until", words.say("delegation-until")).required().mend(words, refusal))
            (submit(&words.say("delegation-give"), Weight::Plain))
        }
    }
}
