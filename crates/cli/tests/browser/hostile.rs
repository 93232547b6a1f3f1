//! Markup that somebody typed into every field: a real browser shows it as text, on every page that shows the programme.

use crate::harness::{Eyes, Server};

/// Ways into a page: elements, attributes, addresses, broken ends, other alphabets' brackets, templates, comments.
const PAYLOADS: [&str; 20] = [
    "<script>window.struck=1</script>",
    "<img src=x onerror=window.struck=1>",
    "<svg/onload=window.struck=1>",
    "\"><svg onload=window.struck=1>",
    "'><img src=x onerror=window.struck=1>",
    "</textarea><script>window.struck=1</script>",
    "</title><script>window.struck=1</script>",
    "</li></ul><iframe srcdoc='<script>parent.struck=1</script>'>",
    "\" autofocus onfocus=window.struck=1 x=\"",
    "' onmouseover='window.struck=1",
    "javascript:window.struck=1",
    "<a href=javascript:window.struck=1>x</a>",
    "<form action=javascript:window.struck=1><button>x</button></form>",
    "<body onload=window.struck=1>",
    "<details open ontoggle=window.struck=1>",
    "<math><mtext><script>window.struck=1</script></mtext></math>",
    "<!--><img src=x onerror=window.struck=1>-->",
    "{{constructor.constructor('window.struck=1')()}}",
    "＜script＞window.struck=1＜/script＞",
    "&lt;script&gt;window.struck=1&lt;/script&gt;",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_stays_text_in_a_real_browser() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server, false).await;
    clerk.log_in("vp-xa").await;
    clerk.go("/programmes").await;
    let programme = clerk.attribute("ul.things a", "href").await;
    clerk.go(&programme).await;
    let id = clerk.attribute(".outline .item[id^='i-t_']", "id").await;
    let edit = format!("{programme}/items/{}/edit", id.trim_start_matches("i-"));
    for (number, payload) in PAYLOADS.into_iter().enumerate() {
        clerk.go(&edit).await;
        for slot in ["text", "detail", "lead", "coordinators", "deliverable", "resource", "note"] {
            clerk.put(&format!("[name={slot}]"), &format!("Việc {number} {payload}")).await;
        }
        clerk.press("button[name=done]").await;
        clerk.reads_in(&format!("#{id}"), payload).await;
        for page in ["", "/findings", "/history", "/coverage"] {
            clerk.go(&format!("{programme}{page}")).await;
            let struck: bool = clerk.ask("window.struck === 1").await;
            let trouble: Vec<String> = clerk.ask("window.trouble").await;
            assert!(!struck && trouble.is_empty(), "{payload} on {page}: {trouble:?}");
        }
    }
    eyes.close().await;
}
