//! A programme beside its source: for each statement of the source what takes it up, as data for a page. The same
//! reading as the question's, so that page and findings never differ.

use hanhdong_domain::Place;
use hanhdong_domain::programme::{Anchor, Item, Programme};

use super::retrace::{Retrace, retrace};
use super::{Taking, Wanted, carried_out, differences, made, without_source};
use crate::facts::Facts;
use crate::statement::segments;
use crate::text::{Memory, Text};

/// A programme beside the document it carries out.
#[doc(alias = "đối chiếu văn bản nguồn")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Viewpoints, goals, targets and tasks of the source, in its order within each kind.
    pub taken_up: Vec<TakenUp>,
    /// Goals, targets and tasks of the programme without a counterpart in the source.
    pub orphans: Vec<Anchor>,
    /// Figures and years that differ.
    pub figures: Vec<FigureBeside>,
    /// What became of every tie that a person made.
    pub retraced: Vec<Retrace>,
}

/// A statement of the source and what takes it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenUp {
    /// The item of the source.
    pub theirs: Anchor,
    /// The items that people say carry it out; where nobody has said, those about it, most alike first.
    pub by: Vec<Anchor>,
    /// Is it taken up as the clause counts it? A passage may do so where no item does.
    pub is_taken_up: bool,
    /// Has a person said so, or is it only seen by the words?
    pub is_said: bool,
}

/// A figure or a year that differs from the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureBeside {
    /// The item of the programme, where it is one.
    pub ours: Option<Anchor>,
    /// The item of the source, where it is one.
    pub theirs: Option<Anchor>,
    /// Where the source says it.
    pub place: Place,
    /// The figure or year here.
    pub here: String,
    /// The figure or year there.
    pub there: String,
}

/// Items listed beside a statement of the source, at most.
const BY_MAX: usize = 6;

/// Holds a programme beside its source.
pub fn beside(programme: &Programme, source: &Programme) -> Beside {
    let mut memory = Memory::new();
    memory.begin();
    let (ours, theirs) = (Facts::of(programme, &mut memory), Facts::of(source, &mut memory));
    let taking = Taking::of(&ours);
    let Wanted { views, aims, tasks } = Wanted::of(&theirs);
    let retraced = retrace(programme, source);
    let said = carried_out(&retraced);
    let taken = |it: &Item<'_>, loosely: bool| {
        let mut by = said.get(it.anchor()).cloned().unwrap_or_default();
        let is_said = !by.is_empty();
        if !is_said {
            by = taking.takers(it.text(), loosely);
        }
        TakenUp { theirs: it.anchor().clone(), by, is_taken_up: is_said || if loosely { taking.touches(it.text()) } else { taking.takes_up(it.text()) }, is_said }
    };
    let (loosely, closely) = (|it: &Item<'_>| taken(it, true), |it: &Item<'_>| taken(it, false));
    let taken_up = views.iter().map(loosely).chain(aims.iter().chain(&tasks).map(closely)).collect();
    let orphans = without_source(&ours, &theirs, &said).into_iter().map(|it| it.anchor().clone()).collect();
    let (made_here, made_there) = (made(&ours), made(&theirs));
    let anchor = |item: Option<Item<'_>>| item.map(|it| it.anchor().clone());
    let figures = differences(&made_here, &made_there).0;
    let figures = figures.iter().map(|it| {
        let (here, there) = it.words();
        FigureBeside { ours: anchor(it.here.item), theirs: anchor(it.there.item), place: it.there.place.clone(), here, there }
    });
    Beside { taken_up, orphans, figures: figures.collect(), retraced }
}

impl Taking<'_> {
    /// The items that take up a statement, or some sentence of it; the most alike first.
    fn takers(&self, text: &str, loosely: bool) -> Vec<Anchor> {
        let sentences = segments(text).filter(|it| it.split_whitespace().count() >= 4);
        let mut found: Vec<(usize, f64)> = Vec::new();
        for sentence in std::iter::once(text).chain(sentences) {
            let is_about = |it: crate::similar::Likeness| it.is_alike() || (loosely && (it.cover >= 0.25 || it.fit >= 0.5));
            let alike = self.index.alike(Text::new(sentence).words(), 3).into_iter().filter(|it| is_about(it.1));
            found.extend(alike.map(|(number, likeness)| (number, likeness.score())));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut by: Vec<Anchor> = Vec::new();
        for anchor in found.iter().filter_map(|it| self.items.get(it.0).copied().flatten()) {
            if !by.contains(anchor) && by.len() < BY_MAX {
                by.push(anchor.clone());
            }
        }
        by
    }
}
