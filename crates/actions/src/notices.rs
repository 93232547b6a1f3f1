//! What concerns a person: notices with their lines, sections whose day is near, and which kinds they want to be told of.

use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ProgrammeId, UnitId};
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::told::{NEAR_DAYS, NoticeKind};
use hanhdong_store::feed::FeedKey;
use hanhdong_store::{Db, notice as memory, publication};
use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::activity::{DETAILS, Known, detail};
use crate::app::App;
use crate::clock::here;
use crate::programme::Section;
use crate::refusal::Refusal;
use crate::who::Who;

/// Notices on a page.
const PAGE: i64 = 50;

/// What somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose journal tells it, and in which line: by these it is marked as read.
    pub organisation: UnitId,
    /// The line's number.
    pub seq: i64,
    /// Why.
    pub kind: NoticeKind,
    /// What was done.
    pub act: Act,
    /// When, in Viet Nam.
    pub at: Option<DateTime>,
    /// Who; `None` for the program itself.
    pub by: Option<String>,
    /// The programme, with its title.
    pub programme: Option<(ProgrammeId, String)>,
    /// The first item it is about.
    pub item: Option<Anchor>,
    /// How many items it is about.
    pub items: i64,
    /// The name of what it was done to: a section, the number of a paper.
    pub detail: Option<String>,
    /// Was it read?
    pub is_read: bool,
}

/// A page of notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Sections of the person whose day is near or past.
    pub near: Vec<Section>,
    /// The notices, newest first.
    pub lines: Vec<Notice>,
    /// Where the next page begins, where there is one.
    pub next: Option<FeedKey>,
    /// The kinds that the person does not want to be told of.
    pub off: Vec<NoticeKind>,
}

impl App {
    /// A page of what concerns this person, as far as today's rights let them know it.
    pub async fn notices(&self, who: &Who, before: Option<&FeedKey>) -> Result<Notices, Refusal> {
        let near = self.my_sections(who).await?.into_iter().filter(|it| it.state().is_open() && it.due_on.is_some_and(|due| is_near(who, due))).collect();
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut rows = memory::notices(&mut db, who.id(), who.today(), before, PAGE + 1).await?;
        let max = usize::try_from(PAGE).unwrap_or(0);
        let has_more = max < rows.len();
        rows.truncate(max);
        let next = rows.last().filter(|_| has_more).map(|it| FeedKey { at: it.line.at.clone(), organisation: it.line.event.organisation.clone(), seq: it.line.seq });
        let mut known = Known::default();
        let mut lines = Vec::new();
        for row in rows {
            lines.push(told(&mut db, &mut known, row).await?);
        }
        Ok(Notices { near, lines, next, off: memory::kinds_off(&mut db, who.id()).await? })
    }

    /// Marks what was told of a line as read; whoever was not told of it learns nothing.
    pub async fn read_notice(&self, who: &Who, organisation: &UnitId, seq: i64) -> Result<(), Refusal> {
        let (person, organisation) = (who.id().clone(), organisation.clone());
        self.act(move |tx| {
            let (person, organisation) = (person.clone(), organisation.clone());
            Box::pin(async move { Ok(memory::read(tx, &person, &organisation, seq).await.map(drop)?) })
        })
        .await
    }

    /// Marks everything that was told so far as read.
    pub async fn read_all_notices(&self, who: &Who) -> Result<(), Refusal> {
        let person = who.id().clone();
        self.act(move |tx| {
            let person = person.clone();
            Box::pin(async move { Ok(memory::read_all(tx, &person).await.map(drop)?) })
        })
        .await
    }

    /// Chooses of which kinds one is told.
    pub async fn choose_notices(&self, who: &Who, wanted: &[NoticeKind]) -> Result<(), Refusal> {
        let off: Vec<NoticeKind> = NoticeKind::ALL.into_iter().filter(|it| !wanted.contains(it)).collect();
        let person = who.id().clone();
        self.act(move |tx| {
            let (person, off) = (person.clone(), off.clone());
            Box::pin(async move { Ok(memory::choose_kinds(tx, &person, &off).await?) })
        })
        .await
    }
}

/// Is a day so near, or past, that one is told?
fn is_near(who: &Who, due: hanhdong_domain::Date) -> bool {
    who.today().checked_add(NEAR_DAYS.days()).is_ok_and(|it| due <= it)
}

async fn told(db: &mut Db<'_>, known: &mut Known, row: memory::NoticeRow) -> Result<Notice, Refusal> {
    let by = match &row.line.event.by {
        Some(id) => Some(known.person(db, id).await?),
        None => None,
    };
    let programme = match row.programme {
        Some(id) => {
            let title = known.title(db, &id).await?;
            Some((id, title))
        }
        None => None,
    };
    let detail = match (&row.kind, &programme) {
        // A paper is told by its number, whatever the line says.
        (NoticeKind::Issued, Some((id, _))) => publication::issue(db, id).await?.map(|it| it.number),
        (NoticeKind::Issued | NoticeKind::Lead | NoticeKind::Comment | NoticeKind::Appraisal | NoticeKind::Account, _) => None,
        (NoticeKind::Section | NoticeKind::HandedIn, _) => detail(&row.line.event.data, DETAILS),
    };
    Ok(Notice {
        organisation: row.line.event.organisation.clone(),
        seq: row.line.seq,
        kind: row.kind,
        act: row.line.event.act,
        at: here(&row.line.at),
        by,
        programme,
        item: row.place,
        items: row.items,
        detail,
        is_read: row.is_read,
    })
}
