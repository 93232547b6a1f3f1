//! The slip says the counts, the open clauses and the heaviest findings, and reads back as a Word file.

use crate::support::{paper, rows, texts};
use hanhdong_domain::{ClauseVerdict, Code, Finding, Place, Report, Severity, Verdict};
use hanhdong_paper::intake::raw::Format;
use hanhdong_paper::review::slip;

fn report(clauses: usize, findings: usize) -> Report {
    let verdicts = [Verdict::Met, Verdict::Partly, Verdict::Unmet, Verdict::NotJudged];
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    Report {
        guideline: "seed-2020".to_owned(),
        guideline_title: "Hướng dẫn xây dựng chương trình hành động".to_owned(),
        clauses: (0..clauses)
            .map(|it| ClauseVerdict {
                id: format!("II.{it}"),
                statement: "Nhiệm vụ có cơ quan chủ trì & phối hợp ".repeat(6),
                verdict: verdicts[it % 4],
                why: "12 trong 40 nhiệm vụ ".repeat(9),
            })
            .collect(),
        findings: (0..findings)
            .map(|it| Finding {
                clause: "II.1".to_owned(),
                code: Code::NoLead,
                severity: severities[it % 3],
                item: None,
                title: String::new(),
                place: Place::line(1),
                message: format!("Nhiệm vụ {it} <chưa rõ> "),
                hint: "Ghi một cơ quan. ".repeat(20),
            })
            .collect(),
        coverage: Vec::new(),
    }
}

#[test]
fn the_slip_holds_counts_open_clauses_and_the_heaviest_findings_first() {
    let bytes = slip(&report(8, 5), "Chương trình hành động của Đảng uỷ Xã Mẫu A");
    let (format, read) = paper(&bytes);
    assert_eq!(format, Format::Docx);
    let said: Vec<&str> = texts(&read).into_iter().map(|it| it.1).collect();
    assert_eq!(said[0], "PHIẾU RÀ SOÁT");
    assert!(said.iter().any(|it| it.contains("2 điểm đạt, 2 đạt một phần, 2 chưa đạt, 2 chưa đủ căn cứ") && it.contains("1 cần bổ sung, 2 nên chỉnh, 2 lưu ý")), "{said:?}");
    let ids: Vec<&str> = rows(&read).iter().skip(1).map(|it| it[0].text.as_str()).collect();
    assert_eq!(ids, ["II.2", "II.6", "II.1", "II.5"], "unmet first, then met in part");
    let first = said.iter().find(|it| it.starts_with("1. ")).expect("a first finding");
    assert!(first.starts_with("1. Cần bổ sung: Nhiệm vụ 2 <chưa rõ>"), "{first}");
    assert_eq!(slip(&report(8, 5), "x"), slip(&report(8, 5), "x"), "the same bytes for the same report");
}

#[test]
fn a_long_report_is_cut_to_a_page_and_says_what_is_left_out() {
    let (_, read) = paper(&slip(&report(60, 300), &"Chương trình ".repeat(200)));
    assert_eq!(rows(&read).len(), 11, "a head and ten clauses");
    let said: Vec<&str> = texts(&read).into_iter().map(|it| it.1).collect();
    assert!(said.iter().any(|it| it.starts_with("Và 20 điểm khác")) && said.iter().any(|it| it.starts_with("Và 295 nội dung khác")), "{said:?}");
    assert!(said.iter().all(|it| it.chars().count() <= 400));
}

#[test]
fn a_report_without_anything_open_is_a_slip_without_lists() {
    let (_, read) = paper(&slip(&report(1, 0), "Xã Mẫu A"));
    assert!(rows(&read).is_empty() && !texts(&read).iter().any(|it| it.1.starts_with("I")));
}
