//! The API: the whole main job by programs, and what it refuses.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::{Said, call, own_organisation, programmes, token};
use crate::world::{COMMUNE, PASSWORD, World, on_both_engines};

on_both_engines!(
    the_main_job_is_done_by_programs,
    the_same_key_does_it_once,
    a_request_that_is_not_understood_says_why,
    items_come_move_are_tied_and_go,
    a_paper_is_looked_at_and_nothing_is_kept,
    a_list_goes_on_where_the_page_before_ended,
);

/// The verdict of a clause, and the findings of a code on an item.
fn seen(report: &Value, clause: &str, code: &str, item: &str) -> (String, usize) {
    let clauses = report["clauses"].as_array().expect("clauses");
    let verdict = clauses.iter().find(|it| it["id"] == clause).expect("the clause")["verdict"].as_str().expect("a verdict").to_owned();
    let findings = report["findings"].as_array().expect("findings");
    (verdict, findings.iter().filter(|it| it["code"] == code && it["item"] == item).count())
}

async fn the_main_job_is_done_by_programs(world: World) {
    let t = token(&world, "soan-thao").await;
    let me = call("GET", "/me").by(&t).send(&world).await.expect(200);
    assert_eq!(me["name"], "Nguyễn Văn Mẫu");
    assert_eq!(me["roles"][0]["role"], "drafter");
    let organisation = own_organisation(&world, &t).await;

    // Hand in a file.
    let begun =
        call("POST", "/programmes").by(&t).form(&[("organisation", &organisation), ("guideline", "seed-2025")], &[("file", "ctr.notation", COMMUNE.as_bytes())]).send(&world).await;
    let id = begun.expect(201)["id"].as_str().expect("an id").to_owned();
    assert_eq!(begun.header("location"), format!("/api/v1/programmes/{id}"));
    let programme = call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await;
    assert_eq!(programme.header("etag"), "\"1\"");
    let programme = programme.expect(200);
    assert_eq!((&programme["version"], &programme["may_edit"], &programme["guideline"]), (&json!(1), &json!(true), &json!("seed-2025")));
    let task = programme["tasks"].as_array().expect("tasks").iter().find(|it| it["lead_kind"] == "unit").expect("a task with a lead")["id"].as_str().expect("an id").to_owned();

    // Read findings.
    let findings = format!("/programmes/{id}/findings");
    let before = call("GET", &findings).by(&t).send(&world).await.expect(200);
    let (verdict_before, none) = seen(&before, "II.2.b-4/lead", "no-lead", &task);
    assert_eq!(none, 0);

    // Change a task as it was seen, and see the verdict change.
    let path = format!("/programmes/{id}/items/{task}");
    let item = call("GET", &path).by(&t).send(&world).await;
    let (tag, text) = (item.header("etag"), item.expect(200)["text"].as_str().expect("a text").to_owned());
    assert_eq!(item.json()["list"], "tasks");
    assert_eq!(item.json()["item"]["id"], task.as_str());
    let without: String = text.lines().filter(|it| !it.trim_start().starts_with("lead:")).map(|it| format!("{it}\n")).collect();
    assert_ne!(without.trim(), text.trim(), "{text}");
    let wish = call("PUT", &path).by(&t).json(&json!({ "text": without }));
    assert_eq!(wish.clone().send(&world).await.problem(428), "refusal-if-match");
    let stale = wish.clone().header("if-match", "\"0000\"").send(&world).await;
    assert_eq!(stale.problem(412), "refusal-changed");
    assert_eq!(stale.json()["now"], text.as_str());
    assert_eq!(stale.header("etag"), tag);
    let done = wish.clone().header("if-match", &tag).send(&world).await.expect(200);
    assert_eq!((&done["version"], &done["anchor"]), (&json!(2), &json!(task)));
    assert_eq!(wish.header("if-match", &tag).send(&world).await.problem(412), "refusal-changed");
    let after = call("GET", &findings).by(&t).send(&world).await.expect(200);
    let (verdict_after, one) = seen(&after, "II.2.b-4/lead", "no-lead", &task);
    assert_eq!(one, 1, "{:?}", after["findings"]);
    assert_ne!(verdict_after, verdict_before);

    // Undo, and everything is as before.
    let undone = call("POST", &format!("/programmes/{id}/undo")).by(&t).send(&world).await.expect(200);
    assert_eq!((&undone["version"], &undone["anchor"]), (&json!(3), &json!(task)));
    assert_eq!(call("GET", &findings).by(&t).send(&world).await.expect(200), before);
    assert_eq!(call("POST", &format!("/programmes/{id}/undo")).by(&t).send(&world).await.problem(409), "refusal-nothing-to-undo");
    let history = call("GET", &format!("/programmes/{id}/history")).by(&t).send(&world).await.expect(200);
    let acts: Vec<&str> = history["lines"].as_array().expect("lines").iter().map(|it| it["act"].as_str().expect("an act")).collect();
    assert_eq!(acts, ["edit_undone", "programme_edited", "programme_begun"]);
    assert_eq!(history["lines"][0]["undoes"], history["lines"][1]["seq"]);

    // The source it carries out.
    let source =
        call("POST", "/sources").by(&t).form(&[("organisation", &organisation)], &[("file", "nq.notation", COMMUNE.as_bytes())]).send(&world).await.expect(201)["id"].clone();
    assert!(call("GET", "/sources").by(&t).send(&world).await.expect(200)["sources"].as_array().expect("sources").iter().any(|it| it["id"] == source));
    call("PUT", &format!("/programmes/{id}/source")).by(&t).json(&json!({ "source": source })).send(&world).await.expect(204);
    assert_eq!(call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200)["source"], source);
    call("DELETE", &format!("/programmes/{id}/source")).by(&t).send(&world).await.expect(204);

    // Out it goes, and the Word file reads back as the same programme.
    let word = call("GET", &format!("/programmes/{id}/export/docx")).by(&t).send(&world).await;
    assert_eq!((word.status.as_u16(), &word.bytes[..2]), (200, &b"PK"[..]));
    assert!(word.header("content-disposition").ends_with(".docx\""));
    let back = call("POST", "/look").by(&t).form(&[("guideline", "seed-2025")], &[("file", "ctr.docx", &word.bytes)]).send(&world).await.expect(200);
    assert_eq!(back["counts"]["tasks"], before["counts"]["tasks"]);
    assert!(0 < back["counts"]["tasks"].as_i64().expect("a count"));
    for (format, opening) in [("pdf", "%PDF"), ("xlsx", "PK"), ("html", "<!"), ("json", "{"), ("notation", "hanhdong 1")] {
        let file = call("GET", &format!("/programmes/{id}/export/{format}")).by(&t).send(&world).await;
        assert!(file.text().to_lowercase().starts_with(&opening.to_lowercase()), "{format}: {}", &file.text()[..40]);
    }
    assert_eq!(call("GET", &format!("/programmes/{id}/export/exe")).by(&t).send(&world).await.problem(404), "refusal-not-found");

    // Issued by the office, it stands; then the session ends.
    assert_eq!(call("POST", &format!("/programmes/{id}/issue")).by(&t).send(&world).await.problem(403), "refusal-not-allowed");
    world.clock.move_by(150 * 86_400);
    let (office, t) = (token(&world, "vp-xa").await, token(&world, "soan-thao").await);
    assert_eq!(call("POST", &format!("/programmes/{id}/issue")).by(&office).send(&world).await.expect(200)["issued_on"], "2026-06-12");
    let late = call("DELETE", &path).by(&t).header("if-match", &tag).send(&world).await;
    assert_eq!(late.problem(409), "refusal-issued");
    call("DELETE", "/session").by(&t).send(&world).await.expect(204);
    assert_eq!(call("GET", "/me").by(&t).send(&world).await.problem(401), "refusal-not-logged-in");
}

