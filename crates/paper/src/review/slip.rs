//! Phiếu rà soát: the one page that goes with a reviewed file. A small Word file of its own, the same bytes for the
//! same report.

use super::escape;
use hanhdong_domain::{Finding, Report, Severity, Verdict};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Clauses that are named on the page; the others are counted.
const CLAUSES_MAX: usize = 10;
/// Findings that are named on the page; the others are counted.
const FINDINGS_MAX: usize = 5;
/// Characters of a cell before it is cut with an ellipsis, so that the slip stays one page.
const CELL_MAX: usize = 64;
/// Characters of a finding with its suggestion.
const FINDING_MAX: usize = 150;
/// Characters of the paper's title.
const TITLE_MAX: usize = 180;

/// The slip of a report as DOCX; `title` names the paper that was reviewed.
#[doc(alias = "phiếu rà soát")]
pub fn slip(report: &Report, title: &str) -> Vec<u8> {
    let mut body = String::new();
    paragraph(&mut body, "PHIẾU RÀ SOÁT", Look { centred: true, bold: true, half_points: 28 });
    paragraph(&mut body, &cut(title, TITLE_MAX), Look { centred: true, bold: true, half_points: 24 });
    paragraph(&mut body, &format!("Rà soát theo: {}", cut(&report.guideline_title, TITLE_MAX)), Look::PLAIN);
    paragraph(&mut body, &counts(report), Look::PLAIN);
    clauses(&mut body, report);
    findings(&mut body, report);
    paragraph(&mut body, "Phiếu này giúp người soạn thảo xem lại văn bản; việc tiếp thu do cơ quan soạn thảo quyết định.", Look::PLAIN);
    pack(&body)
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
struct Look {
    centred: bool,
    bold: bool,
    half_points: u32,
}

impl Look {
    const PLAIN: Look = Look { centred: false, bold: false, half_points: 20 };
    const HEAD: Look = Look { centred: false, bold: true, half_points: 22 };
}

fn counts(report: &Report) -> String {
    let verdicts = |verdict: Verdict| report.clauses.iter().filter(|it| it.verdict == verdict).count();
    format!(
        "Kết quả: {} điểm đạt, {} đạt một phần, {} chưa đạt, {} chưa đủ căn cứ. Nội dung cần xem lại: {} cần bổ sung, {} nên chỉnh, {} lưu ý.",
        verdicts(Verdict::Met),
        verdicts(Verdict::Partly),
        verdicts(Verdict::Unmet),
        verdicts(Verdict::NotJudged),
        report.count(Severity::Error),
        report.count(Severity::Warning),
        report.count(Severity::Note),
    )
}

/// The clauses that are not met yet: first those unmet, then those met in part.
fn clauses(body: &mut String, report: &Report) {
    let of = |verdict: Verdict| report.clauses.iter().filter(move |it| it.verdict == verdict);
    let open: Vec<_> = of(Verdict::Unmet).chain(of(Verdict::Partly)).collect();
    if open.is_empty() {
        return;
    }
    paragraph(body, "I. Các điểm chưa đạt hoặc đạt một phần", Look::HEAD);
    body.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"9638\" w:type=\"dxa\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        body.push_str(&format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"));
    }
    body.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"1474\"/><w:gridCol w:w=\"3685\"/><w:gridCol w:w=\"1134\"/><w:gridCol w:w=\"3345\"/></w:tblGrid>");
    row(body, ["Điểm", "Nội dung của hướng dẫn", "Kết quả", "Căn cứ"], true);
    for it in open.iter().take(CLAUSES_MAX) {
        row(body, [&it.id, &cut(&it.statement, CELL_MAX), words(it.verdict), &cut(&it.why, CELL_MAX)], false);
    }
    body.push_str("</w:tbl>");
    rest(body, open.len(), CLAUSES_MAX, "điểm");
}

/// The heaviest findings.
fn findings(body: &mut String, report: &Report) {
    let mut heaviest: Vec<&Finding> = report.findings.iter().collect();
    heaviest.sort_by_key(|it| it.severity);
    if heaviest.is_empty() {
        return;
    }
    paragraph(body, "II. Nội dung cần xem lại trước", Look::HEAD);
    for (number, it) in (1..).zip(heaviest.iter().take(FINDINGS_MAX)) {
        let message = it.message.trim().trim_end_matches('.');
        paragraph(body, &format!("{number}. {}: {}", weight(it.severity), cut(&format!("{message}. {}", it.hint), FINDING_MAX)), Look::PLAIN);
    }
    rest(body, heaviest.len(), FINDINGS_MAX, "nội dung");
}

fn rest(body: &mut String, all: usize, shown: usize, what: &str) {
    if all > shown {
        paragraph(body, &format!("Và {} {what} khác, xem các chú thích trong tệp hoặc báo cáo đầy đủ.", all - shown), Look::PLAIN);
    }
}

/// Words on screen of the glossary.
const fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Đạt",
        Verdict::Partly => "Đạt một phần",
        Verdict::Unmet => "Chưa đạt",
        Verdict::NotJudged => "Chưa đủ căn cứ",
    }
}

const fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Cần bổ sung",
        Severity::Warning => "Nên chỉnh",
        Severity::Note => "Lưu ý",
    }
}

/// At most so many characters, cut between words.
fn cut(text: &str, chars_max: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        count += word.chars().count() + 1;
        if count > chars_max {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn row(body: &mut String, cells: [&str; 4], header: bool) {
    body.push_str("<w:tr><w:trPr><w:cantSplit/>");
    body.push_str(if header { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
    for text in cells {
        body.push_str("<w:tc><w:tcPr/>");
        paragraph(body, text, Look { centred: header, bold: header, half_points: 18 });
        body.push_str("</w:tc>");
    }
    body.push_str("</w:tr>");
}

fn paragraph(body: &mut String, text: &str, look: Look) {
    let align = if look.centred { "<w:jc w:val=\"center\"/>" } else { "" };
    let bold = if look.bold { "<w:b/>" } else { "" };
    let size = look.half_points;
    body.push_str(&format!("<w:p><w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/>{align}</w:pPr><w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(text)));
}

fn pack(body: &str) -> Vec<u8> {
    const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let types = format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
    );
    let relations = format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    // A4 with 20 mm all round: a slip is no official paper and is not filed with a binding margin.
    let document = format!(
        r#"{HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, source) in [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document)] {
        // Writing to memory fails for nothing but a part over 4 GiB, which these are not.
        if zip.start_file(name, SimpleFileOptions::default()).and_then(|()| zip.write_all(source.as_bytes()).map_err(Into::into)).is_err() {
            return Vec::new();
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
