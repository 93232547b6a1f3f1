//! The frame of every page: head, navigation, main, foot.

use hanhdong_actions::Who;
use hanhdong_domain::Language;
use hanhdong_domain::organisation::Role;
use maud::{DOCTYPE, Markup, html};

use crate::look::appearance::{Surroundings, Theme, TypeSize};
use crate::look::button::{self, Weight};
use crate::look::{assets, dialog, notice, way};
use crate::words::Words;

/// A page for somebody who is logged in. `main` brings its own `h1`.
pub(crate) fn page(words: Words, who: &Who, title: &str, main: Markup) -> Markup {
    Page::of(words, who, title).show(main)
}

/// A page for anybody: log-in, first start, a refusal. The title is its `h1`.
pub(crate) fn bare(words: Words, title: &str, main: Markup) -> Markup {
    Page::for_anybody(words, title).show(html! { h1 { (title) } (main) })
}

/// A page with more than a title: the way here.
pub(crate) struct Page<'a> {
    words: Words,
    who: Option<&'a Who>,
    title: &'a str,
    way: Vec<(String, String)>,
}

impl<'a> Page<'a> {
    /// For somebody who is logged in.
    pub(crate) fn of(words: Words, who: &'a Who, title: &'a str) -> Page<'a> {
        Page { words, who: Some(who), title, way: Vec::new() }
    }
    /// For anybody.
    pub(crate) fn for_anybody(words: Words, title: &'a str) -> Page<'a> {
        Page { words, who: None, title, way: Vec::new() }
    }
    /// A step of the way here, from the first page on.
    pub(crate) fn step(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.way.push((href.into(), label.into()));
        self
    }
    /// The page around its main part.
    pub(crate) fn show(&self, main: Markup) -> Markup {
        let Page { words, who, title, way } = self;
        let around = Surroundings::now();
        html! {
            (DOCTYPE)
            html lang=(words.code()) data-theme=(around.theme.name()) data-type=(around.type_size.name()) {
                (head(*words, title))
                body {
                    a.skip href="#main" { (words.say("skip-to-main")) }
                    header.top { (top(*words, *who, &around)) }
                    @if let Some(seconds) = who.and_then(Who::clock_behind) { (clock_warning(*words, seconds)) }
                    p.connection #connection role="status" data-word-lost=(words.say("look-connection-lost")) data-word-back=(words.say("look-connection-back")) {}
                    @if assets::address("app.css").is_none() { p.banner { "make ui" } }
                    (way::crumbs(*words, way))
                    main #main tabindex="-1" { (main) }
                    (foot(*words))
                    div.toasts #toasts role="status" aria-live="polite" {}
                    (keys(*words))
                }
            }
        }
    }
}

fn head(words: Words, title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="htmx-config" content=r#"{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true}"#;
            title { (title) " · " (words.say("app-name")) }
            link rel="icon" href="data:,";
            @if let Some(address) = assets::address("app.css") { link rel="stylesheet" href=(address); }
            @if let Some(address) = assets::address("app.js") { script src=(address) defer {} }
        }
    }
}

fn top(words: Words, who: Option<&Who>, around: &Surroundings) -> Markup {
    html! {
        div.top-row {
            a.brand href="/" { span.mark aria-hidden="true" {} (words.say("app-name")) }
            @if let Some(who) = who {
                (navigation(words, who, &around.path))
                (search(words))
            }
            div.top-end {
                @if let Some(who) = who { (waiting(words, who)) }
                (other_language(words, &around.path))
                (menu(words, who, around))
            }
        }
    }
}

/// What is the person's own: account, appearance, the way out.
fn menu(words: Words, who: Option<&Who>, around: &Surroundings) -> Markup {
    html! {
        details.menu {
            summary { span.menu-name { @if let Some(who) = who { (who.name()) } @else { (words.say("look-display")) } } }
            div.menu-panel {
                @if let Some(who) = who {
                    a href="/me" { (words.say("look-my-account")) }
                    a href="/asked" { (words.say("asked-mine-title")) }
                    @if who.holds(Role::Office) { a href="/approvals" { (words.say("approvals-title")) } }
                    @if reads(who) { a href="/meetings" { (words.say("meetings-title")) } }
                    @if reads(who) { a href="/house" { (words.say("house-title")) } }
                    a href="/notifications" { (words.say("notices-title")) }
                    a href="/activity" { (words.say("activity-title")) }
                    a href="/incoming" { (words.say("nav-incoming")) }
                    @if who.holds(Role::Office) { a href="/book" { (words.say("nav-book")) } }
                    a href="/verify" { (words.say("verify-title")) }
                }
                (appearance(words, around))
                @if who.is_some() { (button::act(&words.say("look-log-out"), "/log-out", Weight::Plain, &[])) }
            }
        }
    }
}

/// Does the person work in any house?
fn reads(who: &Who) -> bool {
    [Role::Office, Role::Drafter, Role::Reader].into_iter().any(|it| who.holds(it))
}

