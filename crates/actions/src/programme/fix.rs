//! Quick fixes: changes that follow from a finding beyond doubt, each shown before it is made and made as an ordinary
//! edit.

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Document, Item, Node, Programme, Recipient};
use hanhdong_domain::text::fold;
use hanhdong_domain::{Code, Finding, Language};

use super::edit::{Change, Edited};
use super::review::Reviewed;
use super::seen::{fingerprint, fingerprint_of_head};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// What a fix does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixKind {
    /// Adds somebody who was given a duty to Nơi nhận.
    AddRecipient,
    /// Names the body that took over in place of one that ended.
    NameSuccessor,
}

impl FixKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            FixKind::AddRecipient => "add-recipient",
            FixKind::NameSuccessor => "name-successor",
        }
    }
}

/// A fix that can be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does.
    pub kind: FixKind,
    /// What it is asked for by.
    pub key: String,
    /// The item that it comes from.
    pub item: Option<Anchor>,
    /// What stands there.
    pub before: String,
    /// What is to stand there.
    pub after: String,
    change: Change,
}

impl Reviewed {
    /// The fixes that are certain for this version.
    pub fn fixes(&self) -> Vec<Fix> {
        let mut fixes: Vec<Fix> = Vec::new();
        for fix in self.report.findings.iter().filter_map(|it| self.fix_of(it)) {
            if fixes.iter().all(|it| it.key != fix.key) {
                fixes.push(fix);
            }
        }
        fixes
    }

    /// What mends one finding beyond doubt, where something does.
    pub fn fix_of(&self, finding: &Finding) -> Option<Fix> {
        let programme = &*self.opened.programme;
        match finding.code {
            Code::NotARecipient => recipient(programme, &finding.message, finding.item.as_ref()),
            Code::UnknownBody => successor(programme, finding.item.as_ref()),
            _ => None,
        }
    }
}

impl App {
    /// Makes a fix, where it is still one of this version's.
    pub async fn fix(&self, who: &Who, id: &ProgrammeId, key: &str) -> Result<Edited, Refusal> {
        let reviewed = self.review(who, id, Language::Vi).await?;
        match reviewed.fixes().into_iter().find(|it| it.key == key) {
            Some(fix) => self.edit(who, id, fix.change).await,
            // Whoever may not edit is told so, whatever was asked for.
            None => Err(reviewed.opened.editable().err().unwrap_or(Refusal::Changed { now: String::new() })),
        }
    }
}

fn key(kind: FixKind, of: &str) -> String {
    blake3::hash(format!("{}\n{of}", kind.name()).as_bytes()).to_hex()[..16].to_owned()
}

/// The name stands first in quotation marks. A second quotation is a class of which only perhaps this one exists: that
/// is not certain.
fn recipient(programme: &Programme, message: &str, item: Option<&Anchor>) -> Option<Fix> {
    let pieces: Vec<&str> = message.split('"').collect();
    let [_, name, _] = pieces.as_slice() else { return None };
    let document = &programme.document;
    if document.recipients.is_empty() || name.trim().is_empty() {
        return None;
    }
    let mut after: Document = document.clone();
    // The file copy stands last.
    let at = after.recipients.iter().rposition(|it| !fold(&it.text).starts_with("luu ")).map_or(0, |it| it + 1);
    after.recipients.insert(at, Recipient { text: (*name).to_owned() });
    let said = |it: &Document| it.recipients.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n");
    let change = Change::Head { seen: fingerprint_of_head(document), document: Box::new(after.clone()) };
    Some(Fix { kind: FixKind::AddRecipient, key: key(FixKind::AddRecipient, name), item: item.cloned(), before: said(document), after: said(&after), change })
}

/// In the lead or among the coordinators a name of an ended body stands by itself, and the data knows one successor.
fn successor(programme: &Programme, item: Option<&Anchor>) -> Option<Fix> {
    let (part, at) = programme.position(item?)?;
    let node = programme.parts.get(part)?.nodes.get(at)?;
    let Some(Item::Task(task)) = node.item() else { return None };
    let mut after = task.clone();
    let new = |name: &str| hanhdong_check::successor_of(name, programme.document.date);
    after.coordinators = task.coordinators.iter().map(|it| new(it).unwrap_or_else(|| it.clone())).collect();
    if let [lead] = task.lead.names()
        && lead == task.lead.text()
        && let Some(name) = new(lead)
    {
        after.lead = hanhdong_domain::programme::Lead::parse(&name);
    }
    let said = |lead: &str, coordinators: &[String]| [lead.to_owned()].into_iter().chain(coordinators.iter().cloned()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ");
    let (before_words, after_words) = (said(task.lead.text(), &task.coordinators), said(after.lead.text(), &after.coordinators));
    if before_words == after_words {
        return None;
    }
    let change = Change::Item { anchor: task.anchor.clone(), seen: fingerprint(node), node: Some(Node::Task(after)) };
    Some(Fix { kind: FixKind::NameSuccessor, key: key(FixKind::NameSuccessor, task.anchor.as_str()), item: item.cloned(), before: before_words, after: after_words, change })
}
