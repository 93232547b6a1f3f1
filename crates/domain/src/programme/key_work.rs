//! Key works (clause II.2.b-6).

use super::{Anchor, Confidence, Deadline, Form, Lead, Origin, Resource};
use crate::place::Place;

/// A construction or project of weight, with its three compulsory fields: resources, lead, schedule.
#[doc(alias = "công trình trọng điểm")]
#[derive(Clone, Debug, PartialEq)]
pub struct KeyWork {
    /// Its identity.
    pub anchor: Anchor,
    /// Its number as printed, without final dot.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Where, how large.
    pub location: Option<String>,
    /// Money by source.
    pub resources: Vec<Resource>,
    /// Who leads or owns the investment.
    pub lead: Lead,
    /// Who coordinates, as printed.
    pub coordinators: Vec<String>,
    /// From breaking ground to completion.
    pub schedule: Deadline,
    /// New or continued.
    pub origin: Origin,
    /// A remark column, as printed.
    pub note: Option<String>,
    /// Row or prose.
    pub form: Form,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}
