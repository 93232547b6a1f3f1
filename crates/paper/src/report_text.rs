//! A report for the terminal, like a good compiler's: place, what, why, hint; then clauses and counts.

use std::fmt::Write as _;

use hanhdong_domain::{Finding, Language, Report, Verdict};

use crate::words::{self, say};

/// What a check has to say, as plain text. `file` is the name that places are given in.
pub fn report_text(report: &Report, language: Language, file: &str) -> String {
    let mut out = String::new();
    for it in &report.findings {
        finding(&mut out, it, language, file);
    }
    // Writing to a String cannot fail.
    writeln!(out, "{} {}", say(language, "Rà soát theo", "Held against"), one_line(&report.guideline_title)).ok();
    for it in &report.clauses {
        writeln!(out, "  {} {}  {}", mark(it.verdict), pad(words::verdict(it.verdict, language), 14), head(&it.id, &it.statement)).ok();
        if !it.why.is_empty() {
            writeln!(out, "      {}", one_line(&it.why)).ok();
        }
    }
    writeln!(out, "{}", words::summary(report, language)).ok();
    out
}

fn finding(out: &mut String, it: &Finding, language: Language, file: &str) {
    let place = words::place(&it.place, language);
    let place = if place.is_empty() { one_line(file) } else { format!("{}: {place}", one_line(file)) };
    writeln!(out, "{place}: {} [{}] {}", words::severity(it.severity, language), it.clause, it.code.name()).ok();
    if !it.title.is_empty() {
        writeln!(out, "   | {}", one_line(&it.title)).ok();
    }
    writeln!(out, "   {}", one_line(&it.message)).ok();
    if !it.hint.is_empty() {
        writeln!(out, "   → {}", one_line(&it.hint)).ok();
    }
    out.push('\n');
}

fn head(id: &str, statement: &str) -> String {
    if statement.is_empty() { id.to_owned() } else { format!("{id}  {}", one_line(statement)) }
}

const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "✓",
        Verdict::Partly => "~",
        Verdict::Unmet => "✗",
        Verdict::NotJudged => "?",
    }
}

/// Pads by characters, as NFC Vietnamese letters are one each.
fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// No line break or control character of a file reaches the terminal.
fn one_line(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !hidden(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_finding_says_place_weight_clause_what_why_and_what_to_do() {
        let programme = sample::programme(12, 15);
        let text = report_text(&sample::report(&programme), Language::Vi, "xa-mau.docx");
        let wanted = "xa-mau.docx: dòng 21: Cần bổ sung [II.2.b-1] no-task\n   | Thu nhập bình quân đầu người nhóm 4\n   Nhiệm vụ chưa ghi";
        assert!(text.starts_with(wanted), "{text}");
        assert!(text.contains("  ✗ Chưa đạt        II.2.b-4/lead  Xác định"), "{text}");
        assert!(text.ends_with("Đạt 1/3 nội dung đủ căn cứ đánh giá; 4 nội dung cần xem lại: 2 cần bổ sung, 1 nên chỉnh, 1 lưu ý.\n"), "{text}");
    }

    #[test]
    fn escape_sequences_and_line_breaks_of_a_file_do_not_reach_the_terminal() {
        let mut report = sample::report(&sample::programme(4, 4));
        for it in &mut report.findings {
            it.title = "\u{1b}[31mđỏ\u{1b}[0m\r\nxa-mau.docx: dòng 1: giả \u{202e}".to_owned();
        }
        let text = report_text(&report, Language::En, "a\nb.docx");
        assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']), "{text:?}");
        assert!(!text.lines().any(|it| it.starts_with("xa-mau.docx: dòng 1: giả")), "{text}");
    }
}
