//! Programmes as data for other programs: the same shapes as on the command line.

use hanhdong_domain::programme::{Anchor, AnchorPool, Node, Programme};
use hanhdong_domain::{Report, organisation::ProgrammeId};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::{json, notation};
use serde_json::{Map, Value};

use super::review::Reviewed;
use super::seen::fingerprint;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// An item as data.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemData {
    /// The item in our notation.
    pub text: String,
    /// What it says, in few letters: what a change of it has to name as seen.
    pub fingerprint: String,
    /// Where it stands: part and place, from 0.
    pub position: (usize, usize),
    /// The item as it stands in the programme's JSON, with the name of its list.
    pub list: String,
    /// Its fields.
    pub fields: Value,
    /// The version of the programme.
    pub version: i64,
}

/// A programme in the shape of `import --format json`.
pub fn programme_data(programme: &Programme) -> Result<Map<String, Value>, Refusal> {
    serde_json::from_str(&json::write(programme, Purpose::Programme)).map_err(|error| Refusal::Fault(error.to_string()))
}

/// A report in the shape of `check --format json`.
pub fn report_data(programme: &Programme, report: &Report) -> String {
    json::report(programme, report)
}

impl Reviewed {
    /// The report in the shape of `check --format json`.
    pub fn data(&self) -> String {
        report_data(&self.opened.programme, &self.report)
    }
}

impl App {
    /// An item of a programme.
    pub async fn item(&self, who: &Who, id: &ProgrammeId, anchor: &str) -> Result<ItemData, Refusal> {
        let opened = self.open(who, id).await?;
        let anchor = Anchor::new(anchor).ok_or(Refusal::NotFound)?;
        let (part, at) = opened.programme.position(&anchor).ok_or(Refusal::NotFound)?;
        let node = opened.programme.parts.get(part).and_then(|it| it.nodes.get(at)).ok_or(Refusal::NotFound)?;
        let data = programme_data(&opened.programme)?;
        let is_it = |it: &&Value| it.get("id").and_then(Value::as_str) == Some(anchor.as_str());
        let found = data.iter().find_map(|(list, items)| items.as_array()?.iter().find(is_it).map(|it| (list.clone(), it.clone())));
        let (list, fields) = found.ok_or(Refusal::NotFound)?;
        Ok(ItemData { text: notation::write_node(node), fingerprint: fingerprint(node), position: (part, at), list, fields, version: opened.row.version })
    }
}

/// Reads an item in our notation. One without `#anchor` gets one that no item of the programme has; one that is to
/// take the place of another keeps that one's.
pub fn item_of_text(text: &str, programme: &Programme) -> Result<Node, Refusal> {
    let mut node = notation::read_node(text)?;
    let Some(item) = node.item() else { return Err(Refusal::Field { field: "text", why: "no-item" }) };
    let given = text.split(':').next().is_some_and(|it| it.contains('#'));
    if !given {
        let (derived, words) = (item.anchor().clone(), item.text().to_owned());
        let mut pool = AnchorPool::default();
        programme.items().for_each(|it| {
            pool.keep(it.anchor());
        });
        if !pool.keep(&derived) {
            let role = derived.as_str().split('_').next().unwrap_or_default();
            node = super::edit::anchored(node, &pool.derive(role, None, &words));
        }
    }
    Ok(node)
}
