//! One typed line to a task: "Đề án sinh kế; chủ trì: Phòng Kinh tế; quý IV/2027; 3 tỷ ngân sách xã".
//!
//! The same labels as in a paper, and besides what people leave out when they type: labels without a colon, times and
//! money without a label.

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Anchor, Condition, Deadline, DeadlineKind, Lead, Money, Origin, Resource, TaskItem};
use hanhdong_domain::text::{fold, nfc, squeeze};

use super::labels::{Label, label_of};
use super::table::names;

/// What a typed line may hold, in characters; what comes after is not read.
const LINE_CHARS_MAX: usize = 2_000;

/// Reads one typed line as a task. What is no field belongs to the title, so nothing typed is lost; `None` where there
/// is nothing to be titled by.
#[doc(alias = "nhập nhanh một dòng")]
pub fn one_line(anchor: Anchor, line: &str) -> Option<TaskItem> {
    let line: String = nfc(line).chars().take(LINE_CHARS_MAX).map(|it| if it.is_control() { ' ' } else { it }).collect();
    let mut title: Vec<String> = Vec::new();
    let mut fields: Vec<(Label, String)> = Vec::new();
    for piece in line.split(';').map(squeeze).filter(|it| !it.is_empty()) {
        match field(&piece) {
            Some(found) => fields.push(found),
            // Names go on after names: "phối hợp: Công an xã; UBMTTQ xã".
            None => match fields.last_mut() {
                Some((Label::Lead | Label::Coordinators, value)) => *value = format!("{value}; {piece}"),
                Some((Label::Deliverable | Label::Condition | Label::Note | Label::Location, value)) => *value = format!("{value}; {piece}"),
                Some(_) | None => title.push(piece),
            },
        }
    }
    let title = title.join("; ").trim_end_matches(['.', ',']).trim().to_owned();
    if title.is_empty() {
        return None;
    }
    let mut task = TaskItem::titled(anchor, &title);
    fields.into_iter().for_each(|(label, value)| put(&mut task, label, value));
    Some(task)
}

/// A piece between semicolons as a field.
fn field(piece: &str) -> Option<(Label, String)> {
    let clean = |value: &str| squeeze(value.trim_matches([' ', ':', '.', ',']));
    if let Some((words, value)) = piece.split_once(':')
        && let Some(label) = label_of(words)
    {
        return Some((label, clean(value))).filter(|it| !it.1.is_empty());
    }
    let folded = fold(piece);
    let words: Vec<&str> = piece.split(' ').collect();
    // Folding keeps the words one for one, so that a number of words cut off the fold is cut off the piece.
    let after = |start: &str| folded.starts_with(&format!("{start} ")).then(|| clean(&words.get(start.split(' ').count()..).unwrap_or_default().join(" ")));
    let before = |end: &str| {
        let folded = folded.trim_end_matches('.');
        let kept = words.len().saturating_sub(end.split(' ').count());
        folded.ends_with(&format!(" {end}")).then(|| clean(&words.get(..kept).unwrap_or_default().join(" ")))
    };
    for (label, starts) in [
        (Label::Coordinators, &["phoi hop voi", "phoi hop"][..]),
        (Label::Lead, &["don vi chu tri", "co quan chu tri", "chu tri", "giao"][..]),
        (Label::Deliverable, &["san pham la", "san pham"][..]),
        (Label::Resource, &["kinh phi", "nguon luc", "nguon von"][..]),
        (Label::Deadline, &["thoi han", "thoi gian", "hoan thanh trong", "hoan thanh truoc", "xong trong", "xong truoc"][..]),
    ] {
        let found = starts.iter().find_map(|it| after(it));
        match found {
            Some(value) if label == Label::Deadline && !is_time(&value) => {}
            Some(value) if label == Label::Resource && !Resource::parse(&value, None).is_concrete() => {}
            Some(value) if !value.is_empty() => return Some((label, value)),
            Some(_) | None => {}
        }
    }
    for (label, end) in [(Label::Lead, "chu tri"), (Label::Coordinators, "phoi hop")] {
        if let Some(value) = before(end).filter(|it| !it.is_empty()) {
            return Some((label, value));
        }
    }
    if is_time(piece) {
        return Some((Label::Deadline, clean(piece)));
    }
    is_money(piece).then(|| (Label::Resource, clean(piece)))
}

/// Words that say a time and nothing else.
fn is_time(text: &str) -> bool {
    let folded = fold(text);
    let begins = folded.starts_with(|c: char| c.is_ascii_digit())
        || ["quy ", "thang ", "nam ", "truoc ", "den ", "trong ", "hang ", "thuong xuyen", "giai doan ", "tu ", "ngay ", "cuoi ", "xong "].iter().any(|it| folded.starts_with(it));
    let said = !matches!(Deadline::parse(text).kind, DeadlineKind::None | DeadlineKind::Vague);
    begins && said && text.split(' ').count() <= 9 && Money::find(text).is_none()
}

