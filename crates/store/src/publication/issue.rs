//! What was issued: number, date, issuer, files with their fingerprints, Nơi nhận.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{AuthorityId, FileId, ProgrammeId, UnitId};
use hanhdong_domain::publication::{Expanded, Group, Purpose};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::fingerprint;
use crate::{Db, StoreError, Tx, column};

/// What was issued of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueRow {
    /// Of which.
    pub programme: ProgrammeId,
    /// Whose.
    pub organisation: UnitId,
    /// Number and symbol as printed.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
    /// Who issues, as printed.
    pub issuer: String,
    /// The kind of paper, as printed.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// The layout pack it went out under.
    pub layout: String,
    /// Fingerprint of the text in our notation.
    pub text_hash: String,
    /// By which line of the register it is signed, where the house keeps one.
    pub authority: Option<AuthorityId>,
    /// How programmes come into force under its guideline.
    pub adoption: String,
    /// What the mode asks for, as JSON.
    pub adopted: String,
    /// The one it takes the place of.
    pub replaces: Option<ProgrammeId>,
    /// When it was recorded, UTC.
    pub recorded_at: String,
}

/// What a file of an issued paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssuedForm {
    /// The Word file as it was issued.
    Docx,
    /// The PDF as it was issued.
    Pdf,
    /// A correction notice.
    Correction,
    /// A signed paper that came back.
    Signed,
}

impl IssuedForm {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            IssuedForm::Docx => "docx",
            IssuedForm::Pdf => "pdf",
            IssuedForm::Correction => "correction",
            IssuedForm::Signed => "signed",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<IssuedForm> {
        [IssuedForm::Docx, IssuedForm::Pdf, IssuedForm::Correction, IssuedForm::Signed].into_iter().find(|it| it.name() == name)
    }
}

/// A file of an issued paper, with the fingerprints by which anybody knows it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedFile {
    /// The file.
    pub file: FileId,
    /// Of which paper.
    pub programme: ProgrammeId,
    /// What it is.
    pub form: IssuedForm,
    /// BLAKE3 of its bytes.
    pub blake3: String,
    /// SHA-256 of its bytes, for those who have no other tool.
    pub sha256: String,
}

/// A line of Nơi nhận with those it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTo {
    /// The line.
    pub group: Group,
    /// Those.
    pub recipients: Vec<Expanded>,
}

/// Keeps what was issued. What follows hangs on it.
pub async fn keep_issue(tx: &mut Tx<'_>, it: &IssueRow, sent: &[SentTo]) -> Result<(), StoreError> {
    let sql = "INSERT INTO issue (programme_id, organisation_id, number, dated_on, issuer, kind, title, layout, text_hash, authority_id, adoption, adopted, replaces_id, recorded_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let statement = sqlx::query(sql)
        .bind(it.programme.as_str())
        .bind(it.organisation.as_str())
        .bind(it.number.as_str())
        .bind(it.dated_on.to_string())
        .bind(it.issuer.as_str())
        .bind(it.kind.as_str())
        .bind(it.title.as_str())
        .bind(it.layout.as_str())
        .bind(it.text_hash.as_str())
        .bind(it.authority.as_ref().map(|it| it.as_str().to_owned()))
        .bind(it.adoption.as_str())
        .bind(it.adopted.as_str())
        .bind(it.replaces.as_ref().map(|it| it.as_str().to_owned()))
        .bind(it.recorded_at.as_str());
    tx.change(statement).await?;
    let mut number = 0_i64;
    for (at, sent) in (1_i64..).zip(sent) {
        let sql = "INSERT INTO recipient_group (programme_id, group_no, text, purpose, is_file_copy) VALUES ($1, $2, $3, $4, $5)";
        let group = &sent.group;
        let statement = sqlx::query(sql).bind(it.programme.as_str()).bind(at).bind(group.text.as_str()).bind(group.purpose.name()).bind(i64::from(group.is_file_copy));
        tx.change(statement).await?;
        for recipient in &sent.recipients {
            number += 1;
            let sql = "INSERT INTO recipient (programme_id, recipient_no, group_no, unit_id, name) VALUES ($1, $2, $3, $4, $5)";
            let unit = recipient.unit.as_ref().map(|it| it.as_str().to_owned());
            tx.change(sqlx::query(sql).bind(it.programme.as_str()).bind(number).bind(at).bind(unit).bind(recipient.name.as_str())).await?;
        }
    }
    Ok(())
}

