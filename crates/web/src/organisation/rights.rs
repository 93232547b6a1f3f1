//! The policy as it is asked, for administrators to read: which role gives which right, where and when.

use axum::extract::State;
use hanhdong_actions::Refusal;
use hanhdong_domain::organisation::{OrganisationAct, POLICY, Relation, Right, Role, Rule, When};
use maud::{Markup, html};

use crate::frame::Page;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker) -> Result<Markup, Problem> {
    let kept = web.app.units_where(&who, OrganisationAct::KeepPeople).await.map_err(|it| asker.problem(it))?;
    if kept.is_empty() {
        return Err(asker.problem(Refusal::NotFound));
    }
    let title = words.say("rights-title");
    let columns: Vec<_> = std::iter::once(words.say("rights-right")).chain(Role::ALL.iter().map(|it| words.say(&format!("role-{}", it.name())))).collect();
    let rows: Vec<Row> = Right::ALL.into_iter().map(|right| row(words, right)).collect();
    Ok(Page::of(words, &who, &title).step("/units", words.say("units-title")).show(html! {
        h1 { (title) }
        p { (words.say("rights-intro")) }
        (table(&title, &columns, &rows))
    }))
}

fn row(words: Words, right: Right) -> Row {
    let name = html! { (words.say(&format!("right-{}", right.name()))) };
    Row::of(std::iter::once(name).chain(Role::ALL.into_iter().map(|role| cell(words, right, role))).collect())
}

/// What a role gives of a right: a line for each way to hold it.
fn cell(words: Words, right: Right, role: Role) -> Markup {
    let rules: Vec<&Rule> = POLICY.iter().filter(|it| it.right == right && it.role == role).collect();
    html! {
        @if rules.is_empty() { "–" }
        @for rule in rules { p { (words.say(said(rule))) } }
    }
}

const fn said(rule: &Rule) -> &'static str {
    match (rule.relation, rule.when) {
        (Relation::Own, When::Always) => "rights-own",
        (Relation::Own, When::Draft) => "rights-own-draft",
        (Relation::Own, When::Issued) => "rights-own-issued",
        (Relation::Above, When::Always) => "rights-below",
        (Relation::Below, When::Always) => "rights-above",
        (Relation::Below, When::Draft) => "rights-above-draft",
        (Relation::Below, When::Issued) => "rights-above-issued",
        (Relation::Above, When::Draft) => "rights-below-draft",
        (Relation::Above, When::Issued) => "rights-below-issued",
        (Relation::Asked, When::Always | When::Draft | When::Issued) => "rights-asked",
        (Relation::Invited, When::Always | When::Draft | When::Issued) => "rights-invited",
        (Relation::Submitted, When::Always | When::Draft | When::Issued) => "rights-submitted",
        (Relation::Addressed, When::Always | When::Draft | When::Issued) => "rights-addressed",
    }
}
