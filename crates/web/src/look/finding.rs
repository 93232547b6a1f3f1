//! Findings and verdicts: told by shape, word and colour, never by colour alone.

use hanhdong_domain::{Severity, Verdict};
use maud::{Markup, html};

use crate::words::Words;

/// How much a finding weighs, in words.
pub(crate) fn severity_words(words: Words, severity: Severity) -> String {
    let key = match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Note => "severity-note",
    };
    words.say(key).into_owned()
}

/// A verdict, in words.
pub(crate) fn verdict_words(words: Words, verdict: Verdict) -> String {
    let key = match verdict {
        Verdict::Met => "verdict-met",
        Verdict::Partly => "verdict-partly",
        Verdict::Unmet => "verdict-unmet",
        Verdict::NotJudged => "verdict-not-judged",
    };
    words.say(key).into_owned()
}

/// A verdict as a badge.
pub(crate) fn badge(words: Words, verdict: Verdict) -> Markup {
    let class = match verdict {
        Verdict::Met => "badge met",
        Verdict::Partly => "badge partly",
        Verdict::Unmet => "badge unmet",
        Verdict::NotJudged => "badge not-judged",
    };
    html! { span.(class) { (verdict_words(words, verdict)) } }
}

/// What a finding says and what can be done about it.
#[derive(Clone, Debug)]
pub(crate) struct FindingView {
    pub(crate) severity: Severity,
    /// Where: the item's title with its address.
    pub(crate) place: Option<(String, String)>,
    pub(crate) message: String,
    pub(crate) hint: String,
    /// The guideline's clause with its address.
    pub(crate) clause: Option<(String, String)>,
    /// The form of a fix that is certain.
    pub(crate) fix: Option<Markup>,
}

/// A finding.
pub(crate) fn finding(words: Words, view: &FindingView) -> Markup {
    html! {
        div.finding.(view.severity.name()) {
            p {
                strong.severity { (severity_words(words, view.severity)) }
                @if let Some((label, href)) = &view.place { " · " a href=(href) { (label) } }
            }
            p { (view.message) }
            @if !view.hint.is_empty() { p.hint { (view.hint) } }
            @if view.clause.is_some() || view.fix.is_some() {
                div.row {
                    @if let Some((label, href)) = &view.clause { a.clause href=(href) { (label) } }
                    @if let Some(fix) = &view.fix { (fix) }
                }
            }
        }
    }
}
