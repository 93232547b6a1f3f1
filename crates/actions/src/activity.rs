//! What happened in what a person may see, newest first, by day and thing: told from the journals.

use std::collections::HashMap;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Line, Subject};
use hanhdong_domain::organisation::{AppraisalId, ApprovalId, AskId, BasisId, FileId, MeetingId, PersonId, ProgrammeId, RequirementId, SourceId, TickId, UnitId};
use hanhdong_domain::programme::Anchor;
pub use hanhdong_store::feed::{FeedFilter, FeedKey};
use hanhdong_store::{Db, basis, feed, meeting, organisation, programme, publication};
use jiff::civil::DateTime;
use serde_json::Value;

use crate::app::App;
use crate::clock::here;
use crate::refusal::Refusal;
use crate::who::Who;

/// Lines read for a page.
const LINES: i64 = 60;

/// What something happened to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// A programme, also its drafts under a number.
    Programme(ProgrammeId),
    /// A basis document, with what it requires.
    Basis(BasisId),
    /// A unit.
    Unit(UnitId),
    /// A person.
    Person(PersonId),
    /// A guideline.
    Guideline(String),
    /// A source paper.
    Source,
    /// The book of numbers and the register of signers of a house.
    Book,
    /// Settings of a house.
    Setting,
    /// A meeting of a committee.
    Meeting(MeetingId),
}

/// Something that was done to a thing, once or several times in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When, in Viet Nam; the last time of several.
    pub at: Option<DateTime>,
    /// Who; `None` for the program itself.
    pub by: Option<(PersonId, String)>,
    /// On whose behalf.
    pub behalf: Option<String>,
    /// What.
    pub act: Act,
    /// The name of what it was done to within the thing: a section, a number, a milestone.
    pub detail: Option<String>,
    /// The item it is about.
    pub item: Option<Anchor>,
    /// How many times.
    pub times: usize,
}

/// What was done to one thing on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneTo {
    /// The thing.
    pub about: About,
    /// Its name; empty for what has none of its own.
    pub title: String,
    /// Whose journal tells it.
    pub house: String,
    /// What was done, newest first.
    pub done: Vec<Done>,
}

/// A page of the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Day by day, newest first.
    pub days: Vec<(Date, Vec<DoneTo>)>,
    /// Where the next page begins, where there is one.
    pub next: Option<FeedKey>,
}

impl App {
    /// A page of what happened, as far as this person may see it.
    pub async fn activity(&self, who: &Who, filter: &FeedFilter, before: Option<&FeedKey>) -> Result<Activity, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut lines = feed::feed(&mut db, who.id(), who.today(), filter, before, LINES + 1).await?;
        let max = usize::try_from(LINES).unwrap_or(0);
        let has_more = max < lines.len();
        lines.truncate(max);
        let next = lines.last().filter(|_| has_more).map(|it| FeedKey { at: it.at.clone(), organisation: it.event.organisation.clone(), seq: it.seq });
        let mut known = Known::default();
        let mut days: Vec<(Date, Vec<DoneTo>)> = Vec::new();
        for line in lines {
            let Some((about, title)) = known.thing(self, &mut db, &line).await? else { continue };
            let Some(day) = here(&line.at).map(|it| it.date()) else { continue };
            if days.last().is_none_or(|it| it.0 != day) {
                days.push((day, Vec::new()));
            }
            let done = known.done(&mut db, &line).await?;
            let house = known.unit(&mut db, &line.event.organisation).await?;
            if let Some((_, things)) = days.last_mut() {
                enter(things, about, title, house, done);
            }
        }
        Ok(Activity { days, next })
    }
}

/// Puts what was done beside what was done to the same thing; the same twice in a row stands once, with how often.
fn enter(things: &mut Vec<DoneTo>, about: About, title: String, house: String, done: Done) {
    match things.iter_mut().find(|it| it.about == about && it.house == house) {
        Some(there) => match there.done.last_mut() {
            Some(last) if (&last.by, &last.behalf, last.act, &last.detail) == (&done.by, &done.behalf, done.act, &done.detail) => last.times += 1,
            Some(_) | None => there.done.push(done),
        },
        None => things.push(DoneTo { about, title, house, done: vec![done] }),
    }
}

/// Names that were asked for once.
#[derive(Default)]
pub(crate) struct Known {
    people: HashMap<PersonId, String>,
    units: HashMap<UnitId, String>,
    titles: HashMap<ProgrammeId, String>,
    bases: HashMap<BasisId, String>,
}

impl Known {
    pub(crate) async fn person(&mut self, db: &mut Db<'_>, id: &PersonId) -> Result<String, Refusal> {
        if let Some(name) = self.people.get(id) {
            return Ok(name.clone());
        }
        let name = organisation::person(db, id).await?.map(|it| it.name).unwrap_or_default();
        self.people.insert(id.clone(), name.clone());
        Ok(name)
    }

    async fn unit(&mut self, db: &mut Db<'_>, id: &UnitId) -> Result<String, Refusal> {
        if let Some(name) = self.units.get(id) {
            return Ok(name.clone());
        }
        let name = organisation::unit(db, id).await?.map(|it| it.name).unwrap_or_default();
        self.units.insert(id.clone(), name.clone());
        Ok(name)
    }

    pub(crate) async fn title(&mut self, db: &mut Db<'_>, id: &ProgrammeId) -> Result<String, Refusal> {
        if let Some(title) = self.titles.get(id) {
            return Ok(title.clone());
        }
        let title = programme::titles(db, std::slice::from_ref(id)).await?.into_iter().next().map(|it| it.1).unwrap_or_default();
        self.titles.insert(id.clone(), title.clone());
        Ok(title)
    }

