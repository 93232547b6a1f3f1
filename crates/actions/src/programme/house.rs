//! The house's own way of writing: kept as plain lines, with what the levels above say; held against a draft, and the draft
//! brought into it by one change or by all of them in one act.

use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeAct, ProgrammeId, Role, Unit, UnitId};
use hanhdong_domain::programme::house::{Fault, HouseRules, TextBlock, read_blocks, read_terms, write_blocks, write_terms};
use hanhdong_domain::programme::{Anchor, Node, Programme};
use hanhdong_domain::text::Placement;
use hanhdong_store::organisation as units;
use hanhdong_store::publication::{set, setting};
use hanhdong_store::{Db, Tx};
use serde_json::json;

use super::edit::{Change, Edited, edit_all_in};
use super::reading::allowed;
use super::seen::{fingerprint, fingerprint_of_head, fingerprint_of_opening, opening_text};
use super::sheet::{Sheet, sheet_of_document, sheet_of_node};
use super::slots::{Kind, Shape};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

const ORTHOGRAPHY: &str = "house-orthography";
const TERMS: &str = "house-terms";
const BLOCKS: &str = "house-blocks";
/// Letters of a glossary, or of the paragraphs of a house.
const LETTERS_MAX: usize = 100_000;
/// Levels above that are asked.
const LEVELS_MAX: usize = 16;
/// Figures, dates and marks are no words of the house.
const NO_WORDS: &[&str] = &["code", "mark", "value", "horizon", "horizons", "path", "baseline", "number", "date"];

/// How a house writes, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseText {
    /// `second`, `first`, or empty where either way is fine, or the level above says.
    pub orthography: String,
    /// Its glossary, a term a line.
    pub terms: String,
    /// Its paragraphs, each below a line with its name.
    pub blocks: String,
}

/// The house and how it writes, for its page.
#[derive(Clone, Debug)]
pub struct House {
    /// The committee.
    pub unit: Unit,
    /// What it says itself.
    pub own: HouseText,
    /// What the levels above say, the nearest first: whose, and what.
    pub above: Vec<(String, HouseRules)>,
    /// Both together, as they hold.
    pub rules: HouseRules,
    /// May this person keep it?
    pub may_keep: bool,
    /// The fingerprint of what it says itself.
    pub seen: String,
}

/// A place of a draft that the house would write otherwise.
#[derive(Clone, Debug)]
pub struct HouseFault {
    /// By which it is asked to be mended.
    pub key: String,
    /// The item, where it is one.
    pub item: Option<Anchor>,
    /// What it is.
    pub kind: Kind,
    /// What is amiss.
    pub faults: Vec<Fault>,
    /// What stands there, and what would.
    pub before: String,
    /// What would stand there.
    pub after: String,
    change: Change,
}

/// A draft held against how its house writes.
#[derive(Clone, Debug, Default)]
pub struct HouseLook {
    /// The places, in the order of the text.
    pub faults: Vec<HouseFault>,
    /// Does the house ask for nothing?
    pub is_silent: bool,
    /// The fingerprint of all that would change.
    pub seen: String,
}

impl HouseText {
    /// What it says; the field that does not read, with the numbers of its lines.
    pub fn rules(&self) -> Result<HouseRules, (&'static str, Vec<usize>)> {
        let placement = match self.orthography.as_str() {
            "second" => Some(Placement::Second),
            "first" => Some(Placement::First),
            _ => None,
        };
        let is_long = |it: &str| LETTERS_MAX < it.chars().count();
        if is_long(&self.terms) || is_long(&self.blocks) {
            return Err((if is_long(&self.terms) { "terms" } else { "blocks" }, Vec::new()));
        }
        let terms = read_terms(&self.terms).map_err(|lines| ("terms", lines))?;
        let blocks = read_blocks(&self.blocks).map_err(|lines| ("blocks", lines))?;
        Ok(HouseRules { placement, terms, blocks })
    }
    fn fingerprint(&self) -> String {
        blake3::hash(format!("{}\n\n{}\n\n{}", self.orthography, self.terms, self.blocks).as_bytes()).to_hex()[..20].to_owned()
    }
}

