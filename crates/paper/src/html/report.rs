//! The report of a check (Phiếu rà soát): summary, verdict of every clause, findings by clause, coverage.

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Document, Item, Programme};
use hanhdong_domain::{ClauseVerdict, Finding, Language, Report, Severity, Verdict};
use maud::{Markup, html};

use super::{lines, matrix, page};
use crate::grouped::{self, Group};
use crate::words::{self, say};

/// A page that an office can read, pass on and print: what the check of a programme has to say.
#[doc(alias = "phiếu rà soát")]
pub fn report(programme: &Programme, report: &Report, language: Language) -> String {
    let heading = say(language, "Phiếu rà soát chương trình hành động", "Review of an action programme");
    let items = grouped::items(programme);
    let body = html! {
        a.skip href="#noi-dung" { (say(language, "Đến nội dung", "Skip to content")) }
        header.top {
            h1 { (heading) }
            (facts(&programme.document, report, language))
        }
        main #noi-dung {
            (summary(report, language))
            (clauses(report, language))
            (findings(report, &Known { listed: listed(report, programme), items: &items }, language))
            (matrix::section(report, &items, programme, language))
        }
        footer.foot {
            p { (say(language,
                "Phiếu do phần mềm Hành Động lập để người soạn thảo tham khảo khi hoàn thiện văn bản; không thay cho ý kiến thẩm định của cơ quan có thẩm quyền.",
                "Made by Hành Động to help the drafter; it does not replace the appraisal of the competent body.")) }
        }
    };
    page(&format!("{heading}{}", programme.document.title.as_deref().map_or(String::new(), |it| format!(" {it}"))), language, &body)
}

fn facts(document: &Document, report: &Report, language: Language) -> Markup {
    let name = [document.kind.as_deref(), document.title.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let number = document.number.as_deref().map(|it| format!("{} {it}", say(language, "Số", "No.")));
    let date = document.date.map(|it| words::date(it, language));
    let issue = [number, date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        dl.facts {
            @for (term, words) in [
                (say(language, "Văn bản", "Document"), name.as_str()),
                (say(language, "Cơ quan ban hành", "Issued by"), document.issuer.as_deref().unwrap_or("")),
                (say(language, "Số, ngày", "Number, date"), issue.as_str()),
                (say(language, "Rà soát theo", "Held against"), report.guideline_title.as_str()),
            ] {
                @if !words.is_empty() { dt { (term) } dd { (words) } }
            }
        }
    }
}

fn summary(report: &Report, language: Language) -> Markup {
    let gaps = report.coverage.iter().filter(|it| it.served_by.is_empty()).count();
    html! {
        section aria-labelledby="tom-tat" {
            h2 #tom-tat { (say(language, "Tóm tắt", "Summary")) }
            p { (words::summary(report, language)) }
            p.label { (say(language, "Nội dung cần xem lại", "To look at again")) }
            ul.counts {
                @for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                    li class=(severity_class(severity)) { b { (report.count(severity)) } (words::severity(severity, language)) }
                }
            }
            p.label { (say(language, "Kết quả đối chiếu các nội dung của Hướng dẫn", "Verdicts on the clauses of the guideline")) }
            ul.counts {
                @for verdict in [Verdict::Met, Verdict::Partly, Verdict::Unmet, Verdict::NotJudged] {
                    li class=(verdict_class(verdict)) {
                        b { (report.clauses.iter().filter(|it| it.verdict == verdict).count()) } (words::verdict(verdict, language))
                    }
                }
            }
            nav aria-label=(say(language, "Các phần của phiếu", "Parts of this report")) {
                ul {
                    li { a href="#dieu-khoan" { (say(language, "Kết quả theo từng nội dung", "Verdicts by clause")) } }
                    li { a href="#xem-lai" { (say(language, "Nội dung cần xem lại", "What to look at again")) " (" (report.findings.len()) ")" } }
                    li { a href="#ma-tran" {
                        (say(language, "Mục tiêu, chỉ tiêu và nhiệm vụ", "Goals, targets and tasks"))
                        @if gaps > 0 { " (" (gaps) " " (say(language, "chưa có nhiệm vụ", "without a task")) ")" }
                    } }
                }
            }
        }
    }
}

