//! The documents of the register that a programme rests on (clause P.1): tied by whoever put the citation in, or recognised by
//! number and date, as in a programme that came back from Word.

use std::collections::BTreeMap;

use super::{EditRefusal, Passage, PassageRole, Programme};
use crate::basis::{CitationForm, LegalBasis, Mention};
use crate::organisation::BasisId;
use crate::place::Place;
use crate::text::{fold, squeeze};

/// Documents that one programme may be tied to, at most.
pub const CITED_MAX: usize = 100;
/// Letters of a citation, at most.
const WORDS_CHARS_MAX: usize = 2000;

/// How the programme words what it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// As the register does.
    Same,
    /// It names the document, in other words than the register.
    Differs,
    /// It is tied to it, and no line of its legal basis names it any more.
    Gone,
}

/// A document of the register that a programme cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Which.
    pub basis: BasisId,
    /// Is it tied, or only recognised by number and date?
    pub is_tied: bool,
    /// How it is worded.
    pub wording: Wording,
    /// The line that names it; none where it is gone, or where other text than the legal basis names it.
    pub line: Option<String>,
}

impl Programme {
    /// What it cites of the documents of a register, in their order. A number without a date counts where no other document
    /// of the register bears it.
    pub fn cites(&self, register: &[LegalBasis]) -> Vec<Cited> {
        let lines: Vec<&str> = self.passages().filter(|it| it.role == PassageRole::Basis || is_basis(&it.text)).map(|it| it.text.as_str()).collect();
        register.iter().filter_map(|it| self.cite(it, register, &lines)).collect()
    }

    fn cite(&self, it: &LegalBasis, register: &[LegalBasis], lines: &[&str]) -> Option<Cited> {
        let is_alone =
            || register.iter().all(|other| other.id == it.id || other.number.as_deref().map(crate::basis::number_key) != it.number.as_deref().map(crate::basis::number_key));
        let names = |text: &str| match it.mentioned_in(text) {
            Some(Mention::NumberAndDate) => true,
            Some(Mention::Number) => it.dated.is_none() || is_alone(),
            None => false,
        };
        let tied = self.cited.get(&it.id);
        // As it was put in, else as the register says now, else whichever names it.
        let holds = |words: &str| lines.iter().find(|line| said(line).contains(words));
        let line = tied
            .and_then(|words| holds(&fold(words)))
            .or_else(|| CitationForm::ALL.iter().find_map(|form| holds(&fold(&it.cited_as(*form)))))
            .or_else(|| lines.iter().find(|line| names(line)));
        let wording = match line {
            Some(line) if CitationForm::ALL.iter().any(|form| squeeze(line).contains(&it.cited_as(*form))) => Wording::Same,
            Some(_) => Wording::Differs,
            None if tied.is_some() => Wording::Gone,
            None if self.texts().any(|(text, _)| names(text)) => Wording::Same,
            None => return None,
        };
        Some(Cited { basis: it.id.clone(), is_tied: tied.is_some(), wording, line: line.map(|it| (*it).to_owned()) })
    }

    /// The opening with a document cited in it: in place of the line that names it, else below the last line of the legal
    /// basis. End marks follow.
    pub fn opening_citing(&self, it: &LegalBasis, form: CitationForm, instead_of: Option<&str>) -> Vec<Passage> {
        let mut opening = self.opening.clone();
        match instead_of.and_then(|line| opening.iter_mut().find(|it| it.text == line)) {
            Some(there) => (there.role, there.text) = (PassageRole::Basis, it.line(form, true)),
            None => {
                let at = opening.iter().rposition(|it| it.role == PassageRole::Basis).map_or(0, |at| at + 1);
                opening.insert(at, Passage { role: PassageRole::Basis, text: it.line(form, true), place: Place::default() });
            }
        }
        end_marks(&mut opening, form);
        opening
    }

