//! Units and people out of a form: previewed row by row, written all at once or not at all, and only once.

use axum::http::StatusCode;
use hanhdong_actions::{Deed, Line, Preview, Refusal, Sheet, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{AccountState, OrgLevel, OrganisationAct, Role, UnitId};
use rust_xlsxwriter::Workbook;

use crate::papers::File;
use crate::world::{World, on_both_engines};

on_both_engines!(
    a_form_is_previewed_then_written_whole_and_the_second_time_changes_nothing,
    one_wrong_row_and_nothing_is_written_and_every_wrong_row_says_where_and_why,
    only_what_was_previewed_is_accepted,
    the_form_that_is_downloaded_comes_back_without_a_change,
    what_is_not_the_form_is_refused_in_words,
);

const UNITS: [&[&str]; 3] = [
    &["Ban Xây dựng Đảng", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A", "", "Ban"],
    &["Đảng bộ Thôn Mẫu", "Cấp uỷ", "Đảng bộ Xã Mẫu A", "Tổ chức cơ sở đảng", "Thôn, tổ dân phố"],
    &["Chi bộ Tổ Mẫu", "Cấp uỷ", "Đảng bộ Thôn Mẫu", "chi bộ trực thuộc"],
];
const PEOPLE: [&[&str]; 3] = [
    &["Bùi Thị Mẫu", "bui-mau", "Ban Xây dựng Đảng", "Soạn thảo", "Chuyên viên", "01/02/2026"],
    &["Bùi Thị Mẫu", "bui-mau", "Đảng bộ Xã Mẫu A", "Chỉ đọc", "", ""],
    &["Vũ Văn Mẫu", "doc-xa", "Phòng Kinh tế", "Soạn thảo", "Phó Trưởng phòng", "05/03/2026"],
];

fn workbook(units: &[&[&str]], people: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (sheet, rows) in [(Sheet::Units, units), (Sheet::People, people)] {
        let page = book.add_worksheet().set_name(sheet.name()).expect("a name");
        for (row, cells) in (0_u32..).zip(std::iter::once(sheet.heads()).chain(rows.iter().copied())) {
            for (column, text) in (0_u16..).zip(cells) {
                page.write_string(row, column, *text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

async fn keeper(world: &World) -> (Who, UnitId) {
    (world.who("quan-tri").await, UnitId::parse(&world.commune().await).expect("an id"))
}

async fn preview(world: &World, units: &[&[&str]], people: &[&[&str]]) -> Preview {
    let (keeper, commune) = keeper(world).await;
    world.app.preview_roster(&keeper, &commune, workbook(units, people).into()).await.expect("a preview")
}

fn lines(preview: &Preview) -> Vec<Line> {
    preview.rows.iter().map(|it| it.line.clone()).collect()
}

async fn a_form_is_previewed_then_written_whole_and_the_second_time_changes_nothing(world: World) {
    let (keeper, commune) = keeper(&world).await;
    let before = world.app.journal_heads().await.expect("the heads");
    let seen = preview(&world, &UNITS, &PEOPLE).await;
    let does: Vec<_> = seen.rows.iter().map(|it| it.does.clone()).collect();
    let expected = [vec![Deed::Found], vec![Deed::Found], vec![Deed::Found], vec![Deed::Enter, Deed::TakePost], vec![Deed::GiveRole], vec![Deed::GiveRole, Deed::TakePost]];
    assert_eq!(does, expected.map(Ok));
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before, "a preview writes nothing");
    let units = async || world.app.units_where(&keeper, OrganisationAct::KeepPeople).await.expect("units").len();
    let count = units().await;

    assert_eq!(world.app.accept_roster(&keeper, &commune, lines(&seen), &seen.seen).await.expect("written"), 6);
    assert_eq!(units().await, count + 3);
    let people = world.app.people_of(&keeper, &commune).await.expect("people");
    let new: Vec<_> = people.iter().filter(|it| it.login.as_deref() == Some("bui-mau")).collect();
    assert_eq!(new.iter().map(|it| (it.grant.role, it.unit_name.as_str())).collect::<Vec<_>>(), [(Role::Drafter, "Ban Xây dựng Đảng"), (Role::Reader, "Đảng bộ Xã Mẫu A")]);
    assert_eq!((new[0].account, new[0].has_link, new[0].posts[0].title.as_str()), (Some(AccountState::Invited), false, "Chuyên viên"));
    assert!(new.iter().all(|it| it.grant.from_on == keeper.today()), "no right for days that are over");
    let told: Vec<Act> = world.app.life_of_person(&keeper, &new[0].person.id).await.expect("lines").into_iter().map(|it| it.act).collect();
    assert_eq!(told, [Act::PersonEntered, Act::AccountInvited, Act::PostTaken, Act::RoleGiven]);
    assert_eq!(world.app.verify().await.expect("looked at").faults, []);

    let natures: Vec<_> =
        world.app.units_where(&keeper, OrganisationAct::KeepPeople).await.expect("units").into_iter().filter(|it| it.name.ends_with("Mẫu")).map(|it| it.nature.level()).collect();
    assert!(natures.contains(&Some(OrgLevel::Grassroots)) && natures.contains(&Some(OrgLevel::Cell)), "{natures:?}");

    let after = world.app.journal_heads().await.expect("the heads");
    let again = preview(&world, &UNITS, &PEOPLE).await;
    assert!(again.is_sound() && !again.does_something(), "{:?}", again.rows);
    assert_eq!(world.app.accept_roster(&keeper, &commune, lines(&again), &again.seen).await.expect("nothing to do"), 0);
    assert_eq!(world.app.journal_heads().await.expect("the heads"), after);
    // What is there already is described by what its row says more.
    let more: [&[&str]; 1] = [&["Chi bộ Tổ Mẫu", "Cấp uỷ", "", "", "Cơ quan"]];
    let seen = preview(&world, &more, &[]).await;
    assert_eq!(seen.rows[0].does, Ok(vec![Deed::Describe]));
    world.app.accept_roster(&keeper, &commune, lines(&seen), &seen.seen).await.expect("written");
    let high: [&[&str]; 1] = [&["Chi bộ Tổ Mẫu", "Cấp uỷ", "", "Tổ chức cơ sở đảng", ""]];
    assert_eq!(preview(&world, &high, &[]).await.rows[0].does, Err((3, "level-not-below")));
}

async fn one_wrong_row_and_nothing_is_written_and_every_wrong_row_says_where_and_why(world: World) {
    let (keeper, commune) = keeper(&world).await;
    let units: [&[&str]; 8] = [
        &["Ban Xây dựng Đảng", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A"],
        &["Ban Mới", "Tổ", "Đảng bộ Xã Mẫu A"],
        &["Ban Mới", "Cấp uỷ", "Đảng bộ Phường Mẫu B"],
        &["Phòng Kinh tế", "Cấp uỷ", ""],
        &["Chỉ có tên"],
        &["Ban Cao", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A", "Cấp tỉnh", "Ban"],
        &["Ban Lạ", "Đơn vị thuộc cấp uỷ", "Đảng bộ Xã Mẫu A", "", "Xã"],
        &["Đảng bộ Lạ", "Cấp uỷ", "Đảng bộ Xã Mẫu A", "cấp huyện", ""],
    ];
    let people: [&[&str]; 7] = [
        &["Bùi Thị Mẫu", "bùi mẫu", "Phòng Kinh tế", "Soạn thảo", "", ""],
        &["Bùi Thị Mẫu", "bui-mau", "Phòng Lạ", "Soạn thảo", "", ""],
        &["Bùi Thị Mẫu", "bui-mau", "Phòng Kinh tế", "Trưởng phòng", "", ""],
        &["Bùi Thị Mẫu", "bui-mau", "Phòng Kinh tế", "", "Chuyên viên", ""],
        &["Bùi Thị Mẫu", "bui-mau", "Phòng Kinh tế", "Soạn thảo", "", "31/02/2026"],
        &["Người Khác", "doc-xa", "Phòng Kinh tế", "Soạn thảo", "", ""],
        &["Đỗ Thị Mẫu", "khac-mau", "Đảng bộ Phường Mẫu B", "Soạn thảo", "", ""],
    ];
    let before = world.app.journal_heads().await.expect("the heads");
    let seen = preview(&world, &units, &people).await;
    let wrong: Vec<_> = seen.rows.iter().map(|it| it.does.clone().err()).collect();
    let expected = [
        None,
        Some((1, "unknown")),
        Some((2, "unknown")),
        Some((1, "other-kind")),
        Some((1, "empty")),
        Some((3, "level-of-body")),
        Some((4, "kind-unfit")),
        Some((3, "unknown")),
        Some((1, "login-letters")),
        Some((2, "unknown")),
        Some((3, "unknown")),
        Some((3, "empty")),
        Some((5, "no-day")),
        Some((1, "login-of-another")),
        Some((2, "unknown")),
    ];
    assert_eq!(wrong, expected);
    assert_eq!(seen.rows.iter().map(|it| it.line.row).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8]);
    let refused = world.app.accept_roster(&keeper, &commune, lines(&seen), &seen.seen).await;
    assert!(matches!(refused, Err(Refusal::Field { field: "file", why: "rows-wrong" })), "{refused:?}");
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    let page = world.post_files(&format!("/units/{commune}/roster"), &world.log_in("quan-tri").await, &[File("paper", "mau.xlsx", &workbook(&units, &people))]).await;
    for said in ["Có 14 dòng chưa đúng", "Người, dòng 6", "Cột Từ ngày", "không phải là ngày", "tên đăng nhập này là của đồng chí khác"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(!page.body.contains("/roster/accept"), "nothing can be accepted");
}

async fn only_what_was_previewed_is_accepted(world: World) {
    let (keeper, commune) = keeper(&world).await;
    let seen = preview(&world, &UNITS, &PEOPLE).await;
    let fewer = lines(&seen)[..3].to_vec();
    for (given, seen) in [(fewer, seen.seen.clone()), (lines(&seen), "x".to_owned())] {
        let refused = world.app.accept_roster(&keeper, &commune, given, &seen).await;
        assert!(matches!(refused, Err(Refusal::Field { field: "file", why: "changed-since" })), "{refused:?}");
    }
    // Somebody founded one of the units in between: the rows would do something else by now.
    world.app.found_below(&keeper, &commune, "Ban Xây dựng Đảng", hanhdong_domain::organisation::UnitKind::Body).await.expect("a unit");
    let late = world.app.accept_roster(&keeper, &commune, lines(&seen), &seen.seen).await;
    assert!(matches!(late, Err(Refusal::Field { field: "file", why: "changed-since" })), "{late:?}");
    let office = world.who("vp-xa").await;
    assert!(matches!(world.app.accept_roster(&office, &commune, lines(&seen), &seen.seen).await, Err(Refusal::NotAllowed)));
    let too_many = vec![Line { sheet: Sheet::Units, row: 2, cells: vec![String::new(); 5] }; 501];
    assert!(matches!(world.app.accept_roster(&keeper, &commune, too_many, "x").await, Err(Refusal::Field { field: "form", .. })));
}

async fn the_form_that_is_downloaded_comes_back_without_a_change(world: World) {
    let (_, commune) = keeper(&world).await;
    let administrator = world.log_in("quan-tri").await;
    let page = world.get(&format!("/units/{commune}/roster"), &administrator).await;
    assert!(page.status == StatusCode::OK && page.body.contains("/roster/form"), "{}", page.body);
    let (status, head, bytes) = world.fetch(&format!("/units/{commune}/roster/form"), &administrator).await;
    assert!(status == StatusCode::OK && head.get("content-disposition").is_some_and(|it| it.to_str().is_ok_and(|it| it.contains(".xlsx"))));
    let path = format!("/units/{commune}/roster");
    let back = world.post_files(&path, &administrator, &[File("paper", "mau.xlsx", &bytes)]).await;
    assert!(back.status == StatusCode::OK && back.body.contains("Mọi nội dung đã có sẵn") && back.body.contains("Phòng Kinh tế"), "{}", back.body);
    let filled = world.post_files(&path, &administrator, &[File("paper", "mau.xlsx", &workbook(&UNITS, &PEOPLE))]).await;
    assert!(filled.body.contains("Lập đơn vị") && filled.body.contains("/roster/accept"), "{}", filled.body);
    let hidden = |name: &str| {
        let from = filled.body.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
        from.split('"').next().unwrap_or("").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let done = world.post(&format!("{path}/accept"), &administrator, &[("rows", &hidden("rows")), ("seen", &hidden("seen"))]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("/units/{commune}?done=roster").as_str()), "{}", done.body);
    let unit = world.get(done.location(), &administrator).await;
    assert!(unit.body.contains("Đã ghi danh sách") && unit.body.contains("bui-mau") && unit.body.contains("Ban Xây dựng Đảng"), "{}", unit.body);
}

async fn what_is_not_the_form_is_refused_in_words(world: World) {
    let (_, commune) = keeper(&world).await;
    let (administrator, path) = (world.log_in("quan-tri").await, format!("/units/{commune}/roster"));
    let other = {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "Danh sách").expect("a cell");
        book.save_to_buffer().expect("a workbook")
    };
    let secret = workbook(&[&["TUYỆT MẬT", "", "", "", ""]], &[]);
    for (bytes, said) in [(other, "không phải là mẫu Excel này"), (b"Ban; Ten".to_vec(), "không phải là mẫu Excel này"), (b"PK\x03\x04 hong".to_vec(), ""), (secret, "")]
    {
        let refused = world.post_files(&path, &administrator, &[File("paper", "mau.xlsx", &bytes)]).await;
        assert!(refused.status.is_client_error() && refused.body.contains(said) && refused.body.contains("role=\"alert\""), "{said}: {} {}", refused.status, refused.body);
    }
    let drafter = world.log_in("soan-thao").await;
    assert_eq!(world.post_files(&path, &drafter, &[File("paper", "mau.xlsx", &workbook(&UNITS, &PEOPLE))]).await.status, StatusCode::FORBIDDEN);
}