/// What the text itself shows comes first; what only records can show would else push it off the first screen.
fn clauses(report: &Report, language: Language) -> Markup {
    let (open, judged): (Vec<_>, Vec<_>) = report.clauses.iter().enumerate().partition(|(_, it)| it.verdict == Verdict::NotJudged);
    html! {
        section aria-labelledby="dieu-khoan" {
            h2 #dieu-khoan { (say(language, "Kết quả theo từng nội dung của Hướng dẫn", "Verdict on each clause of the guideline")) }
            (clause_table(say(language, "Nội dung đánh giá được từ văn bản", "Clauses that the text itself shows"), &judged, report, language))
            (open_clauses(&open, language))
        }
    }
}

fn clause_table(caption: &str, clauses: &[(usize, &ClauseVerdict)], report: &Report, language: Language) -> Markup {
    let (clause, asks) = (say(language, "Mục", "Clause"), say(language, "Yêu cầu của Hướng dẫn", "What the guideline asks"));
    let (result, why, look) = (say(language, "Kết quả", "Verdict"), say(language, "Căn cứ đánh giá", "Why"), say(language, "Cần xem lại", "To look at"));
    if clauses.is_empty() {
        return html! {};
    }
    html! {
        div.wide { table.cards {
            caption { (caption) " (" (clauses.len()) ")" }
            thead { tr { th scope="col" { (clause) } th scope="col" { (asks) } th scope="col" { (result) } th scope="col" { (why) } th.n scope="col" { (look) } } }
            tbody {
                @for (i, it) in clauses {
                    @let count = report.findings.iter().filter(|finding| finding.clause == it.id).count();
                    tr {
                        th scope="row" { (it.id) }
                        td { (it.statement) }
                        td data-label=(result) { (verdict_tag(it.verdict, language)) }
                        td data-label=(why) { (it.why) }
                        td.n data-label=(look) { @if count > 0 { a href={ "#c" (i) } { (count) } } @else { "0" } }
                    }
                }
            }
        } }
    }
}

/// What the text alone cannot show, by the reason, a line a clause.
fn open_clauses(clauses: &[(usize, &ClauseVerdict)], language: Language) -> Markup {
    let mut reasons: Vec<(&str, Vec<&ClauseVerdict>)> = Vec::new();
    for (_, clause) in clauses {
        match reasons.iter_mut().find(|(why, _)| *why == clause.why) {
            Some((_, same)) => same.push(clause),
            None => reasons.push((&clause.why, vec![clause])),
        }
    }
    if reasons.is_empty() {
        return html! {};
    }
    let (why, asks) = (say(language, "Căn cứ đánh giá", "Why"), say(language, "Yêu cầu của Hướng dẫn", "What the guideline asks"));
    html! {
        div.wide { table.cards {
            caption {
                (verdict_tag(Verdict::NotJudged, language)) " "
                (say(language, "Nội dung chưa đủ căn cứ đánh giá", "Clauses without enough to judge")) " (" (clauses.len()) ")"
            }
            thead { tr { th scope="col" { (why) } th scope="col" { (asks) } } }
            tbody {
                @for (why, same) in reasons {
                    tr {
                        th scope="row" { (why) }
                        td data-label=(asks) { @for it in same { div { b { (it.id) } " " (it.statement) } } }
                    }
                }
            }
        } }
    }
}

/// Anchors that the coverage lists below have a row for.
fn listed<'a>(report: &'a Report, programme: &'a Programme) -> HashSet<&'a str> {
    let goals = report.coverage.iter().map(|it| it.goal.as_str());
    let works = programme.tasks().map(|it| it.anchor.as_str()).chain(programme.key_works().map(|it| it.anchor.as_str()));
    // Without goals there are no lists.
    if report.coverage.is_empty() { HashSet::new() } else { goals.chain(works).collect() }
}

/// What is known of the items that findings are about.
struct Known<'a> {
    /// Those with a row in the coverage lists.
    listed: HashSet<&'a str>,
    items: &'a HashMap<&'a str, Item<'a>>,
}

