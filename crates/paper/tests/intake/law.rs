//! The law of intake: whatever the layout, every item comes back and none is invented.

use hanhdong_domain::programme::{Item, Lead, Programme};
use hanhdong_domain::text::fold_words;
use hanhdong_paper::intake::import;
use hanhdong_paper::intake::understand::Purpose;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

use crate::draw::{Drawn, drawn};
use crate::lay::{File, Layout, Piece, Wanted, WantedTarget, WantedTask, lay_out, layout};
use crate::print::{file, markdown, tones};

/// Cases of a run unless `HANHDONG_INTAKE_CASES` says otherwise.
const CASES: u32 = 500;

fn config() -> Config {
    let cases = std::env::var("HANHDONG_INTAKE_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(CASES);
    Config { cases, failure_persistence: Some(Box::new(FileFailurePersistence::Direct("proptest-regressions/intake.txt"))), max_shrink_iters: 3_000, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_item_of_any_programme_in_any_layout_is_read_back_and_none_is_invented(drawn in drawn(), layout in layout()) {
        let (wrong, paper, read) = run(&drawn, &layout);
        prop_assert!(wrong.is_empty(), "{}\n----- the paper ({:?}, {:?}) -----\n{paper}\n----- read as -----\n{read}", wrong.join("\n"), layout.file, layout.tasks);
    }
}

/// Prints and reads one case: what went wrong, the paper, and how it was read.
pub(crate) fn run(drawn: &Drawn, layout: &Layout) -> (Vec<String>, String, String) {
    let printed = lay_out(drawn, layout);
    let programme = match import(&file(&printed, layout), Purpose::Programme) {
        Ok(programme) => programme,
        Err(refusal) => return (vec![format!("refused: {refusal}")], markdown(&printed.pieces), String::new()),
    };
    let lost = lost(&printed.pieces, &programme, layout.file);
    let wanted = spelled(printed.wanted, layout);
    let mut wrong = differences(&wanted, &found(&programme, layout.file));
    wrong.extend(lost);
    if wrong.is_empty() {
        return (wrong, String::new(), String::new());
    }
    (wrong, markdown(&printed.pieces), hanhdong_paper::notation::write(&programme))
}

/// Words of the paper that stand nowhere in what was read. Labels, header rows and the reference of an annex are
/// understood, not kept; a list of names comes back without its commas.
fn lost(pieces: &[Piece], programme: &Programme, file: File) -> Vec<String> {
    let words = |text: &str| fold_words(text).into_iter().filter(|it| it != "va").collect::<Vec<_>>().join(" ");
    let read = words(&hanhdong_paper::notation::write(programme).replace("\\n", " "));
    let kept = |text: &str| read.contains(&words(text));
    let mut out = Vec::new();
    for piece in pieces {
        let texts: Vec<&str> = match piece {
            Piece::Line { text, .. }
                if file == File::Xlsx
                    || text.contains(": ")
                    || text.starts_with("Nơi nhận")
                    || text.starts_with("Số ")
                    || text.starts_with("(Kèm theo")
                    || text.contains(", ngày 05 tháng 02")
                    || text.contains("ĐẢNG CỘNG SẢN") =>
            {
                Vec::new()
            }
            Piece::Line { text, .. } => vec![text],
            Piece::Table { header_rows: 0, .. } => Vec::new(),
            Piece::Table { header_rows, rows } => rows[*header_rows..]
                .iter()
                .flatten()
                .flat_map(|it| it.text.split(['\n', ';']))
                .map(|it| it.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ' ')))
                .collect(),
        };
        let alphabetic = |it: &&str| it.chars().filter(|c| c.is_alphabetic()).count() > 2;
        out.extend(texts.into_iter().filter(alphabetic).filter(|it| !kept(it)).map(|it| format!("lost: {it}")));
    }
    out
}

fn lead(lead: &Lead) -> (hanhdong_domain::programme::LeadKind, Vec<String>) {
    (lead.kind(), lead.names().to_vec())
}

