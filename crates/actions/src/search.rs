//! Search across everything a person may see. What may be seen is decided by the statements that find; whoever keeps people
//! is asked once more by the rule that opens a person's page.

use std::collections::HashMap;

use hanhdong_domain::Language;
use hanhdong_domain::organisation::{BasisId, PersonId, ProgrammeId, RequirementId, ThreadId, UnitId};
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::Sought;
use hanhdong_store::search::{SearchKind, seek};
use hanhdong_store::{Db, basis, guideline, organisation, programme, publication};

use crate::app::App;
use crate::guideline::BoundText;
use crate::refusal::Refusal;
use crate::who::Who;

/// Items that are shown at once.
const ITEMS_MAX: i64 = 50;
/// Things of any other kind that are shown at once.
const OTHERS_MAX: i64 = 20;
/// Letters of a question that are read.
const LETTERS_MAX: usize = 200;

/// Where a hit stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundAt {
    /// An item of a programme, with the wire name of its kind.
    Item(ProgrammeId, Anchor, String),
    /// A programme.
    Programme(ProgrammeId),
    /// A paper that was issued.
    Issue(ProgrammeId),
    /// A basis document.
    Basis(BasisId),
    /// What a basis document requires.
    Requirement(BasisId),
    /// A clause of a guideline, by the guideline's id.
    Clause(String),
    /// Something said about an item of a draft.
    Comment(ProgrammeId, Anchor),
    /// A unit.
    Unit(UnitId),
    /// A person.
    Person(PersonId),
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub at: FoundAt,
    /// Its code, number or clause.
    pub code: Option<String>,
    /// Its words, whole.
    pub text: String,
    /// What it is part of, by name; empty where it is part of nothing.
    pub of: String,
}

/// What was found of one kind, what is nearest to what was typed first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundGroup {
    /// The name of the kind: items, programmes, issues ...
    pub kind: &'static str,
    /// The hits.
    pub hits: Vec<Hit>,
    /// Were there more than are shown at once?
    pub is_cut: bool,
}

impl App {
    /// Everything that holds what is looked for, kind by kind; kinds of which nothing was found are left out.
    pub async fn seek(&self, who: &Who, typed: &str, language: Language) -> Result<Vec<FoundGroup>, Refusal> {
        let typed: String = typed.chars().take(LETTERS_MAX).collect();
        let sought = Sought::read(&typed);
        let mut groups = Vec::new();
        if sought.is_empty() {
            return Ok(groups);
        }
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let mut add = |kind, (hits, is_cut): (Vec<Hit>, bool)| {
            let mut hits = hits;
            hits.sort_by_key(|it| std::cmp::Reverse(sought.nearness(&typed, &format!("{} {}", it.code.as_deref().unwrap_or(""), it.text))));
            if !hits.is_empty() {
                groups.push(FoundGroup { kind, hits, is_cut });
            }
        };
        add("items", items(&mut db, who, &typed).await?);
        for (kind, name) in [
            (SearchKind::Programme, "programmes"),
            (SearchKind::Issue, "issues"),
            (SearchKind::Basis, "bases"),
            (SearchKind::Requirement, "requirements"),
            (SearchKind::Comment, "comments"),
            (SearchKind::Unit, "units"),
            (SearchKind::Person, "people"),
        ] {
            let mut found = seek(&mut db, kind, who.id(), who.today(), &sought, OTHERS_MAX + 1).await?;
            let is_cut = cut(&mut found, OTHERS_MAX);
            let mut hits = Vec::new();
            for (id, place) in found {
                hits.extend(hit(&mut db, who, kind, &id, place).await?);
            }
            add(name, (hits, is_cut));
        }
        let clauses = self.clauses(&mut db, who, &sought, language).await?;
        add("clauses", clauses);
        Ok(groups)
    }

    /// Clauses of guidelines, in our words or in those of the official text as the person's house handed it in.
    async fn clauses(&self, db: &mut Db<'_>, who: &Who, sought: &Sought, language: Language) -> Result<(Vec<Hit>, bool), Refusal> {
        let mut hits = Vec::new();
        for it in self.guidelines() {
            let title = if language == Language::Vi { it.title.clone() } else { it.title_en.clone() };
            let hit = |code: Option<&str>, text: &str| Hit { at: FoundAt::Clause(it.id.clone()), code: code.map(str::to_owned), text: text.to_owned(), of: title.clone() };
            if sought.is_in(&it.title) || sought.is_in(&it.title_en) {
                hits.push(Hit { of: String::new(), ..hit(it.number.as_deref(), &title) });
            }
            let official = match guideline::text_seen_by(db, who.id(), who.today(), &it.id).await? {
                Some((body, _)) => serde_json::from_str::<Vec<BoundText>>(&body).map_err(|error| Refusal::Fault(error.to_string()))?,
                None => Vec::new(),
            };
            for clause in &it.clauses {
                let said = if language == Language::Vi { &clause.statement_vi } else { &clause.statement_en };
                let own = Some(said.as_str()).filter(|_| sought.is_in(&clause.statement_vi) || sought.is_in(&clause.statement_en) || sought.is_in(&clause.id));
                let printed = || official.iter().find(|text| text.id == clause.id && sought.is_in(&text.text)).map(|it| it.text.as_str());
                hits.extend(own.or_else(printed).map(|text| hit(Some(&clause.id), text)));
            }
        }
        let is_cut = cut(&mut hits, OTHERS_MAX);
        Ok((hits, is_cut))
    }
}

