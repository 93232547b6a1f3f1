//! A guideline as data: scope, horizons, clauses, and what answers each clause (clause P.2).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::basis::{LegalBasis, number_key};
use crate::finding::{Code, Severity};
use crate::period::Period;

/// How a programme comes into force (practice.md, finding 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdoptionMode {
    /// The congress discusses, the new committee issues.
    DiscussThenCommitteeIssues,
    /// The congress votes.
    CongressVotes,
    /// An annex of the congress resolution.
    AnnexedToResolution,
    /// No congress: a committee or an agency issues.
    CommitteeIssues,
}

impl AdoptionMode {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AdoptionMode::DiscussThenCommitteeIssues => "discuss_then_committee_issues",
            AdoptionMode::CongressVotes => "congress_votes",
            AdoptionMode::AnnexedToResolution => "annexed_to_resolution",
            AdoptionMode::CommitteeIssues => "committee_issues",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<AdoptionMode> {
        use AdoptionMode::{AnnexedToResolution, CommitteeIssues, CongressVotes, DiscussThenCommitteeIssues};
        [DiscussThenCommitteeIssues, CongressVotes, AnnexedToResolution, CommitteeIssues].into_iter().find(|it| it.name() == name)
    }
}

/// A guideline of one version.
#[doc(alias = "hướng dẫn")]
#[derive(Clone, Debug)]
pub struct Guideline {
    /// Its id ("seed-2020").
    pub id: String,
    /// Its name in Vietnamese.
    pub title: String,
    /// Its name in English.
    pub title_en: String,
    /// Its version.
    pub version: u32,
    /// Number and symbol of the paper it was issued by ("12-HD/TU"); unknown is allowed.
    pub number: Option<String>,
    /// Date of that paper; unknown is allowed.
    pub dated: Option<Date>,
    /// From when it applies, where that is known.
    pub effective_from: Option<Date>,
    /// Until when it applies; `None` while it is in force or unknown.
    pub effective_to: Option<Date>,
    /// The years of the term it is for.
    pub term: Option<Period>,
    /// The horizon years it asks for, the term's last year first.
    pub horizons: Vec<i16>,
    /// The levels it is addressed to; a file has no unit, so scope is not applied to it.
    pub levels: Vec<String>,
    /// The layout pack of its papers.
    pub layout: String,
    /// How its programmes come into force.
    pub adoption: AdoptionMode,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Severities that differ from a finding code's own.
    pub severities: BTreeMap<Code, Severity>,
    /// The documents it rests on itself.
    pub rests_on: Vec<RestsOn>,
}

/// A document that a guideline rests on, as the guideline names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestsOn {
    /// Number and symbol.
    pub number: String,
    /// Its date; a number alone may be another document's.
    pub dated: Date,
    /// Who issued it.
    pub issuer: String,
}

impl RestsOn {
    /// Is it this document of a register?
    pub fn is(&self, basis: &LegalBasis) -> bool {
        basis.dated == Some(self.dated) && basis.number.as_deref().map(number_key) == Some(number_key(&self.number))
    }
}

/// One clause of a guideline.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its id ("II.2.b-4/lead").
    pub id: String,
    /// Our own one-line statement of it, in Vietnamese.
    pub statement_vi: String,
    /// The same in English.
    pub statement_en: String,
    /// Words by which the official text states it; `None`: those of our statement. An empty list: no sentence of the
    /// text states it, it is implied by all of it.
    pub keywords: Option<Vec<String>>,
    /// What shows whether it is served.
    pub answer: Answer,
}

/// What shows whether a clause is served.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A question of `check`, with its parameters.
    Question {
        /// The question's name.
        name: String,
        /// Its parameters.
        parameters: Parameters,
    },
    /// Records of a room, which a file alone cannot show.
    Records {
        /// The room.
        room: Room,
    },
}

/// The rooms of the work, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Room {
    /// Who does things: bodies, posts, levels.
    Organisation,
    /// Guidelines and their versions.
    Guideline,
    /// Drafts of programmes.
    Programme,
    /// Opinions, rounds, congresses.
    Deliberation,
    /// Signing, numbering, issuing, sending.
    Publication,
    /// Duties, reports, measurements.
    Execution,
    /// Guidance, urging and help from the level above.
    Steering,
}

impl Room {
    /// Every room, in the order of the work.
    pub const ALL: [Room; 7] = [Room::Organisation, Room::Guideline, Room::Programme, Room::Deliberation, Room::Publication, Room::Execution, Room::Steering];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Room::Organisation => "organisation",
            Room::Guideline => "guideline",
            Room::Programme => "programme",
            Room::Deliberation => "deliberation",
            Room::Publication => "publication",
            Room::Execution => "execution",
            Room::Steering => "steering",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Room> {
        Room::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// Named numbers of a question (thresholds, limits).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters(pub BTreeMap<String, f64>);

impl Parameters {
    /// The parameter, or what the question takes where the guideline is silent.
    pub fn get(&self, name: &str, default: f64) -> f64 {
        self.0.get(name).copied().unwrap_or(default)
    }
}

impl Guideline {
    /// The clause with this id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|it| it.id == id)
    }
}
