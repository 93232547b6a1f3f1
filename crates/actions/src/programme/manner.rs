//! Requirements on the manner of organising, and what carries each out (clause II.2.a-3).

use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Item, Programme, ReportDuty, Requirement};
use hanhdong_domain::{Code, Language};
use hanhdong_store::organisation as house;

use super::edit::{Change, Edited};
use super::reading::Opened;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Letters of a body's name or a time that is typed.
const CHARS_MAX: usize = 200;

/// The requirements of a programme with what carries them out.
pub struct Manner {
    /// The programme.
    pub opened: Opened,
    /// Each requirement, in the order of the paper.
    pub requirements: Vec<CarriedOut>,
    /// The reports that follow, with their periods.
    pub reports: Vec<ReportDuty>,
    /// Bodies that may carry one out: those of the house, and those that the paper names.
    pub bodies: Vec<String>,
}

/// A requirement, and what carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedOut {
    /// The requirement.
    pub requirement: Anchor,
    /// The arrangements that people say carry it out.
    pub by: Vec<Anchor>,
    /// Is anybody, a time or a rhythm to be read, in its own words or in part III?
    pub is_given: bool,
}

impl App {
    /// The requirements on the manner of organising, with what carries each out.
    pub async fn manner(&self, who: &Who, id: &ProgrammeId) -> Result<Manner, Refusal> {
        let reviewed = self.review(who, id, Language::Vi).await?;
        let opened = reviewed.opened;
        let programme = &opened.programme;
        let loose: Vec<&Anchor> = reviewed.report.findings.iter().filter(|it| it.code == Code::MannerUnlinked).filter_map(|it| it.item.as_ref()).collect();
        let carried_out = |it: &Requirement| {
            let by = programme.links.iter().filter(|link| link.to == it.anchor).map(|link| link.from.clone()).collect();
            CarriedOut { requirement: it.anchor.clone(), by, is_given: !loose.contains(&&it.anchor) }
        };
        let requirements = requirements(programme).map(carried_out).collect();
        let mut reader = self.read().await?;
        let mut bodies = house::bodies_of(&mut reader.db(), &opened.row.organisation, who.today()).await?;
        drop(reader);
        for named in programme.assignments() {
            if !bodies.contains(&named.body) {
                bodies.push(named.body);
            }
        }
        let reports = programme.report_duties();
        Ok(Manner { requirements, reports, bodies, opened })
    }

    /// Makes a requirement a duty of a body in part III.
    pub async fn arrange(&self, who: &Who, id: &ProgrammeId, requirement: &Anchor, body: &str, time: &str) -> Result<Edited, Refusal> {
        let line = |field, text: &str, may_be_empty: bool| {
            let text = hanhdong_domain::text::squeeze(&hanhdong_domain::text::nfc(text));
            match text.chars().count() {
                0 if !may_be_empty => Err(Refusal::Field { field, why: "empty" }),
                count if CHARS_MAX < count => Err(Refusal::Field { field, why: "too-long" }),
                _ => Ok(text),
            }
        };
        let change = Change::Arrange { requirement: requirement.clone(), body: line("body", body, false)?, time: line("time", time, true)? };
        self.edit(who, id, change).await
    }
}

fn requirements(programme: &Programme) -> impl Iterator<Item = &Requirement> {
    programme.items().filter_map(|it| match it {
        Item::Requirement(it) => Some(it),
        Item::Goal(_) | Item::Target(_) | Item::Task(_) | Item::KeyWork(_) | Item::Arrangement(_) => None,
    })
}
