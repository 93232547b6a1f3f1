//! The feed and notices: told from the journal, as far as the reader may see today.

use std::collections::BTreeSet;

use hanhdong_actions::programme::{Change, CommentOn, HandIn, Holding, NewSection, fingerprint, sheet_of_node};
use hanhdong_actions::publication::Issuing;
use hanhdong_actions::{FeedFilter, NewRole, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId, Role};
use hanhdong_domain::programme::{Anchor, Node, Recipient, SectionTurn};
use hanhdong_domain::told::NoticeKind;

use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(
    the_feed_tells_the_own_house_everything_and_others_what_was_issued,
    the_feed_goes_on_by_pages_without_gap_or_repetition_and_is_narrowed_down,
    a_section_is_told_to_whoever_works_on_it_and_counted_until_read,
    an_item_given_to_a_unit_is_told_to_its_people_once,
    a_comment_is_told_where_it_concerns_somebody_and_never_with_its_words,
    a_paper_that_is_issued_to_a_house_is_told_there,
    what_somebody_may_no_longer_read_is_neither_told_nor_counted,
);

async fn draft(world: &World, by: &Who, title: &str) -> ProgrammeId {
    let text = COMMUNE.replacen("  title: ", &format!("  title: {title} "), 1);
    let text: String = text.lines().filter(|it| !it.starts_with("  number: ") && !it.starts_with("  date: ")).map(|it| format!("{it}\n")).collect();
    let units = world.app.units_where(by, OrganisationAct::Create).await.expect("units");
    let house = units.into_iter().find(|it| it.id == it.organisation).expect("a house").id;
    world.app.hand_in(by, &house, "seed-2025", HandIn { name: "ctr.notation".to_owned(), bytes: text.into_bytes().into() }).await.expect("a draft")
}

async fn tasks(world: &World, who: &Who, id: &ProgrammeId) -> Vec<Node> {
    let opened = world.app.open(who, id).await.expect("it opens");
    opened.programme.parts.iter().flat_map(|it| &it.nodes).filter(|it| matches!(it, Node::Task(_))).cloned().collect()
}

fn anchor(node: &Node) -> Anchor {
    node.item().map(|it| it.anchor().clone()).expect("an item")
}

async fn section(world: &World, by: &Who, id: &ProgrammeId, to: &Who, item: Anchor) -> hanhdong_domain::organisation::SectionId {
    let section = NewSection { title: "Nhóm kinh tế".to_owned(), holding: Holding::Person(to.id().clone()), due_on: by.today().tomorrow().ok(), items: BTreeSet::from([item]) };
    world.app.assign_section(by, id, section).await.expect("given")
}

/// How many notices wait, asked anew.
async fn waiting(world: &World, login: &str) -> i64 {
    world.who(login).await.waiting()
}

async fn told(world: &World, login: &str) -> Vec<(NoticeKind, Act)> {
    let who = world.who(login).await;
    world.app.notices(&who, None).await.expect("notices").lines.into_iter().map(|it| (it.kind, it.act)).collect()
}

async fn acts(world: &World, login: &str, filter: FeedFilter) -> Vec<Act> {
    let who = world.who(login).await;
    let feed = world.app.activity(&who, &filter, None).await.expect("a feed");
    feed.days.into_iter().flat_map(|it| it.1).flat_map(|it| it.done).map(|it| it.act).collect()
}

