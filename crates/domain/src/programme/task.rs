//! Tasks and solutions (clause II.2.b).

use super::{Anchor, Condition, Confidence, Deadline, Form, Lead, Resource};
use crate::place::Place;
use crate::text::fold;

/// What kind of work an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WorkItemKind {
    /// Đề án.
    Scheme,
    /// Dự án.
    Project,
    /// Kế hoạch, chương trình, nghị quyết, quy định: a paper to be drafted.
    Plan,
    /// Công trình.
    Work,
    /// Any other task or solution.
    #[default]
    Measure,
}

impl WorkItemKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            WorkItemKind::Scheme => "scheme",
            WorkItemKind::Project => "project",
            WorkItemKind::Plan => "plan",
            WorkItemKind::Work => "work",
            WorkItemKind::Measure => "measure",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<WorkItemKind> {
        use WorkItemKind::{Measure, Plan, Project, Scheme, Work};
        [Scheme, Project, Plan, Work, Measure].into_iter().find(|it| it.name() == name)
    }
    /// What the words of a title say it is.
    pub fn of_title(title: &str) -> WorkItemKind {
        let title = fold(title);
        let head: String = title.chars().take(60).collect();
        if head.contains("de an") {
            WorkItemKind::Scheme
        } else if head.contains("du an") && !head.contains("du an luat") {
            WorkItemKind::Project
        } else if head.contains("cong trinh") {
            WorkItemKind::Work
        } else if head.contains("ke hoach") || head.contains("du an luat") {
            WorkItemKind::Plan
        } else {
            WorkItemKind::Measure
        }
    }
}

/// New in this programme, or continued from an earlier one (clause II.2.b-2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Xây dựng mới.
    New,
    /// Tiếp tục, chuyển tiếp.
    Continued,
    /// The text does not say.
    #[default]
    Unknown,
}

impl Origin {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Origin::New => "new",
            Origin::Continued => "continued",
            Origin::Unknown => "unknown",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Origin> {
        [Origin::New, Origin::Continued, Origin::Unknown].into_iter().find(|it| it.name() == name)
    }
    /// What the words of a title or a cell say.
    pub fn of_words(text: &str) -> Origin {
        let text = fold(text);
        let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
        if has(&["tiep tuc thuc hien", "tiep tuc trien khai", "chuyen tiep", "da co tu nhiem ky truoc", "hoan thanh du an dang", "tiep tuc"]) {
            Origin::Continued
        } else if has(&["xay dung moi", "xay dung, ban hanh", "xay dung va ban hanh", "lap moi", "khoi cong moi", "xay dung de an", "xay dung ke hoach", "ban hanh moi"])
            || matches!(text.trim(), "moi" | "xay moi")
        {
            Origin::New
        } else {
            Origin::Unknown
        }
    }
}

/// A task, scheme, project, plan or measure.
#[doc(alias = "nhiệm vụ")]
#[doc(alias = "giải pháp")]
#[derive(Clone, Debug, PartialEq)]
pub struct TaskItem {
    /// Its identity.
    pub anchor: Anchor,
    /// Its number as printed, without final dot.
    pub code: Option<String>,
    /// What is to be done.
    pub title: String,
    /// Dashed lines under a prose task, as printed without dash.
    pub details: Vec<String>,
    /// What kind of work it is.
    pub kind: WorkItemKind,
    /// New or continued.
    pub origin: Origin,
    /// Who leads.
    pub lead: Lead,
    /// Who coordinates, as printed.
    #[doc(alias = "phối hợp")]
    pub coordinators: Vec<String>,
    /// What it shall yield.
    #[doc(alias = "sản phẩm")]
    pub deliverable: Option<String>,
    /// Until when.
    pub deadline: Deadline,
    /// With what.
    pub resources: Vec<Resource>,
    /// What it needs besides.
    pub conditions: Vec<Condition>,
    /// A remark column, as printed.
    pub note: Option<String>,
    /// Row or prose.
    pub form: Form,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}

impl TaskItem {
    /// A task with nothing but its words.
    pub fn titled(anchor: Anchor, title: &str) -> TaskItem {
        TaskItem {
            anchor,
            code: None,
            title: title.to_owned(),
            details: Vec::new(),
            kind: WorkItemKind::of_title(title),
            origin: Origin::of_words(title),
            lead: Lead::default(),
            coordinators: Vec::new(),
            deliverable: None,
            deadline: Deadline::default(),
            resources: Vec::new(),
            conditions: Vec::new(),
            note: None,
            form: Form::Row,
            place: Place::default(),
            confidence: Confidence::Sure,
        }
    }
}