fn findings(report: &Report, items: &Known<'_>, language: Language) -> Markup {
    let known = |it: &Finding| report.clauses.iter().any(|clause| clause.id == it.clause);
    html! {
        section aria-labelledby="xem-lai" {
            h2 #xem-lai { (say(language, "Nội dung cần xem lại", "What to look at again")) }
            @if report.findings.is_empty() {
                p.quiet { (say(language, "Không có nội dung nào cần xem lại.", "Nothing to look at again.")) }
            }
            @for (i, clause) in report.clauses.iter().enumerate() {
                (clause_findings(&format!("c{i}"), Some(clause), report.findings.iter().filter(|it| it.clause == clause.id), items, language))
            }
            (clause_findings("c-khac", None, report.findings.iter().filter(|it| !known(it)), items, language))
        }
    }
}

fn clause_findings<'a>(id: &str, clause: Option<&ClauseVerdict>, findings: impl Iterator<Item = &'a Finding>, items: &Known<'_>, language: Language) -> Markup {
    let mut findings = findings.peekable();
    if findings.peek().is_none() {
        return html! {};
    }
    html! {
        section aria-labelledby=(id) {
            h3 id=(id) {
                @match clause {
                    Some(it) => { (it.id) ". " (it.statement) " " (verdict_tag(it.verdict, language)) }
                    None => { (say(language, "Nội dung khác", "Other")) }
                }
            }
            @for group in grouped::grouped(findings) {
                @if let Some(first) = group.first() {
                    @if group.is_many() { (many(&group, first, items, language)) } @else { (finding(first, items, language)) }
                }
            }
        }
    }
}

/// The same of many items: said once, with each item and its place.
fn many(group: &Group<'_>, first: &Finding, items: &Known<'_>, language: Language) -> Markup {
    html! {
        article class={ "finding " (severity_class(first.severity)) } {
            p {
                span.tag data-mark=(severity_mark(first.severity)) { (words::severity(first.severity, language)) }
                span.where { (grouped::count_of(group, language)) }
            }
            p.what { (lines(&first.message)) }
            ul.many { @for it in &group.findings { li { (listed_item(it, items, language)) } } }
            @if !group.hint().is_empty() { p.hint { (lines(group.hint())) } }
            @for it in group.others().filter(|it| !it.hint.is_empty()) { p.hint { (listed_item(it, items, language)) ": " (it.hint) } }
        }
    }
}

fn listed_item(it: &Finding, items: &Known<'_>, language: Language) -> Markup {
    let (name, place) = (grouped::name_of(it, items.items, language), words::place(&it.place, language));
    html! {
        @match &it.item {
            Some(anchor) if items.listed.contains(anchor.as_str()) => a href={ "#i-" (anchor) } { (name) },
            Some(_) | None => (name),
        }
        @if !place.is_empty() { " (" (place) ")" }
    }
}

fn finding(it: &Finding, items: &Known<'_>, language: Language) -> Markup {
    let place = words::place(&it.place, language);
    html! {
        article class={ "finding " (severity_class(it.severity)) } {
            p {
                span.tag data-mark=(severity_mark(it.severity)) { (words::severity(it.severity, language)) }
                @if !place.is_empty() { span.where { (place) } }
            }
            @if !it.title.is_empty() {
                p.what {
                    @match &it.item {
                        Some(anchor) if items.listed.contains(anchor.as_str()) => a href={ "#i-" (anchor) } { (it.title) },
                        Some(_) | None => (it.title),
                    }
                }
            }
            p { (lines(&it.message)) }
            @if !it.hint.is_empty() { p.hint { (lines(&it.hint)) } }
        }
    }
}

fn verdict_tag(verdict: Verdict, language: Language) -> Markup {
    let mark = match verdict {
        Verdict::Met => "✓",
        Verdict::Partly => "◐",
        Verdict::Unmet => "✗",
        Verdict::NotJudged => "?",
    };
    html! { span class={ "tag " (verdict_class(verdict)) } data-mark=(mark) { (words::verdict(verdict, language)) } }
}

const fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "good",
        Verdict::Partly => "mid",
        Verdict::Unmet => "bad",
        Verdict::NotJudged => "none",
    }
}

const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "bad",
        Severity::Warning => "mid",
        Severity::Note => "note",
    }
}

const fn severity_mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "●",
        Severity::Warning => "▲",
        Severity::Note => "○",
    }
}
