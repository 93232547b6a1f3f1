//! Money beside what the committee has declared, by source and year.

use hanhdong_domain::{Code, Finding, Language};

use super::super::Asked;
use crate::balance::{self, MoneyRow, percent_of};
use crate::say::say;

/// What is said of money, and what is found.
pub(super) struct Judged {
    pub(super) why: String,
    pub(super) findings: Vec<Finding>,
}

pub(super) fn judge(asked: &Asked<'_>) -> Judged {
    let Some(capacity) = asked.capacity.filter(|it| !it.money.is_empty()) else {
        let why = say!(asked.language, "chưa xét khả năng cân đối vốn vì chưa có số liệu", "money is not judged, no capacity is given");
        return Judged { why, findings: Vec::new() };
    };
    let rows = balance::money(asked.facts, capacity);
    let judged: Vec<&MoneyRow> = rows.iter().filter(|it| it.declared().is_some()).collect();
    let findings: Vec<Finding> = judged.iter().flat_map(|it| over(asked, it)).collect();
    let sum = |of: &dyn Fn(&MoneyRow) -> i64| judged.iter().map(|it| of(it)).fold(0, i64::saturating_add);
    let (demand, there) = (sum(&MoneyRow::demanded), sum(&|it| it.declared().unwrap_or(0)));
    let (asked_for, declared) = (billions(demand, asked.language), billions(there, asked.language));
    let part = percent_of(demand, there).map_or(String::new(), |it| format!(" ({it} %)"));
    let why = say!(
        asked.language,
        "nhu cầu vốn {asked_for} so với khả năng cân đối {declared} tỷ đồng{part} ở các nguồn đã khai",
        "{asked_for} billion đồng are asked for beside {declared} declared{part}, of the sources declared"
    );
    Judged { why, findings }
}

fn over(asked: &Asked<'_>, row: &MoneyRow) -> Vec<Finding> {
    let source = row.source.map_or("", |it| it.label());
    let told = |when: String, demand: i64, there: i64| {
        let (asked_for, declared) = (billions(demand, asked.language), billions(there, asked.language));
        let part = percent_of(demand, there).map_or(String::new(), |it| say!(asked.language, ", bằng {it} %", ", {it} % of it"));
        let message = say!(
            asked.language,
            "{source} {when}: cần {asked_for} tỷ đồng, khả năng cân đối {declared} tỷ đồng{part}",
            "{source} {when}: {asked_for} billion đồng are needed, {declared} were declared{part}"
        );
        let hint = say!(asked.language, "Giãn công trình sang năm khác, tìm nguồn khác, hoặc bớt việc", "Move works to another year, find another source, or take less on");
        asked.whole(Code::Overload, message, hint)
    };
    let mut out: Vec<Finding> = row.over().map(|(year, demand, there)| told(say!(asked.language, "năm {year}", "in {year}"), demand, there)).collect();
    if out.is_empty() {
        // No single year is over, but what has no year yet does not fit any more.
        out.extend(row.over_in_all().map(|(demand, there)| told(say!(asked.language, "cả giai đoạn", "over the whole period"), demand, there)));
    }
    out
}

/// Đồng as billions of đồng, with what decimals it takes.
fn billions(dong: i64, language: Language) -> String {
    let text = hanhdong_domain::text::print_number(rust_decimal::Decimal::new(dong, 9));
    match language {
        Language::Vi => text,
        Language::En => text.replace('.', " ").replace(',', "."),
    }
}
