//! Số và ký hiệu: how it is written and read. What stands between the parts is the layout pack's.

/// The largest number that is taken for one.
const NUMBER_MAX: u32 = 99_999;

/// How numbers are written under a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberForm<'a> {
    /// Between number and kind ("-" in Party papers, "/" in the state's).
    pub separator: &'a str,
    /// Between kind and body ("/", "-").
    pub organ_separator: &'a str,
    /// Do numbers under 10 get a zero?
    pub pads: bool,
}

/// A number with its symbol: "05-CTr/ĐU".
#[doc(alias = "số và ký hiệu")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaperNumber {
    /// The number, from 1.
    pub number: u32,
    /// The symbol of the kind ("CTr").
    pub kind: String,
    /// The symbol of the body ("ĐU").
    pub body: String,
}

impl PaperNumber {
    /// Reads one as it is printed, without the word "Số"; `None` where it has not this form.
    pub fn parse(text: &str, form: NumberForm<'_>) -> Option<PaperNumber> {
        let (digits, symbol) = text.trim().split_once(form.separator)?;
        let (kind, body) = symbol.split_once(form.organ_separator)?;
        let is_symbol = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.'));
        if digits.is_empty() || 6 < digits.len() || !digits.bytes().all(|it| it.is_ascii_digit()) || !is_symbol(kind) || !is_symbol(body) {
            return None;
        }
        let number = digits.parse().ok().filter(|it| (1..=NUMBER_MAX).contains(it))?;
        Some(PaperNumber { number, kind: kind.to_owned(), body: body.to_owned() })
    }
    /// As it is printed.
    pub fn written(&self, form: NumberForm<'_>) -> String {
        let zero = if form.pads && self.number < 10 { "0" } else { "" };
        format!("{zero}{}{}{}{}{}", self.number, form.separator, self.kind, form.organ_separator, self.body)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PARTY: NumberForm<'_> = NumberForm { separator: "-", organ_separator: "/", pads: true };
    const STATE: NumberForm<'_> = NumberForm { separator: "/", organ_separator: "-", pads: true };

    #[test]
    fn a_number_is_read_only_in_the_form_of_its_layout() {
        let read = PaperNumber::parse("05-CTr/ĐU", PARTY).expect("a number");
        assert_eq!((read.number, read.kind.as_str(), read.body.as_str()), (5, "CTr", "ĐU"));
        assert_eq!(PaperNumber::parse("15/QĐ-UBND", STATE).map(|it| it.body), Some("UBND".to_owned()));
        for bad in ["", "05", "05-CTr", "05/CTr-ĐU", "CTr/ĐU", "0-CTr/ĐU", "-CTr/ĐU", "05 -CTr/ĐU", "05-/ĐU", "05-CTr/", "1000000-CTr/ĐU", "05-CTr/Đ U"] {
            assert_eq!(PaperNumber::parse(bad, PARTY), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(number in 1..=NUMBER_MAX, kind in "[A-ZĐ][a-z]{0,3}", body in "[A-ZĐ]{2,6}", is_party: bool) {
            let form = if is_party { PARTY } else { STATE };
            let paper = PaperNumber { number, kind, body };
            prop_assert_eq!(PaperNumber::parse(&paper.written(form), form), Some(paper));
        }
    }
}
