//! The demo world behind a router: what browsers send, without a port.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request, Response, StatusCode};
use hanhdong_actions::{App, DemoPapers, Engine, Location, PdfWriter, TestClock};
use hanhdong_web::{Settings, Web, router};
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "mật khẩu để thử";
const DISTRICT: &str = include_str!("../../../../samples/huyen-mau.notation");
pub(crate) const COMMUNE: &str = include_str!("../../../../samples/xa-mau.notation");

/// Tells a story on both engines. Without a PostgreSQL to talk to, its half says that it was skipped.
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {
        $(mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let world = crate::world::World::demo(hanhdong_actions::Engine::Sqlite).await.expect("a file can always be made");
                super::$story(world).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match crate::world::World::demo(hanhdong_actions::Engine::Postgres).await {
                    Some(world) => super::$story(world).await,
                    None => println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one"),
                }
            }
        })+
    };
}
pub(crate) use on_both_engines;

/// Tells a story that has nothing to do with the database on SQLite alone.
macro_rules! on_one_engine {
    ($($story:ident),+ $(,)?) => {
        $(mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$story(crate::world::World::demo(hanhdong_actions::Engine::Sqlite).await.expect("a file can always be made")).await;
            }
        })+
    };
}
pub(crate) use on_one_engine;

/// The demo world with its clock at 2026-03-02, 08:00 UTC.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) router: Router,
    #[allow(dead_code, reason = "for stories about time")]
    pub(crate) clock: Arc<TestClock>,
    #[allow(dead_code, reason = "for stories about what lies on the disk")]
    pub(crate) folder: Option<PathBuf>,
    /// Where its database lies.
    pub(crate) location: Location,
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            drop(std::fs::remove_dir_all(folder));
        }
    }
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) head: axum::http::response::Parts,
    pub(crate) body: String,
}

impl Answer {
    /// The page without its frame: what is its own.
    #[allow(dead_code, reason = "for stories about what is offered")]
    pub(crate) fn main(&self) -> &str {
        self.body.split_once("<main").map_or(self.body.as_str(), |it| it.1).split("</main>").next().unwrap_or("")
    }
    #[allow(dead_code, reason = "for stories about redirects")]
    pub(crate) fn location(&self) -> &str {
        self.head.headers.get(LOCATION).and_then(|it| it.to_str().ok()).unwrap_or("")
    }
}

impl World {
    pub(crate) async fn demo(engine: Engine) -> Option<World> {
        World::demo_with(engine, Arc::new(|_, _| Ok(b"%PDF-1.7 thay cho trang in".to_vec()))).await
    }

    /// The demo world with a typesetter of one's own.
    pub(crate) async fn demo_with(engine: Engine, pdf: PdfWriter) -> Option<World> {
        let name = format!("hd_{}", uuid::Uuid::now_v7().simple());
        let (location, folder) = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(&name);
                std::fs::create_dir_all(&folder).expect("a folder for the test");
                (Location::File(folder.join("hanhdong.db")), Some(folder))
            }
            Engine::Postgres => (Location::Server(new_database(&name).await?), None),
        };
        let clock = Arc::new(TestClock::at("2026-03-02T08:00:00Z".parse().expect("a moment")));
        let (app, _) = App::start(&location, clock.clone(), pdf).await.expect("an empty database opens");
        let papers = DemoPapers { district: DISTRICT.to_owned(), commune: COMMUNE.to_owned() };
        assert!(app.load_demo(papers, PASSWORD).await.expect("the demo world loads"));
        let router = router(Web { app: app.clone(), settings: Arc::new(Settings::default()) });
        Some(World { app, router, clock, folder, location })
    }

    /// The cookie of a person who logged in.
    pub(crate) async fn log_in(&self, login: &str) -> String {
        let session = self.app.log_in(login, PASSWORD).await.expect("the person comes in");
        format!("hd_session={}", session.token.secret())
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(Request::get(path).header(COOKIE, cookie).body(Body::empty()).expect("a request")).await
    }

    /// Sends a form as a browser of this site does.
    #[allow(dead_code, reason = "for stories about forms")]
    pub(crate) async fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let body = form.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>().join("&");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.expect("the router answers");
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.expect("a body");
        Answer { status: head.status, body: String::from_utf8_lossy(&bytes).into_owned(), head }
    }
}

pub(crate) fn percent(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A database of its own on the PostgreSQL that `make test` brings.
async fn new_database(name: &str) -> Option<String> {
    let server = std::env::var("HANHDONG_TEST_POSTGRES").ok()?;
    let made = tokio::process::Command::new("psql").args(["-q", "-d", &format!("{server}/postgres"), "-c", &format!("CREATE DATABASE {name}")]).status();
    assert!(made.await.expect("psql runs").success(), "a database for the test");
    Some(format!("{server}/{name}"))
}
