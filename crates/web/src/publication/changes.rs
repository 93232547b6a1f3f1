//! What changed after the congress: on screen, as a Word file with tracked changes, as a table to be printed.

use axum::extract::{Path, State};
use axum::response::Response;
use hanhdong_actions::programme::{Difference, ExportFormat};
use hanhdong_actions::publication::AfterCongress;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::draft_mark;
use maud::{Markup, html};
use serde::Deserialize;

use crate::look::button::{self, Weight};
use crate::look::facts::facts;
use crate::look::field::Field;
use crate::look::notice;
use crate::problem::{Asker, Problem};
use crate::programme::{attachment, below, changes_shown};
use crate::request::{Ask, Id, In};
use crate::state::Web;
use crate::words::{Words, day};

/// Against which draft.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Against {
    from: Option<i64>,
}

pub(crate) async fn show(State(web): State<Web>, In(who): In, words: Words, asker: Asker, Id(id): Id<ProgrammeId>, Ask(against): Ask<Against>) -> Result<Markup, Problem> {
    let found = web.app.after_congress(&who, &id, against.from).await.map_err(|it| asker.problem(it))?;
    Ok(page(words, &who, &found))
}

fn page(words: Words, who: &Who, found: &AfterCongress) -> Markup {
    let id = &found.opened.row.id;
    let chosen = found.changes.as_ref().map(|it| it.0.number);
    let main = html! {
        @match &found.changes {
            None if found.frozen.is_empty() => { (notice::empty(&words.say("after-congress-no-drafts"), None)) }
            None => { (notice::empty(&words.say("after-congress-unknown"), None)) }
            Some((line, changes)) => {
                (facts([
                    (words.say("field-discussed"), html! { (draft_mark(line.number, &line.label)) }),
                    (words.say("after-congress-issued"), html! { (found.issue.number) ", " (day(found.issue.dated_on)) }),
                ]))
                p.doings {
                    (button::download(&words.say("after-congress-docx"), &format!("/programmes/{id}/after-congress/docx?from={}", line.number), Weight::Main)) " "
                    (button::download(&words.say("after-congress-pdf"), &format!("/programmes/{id}/after-congress/pdf?from={}", line.number), Weight::Plain))
                }
                p.hint { (words.say("after-congress-hint")) }
                (changes_shown(words, changes, &|it| said(words, found, it)))
            }
        }
        @if !found.frozen.is_empty() { (choose(words, found, chosen)) }
    };
    below(words, who, &found.opened, &words.say("after-congress-title"), main)
}

/// What was said about the item after the draft was frozen: why it may have changed.
fn said(words: Words, found: &AfterCongress, change: &Difference) -> Markup {
    let said = change.anchor.as_ref().and_then(|it| found.said.get(it));
    html! {
        @if let Some(said) = said {
            p.hint { (words.say("after-congress-said")) }
            ul { @for (by, what) in said { li { (by) ": " (what) } } }
        }
    }
}

fn choose(words: Words, found: &AfterCongress, chosen: Option<i64>) -> Markup {
    let drafts = found.frozen.iter().map(|it| (it.number.to_string(), draft_mark(it.number, &it.label)));
    html! {
        details open[chosen.is_none()] {
            summary { (words.say("after-congress-choose")) }
            form.fields method="get" action={ "/programmes/" (found.opened.row.id) "/after-congress" } {
                (Field::choice("from", words.say("field-discussed"), drafts).value(chosen.map(|it| it.to_string()).unwrap_or_default()))
                (button::submit(&words.say("compare-do"), Weight::Plain))
            }
        }
    }
}

pub(crate) async fn file(
    State(web): State<Web>,
    In(who): In,
    asker: Asker,
    Id(id): Id<ProgrammeId>,
    Path((_, ending)): Path<(String, String)>,
    Ask(against): Ask<Against>,
) -> Result<Response, Problem> {
    let made = async {
        let format = ExportFormat::of_ending(&ending).ok_or(Refusal::NotFound)?;
        web.app.after_congress_file(&who, &id, against.from, format).await
    };
    let export = made.await.map_err(|it| asker.problem(it))?;
    Ok(attachment(&export.name, export.format.media_type(), export.bytes))
}
