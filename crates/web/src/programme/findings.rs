//! Findings by clause: what the guideline asks, how far the text serves it and why, and what can be mended at once.

use axum::extract::State;
use axum::response::Redirect;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Fix, OneCited};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::{ClauseVerdict, Finding, Severity, Verdict};
use maud::{Markup, html};
use serde::Deserialize;

use super::bases::warned;
use super::form::redline;
use super::leaf::{self, Tab};
use super::outline::{Outline, first_words};
use super::show::path_to;
use crate::form::Filled;
use crate::look::finding::{self, Around, SEVERITIES, VERDICTS, badge, severity_words, verdict_words};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// Which findings are to be shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    severity: Option<String>,
    verdict: Option<String>,
}

/// Findings of one clause shown at once; the rest is counted.
const SHOWN_MAX: usize = 200;

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let reviewed = web.app.review(&who, &id, words.0).await.map_err(|it| asker.problem(it))?;
    let official = web.app.guideline_text(&who, &reviewed.opened.row.guideline).await.map_err(|it| asker.problem(it))?;
    let official = |clause: &str| official.iter().flat_map(|it| it.0.iter()).filter(|it| it.id == clause).map(|it| it.text.clone()).collect::<Vec<_>>();
    let basing = web.app.bases_of(&who, &id, "").await.map_err(|it| asker.problem(it))?;
    let severity = asked.severity.as_deref().and_then(Severity::of_name);
    let verdict = VERDICTS.into_iter().find(|it| Some(it.name()) == asked.verdict.as_deref());
    let report = &reviewed.report;
    let findings =
        |clause: &ClauseVerdict| report.findings.iter().filter(|it| it.clause == clause.id && severity.is_none_or(|severity| it.severity == severity)).collect::<Vec<_>>();
    let fixes = if reviewed.opened.may_edit { reviewed.fixes() } else { Vec::new() };
    let house = if reviewed.opened.may_read_drafting { Some(web.app.house_look(&who, &id).await.map_err(|it| asker.problem(it))?) } else { None };
    let main = html! {
        p.hint { (report.guideline_title) }
        @if basing.cited.iter().any(OneCited::wants_a_look) { (warned(words, &basing.cited)) p { a href={ "/programmes/" (id) "/bases" } { (words.say("cited-see")) } } }
        (Outline::of(words, &reviewed).summary(false))
        nav.filters aria-label=(words.say("filters")) {
            a href={ "/programmes/" (id) "/findings" } aria-current=[(severity.is_none() && verdict.is_none()).then_some("page")] { (words.say("filter-all")) } " "
            @for it in SEVERITIES { a href={ "/programmes/" (id) "/findings?severity=" (it.name()) } aria-current=[(severity == Some(it)).then_some("page")] { (severity_words(words, it)) } " " }
            @for it in VERDICTS { a href={ "/programmes/" (id) "/findings?verdict=" (it.name()) } aria-current=[(verdict == Some(it)).then_some("page")] { (verdict_words(words, it)) } " " }
        }
        (self::fixes(words, &id, &fixes))
        @if let Some(look) = &house { (super::house::told(words, &id, look)) }
        // What a text alone cannot show stands last and folded, unless it is asked for.
        @let silent = |it: &ClauseVerdict| verdict.is_none() && it.verdict == Verdict::NotJudged && findings(it).is_empty();
        @for clause in report.clauses.iter().filter(|it| !silent(it)) {
            @let found = findings(clause);
            @if verdict.is_none_or(|it| it == clause.verdict) && (severity.is_none() || !found.is_empty()) { (self::clause(words, &id, clause, &official(&clause.id), &found)) }
        }
        @let not_judged: Vec<&ClauseVerdict> = report.clauses.iter().filter(|it| severity.is_none() && silent(it)).collect();
        @if !not_judged.is_empty() {
            details {
                summary { (verdict_words(words, Verdict::NotJudged)) ": " (not_judged.len()) }
                p.hint { (words.say("report-not-judged-hint")) }
                @for clause in not_judged { (self::clause(words, &id, clause, &official(&clause.id), &[])) }
            }
        }
    };
    Ok(leaf::tab(words, &who, &reviewed.opened, Tab::Findings, main))
}

fn clause(words: Words, id: &ProgrammeId, clause: &ClauseVerdict, official: &[String], found: &[&Finding]) -> Markup {
    html! {
        section.clause id={ "c-" (clause.id) } {
            h2 { (badge(words, clause.verdict)) " " span.code { (clause.id) } " " (clause.statement) }
            p { (clause.why) }
            @if !official.is_empty() { details { summary { (words.say("official-text")) } @for text in official { blockquote { (text) } } } }
            @for finding in found.iter().take(SHOWN_MAX) {
                @let item = finding.item.as_ref().map(|it| (first_words(&finding.title), path_to(id, Some(it))));
                (finding::finding(words, finding, &Around { item, ..Around::default() }))
            }
            @if SHOWN_MAX < found.len() { p.hint { (words.with("and-more", &[("count", (found.len() - SHOWN_MAX).into())])) } }
        }
    }
}

fn fixes(words: Words, id: &ProgrammeId, fixes: &[Fix]) -> Markup {
    html! {
        @if !fixes.is_empty() {
            details.fixes open {
                summary { (words.with("fixes", &[("count", fixes.len().into())])) }
                ul { @for fix in fixes {
                    li {
                        @if let Some(item) = &fix.item { p { a href=(path_to(id, Some(item))) { (words.say("see-it")) } } }
                        p { (redline(&fix.before, &fix.after)) }
                        (fix_form(words, id, fix, "findings"))
                    }
                } }
            }
        }
    }
}

/// The button that makes a fix; `back` is the page that is shown afterwards.
pub(super) fn fix_form(words: Words, id: &ProgrammeId, fix: &Fix, back: &str) -> Markup {
    html! {
        form.fix method="post" action={ "/programmes/" (id) "/fix" } {
            input type="hidden" name="key" value=(fix.key);
            input type="hidden" name="back" value=(back);
            button.button.plain type="submit" { (words.say(&format!("fix-{}", fix.kind.name()))) }
        }
    }
}

/// Which fix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    key: String,
    /// The page to go back to: the findings, where nothing is said.
    back: Option<String>,
}

pub(crate) async fn fix(State(web): State<Web>, In(who): In, asker: Asker, Id(id): Id<ProgrammeId>, Filled(wanted): Filled<Wanted>) -> Result<Redirect, Problem> {
    let edited = web.app.fix(&who, &id, &wanted.key).await.map_err(|it: Refusal| asker.problem(it))?;
    let back = if wanted.back.as_deref() == Some("outline") { path_to(&id, edited.anchor.as_ref()) } else { format!("/programmes/{id}/findings") };
    Ok(Redirect::to(&back))
}
