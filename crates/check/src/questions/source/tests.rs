use super::*;
use crate::fixture::{Draft, codes_in, report_against, verdict_in, verdict_of};
use hanhdong_domain::{Language, Report};
use rstest::rstest;

const CLAUSE: &str = "I.2.a-1";

fn source() -> Draft {
    Draft::new()
        .goal(GoalKind::Viewpoint, "Phát triển kinh tế nông nghiệp xanh gắn với bảo vệ môi trường ven sông", &[])
        .target("1", "Tỷ lệ hộ dân sử dụng nước sạch tập trung", "trên 55%", Some(2030))
        .target("2", "Tỷ lệ đường thôn xóm được cứng hoá", "90%", Some(2030))
        .task("Xây dựng đề án phát triển sinh kế vùng ven sông", "", "", "")
        .task("Nâng cấp hệ thống thuỷ lợi nội đồng phục vụ sản xuất", "", "", "")
}

fn ours(water: &str) -> Draft {
    Draft::new()
        .target("1", "Hộ dân sử dụng nước sạch tập trung", water, Some(2030))
        .target("2", "Đường thôn xóm được cứng hoá", "90%", Some(2030))
        .task("Xây dựng đề án phát triển sinh kế vùng ven sông, gắn nông nghiệp xanh với bảo vệ môi trường", "Phòng Kinh tế", "", "2027")
        .task("Đầu tư nâng cấp hệ thống thuỷ lợi nội đồng", "Phòng Kinh tế", "", "2028")
}

fn against(ours: &Draft) -> Report {
    report_against(ours, Some(&source()), Language::Vi)
}

#[rstest]
#[case("≥ 55%", Verdict::Met, &[])]
#[case("55%", Verdict::Met, &[])]
#[case("45%", Verdict::Unmet, &[Code::FigureDiffers])]
fn relations_may_differ_figures_may_not(#[case] water: &str, #[case] verdict: Verdict, #[case] found: &[Code]) {
    let report = against(&ours(water));
    assert_eq!((verdict_in(&report, CLAUSE), codes_in(&report, CLAUSE).as_slice()), (verdict, found), "{report:#?}");
}

#[test]
fn a_differing_figure_that_stands_right_elsewhere_is_found_but_does_not_unmake_the_clause() {
    let report = against(&ours("45%").task("Phấn đấu đến năm 2030 tỷ lệ hộ dân sử dụng nước sạch tập trung đạt trên 55%", "Phòng Kinh tế", "", "2030"));
    assert_eq!(verdict_in(&report, CLAUSE), Verdict::Met);
    assert!(codes_in(&report, CLAUSE).contains(&Code::FigureDiffers));
}

#[test]
fn another_year_for_the_same_figure_is_found() {
    let mut draft = ours("55%");
    if let hanhdong_domain::programme::Node::Target(target) = &mut draft.programme.parts[0].nodes[1] {
        target.horizon = Some(2035);
    }
    assert!(codes_in(&against(&draft), CLAUSE).contains(&Code::FigureDiffers));
}

#[test]
fn what_is_not_taken_up_and_what_has_no_source_is_said() {
    let draft = Draft::new().target("1", "Hộ dân sử dụng nước sạch tập trung", "55%", Some(2030)).task("Tổ chức hội thi văn nghệ quần chúng hằng năm", "Phòng Văn hoá", "", "2027");
    let report = against(&draft);
    let found = codes_in(&report, CLAUSE);
    assert_eq!(verdict_in(&report, CLAUSE), Verdict::Partly);
    assert_eq!(found.iter().filter(|it| **it == Code::NotTakenUp).count(), 4, "{found:?}");
    assert_eq!(found.iter().filter(|it| **it == Code::Orphan).count(), 1, "{found:?}");
}

#[test]
fn the_document_is_named_where_no_source_is_at_hand() {
    let title = "thực hiện Nghị quyết số 12-NQ/TU, ngày 05/02/2026 của Ban Chấp hành Đảng bộ tỉnh về phát triển sinh kế vùng ven sông";
    assert_eq!(verdict_of(&ours("55%").titled(title).task("Phát triển sinh kế", "A", "", ""), CLAUSE), Verdict::Met);
    assert_eq!(verdict_of(&ours("55%").titled("thực hiện nghị quyết của cấp trên"), CLAUSE), Verdict::Partly);
    assert_eq!(verdict_of(&ours("55%"), CLAUSE), Verdict::Unmet);
}

