//! What there is to look at again, as a list: counts, then clause by clause. Used where a paper is looked at.

use hanhdong_domain::programme::Programme;
use hanhdong_domain::{ClauseVerdict, Finding, Place, Report, Severity, Verdict};
use maud::{Markup, html};

use crate::words::Words;

/// The words for a verdict.
pub(crate) fn verdict(words: Words, verdict: Verdict) -> Markup {
    let (class, text) = match verdict {
        Verdict::Met => ("badge met", words.say("report-met")),
        Verdict::Partly => ("badge partly", words.say("report-partly")),
        Verdict::Unmet => ("badge unmet", words.say("report-unmet")),
        Verdict::NotJudged => ("badge not-judged", words.say("report-not-judged")),
    };
    html! { span class=(class) { (text) } }
}

/// The words for a severity.
pub(crate) fn severity(words: Words, severity: Severity) -> String {
    match severity {
        Severity::Error => words.say("report-error"),
        Severity::Warning => words.say("report-warning"),
        Severity::Note => words.say("report-note"),
    }
    .into_owned()
}

/// Where to look, as people find it again in their paper.
pub(crate) fn place(words: Words, place: &Place, is_word: bool) -> Option<String> {
    let line = place.line;
    (line > 0).then(|| {
        match (&place.sheet, place.page) {
            (Some(sheet), _) => words.with("place-sheet", &[("sheet", sheet.as_str().into()), ("line", line.into())]),
            (None, Some(page)) => words.with("place-page", &[("page", page.into()), ("line", line.into())]),
            (None, None) if is_word => words.with("place-paragraph", &[("line", line.into())]),
            (None, None) => words.with("place-line", &[("line", line.into())]),
        }
        .into_owned()
    })
}

/// Counts and coverage in a few lines.
pub(crate) fn summary(words: Words, programme: &Programme, report: &Report) -> Markup {
    let covered = report.coverage.iter().filter(|it| !it.served_by.is_empty()).count();
    let judged = |verdict: Verdict| report.clauses.iter().filter(|it| it.verdict == verdict).count();
    html! {
        dl.counts {
            @for kind in [Severity::Error, Severity::Warning, Severity::Note] {
                div class={ "count " (kind.name()) } { dt { (severity(words, kind)) } dd { (report.count(kind)) } }
            }
            div.count { dt { (words.say("report-goals")) } dd { (programme.goals().count()) } }
            div.count { dt { (words.say("report-targets")) } dd { (programme.targets().count()) } }
            div.count { dt { (words.say("report-tasks")) } dd { (programme.tasks().count()) } }
            div.count { dt { (words.say("report-key-works")) } dd { (programme.key_works().count()) } }
        }
        p.coverage {
            (words.with("report-coverage", &[("covered", covered.into()), ("all", report.coverage.len().into())])) " "
            @if !report.coverage.is_empty() { progress value=(covered) max=(report.coverage.len()) { (covered) "/" (report.coverage.len()) } }
        }
        p.verdicts {
            @for kind in [Verdict::Met, Verdict::Partly, Verdict::Unmet, Verdict::NotJudged] { (verdict(words, kind)) " " (judged(kind)) " " }
        }
    }
}

/// The findings, clause by clause: those with something to look at again open, the others folded.
pub(crate) fn by_clause(words: Words, report: &Report, is_word: bool) -> Markup {
    let of_no_clause: Vec<&Finding> = report.findings.iter().filter(|it| report.clauses.iter().all(|clause| clause.id != it.clause)).collect();
    html! {
        div.clauses {
            @for clause in &report.clauses {
                @let found: Vec<&Finding> = report.findings.iter().filter(|it| it.clause == clause.id).collect();
                (one_clause(words, clause, &found, is_word))
            }
            @if !of_no_clause.is_empty() {
                details.clause open {
                    summary { (words.say("report-form")) " (" (of_no_clause.len()) ")" }
                    ul.findings { @for it in of_no_clause { (finding(words, it, is_word)) } }
                }
            }
        }
    }
}

fn one_clause(words: Words, clause: &ClauseVerdict, found: &[&Finding], is_word: bool) -> Markup {
    html! {
        details.clause open[!found.is_empty()] {
            summary {
                (verdict(words, clause.verdict)) " " strong { (clause.id) } " " (clause.statement)
                @if !found.is_empty() { " (" (words.with("report-count", &[("count", found.len().into())])) ")" }
            }
            p.hint { (clause.why) }
            @if !found.is_empty() { ul.findings { @for it in found { (finding(words, it, is_word)) } } }
        }
    }
}

fn finding(words: Words, finding: &Finding, is_word: bool) -> Markup {
    html! {
        li class={ "finding " (finding.severity.name()) } {
            p { strong { (severity(words, finding.severity)) } ": " (finding.message) }
            @if !finding.title.is_empty() { p.quote { q { (finding.title) } } }
            @if !finding.hint.is_empty() { p.hint { (finding.hint) } }
            @if let Some(place) = place(words, &finding.place, is_word) { p.place { (place) } }
        }
    }
}
