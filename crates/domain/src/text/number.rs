//! Numbers as Vietnamese papers print them: 1.234,5.

use rust_decimal::Decimal;

/// Reads a printed number: dots group thousands, a comma starts the decimals. `None` where the reading would be a
/// guess ("1,234.5", "3.5", "1.23.456") or where it is no number.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.is_empty() || text.len() > 30 || !text.bytes().next()?.is_ascii_digit() || !text.bytes().next_back()?.is_ascii_digit() {
        return None;
    }
    let (whole, fraction) = match text.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let grouped = whole.contains('.');
    if !all_digits(first) || (grouped && first.len() > 3) {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !all_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    if let Some(fraction) = fraction {
        if !all_digits(fraction) {
            return None;
        }
        digits.push('.');
        digits.push_str(fraction);
    }
    digits.parse().ok()
}

/// Prints a number with two decimals at most.
pub fn print_rounded(number: Decimal) -> String {
    print_number(number.round_dp(2))
}

/// Prints a number the same way: 1234.5 becomes "1.234,5".
pub fn print_number(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// The first number of a text whose reading would be a guess ("1,234.5", "3.5"): it is asked for again rather than read
/// as what it may not be. Dates and numbers inside words are none.
pub fn unclear_number(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';' | '%' | '-' | '–' | '≥' | '≤' | '<' | '>' | '='))
        .map(|it| it.trim_matches([',', '.']))
        .find(|it| it.contains(['.', ',']) && it.chars().all(is_part) && parse_number(it).is_none() && !is_date(it))
}

/// "30.6.2026", "30.6".
fn is_date(text: &str) -> bool {
    let pieces: Vec<Option<u32>> = text.split('.').map(|it| it.parse().ok()).collect();
    matches!(pieces.as_slice(), [Some(1..=31), Some(1..=12), Some(1900..=2200)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots_group_and_a_comma_divides() {
        for (text, number) in [("1.234,5", "1234.5"), ("45.799", "45799"), ("0,7", "0.7"), ("09", "9"), ("12", "12"), ("1234", "1234"), ("1.000.000", "1000000")] {
            assert_eq!(parse_number(text), Some(number.parse().expect("a number")), "{text}");
        }
    }

    #[test]
    fn what_would_be_a_guess_is_refused() {
        for text in ["1,234.5", "3.5", "1.23.456", "NaN", "1e309", "-5", "", ",5", "5,", "1 234", "1.2345", "1234.567"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_another_country_is_told_and_not_read() {
        for (text, unclear) in [
            ("1,234.5", Some("1,234.5")),
            ("đạt 3.5%", Some("3.5")),
            ("≥ 1.23.456 tấn", Some("1.23.456")),
            ("1.234,5 tỷ đồng", None),
            ("từ 40 - 50, trong đó 30", None),
            ("trước 30.6.2026", None),
            ("18/52 xã", None),
            ("đúng hạn.", None),
        ] {
            assert_eq!(unclear_number(text), unclear, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(units in 0i64..1_000_000_000_000, scale in 0u32..4) {
            let number = Decimal::new(units, scale);
            prop_assert_eq!(parse_number(&print_number(number)), Some(number.normalize()));
        }
    }
}
