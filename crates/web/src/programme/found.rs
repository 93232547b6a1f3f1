//! What there is to look at again, as a list: counts, then clause by clause. Used where a paper is looked at.

use hanhdong_domain::programme::Programme;
use hanhdong_domain::{ClauseVerdict, Finding, Place, Report, Verdict};
use maud::{Markup, html};

use crate::look::finding::{self, Around, SEVERITIES, VERDICTS, badge, severity_words};
use crate::look::notice;
use crate::words::Words;

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
            @for kind in SEVERITIES {
                div class={ "count " (kind.name()) } { dt { (severity_words(words, kind)) } dd { (report.count(kind)) } }
            }
            div.count { dt { (words.say("report-goals")) } dd { (programme.goals().count()) } }
            div.count { dt { (words.say("report-targets")) } dd { (programme.targets().count()) } }
            div.count { dt { (words.say("report-tasks")) } dd { (programme.tasks().count()) } }
            div.count { dt { (words.say("report-key-works")) } dd { (programme.key_works().count()) } }
        }
        (notice::progress(&words.with("report-coverage", &[("covered", covered.into()), ("all", report.coverage.len().into())]), covered, report.coverage.len()))
        p.verdicts {
            @for kind in VERDICTS { (badge(words, kind)) " " (judged(kind)) " " }
        }
    }
}

/// The findings, clause by clause: what needs work first and open, what is well folded, what a text alone cannot show last.
pub(crate) fn by_clause(words: Words, report: &Report, is_word: bool) -> Markup {
    let of_no_clause: Vec<&Finding> = report.findings.iter().filter(|it| report.clauses.iter().all(|clause| clause.id != it.clause)).collect();
    let found = |clause: &ClauseVerdict| report.findings.iter().filter(|it| it.clause == clause.id).collect::<Vec<_>>();
    let (judged, not_judged): (Vec<&ClauseVerdict>, Vec<&ClauseVerdict>) = report.clauses.iter().partition(|it| it.verdict != Verdict::NotJudged || !found(it).is_empty());
    let (asking, well): (Vec<&ClauseVerdict>, Vec<&ClauseVerdict>) = judged.into_iter().partition(|it| !found(it).is_empty());
    html! {
        div.clauses {
            @for clause in asking.iter().chain(&well) { (one_clause(words, clause, &found(clause), is_word)) }
            @if !of_no_clause.is_empty() {
                details.clause open {
                    summary { (words.say("report-form")) " (" (of_no_clause.len()) ")" }
                    div.findings { @for it in of_no_clause { (finding(words, it, is_word)) } }
                }
            }
            @if !not_judged.is_empty() {
                details.clause {
                    summary { (badge(words, Verdict::NotJudged)) " (" (not_judged.len()) ")" }
                    p.hint { (words.say("report-not-judged-hint")) }
                    ul { @for clause in &not_judged { li { strong { (clause.id) } " " (clause.statement) ". " span.hint { (clause.why) } } } }
                }
            }
        }
    }
}

fn one_clause(words: Words, clause: &ClauseVerdict, found: &[&Finding], is_word: bool) -> Markup {
    html! {
        details.clause open[!found.is_empty()] {
            summary {
                (badge(words, clause.verdict)) " " strong { (clause.id) } " " (clause.statement)
                @if !found.is_empty() { " (" (words.with("report-count", &[("count", found.len().into())])) ")" }
            }
            p.hint { (clause.why) }
            @if !found.is_empty() { div.findings { @for it in found { (finding(words, it, is_word)) } } }
        }
    }
}

fn finding(words: Words, it: &Finding, is_word: bool) -> Markup {
    finding::finding(words, it, &Around { quotes: true, place: place(words, &it.place, is_word), ..Around::default() })
}
