//! The report of a check as JSON.

use hanhdong_domain::programme::Programme;
use hanhdong_domain::{Finding, Report, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct ReportView<'a> {
    guideline: &'a str,
    clauses: Vec<ClauseView<'a>>,
    findings: Vec<FindingView<'a>>,
    counts: Counts,
    coverage: Vec<CoverageView<'a>>,
}

#[derive(Serialize)]
struct ClauseView<'a> {
    id: &'a str,
    verdict: &'static str,
    why: &'a str,
    statement: &'a str,
}

#[derive(Serialize)]
struct FindingView<'a> {
    clause: &'a str,
    code: &'static str,
    severity: &'static str,
    item: Option<&'a str>,
    title: &'a str,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    message: &'a str,
    hint: &'a str,
}

#[derive(Serialize)]
struct Counts {
    targets: usize,
    tasks: usize,
    key_works: usize,
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct CoverageView<'a> {
    goal: &'a str,
    served_by: Vec<&'a str>,
}

/// Writes the report of a check as JSON.
pub fn report(programme: &Programme, report: &Report) -> String {
    let view = ReportView {
        guideline: &report.guideline,
        clauses: report.clauses.iter().map(|it| ClauseView { id: &it.id, verdict: it.verdict.name(), why: &it.why, statement: &it.statement }).collect(),
        findings: report.findings.iter().map(finding).collect(),
        counts: Counts {
            targets: programme.targets().count(),
            tasks: programme.tasks().count(),
            key_works: programme.key_works().count(),
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            note: report.count(Severity::Note),
        },
        coverage: report.coverage.iter().map(|it| CoverageView { goal: it.goal.as_str(), served_by: it.served_by.iter().map(|it| it.as_str()).collect() }).collect(),
    };
    // The view holds strings, numbers and lists only, so it always serialises.
    serde_json::to_string_pretty(&view).unwrap_or_default() + "\n"
}

fn finding(it: &Finding) -> FindingView<'_> {
    FindingView {
        clause: &it.clause,
        code: it.code.name(),
        severity: it.severity.name(),
        item: it.item.as_ref().map(|it| it.as_str()),
        title: &it.title,
        line: it.place.line,
        sheet: it.place.sheet.as_deref(),
        page: it.place.page,
        message: &it.message,
        hint: &it.hint,
    }
}
