//! What a task needs besides money: of which kind, who sees to it, until when, and whether it is there (clause II.2.b-3).

use super::Deadline;
use crate::place::Place;
use crate::text::{fold, squeeze};

/// What kind of necessary factor a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConditionKind {
    /// Nhân lực.
    People,
    /// Đất đai, mặt bằng.
    Land,
    /// Công nghệ.
    Technology,
    /// Thủ tục.
    Procedure,
    /// Quyết định của cấp trên.
    Decision,
    /// Phụ thuộc bên ngoài.
    Dependency,
}

impl ConditionKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ConditionKind::People => "people",
            ConditionKind::Land => "land",
            ConditionKind::Technology => "technology",
            ConditionKind::Procedure => "procedure",
            ConditionKind::Decision => "decision",
            ConditionKind::Dependency => "dependency",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ConditionKind> {
        use ConditionKind::{Decision, Dependency, Land, People, Procedure, Technology};
        [People, Land, Technology, Procedure, Decision, Dependency].into_iter().find(|it| it.name() == name)
    }
    /// The kind in the words of an office, as a label before a condition.
    pub const fn label(self) -> &'static str {
        match self {
            ConditionKind::People => "Nhân lực",
            ConditionKind::Land => "Đất đai, mặt bằng",
            ConditionKind::Technology => "Công nghệ",
            ConditionKind::Procedure => "Thủ tục",
            ConditionKind::Decision => "Cấp trên quyết định",
            ConditionKind::Dependency => "Điều kiện khác",
        }
    }
    /// What kind of factor the words name; `None` where they name none.
    pub fn of_words(text: &str) -> Option<ConditionKind> {
        let text = fold(text);
        let has = |list: &[&str]| list.iter().any(|it| text.contains(it));
        if has(&["nhan luc", "bien che", "can bo phu trach", "doi ngu", "nhan su", "tuyen dung"]) {
            Some(ConditionKind::People)
        } else if has(&["mat bang", "dat dai", "quy dat", "thu hoi dat", "giai phong mat bang", "gpmb", "dien tich dat"]) {
            Some(ConditionKind::Land)
        } else if has(&["cong nghe", "phan mem", "nen tang so", "duong truyen", "thiet bi"]) {
            Some(ConditionKind::Technology)
        } else if has(&["cap tren", "tinh phe duyet", "hdnd", "tinh uy", "trung uong cho phep", "phe duyet chu truong", "quyet dinh cua"]) {
            Some(ConditionKind::Decision)
        } else if has(&["thu tuc", "phe duyet", "tham dinh", "quy hoach", "cap phep", "dau thau"]) {
            Some(ConditionKind::Procedure)
        } else if has(&["phu thuoc", "sau khi", "dong thuan", "nha dau tu", "doanh nghiep cam ket", "phoi hop cua"]) {
            Some(ConditionKind::Dependency)
        } else {
            None
        }
    }
}

/// Is it there?
#[doc(alias = "tình trạng")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ConditionStatus {
    /// Đã bảo đảm.
    Secured,
    /// Dự kiến có.
    Expected,
    /// Nothing is said.
    #[default]
    Unknown,
}

impl ConditionStatus {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ConditionStatus::Secured => "secured",
            ConditionStatus::Expected => "expected",
            ConditionStatus::Unknown => "unknown",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ConditionStatus> {
        [ConditionStatus::Secured, ConditionStatus::Expected, ConditionStatus::Unknown].into_iter().find(|it| it.name() == name)
    }
    const fn label(self) -> &'static str {
        match self {
            ConditionStatus::Secured => "đã bảo đảm",
            ConditionStatus::Expected => "dự kiến có",
            ConditionStatus::Unknown => "chưa rõ",
        }
    }
}

/// Something a task needs besides money (yếu tố cần thiết).
#[doc(alias = "điều kiện")]
#[doc(alias = "yếu tố cần thiết")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What kind.
    pub kind: ConditionKind,
    /// The words as printed.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Until when it has to be there.
    pub by: Deadline,
    /// Is it there?
    pub status: ConditionStatus,
    /// Where they stand.
    pub place: Place,
}

/// The labels inside the brackets behind a condition, in their order.
const LABELS: [&str; 3] = ["phụ trách: ", "hạn: ", "tình trạng: "];

