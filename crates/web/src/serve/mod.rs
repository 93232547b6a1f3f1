//! Answering connections until told to stop, then finishing what is under way.

mod tls;

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::extract::connect_info::Connected;
use axum::http::request::Parts;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::live::Hub;
use crate::router::served;
use crate::state::Web;
use crate::well;

pub use tls::Tls;
use tls::TlsListener;

/// How long requests that are under way may still take after the program was told to stop.
const LAST_REQUESTS_MAX: Duration = Duration::from_secs(10);

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Peer(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Peer(*stream.remote_addr())
    }
}

/// Where a request comes from, where that is known.
pub(crate) fn peer(parts: &Parts) -> Option<SocketAddr> {
    let served = parts.extensions.get::<ConnectInfo<Peer>>().map(|it| it.0.0);
    // Whoever serves the router by other means says it in axum's own way.
    served.or_else(|| parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0))
}

/// Serves until `stop` is done; then no new requests are taken and those under way are answered, for ten seconds at
/// most.
pub async fn serve(listener: TcpListener, tls: Option<Tls>, web: Web, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    well::count();
    let upkeep = tokio::spawn(well::upkeep());
    let done = match tls {
        Some(tls) => answer(TlsListener::new(listener, tls), web, stop).await,
        None => answer(listener, web, stop).await,
    };
    upkeep.abort();
    done
}

async fn answer<L>(listener: L, web: Web, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
    Peer: for<'a> Connected<IncomingStream<'a, L>>,
{
    let (tell, mut told) = watch::channel(false);
    let hub = Hub::new(web.app.clone());
    let service = served(web, hub.clone());
    let stop = async move {
        stop.await;
        // Live lines stay open for ever: they are closed first, or all would wait for them.
        hub.close();
        tell.send_replace(true);
    };
    let service = service.into_make_service_with_connect_info::<Peer>();
    let bound = async move {
        // Where the channel closed without a word the server has ended by itself.
        if told.wait_for(|it| *it).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(LAST_REQUESTS_MAX).await;
    };
    let answering = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::select! {
        done = answering => done,
        () = bound => {
            tracing::warn!("requests were still under way after ten seconds and were let go");
            Ok(())
        }
    }
}
