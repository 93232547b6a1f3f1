//! What belongs to one unit is found by nobody else: marks planted in every text, fields that nobody asked for, ids of
//! others.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use futures::StreamExt;
use hanhdong_actions::programme::{Change, ExportFormat, HandIn, LookAt};
use hanhdong_domain::Language;
use hanhdong_domain::organisation::{ProgrammeId, UnitKind};
use serde_json::json;

use crate::client::{Said, call, token};
use crate::stage::{Stage, who};
use crate::table::{Values, table};
use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(
    a_mark_planted_in_one_unit_is_found_by_nobody_else,
    a_mark_that_was_taken_out_before_the_issue_is_not_found_above,
    a_field_that_nobody_asked_for_is_refused,
    what_belongs_to_others_is_not_there_in_the_same_words_as_what_never_was,
);

/// In the texts of papers: nobody outside ever reads it.
const MARK: &str = "dauhieu7q";
/// In names of people and bodies: who keeps people reads them too.
const NAME_MARK: &str = "tenrieng7q";

/// Plants a mark in every text of papers and one in names; the programme and the source that carry them.
pub(crate) async fn planted(world: &World, stage: &Stage, mark: &str, name_mark: &str) -> Values {
    let drafter = who(world, &stage.person("drafter").session(world, false).await).await;
    let administrator = who(world, &stage.person("administrator").session(world, false).await).await;
    world.app.found_below(&administrator, &stage.commune, &format!("Ban {name_mark}"), UnitKind::Body).await.expect("a body");
    let marked: String = COMMUNE
        .lines()
        .map(|line| {
            if line.contains(": ") && ["title:", "heading", "goal", "task", "target", "text:", "lead:", "recipient:", "work"].iter().any(|it| line.trim_start().starts_with(it)) {
                format!("{line} {mark}\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let file = || HandIn { name: format!("{mark}.notation"), bytes: Arc::new(marked.clone().into_bytes()) };
    let source = world.app.hand_in_source(&drafter, &stage.commune, file()).await.expect("a source");
    let id = world.app.hand_in(&drafter, &stage.commune, "seed-2025", file()).await.expect("a draft");
    world.app.link_source(&drafter, &id, hanhdong_domain::programme::Paper::Source, Some(source.clone())).await.expect("a tie");
    let opened = world.app.open(&drafter, &id).await.expect("the draft");
    let anchor = opened.programme.tasks().next().expect("a task").anchor.clone();
    let item = world.app.item(&drafter, &id, anchor.as_str()).await.expect("the item");
    // One change and one taken back, so that the journal holds the mark too.
    world.app.edit(&drafter, &id, Change::Item { anchor: anchor.clone(), seen: item.fingerprint, node: None }).await.expect("a change");
    world.app.undo(&drafter, &id).await.expect("taken back");
    // A look that is kept for its person, and a file that a person watches.
    let word = world.app.export(&drafter, &id, ExportFormat::Docx, None).await.expect("a Word file");
    let at = LookAt { bytes: Arc::new(word.bytes), name: format!("{mark}.docx"), guideline: "seed-2025".to_owned(), source: None, language: Language::Vi };
    let look = world.app.look_and_keep(&drafter, at).await.expect("a look");
    std::fs::write(stage.values.get("file"), &marked).expect("a file");
    world.app.watch(&drafter, &stage.values.get("file"), "seed-2025").await.expect("watched");
    let values = stage.values.with("id", id.as_str()).with("source", source.as_str());
    values.with("anchor", anchor.as_str()).with("look", look.secret())
}

async fn a_mark_planted_in_one_unit_is_found_by_nobody_else(world: World) {
    let stage = Stage::set(&world).await;
    let values = planted(&world, &stage, MARK, NAME_MARK).await;
    let own = crawl(&world, &stage, &values).await;
    for person in &stage.persons {
        let is_own = ["office", "drafter", "reader"].contains(&person.name);
        let said = call("GET", &format!("/search?q={MARK}")).by(&person.session(&world, false).await).send(&world).await;
        assert_eq!(0 < marks(&said, MARK), is_own, "{}: {}", person.name, said.text());
    }
    // The crawl would find it, if it were there.
    assert!(20 < own, "the own people find it, {own} times");
}

/// What was taken out before a programme was issued is no part of what the level above reads.
async fn a_mark_that_was_taken_out_before_the_issue_is_not_found_above(world: World) {
    let stage = Stage::set(&world).await;
    let drafter = world.who("soan-thao").await;
    let id = stage.draft(&world).await;
    let anchor = world.app.open(&drafter, &id).await.expect("the draft").programme.tasks().next().expect("a task").anchor.clone();
    let text = world.app.item(&drafter, &id, anchor.as_str()).await.expect("the item").text;
    let marked = text.replacen(": ", &format!(": {MARK} "), 1);
    let session = stage.person("drafter").session(&world, false).await;
    for text in [&marked, &text] {
        let path = format!("/programmes/{id}/items/{anchor}");
        let tag = call("GET", &path).by(&session).send(&world).await.header("etag");
        call("PUT", &path).by(&session).header("if-match", &tag).json(&json!({ "text": text })).send(&world).await.expect(200);
    }
    world.app.record_issue(&world.who("vp-xa").await, &id).await.expect("issued");
    let values = stage.values.with("id", id.as_str()).with("anchor", anchor.as_str());
    let own = crawl(&world, &stage, &values).await;
    assert!(2 <= own, "the house itself still finds how it was drafted, {own} times");
}

/// Asks every address that can be read as every person, and finds the marks nowhere but among their own. Says how often
/// they were found there.
async fn crawl(world: &World, stage: &Stage, values: &Values) -> usize {
    let table = table();
    let formats = ["docx", "pdf", "xlsx", "html", "json", "notation"];
    let (mut own, mut leaks) = (0, Vec::new());
    for row in table.rows.iter().filter(|it| !it.is_write()) {
        // Of the house's own people one is enough to show that the marks are there to be found.
        for person in stage.persons.iter().filter(|it| !["office", "reader"].contains(&it.name)) {
            let is_own = person.name == "drafter";
            let session = person.session(world, false).await;
            let each: Vec<Values> = if row.path.contains("{format}") { formats.iter().map(|it| values.with("format", it)).collect() } else { vec![values.clone()] };
            for values in each {
                let said = patiently(stage.router(world, row), row.call(&values, &session)).await;
                // Whoever keeps people reads their names, also in what was done with them.
                let may_read_names = person.name == "administrator" && (row.class.starts_with("people-") || row.path == "/activity");
                let hits = marks(&said, MARK) + if may_read_names { 0 } else { marks(&said, NAME_MARK) };
                own += usize::from(is_own && 0 < hits);
                if !is_own && 0 < hits {
                    leaks.push(format!("{} {} as {}: {}", row.method, row.path, person.name, said.text().chars().take(300).collect::<String>()));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    own
}

fn marks(said: &Said, mark: &str) -> usize {
    let heads = said.headers.values().filter_map(|it| it.to_str().ok()).filter(|it| it.contains(mark)).count();
    heads + said.text().to_lowercase().matches(mark).count() + unpacked(&said.bytes).matches(mark).count()
}

/// The texts inside a Word or Excel file; what is no such file holds none.
fn unpacked(bytes: &[u8]) -> String {
    let Ok(mut package) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return String::new() };
    let mut text = String::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text
}

/// An answer, or as much of it as comes at once: a stream never ends.
async fn patiently(router: &axum::Router, call: crate::client::Call) -> Said {
    let (head, body) = call.asked_of(router).await.into_parts();
    let is_stream = head.headers.get("content-type").is_some_and(|it| it.as_bytes().starts_with(b"text/event-stream"));
    let patience = if is_stream { Duration::from_millis(300) } else { Duration::from_secs(20) };
    let (mut bytes, mut pieces) = (Vec::new(), body.into_data_stream());
    while let Ok(Some(Ok(piece))) = tokio::time::timeout(patience, pieces.next()).await {
        bytes.extend_from_slice(&piece);
    }
    Said { status: head.status, headers: crate::client::without_number(head.headers), bytes }
}

async fn a_field_that_nobody_asked_for_is_refused(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    let mut asked = 0;
    for row in table.rows.iter().filter(|it| it.is_write()) {
        for (name, value) in
            [("organisation_id", "\"x\""), ("id", "\"x\""), ("version", "9"), ("issued_on", "\"2026-01-01\""), ("role", "\"administrator\""), ("person_id", "null")]
        {
            let before = world.app.journal_heads().await.expect("the heads");
            let mut row = row.clone();
            let text = value.trim_matches('"');
            for (what, how) in &mut row.sends {
                match what.as_str() {
                    "json" if how == "{}" => *how = format!("{{\"{name}\":{value}}}"),
                    "json" => *how = how.replacen('{', &format!("{{\"{name}\":{value},"), 1),
                    "form" => how.push_str(&format!("&{name}={text}")),
                    "file" | "paper" | "text" | "document" => how.push_str(&format!("&{name}={text}")),
                    _ => {}
                }
            }
            if ["json", "form", "file", "paper", "text", "document"].into_iter().all(|it| row.says(it).is_none()) {
                let body = if row.is_api() { ("json", format!("{{\"{name}\":{value}}}")) } else { ("form", format!("{name}={text}")) };
                row.sends.push((body.0.to_owned(), body.1));
            }
            let said = row.call(&stage.values, &session).send_to(stage.router(&world, &row)).await;
            assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {} with {name}: {}", row.method, row.path, said.text());
            assert_eq!(world.app.journal_heads().await.expect("the heads"), before, "{} {} with {name}", row.method, row.path);
            asked += 1;
        }
    }
    assert!(300 < asked, "{asked}");
}

async fn what_belongs_to_others_is_not_there_in_the_same_words_as_what_never_was(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let values = planted(&world, &stage, MARK, NAME_MARK).await;
    let nobodys = ProgrammeId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id");
    for row in table.rows.iter().filter(|it| it.is_about_a_programme()) {
        for person in ["administrator", "above", "neighbour", "below", "ended", "future"] {
            let session = stage.person(person).session(&world, false).await;
            let theirs = row.call(&values, &session).send(&world).await;
            let none = row.call(&values.with("id", nobodys.as_str()), &session).send(&world).await;
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{} {} as {person}: {}", row.method, row.path, theirs.text());
            assert_eq!(theirs.headers, none.headers, "{} {} as {person}", row.method, row.path);
            assert_eq!(theirs.text().replace(&values.get("id"), ""), none.text().replace(nobodys.as_str(), ""), "{} {} as {person}", row.method, row.path);
        }
    }
    // Ids in bodies: a source of others, an organisation of others.
    let ward = token(&world, "vp-phuong").await;
    let organisation = crate::client::own_organisation(&world, &ward).await;
    let own = call("POST", "/programmes").by(&ward).json(&json!({ "organisation": organisation, "guideline": "seed-2025", "title": "của phường" })).send(&world).await.expect(201)
        ["id"]
        .clone();
    let link = |source: &str| call("PUT", &format!("/programmes/{}/source", own.as_str().expect("an id"))).by(&ward).json(&json!({ "source": source }));
    let (theirs, none) = (link(&values.get("source")).send(&world).await, link(nobodys.as_str()).send(&world).await);
    assert_eq!(theirs.problem(404), "refusal-not-found");
    assert_eq!(theirs, none);
    let begin = |unit: &str| call("POST", "/programmes").by(&ward).json(&json!({ "organisation": unit, "guideline": "seed-2025", "title": "một" }));
    let (theirs, none) = (begin(&values.get("unit")).send(&world).await, begin(nobodys.as_str()).send(&world).await);
    assert_eq!(theirs.problem(404), "refusal-not-found");
    assert_eq!(theirs, none);
}
