//! Pages through the router, in memory on SQLite, each beside a bare handler that answers the same bytes.
//!
//! `cargo bench -p hanhdong-web --bench pages`; `HANHDONG_BENCH=postgres` with `HANHDONG_TEST_POSTGRES` for the other
//! engine. What it does to a machine under load is measured by `cargo run --release -p xtask -- load`.

#![allow(clippy::print_stdout, reason = "a measurement talks to the person who started it")]

#[allow(dead_code, unreachable_pub)]
mod paper;
#[path = "../../tests/it/world.rs"]
#[allow(dead_code, unused_imports, unused_macros, unreachable_pub)]
mod world;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE};
use divan::Bencher;
use hanhdong_actions::programme::HandIn;
use hanhdong_actions::{App, Engine, TestClock};
use hanhdong_domain::organisation::OrganisationAct;
use hanhdong_web::{Settings, Web, router};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use world::World;

/// Programmes of a usual size, so that the list has pages: with the big one 50,000 tasks.
const USUAL: usize = 240;
/// Tasks of a usual programme.
const USUAL_TASKS: usize = 200;

/// The pages that are measured. Those of `2000` belong to a programme of 2,000 tasks, the others to one of 200.
const PAGES: [&str; 10] = ["not-found", "list", "search", "outline", "findings", "coverage", "edit-form", "outline 2000", "findings 2000", "coverage 2000"];