async fn the_same_key_does_it_once(world: World) {
    let t = token(&world, "soan-thao").await;
    let organisation = own_organisation(&world, &t).await;
    let count = programmes(&world, &t).await.len();
    let begin = |title: &str, key: &str| {
        call("POST", "/programmes").by(&t).header("idempotency-key", key).json(&json!({ "organisation": organisation, "guideline": "seed-2025", "title": title }))
    };
    let many: Vec<Said> =
        futures::future::join_all((0..8).map(|_| begin("thực hiện một lần", "một-khoá".to_owned().replace('ộ', "o").replace('á', "a").as_str()).send(&world))).await;
    let first = many[0].expect(201);
    assert!(many.iter().all(|it| it.status == many[0].status && it.bytes == many[0].bytes), "{many:?}");
    assert_eq!(programmes(&world, &t).await.len(), count + 1);
    assert_eq!(begin("thực hiện việc khác", "mot-khoa").send(&world).await.problem(422), "refusal-key-reused");
    // Another person's key is another key, and another path is another request.
    let other = token(&world, "soan-thao-2").await;
    let theirs = call("POST", "/programmes")
        .by(&other)
        .header("idempotency-key", "mot-khoa")
        .json(&json!({ "organisation": organisation, "guideline": "seed-2025", "title": "thực hiện một lần" }))
        .send(&world)
        .await;
    assert_ne!(theirs.expect(201), first);
    let id = first["id"].as_str().expect("an id");
    assert_eq!(call("POST", &format!("/programmes/{id}/undo")).by(&t).header("idempotency-key", "mot-khoa").send(&world).await.problem(422), "refusal-key-reused");

    // A file handed in twice under one key is one programme; so is an item, an undo.
    let file = || {
        call("POST", "/programmes")
            .by(&t)
            .header("idempotency-key", "tep")
            .form(&[("organisation", &organisation), ("guideline", "seed-2025")], &[("file", "a.notation", COMMUNE.as_bytes())])
    };
    assert_eq!(file().send(&world).await.expect(201), file().send(&world).await.expect(201));
    let item = || call("POST", &format!("/programmes/{id}/items")).by(&t).header("idempotency-key", "muc").json(&json!({ "part": 1, "text": "  task: Xây dựng đề án sinh kế" }));
    let (one, two) = (item().send(&world).await, item().send(&world).await);
    assert_eq!((one.expect(201), one.header("location")), (two.expect(201), two.header("location")));
    let undo = || call("POST", &format!("/programmes/{id}/undo")).by(&t).header("idempotency-key", "lui");
    assert_eq!(undo().send(&world).await.expect(200), undo().send(&world).await.expect(200));
    assert_eq!(call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200)["version"], 3);

    // What was refused did nothing: the same key may try again.
    let broken = call("POST", &format!("/programmes/{id}/undo")).by(&t).header("idempotency-key", "thu-lai");
    assert_eq!(broken.clone().send(&world).await.problem(409), "refusal-nothing-to-undo");
    assert_eq!(broken.send(&world).await.problem(409), "refusal-nothing-to-undo");
    assert_eq!(call("POST", &format!("/programmes/{id}/undo")).by(&t).header("idempotency-key", &"k".repeat(256)).send(&world).await.problem(422), "refusal-key-unreadable");
}

