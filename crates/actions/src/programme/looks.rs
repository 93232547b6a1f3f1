//! Papers that were looked at, kept in memory for a while so that the commented file can be fetched. Nothing of them
//! touches disk or database; whoever has the token and is the same person gets them, nobody else.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hanhdong_domain::organisation::{PersonId, ProgrammeId, UnitId};
use hanhdong_domain::programme::Paper;
use jiff::Timestamp;
use tokio::sync::Semaphore;

use super::hand_in::{HandIn, file_name};
use super::look::{Look, LookAt};
use crate::app::App;
use crate::refusal::Refusal;
use crate::secret::Token;
use crate::who::Who;

/// How long a look is kept, in seconds.
pub const LOOK_KEPT_SECONDS: i64 = 30 * 60;
/// Bytes of all looks together; the oldest go first.
const ALL_BYTES_MAX: usize = 200 * 1024 * 1024;
/// Looks of one person: nobody crowds the others out.
const OF_ONE_MAX: usize = 8;
/// Papers that are read at the same time: reading is work for a core, and there are few.
const AT_ONCE_MAX: usize = 2;
/// Papers that wait for their turn; more are asked to come back.
const WAITING_MAX: usize = 16;

/// A paper that was looked at, with what came of it.
pub struct LookKept {
    /// What was seen.
    pub look: Look,
    /// What was looked at, and against what.
    pub at: LookAt,
}

impl LookKept {
    /// Roughly how much memory it takes.
    fn bytes(&self) -> usize {
        let files = [Some(self.at.bytes.len()), self.at.source.as_ref().map(|it| it.len()), self.look.commented.as_ref().map(Vec::len), self.look.slip.as_ref().map(Vec::len)];
        let texts: usize = self.look.programme.texts().map(|it| it.0.len() + 200).sum();
        let findings: usize = self.look.report.findings.iter().map(|it| it.title.len() + it.message.len() + it.hint.len() + 200).sum();
        files.into_iter().flatten().sum::<usize>() + texts * 2 + findings
    }
}

struct Slot {
    fingerprint: String,
    person: PersonId,
    until: Timestamp,
    bytes: usize,
    kept: Arc<LookKept>,
}

/// The looks of everybody, oldest first.
pub struct Looks {
    slots: Mutex<VecDeque<Slot>>,
    turns: Semaphore,
    waiting: Semaphore,
}

impl Default for Looks {
    fn default() -> Self {
        Looks { slots: Mutex::default(), turns: Semaphore::new(AT_ONCE_MAX), waiting: Semaphore::new(WAITING_MAX) }
    }
}

impl Looks {
    fn slots(&self, now: Timestamp) -> MutexGuard<'_, VecDeque<Slot>> {
        // Every change of the list is whole, whatever panicked beside it.
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|it| now < it.until);
        slots
    }
    fn keep(&self, slot: Slot, now: Timestamp) {
        let mut slots = self.slots(now);
        slots.push_back(slot);
        trim(&mut slots, ALL_BYTES_MAX, OF_ONE_MAX);
    }
    fn of(&self, token: &Token, person: &PersonId, now: Timestamp) -> Option<Arc<LookKept>> {
        let fingerprint = token.fingerprint();
        self.slots(now).iter().find(|it| it.fingerprint == fingerprint && it.person == *person).map(|it| it.kept.clone())
    }
    /// Waits for a turn to read a paper.
    pub(crate) async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Refusal> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        self.turns.acquire().await.map_err(|_| Refusal::Busy)
    }
}

/// Lets the oldest go until the rest fits; the newest always stays.
fn trim(slots: &mut VecDeque<Slot>, bytes_max: usize, of_one_max: usize) {
    if let Some(person) = slots.back().map(|it| it.person.clone())
        && of_one_max < slots.iter().filter(|it| it.person == person).count()
        && let Some(oldest) = slots.iter().position(|it| it.person == person)
    {
        slots.remove(oldest);
    }
    while bytes_max < slots.iter().map(|it| it.bytes).sum() && 1 < slots.len() {
        slots.pop_front();
    }
}

