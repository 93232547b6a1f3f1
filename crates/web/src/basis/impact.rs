//! What rests on a document, as far as one may see it.

use hanhdong_actions::basis::{Citing, Impact};
use maud::{Markup, html};

use crate::look::notice;
use crate::look::table::{Row, table};
use crate::look::things::{Thing, things};
use crate::programme::{guideline_title, wording_badge};
use crate::words::{Words, day};

pub(super) fn shown(words: Words, impact: &Impact) -> Markup {
    let columns = ["impact-programme", "impact-organisation", "impact-state", "impact-wording"].map(|it| words.say(it));
    let rows: Vec<Row> = impact.programmes.iter().map(|it| row(words, it)).collect();
    html! {
        section #impact {
            h2 { (words.say("impact-title")) }
            p.hint { (words.say("impact-scope")) }
            @if impact.guidelines.is_empty() && impact.programmes.is_empty() { (notice::empty(&words.say("impact-none"), None)) }
            @else { p { (words.with("impact-count", &[("guidelines", impact.guidelines.len().into()), ("programmes", impact.programmes.len().into())])) } }
            @if impact.is_cut { (notice::beware(&words.say("impact-cut"))) }
            @if !impact.guidelines.is_empty() {
                h3 { (words.say("guidelines-title")) }
                (things(impact.guidelines.iter().map(|it| Thing { href: format!("/guidelines/{}", it.id), title: guideline_title(words, it).to_owned(), about: html! { (words.say("impact-by-guideline")) } })))
            }
            @if !rows.is_empty() { h3 { (words.say("programmes-title")) } (table(&words.say("impact-title"), &columns, &rows)) }
        }
    }
}

fn row(words: Words, it: &Citing) -> Row {
    let programme = &it.programme;
    let title = if programme.title.is_empty() { words.say("untitled").into_owned() } else { programme.title.clone() };
    let state = programme.issued_on.map_or_else(|| words.say("impact-draft").into_owned(), |on| words.with("issued-on", &[("date", day(on).into())]).into_owned());
    Row::of(vec![
        html! { a href={ "/programmes/" (programme.id) "/bases" } { (title) } },
        html! { (programme.organisation_name) },
        html! { (state) },
        html! { (wording_badge(words, it.cited.wording)) @if !it.cited.is_tied { " " span.hint { (words.say("cited-by-number")) } } },
    ])
}
