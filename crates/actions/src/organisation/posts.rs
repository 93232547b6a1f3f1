//! Posts taken and left, each with its days. A post says who somebody is on paper; it gives no right.

use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{OrganisationAct, PersonId, Post, UnitId};
use hanhdong_store::{StoreError, organisation as memory};
use serde_json::json;

use super::found::checked_name;
use super::people::{allowed, kept, record_person};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

impl App {
    /// Enters a post of a person whose account this administrator keeps, in a unit that the administrator keeps. It may have
    /// begun long ago.
    pub async fn take_post(&self, who: &Who, post: Post) -> Result<(), Refusal> {
        let post = Post { title: checked_name("post", &post.title)?, ..post };
        if post.until_on.is_some_and(|end| end <= post.from_on) {
            return Err(Refusal::Field { field: "until", why: "ends-before-it-begins" });
        }
        let who = who.clone();
        self.act(move |tx| {
            let (who, post) = (who.clone(), post.clone());
            Box::pin(async move {
                kept(tx.db(), &who, &post.person).await?;
                let unit = memory::unit(tx.db(), &post.unit).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::KeepPeople).await?;
                memory::take_post(tx, &post).await.map_err(|error| match error {
                    StoreError::Constraint(_) => Refusal::Field { field: "post", why: "there-already" },
                    other => other.into(),
                })?;
                let data = json!({ "unit": post.unit.as_str(), "title": post.title, "from": post.from_on.to_string(), "until": post.until_on.map(|it| it.to_string()) });
                record_person(tx, &unit.organisation, Some(who.id()), Act::PostTaken, &post.person, data.to_string()).await
            })
        })
        .await
    }

    /// Records that a person leaves a post on a day.
    pub async fn leave_post(&self, who: &Who, person: &PersonId, unit: &UnitId, title: &str, on: Date) -> Result<(), Refusal> {
        let (who, person, unit, title) = (who.clone(), person.clone(), unit.clone(), title.to_owned());
        self.act(move |tx| {
            let (who, person, unit, title) = (who.clone(), person.clone(), unit.clone(), title.clone());
            Box::pin(async move {
                kept(tx.db(), &who, &person).await?;
                let unit = memory::unit(tx.db(), &unit).await?.ok_or(Refusal::NotFound)?;
                allowed(tx.db(), &who, &unit, OrganisationAct::KeepPeople).await?;
                if !memory::leave_post(tx, &person, &unit.id, &title, on).await? {
                    return Err(Refusal::NotFound);
                }
                let data = json!({ "unit": unit.id.as_str(), "title": title, "until": on.to_string() });
                record_person(tx, &unit.organisation, Some(who.id()), Act::PostLeft, &person, data.to_string()).await
            })
        })
        .await
    }
}