    /// The opening without a line of its legal basis.
    pub fn opening_without(&self, line: &str, form: CitationForm) -> Vec<Passage> {
        let mut opening = self.opening.clone();
        if let Some(at) = opening.iter().position(|it| it.text == line) {
            opening.remove(at);
            end_marks(&mut opening, form);
        }
        opening
    }

    pub(super) fn apply_cite(&mut self, basis: &BasisId, before: Option<&str>, after: Option<&str>) -> Result<(), EditRefusal> {
        if self.cited.get(basis).map(String::as_str) != before {
            return Err(EditRefusal::Changed);
        }
        apply(&mut self.cited, basis, after)
    }
}

fn apply(cited: &mut BTreeMap<BasisId, String>, basis: &BasisId, after: Option<&str>) -> Result<(), EditRefusal> {
    match after {
        None => drop(cited.remove(basis)),
        Some(words) if words.trim().is_empty() || WORDS_CHARS_MAX < words.chars().count() => return Err(EditRefusal::TieUnfit),
        Some(_) if CITED_MAX <= cited.len() && !cited.contains_key(basis) => return Err(EditRefusal::TooLarge),
        Some(words) => drop(cited.insert(basis.clone(), words.to_owned())),
    }
    Ok(())
}

fn said(line: &str) -> String {
    fold(&squeeze(line))
}

/// Does a paragraph say what the programme rests on?
fn is_basis(text: &str) -> bool {
    let folded: String = fold(text.trim_start_matches(['-', '–', '+', ' '])).chars().take(12).collect();
    folded.starts_with("can cu") || folded.starts_with("thuc hien")
}