fn navigation(words: Words, who: &Who, path: &str) -> Markup {
    let reads = reads(who);
    let pages = [
        (reads, "/programmes", words.say("nav-programmes")),
        (true, "/look", words.say("nav-look")),
        (reads, "/bases", words.say("nav-bases")),
        (true, "/guidelines", words.say("nav-guidelines")),
        (who.holds(Role::Administrator), "/units", words.say("nav-units")),
    ];
    html! {
        nav.main-nav aria-label=(words.say("navigation")) {
            ul {
                @for (is_for_them, href, label) in &pages {
                    @if *is_for_them { li { a href=(href) aria-current=[standing(path, href)] { (label) } } }
                }
            }
        }
    }
}

/// Is this the page itself, or one below it?
fn standing(path: &str, href: &str) -> Option<&'static str> {
    let below = path.split('?').next()?.strip_prefix(href)?;
    match below {
        "" => Some("page"),
        _ if below.starts_with('/') => Some("true"),
        _ => None,
    }
}

fn search(words: Words) -> Markup {
    html! {
        form.search role="search" aria-label=(words.say("look-search")) method="get" action="/search" {
            label.unseen for="search" { (words.say("look-search")) }
            input #search type="search" name="q" placeholder=(words.say("look-search")) autocomplete="off";
            (button::submit(&words.say("look-search-go"), Weight::Plain))
        }
    }
}

/// How many notices wait, and the way to them: a bell for the eyes, words for the ears.
fn waiting(words: Words, who: &Who) -> Markup {
    let count = who.waiting();
    html! {
        a.waiting href="/notifications" title=(words.say("notices-title")) {
            svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" {
                path d="M10 2.5a4.5 4.5 0 0 0-4.5 4.5v4l-2 3h13l-2-3V7A4.5 4.5 0 0 0 10 2.5zM8 14.5a2 2 0 0 0 4 0" {}
            }
            span.unseen { (words.say("notices-title")) }
            @if 0 < count { " " span.count { (count) span.unseen { " " (words.say("notices-waiting")) } } }
        }
    }
}

/// The other language, by its own name.
fn other_language(words: Words, path: &str) -> Markup {
    let (code, name) = match words.0 {
        Language::Vi => ("en", "English"),
        Language::En => ("vi", "Tiếng Việt"),
    };
    html! {
        form.language method="post" action="/language" {
            input type="hidden" name="back" value=(path);
            button.text-button type="submit" name="language" value=(code) lang=(code) { (name) }
        }
    }
}

/// Light, dark or as the machine says; usual or large type.
fn appearance(words: Words, around: &Surroundings) -> Markup {
    html! {
        form method="post" action="/appearance" {
            input type="hidden" name="back" value=(around.path);
            p.menu-title #theme-title { (words.say("look-theme")) }
            div.switch role="group" aria-labelledby="theme-title" {
                @for theme in Theme::ALL {
                    button type="submit" name="theme" value=(theme.name()) aria-pressed=(theme == around.theme) { (words.say(&format!("look-theme-{}", theme.name()))) }
                }
            }
            p.menu-title #type-title { (words.say("look-type")) }
            div.switch role="group" aria-labelledby="type-title" {
                @for size in TypeSize::ALL {
                    button type="submit" name="type" value=(size.name()) aria-pressed=(size == around.type_size) { (words.say(&format!("look-type-{}", size.name()))) }
                }
            }
        }
    }
}

fn clock_warning(words: Words, seconds: i64) -> Markup {
    let minutes = seconds.div_euclid(60).max(1);
    notice::banner(&words.with("look-clock-behind", &[("minutes", minutes.into())]))
}

fn foot(words: Words) -> Markup {
    html! {
        footer.foot {
            p { (words.say("app-line")) }
            ul {
                li { a href="/look-book#keys-here" data-opens="keys" data-keys="" { (words.say("look-keys")) } }
                li { a href="/look-book" { (words.say("look-book")) } }
            }
        }
    }
}

/// Every key and what it does.
pub(crate) fn key_table(words: Words) -> Markup {
    let keys = [("?", "key-help"), ("/", "key-search"), ("j  k", "key-walk"), ("e", "key-edit"), ("Ctrl+Z", "key-undo")];
    html! {
        dl.keys { @for (key, what) in keys { div { dt { kbd { (key) } } dd { (words.say(what)) } } } }
    }
}

fn keys(words: Words) -> Markup {
    dialog::dialog("keys", &words.say("look-keys"), false, html! { (key_table(words)) p { (dialog::closer(&words.say("look-close"), "#main")) } })
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

#[cfg(test)]
mod tests {
    use super::standing;

    #[test]
    fn the_navigation_knows_the_page_and_what_lies_below_it() {
        let cases = [("/look", Some("page")), ("/look?lang=vi", Some("page")), ("/look/1", Some("true")), ("/look-book", None), ("/programmes", None)];
        for (path, expected) in cases {
            assert_eq!(standing(path, "/look"), expected, "{path}");
        }
    }
}
