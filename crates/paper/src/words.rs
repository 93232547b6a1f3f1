//! Words that several outputs print for the same thing.

use hanhdong_domain::programme::{About, ArrangementKind, GoalKind, GoalScope, Money, Origin, Resource};
use hanhdong_domain::text::{parse_number, print_number};
use hanhdong_domain::{Date, Decimal, Language, Place, Report, Severity, Verdict};

/// The labels of the lines of a target's column "Căn cứ, cách tính": source of the baselines, last term's years, the
/// superior's target, how it is reckoned, its kind.
pub(crate) const GROUNDS: [&str; 5] = ["Nguồn số liệu: ", "Nhiệm kỳ trước: ", "Cấp trên: ", "Cách tính: ", "Loại chỉ tiêu: "];

/// Picks the reader's language.
pub(crate) const fn say(language: Language, vi: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// What a statement of purpose is called, with its scope where that is not the usual one; read back from workbooks.
pub(crate) const fn goal_label(kind: GoalKind, scope: GoalScope) -> &'static str {
    match (kind, scope) {
        (GoalKind::Goal, GoalScope::General) => "Mục tiêu chung",
        (GoalKind::Goal, GoalScope::Specific) => "Mục tiêu cụ thể",
        (GoalKind::Viewpoint, GoalScope::General) => "Quan điểm",
        (GoalKind::Viewpoint, GoalScope::Specific) => "Quan điểm (cụ thể)",
        (GoalKind::Policy, GoalScope::General) => "Chủ trương",
        (GoalKind::Policy, GoalScope::Specific) => "Chủ trương (cụ thể)",
        (GoalKind::Orientation, GoalScope::General) => "Định hướng",
        (GoalKind::Orientation, GoalScope::Specific) => "Định hướng (cụ thể)",
        (GoalKind::Breakthrough, GoalScope::General) => "Khâu đột phá (chung)",
        (GoalKind::Breakthrough, GoalScope::Specific) => "Khâu đột phá",
    }
}

/// What a requirement is called.
pub(crate) const REQUIREMENT: &str = "Yêu cầu";

/// What a requirement is about.
pub(crate) const fn about(about: About) -> &'static str {
    match about {
        About::Report => "Chế độ báo cáo",
        About::Publicity => "Công khai, tuyên truyền",
        About::Discipline => "Kỷ luật, trách nhiệm",
        About::Digital => "Chuyển đổi số",
        About::Review => "Sơ kết, tổng kết",
        About::Other => "Yêu cầu khác",
    }
}

/// What a duty is.
pub(crate) const fn arrangement_kind(kind: ArrangementKind) -> &'static str {
    match kind {
        ArrangementKind::Execute => "Tổ chức thực hiện",
        ArrangementKind::Draft => "Xây dựng đề án, kế hoạch",
        ArrangementKind::Urge => "Theo dõi, đôn đốc",
        ArrangementKind::Inspect => "Kiểm tra",
        ArrangementKind::Supervise => "Giám sát",
        ArrangementKind::Report => "Báo cáo, tổng hợp",
    }
}

/// New or continued; nothing where the text does not say.
pub(crate) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::New => "Xây dựng mới",
        Origin::Continued => "Tiếp tục",
        Origin::Unknown => "",
    }
}

/// A resource with its unit said: a bare number came from a column whose heading named the unit.
pub(crate) fn resource(resource: &Resource) -> String {
    match resource.amount {
        Some(amount) if Money::find(&resource.text).is_none() => {
            if parse_number(&resource.text).is_some() {
                money(amount)
            } else {
                format!("{} ({})", resource.text, money(amount))
            }
        }
        Some(_) | None => resource.text.clone(),
    }
}

/// An amount in the unit offices use: tỷ đồng, triệu đồng, đồng.
pub(crate) fn money(amount: Money) -> String {
    let (unit, word) = match amount.0.unsigned_abs() {
        1_000_000_000.. => (1_000_000_000, "tỷ đồng"),
        1_000_000.. => (1_000_000, "triệu đồng"),
        _ => (1, "đồng"),
    };
    format!("{} {word}", print_number(Decimal::from(amount.0) / Decimal::from(unit)))
}

/// A severity, as the screen says it.
pub(crate) const fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => say(language, "Cần bổ sung", "To be mended"),
        Severity::Warning => say(language, "Nên chỉnh", "Better mended"),
        Severity::Note => say(language, "Lưu ý", "Note"),
    }
}

