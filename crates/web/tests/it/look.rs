//! A paper is looked at: what comes back, who may fetch it, and that nothing stays.

use axum::http::StatusCode;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::papers::{BOUNDARY, File, Text, multipart};
use crate::world::{World, on_both_engines};

on_both_engines!(
    a_word_file_comes_back_with_comments_and_a_slip,
    what_was_looked_at_is_there_for_its_person_alone_and_for_half_an_hour,
    a_refused_file_is_refused_with_words_and_leaves_nothing,
    a_browser_that_sends_too_much_hears_why_instead_of_being_cut_off,
    a_look_is_kept_as_a_programme_with_its_source,
    names_and_texts_that_hold_marks_of_pages_are_shown_as_text,
);

async fn a_word_file_comes_back_with_comments_and_a_slip(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let page = world.get("/look", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<option value=\"seed-2025\" selected>"), "{}", page.body);
    let word = world.word_file().await;
    let answer = world.post_files("/look", &cookie, &[File("paper", "Dự thảo lần 1.docx", &word), Text("guideline", "seed-2025"), File("source", "", b"")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = world.get(answer.location(), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["Dự thảo lần 1.docx", "II.2.b-4/lead", "class=\"finding error\"", "mục tiêu, chỉ tiêu đã có nhiệm vụ", "Đoạn "] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    let (status, head, commented) = world.fetch(&format!("{}/commented", answer.location()), &cookie).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(head["content-disposition"], "attachment; filename=\"du-thao-lan-1-ra-soat.docx\"; filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o%20l%E1%BA%A7n%201-ra-soat.docx");
    assert_eq!(head["x-content-type-options"], "nosniff");
    let has = |bytes: &[u8], name: &str| bytes.windows(name.len()).any(|it| it == name.as_bytes());
    assert!(has(&commented, "word/comments.xml") && !has(&word, "word/comments.xml"));
    let (status, _, slip) = world.fetch(&format!("{}/slip", answer.location()), &cookie).await;
    assert!(status == StatusCode::OK && has(&slip, "word/document.xml"));
    // The commented file is a paper like any other: it can be looked at again.
    let again = world.post_files("/look", &cookie, &[File("paper", "lại.docx", &commented), Text("guideline", "seed-2025")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(world.kept().await, (1, 0), "nothing was handed in by looking");
}

async fn what_was_looked_at_is_there_for_its_person_alone_and_for_half_an_hour(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let word = world.word_file().await;
    let path = world.post_files("/look", &cookie, &[File("paper", "a.docx", &word), Text("guideline", "seed-2025")]).await.location().to_owned();
    let (same_house, neighbour) = (world.log_in("soan-thao").await, world.log_in("vp-phuong").await);
    for rest in ["", "/commented", "/slip"] {
        let path = format!("{path}{rest}");
        assert_eq!(world.get(&path, &cookie).await.status, StatusCode::OK, "{path}");
        assert_eq!(world.get(&path, &same_house).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(world.get(&path, &neighbour).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(world.get(&path, "").await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in ["/look/abc", &format!("/look/{}", "0".repeat(48))] {
        assert_eq!(world.get(path, &cookie).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let keep = world.post(&format!("{path}/keep"), &same_house, &[("organisation", &world.commune().await)]).await;
    assert_eq!(keep.status, StatusCode::NOT_FOUND);
    world.clock.move_by(29 * 60);
    assert_eq!(world.get(&path, &cookie).await.status, StatusCode::OK);
    world.clock.move_by(60);
    assert_eq!(world.get(&path, &cookie).await.status, StatusCode::NOT_FOUND);
}

async fn a_refused_file_is_refused_with_words_and_leaves_nothing(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let before = world.kept().await;
    let marker = "dấu-vết-không-được-ở-lại";
    let secret = format!("MẬT\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\n\n{marker}\n");
    let large = vec![b'a'; 21 * 1024 * 1024 + 1];
    let noise: Vec<u8> = (0..4000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let cases: [(&str, &[u8], &str); 6] = [
        ("mat.txt", secret.as_bytes(), "không tiếp nhận tài liệu mật"),
        ("rong.docx", b"", "tệp rỗng"),
        ("la.bin", &noise, "không nhận ra loại tệp"),
        ("cu.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ", "tệp"),
        ("hong.docx", b"PK\x03\x04 khong phai goi", "tệp"),
        ("lon.txt", &large, "lớn hơn 20 MB"),
    ];
    for (name, bytes, words) in cases {
        let organisation = world.commune().await;
        for (path, fields) in [
            ("/look", vec![File("paper", name, bytes), Text("guideline", "seed-2025")]),
            ("/programmes/new", vec![Text("organisation", &organisation), Text("guideline", "seed-2025"), File("paper", name, bytes)]),
        ] {
            let answer = world.post_files(path, &cookie, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {name}: {}", answer.body);
            assert!(answer.body.contains("role=\"alert\"") && answer.body.contains(words), "{path} {name}: {}", answer.body);
            assert!(!answer.body.contains(marker));
        }
    }
    let none = world.post_files("/look", &cookie, &[Text("guideline", "seed-2025"), File("paper", "", b"")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.kept().await, before);
    assert!(!world.lies_on_disk(marker));
    // Whoever is not logged in is turned away before a byte of the file is read.
    let nobody = world.post_files("/look", "", &[File("paper", "a.txt", &large)]).await;
    assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, "/log-in?back=%2Flook"));
}

async fn a_browser_that_sends_too_much_hears_why_instead_of_being_cut_off(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = world.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let large = vec![b'a'; 30 * 1024 * 1024];
    let body =
        axum::body::to_bytes(multipart("/look", &cookie, &[Text("guideline", "seed-2025"), File("paper", "lon.txt", &large)]).into_body(), usize::MAX).await.expect("a body");
    let mut connection = tokio::net::TcpStream::connect(address).await.expect("a connection");
    let head = format!(
        "POST /look HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes()).await.expect("the head is taken");
    connection.write_all(&body).await.expect("the body is taken to its end, and thrown away");
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.expect("an answer");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 4") && answer.contains("MB"), "{answer}");
    server.abort();
}

async fn a_look_is_kept_as_a_programme_with_its_source(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let word = world.word_file().await;
    let source = "NGHỊ QUYẾT\n\nI. MỤC TIÊU\n\n1. Tỷ lệ hộ dân sử dụng nước sạch tập trung đạt trên 95%.\n\nII. NHIỆM VỤ\n\n1. Nâng cấp hệ thống thuỷ lợi nội đồng.\n";
    let fields = [File("paper", "a.docx", &word), Text("guideline", "seed-2025"), File("source", "nq.txt", source.as_bytes())];
    let path = world.post_files("/look", &cookie, &fields).await.location().to_owned();
    let before = world.kept().await;
    let elsewhere = world.post(&format!("{path}/keep"), &cookie, &[("organisation", &world.unit_of("vp-phuong").await)]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "no door into another house");
    assert_eq!(world.kept().await, before);
    let answer = world.post(&format!("{path}/keep"), &cookie, &[("organisation", &world.commune().await)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(answer.location().ends_with("/understood"), "{}", answer.location());
    assert_eq!(world.kept().await, (before.0 + 1, before.1 + 1));
}

async fn names_and_texts_that_hold_marks_of_pages_are_shown_as_text(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let evil = "<script>alert(1)</script>";
    let paper = format!("CHƯƠNG TRÌNH HÀNH ĐỘNG\n{evil}\n\nI. MỤC TIÊU\n\n1. Mục tiêu {evil} đến năm 2030.\n\nII. NỘI DUNG\n\n1. Nhiệm vụ {evil} của xã.\n");
    let answer = world.post_files("/look", &cookie, &[File("paper", "\"><img src=x onerror=alert(1)>.txt", paper.as_bytes()), Text("guideline", "seed-2025")]).await;
    // Browsers write a quote in a file's name as %22; whoever does not gets a broken form, never a broken page.
    assert!(matches!(answer.status, StatusCode::SEE_OTHER | StatusCode::UNPROCESSABLE_ENTITY));
    let answer = world.post_files("/look", &cookie, &[File("paper", "<img src=x onerror=alert(1)>.txt", paper.as_bytes()), Text("guideline", "seed-2025")]).await;
    let page = world.get(answer.location(), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("&lt;img src=x"), "{}", page.body);
    assert!(!page.body.contains("<img") && !page.body.contains("<script>alert"), "{}", page.body);
}
