//! The frame of every page about one programme: the way here, its name, the pages beside it.

use hanhdong_actions::programme::Opened;
use hanhdong_actions::{ProgrammeLine, Who};
use hanhdong_domain::Date;
use hanhdong_domain::organisation::ProgrammeId;
use maud::{Markup, html};

use super::outline::first_words;
use crate::frame;
use crate::look::button::{self, Weight};
use crate::look::things::Thing;
use crate::look::way;
use crate::words::{Words, day};

/// The pages that lie side by side.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tab {
    Outline,
    Findings,
    Coverage,
    Source,
    /// What it rests on.
    Bases,
    /// What was understood of the file, where it came as one.
    Understood,
    /// The office's appraisal, and what leads on from it.
    Appraisal,
    History,
    Export,
}

impl Tab {
    const ALL: [Tab; 9] = [Tab::Outline, Tab::Findings, Tab::Coverage, Tab::Source, Tab::Bases, Tab::Understood, Tab::Appraisal, Tab::History, Tab::Export];

    fn path(self, id: &ProgrammeId) -> String {
        let below = match self {
            Tab::Outline => "",
            Tab::Findings => "/findings",
            Tab::Coverage => "/coverage",
            Tab::Source => "/source",
            Tab::Bases => "/bases",
            Tab::Understood => "/understood",
            Tab::Appraisal => "/appraisal",
            Tab::History => "/history",
            Tab::Export => "/export",
        };
        format!("/programmes/{id}{below}")
    }

    fn name(self, words: Words) -> String {
        let key = match self {
            Tab::Outline => "tab-outline",
            Tab::Findings => "tab-findings",
            Tab::Coverage => "tab-coverage",
            Tab::Source => "tab-source",
            Tab::Bases => "tab-bases",
            Tab::Understood => "tab-understood",
            Tab::Appraisal => "tab-appraisal",
            Tab::History => "tab-history",
            Tab::Export => "tab-export",
        };
        words.say(key).into_owned()
    }
}

/// The title of a programme, or that it has none yet.
pub(crate) fn titled(words: Words, title: &str) -> String {
    if title.is_empty() { words.say("untitled").into_owned() } else { title.to_owned() }
}

/// A programme in a list: its title, whose it is, and when it was issued.
pub(crate) fn thing(words: Words, line: &ProgrammeLine) -> Thing {
    Thing { href: Tab::Outline.path(&line.id), title: titled(words, &line.title), about: html! { (line.organisation_name) (issued(words, line.issued_on)) } }
}

/// That it was issued, and when.
pub(super) fn issued(words: Words, on: Option<Date>) -> Markup {
    html! { @if let Some(date) = on { " · " span.badge.met { (words.with("issued-on", &[("date", day(date).into())])) } } }
}

/// One of the pages that lie side by side.
pub(super) fn tab(words: Words, who: &Who, opened: &Opened, tab: Tab, main: Markup) -> Markup {
    let id = &opened.row.id;
    let whole = titled(words, &opened.row.title);
    let heading = if tab == Tab::Outline { whole.clone() } else { tab.name(words) };
    let has_file = opened.row.file.is_some() && opened.may_read_drafting;
    let is_shown = |it: &Tab| (has_file || *it != Tab::Understood) && (opened.may_read_drafting || *it != Tab::Appraisal);
    let pages: Vec<_> = Tab::ALL.into_iter().filter(is_shown).map(|it| (it.path(id), it.name(words), None)).collect();
    let page = frame::Page::of(words, who, &heading).step("/programmes", words.say("programmes-title"));
    let page = if tab == Tab::Outline { page } else { page.step(Tab::Outline.path(id), first_words(&whole)) };
    page.show(html! {
        h1.paper[tab == Tab::Outline] { (heading) }
        (way::tabs(&words.say("tabs"), &tab.path(id), &pages))
        (main)
    })
}

/// How a form ends: kept, or left as it was.
pub(super) fn save_or_leave(words: Words, back: &str) -> Markup {
    html! { p.doings { (button::submit(&words.say("do-save"), Weight::Main)) " " (button::link(&words.say("do-leave"), back, Weight::Plain)) } }
}

/// A form or a question about one programme, with the way back to it.
pub(super) fn below(words: Words, who: &Who, opened: &Opened, heading: &str, main: Markup) -> Markup {
    let page = frame::Page::of(words, who, heading).step("/programmes", words.say("programmes-title"));
    page.step(Tab::Outline.path(&opened.row.id), first_words(&titled(words, &opened.row.title))).show(html! { h1 { (heading) } (main) })
}
