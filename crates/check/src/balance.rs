//! What a programme asks for beside what its committee has: money by source and year, tasks by lead unit and quarter,
//! what is not known yet, conditions with who and when (clauses I.2.a-3, II.2.b-3).
//!
//! Money is whole đồng, and the sums of the years with what has no year are the sum of the resources to the đồng. A
//! resource that names its years is spread over them evenly; one that names none over the years of its item; what an
//! item of no time asks for has no year.

use std::collections::{BTreeMap, HashMap};

use hanhdong_domain::Date;
use hanhdong_domain::programme::{Anchor, Capacity, Condition, ConditionStatus, Deadline, DeadlineKind, FundingSource, Item, Programme, Resource};
use hanhdong_domain::text::fold;

use crate::facts::{Facts, TaskFact};
use crate::hash::Quick;
use crate::text::Memory;

/// A programme beside its committee's capacity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Money by source, the sources in their order, what names none last.
    pub money: Vec<MoneyRow>,
    /// Items whose money is not known, in the order of the paper.
    pub unknown: Vec<Unknown>,
    /// Tasks by lead unit and quarter, by name.
    pub loads: Vec<Load>,
    /// Conditions of tasks, in the order of the paper.
    pub conditions: Vec<ConditionDue>,
    /// Items that are asked for money: tasks and key works.
    pub items: usize,
}

/// Money of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyRow {
    /// Which; `None` where it is not said.
    pub source: Option<FundingSource>,
    /// What is asked for, by year; `None` for what has no year.
    pub demand: BTreeMap<Option<i16>, i64>,
    /// What was declared, by year.
    pub capacity: BTreeMap<i16, i64>,
}

/// An item whose money is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Which.
    pub item: Anchor,
    /// Its first words.
    pub title: String,
    /// What is missing.
    pub why: UnknownWhy,
}

/// What is not known of an item's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownWhy {
    /// No resource at all.
    Nothing,
    /// A resource, but no amount.
    NoAmount,
    /// An amount, but not whose.
    NoSource,
}

impl UnknownWhy {
    /// The name of its message.
    pub const fn name(self) -> &'static str {
        match self {
            UnknownWhy::Nothing => "nothing",
            UnknownWhy::NoAmount => "no-amount",
            UnknownWhy::NoSource => "no-source",
        }
    }
}

/// The tasks that one unit leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Its name as printed first.
    pub unit: String,
    /// Its people, where they were declared.
    pub people: Option<u32>,
    /// How many tasks are due in a quarter (year, quarter from 1).
    pub quarters: BTreeMap<(i16, i8), u32>,
    /// How many have no date.
    pub undated: u32,
}

/// A condition with the task that waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionDue {
    /// The task.
    pub item: Anchor,
    /// Its first words.
    pub title: String,
    /// The condition.
    pub condition: Condition,
    /// The last day of the task, as printed.
    pub deadline: String,
    /// Does it come later than the task?
    pub is_late: bool,
}

impl MoneyRow {
    /// All that is asked for.
    pub fn demanded(&self) -> i64 {
        self.demand.values().fold(0, |sum: i64, it| sum.saturating_add(*it))
    }
    /// All that was declared; `None` where nothing was.
    pub fn declared(&self) -> Option<i64> {
        if self.capacity.is_empty() { None } else { Some(self.capacity.values().fold(0, |sum: i64, it| sum.saturating_add(*it))) }
    }
    /// The years in which more is asked for than was declared: year, demand, capacity.
    pub fn over(&self) -> impl Iterator<Item = (i16, i64, i64)> {
        let declared = !self.capacity.is_empty();
        self.demand.iter().filter_map(move |(year, demand)| {
            let year = (*year)?;
            let there = self.capacity.get(&year).copied().unwrap_or(0);
            (declared && there < *demand).then_some((year, *demand, there))
        })
    }
    /// More in all than in all was declared: demand, capacity.
    pub fn over_in_all(&self) -> Option<(i64, i64)> {
        let (demand, there) = (self.demanded(), self.declared()?);
        (there < demand).then_some((demand, there))
    }
}

