//! A meeting from its invitation to what was concluded: who may, what is counted, what is put right, what stays between the
//! office and a member.

use axum::http::StatusCode;
use hanhdong_actions::meeting::{Invited, MeetingChange, MeetingFile, MeetingHead, MeetingKind, MeetingStage, MinuteTurn, NewTask, Presence, Stance, TaskStand};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::{MeetingId, OrganisationAct};

use crate::world::{World, on_both_engines};

on_both_engines!(
    a_meeting_is_prepared_invited_to_held_and_concluded_and_its_conclusions_are_followed,
    counts_are_for_the_house_and_words_of_a_slip_for_the_office_and_its_member,
    a_unit_that_was_invited_reads_the_invitation_and_nobody_else_finds_the_meeting
);

fn why(refusal: &Refusal) -> &'static str {
    if let Refusal::Field { why, .. } = refusal { why } else { panic!("{refusal:?}") }
}

async fn refused(world: &World, who: &Who, id: &MeetingId, change: MeetingChange) -> &'static str {
    why(&world.app.change_meeting(who, id, change).await.expect_err("refused"))
}

async fn change(world: &World, who: &Who, id: &MeetingId, change: MeetingChange) {
    world.app.change_meeting(who, id, change).await.expect("changed");
}

/// A meeting of the commune's standing committee today, with a frozen draft on its agenda.
async fn planned(world: &World) -> (Who, MeetingId) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let unit = world.app.units_where(&office, OrganisationAct::KeepMeetings).await.expect("units").remove(0).organisation;
    let head = MeetingHead {
        title: "Cho ý kiến dự thảo chương trình hành động".to_owned(),
        on: office.today(),
        hour: "8h".to_owned(),
        place: "Hội trường A".to_owned(),
        chair: "Nguyễn Văn Mẫu".to_owned(),
    };
    let id = world.app.plan_meeting(&office, &unit, MeetingKind::StandingCommittee, &head).await.expect("planned");
    let draft = world.draft("soan-thao").await;
    let version = world.app.open(&drafter, &draft).await.expect("a draft").row.version;
    let number = world.app.freeze(&drafter, &draft, "trình Ban Thường vụ", version).await.expect("frozen");
    change(world, &office, &id, MeetingChange::AddDraft(draft, number, "Xong hội nghị trả lại".to_owned())).await;
    (office, id)
}

/// The same with the drafter as a member and a guest by name, invited.
async fn invited(world: &World) -> (Who, Who, MeetingId) {
    let (office, id) = planned(world).await;
    let member = world.who("soan-thao").await;
    change(world, &office, &id, MeetingChange::Invite(Invited::Person(member.id().clone()), "Uỷ viên".to_owned(), true)).await;
    change(world, &office, &id, MeetingChange::Invite(Invited::Name("Trần Văn Mẫu".to_owned()), String::new(), false)).await;
    change(world, &office, &id, MeetingChange::SendInvitations).await;
    (office, member, id)
}

async fn a_meeting_is_prepared_invited_to_held_and_concluded_and_its_conclusions_are_followed(world: World) {
    let (office, id) = planned(&world).await;
    assert_eq!(refused(&world, &office, &id, MeetingChange::SendInvitations).await, "meeting-nobody");
    assert_eq!(refused(&world, &office, &id, MeetingChange::Hold).await, "meeting-not-invited");
    let member = world.who("soan-thao").await;
    assert!(matches!(world.app.change_meeting(&member, &id, MeetingChange::SendInvitations).await, Err(Refusal::NotAllowed)), "the office keeps it");
    change(&world, &office, &id, MeetingChange::Invite(Invited::Person(member.id().clone()), String::new(), true)).await;
    assert_eq!(refused(&world, &office, &id, MeetingChange::Invite(Invited::Person(member.id().clone()), String::new(), true)).await, "meeting-twice");
    change(&world, &office, &id, MeetingChange::SendInvitations).await;
    change(&world, &office, &id, MeetingChange::PapersSent(office.today())).await;
    assert_eq!(world.app.meeting(&office, &id).await.expect("a meeting").late, Some(5), "sent on the day itself, five days too late");
    let house = world.app.meeting(&office, &id).await.expect("a meeting").house.id;
    world.app.set_meeting_days(&office, &house, 0).await.expect("the house's own rule");
    assert_eq!(world.app.meeting(&office, &id).await.expect("a meeting").late, None);

    let said = |words: &str, instead: Option<i64>| MeetingChange::Write(MinuteTurn::Said, Some(1), words.to_owned(), instead);
    assert_eq!(refused(&world, &office, &id, said("sớm", None)).await, "meeting-not-held");
    change(&world, &office, &id, MeetingChange::Hold).await;
    change(&world, &office, &id, said("Làm rõ nguồn lực", None)).await;
    change(&world, &office, &id, said("Làm rõ nguồn lực và thời hạn", Some(1))).await;
    assert_eq!(refused(&world, &office, &id, said("lần nữa", Some(1))).await, "meeting-not-there", "a line is put right once, then its successor is");
    assert_eq!(refused(&world, &office, &id, MeetingChange::Conclude).await, "meeting-attendance");
    change(&world, &office, &id, MeetingChange::Attend(1, Presence::Present, String::new())).await;
    assert_eq!(refused(&world, &office, &id, MeetingChange::Conclude).await, "meeting-no-conclusion");
    change(&world, &office, &id, MeetingChange::Write(MinuteTurn::Concluded, None, "Thống nhất ban hành".to_owned(), None)).await;
    let task = NewTask { what: "Hoàn thiện dự thảo".to_owned(), whom: "Văn phòng".to_owned(), due_on: Some(office.today()) };
    change(&world, &office, &id, MeetingChange::Task(task.clone())).await;
    change(&world, &office, &id, MeetingChange::Conclude).await;
    assert_eq!(refused(&world, &office, &id, said("muộn", None)).await, "meeting-concluded", "only in place of a line");
    assert_eq!(world.app.meetings(&office).await.expect("meetings").open.len(), 1);
    assert_eq!(refused(&world, &office, &id, MeetingChange::Follow(1, task.clone(), TaskStand::Done, String::new())).await, "meeting-no-words");
    change(&world, &office, &id, MeetingChange::Follow(1, task, TaskStand::Done, "Đã trình ký".to_owned())).await;
    let found = world.app.meetings(&office).await.expect("meetings");
    assert!(found.open.is_empty() && found.own.iter().any(|it| it.meeting.id == id && it.meeting.stage == MeetingStage::Concluded));
    for file in
        [MeetingFile::Invitation, MeetingFile::Submission, MeetingFile::Slip(None), MeetingFile::Slip(Some(1)), MeetingFile::SlipTable, MeetingFile::Minutes, MeetingFile::Notice]
    {
        let (name, bytes) = world.app.meeting_paper(&office, &id, file).await.expect("a paper");
        assert!(name.ends_with(".docx") && bytes.starts_with(b"PK"), "{name}");
    }
    assert!(world.app.meeting_pack(&office, &id, Some(1)).await.expect("a pack").1.starts_with(b"%PDF"));
    assert!(matches!(world.app.meeting_pack(&office, &id, Some(2)).await, Err(Refusal::NotFound)), "there is one copy");
    let page = world.get(&format!("/meetings/{id}"), &world.log_in("vp-xa").await).await;
    assert!(page.main().contains("Đã kết luận") && page.main().contains("Đã trình ký") && page.main().contains("đã được thay bằng dòng sau"), "{}", page.main());
    assert!(world.app.verify().await.expect("verified").faults.is_empty());
}

