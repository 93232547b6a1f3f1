//! With what, and under which conditions (clause II.2.b-3).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::text::{fold, parse_number, print_number, squeeze};

/// Money in whole đồng.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// Billions of đồng as papers print them ("12,5"), to the đồng.
    pub fn billions(self) -> String {
        print_number(Decimal::new(self.0, 9))
    }
    /// Reads billions of đồng with up to nine decimals; `None` where it is no such number or no whole đồng.
    pub fn of_billions(text: &str) -> Option<Money> {
        let dong = parse_number(text)?.checked_mul(Decimal::from(1_000_000_000))?;
        if dong.is_integer() { dong.to_i64().map(Money) } else { None }
    }
    /// The first amount that a text names ("3,5 tỷ đồng", "1.200 triệu"); `None` where it names none.
    pub fn find(text: &str) -> Option<Money> {
        let folded = fold(text);
        let mut words = folded.split(|c: char| c.is_whitespace() || c == ';' || c == ':' || c == '(' || c == ')').filter(|it| !it.is_empty()).peekable();
        while let Some(word) = words.next() {
            let Some(number) = parse_number(word.trim_end_matches([',', '.'])) else { continue };
            let mut factor: i64 = 1;
            let mut said = false;
            while let Some(unit) = words.peek().map(|it| it.trim_end_matches([',', '.', ';']).to_owned()) {
                factor = match unit.as_str() {
                    "ngan" if folded.contains("ngan sach") => break,
                    "nghin" | "ngan" => factor.checked_mul(1_000)?,
                    "trieu" | "tr" => factor.checked_mul(1_000_000)?,
                    "ty" | "ti" => factor.checked_mul(1_000_000_000)?,
                    "dong" | "d" | "vnd" => factor,
                    _ => break,
                };
                said = true;
                words.next();
            }
            if said {
                let amount = number.checked_mul(rust_decimal::Decimal::from(factor))?;
                return amount.round().to_i64().map(Money);
            }
        }
        None
    }
}

/// Whose money it is.
#[doc(alias = "nguồn vốn")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FundingSource {
    /// Ngân sách trung ương.
    CentralBudget,
    /// Ngân sách tỉnh.
    ProvincialBudget,
    /// Ngân sách huyện, xã: the issuer's own level.
    LocalBudget,
    /// Ngân sách nhà nước, level not said.
    StateBudget,
    /// ODA.
    Oda,
    /// Doanh nghiệp.
    Business,
    /// Xã hội hoá.
    Social,
    /// Vốn vay, tín dụng.
    Credit,
    /// Another source that is named.
    Other,
}

impl FundingSource {
    /// Every source, the state's first.
    pub const ALL: [FundingSource; 9] = [
        FundingSource::CentralBudget,
        FundingSource::ProvincialBudget,
        FundingSource::LocalBudget,
        FundingSource::StateBudget,
        FundingSource::Oda,
        FundingSource::Business,
        FundingSource::Social,
        FundingSource::Credit,
        FundingSource::Other,
    ];
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<FundingSource> {
        FundingSource::ALL.into_iter().find(|it| it.name() == name)
    }
    /// The source in the words of an office.
    pub const fn label(self) -> &'static str {
        match self {
            FundingSource::CentralBudget => "Ngân sách trung ương",
            FundingSource::ProvincialBudget => "Ngân sách tỉnh",
            FundingSource::LocalBudget => "Ngân sách cấp mình",
            FundingSource::StateBudget => "Ngân sách nhà nước (chưa rõ cấp)",
            FundingSource::Oda => "ODA",
            FundingSource::Business => "Doanh nghiệp",
            FundingSource::Social => "Xã hội hoá",
            FundingSource::Credit => "Tín dụng, vốn vay",
            FundingSource::Other => "Nguồn khác",
        }
    }
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            FundingSource::CentralBudget => "central_budget",
            FundingSource::ProvincialBudget => "provincial_budget",
            FundingSource::LocalBudget => "local_budget",
            FundingSource::StateBudget => "state_budget",
            FundingSource::Oda => "oda",
            FundingSource::Business => "business",
            FundingSource::Social => "social",
            FundingSource::Credit => "credit",
            FundingSource::Other => "other",
        }
    }
    /// The source a text names; `None` where it names none.
    pub fn find(text: &str) -> Option<FundingSource> {
        let names_a_fund = text.to_lowercase().contains("quỹ ");
        let text = fold(text);
        let has = |list: &[&str]| list.iter().any(|it| text.contains(it));
        let budget = has(&["ngan sach", "ns ", "nsnn", "nstw", "nst"]) || text.starts_with("ns");
        if budget && (has(&["trung uong", "nstw"]) || text.contains(" tw")) {
            Some(FundingSource::CentralBudget)
        } else if budget && has(&["tinh", "thanh pho"]) {
            Some(FundingSource::ProvincialBudget)
        } else if budget && has(&["huyen", "xa", "phuong", "dia phuong"]) {
            Some(FundingSource::LocalBudget)
        } else if budget {
            Some(FundingSource::StateBudget)
        } else if text.contains("oda") {
            Some(FundingSource::Oda)
        } else if has(&["doanh nghiep", "nha dau tu", "hop tac cong tu"]) || text.contains("ppp") {
            Some(FundingSource::Business)
        } else if has(&["xa hoi hoa", "dong gop", "huy dong"]) {
            Some(FundingSource::Social)
        } else if has(&["tin dung", "von vay", "ngan hang chinh sach"]) {
            Some(FundingSource::Credit)
        } else if has(&["nguon von", "von dau tu cong", "kinh phi", "nguon thu"]) || names_a_fund {
            Some(FundingSource::Other)
        } else {
            None
        }
    }
}

