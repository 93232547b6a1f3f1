//! Every page that can be reached by links: axe finds nothing, nothing is wider than the window, nothing breaks the policy of
//! the page. Seen wide and light, and narrow (320 px, which is also 400 % of a wide one) and dark.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use crate::axe;
use crate::harness::{Eyes, Person, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_sound_wide_and_narrow_light_and_dark() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let stranger = eyes.person(&server, false).await;
    let mut wrong = unsound(&stranger, &["/log-in", "/programmes/none", "/look-book"]).await;
    axe_is_awake(&stranger).await;
    asked_and_submitted(&eyes, &server).await;
    let mut seen = BTreeMap::new();
    for login in ["quan-tri", "vp-xa", "doc-xa", "soan-thao-2", "vp-tinh"] {
        let person = eyes.person(&server, false).await;
        person.log_in(login).await;
        if login == "vp-xa" {
            issued(&person).await;
        }
        let pages = reachable(&person, &mut seen).await;
        wrong.extend(unsound(&person, &pages.iter().map(String::as_str).collect::<Vec<_>>()).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let missing: Vec<&str> = MUST.iter().copied().filter(|it| !seen.contains_key(*it)).collect();
    assert!(missing.is_empty(), "no link leads to {missing:?}; reached: {:?}", seen.keys());
    eyes.close().await;
}

/// What at least has to be reached; ids written as `*`.
const MUST: &[&str] = &[
    "/",
    "/look",
    "/me",
    "/units",
    "/units/*",
    "/guidelines",
    "/guidelines/*",
    "/programmes",
    "/programmes/new",
    "/programmes/*",
    "/programmes/*/findings",
    "/programmes/*/coverage",
    "/programmes/*/items/*/edit",
    "/programmes/*/export",
    "/bases",
    "/book",
    "/approvals",
    "/meetings",
    "/approvals/*",
    "/asked",
    "/asked/*",
    "/programmes/*/appraisal",
    "/programmes/*/approval",
    "/programmes/*/asked",
    "/programmes/*/bases",
    "/programmes/*/beside",
    "/programmes/*/comments",
    "/programmes/*/after-congress",
    "/programmes/*/feasibility",
    "/programmes/*/issued",
    "/programmes/*/manner",
    "/programmes/*/plan",
    "/programmes/*/returned",
    "/programmes/*/sections",
    "/programmes/*/source",
    "/programmes/*/versions",
    "/programmes/*/house",
    "/activity",
    "/notifications",
    "/units/*/house",
    "/verify",
];

/// One more paper of the commune, frozen for a congress and issued: pages about what was issued are reached from it.
async fn issued(person: &Person) {
    let said: String = person.ask(ISSUE).await;
    assert_eq!(said, "issued");
}

const ISSUE: &str = "(async () => { \
    const json = async (path, how) => { const it = await fetch('/api/v1' + path, how); if (!it.ok) throw new Error(path + ' ' + it.status + ' ' + await it.text()); return it.json(); }; \
    try { \
        const mine = (await json('/programmes')).programmes.find(it => !it.issued_on); \
        const text = await (await fetch('/api/v1/programmes/' + mine.id + '/export/notation')).text(); \
        const form = new FormData(); \
        form.set('organisation', (await json('/me')).may_create_in[0].organisation); \
        form.set('guideline', 'seed-2025'); \
        form.set('file', new File([text], 'ctr.notation')); \
        const id = (await json('/programmes', { method: 'POST', body: form })).id; \
        const seen = (await json('/programmes/' + id)).version; \
        await fetch('/programmes/' + id + '/versions', { method: 'POST', body: new URLSearchParams({ 'draft-label': 'trình đại hội', seen }) }); \
        const issue = { number: '05-CTr/ĐU', date: '2026-02-27', congress_on: '2026-02-20', discussed: 1 }; \
        await json('/programmes/' + id + '/issue', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(issue) }); \
        const copy = new FormData(); \
        copy.set('note', 'bản quét'); \
        copy.set('file', new File(['%PDF-1.4\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\\ntrailer<</Size 4/Root 1 0 R>>'], 'quet.pdf')); \
        await fetch('/programmes/' + id + '/signed', { method: 'POST', body: copy }); \
        return 'issued'; \
    } catch (it) { return String(it); } })()";

/// The commune asks the bodies that lead, freezes its draft and submits it: so that there is something to answer and to approve.
async fn asked_and_submitted(eyes: &Eyes, server: &Server) {
    let office = eyes.person(server, false).await;
    office.log_in("vp-xa").await;
    office.go("/programmes").await;
    let draft = office.attribute("ul.things a", "href").await;
    office.go(&format!("{draft}/versions")).await;
    let seen = office.attribute("input[name=seen]", "value").await;
    for (path, body) in [("versions", format!("draft-label=trinh&seen={seen}")), ("approval", "draft=1&words=".to_owned()), ("asked", "due=2099-01-01".to_owned())] {
        let send = format!(
            "(() => {{ const it = new XMLHttpRequest(); it.open('POST', '{draft}/{path}', false); \
             it.setRequestHeader('content-type', 'application/x-www-form-urlencoded'); it.send('{body}'); return it.status; }})()"
        );
        let status: u16 = office.ask(&send).await;
        assert_eq!(status, 200, "{path}");
    }
}

/// One address of every kind of page that links lead to and that nobody saw yet.
async fn reachable(person: &Person, seen: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut fresh = Vec::new();
    let mut visited = BTreeMap::from([("/".to_owned(), ())]);
    let mut waiting = VecDeque::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        person.go(&path).await;
        if let Entry::Vacant(place) = seen.entry(kind(&path)) {
            place.insert(path.clone());
            fresh.push(path);
        }
        let links: Vec<String> =
            person.ask("[...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(it => it.pathname + it.search).filter(it => !it.includes('/export/'))").await;
        for link in links {
            if visited.insert(self::kind(&link), ()).is_none() {
                waiting.push_back(link);
            }
        }
    }
    fresh
}

/// A path with its ids as `*` and the names of what it asks.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let names: Vec<&str> = query.split('&').filter_map(|it| it.split('=').next()).filter(|it| !it.is_empty()).collect();
    let mut kind = Vec::new();
    let mut is_id_next = false;
    for step in path.split('/') {
        let is_id = is_id_next && step != "new";
        kind.push(if is_id { "*" } else { step });
        is_id_next = ["programmes", "units", "guidelines", "items", "lines", "parts", "asked", "approvals"].contains(&step) || is_id && kind.ends_with(&["lines", "*"]);
    }
    let path = kind.join("/");
    if names.is_empty() { path } else { format!("{path}?{}", names.join("&")) }
}

