//! Is everything as the journal says? Asked by `hanhdong verify`, after a restore, and by whoever trusts nothing.

use std::collections::HashMap;

use hanhdong_domain::journal::Subject;
use hanhdong_domain::organisation::{
    AppraisalId, ApprovalId, AskId, AuthorityId, BasisId, BookLineId, CorrectionId, FileId, MeetingId, ProgrammeId, RequirementId, SourceId, TickId, UnitId,
};
use sqlx::Row;

use crate::open::Engine;
use crate::{Db, Store, StoreError, basis, journal, meeting, programme, publication};

/// How many lines are read at once.
const LINES_AT_ONCE: i64 = 1000;

/// What was looked at and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Lines of the journal that were read.
    pub lines: u64,
    /// Records that were held against the journal.
    pub records: u64,
    /// For each organisation the number and fingerprint of its last line: kept outside, it shows later that nothing
    /// was cut off.
    pub heads: Vec<(UnitId, i64, String)>,
    /// Was something not found by the words it has, and was search made anew?
    pub search_renewed: bool,
    /// What is not as it should be.
    pub faults: Vec<Fault>,
}

/// Something that is not as the journal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The database's own check of its file failed.
    File(String),
    /// A line is missing or stands in another place.
    LineMissing {
        /// Whose journal.
        organisation: UnitId,
        /// Which number was awaited.
        seq: i64,
    },
    /// A line is not what was written.
    LineChanged {
        /// Whose journal.
        organisation: UnitId,
        /// Which line.
        seq: i64,
    },
    /// The last line is not the one that the chain's head names.
    EndCut {
        /// Whose journal.
        organisation: UnitId,
    },
    /// A record is not as its last act left it.
    RecordChanged {
        /// What it is.
        subject: Subject,
        /// Which one.
        id: String,
    },
    /// A record of the journal is gone.
    RecordMissing {
        /// What it is.
        subject: Subject,
        /// Which one.
        id: String,
    },
}

/// For each record the time and fingerprint of its last act.
type States = HashMap<(Subject, String), (String, String)>;

/// Holds everything against the journal, as of one moment.
pub async fn verify(store: &Store) -> Result<Verification, StoreError> {
    let mut reader = store.read().await?;
    let mut found = Verification::default();
    let mut db = reader.db();
    if db.engine() == Engine::Sqlite {
        for row in db.all(sqlx::query("PRAGMA quick_check(10)")).await? {
            let said: String = row.try_get(0)?;
            if said != "ok" {
                found.faults.push(Fault::File(said));
            }
        }
    }
    found.heads = journal::heads(&mut db).await?;
    let mut states: States = HashMap::new();
    for (organisation, seq, hash) in found.heads.clone() {
        chain(&mut db, &mut found, &mut states, &organisation, seq, &hash).await?;
    }
    let mut states: Vec<_> = states.into_iter().collect();
    states.sort_by(|a, b| (a.0.0.name(), &a.0.1).cmp(&(b.0.0.name(), &b.0.1)));
    for ((subject, id), (_, state)) in states {
        found.records += 1;
        match now(&mut db, subject, &id).await? {
            Some(now) if now == state => {}
            Some(_) => found.faults.push(Fault::RecordChanged { subject, id }),
            None => found.faults.push(Fault::RecordMissing { subject, id }),
        }
    }
    drop(reader);
    if !crate::search::is_sound(store).await? {
        crate::search::renew(store).await?;
        found.search_renewed = true;
    }
    Ok(found)
}

