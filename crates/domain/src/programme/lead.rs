//! Who leads a task (clause II.2.b-4).

use crate::organisation::{NameKind, classify, split_names};
use crate::text::squeeze;

/// What kind of lead a text names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LeadKind {
    /// At least one named unit.
    Unit,
    /// A person.
    Person,
    /// Nobody in particular.
    Collective,
    /// Nobody.
    #[default]
    None,
}

impl LeadKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            LeadKind::Unit => "unit",
            LeadKind::Person => "person",
            LeadKind::Collective => "collective",
            LeadKind::None => "none",
        }
    }
}

/// The lead of an item, as printed.
#[doc(alias = "chủ trì")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lead {
    /// The printed words.
    text: String,
    names: Vec<String>,
    kind: LeadKind,
}

impl Lead {
    /// Reads the words of a cell or a phrase.
    pub fn parse(text: &str) -> Lead {
        let text = text.lines().map(squeeze).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ");
        let text = text.trim_end_matches(['.', ';', ',']).trim();
        if text.chars().all(|c| !c.is_alphanumeric()) {
            return Lead::default();
        }
        let names = split_names(text);
        let kinds: Vec<NameKind> = names.iter().map(|it| classify(it)).collect();
        let kind = if kinds.contains(&NameKind::Unit) {
            LeadKind::Unit
        } else if kinds.contains(&NameKind::Person) {
            LeadKind::Person
        } else {
            LeadKind::Collective
        };
        Lead { text: text.to_owned(), names, kind }
    }
    /// The printed words; empty where nobody leads.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// The names, as printed, collective ones too.
    pub fn names(&self) -> &[String] {
        &self.names
    }
    /// What kind of lead it is.
    pub fn kind(&self) -> LeadKind {
        self.kind
    }
    /// Nobody at all?
    pub fn is_none(&self) -> bool {
        self.kind == LeadKind::None
    }
    /// The names that are somebody in particular.
    pub fn somebody(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).filter(|it| classify(it) != NameKind::Collective)
    }
    /// Several named leads, and nobody is said to lead among them.
    pub fn is_joint(&self) -> bool {
        self.somebody().count() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Phòng Kinh tế", LeadKind::Unit, 1, false)]
    #[case("Bộ Công an, Bộ Quốc phòng", LeadKind::Unit, 2, true)]
    #[case("VTV, VOV, TTXVN, các địa phương", LeadKind::Unit, 4, true)]
    #[case("Các bộ, ngành, địa phương", LeadKind::Collective, 1, false)]
    #[case("Đồng chí Phó Bí thư Thường trực Đảng uỷ", LeadKind::Person, 1, false)]
    #[case("  - ", LeadKind::None, 0, false)]
    fn a_lead_is_a_unit_a_person_a_collective_or_nobody(#[case] text: &str, #[case] kind: LeadKind, #[case] names: usize, #[case] joint: bool) {
        let lead = Lead::parse(text);
        assert_eq!((lead.kind(), lead.names().len(), lead.is_joint()), (kind, names, joint), "{text}");
    }
}
