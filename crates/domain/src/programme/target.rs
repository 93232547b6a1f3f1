//! Targets: levels to be reached by a year (clause II.2.a-2).

use super::{Anchor, Confidence, Deadline, Form, Lead, TargetValue};
use crate::place::Place;
use crate::text::fold;

/// How binding a level is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttainmentLevel {
    /// Required at least.
    Minimum,
    /// Expected (the plain reading).
    #[default]
    Expected,
    /// To be striven for (phấn đấu).
    Strive,
}

impl AttainmentLevel {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AttainmentLevel::Minimum => "minimum",
            AttainmentLevel::Expected => "expected",
            AttainmentLevel::Strive => "strive",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<AttainmentLevel> {
        [AttainmentLevel::Minimum, AttainmentLevel::Expected, AttainmentLevel::Strive].into_iter().find(|it| it.name() == name)
    }
    /// How binding the words of a target make its level.
    pub fn of_words(text: &str) -> AttainmentLevel {
        let folded = fold(text);
        if folded.contains("phan dau") {
            AttainmentLevel::Strive
        } else if ["toi thieu", "it nhat", "khong duoi", "tro len"].iter().any(|it| folded.contains(it)) {
            AttainmentLevel::Minimum
        } else {
            AttainmentLevel::Expected
        }
    }
}

/// Where a target starts from (số liệu năm gốc).
#[doc(alias = "năm gốc")]
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The year of the figure, where it is said.
    pub year: Option<i16>,
    /// The figure.
    pub value: TargetValue,
    /// Where the figure comes from ("Niên giám thống kê 2025"): without it nobody can look it up.
    #[doc(alias = "nguồn số liệu")]
    pub source: Option<String>,
}

impl Baseline {
    /// Reads one line of a form: "2025: 62 (nguồn: Niên giám thống kê)"; year and source may be missing.
    pub fn parse(line: &str, name: &str, unit: Option<&str>) -> Baseline {
        let (year, rest) = dated(line);
        let (figure, source) = match rest.strip_suffix(')').and_then(|it| it.split_once(SOURCE_OPENS)) {
            Some((figure, source)) if !source.trim().is_empty() => (figure.trim(), Some(source.trim().to_owned())),
            Some(_) | None => (rest, None),
        };
        Baseline { year, value: TargetValue::parse(figure, name, unit), source }
    }
    /// The line that [`Baseline::parse`] reads.
    pub fn printed(&self) -> String {
        let year = self.year.map_or(String::new(), |it| format!("{it}: "));
        let source = self.source.as_deref().map_or(String::new(), |it| format!(" {SOURCE_OPENS} {it})"));
        format!("{year}{}{source}", self.value.text)
    }
}

const SOURCE_OPENS: &str = "(nguồn:";

/// "2025: 62": the year before the colon, where there is one, and the rest.
fn dated(line: &str) -> (Option<i16>, &str) {
    let read = |it: &str| it.trim().parse::<i16>().ok().filter(|it| (1900..=2200).contains(it));
    match line.split_once(':') {
        Some((year, rest)) if read(year).is_some() => (read(year), rest.trim()),
        Some(_) | None => (None, line.trim()),
    }
}

/// One step of a yearly path (phân kỳ).
#[doc(alias = "phân kỳ")]
#[derive(Clone, Debug, PartialEq)]
pub struct YearlyValue {
    /// The year.
    pub year: i16,
    /// The level planned for it.
    pub value: TargetValue,
}

impl YearlyValue {
    /// Reads several of one cell ("2021: 55; 2022: 58"); `None` where a piece of it names no year.
    pub fn parse_all(text: &str, name: &str, unit: Option<&str>) -> Option<Vec<YearlyValue>> {
        let pieces = text.split([';', '\n']).map(str::trim).filter(|it| !it.is_empty());
        pieces.map(dated).map(|(year, rest)| Some(YearlyValue { year: year?, value: TargetValue::parse(rest, name, unit) })).collect()
    }
    /// "2021: 55".
    pub fn printed(&self) -> String {
        format!("{}: {}", self.year, self.value.text)
    }
}

/// A level to be reached.
#[doc(alias = "chỉ tiêu")]
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its identity.
    pub anchor: Anchor,
    /// Its number as printed, without final dot ("11.3").
    pub code: Option<String>,
    /// What is measured; for a target in prose the whole sentence.
    pub name: String,
    /// Unit of measure as printed. `%` and percentage point (điểm %) are different units.
    #[doc(alias = "đơn vị tính")]
    pub unit: Option<String>,
    /// The level at the horizon.
    pub value: TargetValue,
    /// The horizon year the level stands for.
    pub horizon: Option<i16>,
    /// Levels of further years and horizons, ascending (yearly path, outlook).
    pub path: Vec<YearlyValue>,
    /// Where it starts from: one figure or several, as printed.
    pub baselines: Vec<Baseline>,
    /// What was reached in the years of the last term, ascending.
    #[doc(alias = "kết quả nhiệm kỳ trước")]
    pub trend: Vec<YearlyValue>,
    /// The superior's target that it serves, in words with its level ("Chỉ tiêu 4 của tỉnh: 95%").
    #[doc(alias = "chỉ tiêu của cấp trên")]
    pub superior: Option<String>,
    /// How the figure is reckoned, or by what it is confirmed where the level is words.
    #[doc(alias = "cách tính")]
    pub criterion: Option<String>,
    /// How binding the level is.
    pub level: AttainmentLevel,
    /// A schedule of its own.
    pub schedule: Deadline,
    /// Who follows it up and answers for its figure.
    pub lead: Lead,
    /// A remark column, as printed.
    pub note: Option<String>,
    /// Row or prose.
    pub form: Form,
    /// Where it stands.
    pub place: Place,
    /// How sure the reader is.
    pub confidence: Confidence,
}