impl Balance {
    /// Holds a programme beside a capacity.
    pub fn of(programme: &Programme, capacity: &Capacity) -> Balance {
        let mut memory = Memory::new();
        memory.begin();
        Balance::read(&Facts::of(programme, &mut memory), capacity)
    }

    pub(crate) fn read(facts: &Facts<'_>, capacity: &Capacity) -> Balance {
        let money = money(facts, capacity);
        Balance { money, unknown: unknown(facts), loads: loads(facts, capacity), conditions: conditions(facts), items: facts.tasks.len() + facts.works.len() }
    }
    /// The years of its money, ascending.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.money.iter().flat_map(|it| it.demand.keys().copied().flatten().chain(it.capacity.keys().copied())).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// A percentage in whole numbers; more than all where there is nothing.
pub fn percent_of(demand: i64, capacity: i64) -> Option<i64> {
    if capacity <= 0 { None } else { i64::try_from(i128::from(demand) * 100 / i128::from(capacity)).ok() }
}

type Asked<'a> = (Item<'a>, &'a [Resource], &'a Deadline);

fn asked<'a>(facts: &'a Facts<'a>) -> impl Iterator<Item = Asked<'a>> {
    let tasks = facts.tasks.iter().map(|it| (Item::Task(it.task()), it.task().resources.as_slice(), &it.task().deadline));
    tasks.chain(facts.works.iter().map(|it| (Item::KeyWork(it.it), it.it.resources.as_slice(), &it.it.schedule)))
}

pub(crate) fn money(facts: &Facts<'_>, capacity: &Capacity) -> Vec<MoneyRow> {
    let mut rows: BTreeMap<Option<FundingSource>, MoneyRow> = BTreeMap::new();
    for (_, resources, time) in asked(facts) {
        for resource in resources {
            let Some(amount) = resource.amount else { continue };
            let row = rows.entry(resource.source).or_default();
            for (year, part) in spread(resource, amount.0, time, facts) {
                let cell = row.demand.entry(year).or_default();
                *cell = cell.saturating_add(part);
            }
        }
    }
    for ((source, year), amount) in &capacity.money {
        rows.entry(Some(*source)).or_default().capacity.insert(*year, amount.0);
    }
    let mut rows: Vec<MoneyRow> = rows.into_iter().map(|(source, row)| MoneyRow { source, ..row }).collect();
    // What names no source comes last.
    rows.sort_by_key(|it| (it.source.is_none(), it.source));
    rows
}

/// The years that an amount is spread over, each with its part; the last bears what does not divide.
fn spread(resource: &Resource, amount: i64, time: &Deadline, facts: &Facts<'_>) -> Vec<(Option<i16>, i64)> {
    /// A range of more years than this is a slip of the pen.
    const YEARS_MAX: i16 = 30;
    const MILLION: i64 = 1_000_000;
    let period = facts.period.map(|it| (it.from, it.to));
    let words = fold(&resource.text);
    let each_year = ["/nam", "moi nam", "hang nam"].iter().any(|it| words.contains(it));
    let of_item = || match (time.from, time.to) {
        (Some(from), Some(to)) => Some((from.year(), to.year())),
        (None, Some(to)) => Some((to.year(), to.year())),
        (Some(_) | None, None) => None,
    };
    let within = |(from, to): (i16, i16)| match period.filter(|it| it.0 <= to && from <= it.1) {
        // The programme pays for its own years.
        Some((first, last)) => (from.max(first), to.min(last)),
        None => (from, to),
    };
    let years = resource.years().or_else(|| of_item().map(within)).or(if each_year { period } else { None });
    let Some((from, to)) = years.filter(|(from, to)| from <= to && to - from < YEARS_MAX) else { return vec![(None, amount)] };
    let count = i64::from(to - from) + 1;
    // Whole millions, as people plan; what does not divide is the last year's.
    let whole = if MILLION * count <= amount { amount / count / MILLION * MILLION } else { amount / count };
    let part = if each_year { amount } else { whole };
    let rest = if each_year { 0 } else { amount - part * count };
    (from..=to).map(|year| (Some(year), if year == to { part + rest } else { part })).collect()
}

