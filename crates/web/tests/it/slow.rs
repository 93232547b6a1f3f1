//! Whoever is slow is not waited for, and others are served meanwhile.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hanhdong_actions::Engine;
use hanhdong_web::{Patience, Settings, Web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::token;
use crate::world::World;

/// Far longer than the server's patience in these stories: whoever is still kept after it is waited for without end.
const WITHOUT_END: Duration = Duration::from_secs(30);

struct Server {
    address: SocketAddr,
    stop: tokio::sync::oneshot::Sender<()>,
    running: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Server {
    async fn start(world: &World) -> Server {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let short = Duration::from_millis(300);
        let settings = Settings { patience: Patience { head: short, body: short, reader: short }, ..Settings::default() };
        let web = Web { app: world.app.clone(), settings: Arc::new(settings) };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(hanhdong_web::serve(listener, None, web, async move { drop(stopped.await) }));
        Server { address, stop, running }
    }
    /// What comes back until the server hangs up.
    async fn said(&self, first: &str, then_each_tick: &str) -> String {
        let (mut from, mut to) = TcpStream::connect(self.address).await.expect("a connection").into_split();
        to.write_all(first.as_bytes()).await.expect("the first words");
        let piece = then_each_tick.to_owned();
        let trickle = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(20));
            while !piece.is_empty() && to.write_all(piece.as_bytes()).await.is_ok() {
                ticks.tick().await;
            }
            // The line stays open while the other side is waited for.
            if piece.is_empty() {
                std::future::pending::<()>().await;
            }
        });
        let mut said = Vec::new();
        let end = tokio::time::timeout(WITHOUT_END, from.read_to_end(&mut said)).await;
        trickle.abort();
        // A reset is an end too.
        drop(end.unwrap_or_else(|_| panic!("still waited for: {first:?}")));
        String::from_utf8_lossy(&said).into_owned()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heads_and_bodies_that_do_not_come_are_not_waited_for() {
    let world = World::demo(Engine::Sqlite).await.expect("a file can always be made");
    let t = token(&world, "soan-thao").await;
    let server = Server::start(&world).await;
    let body = |path: &str, kind: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAuthorization: Bearer {t}\r\nContent-Type: {kind}\r\nContent-Length: 100000\r\n\r\n--x\r\n"
        )
    };
    let bodies = [
        ("/log-in", "application/x-www-form-urlencoded"),
        ("/api/v1/session", "application/json"),
        ("/api/v1/look", "multipart/form-data; boundary=x"),
        ("/look", "multipart/form-data; boundary=x"),
        ("/log-out", "application/x-www-form-urlencoded"),
    ];
    // Nothing at all, half a head, a head that never ends, an idle line after an answer.
    for (first, then) in [
        ("", ""),
        ("GET / HTTP/1.1\r\nHost:", ""),
        ("GET / HTTP/1.1\r\nHost: a\r\n", "X-A: b\r\n"),
        ("GET / HTTP/1.1\r\nX-A: ", "a"),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", ""),
    ] {
        let said = server.said(first, then).await;
        assert_eq!(said.starts_with("HTTP/1.1 200"), first.contains("healthz"), "{first:?}: {said}");
    }
    for (path, kind) in bodies {
        let said = server.said(&body(path, kind), "").await;
        assert!(said.starts_with("HTTP/1.1 4"), "{path}: {said}");
    }
    // Others are served while many hold a line open.
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(server.address).await.expect("a connection");
        stream.write_all(b"GET / HT").await.expect("some bytes");
        slow.push(stream);
    }
    let said = server.said("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "").await;
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    server.stop.send(()).expect("it stops");
    tokio::time::timeout(WITHOUT_END, server.running).await.expect("in time").expect("it ends").expect("in peace");
}
