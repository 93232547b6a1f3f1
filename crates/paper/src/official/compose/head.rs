//! Head and foot of the paper: heading block, number, place and date, kind, signature, Nơi nhận.

use hanhdong_domain::Date;
use hanhdong_domain::programme::Document;
use hanhdong_domain::text::fold;

use super::clean;
use crate::official::layout::LayoutPack;
use crate::official::paper::{HeadingBlock, OfficialPaper, SignatureBlock};

pub(super) fn head(document: &Document, pack: &LayoutPack) -> OfficialPaper {
    let said = |text: &Option<String>| text.as_deref().map(clean).filter(|it| !it.is_empty());
    OfficialPaper {
        head: HeadingBlock {
            superior: said(&document.superior).map(|it| it.to_uppercase()),
            issuer: said(&document.issuer).unwrap_or_default().to_uppercase(),
            number: number_line(document, pack),
            right: pack.heading.national.clone(),
            place_and_date: place_and_date(document, pack),
        },
        draft: said(&document.draft),
        kind: said(&document.kind).unwrap_or_default().to_uppercase(),
        title: said(&document.title),
        signature: SignatureBlock {
            authority: document.signature.authority.iter().map(|it| clean(it).to_uppercase()).filter(|it| !it.is_empty()).collect(),
            title: said(&document.signature.title).map(|it| it.to_uppercase()),
            name: said(&document.signature.name),
        },
        recipients: recipients(document, pack),
        ..OfficialPaper::default()
    }
}

/// "Số 06-CTr/ĐU"; without a number room is left for it: "Số     -CTr/ĐU".
fn number_line(document: &Document, pack: &LayoutPack) -> String {
    let form = &pack.number;
    let number = document.number.as_deref().map(clean).unwrap_or_default();
    if number.is_empty() {
        return format!("{}{}{}", form.prefix, form.blank, symbol(document, pack)).trim_end().to_owned();
    }
    format!("{}{}", form.prefix, padded(&number, pack))
}

/// The number with its zero, or with room before its symbol.
pub(super) fn padded(number: &str, pack: &LayoutPack) -> String {
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    match digits {
        0 if number.starts_with(['-', '/']) => format!("{}{number}", pack.number.blank),
        1 if pack.number.pad_below_ten => format!("0{number}"),
        _ => number.to_owned(),
    }
}

/// "-CTr/ĐU" of a paper without number, from its kind and its issuer; empty where one of them is not known.
fn symbol(document: &Document, pack: &LayoutPack) -> String {
    match symbols(document, pack) {
        (Some(kind), Some(issuer)) => format!("{}{kind}{}{issuer}", pack.number.separator, pack.number.organ_separator),
        (Some(kind), None) => format!("{}{kind}", pack.number.separator),
        (None, _) => String::new(),
    }
}

/// The symbols of a paper's kind and of its issuer, as far as the pack knows them: "CTr", "ĐU".
pub fn symbols<'a>(document: &Document, pack: &'a LayoutPack) -> (Option<&'a str>, Option<&'a str>) {
    fn known<'a>(name: &Option<String>, list: &'a [(String, String)]) -> Option<&'a str> {
        let name = fold(name.as_deref().unwrap_or_default());
        list.iter().find(|(head, _)| name.trim_start().starts_with(&fold(head))).map(|(_, symbol)| symbol.as_str())
    }
    (known(&document.kind, &pack.number.kinds), known(&document.issuer, &pack.number.issuers))
}

fn place_and_date(document: &Document, pack: &LayoutPack) -> String {
    let date = match document.date {
        Some(day) => date_words(day, pack),
        None => "ngày      tháng      năm      ".to_owned(),
    };
    match document.place.as_deref().map(clean).filter(|it| !it.is_empty()) {
        Some(place) => format!("{place}, {date}"),
        None => date,
    }
}

/// "ngày 05 tháng 02 năm 2026": a zero before days under 10 and before months 1 and 2 only.
pub(super) fn date_words(day: Date, pack: &LayoutPack) -> String {
    let zero = |number: i8, padded: bool| if padded { format!("{number:02}") } else { number.to_string() };
    format!("ngày {} tháng {} năm {}", zero(day.day(), day.day() < pack.date.zero_day_below), zero(day.month(), day.month() <= pack.date.zero_months_to), day.year())
}

fn recipients(document: &Document, pack: &LayoutPack) -> Vec<String> {
    let lines: Vec<String> = document.recipients.iter().map(|it| clean(it.text.trim_start_matches(['-', '–', '+', ' ']))).filter(|it| !it.is_empty()).collect();
    let last = lines.len();
    let end = |i: usize| if i + 1 == last { &pack.signature.recipients_last } else { &pack.signature.recipients_end };
    lines.iter().enumerate().map(|(i, line)| format!("- {}{}", line.trim_end_matches(['.', ';', ',', ' ']), end(i))).collect()
}
