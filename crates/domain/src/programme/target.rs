//! Targets: levels to be reached by a year (clause II.2.a-2).

use super::{Anchor, Confidence, Deadline, Form, Lead, TargetValue};
use crate::place::Place;
use crate::text::fold;

/// How binding a level is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttainmentLevel {
    /// Required at least.
    Minimum,
    /// Expected (the plain reading).
    #[default]
    Expected,
    /// To be striven for (phấn đấu).
    Strive,
}

impl AttainmentLevel {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AttainmentLevel::Minimum => "minimum",
            AttainmentLevel::Expected => "expected",
            AttainmentLevel::Strive => "strive",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<AttainmentLevel> {
        [AttainmentLevel::Minimum, AttainmentLevel::Expected, AttainmentLevel::Strive].into_iter().find(|it| it.name() == name)
    }
    /// How binding the words of a target make its level.
    pub fn of_words(text: &str) -> AttainmentLevel {
        let folded = fold(text);
        if folded.contains("phan dau") {
            AttainmentLevel::Strive
        } else if ["toi thieu", "it nhat", "khong duoi", "tro len"].iter().any(|it| folded.contains(it)) {
            AttainmentLevel::Minimum
        } else {
            AttainmentLevel::Expected
        }
    }
}

/// Where a target starts from (số liệu năm gốc).
#[doc(alias = "năm gốc")]
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The year of the figure, where it is said.
    pub year: Option<i16>,
    /// The figure.
    pub value: TargetValue,
}

/// One step of a yearly path (phân kỳ).
#[doc(alias = "phân kỳ")]
#[derive(Clone, Debug, PartialEq)]
pub struct YearlyValue {
    /// The year.
    pub year: i16,
    /// The level planned for it.
    pub value: TargetValue,
}

/// A level to be reached.
#[doc(alias = "chỉ tiêu")]
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its identity.
    pub anchor: Anchor,
    /// Its number as printed, without final dot ("11.3").
    pub code: Option<String>,
    /// What is measured; for a target in prose the whole sentence.
    pub name: String,
    /// Unit of measure as printed. `%` and percentage point (điểm %) are different units.
    #[doc(alias = "đơn vị tính")]
    pub unit: Option<String>,
    /// The level at the horizon.
    pub value: TargetValue,
    /// The horizon year the level stands for.
    pub horizon: Option<i16>,
    /// Levels of further years and horizons, ascending (yearly path, outlook).
    pub path: Vec<YearlyValue>,
    /// Where it starts from.
    pub baseline: Option<Baseline>,
    /// How binding the level is.
    pub level: AttainmentLevel,
    /// A schedule of its own.
    pub schedule: Deadline,
    /// Who follows it up.
    pub lead: Lead,
    /// A remark column, as printed.
    pub note: Option<String>,
    /// Row or prose.
    pub form: Form,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}

impl Target {
    /// A target with nothing but its words.
    pub fn named(anchor: Anchor, name: &str) -> Target {
        Target {
            anchor,
            code: None,
            name: name.to_owned(),
            unit: None,
            value: TargetValue::default(),
            horizon: None,
            path: Vec::new(),
            baseline: None,
            level: AttainmentLevel::Expected,
            schedule: Deadline::default(),
            lead: Lead::default(),
            note: None,
            form: Form::Row,
            place: Place::default(),
            confidence: Confidence::Sure,
        }
    }
    /// How binding its own words make its level.
    pub fn level_of_words(&self) -> AttainmentLevel {
        AttainmentLevel::of_words(&format!("{} {}", self.name, self.value.text))
    }
    /// Is there a level that can be measured: a number, a rank, a yes/no milestone?
    pub fn is_measurable(&self) -> bool {
        self.value.is_measurable()
    }
    /// Is it a heading of sub-targets (a number, no level of its own)?
    pub fn is_group(&self) -> bool {
        self.value.text.is_empty()
    }
}