/// Keeps that a file is one of an issued paper.
pub async fn keep_issued_file(tx: &mut Tx<'_>, it: &IssuedFile) -> Result<(), StoreError> {
    let sql = "INSERT INTO issued_file (file_id, programme_id, form, hash, sha) VALUES ($1, $2, $3, $4, $5)";
    let statement = sqlx::query(sql).bind(it.file.as_str()).bind(it.programme.as_str()).bind(it.form.name()).bind(it.blake3.as_str()).bind(it.sha256.as_str());
    tx.change(statement).await?;
    Ok(())
}

const ISSUE: &str = "SELECT i.programme_id, i.organisation_id, i.number, i.dated_on, i.issuer, i.kind, i.title, i.layout, i.text_hash, i.authority_id, i.adoption, i.adopted, i.replaces_id, i.recorded_at FROM issue i";

/// What was issued of a programme; nothing where it was issued before anything of it was kept.
pub async fn issue(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<IssueRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ISSUE} WHERE i.programme_id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// The one that took the place of this one.
pub async fn replaced_by(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<IssueRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{ISSUE} WHERE i.replaces_id = $1"));
    db.maybe(sqlx::query(sql).bind(id.as_str())).await?.as_ref().map(read).transpose()
}

/// What an organisation issued and nothing replaced yet, newest first.
pub async fn standing_issues(db: &mut Db<'_>, organisation: &UnitId) -> Result<Vec<IssueRow>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{ISSUE} WHERE i.organisation_id = $1 AND NOT EXISTS (SELECT 1 FROM issue n WHERE n.replaces_id = i.programme_id) ORDER BY i.dated_on DESC, i.programme_id DESC LIMIT 200"
    ));
    db.all(sqlx::query(sql).bind(organisation.as_str())).await?.iter().map(read).collect()
}

/// The issue whose text, or one of whose files, has this fingerprint; with the file where it is one.
pub async fn issue_with(db: &mut Db<'_>, hash: &str) -> Result<Option<(IssueRow, Option<IssuedForm>)>, StoreError> {
    let sql = "SELECT f.programme_id, f.form FROM issued_file f WHERE f.hash = $1 OR f.sha = $1 ORDER BY f.file_id LIMIT 1";
    if let Some(row) = db.maybe(sqlx::query(sql).bind(hash)).await? {
        let (id, form): (ProgrammeId, String) = (column::id(&row, 0, ProgrammeId::parse)?, row.try_get(1)?);
        let form = IssuedForm::of_name(&form).ok_or_else(|| StoreError::NotSound(format!("form {form}")))?;
        return Ok(issue(db, &id).await?.map(|it| (it, Some(form))));
    }
    if let Some(id) = super::copy_with(db, hash).await? {
        return Ok(issue(db, &id).await?.map(|it| (it, Some(IssuedForm::Signed))));
    }
    let sql = sqlx::AssertSqlSafe(format!("{ISSUE} WHERE $1 <= i.text_hash AND i.text_hash < $2 ORDER BY i.text_hash LIMIT 1"));
    // Letters behind "f" stand behind every digit of a fingerprint.
    let row = db.maybe(sqlx::query(sql).bind(hash).bind(format!("{hash}g"))).await?;
    Ok(row.as_ref().map(read).transpose()?.map(|it| (it, None)))
}

