//! The shapes of the JSON, and nothing else.

use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ProgrammeView {
    pub document: DocumentView,
    pub parts: Vec<PartView>,
    pub goals: Vec<GoalView>,
    pub requirements: Vec<RequirementView>,
    pub targets: Vec<TargetView>,
    pub tasks: Vec<TaskView>,
    pub key_works: Vec<KeyWorkView>,
    pub arrangements: Vec<ArrangementView>,
    pub links: Vec<LinkView>,
    pub traces: Vec<TraceView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stopped: Vec<StoppedView>,
    pub cited: Vec<CitedView>,
    pub unread: Vec<UnreadView>,
    pub warnings: Vec<WarningView>,
    pub headings: Vec<HeadingView>,
    pub passages: Vec<PassageView>,
}

#[derive(Debug, Serialize)]
pub(super) struct SourceView {
    pub document: DocumentView,
    pub viewpoints: Vec<GoalView>,
    pub orientations: Vec<GoalView>,
    pub goals: Vec<GoalView>,
    pub targets: Vec<TargetView>,
    pub tasks: Vec<TaskView>,
    pub unread: Vec<UnreadView>,
    pub warnings: Vec<WarningView>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct DocumentView {
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub signer: Option<String>,
    pub recipients: Vec<String>,
    pub superior: Option<String>,
    pub place: Option<String>,
    pub kind: Option<String>,
    pub draft: Option<String>,
    pub period: Option<[i16; 2]>,
    pub authority: Vec<String>,
    pub signer_title: Option<String>,
}

/// Where an item stands: which part, at which place of it, and in the paper.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Where {
    pub line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Index of the part; -1 for the opening.
    pub part: i32,
    /// Index in the part.
    pub order: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PartView {
    pub role: String,
    pub heading: String,
    pub mark: Option<String>,
    pub line: u32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct DeadlineView {
    pub text: String,
    pub kind: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct GoalView {
    pub id: String,
    pub code: Option<String>,
    pub text: String,
    pub kind: String,
    pub scope: String,
    pub horizons: Vec<i16>,
    pub schedule: DeadlineView,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RequirementView {
    pub id: String,
    pub code: Option<String>,
    pub text: String,
    pub about: String,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ValueView {
    pub text: String,
    pub kind: String,
    pub relation: String,
    pub number: Option<serde_json::Number>,
    pub number_to: Option<serde_json::Number>,
    pub parts: Vec<RankView>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RankView {
    pub relation: String,
    pub number: Option<serde_json::Number>,
    pub of: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct YearView {
    pub year: Option<i16>,
    pub value: ValueView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TargetView {
    pub id: String,
    pub code: Option<String>,
    pub name: String,
    pub unit: Option<String>,
    pub value: ValueView,
    pub horizon: Option<i16>,
    pub schedule: DeadlineView,
    pub lead: Vec<String>,
    pub lead_text: String,
    /// The one it is held against; all of them stand in `baselines`.
    pub baseline: Option<YearView>,
    pub baselines: Vec<YearView>,
    pub path: Vec<YearView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trend: Vec<YearView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superior: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    pub level: String,
    pub note: Option<String>,
    pub group: Option<String>,
    pub form: String,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ResourceView {
    pub text: String,
    pub amount: Option<i64>,
    pub source: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ConditionView {
    pub kind: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<DeadlineView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    pub line: u32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TaskView {
    pub id: String,
    pub code: Option<String>,
    pub title: String,
    pub group: Option<String>,
    pub kind: String,
    pub origin: String,
    pub lead: Vec<String>,
    pub lead_kind: String,
    pub lead_text: String,
    pub coordinators: Vec<String>,
    pub deliverable: Option<String>,
    pub deadline: DeadlineView,
    pub resources: Vec<ResourceView>,
    pub conditions: Vec<ConditionView>,
    pub details: Vec<String>,
    pub note: Option<String>,
    pub form: String,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeyWorkView {
    pub id: String,
    pub code: Option<String>,
    pub name: String,
    pub location: Option<String>,
    pub resources: Vec<ResourceView>,
    pub lead: Vec<String>,
    pub lead_text: String,
    pub coordinators: Vec<String>,
    pub schedule: DeadlineView,
    pub origin: String,
    pub note: Option<String>,
    pub form: String,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ArrangementView {
    pub id: String,
    pub code: Option<String>,
    pub unit: Option<String>,
    pub duty: String,
    pub kind: String,
    pub kinds: Vec<String>,
    #[serde(flatten)]
    pub at: Where,
    pub confidence: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LinkView {
    pub from: String,
    pub to: String,
    pub by: String,
}

/// An item of last term that is not taken up again.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoppedView {
    pub item: String,
    pub words: String,
    pub reason: String,
}

/// A document of the register that the programme rests on.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CitedView {
    pub basis: String,
    pub words: String,
}

/// An item comes from an item of the source (of another paper, where one is named), or is new for a reason.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TraceView {
    pub item: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct UnreadView {
    pub text: String,
    pub line: u32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WarningView {
    pub code: String,
    pub line: u32,
    pub message: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct HeadingView {
    pub level: u8,
    pub mark: Option<String>,
    pub text: String,
    #[serde(flatten)]
    pub at: Where,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PassageView {
    pub role: String,
    pub text: String,
    #[serde(flatten)]
    pub at: Where,
}
