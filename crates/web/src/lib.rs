//! Screens: pages, REST API, live streams. A handler is who, parse, do, answer; no rule and no SQL lives here.

mod activity;
mod api;
mod basis;
mod form;
mod frame;
mod guideline;
mod legible;
mod live;
mod look;
mod meeting;
mod notices;
mod organisation;
mod problem;
mod programme;
mod publication;
mod request;
mod router;
mod search;
mod serve;
mod state;
mod watch;
mod well;
pub mod words;

pub use router::{Route, router, routes};
pub use serve::{Tls, serve};
pub use state::{Patience, Settings, Web};