async fn the_feed_tells_the_own_house_everything_and_others_what_was_issued(world: World) {
    let office = world.who("vp-xa").await;
    let id = draft(&world, &office, "Chương trình dauhieu8x").await;
    let item = anchor(&tasks(&world, &office, &id).await[0]);
    section(&world, &office, &id, &world.who("soan-thao").await, item.clone()).await;
    world.app.comment(&office, &id, CommentOn::About(item), "Lời góp ý dauhieu8y").await.expect("said");
    let page = async |login: &str| world.get("/activity", &world.log_in(login).await).await.main().to_owned();
    for login in ["vp-xa", "soan-thao", "doc-xa"] {
        let page = page(login).await;
        assert!(page.contains("dauhieu8x") && page.contains("Lê Thị Mẫu</a> góp ý") && page.contains("giao phần việc soạn thảo “Nhóm kinh tế”"), "{login}: {page}");
        assert!(!page.contains("dauhieu8y"), "the journal has the act and never the words");
    }
    for login in ["vp-tinh", "vp-phuong", "quan-tri"] {
        let page = page(login).await;
        assert!(!page.contains("dauhieu8x") && !page.contains("góp ý"), "{login}: {page}");
    }
    // Units and people for whoever keeps them, and for nobody else.
    assert!(acts(&world, "quan-tri", FeedFilter::default()).await.contains(&Act::PersonEntered));
    assert!(!acts(&world, "vp-xa", FeedFilter::default()).await.contains(&Act::PersonEntered));
    world.app.issue(&office, &id, Issuing { number: Some("05-CTr/ĐU".to_owned()), date: "2026-02-27".parse().ok(), ..Issuing::default() }).await.expect("issued");
    let above = page("vp-tinh").await;
    assert!(above.contains("dauhieu8x") && above.contains("ghi nhận chương trình đã ban hành") && !above.contains("góp ý") && !above.contains("Nhóm kinh tế"), "{above}");
    assert!(page("vp-xa").await.contains("ghi sổ văn bản đi “05-CTr/ĐU”"), "the book is the office's");
    assert!(!page("doc-xa").await.contains("ghi sổ văn bản đi"));
}

async fn the_feed_goes_on_by_pages_without_gap_or_repetition_and_is_narrowed_down(world: World) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let (id, other) = (draft(&world, &office, "một").await, draft(&world, &drafter, "hai").await);
    let item = anchor(&tasks(&world, &office, &id).await[0]);
    for number in 0..70 {
        world.clock.move_by(60);
        let by = if number % 2 == 0 { &office } else { &drafter };
        world.app.comment(by, &id, CommentOn::About(item.clone()), &format!("Ý kiến {number}")).await.expect("said");
    }
    let (mut before, mut times, mut pages) = (None, 0, 0);
    loop {
        let page = world.app.activity(&office, &FeedFilter { programme: Some(id.clone()), ..FeedFilter::default() }, before.as_ref()).await.expect("a page");
        times += page.days.iter().flat_map(|it| &it.1).flat_map(|it| &it.done).filter(|it| it.act == Act::CommentMade).map(|it| it.times).sum::<usize>();
        pages += 1;
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!((times, pages), (70, 2));
    let by_drafter = FeedFilter { person: Some(drafter.id().clone()), ..FeedFilter::default() };
    let feed = world.app.activity(&office, &by_drafter, None).await.expect("a page");
    assert!(feed.days.iter().flat_map(|it| &it.1).flat_map(|it| &it.done).all(|it| it.by.as_ref().is_some_and(|it| it.0 == *drafter.id())));
    let of_other = acts(&world, "vp-xa", FeedFilter { programme: Some(other.clone()), ..FeedFilter::default() }).await;
    assert_eq!(of_other, [Act::ProgrammeBegun]);
    let house = world.app.units_where(&world.who("vp-phuong").await, OrganisationAct::Create).await.expect("units")[0].organisation.clone();
    assert_eq!(acts(&world, "vp-xa", FeedFilter { organisation: Some(house), ..FeedFilter::default() }).await, [], "what one may not see is not there under a filter either");
    let cookie = world.log_in("vp-xa").await;
    let page = world.get(&format!("/activity?programme={id}"), &cookie).await;
    assert!(page.main().contains("rel=\"next\"") && page.main().contains(&format!("programme={id}&amp;at=")), "{}", page.main());
    assert!(world.get("/activity?at=x&of=y&seq=1", &cookie).await.main().contains("<h1>"), "what is no place in the feed is its beginning");
}

