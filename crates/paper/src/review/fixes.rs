//! Certain fixes, as tracked changes: only what a rule of form leaves no doubt about (format.md, rows 3 and 4).

use super::parts::Edit;
use super::scan::{Run, Scan, Span};
use super::{Stamp, escape, signed};
use hanhdong_domain::text::{fold, nfc};

/// Paragraphs from the top in which number and date line stand.
const HEAD: usize = 60;
/// Ids that one fix may use up for its changes.
const IDS_PER_FIX: i64 = 64;

/// A replacement of a few characters in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Number of the paragraph, as a finding's place has it.
    pub line: u32,
    /// What stands there; it must stand there once, in one run.
    pub old: String,
    /// What shall stand there.
    pub new: String,
}

/// The fixes that are certain: colon after "Số" in a Party paper, zero before a number under 10, before a day under
/// 10 and before the months 1 and 2 of the date line.
pub(super) fn certain(scan: &Scan) -> Vec<Fix> {
    let head = || scan.paragraphs.iter().take(HEAD);
    let says = |words: &str| head().any(|it| fold(&it.text).contains(words));
    let is_party = says("dang cong san viet nam") && !says("xa hoi chu nghia viet nam");
    let mut out = Vec::new();
    for span in head() {
        let text = nfc(&span.text);
        if let Some((old, new)) = number(text.trim(), is_party).or_else(|| date(text.trim())) {
            out.push(Fix { line: span.line, old, new });
        }
    }
    out
}

/// `Số: 5-CTr/ĐU` is printed `Số 05-CTr/ĐU`; a state paper keeps its colon.
fn number(text: &str, is_party: bool) -> Option<(String, String)> {
    let rest = text.strip_prefix("Số")?;
    let colon = rest.trim_start().starts_with(':');
    let code = rest.trim_start().trim_start_matches(':').trim_start();
    let digits: String = code.chars().take_while(char::is_ascii_digit).collect();
    let symbol = code.get(digits.len()..)?;
    let is_number = !digits.is_empty() && symbol.starts_with(['-', '/']) && !symbol.contains(char::is_whitespace) && symbol.chars().any(char::is_alphabetic);
    if !is_number {
        return None;
    }
    let padded = if digits.len() == 1 { format!("0{digits}") } else { digits };
    let sign = if colon && !is_party { ": " } else { " " };
    let new = format!("Số{sign}{padded}{symbol}");
    let known = !colon || is_party || digits_differ(text, &new);
    (known && new != text).then(|| (text.to_owned(), new))
}

/// In a state paper only the missing zero is mended, never the spaces.
fn digits_differ(old: &str, new: &str) -> bool {
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).count();
    digits(old) != digits(new)
}

/// `Xã Mẫu A, ngày 5 tháng 2 năm 2026` is printed with `05` and `02`.
fn date(text: &str) -> Option<(String, String)> {
    let (place, rest) = text.split_once(", ngày ")?;
    let (day, rest) = rest.split_once(" tháng ")?;
    let (month, year) = rest.split_once(" năm ")?;
    let figures = |it: &str| !it.is_empty() && it.len() <= 2 && it.bytes().all(|it| it.is_ascii_digit());
    let is_date_line = place.chars().count() <= 40 && place.starts_with(char::is_uppercase) && !place.contains(['.', ';', ':']);
    let is_year = year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit());
    if !is_date_line || !is_year || !figures(day) || !figures(month) {
        return None;
    }
    let padded_day = if day.len() == 1 { format!("0{day}") } else { day.to_owned() };
    let padded_month = if matches!(month, "1" | "2") { format!("0{month}") } else { month.to_owned() };
    let new = format!("ngày {padded_day} tháng {padded_month} năm {year}");
    let old = format!("ngày {day} tháng {month} năm {year}");
    (new != old).then_some((old, new))
}

/// The tracked changes of all fixes that fit exactly.
pub(super) fn edits(source: &str, scan: &Scan, fixes: &[Fix], stamp: &Stamp<'_>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    for fix in fixes {
        let span = scan.paragraphs.iter().find(|it| it.line == fix.line && !fix.old.is_empty());
        let Some((run, at)) = span.and_then(|it| only_place(it, &fix.old)) else { continue };
        if out.iter().any(|it| it.start == run.all.start) {
            continue;
        }
        let id = scan.id_max + 1 + IDS_PER_FIX * i64::try_from(out.len()).unwrap_or(0);
        let text = changed(source, run, at, fix, &scan.word, id, stamp);
        out.push(Edit { start: run.all.start, end: run.all.end, text });
    }
    out
}

