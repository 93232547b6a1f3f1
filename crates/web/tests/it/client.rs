//! A program that calls the API: bearer token, JSON, files.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use crate::world::{PASSWORD, World};

const BOUNDARY: &str = "----ranh-gioi-de-thu";

/// A request on its way.
#[derive(Clone)]
pub(crate) struct Call {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Does it come from the machine the program runs on?
    is_at_this_machine: bool,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Said {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }
    /// The JSON, where the status is the expected one; else the test ends here.
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
    }
    /// The key of a problem, which has to be problem+json.
    pub(crate) fn problem(&self, status: u16) -> String {
        let body = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        assert_eq!(body["status"], status);
        body["key"].as_str().expect("a key").to_owned()
    }
}

/// A call of a method and path below `/api/v1`, or of any path.
pub(crate) fn call(method: &str, path: &str) -> Call {
    let path = if path.starts_with("//") { path[1..].to_owned() } else { format!("/api/v1{path}") };
    Call { method: method.parse().expect("a method"), path, headers: Vec::new(), body: Vec::new(), is_at_this_machine: false }
}

impl Call {
    pub(crate) fn by(self, token: &str) -> Call {
        if token.is_empty() { self } else { self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}")) }
    }
    pub(crate) fn cookie(self, token: &str) -> Call {
        if token.is_empty() { self } else { self.header(COOKIE.as_str(), &format!("hd_session={token}")) }
    }
    pub(crate) fn header(mut self, name: &str, value: &str) -> Call {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
    pub(crate) fn body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Call {
        self.body = body.into();
        self.header(CONTENT_TYPE.as_str(), kind)
    }
    pub(crate) fn json(self, value: &Value) -> Call {
        self.body("application/json", value.to_string())
    }
    /// Fields and files: name, file's name, bytes.
    pub(crate) fn form(self, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Call {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        for (name, file, bytes) in files {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").into_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.body(&format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }
    /// Sent from the machine the program runs on.
    pub(crate) fn at_this_machine(mut self) -> Call {
        self.is_at_this_machine = true;
        self.header("host", "127.0.0.1:8080")
    }
    /// The same without a header.
    pub(crate) fn without(mut self, name: &str) -> Call {
        self.headers.retain(|it| it.0 != name);
        self
    }
    /// The answer of a server of one's choice, its body not yet read.
    pub(crate) async fn asked_of(self, router: &axum::Router) -> Response<Body> {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut request = request.body(Body::from(self.body)).expect("a request");
        if self.is_at_this_machine {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        }
        router.clone().oneshot(request).await.expect("the router answers")
    }
    /// The head of the answer alone: a stream never ends.
    pub(crate) async fn answered_head(self, world: &World) -> Said {
        self.head_from(&world.router).await
    }
    /// The same from a server of one's choice.
    pub(crate) async fn head_from(self, router: &axum::Router) -> Said {
        let head = self.asked_of(router).await.into_parts().0;
        Said { status: head.status, headers: without_number(head.headers), bytes: Vec::new() }
    }
    pub(crate) async fn send(self, world: &World) -> Said {
        self.send_to(&world.router).await
    }
    /// Sends it to a server of one's choice.
    pub(crate) async fn send_to(self, router: &axum::Router) -> Said {
        let response = self.asked_of(router).await;
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 * 1024 * 1024).await.expect("a body").to_vec();
        Said { status: head.status, headers: without_number(head.headers), bytes }
    }
}

/// Logs in through the API.
pub(crate) async fn token(world: &World, login: &str) -> String {
    let said = call("POST", "/session").json(&serde_json::json!({ "login": login, "password": PASSWORD })).send(world).await;
    said.expect(201)["token"].as_str().expect("a token").to_owned()
}

/// The committee in which a person may begin programmes.
pub(crate) async fn own_organisation(world: &World, token: &str) -> String {
    let me = call("GET", "/me").by(token).send(world).await.expect(200);
    me["may_create_in"][0]["organisation"].as_str().expect("an organisation").to_owned()
}

/// The programmes a person sees, those of an organisation's name only.
pub(crate) async fn programmes(world: &World, token: &str) -> Vec<String> {
    let page = call("GET", "/programmes").by(token).send(world).await.expect(200);
    page["programmes"].as_array().expect("a list").iter().map(|it| it["id"].as_str().expect("an id").to_owned()).collect()
}

/// The number of a request differs with every request; everything else is to be alike.
pub(crate) fn without_number(mut headers: HeaderMap) -> HeaderMap {
    headers.remove("x-request-id");
    headers
}
