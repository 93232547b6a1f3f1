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
pub(crate) enum Tab {
    Outline,
    Findings,
    Coverage,
    /// Requirements on the manner of organising, and what carries them out.
    Manner,
    /// Whether it can be done: the house's own.
    Feasibility,
    Source,
    /// What lies beside its goals: last term's, the superior's.
    Beside,
    /// What it rests on.
    Bases,
    /// What was understood of the file, where it came as one.
    Understood,
    /// The superior's approval.
    Approval,
    /// Bodies that lead, asked before the issue.
    Asked,
    /// The office's appraisal, and what leads on from it.
    Appraisal,
    History,
    /// What is said about items, for whoever may read how it was drafted.
    Comments,
    /// The days on the way, for whoever may read how it was drafted.
    Plan,
    /// Who works on what, for whoever may read how it was drafted.
    Sections,
    /// Forms and drafts that came back, for whoever may read how it was drafted.
    Returned,
    /// Drafts under their number, for whoever may read how it was drafted.
    Versions,
    Export,
    /// What was issued, once it was.
    Issued,
}

impl Tab {
    fn is_shown(self, opened: &Opened) -> bool {
        let drafting = opened.may_read_drafting;
        match self {
            Tab::Understood => drafting && opened.row.file.is_some(),
            Tab::Feasibility | Tab::Comments | Tab::Plan | Tab::Sections | Tab::Returned | Tab::Versions | Tab::Approval | Tab::Asked | Tab::Appraisal => drafting,
            Tab::Issued => opened.row.issued_on.is_some(),
            Tab::Outline | Tab::Findings | Tab::Coverage | Tab::Manner | Tab::Source | Tab::Beside | Tab::Bases | Tab::History | Tab::Export => true,
        }
    }

    fn path(self, id: &ProgrammeId) -> String {
        let below = match self {
            Tab::Outline => "",
            Tab::Findings => "/findings",
            Tab::Coverage => "/coverage",
            Tab::Manner => "/manner",
            Tab::Feasibility => "/feasibility",
            Tab::Source => "/source",
            Tab::Beside => "/beside",
            Tab::Bases => "/bases",
            Tab::Understood => "/understood",
            Tab::Approval => "/approval",
            Tab::Asked => "/asked",
            Tab::Appraisal => "/appraisal",
            Tab::History => "/history",
            Tab::Comments => "/comments",
            Tab::Plan => "/plan",
            Tab::Sections => "/sections",
            Tab::Returned => "/returned",
            Tab::Versions => "/versions",
            Tab::Export => "/export",
            Tab::Issued => "/issued",
        };
        format!("/programmes/{id}{below}")
    }

    fn name(self, words: Words) -> String {
        let key = match self {
            Tab::Outline => "tab-outline",
            Tab::Findings => "tab-findings",
            Tab::Coverage => "tab-coverage",
            Tab::Manner => "tab-manner",
            Tab::Feasibility => "tab-feasibility",
            Tab::Source => "tab-source",
            Tab::Beside => "tab-beside",
            Tab::Bases => "tab-bases",
            Tab::Understood => "tab-understood",
            Tab::Approval => "tab-approval",
            Tab::Asked => "tab-asked",
            Tab::Appraisal => "tab-appraisal",
            Tab::History => "tab-history",
            Tab::Comments => "tab-comments",
            Tab::Plan => "tab-plan",
            Tab::Sections => "tab-sections",
            Tab::Returned => "tab-returned",
            Tab::Versions => "tab-versions",
            Tab::Export => "tab-export",
            Tab::Issued => "tab-issued",
        };
        words.say(key).into_owned()
    }
}

/// The pages in the groups they lie in: the name of each group of several, and its pages.
const GROUPS: [(&str, &[Tab]); 9] = [
    ("", &[Tab::Outline]),
    ("", &[Tab::Findings]),
    ("tabs-coverage", &[Tab::Coverage, Tab::Manner]),
    ("", &[Tab::Feasibility]),
    ("tabs-source", &[Tab::Source, Tab::Beside, Tab::Bases]),
    ("", &[Tab::Understood]),
    ("", &[Tab::Comments]),
    ("tabs-drafting", &[Tab::Plan, Tab::Sections, Tab::Returned, Tab::Versions, Tab::Asked, Tab::Appraisal, Tab::Approval, Tab::History]),
    ("tabs-export", &[Tab::Export, Tab::Issued]),
];

/// The groups in a row, and below it the pages of the group one is in.
fn tabs(words: Words, opened: &Opened, current: Tab) -> Markup {
    let id = &opened.row.id;
    let waiting: usize = opened.comments.values().sum();
    let count = |it: Tab| (it == Tab::Comments && 0 < waiting).then_some(waiting);
    let mut groups = Vec::new();
    let mut here = (String::new(), Vec::new());
    for (name, pages) in GROUPS {
        let pages: Vec<Tab> = pages.iter().copied().filter(|it| it.is_shown(opened)).collect();
        let Some(first) = pages.first() else { continue };
        let label = if pages.len() == 1 { first.name(words) } else { words.say(name).into_owned() };
        if pages.contains(&current) {
            let beside = if pages.len() == 1 { Vec::new() } else { pages.iter().map(|it| (it.path(id), it.name(words), count(*it))).collect() };
            here = (first.path(id), beside);
        }
        groups.push((first.path(id), label, count(*first)));
    }
    html! {
        (way::tabs(&words.say("tabs"), &here.0, &groups))
        @if !here.1.is_empty() { (way::tabs(&words.say("tabs-beside"), &current.path(id), &here.1)) }
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
pub(crate) fn tab(words: Words, who: &Who, opened: &Opened, tab: Tab, main: Markup) -> Markup {
    let id = &opened.row.id;
    let whole = titled(words, &opened.row.title);
    let heading = if tab == Tab::Outline { whole.clone() } else { tab.name(words) };
    let page = frame::Page::of(words, who, &heading).step("/programmes", words.say("programmes-title"));
    let page = if tab == Tab::Outline { page } else { page.step(Tab::Outline.path(id), first_words(&whole)) };
    page.show(html! {
        h1.paper[tab == Tab::Outline] { (heading) }
        (tabs(words, opened, tab))
        (main)
    })
}

/// How a form ends: kept, or left as it was.
pub(super) fn save_or_leave(words: Words, back: &str) -> Markup {
    html! { p.doings { (button::submit(&words.say("do-save"), Weight::Main)) " " (button::link(&words.say("do-leave"), back, Weight::Plain)) } }
}

/// A form or a question about one programme, with the way back to it.
pub(crate) fn below(words: Words, who: &Who, opened: &Opened, heading: &str, main: Markup) -> Markup {
    let page = frame::Page::of(words, who, heading).step("/programmes", words.say("programmes-title"));
    page.step(Tab::Outline.path(&opened.row.id), first_words(&titled(words, &opened.row.title))).show(html! { h1 { (heading) } (main) })
}
