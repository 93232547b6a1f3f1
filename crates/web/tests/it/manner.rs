//! A requirement on the manner of organising becomes a duty of part III, and report periods follow from it.

use axum::http::StatusCode;
use hanhdong_domain::programme::{ArrangementKind, Item, Node, PartRole, Requirement};
use hanhdong_domain::{Code, Language};

use crate::world::{World, on_both_engines};

on_both_engines!(a_requirement_given_to_nobody_is_made_a_duty_and_its_reports_get_periods, whoever_may_not_edit_arranges_nothing);

async fn a_requirement_given_to_nobody_is_made_a_duty_and_its_reports_get_periods(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/manner");
    let new = [("part", "0"), ("at", "999"), ("item-kind", "requirement"), ("text", "Thông tin hai chiều về tiến độ"), ("code", ""), ("about", "other")];
    assert_eq!(world.post(&format!("/programmes/{id}/new"), &cookie, &new).await.status, StatusCode::SEE_OTHER);
    let requirement = async || {
        let programme = world.app.open(&who, &id).await.expect("a draft").programme;
        let found: Vec<Requirement> = programme.items().filter_map(|it| if let Item::Requirement(it) = it { Some(it.clone()) } else { None }).collect();
        found.into_iter().find(|it| it.text.starts_with("Thông tin hai chiều")).expect("the requirement").anchor
    };
    let loose = async || {
        let report = world.app.review(&who, &id, Language::Vi).await.expect("a review").report;
        report.findings.iter().filter(|it| it.code == Code::MannerUnlinked).filter_map(|it| it.item.clone()).collect::<Vec<_>>()
    };
    let anchor = requirement().await;
    assert!(loose().await.contains(&anchor));
    let duties_before = world.app.manner(&who, &id).await.expect("a page").reports;
    let form = |body: &'static str| [("requirement".to_owned(), anchor.to_string()), ("body".to_owned(), body.to_owned()), ("time".to_owned(), "báo cáo hằng tháng".to_owned())];
    let post = async |fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        world.post(&path, &cookie, &fields).await
    };
    assert_eq!(post(&form(" ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = post(&form("Trạm Y tế xã")).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, format!("{path}#m-{anchor}").as_str()), "{}", answer.body);
    let programme = world.app.open(&who, &id).await.expect("a draft").programme;
    let part = programme.parts.iter().find(|it| it.role == PartRole::Organisation).expect("part III");
    let duty = part.nodes.iter().rev().find_map(|it| if let Node::Arrangement(it) = it { Some(it) } else { None }).expect("a duty");
    assert_eq!((duty.unit.as_deref(), duty.duty.as_str()), (Some("Trạm Y tế xã"), "Trạm Y tế xã thông tin hai chiều về tiến độ, báo cáo hằng tháng"));
    assert!(duty.kinds.contains(&ArrangementKind::Report));
    assert!(!loose().await.contains(&anchor));
    let manner = world.app.manner(&who, &id).await.expect("a page");
    let report = manner.reports.iter().find(|it| it.item == duty.anchor).expect("its report");
    assert_eq!((report.rhythm.name(), manner.reports.len()), ("monthly", duties_before.len() + 1));
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("Hằng tháng") && page.contains(&format!("#i-{}", duty.anchor)), "{page}");
    // Undo takes duty and tie back in one step.
    assert_eq!(world.post(&format!("/programmes/{id}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(loose().await.contains(&anchor));
    assert_eq!(world.app.manner(&who, &id).await.expect("a page").reports, duties_before);
}

async fn whoever_may_not_edit_arranges_nothing(world: World) {
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let before = world.app.open(&who, &id).await.expect("a draft");
    let requirement = before.programme.items().find(|it| matches!(it, Item::Requirement(_))).expect("a requirement").anchor().to_string();
    let reader = world.log_in("doc-xa").await;
    let page = world.get(&format!("/programmes/{id}/manner"), &reader).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("name=\"body\""), "{}", page.body);
    assert_eq!(world.post(&format!("/programmes/{id}/manner"), &reader, &[("requirement", &requirement), ("body", "Văn phòng"), ("time", "")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.app.open(&who, &id).await.expect("a draft").row.version, before.row.version);
}
