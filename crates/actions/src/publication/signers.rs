//! The register of who may sign what: entered and ended by the office.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{AuthorityId, PersonId, ProgrammeAct, ProgrammeId, UnitId};
use hanhdong_domain::publication::{Capacity, SigningAuthority};
use hanhdong_store::Tx;
use hanhdong_store::publication as memory;
use serde_json::json;

use super::book::{event, kept};
use super::plan::words;
use crate::app::{App, new};
use crate::programme::allowed;
use crate::refusal::Refusal;
use crate::who::Who;

/// A line to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAuthority {
    /// Who, where the house knows them.
    pub person: Option<PersonId>,
    /// The name as printed.
    pub name: String,
    /// The post as printed.
    pub post: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// Of what or whom.
    pub of: String,
    /// The symbol of the only kind of paper it is for; empty: any.
    pub kind: String,
    /// The first day.
    pub from_on: Date,
    /// The first day on which it no longer holds.
    pub until_on: Option<Date>,
}

impl App {
    /// The register of an organisation, for whoever keeps it.
    pub async fn signers(&self, who: &Who, id: &UnitId) -> Result<Vec<SigningAuthority>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = kept(&mut db, who, id).await?;
        Ok(memory::authorities(&mut db, &unit.id).await?)
    }

    /// Who may sign on the paper's day, for whoever edits its head.
    pub async fn signers_for(&self, who: &Who, id: &ProgrammeId, on: Date) -> Result<Vec<SigningAuthority>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::Edit).await?;
        let (owner, _) = hanhdong_store::programme::owner(&mut db, id).await?.ok_or(Refusal::NotFound)?;
        Ok(memory::authorities(&mut db, &owner).await?.into_iter().filter(|it| it.holds_on(on)).collect())
    }

    /// Enters who may sign.
    pub async fn enter_signer(&self, who: &Who, id: &UnitId, new: NewAuthority) -> Result<(), Refusal> {
        let authority = checked(&new)?;
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, authority) = (who.clone(), id.clone(), authority.clone());
            Box::pin(async move {
                let unit = kept(tx.db(), &who, &id).await?;
                memory::enter_authority(tx, &unit.id, &authority).await?;
                told(tx, &who, &unit.id, Act::AuthorityEntered, &authority).await
            })
        })
        .await
    }

    /// Ends an authority on a day.
    pub async fn end_signer(&self, who: &Who, authority: &AuthorityId, on: Date) -> Result<UnitId, Refusal> {
        let (who, authority) = (who.clone(), authority.clone());
        self.act(move |tx| {
            let (who, authority) = (who.clone(), authority.clone());
            Box::pin(async move {
                let (of, _) = memory::authority(tx.db(), &authority).await?.ok_or(Refusal::NotFound)?;
                let unit = kept(tx.db(), &who, &of).await?;
                if !memory::end_authority(tx, &authority, on).await? {
                    return Err(Refusal::Field { field: "until", why: "ends-before-it-begins" });
                }
                let (_, now) = memory::authority(tx.db(), &authority).await?.ok_or(Refusal::NotFound)?;
                told(tx, &who, &unit.id, Act::AuthorityEnded, &now).await?;
                Ok(unit.id)
            })
        })
        .await
    }
}

async fn told(tx: &mut Tx<'_>, who: &Who, of: &UnitId, act: Act, it: &SigningAuthority) -> Result<(), Refusal> {
    let data = json!({ "name": it.name, "post": it.post, "capacity": it.capacity.name(), "of": it.of, "kind": it.kind, "from": it.from_on.to_string(), "until": it.until_on.map(|it| it.to_string()) });
    let state = memory::state_of_authority(of, it);
    tx.record(&event(who, of, act, (Subject::Authority, it.id.as_str()), data.to_string(), Some(state))).await?;
    Ok(())
}

fn checked(new: &NewAuthority) -> Result<SigningAuthority, Refusal> {
    let required = |field, said: &str| words(field, Some(said))?.ok_or(Refusal::Field { field, why: "empty" });
    if new.until_on.is_some_and(|end| end <= new.from_on) {
        return Err(Refusal::Field { field: "until", why: "ends-before-it-begins" });
    }
    let of = words("of", Some(&new.of))?.unwrap_or_default();
    match new.capacity {
        Capacity::Own if !of.is_empty() => return Err(Refusal::Field { field: "of", why: "signs-as-own" }),
        Capacity::OnBehalf | Capacity::InPlace | Capacity::ByOrder if of.is_empty() => return Err(Refusal::Field { field: "of", why: "empty" }),
        Capacity::Own | Capacity::OnBehalf | Capacity::InPlace | Capacity::ByOrder => {}
    }
    Ok(SigningAuthority {
        id: new::authority(),
        person: new.person.clone(),
        name: required("name", &new.name)?,
        post: words("post", Some(&new.post))?.unwrap_or_default(),
        capacity: new.capacity,
        of,
        kind: words("kind", Some(&new.kind))?,
        from_on: new.from_on,
        until_on: new.until_on,
    })
}
