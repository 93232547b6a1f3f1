//! Last term's programme and the superior's lie beside the goals; each of their items gets an answer.

use axum::http::StatusCode;
use hanhdong_domain::programme::{Origin, Paper};
use hanhdong_domain::{Code, Language};

use crate::papers::{File, Text};
use crate::world::{World, on_both_engines};

on_both_engines!(
    every_unfinished_item_of_last_term_gets_an_answer_and_each_can_be_taken_back,
    a_superiors_task_that_names_us_is_taken_up_with_its_time,
    a_programme_of_the_system_lies_beside_as_it_stood_then,
    what_lies_beside_one_programme_is_not_found_from_another_house,
    what_last_term_promised_for_later_years_stands_beside_the_new_target_and_less_is_marked
);

/// What the committee had: a scheme that goes on, a project that does not, a measure that is over.
const LAST_TERM: &str = "hanhdong 1\n\ndocument\n  title: Chương trình khoá trước\n\npart content II: NỘI DUNG\n  task 1 #t_de_an: Xây dựng đề án nuôi ong lấy mật dưới tán rừng\n    lead: Phòng Kinh tế\n    deadline: năm 2024\n    resource: 3 tỷ đồng ngân sách xã\n  task 2 #t_cho: Dự án di dời chợ trung tâm\n    origin: continued\n    lead: Phòng Kinh tế\n    deadline: năm 2023\n  task 3 #t_cu: Tuyên truyền phòng cháy\n    lead: Công an xã\n    deadline: năm 2022\n";
const SUPERIOR: &str = "hanhdong 1\n\ndocument\n  title: Chương trình của Tỉnh uỷ\n\npart content II: NỘI DUNG\n  task 7 #t_ong: Nhân rộng mô hình nuôi ong xuất khẩu\n    lead: Sở Nông nghiệp và Môi trường\n    coordinators: Đảng uỷ các xã, phường\n    deadline: quý IV/2027\n  task 8 #t_xa: Xây dựng cảng hàng không\n    lead: Sở Xây dựng\n    deadline: năm 2029\n";

