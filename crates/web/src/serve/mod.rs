//! Answering connections until told to stop, then finishing what is under way. Whoever is slow is not waited for: a
//! head, a pause in a body and a pause in reading the answer each have their bound.

mod patience;
mod tls;

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::request::Parts;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::live::Hub;
use crate::router::served;
use crate::state::{Patience, Web};
use crate::well;
use patience::Patient;

pub use tls::Tls;
use tls::TlsListener;

/// How long requests that are under way may still take after the program was told to stop.
const LAST_REQUESTS_MAX: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes: an address with a long line of text in it, cookies.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Where a request comes from, where that is known.
pub(crate) fn peer(parts: &Parts) -> Option<SocketAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0)
}

/// Serves until `stop` is done; then no new requests are taken and those under way are answered, for ten seconds at
/// most.
pub async fn serve(listener: TcpListener, tls: Option<Tls>, web: Web, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    well::count();
    let upkeep = tokio::spawn(well::upkeep());
    match tls {
        Some(tls) => answer(TlsListener::new(listener, tls), web, stop).await,
        None => answer(listener, web, stop).await,
    }
    upkeep.abort();
    Ok(())
}

async fn answer<L>(mut listener: L, web: Web, stop: impl Future<Output = ()> + Send)
where
    L: Listener<Addr = SocketAddr>,
{
    let hub = Hub::new(web.app.clone());
    let patience = web.settings.patience;
    let router = served(web, hub.clone());
    let tell = watch::Sender::new(false);
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (io, from) = listener.accept() => drop(connections.spawn(connection(io, from, router.clone(), patience, tell.subscribe()))),
            // Those that are over are let go of, so that they do not pile up.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    // Live lines stay open for ever: they are closed first, or all would wait for them.
    hub.close();
    tell.send_replace(true);
    let all_over = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_REQUESTS_MAX, all_over).await.is_err() {
        tracing::warn!("requests were still under way after ten seconds and were let go");
    }
}

/// Answers the requests of one connection, one after the other.
async fn connection<I>(io: I, from: SocketAddr, router: Router, patience: Patience, mut told: watch::Receiver<bool>)
where
    I: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        router.oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience.head).max_header_size(HEAD_BYTES_MAX);
    let io = TokioIo::new(Patient::new(io, patience.reader));
    let mut answering = std::pin::pin!(builder.serve_connection(io, service));
    tokio::select! {
        // Whoever hung up or was too slow is nobody to answer.
        done = answering.as_mut() => return drop(done),
        _ = told.wait_for(|it| *it) => answering.as_mut().graceful_shutdown(),
    }
    drop(answering.await);
}