async fn chain(db: &mut Db<'_>, found: &mut Verification, states: &mut States, organisation: &UnitId, last: i64, last_hash: &str) -> Result<(), StoreError> {
    let (mut seq, mut before) = (0, journal::BEGINNING.to_owned());
    loop {
        let lines = journal::after(db, organisation, seq, LINES_AT_ONCE).await?;
        let is_end = (lines.len() as i64) < LINES_AT_ONCE;
        for line in lines {
            found.lines += 1;
            if line.seq != seq + 1 {
                found.faults.push(Fault::LineMissing { organisation: organisation.clone(), seq: seq + 1 });
            } else if line.hash != journal::hash(&before, line.seq, &line.at, &line.event, line.behalf.as_ref()) {
                found.faults.push(Fault::LineChanged { organisation: organisation.clone(), seq: line.seq });
            }
            (seq, before) = (line.seq, line.hash);
            if let Some(state) = line.event.state {
                // A person's roles may stand in the journals of several organisations: the latest line says how it stands.
                let kept = states.entry((line.event.subject, line.event.subject_id)).or_default();
                if kept.0 <= line.at {
                    *kept = (line.at, state);
                }
            }
        }
        if is_end {
            break;
        }
    }
    if seq != last || before != last_hash {
        found.faults.push(Fault::EndCut { organisation: organisation.clone() });
    }
    Ok(())
}

/// The fingerprint of a record as it stands.
async fn now(db: &mut Db<'_>, subject: Subject, id: &str) -> Result<Option<String>, StoreError> {
    match subject {
        Subject::Programme => match ProgrammeId::parse(id) {
            Some(id) => Ok(programme::programme(db, &id).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::Source => match SourceId::parse(id) {
            Some(id) => Ok(programme::source(db, &id).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::File => match FileId::parse(id) {
            Some(id) => Ok(programme::file(db, &id).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::Basis => match BasisId::parse(id) {
            Some(id) => Ok(basis::basis(db, &id).await?.map(|it| basis::state(&it))),
            None => Ok(None),
        },
        Subject::Requirement => match RequirementId::parse(id) {
            Some(id) => Ok(basis::requirement(db, &id).await?.map(|it| basis::state_of_requirement(&it))),
            None => Ok(None),
        },
        Subject::Tick => match TickId::parse(id) {
            Some(id) => Ok(basis::tick(db, &id).await?.map(|it| basis::state_of_tick(&it))),
            None => Ok(None),
        },
        Subject::Approval => match ApprovalId::parse(id) {
            Some(id) => match programme::approval(db, &id).await? {
                Some(it) => Ok(Some(programme::state_of_approval(&it, &programme::approval_comments(db, &id).await?))),
                None => Ok(None),
            },
            None => Ok(None),
        },
        Subject::Ask => match AskId::parse(id) {
            Some(id) => Ok(programme::ask(db, &id).await?.map(|it| programme::state_of_ask(&it))),
            None => Ok(None),
        },
        Subject::Appraisal => match AppraisalId::parse(id) {
            Some(id) => match programme::appraisal(db, &id).await? {
                Some(it) => Ok(Some(programme::state_of_appraisal(&it, &programme::remarks(db, &id).await?))),
                None => Ok(None),
            },
            None => Ok(None),
        },
        Subject::Draft => match id.split_once('/').and_then(|(id, number)| Some((ProgrammeId::parse(id)?, number.parse::<i64>().ok()?))) {
            Some((id, number)) => Ok(programme::frozen(db, &id, number).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::Person => crate::organisation::state_of_person(db, id).await,
        Subject::Issue => match ProgrammeId::parse(id) {
            Some(id) => publication::state_of_issue(db, &id).await,
            None => Ok(None),
        },
        Subject::Number => match BookLineId::parse(id) {
            Some(id) => Ok(publication::book_line(db, &id).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::Authority => match AuthorityId::parse(id) {
            Some(id) => Ok(publication::authority(db, &id).await?.map(|(of, it)| publication::state_of_authority(&of, &it))),
            None => Ok(None),
        },
        Subject::Correction => match CorrectionId::parse(id) {
            Some(id) => Ok(publication::correction(db, &id).await?.map(|it| publication::state_of_correction(&it))),
            None => Ok(None),
        },
        Subject::Copy => match FileId::parse(id) {
            Some(id) => publication::copy(db, &id).await?.map(|it| publication::state_of_copy(&it)).transpose(),
            None => Ok(None),
        },
        Subject::Meeting => match MeetingId::parse(id) {
            Some(id) => Ok(meeting::whole(db, &id).await?.map(|it| it.state())),
            None => Ok(None),
        },
        Subject::Unit | Subject::Guideline | Subject::Setting => Ok(None),
    }
}