    async fn programme(&mut self, db: &mut Db<'_>, id: Option<ProgrammeId>) -> Result<Option<(About, String)>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        let title = self.title(db, &id).await?;
        Ok(Some((About::Programme(id), title)))
    }

    /// A programme, where it is this organisation's.
    async fn draft_of(&mut self, db: &mut Db<'_>, id: ProgrammeId, organisation: &UnitId) -> Result<Option<(About, String)>, Refusal> {
        let is_theirs = programme::owner(db, &id).await?.is_some_and(|it| it.0 == *organisation);
        self.programme(db, is_theirs.then_some(id)).await
    }

    async fn basis(&mut self, db: &mut Db<'_>, id: BasisId) -> Result<Option<(About, String)>, Refusal> {
        if let Some(title) = self.bases.get(&id) {
            return Ok(Some((About::Basis(id), title.clone())));
        }
        let Some(it) = basis::basis(db, &id).await? else { return Ok(None) };
        self.bases.insert(id.clone(), it.short());
        Ok(Some((About::Basis(id), it.short())))
    }

    /// What a line is about; `None` where it says nothing to people.
    async fn thing(&mut self, app: &App, db: &mut Db<'_>, line: &Line) -> Result<Option<(About, String)>, Refusal> {
        let id = line.event.subject_id.as_str();
        let said = |key: &str| detail(&line.event.data, &[key]).unwrap_or_default();
        Ok(match line.event.subject {
            Subject::Programme | Subject::Draft => self.programme(db, ProgrammeId::parse(id.split('/').next().unwrap_or_default())).await?,
            Subject::Appraisal => {
                let found = match AppraisalId::parse(id) {
                    Some(id) => programme::appraisal(db, &id).await?,
                    None => None,
                };
                self.programme(db, found.map(|it| it.programme)).await?
            }
            Subject::Basis => match BasisId::parse(id) {
                Some(id) => self.basis(db, id).await?,
                None => None,
            },
            Subject::Requirement => match RequirementId::parse(id) {
                Some(id) => match basis::requirement(db, &id).await? {
                    Some(it) => self.basis(db, it.basis).await?,
                    None => None,
                },
                None => None,
            },
            Subject::Tick => {
                let tick = match TickId::parse(id) {
                    Some(id) => basis::tick(db, &id).await?,
                    None => None,
                };
                let requirement = match tick {
                    Some(it) => basis::requirement(db, &it.requirement).await?,
                    None => None,
                };
                match requirement {
                    Some(it) => self.basis(db, it.basis).await?,
                    None => None,
                }
            }
            Subject::Unit => match UnitId::parse(id) {
                Some(id) => {
                    let name = self.unit(db, &id).await?;
                    Some((About::Unit(id), name))
                }
                None => None,
            },
            Subject::Person => match PersonId::parse(id) {
                Some(id) => {
                    let name = self.person(db, &id).await?;
                    Some((About::Person(id), name))
                }
                None => None,
            },
            Subject::Source => {
                let title = match SourceId::parse(id) {
                    Some(id) => programme::source(db, &id).await?.map(|it| it.title),
                    None => None,
                };
                Some((About::Source, title.unwrap_or_else(|| said("title"))))
            }
            Subject::Guideline => Some((About::Guideline(id.to_owned()), app.guideline(id).map(|it| it.title).unwrap_or_else(|_| id.to_owned()))),
            Subject::Number | Subject::Authority => Some((About::Book, String::new())),
            Subject::Setting => Some((About::Setting, String::new())),
            // Told in the house that drafts; the house that was asked, or approves, has pages of its own for it.
            Subject::Approval => match ApprovalId::parse(id) {
                Some(id) => match programme::approval(db, &id).await? {
                    Some(it) => self.draft_of(db, it.programme, &line.event.organisation).await?,
                    None => None,
                },
                None => None,
            },
            Subject::Ask => match AskId::parse(id) {
                Some(id) => match programme::ask(db, &id).await? {
                    Some(it) => self.draft_of(db, it.programme, &line.event.organisation).await?,
                    None => None,
                },
                None => None,
            },
            Subject::Copy => {
                let found = match FileId::parse(id) {
                    Some(id) => publication::copy(db, &id).await?,
                    None => None,
                };
                self.programme(db, found.map(|it| it.programme)).await?
            }
            Subject::Meeting => match MeetingId::parse(id) {
                Some(id) => meeting::meeting(db, &id).await?.map(|it| (About::Meeting(it.id), it.title)),
                None => None,
            },
            Subject::File | Subject::Issue | Subject::Correction => None,
        })
    }

    async fn done(&mut self, db: &mut Db<'_>, line: &Line) -> Result<Done, Refusal> {
        let by = match &line.event.by {
            Some(id) => Some((id.clone(), self.person(db, id).await?)),
            None => None,
        };
        let behalf = match &line.behalf {
            Some(id) => Some(self.person(db, id).await?),
            None => None,
        };
        let item = detail(&line.event.data, &["item"]).and_then(|it| Anchor::new(&it));
        let detail = detail(&line.event.data, DETAILS).filter(|_| line.event.subject != Subject::Source);
        Ok(Done { at: here(&line.at), by, behalf, act: line.event.act, detail, item, times: 1 })
    }
}

/// Where the details of a line name what it was done to.
pub(crate) const DETAILS: &[&str] = &["label", "title", "recipient", "number", "name"];

/// The first of these that the details of a line say in words, also after or before a change.
pub(crate) fn detail(data: &str, keys: &[&str]) -> Option<String> {
    let data: Value = serde_json::from_str(data).ok()?;
    let sides = [Some(&data), data.get("after"), data.get("before")];
    let found = keys.iter().find_map(|key| sides.iter().flatten().find_map(|it| it.get(key)?.as_str()));
    found.filter(|it| !it.is_empty()).map(str::to_owned)
}
