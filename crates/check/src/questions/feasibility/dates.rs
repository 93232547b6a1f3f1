//! Dates that cannot be kept.

use hanhdong_domain::programme::{Deadline, Item, Origin};
use hanhdong_domain::{Code, Date, Finding, Severity};
use jiff::ToSpan;

use super::super::Asked;
use crate::balance::comes_late;
use crate::say::say;
use crate::text::Text;

/// Dates that cannot be kept or lie outside the period, and how many of them are only early.
pub(super) fn misdated_items(asked: &Asked<'_>) -> (Vec<Finding>, usize) {
    let facts = asked.facts;
    let tasks = facts.tasks.iter().map(|it| (Item::Task(it.task()), &it.task().deadline));
    let works = facts.works.iter().map(|it| (Item::KeyWork(it.it), &it.it.schedule));
    let mut out = Vec::new();
    let mut early = 0;
    for (item, deadline) in tasks.chain(works) {
        let Some(finding) = misdated(asked, item, deadline) else { continue };
        early += usize::from(finding.code == Code::OutsideTerm && is_early(asked, deadline));
        out.push(finding);
    }
    (out, early)
}

/// Due after the paper was issued, but before its period begins.
fn is_early(asked: &Asked<'_>, deadline: &Deadline) -> bool {
    let from = asked.facts.programme.document.period.map(|it| it.from);
    deadline.to.is_some_and(|to| from.is_some_and(|from| to.year() < from) && asked.facts.issued_on().is_some_and(|day| day <= to))
}

fn misdated(asked: &Asked<'_>, item: Item<'_>, deadline: &Deadline) -> Option<Finding> {
    let (to, text) = (deadline.to?, &deadline.text);
    if let Some(period) = asked.facts.programme.document.period.filter(|it| to.year() > it.to || to.year() < it.from) {
        let (from, last) = (period.from, period.to);
        return Some(asked.about(
            Code::OutsideTerm,
            item,
            say!(
                asked.language,
                "Thời hạn \"{text}\" nằm ngoài giai đoạn {from} - {last} của chương trình",
                "The time \"{text}\" lies outside the programme's period {from}-{last}"
            ),
            say!(asked.language, "Đưa thời hạn vào trong giai đoạn, hoặc chia phần việc của giai đoạn này", "Bring it inside the period, or take only this period's share"),
        ));
    }
    let day = asked.facts.day(asked.today);
    (to < day).then(|| {
        let on = day.strftime("%d/%m/%Y").to_string();
        asked.about(
            Code::Past,
            item,
            say!(asked.language, "Thời hạn \"{text}\" đã qua so với ngày {on}", "The time \"{text}\" is already past on {on}"),
            say!(asked.language, "Cập nhật thời hạn, hoặc bỏ việc đã làm xong", "Set a new time, or leave out what is done"),
        )
    })
}

/// Tasks due before what they need is there.
pub(super) fn late_conditions(asked: &Asked<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for task in &asked.facts.tasks {
        for condition in task.task().conditions.iter().filter(|it| comes_late(it, &task.task().deadline)) {
            let (own, by, what) = (&task.task().deadline.text, &condition.by.text, &condition.text);
            let owner = condition.owner.as_deref().map_or(String::new(), |it| format!(" ({it})"));
            out.push(asked.about_task(
                Code::Contradiction,
                task,
                say!(
                    asked.language,
                    "Điều kiện \"{what}\"{owner} đến {by} mới có, sau thời hạn \"{own}\" của nhiệm vụ",
                    "The condition \"{what}\"{owner} is there only by {by}, after the task's own \"{own}\""
                ),
                say!(asked.language, "Đẩy sớm điều kiện, hoặc lùi thời hạn của nhiệm vụ", "Have the condition sooner, or the task later"),
            ));
        }
    }
    out
}

/// New works that begin before land and procedure can be through, by the months that the office sets.
pub(super) fn unprepared_works(asked: &Asked<'_>) -> Vec<Finding> {
    const PREPARED: &[&str] = &["da phe duyet", "da giai phong", "da ban giao mat bang", "da co mat bang", "da dau thau", "chuyen tiep"];
    let Some(months) = asked.capacity.and_then(|it| it.limits.preparation_months).filter(|it| 0 < *it) else { return Vec::new() };
    let day = asked.facts.day(asked.today);
    let mut out = Vec::new();
    for work in &asked.facts.works {
        let it = work.it;
        let words = [it.note.as_deref(), it.location.as_deref()].into_iter().flatten().chain([it.name.as_str()]);
        let is_prepared = it.origin == Origin::Continued || words.into_iter().any(|it| Text::new(it).says_any(PREPARED));
        let (Some(start), false) = (latest_start(&it.schedule), is_prepared) else { continue };
        let ready = day.checked_add(i64::from(months).months()).unwrap_or(day);
        if day <= start && start < ready {
            let (text, on) = (&it.schedule.text, day.strftime("%d/%m/%Y").to_string());
            let message = say!(
                asked.language,
                "Công trình khởi công \"{text}\", chưa đủ {months} tháng kể từ {on} cho giải phóng mặt bằng, thủ tục (mức lưu ý của cơ quan)",
                "The work begins \"{text}\", less than {months} months after {on} for land and procedure (the office's own measure)"
            );
            let hint =
                say!(asked.language, "Thêm thời gian chuẩn bị, hoặc ghi rõ mặt bằng, thủ tục đã xong", "Give it time to prepare, or say that land and procedure are through");
            out.push(Finding { severity: Severity::Note, ..asked.about(Code::NoFactor, Item::KeyWork(it), message, hint) });
        }
    }
    out
}

/// The last day on which a work of this schedule can begin: one of 2026-2029 has all of 2026.
fn latest_start(schedule: &Deadline) -> Option<Date> {
    let (from, to) = (schedule.from?, schedule.to?);
    let names_quarter = schedule.text.to_lowercase().contains("quý") || schedule.text.contains('/');
    let year_end = Date::new(from.year(), 12, 31).ok()?;
    let quarter_end = Date::new(from.year(), (from.month() - 1) / 3 * 3 + 3, 1).ok()?.last_of_month();
    Some(if names_quarter { quarter_end } else { year_end }.min(to))
}