async fn text_of(db: &mut Db<'_>, house: &UnitId) -> Result<HouseText, Refusal> {
    let mut said = HouseText::default();
    for (name, to) in [(ORTHOGRAPHY, &mut said.orthography), (TERMS, &mut said.terms), (BLOCKS, &mut said.blocks)] {
        *to = setting(db, house, name).await?.unwrap_or_default();
    }
    Ok(said)
}

/// What each house says, from this one upward; what is kept reads, or says nothing.
async fn upward(db: &mut Db<'_>, house: &UnitId) -> Result<Vec<(Unit, HouseRules)>, Refusal> {
    let (mut said, mut at) = (Vec::new(), Some(house.clone()));
    while let Some(id) = at.filter(|_| said.len() < LEVELS_MAX) {
        let Some(unit) = units::unit(db, &id).await? else { break };
        at = unit.above.clone();
        if unit.id == unit.organisation {
            let rules = text_of(db, &unit.id).await?.rules().unwrap_or_default();
            said.push((unit, rules));
        }
    }
    Ok(said)
}

/// How a house writes: its own word, and what the levels above say where it says nothing.
pub(crate) async fn rules_of(db: &mut Db<'_>, house: &UnitId) -> Result<HouseRules, Refusal> {
    Ok(upward(db, house).await?.into_iter().rev().fold(HouseRules::default(), |above, (_, own)| own.under(above)))
}

