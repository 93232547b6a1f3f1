//! One page about whether a programme can be done, for the secretary to read and to print.

use axum::extract::State;
use hanhdong_actions::programme::Feasible;
use hanhdong_actions::{Load, MoneyRow, UnknownWhy, percent_of};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{ConditionStatus, Money, Outcome, Target};
use hanhdong_domain::text::print_rounded;
use maud::{Markup, html};
use serde::Deserialize;

use super::leaf::{self, Tab};
use super::outline::first_words;
use super::risks;
use super::show::path_to;
use crate::look::button::{self, Weight};
use crate::look::finding::badge;
use crate::look::meter::meter;
use crate::look::notice;
use crate::look::table::{Row, table};
use crate::problem::{Asker, Problem};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::Words;

/// What was done just now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    done: Option<String>,
}

pub(super) fn path_of(id: &ProgrammeId) -> String {
    format!("/programmes/{id}/feasibility")
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(asked): Ask<Asked>) -> Result<Markup, Problem> {
    let it = web.app.feasible(&who, &id, words.0).await.map_err(|it| asker.problem(it))?;
    let page = Shown { words, id: &id, it: &it };
    let main = html! {
        @match asked.done.as_deref() {
            Some("answered") => (notice::done(&words.say("answer-recorded"), None)),
            Some("taken-back") => (notice::done(&words.say("answer-taken-back"), None)),
            Some(_) | None => {}
        }
        (page.verdict())
        (page.money())
        (page.unknown())
        (page.loads())
        (page.conditions())
        (page.targets())
        (page.alike())
        (risks::section(words, &id, &it))
    };
    Ok(leaf::tab(words, &who, &it.reviewed.opened, Tab::Feasibility, main))
}

/// Đồng in billions, as papers print them.
fn billions(dong: i64) -> String {
    Money(dong).billions()
}

struct Shown<'a> {
    words: Words,
    id: &'a ProgrammeId,
    it: &'a Feasible,
}

