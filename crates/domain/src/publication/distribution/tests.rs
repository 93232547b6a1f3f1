use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::organisation::Nature;

fn id(last: usize) -> UnitId {
    UnitId::parse(&format!("01935f4e-6f3a-7c21-8b7a-0123456789{last:02x}")).expect("an id")
}

fn unit(at: usize, name: &str, (kind, level, org): (UnitKind, Option<OrgLevel>, OrgKind), above: Option<usize>, organisation: usize) -> Unit {
    let nature = Nature::of(kind, level, Some(org)).expect("a nature");
    Unit { id: id(at), name: name.to_owned(), kind, nature, above: above.map(id), organisation: id(organisation), founded_on: None, ended_on: None }
}

/// A province with its office and a commission, a commune with two departments, the Front and three organisations below, a ward.
fn tree() -> Vec<Unit> {
    let committee = |level, kind| (UnitKind::Committee, Some(level), kind);
    let body = |kind| (UnitKind::Body, None, kind);
    let mut units = vec![
        unit(0, "Đảng bộ Tỉnh Mẫu", committee(OrgLevel::Province, OrgKind::Province), None, 0),
        unit(1, "Văn phòng Tỉnh uỷ", body(OrgKind::Office), Some(0), 0),
        unit(2, "Ban Tổ chức Tỉnh uỷ", body(OrgKind::Commission), Some(0), 0),
        unit(3, "Đảng bộ Xã Mẫu A", committee(OrgLevel::UpperGrassroots, OrgKind::Commune), Some(0), 3),
        unit(4, "Phòng Kinh tế", body(OrgKind::Department), Some(3), 3),
        unit(5, "Phòng Văn hoá - Xã hội", body(OrgKind::Department), Some(3), 3),
        unit(6, "Uỷ ban Mặt trận Tổ quốc Việt Nam xã", body(OrgKind::Front), Some(3), 3),
        unit(7, "Chi bộ Thôn Một", committee(OrgLevel::Cell, OrgKind::Village), Some(3), 7),
        unit(8, "Chi bộ Thôn Hai", committee(OrgLevel::Cell, OrgKind::Village), Some(3), 8),
        unit(9, "Đảng bộ Công an xã", committee(OrgLevel::Grassroots, OrgKind::ArmedForce), Some(3), 9),
        unit(10, "Đảng bộ Phường Mẫu B", committee(OrgLevel::UpperGrassroots, OrgKind::Ward), Some(0), 10),
    ];
    // A cell that was dissolved before the day, and one founded after.
    units.push(Unit { ended_on: Some(Date::constant(2026, 1, 1)), ..unit(11, "Chi bộ Thôn Cũ", committee(OrgLevel::Cell, OrgKind::Village), Some(3), 11) });
    units.push(Unit { founded_on: Some(Date::constant(2026, 9, 1)), ..unit(12, "Chi bộ Thôn Mới", committee(OrgLevel::Cell, OrgKind::Village), Some(3), 12) });
    units
}

fn found(issuer: usize, line: &str) -> Vec<String> {
    let units = tree();
    let around = Surroundings { issuer: &units[issuer], units: &units, day: Date::constant(2026, 6, 12) };
    expand(&Group::of(line), around).into_iter().map(|it| if it.unit.is_some() { it.name } else { format!("? {}", it.name) }).collect()
}

#[rstest]
#[case(3, "Các chi bộ, đảng bộ trực thuộc", &["Chi bộ Thôn Một", "Chi bộ Thôn Hai", "Đảng bộ Công an xã"])]
#[case(3, "Ban Thường vụ Tỉnh uỷ (để báo cáo)", &["Đảng bộ Tỉnh Mẫu"])]
#[case(3, "Văn phòng Tỉnh uỷ, các ban xây dựng Đảng của Tỉnh uỷ", &["Văn phòng Tỉnh uỷ", "Ban Tổ chức Tỉnh uỷ"])]
#[case(3, "Các phòng, cơ quan thuộc xã", &["Phòng Kinh tế", "Phòng Văn hoá - Xã hội", "Uỷ ban Mặt trận Tổ quốc Việt Nam xã"])]
#[case(3, "Phòng Kinh tế, Công an xã", &["Phòng Kinh tế", "? Công an xã"])]
#[case(3, "Các đồng chí Đảng uỷ viên", &["? Các đồng chí Đảng uỷ viên"])]
#[case(3, "Các tổ chức chính trị - xã hội xã", &["Uỷ ban Mặt trận Tổ quốc Việt Nam xã"])]
#[case(0, "Các đảng uỷ xã, phường", &["Đảng bộ Xã Mẫu A", "Đảng bộ Phường Mẫu B"])]
#[case(0, "Các đảng uỷ trực thuộc Tỉnh uỷ", &["Đảng bộ Xã Mẫu A", "Đảng bộ Phường Mẫu B"])]
#[case(3, "Lưu Văn phòng Đảng uỷ.", &[])]
#[case(0, "Ban Bí thư Trung ương Đảng (để báo cáo)", &["? Ban Bí thư Trung ương Đảng"])]
fn a_line_stands_for_the_units_of_that_day_and_for_whoever_is_written(#[case] issuer: usize, #[case] line: &str, #[case] expected: &[&str]) {
    assert_eq!(found(issuer, line), expected, "{line}");
}

#[rstest]
#[case("Thường trực Tỉnh uỷ (để b/c)", Purpose::Report)]
#[case("Các chi bộ trực thuộc (để thực hiện)", Purpose::CarryOut)]
#[case("Ban Thường trực UBMTTQ xã (để phối hợp)", Purpose::Coordinate)]
#[case("Các đồng chí Đảng uỷ viên (để biết)", Purpose::Know)]
#[case("Các chi bộ trực thuộc", Purpose::Unsaid)]
fn the_purpose_is_what_the_line_says(#[case] line: &str, #[case] purpose: Purpose) {
    assert_eq!(Group::of(line).purpose, purpose);
    assert_eq!(Purpose::of_name(purpose.name()), Some(purpose));
}

#[test]
fn of_two_units_with_one_name_nobody_is_guessed() {
    let mut units = tree();
    units[8].name = "Chi bộ Thôn Một".to_owned();
    let around = Surroundings { issuer: &units[3], units: &units, day: Date::constant(2026, 6, 12) };
    assert_eq!(named("Chi bộ Thôn Một", around), None);
    assert_eq!(named("chi bo thon hai", around), None);
    assert_eq!(named("Phòng kinh tế", around).and_then(|it| it.unit), Some(id(4)));
}

proptest! {
    #[test]
    fn every_line_but_the_file_copy_comes_to_somebody_and_never_twice_to_one_unit(pieces in prop::collection::vec(prop_oneof![
        Just("Các chi bộ"), Just("đảng bộ trực thuộc"), Just("Phòng Kinh tế"), Just("Bưu điện xã"), Just("các phòng"), Just("Tỉnh uỷ"), Just("phường")
    ], 1..6)) {
        let units = tree();
        let around = Surroundings { issuer: &units[3], units: &units, day: Date::constant(2026, 6, 12) };
        let found = expand(&Group::of(&pieces.join(", ")), around);
        prop_assert!(!found.is_empty());
        for (at, it) in found.iter().enumerate() {
            prop_assert!(it.unit.is_none() || found.iter().skip(at + 1).all(|other| other.unit != it.unit), "{found:?}");
            prop_assert!(it.unit.as_ref().is_none_or(|id| units.iter().any(|unit| unit.id == *id && unit.exists_on(around.day))));
        }
    }
}
