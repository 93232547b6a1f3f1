//! II.2.a-3: the manner of organising.
//!
//! Met: at least three requirements on the way of organising (reports, publicity, discipline, digital, review), each
//! with a body, date or rhythm, or taken up in the third part. Partly: some stated. Unmet: none.

use hanhdong_domain::programme::{About, ArrangementKind, Item};
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, says_time};
use crate::facts::Facts;
use crate::say::say;
use crate::text::Text;

const TOPICS: [About; 5] = [About::Report, About::Publicity, About::Discipline, About::Digital, About::Review];

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut findings = Vec::new();
    let mut given = 0;
    let mut stated: Vec<About> = Vec::new();
    for requirement in &facts.requirements {
        stated.push(requirement.it.about);
        let is_carried_out = facts.programme.links.iter().any(|it| it.to == requirement.it.anchor && facts.duties.iter().any(|duty| duty.fact.it.anchor == it.from));
        if is_carried_out || is_given(&requirement.text) || taken_up(facts, requirement.it.about, &requirement.text) {
            given += 1;
        } else {
            findings.push(asked.about(
                Code::MannerUnlinked,
                Item::Requirement(requirement.it),
                say!(
                    asked.language,
                    "Yêu cầu chưa có đơn vị thực hiện, thời gian hoặc việc tương ứng ở phần tổ chức thực hiện",
                    "The requirement has no body, date or rhythm, and the third part does not take it up"
                ),
                say!(
                    asked.language,
                    "Ghi ai làm, khi nào hoặc định kỳ bao lâu, hoặc đưa vào phần tổ chức thực hiện",
                    "Say who, when or how often, or take it up in the third part"
                ),
            ));
        }
    }
    // What the third part asks for itself is a requirement with a body of its own.
    let asked_there = |topic: About| facts.duties.iter().any(|it| it.names_a_unit() && speaks_of(it.text(), topic) && says_time(it.text()));
    let there = TOPICS.into_iter().filter(|it| !stated.contains(it) && asked_there(*it)).count();
    let needed = asked.number("requirements");
    let count = facts.requirements.len();
    let verdict = if (given + there) as f64 >= needed {
        Verdict::Met
    } else if count + there > 0 {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    // The two are told apart: what the first part states and the findings speak of, and what only the third part asks for.
    let mut why = if count > 0 {
        say!(
            asked.language,
            "{given}/{count} yêu cầu về cách thức tổ chức có người làm, thời gian hoặc được nêu lại ở phần tổ chức thực hiện",
            "{given}/{count} stated requirements on the manner of organising have a body, date or rhythm, or are taken up in the third part"
        )
    } else {
        say!(asked.language, "Văn bản chưa nêu riêng yêu cầu về cách thức tổ chức", "No requirement on the manner of organising is stated as such")
    };
    if there > 0 {
        why.push_str(&say!(
            asked.language,
            "; {there} yêu cầu khác nêu ngay ở phần tổ chức thực hiện, có đơn vị và thời gian",
            "; {there} more stand in the third part itself, with a body and a time"
        ));
    }
    why.push_str(&say!(asked.language, "; cần từ {needed} yêu cầu như vậy", "; {needed} such are needed"));
    Said { verdict, why, findings }
}

fn is_given(text: &Text) -> bool {
    const BODIES: &[&str] = &[
        "van phong",
        "uy ban kiem tra",
        "ban xay dung dang",
        "uy ban nhan dan",
        "ubnd",
        "so noi vu",
        "mat tran",
        "dang uy",
        "ban thuong vu",
        "cap uy",
        "nguoi dung dau",
        "chi bo",
        "phong",
    ];
    says_time(text) || text.says_any(BODIES)
}

fn taken_up(facts: &Facts<'_>, about: About, text: &Text) -> bool {
    facts.duties.iter().any(|it| match about {
        About::Report => it.kinds().contains(&ArrangementKind::Report) || speaks_of(it.text(), about),
        About::Publicity | About::Discipline | About::Digital | About::Review => speaks_of(it.text(), about),
        About::Other => hanhdong_domain::text::dice(&hanhdong_domain::text::fold_words(text.raw()), &hanhdong_domain::text::fold_words(it.text().raw())) >= 0.5,
    })
}

fn speaks_of(text: &Text, about: About) -> bool {
    text.says_any(match about {
        About::Report => &["bao cao"],
        About::Publicity => &["cong khai", "tuyen truyen", "pho bien", "quan triet"],
        About::Discipline => &["ky luat", "ky cuong", "trach nhiem nguoi dung dau", "chiu trach nhiem", "thi dua", "khen thuong"],
        About::Digital => &["chuyen doi so", "nen tang so", "phan mem", "truc tuyen", "moi truong dien tu", "moi truong so"],
        About::Review => &["so ket", "tong ket", "danh gia"],
        About::Other => &[],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, codes_in, report, verdict_in, verdict_of};
    use hanhdong_domain::programme::{Link, LinkBy};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.a-3";

    #[test]
    fn three_requirements_each_given_to_somebody_are_met() {
        let draft = Draft::new()
            .requirement(About::Report, "Báo cáo kết quả định kỳ hằng quý")
            .requirement(About::Publicity, "Công khai kết quả thực hiện")
            .requirement(About::Discipline, "Gắn trách nhiệm người đứng đầu")
            .duty("Văn phòng Đảng uỷ", "tham mưu công khai kết quả thực hiện", &[ArrangementKind::Execute]);
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Met, vec![]));
    }

    #[rstest]
    #[case(&["Bảo đảm công khai, minh bạch"], Verdict::Partly, 1)]
    #[case(&[], Verdict::Unmet, 0)]
    fn a_requirement_given_to_nobody_is_found(#[case] texts: &[&str], #[case] verdict: Verdict, #[case] found: usize) {
        let draft = texts.iter().fold(Draft::new(), |it, text| it.requirement(About::Publicity, text));
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (verdict, vec![Code::MannerUnlinked; found]));
    }

    #[test]
    fn what_only_the_third_part_asks_for_is_counted_apart_from_what_is_stated() {
        let draft = Draft::new()
            .requirement(About::Other, "Bảo đảm đồng bộ, phù hợp tình hình của xã")
            .requirement(About::Publicity, "Bảo đảm minh bạch")
            .duty("Văn phòng Đảng uỷ", "báo cáo kết quả định kỳ hằng quý", &[ArrangementKind::Report])
            .duty("Ban Xây dựng Đảng", "sơ kết hằng năm", &[ArrangementKind::Report]);
        let report = report(&draft);
        let why = &report.clauses.iter().find(|it| it.id == CLAUSE).expect("a clause").why;
        assert_eq!((verdict_in(&report, CLAUSE), codes_in(&report, CLAUSE)), (Verdict::Partly, vec![Code::MannerUnlinked; 2]));
        assert!(why.starts_with("0/2 yêu cầu") && why.contains("2 yêu cầu khác nêu ngay ở phần tổ chức thực hiện"), "{why}");
    }

    #[test]
    fn a_requirement_tied_to_an_arrangement_is_given() {
        let mut draft = Draft::new().requirement(About::Other, "Làm đến nơi đến chốn").duty("Ban Xây dựng Đảng", "theo dõi", &[ArrangementKind::Urge]);
        assert_eq!(codes(&draft, CLAUSE), [Code::MannerUnlinked]);
        let from = draft.programme.items().last().expect("a duty").anchor().clone();
        let to = draft.programme.items().next().expect("a requirement").anchor().clone();
        draft.programme.links.push(Link { from, to, by: LinkBy::Matrix });
        assert_eq!(codes(&draft, CLAUSE), []);
    }
}