/// The one run of a paragraph that holds these words, and where; `None` where there are none or several.
fn only_place<'s>(span: &'s Span, old: &str) -> Option<(&'s Run, usize)> {
    let mut found = span.runs.iter().flat_map(|run| run.text.match_indices(old).map(move |it| (run, it.0)));
    found.next().filter(|_| found.next().is_none())
}

/// A run cut up around the characters that differ: those that go as `w:del`, those that come as `w:ins`.
fn changed(source: &str, run: &Run, at: usize, fix: &Fix, w: &str, id: i64, stamp: &Stamp<'_>) -> String {
    let tag = source.get(run.tag.clone()).unwrap_or_default();
    let properties = source.get(run.properties.clone()).unwrap_or_default();
    let signed = signed(stamp, w);
    let piece = |text: &str, element: &str| {
        if text.is_empty() { String::new() } else { format!(r#"{tag}{properties}<{w}{element} xml:space="preserve">{}</{w}{element}></{w}r>"#, escape(text)) }
    };
    let (before, after) = (run.text.get(..at).unwrap_or_default(), run.text.get(at + fix.old.len()..).unwrap_or_default());
    let mut out = String::new();
    let mut kept = before.to_owned();
    let mut id = id;
    for step in steps(&fix.old, &fix.new) {
        match step {
            Step::Keep(c) => kept.push(c),
            Step::Delete(text) => {
                out.push_str(&piece(&std::mem::take(&mut kept), "t"));
                out.push_str(&format!(r#"<{w}del {w}id="{id}"{signed}>{}</{w}del>"#, piece(&text, "delText")));
                id += 1;
            }
            Step::Insert(text) => {
                out.push_str(&piece(&std::mem::take(&mut kept), "t"));
                out.push_str(&format!(r#"<{w}ins {w}id="{id}"{signed}>{}</{w}ins>"#, piece(&text, "t")));
                id += 1;
            }
        }
    }
    kept.push_str(after);
    out.push_str(&piece(&kept, "t"));
    out
}

enum Step {
    Keep(char),
    Delete(String),
    Insert(String),
}

/// The way from old to new, character by character, neighbours of a kind together.
fn steps(old: &str, new: &str) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for change in similar::TextDiff::from_chars(old, new).iter_all_changes() {
        let text: &str = change.value();
        match (change.tag(), out.last_mut()) {
            (similar::ChangeTag::Equal, _) => out.extend(text.chars().map(Step::Keep)),
            (similar::ChangeTag::Delete, Some(Step::Delete(open))) | (similar::ChangeTag::Insert, Some(Step::Insert(open))) => open.push_str(text),
            (similar::ChangeTag::Delete, _) => out.push(Step::Delete(text.to_owned())),
            (similar::ChangeTag::Insert, _) => out.push(Step::Insert(text.to_owned())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_mended_as_the_kind_of_paper_wants_them() {
        let some = |it: &str| Some(it.to_owned());
        for (text, is_party, want) in [
            ("Số: 12-CTr/ĐU", true, some("Số 12-CTr/ĐU")),
            ("Số:5-CTr/ĐU", true, some("Số 05-CTr/ĐU")),
            ("Số 06-CT/TU", true, None),
            ("Số: 15/QĐ-UBND", false, None),
            ("Số: 5/QĐ-UBND", false, some("Số: 05/QĐ-UBND")),
            ("Số lượng cán bộ: 5", true, None),
            ("Số      -CTr/ĐU", true, None),
            ("Số: 57-NQ/TW ngày 22/12/2024", true, None),
        ] {
            assert_eq!(number(text, is_party).map(|it| it.1), want, "{text}");
        }
    }

    #[test]
    fn only_the_date_line_is_mended_and_only_its_zeros() {
        let got = |text: &str| date(text).map(|it| it.1);
        assert_eq!(got("Xã Mẫu A, ngày 5 tháng 2 năm 2026").as_deref(), Some("ngày 05 tháng 02 năm 2026"));
        assert_eq!(got("Xã Mẫu A, ngày 15 tháng 1 năm 2026").as_deref(), Some("ngày 15 tháng 01 năm 2026"));
        for right in [
            "Xã Mẫu A, ngày 05 tháng 3 năm 2026",
            "Căn cứ Nghị quyết số 1-NQ/TU, ngày 5 tháng 2 năm 2026 của Ban",
            "ngày 5 tháng 2 năm 2026",
            "Xã Mẫu A, ngày    tháng    năm 2026",
        ] {
            assert_eq!(got(right), None, "{right}");
        }
    }
}