impl App {
    /// The committees in which a person works today, by roles of the own and lent ones.
    pub async fn own_houses(&self, who: &Who) -> Result<Vec<Unit>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let roles = who.grants().iter().map(|it| (&it.unit, it.role)).chain(who.lent().iter().map(|it| (&it.unit, it.role)));
        let mut houses: Vec<Unit> = Vec::new();
        for (unit, _) in roles.filter(|it| it.1 != Role::Administrator) {
            let Some(unit) = units::unit(&mut db, unit).await? else { continue };
            if houses.iter().all(|it| it.id != unit.organisation) {
                houses.extend(units::unit(&mut db, &unit.organisation).await?);
            }
        }
        Ok(houses)
    }

    /// How a house writes, for whoever reads its register: its own people and those below it.
    pub async fn house(&self, who: &Who, id: &UnitId) -> Result<House, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let unit = units::unit(&mut db, id).await?.filter(|it| it.id == it.organisation).ok_or(Refusal::NotFound)?;
        let standing = units::standing_in_register(&mut db, who.id(), &unit.id, who.today()).await?;
        if !standing.may_in_organisation(OrganisationAct::ReadBases) {
            return Err(Refusal::NotFound);
        }
        let own = text_of(&mut db, &unit.id).await?;
        let above = upward(&mut db, &unit.id).await?.into_iter().skip(1).filter(|it| it.1 != HouseRules::default()).map(|it| (it.0.name, it.1)).collect();
        let rules = rules_of(&mut db, &unit.id).await?;
        let seen = own.fingerprint();
        Ok(House { unit, own, above, rules, may_keep: standing.may_in_organisation(OrganisationAct::KeepGuidelines), seen })
    }

    /// Keeps how a house writes, in the place of what was seen.
    pub async fn keep_house(&self, who: &Who, id: &UnitId, seen: &str, text: HouseText) -> Result<(), Refusal> {
        let rules = text.rules().map_err(|(field, _)| Refusal::Field { field, why: "house-lines" })?;
        // Kept as it would be written anew: no blank lines, one blank between words.
        let text = HouseText { terms: write_terms(&rules.terms), blocks: write_blocks(&rules.blocks), ..text };
        let (who, id, seen) = (who.clone(), id.clone(), seen.to_owned());
        self.act(move |tx| {
            let (who, id, seen, text) = (who.clone(), id.clone(), seen.clone(), text.clone());
            Box::pin(async move { keep(tx, &who, &id, &seen, &text).await })
        })
        .await
    }

    /// The paragraphs that a draft's house uses again, for whoever may read how it is drafted.
    pub async fn blocks_of(&self, who: &Who, id: &ProgrammeId) -> Result<Vec<TextBlock>, Refusal> {
        let mut reader = self.read().await?;
        let mut db = reader.db();
        allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
        let house = hanhdong_store::programme::owner(&mut db, id).await?.ok_or(Refusal::NotFound)?.0;
        Ok(rules_of(&mut db, &house).await?.blocks)
    }

    /// A draft held against how its house writes, for whoever may read how it is drafted. It stands in no report: the level
    /// above has its own way.
    pub async fn house_look(&self, who: &Who, id: &ProgrammeId) -> Result<HouseLook, Refusal> {
        let rules = {
            let mut reader = self.read().await?;
            let mut db = reader.db();
            allowed(&mut db, who, id, ProgrammeAct::ReadDrafting).await?;
            let house = hanhdong_store::programme::owner(&mut db, id).await?.ok_or(Refusal::NotFound)?.0;
            rules_of(&mut db, &house).await?
        };
        if rules.is_silent() {
            return Ok(HouseLook { is_silent: true, ..HouseLook::default() });
        }
        let programme = self.open(who, id).await?.programme;
        tokio::task::spawn_blocking(move || held_against(&programme, &rules)).await.map_err(|error| Refusal::Fault(error.to_string()))
    }

    /// Writes a draft as its house does: one place by its key, or everything as it was seen; one line of the journal, taken back
    /// as one.
    pub async fn write_as_the_house(&self, who: &Who, id: &ProgrammeId, key: Option<&str>, seen: &str) -> Result<Edited, Refusal> {
        let opened = self.open(who, id).await?;
        opened.editable()?;
        let look = self.house_look(who, id).await?;
        let wanted: Vec<Change> = match key {
            Some(key) => look.faults.into_iter().filter(|it| it.key == key).map(|it| it.change).collect(),
            None if look.seen == seen => look.faults.into_iter().map(|it| it.change).collect(),
            None => Vec::new(),
        };
        if wanted.is_empty() {
            return Err(Refusal::Changed { now: String::new() });
        }
        let (who, id) = (who.clone(), id.clone());
        self.act(move |tx| {
            let (who, id, wanted) = (who.clone(), id.clone(), wanted.clone());
            Box::pin(async move { edit_all_in(tx, &who, &id, &wanted).await })
        })
        .await
    }
}

async fn keep(tx: &mut Tx<'_>, who: &Who, id: &UnitId, seen: &str, text: &HouseText) -> Result<(), Refusal> {
    let unit = units::unit(tx.db(), id).await?.filter(|it| it.id == it.organisation).ok_or(Refusal::NotFound)?;
    let standing = units::standing_in_register(tx.db(), who.id(), &unit.id, who.today()).await?;
    if !standing.may_in_organisation(OrganisationAct::ReadBases) {
        return Err(Refusal::NotFound);
    }
    if !standing.may_in_organisation(OrganisationAct::KeepGuidelines) {
        return Err(Refusal::NotAllowed);
    }
    let before = text_of(tx.db(), &unit.id).await?;
    if before.fingerprint() != seen {
        return Err(Refusal::Changed { now: String::new() });
    }
    for (name, before, after) in [(ORTHOGRAPHY, &before.orthography, &text.orthography), (TERMS, &before.terms, &text.terms), (BLOCKS, &before.blocks, &text.blocks)] {
        if before == after {
            continue;
        }
        set(tx, &unit.id, name, after).await?;
        let data = json!({ "before": before, "after": after }).to_string();
        let event = Event {
            organisation: unit.id.clone(),
            by: Some(who.id().clone()),
            act: Act::SettingChanged,
            subject: Subject::Setting,
            subject_id: name.to_owned(),
            data,
            state: None,
        };
        tx.record(&event).await?;
    }
    Ok(())
}