impl Shown<'_> {
    /// The verdicts on reality and feasibility, with their reasons.
    fn verdict(&self) -> Markup {
        let (words, report) = (self.words, &self.it.reviewed.report);
        let asked: Vec<&str> = self.it.risks.iter().map(|it| it.finding.clause.as_str()).chain(["I.2.a-2", "I.2.a-3"]).collect();
        html! {
            @for clause in report.clauses.iter().filter(|it| asked.contains(&it.id.as_str())) {
                section.clause { h2 { (badge(words, clause.verdict)) " " span.code { (clause.id) } " " (clause.statement) } p { (clause.why) } }
            }
        }
    }

    fn money(&self) -> Markup {
        let (words, balance) = (self.words, &self.it.balance);
        let years = balance.years();
        let organisation = &self.it.reviewed.opened.row.organisation;
        let declare = format!("/units/{organisation}/capacity");
        let head: Vec<_> = std::iter::once(words.say("capacity-source"))
            .chain(years.iter().map(|it| it.to_string().into()))
            .chain([words.say("feasible-undated"), words.say("feasible-sum")])
            .collect();
        let rows: Vec<Row> = balance.money.iter().map(|it| self.money_row(it, &years)).collect();
        html! {
            section {
                h2 { (words.say("feasible-money")) }
                @if self.it.capacity.money.is_empty() {
                    (notice::empty(&words.say("feasible-no-capacity"), self.it.may_declare.then(|| button::link(&words.say("capacity-declare"), &declare, Weight::Main))))
                } @else {
                    p.hint { (words.say("feasible-money-hint")) }
                }
                @if rows.is_empty() { p { (words.say("feasible-no-money")) } } @else { (table(&words.say("feasible-money"), &head, &rows)) }
                @if self.it.may_declare && !self.it.capacity.money.is_empty() { p { (button::link(&words.say("capacity-change"), &declare, Weight::Plain)) } }
            }
        }
    }

    fn money_row(&self, row: &MoneyRow, years: &[i16]) -> Row {
        let words = self.words;
        let source = words.say(&row.source.map_or("fund-none".to_owned(), |it| format!("fund-{}", it.name())));
        let declared = row.declared();
        let cell = |demand: i64, there: Option<i64>| {
            let is_over = there.is_some_and(|it| it < demand);
            let part = there.and_then(|it| percent_of(demand, it)).filter(|_| is_over);
            html! {
                @if demand == 0 && there.is_none() { "–" } @else { strong { (billions(demand)) } }
                @if let Some(there) = there { " / " (billions(there)) }
                @if is_over { " " span.badge.unmet { @if let Some(part) = part { (part) " %" } @else { (words.say("feasible-over")) } } }
            }
        };
        let of = |year: Option<i16>| row.demand.get(&year).copied().unwrap_or(0);
        let mut cells = vec![html! { (source) }];
        cells.extend(years.iter().map(|it| cell(of(Some(*it)), declared.map(|_| row.capacity.get(it).copied().unwrap_or(0)))));
        cells.push(cell(of(None), None));
        cells.push(cell(row.demanded(), declared));
        Row::of(cells).marked(row.over().next().is_some() || row.over_in_all().is_some())
    }

    fn unknown(&self) -> Markup {
        let (words, balance) = (self.words, &self.it.balance);
        let of = |why: UnknownWhy| balance.unknown.iter().filter(move |it| it.why == why);
        html! {
            section {
                h2 { (words.say("feasible-unknown")) }
                p { (words.with("feasible-unknown-count", &[("count", balance.unknown.len().into()), ("all", balance.items.into())])) }
                @for why in [UnknownWhy::Nothing, UnknownWhy::NoAmount, UnknownWhy::NoSource] {
                    @let count = of(why).count();
                    @if 0 < count {
                        details { summary { (words.with(&format!("unknown-{}", why.name()), &[("count", count.into())])) }
                            ul { @for it in of(why) { li { a href=(path_to(self.id, Some(&it.item))) { (first_words(&it.title)) } } } }
                        }
                    }
                }
            }
        }
    }

    fn loads(&self) -> Markup {
        let (words, loads) = (self.words, &self.it.balance.loads);
        let mut years: Vec<i16> = loads.iter().flat_map(|it| it.quarters.keys().map(|it| it.0)).collect();
        years.sort_unstable();
        years.dedup();
        let full = loads.iter().map(most).max().unwrap_or(1);
        let head: Vec<_> = [words.say("feasible-unit"), words.say("feasible-people"), words.say("feasible-most")]
            .into_iter()
            .chain(years.iter().map(|it| it.to_string().into()))
            .chain([words.say("feasible-without-date")])
            .collect();
        let measure = |load: &Load| {
            let of_person = self.it.capacity.limits.of_person.zip(load.people).map(|(limit, people)| u64::from(limit) * u64::from(people));
            let of_unit = self.it.capacity.limits.of_unit.map(u64::from);
            [of_unit, of_person].into_iter().flatten().min()
        };
        let row = |load: &Load| {
            let most = most(load);
            let mut cells =
                vec![html! { (load.unit) }, html! { @if let Some(people) = load.people { (people) } @else { "–" } }, meter(&most.to_string(), most, full, measure(load))];
            cells.extend(years.iter().map(|year| {
                let counts = (1..=4).map(|quarter| load.quarters.get(&(*year, quarter)).copied().unwrap_or(0).to_string());
                html! { span.quarters { (counts.collect::<Vec<_>>().join(" · ")) } }
            }));
            cells.push(html! { (load.undated) });
            Row::of(cells).marked(measure(load).is_some_and(|it| it < most))
        };
        html! {
            section {
                h2 { (words.say("feasible-loads")) }
                p.hint { (words.say("feasible-loads-hint")) }
                @if loads.is_empty() { p { (words.say("feasible-no-loads")) } }
                @else { (table(&words.say("feasible-loads"), &head, &loads.iter().map(row).collect::<Vec<_>>())) }
            }
        }
    }

    fn conditions(&self) -> Markup {
        let (words, conditions) = (self.words, &self.it.balance.conditions);
        let head = ["feasible-task", "field-condition", "feasible-owner", "feasible-by", "feasible-status", "field-deadline"].map(|it| words.say(it));
        let row = |it: &hanhdong_actions::ConditionDue| {
            let condition = &it.condition;
            let status = match condition.status {
                ConditionStatus::Secured => "condition-secured",
                ConditionStatus::Expected => "condition-expected",
                ConditionStatus::Unknown => "condition-unknown",
            };
            Row::of(vec![
                html! { a href=(path_to(self.id, Some(&it.item))) { (first_words(&it.title)) } },
                html! { (condition.text) },
                html! { (condition.owner.as_deref().unwrap_or("–")) },
                html! { @if condition.by.text.is_empty() { "–" } @else { (condition.by.text) } @if it.is_late { " " span.badge.unmet { (words.say("feasible-late")) } } },
                html! { (words.say(status)) },
                html! { (it.deadline) },
            ])
            .marked(it.is_late)
        };
        // What nobody sees to yet is counted and folded: the printed page holds what can be acted on.
        let is_known = |it: &&hanhdong_actions::ConditionDue| it.condition.owner.is_some() || !it.condition.by.text.is_empty() || it.condition.status != ConditionStatus::Unknown;
        let (known, bare): (Vec<_>, Vec<_>) = conditions.iter().partition(|it| is_known(it));
        let without = conditions.iter().filter(|it| it.condition.owner.is_none() || it.condition.by.text.is_empty()).count();
        html! {
            @if !conditions.is_empty() {
                section {
                    h2 { (words.say("feasible-conditions")) }
                    p { (words.with("feasible-conditions-count", &[("count", conditions.len().into()), ("without", without.into())])) }
                    @if !known.is_empty() { (table(&words.say("feasible-conditions"), &head, &known.into_iter().map(row).collect::<Vec<_>>())) }
                    @if !bare.is_empty() {
                        details { summary { (words.with("feasible-conditions-bare", &[("count", bare.len().into())])) }
                            ul { @for it in bare { li { a href=(path_to(self.id, Some(&it.item))) { (first_words(&it.title)) } ": " (it.condition.text) } } }
                        }
                    }
                }
            }
        }
    }

    /// Targets beside their baseline, the last term and the superior.
    fn targets(&self) -> Markup {
        let words = self.words;
        let head = ["feasible-target", "field-baseline", "field-value", "feasible-needed", "feasible-past", "feasible-outcome", "field-superior"].map(|it| words.say(it));
        let rows: Vec<Row> = self.it.reviewed.opened.programme.targets().filter(|it| !it.is_group()).map(|it| self.target(it)).collect();
        html! {
            @if !rows.is_empty() {
                section {
                    h2 { (words.say("feasible-targets")) }
                    details { summary { (words.with("feasible-targets-see", &[("count", rows.len().into())])) } p.hint { (words.say("feasible-targets-hint")) } (table(&words.say("feasible-targets"), &head, &rows)) }
                }
            }
        }
    }

    fn target(&self, it: &Target) -> Row {
        let words = self.words;
        let pace = it.pace(None);
        let unit = it.unit.as_deref().unwrap_or("");
        let outcome = match it.outcome() {
            Some(Outcome::End(number)) => words.with("outcome-end", &[("number", print_rounded(number).into())]),
            Some(Outcome::Each(number)) => words.with("outcome-each", &[("number", print_rounded(number).into())]),
            Some(Outcome::Total(number)) => words.with("outcome-total", &[("number", print_rounded(number).into())]),
            Some(Outcome::Share(number)) => words.with("outcome-share", &[("number", print_rounded(number).into())]),
            Some(Outcome::By(year)) => words.with("outcome-by", &[("year", year.map(|it| it.to_string()).unwrap_or_default().into())]),
            Some(Outcome::Confirmed(Some(how))) => how.into(),
            Some(Outcome::Confirmed(None)) => words.say("outcome-no-criterion"),
            None => "–".into(),
        };
        Row::of(vec![
            html! { a href=(path_to(self.id, Some(&it.anchor))) { (first_words(&it.name)) } @if !unit.is_empty() { " (" (unit) ")" } },
            html! { @if let Some(base) = it.baseline() { (base.value.text) @if let Some(year) = base.year { " (" (year) ")" } } @else { "–" } },
            html! { (it.value.text) @if let Some(year) = it.horizon { " (" (year) ")" } },
            html! { @if let Some(pace) = pace { (print_rounded(pace.needed)) } @else { "–" } },
            html! { @if let Some(past) = pace.and_then(|it| it.past) { (print_rounded(past)) } @else { "–" } },
            html! { (outcome) },
            html! { (it.superior.as_deref().unwrap_or("–")) },
        ])
    }

    fn alike(&self) -> Markup {
        let words = self.words;
        let head = ["alike-paper", "alike-sentences", "alike-share"].map(|it| words.say(it));
        let row = |(name, it): &(String, hanhdong_actions::Likeness)| {
            let part = percent_of(i64::try_from(it.same).unwrap_or(0), i64::try_from(it.of).unwrap_or(0)).unwrap_or(0);
            Row::of(vec![html! { (name) }, html! { (it.same) "/" (it.of) }, meter(&format!("{part} %"), u64::try_from(part).unwrap_or(0), 100, None)])
        };
        html! {
            section {
                h2 { (words.say("alike-title")) }
                p.hint { (words.say("alike-hint")) }
                @if self.it.alike.is_empty() { p { (words.say("alike-none")) } } @else { (table(&words.say("alike-title"), &head, &self.it.alike.iter().map(row).collect::<Vec<_>>())) }
            }
        }
    }
}

/// The most tasks that a unit has in one quarter.
fn most(load: &Load) -> u64 {
    u64::from(load.quarters.values().copied().max().unwrap_or(0))
}