/// An amount first, or a source of funds alone.
fn is_money(text: &str) -> bool {
    let folded = fold(text);
    let first = ["khoang ", "du kien "].iter().fold(folded.as_str(), |it, word| it.strip_prefix(word).unwrap_or(it));
    let amount = Money::find(text).is_some() && first.starts_with(|c: char| c.is_ascii_digit());
    amount || (folded.starts_with("ngan sach") || folded.starts_with("xa hoi hoa") || folded.starts_with("von ")) && text.split(' ').count() <= 8
}

fn put(task: &mut TaskItem, label: Label, value: String) {
    match label {
        Label::Lead => task.lead = Lead::parse(&value),
        Label::Coordinators => task.coordinators.extend(names(&value)),
        Label::Deliverable => task.deliverable = Some(value),
        Label::Deadline => task.deadline = Deadline::parse(&value),
        Label::Resource => task.resources.extend(Resource::parse_all(&value, None)),
        Label::Condition => task.conditions.push(Condition::parse(&value, &Place::default())),
        Label::Origin => task.origin = Origin::of_words(&value),
        Label::Location | Label::Note => task.note = Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hanhdong_domain::programme::FundingSource;
    use rstest::rstest;

    fn read(line: &str) -> TaskItem {
        one_line(Anchor::new("t_moi").expect("an anchor"), line).expect("a title")
    }

    #[rstest]
    #[case("Đề án sinh kế; chủ trì: Phòng Kinh tế; phối hợp: UBMTTQ xã; quý IV/2027; 3 tỷ ngân sách xã")]
    #[case("Đề án sinh kế; Phòng Kinh tế chủ trì; phối hợp với UBMTTQ xã; hoàn thành trong quý IV/2027; kinh phí 3 tỷ ngân sách xã")]
    #[case("Đề án sinh kế. ; Chủ trì Phòng Kinh tế; UBMTTQ xã phối hợp; thời hạn: quý IV/2027; nguồn lực: 3 tỷ ngân sách xã.")]
    #[case("3 tỷ ngân sách xã; quý IV/2027; Đề án sinh kế; Đơn vị chủ trì: Phòng Kinh tế; Đơn vị phối hợp: UBMTTQ xã")]
    fn a_line_is_understood_however_it_is_typed(#[case] line: &str) {
        let task = read(line);
        assert_eq!(task.title, "Đề án sinh kế");
        assert_eq!(task.lead.names(), ["Phòng Kinh tế"]);
        assert_eq!(task.coordinators, ["UBMTTQ xã"]);
        assert_eq!(task.deadline.text, "quý IV/2027");
        let resources: Vec<_> = task.resources.iter().map(|it| (it.amount, it.source)).collect();
        assert_eq!(resources, [(Some(Money(3_000_000_000)), Some(FundingSource::LocalBudget))]);
    }

    #[rstest]
    #[case("Kế hoạch chuyển đổi số; chủ trì: Văn phòng HĐND và UBND; hằng năm", "Kế hoạch chuyển đổi số", "hằng năm")]
    #[case("Rà soát đất công ích; trước ngày 30/6/2027", "Rà soát đất công ích", "trước ngày 30/6/2027")]
    #[case("Xây dựng quy ước thôn; 2026-2027", "Xây dựng quy ước thôn", "2026-2027")]
    #[case("Đo đạc năm 2026 và năm 2027", "Đo đạc năm 2026 và năm 2027", "")]
    fn a_time_is_a_time_only_where_it_stands_alone(#[case] line: &str, #[case] title: &str, #[case] time: &str) {
        let task = read(line);
        assert_eq!((task.title.as_str(), task.deadline.text.as_str()), (title, time));
    }

    #[test]
    fn names_go_on_after_names() {
        let task = read("Đề án an ninh cơ sở; chủ trì: Công an xã; phối hợp: BCH Quân sự xã; UBMTTQ xã; quý II/2027");
        assert_eq!(task.coordinators, ["BCH Quân sự xã", "UBMTTQ xã"]);
        assert_eq!(task.deadline.text, "quý II/2027");
    }

    #[test]
    fn what_is_no_field_stays_in_the_title() {
        let task = read("Chăm sóc người có công: thăm hỏi, tặng quà; giúp hộ khó khăn");
        assert_eq!(task.title, "Chăm sóc người có công: thăm hỏi, tặng quà; giúp hộ khó khăn");
        for nothing in ["", " ; ;", "quý IV/2027", "chủ trì: Phòng Kinh tế"] {
            assert_eq!(one_line(Anchor::new("t").expect("an anchor"), nothing), None, "{nothing}");
        }
    }
}
