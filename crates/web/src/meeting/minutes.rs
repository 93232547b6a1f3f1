//! The minutes of a meeting, and what was concluded to be done.

use hanhdong_actions::meeting::{MeetingStage, MinuteLine, MinuteTurn, Presence, TaskLine, TaskStand};
use maud::{Markup, html};

use super::page::Shown;
use crate::form::Mend;
use crate::look::button::{self, Weight};
use crate::look::field::Field;
use crate::look::notice;
use crate::look::outline::{Row, outline};
use crate::words::day;

fn presence_key(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "presence-present",
        Presence::Excused => "presence-excused",
        Presence::Absent => "presence-absent",
    }
}

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let (words, it) = (shown.words, shown.it);
    let row = |line: &MinuteLine| {
        let said = match line.turn {
            MinuteTurn::Attended { invitee, presence } => {
                let name = it.invitees.iter().find(|it| it.number == invitee).map(|it| it.name.clone()).unwrap_or_default();
                html! { (name) ": " (words.say(presence_key(presence))) @if !line.words.is_empty() { " – " (line.words) } }
            }
            MinuteTurn::Said => html! { (line.words) },
            MinuteTurn::Concluded => html! { strong { (words.say("minute-concluded")) ": " } (line.words) },
        };
        let replaced = it.minutes.iter().any(|later| later.instead_of == Some(line.number));
        let about = line.paper.and_then(|number| it.papers.iter().find(|it| it.number == number)).map(|it| it.title.clone());
        let below = html! {
            @if let Some(before) = line.instead_of { p.hint { (words.with("minute-instead", &[("line", before.into())])) } }
            @if replaced { p.hint { (words.say("minute-replaced")) } }
        };
        let text = html! { span.hint { (line.number) ". " } @if replaced { s { (said) } } @else { (said) } };
        Row::of(text).id(format!("minute-{}", line.number)).glance(about.map(|it| (None, it.into())).into_iter().collect()).below(below)
    };
    html! {
        @if it.meeting.is_held() {
            h2 #minutes { (words.say("meeting-minutes")) }
            @if it.minutes.is_empty() { (notice::empty(&words.say("meeting-minutes-none"), None)) } @else { (outline(it.minutes.iter().map(row))) }
            @if it.may_keep { (attendance(shown)) (writing(shown)) }
        }
    }
}

fn attendance(shown: &Shown<'_>) -> Markup {
    let words = shown.words;
    let names = shown.it.invitees.iter().map(|it| (it.number.to_string(), it.name.clone()));
    let presences = Presence::ALL.map(|it| (it.name(), words.say(presence_key(it))));
    html! {
        form.fields method="post" action={ (shown.path) "/attendance" } {
            (Field::choice("invitee", words.say("minute-who"), names).id("came-who").mend(words, shown.refusal))
            (Field::choice("presence", words.say("minute-came"), presences).mend(words, shown.refusal))
            (Field::line("minute", words.say("minute-note")).id("came-words").length_max(300).mend(words, shown.refusal))
            (button::submit(&words.say("minute-came-do"), Weight::Plain))
        }
    }
}

fn writing(shown: &Shown<'_>) -> Markup {
    let words = shown.words;
    let whole = (String::new(), words.say("minute-whole").into_owned());
    let papers = std::iter::once(whole).chain(shown.it.papers.iter().map(|it| (it.number.to_string(), it.title.clone())));
    let is_over = shown.it.meeting.stage == MeetingStage::Concluded;
    let none = (!is_over).then(|| (String::new(), words.say("minute-new").into_owned()));
    let is_replaced = |line: &&MinuteLine| !shown.it.minutes.iter().any(|later| later.instead_of == Some(line.number)) && !matches!(line.turn, MinuteTurn::Attended { .. });
    let first = |it: &MinuteLine| (it.number.to_string(), format!("{}. {}", it.number, it.words.chars().take(60).collect::<String>()));
    let instead = none.into_iter().chain(shown.it.minutes.iter().filter(is_replaced).map(first));
    html! {
        form.fields method="post" action={ (shown.path) "/minutes" } {
            (Field::choice("turn", words.say("minute-turn"), [("said", words.say("minute-said")), ("concluded", words.say("minute-concluded"))]).mend(words, shown.refusal))
            (Field::choice("paper", words.say("slip-paper"), papers).id("minute-paper").mend(words, shown.refusal))
            (Field::choice("instead", words.say("minute-in-place"), instead).mend(words, shown.refusal))
            (Field::lines("minute", words.say("field-minute"), "", (3, 12)).length_max(4000).required().mend(words, shown.refusal))
            (button::submit(&words.say("minute-do"), Weight::Plain))
        }
    }
}