/// The files of an issued paper, in the order in which they came.
pub async fn issued_files(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<IssuedFile>, StoreError> {
    let rows = db.all(sqlx::query("SELECT file_id, programme_id, form, hash, sha FROM issued_file WHERE programme_id = $1 ORDER BY file_id").bind(id.as_str())).await?;
    let read = |row: &AnyRow| {
        let form: String = row.try_get(2)?;
        Ok(IssuedFile {
            file: column::id(row, 0, FileId::parse)?,
            programme: column::id(row, 1, ProgrammeId::parse)?,
            form: IssuedForm::of_name(&form).ok_or_else(|| StoreError::NotSound(format!("form {form}")))?,
            blake3: row.try_get(3)?,
            sha256: row.try_get(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// The lines of Nơi nhận as they went out.
pub async fn sent_to(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Vec<SentTo>, StoreError> {
    let groups = db.all(sqlx::query("SELECT text, purpose, is_file_copy, group_no FROM recipient_group WHERE programme_id = $1 ORDER BY group_no").bind(id.as_str())).await?;
    let rows = db.all(sqlx::query("SELECT group_no, unit_id, name FROM recipient WHERE programme_id = $1 ORDER BY recipient_no").bind(id.as_str())).await?;
    let mut sent = Vec::new();
    for group in &groups {
        let purpose: String = group.try_get(1)?;
        let purpose = Purpose::of_name(&purpose).ok_or_else(|| StoreError::NotSound(format!("purpose {purpose}")))?;
        let (number, is_file_copy): (i64, i64) = (group.try_get(3)?, group.try_get(2)?);
        let mut recipients = Vec::new();
        for row in &rows {
            if row.try_get::<i64, _>(0)? == number {
                recipients.push(Expanded { unit: column::maybe_id(row, 1, UnitId::parse)?, name: row.try_get(2)? });
            }
        }
        sent.push(SentTo { group: Group { text: group.try_get(0)?, purpose, is_file_copy: is_file_copy == 1 }, recipients });
    }
    Ok(sent)
}

/// The fingerprint of all that stands about an issue: what was said of it, its own two files, whom it went to.
pub async fn state_of_issue(db: &mut Db<'_>, id: &ProgrammeId) -> Result<Option<String>, StoreError> {
    let Some(it) = issue(db, id).await? else { return Ok(None) };
    let on = it.dated_on.to_string();
    let authority = it.authority.as_ref().map_or("", |it| it.as_str());
    let replaces = it.replaces.as_ref().map_or("", |it| it.as_str());
    let mut fields: Vec<String> =
        [it.organisation.as_str(), &it.number, &on, &it.issuer, &it.kind, &it.title, &it.layout, &it.text_hash, authority, &it.adoption, &it.adopted, replaces]
            .map(str::to_owned)
            .to_vec();
    for file in issued_files(db, id).await?.iter().filter(|it| matches!(it.form, IssuedForm::Docx | IssuedForm::Pdf)) {
        fields.extend([file.file.to_string(), file.form.name().to_owned(), file.blake3.clone(), file.sha256.clone()]);
    }
    for sent in sent_to(db, id).await? {
        fields.extend([sent.group.text, sent.group.purpose.name().to_owned(), i64::from(sent.group.is_file_copy).to_string()]);
        fields.extend(sent.recipients.into_iter().flat_map(|it| [it.unit.map_or_else(String::new, |it| it.to_string()), it.name]));
    }
    Ok(Some(fingerprint(fields.iter().map(String::as_str))))
}

fn read(row: &AnyRow) -> Result<IssueRow, StoreError> {
    Ok(IssueRow {
        programme: column::id(row, 0, ProgrammeId::parse)?,
        organisation: column::id(row, 1, UnitId::parse)?,
        number: row.try_get(2)?,
        dated_on: column::date(row, 3)?,
        issuer: row.try_get(4)?,
        kind: row.try_get(5)?,
        title: row.try_get(6)?,
        layout: row.try_get(7)?,
        text_hash: row.try_get(8)?,
        authority: column::maybe_id(row, 9, AuthorityId::parse)?,
        adoption: row.try_get(10)?,
        adopted: row.try_get(11)?,
        replaces: column::maybe_id(row, 12, ProgrammeId::parse)?,
        recorded_at: row.try_get(13)?,
    })
}
