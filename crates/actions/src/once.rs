//! Acts that carry a key: asking again with the same key gets the same answer and does nothing.
//!
//! The answer is kept in the act's own transaction, so there is no moment at which the act is done and the answer is
//! not known. What was refused did nothing and is not kept: asking again tries again.

use std::sync::Arc;

use futures::future::BoxFuture;
use hanhdong_domain::Date;
use hanhdong_domain::organisation::{BasisId, ProgrammeId, SourceId, TickId};
use hanhdong_domain::programme::Anchor;
use hanhdong_store::answered::{self, Answered};
use hanhdong_store::{StoreError, Tx};
use serde_json::{Value, json};

use crate::app::App;
use crate::programme::Edited;
use crate::refusal::Refusal;
use crate::who::Who;

/// How long an answer is kept, in seconds: longer than any client tries again.
const KEPT_SECONDS: i64 = 7 * 24 * 3600;
/// The longest key, in characters.
pub const KEY_CHARS_MAX: usize = 255;

/// A key that one request carries, with the fingerprint of all that the request asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key, as the one who asks chose it.
    pub key: String,
    /// Fingerprint of method, path and content.
    pub request: String,
}

/// An answer that can be kept as text and given again.
pub(crate) trait Answer: Sized {
    fn to_text(&self) -> String;
    fn of_text(text: &str) -> Option<Self>;
}

macro_rules! answers_of_one_word {
    ($($answer:ty = $of_text:expr),+ $(,)?) => {
        $(impl Answer for $answer {
            fn to_text(&self) -> String {
                self.to_string()
            }
            fn of_text(text: &str) -> Option<Self> {
                $of_text(text)
            }
        })+
    };
}
answers_of_one_word!(ProgrammeId = ProgrammeId::parse, SourceId = SourceId::parse, BasisId = BasisId::parse, TickId = TickId::parse, Date = |it: &str| it.parse().ok());

impl Answer for Edited {
    fn to_text(&self) -> String {
        json!({ "version": self.version, "seq": self.seq, "anchor": self.anchor.as_ref().map(Anchor::as_str) }).to_string()
    }
    fn of_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |name: &str| value.get(name).and_then(Value::as_i64);
        let anchor = value.get("anchor").and_then(Value::as_str).and_then(Anchor::new);
        Some(Edited { version: number("version")?, seq: number("seq")?, anchor })
    }
}

impl Who {
    /// The same person, asking under a key: the acts that come new with every call are then done once.
    pub fn under_key(mut self, key: Key) -> Who {
        self.key = Some(Arc::new(key));
        self
    }
}

impl App {
    /// Does an act, once for each key.
    pub(crate) async fn once<F, T>(&self, who: &Who, act: F) -> Result<T, Refusal>
    where
        F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, Refusal>> + Clone + Send + 'static,
        T: Answer + Send + 'static,
    {
        let Some(key) = who.key.clone() else { return self.act(act).await };
        match self.once_under(who, key.clone(), act.clone()).await {
            // Another server did the same at the same moment and was faster: its answer is ours.
            Err(Refusal::Store(StoreError::Constraint(_))) => self.once_under(who, key, act).await,
            done => done,
        }
    }

    async fn once_under<F, T>(&self, who: &Who, key: Arc<Key>, act: F) -> Result<T, Refusal>
    where
        F: for<'a> FnMut(&'a mut Tx<'_>) -> BoxFuture<'a, Result<T, Refusal>> + Clone + Send + 'static,
        T: Answer + Send + 'static,
    {
        let (person, older_than) = (who.id().clone(), self.clock().later_text(-KEPT_SECONDS));
        self.act(move |tx| {
            let (mut act, key, person, older_than) = (act.clone(), key.clone(), person.clone(), older_than.clone());
            Box::pin(async move {
                if let Some(given) = answered::given(tx.db(), &person, &key.key).await? {
                    if given.request != key.request {
                        return Err(Refusal::KeyReused);
                    }
                    return T::of_text(&given.answer).ok_or(Refusal::KeyReused);
                }
                let done = act(tx).await?;
                let answered = Answered { request: key.request.clone(), answer: done.to_text() };
                answered::keep(tx, &person, &key.key, &answered, &older_than).await?;
                Ok(done)
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_reads_back_as_it_was_given() {
        for anchor in [None, Anchor::new("t_de_an")] {
            let edited = Edited { version: 7, seq: 31, anchor };
            assert_eq!(Edited::of_text(&edited.to_text()), Some(edited));
        }
        let date = Date::constant(2026, 6, 12);
        assert_eq!(Date::of_text(&date.to_text()), Some(date));
        assert_eq!(Edited::of_text("01935f4e-6f3a-7c21-8b7a-0123456789ab"), None, "an answer of another kind of act");
    }
}
