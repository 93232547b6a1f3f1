//! Search over pages and API: each kind is found with its place by those who may open it; for everybody else the page reads as
//! if the thing had never been.

use hanhdong_actions::basis::NewBasis;
use hanhdong_actions::programme::CommentOn;
use hanhdong_domain::programme::Anchor;

use crate::client::call;
use crate::markers::planted;
use crate::stage::{Stage, who};
use crate::world::{World, on_both_engines, percent};

on_both_engines!(each_kind_is_found_by_its_own_people_and_reads_as_nothing_for_others, words_are_marked_where_they_stand_whatever_their_orthography);

const MARK: &str = "dauhieu9z";
const NAME_MARK: &str = "tenrieng9z";
/// As long as the mark, and in nothing.
const NOTHING: &str = "khongco9z";

async fn each_kind_is_found_by_its_own_people_and_reads_as_nothing_for_others(world: World) {
    let stage = Stage::set(&world).await;
    let values = planted(&world, &stage, MARK, NAME_MARK).await;
    let drafter = who(&world, &stage.person("drafter").session(&world, false).await).await;
    let office = who(&world, &stage.person("office").session(&world, false).await).await;
    let id = hanhdong_domain::organisation::ProgrammeId::parse(&values.get("id")).expect("an id");
    let anchor = Anchor::new(&values.get("anchor")).expect("an anchor");
    world.app.comment(&drafter, &id, CommentOn::About(anchor), &format!("Xem lại {MARK}")).await.expect("said");
    let document = NewBasis { subject: format!("về {MARK}"), ..crate::bases::directive("99-KH/ĐU", "2026-01-02") };
    world.app.enter_basis(&office, &stage.commune, document).await.expect("entered");
    for person in &stage.persons {
        let session = person.session(&world, false).await;
        let page = async |q: &str| call("GET", &format!("//search?q={q}")).cookie(&session).send(&world).await.text();
        let (found, nothing) = (page(MARK).await, page(NOTHING).await);
        // Below the commune its register is read, and nothing else of it.
        let kinds: &[&str] = match person.name {
            "office" | "drafter" | "reader" => &["items", "programmes", "bases", "comments"],
            "below" => &["bases"],
            _ => &[],
        };
        for kind in ["items", "programmes", "issues", "bases", "requirements", "comments", "clauses", "units", "people"] {
            assert_eq!(found.contains(&format!("id=\"found-{kind}\"")), kinds.contains(&kind), "{kind} as {}", person.name);
        }
        if kinds.is_empty() {
            let same = |page: &str, word: &str| page.replace(word, "");
            assert_eq!(same(&found, MARK), same(&nothing, NOTHING), "{}: not even a count tells", person.name);
        }
        let names = page(NAME_MARK).await;
        assert_eq!(names.contains("id=\"found-units\""), person.name == "administrator", "{}", person.name);
        let api = call("GET", &format!("/search?q={MARK}")).by(&session).send(&world).await.text();
        assert_eq!(api.contains(MARK), !kinds.is_empty(), "{}", person.name);
        assert_eq!(api.contains("/comments?at="), kinds.contains(&"comments"), "{}", person.name);
    }
    // Put away with its programme, taken back with it.
    world.app.put_away(&drafter, &id).await.expect("put away");
    let session = stage.person("drafter").session(&world, false).await;
    let page = call("GET", &format!("//search?q={MARK}")).cookie(&session).send(&world).await.text();
    assert!(!page.contains("id=\"found-items\"") && !page.contains("id=\"found-comments\"") && page.contains("id=\"found-bases\""));
}

async fn words_are_marked_where_they_stand_whatever_their_orthography(world: World) {
    let cookie = world.log_in("vp-xa").await;
    for q in ["dang uy", "Đảng ủy", "UY DANG", "\"đảng uỷ\""] {
        let page = world.get(&format!("/search?q={}", percent(q)), &cookie).await.body;
        assert!(page.contains("<mark>Đảng uỷ</mark>"), "{q}: {page}");
    }
    let page = world.get("/search?q=%3Cscript%3E", &cookie).await.body;
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"), "what is typed is never markup");
    let empty = world.get("/search?q=", &cookie).await.body;
    assert!(empty.contains("id=\"sought\"") && !empty.contains("class=\"empty\""));
}