/// The last line of the legal basis ends with the mark of the form, those before it with a semicolon; a line that opens a list
/// stays, and so does one that ends as a sentence where the last line does not.
fn end_marks(opening: &mut [Passage], form: CitationForm) {
    let last = opening.iter().rposition(|it| it.role == PassageRole::Basis);
    for (at, it) in opening.iter_mut().enumerate().filter(|it| it.1.role == PassageRole::Basis) {
        let bare = it.text.trim_end_matches([';', ',', ' ', form.last_mark()]);
        if !bare.is_empty() && !bare.ends_with(['.', ':']) {
            it.text = format!("{bare}{}", if Some(at) == last { form.last_mark() } else { ';' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basis::BasisKind;
    use crate::basis::document::tests::{directive, id};
    use crate::programme::Edit;

    fn resting_on(lines: &[&str]) -> Programme {
        let passage = |text: &&str| Passage { role: PassageRole::Basis, text: (*text).to_owned(), place: Place::default() };
        Programme { opening: lines.iter().map(passage).collect(), ..Programme::default() }
    }

    #[test]
    fn a_citation_goes_below_the_others_and_the_end_marks_follow() {
        let mut programme = resting_on(&["- Căn cứ Điều lệ Đảng,"]);
        programme.opening.push(Passage { role: PassageRole::Prose, text: "Ban Chấp hành ban hành:".to_owned(), place: Place::default() });
        let one = directive(1, "2019-05-30");
        let opening = programme.opening_citing(&one, CitationForm::Party, None);
        let texts: Vec<&str> = opening.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["- Căn cứ Điều lệ Đảng;", &one.line(CitationForm::Party, true), "Ban Chấp hành ban hành:"]);
        programme.opening = opening;
        assert_eq!(
            programme.opening_without(&one.line(CitationForm::Party, true), CitationForm::Party).first().map(|it| it.text.clone()),
            Some("- Căn cứ Điều lệ Đảng,".to_owned())
        );
    }

    #[test]
    fn a_plan_of_the_state_cites_as_decree_30_writes_it() {
        let mut plan = Programme::default();
        let decree = LegalBasis {
            kind: BasisKind::Decree,
            number: Some("30/2020/NĐ-CP".to_owned()),
            issuer: "Chính phủ".to_owned(),
            subject: "công tác văn thư".to_owned(),
            ..directive(1, "2020-03-05")
        };
        let law = LegalBasis {
            kind: BasisKind::Law,
            number: Some("72/2025/QH15".to_owned()),
            issuer: "Quốc hội".to_owned(),
            subject: "Tổ chức chính quyền địa phương".to_owned(),
            ..directive(2, "2025-02-16")
        };
        for it in [&law, &decree] {
            plan.opening = plan.opening_citing(it, CitationForm::State, None);
        }
        let texts: Vec<&str> = plan.opening.iter().map(|it| it.text.as_str()).collect();
        let expected = [
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 02 năm 2025;",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
        ];
        assert_eq!(texts, expected);
        assert!(plan.cites(&[decree.clone(), law.clone()]).iter().all(|it| it.wording == Wording::Same));
        let without = plan.opening_without(expected[1], CitationForm::State);
        assert_eq!(without.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 02 năm 2025."]);
    }

    #[test]
    fn what_is_cited_is_known_by_its_tie_and_by_number_and_date_without_one() {
        let register = [directive(1, "2019-05-30"), directive(2, "2024-06-14")];
        let programme = resting_on(&["- Căn cứ Chỉ thị số 35-CT/TW, ngày 14/6/2024 của Bộ Chính trị về đại hội đảng bộ các cấp,"]);
        let cited = programme.cites(&register);
        assert_eq!(cited.iter().map(|it| (it.basis.clone(), it.is_tied, it.wording)).collect::<Vec<_>>(), [(id(2), false, Wording::Same)]);
        let vague = resting_on(&["- Căn cứ Chỉ thị số 35-CT/TW của Bộ Chính trị,"]);
        assert!(vague.cites(&register).is_empty(), "of two nobody can say which");
        assert_eq!(vague.cites(&register[..1]).first().map(|it| it.wording), Some(Wording::Differs));
    }

    #[test]
    fn a_tie_tells_when_the_register_says_otherwise_and_when_the_line_is_gone() {
        let (one, mut programme) = (directive(1, "2019-05-30"), Programme::default());
        programme.opening = programme.opening_citing(&one, CitationForm::Party, None);
        let cite = Edit::Cite { basis: id(1), before: None, after: Some(one.citation()) };
        programme.apply(&cite).expect("not tied yet");
        assert_eq!(programme.apply(&cite), Err(EditRefusal::Changed), "it was seen otherwise");
        let wording = |programme: &Programme, it: &LegalBasis| programme.cites(std::slice::from_ref(it)).first().map(|it| (it.is_tied, it.wording));
        assert_eq!(wording(&programme, &one), Some((true, Wording::Same)));
        let corrected = LegalBasis { number: Some("36-CT/TW".to_owned()), ..one.clone() };
        assert_eq!(wording(&programme, &corrected), Some((true, Wording::Differs)));
        programme.opening = programme.opening_citing(&corrected, CitationForm::Party, programme.cites(std::slice::from_ref(&corrected))[0].line.as_deref());
        assert_eq!(programme.opening.len(), 1, "in its place");
        programme.opening.clear();
        assert_eq!(wording(&programme, &one), Some((true, Wording::Gone)));
        programme.apply(&cite.inverse()).expect("tied as it was put");
        assert_eq!(programme, Programme::default());
    }

    #[test]
    fn a_tie_has_words_and_there_are_not_endlessly_many() {
        let mut programme = Programme::default();
        let cite = |at: u8, words: &str| Edit::Cite { basis: id(at), before: None, after: Some(words.to_owned()) };
        assert_eq!(programme.apply(&cite(1, " ")), Err(EditRefusal::TieUnfit));
        assert_eq!(programme.apply(&cite(1, &"a".repeat(2001))), Err(EditRefusal::TieUnfit));
        for at in 0..100 {
            programme.apply(&cite(at, "Điều lệ Đảng")).expect("there is room");
        }
        assert_eq!(programme.apply(&cite(101, "Điều lệ Đảng")), Err(EditRefusal::TooLarge));
    }
}