async fn a_request_that_is_not_understood_says_why(world: World) {
    let t = token(&world, "soan-thao").await;
    let organisation = own_organisation(&world, &t).await;
    let whole = json!({ "organisation": organisation, "guideline": "seed-2025", "title": "một" });
    let beginning = |body: String| call("POST", "/programmes").by(&t).body("application/json", body);
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let cases = [
        (beginning("{".to_owned()), 400, "refusal-body"),
        (beginning(deep), 422, "refusal-body"),
        (beginning("[]".to_owned()), 422, "refusal-body"),
        (beginning(whole.to_string().replacen('{', "{\"version\":9,", 1)), 422, "refusal-body"),
        (beginning(whole.to_string().replacen("seed-2025", "khong-co", 1)), 422, "refusal-field"),
        (beginning(format!("{}{}", whole, " ".repeat(1024 * 1024))), 413, "refusal-body-too-large"),
        (call("POST", "/programmes").by(&t).body("text/plain", whole.to_string()), 415, "refusal-media-type"),
        (call("POST", "/sources").by(&t).json(&whole), 415, "refusal-media-type"),
        (call("POST", "/sources").by(&t).body("multipart/form-data; boundary=x", "không phải"), 400, "refusal-body"),
        (call("POST", "/sources").by(&t).form(&[("organisation", &organisation), ("issued_on", "2026-01-01")], &[("file", "a.md", b"a")]), 422, "refusal-body"),
        (call("POST", "/sources").by(&t).form(&[("organisation", &organisation), ("organisation", &organisation)], &[("file", "a.md", b"a")]), 422, "refusal-body"),
        (call("POST", "/sources").by(&t).form(&[("organisation", &organisation)], &[]), 422, "refusal-field"),
        (call("POST", "/sources").by(&t).form(&[("organisation", &organisation)], &[("file", "a.zip", b"PK\x03\x04....")]), 422, "refusal-paper"),
        (call("GET", "/programmes?page=2").by(&t), 422, "refusal-body"),
        (call("GET", "/programmes?cursor=la").by(&t), 422, "refusal-field"),
        (call("POST", "/session").json(&json!({ "login": "soan-thao\u{0}", "password": PASSWORD })), 400, "refusal-unreadable"),
        (call("GET", "/programmes?cursor=%00_01935f4e-6f3a-7c21-8b7a-0123456789ab").by(&t), 400, "refusal-unreadable"),
        (call("GET", "/search?q=a%00b").by(&t), 400, "refusal-unreadable"),
        (call("POST", "/sources").by(&t).form(&[("organisation", "\u{0}")], &[("file", "a.md", b"a")]), 400, "refusal-unreadable"),
        (call("GET", "/search").by(&t), 422, "refusal-body"),
        (call("PATCH", "/programmes").by(&t), 405, "refusal-method"),
        (call("GET", "/khong-co").by(&t), 404, "refusal-not-found"),
        (call("GET", "/programmes/1").by(&t), 404, "refusal-not-found"),
        (call("GET", "/programmes"), 401, "refusal-not-logged-in"),
        (call("GET", "/programmes").by(&"0".repeat(48)), 401, "refusal-not-logged-in"),
        (call("POST", "/session").json(&json!({ "login": "soan-thao", "password": "sai" })), 401, "refusal-wrong-password"),
        (call("POST", "/session").json(&json!({ "login": "soan-thao", "password": PASSWORD, "role": "administrator" })), 422, "refusal-body"),
    ];
    let before = world.app.fingerprint().await.expect("a fingerprint");
    for (at, (request, status, key)) in cases.into_iter().enumerate() {
        let said = request.send(&world).await;
        assert_eq!((at, said.status.as_u16(), said.json()["key"].clone()), (at, status, json!(key)), "{}", said.text());
        assert_eq!(said.header("content-type"), "application/problem+json", "{at}");
        if status == 405 {
            assert!(said.header("allow").contains("GET") && said.header("allow").contains("POST"), "{:?}", said.headers);
        }
    }
    assert_eq!(world.app.fingerprint().await.expect("a fingerprint"), before);
}