async fn every_unfinished_item_of_last_term_gets_an_answer_and_each_can_be_taken_back(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let (path, say) = (format!("/programmes/{id}/beside"), format!("/programmes/{id}/beside/say"));
    let open = async || {
        let report = world.app.review(&who, &id, Language::Vi).await.expect("a review").report;
        report.findings.iter().filter(|it| it.clause == "II.2.b-2" && it.code == Code::NotTakenUp).count()
    };
    assert!(world.get(&path, &cookie).await.body.contains("Chưa có chương trình nhiệm kỳ trước"));
    assert_eq!(open().await, 0);
    let answer = world.post_files(&path, &cookie, &[Text("paper", "last-term"), File("file", "cu.notation", LAST_TERM.as_bytes())]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", answer.body);
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("0/2 việc chưa xong") && page.contains("di dời chợ") && !page.contains("phòng cháy"), "{page}");
    assert_eq!(page.matches("Đã chuyển tiếp từ nhiệm kỳ trước nữa").count(), 1, "what last term had carried over itself is marked: {page}");
    assert_eq!(open().await, 2);
    // One goes on: what it said of itself comes along, its old time and money only as a remark.
    let before = world.app.open(&who, &id).await.expect("a draft").programme;
    let answer = world.post(&say, &cookie, &[("paper", "last-term"), ("theirs", "t_de_an"), ("act", "take-up")]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, format!("{path}#b-last-term-t_de_an").as_str()), "{}", answer.body);
    let after = world.app.open(&who, &id).await.expect("a draft").programme;
    let new: Vec<_> = after.tasks().filter(|it| before.tasks().all(|old| old.anchor != it.anchor)).collect();
    let [task] = new.as_slice() else { panic!("{new:?}") };
    assert_eq!(
        (task.title.as_str(), task.origin, task.lead.text(), task.deadline.text.as_str()),
        ("Xây dựng đề án nuôi ong lấy mật dưới tán rừng", Origin::Continued, "Phòng Kinh tế", "")
    );
    assert!(task.resources.is_empty());
    assert_eq!(task.note.as_deref(), Some("Chuyển tiếp từ nhiệm kỳ trước (mục 1, Chương trình khoá trước); thời hạn cũ: năm 2024; nguồn lực cũ: 3 tỷ đồng ngân sách xã"));
    assert_eq!(open().await, 1);
    // One stops, with a reason and not without.
    let stop = |reason: &'static str| [("paper", "last-term"), ("theirs", "t_cho"), ("act", "stop"), ("reason", reason)];
    assert_eq!(world.post(&say, &cookie, &stop(" ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open().await, 1);
    assert_eq!(world.post(&say, &cookie, &stop("Không còn phù hợp quy hoạch <b>")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(open().await, 0);
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("2/2 việc chưa xong") && page.contains("quy hoạch &lt;b&gt;"), "{page}");
    let history = world.app.history(&who, &id).await.expect("lines");
    assert_eq!(history[0].deeds[0].after.as_deref(), Some("Dự án di dời chợ trung tâm (t_cho): Không còn phù hợp quy hoạch <b>"));
    // Who stopped it cannot say that it goes on as well; each answer can be taken back.
    let joined = [("paper", "last-term"), ("theirs", "t_cho"), ("act", "join"), ("ours", task.anchor.as_str())];
    assert_eq!(world.post(&say, &cookie, &joined).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(&format!("/programmes/{id}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(open().await, 1);
    assert_eq!(world.post(&say, &cookie, &joined).await.status, StatusCode::SEE_OTHER);
    assert_eq!(open().await, 0);
    assert_eq!(world.post(&say, &cookie, &[("paper", "last-term"), ("theirs", "t_de_an"), ("act", "part"), ("ours", task.anchor.as_str())]).await.status, StatusCode::SEE_OTHER);
    let said = world.app.open(&who, &id).await.expect("a draft").programme;
    assert_eq!(said.whence(&task.anchor).iter().filter_map(|it| it.from()).map(|it| it.1.as_str().to_owned()).collect::<Vec<_>>(), ["t_cho"]);
}

async fn a_superiors_task_that_names_us_is_taken_up_with_its_time(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/beside");
    let answer = world.post_files(&path, &cookie, &[Text("paper", "superior"), File("file", "tinh.notation", SUPERIOR.as_bytes())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("0/1 nhiệm vụ cấp trên giao") && page.contains("nuôi ong xuất khẩu") && !page.contains("cảng hàng không"), "{page}");
    // Nobody stops what the superior asks.
    let stop = [("paper", "superior"), ("theirs", "t_ong"), ("act", "stop"), ("reason", "Không làm")];
    assert_eq!(world.post(&format!("{path}/say"), &cookie, &stop).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let goal = world.app.open(&who, &id).await.expect("a draft").programme.targets().next().expect("a target").anchor.to_string();
    let take_up = [("paper", "superior"), ("theirs", "t_ong"), ("act", "take-up"), ("goal", goal.as_str())];
    assert_eq!(world.post(&format!("{path}/say"), &cookie, &take_up).await.status, StatusCode::SEE_OTHER);
    let now = world.app.open(&who, &id).await.expect("a draft").programme;
    let task = now.tasks().find(|it| it.title.contains("nuôi ong xuất khẩu")).expect("the task");
    assert_eq!((task.deadline.text.as_str(), task.lead.is_none()), ("quý IV/2027", true), "its time binds, its lead is ours to choose");
    assert!(now.links.iter().any(|it| it.from == task.anchor && it.to.as_str() == goal));
    assert!(world.get(&path, &cookie).await.body.contains("1/1 nhiệm vụ cấp trên giao"));
    // The act is one: undo takes task, tie and origin back together.
    assert_eq!(world.post(&format!("/programmes/{id}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    let back = world.app.open(&who, &id).await.expect("a draft").programme;
    assert!(back.tasks().all(|it| !it.title.contains("nuôi ong")) && back.traces.is_empty());
}

async fn a_programme_of_the_system_lies_beside_as_it_stood_then(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let commune = hanhdong_domain::organisation::UnitId::parse(&world.unit_of("soan-thao").await).expect("a unit");
    let other = world.app.hand_in(&who, &commune, "seed-2025", crate::stage::paper()).await.expect("a draft");
    let path = format!("/programmes/{id}/beside");
    let copy = |programme: &str| [("paper".to_owned(), "last-term".to_owned()), ("programme".to_owned(), programme.to_owned())];
    let post = async |programme: &str| {
        let fields = copy(programme);
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        world.post(&format!("{path}/copy"), &cookie, &fields).await.status
    };
    assert_eq!(post(id.as_str()).await, StatusCode::UNPROCESSABLE_ENTITY, "not beside itself");
    assert_eq!(post(other.as_str()).await, StatusCode::SEE_OTHER);
    let there = async || world.app.source_of(&who, &id, Paper::LastTerm).await.expect("an answer").expect("a paper").source;
    let (then, theirs) = (there().await, world.app.open(&who, &other).await.expect("a draft").programme);
    assert_eq!(*then, *theirs);
    let gone = theirs.tasks().next().expect("a task").anchor.clone();
    let (part, at) = theirs.position(&gone).expect("a place");
    let seen = hanhdong_actions::programme::fingerprint(&theirs.parts[part].nodes[at]);
    assert_eq!(world.post(&format!("/programmes/{other}/items/{gone}/remove"), &cookie, &[("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(*there().await, *then);
    // Taken away, and there again by its name.
    let source = world.app.source_of(&who, &id, Paper::LastTerm).await.expect("an answer").expect("a paper").id.to_string();
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("paper", "last-term"), ("source", "")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.app.source_of(&who, &id, Paper::LastTerm).await.expect("an answer").is_none());
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("paper", "superior"), ("source", &source)]).await.status, StatusCode::NOT_FOUND, "it is last term's");
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("paper", "last-term"), ("source", &source)]).await.status, StatusCode::SEE_OTHER);
}

async fn what_lies_beside_one_programme_is_not_found_from_another_house(world: World) {
    let (cookie, neighbour) = (world.log_in("soan-thao").await, world.log_in("vp-phuong").await);
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/beside");
    world.post_files(&path, &cookie, &[Text("paper", "last-term"), File("file", "cu.notation", LAST_TERM.as_bytes())]).await;
    let source = world.app.source_of(&who, &id, Paper::LastTerm).await.expect("an answer").expect("a paper").id.to_string();
    let organisation = world.unit_of("vp-phuong").await;
    let begun = world.post_files("/programmes/new", &neighbour, &[Text("organisation", &organisation), Text("guideline", "seed-2025"), Text("title", "của phường")]).await;
    let theirs = format!("{}/beside", begun.location());
    assert_eq!(world.post(&format!("{theirs}/tie"), &neighbour, &[("paper", "last-term"), ("source", &source)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post(&format!("{theirs}/copy"), &neighbour, &[("paper", "last-term"), ("programme", id.as_str())]).await.status, StatusCode::NOT_FOUND);
    assert!(!world.get(&theirs, &neighbour).await.body.contains("di dời chợ"));
    assert_eq!(world.get(&path, &neighbour).await.status, StatusCode::NOT_FOUND);
}

async fn what_last_term_promised_for_later_years_stands_beside_the_new_target_and_less_is_marked(world: World) {
    let (cookie, id) = (world.log_in("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/beside");
    let lay = async |promised: &str| {
        let last = format!(
            "hanhdong 1\n\ndocument\n  title: Chương trình khoá trước\n  period: 2020-2025\n\npart goals I: MỤC TIÊU\n  target 1 #c_cu: Thu nhập bình quân đầu người\n    unit: triệu đồng/người\n    value: 60\n    horizon: 2025\n    path 2030: {promised}\n  target 2 #c_khac: Số lượt khách du lịch lòng hồ\n    value: 20\n    horizon: 2025\n    path 2030: 50\n"
        );
        let answer = world.post_files(&path, &cookie, &[Text("paper", "last-term"), File("file", "cu.notation", last.as_bytes())]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        world.get(&path, &cookie).await.main().split("id=\"promised\"").nth(1).expect("a table of promises").to_owned()
    };
    // The draft sets 92 for 2030.
    for (promised, says, not) in
        [("100", "thấp hơn mức đã nêu", "bằng mức"), ("92", "bằng mức đã nêu", "thấp hơn mức đã nêu<"), ("80", "cao hơn mức đã nêu", "thấp hơn mức đã nêu<")]
    {
        let rows = lay(promised).await;
        assert!(rows.contains(says) && !rows.contains(not) && rows.contains(promised) && rows.contains("92"), "{promised}: {rows}");
        assert!(rows.contains("chưa thấy chỉ tiêu tương ứng") && rows.contains("lòng hồ"), "{rows}");
    }
}
