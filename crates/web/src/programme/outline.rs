//! Pieces of the outline: an item with its findings, a heading, a passage, the summary bar. Pages put them together,
//! and answers to scripts bring single ones.

use std::borrow::Cow;
use std::collections::HashMap;

use hanhdong_actions::programme::{Kind, Reviewed};
use hanhdong_domain::Finding;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Baseline, Item, Node, PassageRole, Programme, Resource};
use maud::{Markup, Render, html};

use super::findings::fix_form;
use crate::look::facts as look;
use crate::look::finding::{self, Around, SEVERITIES, VERDICTS, severity_words, verdict_class, verdict_words};
use crate::look::outline::Row;
use crate::words::Words;

/// A programme on its way to the screen.
pub(super) struct Outline<'a> {
    pub(super) words: Words,
    pub(super) id: &'a ProgrammeId,
    pub(super) reviewed: &'a Reviewed,
    findings: HashMap<&'a Anchor, Vec<&'a Finding>>,
    /// What serves each goal and target, and what each task serves, by the ties of the text.
    ties: HashMap<&'a Anchor, usize>,
}

impl<'a> Outline<'a> {
    pub(super) fn of(words: Words, reviewed: &'a Reviewed) -> Outline<'a> {
        let mut findings: HashMap<&Anchor, Vec<&Finding>> = HashMap::new();
        for finding in &reviewed.report.findings {
            if let Some(item) = &finding.item {
                findings.entry(item).or_default().push(finding);
            }
        }
        findings.values_mut().for_each(|it| it.sort_by_key(|it| it.severity));
        let mut ties: HashMap<&Anchor, usize> = HashMap::new();
        for link in &reviewed.opened.programme.links {
            *ties.entry(&link.from).or_default() += 1;
            *ties.entry(&link.to).or_default() += 1;
        }
        Outline { words, id: &reviewed.opened.row.id, reviewed, findings, ties }
    }
    pub(super) fn programme(&self) -> &'a Programme {
        &self.reviewed.opened.programme
    }
    fn may_edit(&self) -> bool {
        self.reviewed.opened.may_edit
    }

