//! A believable world to try things in: a district of the last term with its issued programme, a commune that drafts
//! for the new term with a few honest holes, a neighbour who must see nothing of it.

use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{Nature, OrgKind, OrgLevel, Role, Unit, UnitKind};
use hanhdong_domain::programme::{Deadline, Lead, Node, Programme};
use hanhdong_paper::notation;
use hanhdong_store::programme as memory;
use hanhdong_store::{Tx, organisation};
use serde_json::json;

use crate::app::{App, new};
use crate::organisation::{NewPerson, NewUnit, enter_unit, open_account};
use crate::programme::begin_in;
use crate::refusal::Refusal;

/// What the world is made of.
#[derive(Clone, Debug)]
pub struct DemoPapers {
    /// The district's programme, in our notation.
    pub district: String,
    /// The commune's, in our notation, whole; the holes are made here.
    pub commune: String,
}

/// An account of the demo world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The name to log in by.
    pub login: &'static str,
    /// Whose it is, for people.
    pub name: &'static str,
    /// What it may do and where.
    pub post: &'static str,
}

/// The accounts, in the order of the levels.
pub const DEMO_ACCOUNTS: [DemoAccount; 7] = [
    DemoAccount { login: "quan-tri", name: "Phạm Thị Mẫu", post: "quản trị hệ thống, Văn phòng Tỉnh uỷ" },
    DemoAccount { login: "vp-tinh", name: "Trần Văn Mẫu", post: "văn phòng, Tỉnh uỷ" },
    DemoAccount { login: "vp-xa", name: "Lê Thị Mẫu", post: "văn phòng, Xã Mẫu A" },
    DemoAccount { login: "soan-thao", name: "Nguyễn Văn Mẫu", post: "soạn thảo, Xã Mẫu A" },
    DemoAccount { login: "soan-thao-2", name: "Hoàng Thị Mẫu", post: "soạn thảo, Xã Mẫu A" },
    DemoAccount { login: "doc-xa", name: "Vũ Văn Mẫu", post: "chỉ đọc, Xã Mẫu A" },
    DemoAccount { login: "vp-phuong", name: "Đỗ Thị Mẫu", post: "văn phòng, Phường Mẫu B" },
];

/// When the communes of today were founded and the districts ended.
const REFORM: Date = Date::constant(2025, 7, 1);

impl App {
    /// Fills an empty database with the demo world; every account has the same password. False where somebody lives
    /// there already.
    pub async fn load_demo(&self, papers: DemoPapers, password: &str) -> Result<bool, Refusal> {
        if organisation::has_accounts(&mut self.read().await?.db()).await? {
            return Ok(false);
        }
        let district = read(&papers.district)?;
        let commune = with_holes(read(&papers.commune)?);
        let hash = self.hash(password).await?;
        let papers = Arc::new((district, commune));
        self.act(move |tx| {
            let (papers, hash) = (papers.clone(), hash.clone());
            Box::pin(async move { build(tx, &papers.0, &papers.1, &hash).await })
        })
        .await?;
        Ok(true)
    }
}

fn read(text: &str) -> Result<Programme, Refusal> {
    Ok(notation::read(text)?)
}

async fn build(tx: &mut Tx<'_>, district_paper: &Programme, commune_paper: &Programme, hash: &str) -> Result<(), Refusal> {
    let (old, new) = ((None, None), (Some(REFORM), None));
    let upper = |kind| committee(OrgLevel::UpperGrassroots, kind);
    let province = unit(tx, "Đảng bộ Tỉnh Mẫu", committee(OrgLevel::Province, OrgKind::Province), None, old).await?;
    let office = unit(tx, "Văn phòng Tỉnh uỷ", body(OrgKind::Office), Some(&province), old).await?;
    let district = unit(tx, "Đảng bộ Huyện Mẫu", upper(OrgKind::District), Some(&province), (None, Some(REFORM))).await?;
    let commune = unit(tx, "Đảng bộ Xã Mẫu A", upper(OrgKind::Commune), Some(&province), new).await?;
    let commune_office = unit(tx, "Văn phòng Đảng uỷ", body(OrgKind::Office), Some(&commune), new).await?;
    let economy = unit(tx, "Phòng Kinh tế", body(OrgKind::Department), Some(&commune), new).await?;
    let ward = unit(tx, "Đảng bộ Phường Mẫu B", upper(OrgKind::Ward), Some(&province), new).await?;
    let places = [
        (&office, vec![Role::Administrator]),
        (&office, vec![Role::Office]),
        (&commune_office, vec![Role::Office]),
        (&commune_office, vec![Role::Drafter]),
        (&economy, vec![Role::Drafter]),
        (&commune, vec![Role::Reader]),
        (&ward, vec![Role::Office]),
    ];
    for (account, (unit, roles)) in DEMO_ACCOUNTS.iter().zip(places) {
        let person = NewPerson { name: account.name.to_owned(), login: account.login.to_owned(), roles };
        open_account(tx, None, unit, &person, hash, REFORM).await?;
    }
    let issued = begin_in(tx, None, new::programme(), district.id, "seed-2020", district_paper, (None, None)).await?;
    let mut row = memory::hold(tx, &issued).await?.ok_or(Refusal::NotFound)?;
    row.issued_on = district_paper.document.date;
    memory::keep(tx, &row).await?;
    let data = json!({ "number": district_paper.document.number, "date": row.issued_on.map(|it| it.to_string()) }).to_string();
    let organisation = row.organisation.clone();
    let event = Event { organisation, by: None, act: Act::ProgrammeIssued, subject: Subject::Programme, subject_id: issued.to_string(), data, state: Some(row.state()) };
    tx.record(&event).await?;
    begin_in(tx, None, new::programme(), commune.id, "seed-2025", commune_paper, (None, None)).await?;
    Ok(())
}

type Is = (UnitKind, Option<OrgLevel>, OrgKind);

fn committee(level: OrgLevel, kind: OrgKind) -> Is {
    (UnitKind::Committee, Some(level), kind)
}

fn body(kind: OrgKind) -> Is {
    (UnitKind::Body, None, kind)
}

async fn unit(tx: &mut Tx<'_>, name: &str, (kind, level, org_kind): Is, above: Option<&Unit>, (founded_on, ended_on): (Option<Date>, Option<Date>)) -> Result<Unit, Refusal> {
    let nature = Nature::of(kind, level, Some(org_kind))?;
    enter_unit(tx, None, &NewUnit { name: name.to_owned(), kind, nature, founded_on, ended_on }, above).await
}

/// The draft as an office would have it some weeks before: not yet numbered, a lead open here, a date there, ties
/// still missing.
fn with_holes(mut draft: Programme) -> Programme {
    draft.document.number = None;
    draft.document.date = None;
    draft.document.draft = Some("Dự thảo lần 1".to_owned());
    let mut tasks = draft.parts.iter_mut().flat_map(|it| &mut it.nodes).filter_map(|it| if let Node::Task(task) = it { Some(task) } else { None });
    if let Some(task) = tasks.nth(1) {
        task.lead = Lead::default();
    }
    if let Some(task) = tasks.nth(2) {
        task.deadline = Deadline::default();
    }
    if let Some(task) = tasks.nth(3) {
        task.lead = Lead::parse("Các cơ quan, đơn vị liên quan");
        task.resources.clear();
    }
    let last = draft.links.last().map(|it| it.to.clone());
    draft.links.retain(|it| Some(&it.to) != last.as_ref());
    draft
}