/// One resource of an item, as printed.
#[doc(alias = "nguồn lực")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The words as printed.
    pub text: String,
    /// The amount, in whole đồng.
    pub amount: Option<Money>,
    /// Whose money, where it is said.
    pub source: Option<FundingSource>,
}

impl Resource {
    /// Reads one resource; `unit` is what a bare number in a column counts (tỷ đồng: 1_000_000_000).
    pub fn parse(text: &str, unit: Option<i64>) -> Resource {
        let text = squeeze(text).trim_end_matches(['.', ';', ',']).to_owned();
        let bare = || parse_number(&text)?.checked_mul(unit?.into())?.round().to_i64().map(Money);
        Resource { amount: Money::find(&text).or_else(bare), source: FundingSource::find(&text), text }
    }
    /// Reads a cell or a phrase that may hold several, divided by semicolons or line breaks.
    pub fn parse_all(text: &str, unit: Option<i64>) -> Vec<Resource> {
        text.split([';', '\n']).filter(|it| it.chars().any(char::is_alphanumeric)).map(|it| Resource::parse(it, unit)).collect()
    }
    /// The years that its words name ("năm 2026", "2026-2028"), first and last; `None` where they name none.
    pub fn years(&self) -> Option<(i16, i16)> {
        let pieces = self.text.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4);
        let years = pieces.filter_map(|it| it.parse::<i16>().ok()).filter(|it| (1990..=2100).contains(it));
        let (first, last) = years.fold((i16::MAX, i16::MIN), |(first, last), it| (first.min(it), last.max(it)));
        (first <= last).then_some((first, last))
    }
    /// Does it say anything that could be counted or asked for: an amount or a source?
    pub fn is_concrete(&self) -> bool {
        self.amount.is_some() || self.source.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("3 tỷ ngân sách xã", Some(3_000_000_000), Some(FundingSource::LocalBudget))]
    #[case("1,5 tỷ đồng", Some(1_500_000_000), None)]
    #[case("Ngân sách tỉnh: 12.500 triệu đồng", Some(12_500_000_000), Some(FundingSource::ProvincialBudget))]
    #[case("2 nghìn tỷ đồng", Some(2_000_000_000_000), None)]
    #[case("Xã hội hoá", None, Some(FundingSource::Social))]
    #[case("Theo quy định", None, None)]
    #[case("NSTW 40 tỷ", Some(40_000_000_000), Some(FundingSource::CentralBudget))]
    fn money_is_read_in_whole_dong_and_its_source_by_name(#[case] text: &str, #[case] dong: Option<i64>, #[case] source: Option<FundingSource>) {
        let resource = Resource::parse(text, None);
        assert_eq!((resource.amount.map(|it| it.0), resource.source), (dong, source), "{text}");
    }

    #[rstest]
    #[case("Năm 2026: 3 tỷ đồng ngân sách xã", Some((2026, 2026)))]
    #[case("12 tỷ đồng ngân sách tỉnh, giai đoạn 2026 - 2028", Some((2026, 2028)))]
    #[case("2.026 triệu đồng", None)]
    #[case("3 tỷ đồng", None)]
    fn money_names_its_years(#[case] text: &str, #[case] years: Option<(i16, i16)>) {
        assert_eq!(Resource::parse(text, None).years(), years, "{text}");
    }

    #[test]
    fn billions_are_exact_to_the_dong_or_nothing() {
        for (text, dong) in [("12,5", Some(12_500_000_000)), ("1.000", Some(1_000_000_000_000)), ("0,000000001", Some(1)), ("0,0000000001", None), ("1,234.5", None), ("-3", None)]
        {
            assert_eq!(Money::of_billions(text), dong.map(Money), "{text}");
        }
        assert_eq!(Money(12_500_000_000).billions(), "12,5");
    }

    #[test]
    fn a_bare_number_counts_in_the_unit_of_its_column() {
        assert_eq!(Resource::parse("12,5", Some(1_000_000_000)).amount, Some(Money(12_500_000_000)));
        assert_eq!(Resource::parse("12,5", None).amount, None);
    }
}
