//! Every route, on one screen. The matrix test walks this list; a route that is not in it is not served.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::routing::MethodRouter;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::live::Hub;
use crate::state::Web;
use crate::{activity, basis, guideline, legible, look, meeting, notices, organisation, programme, publication, search, watch, well};

/// A route: method, path, who answers.
pub struct Route {
    /// GET, POST ...
    pub method: Method,
    /// The path, with its parts in braces.
    pub path: &'static str,
    pub(crate) answer: MethodRouter<Web>,
}

pub(crate) fn get<H, T>(path: &'static str, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::GET, path, answer: axum::routing::get(handler) }
}

pub(crate) fn post<H, T>(path: &'static str, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::POST, path, answer: axum::routing::post(handler) }
}

pub(crate) fn put<H, T>(path: &'static str, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::PUT, path, answer: axum::routing::put(handler) }
}

pub(crate) fn delete<H, T>(path: &'static str, handler: H) -> Route
where
    H: axum::handler::Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::DELETE, path, answer: axum::routing::delete(handler) }
}

/// Every route, room by room.
pub fn routes() -> Vec<Route> {
    let rooms = [
        well::routes(),
        organisation::routes(),
        basis::routes(),
        guideline::routes(),
        programme::routes(),
        publication::routes(),
        meeting::routes(),
        search::routes(),
        activity::routes(),
        notices::routes(),
        crate::api::routes(),
        look::routes(),
    ];
    rooms.into_iter().flatten().collect()
}

/// Scripts and styles come from here alone and nothing runs that stands in a page; nobody frames us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// How long a request may take, its body included, before it is answered that it took too long. What an act had begun
/// is settled all the same.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(120);

/// The whole web.
pub fn router(web: Web) -> Router {
    let hub = Hub::new(web.app.clone());
    served(web, hub)
}

/// The whole web, with the hub of its live pages.
pub(crate) fn served(web: Web, hub: Hub) -> Router {
    let limit = web.settings.body_bytes_max;
    let served = routes().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.answer));
    let header = |name: &'static str, value: &'static str| SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value));
    served
        .fallback(look::not_found)
        .method_not_allowed_fallback(crate::api::method_not_allowed)
        .layer(DefaultBodyLimit::max(limit))
        .layer(axum::middleware::from_fn_with_state(web.clone(), legible::only))
        .layer(axum::middleware::from_fn(look::appearance::surround))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME_MAX))
        .layer(axum::middleware::from_fn_with_state(web.clone(), watch::small_enough))
        .layer(RequestBodyTimeoutLayer::new(web.settings.patience.body))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(watch::after_panic))
        .layer(header("content-security-policy", CONTENT_SECURITY_POLICY))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        // What is personal stays out of shared caches and off the back button after logging out.
        .layer(header("cache-control", "private, no-store"))
        .layer(axum::middleware::from_fn(watch::told))
        .layer(CompressionLayer::new())
        .layer(axum::Extension(hub))
        .with_state(web)
}
