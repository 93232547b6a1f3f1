//! I.2.a-1: close to the document it carries out.
//!
//! With the source at hand: at least 90 % of its goals and targets and 90 % of its tasks are taken up one by one; partly
//! half of all, or of one of the two. Viewpoints and policies are looked at beside it. A figure, unit or year that
//! differs is a finding of its own, and makes the clause unmet only if no other place of the text has it right.
//! Without it: the document is named with number (or exact title and date) and issuer, and its subject runs through.

mod beside;
mod cited;
mod retrace;

use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::{Anchor, GoalKind, Item, PartRole};
use hanhdong_domain::{Code, Finding, Place, Verdict};

use super::figures::{Made, figures_differ, made, same_statement};
use super::{Asked, Said, share};
use crate::facts::{Facts, is_aim};
use crate::say::{percent, say};
use crate::similar::{Index, Likeness};
use crate::statement::{Statement, segments};
use crate::text::Text;
pub use beside::{Beside, FigureBeside, TakenUp, beside};
use retrace::retrace;
pub use retrace::{Now, Retrace};

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    match asked.source {
        Some(source) => against(asked, source),
        None => cited::ask(asked),
    }
}

/// What of the programme can take up a statement of the source.
struct Taking<'a> {
    index: Index,
    places: Vec<&'a Place>,
    /// The item behind each text; a passage has none.
    items: Vec<Option<&'a Anchor>>,
    /// Where the content part begins: the place for what is near to nothing.
    content: Option<&'a Place>,
}

impl<'a> Taking<'a> {
    fn of(facts: &'a Facts<'_>) -> Taking<'a> {
        let mut texts: Vec<(&[u64], &'a Place, Option<&'a Anchor>)> = Vec::new();
        texts.extend(facts.goals.iter().map(|it| (it.text.words(), &it.it.place, Some(&it.it.anchor))));
        texts.extend(facts.targets.iter().map(|it| (it.text.words(), &it.it.place, Some(&it.it.anchor))));
        texts.extend(facts.tasks.iter().map(|it| (it.text().words(), &it.task().place, Some(&it.task().anchor))));
        texts.extend(facts.tasks.iter().flat_map(|it| it.details.iter().map(|detail| (detail.words(), &it.task().place, Some(&it.task().anchor)))));
        texts.extend(facts.works.iter().map(|it| (it.text.words(), &it.it.place, Some(&it.it.anchor))));
        texts.extend(facts.requirements.iter().map(|it| (it.text.words(), &it.it.place, Some(&it.it.anchor))));
        texts.extend(facts.duties.iter().map(|it| (it.text().words(), &it.fact.it.place, Some(&it.fact.it.anchor))));
        texts.extend(facts.passages.iter().map(|it| (it.text.words(), &it.it.place, None)));
        let parts = &facts.programme.parts;
        let content = parts.iter().find(|it| it.role == PartRole::Content).or(parts.first()).map(|it| &it.place);
        let items = texts.iter().map(|it| it.2).collect();
        Taking { index: Index::of(texts.iter().map(|it| it.0)), places: texts.iter().map(|it| it.1).collect(), items, content }
    }
    /// The place nearest in subject, where what is missing would be added.
    fn nearest(&self, text: &str) -> Option<&'a Place> {
        const NEAR: f64 = 0.2;
        let near = self.index.alike(Text::new(text).words(), 1);
        near.first().filter(|(_, it)| it.score() >= NEAR).and_then(|(number, _)| self.places.get(*number).copied()).or(self.content)
    }
    /// Is a statement of the source taken up: at least half of its sentences have a counterpart?
    fn takes_up(&self, text: &str) -> bool {
        let sentences: Vec<&str> = segments(text).filter(|it| it.split_whitespace().count() >= 4).collect();
        let whole = [text];
        let sentences = if sentences.is_empty() { &whole[..] } else { &sentences[..] };
        let taken = sentences.iter().filter(|it| self.index.alike(Text::new(it).words(), 3).iter().any(|(_, it)| it.is_alike())).count();
        taken * 2 >= sentences.len()
    }
    /// Does something take up its subject (viewpoints say it at length and in general)?
    fn touches(&self, text: &str) -> bool {
        self.takes_up(text) || self.index.alike(Text::new(text).words(), 3).iter().any(|(_, it)| it.cover >= 0.25 || it.fit >= 0.5)
    }
    fn len(&self) -> usize {
        self.places.len()
    }
}

