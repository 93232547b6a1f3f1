//! One meeting: its head, agenda, list, slips, minutes, conclusions, and its papers.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::meeting::{Choices, MeetingStage, MeetingView, PaperOf, fingerprint_of_meeting};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::MeetingId;
use maud::{Markup, html};

use super::list::{badge, kind_word};
use super::{minutes, slips};
use crate::form::{self, Mend};
use crate::frame::Page;
use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::problem::{Asker, Problem};
use crate::request::{Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// What a page of a meeting is drawn of.
pub(super) struct Shown<'a> {
    pub(super) words: Words,
    pub(super) who: &'a Who,
    pub(super) it: &'a MeetingView,
    pub(super) choices: &'a Choices,
    pub(super) refusal: Option<&'a Refusal>,
    pub(super) path: String,
}

pub(super) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<MeetingId>) -> Result<Response, Problem> {
    page(&web, &who, words, &id, None).await.map_err(|it| asker.problem(it))
}

pub(super) async fn page(web: &Web, who: &Who, words: Words, id: &MeetingId, refusal: Option<&Refusal>) -> Result<Response, Refusal> {
    let it = web.app.meeting(who, id).await?;
    let choices = if it.may_keep { web.app.meeting_choices(who, id).await? } else { Choices::default() };
    let shown = Shown { words, who, it: &it, choices: &choices, refusal, path: format!("/meetings/{id}") };
    let main = html! {
        h1.paper #meeting { (it.meeting.title) }
        p.hint { (kind_word(words, it.meeting.kind)) " · " (it.house.name) " " (badge(words, it.meeting.stage)) }
        (form::alert(words, refusal))
        (shown.head())
        (shown.agenda())
        @if it.is_own {
            (shown.invited())
            (slips::section(&shown))
            (minutes::section(&shown))
            (minutes::tasks(&shown))
            @if it.may_keep { (shown.papers()) (shown.steps()) }
        }
    };
    Ok((form::status(refusal), Page::of(words, who, &it.meeting.title).step("/meetings", words.say("meetings-title")).show(main)).into_response())
}

