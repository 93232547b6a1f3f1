//! Texts that want to be more than text, addresses that lead elsewhere, files that swell.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use hanhdong_actions::programme::HandIn;
use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::client::{Said, call, token};
use crate::markers::planted;
use crate::stage::Stage;
use crate::table::{Row, table};
use crate::world::{PASSWORD, World, on_one_engine, percent};

on_one_engine!(
    texts_that_hold_marks_of_pages_are_shown_as_text_on_every_page,
    nobody_is_sent_to_another_site,
    a_name_that_a_request_gives_the_server_is_believed_nowhere,
    names_of_files_and_titles_never_break_out_of_a_head,
    packages_that_swell_are_refused_by_every_form_that_takes_a_file,
    forms_without_end_are_refused_though_their_length_is_not_told,
);

/// Breaks out of an attribute, a text area, a title; begins elements that run.
const BREAKOUT: &str = "\"'></textarea></title><svg onload=x7q><img src=x7q onerror=y>\" onfocus=x7q autofocus \"";
/// None of these may stand in a page as they are.
const LIVE: [&str; 5] = ["<svg onload", "<img src=x7q", "</textarea></title>", "\" onfocus=x7q", "'></textarea"];

async fn texts_that_hold_marks_of_pages_are_shown_as_text_on_every_page(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let values = planted(&world, &stage, BREAKOUT, BREAKOUT).await;
    let mut shown = 0;
    for row in table.rows.iter().filter(|it| it.says("stream").is_none()) {
        let mut asked = vec![row.clone()];
        if let Some(form) = row.says("form") {
            let fields: Vec<String> = form.split('&').map(|it| format!("{it}{}", percent(BREAKOUT))).collect();
            asked.push(row.with("form", &fields.join("&")));
        }
        if row.says("query").is_some() || row.path == "/log-in" || row.path == "/look" {
            asked.extend(["q", "words", "back", "guideline"].map(|it| row.with("query", &format!("{it}={}", percent(BREAKOUT)))));
        }
        for person in ["administrator", "drafter"] {
            for asked in asked.iter().filter(|it| !it.is_write() || it.says("form").is_some()) {
                let session = stage.person(person).session(&world, row.says("fresh").is_some()).await;
                let said = asked.call(&values, &session).send_to(stage.router(&world, row)).await;
                shown += usize::from(nothing_runs(asked, &said));
                if row.says("renew").is_some() {
                    stage.person(person).renew(&world).await;
                }
            }
        }
    }
    assert!(30 < shown, "the texts are shown, {shown} times");
}

/// Is the text there, and text alone?
fn nothing_runs(row: &Row, said: &Said) -> bool {
    let text = said.text();
    if said.header("content-type").starts_with("text/html") {
        for live in LIVE {
            if let Some(at) = text.find(live) {
                let from = text[..at].char_indices().rev().nth(80).map_or(0, |it| it.0);
                panic!("{} {}: {live} in {}", row.method, row.path, text[from..].chars().take(200).collect::<String>());
            }
        }
    }
    text.contains("x7q")
}

async fn nobody_is_sent_to_another_site(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    let elsewhere = [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%2F/evil.example",
        "///evil.example",
        " //evil.example",
        "/.//evil.example",
    ];
    let stays = |said: &Said, of: &str| {
        let to = said.header("location");
        let is_path = to.is_empty() || (to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\") && to.bytes().all(|it| it.is_ascii_graphic()));
        assert!(is_path, "{of}: {to}");
        assert!(!said.headers.contains_key("refresh"), "{of}");
    };
    for to in elsewhere {
        for (path, form) in [
            ("//log-in", format!("login=quen&password={}&back={}", percent(PASSWORD), percent(to))),
            ("//language", format!("language=vi&back={}", percent(to))),
            ("//appearance", format!("theme=dark&back={}", percent(to))),
        ] {
            let said = call("POST", path).header("sec-fetch-site", "same-origin").body("application/x-www-form-urlencoded", form).send(&world).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER, "{path} {to}: {}", said.text());
            stays(&said, path);
        }
        let inside = call("GET", &format!("//log-in?back={}", percent(to))).cookie(&session).send(&world).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER);
        stays(&inside, "/log-in, already inside");
        let outside = call("GET", &format!("//log-in?back={}", percent(to))).send(&world).await;
        assert!(!outside.text().contains("value=\"//") && !outside.text().contains("value=\"http"), "{}", outside.text());
    }
    // Who is not logged in comes back to where the way led, and to nowhere else.
    for row in table.rows.iter().filter(|it| !it.is_api()) {
        let said = row.with("query", "q=//evil.example").call(&stage.values, "").head_from(stage.router(&world, row)).await;
        stays(&said, &row.path);
    }
    for path in ["////evil.example/programmes", "//\\evil.example"] {
        stays(&call("GET", path).header("sec-fetch-site", "same-origin").send(&world).await, path);
    }
}

