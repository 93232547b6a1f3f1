//! How programmes go out: issued under a checked number, signed by whom may, sent to whom they are for, known again.

mod archive;
mod book;
mod changes;
mod copies;
mod correct;
mod files;
mod issue;
mod plan;
mod received;
mod signers;
mod verify;

pub use archive::ActWords;
pub use book::{BookPage, NewBookLine};
pub use changes::AfterCongress;
pub use copies::CopyLine;
pub use correct::NewCorrection;
pub use files::IssuedPaper;
pub use issue::{BeforeIssue, Issuing, SentLine};
pub use plan::{Adopted, OwnNumber};
pub use signers::NewAuthority;
pub use verify::{Known, Standing};

pub use hanhdong_domain::publication::CopyReading;
pub use hanhdong_store::publication::{Incoming, IssueRow, IssuedFile, IssuedForm, Receipt, RecipientRow, SentTo, SignedCopy};
