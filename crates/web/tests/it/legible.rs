//! Signs that no text has, wherever a request can carry them: refused in words, alike on both engines, never a fault.

use axum::http::StatusCode;
use serde_json::Value;

use crate::client::{Call, Said};
use crate::stage::Stage;
use crate::table::{Row, Values, table};
use crate::world::{COMMUNE, World, on_both_engines, percent};

on_both_engines!(signs_that_no_text_has_are_refused_in_words_by_every_route, numbers_and_words_beyond_every_bound_are_no_fault);

/// A NUL, an escape that paints terminals, a delete, and bytes that are no UTF-8, as paths and forms carry them.
const SIGNS: [&str; 4] = ["%00", "%1B%5B31m", "%7F", "%FF"];

async fn signs_that_no_text_has_are_refused_in_words_by_every_route(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    let mut asked = 0;
    for row in &table.rows {
        let before = world.app.journal_heads().await.expect("the heads");
        for Carrier { carries, request, is_named } in carriers(row, &stage.values, &session) {
            let said = request.send_to(stage.router(&world, row)).await;
            if is_named {
                refused(&said, row, &carries);
            } else {
                assert!(said.status.is_client_error(), "{} {} with {carries}: {}", row.method, row.path, said.text());
            }
            asked += 1;
        }
        assert_eq!(world.app.journal_heads().await.expect("the heads"), before, "{} {}", row.method, row.path);
    }
    assert!(1000 < asked, "{asked}");
}

/// A request with a sign in it: where, and whether it is the sign that is to be named as the reason.
struct Carrier {
    carries: String,
    request: Call,
    is_named: bool,
}

/// The row's request with a sign in each place that can hold one.
fn carriers(row: &Row, values: &Values, session: &str) -> Vec<Carrier> {
    let carrier = |carries: String, row: &Row| Carrier { carries, request: row.call(values, session), is_named: true };
    let mut all = Vec::new();
    for sign in SIGNS {
        all.push(carrier(format!("query q={sign}"), &row.with("query", &format!("q=a{sign}b"))));
        all.extend(row.path_names().map(|name| carrier(format!("path {name}={sign}"), &row.with_path(name, &format!("a{sign}")))));
        let Some(form) = row.says("form") else { continue };
        for field in 0..form.split('&').count() {
            let fields: Vec<String> = form.split('&').enumerate().map(|(at, it)| if at == field { format!("{it}{sign}") } else { it.to_owned() }).collect();
            all.push(carrier(format!("form {}", fields[field]), &row.with("form", &fields.join("&"))));
        }
    }
    if let Some(Ok(Value::Object(fields))) = row.says("json").map(serde_json::from_str::<Value>) {
        for (name, sign) in fields.iter().filter(|it| it.1.is_string()).flat_map(|it| ["\0", "\u{1b}", "\u{7f}", "\u{85}"].map(|sign| (it.0, sign))) {
            let mut fields = fields.clone();
            fields[name] = format!("a{sign}b").into();
            all.push(carrier(format!("json {name}={sign:?}"), &row.with("json", &Value::Object(fields).to_string())));
        }
    }
    for what in ["file", "paper", "text"].into_iter().filter(|it| row.says(it).is_some()) {
        for sign in ["\0", "\u{1b}"] {
            all.push(carrier(format!("field with {sign:?}"), &row.with(what, &format!("organisation=a{sign}b"))));
            let mut bare = row.clone();
            bare.sends.retain(|it| it.0 != what);
            let request = bare.call(values, session).form(&[], &[(what, &format!("a{sign}.notation"), COMMUNE.as_bytes())]);
            all.push(Carrier { carries: format!("name of a file with {sign:?}"), request, is_named: false });
        }
    }
    all
}

fn refused(said: &Said, row: &Row, carries: &str) {
    let name = format!("{} {} with {carries}: {}", row.method, row.path, said.text());
    assert_eq!(said.status, StatusCode::BAD_REQUEST, "{name}");
    if row.is_api() {
        assert_eq!(said.problem(400), "refusal-unreadable", "{name}");
    } else {
        assert!(said.text().contains("ký tự không đọc được") && said.text().contains("<html lang=\"vi\""), "{name}");
    }
}

/// What numbers, words and ids may be asked with, and none of ours is.
const BEYOND: [&str; 3] = ["18446744073709551615", "-9223372036854775808", "'; DROP TABLE person; --\u{202e}%\u{200b}"];
/// Every name that a query of ours has.
const NAMES: [&str; 23] = [
    "turn",
    "into",
    "on",
    "paper",
    "page",
    "at",
    "from",
    "since",
    "undone",
    "part",
    "kind",
    "words",
    "severity",
    "verdict",
    "q",
    "layout",
    "id",
    "cursor",
    "done",
    "back",
    "v",
    "guideline",
    "open",
];

/// Those of them that a database is asked with: the others are read alike on both engines.
const REACH_SQL: [&str; 4] = ["at", "id", "cursor", "q"];

/// Numbers without end, negative ones, words where numbers are asked for: refused or answered, but never a fault.
async fn numbers_and_words_beyond_every_bound_are_no_fault(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    let is_file = matches!(world.location, hanhdong_actions::Location::File(_));
    for row in table.rows.iter().filter(|it| !it.is_write()) {
        let query = row.says("query").unwrap_or_default();
        let mut asked: Vec<Row> = Vec::new();
        for value in BEYOND.map(percent) {
            asked.extend(row.path_names().map(|name| row.with_path(name, &value)));
            // Whoever minds no name of a query minds no value either.
            let minds = answered(&world, &stage, &row.with("query", &format!("{query}&khong-co=1")), &session).await == StatusCode::UNPROCESSABLE_ENTITY;
            for name in NAMES.into_iter().filter(|it| minds && (is_file || REACH_SQL.contains(it))) {
                let others = query.split('&').filter(|it| !it.is_empty() && !it.starts_with(&format!("{name}=")));
                let pairs: Vec<String> = others.map(str::to_owned).chain([format!("{name}={value}")]).collect();
                asked.push(row.with("query", &pairs.join("&")));
            }
        }
        for row in asked {
            let status = answered(&world, &stage, &row, &session).await;
            assert!(status.as_u16() < 500, "{} {} {:?}: {status}", row.method, row.path, row.sends);
        }
    }
}

async fn answered(world: &World, stage: &Stage, row: &Row, session: &str) -> StatusCode {
    row.call(&stage.values, session).head_from(stage.router(world, row)).await.status
}
