//! The raw control of `cargo run --release -p xtask -- load`: a bare axum server that answers the bytes of files.
//!
//! `bare FILE...` prints where it listens; `/0` is the first file. It compresses for whoever asks, as the program does.
#![allow(clippy::print_stdout, reason = "it says where it listens")]

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use tower_http::compression::CompressionLayer;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut router = Router::new();
    for (number, path) in std::env::args().skip(1).enumerate() {
        let bytes = Bytes::from(std::fs::read(path)?);
        router = router.route(&format!("/{number}"), get(move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router.layer(CompressionLayer::new())).await
}