async fn items_come_move_are_tied_and_go(world: World) {
    let t = token(&world, "soan-thao").await;
    let id = programmes(&world, &t).await.remove(0);
    let programme = call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200);
    let first = |list: &str| programme[list][0]["id"].as_str().expect("an id").to_owned();
    let (goal, other) = (first("goals"), first("tasks"));
    let add = |text: &str| call("POST", &format!("/programmes/{id}/items")).by(&t).json(&json!({ "part": 1, "at": 0, "text": text }));
    let said = add("  task: Xây dựng đề án sinh kế\n    lead: Phòng Kinh tế").send(&world).await;
    let anchor = said.expect(201)["anchor"].as_str().expect("an anchor").to_owned();
    let path = format!("/programmes/{id}/items/{anchor}");
    assert_eq!(said.header("location"), format!("/api/v1{path}"));
    // The same words again are another item; a text that is none, or an anchor that is taken, is refused.
    assert_ne!(add("  task: Xây dựng đề án sinh kế").send(&world).await.expect(201)["anchor"], anchor.as_str());
    assert_eq!(add(&format!("  task #{other}: Bản sao")).send(&world).await.problem(422), "refusal-anchor-taken");
    assert_eq!(add("  task: Một\n  task: Hai").send(&world).await.problem(422), "refusal-paper");
    assert_eq!(add("  text: Lời dẫn").send(&world).await.problem(422), "refusal-field");
    assert_eq!(
        call("POST", &format!("/programmes/{id}/items")).by(&t).json(&json!({ "part": 99, "text": "  task: Một" })).send(&world).await.problem(422),
        "refusal-no-such-place"
    );

    call("POST", &format!("{path}/move")).by(&t).json(&json!({ "part": 2, "at": 0 })).send(&world).await.expect(200);
    let item = call("GET", &path).by(&t).send(&world).await;
    assert_eq!((&item.expect(200)["part"], &item.json()["at"]), (&json!(2), &json!(0)));
    assert_eq!(call("POST", &format!("/programmes/{id}/items/t_khong_co/move")).by(&t).json(&json!({ "part": 2, "at": 0 })).send(&world).await.problem(404), "refusal-not-found");

    let tie = format!("/programmes/{id}/ties/{anchor}/{goal}");
    call("PUT", &tie).by(&t).send(&world).await.expect(200);
    let links = call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200)["links"].clone();
    assert!(links.as_array().expect("links").iter().any(|it| it["from"] == anchor.as_str() && it["to"] == goal.as_str()), "{links}");
    assert_eq!(call("PUT", &tie).by(&t).send(&world).await.problem(422), "refusal-tie-unfit");
    call("DELETE", &tie).by(&t).send(&world).await.expect(200);
    assert_eq!(call("PUT", &format!("/programmes/{id}/ties/{goal}/{anchor}")).by(&t).send(&world).await.problem(422), "refusal-tie-unfit");

    // Where it comes from: one thing is said at a time, and only of what is there.
    let whence = format!("{path}/whence");
    call("PUT", &whence).by(&t).json(&json!({ "reason": "Nghị quyết của HĐND xã" })).send(&world).await.expect(200);
    let traces = call("GET", &format!("/programmes/{id}")).by(&t).send(&world).await.expect(200)["traces"].clone();
    assert_eq!(traces, json!([{ "item": anchor.as_str(), "new": "Nghị quyết của HĐND xã" }]));
    for (said, key) in [
        (json!({}), "refusal-field"),
        (json!({ "reason": "a", "end": "b" }), "refusal-field"),
        (json!({ "reason": "" }), "refusal-tie-unfit"),
        (json!({ "why": "a" }), "refusal-body"),
    ] {
        assert_eq!(call("PUT", &whence).by(&t).json(&said).send(&world).await.problem(422), key, "{said}");
    }
    assert_eq!(call("PUT", &whence).by(&t).json(&json!({ "statement": "g_1" })).send(&world).await.problem(404), "refusal-not-found", "it has no source");
    assert_eq!(call("DELETE", &path).by(&t).send(&world).await.problem(428), "refusal-if-match");
    call("DELETE", &path).by(&t).header("if-match", &item.header("etag")).send(&world).await.expect(200);
    assert_eq!(call("GET", &path).by(&t).send(&world).await.problem(404), "refusal-not-found");
    assert_eq!(call("DELETE", &path).by(&t).header("if-match", &item.header("etag")).send(&world).await.problem(404), "refusal-not-found");
    let found = call("GET", "/search?q=xay%20dung%20de%20an%20sinh").by(&t).send(&world).await.expect(200);
    assert!(found["found"].as_array().expect("hits").iter().all(|it| it["anchor"] != anchor.as_str()), "{found}");
    assert!(!found["found"].as_array().expect("hits").is_empty());
}

