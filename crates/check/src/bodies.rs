//! Bodies that do not exist on a paper's date: a dated list of abolished and merged ones, as data.

use std::sync::OnceLock;

use hanhdong_domain::Date;
use hanhdong_domain::text::fold_words;

use crate::text::{Sketch, find_phrase};

/// A body that ended.
#[derive(Debug)]
pub(crate) struct EndedBody {
    /// Its first name, as people write it.
    pub(crate) name: String,
    /// The first day without it.
    pub(crate) ended: Date,
    /// Who took over its work.
    pub(crate) successor: String,
    phrases: Vec<(Sketch, String)>,
    unless: Vec<String>,
}

#[derive(serde::Deserialize)]
struct File {
    body: Vec<Entry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    ended: toml::value::Datetime,
    successor: String,
}

const TEXT: &str = include_str!("../data/bodies.toml");

/// The list; empty only if our own data were broken, which a test forbids.
pub(crate) fn ended_bodies() -> &'static [EndedBody] {
    static LIST: OnceLock<Vec<EndedBody>> = OnceLock::new();
    LIST.get_or_init(|| read(TEXT).unwrap_or_default())
}

fn read(text: &str) -> Option<Vec<EndedBody>> {
    let file: File = toml::from_str(text).ok()?;
    let folded = |names: &[String]| names.iter().map(|it| fold_words(it).join(" ")).collect::<Vec<_>>();
    file.body
        .into_iter()
        .map(|it| {
            let ended = it.ended.to_string().parse().ok()?;
            let mut phrases = folded(&it.names);
            // Papers write UBND and Uỷ ban nhân dân alike; names come here spelt out, titles as printed.
            let long: Vec<String> = phrases.iter().map(|it| it.replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")).collect();
            phrases.extend(long);
            phrases.sort();
            phrases.dedup();
            let phrases = phrases.into_iter().map(|it| (Sketch::of(&it), it)).collect();
            Some(EndedBody { name: it.names.first()?.clone(), ended, successor: it.successor, phrases, unless: folded(&it.unless) })
        })
        .collect()
}

/// The one body that took over from the one of this name, where it had ended on this day. Nobody is named where the
/// name holds more than a body of the list, or where it depends on the field who took over.
pub fn successor_of(name: &str, day: Option<Date>) -> Option<String> {
    let words = fold_words(name).join(" ");
    let body = ended_bodies().iter().find(|it| it.phrases.iter().any(|(_, phrase)| *phrase == words))?;
    let is_one = !body.successor.contains([',', '(', ';']) && !body.successor.contains(" hoặc ");
    (is_one && body.ended <= day?).then(|| body.successor.clone())
}

/// The bodies of the list that a spaced folded text names, by their number in the list.
pub(crate) fn named_in(folded: &str, sketch: &Sketch) -> Vec<usize> {
    let named = |body: &EndedBody| {
        body.phrases.iter().filter(|(words, _)| sketch.may_hold(words)).any(|(_, phrase)| {
            find_phrase(folded, phrase).is_some_and(|at| {
                let rest = folded.get(at + phrase.len()..).unwrap_or("").trim_start();
                !body.unless.iter().any(|it| rest.starts_with(it.as_str())) && !rest.starts_with("cu ")
            })
        })
    };
    let mut found: Vec<usize> = ended_bodies().iter().enumerate().filter(|(_, body)| named(body)).map(|(number, _)| number).collect();
    // Words that tell of the past: the paper knows that the body is no more.
    if !found.is_empty() && ["truoc day", "nay la", "truoc khi sap xep", "truoc sap nhap", "sau sap xep", "sau sap nhap"].iter().any(|it| folded.contains(it)) {
        found.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use rstest::rstest;

    #[test]
    fn the_list_is_sound() {
        assert!(read(TEXT).is_some_and(|it| it.len() >= 15));
    }

    #[rstest]
    #[case("Bộ Thông tin và Truyền thông", "2025-03-01", Some("Bộ Khoa học và Công nghệ"))]
    #[case("bộ giao thông vận tải", "2026-01-01", Some("Bộ Xây dựng"))]
    #[case("Bộ Thông tin và Truyền thông", "2025-02-28", None)]
    #[case("Bộ Lao động - Thương binh và Xã hội", "2026-01-01", None)]
    #[case("Ban Tuyên giáo", "2026-01-01", None)]
    #[case("Vụ của Bộ Giao thông vận tải", "2026-01-01", None)]
    #[case("Bộ Tài chính", "2026-01-01", None)]
    fn a_successor_is_named_only_where_there_is_one(#[case] name: &str, #[case] day: &str, #[case] successor: Option<&str>) {
        assert_eq!(successor_of(name, day.parse().ok()).as_deref(), successor);
        assert_eq!(successor_of(name, None), None, "without a date there is no day to hold the list against");
    }

    #[rstest]
    #[case("Bộ Thông tin và Truyền thông", Some("Bộ Thông tin và Truyền thông"))]
    #[case("Giao UBND các huyện thực hiện", Some("huyện uỷ"))]
    #[case("Ban Tuyên giáo Tỉnh uỷ", Some("Ban Tuyên giáo"))]
    #[case("Ban Tuyên giáo và Dân vận Tỉnh uỷ", None)]
    #[case("Sở Kế hoạch và Đầu tư (nay là Sở Tài chính)", None)]
    #[case("Quân uỷ Trung ương", None)]
    #[case("Bộ Tài chính", None)]
    fn an_ended_body_is_known_by_name(#[case] text: &str, #[case] body: Option<&str>) {
        let text = Text::new(text);
        let found = text.ended();
        assert_eq!(found.first().map(|it| ended_bodies()[*it].name.as_str()), body, "{text:?}");
    }
}
