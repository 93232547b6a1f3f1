//! The frame of pages: the bundle, the book, and what somebody chose.

use axum::body::Body;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, COOKIE, ETAG, IF_NONE_MATCH, SET_COOKIE};
use axum::http::{Request, StatusCode};

use crate::world::{Answer, World, on_both_engines};

on_both_engines!(
    the_bundle_is_kept_by_its_version,
    anybody_opens_the_look_book_in_both_languages,
    what_somebody_chooses_is_kept_and_leads_back,
    the_frame_knows_where_one_is_and_who_one_is,
    a_clock_that_stands_behind_is_told_on_every_page,
);

fn head<'a>(answer: &'a Answer, name: &axum::http::HeaderName) -> &'a str {
    answer.head.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or("")
}

/// The address of a bundled file as a page names it.
fn address<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let at = page.find(&format!("\"/ui/{name}?v="))?;
    page[at + 1..].split('"').next()
}

#[allow(clippy::print_stdout, reason = "says what was skipped")]
async fn the_bundle_is_kept_by_its_version(world: World) {
    let book = world.get("/look-book", "").await;
    for (name, kind) in [("app.css", "text/css; charset=utf-8"), ("app.js", "text/javascript; charset=utf-8")] {
        let Some(versioned) = address(&book.body, name) else {
            assert!(book.body.contains("make ui"), "a page without its bundle says what to do");
            println!("skipped: no bundle in ui/dist; `make ui` makes it");
            return;
        };
        let file = world.get(versioned, "").await;
        assert_eq!((file.status, head(&file, &CONTENT_TYPE), head(&file, &CACHE_CONTROL)), (StatusCode::OK, kind, "public, max-age=31536000, immutable"));
        let tag = head(&file, &ETAG).to_owned();
        let plain = format!("/ui/{name}");
        let again = Request::get(&plain).header(IF_NONE_MATCH, format!("\"other\", W/{tag}")).body(Body::empty()).expect("a request");
        let again = world.send(again).await;
        assert_eq!((again.status, again.body.as_str(), head(&again, &CACHE_CONTROL)), (StatusCode::NOT_MODIFIED, "", "public, no-cache"));
        let other_version = world.get(&format!("{plain}?v=0000"), "").await;
        assert_eq!((other_version.status, head(&other_version, &CACHE_CONTROL)), (StatusCode::OK, "public, no-cache"));
    }
    for path in ["/ui/none.css", "/ui/..%2f..%2fCargo.toml", "/ui/", "/ui/app"] {
        assert_eq!(world.get(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn anybody_opens_the_look_book_in_both_languages(world: World) {
    for (language, title, severity) in [("vi", "Sổ mẫu giao diện", "Cần bổ sung"), ("en", "Look book", "To be completed")] {
        let ask = Request::get("/look-book").header(ACCEPT_LANGUAGE, language).body(Body::empty()).expect("a request");
        let page = world.send(ask).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(&format!("<html lang=\"{language}\"")), "{language}");
        assert!(page.body.contains(&format!("<h1>{title}</h1>")) && page.body.contains(severity), "{language}");
        assert!(!page.body.contains(" style=") && !page.body.contains("<script>") && !page.body.contains(" onclick"), "nothing that the policy forbids");
        for id in page.body.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
            assert!(page.body.contains(&format!("id=\"{id}\"")), "a link to #{id} leads nowhere");
        }
    }
}

async fn what_somebody_chooses_is_kept_and_leads_back(world: World) {
    let chosen = world.post("/language", "", &[("language", "en"), ("back", "/look-book?x=1")]).await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/look-book?x=1"));
    assert!(head(&chosen, &SET_COOKIE).starts_with("hd_language=en; Path=/;"));
    assert!(world.get("/look-book", "hd_language=en").await.body.contains("<html lang=\"en\""));

    let dark = world.post("/appearance", "", &[("theme", "dark"), ("back", "//elsewhere.example")]).await;
    assert_eq!((dark.status, dark.location(), dark.head.headers.get_all(SET_COOKIE).iter().count()), (StatusCode::SEE_OTHER, "/", 1));
    let page = world.get("/look-book", "hd_theme=dark; hd_type=large").await;
    assert!(page.body.contains("data-theme=\"dark\" data-type=\"large\""));
    let page = world.get("/look-book", "hd_theme=\"><script>; hd_type=huge").await;
    assert!(page.body.contains("data-theme=\"auto\" data-type=\"normal\""), "what nobody offered is not taken");
    let both = world.post("/appearance", "", &[("theme", "light"), ("type", "large")]).await;
    assert_eq!(both.head.headers.get_all(SET_COOKIE).iter().count(), 2);
    for form in [[("theme", "pink")], [("colour", "dark")]] {
        assert_eq!(world.post("/appearance", "", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

async fn the_frame_knows_where_one_is_and_who_one_is(world: World) {
    let page = world.get("/programmes", &world.log_in("vp-xa").await).await;
    assert!(page.body.contains("<a href=\"/programmes\" aria-current=\"page\">"), "{}", page.body);
    assert_eq!(page.body.matches("aria-current").count(), 1);
    assert!(page.body.contains("action=\"/log-out\"") && page.body.contains("action=\"/search\""));
    let page = world.get("/look-book", "").await;
    assert!(!page.body.contains("action=\"/log-out\"") && !page.body.contains("action=\"/search\""), "nobody is logged in");
}

async fn a_clock_that_stands_behind_is_told_on_every_page(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let page = |cookie: String| Request::get("/look-book").header(COOKIE, cookie).header(ACCEPT, "text/html,*/*").body(Body::empty()).expect("a request");
    assert!(!world.send(page(cookie.clone())).await.body.contains("class=\"banner\" role"));
    world.clock.move_by(-20 * 60);
    let warned = world.send(page(cookie)).await;
    assert!(warned.body.contains("class=\"banner\" role=\"alert\""), "{}", warned.body);
    assert!(!world.send(page(String::new())).await.body.contains("class=\"banner\" role"), "strangers are not told");
}