async fn a_paper_is_looked_at_and_nothing_is_kept(world: World) {
    let t = token(&world, "vp-phuong").await;
    let before = world.app.fingerprint().await.expect("a fingerprint");
    let look = |path: &str, file: &[u8]| call("POST", path).by(&t).form(&[("guideline", "seed-2025")], &[("file", "ctr.notation", file)]);
    let report = look("/look", COMMUNE.as_bytes()).send(&world).await.expect(200);
    assert_eq!(report["guideline"], "seed-2025");
    let commented = look("/look/commented", COMMUNE.as_bytes()).send(&world).await;
    assert_eq!((commented.problem(422).as_str(), &commented.json()["field"]["key"]), ("refusal-field", &json!("why-no-word")));
    let guidelines = call("GET", "/guidelines").by(&t).send(&world).await.expect(200);
    for guideline in guidelines["guidelines"].as_array().expect("guidelines") {
        let id = guideline["id"].as_str().expect("an id");
        let whole = call("GET", &format!("/guidelines/{id}")).by(&t).send(&world).await.expect(200);
        assert!(!whole["clauses"].as_array().expect("clauses").is_empty(), "{id}");
        assert_eq!(whole["title"], guideline["title"]);
    }
    assert_eq!(world.app.fingerprint().await.expect("a fingerprint"), before);

    // A Word file comes back with comments.
    let drafter = token(&world, "soan-thao").await;
    let id = programmes(&world, &drafter).await.remove(0);
    let word = call("GET", &format!("/programmes/{id}/export/docx")).by(&drafter).send(&world).await;
    let back = look("/look/commented", &word.bytes).send(&world).await;
    assert_eq!((back.status.as_u16(), &back.bytes[..2]), (200, &b"PK"[..]));
    assert!(back.bytes.windows(17).any(|it| it == b"word/comments.xml"), "no comments in it");
}

