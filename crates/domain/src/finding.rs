//! What a check has to say: findings advise, they never fail a draft.

use crate::place::Place;
use crate::programme::Anchor;

/// How much a finding weighs. On screen: Cần bổ sung, Nên chỉnh, Lưu ý.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// To be mended before issue (Cần bổ sung).
    Error,
    /// Better mended (Nên chỉnh).
    Warning,
    /// To be known (Lưu ý).
    Note,
}

impl Severity {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|it| it.name() == name)
    }
}

/// How far a text serves a clause of its guideline. On screen: Đạt, Đạt một phần, Chưa đạt, Chưa đủ căn cứ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Đạt.
    Met,
    /// Đạt một phần.
    Partly,
    /// Chưa đạt.
    Unmet,
    /// Chưa đủ căn cứ: input that the clause needs is absent.
    NotJudged,
}

impl Verdict {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Partly => "partly",
            Verdict::Unmet => "unmet",
            Verdict::NotJudged => "not_judged",
        }
    }
    /// The verdict of a share: at least `met` is met, at least `partly` is partly, less is unmet.
    pub fn of_share(share: f64, met: f64, partly: f64) -> Verdict {
        if share >= met {
            Verdict::Met
        } else if share >= partly {
            Verdict::Partly
        } else {
            Verdict::Unmet
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// The closed list of what a finding may be called; scripts rely on the names, so they only ever grow.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)+ }
        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];
            /// The wire name.
            pub const fn name(self) -> &'static str { match self { $(Code::$variant => $name,)+ } }
        }
    };
}

codes! {
    /// A goal, target or task statement of the source that the programme does not take up.
    NotTakenUp = "not-taken-up",
    /// An item of the programme without a counterpart in the source.
    Orphan = "orphan",
    /// A figure, unit or year that differs from the source.
    FigureDiffers = "figure-differs",
    /// A goal or target without a task.
    NoTask = "no-task",
    /// A task without object, product, number or date.
    Slogan = "slogan",
    /// The same item twice.
    Duplicate = "duplicate",
    /// Two places of the text that cannot both hold.
    Contradiction = "contradiction",
    /// A task without a lead (chủ trì).
    NoLead = "no-lead",
    /// Several leads and nobody said to lead among them.
    JointLead = "joint-lead",
    /// A lead that is nobody in particular.
    CollectiveLead = "collective-lead",
    /// A task without coordinators (phối hợp).
    NoCoordinator = "no-coordinator",
    /// One lead, one source of money or one quarter with more than it can carry.
    Overload = "overload",
    /// A task without any time.
    NoDate = "no-date",
    /// A time that cannot be put on a calendar.
    Undatable = "undatable",
    /// A date already past on the day of the check.
    Past = "past",
    /// A date outside the programme's period.
    OutsideTerm = "outside-term",
    /// A goal or target without a time of its own or of a linked task.
    GoalWithoutDate = "goal-without-date",
    /// A task that ends after the goal it serves.
    TaskAfterGoal = "task-after-goal",
    /// A task without a named resource.
    NoResource = "no-resource",
    /// A task that names no necessary condition.
    NoFactor = "no-factor",
    /// A key work without resources, lead or schedule.
    KeyWorkIncomplete = "key-work-incomplete",
    /// One of the three parts is missing or empty.
    MissingPart = "missing-part",
    /// A top-level section beside the three, or parts out of order.
    ExtraPart = "extra-part",
    /// A target without a level that can be measured.
    NotMeasurable = "not-measurable",
    /// A target without a baseline, or at odds with it.
    NoBaseline = "no-baseline",
    /// A scheme, project, plan or work that is neither new nor continued.
    OriginUnknown = "origin-unknown",
    /// A requirement on the manner of organising that nobody is given.
    MannerUnlinked = "manner-unlinked",
    /// No duties for agencies.
    NoDuty = "no-duty",
    /// Nobody is told to make a plan of its own.
    NoOwnPlan = "no-own-plan",
    /// Urging, inspection or supervision given to nobody.
    NoSupervision = "no-supervision",
    /// Somebody addressed or given a duty who is not a recipient.
    NotARecipient = "not-a-recipient",
    /// A body that does not exist on the document's date.
    UnknownBody = "unknown-body",
    /// Form and layout (thể thức).
    Form = "form",
}

impl Code {
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|it| it.name() == name)
    }
}

/// Something to look at again (nội dung cần xem lại).
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the clause it belongs to, as in the guideline ("II.2.b-4/lead").
    pub clause: String,
    /// What it is called, from the closed list.
    pub code: Code,
    /// How much it weighs, set by the guideline.
    pub severity: Severity,
    /// The item it concerns; `None` where it concerns the whole text.
    pub item: Option<Anchor>,
    /// The item's first words, for people.
    pub title: String,
    /// Where to look.
    pub place: Place,
    /// What was seen and why it matters, in the reader's language.
    pub message: String,
    /// What to do about it, in the reader's language.
    pub hint: String,
}

/// The language that words for people are said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// The verdict on one clause, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseVerdict {
    /// The clause's id.
    pub id: String,
    /// The guideline's one-line statement of the clause, in the reader's language.
    pub statement: String,
    /// How far the text serves it.
    pub verdict: Verdict,
    /// Why: counts and what they were held against, in the reader's language.
    pub why: String,
}

/// A row of the coverage matrix: a goal or target, and the tasks and works that serve it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The goal or target.
    pub goal: Anchor,
    /// What serves it, in the order of the paper.
    pub served_by: Vec<Anchor>,
}

/// All that a check of one programme has to say (Phiếu rà soát).
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Id of the guideline it was held against.
    pub guideline: String,
    /// Name of the guideline.
    pub guideline_title: String,
    /// Every clause of the guideline, in order.
    pub clauses: Vec<ClauseVerdict>,
    /// What to look at again, in the order of clauses, then of the paper.
    pub findings: Vec<Finding>,
    /// Every goal and target with what serves it.
    pub coverage: Vec<Coverage>,
}

impl Report {
    /// How many findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|it| it.severity == severity).count()
    }
}