/// A verdict, as the screen says it.
pub(crate) const fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Met => say(language, "Đạt", "Met"),
        Verdict::Partly => say(language, "Đạt một phần", "Partly met"),
        Verdict::Unmet => say(language, "Chưa đạt", "Not met yet"),
        Verdict::NotJudged => say(language, "Chưa đủ căn cứ", "Not enough to judge"),
    }
}

/// A place that a person can find again; empty where a finding is of the whole text.
pub(crate) fn place(place: &Place, language: Language) -> String {
    let mut pieces = Vec::new();
    if let Some(sheet) = &place.sheet {
        pieces.push(format!("{} “{sheet}”", say(language, "trang tính", "sheet")));
    }
    if let Some(page) = place.page {
        pieces.push(format!("{} {page}", say(language, "trang", "page")));
    }
    if place.line > 0 {
        let word = if place.sheet.is_some() { say(language, "hàng", "row") } else { say(language, "dòng", "line") };
        pieces.push(format!("{word} {}", place.line));
    }
    pieces.join(", ")
}

/// A date in words: zero before a day under 10 and before months 1 and 2 only, as papers print it.
pub(crate) fn date(date: Date, language: Language) -> String {
    match language {
        Language::Vi if date.month() < 3 => format!("ngày {:02} tháng {:02} năm {}", date.day(), date.month(), date.year()),
        Language::Vi => format!("ngày {:02} tháng {} năm {}", date.day(), date.month(), date.year()),
        Language::En => date.to_string(),
    }
}

/// One sentence that says how a check went.
pub(crate) fn summary(report: &Report, language: Language) -> String {
    let judged = report.clauses.iter().filter(|it| it.verdict != Verdict::NotJudged).count();
    let met = report.clauses.iter().filter(|it| it.verdict == Verdict::Met).count();
    let (error, warning, note) = (report.count(Severity::Error), report.count(Severity::Warning), report.count(Severity::Note));
    match language {
        Language::Vi => {
            format!("Đạt {met}/{judged} nội dung đủ căn cứ đánh giá; {} nội dung cần xem lại: {error} cần bổ sung, {warning} nên chỉnh, {note} lưu ý.", report.findings.len())
        }
        Language::En => format!(
            "{met} of {judged} clauses that can be judged are met; {} things to look at again: {error} to be mended, {warning} better mended, {note} notes.",
            report.findings.len()
        ),
    }
}

/// The first words of a text, whole words, at most so many characters.
pub(crate) fn shorten(text: &str, chars_max: usize) -> String {
    let text = text.trim();
    let Some((cut, _)) = text.char_indices().nth(chars_max) else { return text.to_owned() };
    let head = text.get(..cut).unwrap_or(text);
    let whole = head.rfind(' ').and_then(|it| head.get(..it)).unwrap_or(head);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_as_people_look_for_it() {
        let place = |line, sheet: Option<&str>, page| Place { line, sheet: sheet.map(str::to_owned), page };
        for (it, vi, en) in [
            (place(12, None, None), "dòng 12", "line 12"),
            (place(4, Some("Nhiệm vụ"), None), "trang tính “Nhiệm vụ”, hàng 4", "sheet “Nhiệm vụ”, row 4"),
            (place(9, None, Some(3)), "trang 3, dòng 9", "page 3, line 9"),
            (place(0, None, None), "", ""),
        ] {
            assert_eq!((super::place(&it, Language::Vi).as_str(), super::place(&it, Language::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shorten("Xây dựng nông thôn mới", 12), "Xây dựng…");
        assert_eq!(shorten("Xây dựng", 12), "Xây dựng");
        assert_eq!(shorten("ừừừừừừ", 3), "ừừừ…");
    }

    #[test]
    fn a_bare_amount_is_printed_with_its_unit_and_a_printed_one_is_left_alone() {
        for (text, unit, words) in
            [("12,5", Some(1_000_000_000), "12,5 tỷ đồng"), ("800", Some(1_000_000), "800 triệu đồng"), ("3,5 tỷ đồng", None, "3,5 tỷ đồng"), ("Xã hội hoá", None, "Xã hội hoá")]
        {
            assert_eq!(resource(&Resource::parse(text, unit)), words);
        }
    }
}
