//! What a document requires beside the units it is required of: who has done what, with which proof (clause I.1-a).

use std::collections::HashMap;

use hanhdong_domain::Date;
use hanhdong_domain::basis::{Cell, Requirement, Tick};
use hanhdong_domain::organisation::{BasisId, FileId, OrganisationAct, PersonId, Unit, UnitId};
use hanhdong_store::basis as memory;
use hanhdong_store::organisation as house;
use hanhdong_store::programme::file_name;

use super::register::BasisOpened;
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// A unit with how it stands.
#[derive(Clone, Debug)]
pub struct Column {
    /// The unit.
    pub unit: Unit,
    /// Its name on the day.
    pub name: String,
    /// May the person tick for it?
    pub may_tick: bool,
    /// A cell for each requirement, in their order.
    pub cells: Vec<Cell>,
}

impl Column {
    /// How many it has done, of how many that are asked of it.
    pub fn count(&self) -> (usize, usize) {
        let asked = self.cells.iter().filter(|it| !matches!(it, Cell::NotJudged(_)));
        (asked.clone().filter(|it| matches!(it, Cell::Ticked(_))).count(), asked.count())
    }
}

/// Requirements and units.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The document.
    pub opened: BasisOpened,
    /// The day on which the units are looked at.
    pub on: Date,
    /// What is required, in its order; without what was taken out.
    pub requirements: Vec<Requirement>,
    /// The units that the person may read about, those above before those below.
    pub columns: Vec<Column>,
    /// Names of those who ticked.
    pub people: HashMap<PersonId, String>,
    /// Names of files that are proofs.
    pub files: HashMap<FileId, String>,
    /// Documents that are proofs, in short.
    pub documents: HashMap<BasisId, String>,
}

impl Matrix {
    /// How many units have done a requirement, of how many that it is asked of.
    pub fn count(&self, row: usize) -> (usize, usize) {
        let cells = self.columns.iter().filter_map(|it| it.cells.get(row)).filter(|it| !matches!(it, Cell::NotJudged(_)));
        (cells.clone().filter(|it| matches!(it, Cell::Ticked(_))).count(), cells.count())
    }
    /// What a tick is proved by, for people.
    pub fn proof(&self, tick: &Tick) -> &str {
        let file = tick.file.as_ref().and_then(|it| self.files.get(it));
        let document = tick.document.as_ref().and_then(|it| self.documents.get(it));
        file.or(document).map_or("", String::as_str)
    }
}

impl App {
    /// What a document requires beside the units in scope on a day: of the person's own organisation and below it.
    pub async fn matrix_of(&self, who: &Who, id: &BasisId, on: Option<Date>) -> Result<Matrix, Refusal> {
        let opened = self.basis(who, id).await?;
        let on = on.unwrap_or_else(|| who.today());
        let requirements: Vec<Requirement> = opened.requirements.iter().filter(|it| !it.is_out).cloned().collect();
        let mut reader = self.read().await?;
        let mut db = reader.db();
        let reach = memory::units_ticking(&mut db, who.id(), who.today(), &opened.basis.organisation).await?;
        let mut units: HashMap<UnitId, Unit> = house::units(&mut db).await?.into_iter().map(|it| (it.id.clone(), it)).collect();
        let mut ticks: HashMap<UnitId, Vec<Tick>> = HashMap::new();
        for tick in memory::ticks(&mut db, id).await? {
            ticks.entry(tick.unit.clone()).or_default().push(tick);
        }
        let own = house::organisations_of(&mut db, who.id(), who.today()).await?;
        let mut columns = Vec::new();
        let (mut people, mut files, mut documents) = (HashMap::new(), HashMap::new(), HashMap::new());
        for unit in reach.iter().filter_map(|it| units.remove(it)).filter(|it| it.exists_on(on)) {
            let ticked = ticks.remove(&unit.id).unwrap_or_default();
            let cells: Vec<Cell> = requirements.iter().map(|it| it.cell(unit.nature, ticked.iter().find(|tick| tick.requirement == it.id), on)).collect();
            for tick in cells.iter().filter_map(|it| if let Cell::Ticked(tick) = it { Some(tick) } else { None }) {
                if !people.contains_key(&tick.by) {
                    people.insert(tick.by.clone(), house::person(&mut db, &tick.by).await?.map(|it| it.name).unwrap_or_default());
                }
                if let Some(id) = &tick.file {
                    files.insert(id.clone(), file_name(&mut db, id).await?.unwrap_or_default());
                }
                if let Some(id) = &tick.document {
                    documents.insert(id.clone(), memory::basis(&mut db, id).await?.map(|it| it.short()).unwrap_or_default());
                }
            }
            let name = if on < who.today() { unit.name_on(on, &house::past(&mut db, &unit.id).await?).to_owned() } else { unit.name.clone() };
            let may_tick = own.contains(&unit.id) && house::standing(&mut db, who.id(), &unit.id, who.today()).await?.may_in_organisation(OrganisationAct::Tick);
            columns.push(Column { unit, name, may_tick, cells });
        }
        Ok(Matrix { opened, on, requirements, columns, people, files, documents })
    }

    /// The matrix as a workbook, in words for people.
    pub fn matrix_file(&self, title: &str, heads: &[String], rows: &[Vec<String>], on: Date) -> Result<Vec<u8>, Refusal> {
        hanhdong_paper::requirements::write(title, heads, rows, on).map_err(|error| Refusal::Fault(error.to_string()))
    }
}