async fn a_name_that_a_request_gives_the_server_is_believed_nowhere(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    for row in table.rows.iter().filter(|it| it.says("stream").is_none() && it.says("here").is_none() && !it.is_write()) {
        for person in ["administrator", "office", "out"] {
            let session = stage.person(person).session(&world, false).await;
            let named = row.call(&stage.values, &session).header("host", "evil.example").header("x-forwarded-host", "evil.example").header("forwarded", "host=evil.example");
            let said = named.header("x-original-url", "/units").header("x-rewrite-url", "/units").send(&world).await;
            let is_told = said.text().contains("evil.example") || said.headers.values().any(|it| String::from_utf8_lossy(it.as_bytes()).contains("evil.example"));
            assert!(!is_told, "{} {} as {person}: {:?}", row.method, row.path, said.headers);
        }
    }
    // The one page that shows this site's own address takes no marks with it.
    let administrator = stage.person("administrator").session(&world, false).await;
    let path = format!("//people/{}/password-link", stage.values.get("person"));
    for host in ["evil.example/<svg>", "a\"b", "a b", "user@evil.example"] {
        let said = call("POST", &path).cookie(&administrator).header("host", host).header("sec-fetch-site", "same-origin").send(&world).await;
        assert_eq!(said.status, StatusCode::OK, "{}", said.text());
        assert!(said.text().contains("/password/") && !said.text().contains("evil.example") && !said.text().contains("a&quot;b"), "{}", said.text());
    }
}

async fn names_of_files_and_titles_never_break_out_of_a_head(world: World) {
    let stage = Stage::set(&world).await;
    let drafter = world.who("soan-thao").await;
    let session = stage.person("drafter").session(&world, false).await;
    for name in
        ["a\"; filename=\"b.html", "a\r\nSet-Cookie: x=y.notation", "../../../etc/passwd", "a;b.notation", "\u{202e}nottaton.exe", "tên%0d%0aX: y.notation", &"dài".repeat(400)]
    {
        let file = HandIn { name: name.to_owned(), bytes: Arc::new(crate::world::COMMUNE.as_bytes().to_vec()) };
        let id = world.app.hand_in(&drafter, &stage.commune, "seed-2025", file).await.expect("handed in");
        let title = format!("{name}\r\nX-A: b").replace(['\r', '\n'], " ");
        for path in [format!("//programmes/{id}/file"), format!("//programmes/{id}/export/docx"), format!("/programmes/{id}/export/json")] {
            let said = call("GET", &path).cookie(&session).send(&world).await;
            let shown = said.header("content-disposition");
            assert!(said.status.is_success() && shown.starts_with("attachment; filename=\""), "{path}: {shown} {title}");
            assert_eq!(shown.matches('"').count(), 2, "{shown}");
            assert!(shown.len() < 4_000 && shown.bytes().all(|it| it.is_ascii_graphic() || it == b' '), "{shown}");
            assert!(!shown.contains("..") && !shown.contains('/') && !shown.contains("%0D") && !shown.contains("%E2%80%AE"), "{shown}");
            assert!(said.headers.get("set-cookie").is_none() && said.headers.get("x-a").is_none());
            assert_eq!(said.header("x-content-type-options"), "nosniff");
        }
    }
}

