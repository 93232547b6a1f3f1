//! A file on the clerk's machine is watched: each save is told, and nobody from elsewhere finds any of it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST};
use axum::http::{Method, Request, StatusCode};
use futures::StreamExt;
use hanhdong_web::{Settings, Web, router};
use tower::ServiceExt;

use crate::world::{World, on_both_engines};

on_both_engines!(
    each_save_is_told_and_the_page_shows_the_file_as_it_lies_there_now,
    nobody_from_elsewhere_and_nobody_but_drafters_watches,
    only_plain_papers_are_watched_and_the_refusal_says_why
);

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().canonicalize().expect("a folder").join(format!("hd_watch_{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
    /// Saves as Word does: a new file is written and takes the old one's name.
    fn save(&self, name: &str, text: &str) -> PathBuf {
        let (new, path) = (self.0.join("moi.tmp"), self.0.join(name));
        std::fs::write(&new, text).expect("a file");
        std::fs::rename(&new, &path).expect("renamed");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn watching(world: &World) -> Router {
    router(Web { app: world.app.clone(), settings: Arc::new(Settings { may_watch_files: true, ..Settings::default() }) })
}

fn from(peer: &str, request: axum::http::request::Builder, cookie: &str, body: Body) -> Request<Body> {
    let mut request = request.header(COOKIE, cookie).body(body).expect("a request");
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

const HERE: &str = "127.0.0.1:40000";

async fn asked(router: &Router, path: &str, cookie: &str) -> (StatusCode, String) {
    let response = router.clone().oneshot(from(HERE, Request::get(path).header(HOST, "127.0.0.1:8080"), cookie, Body::empty())).await.expect("an answer");
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 16 * 1024 * 1024).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

async fn watch(router: &Router, cookie: &str, path: &Path) -> (StatusCode, String) {
    let escaped: String = path.to_string_lossy().bytes().map(|it| format!("%{it:02X}")).collect();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/watch")
        .header(HOST, "localhost")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    let response = router.clone().oneshot(from(HERE, request, cookie, Body::from(format!("path={escaped}&guideline=seed-2025")))).await.expect("an answer");
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 16 * 1024 * 1024).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

const FIRST: &str = "CHƯƠNG TRÌNH HÀNH ĐỘNG\n\nI. MỤC TIÊU, YÊU CẦU\n\n1. Mục tiêu\n\n- Tỷ lệ hộ dân dùng nước sạch đến năm 2030 đạt trên 95%.\n\nII. NỘI DUNG\n\n1. Nhiệm vụ\n\n- Xây dựng đề án sinh kế ven sông.\n";

async fn each_save_is_told_and_the_page_shows_the_file_as_it_lies_there_now(world: World) {
    let (folder, router, cookie) = (Folder::new(), watching(&world), world.log_in("soan-thao").await);
    let path = folder.save("dự thảo <b>.txt", FIRST);
    assert_eq!(asked(&router, "/watch/found", &cookie).await.0, StatusCode::NOT_FOUND, "nothing is watched yet");
    let (status, body) = watch(&router, &cookie, &path).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    let (_, page) = asked(&router, "/watch", &cookie).await;
    assert!(page.contains("sse-connect=\"/watch/live\"") && page.contains("đề án sinh kế") && page.contains("&lt;b&gt;.txt") && !page.contains("<b>.txt"), "{page}");
    let response = router.clone().oneshot(from(HERE, Request::get("/watch/live").header(HOST, "127.0.0.1"), &cookie, Body::empty())).await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut line = response.into_body().into_data_stream();
    let mut told = async || {
        let next = tokio::time::timeout(Duration::from_secs(8), line.next()).await;
        String::from_utf8_lossy(&next.expect("a save is told within seconds").expect("the line goes on").expect("it is sound")).into_owned()
    };
    for words in ["Nâng cấp hệ thống thuỷ lợi nội đồng", "Mở lớp dạy nghề đan lát"] {
        std::fs::remove_file(&path).expect("Word takes the old one away");
        folder.save("dự thảo <b>.txt", &format!("{FIRST}\n- {words}.\n"));
        assert!(told().await.contains("event: saved"));
        let (status, piece) = asked(&router, "/watch/found", &cookie).await;
        assert!(status == StatusCode::OK && piece.contains(words) && !piece.contains("<html"), "{piece}");
    }
    assert_eq!(world.kept().await, (1, 0), "watching hands in nothing");
    // What is watched is the person's own affair.
    assert_eq!(asked(&router, "/watch/found", &world.log_in("soan-thao-2").await).await.0, StatusCode::NOT_FOUND);
}

async fn nobody_from_elsewhere_and_nobody_but_drafters_watches(world: World) {
    let (router, cookie) = (watching(&world), world.log_in("vp-xa").await);
    let status = async |router: &Router, peer: &str, host: &str, cookie: &str, passed_on: bool| {
        let mut request = Request::get("/watch").header(HOST, host);
        if passed_on {
            request = request.header("x-forwarded-for", "127.0.0.1");
        }
        router.clone().oneshot(from(peer, request, cookie, Body::empty())).await.expect("an answer").status()
    };
    for (peer, host, passed_on, expected) in [
        (HERE, "127.0.0.1:8080", false, StatusCode::OK),
        ("[::1]:40000", "[::1]:8080", false, StatusCode::OK),
        ("[::ffff:127.0.0.1]:40000", "localhost:8080", false, StatusCode::OK),
        ("192.168.1.20:40000", "localhost", false, StatusCode::NOT_FOUND),
        (HERE, "trang-la.example", false, StatusCode::NOT_FOUND),
        (HERE, "127.0.0.1.trang-la.example:80", false, StatusCode::NOT_FOUND),
        (HERE, "localhost", true, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(status(&router, peer, host, &cookie, passed_on).await, expected, "{peer} {host}");
    }
    // Where the program serves many, there is no such page at all, whoever asks from wherever.
    assert_eq!(status(&world.router, HERE, "localhost", &cookie, false).await, StatusCode::NOT_FOUND);
    assert!(!world.get("/look", &cookie).await.body.contains("/watch"));
    for (login, expected) in [("soan-thao", StatusCode::OK), ("doc-xa", StatusCode::FORBIDDEN), ("quan-tri", StatusCode::FORBIDDEN)] {
        assert_eq!(status(&router, HERE, "localhost", &world.log_in(login).await, false).await, expected, "{login}");
    }
    assert_eq!(status(&router, HERE, "localhost", "", false).await, StatusCode::SEE_OTHER);
}

async fn only_plain_papers_are_watched_and_the_refusal_says_why(world: World) {
    let (folder, router, cookie) = (Folder::new(), watching(&world), world.log_in("vp-xa").await);
    let paper = folder.save("a.txt", FIRST);
    let key = folder.save("khoa.pem", "bí mật của máy");
    std::os::unix::fs::symlink(&paper, folder.0.join("b.txt")).expect("a link");
    for (path, why) in [(PathBuf::from("a.txt"), "đường dẫn đầy đủ"), (key, "chỉ theo dõi tệp"), (folder.0.join("b.txt"), "liên kết"), (folder.0.join("c.txt"), "chưa thấy tệp")]
    {
        let (status, body) = watch(&router, &cookie, &path).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}", path.display());
        assert!(body.contains(why) && body.contains("role=\"alert\"") && !body.contains("bí mật của máy"), "{why}: {body}");
    }
}
