//! What lies beside the goals of a programme: what last term left unfinished, the superior's tasks that name this committee; and
//! what people say of each: it is taken up anew, by an item that is there, or it is stopped with a reason (clause II.2.b-2).

use std::sync::Arc;

use hanhdong_check::{Lying, Promised, known_as, named_tasks, outlooks, unfinished};
use hanhdong_domain::Place;
use hanhdong_domain::organisation::{ProgrammeId, SourceId};
use hanhdong_domain::programme::{Anchor, Confidence, Deadline, Form, Item, KeyWork, Lead, Node, Origin, Paper, Programme, Stopped, TaskItem, Whence};
use hanhdong_domain::text::{nfc, squeeze};

use super::edit::{Change, Edited, held};
use super::reading::Opened;
use super::sheet::anchors_of;
use super::source::{SourceOpened, SourcePaper, tie};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// A programme beside last term's and the superior's.
pub struct LyingBeside {
    /// The programme.
    pub opened: Opened,
    /// What last term left, where its programme lies there.
    pub last_term: Option<LyingPaper>,
    /// What the superior asks of this committee, where its programme lies there.
    pub superior: Option<LyingPaper>,
}

/// A paper, and what of it lies beside the goals.
pub struct LyingPaper {
    /// The paper.
    pub paper: SourceOpened,
    /// Its items that want an answer.
    pub items: Vec<Lying>,
    /// Of last term's: what it promised for years after its own.
    pub promised: Vec<Promised>,
}

impl App {
    /// What lies beside the goals of a programme.
    pub async fn lying(&self, who: &Who, id: &ProgrammeId) -> Result<LyingBeside, Refusal> {
        let opened = self.open(who, id).await?;
        let last_term = self.laid(who, &opened, Paper::LastTerm).await?;
        let superior = self.laid(who, &opened, Paper::Superior).await?;
        Ok(LyingBeside { opened, last_term, superior })
    }

    async fn laid(&self, who: &Who, opened: &Opened, kind: Paper) -> Result<Option<LyingPaper>, Refusal> {
        let Some(paper) = self.source_of(who, &opened.row.id, kind).await? else { return Ok(None) };
        let (ours, theirs, us) = (opened.programme.clone(), paper.source.clone(), known_as(&opened.organisation_name));
        let items = tokio::task::spawn_blocking(move || match kind {
            Paper::LastTerm => (unfinished(&ours, &theirs), outlooks(&ours, &theirs)),
            Paper::Superior => (named_tasks(&ours, &theirs, &us), Vec::new()),
            Paper::Source => (Vec::new(), Vec::new()),
        });
        let (items, promised) = items.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(Some(LyingPaper { paper, items, promised }))
    }

    /// Lays another programme of the system beside this one, as it stands now: later changes of it change nothing here.
    pub async fn lay_programme(&self, who: &Who, id: &ProgrammeId, kind: Paper, other: &ProgrammeId) -> Result<SourceId, Refusal> {
        self.open(who, id).await?.editable()?;
        let theirs = self.open(who, other).await?;
        if other == id || kind == Paper::Source {
            return Err(Refusal::Field { field: "programme", why: "unknown" });
        }
        let read = SourcePaper::copied(kind, &theirs);
        let (by, id) = (who.clone(), id.clone());
        self.once(who, move |tx| {
            let (who, id, read) = (by.clone(), id.clone(), read.clone());
            Box::pin(async move {
                let mut draft = held(tx, &who, &id).await?;
                let source = read.enter(tx, &who, &draft.row.organisation, None).await?;
                tie(tx, &who, &mut draft, kind, Some(source.clone())).await?;
                Ok(source)
            })
        })
        .await
    }

    /// Takes an item of such a paper up as a new item of this programme, serving a goal where one is named. It carries what it
    /// says of itself; what this committee has to decide (a new time, who does it) stays open.
    pub async fn take_up(&self, who: &Who, id: &ProgrammeId, paper: Paper, theirs: &Anchor, goal: Option<Anchor>) -> Result<Edited, Refusal> {
        let (opened, there, title) = self.theirs(who, id, paper, theirs).await?;
        let item = there.items().find(|it| it.anchor() == theirs).ok_or(Refusal::NotFound)?;
        let node = taken_up(&opened.programme, paper, item, &title).ok_or(Refusal::NotFound)?;
        let whence = Whence::From { paper, anchor: theirs.clone(), words: item.text().to_owned() };
        self.edit(who, id, Change::TakeUp { node, goal, whence }).await
    }

    /// Says that an item of this programme takes one of such a paper up, or no longer does.
    pub async fn say_taken_up(&self, who: &Who, id: &ProgrammeId, paper: Paper, theirs: &Anchor, ours: &Anchor, comes: bool) -> Result<Edited, Refusal> {
        let (opened, there, _) = self.theirs(who, id, paper, theirs).await?;
        let before = opened.programme.whence(ours).to_vec();
        let mut after: Vec<Whence> = before.iter().filter(|it| it.from() != Some((paper, theirs))).cloned().collect();
        if comes {
            let words = there.items().find(|it| it.anchor() == theirs).ok_or(Refusal::NotFound)?.text().to_owned();
            after.push(Whence::From { paper, anchor: theirs.clone(), words });
        }
        self.edit(who, id, Change::Trace { item: ours.clone(), before, after }).await
    }

