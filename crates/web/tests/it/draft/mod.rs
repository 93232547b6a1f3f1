//! Drafting in the browser: edited, disputed, taken back; by those who may, and by nobody else.

mod editing;
mod reading;
mod shape;
mod together;

use crate::world::{Answer, World};
use axum::body::Body;
use axum::http::header::COOKIE;
use axum::http::{Method, Request};

/// The programme that the commune drafts.
async fn draft(world: &World, cookie: &str) -> String {
    let list = world.get("/programmes", cookie).await;
    let at = list.body.find("href=\"/programmes/0").expect("a programme in the list") + "href=\"".len();
    list.body[at..].split('"').next().expect("an address").to_owned()
}

/// The value of a hidden or visible field of a page.
fn value<'a>(page: &'a str, marker: &str) -> &'a str {
    let at = page.find(marker).unwrap_or_else(|| panic!("{marker} in {page}"));
    let tag = &page[page[..at].rfind('<').expect("a tag")..];
    let tag = &tag[..tag.find('>').expect("its end")];
    tag.split("value=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("")
}

/// The anchors of tasks of the outline, in order.
fn tasks(page: &str) -> Vec<String> {
    page.split("id=\"i-").skip(1).filter_map(|it| it.split('"').next()).filter(|it| it.starts_with("t_")).map(str::to_owned).collect()
}

/// An item's piece of the outline.
fn item<'a>(page: &'a str, anchor: &str) -> &'a str {
    let from = page.find(&format!("id=\"i-{anchor}\"")).unwrap_or_else(|| panic!("{anchor} in {page}"));
    &page[from..][..page[from..].find("</li>").expect("its end")]
}

/// The slots of a task's form as a browser sends them.
fn slots<'a>(title: &'a str, lead: &'a str, seen: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("text", title),
        ("lead", lead),
        ("coordinators", "UBMTTQ xã"),
        ("deadline", "quý IV/2027"),
        ("resource", "3 tỷ đồng ngân sách xã"),
        ("seen", seen),
        ("item-kind", "task"),
        ("open", "x"),
        ("done", "1"),
    ]
}

async fn piece(world: &World, path: &str, cookie: &str, form: Option<&[(&str, &str)]>) -> Answer {
    let request = Request::builder().uri(path).header(COOKIE, cookie).header("hx-request", "true").header("sec-fetch-site", "same-origin");
    let request = match form {
        Some(form) => {
            let percent = |text: &str| text.bytes().map(|it| format!("%{it:02X}")).collect::<String>();
            let body = form.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>().join("&");
            request.method(Method::POST).header("content-type", "application/x-www-form-urlencoded").body(Body::from(body))
        }
        None => request.body(Body::empty()),
    };
    world.send(request.expect("a request")).await
}

/// How many clauses are met, as the summary bar says.
fn met(page: &str) -> u32 {
    let at = page.find("verdict=met\"").expect("the summary");
    let tail = &page[at..];
    let from = tail.find("<strong>").expect("a count") + "<strong>".len();
    tail[from..].split('<').next().and_then(|it| it.parse().ok()).expect("a number")
}
