//! Who does what in carrying out (clauses II.2.c-1 to II.2.c-4).

use super::{Anchor, Confidence};
use crate::place::Place;
use crate::text::fold;

/// What a duty in the third part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrangementKind {
    /// Tổ chức triển khai thực hiện.
    Execute,
    /// Xây dựng đề án, kế hoạch.
    Draft,
    /// Đôn đốc, theo dõi.
    Urge,
    /// Kiểm tra.
    Inspect,
    /// Giám sát.
    Supervise,
    /// Báo cáo, tổng hợp.
    Report,
}

impl ArrangementKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ArrangementKind::Execute => "execute",
            ArrangementKind::Draft => "draft",
            ArrangementKind::Urge => "urge",
            ArrangementKind::Inspect => "inspect",
            ArrangementKind::Supervise => "supervise",
            ArrangementKind::Report => "report",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ArrangementKind> {
        use ArrangementKind::{Draft, Execute, Inspect, Report, Supervise, Urge};
        [Execute, Draft, Urge, Inspect, Supervise, Report].into_iter().find(|it| it.name() == name)
    }
    /// What duties a sentence gives; several where it gives several.
    pub fn of_words(sentence: &str) -> Vec<ArrangementKind> {
        let folded = ["viec", "tinh hinh", "ket qua", "qua trinh"]
            .iter()
            .fold(fold(sentence), |it, word| it.replace(&format!("{word} thuc hien"), word).replace(&format!("{word} trien khai"), word));
        let has = |list: &[&str]| list.iter().any(|it| folded.contains(it));
        let mut kinds = Vec::new();
        if has(&["don doc", "theo doi"]) {
            kinds.push(ArrangementKind::Urge);
        }
        if has(&["kiem tra"]) {
            kinds.push(ArrangementKind::Inspect);
        }
        if has(&["giam sat"]) {
            kinds.push(ArrangementKind::Supervise);
        }
        if has(&[
            "xay dung ke hoach",
            "xay dung de an",
            "xay dung chuong trinh",
            "xay dung va to chuc thuc hien ke hoach",
            "ban hanh ke hoach",
            "tham muu xay dung",
            "tham muu ban hanh",
            "cu the hoa",
            "xay dung, ban hanh",
        ]) || folded.contains("xay dung") && has(&["ke hoach", "de an", "nghi quyet", "chuong trinh"])
        {
            kinds.push(ArrangementKind::Draft);
        }
        if has(&["bao cao", "tong hop", "so ket", "tong ket"]) {
            kinds.push(ArrangementKind::Report);
        }
        if has(&["thuc hien", "trien khai", "to chuc", "bao dam", "dam bao", "bo tri", "quan triet", "lanh dao", "chi dao", "tuyen truyen", "van dong"]) || kinds.is_empty() {
            kinds.push(ArrangementKind::Execute);
        }
        kinds
    }
}

/// A duty of a body in the organisation part.
#[doc(alias = "tổ chức thực hiện")]
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// Its identity.
    pub anchor: Anchor,
    /// Its mark as printed, without end mark.
    pub code: Option<String>,
    /// Who is given the duty, as printed; `None` where nobody is named.
    pub unit: Option<String>,
    /// The whole sentence as printed.
    pub duty: String,
    /// What the duty is; a sentence that gives several is the heaviest of them first.
    pub kinds: Vec<ArrangementKind>,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}