async fn a_section_is_told_to_whoever_works_on_it_and_counted_until_read(world: World) {
    let office = world.who("vp-xa").await;
    let reader = world.who("doc-xa").await;
    let id = draft(&world, &office, "Chương trình").await;
    let (before, own) = (waiting(&world, "doc-xa").await, waiting(&world, "vp-xa").await);
    let item = anchor(&tasks(&world, &office, &id).await[0]);
    let section = section(&world, &office, &id, &reader, item).await;
    assert_eq!((waiting(&world, "doc-xa").await, waiting(&world, "vp-xa").await, waiting(&world, "soan-thao").await), (before + 1, own, waiting(&world, "soan-thao").await));
    let cookie = world.log_in("doc-xa").await;
    let page = world.get("/notifications", &cookie).await;
    assert!(page.main().contains("Lê Thị Mẫu giao phần việc soạn thảo “Nhóm kinh tế”") && page.main().contains("Phần việc sắp đến hạn"), "{}", page.main());
    let count = format!("<span class=\"count\">{}<", before + 1);
    assert!(page.body.contains(&count), "the head counts without a script");
    let line = world.app.notices(&reader, None).await.expect("notices").lines.into_iter().next().expect("a notice");
    // Somebody else marks nothing of it.
    let (of, seq) = (line.organisation.to_string(), line.seq.to_string());
    let form = [("of", of.as_str()), ("seq", seq.as_str()), ("back", "/notifications")];
    world.post("/notifications/read", &world.log_in("vp-phuong").await, &form).await;
    assert_eq!(waiting(&world, "doc-xa").await, before + 1);
    let there = format!("/programmes/{id}/sections");
    let opened = world.post("/notifications/read", &cookie, &[("of", &of), ("seq", &seq), ("back", &there)]).await;
    assert_eq!((opened.location(), waiting(&world, "doc-xa").await), (there.as_str(), before));
    assert_eq!(world.post("/notifications/read", &cookie, &[("of", &of), ("seq", &seq), ("back", "//mau.example")]).await.location(), "/");
    // Handed in, it is told to whoever leads the draft; returned, to whoever works on it.
    world.app.turn_section(&reader, &id, &section, SectionTurn::HandedIn, "").await.expect("handed in");
    assert_eq!(told(&world, "vp-xa").await[0], (NoticeKind::HandedIn, Act::SectionHandedIn));
    let page = world.get("/notifications", &cookie).await;
    assert!(!page.main().contains("Phần việc sắp đến hạn"), "handed in, its day is no matter any more");
    world.app.turn_section(&office, &id, &section, SectionTurn::Returned, "Bổ sung").await.expect("returned");
    assert_eq!(told(&world, "doc-xa").await[0], (NoticeKind::Section, Act::SectionReturned));
    world.post("/notifications/read-all", &cookie, &[]).await;
    assert_eq!(waiting(&world, "doc-xa").await, 0);
    // Kinds that one does not want are neither told nor counted.
    world.post("/notifications/kinds", &cookie, &[("comment", "1")]).await;
    world.app.turn_section(&reader, &id, &section, SectionTurn::HandedIn, "").await.expect("handed in");
    world.app.turn_section(&office, &id, &section, SectionTurn::Returned, "Bổ sung").await.expect("returned");
    assert_eq!((waiting(&world, "doc-xa").await, told(&world, "doc-xa").await), (0, vec![]));
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn an_item_given_to_a_unit_is_told_to_its_people_once(world: World) {
    let office = world.who("vp-xa").await;
    let id = draft(&world, &office, "Chương trình").await;
    let node = tasks(&world, &office, &id).await.into_iter().find(|it| matches!(it, Node::Task(it) if !it.lead.text().contains("Kinh tế"))).expect("a task of others");
    world.app.read_all_notices(&world.who("soan-thao-2").await).await.expect("read");
    let edit = async |lead: &str| {
        let now = tasks(&world, &office, &id).await.into_iter().find(|it| anchor(it) == anchor(&node)).expect("there");
        let mut sheet = sheet_of_node(&now);
        sheet.fill("lead", lead).expect("a slot");
        let new = sheet.node(&anchor(&now), Some(&now)).expect("it reads");
        world.app.edit(&office, &id, Change::Item { anchor: anchor(&now), seen: fingerprint(&now), node: Some(new) }).await.expect("kept");
    };
    edit("Phòng kinh tế").await;
    let notices = world.app.notices(&world.who("soan-thao-2").await, None).await.expect("notices");
    let first = notices.lines.first().expect("a notice");
    assert_eq!((first.kind, first.items, first.item.as_ref(), first.is_read), (NoticeKind::Lead, 1, Some(&anchor(&node)), false));
    edit("Phòng Kinh tế, Văn phòng Đảng uỷ").await;
    assert_eq!(waiting(&world, "soan-thao-2").await, 2, "another lead is another notice");
    assert_eq!(told(&world, "doc-xa").await, [], "not of that unit");
}

async fn a_comment_is_told_where_it_concerns_somebody_and_never_with_its_words(world: World) {
    let office = world.who("vp-xa").await;
    let reader = world.who("doc-xa").await;
    let id = draft(&world, &office, "Chương trình").await;
    let nodes = tasks(&world, &office, &id).await;
    section(&world, &office, &id, &reader, anchor(&nodes[0])).await;
    world.app.read_all_notices(&reader).await.expect("read");
    let thread = world.app.comment(&office, &id, CommentOn::About(anchor(&nodes[0])), "Lời dauhieu6z").await.expect("said");
    assert_eq!(told(&world, "doc-xa").await[0], (NoticeKind::Comment, Act::CommentMade));
    world.app.comment(&reader, &id, CommentOn::In(thread), "Đã rõ").await.expect("answered");
    assert_eq!(told(&world, "vp-xa").await[0], (NoticeKind::Comment, Act::CommentMade), "whoever spoke in a thread hears the answer");
    let page = world.get("/notifications", &world.log_in("doc-xa").await).await;
    assert!(page.main().contains(&format!("/comments?at={}", anchor(&nodes[0]))) && !page.main().contains("dauhieu6z"), "{}", page.main());
    let before = waiting(&world, "doc-xa").await;
    world.app.comment(&office, &id, CommentOn::About(anchor(&nodes[1])), "Nơi khác").await.expect("said");
    assert_eq!(waiting(&world, "doc-xa").await, before, "an item of nobody's is told to those who draft");
}

async fn a_paper_that_is_issued_to_a_house_is_told_there(world: World) {
    let office = world.who("vp-xa").await;
    let id = draft(&world, &office, "Chương trình").await;
    let opened = world.app.open(&office, &id).await.expect("the draft");
    let mut document = opened.programme.document.clone();
    document.recipients = ["Đảng bộ Phường Mẫu B", "Lưu Văn phòng Đảng uỷ"].map(|it| Recipient { text: it.to_owned() }).to_vec();
    let seen = hanhdong_actions::programme::fingerprint_of_head(&opened.programme.document);
    world.app.edit(&office, &id, Change::Head { seen, document: Box::new(document) }).await.expect("an edit");
    assert_eq!(waiting(&world, "vp-phuong").await, 0);
    world.app.issue(&office, &id, Issuing { number: Some("05-CTr/ĐU".to_owned()), date: "2026-02-27".parse().ok(), ..Issuing::default() }).await.expect("issued");
    assert_eq!(waiting(&world, "vp-phuong").await, 1);
    let page = world.get("/notifications", &world.log_in("vp-phuong").await).await;
    assert!(page.main().contains("Văn bản 05-CTr/ĐU được ban hành") && page.main().contains(&format!("/programmes/{id}/issued")), "{}", page.main());
    assert_eq!(told(&world, "vp-tinh").await, [], "not addressed to the province");
}

async fn what_somebody_may_no_longer_read_is_neither_told_nor_counted(world: World) {
    let (office, keeper) = (world.who("vp-xa").await, world.who("quan-tri").await);
    let reader = world.who("doc-xa").await;
    let id = draft(&world, &office, "Chương trình dauhieu5w").await;
    section(&world, &office, &id, &reader, anchor(&tasks(&world, &office, &id).await[0])).await;
    let grant = reader.grants()[0].clone();
    assert!(0 < waiting(&world, "doc-xa").await);
    world.app.end_role(&keeper, &grant.id, keeper.today()).await.expect("ended");
    // Only that the role ended is told, which is their own affair.
    assert_eq!(told(&world, "doc-xa").await, [(NoticeKind::Account, Act::RoleEnded)]);
    assert_eq!(waiting(&world, "doc-xa").await, 1);
    let page = world.get("/notifications", &world.log_in("doc-xa").await).await;
    assert!(!page.body.contains("dauhieu5w") && !page.main().contains("Nhóm kinh tế") && page.main().contains("ghi nhận thôi vai trò của đồng chí"), "{}", page.main());
    assert_eq!(acts(&world, "doc-xa", FeedFilter::default()).await, []);
    let role = NewRole { unit: grant.unit.clone(), role: Role::Reader, from_on: keeper.today(), until_on: None };
    world.app.give_role(&keeper, reader.id(), role).await.expect("given again");
    assert!(told(&world, "doc-xa").await.contains(&(NoticeKind::Section, Act::SectionAssigned)), "with the right comes what it opens");
}