/// What of a source asks to be taken up.
struct Wanted<'a> {
    views: Vec<Item<'a>>,
    aims: Vec<Item<'a>>,
    tasks: Vec<Item<'a>>,
}

impl<'a> Wanted<'a> {
    fn of(source: &Facts<'a>) -> Wanted<'a> {
        Wanted {
            views: source.goals.iter().filter(|it| matches!(it.it.kind, GoalKind::Viewpoint | GoalKind::Policy)).map(|it| Item::Goal(it.it)).collect(),
            aims: source.aims_and_levels().map(|it| it.0).collect(),
            tasks: source.tasks.iter().map(|it| Item::Task(it.task())).collect(),
        }
    }
}

fn against(asked: &Asked<'_>, source: &Facts<'_>) -> Said {
    let taking = Taking::of(asked.facts);
    let mut findings = Vec::new();
    let Wanted { views, aims, tasks } = Wanted::of(source);
    let said = carried_out(&retrace(asked.facts.programme, source.programme));
    let mut count = |items: &[Item<'_>], taken: &dyn Fn(&str) -> bool| {
        let (up, not): (Vec<_>, Vec<_>) = items.iter().copied().partition(|it: &Item<'_>| said.contains_key(it.anchor()) || taken(it.text()));
        findings.extend(not.iter().map(|it| not_taken_up(asked, *it, taking.nearest(it.text()))));
        up.len()
    };
    let aims_up = count(&aims, &|it| taking.takes_up(it));
    let tasks_up = count(&tasks, &|it| taking.takes_up(it));
    let views_up = count(&views, &|it| taking.touches(it));
    let (different, unmended) = figures(asked, source);
    findings.extend(different);
    findings.extend(orphans(asked, source, &said));
    let verdict = if taking.len() == 0 || unmended { Verdict::Unmet } else { verdict(asked, (aims_up, aims.len()), (tasks_up, tasks.len())) };
    if aims.is_empty() && tasks.is_empty() {
        let why = say!(asked.language, "Văn bản nguồn chưa đọc được mục tiêu, chỉ tiêu, nhiệm vụ nào để đối chiếu", "No goal, target or task could be read from the source");
        return Said { findings, ..Said::not_judged(why) };
    }
    let (aims, tasks, views_count) = (aims.len(), tasks.len(), views.len());
    let met = percent(asked.number("met"), asked.language);
    let mut why = say!(
        asked.language,
        "{aims_up}/{aims} mục tiêu, chỉ tiêu và {tasks_up}/{tasks} nhiệm vụ của văn bản nguồn được cụ thể hoá, cần từ {met} % mỗi loại",
        "{aims_up}/{aims} goals and targets and {tasks_up}/{tasks} tasks of the source are taken up; {met} % of each are needed"
    );
    if views_count > 0 {
        why.push_str(&say!(
            asked.language,
            "; {views_up}/{views_count} quan điểm, chủ trương có nội dung tương ứng",
            "; {views_up}/{views_count} viewpoints and policies have their subject taken up"
        ));
    }
    if unmended {
        why.push_str(&say!(asked.language, "; có số liệu khác văn bản nguồn mà không chỗ nào ghi đúng", "; a figure differs from the source and no other place has it right"));
    }
    Said { verdict, why, findings }
}

fn verdict(asked: &Asked<'_>, (aims_up, aims): (usize, usize), (tasks_up, tasks): (usize, usize)) -> Verdict {
    let (met, partly) = (asked.number("met"), asked.number("partly"));
    let reached = |up: usize, of: usize, least: f64| of == 0 || share(up, of) >= least;
    if reached(aims_up, aims, met) && reached(tasks_up, tasks, met) {
        return Verdict::Met;
    }
    let half = |up: usize, of: usize| of > 0 && share(up, of) >= partly;
    if half(aims_up + tasks_up, aims + tasks) || half(aims_up, aims) || half(tasks_up, tasks) { Verdict::Partly } else { Verdict::Unmet }
}

/// The finding has no item of the programme: it stands at the top and quotes the source and its line.
fn not_taken_up(asked: &Asked<'_>, item: Item<'_>, place: Option<&Place>) -> Finding {
    let line = item.place().line;
    let kind = match item {
        Item::Goal(goal) if !is_aim(goal.kind) => say!(asked.language, "Quan điểm, chủ trương", "A viewpoint or policy"),
        Item::Goal(_) => say!(asked.language, "Mục tiêu", "A goal"),
        Item::Target(_) => say!(asked.language, "Chỉ tiêu", "A target"),
        Item::Task(_) | Item::KeyWork(_) | Item::Requirement(_) | Item::Arrangement(_) => say!(asked.language, "Nhiệm vụ", "A task"),
    };
    let message = say!(asked.language, "{kind} của văn bản nguồn (dòng {line}) chưa thấy nội dung cụ thể hoá", "{kind} of the source (line {line}) is not taken up");
    let hint = say!(asked.language, "Bổ sung nội dung cụ thể hoá, hoặc ghi lý do chưa đưa vào", "Take it up, or say why not");
    asked.at(Code::NotTakenUp, place.unwrap_or(&Place::default()), item.text(), message, hint)
}

/// A figure or a year that differs from the source.
struct Difference<'a> {
    here: &'a Made<'a>,
    there: &'a Made<'a>,
    /// The figure agrees and the year does not.
    of_year: bool,
}

/// Figures that differ from the source, and whether one of them stands right nowhere in the text.
fn figures(asked: &Asked<'_>, source: &Facts<'_>) -> (Vec<Finding>, bool) {
    let (ours, theirs) = (made(asked.facts), made(source));
    let (differences, unmended) = differences(&ours, &theirs);
    let finding = |it: &Difference<'_>| {
        let line = it.there.place.line;
        let (here, there) = it.words();
        let message = if it.of_year {
            say!(asked.language, "Mốc năm {here} khác văn bản nguồn: {there} (dòng {line})", "The year {here} differs from the source: {there} (line {line})")
        } else {
            say!(asked.language, "Số liệu \"{here}\" khác văn bản nguồn: \"{there}\" (dòng {line})", "The figure \"{here}\" differs from the source: \"{there}\" (line {line})")
        };
        differs(asked, it.here.item, it.here.place, it.here.text, message)
    };
    (differences.iter().map(finding).collect(), unmended)
}

