//! Slips that come back: entered by the member, or by the office from paper.

use hanhdong_domain::meeting::{Opinion, Stance, may_say, newest};
use hanhdong_store::Tx;
use hanhdong_store::meeting::{self as memory, WholeMeeting};

use crate::programme::checked_words;
use crate::refusal::Refusal;
use crate::who::Who;

pub(super) async fn say(tx: &mut Tx<'_>, who: &Who, whole: &WholeMeeting, (paper, invitee): (i64, i64), (stance, words): (Stance, &str)) -> Result<(), Refusal> {
    let words = checked_words("opinion-words", words)?;
    let before = newest(&whole.opinions, paper, invitee);
    let paper_on = whole.papers.iter().find(|it| it.number == paper);
    let member = whole.invitees.iter().find(|it| it.number == invitee);
    may_say(&whole.meeting, paper_on, member, (stance, &words), before)?;
    let line = before.map_or(0, |it| it.line) + 1;
    let opinion = Opinion { paper, invitee, line, stance, words, by: who.id().clone(), at: tx.at().to_owned() };
    Ok(memory::say(tx, &whole.meeting.id, &opinion).await?)
}