impl Shown<'_> {
    pub(super) fn may_prepare(&self) -> bool {
        self.it.may_keep && self.it.meeting.may_prepare().is_ok()
    }

    fn head(&self) -> Markup {
        let (words, it) = (self.words, &self.it.meeting);
        let mut lines = vec![
            (words.say("meeting-when"), html! { (it.hour) ", " (day(it.on)) }),
            (words.say("field-meeting-place"), html! { (it.place) }),
            (words.say("field-chair"), html! { (it.chair) }),
        ];
        if let Some(why) = &it.called_off_why {
            lines.push((words.say("meeting-called-off-why"), html! { (why) }));
        }
        if self.it.is_own {
            lines.push((words.say("meeting-sent"), html! { @match it.sent_on { Some(on) => { (day(on)) } None => { (words.say("meeting-not-sent")) } } }));
        }
        html! {
            (facts(lines))
            @if let Some(late) = self.it.late { (notice::beware(&words.with("meeting-late", &[("late", late.into()), ("days", self.it.days.into())]))) }
        }
    }

    fn agenda(&self) -> Markup {
        let words = self.words;
        let row = |paper: &hanhdong_actions::meeting::AgendaPaper| {
            let href = match &paper.of {
                PaperOf::Draft(programme, number) => format!("/programmes/{programme}/versions/{}", hanhdong_domain::programme::VersionAt::Frozen(*number)),
                PaperOf::File(_) => format!("{}/papers/{}", self.path, paper.number),
            };
            let text = html! { @if self.it.is_own { a href=(href) { (paper.title) } } @else { (paper.title) } };
            let out = html! { (button::act(&words.say("meeting-take-out"), &format!("{}/papers/{}/take-out", self.path, paper.number), Weight::Plain, &[])) };
            let glance = if paper.note.is_empty() { Vec::new() } else { vec![(None, paper.note.clone().into())] };
            Row::of(text).id(format!("paper-{}", paper.number)).glance(glance).below(html! { @if self.may_prepare() { (out) } })
        };
        html! {
            h2 #agenda { (words.say("meeting-agenda")) }
            @if self.it.papers.is_empty() { (notice::empty(&words.say("meeting-agenda-none"), None)) } @else { (outline(self.it.papers.iter().map(row))) }
            @if self.may_prepare() {
                @if !self.choices.drafts.is_empty() {
                    form.fields method="post" action={ (self.path) "/drafts" } {
                        (Field::choice("draft", words.say("field-draft"), self.choices.drafts.clone()).mend(words, self.refusal))
                        (self.circulation("circulation-draft"))
                        (button::submit(&words.say("meeting-add-draft"), Weight::Plain))
                    }
                }
                details {
                    summary { (words.say("meeting-add-file")) }
                    form.fields method="post" action={ (self.path) "/files" } enctype="multipart/form-data" {
                        (Field::line("title", words.say("meeting-paper-title")).id("file-title").length_max(300).required().mend(words, self.refusal))
                        (Field::file("file", words.say("field-file"), ".docx,.doc,.pdf,.xlsx,.xls").required().mend(words, self.refusal))
                        (self.circulation("circulation-file"))
                        (button::submit(&words.say("meeting-add-file"), Weight::Plain))
                    }
                }
            }
        }
    }

    fn circulation(&self, id: &'static str) -> Markup {
        let words = self.words;
        html! { (Field::line("circulation", words.say("field-circulation")).id(id).hint(words.say("meeting-circulation-hint")).length_max(300).mend(words, self.refusal)) }
    }

    fn invited(&self) -> Markup {
        let (words, it) = (self.words, self.it);
        let row = |one: &hanhdong_actions::meeting::Invitee| {
            let out = html! { (button::act(&words.say("meeting-take-out"), &format!("{}/invitees/{}/take-out", self.path, one.number), Weight::Plain, &[])) };
            let tag = one.is_member.then(|| words.say("meeting-member"));
            let glance = if one.post.is_empty() { Vec::new() } else { vec![(None, one.post.clone().into())] };
            Row::of(html! { (one.name) }).id(format!("invitee-{}", one.number)).tag(tag).glance(glance).below(html! { @if self.may_prepare() { (out) } })
        };
        html! {
            h2 #invited { (words.with("meeting-invited", &[("count", it.invitees.len().into())])) }
            @if it.invitees.is_empty() { (notice::empty(&words.say("meeting-invited-none"), None)) } @else { (outline(it.invitees.iter().map(row))) }
            @if self.may_prepare() {
                (self.invite("person", &words.say("meeting-invite-person"), true))
                (self.invite("unit", &words.say("meeting-invite-unit"), false))
                (self.invite("name", &words.say("meeting-invite-name"), true))
            }
        }
    }

    fn invite(&self, what: &'static str, label: &str, asks: bool) -> Markup {
        let words = self.words;
        let field = match what {
            "person" => Field::choice("person", words.say("field-person"), self.choices.people.clone()),
            "unit" => Field::choice("unit", words.say("field-unit"), self.choices.units.clone()),
            _ => Field::line("name", words.say("field-name")).length_max(300).required(),
        };
        let member = Tick { id: format!("member-{what}"), name: "member", value: "yes", label: words.say("meeting-asks-opinion"), is_on: what == "person", more: None };
        html! {
            details {
                summary { (label) }
                form.fields method="post" action={ (self.path) "/invitees" } {
                    (field.id(format!("invite-{what}")).mend(words, self.refusal))
                    (Field::line("post", words.say("field-post")).id(format!("post-{what}")).length_max(300).mend(words, self.refusal))
                    @if asks { (ticks(&words.say("meeting-member"), None, Of::Any, &[member])) }
                    (button::submit(label, Weight::Plain))
                }
            }
        }
    }

    /// The papers of the meeting to be taken away.
    fn papers(&self) -> Markup {
        let words = self.words;
        let mut files = vec!["invitation", "submission", "slip", "slip-table"];
        if self.it.meeting.is_held() {
            files.extend(["minutes", "notice"]);
        }
        html! {
            h2 #papers { (words.say("meeting-papers")) }
            p.doings { @for file in files { (button::download(&words.say(&format!("meeting-file-{file}")), &format!("{}/word/{file}", self.path), Weight::Plain)) " " } }
            @if !self.it.papers.is_empty() {
                p.doings { (button::download(&words.say("meeting-pack"), &format!("{}/pack", self.path), Weight::Main)) }
                details {
                    summary { (words.say("meeting-copies")) }
                    ul.lines { @for (at, one) in self.it.invitees.iter().enumerate() {
                        li { a href={ (self.path) "/pack/" (at + 1) } download { (words.with("meeting-copy", &[("number", (at + 1).into()), ("name", one.name.as_str().into())])) } }
                    } }
                }
            }
        }
    }

    /// What comes next.
    fn steps(&self) -> Markup {
        let (words, it) = (self.words, &self.it.meeting);
        let press = |key: &str, to: &str| button::act(&words.say(key), &format!("{}/{to}", self.path), Weight::Main, &[]);
        html! {
            h2 #steps { (words.say("meeting-steps")) }
            @match it.stage {
                MeetingStage::Planned => { (press("meeting-do-invite", "invited")) }
                MeetingStage::Invited => { (press("meeting-do-hold", "held")) }
                MeetingStage::Held => { (press("meeting-do-conclude", "concluded")) }
                MeetingStage::Concluded | MeetingStage::CalledOff => { p.hint { (words.say("meeting-over")) } }
            }
            @if it.may_prepare().is_ok() {
                form.fields method="post" action={ (self.path) "/sent" } {
                    (Field::day("on", words.say("meeting-sent")).id("sent-on").value(self.who.today().to_string()).required().mend(words, self.refusal))
                    (button::submit(&words.say("meeting-sent-do"), Weight::Plain))
                }
                (self.change())
                details {
                    summary { (words.say("meeting-call-off")) }
                    form.fields method="post" action={ (self.path) "/called-off" } {
                        (Field::line("why", words.say("field-why")).id("off-why").length_max(300).required().mend(words, self.refusal))
                        (button::submit(&words.say("meeting-call-off"), Weight::Danger))
                    }
                }
            }
        }
    }

    fn change(&self) -> Markup {
        let (words, it) = (self.words, &self.it.meeting);
        html! {
            details {
                summary { (words.say("meeting-change")) }
                form.fields method="post" action={ (self.path) "/head" } {
                    input type="hidden" name="seen" value=(fingerprint_of_meeting(it));
                    (Field::line("title", words.say("meeting-about")).value(&it.title).length_max(300).required().mend(words, self.refusal))
                    (Field::day("on", words.say("meeting-day")).value(it.on.to_string()).required().mend(words, self.refusal))
                    (Field::line("hour", words.say("meeting-hour")).value(&it.hour).length_max(5).required().mend(words, self.refusal))
                    (Field::line("meeting-place", words.say("field-meeting-place")).value(&it.place).length_max(300).required().mend(words, self.refusal))
                    (Field::line("chair", words.say("field-chair")).value(&it.chair).length_max(300).required().mend(words, self.refusal))
                    @if it.stage == MeetingStage::Invited { (Field::line("why", words.say("field-why")).length_max(300).required().mend(words, self.refusal)) }
                    (button::submit(&words.say("meeting-change"), Weight::Plain))
                }
            }
        }
    }
}
