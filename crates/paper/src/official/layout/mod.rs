//! Layout packs: every number of an official paper's form, as dated data with its source.

mod parts;

use std::sync::LazyLock;

use hanhdong_domain::Date;
use serde::Deserialize;

pub use parts::{
    Accepted, AnnexForm, BodyMetrics, DateForm, DraftPlace, Font, HeadingForm, NumberForm, Numerals, OutlineForm, PackInfo, Page, SignatureForm, TextAlign, TextStyle, Texts,
};

const BUILTIN: [(&str, &str); 3] = [
    ("party-2026", include_str!("../../../layouts/party-2026.toml")),
    ("party-2018", include_str!("../../../layouts/party-2018.toml")),
    ("state-2020", include_str!("../../../layouts/state-2020.toml")),
];

/// The pack of new Party papers: what holds where nothing else is said.
const DEFAULT_ID: &str = "party-2026";

static PACKS: LazyLock<Vec<LayoutPack>> = LazyLock::new(|| BUILTIN.iter().filter_map(|(_, text)| LayoutPack::parse(text).ok()).collect());

/// Why a layout pack is not to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// No built-in pack has this id.
    #[error("không có mẫu thể thức «{0}»; các mẫu có sẵn: party-2026, party-2018, state-2020")]
    Unknown(String),
    /// The text of a pack does not read: line (from 1, 0 where it is not known) and why.
    #[error("mẫu thể thức, dòng {line}: {why}")]
    Bad {
        /// The line, from 1.
        line: u32,
        /// Why, as the parser says it.
        why: String,
    },
}

/// All numbers of the form of a paper under one instrument.
#[doc(alias = "thể thức")]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutPack {
    /// Which instrument, from when, how sure.
    pub pack: PackInfo,
    /// Paper and margins.
    pub page: Page,
    /// The typeface.
    pub font: Font,
    /// Size and weight of every component.
    pub text: Texts,
    /// Metrics of the body.
    pub body: BodyMetrics,
    /// The two columns on top, and what stands under names.
    pub heading: HeadingForm,
    /// Number and symbol.
    pub number: NumberForm,
    /// Zeros in the date line.
    pub date: DateForm,
    /// Marks of the outline.
    pub outline: OutlineForm,
    /// Signature and Nơi nhận.
    pub signature: SignatureForm,
    /// Annexes.
    pub annex: AnnexForm,
}

impl LayoutPack {
    /// Reads the text of a pack; an error says its line.
    pub fn parse(text: &str) -> Result<LayoutPack, LayoutError> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text.bytes().take(span.start).filter(|it| *it == b'\n').count() + 1);
            LayoutError::Bad { line: u32::try_from(line).unwrap_or(0), why: error.message().to_owned() }
        })
    }

    /// A built-in pack.
    pub fn builtin(id: &str) -> Option<&'static LayoutPack> {
        LayoutPack::all().iter().find(|it| it.pack.id == id)
    }

    /// Every built-in pack, the default first.
    pub fn all() -> &'static [LayoutPack] {
        &PACKS
    }

    /// The pack of a paper: what is asked for; else what is in force on the paper's date among the packs of the
    /// guideline's family (Party, where no guideline is given); else the guideline's; else `party-2026`.
    pub fn for_paper(requested: Option<&str>, date: Option<Date>, guideline: Option<&str>) -> Result<&'static LayoutPack, LayoutError> {
        let known = |id: &str| LayoutPack::builtin(id).ok_or_else(|| LayoutError::Unknown(id.to_owned()));
        if let Some(id) = requested {
            return known(id);
        }
        let guided = guideline.and_then(LayoutPack::builtin);
        let family = guided.map_or("party", |it| it.pack.family.as_str());
        let in_force = date.and_then(|day| LayoutPack::all().iter().find(|it| it.pack.family == family && it.in_force_on(day)));
        in_force.or(guided).map_or_else(|| known(DEFAULT_ID), Ok)
    }

    /// Was the instrument in force on that day?
    pub fn in_force_on(&self, day: Date) -> bool {
        self.pack.in_force_from <= day && self.pack.in_force_to.is_none_or(|last| day <= last)
    }

    /// Width between the margins of an annex page on its side, in mm.
    pub fn side_text_width_mm(&self) -> f64 {
        self.page.height_mm - self.annex.inside_mm - self.annex.outside_mm
    }

    /// Is the number behind a key ("page.top_mm") still to be confirmed?
    pub fn is_unverified(&self, key: &str) -> bool {
        self.pack.unverified.iter().any(|it| it == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    #[test]
    fn every_built_in_pack_reads_and_bears_its_own_name() {
        for (id, text) in BUILTIN {
            let pack = LayoutPack::parse(text).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(pack.pack.id, id);
        }
        assert_eq!(LayoutPack::all().len(), BUILTIN.len());
    }

    #[test]
    fn what_is_marked_unverified_names_a_number_of_the_pack() {
        for (id, text) in BUILTIN {
            let table: toml::Table = text.parse().expect("a pack is TOML");
            for key in &LayoutPack::builtin(id).expect("a built-in pack").pack.unverified {
                let (room, name) = key.split_once('.').expect("room and name");
                assert!(table[room].as_table().is_some_and(|it| it.contains_key(name)), "{id}: {key}");
            }
        }
    }

    #[test]
    fn the_two_columns_of_the_heading_and_of_the_signature_fill_the_text_width() {
        for pack in LayoutPack::all() {
            let width = pack.page.text_width_mm();
            assert_eq!((pack.heading.left_mm + pack.heading.right_mm, pack.signature.left_mm + pack.signature.right_mm), (width, width), "{}", pack.pack.id);
        }
    }

    #[rstest]
    #[case(Some("state-2020"), Some(date(2026, 6, 1)), Some("party-2018"), "state-2020")]
    #[case(None, Some(date(2020, 8, 1)), None, "party-2018")]
    #[case(None, Some(date(2026, 5, 26)), None, "party-2018")]
    #[case(None, Some(date(2026, 5, 27)), None, "party-2026")]
    #[case(None, Some(date(2026, 5, 27)), Some("party-2018"), "party-2026")]
    #[case(None, Some(date(2025, 1, 9)), Some("state-2020"), "state-2020")]
    #[case(None, Some(date(2001, 1, 1)), Some("party-2018"), "party-2018")]
    #[case(None, None, Some("state-2020"), "state-2020")]
    #[case(None, None, None, "party-2026")]
    fn the_pack_asked_for_wins_then_the_date_then_the_guideline(#[case] asked: Option<&str>, #[case] day: Option<Date>, #[case] guideline: Option<&str>, #[case] id: &str) {
        assert_eq!(LayoutPack::for_paper(asked, day, guideline).map(|it| it.pack.id.as_str()), Ok(id));
    }

    #[test]
    fn an_unknown_pack_is_refused_by_name_and_a_broken_one_by_line() {
        assert_eq!(LayoutPack::for_paper(Some("party-1998"), None, None), Err(LayoutError::Unknown("party-1998".to_owned())));
        let broken = BUILTIN[0].1.replace("mirrored = true", "mirrored = \"yes\"");
        let line = broken.lines().position(|it| it.starts_with("mirrored")).expect("the line") as u32 + 1;
        assert!(matches!(LayoutPack::parse(&broken), Err(LayoutError::Bad { line: at, .. }) if at == line));
    }
}
