//! Leads are asked before the issue: each agrees to what it is given, or proposes another with a reason (clause II.2.b-4).

use super::{Anchor, Node, Programme};
use crate::Date;
use crate::organisation::{AskId, NameKind, PersonId, ProgrammeId, UnitId, classify};
use crate::text::fold;

/// What a body answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Assent {
    /// It takes the work on.
    Agree,
    /// It proposes that somebody else leads.
    Propose,
}

impl Assent {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Assent::Agree => "agree",
            Assent::Propose => "propose",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Assent> {
        [Assent::Agree, Assent::Propose].into_iter().find(|it| it.name() == name)
    }
}

/// The answer of a body that was asked.
#[doc(alias = "trả lời của cơ quan chủ trì")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadAnswer {
    /// What it answers.
    pub assent: Assent,
    /// Who is to lead instead; `None` where it agrees.
    pub proposed: Option<String>,
    /// Why; empty where it agrees without a word.
    pub reason: String,
    /// The paper it came by, where the drafting house recorded it.
    pub paper: Option<String>,
    /// Who answered, or recorded it.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// What the drafting house decided on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Was the assignment changed? Else it was kept.
    pub is_taken: bool,
    /// Why it was kept, or who leads now.
    pub words: String,
    /// Who decided.
    pub by: PersonId,
    /// When, UTC.
    pub at: String,
}

/// A body that is to lead was asked about one item, as the item read then.
#[doc(alias = "hỏi ý kiến cơ quan chủ trì")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadAsk {
    /// Its id.
    pub id: AskId,
    /// The draft.
    pub programme: ProgrammeId,
    /// The item.
    pub item: Anchor,
    /// The item in our notation as it read then.
    pub item_then: String,
    /// The body, as printed.
    pub body: String,
    /// The unit it is on record; `None` is asked and answers on paper.
    pub unit: Option<UnitId>,
    /// The version of the draft.
    pub version: i64,
    /// Until when it is to answer.
    pub due_on: Date,
    /// Who asked.
    pub by: PersonId,
    /// When, UTC.
    pub asked_at: String,
    /// What it answered.
    pub answer: Option<LeadAnswer>,
    /// What was decided on a proposal.
    pub settled: Option<Settled>,
    /// When it was asked again and this was over.
    pub closed_at: Option<String>,
}

/// How an ask stands, the item held against what it read when it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AskStanding {
    /// The item was changed since: it is to be asked again.
    Changed,
    /// It proposes another, and nobody decided yet.
    Proposed,
    /// No answer, and the day is over.
    Late,
    /// No answer yet.
    Waiting,
    /// It agrees.
    Agreed,
    /// Its proposal was kept out, with a reason.
    Kept,
    /// Its proposal was taken: another leads.
    Taken,
    /// It leads this no longer, or the item is gone: nothing is asked of it any more.
    Gone,
}

impl AskStanding {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AskStanding::Changed => "changed",
            AskStanding::Proposed => "proposed",
            AskStanding::Late => "late",
            AskStanding::Waiting => "waiting",
            AskStanding::Agreed => "agreed",
            AskStanding::Kept => "kept",
            AskStanding::Taken => "taken",
            AskStanding::Gone => "gone",
        }
    }
    /// Does something have to be done before the issue?
    pub const fn is_open(self) -> bool {
        match self {
            AskStanding::Changed | AskStanding::Proposed | AskStanding::Late | AskStanding::Waiting => true,
            AskStanding::Agreed | AskStanding::Kept | AskStanding::Taken | AskStanding::Gone => false,
        }
    }
}

/// Why an ask was not taken a step further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskRefusal {
    /// The item was changed since, or is led by somebody else: an answer would be about something else.
    #[error("the item is another by now")]
    Changed,
    /// A proposal was decided already.
    #[error("decided already")]
    Decided,
    /// There is no proposal to decide on.
    #[error("no proposal")]
    NoProposal,
    /// A proposal names somebody else and says why.
    #[error("no reason")]
    NoReason,
    /// It proposes nobody, or itself.
    #[error("nobody else is named")]
    NobodyElse,
}