    /// Counts, each a link to what it counts; `swaps` where a script puts it in place of the old one.
    pub(super) fn summary(&self, swaps: bool) -> Markup {
        let (words, id, report) = (self.words, self.id, &self.reviewed.report);
        html! {
            div #summary.summary hx-swap-oob=[swaps.then_some("true")] role="status" aria-live="polite" {
                ul.counts {
                    @for severity in SEVERITIES {
                        li { a class={ "count " (severity.name()) } href={ "/programmes/" (id) "/findings?severity=" (severity.name()) } {
                            (severity_words(words, severity)) ": " strong { (report.count(severity)) }
                        } }
                    }
                    @for verdict in VERDICTS {
                        li { a class={ "badge " (verdict_class(verdict)) } href={ "/programmes/" (id) "/findings?verdict=" (verdict.name()) } {
                            (verdict_words(words, verdict)) ": " strong { (report.clauses.iter().filter(|it| it.verdict == verdict).count()) }
                        } }
                    }
                }
            }
        }
    }

    /// The findings of an item.
    pub(super) fn findings(&self, anchor: &Anchor, swaps: bool) -> Markup {
        let found = self.findings.get(anchor).map(Vec::as_slice).unwrap_or_default();
        html! {
            div.findings id={ "f-" (anchor) } hx-swap-oob=[swaps.then_some("true")] {
                @for it in found {
                    @let fix = if self.may_edit() { self.reviewed.fix_of(it) } else { None };
                    (finding::finding(self.words, it, &Around { fix: fix.map(|it| fix_form(self.words, self.id, &it, "outline")), ..Around::default() }))
                }
            }
        }
    }

    /// An item with its findings, for reading.
    pub(super) fn item(&self, item: Item<'_>, swaps: bool) -> Markup {
        let (anchor, words) = (item.anchor(), self.words);
        let (opened, open) = (&self.reviewed.opened, self.reviewed.opened.comments.get(anchor).copied().unwrap_or(0));
        let is_discussed = 0 < open || (opened.may_read_drafting && opened.row.issued_on.is_none());
        let edit = (opened.may_edit_at(anchor) || is_discussed).then(|| {
            let href = format!("/programmes/{}/items/{anchor}/edit", self.id);
            html! {
                @if opened.may_edit_at(anchor) { a.button.plain href=(href) hx-get=(href) hx-target={ "#i-" (anchor) } hx-swap="outerHTML" aria-label={ (words.say("do-edit")) ": " (first_words(item.text())) } { (words.say("do-edit")) } " " }
                @if is_discussed { a href={ "/programmes/" (self.id) "/comments?at=" (anchor) } aria-label={ (words.say("tab-comments")) ": " (first_words(item.text())) } { (words.say("tab-comments")) @if 0 < open { " " span.count { (open) } } } }
            }
        });
        Row::of(html! { (item.text()) })
            .id(format!("i-{anchor}"))
            .swaps(swaps)
            .code(item.code())
            .tag(looks_unsure(item).then(|| words.say("item-look")))
            .glance(self.glance(item))
            .below(html! { (self.more(item)) (self.findings(anchor, false)) })
            .doings(edit)
            .render()
    }

    fn glance(&self, item: Item<'_>) -> Vec<(Option<Cow<'static, str>>, Cow<'static, str>)> {
        let words = self.words;
        let mut facts = Vec::new();
        let mut fact = |key: &'static str, value: &str| {
            if !value.is_empty() {
                facts.push((Some(words.say(key)), value.to_owned().into()));
            }
        };
        let resources = |list: &[Resource]| list.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; ");
        match item {
            Item::Goal(it) => fact("field-schedule", &it.schedule.text),
            Item::Requirement(_) => {}
            Item::Target(it) => {
                fact("field-value", &[it.value.text.as_str(), it.unit.as_deref().unwrap_or("")].join(" "));
                fact("field-horizon", &it.horizon.map(|it| it.to_string()).unwrap_or_default());
                fact("field-baseline", &it.baselines.iter().map(Baseline::printed).collect::<Vec<_>>().join("; "));
                fact("field-superior", it.superior.as_deref().unwrap_or(""));
                fact("target-lead", it.lead.text());
            }
            Item::Task(it) => {
                fact("field-lead", it.lead.text());
                fact("field-coordinators", &it.coordinators.join("; "));
                fact("field-deliverable", it.deliverable.as_deref().unwrap_or(""));
                fact("field-deadline", &it.deadline.text);
                fact("field-resource", &resources(&it.resources));
            }
            Item::KeyWork(it) => {
                fact("field-location", it.location.as_deref().unwrap_or(""));
                fact("field-lead", it.lead.text());
                fact("field-schedule", &it.schedule.text);
                fact("field-resource", &resources(&it.resources));
            }
            Item::Arrangement(it) => fact("field-unit", it.unit.as_deref().unwrap_or("")),
        }
        let ties = self.ties.get(item.anchor()).copied().unwrap_or(0);
        let tied = match item {
            Item::Task(_) | Item::KeyWork(_) => Some("glance-serves"),
            Item::Goal(_) | Item::Target(_) => Some("glance-served"),
            Item::Requirement(_) | Item::Arrangement(_) => None,
        };
        if let (Some(key), 1..) = (tied, ties) {
            facts.push((None, words.with(key, &[("count", ties.into())])));
        }
        facts
    }

    /// What does not fit at a glance: for whoever reads without a form.
    fn more(&self, item: Item<'_>) -> Markup {
        let mut facts: Vec<(&'static str, Vec<String>)> = Vec::new();
        let mut fact = |key: &'static str, lines: Vec<String>| {
            if lines.iter().any(|it| !it.is_empty()) {
                facts.push((key, lines));
            }
        };
        let note = |it: &Option<String>| it.iter().cloned().collect::<Vec<_>>();
        match item {
            Item::Goal(it) => fact("field-horizons", it.horizons.iter().map(ToString::to_string).collect()),
            Item::Target(it) => {
                fact("slot-path", it.path.iter().map(|it| format!("{}: {}", it.year, it.value.text)).collect());
                fact("field-note", note(&it.note));
            }
            Item::Task(it) => {
                fact("field-detail", it.details.clone());
                fact("field-condition", it.conditions.iter().map(|it| it.printed()).collect());
                fact("field-note", note(&it.note));
            }
            Item::KeyWork(it) => {
                fact("field-coordinators", it.coordinators.clone());
                fact("field-note", note(&it.note));
            }
            Item::Requirement(_) | Item::Arrangement(_) => {}
        }
        html! {
            @if !facts.is_empty() {
                details.more {
                    summary { (self.words.say("item-more")) }
                    (look::facts(facts.iter().map(|(key, lines)| (self.words.say(key), html! { @for line in lines { p { (line) } } }))))
                }
            }
        }
    }

    /// A node where it stands.
    pub(super) fn node(&self, part: usize, at: usize, node: &Node) -> Markup {
        let edit = html! {
            @if self.may_edit() {
                " " a.button.plain href={ "/programmes/" (self.id) "/lines/" (part) "/" (at) "/edit" } { (self.words.say("do-edit")) }
            }
        };
        match (node.item(), node) {
            (Some(item), _) => self.item(item, false),
            (None, Node::Heading(it)) => html! {
                li.heading id={ "l-" (part) "-" (at) } {
                    @if it.level <= 2 { h3 { (mark(it.mark.as_deref())) (it.text) } } @else { h4 { (mark(it.mark.as_deref())) (it.text) } }
                    (edit)
                }
            },
            (None, Node::Text(it)) => html! {
                li.passage.unread[it.role == PassageRole::Unread] id={ "l-" (part) "-" (at) } {
                    @if it.role == PassageRole::Unread { span.badge.not-judged { (self.words.say("passage-unread")) } " " }
                    @if it.role == PassageRole::Outside { span.badge.not-judged { (self.words.say("passage-outside")) } " " }
                    span.item-text { (it.text) }
                    (edit)
                }
            },
            // Every other node is an item.
            (None, Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Task(_) | Node::KeyWork(_) | Node::Arrangement(_)) => html! {},
        }
    }
}