impl Condition {
    /// One with nothing but its words.
    pub fn of(kind: ConditionKind, text: &str, place: &Place) -> Condition {
        Condition { kind, text: text.to_owned(), owner: None, by: Deadline::default(), status: ConditionStatus::Unknown, place: place.clone() }
    }
    /// Reads a condition, with its kind as a label before it ("Nhân lực: ...") or by its words, and with who, when and
    /// whether in brackets behind it ("... (phụ trách: Phòng Kinh tế, hạn: Quý II/2027, tình trạng: dự kiến có)").
    pub fn parse(text: &str, place: &Place) -> Condition {
        use ConditionKind::{Decision, Dependency, Land, People, Procedure, Technology};
        let text = squeeze(text).trim_end_matches(['.', ';']).to_owned();
        let (text, [owner, by, status]) = bracketed(&text);
        let labelled =
            [People, Land, Technology, Procedure, Decision, Dependency].into_iter().find_map(|kind| Some((kind, text.strip_prefix(kind.label())?.strip_prefix(": ")?.to_owned())));
        let (kind, text) = labelled.unwrap_or_else(|| (ConditionKind::of_words(text).unwrap_or(Dependency), text.to_owned()));
        let status = status.and_then(|it| [ConditionStatus::Secured, ConditionStatus::Expected].into_iter().find(|status| fold(status.label()) == fold(it)));
        Condition { owner: owner.map(str::to_owned), by: by.map(Deadline::parse).unwrap_or_default(), status: status.unwrap_or_default(), ..Condition::of(kind, &text, place) }
    }
    /// The condition as a paper prints it: with its kind as a label where its words do not say it, and with what is
    /// known of who, when and whether.
    pub fn printed(&self) -> String {
        let said = ConditionKind::of_words(&self.text).unwrap_or(ConditionKind::Dependency) == self.kind;
        let words = if said { self.text.clone() } else { format!("{}: {}", self.kind.label(), self.text) };
        let of = |label: &str, value: &str| format!("{label}{}", value.replace(';', ","));
        let mut known = Vec::new();
        known.extend(self.owner.as_deref().map(|it| of(LABELS[0], it)));
        known.extend((!self.by.text.is_empty()).then(|| of(LABELS[1], &self.by.text)));
        known.extend((self.status != ConditionStatus::Unknown).then(|| of(LABELS[2], self.status.label())));
        if known.is_empty() { words } else { format!("{words} ({})", known.join(", ")) }
    }
}

/// The words before the brackets, and what stands in them under each label; all of it words where it is something else.
fn bracketed(text: &str) -> (&str, [Option<&str>; 3]) {
    let none = (text, [None; 3]);
    let Some(opened) = text.rfind(" (").filter(|_| text.ends_with(')')) else { return none };
    let inside = &text[opened + 2..text.len() - 1];
    if !LABELS.iter().any(|it| inside.starts_with(it)) {
        return none;
    }
    let mut said = [None; 3];
    let mut rest = inside;
    // From the last label to the first: a name may hold commas of its own.
    for (slot, label) in said.iter_mut().zip(LABELS).rev() {
        let at = if rest.starts_with(label) { Some(0) } else { rest.find(&format!(", {label}")) };
        let Some(at) = at else { continue };
        let value = rest[at..].trim_start_matches(", ").strip_prefix(label).unwrap_or("").trim();
        *slot = (!value.is_empty()).then_some(value);
        rest = &rest[..at];
    }
    (&text[..opened], said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_when_and_whether_stand_in_brackets() {
        let it = Condition::parse("Giải phóng mặt bằng (phụ trách: Phòng Kinh tế, Công an xã, hạn: Quý II/2027, tình trạng: dự kiến có)", &Place::default());
        assert_eq!((it.kind, it.text.as_str(), it.owner.as_deref()), (ConditionKind::Land, "Giải phóng mặt bằng", Some("Phòng Kinh tế, Công an xã")));
        assert_eq!((it.by.text.as_str(), it.status), ("Quý II/2027", ConditionStatus::Expected));
    }

    #[test]
    fn other_brackets_are_words() {
        let it = Condition::parse("Nhân dân hiến đất (khoảng 2 ha)", &Place::default());
        assert_eq!((it.text.as_str(), it.owner), ("Nhân dân hiến đất (khoảng 2 ha)", None));
    }

    proptest! {
        #[test]
        fn what_a_condition_prints_is_read_back(kind in 0usize..6, owner in prop::option::of("Phòng [A-Z][a-z]{1,8}"), by in prop::option::of(2026i16..2031), secured in 0usize..3) {
            use ConditionKind::{Decision, Dependency, Land, People, Procedure, Technology};
            let kind = [People, Land, Technology, Procedure, Decision, Dependency][kind];
            let status = [ConditionStatus::Secured, ConditionStatus::Expected, ConditionStatus::Unknown][secured];
            let by = by.map(|it| Deadline::parse(&format!("Quý II/{it}"))).unwrap_or_default();
            let it = Condition { owner, by, status, ..Condition::of(kind, "Việc cần xong trước", &Place::default()) };
            prop_assert_eq!(Condition::parse(&it.printed(), &Place::default()), it);
        }
    }
}