/// Every place of a programme that the house would write otherwise. What is written from the assignments follows them and is
/// left alone.
fn held_against(programme: &Programme, rules: &HouseRules) -> HouseLook {
    let mut faults = Vec::new();
    let head = sheet_of_document(&programme.document);
    if let Some((sheet, found)) = mended(&head, rules)
        && let Ok(document) = sheet.document()
    {
        let change = Change::Head { seen: fingerprint_of_head(&programme.document), document: Box::new(document) };
        faults.push(fault(None, Kind::Head, "head", found, change));
    }
    let opening = opening_text(&programme.opening);
    let faulty = rules.faults(&opening);
    if !faulty.is_empty() {
        let text = rules.mended(&opening);
        let change = Change::Opening { seen: fingerprint_of_opening(&programme.opening), text: text.clone() };
        faults.push(fault(None, Kind::Passage, "opening", Found { faults: faulty, before: opening, after: text }, change));
    }
    for (part, it) in programme.parts.iter().enumerate() {
        for (at, node) in it.nodes.iter().enumerate() {
            faults.extend(of_node(node, part, at, rules));
        }
    }
    let all: String = faults.iter().map(|it| format!("{}\n{}\n{}\n\n", it.key, it.before, it.after)).collect();
    HouseLook { faults, is_silent: false, seen: blake3::hash(all.as_bytes()).to_hex()[..20].to_owned() }
}

fn of_node(node: &Node, part: usize, at: usize, rules: &HouseRules) -> Option<HouseFault> {
    let anchor = node.item().map(|it| it.anchor().clone());
    // Written from the assignments under anchors of their own.
    if anchor.as_ref().is_some_and(|it| it.as_str().starts_with("d_pc_")) {
        return None;
    }
    let sheet = sheet_of_node(node);
    let (new, found) = mended(&sheet, rules)?;
    let any = Anchor::new("t_x")?;
    let after = new.node(anchor.as_ref().unwrap_or(&any), Some(node)).ok()?;
    let seen = fingerprint(node);
    let change = match &anchor {
        Some(anchor) => Change::Item { anchor: anchor.clone(), seen, node: Some(after) },
        None => Change::Line { part, at, seen, node: Some(after) },
    };
    let place = anchor.as_ref().map_or_else(|| format!("{part}-{at}"), ToString::to_string);
    Some(fault(anchor, sheet.kind, &place, found, change))
}

struct Found {
    faults: Vec<Fault>,
    before: String,
    after: String,
}

fn fault(item: Option<Anchor>, kind: Kind, place: &str, found: Found, change: Change) -> HouseFault {
    let key = blake3::hash(format!("{place}\n{}\n{}", found.before, found.after).as_bytes()).to_hex()[..16].to_owned();
    HouseFault { key, item, kind, faults: found.faults, before: found.before, after: found.after, change }
}

/// A sheet as the house writes it, with what changes; `None` where nothing does.
fn mended(sheet: &Sheet, rules: &HouseRules) -> Option<(Sheet, Found)> {
    let (mut new, mut found) = (sheet.clone(), Found { faults: Vec::new(), before: String::new(), after: String::new() });
    for slot in sheet.kind.slots() {
        let said = sheet.get(slot.name);
        let is_text = matches!(slot.shape, Shape::Line | Shape::Text | Shape::Lines) && !NO_WORDS.contains(&slot.name);
        let faults = if is_text { rules.faults(said) } else { Vec::new() };
        if faults.is_empty() {
            continue;
        }
        let after = rules.mended(said);
        new.empty(slot.name);
        new.fill(slot.name, &after).ok()?;
        let gap = if found.before.is_empty() { "" } else { "\n" };
        found.before.push_str(&format!("{gap}{said}"));
        found.after.push_str(&format!("{gap}{after}"));
        found.faults.extend(faults);
    }
    (!found.faults.is_empty()).then_some((new, found))
}
