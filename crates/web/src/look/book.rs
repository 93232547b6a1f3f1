//! The look book: every component in all its states, on a page that needs no log-in and shows only samples.

use axum::extract::State;
use hanhdong_domain::text::Sought;
use maud::{Markup, html};

use super::button::{self, Weight};
use super::field::{self, Field, Of, Tick, ticks};
use super::{book_samples as samples, dialog, facts, finding, grid, marked, meter, notice, outline, table, things, way};
use crate::frame::{self, Page};
use crate::problem::Problem;
use crate::request::In;
use crate::state::Web;
use crate::words::Words;

/// A part of the book: id, key of its title, what it shows.
type Part = (&'static str, &'static str, Markup);

pub(crate) async fn show(State(_): State<Web>, who: Option<In>, words: Words) -> Result<Markup, Problem> {
    let title = words.say("look-book");
    let page = match &who {
        Some(In(who)) => Page::of(words, who, &title),
        None => Page::for_anybody(words, &title),
    };
    Ok(page.step("/", words.say("app-name")).show(book(words, &title)))
}

fn book(words: Words, title: &str) -> Markup {
    let parts: [Part; 18] = [
        ("type", "book-type", type_sizes(words)),
        ("colours", "book-colours", colours(words)),
        ("buttons", "book-buttons", buttons(words)),
        ("fields", "book-fields", fields(words)),
        ("findings", "book-findings", findings(words)),
        ("verdicts", "book-verdicts", verdicts(words)),
        ("outline", "book-outline", outline::outline(samples::rows(words))),
        ("table", "book-table", programmes(words)),
        ("grid", "book-grid", grids(words)),
        ("meter", "book-meter", meters(words)),
        ("marked", "book-marked", marks(words)),
        ("things", "book-things", things::things(samples::things(words))),
        ("facts", "book-facts", facts::facts(samples::facts())),
        ("ways", "book-ways", ways(words)),
        ("notices", "book-notices", notices(words)),
        ("dialog", "book-dialog", dialogs(words)),
        ("more", "book-more", html! { details { summary { (words.say("book-more")) } p { (words.say("book-more-text")) } } }),
        ("keys-here", "look-keys", frame::key_table(words)),
    ];
    html! {
        h1 { (title) }
        p.lead { (words.say("book-lead")) }
        nav.contents aria-label=(words.say("book-contents")) { ul { @for (id, key, _) in &parts { li { a href={ "#" (id) } { (words.say(key)) } } } } }
        @for (id, key, shown) in &parts {
            section.book-part id=(id) aria-labelledby={ (id) "-head" } { h2 id={ (id) "-head" } { (words.say(key)) } (shown) }
        }
    }
}

fn grids(words: Words) -> Markup {
    let cell = |name: &str, value: &str, is_wrong| grid::Cell { name: name.to_owned(), label: words.say("book-grid-cell").into_owned(), value: value.to_owned(), is_wrong };
    let rows = [("A".to_owned(), vec![cell("a1", "12,5", false), cell("a2", "", false)]), ("B".to_owned(), vec![cell("b1", "1,234.5", true), cell("b2", "3", false)])];
    grid::grid("book-grid-table", &words.say("capacity-money"), &[words.say("field-resource"), "2026".into(), "2027".into()], &rows)
}

fn meters(_: Words) -> Markup {
    html! { p { (meter::meter("5", 5, 20, Some(12))) } p { (meter::meter("14", 14, 20, Some(12))) } p { (meter::meter("0", 0, 20, None)) } }
}

fn marks(words: Words) -> Markup {
    html! { p { (marked::marked(&Sought::read("doi ngu").mark(&words.say("book-marked-text"), 200))) } }
}

fn type_sizes(words: Words) -> Markup {
    let sizes = [
        ("size-6", "book-type-title"),
        ("size-5", "book-type-section"),
        ("size-4", "book-type-heading"),
        ("size-3", "book-type-text"),
        ("size-2", "book-type-small"),
        ("size-1", "book-type-tiny"),
    ];
    html! {
        p { (words.say("book-type-rule")) }
        @for (class, key) in sizes { p.(class) { (words.say(key)) ": " span lang="vi" { "Uỷ ban nhân dân xã, chỉ tiêu, khâu đột phá, quý IV/2027" } } }
    }
}

fn colours(words: Words) -> Markup {
    let colours = [
        ("paper", "book-colour-paper"),
        ("surface", "book-colour-surface"),
        ("ink", "book-colour-ink"),
        ("quiet", "book-colour-quiet"),
        ("accent", "book-colour-accent"),
        ("line", "book-colour-line"),
    ];
    html! {
        p { (words.say("book-colours-rule")) }
        ul.swatches { @for (class, key) in colours { li { span.swatch.(class) {} (words.say(key)) } } }
    }
}

