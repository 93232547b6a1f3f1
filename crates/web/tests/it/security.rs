//! What strangers try: requests from other sites, sessions of their making, names they guess, bodies without end.

use std::sync::Arc;

use axum::http::StatusCode;
use hanhdong_actions::Engine;
use hanhdong_web::{Settings, Web};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::{Said, call, programmes, token};
use crate::stage::Stage;
use crate::table::table;
use crate::world::{PASSWORD, World, on_both_engines};

on_both_engines!(a_request_from_another_site_changes_nothing, a_session_that_was_brought_along_is_never_adopted, an_unknown_name_is_answered_like_a_wrong_password);

async fn a_request_from_another_site_changes_nothing(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    for row in table.rows.iter().filter(|it| it.is_write()) {
        let before = world.app.journal_heads().await.expect("the heads");
        // A page of the same house sends `same-origin`; these take its place.
        let plain = || row.call(&stage.values, "").without("sec-fetch-site").cookie(&session).header("host", "hanhdong.example");
        for request in [
            plain().header("sec-fetch-site", "cross-site"),
            plain().header("sec-fetch-site", "same-site"),
            plain().header("origin", "https://evil.example"),
            plain().header("origin", "null"),
            plain().header("origin", "https://hanhdong.example.evil.example"),
        ] {
            let said = request.send(&world).await;
            assert_eq!(said.status, StatusCode::FORBIDDEN, "{} {}: {}", row.method, row.path, said.text());
            protected(&said, &row.path);
        }
        assert_eq!(world.app.journal_heads().await.expect("the heads"), before, "{} {}", row.method, row.path);
        assert!(world.app.who(&hanhdong_actions::Token::brought(&session).expect("a token")).await.is_ok(), "{} {} ended the session", row.method, row.path);
    }
}

async fn a_session_that_was_brought_along_is_never_adopted(world: World) {
    let preset = "0123456789abcdef0123456789abcdef0123456789abcdef";
    let log_in = || call("POST", "/session").json(&json!({ "login": "soan-thao", "password": PASSWORD }));
    let (one, two) = (log_in().cookie(preset).send(&world).await.expect(201), log_in().cookie(preset).send(&world).await.expect(201));
    assert_ne!(one["token"], preset);
    assert_ne!(one["token"], two["token"]);
    assert_eq!(call("GET", "/me").cookie(preset).send(&world).await.problem(401), "refusal-not-logged-in");
    // Another one's session is left alone by a log-in beside it, and each ends by itself.
    let (one, two) = (one["token"].as_str().expect("a token"), two["token"].as_str().expect("a token"));
    call("DELETE", "/session").by(one).send(&world).await.expect(204);
    assert_eq!(call("GET", "/me").by(one).send(&world).await.problem(401), "refusal-not-logged-in");
    call("GET", "/me").by(two).send(&world).await.expect(200);
}

async fn an_unknown_name_is_answered_like_a_wrong_password(world: World) {
    let stage = Stage::set(&world).await;
    drop(stage);
    let log_in = |login: &str| call("POST", "/session").json(&json!({ "login": login, "password": "không phải mật khẩu" }));
    let mut answers: Vec<Said> = Vec::new();
    // Known, unknown, closed, empty, and a name that is no name.
    for login in ["soan-thao", "khong-co-ai", "dong", "", "' OR 1=1 --", "soan-thao\u{FFFD}"] {
        answers.push(log_in(login).send(&world).await);
    }
    assert_eq!(answers[0].problem(401), "refusal-wrong-password");
    assert!(answers.iter().all(|it| *it == answers[0]), "{answers:?}");
    // Neither is told apart by being made to wait.
    for login in ["vp-xa", "khong-co-nguoi"] {
        let mut last = None;
        for _ in 0..8 {
            last = Some(log_in(login).send(&world).await);
        }
        let last = last.expect("an answer");
        assert_eq!((last.problem(429), last.header("retry-after")), ("refusal-too-many-tries".to_owned(), "1".to_owned()), "{login}");
    }
}

