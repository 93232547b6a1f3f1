//! Viewpoints, policies, orientations, goals and breakthroughs.

use super::{Anchor, Confidence, Deadline};
use crate::place::Place;

/// What a statement of purpose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GoalKind {
    /// Quan điểm.
    Viewpoint,
    /// Chủ trương.
    Policy,
    /// Định hướng lớn.
    Orientation,
    /// Mục tiêu.
    Goal,
    /// Khâu đột phá.
    Breakthrough,
}

impl GoalKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            GoalKind::Viewpoint => "viewpoint",
            GoalKind::Policy => "policy",
            GoalKind::Orientation => "orientation",
            GoalKind::Goal => "goal",
            GoalKind::Breakthrough => "breakthrough",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<GoalKind> {
        use GoalKind::{Breakthrough, Goal, Orientation, Policy, Viewpoint};
        [Viewpoint, Policy, Orientation, Goal, Breakthrough].into_iter().find(|it| it.name() == name)
    }
}

/// General (mục tiêu chung, tổng quát) or specific (mục tiêu cụ thể).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GoalScope {
    /// Said of the whole.
    #[default]
    General,
    /// Said of a field.
    Specific,
}

/// What is to be reached, said in words (clause II.2.a-1).
#[doc(alias = "mục tiêu")]
#[doc(alias = "định hướng")]
#[doc(alias = "quan điểm")]
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Its identity.
    pub anchor: Anchor,
    /// Its mark as printed, without end mark.
    pub code: Option<String>,
    /// Its words.
    pub text: String,
    /// What it is.
    pub kind: GoalKind,
    /// General or specific.
    pub scope: GoalScope,
    /// Horizon years it speaks of (2025, 2030 ...), ascending.
    #[doc(alias = "mốc năm")]
    pub horizons: Vec<i16>,
    /// Its own schedule (clause II.2.b-5: for each goal).
    pub schedule: Deadline,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}
