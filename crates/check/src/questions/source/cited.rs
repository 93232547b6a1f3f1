//! Without the source at hand: is the document named, and does its subject run through the text?

use hanhdong_domain::Verdict;
use hanhdong_domain::text::fold;

use super::super::{Asked, Said};
use crate::facts::Facts;
use crate::say::say;
use crate::text::{find_phrase, says};

/// How a text names the document that it carries out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    Nothing,
    Vague,
    Exact,
}

const PAPERS: &[&str] =
    &["nghi quyet", "chi thi", "ket luan", "bao cao chinh tri", "chien luoc", "quyet dinh", "ke hoach", "chuong trinh hanh dong", "chuong trinh", "de an", "huong dan"];
const CUES: &[&str] = &["thuc hien", "trien khai", "cu the hoa", "the che hoa", "trien khai thuc hien"];

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let texts = named_places(facts);
    let naming = texts.iter().map(|it| naming(it)).max().unwrap_or(Naming::Nothing);
    let places = texts.iter().filter(|it| naming_cues(it)).count();
    let runs = naming == Naming::Exact && subject_runs(facts, &texts, places);
    let verdict = match naming {
        Naming::Exact if runs => Verdict::Met,
        Naming::Exact | Naming::Vague => Verdict::Partly,
        Naming::Nothing => Verdict::Unmet,
    };
    let why = match (naming, runs) {
        (Naming::Exact, true) => say!(
            asked.language,
            "Nêu đủ số (hoặc tên, ngày) và cơ quan ban hành của văn bản được cụ thể hoá; nội dung xuyên suốt văn bản",
            "The document it carries out is named with number and issuer, and its subject runs through the text"
        ),
        (Naming::Exact, false) => {
            say!(asked.language, "Có nêu văn bản được cụ thể hoá nhưng nội dung chưa xuyên suốt", "The document is named, but its subject does not run through the text")
        }
        (Naming::Vague, _) => say!(asked.language, "Văn bản được cụ thể hoá nêu chưa đủ số (hoặc tên, ngày) và cơ quan ban hành", "The document it carries out is named vaguely"),
        (Naming::Nothing, _) => say!(asked.language, "Chưa nêu văn bản được cụ thể hoá", "No document that it carries out is named"),
    };
    Said { verdict, why, findings: Vec::new() }
}

/// Title, opening, goals, requirements and prose, folded but with their marks.
fn named_places(facts: &Facts<'_>) -> Vec<String> {
    let programme = facts.programme;
    let title = programme.document.title.iter().map(String::as_str);
    let opening = programme.opening.iter().map(|it| it.text.as_str());
    let goals = facts.goals.iter().map(|it| it.it.text.as_str());
    let requirements = facts.requirements.iter().map(|it| it.it.text.as_str());
    let prose = facts.passages.iter().map(|it| it.it.text.as_str());
    let duties = facts.duties.iter().map(|it| it.fact.it.duty.as_str());
    title.chain(opening).chain(goals).chain(requirements).chain(prose).chain(duties).map(|it| format!(" {} ", hanhdong_domain::text::squeeze(&fold(it)))).collect()
}

/// "thực hiện Nghị quyết ...": a cue with a paper right after it.
fn naming_cues(text: &str) -> bool {
    named_paper(text).is_some()
}

/// The words from the paper on, where a cue stands right before it.
fn named_paper(text: &str) -> Option<&str> {
    CUES.iter().find_map(|cue| {
        text.match_indices(cue).find_map(|(at, _)| {
            let rest = text.get(at + cue.len()..)?.trim_start();
            let rest = ["day du", "co hieu qua", "hieu qua", "tot", "noi dung", "cac"].iter().fold(rest, |it, word| it.strip_prefix(word).map_or(it, str::trim_start));
            PAPERS.iter().any(|paper| rest.strip_prefix(paper).is_some_and(|tail| tail.starts_with([' ', ',', '.', ';']))).then_some(rest)
        })
    })
}

fn naming(text: &str) -> Naming {
    let Some(paper) = named_paper(text) else {
        // Căn cứ alone names it in passing.
        let passing = text.trim_start().starts_with("can cu") && PAPERS.iter().any(|it| says(text, it));
        return if passing { Naming::Vague } else { Naming::Nothing };
    };
    let near: String = paper.chars().take(220).collect();
    // "Nghị quyết này", "chương trình của đơn vị": the text's own paper, or nothing in particular.
    if PAPERS.iter().any(|it| near.starts_with(&format!("{it} nay"))) {
        return Naming::Nothing;
    }
    let number = near.split([' ', ',', ';', '(']).any(|it| it.starts_with(|c: char| c.is_ascii_digit()) && it.contains(['-', '/']) && it.chars().any(char::is_alphabetic));
    let congress = near.contains("dai hoi") && (near.contains("lan thu") || near.contains("nhiem ky"));
    let dated = near.contains("ngay ") && near.chars().any(|c| c.is_ascii_digit());
    let issuer = near.contains(" cua ") || near.contains("/tw") || near.contains("/tu") || near.contains("/du") || near.contains("/cp") || congress;
    let titled = congress || (dated && near.contains(" ve "));
    if (number || titled) && issuer { Naming::Exact } else { Naming::Vague }
}

/// Does the subject of the named document run through goals, tasks and headings; or is it named in several places?
fn subject_runs(facts: &Facts<'_>, texts: &[String], places: usize) -> bool {
    if places >= 3 {
        return true;
    }
    let subject = texts.iter().filter(|it| naming(it) == Naming::Exact).find_map(|it| {
        let paper = named_paper(it)?;
        let at = find_phrase(paper, "ve")?;
        let words: Vec<&str> = paper.get(at + 2..)?.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).take(24).collect();
        Some(words.windows(2).map(|it| it.join(" ")).collect::<Vec<_>>())
    });
    // A congress resolution is about everything: naming it in title or preamble and again is enough.
    let Some(pairs) = subject else { return places >= 1 };
    let bodies: Vec<&str> =
        facts.tasks.iter().map(|it| it.text().folded()).chain(facts.targets.iter().map(|it| it.text.folded())).chain(facts.headings.iter().map(|it| it.0.folded())).collect();
    let touched = bodies.iter().filter(|text| pairs.iter().any(|pair| says(text, pair))).count();
    touched * 5 >= bodies.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(" thuc hien nghi quyet so 57-nq/tw ngay 22 thang 12 nam 2024 cua bo chinh tri ", Naming::Exact)]
    #[case(" chuong trinh hanh dong thuc hien nghi quyet dai hoi dang bo xa lan thu i, nhiem ky 2025-2030 ", Naming::Exact)]
    #[case(" thuc hien nghi quyet cua cap tren ", Naming::Vague)]
    #[case(" can cu nghi quyet so 57-nq/tw cua bo chinh tri ", Naming::Vague)]
    #[case(" to chuc thuc hien chuong trinh nay ", Naming::Nothing)]
    #[case(" xay dung xa phat trien ", Naming::Nothing)]
    fn a_document_is_named_exactly_vaguely_or_not(#[case] text: &str, #[case] expected: Naming) {
        assert_eq!(naming(text), expected, "{text}");
    }
}