fn unknown(facts: &Facts<'_>) -> Vec<Unknown> {
    let why = |resources: &[Resource]| {
        let known = |it: &&Resource| it.amount.is_some();
        if resources.is_empty() {
            Some(UnknownWhy::Nothing)
        } else if !resources.iter().any(|it| it.amount.is_some()) {
            Some(UnknownWhy::NoAmount)
        } else {
            resources.iter().filter(known).any(|it| it.source.is_none()).then_some(UnknownWhy::NoSource)
        }
    };
    asked(facts).filter_map(|(item, resources, _)| Some(Unknown { item: item.anchor().clone(), title: crate::say::first_words(item.text()), why: why(resources)? })).collect()
}

/// The quarter a day lies in, from 1.
pub(crate) fn quarter(day: Date) -> i8 {
    (day.month() - 1) / 3 + 1
}

/// Tasks due in a quarter, by lead.
pub(crate) type Due<'a> = HashMap<(&'a str, i16, i8), Vec<&'a TaskFact<'a>>, Quick>;

/// Each lead's tasks by the quarter they are due in.
pub(crate) fn due_by_quarter<'a>(facts: &'a Facts<'a>) -> Due<'a> {
    let mut due: Due<'a> = HashMap::default();
    for task in &facts.tasks {
        let Some(to) = task.task().deadline.to else { continue };
        for lead in task.leads.iter().filter(|it| it.is_somebody()) {
            due.entry((lead.folded.trim(), to.year(), quarter(to))).or_default().push(task);
        }
    }
    due
}

fn loads(facts: &Facts<'_>, capacity: &Capacity) -> Vec<Load> {
    let mut loads: BTreeMap<&str, Load> = BTreeMap::new();
    for task in &facts.tasks {
        for lead in task.leads.iter().filter(|it| it.is_somebody()) {
            let load = loads.entry(lead.folded.trim()).or_insert_with(|| Load { unit: lead.text.clone(), people: capacity.people_of(&lead.text), ..Load::default() });
            match task.task().deadline.to {
                Some(to) => *load.quarters.entry((to.year(), quarter(to))).or_default() += 1,
                None => load.undated += 1,
            }
        }
    }
    loads.into_values().collect()
}

fn conditions(facts: &Facts<'_>) -> Vec<ConditionDue> {
    facts.tasks.iter().flat_map(|task| task.task().conditions.iter().map(move |it| (task, it))).map(|(task, condition)| due(task, condition)).collect()
}

fn due(task: &TaskFact<'_>, condition: &Condition) -> ConditionDue {
    let it = task.task();
    ConditionDue {
        item: it.anchor.clone(),
        title: crate::say::first_words(&it.title),
        condition: condition.clone(),
        deadline: it.deadline.text.clone(),
        is_late: comes_late(condition, &it.deadline),
    }
}

