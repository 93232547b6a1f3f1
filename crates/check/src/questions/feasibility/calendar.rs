//! Deadlines on days on which nobody works: one that only closes a quarter or a month says the quarter, not the day.

use hanhdong_domain::programme::{DeadlineKind, Item};
use hanhdong_domain::{Code, Date, Finding, Language, Severity};

use super::super::Asked;
use crate::holidays::{day_off, working_day_before};
use crate::say::say;

/// Days named one by one; more of them are told together.
const EACH_MAX: usize = 5;

pub(super) fn days_off(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let tasks = facts.tasks.iter().map(|it| (Item::Task(it.task()), &it.task().deadline));
    let works = facts.works.iter().map(|it| (Item::KeyWork(it.it), &it.it.schedule));
    let day_of = |it: &hanhdong_domain::programme::Deadline| it.to.filter(|day| it.kind == DeadlineKind::Day && day.last_of_month() != *day);
    let found: Vec<(Item<'_>, Date, String)> = tasks.chain(works).filter_map(|(item, it)| day_of(it).and_then(|day| Some((item, day, why(asked, day)?)))).collect();
    if EACH_MAX < found.len() {
        let (count, first) = (found.len(), found.iter().take(EACH_MAX).map(|it| it.1.strftime("%d/%m/%Y").to_string()).collect::<Vec<_>>().join(", "));
        let message = say!(asked.language, "{count} thời hạn rơi vào ngày nghỉ ({first} ...)", "{count} deadlines fall on days off ({first} ...)");
        return vec![Finding { severity: Severity::Note, ..asked.whole(Code::Undatable, message, hint(asked, None)) }];
    }
    let told = |(item, day, why): (Item<'_>, Date, String)| {
        let on = day.strftime("%d/%m/%Y").to_string();
        let message = say!(asked.language, "Thời hạn {on} là {why}", "The deadline {on} is {why}");
        Finding { severity: Severity::Note, ..asked.about(Code::Undatable, item, message, hint(asked, working_day_before(day))) }
    };
    found.into_iter().map(told).collect()
}

fn why(asked: &Asked<'_>, day: Date) -> Option<String> {
    let off = day_off(day)?;
    let name = match asked.language {
        Language::Vi => off.vi,
        Language::En => off.en,
    };
    let may_move = if off.is_provisional { say!(asked.language, " (lịch nghỉ năm này chưa có thông báo)", " (that year's notice is not out)") } else { String::new() };
    Some(format!("{name}{may_move}"))
}

fn hint(asked: &Asked<'_>, before: Option<Date>) -> String {
    match before.map(|it| it.strftime("%d/%m/%Y").to_string()) {
        Some(day) => say!(asked.language, "Chọn ngày làm việc, ví dụ {day}", "Take a working day, as {day}"),
        None => say!(asked.language, "Chọn ngày làm việc liền trước", "Take the working day before"),
    }
}
