//! Is this paper genuine? Asked with a file, its fingerprint, or the first letters that stand at its foot.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_store::publication::{self as memory, IssueRow, IssuedForm};

use super::book::{is_verify_open, is_verify_open_somewhere};
use super::files::sha256;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Letters of a fingerprint that are asked by, at least.
const LETTERS_MIN: usize = 16;
/// Letters of a whole fingerprint.
const LETTERS_MAX: usize = 64;

/// How a paper that is known stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It stands.
    Stands,
    /// A newer one took its place.
    Replaced {
        /// Number of the newer one.
        number: String,
        /// Its date.
        on: Date,
    },
}

/// A paper that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Number and symbol.
    pub number: String,
    /// Its date.
    pub on: Date,
    /// Who issued it.
    pub issuer: String,
    /// The kind of paper.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Which of its files it is; `None` where only its text was asked for.
    pub form: Option<IssuedForm>,
    /// How it stands.
    pub standing: Standing,
    /// Numbers of the notices that correct it, oldest first.
    pub corrected_by: Vec<(String, Date)>,
    /// The programme, for a person who may read it.
    pub programme: Option<ProgrammeId>,
}

impl App {
    /// May anybody ask without logging in?
    pub async fn is_verification_open(&self) -> Result<bool, Refusal> {
        is_verify_open_somewhere(&mut self.read().await?.db()).await
    }

    /// Which paper a file is, exactly; nothing where it is none of those issued here, or was altered.
    pub async fn verify_file(&self, who: Option<&Who>, bytes: &[u8]) -> Result<Option<Known>, Refusal> {
        self.verify_hash(who, &sha256(bytes)).await
    }

    /// Which paper has this fingerprint, BLAKE3 or SHA-256, or a text whose fingerprint begins so.
    pub async fn verify_hash(&self, who: Option<&Who>, typed: &str) -> Result<Option<Known>, Refusal> {
        let hash: String = typed.chars().filter(|it| !it.is_whitespace() && *it != '-').collect::<String>().to_lowercase();
        if !(LETTERS_MIN..=LETTERS_MAX).contains(&hash.len()) || !hash.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(Refusal::Field { field: "hash", why: "no-hash" });
        }
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let Some((issue, form)) = memory::issue_with(&mut db, &hash).await? else { return Ok(None) };
        // Without logging in one is told only of the papers of houses that allow it.
        if who.is_none() && !is_verify_open(&mut db, &issue.organisation).await? {
            return Ok(None);
        }
        let standing = match memory::replaced_by(&mut db, &issue.programme).await? {
            Some(newer) => Standing::Replaced { number: newer.number, on: newer.dated_on },
            None => Standing::Stands,
        };
        let corrected_by = memory::corrections(&mut db, &issue.programme).await?.into_iter().map(|it| (it.number, it.dated_on)).collect();
        let programme = match who {
            Some(who) => {
                crate::programme::allowed(&mut db, who, &issue.programme, hanhdong_domain::organisation::ProgrammeAct::Read).await.is_ok().then(|| issue.programme.clone())
            }
            None => None,
        };
        let IssueRow { number, dated_on, issuer, kind, title, .. } = issue;
        Ok(Some(Known { number, on: dated_on, issuer, kind, title, form, standing, corrected_by, programme }))
    }
}