/// Does this body lead the item, alone or among others?
fn leads(node: &Node, body: &str) -> bool {
    bodies_of(node).any(|it| fold(it) == fold(body))
}

/// The bodies that lead a task or a key work. Persons and nobody in particular are not asked here.
fn bodies_of(node: &Node) -> impl Iterator<Item = &str> {
    let lead = match node {
        Node::Task(it) => Some(&it.lead),
        Node::KeyWork(it) => Some(&it.lead),
        Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Arrangement(_) => None,
    };
    lead.into_iter().flat_map(|it| it.names().iter().map(String::as_str)).filter(|it| classify(it) == NameKind::Unit)
}

impl Programme {
    /// Everybody who is to be asked, with the item: each body that leads, each of several.
    pub fn leads_to_ask(&self) -> Vec<(Anchor, String)> {
        let pairs = |node| bodies_of(node).filter_map(move |it| Some((Node::item(node)?.anchor().clone(), it.trim().to_owned())));
        let mut found: Vec<(Anchor, String)> = Vec::new();
        for (anchor, body) in self.nodes().flat_map(|(_, node)| pairs(node)) {
            if !found.iter().any(|it| it.0 == anchor && fold(&it.1) == fold(&body)) {
                found.push((anchor, body));
            }
        }
        found
    }
    /// An item with all that stands in it.
    pub fn node_of(&self, item: &Anchor) -> Option<&Node> {
        let (part, at) = self.position(item)?;
        self.parts.get(part)?.nodes.get(at)
    }
}