#[rstest]
#[case("2%", "60%", 0)]
#[case("2%", "50%", 1)]
#[case("3%", "60%", 1)]
#[case("60%", "2%", 1)]
fn of_two_figures_in_one_sentence_each_is_held_against_its_own(#[case] whole: &str, #[case] part: &str, #[case] found: usize) {
    let source = Draft::new().target("1", "Kinh phí chi cho nghiên cứu phát triển đạt 2%, trong đó kinh phí từ xã hội chiếm hơn 60%", "2%", Some(2030));
    let ours = Draft::new().target("1", "Kinh phí chi cho nghiên cứu phát triển", whole, Some(2030)).target(
        "2",
        "Tỷ trọng kinh phí từ xã hội trên kinh phí chi cho nghiên cứu phát triển",
        part,
        Some(2030),
    );
    let report = report_against(&ours, Some(&source), Language::Vi);
    assert_eq!(codes_in(&report, CLAUSE).iter().filter(|it| **it == Code::FigureDiffers).count(), found, "{report:#?}");
}

#[test]
fn what_is_not_taken_up_hangs_where_it_would_be_added() {
    let source = Draft::new().task("Nâng cấp hệ thống thuỷ lợi nội đồng; xây dựng trạm bơm ven sông; cải tạo kênh mương liên thôn", "", "", "").task(
        "Phủ sóng vô tuyến viễn thông",
        "",
        "",
        "",
    );
    let mut ours = Draft::new().task("Nâng cấp hệ thống thuỷ lợi", "Phòng Kinh tế", "", "2027");
    ours.programme.parts[1].place = hanhdong_domain::Place::line(77);
    let task = ours.programme.tasks().next().map(|it| it.place.line);
    let lines: Vec<_> = report_against(&ours, Some(&source), Language::Vi).findings.into_iter().filter(|it| it.code == Code::NotTakenUp).map(|it| it.place.line).collect();
    assert_eq!(lines, [task.unwrap_or(0), 77]);
}

#[test]
fn beside_its_source_a_programme_shows_what_the_findings_count() {
    let cases = [
        ours("≥ 55%"),
        ours("45%"),
        Draft::new().target("1", "Hộ dân sử dụng nước sạch tập trung", "55%", Some(2030)).task("Tổ chức hội thi văn nghệ quần chúng hằng năm", "Phòng Văn hoá", "", "2027"),
        Draft::new(),
    ];
    for draft in cases {
        let beside = beside(&draft.programme, &source().programme);
        let report = against(&draft);
        let count = |code: Code| codes_in(&report, CLAUSE).iter().filter(|it| **it == code).count();
        assert_eq!(beside.taken_up.len(), source().programme.items().count());
        assert_eq!(beside.taken_up.iter().filter(|it| !it.is_taken_up).count(), count(Code::NotTakenUp), "{beside:#?}");
        assert_eq!(beside.orphans.len(), count(Code::Orphan), "{beside:#?}");
        assert_eq!(beside.figures.len(), count(Code::FigureDiffers), "{beside:#?}");
        for it in &beside.taken_up {
            assert!(it.by.iter().all(|by| draft.programme.items().any(|item| item.anchor() == by)));
        }
    }
}

#[test]
fn beside_a_target_of_the_source_stands_the_target_that_takes_it_up() {
    let (source, draft) = (source().programme, ours("45%").programme);
    let beside = beside(&draft, &source);
    let named = |programme: &hanhdong_domain::programme::Programme, words: &str| programme.items().find(|it| it.text().contains(words)).expect("it is there").anchor().clone();
    let water = beside.taken_up.iter().find(|it| it.theirs == named(&source, "nước sạch")).expect("a target of the source");
    assert_eq!(water.by.first(), Some(&named(&draft, "nước sạch")));
    let figure = beside.figures.first().expect("a figure differs");
    assert_eq!((figure.ours.clone(), figure.theirs.clone()), (Some(named(&draft, "nước sạch")), Some(named(&source, "nước sạch"))));
    assert!(figure.here.contains("45") && figure.there.contains("55"), "{figure:?}");
}