/// Every answer says what a browser may not do with it.
fn protected(said: &Said, of: &str) {
    let policy = said.header("content-security-policy");
    if policy.starts_with("sandbox; default-src 'none'") {
        // A file that goes out: a browser that shows it all the same runs nothing of it and reaches nothing.
        assert_eq!(said.header("x-content-type-options"), "nosniff", "{of}");
        return;
    }
    for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(rule), "{of}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{of}: {policy}");
    assert_eq!(said.header("x-content-type-options"), "nosniff", "{of}");
    assert_eq!(said.header("referrer-policy"), "same-origin", "{of}");
    assert!(said.header("cache-control").contains("no-store") || of.starts_with("/ui/"), "{of}: {}", said.header("cache-control"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_says_what_a_browser_may_not_do_with_it() {
    let world = World::demo(Engine::Sqlite).await.expect("a file can always be made");
    let (table, stage) = (table(), Stage::set(&world).await);
    for row in &table.rows {
        for person in ["office", "neighbour", "out"] {
            let session = stage.person(person).session(&world, row.says("fresh").is_some()).await;
            protected(&row.call(&stage.values, &session).answered_head(&world).await, &row.path);
        }
        let wrong = call("PATCH", &format!("/{}", row.path.replace(['{', '}'], ""))).send(&world).await;
        protected(&wrong, &row.path);
    }
    for path in ["//", "//khong-co", "/khong-co", "//programmes?at=%ff"] {
        protected(&call("GET", path).send(&world).await, path);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_typesetter_that_panics_costs_one_answer_and_no_more() {
    let world = World::demo_with(Engine::Sqlite, Arc::new(|_, _| panic!("a typesetter that fails"))).await.expect("a file can always be made");
    let t = token(&world, "soan-thao").await;
    let id = programmes(&world, &t).await.remove(0);
    for _ in 0..3 {
        let said = call("GET", &format!("/programmes/{id}/export/pdf")).by(&t).send(&world).await;
        assert_eq!(said.problem(500), "refusal-fault");
        assert!(!said.text().contains("typesetter"), "what went wrong inside stays inside: {}", said.text());
        protected(&said, "/export/pdf");
        call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heads_and_bodies_without_end_are_cut_off_and_others_are_served() {
    let world = World::demo(Engine::Sqlite).await.expect("a file can always be made");
    let t = token(&world, "soan-thao").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let settings = Settings { body_bytes_max: 200_000, ..Settings::default() };
    let web = Web { app: world.app.clone(), settings: Arc::new(settings) };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(hanhdong_web::serve(listener, None, web, async move { drop(stopped.await) }));
    let ask = |request: Vec<u8>| async move {
        let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
        // The other side may hang up while we are still talking.
        drop(stream.write_all(&request).await);
        let mut answer = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(count) = stream.read(&mut piece).await {
            answer.extend_from_slice(&piece[..count]);
            if count == 0 || answer.windows(4).any(|it| it == b"\r\n\r\n") {
                break;
            }
        }
        String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
    };
    let head = |more: &str| format!("GET /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {t}\r\n{more}\r\n").into_bytes();
    assert_eq!(ask(head("")).await, "HTTP/1.1 200 OK");
    let endless = ask(head(&format!("X-A: {}\r\n", "a".repeat(2_000_000)))).await;
    assert!(endless.is_empty() || endless.starts_with("HTTP/1.1 431"), "{endless}");
    let many: String = (0..5_000).map(|it| format!("X-{it}: a\r\n")).collect();
    let many = ask(head(&many)).await;
    assert!(many.is_empty() || many.starts_with("HTTP/1.1 431"), "{many}");
    let body = |kind: &str, path: &str, length: usize| {
        let mut request = format!("POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {t}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n").into_bytes();
        request.extend(vec![b'a'; length.min(400_000)]);
        request
    };
    assert_eq!(ask(body("application/json", "/api/v1/programmes", usize::MAX / 2)).await, "HTTP/1.1 413 Payload Too Large");
    let file = ask(body("multipart/form-data; boundary=x", "/api/v1/sources", 10_000_000)).await;
    assert!(file.is_empty() || file == "HTTP/1.1 413 Payload Too Large", "{file}");
    assert_eq!(ask(head("")).await, "HTTP/1.1 200 OK");
    stop.send(()).expect("it stops");
    server.await.expect("it ends").expect("in peace");
}