impl LeadAsk {
    /// How it stands. `then` is the item as it was asked about, `now` as it reads now. A change of form alone leaves the answer.
    pub fn standing(&self, then: &Node, now: Option<&Node>, today: Date) -> AskStanding {
        let Some(now) = now.filter(|it| leads(it, &self.body)) else {
            let is_taken = self.settled.as_ref().is_some_and(|it| it.is_taken);
            return if is_taken { AskStanding::Taken } else { AskStanding::Gone };
        };
        if then.beyond_form(now).is_err() {
            return AskStanding::Changed;
        }
        match (&self.answer, &self.settled) {
            (None, _) if self.due_on < today => AskStanding::Late,
            (None, _) => AskStanding::Waiting,
            (Some(it), _) if it.assent == Assent::Agree => AskStanding::Agreed,
            (Some(_), Some(it)) if !it.is_taken => AskStanding::Kept,
            // One that was taken and whose change was taken back waits for a decision again.
            (Some(_), _) => AskStanding::Proposed,
        }
    }
    /// May this be its answer?
    pub fn fits(&self, standing: AskStanding, assent: Assent, proposed: &str, reason: &str) -> Result<(), AskRefusal> {
        match standing {
            AskStanding::Changed | AskStanding::Gone => return Err(AskRefusal::Changed),
            AskStanding::Kept | AskStanding::Taken => return Err(AskRefusal::Decided),
            AskStanding::Waiting | AskStanding::Late | AskStanding::Agreed | AskStanding::Proposed => {}
        }
        match assent {
            Assent::Agree => Ok(()),
            Assent::Propose if proposed.is_empty() || fold(proposed) == fold(&self.body) => Err(AskRefusal::NobodyElse),
            Assent::Propose if reason.is_empty() => Err(AskRefusal::NoReason),
            Assent::Propose => Ok(()),
        }
    }
    /// May a decision on its proposal be made?
    pub const fn decides(standing: AskStanding) -> Result<(), AskRefusal> {
        match standing {
            AskStanding::Proposed => Ok(()),
            AskStanding::Changed | AskStanding::Gone => Err(AskRefusal::Changed),
            AskStanding::Kept | AskStanding::Taken => Err(AskRefusal::Decided),
            AskStanding::Late | AskStanding::Waiting | AskStanding::Agreed => Err(AskRefusal::NoProposal),
        }
    }
    /// The item with another lead in place of this body; the others among several stay.
    pub fn with_lead(&self, node: &Node, other: &str) -> Node {
        let text = |names: &[String]| {
            let mut kept: Vec<&str> = Vec::new();
            for name in names.iter().map(|it| if fold(it) == fold(&self.body) { other } else { it.as_str() }) {
                if !kept.iter().any(|it| fold(it) == fold(name)) {
                    kept.push(name);
                }
            }
            super::Lead::parse(&kept.join("; "))
        };
        // Whoever leads does not coordinate as well.
        let others = |them: &[String]| them.iter().filter(|it| fold(it) != fold(other)).cloned().collect();
        let mut node = node.clone();
        match &mut node {
            Node::Task(it) => (it.lead, it.coordinators) = (text(it.lead.names()), others(&it.coordinators)),
            Node::KeyWork(it) => (it.lead, it.coordinators) = (text(it.lead.names()), others(&it.coordinators)),
            Node::Heading(_) | Node::Text(_) | Node::Goal(_) | Node::Requirement(_) | Node::Target(_) | Node::Arrangement(_) => {}
        }
        node
    }
    /// Is it this body's answer about this item?
    pub fn is_about(&self, item: &Anchor, body: &str) -> bool {
        self.item == *item && fold(&self.body) == fold(body)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::programme::{Deadline, Lead, Part, PartRole, TaskItem};

    fn person() -> PersonId {
        PersonId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id")
    }

    fn task(title: &str, lead: &str) -> Node {
        Node::Task(TaskItem { lead: Lead::parse(lead), ..TaskItem::titled(Anchor::new("t_1").expect("an anchor"), title) })
    }

    fn answer(assent: Assent) -> LeadAnswer {
        let proposed = (assent == Assent::Propose).then(|| "Công an xã".to_owned());
        LeadAnswer { assent, proposed, reason: "Đúng chức năng hơn".to_owned(), paper: None, by: person(), at: "2026-03-02T01:00:00Z".to_owned() }
    }

    fn settled(is_taken: bool) -> Settled {
        Settled { is_taken, words: "Theo phân công".to_owned(), by: person(), at: "2026-03-03T01:00:00Z".to_owned() }
    }

    fn ask(answer: Option<LeadAnswer>, settled: Option<Settled>) -> LeadAsk {
        LeadAsk {
            id: AskId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ac").expect("an id"),
            programme: ProgrammeId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ad").expect("an id"),
            item: Anchor::new("t_1").expect("an anchor"),
            item_then: "task".to_owned(),
            body: "Phòng Kinh tế".to_owned(),
            unit: None,
            version: 3,
            due_on: Date::constant(2026, 3, 10),
            by: person(),
            asked_at: "2026-03-01T01:00:00Z".to_owned(),
            answer,
            settled,
            closed_at: None,
        }
    }

    const THEN: (&str, &str) = ("Xây dựng đề án sinh kế", "Phòng Kinh tế");

    #[rstest]
    #[case::no_answer(None, None, Some(THEN), 9, AskStanding::Waiting)]
    #[case::on_the_day(None, None, Some(THEN), 10, AskStanding::Waiting)]
    #[case::after_the_day(None, None, Some(THEN), 11, AskStanding::Late)]
    #[case::agrees(Some(Assent::Agree), None, Some(THEN), 11, AskStanding::Agreed)]
    #[case::proposes(Some(Assent::Propose), None, Some(THEN), 11, AskStanding::Proposed)]
    #[case::kept(Some(Assent::Propose), Some(false), Some(THEN), 11, AskStanding::Kept)]
    #[case::taken(Some(Assent::Propose), Some(true), Some(("Xây dựng đề án sinh kế", "Công an xã")), 11, AskStanding::Taken)]
    #[case::taken_and_undone(Some(Assent::Propose), Some(true), Some(THEN), 11, AskStanding::Proposed)]
    #[case::form_put_right(Some(Assent::Agree), None, Some(("Xây dựng Đề án sinh kế.", "Phòng Kinh tế")), 11, AskStanding::Agreed)]
    #[case::words_changed(Some(Assent::Agree), None, Some(("Xây dựng đề án sinh kế và nhà ở", "Phòng Kinh tế")), 11, AskStanding::Changed)]
    #[case::changed_before_any_answer(None, None, Some(("Rà soát đất ở", "Phòng Kinh tế")), 9, AskStanding::Changed)]
    #[case::kept_then_changed(Some(Assent::Propose), Some(false), Some(("Rà soát đất ở", "Phòng Kinh tế")), 9, AskStanding::Changed)]
    #[case::one_lead_more(Some(Assent::Agree), None, Some(("Xây dựng đề án sinh kế", "Phòng Kinh tế; Công an xã")), 9, AskStanding::Changed)]
    #[case::somebody_else_leads(Some(Assent::Agree), None, Some(("Xây dựng đề án sinh kế", "Công an xã")), 9, AskStanding::Gone)]
    #[case::item_gone(None, None, None, 11, AskStanding::Gone)]
    fn an_answer_stands_as_long_as_the_item_says_what_it_said(
        #[case] assent: Option<Assent>,
        #[case] decided: Option<bool>,
        #[case] now: Option<(&str, &str)>,
        #[case] day: i8,
        #[case] expected: AskStanding,
    ) {
        let ask = ask(assent.map(answer), decided.map(settled));
        let now = now.map(|(title, lead)| task(title, lead));
        let standing = ask.standing(&task(THEN.0, THEN.1), now.as_ref(), Date::constant(2026, 3, day));
        assert_eq!(standing, expected);
    }

    #[rstest]
    #[case(AskStanding::Waiting, Assent::Agree, "", "", Ok(()))]
    #[case(AskStanding::Late, Assent::Agree, "", "", Ok(()))]
    #[case(AskStanding::Agreed, Assent::Propose, "Công an xã", "Đúng chức năng", Ok(()))]
    #[case(AskStanding::Waiting, Assent::Propose, "Công an xã", "", Err(AskRefusal::NoReason))]
    #[case(AskStanding::Waiting, Assent::Propose, "", "Không đủ người", Err(AskRefusal::NobodyElse))]
    #[case(AskStanding::Waiting, Assent::Propose, "PHÒNG KINH TẾ", "Không đủ người", Err(AskRefusal::NobodyElse))]
    #[case(AskStanding::Changed, Assent::Agree, "", "", Err(AskRefusal::Changed))]
    #[case(AskStanding::Gone, Assent::Agree, "", "", Err(AskRefusal::Changed))]
    #[case(AskStanding::Kept, Assent::Agree, "", "", Err(AskRefusal::Decided))]
    #[case(AskStanding::Taken, Assent::Propose, "Công an xã", "x", Err(AskRefusal::Decided))]
    fn a_proposal_names_another_and_says_why(
        #[case] standing: AskStanding,
        #[case] assent: Assent,
        #[case] proposed: &str,
        #[case] reason: &str,
        #[case] expected: Result<(), AskRefusal>,
    ) {
        assert_eq!(ask(None, None).fits(standing, assent, proposed, reason), expected);
    }

    #[rstest]
    #[case("Phòng Kinh tế", "Công an xã", "Công an xã")]
    #[case("Phòng Kinh tế; Trạm Y tế xã", "Công an xã", "Công an xã; Trạm Y tế xã")]
    #[case("Công an xã; Phòng Kinh tế", "Công an xã", "Công an xã")]
    fn another_lead_takes_the_place_of_the_one_that_proposed_it(#[case] lead: &str, #[case] other: &str, #[case] expected: &str) {
        let Node::Task(changed) = ask(None, None).with_lead(&task("Xây dựng đề án", lead), other) else { panic!("a task") };
        assert_eq!(changed.lead.text(), expected);
    }

    #[test]
    fn each_body_that_leads_is_asked_once_and_nobody_in_particular_is_not() {
        let mut other = TaskItem { lead: Lead::parse("Các cơ quan liên quan"), ..TaskItem::titled(Anchor::new("t_2").expect("an anchor"), "Phối hợp") };
        other.deadline = Deadline::default();
        let nodes = vec![task("Đề án", "Phòng Kinh tế; Công an xã; PHÒNG KINH TẾ"), Node::Task(other)];
        let part = Part { role: PartRole::Content, mark: None, heading: String::new(), place: crate::Place::default(), nodes };
        let programme = Programme { parts: vec![part], ..Programme::default() };
        let asked: Vec<String> = programme.leads_to_ask().into_iter().map(|it| it.1).collect();
        assert_eq!(asked, ["Phòng Kinh tế", "Công an xã"]);
    }
}