async fn unsound(person: &Person, paths: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (width, height, theme) in [(1366, 768, "light"), (320, 640, "dark")] {
        person.window(width, height).await;
        person.theme(theme).await;
        for path in paths {
            person.go(path).await;
            wrong.extend(axe::wrong(person).await.into_iter().map(|it| format!("{path} at {width} px: {it}")));
            let wider: Vec<String> = person.ask(WIDER).await;
            // To be looked at by people: `HANHDONG_PAGES=folder`.
            if let Some(folder) = std::env::var_os("HANHDONG_PAGES") {
                let name = format!("{}-{width}.png", kind(path).replace(['/', '?', '*'], "_"));
                person.window(width, 1600).await;
                person.save(&Path::new(&folder).join(name)).await;
                person.window(width, height).await;
            }
            if !wider.is_empty() {
                wrong.push(format!("{path} at {width} px is wider than the window: {wider:?}"));
            }
        }
    }
    wrong
}

/// A picture without words and a script inside the page are noticed: silence means that nothing is wrong.
async fn axe_is_awake(person: &Person) {
    let _: bool = person.ask("(document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/none.png\"><p onclick=\"none()\"></p>'), true)").await;
    let found = axe::findings(person).await;
    assert!(found.iter().any(|it| it.starts_with("image-alt")), "{found:?}");
    let trouble: Vec<String> = person.ask("window.trouble").await;
    assert!(trouble.iter().any(|it| it.starts_with("script-src")), "{trouble:?}");
}

/// What sticks out of the window without a scroll bar of its own.
const WIDER: &str = "document.scrollingElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]\
    .filter(it => innerWidth < it.getBoundingClientRect().right).slice(0, 6).map(it => it.tagName + '.' + it.className + '#' + it.id)";