/// What was read, in the shape of what was wanted.
fn found(programme: &Programme, file: File) -> Wanted {
    let code = |item: Item<'_>| item.code().map(str::to_owned);
    let mut out = Wanted { number: programme.document.number.clone(), ..Wanted::default() };
    if file == File::Xlsx {
        out.number = None;
    }
    out.recipients = programme.document.recipients.iter().map(|it| it.text.clone()).collect();
    out.goals = programme.goals().map(|it| (it.code.clone(), it.text.clone())).collect();
    out.requirements = programme.requirements().map(|it| (it.code.clone(), it.text.clone())).collect();
    out.duties = programme.arrangements().map(|it| (code(Item::Arrangement(it)), it.unit.clone(), it.duty.clone())).collect();
    out.targets = programme
        .targets()
        .map(|it| WantedTarget {
            code: it.code.clone(),
            name: it.name.clone(),
            number: it.value.number.map(|it| it.normalize().to_string()),
            kind: it.value.kind,
            horizon: it.horizon,
            baseline: it.baseline().and_then(|it| it.value.number).map(|it| it.normalize().to_string()),
            path: it.path.iter().map(|it| (it.year, it.value.text.clone())).collect(),
            lead: lead(&it.lead),
        })
        .collect();
    out.tasks = programme
        .tasks()
        .map(|it| WantedTask {
            code: it.code.clone(),
            title: it.title.clone(),
            details: it.details.clone(),
            lead: lead(&it.lead),
            coordinators: it.coordinators.clone(),
            deliverable: it.deliverable.clone(),
            deadline: (it.deadline.kind, it.deadline.to.map(|it| it.to_string())),
            amounts: it.resources.iter().filter_map(|it| it.amount).map(|it| it.0).collect(),
            note: it.note.clone(),
        })
        .collect();
    out.works = programme
        .key_works()
        .map(|it| {
            let amounts = it.resources.iter().filter_map(|it| it.amount).map(|it| it.0).collect();
            (it.code.clone(), it.name.clone(), it.location.clone(), it.lead.names().to_vec(), it.schedule.to.map(|it| it.to_string()), amounts)
        })
        .collect();
    out
}

/// What is wanted, in the spelling of the layout.
fn spelled(mut wanted: Wanted, layout: &Layout) -> Wanted {
    let respell = |it: &mut String| *it = tones(it, layout);
    let all = |list: &mut Vec<String>| list.iter_mut().for_each(respell);
    all(&mut wanted.recipients);
    wanted.goals.iter_mut().chain(wanted.requirements.iter_mut()).for_each(|it| respell(&mut it.1));
    for (_, unit, duty) in &mut wanted.duties {
        unit.iter_mut().for_each(respell);
        respell(duty);
    }
    for target in &mut wanted.targets {
        respell(&mut target.name);
        all(&mut target.lead.1);
    }
    for task in &mut wanted.tasks {
        respell(&mut task.title);
        all(&mut task.details);
        all(&mut task.lead.1);
        all(&mut task.coordinators);
        task.deliverable.iter_mut().for_each(respell);
        task.note.iter_mut().for_each(respell);
    }
    for work in &mut wanted.works {
        respell(&mut work.1);
        work.2.iter_mut().for_each(respell);
        all(&mut work.3);
    }
    wanted
}

fn differences(wanted: &Wanted, got: &Wanted) -> Vec<String> {
    fn list<T: PartialEq + std::fmt::Debug>(what: &str, wanted: &[T], got: &[T], out: &mut Vec<String>) {
        for n in 0..wanted.len().max(got.len()) {
            match (wanted.get(n), got.get(n)) {
                (Some(left), Some(right)) if left == right => {}
                (left, right) => {
                    out.push(format!("{what} {n}:\n  wanted {left:?}\n  got    {right:?}"));
                    return;
                }
            }
        }
    }
    let mut out = Vec::new();
    list("number", wanted.number.as_slice(), got.number.as_slice(), &mut out);
    list("recipient", &wanted.recipients, &got.recipients, &mut out);
    list("goal", &wanted.goals, &got.goals, &mut out);
    list("target", &wanted.targets, &got.targets, &mut out);
    list("requirement", &wanted.requirements, &got.requirements, &mut out);
    list("task", &wanted.tasks, &got.tasks, &mut out);
    list("work", &wanted.works, &got.works, &mut out);
    list("duty", &wanted.duties, &got.duties, &mut out);
    out
}