    /// Says that an item of last term is stopped, and why; without a reason that it is stopped no longer.
    pub async fn say_stopped(&self, who: &Who, id: &ProgrammeId, theirs: &Anchor, reason: Option<&str>) -> Result<Edited, Refusal> {
        let (opened, there, _) = self.theirs(who, id, Paper::LastTerm, theirs).await?;
        let before = opened.programme.stopped.get(theirs).cloned();
        let after = match reason.map(|it| squeeze(&nfc(it))) {
            Some(reason) if reason.is_empty() => return Err(Refusal::Field { field: "reason", why: "empty" }),
            Some(reason) => {
                let words = there.items().find(|it| it.anchor() == theirs).ok_or(Refusal::NotFound)?.text().to_owned();
                Some(Stopped { words, reason })
            }
            None => None,
        };
        self.edit(who, id, Change::Stop { item: theirs.clone(), before, after }).await
    }

    /// A programme that may be edited, and the paper of this kind beside it. What is no longer in the paper may still be let go.
    async fn theirs(&self, who: &Who, id: &ProgrammeId, paper: Paper, item: &Anchor) -> Result<(Opened, Arc<Programme>, String), Refusal> {
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let there = self.source_of(who, id, paper).await?;
        let is_said = opened.programme.stopped.contains_key(item) || opened.programme.traces.values().flatten().any(|it| it.from() == Some((paper, item)));
        match there {
            Some(there) => Ok((opened, there.source, there.title)),
            None if is_said => Ok((opened, Arc::default(), String::new())),
            None => Err(Refusal::NotFound),
        }
    }
}

/// An item of such a paper as a new item of the programme; goals, targets and duties are not taken up so.
fn taken_up(programme: &Programme, paper: Paper, item: Item<'_>, title: &str) -> Option<Node> {
    let is_ours = paper == Paper::LastTerm;
    let origin = if is_ours { Origin::Continued } else { Origin::Unknown };
    let mut anchors = anchors_of(programme);
    Some(match item {
        Item::Task(it) => Node::Task(TaskItem {
            code: None,
            details: it.details.clone(),
            kind: it.kind,
            origin,
            // Who leads in another's paper does not lead here.
            lead: if is_ours { it.lead.clone() } else { Lead::default() },
            coordinators: if is_ours { it.coordinators.clone() } else { Vec::new() },
            deliverable: it.deliverable.clone(),
            // The superior's time binds; last term's is over.
            deadline: if is_ours { Deadline::default() } else { it.deadline.clone() },
            conditions: if is_ours { it.conditions.clone() } else { Vec::new() },
            note: Some(carried(paper, it.code.as_deref(), title, &it.deadline, it.resources.iter().map(|it| it.text.as_str()))),
            ..TaskItem::titled(anchors.derive("t", None, &it.title), &it.title)
        }),
        Item::KeyWork(it) => Node::KeyWork(KeyWork {
            anchor: anchors.derive("k", None, &it.name),
            code: None,
            name: it.name.clone(),
            location: it.location.clone(),
            resources: Vec::new(),
            lead: if is_ours { it.lead.clone() } else { Lead::default() },
            coordinators: if is_ours { it.coordinators.clone() } else { Vec::new() },
            schedule: if is_ours { Deadline::default() } else { it.schedule.clone() },
            origin,
            note: Some(carried(paper, it.code.as_deref(), title, &it.schedule, it.resources.iter().map(|it| it.text.as_str()))),
            form: Form::Row,
            place: Place::default(),
            confidence: Confidence::Sure,
        }),
        Item::Goal(_) | Item::Target(_) | Item::Requirement(_) | Item::Arrangement(_) => return None,
    })
}

/// What is carried along, as the remark column prints it: the number, the time and the money it had there.
fn carried<'a>(paper: Paper, code: Option<&str>, title: &str, deadline: &Deadline, resources: impl Iterator<Item = &'a str>) -> String {
    let from = match paper {
        Paper::LastTerm => "Chuyển tiếp từ nhiệm kỳ trước",
        Paper::Superior | Paper::Source => "Nhiệm vụ cấp trên giao",
    };
    let mut said = vec![format!("{from} ({})", [code.map_or(String::new(), |it| format!("mục {it}, ")), title.to_owned()].concat())];
    if paper == Paper::LastTerm {
        if !deadline.text.is_empty() {
            said.push(format!("thời hạn cũ: {}", deadline.text));
        }
        let resources: Vec<&str> = resources.collect();
        if !resources.is_empty() {
            said.push(format!("nguồn lực cũ: {}", resources.join(", ")));
        }
    }
    said.join("; ")
}
