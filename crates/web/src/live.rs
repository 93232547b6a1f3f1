//! Live pages: one topic for each programme that somebody looks at. An event says only how far the programme is; what
//! a person may see of it is asked anew, by that person's own request.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use hanhdong_actions::{App, Refusal, Token};
use hanhdong_domain::organisation::ProgrammeId;
use tokio::sync::{broadcast, watch};

/// How often the database is asked how far a programme is: so several servers on one database tell the same.
const ASKED_EVERY: Duration = Duration::from_secs(2);
/// How long a line stays silent; then a sign of life is sent and the permission asked again.
const SILENT_MAX: Duration = Duration::from_secs(20);
/// Events a slow client may be behind before it is told only where the programme is now.
const BEHIND_MAX: usize = 16;
/// Lines at once; beyond, pages are not live but work.
const LINES_MAX: usize = 5_000;

/// Every topic that somebody listens to. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Hub {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    topics: Mutex<HashMap<ProgrammeId, broadcast::Sender<Bytes>>>,
    stop: watch::Sender<bool>,
}

impl Hub {
    pub(crate) fn new(app: App) -> Hub {
        Hub { inner: Arc::new(Inner { app, topics: Mutex::default(), stop: watch::Sender::new(false) }) }
    }

    /// Ends every line, so that the program can stop.
    pub(crate) fn close(&self) {
        self.inner.stop.send_replace(true);
    }

    fn listen(&self, id: &ProgrammeId, version: i64) -> Result<broadcast::Receiver<Bytes>, Refusal> {
        let mut topics = self.inner.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if LINES_MAX <= topics.values().map(broadcast::Sender::receiver_count).sum::<usize>() {
            return Err(Refusal::Busy);
        }
        match topics.entry(id.clone()) {
            Entry::Occupied(there) => Ok(there.get().subscribe()),
            Entry::Vacant(free) => {
                let (sender, receiver) = broadcast::channel(BEHIND_MAX);
                free.insert(sender);
                tokio::spawn(self.clone().tell(id.clone(), version));
                Ok(receiver)
            }
        }
    }

    /// Tells whoever listens when the programme goes on, until nobody does.
    async fn tell(self, id: ProgrammeId, mut version: i64) {
        let mut stop = self.inner.stop.subscribe();
        loop {
            tokio::select! {
                () = tokio::time::sleep(ASKED_EVERY) => {}
                _ = stop.wait_for(|it| *it) => return,
            }
            {
                let mut topics = self.inner.topics.lock().unwrap_or_else(PoisonError::into_inner);
                if topics.get(&id).is_none_or(|it| it.receiver_count() == 0) {
                    topics.remove(&id);
                    return;
                }
            }
            // A database that does not answer is asked again; the pages stay as they are.
            let Ok(Some(now)) = self.inner.app.version(&id).await else { continue };
            if now != version {
                version = now;
                let topics = self.inner.topics.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(sender) = topics.get(&id) {
                    // Nobody may be listening any more; that is found out above.
                    sender.send(event(now)).ok();
                }
            }
        }
    }

    /// The line of one person about one programme. Before every event the session and the permission are asked again.
    pub(crate) async fn line(&self, token: Token, id: ProgrammeId) -> Result<Response, Refusal> {
        let first = self.permitted(&token, &id).await?;
        let receiver = self.listen(&id, first)?;
        let line = Line { hub: self.clone(), stop: self.inner.stop.subscribe(), token, id, receiver, first: Some(event(first)) };
        let stream = futures::stream::unfold(line, |mut line| async move { line.next().await.map(|bytes| (Ok::<_, Infallible>(bytes), line)) });
        Ok(([(CONTENT_TYPE, "text/event-stream"), (axum::http::header::CACHE_CONTROL, "no-store")], Body::from_stream(stream)).into_response())
    }

    async fn permitted(&self, token: &Token, id: &ProgrammeId) -> Result<i64, Refusal> {
        let who = self.inner.app.who(token).await?;
        Ok(self.inner.app.pulse(&who, id).await?.version)
    }
}

struct Line {
    hub: Hub,
    stop: watch::Receiver<bool>,
    token: Token,
    id: ProgrammeId,
    receiver: broadcast::Receiver<Bytes>,
    /// Where the programme is as the line begins: a page that was away learns what it missed.
    first: Option<Bytes>,
}

impl Line {
    /// What is sent next; `None` ends the line.
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let heard = tokio::select! {
            heard = tokio::time::timeout(SILENT_MAX, self.receiver.recv()) => heard,
            _ = self.stop.wait_for(|it| *it) => return None,
        };
        let version = self.hub.permitted(&self.token, &self.id).await.ok()?;
        match heard {
            Ok(Ok(bytes)) => Some(bytes),
            Ok(Err(broadcast::error::RecvError::Lagged(_))) => Some(event(version)),
            Ok(Err(broadcast::error::RecvError::Closed)) => None,
            Err(_) => Some(Bytes::from_static(b": \n\n")),
        }
    }
}

fn event(version: i64) -> Bytes {
    Bytes::from(format!("event: version\ndata: {version}\nid: {version}\n\n"))
}
