//! Findings and verdicts: told by shape, word and colour, never by colour alone.

use hanhdong_domain::{Finding, Severity, Verdict};
use maud::{Markup, html};

use crate::words::Words;

/// Every severity, the heaviest first.
pub(crate) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];
/// Every verdict, the best first.
pub(crate) const VERDICTS: [Verdict; 4] = [Verdict::Met, Verdict::Partly, Verdict::Unmet, Verdict::NotJudged];

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
    words.say(&format!("verdict-{}", verdict_class(verdict))).into_owned()
}

/// The class by which a verdict has its shape and colour.
pub(crate) const fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Partly => "partly",
        Verdict::Unmet => "unmet",
        Verdict::NotJudged => "not-judged",
    }
}

/// A verdict as a badge.
pub(crate) fn badge(words: Words, verdict: Verdict) -> Markup {
    html! { span.badge.(verdict_class(verdict)) { (verdict_words(words, verdict)) } }
}

/// What a page says around a finding.
#[derive(Default)]
pub(crate) struct Around {
    /// The item: its first words with its address.
    pub(crate) item: Option<(String, String)>,
    /// The words it is about, where they are not in sight.
    pub(crate) quotes: bool,
    /// Where to look in a paper.
    pub(crate) place: Option<String>,
    /// The guideline's clause with its address.
    pub(crate) clause: Option<(String, String)>,
    /// The form of a fix that is certain.
    pub(crate) fix: Option<Markup>,
}

/// A finding: its weight in words, what was seen, what can be done about it.
pub(crate) fn finding(words: Words, finding: &Finding, around: &Around) -> Markup {
    html! {
        div.finding.(finding.severity.name()) {
            @if let Some((label, href)) = &around.item { p { a href=(href) { (label) } } }
            p { strong.severity { (severity_words(words, finding.severity)) ": " } (finding.message) " " }
            @if around.quotes && !finding.title.is_empty() { p.quote { q { (finding.title) } } }
            @if !finding.hint.is_empty() { p.hint { (finding.hint) } }
            @if let Some(place) = &around.place { p.place { (place) } }
            @if around.clause.is_some() || around.fix.is_some() {
                div.row {
                    @if let Some((label, href)) = &around.clause { a.clause href=(href) { (label) } }
                    @if let Some(fix) = &around.fix { (fix) }
                }
            }
        }
    }
}