/// Is a condition there only after the task that needs it is due?
pub(crate) fn comes_late(condition: &Condition, task: &Deadline) -> bool {
    let recurs = task.kind == DeadlineKind::Recurring;
    !recurs && condition.status != ConditionStatus::Secured && condition.by.to.zip(task.to).is_some_and(|(by, to)| to < by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Draft;
    use hanhdong_domain::programme::{Money, UnitPeople};
    use proptest::prelude::*;

    fn balance(draft: &Draft, capacity: &Capacity) -> Balance {
        Balance::of(&draft.programme, capacity)
    }

    fn declared(source: FundingSource, cells: &[(i16, i64)]) -> Capacity {
        Capacity { money: cells.iter().map(|(year, dong)| ((source, *year), Money(*dong))).collect(), ..Capacity::default() }
    }

    const BILLION: i64 = 1_000_000_000;

    #[test]
    fn a_hundred_and_thirty_percent_is_seen_with_its_year_and_source() {
        let draft = Draft::new().period(2025, 2030).task("Mở đường", "A", "", "Quý IV/2027").resources("13 tỷ đồng ngân sách xã");
        let found = balance(&draft, &declared(FundingSource::LocalBudget, &[(2027, 10 * BILLION)]));
        let row = found.money.first().expect("a row");
        assert_eq!(row.over().collect::<Vec<_>>(), [(2027, 13 * BILLION, 10 * BILLION)]);
        assert_eq!(row.over_in_all(), Some((13 * BILLION, 10 * BILLION)));
        assert_eq!(percent_of(13 * BILLION, 10 * BILLION), Some(130));
    }

    #[test]
    fn money_without_a_declaration_is_over_nothing() {
        let draft = Draft::new().task("Mở đường", "A", "", "2027").resources("13 tỷ đồng ngân sách tỉnh");
        let found = balance(&draft, &declared(FundingSource::LocalBudget, &[(2027, BILLION)]));
        assert!(found.money.iter().all(|it| it.over().next().is_none() && it.over_in_all().is_none()));
    }

    #[test]
    fn money_is_spread_over_the_years_it_names_or_those_of_its_work() {
        let draft = Draft::new()
            .period(2025, 2030)
            .work("Cầu", "A", "10 tỷ đồng ngân sách xã", "2026-2028")
            .work("Chợ", "A", "Năm 2027: 4 tỷ đồng ngân sách xã", "2026-2028")
            .work("Bến", "A", "1 tỷ đồng ngân sách xã mỗi năm", "2029-2030")
            .work("Ao", "A", "5 tỷ đồng ngân sách xã", "");
        let rows = balance(&draft, &Capacity::default()).money;
        let third = 3_333_000_000;
        let expected =
            [(None, 5 * BILLION), (Some(2026), third), (Some(2027), third + 4 * BILLION), (Some(2028), 10 * BILLION - 2 * third), (Some(2029), BILLION), (Some(2030), BILLION)];
        assert_eq!(rows[0].demand, expected.into_iter().collect());
    }

    #[test]
    fn what_is_unknown_is_told_by_what_is_missing() {
        let draft = Draft::new().task("Một", "A", "", "2027").task("Hai", "A", "", "2027").resources("Ngân sách xã").task("Ba", "A", "", "2027").resources("3 tỷ đồng");
        let found: Vec<_> = balance(&draft, &Capacity::default()).unknown.into_iter().map(|it| (it.title, it.why)).collect();
        assert_eq!(found, [("Một".to_owned(), UnknownWhy::Nothing), ("Hai".to_owned(), UnknownWhy::NoAmount), ("Ba".to_owned(), UnknownWhy::NoSource)]);
    }

    #[test]
    fn a_unit_is_loaded_by_quarter_and_known_by_its_people() {
        let capacity = Capacity { people: vec![UnitPeople { unit: "Phòng Kinh tế".to_owned(), people: 5 }], ..Capacity::default() };
        let draft = Draft::new().task("Một", "Phòng Kinh tế", "", "Quý I/2027").task("Hai", "phòng kinh tế", "", "3/2027").task("Ba", "Phòng Kinh tế", "", "");
        let loads = balance(&draft, &capacity).loads;
        assert_eq!(loads, [Load { unit: "Phòng Kinh tế".to_owned(), people: Some(5), quarters: [((2027, 1), 2)].into(), undated: 1 }]);
    }

    proptest! {
        #[test]
        fn the_years_sum_to_the_resources_to_the_dong(amounts in prop::collection::vec((1i64..1_000_000_000_000, 2025i16..2031, 0i16..5), 1..20)) {
            let draft = amounts.iter().fold(Draft::new().period(2025, 2030), |it, (dong, from, years)| {
                it.work("Cầu", "A", "1 tỷ đồng ngân sách xã", &format!("{from}-{}", from + years)).last_work(|work| work.resources[0].amount = Some(Money(*dong)))
            });
            let rows = balance(&draft, &Capacity::default()).money;
            let asked: i64 = amounts.iter().map(|it| it.0).sum();
            prop_assert_eq!(rows.iter().map(MoneyRow::demanded).sum::<i64>(), asked);
        }
    }
}
