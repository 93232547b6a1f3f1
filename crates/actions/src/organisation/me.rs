//! What a person sees and does of the own account.

use hanhdong_domain::organisation::{Grant, Post};
use hanhdong_store::organisation as memory;

use super::delegation::DelegationLine;
use crate::app::App;
use crate::refusal::Refusal;
use crate::secret::Token;
use crate::who::Who;

/// A person's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The roles of today, each with its unit's name.
    pub roles: Vec<(Grant, String)>,
    /// What the person lent and was lent, of today and to come.
    pub delegations: Vec<DelegationLine>,
    /// The posts of today, each with its unit's name.
    pub posts: Vec<(Post, String)>,
    /// The name to log in by.
    pub login: String,
    /// Sessions that hold, this one too.
    pub sessions: i64,
}

impl App {
    /// The own account.
    pub async fn me(&self, who: &Who) -> Result<Me, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let login = memory::account_of(&mut db, who.id()).await?.map(|it| it.login).unwrap_or_default();
        let sessions = memory::count_sessions(&mut db, who.id(), &self.clock().now_text()).await?;
        let mut me = Me { roles: Vec::new(), delegations: super::delegation::lines(&mut db, who.id(), who.today()).await?, posts: Vec::new(), login, sessions };
        for grant in who.grants() {
            let name = memory::unit(&mut db, &grant.unit).await?.map(|it| it.name).unwrap_or_default();
            me.roles.push((grant.clone(), name));
        }
        for post in memory::posts(&mut db, who.id(), who.today()).await? {
            let name = memory::unit(&mut db, &post.unit).await?.map(|it| it.name).unwrap_or_default();
            me.posts.push((post, name));
        }
        Ok(me)
    }

    /// Ends every session of the person but the one that asks: a machine left open somewhere no longer lets anybody in.
    pub async fn end_other_sessions(&self, who: &Who, token: &Token) -> Result<u64, Refusal> {
        let (person, fingerprint) = (who.id().clone(), token.fingerprint());
        self.act(move |tx| {
            let (person, fingerprint) = (person.clone(), fingerprint.clone());
            Box::pin(async move { Ok(memory::end_other_sessions(tx, &person, &fingerprint).await?) })
        })
        .await
    }
}