async fn counts_are_for_the_house_and_words_of_a_slip_for_the_office_and_its_member(world: World) {
    let (office, member, id) = invited(&world).await;
    let slip = |stance, words: &str| MeetingChange::Opinion(1, 1, stance, words.to_owned());
    assert_eq!(refused(&world, &member, &id, slip(Stance::Disagrees, "")).await, "meeting-no-words");
    change(&world, &member, &id, slip(Stance::Disagrees, "Chưa rõ nguồn lực")).await;
    assert_eq!(refused(&world, &office, &id, MeetingChange::Opinion(1, 2, Stance::Agrees, String::new())).await, "meeting-no-vote", "a guest");
    let other = world.who("doc-xa").await;
    assert!(matches!(world.app.change_meeting(&other, &id, slip(Stance::Agrees, "")).await, Err(Refusal::NotAllowed)), "somebody else's slip");
    let reader = world.app.meeting(&other, &id).await.expect("the house reads it");
    assert!(reader.slips.is_empty() && reader.tallies[0].counts == [0, 0, 1], "{:?}", reader.tallies);
    let page = world.get(&format!("/meetings/{id}"), &world.log_in("doc-xa").await).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("Chưa rõ nguồn lực"), "{}", page.body);
    for who in [&office, &member] {
        assert_eq!(world.app.meeting(who, &id).await.expect("a meeting").slips[0].words, "Chưa rõ nguồn lực");
    }
    assert_eq!(refused(&world, &office, &id, MeetingChange::TakeOutPaper(1)).await, "meeting-needed");
    assert_eq!(refused(&world, &member, &id, slip(Stance::Disagrees, "Chưa rõ nguồn lực")).await, "nothing-changed");
    change(&world, &member, &id, slip(Stance::Agrees, "")).await;
    let now = world.app.meeting(&office, &id).await.expect("a meeting");
    assert!(now.tallies[0].counts == [1, 0, 0] && now.slips[0].before == 1, "the newest counts, the one before stays");
    assert!(world.app.verify().await.expect("verified").faults.is_empty());
}

async fn a_unit_that_was_invited_reads_the_invitation_and_nobody_else_finds_the_meeting(world: World) {
    let (office, id) = planned(&world).await;
    let guest = world.who("vp-phuong").await;
    let ward = world.app.units_where(&guest, OrganisationAct::KeepMeetings).await.expect("units").remove(0).organisation;
    change(&world, &office, &id, MeetingChange::Invite(Invited::Unit(ward), String::new(), true)).await;
    assert!(matches!(world.app.meeting(&guest, &id).await, Err(Refusal::NotFound)), "not before it was sent");
    change(&world, &office, &id, MeetingChange::SendInvitations).await;
    let seen = world.app.meeting(&guest, &id).await.expect("the invitation");
    assert!(!seen.is_own && seen.papers.len() == 1 && seen.invitees.is_empty() && seen.tallies.is_empty(), "day, place and agenda");
    assert!(matches!(world.app.meeting_paper(&guest, &id, MeetingFile::Submission).await, Err(Refusal::NotAllowed)));
    assert_eq!(world.app.meetings(&guest).await.expect("meetings").invited.len(), 1);
    for login in ["vp-tinh", "quan-tri"] {
        assert_eq!(world.get(&format!("/meetings/{id}"), &world.log_in(login).await).await.status, StatusCode::NOT_FOUND, "{login}");
    }
    change(&world, &office, &id, MeetingChange::CallOff("Bão".to_owned())).await;
    assert_eq!(refused(&world, &office, &id, MeetingChange::Hold).await, "meeting-prepared");
}