fn main() {
    let is_bench = std::env::args().any(|it| it == "--bench");
    if is_bench {
        for page in PAGES {
            println!("{page}: {} bytes, {} compressed", told(page, "identity").len(), told(page, "gzip").len());
        }
    }
    divan::main();
    if is_bench && let Some(folder) = &FULL.world.folder {
        // It lies in the temporary folder: whatever cannot be removed is nobody's loss.
        drop(std::fs::remove_dir_all(folder));
    }
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a run-time"));
static FULL: LazyLock<Full> = LazyLock::new(|| RUNTIME.block_on(Full::new()));

/// The demo world with 50,000 tasks.
struct Full {
    world: World,
    cookie: String,
    usual: String,
    big: String,
}

impl Full {
    async fn new() -> Full {
        let engine = if std::env::var("HANHDONG_BENCH").is_ok_and(|it| it == "postgres") { Engine::Postgres } else { Engine::Sqlite };
        let world = World::demo(engine).await.expect("a database");
        let session = world.app.log_in("vp-xa", world::PASSWORD).await.expect("the person comes in");
        let who = world.app.who(&session.token).await.expect("somebody");
        let home = world.app.units_where(&who, OrganisationAct::Create).await.expect("a place")[0].organisation.clone();
        let hand_in = async |number: usize, tasks: usize| {
            let file = HandIn { name: "a.notation".to_owned(), bytes: Arc::new(paper::programme(number, 57, tasks).into_bytes()) };
            format!("/programmes/{}", world.app.hand_in(&who, &home, "seed-2025", file).await.expect("it is handed in"))
        };
        let mut usual = String::new();
        for number in 0..USUAL {
            usual = hand_in(number, USUAL_TASKS).await;
        }
        let big = hand_in(USUAL, 2_000).await;
        let cookie = format!("hd_session={}", session.token.secret());
        Full { world, cookie, usual, big }
    }

    fn path(&self, page: &str) -> String {
        let (page, of) = page.split_once(' ').map_or((page, &self.usual), |it| (it.0, &self.big));
        match page {
            "list" => "/programmes".to_owned(),
            "search" => "/search?q=de+an+sinh+ke+duong".to_owned(),
            "outline" => of.clone(),
            "edit-form" => format!("{of}/items/t_7/edit"),
            "findings" | "coverage" => format!("{of}/{page}"),
            other => format!("/{other}"),
        }
    }
}

/// Sends a request and reads the answer whole.
async fn ask(router: &Router, path: &str, cookie: &str, encoding: &str) -> Vec<u8> {
    let request = Request::get(path).header(COOKIE, cookie).header(ACCEPT_ENCODING, encoding).body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body").to_vec()
}

/// A bare handler that answers the same bytes.
fn bare(bytes: Vec<u8>) -> Router {
    let bytes = axum::body::Bytes::from(bytes);
    Router::new().fallback(move || {
        let bytes = bytes.clone();
        async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
    })
}

fn told(page: &str, encoding: &str) -> Vec<u8> {
    let full = &*FULL;
    RUNTIME.block_on(ask(&full.world.router, &full.path(page), &full.cookie, encoding))
}

#[divan::bench(args = PAGES)]
fn page(bencher: Bencher<'_, '_>, page: &str) {
    let full = &*FULL;
    let path = full.path(page);
    told(page, "identity");
    bencher.bench(|| RUNTIME.block_on(ask(&full.world.router, &path, &full.cookie, "identity")));
}

#[divan::bench(args = PAGES)]
fn page_compressed(bencher: Bencher<'_, '_>, page: &str) {
    let full = &*FULL;
    let path = full.path(page);
    told(page, "gzip");
    bencher.bench(|| RUNTIME.block_on(ask(&full.world.router, &path, &full.cookie, "gzip")));
}

/// The raw control: the same bytes from a bare handler.
#[divan::bench(args = PAGES)]
fn bare_bytes(bencher: Bencher<'_, '_>, page: &str) {
    let router = bare(told(page, "identity"));
    bencher.bench(|| RUNTIME.block_on(ask(&router, "/", "", "identity")));
}

/// The raw control of what goes over the wire: the same bytes from a bare handler, compressed.
#[divan::bench(args = PAGES)]
fn bare_bytes_compressed(bencher: Bencher<'_, '_>, page: &str) {
    let router = bare(told(page, "identity")).layer(CompressionLayer::new());
    bencher.bench(|| RUNTIME.block_on(ask(&router, "/", "", "gzip")));
}

/// The first view after a start: nothing is remembered yet.
#[divan::bench(args = ["outline", "outline 2000", "coverage 2000"], sample_count = 20)]
fn first_view(bencher: Bencher<'_, '_>, page: &str) {
    let full = &*FULL;
    let path = full.path(page);
    bencher.with_inputs(|| RUNTIME.block_on(anew())).bench_values(|router| RUNTIME.block_on(ask(&router, &path, &full.cookie, "identity")));
}

/// The same program, just started.
async fn anew() -> Router {
    let clock = Arc::new(TestClock::at("2026-03-02T08:00:00Z".parse().expect("a moment")));
    let (app, _) = App::start(&FULL.world.location, clock, Arc::new(|_, _| Ok(Vec::new()))).await.expect("it opens");
    let router = router(Web { app, settings: Arc::new(Settings::default()) });
    // The connections are made and the words are read by any first page.
    ask(&router, "/me", &FULL.cookie, "identity").await;
    router
}

/// A task is saved by a script while it is typed into: on disk, checked again, its piece of the page answered.
#[divan::bench(args = ["outline", "outline 2000"], sample_count = 40)]
fn one_edit(bencher: Bencher<'_, '_>, page: &str) {
    let full = &*FULL;
    let path = format!("{}/items/t_7/edit", full.path(page));
    let mut turn = 0;
    bencher
        .with_inputs(|| {
            turn += 1;
            let form = RUNTIME.block_on(ask(&full.world.router, &path, &full.cookie, "identity"));
            let form = String::from_utf8(form).expect("a page");
            let seen = form.split("name=\"seen\"").nth(1).and_then(|it| it.split("value=\"").nth(1)).and_then(|it| it.split('"').next()).expect("what was seen");
            format!("text=De+an+sinh+ke+lan+{turn}&lead=Phong+Kinh+te&deadline=quy+IV%2F2027&seen={seen}&item-kind=task&open=x&done=1")
        })
        .bench_local_values(|body| RUNTIME.block_on(save(&path, body)));
}

async fn save(path: &str, body: String) {
    let request = Request::post(path).header(COOKIE, &FULL.cookie).header("hx-request", "true").header("sec-fetch-site", "same-origin");
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).expect("a request");
    let answer = FULL.world.router.clone().oneshot(request).await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
}

/// A paper of 2,000 tasks is handed in: entered with all its items, on disk.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn hand_in_2000(bencher: Bencher<'_, '_>) {
    let full = &*FULL;
    let (who, home) = RUNTIME.block_on(async {
        let session = full.world.app.log_in("vp-xa", world::PASSWORD).await.expect("the person comes in");
        let who = full.world.app.who(&session.token).await.expect("somebody");
        let home = full.world.app.units_where(&who, OrganisationAct::Create).await.expect("a place")[0].organisation.clone();
        (who, home)
    });
    let bytes = Arc::new(paper::programme(USUAL, 57, 2_000).into_bytes());
    bencher.bench(|| {
        let file = HandIn { name: "a.notation".to_owned(), bytes: bytes.clone() };
        RUNTIME.block_on(full.world.app.hand_in(&who, &home, "seed-2025", file)).expect("it is handed in")
    });
}
