//! A meeting and how far it is: planned, invited to, held, concluded; or called off.

use crate::Date;
use crate::organisation::{MeetingId, UnitId};

/// How many days before a meeting its papers are sent, where the house says nothing else.
pub const DAYS_BEFORE: i64 = 5;

/// Who meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingKind {
    /// The standing members: secretary and deputies.
    #[doc(alias = "Thường trực cấp uỷ")]
    StandingMembers,
    /// The standing committee.
    #[doc(alias = "Ban Thường vụ")]
    StandingCommittee,
    /// The whole committee.
    #[doc(alias = "Ban Chấp hành")]
    Committee,
}

impl MeetingKind {
    /// Every kind.
    pub const ALL: [MeetingKind; 3] = [MeetingKind::StandingMembers, MeetingKind::StandingCommittee, MeetingKind::Committee];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            MeetingKind::StandingMembers => "standing_members",
            MeetingKind::StandingCommittee => "standing_committee",
            MeetingKind::Committee => "committee",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<MeetingKind> {
        MeetingKind::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// How far a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingStage {
    /// Being prepared: the office's own.
    Planned,
    /// The invitations went out.
    Invited,
    /// It took place; its minutes are written.
    Held,
    /// Its conclusions are known; what is wrong is put right by further lines.
    Concluded,
    /// It does not take place.
    CalledOff,
}

impl MeetingStage {
    /// Every stage.
    pub const ALL: [MeetingStage; 5] = [MeetingStage::Planned, MeetingStage::Invited, MeetingStage::Held, MeetingStage::Concluded, MeetingStage::CalledOff];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            MeetingStage::Planned => "planned",
            MeetingStage::Invited => "invited",
            MeetingStage::Held => "held",
            MeetingStage::Concluded => "concluded",
            MeetingStage::CalledOff => "called_off",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<MeetingStage> {
        MeetingStage::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A meeting.
#[doc(alias = "cuộc họp, hội nghị")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Whose committee meets.
    pub organisation: UnitId,
    /// Who of it.
    pub kind: MeetingKind,
    /// What about.
    pub title: String,
    /// The day.
    pub on: Date,
    /// The hour, "08:00".
    pub hour: String,
    /// Where.
    pub place: String,
    /// Who is in the chair.
    pub chair: String,
    /// How far it is.
    pub stage: MeetingStage,
    /// The day on which the papers were sent.
    pub sent_on: Option<Date>,
    /// Why it was called off.
    pub called_off_why: Option<String>,
}

/// Why something is not done with a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeetingRefusal {
    /// It took place or was called off: it is prepared no more.
    #[error("prepared no more")]
    Prepared,
    /// The invitations did not go out yet.
    #[error("not invited")]
    NotInvited,
    /// They went out already.
    #[error("invited already")]
    InvitedAlready,
    /// There is no paper on its agenda.
    #[error("no agenda")]
    NoAgenda,
    /// Nobody is invited.
    #[error("nobody is invited")]
    Nobody,
    /// Its day has not come.
    #[error("not yet")]
    NotYet,
    /// The papers cannot be sent on a day after the meeting, or on one that has not come.
    #[error("not such a day")]
    Day,
    /// It did not take place, or not yet.
    #[error("not held")]
    NotHeld,
    /// Of somebody invited it is not known if they came.
    #[error("attendance is not known")]
    Attendance,
    /// No conclusion is written.
    #[error("no conclusion")]
    NoConclusion,
    /// It is concluded: what is wrong is put right by a line in place of another.
    #[error("concluded")]
    Concluded,
    /// Opinions, minutes or attendance stand on it.
    #[error("something stands on it")]
    Needed,
    /// It is not there, or no more.
    #[error("not there")]
    NotThere,
    /// Whoever is invited without a vote is not asked for an opinion.
    #[error("no vote")]
    NoVote,
    /// It is not said why.
    #[error("no words")]
    NoWords,
    /// It says what stands there already.
    #[error("nothing changed")]
    Same,
}

impl Meeting {
    /// May agenda, invitations, day and place still be changed?
    pub const fn may_prepare(&self) -> Result<(), MeetingRefusal> {
        match self.stage {
            MeetingStage::Planned | MeetingStage::Invited => Ok(()),
            MeetingStage::Held | MeetingStage::Concluded | MeetingStage::CalledOff => Err(MeetingRefusal::Prepared),
        }
    }
    /// May the head be changed, for this reason? Whoever was invited is told why.
    pub fn may_change(&self, why: &str) -> Result<(), MeetingRefusal> {
        self.may_prepare()?;
        if self.stage == MeetingStage::Invited && why.is_empty() { Err(MeetingRefusal::NoWords) } else { Ok(()) }
    }
    /// May the invitations go out, with so many papers and so many people?
    pub const fn may_invite(&self, papers: usize, invited: usize) -> Result<(), MeetingRefusal> {
        match self.stage {
            MeetingStage::Invited => Err(MeetingRefusal::InvitedAlready),
            MeetingStage::Held | MeetingStage::Concluded | MeetingStage::CalledOff => Err(MeetingRefusal::Prepared),
            MeetingStage::Planned if papers == 0 => Err(MeetingRefusal::NoAgenda),
            MeetingStage::Planned if invited == 0 => Err(MeetingRefusal::Nobody),
            MeetingStage::Planned => Ok(()),
        }
    }
    /// May the papers have been sent on this day?
    pub fn may_send(&self, on: Date, today: Date, papers: usize) -> Result<(), MeetingRefusal> {
        self.may_prepare()?;
        if papers == 0 {
            return Err(MeetingRefusal::NoAgenda);
        }
        if today < on || self.on < on { Err(MeetingRefusal::Day) } else { Ok(()) }
    }
    /// May it have been held?
    pub fn may_hold(&self, today: Date) -> Result<(), MeetingRefusal> {
        match self.stage {
            MeetingStage::Planned => Err(MeetingRefusal::NotInvited),
            MeetingStage::Held | MeetingStage::Concluded | MeetingStage::CalledOff => Err(MeetingRefusal::Prepared),
            MeetingStage::Invited if today < self.on => Err(MeetingRefusal::NotYet),
            MeetingStage::Invited => Ok(()),
        }
    }
    /// May it be called off, for this reason?
    pub fn may_call_off(&self, why: &str) -> Result<(), MeetingRefusal> {
        self.may_prepare()?;
        if why.is_empty() { Err(MeetingRefusal::NoWords) } else { Ok(()) }
    }
    /// May it be concluded: so many invited people without a word of whether they came, so many conclusions?
    pub const fn may_conclude(&self, unknown: usize, conclusions: usize) -> Result<(), MeetingRefusal> {
        match self.stage {
            MeetingStage::Planned | MeetingStage::Invited | MeetingStage::CalledOff => Err(MeetingRefusal::NotHeld),
            MeetingStage::Concluded => Err(MeetingRefusal::Concluded),
            MeetingStage::Held if 0 < unknown => Err(MeetingRefusal::Attendance),
            MeetingStage::Held if conclusions == 0 => Err(MeetingRefusal::NoConclusion),
            MeetingStage::Held => Ok(()),
        }
    }
    /// Is it held: are there minutes of it?
    pub const fn is_held(&self) -> bool {
        matches!(self.stage, MeetingStage::Held | MeetingStage::Concluded)
    }
}

/// How many days later than `days` before the meeting its papers were sent; where they were not sent yet, would be if they
/// were today. `None` where they are in time.
pub fn days_late(meeting: Date, sent_on: Option<Date>, today: Date, days: i64) -> Option<i64> {
    let last = meeting.checked_sub(jiff::Span::new().days(days)).ok()?;
    let late = i64::from(last.until(sent_on.unwrap_or(today)).ok()?.get_days());
    (0 < late).then_some(late)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const DAY: Date = Date::constant(2026, 3, 20);

    fn meeting(stage: MeetingStage) -> Meeting {
        Meeting {
            id: MeetingId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id"),
            organisation: UnitId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ac").expect("an id"),
            kind: MeetingKind::StandingCommittee,
            title: "Cho ý kiến dự thảo".to_owned(),
            on: DAY,
            hour: "08:00".to_owned(),
            place: "Hội trường".to_owned(),
            chair: "Nguyễn Văn Mẫu".to_owned(),
            stage,
            sent_on: None,
            called_off_why: None,
        }
    }

    use MeetingStage::{CalledOff, Concluded, Held, Invited, Planned};

    /// Invite, hold on the day, conclude with everything there, call off with a reason: what each stage allows.
    #[rstest]
    #[case(Planned, [Ok(()), Err(MeetingRefusal::NotInvited), Err(MeetingRefusal::NotHeld), Ok(())])]
    #[case(Invited, [Err(MeetingRefusal::InvitedAlready), Ok(()), Err(MeetingRefusal::NotHeld), Ok(())])]
    #[case(Held, [Err(MeetingRefusal::Prepared), Err(MeetingRefusal::Prepared), Ok(()), Err(MeetingRefusal::Prepared)])]
    #[case(Concluded, [Err(MeetingRefusal::Prepared), Err(MeetingRefusal::Prepared), Err(MeetingRefusal::Concluded), Err(MeetingRefusal::Prepared)])]
    #[case(CalledOff, [Err(MeetingRefusal::Prepared), Err(MeetingRefusal::Prepared), Err(MeetingRefusal::NotHeld), Err(MeetingRefusal::Prepared)])]
    fn a_meeting_goes_from_planned_to_invited_to_held_to_concluded_and_no_other_way(#[case] stage: MeetingStage, #[case] expected: [Result<(), MeetingRefusal>; 4]) {
        let it = meeting(stage);
        assert_eq!([it.may_invite(1, 1), it.may_hold(DAY), it.may_conclude(0, 1), it.may_call_off("Bão")], expected);
    }

    #[test]
    fn nothing_is_taken_a_step_further_with_something_missing() {
        let planned = meeting(Planned);
        assert_eq!(planned.may_invite(0, 1), Err(MeetingRefusal::NoAgenda));
        assert_eq!(planned.may_invite(1, 0), Err(MeetingRefusal::Nobody));
        assert_eq!(planned.may_call_off(""), Err(MeetingRefusal::NoWords));
        assert_eq!(planned.may_change(""), Ok(()));
        assert_eq!(meeting(Invited).may_change(""), Err(MeetingRefusal::NoWords));
        assert_eq!(meeting(Held).may_change("x"), Err(MeetingRefusal::Prepared));
        assert_eq!(meeting(Invited).may_hold(DAY.yesterday().expect("a day")), Err(MeetingRefusal::NotYet));
        assert_eq!(meeting(Held).may_conclude(1, 1), Err(MeetingRefusal::Attendance));
        assert_eq!(meeting(Held).may_conclude(0, 0), Err(MeetingRefusal::NoConclusion));
    }

    #[rstest]
    #[case(Date::constant(2026, 3, 10), Date::constant(2026, 3, 10), 1, Ok(()))]
    #[case(DAY, DAY, 1, Ok(()))]
    #[case(Date::constant(2026, 3, 11), Date::constant(2026, 3, 10), 1, Err(MeetingRefusal::Day))]
    #[case(Date::constant(2026, 3, 21), Date::constant(2026, 3, 22), 1, Err(MeetingRefusal::Day))]
    #[case(DAY, DAY, 0, Err(MeetingRefusal::NoAgenda))]
    fn papers_are_sent_by_the_day_of_the_meeting_and_not_in_the_future(#[case] on: Date, #[case] today: Date, #[case] papers: usize, #[case] expected: Result<(), MeetingRefusal>) {
        assert_eq!(meeting(Invited).may_send(on, today, papers), expected);
    }

    #[rstest]
    #[case(Some(Date::constant(2026, 3, 15)), 5, None)]
    #[case(Some(Date::constant(2026, 3, 16)), 5, Some(1))]
    #[case(Some(DAY), 5, Some(5))]
    #[case(Some(DAY), 0, None)]
    #[case(None, 5, Some(3))]
    fn papers_are_late_by_the_days_that_they_were_sent_after_the_houses_rule(#[case] sent: Option<Date>, #[case] days: i64, #[case] expected: Option<i64>) {
        assert_eq!(days_late(DAY, sent, Date::constant(2026, 3, 18), days), expected);
    }

    #[test]
    fn names_read_back() {
        assert!(MeetingKind::ALL.into_iter().all(|it| MeetingKind::of_name(it.name()) == Some(it)));
        assert!(MeetingStage::ALL.into_iter().all(|it| MeetingStage::of_name(it.name()) == Some(it)));
    }
}
