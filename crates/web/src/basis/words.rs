//! How a document of the register is said.

use hanhdong_domain::Date;
use hanhdong_domain::basis::{Force, LegalBasis};
use maud::{Markup, html};

use crate::look::things::Thing;
use crate::words::{Words, day};

/// How it stands, with a shape of its own.
pub(crate) fn force_badge(words: Words, force: Force) -> Markup {
    let (class, key) = match force {
        Force::NotYet => ("partly", "force-not-yet"),
        Force::InForce => ("met", "force-in-force"),
        Force::Ended => ("unmet", "force-ended"),
        Force::Replaced => ("unmet", "force-replaced"),
    };
    html! { span.badge.(class) { (words.say(key)) } }
}

/// A day, or that nobody knows it.
pub(crate) fn known_day(words: Words, date: Option<Date>) -> String {
    date.map_or_else(|| words.say("basis-unknown").into_owned(), day)
}

/// A document in a list.
pub(crate) fn thing(words: Words, it: &LegalBasis, today: Date) -> Thing {
    Thing {
        href: format!("/bases/{}", it.id),
        title: it.short(),
        about: html! {
            (force_badge(words, it.force_on(today))) " · " (it.issuer)
            // Without a number it is called by what it is about already.
            @if it.number.is_some() && !it.subject.is_empty() { " · " (it.subject) }
            @if it.number.is_none() { " · " (words.say("basis-no-number")) }
            @if it.dated.is_none() { " · " (words.say("basis-no-date")) }
        },
    }
}
