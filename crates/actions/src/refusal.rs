//! Why an act was not done. Small, with data, without prose: words for people are chosen at the screen.

use hanhdong_domain::programme::EditRefusal;
use hanhdong_domain::publication::{AuthorityRefusal, NumberRefusal};
use hanhdong_store::{AsStoreError, StoreError};

/// Why an act was not done; nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or none that this person may know of.
    #[error("not found")]
    NotFound,
    /// The person sees it and may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody is logged in.
    #[error("not logged in")]
    NotLoggedIn,
    /// Name or password is wrong, or the account is closed: which one is not said.
    #[error("wrong name or password")]
    WrongPassword,
    /// Too many tries; wait so many seconds.
    #[error("too many tries")]
    TooManyTries {
        /// How long.
        wait_seconds: i64,
    },
    /// A link that was used, is too old, or never was.
    #[error("the link no longer works")]
    DeadLink,
    /// Somebody changed it since it was seen: what stands there now, in our notation.
    #[error("changed in between")]
    Changed {
        /// What stands there now; empty where it is gone.
        now: String,
    },
    /// The change does not fit the programme.
    #[error("does not fit: {0}")]
    Unfit(EditRefusal),
    /// The programme was issued: its text stands.
    #[error("issued")]
    Issued,
    /// There is nothing to be taken back.
    #[error("nothing to take back")]
    NothingToUndo,
    /// A field that does not read: its name, and a key that says why.
    #[error("field {field}: {why}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// Why, as a message key.
        why: &'static str,
    },
    /// What was sent holds signs that no text has, or is not of the shape that was asked for.
    #[error("unreadable")]
    Unreadable,
    /// What was sent is larger than what is taken.
    #[error("larger than {mebibytes} MiB")]
    TooLarge {
        /// What is taken, in MiB.
        mebibytes: usize,
    },
    /// A paper that cannot or must not be read.
    #[error("paper: {0:?}")]
    Paper(hanhdong_paper::intake::Refusal),
    /// A number that cannot be given.
    #[error("number: {0:?}")]
    Number(NumberRefusal),
    /// A signature under which the paper cannot go out.
    #[error("signer: {0:?}")]
    Signer(AuthorityRefusal),
    /// The same key was used for another request.
    #[error("the key was used for something else")]
    KeyReused,
    /// Too much at once: try again in a moment.
    #[error("busy")]
    Busy,
    /// The store said no.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A fault of ours.
    #[error("fault: {0}")]
    Fault(String),
}

impl Refusal {
    /// A file of more bytes than are taken.
    pub fn too_many_bytes() -> Refusal {
        Refusal::Paper(hanhdong_paper::intake::Refusal::TooLarge { what: "bytes", limit: hanhdong_paper::intake::read::limits::BYTES_MAX })
    }
    /// No bytes where a file was asked for.
    pub fn no_file() -> Refusal {
        Refusal::Paper(hanhdong_paper::intake::Refusal::Empty)
    }
}

impl AsStoreError for Refusal {
    fn as_store_error(&self) -> Option<&StoreError> {
        match self {
            Refusal::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<hanhdong_paper::intake::Refusal> for Refusal {
    fn from(refusal: hanhdong_paper::intake::Refusal) -> Self {
        Refusal::Paper(refusal)
    }
}