/// Word files that are small on their way and endless in memory, or that reach for other files.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let package = |parts: &[(String, Vec<u8>)]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("a package").into_inner()
    };
    let types = || ("[Content_Types].xml".to_owned(), b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_vec());
    let document = |xml: &[u8]| ("word/document.xml".to_owned(), xml.to_vec());
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>";
    let reaches = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>";
    vec![
        ("swells", package(&[types(), document(&vec![b' '; 70 * 1024 * 1024])])),
        ("many parts", package(&std::iter::once(types()).chain((0..20_000).map(|it| (format!("word/{it}.xml"), Vec::new()))).collect::<Vec<_>>())),
        ("laughs", package(&[types(), document(laughs.as_bytes())])),
        ("reaches out", package(&[types(), document(reaches.as_bytes())])),
        ("climbs", package(&[types(), ("../../../../tmp/x7q".to_owned(), b"x".to_vec()), document(b"<w:document/>")])),
        ("nothing in it", package(&[types()])),
    ]
}

async fn packages_that_swell_are_refused_by_every_form_that_takes_a_file(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let (office, administrator) = (stage.person("office").session(&world, false).await, stage.person("administrator").session(&world, false).await);
    let of_issued = stage.values.with("id", stage.issued(&world).await.as_str());
    let bombs = bombs();
    for row in table.rows.iter().filter(|row| ["file", "paper", "text", "document"].iter().any(|it| row.says(it).is_some())) {
        let session = if row.class == "people-keep" { &administrator } else { &office };
        let values = if row.class == "issued-keep" { &of_issued } else { &stage.values };
        let before = world.app.journal_heads().await.expect("the heads");
        let (what, how) = row.sends.iter().find(|it| ["file", "paper", "text", "document"].contains(&it.0.as_str())).expect("a file");
        let fields = how.replace("{unit}", stage.commune.as_str());
        let fields: Vec<(&str, &str)> = fields.split('&').filter_map(|it| it.split_once('=')).collect();
        let mut bare = row.clone();
        bare.sends.retain(|it| it.0 != *what);
        for (name, bytes) in &bombs {
            let begun = Instant::now();
            let said = bare.call(values, session).form(&fields, &[(what, "a.docx", bytes)]).send(&world).await;
            // What is held against the issued files is never opened, so there is nothing in it to refuse: it is none of them.
            let is_opened = row.path != "/verify";
            let expected = if is_opened { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            assert_eq!(said.status, expected, "{} {} that {name}: {}", row.method, row.path, said.text());
            assert!(is_opened || said.text().contains("Không phải là văn bản đã ban hành"), "{name}");
            assert!(!said.text().contains("root:"), "{name}");
            assert!(begun.elapsed() < Duration::from_secs(20), "{} {} that {name}: {:?}", row.method, row.path, begun.elapsed());
        }
        assert_eq!(world.app.journal_heads().await.expect("the heads"), before, "{} {}", row.method, row.path);
    }
}

async fn forms_without_end_are_refused_though_their_length_is_not_told(world: World) {
    let (table, stage) = (table(), Stage::set(&world).await);
    let session = stage.person("office").session(&world, false).await;
    let long = "a".repeat(2 * 1024 * 1024);
    for row in table.rows.iter().filter(|it| it.is_write()) {
        let mut bare = row.clone();
        bare.sends.retain(|it| !["json", "form", "file", "paper", "text", "document"].contains(&it.0.as_str()));
        let bare = bare.call(&stage.values, &session);
        let said = match row.says("json") {
            Some(_) => bare.body("application/json", format!("{{\"title\":\"{long}\"}}")),
            None if row.is_api() => continue,
            None => bare.body("application/x-www-form-urlencoded", format!("title={long}")),
        };
        let said = said.send_to(stage.router(&world, row)).await;
        assert_eq!(said.status, StatusCode::PAYLOAD_TOO_LARGE, "{} {}: {}", row.method, row.path, said.text().chars().take(300).collect::<String>());
    }
    let t = token(&world, "vp-xa").await;
    let many = json!({ "organisation": stage.commune.as_str(), "guideline": "seed-2025", "title": "a".repeat(900_000) });
    let said = call("POST", "/programmes").by(&t).json(&many).send(&world).await;
    assert!(said.status.is_client_error(), "a title is a line, not a book: {}", said.status);
}
