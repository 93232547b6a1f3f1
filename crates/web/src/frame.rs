//! The frame of every page: head, navigation, main, foot.

use hanhdong_actions::Who;
use hanhdong_domain::organisation::Role;
use maud::{DOCTYPE, Markup, html};

use crate::words::Words;

/// A page for somebody who is logged in.
pub(crate) fn page(words: Words, who: &Who, title: &str, main: Markup) -> Markup {
    framed(words, title, Some(who), main)
}

/// A page for anybody: log-in, first start, a refusal.
pub(crate) fn bare(words: Words, title: &str, main: Markup) -> Markup {
    framed(words, title, None, html! { h1 { (title) } (main) })
}

fn framed(words: Words, title: &str, who: Option<&Who>, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="htmx-config" content=r#"{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true}"#;
                title { (title) " · " (words.say("app-name")) }
                link rel="stylesheet" href="/ui/app.css";
                script src="/ui/app.js" defer {}
            }
            body {
                a.skip href="#main" { (words.say("skip-to-main")) }
                header.top {
                    a.brand href="/" { (words.say("app-name")) }
                    @if let Some(who) = who { (navigation(words, who)) }
                }
                @if let Some(seconds) = who.and_then(Who::clock_behind) {
                    p.finding.warning role="status" { (words.with("clock-behind", &[("seconds", seconds.into())])) }
                }
                main #main tabindex="-1" { (main) }
                footer.foot { p { (words.say("app-line")) } }
            }
        }
    }
}

fn navigation(words: Words, who: &Who) -> Markup {
    let reads = [Role::Office, Role::Drafter, Role::Reader].into_iter().any(|it| who.holds(it));
    html! {
        nav aria-label=(words.say("navigation")) {
            @if reads {
                a href="/programmes" { (words.say("nav-programmes")) }
            }
            a href="/look" { (words.say("nav-look")) }
            a href="/guidelines" { (words.say("nav-guidelines")) }
            @if who.holds(Role::Administrator) {
                a href="/units" { (words.say("nav-units")) }
            }
            a href="/me" { (who.name()) }
        }
    }
}

/// The way to the log-in and back to where one was going.
pub(crate) fn log_in_path(back: &str) -> String {
    if back.is_empty() || back == "/" { "/log-in".to_owned() } else { format!("/log-in?back={}", percent(back)) }
}

/// A text as part of an address.
pub(crate) fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
