//! Screens: pages, REST API, live streams. A handler is who, parse, do, answer; no rule and no SQL lives here.

mod api;
mod frame;
mod guideline;
mod live;
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
    let hub = live::Hub::new(web.app.clone());
    let served = router::served(web, hub.clone());
    let stopped = async move {
        stop.await;
        // Lines that stay open would be waited for without end.
        hub.close();
    };
    axum::serve(listener, served).with_graceful_shutdown(stopped).await
}
