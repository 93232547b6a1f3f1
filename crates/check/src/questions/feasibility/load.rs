//! Too much for one: a lead unit or its people in a quarter, and everything at the end of the year.

use hanhdong_domain::programme::DeadlineKind;
use hanhdong_domain::{Code, Finding, Severity};

use super::super::{Asked, share};
use crate::balance::{due_by_quarter, quarter};
use crate::facts::TaskFact;
use crate::say::{percent, say};

const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];

fn roman(quarter: i8) -> &'static str {
    usize::try_from(quarter - 1).ok().and_then(|it| QUARTERS.get(it)).copied().unwrap_or("I")
}

/// A figure from which on one looks again: the office's, else the guideline's, else none.
fn limit(asked: &Asked<'_>) -> Option<f64> {
    let office = asked.capacity.and_then(|it| it.limits.of_unit).map(f64::from);
    office.or(Some(asked.number("load"))).filter(|it| 0.0 < *it)
}

/// Leads with more tasks due in one quarter than the limit, or more for each of their people than theirs.
pub(super) fn overload(asked: &Asked<'_>) -> Vec<Finding> {
    let (of_unit, of_person) = (limit(asked), asked.capacity.and_then(|it| it.limits.of_person).filter(|it| 0 < *it));
    if of_unit.is_none() && of_person.is_none() {
        return Vec::new();
    }
    let due = due_by_quarter(asked.facts);
    let mut all: Vec<_> = due.into_iter().collect();
    all.sort_unstable_by_key(|it| it.0);
    let mut out = Vec::new();
    for ((lead, year, quarter), tasks) in all {
        let Some(first) = tasks.first() else { continue };
        let name = first.leads.iter().find(|it| it.folded.trim() == lead).map_or(lead, |it| it.text.as_str());
        if let Some(limit) = of_unit.filter(|it| tasks.len() as f64 > *it) {
            out.push(too_much(asked, first, &said(asked, name, &tasks, (year, quarter)), &limit.to_string()));
        }
        let Some((limit, people)) = of_person.zip(asked.capacity.and_then(|it| it.people_of(name))) else { continue };
        if u64::from(limit) * u64::from(people) < tasks.len() as u64 {
            let each = say!(asked.language, ", đơn vị có {people} người", ", the unit has {people} people");
            let limit = say!(asked.language, "{limit} việc mỗi người", "{limit} for each");
            out.push(too_much(asked, first, &format!("{}{each}", said(asked, name, &tasks, (year, quarter))), &limit));
        }
    }
    out
}

fn said(asked: &Asked<'_>, name: &str, tasks: &[&TaskFact<'_>], (year, quarter): (i16, i8)) -> String {
    let (count, quarter) = (tasks.len(), roman(quarter));
    let yearly = tasks.iter().filter(|it| it.task().deadline.kind == DeadlineKind::Year).count();
    let whole_year = if yearly == 0 { String::new() } else { say!(asked.language, ", trong đó {yearly} việc chỉ ghi năm", ", {yearly} of them with only a year") };
    say!(asked.language, "{name} chủ trì {count} việc đến hạn trong quý {quarter}/{year}{whole_year}", "{name} leads {count} tasks due in quarter {quarter} of {year}{whole_year}")
}

fn too_much(asked: &Asked<'_>, first: &TaskFact<'_>, said: &str, limit: &str) -> Finding {
    asked.about_task(
        Code::Overload,
        first,
        say!(asked.language, "{said} (mức lưu ý: trên {limit})", "{said} (limit {limit})"),
        say!(asked.language, "Giãn thời hạn, hoặc giao bớt cho đơn vị khác chủ trì", "Spread the deadlines, or give some to another lead"),
    )
}

/// Years most of whose tasks are due in the last quarter. A task of which only the year is said counts for none.
pub(super) fn crowded_last_quarters(asked: &Asked<'_>) -> Vec<Finding> {
    /// A share of fewer tasks says nothing.
    const TASKS_MIN: usize = 10;
    let limit = asked.number("last_quarter");
    if limit <= 0.0 {
        return Vec::new();
    }
    let chosen = |it: &&TaskFact<'_>| match it.task().deadline.kind {
        DeadlineKind::Day | DeadlineKind::Month | DeadlineKind::Quarter => true,
        DeadlineKind::Year | DeadlineKind::Range | DeadlineKind::Recurring | DeadlineKind::Vague | DeadlineKind::None => false,
    };
    let mut years: std::collections::BTreeMap<i16, (usize, usize)> = std::collections::BTreeMap::new();
    for to in asked.facts.tasks.iter().filter(chosen).filter_map(|it| it.task().deadline.to) {
        let (all, last) = years.entry(to.year()).or_default();
        *all += 1;
        *last += usize::from(quarter(to) == 4);
    }
    let crowded = years.into_iter().filter(|(_, (all, last))| TASKS_MIN <= *all && limit <= share(*last, *all));
    crowded
        .map(|(year, (all, last))| {
            let (part, limit) = (percent(share(last, all), asked.language), percent(limit, asked.language));
            let message = say!(
                asked.language,
                "{last}/{all} việc của năm {year} ({part} %) đến hạn trong quý IV (mức lưu ý: từ {limit} %)",
                "{last} of {all} tasks of {year} ({part} %) are due in the last quarter (from {limit} %)"
            );
            let hint = say!(asked.language, "Giãn thời hạn sang các quý trước", "Spread them over the quarters before");
            Finding { severity: Severity::Note, ..asked.whole(Code::Overload, message, hint) }
        })
        .collect()
}