/// Cuts what was asked for once too often; was there more?
fn cut<T>(found: &mut Vec<T>, max: i64) -> bool {
    let max = usize::try_from(max).unwrap_or(0);
    let is_cut = max < found.len();
    found.truncate(max);
    is_cut
}

async fn items(db: &mut Db<'_>, who: &Who, typed: &str) -> Result<(Vec<Hit>, bool), Refusal> {
    let mut found = programme::search(db, who.id(), who.today(), typed, ITEMS_MAX + 1).await?;
    let is_cut = cut(&mut found, ITEMS_MAX);
    let mut ids: Vec<ProgrammeId> = found.iter().map(|it| it.0.clone()).collect();
    ids.sort();
    ids.dedup();
    let titles: HashMap<ProgrammeId, String> = programme::titles(db, &ids).await?.into_iter().collect();
    let hit = |(id, item): (ProgrammeId, programme::ItemLine)| {
        let of = titles.get(&id).cloned().unwrap_or_default();
        // The lead is looked in too: it is shown where the words do not stand in the text.
        let text = if item.lead.is_empty() { item.title } else { format!("{} ({})", item.title, item.lead) };
        Some(Hit { at: FoundAt::Item(id, Anchor::new(&item.anchor)?, item.role), code: item.code, text, of })
    };
    Ok((found.into_iter().filter_map(hit).collect(), is_cut))
}

/// A hit as people read it; `None` where it is not theirs to open after all.
async fn hit(db: &mut Db<'_>, who: &Who, kind: SearchKind, id: &str, place: i64) -> Result<Option<Hit>, Refusal> {
    let plain = |at, text: String| Some(Hit { at, code: None, text, of: String::new() });
    Ok(match kind {
        SearchKind::Programme => {
            let Some(id) = ProgrammeId::parse(id) else { return Ok(None) };
            let owner = match programme::owner(db, &id).await? {
                Some((owner, _)) => organisation::unit(db, &owner).await?.map(|it| it.name).unwrap_or_default(),
                None => return Ok(None),
            };
            programme::titles(db, std::slice::from_ref(&id)).await?.into_iter().next().map(|(id, text)| Hit { at: FoundAt::Programme(id), code: None, text, of: owner })
        }
        SearchKind::Issue => {
            let Some(id) = ProgrammeId::parse(id) else { return Ok(None) };
            publication::issue(db, &id).await?.map(|it| Hit { at: FoundAt::Issue(id), code: Some(it.number), text: format!("{} {}", it.kind, it.title), of: it.issuer })
        }
        SearchKind::Basis => {
            let Some(id) = BasisId::parse(id) else { return Ok(None) };
            basis::basis(db, &id).await?.and_then(|it| plain(FoundAt::Basis(id), it.citation()))
        }
        SearchKind::Requirement => {
            let Some(id) = RequirementId::parse(id) else { return Ok(None) };
            let Some(it) = basis::requirement(db, &id).await? else { return Ok(None) };
            let of = basis::basis(db, &it.basis).await?.map(|it| it.short()).unwrap_or_default();
            Some(Hit { at: FoundAt::Requirement(it.basis), code: Some(it.number.to_string()), text: it.text, of })
        }
        SearchKind::Comment => {
            let Some(id) = ThreadId::parse(id) else { return Ok(None) };
            let Some(thread) = programme::thread(db, &id).await? else { return Ok(None) };
            let line = programme::comments(db, &id).await?.into_iter().find(|it| it.number == place);
            let of = programme::titles(db, std::slice::from_ref(&thread.programme)).await?.into_iter().next().map(|it| it.1).unwrap_or_default();
            line.map(|it| Hit { at: FoundAt::Comment(thread.programme, thread.item), code: None, text: it.words, of })
        }
        SearchKind::Unit => {
            let Some(id) = UnitId::parse(id) else { return Ok(None) };
            organisation::unit(db, &id).await?.and_then(|it| plain(FoundAt::Unit(it.id), it.name))
        }
        SearchKind::Person => {
            let Some(id) = PersonId::parse(id) else { return Ok(None) };
            match crate::organisation::kept(db, who, &id).await {
                Ok(home) => {
                    let of = organisation::unit(db, &home).await?.map(|it| it.name).unwrap_or_default();
                    organisation::person(db, &id).await?.map(|it| Hit { at: FoundAt::Person(it.id), code: None, text: it.name, of })
                }
                Err(Refusal::NotFound | Refusal::NotAllowed) => None,
                Err(refusal) => return Err(refusal),
            }
        }
    })
}
