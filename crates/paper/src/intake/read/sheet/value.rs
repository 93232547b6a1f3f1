//! What a cell of a workbook prints, the Vietnamese way: comma for decimals, day/month/year.

use calamine::{Data, ExcelDateTime};

/// The text of a value; `percent` where the cell shows it as a percentage.
pub(super) fn print(data: &Data, percent: bool) -> String {
    match data {
        Data::Int(it) => it.to_string(),
        Data::Float(it) if percent => format!("{}%", number(it * 100.0)),
        Data::Float(it) => number(*it),
        Data::String(it) => it.clone(),
        Data::Bool(it) => (if *it { "Đúng" } else { "Sai" }).to_owned(),
        Data::DateTime(it) => date(it),
        Data::DateTimeIso(it) => iso(it),
        Data::DurationIso(it) => it.clone(),
        Data::Error(it) => it.to_string(),
        Data::Empty => String::new(),
    }
}

/// A number as a sheet shows it: fifteen digits, comma for decimals, no marks for thousands (years are numbers too).
fn number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return value.to_string();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    rounded.to_string().replace('.', ",")
}

fn date(value: &ExcelDateTime) -> String {
    if value.is_duration() || value.as_f64() < 1.0 {
        let minutes = (value.as_f64().abs() * 1440.0).round();
        return format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    format!("{day:02}/{month:02}/{year}")
}

/// `2025-03-05T00:00:00` as `05/03/2025`; anything else stays as it is.
fn iso(text: &str) -> String {
    let mut pieces = text.get(..10).unwrap_or_default().split('-');
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(year), Some(month), Some(day)) if year.len() == 4 => format!("{day}/{month}/{year}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_and_dates_are_printed_as_a_vietnamese_office_writes_them() {
        for (data, percent, want) in [
            (Data::Float(55.5), false, "55,5"),
            (Data::Float(2025.0), false, "2025"),
            (Data::Float(0.1 + 0.2), false, "0,3"),
            (Data::Float(0.55), true, "55%"),
            (Data::Float(0.285), true, "28,5%"),
            (Data::Int(1234567), false, "1234567"),
            (Data::DateTime(ExcelDateTime::new(45721.0, ExcelDateTimeType::DateTime, false)), false, "05/03/2025"),
            (Data::DateTimeIso("2025-03-05T00:00:00".to_owned()), false, "05/03/2025"),
            (Data::DateTime(ExcelDateTime::new(0.5, ExcelDateTimeType::DateTime, false)), false, "12:00"),
        ] {
            assert_eq!(print(&data, percent), want, "{data:?}");
        }
    }
}