impl App {
    /// Looks at a paper and keeps what was seen in memory for this person, under a token that nobody can guess.
    pub async fn look_and_keep(&self, who: &Who, mut at: LookAt) -> Result<Token, Refusal> {
        at.name = file_name(&at.name);
        let look = {
            let _turn = self.looks().turn().await?;
            self.look(who, at.clone()).await?
        };
        let token = Token::new().map_err(|error| Refusal::Fault(error.to_string()))?;
        let kept = LookKept { look, at };
        let now = self.clock().now();
        let until = Timestamp::from_second(now.as_second().saturating_add(LOOK_KEPT_SECONDS)).unwrap_or(Timestamp::MAX);
        let slot = Slot { fingerprint: token.fingerprint(), person: who.id().clone(), until, bytes: kept.bytes(), kept: Arc::new(kept) };
        self.looks().keep(slot, now);
        Ok(token)
    }

    /// What was seen, for the person who had it looked at.
    pub fn look_kept(&self, who: &Who, token: &Token) -> Result<Arc<LookKept>, Refusal> {
        self.looks().of(token, who.id(), self.clock().now()).ok_or(Refusal::NotFound)
    }

    /// Hands in a paper that was looked at as a programme, tied to the source it was held against.
    pub async fn hand_in_look(&self, who: &Who, token: &Token, organisation: &UnitId) -> Result<ProgrammeId, Refusal> {
        let kept = self.look_kept(who, token)?;
        let paper = HandIn { name: kept.at.name.clone(), bytes: kept.at.bytes.clone() };
        let programme = self.hand_in(who, organisation, &kept.at.guideline, paper).await?;
        if let Some(bytes) = &kept.at.source {
            let source = self.hand_in_source(who, organisation, HandIn { name: String::new(), bytes: bytes.clone() }).await?;
            self.link_source(who, &programme, Paper::Source, Some(source)).await?;
        }
        Ok(programme)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hanhdong_domain::programme::Programme;
    use hanhdong_domain::{Language, Report};

    use super::*;
    use crate::app::new;

    fn slot(person: &PersonId, fingerprint: &str, bytes: usize, until: i64) -> Slot {
        let report = Report { guideline: String::new(), guideline_title: String::new(), clauses: Vec::new(), findings: Vec::new(), coverage: Vec::new() };
        let look = Look { programme: Programme::default(), report, commented: None, slip: None };
        let at = LookAt { bytes: Arc::default(), name: String::new(), guideline: String::new(), source: None, language: Language::Vi };
        Slot { fingerprint: fingerprint.to_owned(), person: person.clone(), until: Timestamp::from_second(until).expect("a moment"), bytes, kept: Arc::new(LookKept { look, at }) }
    }

    #[test]
    fn the_oldest_go_when_all_are_too_much_and_the_newest_stays_however_large() {
        let (one, other) = (new::person(), new::person());
        let mut slots: VecDeque<Slot> = [slot(&one, "a", 50, 9), slot(&other, "b", 40, 9), slot(&one, "c", 30, 9)].into();
        trim(&mut slots, 100, 8);
        assert_eq!(slots.iter().map(|it| it.fingerprint.as_str()).collect::<Vec<_>>(), ["b", "c"]);
        slots.push_back(slot(&one, "d", 1000, 9));
        trim(&mut slots, 100, 8);
        assert_eq!(slots.iter().map(|it| it.fingerprint.as_str()).collect::<Vec<_>>(), ["d"]);
    }

    #[test]
    fn nobody_crowds_the_others_out() {
        let (one, other) = (new::person(), new::person());
        let mut slots: VecDeque<Slot> = [slot(&other, "a", 1, 9)].into();
        for name in ["b", "c", "d"] {
            slots.push_back(slot(&one, name, 1, 9));
            trim(&mut slots, 100, 2);
        }
        assert_eq!(slots.iter().map(|it| it.fingerprint.as_str()).collect::<Vec<_>>(), ["a", "c", "d"]);
    }

    #[test]
    fn a_look_is_there_for_its_person_until_its_time_is_over() {
        let (one, other) = (new::person(), new::person());
        let token = Token::new().expect("chance");
        let looks = Looks::default();
        let at = |second: i64| Timestamp::from_second(second).expect("a moment");
        looks.keep(slot(&one, &token.fingerprint(), 1, 100), at(1));
        assert!(looks.of(&token, &one, at(99)).is_some());
        assert!(looks.of(&token, &other, at(99)).is_none());
        assert!(looks.of(&Token::new().expect("chance"), &one, at(99)).is_none());
        assert!(looks.of(&token, &one, at(100)).is_none());
        assert!(looks.of(&token, &one, at(50)).is_none(), "gone for good, whatever the clock does then");
    }
}