impl Target {
    /// A target with nothing but its words.
    pub fn named(anchor: Anchor, name: &str) -> Target {
        Target {
            anchor,
            code: None,
            name: name.to_owned(),
            unit: None,
            value: TargetValue::default(),
            horizon: None,
            path: Vec::new(),
            baselines: Vec::new(),
            trend: Vec::new(),
            superior: None,
            criterion: None,
            level: AttainmentLevel::Expected,
            schedule: Deadline::default(),
            lead: Lead::default(),
            note: None,
            form: Form::Row,
            place: Place::default(),
            confidence: Confidence::Sure,
        }
    }
    /// The figure it is held against: that of the latest year.
    pub fn baseline(&self) -> Option<&Baseline> {
        self.baselines.iter().max_by_key(|it| it.year)
    }
    /// Its kind, where its words do not say so.
    pub fn kind_beside_words(&self) -> Option<super::ValueKind> {
        (self.value.kind != self.read(&self.value.text).kind).then_some(self.value.kind)
    }
    /// Reads a figure in its unit and of its name.
    pub fn read(&self, text: &str) -> TargetValue {
        TargetValue::parse(text, &self.name, self.unit.as_deref())
    }
    /// Where the sources of its figures are from, for one cell: the bare source of one baseline, else each with its year.
    pub fn sources_printed(&self) -> String {
        match self.baselines.as_slice() {
            [one] => one.source.clone().unwrap_or_default(),
            several => {
                let said = several.iter().filter_map(|it| Some(format!("{}: {}", it.year?, it.source.as_deref()?)));
                said.collect::<Vec<_>>().join("; ")
            }
        }
    }
    /// Puts the words of that cell to its baselines.
    pub fn set_sources(&mut self, cell: &str) {
        if let [one] = self.baselines.as_mut_slice() {
            one.source = Some(cell.to_owned());
            return;
        }
        for (year, source) in cell.split(';').map(|it| dated(it.trim())) {
            for it in self.baselines.iter_mut().filter(|it| year.is_none() || it.year == year) {
                it.source = Some(source.to_owned());
            }
        }
    }
    /// How binding its own words make its level.
    pub fn level_of_words(&self) -> AttainmentLevel {
        AttainmentLevel::of_words(&format!("{} {}", self.name, self.value.text))
    }
    /// Is there a level that can be measured: a number, a rank, a yes/no milestone?
    pub fn is_measurable(&self) -> bool {
        self.value.is_measurable()
    }
    /// Is it a heading of sub-targets (a number, no level of its own)?
    pub fn is_group(&self) -> bool {
        self.value.text.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn anchor() -> Anchor {
        Anchor::new("c_a").expect("an anchor")
    }

    #[test]
    fn a_baseline_is_read_with_year_and_source_where_they_are_said() {
        for (line, year, figure, source) in [
            ("2025: 62 (nguồn: Niên giám thống kê)", Some(2025), "62", Some("Niên giám thống kê")),
            ("2025: 58,3% (7/12)", Some(2025), "58,3% (7/12)", None),
            ("62", None, "62", None),
            ("13/19 tiêu chí (nguồn: BC số 5: kết quả)", None, "13/19 tiêu chí", Some("BC số 5: kết quả")),
            ("62 (nguồn:)", None, "62 (nguồn:)", None),
        ] {
            let read = Baseline::parse(line, "Thu nhập", None);
            assert_eq!((read.year, read.value.text.as_str(), read.source.as_deref()), (year, figure, source), "{line}");
            assert_eq!(read.printed(), line);
        }
    }

    #[test]
    fn the_latest_baseline_is_the_one_to_be_held_against() {
        let of = |year, text: &str| Baseline { year, value: TargetValue::parse(text, "", None), source: None };
        let target = Target { baselines: vec![of(Some(2025), "62"), of(Some(2020), "40"), of(None, "1")], ..Target::named(anchor(), "Thu nhập") };
        assert_eq!(target.baseline().map(|it| it.value.text.as_str()), Some("62"));
    }

    #[test]
    fn sources_go_into_one_cell_and_back() {
        let of = |year, source: &str| Baseline { year, value: TargetValue::parse("5", "", None), source: Some(source.to_owned()) };
        for baselines in [vec![of(Some(2025), "Niên giám; trang 5")], vec![of(Some(2020), "Báo cáo A"), of(Some(2025), "Báo cáo B")]] {
            let target = Target { baselines, ..Target::named(anchor(), "Thu nhập") };
            let mut back = target.clone();
            back.baselines.iter_mut().for_each(|it| it.source = None);
            back.set_sources(&target.sources_printed());
            assert_eq!(back, target);
        }
    }

    proptest! {
        #[test]
        fn what_a_baseline_prints_is_read_back(year in prop::option::of(1990i16..2060), units in 0i64..1_000_000, scale in 0u32..3, source in prop::option::of("[A-Za-zÀ-ỹ0-9][A-Za-zÀ-ỹ0-9 ]{0,20}[A-Za-z0-9]")) {
            let text = crate::text::print_number(rust_decimal::Decimal::new(units, scale));
            let it = Baseline { year, value: TargetValue::parse(&text, "Sản lượng", Some("tấn")), source };
            prop_assert_eq!(Baseline::parse(&it.printed(), "Sản lượng", Some("tấn")), it);
        }
    }
}
