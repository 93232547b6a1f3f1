//! Who does what in carrying out (clauses II.2.c-1 to II.2.c-4).

use super::{Anchor, Confidence};
use crate::place::Place;

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