fn buttons(words: Words) -> Markup {
    html! {
        p { (words.say("book-buttons-rule")) }
        div.row {
            button.button type="button" { (words.say("book-button-main")) }
            button.button.plain type="button" { (words.say("book-button-plain")) }
            (button::act(&words.say("book-button-danger"), "/appearance", Weight::Danger, &[("back", "/look-book#buttons")]))
            (button::link(&words.say("book-button-link"), "#buttons", Weight::Plain))
            button.button type="button" disabled { (words.say("book-button-off")) }
        }
    }
}

fn fields(words: Words) -> Markup {
    let wrong = words.say("book-field-title-error");
    let leads = samples::LEADS.map(|it| (it, it));
    let ticked = samples::LEADS.map(|it| Tick { id: format!("tick-{}", it.len()), name: "coordinators", value: it, label: it.into(), is_on: it == samples::LEADS[1], more: None });
    html! {
        form.fields method="get" action="/look-book" {
            (field::error_summary(words, [("title", wrong.to_string())]))
            (Field::line("title", words.say("book-field-title")).hint(words.say("book-field-title-hint")).error(Some(wrong)))
            (Field::lines("text", words.say("book-field-text"), samples::TASK, (3, 6)).aside(words.say("one-a-line")))
            (Field::choice("lead", words.say("book-field-lead"), leads).value(samples::LEADS[0]))
            (Field::day("date", words.say("book-field-date")).value("2027-12-31").required())
            (ticks(&words.say("book-field-ticks"), None, Of::Any, &ticked))
            (Field::file("file", words.say("book-drop-label"), ".docx,.xlsx,.pdf,.md").many().hint(words.say("book-drop-hint")))
            p.autosave data-state="saved" { (words.say("look-saved")) }
            p.autosave data-state="failed" { (words.say("look-save-failed")) }
            (field::autosave_state(words))
            div.row { button.button type="button" { (words.say("book-button-main")) } button.button.plain type="button" { (words.say("look-cancel")) } }
        }
    }
}

fn findings(words: Words) -> Markup {
    html! {
        p { (words.say("book-findings-rule")) }
        @for severity in finding::SEVERITIES { (samples::finding(words, severity)) }
    }
}

fn verdicts(words: Words) -> Markup {
    html! { div.row { @for verdict in finding::VERDICTS { (finding::badge(words, verdict)) } } }
}

fn programmes(words: Words) -> Markup {
    let columns = ["book-table-programme", "book-table-unit", "book-table-verdict", "book-table-count"].map(|it| words.say(it));
    table::table(&words.say("book-table-caption"), &columns, &samples::programmes(words))
}

fn ways(words: Words) -> Markup {
    let pages = [("#ways", "book-tab-outline", None), ("#findings", "book-tab-findings", Some(7)), ("#table", "book-tab-coverage", None)];
    let pages: Vec<_> = pages.into_iter().map(|(href, key, count)| (href.to_owned(), words.say(key).into_owned(), count)).collect();
    html! {
        (way::tabs(&words.say("book-ways"), "#ways", &pages))
        (way::pages(words, 1, 4, |_| "#ways".to_owned()))
        (way::onward(words, Some("#ways".to_owned())))
    }
}

fn notices(words: Words) -> Markup {
    let undo = button::link(&words.say("book-toast-act"), "#notices", Weight::Plain);
    html! {
        (notice::empty(&words.say("book-empty"), Some(button::link(&words.say("book-empty-act"), "#fields", Weight::Main))))
        (notice::progress(&words.with("report-coverage", &[("covered", 3.into()), ("all", 8.into())]), 3, 8))
        (notice::done(&words.say("book-toast"), Some(undo)))
        (notice::refused(&words.say("upload-not-taken"), &words.say("book-toast-error")))
        (notice::beware(&words.say("book-beware")))
        (notice::note(&words.say("book-note")))
        div.banner { p { (words.say("book-banner")) } }
    }
}

fn dialogs(words: Words) -> Markup {
    let question = words.say("book-dialog-open");
    let body = html! {
        p { (words.say("book-dialog-text")) }
        div.row { button.button.danger type="button" { (question) } (dialog::closer(&words.say("look-cancel"), "#dialog")) }
    };
    html! {
        p { a.button.plain href="#dialog" data-opens="sample-dialog" { (question) } }
        (dialog::dialog("sample-dialog-open", &question, true, body.clone()))
        (dialog::dialog("sample-dialog", &question, false, body))
    }
}
