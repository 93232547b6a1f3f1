//! What every handler has at hand.

use std::sync::Arc;
use std::time::Duration;

use hanhdong_actions::App;

/// Bytes in a mebibyte.
pub(crate) const MEBIBYTE: usize = 1024 * 1024;

/// How long one who is slow is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, the quiet before it on an open connection included.
    pub head: Duration,
    /// For the next piece of a body.
    pub body: Duration,
    /// For the other end to take something of an answer.
    pub reader: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { head: Duration::from_secs(20), body: Duration::from_secs(20), reader: Duration::from_secs(60) }
    }
}

/// How the program is served, decided at the door.
#[derive(Clone)]
pub struct Settings {
    /// Is every request that comes here encrypted (own TLS, or a proxy that says so)? Then cookies are kept to that.
    pub is_encrypted: bool,
    /// Does a proxy stand before the program? Then every connection comes from it, and where it comes from says nothing.
    pub is_behind_proxy: bool,
    /// The secret by which figures are read from elsewhere than this machine.
    pub metrics_token: Option<String>,
    /// The largest body that is taken, in bytes: a file and its form.
    pub body_bytes_max: usize,
    /// May a file of this machine be watched? Only where the program runs for the one who sits at it.
    pub may_watch_files: bool,
    /// How long one who is slow is waited for.
    pub patience: Patience,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { is_encrypted: false, is_behind_proxy: false, metrics_token: None, body_bytes_max: 21 * MEBIBYTE, may_watch_files: false, patience: Patience::default() }
    }
}

/// The program and how it is served. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The program.
    pub app: App,
    /// How it is served.
    pub settings: Arc<Settings>,
}
