//! A form with files, read into memory up to the limit and no further. A body that is too large is read to its end and
//! thrown away, within reason: a browser that is cut off in the middle shows its own error instead of our words.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::Method;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::HandIn;
use tokio::sync::Semaphore;

use crate::legible::is_legible;
use crate::problem::{Asker, Problem};
use crate::router::Route;
use crate::state::Web;

/// Forms with files that are read at the same time: each may take the whole limit of memory.
const AT_ONCE_MAX: usize = 8;
/// Fields of a form; ours have fewer.
const FIELDS_MAX: usize = 12;
/// Files of a form under one name.
const FILES_MAX: usize = 60;
/// Bytes of a field that is no file.
const FIELD_BYTES_MAX: usize = 4 * 1024;
/// How many times the limit is read and thrown away before the connection is cut.
const DRAINED_TIMES: usize = 4;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE_MAX);

/// A form with files, read.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    fields: HashMap<String, String>,
    files: HashMap<String, Vec<HandIn>>,
    refused: Option<Refusal>,
}

impl Upload {
    /// Refuses the form where it was not taken, or where a field or a file came that nobody asked for.
    pub(crate) fn taken(mut self, fields: &[&str], files: &[&str]) -> Result<Upload, Refusal> {
        if let Some(refusal) = self.refused.take() {
            return Err(refusal);
        }
        let is_one = self.files.values().all(|it| it.len() == 1);
        if is_one && self.is_asked(fields, files) { Ok(self) } else { Err(Refusal::Field { field: "form", why: "unknown" }) }
    }
    /// The same where one of the files may be several.
    pub(crate) fn taken_many(mut self, fields: &[&str], file: &str) -> Result<Upload, Refusal> {
        if let Some(refusal) = self.refused.take() {
            return Err(refusal);
        }
        if self.is_asked(fields, &[file]) { Ok(self) } else { Err(Refusal::Field { field: "form", why: "unknown" }) }
    }
    fn is_asked(&self, fields: &[&str], files: &[&str]) -> bool {
        self.fields.keys().all(|it| fields.contains(&it.as_str())) && self.files.keys().all(|it| files.contains(&it.as_str()))
    }
    /// A field, without spaces around it; empty where it was left out.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |it| it.trim())
    }
    /// A file; `None` where none was chosen.
    pub(crate) fn file(&mut self, name: &str) -> Option<HandIn> {
        self.files.remove(name).and_then(|it| it.into_iter().next())
    }
    /// All files of a name, in the order in which they came.
    pub(crate) fn files(&mut self, name: &str) -> Vec<HandIn> {
        self.files.remove(name).unwrap_or_default()
    }
}

/// A route for forms with files: the limit is this reader's, so that it can answer in words.
pub(crate) fn post_files<H, T>(path: &'static str, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::POST, path, answer: axum::routing::post(handler).layer(DefaultBodyLimit::disable()) }
}

impl FromRequest<Web> for Upload {
    type Rejection = Problem;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let asker = Asker::of(&parts);
        let Ok(_turn) = TURNS.try_acquire() else { return Err(asker.problem(Refusal::Busy)) };
        let form = Multipart::from_request(Request::from_parts(parts, body), web).await;
        let mut form = form.map_err(|_| asker.problem(Refusal::Field { field: "file", why: "empty" }))?;
        let mut upload = Upload::default();
        let mut left = Left { to_keep: web.settings.body_bytes_max, to_drain: web.settings.body_bytes_max.saturating_mul(DRAINED_TIMES) };
        match read(&mut form, &mut upload, &mut left).await {
            Ok(()) => {}
            Err(refusal) => {
                upload.fields.clear();
                upload.files.clear();
                upload.refused = Some(refusal);
            }
        }
        Ok(upload)
    }
}

struct Left {
    to_keep: usize,
    to_drain: usize,
}

async fn read(form: &mut Multipart, upload: &mut Upload, left: &mut Left) -> Result<(), Refusal> {
    let (mut count, mut file_count) = (0, 0);
    let mut is_over = false;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            left.to_drain = left.to_drain.checked_sub(chunk.len()).ok_or_else(Refusal::too_many_bytes)?;
            is_over |= left.to_keep < chunk.len() || (file_name.is_none() && FIELD_BYTES_MAX < bytes.len() + chunk.len());
            if is_over {
                // What is refused is not kept, not even until the end of the form.
                bytes = Vec::new();
                upload.files.clear();
            } else {
                left.to_keep -= chunk.len();
                bytes.extend_from_slice(&chunk);
            }
        }
        if is_over {
            continue;
        }
        count += usize::from(!upload.files.contains_key(&name));
        file_count += usize::from(file_name.is_some());
        if FIELDS_MAX < count || FILES_MAX < file_count {
            return Err(Refusal::Field { field: "file", why: "too-long" });
        }
        if upload.fields.contains_key(&name) || (file_name.is_none() && upload.files.contains_key(&name)) {
            return Err(Refusal::Field { field: "form", why: "unknown" });
        }
        if !is_legible(&name) || file_name.as_deref().is_some_and(|it| !is_legible(it)) {
            return Err(Refusal::Unreadable);
        }
        match file_name {
            // A browser sends a file that nobody chose without name and bytes.
            Some(file_name) if file_name.is_empty() && bytes.is_empty() => {}
            Some(file_name) => upload.files.entry(name).or_default().push(HandIn { name: file_name, bytes: Arc::new(bytes) }),
            None => {
                let text = String::from_utf8(bytes).ok().filter(|it| is_legible(it)).ok_or(Refusal::Unreadable)?;
                upload.fields.insert(name, text);
            }
        }
    }
    if is_over { Err(Refusal::too_many_bytes()) } else { Ok(()) }
}

/// A form that ends in the middle: nothing of it is taken.
fn broken(_: MultipartError) -> Refusal {
    Refusal::Field { field: "file", why: "broken-off" }
}
