//! With what, and under which conditions (clause II.2.b-3).

use rust_decimal::prelude::ToPrimitive;

use crate::place::Place;
use crate::text::{fold, parse_number, squeeze};

/// Money in whole đồng.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
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
    /// Does it say anything that could be counted or asked for: an amount or a source?
    pub fn is_concrete(&self) -> bool {
        self.amount.is_some() || self.source.is_some()
    }
}

/// What kind of necessary factor a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConditionKind {
    /// Nhân lực.
    People,
    /// Đất đai, mặt bằng.
    Land,
    /// Công nghệ.
    Technology,
    /// Thủ tục.
    Procedure,
    /// Quyết định của cấp trên.
    Decision,
    /// Phụ thuộc bên ngoài.
    Dependency,
}

impl ConditionKind {
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            ConditionKind::People => "people",
            ConditionKind::Land => "land",
            ConditionKind::Technology => "technology",
            ConditionKind::Procedure => "procedure",
            ConditionKind::Decision => "decision",
            ConditionKind::Dependency => "dependency",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<ConditionKind> {
        use ConditionKind::{Decision, Dependency, Land, People, Procedure, Technology};
        [People, Land, Technology, Procedure, Decision, Dependency].into_iter().find(|it| it.name() == name)
    }
    /// The kind in the words of an office, as a label before a condition.
    pub const fn label(self) -> &'static str {
        match self {
            ConditionKind::People => "Nhân lực",
            ConditionKind::Land => "Đất đai, mặt bằng",
            ConditionKind::Technology => "Công nghệ",
            ConditionKind::Procedure => "Thủ tục",
            ConditionKind::Decision => "Cấp trên quyết định",
            ConditionKind::Dependency => "Điều kiện khác",
        }
    }
    /// What kind of factor the words name; `None` where they name none.
    pub fn of_words(text: &str) -> Option<ConditionKind> {
        let text = fold(text);
        let has = |list: &[&str]| list.iter().any(|it| text.contains(it));
        if has(&["nhan luc", "bien che", "can bo phu trach", "doi ngu", "nhan su", "tuyen dung"]) {
            Some(ConditionKind::People)
        } else if has(&["mat bang", "dat dai", "quy dat", "thu hoi dat", "giai phong mat bang", "gpmb", "dien tich dat"]) {
            Some(ConditionKind::Land)
        } else if has(&["cong nghe", "phan mem", "nen tang so", "duong truyen", "thiet bi"]) {
            Some(ConditionKind::Technology)
        } else if has(&["cap tren", "tinh phe duyet", "hdnd", "tinh uy", "trung uong cho phep", "phe duyet chu truong", "quyet dinh cua"]) {
            Some(ConditionKind::Decision)
        } else if has(&["thu tuc", "phe duyet", "tham dinh", "quy hoach", "cap phep", "dau thau"]) {
            Some(ConditionKind::Procedure)
        } else if has(&["phu thuoc", "sau khi", "dong thuan", "nha dau tu", "doanh nghiep cam ket", "phoi hop cua"]) {
            Some(ConditionKind::Dependency)
        } else {
            None
        }
    }
}

/// Something a task needs besides money (yếu tố cần thiết).
#[doc(alias = "điều kiện")]
#[doc(alias = "yếu tố cần thiết")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What kind.
    pub kind: ConditionKind,
    /// The words as printed.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

impl Condition {
    /// Reads a condition, with its kind as a label before it ("Nhân lực: ...") or by its words.
    pub fn parse(text: &str, place: &Place) -> Condition {
        use ConditionKind::{Decision, Dependency, Land, People, Procedure, Technology};
        let text = squeeze(text).trim_end_matches(['.', ';']).to_owned();
        let labelled =
            [People, Land, Technology, Procedure, Decision, Dependency].into_iter().find_map(|kind| Some((kind, text.strip_prefix(kind.label())?.strip_prefix(": ")?.to_owned())));
        let (kind, text) = labelled.unwrap_or_else(|| (ConditionKind::of_words(&text).unwrap_or(Dependency), text));
        Condition { kind, text, place: place.clone() }
    }
    /// The condition as a paper prints it: with its kind as a label where its words do not say it.
    pub fn printed(&self) -> String {
        let said = ConditionKind::of_words(&self.text).unwrap_or(ConditionKind::Dependency) == self.kind;
        if said { self.text.clone() } else { format!("{}: {}", self.kind.label(), self.text) }
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

    #[test]
    fn a_bare_number_counts_in_the_unit_of_its_column() {
        assert_eq!(Resource::parse("12,5", Some(1_000_000_000)).amount, Some(Money(12_500_000_000)));
        assert_eq!(Resource::parse("12,5", None).amount, None);
    }
}