pub(super) fn mark(mark: Option<&str>) -> Markup {
    html! { @if let Some(mark) = mark { span.code { (mark) } " " } }
}

/// The word for a kind of item, by the kind's wire name.
pub(crate) fn kind_name(words: Words, role: &str) -> String {
    words.say(&format!("kind-{role}")).into_owned()
}

/// The word for a kind of item.
pub(super) fn kind_word(words: Words, kind: Kind) -> String {
    words
        .say(match kind {
            Kind::Goal => "kind-goal",
            Kind::Requirement => "kind-requirement",
            Kind::Target => "kind-target",
            Kind::Task => "kind-task",
            Kind::Work => "kind-work",
            Kind::Duty => "kind-duty",
            Kind::Heading => "kind-heading",
            Kind::Passage => "kind-passage",
            Kind::Head => "kind-head",
        })
        .into_owned()
}

/// The first words of a text, for a list.
pub(super) fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(14).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}

fn looks_unsure(item: Item<'_>) -> bool {
    use hanhdong_domain::programme::Confidence;
    let confidence = match item {
        Item::Goal(it) => it.confidence,
        Item::Requirement(it) => it.confidence,
        Item::Target(it) => it.confidence,
        Item::Task(it) => it.confidence,
        Item::KeyWork(it) => it.confidence,
        Item::Arrangement(it) => it.confidence,
    };
    confidence == Confidence::Look
}
