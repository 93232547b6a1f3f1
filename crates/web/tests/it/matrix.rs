//! Who may do what: every route, every person, a draft and an issued programme, held against a table written by hand.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::client::Said;
use crate::stage::Stage;
use crate::table::{PERSONS, Row, table};
use crate::world::{World, on_both_engines};

on_both_engines!(everybody_gets_what_the_table_says_and_who_is_denied_changes_nothing);

#[test]
fn the_table_knows_every_route_and_no_other() {
    let served: BTreeSet<String> = hanhdong_web::routes().iter().map(|it| format!("{} {}", it.method, it.path)).collect();
    let table = table();
    let written: Vec<String> = table.rows.iter().map(|it| format!("{} {}", it.method, it.path)).collect();
    let known: BTreeSet<String> = written.iter().cloned().collect();
    assert_eq!(known.len(), written.len(), "a route stands in matrix.csv twice");
    let missing: Vec<String> = served.difference(&known).map(|it| format!("{it:<56} | CLASS")).collect();
    let classes: BTreeSet<&str> = table.classes.keys().map(|it| it.0.as_str()).collect();
    assert!(missing.is_empty(), "add to crates/web/tests/it/matrix.csv, with a class of {classes:?}:\n{}", missing.join("\n"));
    let gone: Vec<&String> = known.difference(&served).collect();
    assert!(gone.is_empty(), "take out of crates/web/tests/it/matrix.csv: {gone:#?}");
    for row in &table.rows {
        assert!(classes.contains(row.class.as_str()), "{} {} names a class that is not in the table: {}", row.method, row.path, row.class);
    }
}

async fn everybody_gets_what_the_table_says_and_who_is_denied_changes_nothing(world: World) {
    let (table, mut stage) = (table(), Stage::set(&world).await);
    let (draft, issued) = (stage.draft(&world).await, stage.issued(&world).await);
    stage.appraise(&world, &draft, true).await;
    stage.knows_issued(&world, &issued).await;
    let mut wrong = Vec::new();
    for row in &table.rows {
        for (state, id) in [("any", None), ("draft", Some(&draft)), ("issued", Some(&issued))] {
            let Some(cells) = table.classes.get(&(row.class.clone(), state.to_owned())) else { continue };
            for (person, cell) in stage.persons.iter().zip(cells) {
                let mut values = stage.values_for(&world, row).await;
                // A write that is allowed gets a draft of its own, so that the next person finds what this one found.
                let own = if cell == "ok" && row.is_write() && state == "draft" { Some(stage.draft_for(&world, row).await) } else { None };
                if let Some(id) = own.as_ref().or(id) {
                    values = values.with("id", id.as_str());
                    if row.says("plan").is_some() {
                        values = values.with("moving", &stage.plan(&world, id).await);
                    }
                    if row.says("thread").is_some() {
                        values = values.with("thread", &stage.thread(&world, id).await);
                    }
                    if row.says("frozen").is_some() {
                        stage.frozen(&world, id).await;
                    }
                    if row.says("submitted").is_some() {
                        values = values.with("approval", &stage.submitted(&world, id, row.says("decided").is_some()).await);
                    }
                    if row.says("asked").is_some() {
                        values = values.with("ask", &stage.asked(&world, id, row.says("proposed").is_some()).await);
                    }
                    if row.says("section").is_some() {
                        values = values.with("section", &stage.section(&world, id).await);
                    }
                    if row.says("returned").is_some() {
                        values = values.with("paper", &stage.returned(&world, id).await);
                    }
                }
                let session = person.session(&world, row.says("fresh").is_some()).await;
                let before = if cell != "ok" || !row.is_write() { Some(world.app.journal_heads().await.expect("the heads")) } else { None };
                let router = stage.router(&world, row);
                let call = row.call(&values, &session);
                let said = if row.says("stream").is_some() { call.head_from(router).await } else { call.send_to(router).await };
                if row.says("renew").is_some() {
                    person.renew(&world).await;
                }
                let cell_name = format!("{} {} | {} | {state}", row.method, row.path, person.name);
                if !is_as_written(row, cell, &said) {
                    wrong.push(format!("{cell_name}: written {cell}, answered {} {}", said.status.as_u16(), heading(&said)));
                }
                if let Some(before) = before
                    && world.app.journal_heads().await.expect("the heads") != before
                {
                    wrong.push(format!("{cell_name}: denied or only read, and yet something was changed"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the cells of matrix.csv differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(stage.persons.len(), PERSONS.len());
}

/// What a page says first.
fn heading(said: &Said) -> String {
    let text = said.text();
    text.split_once("<h1").map_or(text.as_str(), |it| it.1).chars().take(200).collect()
}

fn is_as_written(row: &Row, cell: &str, said: &Said) -> bool {
    let leads_to_log_in = said.status == StatusCode::SEE_OTHER && said.header("location").starts_with("/log-in");
    match cell {
        "ok" => match row.says("ok") {
            Some(status) => said.status.as_str() == status,
            None => said.status.is_success() || (said.status == StatusCode::SEE_OTHER && !leads_to_log_in),
        },
        "login" if row.is_api() => said.status == StatusCode::UNAUTHORIZED,
        "login" => leads_to_log_in || said.status == StatusCode::UNAUTHORIZED,
        status => said.status.as_str() == status,
    }
}
