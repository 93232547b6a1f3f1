//! A soft lock: a sign that somebody is typing into an item. It warns, ends by itself, can be taken over, and refuses
//! nothing: what keeps texts from being lost is that a stale save is refused with both of them.

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, DraftScope};
use hanhdong_store::{organisation, programme as memory};

use super::reading::scope;
use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// How long after a key a sign holds, in seconds.
const HOLDS_SECONDS: i64 = 60;
/// A sign that holds at least so long is not written again: keys come faster than anybody needs to know.
const FRESH_SECONDS: i64 = 40;

/// Somebody else is typing into an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// Who.
    pub by: String,
    /// Until when the sign holds, in Viet Nam.
    pub until: Option<jiff::civil::DateTime>,
}

impl App {
    /// Who else is typing into an item just now.
    pub async fn typing(&self, who: &Who, id: &ProgrammeId, item: &Anchor) -> Result<Option<Typing>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        if scope(&mut db, who, id).await? == DraftScope::Items(std::collections::BTreeSet::new()) {
            return Err(Refusal::NotAllowed);
        }
        match memory::typist(&mut db, id, item, &self.clock().now_text()).await? {
            Some((person, until)) if person != *who.id() => {
                let by = organisation::person(&mut db, &person).await?.map(|it| it.name).unwrap_or_default();
                Ok(Some(Typing { by, until: here(&until) }))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Says that this person is typing into an item, and who else is.
    pub async fn say_typing(&self, who: &Who, id: &ProgrammeId, item: &Anchor) -> Result<Option<Typing>, Refusal> {
        let other = self.typing(who, id, item).await?;
        let is_fresh = {
            let mut reader = self.read().await?;
            let there = memory::typist(&mut reader.db(), id, item, &self.clock().later_text(FRESH_SECONDS)).await?;
            there.is_some_and(|it| it.0 == *who.id())
        };
        if other.is_none() && !is_fresh {
            self.sign(who, id, item, false).await?;
        }
        Ok(other)
    }

    /// Takes an item over from whoever is typing into it; they are warned at their next key, and their words stay theirs to save.
    pub async fn take_over(&self, who: &Who, id: &ProgrammeId, item: &Anchor) -> Result<(), Refusal> {
        self.typing(who, id, item).await?;
        let mut reader = self.read().await?;
        if !scope(&mut reader.db(), who, id).await?.covers(item) {
            return Err(Refusal::NotAllowed);
        }
        drop(reader);
        self.sign(who, id, item, true).await
    }

    async fn sign(&self, who: &Who, id: &ProgrammeId, item: &Anchor, takes_over: bool) -> Result<(), Refusal> {
        let (who, id, item) = (who.clone(), id.clone(), item.clone());
        let (now, until) = (self.clock().now_text(), self.clock().later_text(HOLDS_SECONDS));
        self.act(move |tx| {
            let (who, id, item, now, until) = (who.clone(), id.clone(), item.clone(), now.clone(), until.clone());
            Box::pin(async move { Ok(memory::say_typing(tx, &id, &item, who.id(), (&now, &until), takes_over).await?) })
        })
        .await
    }

    /// This person types into an item no longer.
    pub async fn end_typing(&self, who: &Who, id: &ProgrammeId, item: &Anchor) -> Result<(), Refusal> {
        let (who, id, item) = (who.clone(), id.clone(), item.clone());
        self.act(move |tx| {
            let (who, id, item) = (who.clone(), id.clone(), item.clone());
            Box::pin(async move { Ok(memory::end_typing(tx, &id, &item, who.id()).await?) })
        })
        .await
    }
}