impl Difference<'_> {
    /// What stands here and there.
    fn words(&self) -> (String, String) {
        let years = |years: &[i16]| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let (here, there) = (&self.here.statement, &self.there.statement);
        if self.of_year { (years(&here.years), years(&there.years)) } else { (here.figure.clone(), there.figure.clone()) }
    }
}

fn differences<'a>(ours: &'a [Made<'a>], all_theirs: &'a [Made<'a>]) -> (Vec<Difference<'a>>, bool) {
    let index = Index::of(ours.iter().map(|it| it.statement.words.as_slice()));
    let their_index = Index::of(all_theirs.iter().map(|it| it.statement.words.as_slice()));
    // A figure that another statement of the source has about the same subject is that one's, not a wrong one here.
    // Beside it in one sentence, less likeness will do.
    let is_of_another = |it: &Statement, theirs: &Made<'_>| {
        let near = |likeness: Likeness, other: &Made<'_>| likeness.is_alike() || (std::ptr::eq(other.place, theirs.place) && likeness.cover.max(likeness.fit) >= 0.3);
        let agrees = |other: &Made<'_>| other.statement.agrees(it) && !figures_differ(it, &other.statement);
        their_index.alike(&it.words, 8).iter().any(|(number, likeness)| all_theirs.get(*number).is_some_and(|other| near(*likeness, other) && agrees(other)))
    };
    let mut found = Vec::new();
    let mut unmended = false;
    for theirs in all_theirs {
        let same: Vec<_> = index
            .alike(&theirs.statement.words, 6)
            .into_iter()
            .filter_map(|(number, likeness)| ours.get(number).filter(|it| same_statement(likeness, &theirs.statement, &it.statement)))
            .collect();
        // Statements for the same year are held against each other; one for another year only where no other is there.
        let of_year: Vec<_> = same.iter().copied().filter(|it| it.statement.same_year(&theirs.statement)).collect();
        let right = same.iter().any(|it| it.statement.agrees(&theirs.statement) && !figures_differ(&it.statement, &theirs.statement));
        let wrong: Vec<_> = of_year.iter().copied().filter(|it| figures_differ(&it.statement, &theirs.statement) && !is_of_another(&it.statement, theirs)).collect();
        let other_year = of_year.is_empty() && right;
        unmended |= (!wrong.is_empty() || other_year) && !of_year.iter().any(|it| it.statement.agrees(&theirs.statement));
        found.extend(wrong.into_iter().map(|here| Difference { here, there: theirs, of_year: false }));
        found.extend(same.first().copied().filter(|_| other_year).map(|here| Difference { here, there: theirs, of_year: true }));
    }
    (found, unmended)
}