fn stand_key(stand: TaskStand) -> (&'static str, &'static str) {
    match stand {
        TaskStand::Open => ("partly", "task-stand-open"),
        TaskStand::Done => ("met", "task-stand-done"),
        TaskStand::NotDone => ("unmet", "task-stand-not-done"),
    }
}

pub(super) fn tasks(shown: &Shown<'_>) -> Markup {
    let (words, it) = (shown.words, shown.it);
    html! {
        @if it.meeting.is_held() {
            h2 #tasks { (words.say("meeting-tasks")) }
            @if it.tasks.is_empty() { (notice::empty(&words.say("meeting-tasks-none"), None)) } @else { (outline(it.tasks.iter().map(|one| task(shown, one)))) }
            @if it.may_keep && it.meeting.stage == MeetingStage::Held {
                form.fields method="post" action={ (shown.path) "/tasks" } {
                    (Field::line("task-what", words.say("field-task-what")).length_max(300).required().mend(words, shown.refusal))
                    (Field::line("task-whom", words.say("field-task-whom")).length_max(300).required().mend(words, shown.refusal))
                    (Field::day("due", words.say("task-due")).mend(words, shown.refusal))
                    (button::submit(&words.say("task-do"), Weight::Plain))
                }
            }
        }
    }
}

fn task<'a>(shown: &Shown<'a>, one: &'a TaskLine) -> Row<'a> {
    let words = shown.words;
    let (class, key) = stand_key(one.stand);
    let stands = TaskStand::ALL.map(|it| (it.name(), words.say(stand_key(it).1)));
    let before: Vec<&TaskLine> = shown.it.task_lines.iter().filter(|it| it.task == one.task && it.line < one.line).collect();
    let id = |name: &str| format!("{name}-{}", one.task);
    let below = html! {
        p { span.badge.(class) { (words.say(key)) } @if one.is_late(shown.who.today()) { " " span.badge.unmet { (words.say("task-late")) } } @if !one.words.is_empty() { " " (one.words) } }
        @for it in before { p.hint { (it.what) " · " (it.whom) @if let Some(on) = it.due_on { " · " (day(on)) } " · " (words.say(stand_key(it.stand).1)) @if !it.words.is_empty() { ": " (it.words) } } }
        @if shown.it.may_keep {
            details {
                summary { (words.say("task-follow")) }
                form.fields method="post" action={ (shown.path) "/tasks/" (one.task) } {
                    (Field::line("task-what", words.say("field-task-what")).id(id("what")).value(&one.what).length_max(300).required().mend(words, shown.refusal))
                    (Field::line("task-whom", words.say("field-task-whom")).id(id("whom")).value(&one.whom).length_max(300).required().mend(words, shown.refusal))
                    (Field::day("due", words.say("task-due")).id(id("due")).value(one.due_on.map(|it| it.to_string()).unwrap_or_default()).mend(words, shown.refusal))
                    (Field::choice("stand", words.say("task-stand"), stands).id(id("stand")).value(one.stand.name()).mend(words, shown.refusal))
                    (Field::line("task-words", words.say("field-task-words")).id(id("words")).length_max(300).required().mend(words, shown.refusal))
                    (button::submit(&words.say("task-follow"), Weight::Plain))
                }
            }
        }
    };
    let due = one.due_on.map_or_else(|| words.say("task-no-day").into_owned(), day);
    Row::of(html! { (one.what) }).id(format!("task-{}", one.task)).glance(vec![(None, one.whom.clone().into()), (None, due.into())]).below(below)
}
