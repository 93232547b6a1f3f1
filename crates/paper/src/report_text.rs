//! A report for the terminal, like a good compiler's: place, what, why, hint; then clauses and counts.

use std::collections::HashMap;
use std::fmt::Write as _;

use hanhdong_domain::programme::{Item, Programme};
use hanhdong_domain::{Finding, Language, Report, Verdict};

use crate::grouped::{self, Group};
use crate::words::{self, say};

/// What a check of a programme has to say, as plain text. `file` is the name that places are given in. What is said alike
/// of many items is said once, with the list of them.
pub fn report_text(programme: &Programme, report: &Report, language: Language, file: &str) -> String {
    let mut out = String::new();
    let items = grouped::items(programme);
    for group in grouped::grouped(report.findings.iter()) {
        let Some(first) = group.first() else { continue };
        if group.is_many() {
            many(&mut out, &group, first, &items, language, file);
        } else {
            finding(&mut out, first, language, file);
        }
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

/// "xa-mau.docx: dòng 21: Cần bổ sung [II.2.b-1] no-task".
fn first_line(it: &Finding, language: Language, file: &str) -> String {
    let place = words::place(&it.place, language);
    let place = if place.is_empty() { one_line(file) } else { format!("{}: {place}", one_line(file)) };
    format!("{place}: {} [{}] {}", words::severity(it.severity, language), it.clause, it.code.name())
}

fn many(out: &mut String, group: &Group<'_>, first: &Finding, items: &HashMap<&str, Item<'_>>, language: Language, file: &str) {
    let count = grouped::count_of(group, language);
    writeln!(out, "{} ({count})", first_line(first, language, file)).ok();
    writeln!(out, "   {}", one_line(&first.message)).ok();
    let names: Vec<String> = grouped::list_of(group, items, language).iter().map(|it| one_line(it)).collect();
    for line in wrapped(&format!("{count}: "), &names) {
        writeln!(out, "   | {line}").ok();
    }
    if !group.hint().is_empty() {
        writeln!(out, "   → {}", one_line(group.hint())).ok();
    }
    for it in group.others().filter(|it| !it.hint.is_empty()) {
        writeln!(out, "   → {}: {}", one_line(&grouped::listed(it, items, language)), one_line(&it.hint)).ok();
    }
    out.push('\n');
}

/// Names after a head, divided by semicolons, in lines of about so many characters as a terminal is wide.
fn wrapped(head: &str, names: &[String]) -> Vec<String> {
    const CHARS_MAX: usize = 100;
    let mut lines = vec![head.to_owned()];
    for (number, name) in names.iter().enumerate() {
        let end = if number + 1 == names.len() { "" } else { "; " };
        let wide = lines.last().map_or(0, |it| it.chars().count()) + name.chars().count() > CHARS_MAX;
        match lines.last_mut().filter(|_| !wide) {
            Some(line) => line.push_str(&format!("{name}{end}")),
            None => lines.push(format!("{name}{end}")),
        }
    }
    lines.iter().map(|it| it.trim_end().to_owned()).collect()
}

fn finding(out: &mut String, it: &Finding, language: Language, file: &str) {
    writeln!(out, "{}", first_line(it, language, file)).ok();
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
    use hanhdong_domain::{Code, Severity};

    #[test]
    fn a_finding_says_place_weight_clause_what_why_and_what_to_do() {
        let programme = sample::programme(12, 15);
        let text = report_text(&programme, &sample::report(&programme), Language::Vi, "xa-mau.docx");
        let wanted = "xa-mau.docx: dòng 21: Cần bổ sung [II.2.b-1] no-task\n   | Thu nhập bình quân đầu người nhóm 4\n   Nhiệm vụ chưa ghi";
        assert!(text.starts_with(wanted), "{text}");
        assert!(text.contains("  ✗ Chưa đạt        II.2.b-4/lead  Xác định"), "{text}");
        assert!(text.ends_with("Đạt 1/3 nội dung đủ căn cứ đánh giá; 4 nội dung cần xem lại: 2 cần bổ sung, 1 nên chỉnh, 1 lưu ý.\n"), "{text}");
    }

    #[test]
    fn escape_sequences_and_line_breaks_of_a_file_do_not_reach_the_terminal() {
        let programme = sample::programme(4, 4);
        let mut report = sample::report(&programme);
        for it in &mut report.findings {
            it.title = "\u{1b}[31mđỏ\u{1b}[0m\r\nxa-mau.docx: dòng 1: giả \u{202e}".to_owned();
        }
        let text = report_text(&programme, &report, Language::En, "a\nb.docx");
        assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']), "{text:?}");
        assert!(!text.lines().any(|it| it.starts_with("xa-mau.docx: dòng 1: giả")), "{text}");
    }

    #[test]
    fn what_is_missing_from_many_items_is_said_once_with_all_their_numbers() {
        let programme = sample::programme(2, 30);
        let mut report = sample::report(&programme);
        let task =
            |(n, it): (usize, &hanhdong_domain::programme::TaskItem)| sample::finding("II.2.b-4/lead", Code::NoLead, Severity::Error, Some(&it.anchor), &it.title, 100 + n as u32);
        report.findings = programme.tasks().enumerate().map(task).collect();
        report.findings[6].hint = "Giao Phòng Kinh tế chủ trì.".into();
        let text = report_text(&programme, &report, Language::Vi, "xa-mau.docx");
        assert_eq!(text.matches("no-lead").count(), 1, "{text}");
        assert!(text.starts_with("xa-mau.docx: dòng 100: Cần bổ sung [II.2.b-4/lead] no-lead (30 mục)\n"), "{text}");
        assert!(text.contains("   | 30 mục: nhiệm vụ 1 (dòng 100); 2 (dòng 101); 3 (dòng 102);"), "{text}");
        for (n, it) in programme.tasks().enumerate() {
            assert!(text.contains(&format!(" {} (dòng {})", it.code.as_deref().unwrap_or("?"), 100 + n)), "{text}");
        }
        assert!(text.contains("   → nhiệm vụ 7 (dòng 106): Giao Phòng Kinh tế chủ trì.\n"), "{text}");
        assert!(text.lines().filter(|it| it.starts_with("   | ")).all(|it| it.chars().count() <= 130), "{text}");
    }
}