async fn a_list_goes_on_where_the_page_before_ended(world: World) {
    let t = token(&world, "soan-thao").await;
    let organisation = own_organisation(&world, &t).await;
    let mut expected: BTreeSet<String> = programmes(&world, &t).await.into_iter().collect();
    for n in 0..30 {
        let body = json!({ "organisation": organisation, "guideline": "seed-2025", "title": format!("số {n}") });
        expected.insert(call("POST", "/programmes").by(&t).json(&body).send(&world).await.expect(201)["id"].as_str().expect("an id").to_owned());
    }
    let (mut seen, mut path, mut pages) = (Vec::new(), "/programmes".to_owned(), 0);
    loop {
        let page = call("GET", &path).by(&t).send(&world).await.expect(200);
        seen.extend(page["programmes"].as_array().expect("a list").iter().map(|it| it["id"].as_str().expect("an id").to_owned()));
        pages += 1;
        match page["next"].as_str() {
            Some(next) => path = format!("/programmes?cursor={next}"),
            None => break,
        }
    }
    assert_eq!((pages, seen.len()), (2, expected.len()));
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), expected);
}

/// Two servers on one database, asked at the same moment under one key: the database's own rule decides.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_do_it_once_under_one_key() {
    let Some(world) = World::demo(hanhdong_actions::Engine::Postgres).await else {
        println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one");
        return;
    };
    let (app, _) = hanhdong_actions::App::start(&world.location, world.clock.clone(), std::sync::Arc::new(|_, _| Ok(Vec::new()))).await.expect("a second server");
    let second = hanhdong_web::router(hanhdong_web::Web { app, settings: std::sync::Arc::default() });
    let t = token(&world, "soan-thao").await;
    let organisation = own_organisation(&world, &t).await;
    let count = programmes(&world, &t).await.len();
    for round in 0..10 {
        let begin = || {
            call("POST", "/programmes")
                .by(&t)
                .header("idempotency-key", &format!("khoa-{round}"))
                .json(&json!({ "organisation": organisation, "guideline": "seed-2025", "title": format!("lần {round}") }))
        };
        let (a, b, c, d) = tokio::join!(begin().send(&world), begin().send_to(&second), begin().send(&world), begin().send_to(&second));
        a.expect(201);
        assert!([&b, &c, &d].iter().all(|it| it.bytes == a.bytes && it.status == a.status), "{a:?} {b:?} {c:?} {d:?}");
        let again = begin().send_to(&second).await;
        assert_eq!(again.expect(201), a.json());
    }
    assert_eq!(programmes(&world, &t).await.len(), count + 10);
}

#[tokio::test]
async fn the_document_names_every_route_of_the_api_and_no_other() {
    let world = World::demo(hanhdong_actions::Engine::Sqlite).await.expect("a file can always be made");
    let document = call("GET", "/openapi.json").send(&world).await.expect(200);
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            described.insert((method.to_uppercase(), path.clone()));
            let named: BTreeSet<&str> =
                operation["parameters"].as_array().map(|it| it.iter().filter(|it| it["in"] == "path").filter_map(|it| it["name"].as_str()).collect()).unwrap_or_default();
            let parts: BTreeSet<&str> = path.split('{').skip(1).filter_map(|it| it.split('}').next()).collect();
            assert_eq!(named, parts, "{path}");
        }
    }
    let served: BTreeSet<(String, String)> =
        hanhdong_web::routes().into_iter().filter(|it| it.path.starts_with("/api/")).map(|it| (it.method.to_string(), it.path.to_owned())).collect();
    assert_eq!(described, served);
    // Every shape that is named is there.
    let text = document.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|it| it.split('"').next()) {
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
}
