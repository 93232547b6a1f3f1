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