fn differs(asked: &Asked<'_>, item: Option<Item<'_>>, place: &Place, text: &str, message: String) -> Finding {
    let hint = say!(asked.language, "Đối chiếu văn bản nguồn; nếu chủ động đặt mức khác thì ghi lý do", "Compare with the source; where another level is meant, say why");
    match item {
        Some(item) => asked.about(Code::FigureDiffers, item, message, hint),
        None => asked.at(Code::FigureDiffers, place, text, message, hint),
    }
}

/// Goals, targets and tasks of the programme without a counterpart in the source.
fn orphans(asked: &Asked<'_>, source: &Facts<'_>, said: &CarriedOut) -> Vec<Finding> {
    let orphan = |it: Item<'_>| {
        let message = say!(asked.language, "Chưa thấy nội dung tương ứng trong văn bản nguồn", "No counterpart is found in the source");
        let hint = say!(asked.language, "Ghi mục của văn bản nguồn, hoặc ghi \"mới\" và lý do", "Name the place in the source, or say that it is new and why");
        asked.about(Code::Orphan, it, message, hint)
    };
    without_source(asked.facts, source, said).into_iter().map(orphan).collect()
}

fn without_source<'a>(ours: &Facts<'a>, source: &Facts<'_>, said: &CarriedOut) -> Vec<Item<'a>> {
    let taking = Taking::of(source);
    let aims = ours.aims_and_levels().map(|it| it.0);
    let tasks = ours.tasks.iter().map(|it| Item::Task(it.task()));
    let said: HashSet<&Anchor> = said.values().flatten().collect();
    let is_settled = |it: &Item<'_>| said.contains(it.anchor()) || retrace::is_explained(ours.programme, it.anchor());
    aims.chain(tasks).filter(|it| !is_settled(it) && !taking.touches(it.text())).collect()
}

/// Statements of the source with the items that people say carry them out; ties that the source of now no longer bears are left out.
fn carried_out(retraced: &[Retrace]) -> CarriedOut {
    let mut said = CarriedOut::new();
    for it in retraced {
        if let Some(theirs) = it.now.anchor() {
            said.entry(theirs.clone()).or_default().push(it.item.clone());
        }
    }
    said
}

/// Statements of the source, each with the items that people say carry it out.
type CarriedOut = HashMap<Anchor, Vec<Anchor>>;

#[cfg(test)]
mod tests;
