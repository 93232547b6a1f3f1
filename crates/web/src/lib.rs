//! Screens: pages, REST API, live streams. A handler is who, parse, do, answer; no rule and no SQL lives here.

mod api;
mod frame;
mod guideline;
mod look;
mod organisation;
mod problem;
mod programme;
mod request;
mod router;
mod state;
pub mod words;

pub use router::{Route, routes, router};
pub use state::{Settings, Web};

/// Serves until `stop` is done; then requests that are under way are answered and no new ones are taken.
pub async fn serve(listener: tokio::net::TcpListener, web: Web, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let service = router(web).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
