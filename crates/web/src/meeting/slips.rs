//! Slips of a meeting: a table that is worked out, and a form for each member.

use hanhdong_actions::meeting::{Invitee, MeetingStage, Stance};
use maud::{Markup, html};

use super::page::Shown;
use crate::form::Mend;
use crate::look::button::{self, Weight};
use crate::look::field::{Field, Of, Tick, ticks};
use crate::look::table::{Row, table};
use crate::words::Words;

fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Agrees => "stance-agrees",
        Stance::WithChanges => "stance-with-changes",
        Stance::Disagrees => "stance-disagrees",
    }
}

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let (words, it) = (shown.words, shown.it);
    let is_open = matches!(it.meeting.stage, MeetingStage::Invited | MeetingStage::Held);
    let members: Vec<&Invitee> = it.invitees.iter().filter(|one| one.is_member && (it.may_keep || it.me == Some(one.number))).collect();
    html! {
        @if it.meeting.stage != MeetingStage::Planned && !it.papers.is_empty() {
            h2 #slips { (words.say("meeting-slips")) }
            p.hint { (words.say("meeting-slips-hint")) }
            (counts(shown))
            @for one in &it.slips {
                p { (name_of(words, shown, one.invitee)) " · " (title_of(shown, one.paper)) ": " strong { (words.say(stance_key(one.stance))) } @if !one.words.is_empty() { " – " (one.words) }
                    @if 0 < one.before { " " span.hint { (words.with("meeting-slip-again", &[("count", one.before.into())])) } } }
            }
            @if is_open && !members.is_empty() { (form(shown, &members)) }
        }
    }
}

fn name_of(words: Words, shown: &Shown<'_>, number: i64) -> String {
    shown.it.invitees.iter().find(|it| it.number == number).map_or_else(|| words.say("appraisal-item-gone").into_owned(), |it| it.name.clone())
}

fn title_of(shown: &Shown<'_>, number: i64) -> String {
    shown.it.papers.iter().find(|it| it.number == number).map(|it| it.title.clone()).unwrap_or_default()
}

fn counts(shown: &Shown<'_>) -> Markup {
    let words = shown.words;
    let columns = ["slip-paper", "slip-asked", "slip-returned", "stance-agrees", "stance-with-changes", "stance-disagrees", "slip-missing"].map(|it| words.say(it));
    let rows: Vec<Row> = shown
        .it
        .papers
        .iter()
        .zip(&shown.it.tallies)
        .map(|(paper, tally)| {
            let [agrees, changes, disagrees] = tally.counts;
            let missing: Vec<String> = tally.missing.iter().map(|it| name_of(words, shown, *it)).collect();
            let mut cells = vec![html! { (paper.title) }];
            cells.extend([tally.asked, tally.returned(), agrees, changes, disagrees].map(|it| html! { (it) }));
            // Who said nothing yet is the office's to ask after.
            cells.push(html! { @if shown.it.may_keep { (missing.join(", ")) } @else { (missing.len()) } });
            Row::of(cells)
        })
        .collect();
    table(&words.say("meeting-slips"), &columns, &rows)
}

fn form(shown: &Shown<'_>, members: &[&Invitee]) -> Markup {
    let words = shown.words;
    let papers = shown.it.papers.iter().map(|it| (it.number.to_string(), it.title.clone()));
    let names = members.iter().map(|it| (it.number.to_string(), it.name.clone()));
    let stances: Vec<Tick<'_>> = Stance::ALL
        .iter()
        .map(|it| Tick { id: format!("stance-{}", it.name()), name: "stance", value: it.name(), label: words.say(stance_key(*it)), is_on: false, more: None })
        .collect();
    html! {
        form.fields method="post" action={ (shown.path) "/opinions" } {
            (Field::choice("paper", words.say("slip-paper"), papers).id("slip-paper").mend(words, shown.refusal))
            (Field::choice("invitee", words.say("slip-member"), names).id("slip-member").mend(words, shown.refusal))
            (ticks(&words.say("slip-stance"), None, Of::One, &stances))
            (Field::lines("opinion-words", words.say("field-opinion-words"), "", (2, 8)).hint(words.say("slip-words-hint")).length_max(4000).mend(words, shown.refusal))
            (button::submit(&words.say("slip-do"), Weight::Plain))
        }
        @for it in members { p { a href={ (shown.path) "/slips/" (it.number) } download { (words.with("slip-of", &[("name", it.name.as_str().into())])) } } }
    }
}
