//! The same statement with another figure: inside one text (contradiction) and against the source (figure-differs).

use std::borrow::Cow;

use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Finding, Place};

use super::Asked;
use crate::facts::Facts;
use crate::say::say;
use crate::similar::{Index, Likeness};
use crate::statement::{Statement, Unit};

/// A statement with a figure and where the paper makes it.
#[derive(Debug)]
pub(super) struct Made<'a> {
    pub(super) statement: Cow<'a, Statement>,
    pub(super) item: Option<Item<'a>>,
    pub(super) place: &'a Place,
    pub(super) text: &'a str,
    /// Is it a target of its own, which states its level plainly?
    pub(super) target: bool,
}

/// Every statement with a figure that a paper makes, targets first.
pub(super) fn made<'a>(facts: &'a Facts<'_>) -> Vec<Made<'a>> {
    let mut out = Vec::new();
    let mut besides = Vec::new();
    for target in &facts.targets {
        let Some(mut own) = Statement::of_target(target.it, target.text.words()) else { continue };
        let made =
            |statement, plainly| Made { statement: Cow::Owned(statement), item: Some(Item::Target(target.it)), place: &target.it.place, text: &target.it.name, target: plainly };
        let said = target.text.statements();
        if let Some(first) = said.iter().position(|it| it.agrees(&own)).filter(|_| said.len() > 1) {
            // A target in prose may say a second figure of its own ("..., trong đó ... chiếm hơn 60%").
            own.words.clone_from(&said[first].words);
            besides.extend(said.iter().enumerate().filter(|(number, _)| *number != first).map(|(_, it)| {
                let years = if it.years.is_empty() { own.years.clone() } else { it.years.clone() };
                made(Statement { years, ..it.clone() }, false)
            }));
        }
        out.push(made(own, true));
    }
    out.extend(besides);
    let goals = facts.goals.iter().map(|it| (Item::Goal(it.it), &it.text));
    let tasks = facts.tasks.iter().map(|it| (Item::Task(it.task()), &it.fact.text));
    for (item, text) in goals.chain(tasks) {
        out.extend(text.statements().iter().map(|it| Made { statement: Cow::Borrowed(it), item: Some(item), place: item.place(), text: item.text(), target: false }));
    }
    for passage in facts.outside() {
        out.extend(passage.text.statements().iter().map(|it| Made { statement: Cow::Borrowed(it), item: None, place: &passage.it.place, text: &passage.it.text, target: false }));
    }
    out
}

/// Are the two the same statement, beyond doubt enough to compare their figures?
pub(super) fn same_statement(likeness: Likeness, left: &Statement, right: &Statement) -> bool {
    const WORDS_MIN: usize = 4;
    let long = left.words.len().min(right.words.len()) >= WORDS_MIN;
    long && likeness.cover.max(likeness.fit) >= 0.72 && likeness.cover.min(likeness.fit) >= 0.3
}

/// Do the figures differ in a way that words cannot explain: another number of the same unit, or another unit?
pub(super) fn figures_differ(left: &Statement, right: &Statement) -> bool {
    let percent_and_point = matches!((left.unit, right.unit), (Unit::Percent, Unit::Point) | (Unit::Point, Unit::Percent));
    if left.agrees(right) {
        return percent_and_point;
    }
    left.unit == right.unit || percent_and_point
}

/// Two places of the text that give one statement different figures for the same year.
pub(super) fn contradictions(asked: &Asked<'_>) -> Vec<Finding> {
    let made = made(asked.facts);
    let targets = made.iter().filter(|it| it.target).count();
    let index = Index::of(made.iter().map(|it| it.statement.words.as_slice()));
    let mut out = Vec::new();
    for (number, one) in made.iter().enumerate().take(targets) {
        for (other, likeness) in index.alike(&one.statement.words, 6) {
            let Some(there) = made.get(other).filter(|_| other > number) else { continue };
            let strict = !there.target || likeness.cover.min(likeness.fit) >= 0.85;
            // Of two figures without a year, one may stand for another year.
            let dated = one.statement.years.is_empty() == there.statement.years.is_empty() || !there.target;
            if strict
                && dated
                && same_statement(likeness, &one.statement, &there.statement)
                && one.statement.same_year(&there.statement)
                && figures_differ(&one.statement, &there.statement)
            {
                let (here, figure) = (&one.statement.figure, &there.statement.figure);
                let line = one.place.line;
                let message = say!(
                    asked.language,
                    "Chỗ này ghi \"{figure}\", còn dòng {line} ghi \"{here}\" cho cùng một nội dung",
                    "Here it says \"{figure}\", line {line} says \"{here}\" of the same thing"
                );
                let hint = say!(asked.language, "Xác định số liệu đúng và sửa cho thống nhất", "Settle which figure is right and make both agree");
                out.push(match there.item {
                    Some(item) => asked.about(Code::Contradiction, item, message, hint),
                    None => asked.at(Code::Contradiction, there.place, there.text, message, hint),
                });
            }
        }
    }
    out
}
